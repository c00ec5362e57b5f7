//! What every part of reading writes into, and how it reports.
//!
//! Reports carry the way to the value, not its place in the text: [`place`](super::place) finds that later, for those that are kept.

use crate::base::diag::Severity;
use crate::base::intern::{Interner, Sym};
use crate::base::quote::quoted;
use crate::load::problem::{Mark, Problem, Problems, Step};
use crate::load::progress::Gauge;
use crate::model::texts::Texts;

/// What every part of reading writes into.
#[derive(Debug)]
pub struct Cx {
    /// The texts read.
    pub texts: Texts,
    /// The ids read, of records and in references.
    pub ids: Interner,
    /// What was wrong.
    pub problems: Problems,
    /// The way to the value that is being read.
    pub path: Vec<Step>,
    /// The id of the record that is being read.
    pub id: Option<Sym>,
    /// How far it has come.
    pub gauge: Gauge,
}

impl Cx {
    /// Makes one for so many bytes of a file, from `start` on; `leaves` says whether its long texts are to be left on the disk.
    pub fn new(start: u32, bytes: usize, leaves: bool, gauge: Gauge) -> Self {
        // Texts are the most of a file, seldom more than three quarters; memory that nothing is put into costs nothing.
        let texts = if leaves { Texts::leaving(start, bytes / 4 * 3) } else { Texts::new(start, bytes / 4 * 3) };
        // A long file has an id, of a record or a reference, that it did not have before, every few hundred bytes.
        let ids = Interner::with_room(bytes / 300);
        Self { texts, ids, problems: Problems::default(), path: Vec::new(), id: None, gauge }
    }

    /// Reports an error at the value that is being read.
    pub fn error(&mut self, code: &'static str, message: String, hint: Option<String>) {
        self.report(Severity::Error, code, Mark::Value, message, hint);
    }

    /// Reports that a value has not the shape that was expected.
    pub fn wrong_type(&mut self, expected: &str, found: &str, hint: Option<String>) {
        self.error("wrong-type", format!("expected {expected}, found {found}"), hint);
    }

    /// Reports that the value at a position of the list that is being read has not the shape that was expected.
    pub fn wrong_item(&mut self, at: usize, expected: &str, found: &str) {
        self.path.push(Step::Index(at));
        self.wrong_type(expected, found, None);
        self.path.pop();
    }

    /// Reports an unknown key; the way must end with it.
    pub fn unknown_key(&mut self, key: &str, known: impl IntoIterator<Item = &'static str>) {
        let message = format!("unknown key {}, passed over", quoted(key));
        let hint = self.problems.hint(key, known);
        self.report(Severity::Warning, "unknown-key", Mark::Key, message, hint);
    }

    /// Reports a key that stands twice in one object; the way must end with it.
    pub fn second_key(&mut self, key: &str) {
        let message = format!("the key {} stands twice; the first one is used", quoted(key));
        self.report(Severity::Error, "duplicate-key", Mark::SecondKey, message, None);
    }

    /// Reports something that somebody should look at.
    pub fn warn(&mut self, code: &'static str, message: &str) {
        self.report(Severity::Warning, code, Mark::Value, message.into(), None);
    }

    fn report(&mut self, severity: Severity, code: &'static str, mark: Mark, message: String, hint: Option<String>) {
        let path = if self.problems.is_full() { Vec::new() } else { self.path.clone() };
        self.problems.push(Problem { severity, code, path, mark, message, hint });
    }
}
