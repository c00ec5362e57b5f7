//! A text that is being edited: its cursor, the keys of readline, and steps back.
//!
//! A person moves and deletes by what looks like one character (a grapheme cluster, Unicode Standard Annex 29): a family or a letter
//! with its accents is one press. Nothing is known here of keys or of a screen but how wide it is.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::base::text::part;
use crate::tui::form::rows::{Sight, caret, offset, row_of, rows};

/// The longest text, in bytes.
pub const LARGEST: usize = 1 << 20;

/// How many bytes of what was taken away and put in are kept for steps back.
const KEPT: usize = 8 << 20;

/// What is to be done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Puts in a character.
    Type(char),
    /// Takes away the character before the cursor, or the one under it.
    Before,
    /// The character under the cursor.
    Under,
    /// The word before the cursor, up to the blank before it.
    WordBefore,
    /// The word behind the cursor.
    WordBehind,
    /// Everything from the cursor to the end of its line.
    ToEnd,
    /// Everything from the beginning of its line to the cursor.
    ToStart,
    /// Puts in what was taken away last by the word or line.
    Yank,
    /// Takes back the last change.
    Undo,
    /// Does it again.
    Redo,
    /// Moves by a character.
    Left,
    /// Moves by a character.
    Right,
    /// Moves to the beginning of a word.
    WordLeft,
    /// Moves to the end of a word.
    WordRight,
    /// Moves to the beginning of the line.
    Start,
    /// Moves to the end of the line.
    End,
    /// Moves up by a row of the screen.
    Up,
    /// Moves down by a row of the screen.
    Down,
    /// Moves to the beginning of the text.
    First,
    /// Moves to the end of the text.
    Last,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// The text is another.
    Text,
    /// Only the cursor is elsewhere.
    Cursor,
    /// All is as before: there is nothing more in this direction.
    Nothing,
}

/// A change of the text: what stood at a place, and what stands there now.
#[derive(Clone, Debug)]
struct Change {
    at: usize,
    removed: String,
    added: String,
    /// Where the cursor was.
    cursor: usize,
}

/// A text that is being edited.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    text: String,
    /// Where the cursor is, as a byte of the text, always between two graphemes.
    cursor: usize,
    /// The column that moving up and down keeps to.
    column: Option<usize>,
    done: VecDeque<Change>,
    undone: Vec<Change>,
    /// Whether what is typed or taken away next belongs to the change before it.
    is_running: bool,
    killed: String,
    /// The rows that the text takes, as it was looked at last; `None` since it changed.
    rows: Option<(Sight, Vec<Range<usize>>)>,
}

impl Editor {
    /// Makes an editor of a text, with the cursor at its end.
    pub fn new(text: &str) -> Self {
        let text = cleaned(text, LARGEST).0;
        Self { cursor: text.len(), text, ..Self::default() }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns where the cursor is, as a byte of the text.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the rows that the text takes.
    pub fn rows(&self, sight: Sight) -> Cow<'_, [Range<usize>]> {
        match &self.rows {
            Some((seen, rows)) if *seen == sight => Cow::Borrowed(rows),
            _ => Cow::Owned(rows(&self.text, sight)),
        }
    }

    /// Keeps the rows until the text changes: a long one is not broken again to move in it or to draw it.
    pub fn look(&mut self, sight: Sight) {
        if !self.rows.as_ref().is_some_and(|(seen, _)| *seen == sight) {
            self.rows = Some((sight, rows(&self.text, sight)));
        }
    }

    /// Returns how many bytes the character under the cursor has; 0 at the end of a line.
    pub fn under(&self) -> usize {
        match self.after(self.cursor) - self.cursor {
            1 if part(&self.text, self.cursor..self.text.len()).starts_with('\n') => 0,
            length => length,
        }
    }

    /// Puts a text in at the cursor; `false` where there was room for its beginning only.
    pub fn insert(&mut self, text: &str) -> bool {
        let (text, is_whole) = cleaned(text, LARGEST.saturating_sub(self.text.len()));
        self.is_running = false;
        self.replace(self.cursor..self.cursor, text);
        is_whole
    }

    /// Puts another text in the place of all of it, which is a change like any other; the cursor stands at its end.
    pub fn set(&mut self, text: &str) {
        let text = cleaned(text, LARGEST).0;
        if text != self.text {
            self.is_running = false;
            self.replace(0..self.text.len(), text);
        }
    }

