//! What is wrong with a file: how bad, where, what was found, what was expected.
//!
//! A [`Diagnostic`] is plain data that the screen, the command line and JSON output all read. It knows nothing of how it is drawn.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
        const BEFORE: usize = 60;
        const WHOLE: usize = 160;
        let before = text.get(..start).unwrap_or(text);
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
        let column = text.get(line_start..start).unwrap_or_default().chars().count();
        let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let skipped = column.saturating_sub(BEFORE);
        let length =
            text.get(start..end).and_then(|found| found.lines().next()).map_or(0, |found| found.chars().count());
        let excerpt: String = line.chars().skip(skipped).take(WHOLE).collect();
        let marked = length.clamp(1, (WHOLE - (column - skipped)).max(1));
        Self {
            line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
            column: column + 1,
            excerpt,
            mark: (column - skipped, marked),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the check that found it, such as `dangling-reference`.
    pub code: &'static str,
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
