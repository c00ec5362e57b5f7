//! What was found wrong while reading, before it is placed in the text.

use std::fmt::Write as _;

use crate::base::diag::Severity;
use crate::base::quote::quoted;
use crate::base::suggest;

/// How many problems are kept in full; the others are counted.
pub const KEPT: usize = 10_000;

/// How many words are compared for suggestions; whoever has more mistakes than that has another trouble than spelling.
const COMPARED: usize = 50_000;

/// One step of the way to a value in the JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of an object that the tables know.
    Field(&'static str),
    /// Any other key of an object.
    Key(Box<str>),
    /// A position in a list.
    Index(usize),
}

impl Step {
    /// Returns the key of the step; `None` for a position in a list.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Field(key) => Some(key),
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

/// Writes a path: `activities[3].hosts[0]`. A key that is no plain word stands quoted: `activities[3]["\u{1b}[31m"]`.
pub fn path_text(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        // Writing to a String cannot fail.
        let _ = match (step, step.key()) {
            (Step::Index(at), _) => write!(out, "[{at}]"),
            (_, Some(key)) if !is_plain(key) => write!(out, "[{}]", quoted(key)),
            (_, Some(key)) if out.is_empty() => write!(out, "{key}"),
            (_, key) => write!(out, ".{}", key.unwrap_or_default()),
        };
    }
    out
}

fn is_plain(key: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=60).contains(&key.len()) && key.bytes().all(word)
}

/// Puts the article before a word: "a goal", "an activity".
pub fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// What of the place is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The value.
    Value,
    /// The key before the value.
    Key,
    /// The key where it stands for the second time.
    SecondKey,
}

/// One thing that was found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the check.
    pub code: &'static str,
    /// The way to the value.
    pub path: Vec<Step>,
    /// What of it is meant.
    pub mark: Mark,
    /// What is wrong.
    pub message: String,
    /// What is probably meant.
    pub hint: Option<String>,
}

/// The problems found so far.
#[derive(Debug, Default)]
pub struct Problems {
    /// Those kept in full.
    pub kept: Vec<Problem>,
    /// How many more there were.
    pub more: usize,
    /// How many words were compared so far for suggestions.
    compared: usize,
}

impl Problems {
    /// Takes a problem.
    pub fn push(&mut self, problem: Problem) {
        if self.is_full() {
            self.more += 1;
        } else {
            self.kept.push(problem);
        }
    }

    /// Tells whether further problems will only be counted.
    pub fn is_full(&self) -> bool {
        self.kept.len() >= KEPT
    }

    /// Takes the problems that were found further on. Returns whether they are what one reading of all had found: where so many words
    /// were compared that hints end, that is not known.
    pub fn append(&mut self, other: Self) -> bool {
        self.compared += other.compared;
        other.kept.into_iter().for_each(|problem| self.push(problem));
        self.more += other.more;
        self.compared < COMPARED
    }

    /// Finds the known word that was probably meant, while there is time for it.
    pub fn nearest<'a>(&mut self, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        if self.is_full() || self.compared >= COMPARED {
            return None;
        }
        let compared = &mut self.compared;
        suggest::nearest(wanted, known.into_iter().inspect(|_| *compared += 1))
    }

    /// Returns the sentence that names the known word that was probably meant.
    pub fn hint<'a>(&mut self, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
        self.nearest(wanted, known).map(|near| format!("did you mean {near:?}?"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_holds_what_would_steer_a_terminal() {
        let path = [Step::Field("goals"), Step::Index(3), Step::Key("\u{1b}[31m".into()), Step::Field("sources")];
        assert_eq!(path_text(&path), "goals[3][\"\\u{1b}[31m\"].sources");
        assert_eq!(path_text(&[Step::Key("".into()), Step::Key("en".into())]), "[\"\"].en");
    }
}
