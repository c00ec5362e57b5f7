//! Results: what was measured, goal by goal; and coverage: what touches each goal and action point, and what nothing touches.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Name, Record, Rid, Value};
use crate::query::words::grouped;
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::table::{self, Column};
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// The body of the Results screen.
#[derive(Debug)]
pub struct Results;

const RESULTS: [Column; 4] = [
    Column { title: "last value", width: 20, from: 60, role: Role::Text },
    Column { title: "way to the target", width: 17, from: 80, role: Role::Bar },
    Column { title: "baseline", width: 14, from: 98, role: Role::Text },
    Column { title: "target", width: 14, from: 112, role: Role::Text },
];

/// The kinds that are counted for each goal, in the order of the columns.
const COUNTED: [Kind; 5] = [Kind::Activity, Kind::Commitment, Kind::Meeting, Kind::Project, Kind::Statement];

const COVERAGE: [Column; 6] = [
    Column { title: "", width: 13, from: 40, role: Role::Text },
    Column { title: "activities", width: 10, from: 54, role: Role::Count },
    Column { title: "commitments", width: 11, from: 66, role: Role::Count },
    Column { title: "meetings", width: 8, from: 76, role: Role::Count },
    Column { title: "projects", width: 8, from: 86, role: Role::Count },
    Column { title: "statements", width: 10, from: 98, role: Role::Count },
];

impl Body for Results {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Goal, Kind::Action, Kind::Indicator]
    }

    fn counted(&self, grouping: usize) -> &'static [Kind] {
        if grouping == 1 { &[Kind::Goal, Kind::Action] } else { &[Kind::Indicator] }
    }

    fn whole(&self, snapshot: &Snapshot, view: &SheetView) -> usize {
        let dataset = &snapshot.dataset;
        if view.grouping != 1 {
            return dataset.count(Kind::Indicator);
        }
        let framework = snapshot.framework().map(|framework| framework.rid);
        let own = |goal: &Record<'_>| goal.link(Name::Framework).map(|of| of.rid) == framework;
        dataset.records(Kind::Goal).filter(own).count() + dataset.count(Kind::Action)
    }

    fn groupings(&self) -> &'static [&'static str] {
        &["indicators", "coverage"]
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        if cx.view.grouping == 1 { coverage(cx) } else { indicators(cx) }
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        if cx.view.grouping == 1 {
            table::draw_head("goal", &COVERAGE, cx, area, buffer);
        } else {
            table::draw_head("indicator", &RESULTS, cx, area, buffer);
        }
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        let columns: &[Column] = if cx.view.grouping == 1 { &COVERAGE } else { &RESULTS };
        table::draw_row(row, columns, cx, line);
    }

    fn emptiness(&self) -> &'static str {
        "The dataset holds no goals and no indicators"
    }
}

/// The goals of the framework in force.
fn goals<'a>(cx: &Cx<'a>) -> Vec<Record<'a>> {
    let framework = cx.snapshot.framework().map(|framework| framework.rid);
    let own = |goal: &Record<'_>| goal.link(Name::Framework).map(|of| of.rid) == framework;
    cx.records(Kind::Goal).filter(own).collect()
}

/// Each goal with its indicators, outputs under their outcomes; a goal without any says so.
fn indicators(cx: &Cx<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, goal) in goals(cx).into_iter().enumerate() {
        let number = number as u32;
        let mine: Vec<Record<'_>> = cx
            .records(Kind::Indicator)
            .filter(|indicator| indicator.link(Name::Goal).is_some_and(|of| of.rid == goal.rid))
            .collect();
        let count = if mine.is_empty() { "no indicator is published".to_owned() } else { mine.len().to_string() };
        rows.push(Row::heading(format!("{}  {count}", goal_name(goal)), number, Some(goal.rid)));
        let parent = |indicator: &Record<'_>| indicator.link(Name::Parent).map(|parent| parent.rid);
        let shown = |rid: Option<Rid>| mine.iter().any(|indicator| Some(indicator.rid) == rid);
        for outcome in mine.iter().filter(|indicator| !shown(parent(indicator))) {
            rows.push(indicator_row(*outcome, number, 1, cx));
            let outputs = mine.iter().filter(|indicator| parent(indicator) == Some(outcome.rid));
            rows.extend(outputs.map(|output| indicator_row(*output, number, 2, cx)));
        }
    }
    rows
}

