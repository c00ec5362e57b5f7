//! What is wrong with a file: how bad, where, what was found, what was expected.
//!
//! A [`Diagnostic`] is plain data that the screen, the command line and JSON output all read. It knows nothing of how it is drawn.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The file cannot be used at all.
    Fatal,
    /// That record or reference is set aside; the rest is used.
    Error,
    /// Everything is used; somebody should look.
    Warning,
}

impl Severity {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in a text file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line's text around the place, at most some 160 characters.
    pub excerpt: String,
    /// Where in the excerpt the place is: first character and how many.
    pub mark: (usize, usize),
}

impl Place {
    /// Finds the place of a byte range of a text.
    pub fn of(text: &str, start: usize, end: usize) -> Self {
        Places::new(text).find(start, end)
    }
}

/// Finds many places in one text; quickly, where they are asked for in the order of the text.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    /// How far the text was counted.
    at: usize,
    /// The line there, from 0, and where it begins.
    line: (usize, usize),
    /// The column there, in characters from 0.
    column: usize,
}

impl<'t> Places<'t> {
    /// How many characters are shown before a place, and of the line at most.
    const SHOWN: (usize, usize) = (60, 160);

    /// Begins at the start of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: (0, 0), column: 0 }
    }

    /// Finds the place of a byte range.
    pub fn find(&mut self, start: usize, end: usize) -> Place {
        let (before, whole) = Self::SHOWN;
        self.go_to(if self.text.is_char_boundary(start) { start } else { self.text.len() });
        let first = self.shown_from(before);
        let shown = self.text.get(first..self.at).unwrap_or_default().chars().count();
        let excerpt = rest_of_line(self.text.get(first..).unwrap_or_default(), whole).collect();
        let found = rest_of_line(self.text.get(self.at..end).unwrap_or_default(), (whole - shown).max(1));
        let marked = found.count().max(1);
        Place { line: self.line.0 + 1, column: self.column + 1, excerpt, mark: (shown, marked) }
    }

    /// Counts lines and columns up to a byte of the text.
    fn go_to(&mut self, start: usize) {
        if start < self.at {
            *self = Self::new(self.text);
        }
        let passed = self.text.get(self.at..start).unwrap_or_default();
        if let Some(last) = memchr::memrchr(b'\n', passed.as_bytes()) {
            self.line = (self.line.0 + memchr::memchr_iter(b'\n', passed.as_bytes()).count(), self.at + last + 1);
            self.column = 0;
        }
        let counted = self.at.max(self.line.1);
        self.column += self.text.get(counted..start).unwrap_or_default().chars().count();
        self.at = start;
    }

    /// Returns the byte of the line from which on it is shown: that many characters before the place, or its start.
    fn shown_from(&self, before: usize) -> usize {
        let line = self.text.get(self.line.1..self.at).unwrap_or_default();
        let first = line.char_indices().rev().take(before).last();
        first.map_or(self.at, |(at, _)| self.line.1 + at)
    }
}

/// Returns the characters up to the end of the line, at most so many. A carriage return ends a line only with the line feed behind it.
fn rest_of_line(text: &str, most: usize) -> impl Iterator<Item = char> {
    let ends = |at: usize| matches!(text.as_bytes().get(at..), Some([b'\n', ..] | [b'\r', b'\n', ..] | [b'\r']));
    text.char_indices().take_while(move |(at, _)| !ends(*at)).map(|(_, character)| character).take(most)
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the check that found it, such as `dangling-reference`.
    pub code: Cow<'static, str>,
    /// Where in the JSON, such as `activities[3].hosts[0]`; empty for the file as a whole.
    pub path: String,
    /// What is wrong: what was found and what was expected, in one sentence without a final period.
    pub message: String,
    /// What is probably meant, or what to do.
    pub hint: Option<String>,
    /// Where in the text, when the text was at hand.
    pub place: Option<Place>,
}

/// Writes `12:9 error activities[3].hosts[0]: no country or organisation "BL"; did you mean "BG"?`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}:{} ", place.line, place.column)?;
        }
        f.write_str(self.severity.word())?;
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        write!(f, ": {}", self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "{\n  \"é\": \"BL\"\n}";
        let start = text.find("\"BL\"").unwrap();
        let place = Place::of(text, start, start + 4);
        assert_eq!((place.line, place.column), (2, 8));
        assert_eq!(place.excerpt, "  \"é\": \"BL\"");
        assert_eq!(place.mark, (7, 4));
    }

    #[test]
    fn a_line_ends_with_a_line_feed_and_not_with_a_carriage_return_alone() {
        assert_eq!(Place::of("\r!\r\nx", 1, 2), Place { line: 1, column: 2, excerpt: "\r!".to_owned(), mark: (1, 1) });
        assert_eq!(
            Place::of("a\r\n\rb\r", 5, 6),
            Place { line: 2, column: 3, excerpt: "\rb".to_owned(), mark: (2, 1) }
        );
    }

    #[test]
    fn a_place_at_the_end_of_a_cut_file_is_still_a_place() {
        let place = Place::of("{\n", 2, 2);
        assert_eq!((place.line, place.column, place.mark), (2, 1, (0, 1)));
        assert_eq!(Place::of("", 0, 0).line, 1);
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let text = format!("{}X{}", "a".repeat(5000), "b".repeat(5000));
        let place = Place::of(&text, 5000, 5001);
        assert_eq!(place.column, 5001);
        assert_eq!(place.excerpt.chars().nth(place.mark.0), Some('X'));
        assert_eq!(place.excerpt.chars().count(), 160);
    }
}
