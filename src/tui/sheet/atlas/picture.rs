//! Draws the picture: map or tiles, and below who the cursor is on and who has no place on the globe.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::query::words::grouped;
use crate::tui::sheet::atlas::count::{Shade, WAYS, legend};
use crate::tui::sheet::atlas::globe::Beyond;
use crate::tui::sheet::atlas::map;
use crate::tui::sheet::atlas::scene::{Manner, Scene};
use crate::tui::sheet::body::{Cx, Row, Sight};
use crate::tui::widget::line::{Line, row_sign};

/// Draws what the shades mean.
pub fn draw_legend(cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(mut line) = Line::new(buffer, cx.skin, area, 0) else { return };
    line.skip(1).put(&legend(cx.skin), Role::Muted).skip(2);
    let none = format!("0: no {} in this dataset", what(cx));
    line.put_right(&none, Role::Muted);
}

/// Draws the whole picture.
pub fn draw(cx: &Cx<'_>, sight: &Sight<'_>, buffer: &mut Buffer) {
    let scene = Scene::new(sight);
    if scene.manner == Manner::Map {
        map::draw_coasts(scene.part, scene.area, buffer);
        buffer.set_style(scene.area, cx.skin.style(Role::Muted));
    }
    let top = scene.top(sight.cursor);
    for (at, (row, &(x, y))) in sight.rows.iter().zip(&scene.spots).enumerate() {
        let Some(y) = y.checked_sub(top) else { continue };
        let area = Rect { x: scene.area.x + x, width: scene.width(), ..scene.area };
        if y < area.height {
            clear(buffer, Rect { y: area.y + y, height: 1, ..area });
            draw_participant(row, at == sight.cursor, &scene, cx, Line::new(buffer, cx.skin, area, y));
        }
    }
    draw_foot(&scene, cx, sight, buffer);
}

/// Takes the coast lines away below a label.
fn clear(buffer: &mut Buffer, area: Rect) {
    for position in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.reset();
        }
    }
}

fn draw_participant(row: &Row, is_here: bool, scene: &Scene, cx: &Cx<'_>, line: Option<Line<'_>>) {
    let Some(mut line) = line else { return };
    let is_marked = row.rid.is_some_and(|rid| cx.view.marks.contains(&rid));
    let shade = Shade::of(row.count);
    if is_here {
        line.style(cx.skin.style(cursor_role(cx)));
    }
    let sign = match row_sign(cx.skin, is_here, !cx.view.in_detail, is_marked) {
        " " if scene.manner == Manner::Map => beyond(row, scene),
        sign => sign,
    };
    line.put(sign, if is_marked { Role::Marked } else { Role::Text });
    line.put(code(row), shade.role).put(shade.sign(cx.skin), shade.role);
    if scene.manner != Manner::Map {
        line.put(&grouped(row.count as f64), shade.role);
    }
}

/// Points to those who lie beyond the edge of the map.
fn beyond(row: &Row, scene: &Scene) -> &'static str {
    match row.point.and_then(|point| scene.part.beyond(point)) {
        Some(Beyond::West) => "←",
        Some(Beyond::East) => "→",
        Some(Beyond::South) => "↓",
        Some(Beyond::North) => "↑",
        None => " ",
    }
}

fn cursor_role(cx: &Cx<'_>) -> Role {
    if cx.view.in_detail { Role::SelectedUnfocused } else { Role::Selected }
}

fn code(row: &Row) -> &str {
    row.cells.first().map_or("", String::as_str)
}

fn what(cx: &Cx<'_>) -> &'static str {
    WAYS.get(cx.view.grouping).copied().unwrap_or_default()
}

/// Draws the lines below; where there is only one, it is about what the cursor is on.
fn draw_foot(scene: &Scene, cx: &Cx<'_>, sight: &Sight<'_>, buffer: &mut Buffer) {
    let placed = scene.spots.len();
    let has_both = scene.foot.height > 1;
    let is_placed = sight.cursor < placed;
    if let Some(mut line) = Line::new(buffer, cx.skin, scene.foot, 0).filter(|_| has_both || is_placed) {
        let others = sight.rows.len() - placed;
        draw_name(scene, cx, sight, &mut line);
        if !has_both && others > 0 {
            let no_place = format!("{} {others} without place", cx.skin.sign(("↓", "v")));
            let short = format!("{} {others}", cx.skin.sign(("↓", "v")));
            line.put_right(if cells(&no_place) < line.room() { &no_place } else { &short }, Role::Muted);
        }
    }
    if has_both || !is_placed {
        let y = scene.foot.height.saturating_sub(1);
        if let Some(line) = Line::new(buffer, cx.skin, scene.foot, y).filter(|_| placed < sight.rows.len()) {
            draw_others(placed, cx, sight, line);
        }
    }
}

/// Says who the cursor is on, and the number.
fn draw_name(scene: &Scene, cx: &Cx<'_>, sight: &Sight<'_>, line: &mut Line<'_>) {
    let Some(row) = sight.rows.get(sight.cursor) else { return };
    let record = row.rid.and_then(|rid| cx.snapshot.dataset.record(rid));
    let name = record.map_or("", |record| record.label().text());
    let number = match row.count {
        0 => format!("no {}", what(cx)),
        count => format!("{} {}", grouped(count as f64), what(cx)),
    };
    line.skip(1).put(name, Role::Title).put(": ", Role::Title).put(&number, Role::Text);
    let is_beyond = |row: &Row| row.point.is_some_and(|point| scene.part.beyond(point).is_some());
    if scene.manner == Manner::Map && sight.rows.iter().take(scene.spots.len()).any(is_beyond) {
        line.skip(1).put_right("← → ↑ ↓ lies beyond the edge of the map", Role::Muted);
    }
}

/// Lists those who have no place on the globe, as far as there is room, and the cursor always.
fn draw_others(placed: usize, cx: &Cx<'_>, sight: &Sight<'_>, mut line: Line<'_>) {
    let lead = format!("No place on the map {}: ", sight.rows.len() - placed);
    let lead = if line.room() >= 60 { lead.as_str() } else { "No place: " };
    line.skip(1).put(lead, Role::Muted);
    let others = sight.rows.iter().enumerate().skip(first_of_others(placed, sight, line.room()));
    for (at, row) in others {
        if line.room() < 3 {
            break;
        }
        let is_here = at == sight.cursor;
        let is_marked = row.rid.is_some_and(|rid| cx.view.marks.contains(&rid));
        let shade = Shade::of(row.count);
        let role = if is_here { cursor_role(cx) } else { shade.role };
        line.put(row_sign(cx.skin, is_here, !cx.view.in_detail, is_marked), role).put(&other(row), role);
    }
}

/// Writes a participant that has no place, with its number.
fn other(row: &Row) -> String {
    format!("{} {} ", code(row), grouped(row.count as f64))
}

/// Returns which of those without a place is shown first, so that the cursor is seen.
fn first_of_others(placed: usize, sight: &Sight<'_>, room: usize) -> usize {
    if sight.cursor < placed {
        return placed;
    }
    let mut left = room;
    let before = sight.rows.get(placed..=sight.cursor).unwrap_or_default().iter().rev();
    let fitting = before.take_while(|row| {
        let width = cells(&other(row)) + 1;
        let fits = width <= left;
        left = left.saturating_sub(width);
        fits
    });
    (sight.cursor + 1).saturating_sub(fitting.count()).min(sight.cursor)
}