fn goal_name(goal: Record<'_>) -> String {
    let number = goal.whole(Name::Number).map_or_else(String::new, |number| format!("{number} "));
    format!("{number}{}", goal.label().text())
}

fn indicator_row(record: Record<'_>, group: u32, depth: u8, cx: &Cx<'_>) -> Row {
    let measure = |name: Name| record.parts(name).into_iter().next();
    let value = |part: Option<crate::model::Row<'_>>| match part.map(|part| part.get(Name::Value)) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    let mut observed = record.parts(Name::Observations);
    observed.sort_by_key(|part| part.date(Name::When));
    let last = observed.last().copied();
    let unit = record.text(Name::Unit).unwrap_or_default();
    let said = |part: Option<crate::model::Row<'_>>| match value(part) {
        // No data is not zero.
        None => "no data".to_owned(),
        Some(number) => {
            let when =
                part.and_then(|part| part.date(Name::When)).map_or_else(String::new, |when| format!(" ({when})"));
            format!("{} {unit}{when}", grouped(number))
        }
    };
    let (baseline, target) = (measure(Name::Baseline), measure(Name::Target));
    let way = match (value(baseline), value(target), value(last)) {
        (Some(from), Some(to), Some(now)) => gauge(from, to, now, cx),
        _ => "not known".into(),
    };
    let cells = vec![record.label().text().to_owned(), said(last), way, said(baseline), said(target)];
    Row { cells, ..Row::record(record.rid, group, depth) }
}

/// Draws how much of the way from baseline to target is done, up or down; beyond either end it is said.
fn gauge(from: f64, to: f64, now: f64, cx: &Cx<'_>) -> String {
    if from == to {
        return "no way to go".into();
    }
    let done = (now - from) / (to - from) * 100.0;
    match done {
        _ if done < 0.0 => "below baseline".into(),
        _ if done > 100.0 => format!("{} beyond target", cx.skin.bar(1, 1, 2)),
        _ => format!("{} {done:.0} %", cx.skin.bar(done.round() as usize, 100, 8)),
    }
}

/// Each goal and action point with how many records of each kind touch it; those that nothing touches say so.
fn coverage(cx: &Cx<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for goal in goals(cx) {
        rows.push(coverage_row(goal, goal_name(goal), 0, cx));
        let under = |action: &Record<'_>| action.link(Name::Goal).is_some_and(|of| of.rid == goal.rid);
        let actions = cx.records(Kind::Action).filter(under);
        rows.extend(
            actions.map(|action| coverage_row(action, format!("{} {}", action.id(), action.label().text()), 1, cx)),
        );
    }
    rows
}

fn coverage_row(record: Record<'_>, name: String, depth: u8, cx: &Cx<'_>) -> Row {
    let mut from: Vec<(Kind, Rid)> =
        cx.snapshot.index.links.to(record.rid).map(|link| (link.via.kind, link.from)).collect();
    from.sort_unstable();
    from.dedup();
    let counts = COUNTED.map(|kind| from.iter().filter(|(of, _)| *of == kind).count());
    let nothing = if counts.iter().all(|count| *count == 0) { "nothing yet" } else { "" };
    let mut cells = vec![name, nothing.to_owned()];
    cells.extend(counts.iter().map(|count| if *count == 0 { "0".into() } else { grouped(*count as f64) }));
    Row { cells, ..Row::record(record.rid, 0, depth) }
}
