//! The indicators of each goal: outputs below their outcomes, with baseline, target, and what was measured.

use std::collections::{HashMap, HashSet};

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid, Row as Part, Value};
use crate::query::words::grouped;
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::results::trend::{TREND, trend};
use crate::tui::sheet::results::{goal_name, goals, is_in_force};
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

/// The indicators that pass, by the goal and the indicator that they stand below.
type Tree<'a> = HashMap<(Option<Rid>, Option<Rid>), Vec<Record<'a>>>;

/// Lists each goal with its indicators; a goal of the framework in force without any says so.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let (tree, passed) = tree(cx);
    let mut all: HashMap<Option<Rid>, usize> = HashMap::new();
    for indicator in cx.snapshot.dataset.records(Kind::Indicator) {
        *all.entry(goal_of(indicator)).or_default() += 1;
    }
    let mut rows = Vec::new();
    let goals: Vec<Record<'_>> = goals(cx);
    for (number, goal) in goals.iter().map(Some).chain([None]).enumerate() {
        let (number, rid) = (number as u32, goal.map(|goal| goal.rid));
        let count = all.get(&rid).copied().unwrap_or(0);
        let passed = passed.get(&rid).copied().unwrap_or(0);
        let is_asked = goal.is_some_and(|goal| is_in_force(*goal, cx.snapshot) && cx.passes(goal.rid));
        if passed == 0 && !is_asked {
            continue;
        }
        let name = goal.map_or("No goal is named".to_owned(), |goal| goal_name(*goal));
        let count = match (count, passed) {
            (0, _) => "no indicator is published".to_owned(),
            (count, passed) if count == passed => count.to_string(),
            (count, passed) => format!("{passed} of {count}"),
        };
        rows.push(Row::heading(format!("{name}  {count}"), number, rid));
        put_below(&tree, rid, number, cx, &mut rows);
    }
    rows
}

/// Returns the goal that an indicator measures; that of its outcome where it names none itself.
fn goal_of(indicator: Record<'_>) -> Option<Rid> {
    let own = |indicator: Record<'_>| indicator.link(Name::Goal).map(|goal| goal.rid);
    own(indicator).or_else(|| own(indicator.link(Name::Parent)?))
}

/// Puts each indicator that passes below its outcome, if that stands below the same goal; and counts them for each goal.
fn tree<'a>(cx: &Cx<'a>) -> (Tree<'a>, HashMap<Option<Rid>, usize>) {
    let passing: Vec<Record<'_>> = cx.records(Kind::Indicator).collect();
    let known: HashSet<Rid> = passing.iter().map(|record| record.rid).collect();
    let (mut tree, mut counts) = (Tree::new(), HashMap::new());
    for indicator in passing {
        let goal = goal_of(indicator);
        let parent = indicator.link(Name::Parent).filter(|parent| known.contains(&parent.rid));
        let parent = parent.filter(|parent| goal_of(*parent) == goal).map(|parent| parent.rid);
        tree.entry((goal, parent)).or_default().push(indicator);
        *counts.entry(goal).or_default() += 1;
    }
    (tree, counts)
}

fn put_below(tree: &Tree<'_>, goal: Option<Rid>, group: u32, cx: &Cx<'_>, rows: &mut Vec<Row>) {
    let below = |parent: Option<Rid>| tree.get(&(goal, parent)).into_iter().flatten().rev();
    let mut open: Vec<(Record<'_>, u8)> = below(None).map(|record| (*record, 1)).collect();
    while let Some((record, depth)) = open.pop() {
        rows.push(indicator_row(record, group, depth, cx));
        open.extend(below(Some(record.rid)).map(|child| (*child, depth.saturating_add(1))));
    }
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
