//! The pane that shows one record in full, at the foot of every screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::EventId;
use crate::keys::Action;
use crate::model::{Name, Rid};
use crate::tui::detail::content::{Content, Entry, Goto};
use crate::tui::detail::rows::{Page, Row, Rows};
use crate::tui::detail::view::DetailView;
use crate::tui::layout::Pane;
use crate::tui::notebook::Added;
use crate::tui::screen::Spot;
use crate::tui::shared::Shared;
use crate::tui::widget::frame::{frame, padded};
use crate::tui::widget::scroll::distance;

/// The width from which the text stands off the frame.
const PADDED: u16 = 50;

/// The pane: where the user is in it, and what it shows.
#[derive(Debug, Default)]
pub struct DetailPane {
    /// Where the user is in it.
    pub view: DetailView,
    /// The record that it shows; `None` is the dataset as a whole.
    pub subject: Option<Rid>,
    /// What was added that it shows in the place of a record.
    pub added: Option<Added>,
    /// What it shows.
    pub content: Content,
    rows: Rows,
    /// Which state of what the user added it shows.
    revision: u64,
    /// For how many cells the rows were made.
    width: Option<u16>,
}

impl DetailPane {
    /// Shows the record that was opened, or else what the cursor of the screen is on: a record, or something that was added.
    pub fn show(&mut self, under_cursor: Option<Rid>, added: Option<Added>, shared: &Shared) {
        let (snapshot, notebook) = (&shared.snapshot, &shared.notebook);
        let added = added.filter(|_| self.view.opened.is_none());
        let subject = self.view.opened.or(under_cursor.filter(|_| added.is_none()));
        let is_same = (subject, added, notebook.revision) == (self.subject, self.added, self.revision);
        // Whether a wish could be met is another thing at every moment.
        if is_same && !self.content.title.is_empty() && !matches!(added, Some(Added::Wish(_))) {
            return;
        }
        (self.subject, self.added, self.revision) = (subject, added, notebook.revision);
        let record = subject.and_then(|rid| snapshot.dataset.record(rid));
        let of_record = |record| Content::of(record, snapshot, &notebook.book);
        let of_added = added.and_then(|added| Content::of_added(added, shared));
        self.content = of_added.or(record.map(of_record)).unwrap_or_else(|| Content::overview(snapshot));
        self.view.cursor = self.view.cursor.min(self.content.entries.len().saturating_sub(1));
        self.width = None;
    }

    /// Breaks the lines that are seen to the pane's width and keeps the cursor on the screen; `area` is what is inside the frame.
    pub fn settle(&mut self, area: Rect, shared: &Shared) {
        let area = padded(area, PADDED, 1);
        if area.is_empty() {
            return;
        }
        if self.width != Some(area.width) {
            self.rows.clear();
            self.width = Some(area.width);
        }
        let Shared { snapshot, skin, .. } = shared;
        let page = Page { content: &self.content, snapshot, width: usize::from(area.width), skin };
        self.view.settle(&mut self.rows, page, usize::from(area.height));
    }

    /// Puts the cursor on the first line that leads somewhere.
    pub fn begin(&mut self) {
        self.view.begin(&self.content);
    }

    /// Returns the line under the cursor.
    pub fn entry(&self) -> Option<&Entry> {
        self.content.entries.get(self.view.cursor)
    }

    /// Moves the cursor, if the action moves one.
    pub fn step(&mut self, action: Action, page: usize) -> bool {
        let by = distance(action, page);
        if let Some(by) = by {
            self.view.step(by, &self.content);
        }
        by.is_some()
    }

    /// Returns the line at a cell; `area` is what is inside the frame.
    pub fn line_at(&self, area: Rect, at: (u16, u16)) -> Option<usize> {
        let nth = area.contains(at.into()).then(|| self.view.top + usize::from(at.1 - area.y))?;
        self.rows.made().get(nth).map(|row| row.entry)
    }

    /// Lists where the lines begin that lead somewhere and are on the screen; `area` is what is inside the frame.
    pub fn spots(&self, area: Rect) -> impl Iterator<Item = Spot> {
        // They begin in the blank before the text where there is one.
        let lines = padded(area, PADDED, 1);
        let seen = self.rows.made().iter().skip(self.view.top).zip(lines.y..lines.bottom());
        let leads =
            |row: &Row| row.first && self.content.entries.get(row.entry).is_some_and(|entry| entry.goto.is_some());
        seen.filter(move |(row, _)| leads(row)).map(move |(_, y)| Spot { pane: Pane::Detail, at: (area.x, y) })
    }

    /// Puts the cursor on a line; `false` where there is none.
    pub fn aim(&mut self, line: Option<usize>) -> bool {
        if let Some(line) = line {
            self.view.cursor = line;
        }
        line.is_some()
    }

    /// Puts the cursor on the line of a part of the record, where it has one.
    pub fn aim_at_part(&mut self, field: Name, at: usize) {
        let line = self.content.entries.iter().position(|entry| entry.part == Some((field, at)));
        self.view.cursor = line.unwrap_or(self.view.cursor);
    }

    /// Puts the cursor on the line of something that was added, where there is one.
    pub fn aim_at_item(&mut self, id: EventId) {
        let line = self.content.entries.iter().position(|entry| entry.item == Some(id));
        self.view.cursor = line.unwrap_or(self.view.cursor);
    }

    /// Moves the text by some rows, and leaves the cursor where it is; [`Self::settle`] keeps the text on the screen.
    pub fn scroll(&mut self, by: isize) {
        self.view.top = self.view.top.saturating_add_signed(by);
        self.view.turned = true;
    }

    /// Draws the pane with its frame; the title is the way that led here.
    pub fn draw(&self, focused: bool, shared: &Shared, area: Rect, buffer: &mut Buffer) {
        let title = self.breadcrumb(shared);
        let inside = frame(buffer, &shared.skin, area, &title, &self.content.reference, focused);
        let inside = padded(inside, PADDED, 1);
        super::draw::draw((&self.content, self.rows.made()), &self.view, focused, &shared.skin, inside, buffer);
    }

    fn breadcrumb(&self, shared: &Shared) -> String {
        let arrow = shared.skin.sign((" › ", " > "));
        let mut steps: Vec<&str> = Vec::new();
        if self.view.opened.is_some() {
            let places: Vec<_> = shared.history.before().iter().rev().take(2).collect();
            steps.extend(places.iter().rev().map(|place| place.title(&shared.notebook)));
            steps.dedup();
        }
        if steps.last() != Some(&self.content.title.as_str()) {
            steps.push(&self.content.title);
        }
        steps.join(arrow)
    }

    /// Returns where Enter leads from the line under the cursor.
    pub fn goto(&self) -> Option<Goto> {
        self.entry().and_then(|entry| entry.goto.clone())
    }
}
