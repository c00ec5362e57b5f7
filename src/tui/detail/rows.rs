//! The lines of a detail as rows of the screen, broken only as far down as somebody looks.
//!
//! A record may have hundreds of lines, of which a dozen are seen; while the cursor of a list moves, all others are never read.

use std::borrow::Cow;

use crate::base::text::{cells, part, wrap};
use crate::index::Snapshot;
use crate::tui::detail::content::{Content, Entry};
use crate::tui::skin::Skin;

/// One row of the screen: a piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line.
    pub entry: usize,
    /// Whether it is the line's first row.
    pub first: bool,
    /// The piece, as it is shown.
    pub text: String,
    /// What stands at the right of it, if there is room.
    pub note: String,
}

/// The first rows of a detail.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    /// How many lines they are made from.
    entries: usize,
}

/// What rows are made from: lines, the width to which they are broken, the signs in use.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The lines.
    pub content: &'a Content,
    /// Where the linked records are found.
    pub snapshot: &'a Snapshot,
    /// How many cells a row has.
    pub width: usize,
    /// The signs.
    pub skin: &'a Skin,
}

impl Rows {
    /// Forgets all rows: the lines or the width are other ones.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.entries = 0;
    }

    /// Returns the rows that are made.
    pub fn made(&self) -> &[Row] {
        &self.rows
    }

    /// Makes rows until there are so many, or the detail ends.
    pub fn reach(&mut self, rows: usize, page: Page<'_>) {
        while self.rows.len() < rows && self.add_entry(page) {}
    }

    /// Makes the rows of a line and of all before it, and returns the first and the last of its rows.
    pub fn of_entry(&mut self, entry: usize, page: Page<'_>) -> (usize, usize) {
        while self.entries <= entry && self.add_entry(page) {}
        let first = self.rows.partition_point(|row| row.entry < entry);
        let last = self.rows.partition_point(|row| row.entry <= entry).saturating_sub(1);
        (first, last.max(first))
    }

    /// Breaks one more line; `false` where there is none.
    ///
    /// The source at the right takes its room on the first row of a line.
    fn add_entry(&mut self, page: Page<'_>) -> bool {
        let (at, skin) = (self.entries, page.skin);
        let Some(entry) = page.content.entries.get(at) else { return false };
        let entry = entry.written(page.snapshot);
        let text = shown(&entry, skin);
        let room = page.width.saturating_sub(indent(&entry)).max(1);
        let note = cells(&skin.shown(&entry.note)) + 2;
        // A source that would leave too little room for the text is not shown beside it.
        let room = if note > 2 && room >= note + 20 { room - note } else { room };
        let pieces = wrap(&text, room).into_iter().enumerate();
        self.rows.extend(pieces.map(|(nth, range)| Row {
            entry: at,
            first: nth == 0,
            text: part(&text, range).to_owned(),
            note: if nth == 0 { entry.note.clone() } else { String::new() },
        }));
        self.entries += 1;
        true
    }
}

/// The text of a line as it is broken and drawn.
fn shown<'a>(entry: &'a Entry, skin: &Skin) -> Cow<'a, str> {
    let sign = skin.sign(entry.sign);
    if sign.is_empty() && entry.name.is_empty() {
        return skin.shown(&entry.text);
    }
    let gap = if sign.is_empty() { "" } else { " " };
    let colon = if entry.name.is_empty() { "" } else { ": " };
    let whole = [sign, gap, &entry.name, colon, &entry.text].concat();
    match skin.shown(&whole) {
        Cow::Owned(shown) => Cow::Owned(shown),
        Cow::Borrowed(_) => Cow::Owned(whole),
    }
}

/// Returns how far a line is set in.
pub fn indent(entry: &Entry) -> usize {
    if entry.heading || entry.goto.is_none() { 0 } else { 2 }
}
