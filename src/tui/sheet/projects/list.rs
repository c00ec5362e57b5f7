//! The projects as a table: as a tree, or grouped by what they refer to.

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid};
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::projects::budgets;
use crate::tui::sheet::table::{Column, Columns};
use crate::tui::sheet::{branch, grouping};

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

/// The columns.
pub const COLUMNS: Columns = Columns { narrow: &NARROW, wide: &WIDE };

/// Every project under the one that it is a component of. Where a parent does not pass scope and filter, its components stand alone.
pub fn tree(cx: &Cx<'_>) -> Vec<Row> {
    let tree = branch::tree(cx.records(Kind::Project).collect(), Name::Parent);
    tree.into_iter().map(|(record, depth)| project_row(record, 0, depth, cx)).collect()
}

/// Groups projects by what a field refers to.
pub fn by(cx: &Cx<'_>, name: Name, none: &str) -> Vec<Row> {
    let groups = grouping::by_links(cx.records(Kind::Project), name, none, cx);
    grouping::rows(groups, |record, group| project_row(record, group, 1, cx))
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
