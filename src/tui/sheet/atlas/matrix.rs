//! Draws the matrix: a line for each participant, a column for each goal, a number and its shade in each cell.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::query::words::numbered;
use crate::tui::sheet::atlas::count::Shade;
use crate::tui::sheet::body::{Cx, Row, Sight};
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// How many cells a number takes at least, with a blank before it.
const CELL: usize = 6;

/// From how many cells on a number has its shade beside it.
const SHADED: usize = 7;

/// How many cells the name keeps at least; columns that do not fit then are reached with the arrows.
const NAME: usize = 12;

/// Which columns are seen, and how wide they and the name before them are.
struct Columns {
    seen: Range<usize>,
    width: usize,
    name: usize,
}

impl Columns {
    fn new(room: usize, all: usize, cursor: i32) -> Self {
        // So wide that the name keeps some twenty cells where it can.
        let width = (room.saturating_sub(20) / all.max(1)).clamp(CELL - 1, 18);
        let fitting = (room.saturating_sub(NAME) / width).clamp(1, all.max(1));
        let first = usize::try_from(cursor).unwrap_or(0).saturating_sub(fitting - 1).min(all.saturating_sub(fitting));
        Self { seen: first..first + fitting, width, name: room.saturating_sub(width * fitting) }
    }
}

/// Returns the column at a cell of a row of that width; `None` where the name stands.
pub fn column_at(cell: u16, all: usize, width: u16, cursor: i32) -> Option<i32> {
    // The sign of the cursor stands before the row.
    let columns = Columns::new(usize::from(width).saturating_sub(1), all, cursor);
    let into = usize::from(cell).checked_sub(1 + columns.name)?;
    let column = columns.seen.start + into / columns.width;
    Some(column.min(all.saturating_sub(1)) as i32)
}

/// Lists the cells where names and numbers begin that are seen, counted from where the rows begin.
pub fn places(view: &SheetView, sight: &Sight<'_>) -> Vec<(u16, u16)> {
    let all = sight.snapshot.goals().count() + 1;
    let columns = Columns::new(usize::from(sight.area.width).saturating_sub(1), all, view.column);
    let numbers = (0..columns.seen.len()).map(|nth| (1 + columns.name + nth * columns.width) as u16);
    let begins: Vec<u16> = std::iter::once(0).chain(numbers).collect();
    let lines = (0..sight.area.height).take(sight.rows.len().saturating_sub(view.top));
    lines.flat_map(|y| begins.iter().map(move |&x| (x, y))).collect()
}

/// Draws the titles of the columns.
pub fn draw_titles(cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(mut line) = Line::new(buffer, cx.skin, area, 0) else { return };
    line.skip(1);
    let titles: Vec<String> = ["all".to_owned()].into_iter().chain(cx.snapshot.goals().map(numbered)).collect();
    let all = titles.len();
    let columns = Columns::new(line.room(), all, cx.view.column);
    if columns.seen.len() < all {
        let seen = format!("{}-{} of {all}", columns.seen.start + 1, columns.seen.end);
        line.column(&seen, columns.name, Role::Muted);
    } else {
        line.column("participant", columns.name, Role::Muted);
    }
    for (at, title) in titles.iter().enumerate().filter(|(at, _)| columns.seen.contains(at)) {
        let role = if at as i32 == cx.view.column { Role::Heading } else { Role::Muted };
        line.skip(1).column(title, columns.width.saturating_sub(1), role);
    }
}

/// Draws a line.
pub fn draw_row(row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
    let mut texts = row.cells.iter();
    let name = texts.next().map_or("", String::as_str);
    let columns = Columns::new(line.room(), texts.len(), cx.view.column);
    line.column(name, columns.name, Role::Text);
    for (at, number) in texts.enumerate().filter(|(at, _)| columns.seen.contains(at)) {
        let is_here = at as i32 == cx.view.column && cx.at == Some(row.at());
        draw_cell(number, columns.width, is_here, cx, &mut line);
    }
}

fn draw_cell(number: &str, width: usize, is_here: bool, cx: &Cx<'_>, line: &mut Line<'_>) {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    // A number too large to be read is at least no small one.
    let shade = Shade::of(digits.parse().unwrap_or(usize::MAX));
    let sign = shade.sign(cx.skin);
    // Nothing is a dot: so the numbers stand out, and no cell looks forgotten.
    let text = match (number, width >= SHADED) {
        ("0", _) => sign.to_owned(),
        (_, true) => format!("{sign}{number}"),
        (_, false) => number.to_owned(),
    };
    let pad = width.saturating_sub(cells(&text) + 2);
    let (open, close) = if is_here { ("[", "]") } else { (" ", " ") };
    line.skip(pad as u16).put(open, Role::Key).put(&text, shade.role).put(close, Role::Key);
}
