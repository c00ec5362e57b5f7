//! Coverage: each goal and action point with how many records of each kind touch it; those that nothing touches say so.

use std::collections::HashMap;

use crate::config::Role;
use crate::keys::Action;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::words::{counted, grouped, numbered};
use crate::tui::flow::Flow;
use crate::tui::sheet::body::{Cx, Row, Sight};
use crate::tui::sheet::table::{self, Column};
use crate::tui::sheet::touching::touching;
use crate::tui::sheet::view::SheetView;

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

/// Lists the goals of the framework in force, the action points below them: within a scope those that anything of it touches. A goal
/// also stands for an action point that passes.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let mut under: HashMap<Rid, Vec<Row>> = HashMap::new();
    for &rid in cx.snapshot.index.order.of(Kind::Action) {
        let Some(action) = cx.snapshot.dataset.record(rid).filter(|action| cx.matches(action.rid)) else { continue };
        let name = format!("{} {}", action.id(), action.label().text());
        let row = row(action, name, 1, cx);
        if let Some(goal) = action.link(Name::Goal).filter(|_| is_in_scope(&row, cx)) {
            under.entry(goal.rid).or_default().push(row);
        }
    }
    let mut rows = Vec::new();
    for goal in cx.snapshot.goals() {
        let actions = under.remove(&goal.rid).unwrap_or_default();
        let row = row(goal, numbered(goal), 0, cx);
        if !actions.is_empty() || cx.matches(goal.rid) && is_in_scope(&row, cx) {
            rows.push(row);
            rows.extend(actions);
        }
    }
    rows
}

/// Tells whether a goal or action point is a part of the scope, near it, or touched by anything in it.
fn is_in_scope(row: &Row, cx: &Cx<'_>) -> bool {
    row.count > 0 || row.rid.is_some_and(|rid| cx.scope.is_near(rid))
}

fn row(record: Record<'_>, name: String, depth: u8, cx: &Cx<'_>) -> Row {
    let counts = COUNTED.map(|kind| touching(kind, record.rid, cx).len());
    let count = counts.iter().sum();
    let nothing = match (count, cx.scope.is_empty()) {
        (0, true) => "nothing yet",
        (0, false) => "none in scope",
        _ => "",
    };
    let mut cells = vec![name, nothing.to_owned()];
    cells.extend(counts.iter().map(|count| grouped(*count as f64)));
    Row { cells, count, ..Row::record(record.rid, 0, depth) }
}

/// Lists what is behind the number under the cursor: a title and the records; `None` where the cursor is on the name.
pub fn open(row: &Row, cx: &Cx<'_>) -> Option<(String, Vec<Rid>)> {
    let kind = *COUNTED.get(number(cx.view.column)?)?;
    let rids = touching(kind, row.rid?, cx);
    let name = row.cells.first().map_or("", String::as_str);
    Some((format!("{name}: {}", counted(rids.len(), kind)), rids))
}

/// Moves the cursor to another number of its row, as far as they are shown; beyond the last is the detail.
pub fn travel(action: Action, view: &mut SheetView, sight: &Sight<'_>) -> Flow {
    let shown = table::shown(&COLUMNS, row_width(sight)).len().saturating_sub(1);
    let here = usize::try_from(view.column).unwrap_or(0).min(shown);
    let to = match action {
        Action::PaneLeft => here.checked_sub(1),
        Action::PaneRight => Some(here + 1).filter(|column| *column <= shown),
        _ => None,
    };
    let Some(to) = to else { return Flow::Ignored };
    view.column = to as i32;
    Flow::Done
}

/// Puts the cursor on the number at a cell of its row.
pub fn aim(cell: u16, view: &mut SheetView, sight: &Sight<'_>) {
    let column = table::column_at(&COLUMNS, row_width(sight), usize::from(cell).saturating_sub(1));
    view.column = column.unwrap_or(0) as i32;
}

/// Puts brackets around the number under the cursor.
pub fn marked(row: &Row, cx: &Cx<'_>) -> Row {
    let mut row = row.clone();
    if cx.at == Some(row.at())
        && let Some(number) = number(cx.view.column)
        && let Some(cell) = row.cells.get_mut(number + FIRST)
    {
        *cell = format!("[{cell}]");
    }
    row
}

/// How many cells stand before the numbers: the name, and whether there are any.
const FIRST: usize = 2;

/// Returns which number the cursor is on; `None` is the name.
fn number(column: i32) -> Option<usize> {
    usize::try_from(column).ok()?.checked_sub(1)
}

/// The sign of the cursor stands before the row.
fn row_width(sight: &Sight<'_>) -> usize {
    usize::from(sight.area.width).saturating_sub(1)
}
