//! One line of cells, filled from the left and from the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::base::matching::{Sought, places};
use crate::base::text::{cells, fit, one_by_one, part, truncate};
use crate::config::Role;
use crate::tui::skin::Skin;

/// Returns the sign before a row: the mark, or else the cursor, so that both are seen without colour.
pub fn row_sign(skin: &Skin, cursor: bool, focused: bool, marked: bool) -> &'static str {
    match (marked, cursor, focused) {
        (true, ..) => skin.sign(("✓", "*")),
        (_, true, true) => skin.sign(("▌", ">")),
        (_, true, false) => skin.sign(("▏", "-")),
        _ => " ",
    }
}

/// Writes a text into the cells from a place on, as far as the row goes, and adds a style to what they have.
///
/// [`Buffer::set_stringn`] asks the tables of Unicode about every letter; most letters need no table.
pub fn write(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, style: Style) {
    let (simple, rest) = one_by_one(text);
    let mut after = x;
    for (at, c) in (x..buffer.area.right()).zip(simple.chars()) {
        if let Some(cell) = buffer.cell_mut((at, y)) {
            cell.set_char(c).set_style(style);
        }
        after = at + 1;
    }
    if !rest.is_empty() {
        buffer.set_stringn(after, y, rest, usize::MAX, style);
    }
}

/// The roles of what is read, and not counted.
const TEXTS: [Role; 6] = [Role::Text, Role::Muted, Role::Marked, Role::Link, Role::Heading, Role::Date];

/// A line of the screen that is being filled.
///
/// Pieces put at the left and at the right meet in the middle; what does not fit is cut and says so.
pub struct Line<'a> {
    buffer: &'a mut Buffer,
    skin: &'a Skin,
    y: u16,
    left: u16,
    right: u16,
    /// Whether the line is reversed as a whole: colours of pieces would become grounds of their own and tear it apart.
    reversed: bool,
    /// What is marked wherever it stands in a text.
    sought: &'a [Sought],
}

impl<'a> Line<'a> {
    /// Begins the line at the row `y` of an area, counted from its top; `None` where the area has no such row or it lies outside.
    pub fn new(buffer: &'a mut Buffer, skin: &'a Skin, area: Rect, y: u16) -> Option<Self> {
        let area = area.intersection(buffer.area);
        let inside = y < area.height && area.width > 0;
        let (left, right, y) = (area.x, area.right(), area.y + y);
        inside.then_some(Self { buffer, skin, y, left, right, reversed: false, sought: &[] })
    }

    /// Marks what was looked for wherever it stands in the texts that follow; numbers and signs that are no text stay as they are.
    pub fn mark(&mut self, sought: &'a [Sought]) {
        self.sought = sought;
    }

    /// Returns how many cells are still free.
    pub fn room(&self) -> usize {
        usize::from(self.right.saturating_sub(self.left))
    }

    /// Gives the whole line a style.
    pub fn style(&mut self, style: Style) {
        self.reversed = style.add_modifier.contains(Modifier::REVERSED);
        let area = Rect { x: self.left, y: self.y, width: self.right.saturating_sub(self.left), height: 1 };
        self.buffer.set_style(area, style);
    }

    /// Leaves cells free at the left.
    pub fn skip(&mut self, cells: u16) -> &mut Self {
        self.left = self.left.saturating_add(cells).min(self.right);
        self
    }

    /// Puts a text at the left, cut to what is free.
    pub fn put(&mut self, text: &str, role: Role) -> &mut Self {
        self.put_within(text, self.room(), role)
    }

    /// Puts a text at the left, cut to at most `width` cells.
    pub fn put_within(&mut self, text: &str, width: usize, role: Role) -> &mut Self {
        let shown = self.skin.shown(text);
        let (piece, taken) = fit(&shown, width.min(self.room()), self.skin.cut());
        self.write(self.left, &piece, self.look(role));
        if TEXTS.contains(&role) {
            self.mark_places(&piece);
        }
        self.left = self.left.saturating_add(taken as u16);
        self
    }

    /// Puts a text at the left within exactly `width` cells: cut, or followed by blanks.
    pub fn column(&mut self, text: &str, width: usize, role: Role) -> &mut Self {
        let start = self.left;
        self.put_within(text, width, role);
        self.left = start.saturating_add(width as u16).min(self.right);
        self
    }

    /// Puts a bar at the left that shows a share of a whole in at most `width` cells. It is no text: it stays upright where the line is
    /// reversed.
    pub fn put_bar(&mut self, part: usize, whole: usize, width: usize, role: Role) -> &mut Self {
        let bar = self.skin.bar(part, whole, width);
        let style = self.skin.style(role).remove_modifier(Modifier::REVERSED);
        self.write(self.left, truncate(&bar, self.room(), "").as_ref(), style);
        self.left = self.left.saturating_add(width as u16).min(self.right);
        self
    }

    /// Puts a text at the right if all of it fits, and one blank before it.
    pub fn put_right(&mut self, text: &str, role: Role) -> &mut Self {
        let shown = self.skin.shown(text);
        let width = cells(&shown);
        if width > 0 && width < self.room() {
            self.right -= width as u16;
            self.write(self.right, &shown, self.look(role));
            self.right = self.right.saturating_sub(1);
        }
        self
    }

    /// Marks what is looked for in a piece that was put at the left.
    fn mark_places(&mut self, piece: &str) {
        for place in places(piece, self.sought) {
            let x = self.left.saturating_add(cells(part(piece, 0..place.start)) as u16);
            self.write(x, part(piece, place), self.look(Role::Match));
        }
    }

    /// Returns how a piece looks: on a reversed line without colours of its own, and not dim.
    fn look(&self, role: Role) -> Style {
        let style = self.skin.style(role);
        let plain = || Style { fg: None, bg: None, add_modifier: style.add_modifier - Modifier::DIM, ..style };
        if self.reversed { plain() } else { style }
    }

    fn write(&mut self, x: u16, text: &str, style: Style) {
        // The row may carry a style already, as under the cursor; a piece adds to it.
        write(self.buffer, (x, self.y), text, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Color;

    proptest! {
        #[test]
        fn a_text_fills_the_cells_that_the_buffer_itself_would_fill(text in "[a-zé…●日\u{1ea1}\u{301}\u{7}\u{fe0f}\u{ff9e} ]{0,16}", x in 0u16..12) {
            let style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
            let mut ours = Buffer::filled(Rect::new(0, 0, 12, 2), ratatui::buffer::Cell::new("#"));
            let mut theirs = ours.clone();
            write(&mut ours, (x, 1), &text, style);
            theirs.set_stringn(x, 1, &text, usize::MAX, style);
            prop_assert_eq!(ours, theirs);
        }
    }
}
