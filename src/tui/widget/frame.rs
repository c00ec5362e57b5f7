//! Frames around panes and popups, with a title at the left and a note at the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border::Set;
use ratatui::widgets::{Block, Clear, Widget};

use crate::base::text::{cells, truncate};
use crate::config::Role;
use crate::tui::skin::Skin;
use crate::tui::widget::line::write;

/// Returns how many cells a title has in a frame, and how many a note beside it takes: none where both have no room.
pub fn rooms(area: Rect, note: &str, skin: &Skin) -> (usize, usize) {
    // The corners and one cell of frame beside each stay.
    let room = usize::from(area.width.saturating_sub(4));
    let note = skin.shown(note);
    let of_note = if cells(&note) + 6 <= room && !note.is_empty() { cells(&note) + 2 } else { 0 };
    (room.saturating_sub(of_note + 2), of_note)
}

/// Draws a frame and returns what is inside.
pub fn frame(buffer: &mut Buffer, skin: &Skin, area: Rect, title: &str, note: &str, focused: bool) -> Rect {
    let area = area.intersection(buffer.area);
    let role = if focused { Role::BorderFocused } else { Role::Border };
    let inside = Block::bordered().inner(area);
    border(buffer, &skin.border(), area, skin.style(role));
    let (room, note_width) = rooms(area, note, skin);
    let note = skin.shown(note);
    let shown = skin.shown(title);
    let title = truncate(&shown, room, skin.cut());
    if area.height > 0 && !title.is_empty() {
        write(buffer, (area.x + 2, area.y), &format!(" {title} "), skin.style(Role::Title));
    }
    if area.height > 0 && note_width > 0 {
        let x = area.right().saturating_sub(note_width as u16 + 2);
        write(buffer, (x, area.y), &format!(" {note} "), skin.style(Role::Count));
    }
    inside
}

/// Draws the four sides. [`Block`] draws the same, but also goes through every cell inside.
fn border(buffer: &mut Buffer, set: &Set<'_>, area: Rect, style: Style) {
    let (Some(right), Some(bottom)) = (area.right().checked_sub(1), area.bottom().checked_sub(1)) else { return };
    if area.is_empty() {
        return;
    }
    let mut put = |x: u16, y: u16, sign: &str| {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(sign).set_style(style);
        }
    };
    for y in area.y..=bottom {
        put(area.x, y, set.vertical_left);
        put(right, y, set.vertical_right);
    }
    for x in area.x..=right {
        put(x, area.y, set.horizontal_top);
        put(x, bottom, set.horizontal_bottom);
    }
    put(right, bottom, set.bottom_right);
    put(right, area.y, set.top_right);
    put(area.x, bottom, set.bottom_left);
    put(area.x, area.y, set.top_left);
}

/// Clears an area and draws the frame of a popup over it.
pub fn popup(buffer: &mut Buffer, skin: &Skin, area: Rect, title: &str, note: &str) -> Rect {
    let area = area.intersection(buffer.area);
    Clear.render(area, buffer);
    skin.paint(area, buffer);
    frame(buffer, skin, area, title, note, true)
}

/// Leaves a cell free at the right, and `left` cells at the left, where the area is at least `from` cells wide.
pub fn padded(area: Rect, from: u16, left: u16) -> Rect {
    if area.width < from {
        return area;
    }
    Rect { x: area.x + left, width: area.width - left - 1, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Color;
    use ratatui::symbols::border;

    proptest! {
        #[test]
        fn a_border_is_what_a_block_draws(x in 0u16..8, y in 0u16..6, width in 0u16..8, height in 0u16..6) {
            let (area, style) = (Rect::new(x, y, width, height), Style::new().fg(Color::Red));
            let mut ours = Buffer::empty(Rect::new(0, 0, 8, 6));
            let area = area.intersection(ours.area);
            let mut theirs = ours.clone();
            border(&mut ours, &border::PLAIN, area, style);
            Block::bordered().border_set(border::PLAIN).border_style(style).render(area, &mut theirs);
            prop_assert_eq!(ours, theirs);
        }
    }
}
