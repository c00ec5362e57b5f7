//! Where a reader is within a detail.

use std::ops::Range;

use crate::base::text::{cells, wrap};
use crate::model::Rid;
use crate::tui::detail::content::{Content, Entry};
use crate::tui::skin::Skin;
use crate::tui::widget::scroll::{follow, step, turned};

/// Which record is shown, the line under the cursor, and the first row on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailView {
    /// The record that was opened; `None` shows what the cursor of the list is on.
    pub opened: Option<Rid>,
    /// The line under the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Whether the wheel turned the text, and the cursor may be out of sight.
    pub turned: bool,
}

/// One row of the screen: a piece of the shown text of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line.
    pub entry: usize,
    /// Whether it is the line's first row.
    pub first: bool,
    /// The bytes of the line's shown text.
    pub range: Range<usize>,
}

/// The text of a line as it is wrapped and drawn.
pub fn shown(entry: &Entry, skin: &Skin) -> String {
    let sign = skin.sign(entry.sign);
    let gap = if sign.is_empty() { "" } else { " " };
    let name = if entry.name.is_empty() { String::new() } else { format!("{}: ", entry.name) };
    skin.shown(&format!("{sign}{gap}{name}{}", entry.text)).into_owned()
}

/// Returns how far a line is set in.
pub fn indent(entry: &Entry) -> usize {
    if entry.heading || entry.goto.is_none() { 0 } else { 2 }
}

/// Breaks the lines of a detail into rows of that width.
///
/// The source at the right takes its room on the first row of a line.
pub fn rows(content: &Content, width: usize, skin: &Skin) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, entry) in content.entries.iter().enumerate() {
        let text = shown(entry, skin);
        let room = width.saturating_sub(indent(entry)).max(1);
        let note = cells(&skin.shown(&entry.note)) + 2;
        // A source that would leave too little room for the text is not shown beside it.
        let room = if note > 2 && room >= note + 20 { room - note } else { room };
        let ranges = wrap(&text, room);
        rows.extend(ranges.into_iter().enumerate().map(|(nth, range)| Row { entry: at, first: nth == 0, range }));
    }
    rows
}

impl DetailView {
    /// Puts the cursor on the first line that leads somewhere, or on the first line.
    pub fn begin(&mut self, content: &Content) {
        let leads = content.entries.iter().position(|entry| entry.goto.is_some() && !entry.heading);
        self.cursor = leads.or_else(|| content.entries.iter().position(|entry| entry.goto.is_some())).unwrap_or(0);
        (self.top, self.turned) = (0, false);
    }

    /// Moves the cursor by some lines.
    pub fn step(&mut self, by: isize, content: &Content) {
        self.cursor = step(self.cursor, by, content.entries.len());
        self.turned = false;
    }

    /// Keeps the cursor among the lines and its rows on the screen.
    pub fn settle(&mut self, content: &Content, rows: &[Row], height: usize) {
        self.cursor = self.cursor.min(content.entries.len().saturating_sub(1));
        if self.turned {
            self.top = turned(self.top, 0, rows.len(), height);
            return;
        }
        let first = rows.iter().position(|row| row.entry == self.cursor).unwrap_or(0);
        let last = rows.iter().rposition(|row| row.entry == self.cursor).unwrap_or(first);
        // A line longer than the screen is shown from its beginning.
        self.top = follow(self.top, last, rows.len(), height);
        self.top = follow(self.top, first, rows.len(), height);
    }
}
