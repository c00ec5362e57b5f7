//! What was found wrong while reading, before it is placed in the text.

use std::fmt::Write as _;

use crate::base::diag::Severity;

/// How many problems are kept in full; the others are counted.
const KEPT: usize = 10_000;

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

/// Writes a path: `activities[3].hosts[0]`.
pub fn path_text(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step.key() {
            Some(key) => {
                let dot = if out.is_empty() { "" } else { "." };
                // Writing to a String cannot fail.
                let _ = write!(out, "{dot}{key}");
            }
            None => {
                if let Step::Index(at) = step {
                    let _ = write!(out, "[{at}]");
                }
            }
        }
    }
    out
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
}
