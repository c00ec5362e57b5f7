//! Rows of cells under headings: the main text at the left takes the room that the columns leave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::model::Name;
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::branch;
use crate::tui::widget::line::Line;

/// A column beside the main text.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The heading.
    pub title: &'static str,
    /// How many cells it takes.
    pub width: usize,
    /// From how many cells of the whole row on it is shown.
    pub from: usize,
    /// How it looks.
    pub role: Role,
}

/// From how many cells of a list on it has the columns of a wide one.
const WIDE: usize = 110;

/// Columns for narrow lists and for wide ones, where not the same come first.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// Those of a narrow list.
    pub narrow: &'static [Column],
    /// Those of a wide list.
    pub wide: &'static [Column],
}

impl Columns {
    /// Returns the columns that belong to a list with so much room behind the sign of its cursor.
    pub fn within(self, room: usize) -> &'static [Column] {
        if room + 1 < WIDE { self.narrow } else { self.wide }
    }
}

/// Draws the headings.
pub fn draw_head(main: &str, columns: &[Column], cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(mut line) = Line::new(buffer, cx.skin, area, 0) else { return };
    line.skip(1);
    let shown = shown(columns, line.room());
    let width = main_width(&shown, line.room());
    line.column(main, width, Role::Muted);
    for column in shown {
        line.skip(1).column(column.title, column.width, Role::Muted);
    }
}

/// Returns the column, from 1, that is drawn at a cell of a row of that width; `None` where the main text stands.
pub fn column_at(columns: &[Column], room: usize, cell: usize) -> Option<usize> {
    let shown = shown(columns, room);
    let mut right = main_width(&shown, room);
    if cell < right {
        return None;
    }
    let is_there = |column: &Column| {
        right += column.width + 1;
        cell < right
    };
    shown.iter().position(is_there).map(|at| at + 1)
}

/// Draws the heading of a group.
pub fn draw_heading(row: &Row, mut line: Line<'_>) {
    line.put(&row.heading, Role::Heading);
}

/// Draws a row: the sign of its status, the main text, and the cells that there is room for.
pub fn draw_row(row: &Row, columns: &[Column], cx: &Cx<'_>, line: Line<'_>) {
    draw_branch(row, u8::MAX, columns, cx, line);
}

/// Draws a row of a tree, whose lines begin below the depth `root`. The sign of the status has a place of its own, also where it is
/// not stated: so the names stand below each other.
pub fn draw_branch(row: &Row, root: u8, columns: &[Column], cx: &Cx<'_>, mut line: Line<'_>) {
    if row.is_heading() {
        return draw_heading(row, line);
    }
    let shown = shown(columns, line.room());
    let rest = line.room() - main_width(&shown, line.room());
    line.put_within(&branch::lead(row, root, cx.skin), line.room().saturating_sub(rest), Role::Muted);
    put_status(row, cx, &mut line);
    let mut cells = row.cells.iter().map(String::as_str);
    let width = line.room().saturating_sub(rest);
    line.column(cells.next().unwrap_or_default(), width, Role::Text);
    draw_cells(shown, cells, &mut line);
}

/// Puts the sign of a record's status; blanks where it is not stated, and nothing where its kind has none.
pub fn put_status(row: &Row, cx: &Cx<'_>, line: &mut Line<'_>) {
    let Some(record) = row.rid.and_then(|rid| cx.snapshot.dataset.record(rid)) else { return };
    if record.fields().iter().any(|field| field.name == Name::Status) {
        let sign = record.word(Name::Status).map_or(" ", |term| cx.skin.sign(term.glyph));
        line.column(sign, 2, Role::Text);
    }
}

/// Draws the cells of the columns that are shown.
pub fn draw_cells<'c>(shown: Vec<Column>, cells: impl Iterator<Item = &'c str>, line: &mut Line<'_>) {
    for (column, cell) in shown.into_iter().zip(cells) {
        let role = if cell.starts_with("not ") || cell.starts_with("no ") { Role::Unknown } else { column.role };
        line.skip(1).column(cell, column.width, role);
    }
}

/// The columns are shown from the first on, as long as there is room: so the cells stay with their headings.
pub fn shown(columns: &[Column], room: usize) -> Vec<Column> {
    columns.iter().copied().take_while(|column| room >= column.from).collect()
}

/// Returns how many cells the columns that are shown leave for the main text.
pub fn main_width(shown: &[Column], room: usize) -> usize {
    room.saturating_sub(shown.iter().map(|column| column.width + 1).sum())
}
