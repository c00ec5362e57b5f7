//! Where a form stands on the screen, and how it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::{cells, part, wrap};
use crate::config::Role;
use crate::index::Snapshot;
use crate::tui::form::field::{Content, Field};
use crate::tui::form::lines::{Shown, lines};
use crate::tui::form::rows::Sight;
use crate::tui::form::{Form, TEXT};
use crate::tui::layout;
use crate::tui::skin::Skin;
use crate::tui::widget::frame::popup;
use crate::tui::widget::line::{Line, row_sign};
use crate::tui::widget::scroll::follow;

/// The widest popup, with its frame.
const WIDTH: u16 = 84;

/// How many rows a text has at least, where there is room.
const TEXT_ROWS: usize = 5;

/// Most rows of what is said at the foot.
const FOOT: usize = 3;

/// Everything within the frame: the lines of all fields, and which of them must be seen.
struct Inside<'a> {
    lines: Vec<(&'static str, bool, Shown<'a>)>,
    cursor: (usize, usize),
}

impl<'a> Inside<'a> {
    /// Says what is wrong with the field whose lines came last.
    fn say(&mut self, said: &'a str, sight: Sight) {
        for row in wrap(said, sight.width) {
            let pieces = vec![(part(said, row).into(), Role::Warning)];
            self.lines.push(("", false, Shown { pieces, ..Shown::default() }));
        }
    }
}

impl Form {
    /// Tells whether a cell is within the popup.
    pub fn covers(&self, at: (u16, u16), size: (u16, u16), _: &Skin) -> bool {
        self.area(size).contains(at.into())
    }

    /// Returns where the popup stands: always as large, whatever is typed.
    fn area(&self, size: (u16, u16)) -> Rect {
        let rows = |field: &Field| match &field.content {
            Content::Text(_) => TEXT_ROWS,
            Content::Words(words) if words.all().iter().any(|word| !word.note.is_empty()) => words.all().len().min(8),
            Content::Words(_) => 3,
            Content::References(_) | Content::Line(_) | Content::Standing(_) => 1,
            Content::Kept(_) => 0,
        };
        let wanted: usize = self.fields.iter().map(rows).sum::<usize>() + 4;
        layout::popup(size, WIDTH, wanted.clamp(10, 20) as u16)
    }

    /// How many cells the names of the fields take, with the sign before and the blank behind them.
    fn name_width(&self) -> usize {
        let widest = self.fields.iter().filter(|field| field.is_seen()).map(|field| cells(field.spec.name)).max();
        widest.unwrap_or(0) + 3
    }

    /// Returns how many cells what stands in a field has on a screen of that size.
    pub(super) fn value_width(&self, size: (u16, u16)) -> usize {
        usize::from(self.area(size).width).saturating_sub(self.name_width() + 3).max(1)
    }

    /// Returns the first line that is seen, so that the cursor is.
    pub(super) fn first_line(&self, size: (u16, u16), snapshot: &Snapshot) -> usize {
        let height = self.height(size);
        let sight = Sight { width: self.value_width(size), ascii: self.ascii };
        top(self.top, &self.inside(sight, height, snapshot), height)
    }

    /// Returns how many lines of the fields are seen at once.
    fn height(&self, size: (u16, u16)) -> usize {
        usize::from(self.area(size).height.saturating_sub(2)).saturating_sub(self.foot(size).len())
    }

    /// What is said at the foot, broken to the width of the popup.
    fn foot(&self, size: (u16, u16)) -> Vec<String> {
        let Some(said) = &self.said else { return Vec::new() };
        let width = usize::from(self.area(size).width.saturating_sub(4));
        wrap(said, width).into_iter().take(FOOT).map(|row| part(said, row).to_owned()).collect()
    }

    /// Makes the lines of all fields; where they leave rows free, the text has them.
    fn inside<'a>(&'a self, sight: Sight, height: usize, snapshot: &'a Snapshot) -> Inside<'a> {
        let mut inside = Inside { lines: Vec::new(), cursor: (0, 0) };
        let mut text_end = None;
        for (nth, field) in self.fields.iter().enumerate().filter(|(_, field)| field.is_seen()) {
            let has_keys = nth == self.at;
            let of_field = lines(field, has_keys, sight, snapshot);
            let start = inside.lines.len();
            if has_keys {
                inside.cursor = (start + of_field.cursor.0, start + of_field.cursor.1);
            }
            let names = std::iter::once(field.spec.name).chain(std::iter::repeat(""));
            let lines = names.zip(of_field.lines);
            inside.lines.extend(lines.map(|(name, line)| (name, has_keys && !name.is_empty(), line)));
            if let Some(mistake) = self.mistake.as_ref().filter(|mistake| mistake.field == field.spec.name) {
                inside.say(&mistake.said, sight);
                inside.cursor.1 = if has_keys { inside.lines.len() - 1 } else { inside.cursor.1 };
            }
            text_end = if field.spec.name == TEXT { Some(inside.lines.len()) } else { text_end };
        }
        let free = height.saturating_sub(inside.lines.len());
        if let Some(end) = text_end.filter(|_| free > 0) {
            inside.lines.splice(end..end, (0..free).map(|_| ("", false, Shown::default())));
            let after = |line: usize| if line >= end { line + free } else { line };
            inside.cursor = (after(inside.cursor.0), after(inside.cursor.1));
        }
        inside
    }

    fn title(&self) -> String {
        let title = self.op().spec().title;
        let mut title: String =
            title.chars().take(1).flat_map(char::to_uppercase).chain(title.chars().skip(1)).collect();
        if let Some((_, label)) = self.on() {
            title = format!("{title} on {label}");
        }
        match self.meeting() {
            Some((_, label)) => format!("{title} · {label}"),
            None => title,
        }
    }

    /// Draws it over the screen.
    pub fn draw(&self, snapshot: &Snapshot, skin: &Skin, buffer: &mut Buffer) {
        let size = (buffer.area.width, buffer.area.height);
        let area = popup(buffer, skin, self.area(size), &self.title(), "");
        let foot = self.foot(size);
        let height = self.height(size);
        let sight = Sight { width: self.value_width(size), ascii: skin.is_ascii() };
        let inside = self.inside(sight, height, snapshot);
        let top = top(self.top, &inside, height);
        let names = self.name_width();
        for (y, (name, has_keys, shown)) in inside.lines.iter().skip(top).take(height).enumerate() {
            let Some(mut line) = Line::new(buffer, skin, area, y as u16) else { continue };
            line.put(row_sign(skin, *has_keys, true, false), Role::Text);
            line.column(name, names.saturating_sub(1), if *has_keys { Role::Title } else { Role::Muted });
            shown.draw(line, skin);
        }
        for (y, text) in foot.iter().enumerate() {
            if let Some(mut line) = Line::new(buffer, skin, area, (height + y) as u16) {
                line.skip(1).put(text, Role::Warning);
            }
        }
    }
}

impl Shown<'_> {
    fn draw(&self, mut line: Line<'_>, skin: &Skin) {
        if self.is_row {
            if self.is_chosen {
                line.style(skin.style(Role::Selected));
            }
            line.put(row_sign(skin, self.is_chosen, true, false), Role::Text);
            line.put_right(&self.note, Role::Source);
        }
        for (text, role) in &self.pieces {
            line.put(text, *role);
        }
    }
}

/// Returns the first line that is seen: the cursor always is, and what belongs to it where there is room.
fn top(before: usize, inside: &Inside<'_>, height: usize) -> usize {
    let (cursor, last) = inside.cursor;
    let count = inside.lines.len();
    let with_last = follow(before, last, count, height);
    follow(with_last, cursor, count, height)
}
