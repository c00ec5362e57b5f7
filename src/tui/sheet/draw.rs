//! Draws such a screen: its list with title and count, or why there is none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::query::words::grouped;
use crate::tui::layout::{Areas, Pane};
use crate::tui::overlay::sorting;
use crate::tui::shared::Shared;
use crate::tui::sheet::Sheet;
use crate::tui::skin::Skin;
use crate::tui::typing::Typing;
use crate::tui::widget::frame::{frame, rooms};
use crate::tui::widget::line::{Line, row_sign};

/// What stands between the parts of a title.
const GAP: &str = "  ";

impl Sheet {
    /// Draws the list.
    pub(super) fn draw_list(&self, shared: &Shared, areas: &Areas, typing: Option<&Typing>, buffer: &mut Buffer) {
        let (skin, cx) = (&shared.skin, self.cx(shared));
        let count = self.count;
        let whole = grouped(self.whole as f64);
        let note = if count == self.whole { whole } else { format!("{} of {whole}", grouped(count as f64)) };
        let focused = !self.view.in_detail;
        let pane = areas.pane(Pane::Countries);
        let typed = typing.filter(|_| focused).map(|typing| (typing, typing.line.title(pane, &note, skin)));
        let title = typed.as_ref().map_or_else(|| self.title(skin), |(_, typed)| typed.text.clone());
        let note = typed.as_ref().map_or(note.as_str(), |(_, typed)| typed.note);
        let inside = frame(buffer, skin, pane, &title, note, focused);
        if let Some((typing, typed)) = &typed {
            // What is half typed is no mistake while it can be completed.
            if !typing.completion.is_open() {
                self.filter.underline(Some(typed), pane, skin, buffer);
            }
            typed.mark(skin, buffer);
        } else if !self.view.filter.is_empty() {
            self.underline(pane, note, skin, buffer);
        }
        let area = self.list_area(areas, shared);
        let head = Rect { y: inside.y, height: area.y.saturating_sub(inside.y), ..area };
        self.body.draw_head(&cx, head, buffer);
        if self.rows.is_empty() {
            self.draw_emptiness(shared, typing.is_some(), area, buffer);
            return;
        }
        let is_picture = self.body.has_picture() && !self.view.table;
        if is_picture && self.body.draw_picture(&cx, &self.sight(shared, area), buffer) {
            return;
        }
        for (y, row) in self.rows.iter().skip(self.view.top).take(usize::from(area.height)).enumerate() {
            let Some(mut line) = Line::new(buffer, skin, area, y as u16) else { continue };
            let cursor = self.view.top + y == self.cursor;
            let marked = !row.is_heading() && row.rid.is_some_and(|rid| self.view.marks.contains(&rid));
            if cursor {
                line.style(skin.style(if focused { Role::Selected } else { Role::SelectedUnfocused }));
            }
            line.put(row_sign(skin, cursor, focused, marked), if marked { Role::Marked } else { Role::Text });
            line.mark(self.filter.sought());
            self.body.draw_row(row, &cx, line);
        }
    }

    /// Underlines what is wrong in a filter that stands in the title behind the name, as far as it is seen.
    fn underline(&self, pane: Rect, note: &str, skin: &Skin, buffer: &mut Buffer) {
        let before = cells(&skin.shown(&self.name(skin))) + GAP.len();
        let width = (rooms(pane, note, skin).0 + 6).saturating_sub(before);
        let filter = Rect { x: pane.x.saturating_add(before as u16), width: width as u16, ..pane };
        self.filter.underline(None, filter, skin, buffer);
    }

    /// Returns what stands in its title before the filter.
    fn name(&self, skin: &Skin) -> String {
        let sorted = sorting::words(&self.view.sort, skin);
        let gap = if sorted.is_empty() { "" } else { GAP };
        format!("{}{gap}{sorted}", self.id.spec().title)
    }

    fn title(&self, skin: &Skin) -> String {
        let (title, way) = (self.name(skin), self.body.way(&self.view));
        match (self.view.filter.is_empty(), way) {
            (false, _) => format!("{title}{GAP}/{}{}", self.view.filter, self.filter.taken_for(skin)),
            (true, Some(way)) => format!("{title} · {way}"),
            (true, None) => title,
        }
    }

    /// Says what is missing where there is nothing for what is shown, and what to do.
    pub(super) fn emptiness(&self, shared: &Shared) -> (String, String) {
        self.body.emptiness(shared).unwrap_or_else(|| (self.lack(), shared.way_to_data()))
    }

    fn lack(&self) -> String {
        let counted = self.body.counted(self.view.grouping).iter();
        let none: Vec<String> = counted.map(|kind| format!("no {}", kind.spec().title.to_lowercase())).collect();
        format!("The dataset holds {}", none.join(" and "))
    }

    fn draw_emptiness(&self, shared: &Shared, is_typed: bool, area: Rect, buffer: &mut Buffer) {
        let (why, what_to_do) = match (self.whole, self.view.filter.is_empty(), shared.scope.is_empty()) {
            (0, ..) => self.emptiness(shared),
            (_, false, _) if !self.filter.is_empty() => self.filter.way_out(self.whole, is_typed),
            (_, _, false) => ("Nothing touches all of the scope".to_owned(), "X clears it".to_owned()),
            _ => ("Nothing is to be shown".to_owned(), String::new()),
        };
        for (y, text) in (0..).zip([why, what_to_do]) {
            if let Some(mut line) = Line::new(buffer, &shared.skin, area, y) {
                line.skip(1).put(&text, Role::Muted);
            }
        }
    }
}
