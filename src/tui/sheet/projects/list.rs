//! The projects as a table: as a tree, or grouped by what they refer to.

use std::collections::{BTreeMap, HashSet};

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid};
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::projects::budgets;
use crate::tui::sheet::table::Column;

/// What stands where the dataset does not say.
const NOT_STATED: &str = "not stated";

/// On a screen of 80 columns the budget is seen, and the funders give way.
const NARROW: [Column; 3] = [
    Column { title: "budget", width: 15, from: 44, role: Role::Text },
    Column { title: "period", width: 15, from: 60, role: Role::Date },
    Column { title: "funders", width: 10, from: 74, role: Role::Text },
];

const WIDE: [Column; 7] = [
    Column { title: "budget", width: 17, from: 0, role: Role::Text },
    Column { title: "period", width: 15, from: 0, role: Role::Date },
    Column { title: "funders", width: 15, from: 0, role: Role::Text },
    Column { title: "status", width: 10, from: 0, role: Role::Text },
    Column { title: "goals", width: 10, from: 0, role: Role::Text },
    Column { title: "countries", width: 10, from: 126, role: Role::Count },
    Column { title: "what the budget counts", width: 34, from: 150, role: Role::Text },
];

/// Returns the columns that belong to a list of that width.
pub fn columns(width: usize) -> &'static [Column] {
    if width < 110 { &NARROW } else { &WIDE }
}

/// Every project under the one that it is a component of. Where a parent does not pass scope and filter, its components stand alone.
pub fn tree(cx: &Cx<'_>) -> Vec<Row> {
    let passing: Vec<Record<'_>> = cx.records(Kind::Project).collect();
    let known: HashSet<Rid> = passing.iter().map(|record| record.rid).collect();
    let mut children: BTreeMap<Option<Rid>, Vec<Record<'_>>> = BTreeMap::new();
    for record in &passing {
        let parent = record.link(Name::Parent).map(|parent| parent.rid).filter(|parent| known.contains(parent));
        children.entry(parent).or_default().push(*record);
    }
    let mut rows = Vec::new();
    let mut open: Vec<(Record<'_>, u8)> =
        children.get(&None).into_iter().flatten().rev().map(|record| (*record, 0)).collect();
    while let Some((record, depth)) = open.pop() {
        rows.push(project_row(record, 0, depth, cx));
        let below = children.get(&Some(record.rid)).into_iter().flatten().rev();
        open.extend(below.map(|child| (*child, depth.saturating_add(1))));
    }
    rows
}

/// Groups projects by what a field refers to.
pub fn by(cx: &Cx<'_>, name: Name, none: &str) -> Vec<Row> {
    let mut groups: BTreeMap<(bool, String, Option<Rid>), Vec<Record<'_>>> = BTreeMap::new();
    for record in cx.records(Kind::Project) {
        let to = record.links(name).unwrap_or_default();
        for rid in to {
            let label = cx.snapshot.dataset.record(*rid).map_or_else(String::new, |to| to.label().text().to_owned());
            groups.entry((false, label, Some(*rid))).or_default().push(record);
        }
        if to.is_empty() {
            groups.entry((true, none.to_owned(), None)).or_default().push(record);
        }
    }
    let mut rows = Vec::new();
    for (number, ((_, label, rid), records)) in groups.into_iter().enumerate() {
        rows.push(Row::heading(format!("{label}  {}", records.len()), number as u32, rid));
        rows.extend(records.into_iter().map(|record| project_row(record, number as u32, 1, cx)));
    }
    rows
}

fn project_row(record: Record<'_>, group: u32, depth: u8, cx: &Cx<'_>) -> Row {
    let or = |text: Option<String>| text.unwrap_or_else(|| NOT_STATED.to_owned());
    let ids = |name: Name| record.links(name).map(|rids| ids(rids, cx));
    let budget = budgets::Budget::of(record);
    let cells = vec![
        record.label().text().to_owned(),
        or(budget.as_ref().map(budgets::Budget::words)),
        or(record.date(Name::When).map(|when| when.compact())),
        or(ids(Name::Funders)),
        or(record.word(Name::Status).map(|term| term.name.to_owned())),
        or(ids(Name::Goals)),
        or(record.links(Name::Countries).map(|rids| rids.len().to_string())),
        or(budget.and_then(|budget| budget.basis).map(str::to_owned)),
    ];
    Row { cells, ..Row::record(record.rid, group, depth) }
}

/// Lists records by their ids, which are short; an empty list is known to be none.
fn ids(rids: &[Rid], cx: &Cx<'_>) -> String {
    let ids: Vec<&str> =
        rids.iter().filter_map(|&rid| cx.snapshot.dataset.record(rid)).map(|record| record.id()).collect();
    if ids.is_empty() { "none".into() } else { ids.join(", ") }
}
