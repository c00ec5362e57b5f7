//! Draws the rows of a detail that fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::tui::detail::content::{Content, Entry};
use crate::tui::detail::rows::{Row, indent};
use crate::tui::detail::view::DetailView;
use crate::tui::skin::Skin;
use crate::tui::widget::line::Line;

/// Draws the rows of a detail into an area; `focused` tells whether the keys go to it.
pub fn draw(
    (content, rows): (&Content, &[Row]),
    view: &DetailView,
    focused: bool,
    skin: &Skin,
    area: Rect,
    buffer: &mut Buffer,
) {
    for (y, row) in rows.iter().skip(view.top).take(usize::from(area.height)).enumerate() {
        let Some(entry) = content.entries.get(row.entry) else { continue };
        let Some(mut line) = Line::new(buffer, skin, area, y as u16) else { continue };
        let selected = focused && row.entry == view.cursor;
        if selected {
            line.style(skin.style(Role::Selected));
        }
        if !row.note.is_empty() && line.room() >= row.note.chars().count() + 22 + indent(entry) {
            line.put_right(&row.note, if selected { Role::Text } else { Role::Source });
        }
        line.skip(indent(entry) as u16);
        line.put(&row.text, role(entry));
    }
}

fn role(entry: &Entry) -> Role {
    match entry {
        Entry { heading: true, .. } => Role::Heading,
        Entry { unknown: true, .. } => Role::Unknown,
        _ => Role::Text,
    }
}