    /// Does something with the text, which is seen so.
    pub fn edit(&mut self, edit: Edit, sight: Sight) -> Edited {
        if !matches!(edit, Edit::Up | Edit::Down) {
            self.column = None;
        }
        let running = std::mem::take(&mut self.is_running);
        match edit {
            Edit::Type(c) => self.write(c, running),
            Edit::Before => self.take_before(running),
            Edit::Under => self.remove(self.cursor..self.after(self.cursor)),
            Edit::WordBefore => self.cut(self.blank_before(self.cursor)..self.cursor),
            Edit::WordBehind => self.cut(self.cursor..self.word_end(self.cursor)),
            Edit::ToEnd => {
                let end = self.line_end(self.cursor);
                // At the end of a line it is the line break that is taken away.
                self.cut(self.cursor..if end == self.cursor { self.after(end) } else { end })
            }
            Edit::ToStart => self.cut(self.line_start(self.cursor)..self.cursor),
            Edit::Yank => self.yank(),
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
            Edit::Left => self.go(self.before(self.cursor)),
            Edit::Right => self.go(self.after(self.cursor)),
            Edit::WordLeft => self.go(self.word_start(self.cursor)),
            Edit::WordRight => self.go(self.word_end(self.cursor)),
            Edit::Start => self.go(self.line_start(self.cursor)),
            Edit::End => self.go(self.line_end(self.cursor)),
            Edit::Up => self.go_by_row(-1, sight),
            Edit::Down => self.go_by_row(1, sight),
            Edit::First => self.go(0),
            Edit::Last => self.go(self.text.len()),
        }
    }

    /// Puts the cursor at the place of the text that is nearest to a byte of it.
    pub fn go(&mut self, at: usize) -> Edited {
        let at = self.between(at.min(self.text.len()));
        if at == self.cursor {
            return Edited::Nothing;
        }
        self.cursor = at;
        self.is_running = false;
        Edited::Cursor
    }

    fn go_by_row(&mut self, by: isize, sight: Sight) -> Edited {
        self.look(sight);
        let rows = self.rows(sight);
        let here = row_of(&rows, self.cursor);
        let to = here.checked_add_signed(by).and_then(|to| Some((to, rows.get(to)?.clone())));
        let Some((to, row)) = to else { return Edited::Nothing };
        let column = self.column.unwrap_or_else(|| caret(&self.text, &rows, self.cursor, sight).0);
        // The end of a row that goes on in the next one is the beginning of that one.
        let goes_on = rows.get(to + 1).is_some_and(|next| next.start == row.end);
        let at = row.start + offset(part(&self.text, row.clone()), column, sight);
        let at = if goes_on && at == row.end { self.before(at).max(row.start) } else { at };
        self.go(at);
        self.column = Some(column);
        Edited::Cursor
    }

    fn write(&mut self, c: char, running: bool) -> Edited {
        let (text, is_whole) = cleaned(c.encode_utf8(&mut [0; 4]), LARGEST.saturating_sub(self.text.len()));
        if text.is_empty() || !is_whole {
            return Edited::Nothing;
        }
        let begins_word = !c.is_whitespace() && part(&self.text, 0..self.cursor).ends_with(char::is_whitespace);
        let last = self.done.back_mut().filter(|last| {
            running && !begins_word && last.removed.is_empty() && last.at + last.added.len() == self.cursor
        });
        match last {
            Some(last) => {
                last.added.push_str(&text);
                self.rows = None;
                self.text.insert_str(self.cursor, &text);
                self.cursor += text.len();
                self.cursor = self.between(self.cursor);
                self.undone.clear();
            }
            None => self.replace(self.cursor..self.cursor, text),
        }
        self.is_running = true;
        Edited::Text
    }

    fn take_before(&mut self, running: bool) -> Edited {
        let range = self.before(self.cursor)..self.cursor;
        if range.is_empty() {
            return Edited::Nothing;
        }
        let last = self.done.back_mut();
        match last.filter(|last| running && last.added.is_empty() && last.at == range.end) {
            Some(last) => {
                last.removed.insert_str(0, part(&self.text, range.clone()));
                last.at = range.start;
                self.rows = None;
                self.text.replace_range(range.clone(), "");
                self.cursor = self.between(range.start);
                self.undone.clear();
            }
            None => self.replace(range, String::new()),
        }
        self.is_running = true;
        Edited::Text
    }

    fn remove(&mut self, range: Range<usize>) -> Edited {
        if range.is_empty() {
            return Edited::Nothing;
        }
        self.replace(range, String::new());
        Edited::Text
    }

    fn cut(&mut self, range: Range<usize>) -> Edited {
        if !range.is_empty() {
            self.killed = part(&self.text, range.clone()).to_owned();
        }
        self.remove(range)
    }

