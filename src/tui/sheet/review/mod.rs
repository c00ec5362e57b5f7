//! Review: what the user added, meeting by meeting, record by record, by kind or by time; what is not saved stands first of all.
//!
//! [`sections`] says what stands under which heading, [`telling`] what a row says, [`sieve`] what passes filter and scope.

mod sections;
mod sieve;
mod telling;

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::keys::Action;
use crate::model::Kind;
use crate::tui::notebook::Standing;
use crate::tui::program;
use crate::tui::shared::Shared;
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::table::{self, Column, Columns};
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// The body of the Review screen.
#[derive(Debug)]
pub struct Review;

/// The ways of grouping.
const WAYS: [&str; 4] = ["by meeting", "by record", "by kind", "by time"];

/// The way that shows meeting by meeting.
const BY_MEETING: usize = 0;

/// The way that shows day by day.
const BY_TIME: usize = 3;

/// Where there is little room, the day stands in the place of the fate where there is none.
const NARROW: [Column; 1] = [Column { title: "fate or day", width: 11, from: 58, role: Role::Text }];

const WIDE: [Column; 3] = [
    Column { title: "fate, due", width: 11, from: 0, role: Role::Text },
    Column { title: "when, in UTC", width: 16, from: 0, role: Role::Date },
    Column { title: "on, about", width: 30, from: 0, role: Role::Muted },
];

const COLUMNS: Columns = Columns { narrow: &NARROW, wide: &WIDE };

/// From how many cells of a row on the kind of what was added has the room that the longest word needs.
const ROOMY: usize = 58;

impl Body for Review {
    fn kinds(&self) -> &'static [Kind] {
        &[]
    }

    fn groupings(&self) -> &'static [&'static str] {
        &WAYS
    }

    fn is_of_journal(&self) -> bool {
        true
    }

    fn counts(&self, _grouping: usize) -> String {
        "that you added".to_owned()
    }

    fn tally(&self, rows: &[Row], cx: &Cx<'_>) -> Option<(usize, usize)> {
        let shown: HashSet<_> = rows.iter().filter_map(|row| row.added).collect();
        Some((shown.len(), cx.notebook.book.review.items.len() + cx.notebook.pending().count()))
    }

    fn is_asked_alone(&self) -> bool {
        false
    }

    fn emptiness(&self, shared: &Shared) -> Option<(String, String)> {
        let key = |action| program::key(&shared.keymap, action);
        let (why, what_to_do) = match (&shared.notebook.standing, shared.notebook.is_presenting) {
            (Standing::Unread, _) => ("What you added is still being read", String::new()),
            (_, true) => {
                ("Nothing of it is to be presented", format!("{} shows all of it again", key(Action::Present)))
            }
            _ => {
                let keys = [Action::Add, Action::Flag, Action::Meeting].map(key);
                let [add, flag, meeting] = keys;
                let said =
                    format!("{add} adds to the record under the cursor, {flag} flags it, {meeting} opens a meeting");
                ("You have added nothing yet", said)
            }
        };
        Some((why.to_owned(), what_to_do))
    }

    fn refusal(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Mark | Action::Compare => Some("only records can be marked and compared, not what you added"),
            Action::Sort => Some("what you added has an order of its own; \"group in another way\" has one by time"),
            Action::Export => Some("\"plenary journal export\" writes what you added, \"plenary minutes\" a meeting"),
            _ => None,
        }
    }

    fn hints(&self, _view: &SheetView) -> Option<&'static [Action]> {
        use Action::{Add, Back, Copy, Delete, Edit, Filter, Group, Meeting, Open, Undo, Zoom};
        Some(&[Open, Add, Edit, Delete, Undo, Filter, Group, Copy, Meeting, Back, Zoom])
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        sections::rows(cx)
    }

    fn begin(&self, rows: &[Row], _cx: &Cx<'_>) -> usize {
        rows.iter().position(|row| row.added.is_some()).unwrap_or(0)
    }

    fn head_height(&self, cx: &Cx<'_>) -> u16 {
        u16::from(!cx.notebook.book.review.items.is_empty())
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        table::draw_head("what", COLUMNS.within(usize::from(area.width).saturating_sub(1)), cx, area, buffer);
    }

    fn draw_row(&self, row: &Row, _cx: &Cx<'_>, mut line: Line<'_>) {
        line.skip(2 * u16::from(row.depth.saturating_sub(1)));
        if row.is_heading() {
            return table::draw_heading(row, line);
        }
        let columns = COLUMNS.within(line.room());
        let is_wide = columns.len() > 1;
        let [kind, said, on, text, became, when, about] = row.cells.as_slice() else { return };
        let shown = table::shown(columns, line.room());
        let width = table::main_width(&shown, line.room());
        let room = if line.room() < ROOMY { 9 } else { 11 };
        line.skip(1).column(kind, room, Role::Muted).skip(1);
        let place = if on.is_empty() || is_wide { String::new() } else { format!("{on}: ") };
        line.column(&format!("{said}{place}{text}"), width.saturating_sub(room + 2), Role::Text);
        let day = when.split(' ').next().unwrap_or_default();
        let became = if became.is_empty() && !is_wide { day } else { became };
        table::draw_cells(shown, [became, when, about].into_iter(), &mut line);
    }
}
