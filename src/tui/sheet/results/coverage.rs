//! Coverage: each goal and action point with how many records of each kind touch it; those that nothing touches say so.

use std::collections::HashMap;

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::words::{grouped, numbered};
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::table::Column;

/// The kinds that are counted for each goal, in the order of the columns.
const COUNTED: [Kind; 5] = [Kind::Activity, Kind::Commitment, Kind::Meeting, Kind::Project, Kind::Statement];

/// The columns: whether anything touches it, and how many records of each kind do.
pub const COLUMNS: [Column; 6] = [
    Column { title: "", width: 13, from: 40, role: Role::Text },
    Column { title: "activities", width: 10, from: 54, role: Role::Count },
    Column { title: "commitments", width: 11, from: 66, role: Role::Count },
    Column { title: "meetings", width: 8, from: 76, role: Role::Count },
    Column { title: "projects", width: 8, from: 86, role: Role::Count },
    Column { title: "statements", width: 10, from: 98, role: Role::Count },
];

/// Lists the goals of the framework in force, the action points below them. A goal also stands for an action point that passes.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let mut under: HashMap<Rid, Vec<Record<'_>>> = HashMap::new();
    for action in cx.records(Kind::Action) {
        if let Some(goal) = action.link(Name::Goal) {
            under.entry(goal.rid).or_default().push(action);
        }
    }
    let mut rows = Vec::new();
    for goal in cx.snapshot.goals() {
        let actions = under.remove(&goal.rid).unwrap_or_default();
        if actions.is_empty() && !cx.passes(goal.rid) {
            continue;
        }
        rows.push(row(goal, numbered(goal), 0, cx));
        let name = |action: Record<'_>| format!("{} {}", action.id(), action.label().text());
        rows.extend(actions.into_iter().map(|action| row(action, name(action), 1, cx)));
    }
    rows
}

fn row(record: Record<'_>, name: String, depth: u8, cx: &Cx<'_>) -> Row {
    let mut from: Vec<(Kind, Rid)> =
        cx.snapshot.index.links.to(record.rid).map(|link| (link.via.kind, link.from)).collect();
    from.sort_unstable();
    from.dedup();
    let counts = COUNTED.map(|kind| from.iter().filter(|(of, _)| *of == kind).count());
    let nothing = if counts.iter().all(|count| *count == 0) { "nothing yet" } else { "" };
    let mut cells = vec![name, nothing.to_owned()];
    cells.extend(counts.iter().map(|count| grouped(*count as f64)));
    Row { cells, ..Row::record(record.rid, 0, depth) }
}