    fn yank(&mut self) -> Edited {
        let killed = self.killed.clone();
        if killed.is_empty() {
            return Edited::Nothing;
        }
        self.insert(&killed);
        Edited::Text
    }

    /// Puts a text in the place of a range, and the cursor behind it.
    fn replace(&mut self, range: Range<usize>, added: String) {
        let removed = part(&self.text, range.clone()).to_owned();
        if removed.is_empty() && added.is_empty() {
            return;
        }
        self.rows = None;
        self.text.replace_range(range.clone(), &added);
        let cursor = std::mem::replace(&mut self.cursor, range.start + added.len());
        self.cursor = self.between(self.cursor);
        self.undone.clear();
        self.done.push_back(Change { at: range.start, removed, added, cursor });
        self.forget();
    }

    /// Forgets the oldest changes where too much is kept of them.
    fn forget(&mut self) {
        let size = |change: &Change| change.removed.len() + change.added.len();
        let mut kept: usize = self.done.iter().map(size).sum();
        while kept > KEPT && self.done.len() > 1 {
            kept -= self.done.pop_front().as_ref().map_or(0, size);
        }
    }

    fn undo(&mut self) -> Edited {
        let Some(change) = self.done.pop_back() else { return Edited::Nothing };
        self.rows = None;
        self.text.replace_range(change.at..change.at + change.added.len(), &change.removed);
        self.cursor = self.between(change.cursor);
        self.undone.push(change);
        Edited::Text
    }

    fn redo(&mut self) -> Edited {
        let Some(change) = self.undone.pop() else { return Edited::Nothing };
        self.rows = None;
        self.text.replace_range(change.at..change.at + change.removed.len(), &change.added);
        self.cursor = self.between(change.at + change.added.len());
        self.done.push_back(change);
        Edited::Text
    }

    /// Returns the first place at or behind a byte of the text that stands between two graphemes.
    fn between(&self, at: usize) -> usize {
        let mut place = GraphemeCursor::new(at, self.text.len(), true);
        match place.is_boundary(&self.text, 0) {
            Ok(false) => place.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len()),
            _ => at,
        }
    }

    fn before(&self, at: usize) -> usize {
        let mut place = GraphemeCursor::new(at, self.text.len(), true);
        place.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn after(&self, at: usize) -> usize {
        let mut place = GraphemeCursor::new(at, self.text.len(), true);
        place.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    fn line_start(&self, at: usize) -> usize {
        part(&self.text, 0..at).rfind('\n').map_or(0, |before| before + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        part(&self.text, at..self.text.len()).find('\n').map_or(self.text.len(), |behind| at + behind)
    }

    /// Returns where the word begins that stands before a place, over what is no word.
    fn word_start(&self, at: usize) -> usize {
        let before = part(&self.text, 0..at).grapheme_indices(true).rev();
        let mut start = at;
        let mut is_within = false;
        for (place, grapheme) in before {
            let is_word = grapheme.starts_with(char::is_alphanumeric);
            if is_within && !is_word {
                break;
            }
            (start, is_within) = (place, is_word);
        }
        start
    }

    /// Returns where the word ends that stands behind a place, over what is no word.
    fn word_end(&self, at: usize) -> usize {
        let mut end = at;
        let mut is_within = false;
        for grapheme in part(&self.text, at..self.text.len()).graphemes(true) {
            let is_word = grapheme.starts_with(char::is_alphanumeric);
            if is_within && !is_word {
                break;
            }
            end += grapheme.len();
            is_within = is_word;
        }
        end
    }

    /// Returns where what stands between blanks begins before a place, over blanks.
    fn blank_before(&self, at: usize) -> usize {
        let solid = part(&self.text, 0..at).trim_end();
        solid.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(place, c)| place + c.len_utf8())
    }
}

/// Makes a text fit to be edited, of at most so many bytes: lines end in a line feed, a tab is a blank, and nothing else steers a
/// terminal. Tells also whether all of it is there.
fn cleaned(text: &str, room: usize) -> (String, bool) {
    let mut out = String::with_capacity(text.len().min(room));
    let mut whole = true;
    for grapheme in text.graphemes(true) {
        let before = out.len();
        for c in grapheme.chars() {
            match c {
                '\n' => out.push('\n'),
                '\r' if grapheme == "\r" => out.push('\n'),
                '\t' => out.push(' '),
                c if c.is_control() => {}
                c => out.push(c),
            }
        }
        if out.len() > room {
            // What looks like one character is not taken apart.
            out.truncate(before);
            whole = false;
            break;
        }
    }
    (out, whole)
}

#[cfg(test)]
mod tests;
