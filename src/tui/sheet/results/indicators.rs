//! The indicators of each goal: outputs below their outcomes, with baseline, target, and what was measured.

use std::collections::HashMap;

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid, Row as Part, Value};
use crate::query::words::{grouped, numbered};
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::branch;
use crate::tui::sheet::results::goals;
use crate::tui::sheet::results::trend::{TREND, trend};
use crate::tui::sheet::table::Column;

/// The columns.
pub const COLUMNS: [Column; 7] = [
    Column { title: "last value", width: 15, from: 44, role: Role::Text },
    Column { title: "unit", width: 10, from: 62, role: Role::Muted },
    Column { title: "to the target", width: 14, from: 74, role: Role::Bar },
    Column { title: "baseline", width: 12, from: 90, role: Role::Text },
    Column { title: "target", width: 12, from: 102, role: Role::Text },
    Column { title: "values over the years", width: TREND, from: 112, role: Role::Text },
    Column { title: "level", width: 10, from: 136, role: Role::Muted },
];

/// What stands where nothing was measured, which is not zero.
const NO_DATA: &str = "no data";

/// Lists each goal with its indicators; a goal of the framework in force without any says so.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let mut all: HashMap<Option<Rid>, usize> = HashMap::new();
    for indicator in cx.snapshot.dataset.records(Kind::Indicator) {
        *all.entry(goal_of(indicator)).or_default() += 1;
    }
    let mut passing: HashMap<Option<Rid>, Vec<Record<'_>>> = HashMap::new();
    for indicator in cx.records(Kind::Indicator) {
        passing.entry(goal_of(indicator)).or_default().push(indicator);
    }
    let mut rows = Vec::new();
    let goals: Vec<Record<'_>> = goals(cx);
    for (number, goal) in (0..).zip(goals.iter().map(Some).chain([None])) {
        let rid = goal.map(|goal| goal.rid);
        let count = all.get(&rid).copied().unwrap_or(0);
        let passed = passing.remove(&rid).unwrap_or_default();
        let is_asked = goal.is_some_and(|goal| cx.snapshot.is_in_force(*goal) && cx.passes(goal.rid));
        if passed.is_empty() && !is_asked {
            continue;
        }
        let name = goal.map_or("No goal is named".to_owned(), |goal| numbered(*goal));
        let count = match (count, passed.len()) {
            (0, _) => "no indicator is published".to_owned(),
            (count, passed) if count == passed => count.to_string(),
            (count, passed) => format!("{passed} of {count}"),
        };
        rows.push(Row::heading(format!("{name}  {count}"), number, rid));
        // Those whose outcome stands below another goal, or does not pass, stand alone.
        let tree = branch::tree(passed, Name::Parent);
        rows.extend(tree.into_iter().map(|(record, depth)| indicator_row(record, number, depth.saturating_add(1), cx)));
    }
    rows
}

/// Returns the goal that an indicator measures; that of its outcome where it names none itself.
fn goal_of(indicator: Record<'_>) -> Option<Rid> {
    let own = |indicator: Record<'_>| indicator.link(Name::Goal).map(|goal| goal.rid);
    own(indicator).or_else(|| own(indicator.link(Name::Parent)?))
}

fn indicator_row(record: Record<'_>, group: u32, depth: u8, cx: &Cx<'_>) -> Row {
    let measure = |name: Name| record.parts(name).into_iter().next();
    let (baseline, target) = (measure(Name::Baseline), measure(Name::Target));
    let observed = record.parts(Name::Observations);
    let valued: Vec<Part<'_>> = observed.iter().copied().filter(|part| value(*part).is_some()).collect();
    // Values of which it is not known when they were measured have no order.
    let without_date = if valued.is_empty() { NO_DATA } else { "not dated" };
    let last = last(&valued);
    let way = match (baseline.and_then(value), target.and_then(value), last.and_then(value)) {
        (Some(from), Some(to), Some(now)) => gauge(from, to, now, cx),
        _ => "not known".into(),
    };
    let word = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).unwrap_or("not stated").to_owned();
    let cells = vec![
        record.label().text().to_owned(),
        last.map_or_else(|| without_date.to_owned(), |last| said(Some(last))),
        word(record.text(Name::Unit)),
        way,
        said(baseline),
        said(target),
        trend(&observed, cx.skin).unwrap_or_else(|| without_date.to_owned()),
        word(record.word(Name::Level).map(|term| term.name)),
    ];
    Row { cells, ..Row::record(record.rid, group, depth) }
}

/// Returns the value of a measure.
pub fn value(part: Part<'_>) -> Option<f64> {
    match part.get(Name::Value) {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// Returns the last of the values; `None` also where several have no date, and which is the last is not known.
fn last<'a>(valued: &[Part<'a>]) -> Option<Part<'a>> {
    let dated = valued.iter().filter(|part| part.date(Name::When).is_some());
    let last = dated.max_by_key(|part| part.date(Name::When));
    match valued {
        [only] => Some(*only),
        _ => last.copied(),
    }
}

/// Writes a measure with its date.
fn said(part: Option<Part<'_>>) -> String {
    let Some((part, number)) = part.and_then(|part| Some((part, value(part)?))) else { return NO_DATA.into() };
    let when = part.date(Name::When).map_or_else(String::new, |when| format!(" ({})", when.compact()));
    format!("{}{when}", grouped(number))
}

/// Draws how much of the way from baseline to target is done, up or down; beyond either end it is said.
fn gauge(from: f64, to: f64, now: f64, cx: &Cx<'_>) -> String {
    if from == to {
        return "no way to go".into();
    }
    let done = (now - from) / (to - from) * 100.0;
    match done {
        _ if !done.is_finite() => "not known".into(),
        // Where less is better, the wrong way leads up.
        _ if done < 0.0 && now < from => "below baseline".into(),
        _ if done < 0.0 => "above baseline".into(),
        _ if done > 100.0 => "beyond target".into(),
        // What is not there yet is not rounded up to all of the way.
        _ => format!("{} {} %", cx.skin.bar(done.ceil() as usize, 100, 6), done.floor()).trim_start().to_owned(),
    }
}
