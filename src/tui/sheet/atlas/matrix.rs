//! Draws the matrix: a line for each participant, a column for each goal, a number and its shade in each cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::model::Name;
use crate::tui::sheet::atlas::count::{Shade, goals};
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::widget::line::Line;

/// How many cells a number takes at least, with a blank before it.
const CELL: usize = 6;

/// From how many cells on a number has its shade beside it.
const SHADED: usize = 7;

/// Draws the titles of the columns.
pub fn draw_titles(cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(mut line) = Line::new(buffer, cx.skin, area, 0) else { return };
    line.skip(1);
    let goals = goals(cx.snapshot);
    let width = cell_width(line.room(), goals.len() + 1);
    let main = line.room().saturating_sub(width * (goals.len() + 1));
    line.column("participant", main, Role::Muted);
    let titles = goals.iter().filter_map(|&goal| cx.snapshot.dataset.record(goal)).map(|goal| {
        let number = goal.whole(Name::Number).map_or_else(String::new, |number| format!("{number} "));
        format!("{number}{}", goal.label().text())
    });
    for (at, title) in std::iter::once("all".to_owned()).chain(titles).enumerate() {
        let role = if at as i32 == cx.view.column { Role::Heading } else { Role::Muted };
        line.skip(1).column(&title, width.saturating_sub(1), role);
    }
}

/// Draws a line.
pub fn draw_row(row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
    let mut texts = row.cells.iter();
    let name = texts.next().map_or("", String::as_str);
    let width = cell_width(line.room(), texts.len());
    let main = line.room().saturating_sub(width * texts.len());
    line.column(name, main, Role::Text);
    for (at, number) in texts.enumerate() {
        let is_here = at as i32 == cx.view.column && cx.view.at == Some((row.group, row.rid));
        draw_cell(number, width, is_here, cx, &mut line);
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

/// How wide a cell is, so that the name keeps some twenty cells.
fn cell_width(room: usize, columns: usize) -> usize {
    (room.saturating_sub(20) / columns.max(1)).clamp(CELL - 1, 18)
}
