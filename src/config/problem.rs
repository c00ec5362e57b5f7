//! A mistake in a configuration, with its place and with what was probably meant.
//!
//! Problems are collected and shown; whatever is right still applies. Nothing here decides what is a mistake.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The most problems that are reported of one file: nobody reads more, and a file of garbage has thousands.
const MOST: usize = 50;

/// A place in a file, as editors count: from one, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A mistake in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, or the environment variable.
    pub path: PathBuf,
    /// The place in the file, unless the whole file is meant.
    pub at: Option<Position>,
    /// What is wrong, and what to do about it.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// Writes `config.toml:12:9 unknown key "colour"; did you mean "color"?`, with `{:#}` the file's name alone instead of its path.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = self.path.file_name().filter(|_| f.alternate()).map(Path::new);
        write!(f, "{}:", short.unwrap_or(&self.path).display())?;
        if let Some(Position { line, column }) = self.at {
            write!(f, "{line}:{column}")?;
        }
        write!(f, " {}", self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, "; did you mean \"{suggestion}\"?"),
            None => Ok(()),
        }
    }
}

/// Collects the problems of one file.
pub(super) struct Report<'a> {
    path: &'a Path,
    bytes: &'a [u8],
    problems: Vec<Problem>,
}

impl<'a> Report<'a> {
    pub(super) fn new(path: &'a Path, bytes: &'a [u8]) -> Self {
        Self { path, bytes, problems: Vec::new() }
    }

    /// Reports a mistake that concerns the file as a whole.
    pub(super) fn whole(&mut self, message: impl Into<String>) {
        self.push(None, message.into(), None);
    }

    /// Reports a mistake at a place.
    pub(super) fn at(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.push(Some(span.start), message.into(), None);
    }

    /// Reports a mistake at a place, with what was probably meant.
    pub(super) fn at_meant(&mut self, span: Range<usize>, message: impl Into<String>, meant: Option<&str>) {
        self.push(Some(span.start), message.into(), meant.map(str::to_owned));
    }

    /// Returns whether further mistakes would not be listed, so that nobody need look for what was meant.
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() > MOST
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    fn push(&mut self, offset: Option<usize>, message: String, suggestion: Option<String>) {
        if self.is_full() {
            return;
        }
        let mut problem = Problem {
            path: self.path.to_owned(),
            at: offset.map(|offset| position(self.bytes, offset)),
            message,
            suggestion,
        };
        if self.problems.len() == MOST {
            problem.message = "and more mistakes, which are not listed".to_owned();
            problem.suggestion = None;
        }
        self.problems.push(problem);
    }
}

/// Returns the place of a byte.
fn position(bytes: &[u8], offset: usize) -> Position {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let in_line = String::from_utf8_lossy(before.get(line_start..).unwrap_or_default());
    Position { line, column: in_line.chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_editors_do() {
        let text = "né = 1\r\nb = 2\n";
        for (offset, line, column) in [(0, 1, 1), (3, 1, 3), (8, 1, 8), (9, 2, 1), (13, 2, 5), (99, 3, 1)] {
            assert_eq!(position(text.as_bytes(), offset), Position { line, column }, "{offset}");
        }
        assert_eq!(position(b"\xff\xff", 2), Position { line: 1, column: 3 });
    }

    #[test]
    fn a_problem_is_one_line() {
        let mut problem = Problem {
            path: PathBuf::from("/etc/config.toml"),
            at: Some(Position { line: 12, column: 9 }),
            message: "unknown key \"colour\"".to_owned(),
            suggestion: Some("color".to_owned()),
        };
        let whole = "/etc/config.toml:12:9 unknown key \"colour\"; did you mean \"color\"?";
        assert_eq!(problem.to_string(), whole);
        problem.at = None;
        problem.suggestion = None;
        assert_eq!(format!("{problem:#}"), "config.toml: unknown key \"colour\"");
    }

    #[test]
    fn a_file_of_garbage_is_not_listed_whole() {
        let mut report = Report::new(Path::new("x"), b"");
        for _ in 0..1_000 {
            report.whole("wrong");
        }
        let problems = report.into_problems();
        assert_eq!(problems.len(), MOST + 1);
        assert_eq!(problems[MOST].message, "and more mistakes, which are not listed");
    }
}
