//! Where in the text a problem stands.
//!
//! Reading keeps no positions: they would cost time and memory for every value, and hardly any is needed. A problem carries its way
//! through the JSON, and this file walks the text along it once more.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::de::{DeserializeSeed, MapAccess};
use serde_json::value::RawValue;

use crate::base::diag::{Diagnostic, Place};
use crate::load::problem::{Mark, Problem, Step, path_text};
use crate::load::take::{Any, Take};

/// The entries of an object: each key with its value's text.
type Entries<'t> = Vec<(Cow<'t, str>, &'t RawValue)>;

/// Finds the place of each problem and puts all into the order of the file.
pub fn place(text: &str, problems: Vec<Problem>) -> Vec<Diagnostic> {
    if problems.is_empty() {
        return Vec::new();
    }
    let mut map = Map::new(text);
    let mut placed: Vec<(usize, Diagnostic)> = problems.into_iter().map(|problem| map.place(problem)).collect();
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}

/// Finds the place of the value of a key of the top level.
pub fn of_key(text: &str, key: &str) -> Option<Place> {
    let path = [Step::Key(key.into())];
    Map::new(text).find(&path, Mark::Value).map(|range| Place::of(text, range.start, range.end))
}

/// A file's text with its top levels already taken apart.
struct Map<'t> {
    text: &'t str,
    top: Entries<'t>,
    /// The records of the sections that were asked for.
    sections: FxHashMap<usize, Vec<&'t RawValue>>,
}

impl<'t> Map<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, top: entries(text), sections: FxHashMap::default() }
    }

    fn place(&mut self, problem: Problem) -> (usize, Diagnostic) {
        let Problem { severity, code, path, mark, message, hint } = problem;
        let range = self.find(&path, mark);
        let place = range.as_ref().map(|range| Place::of(self.text, range.start, range.end));
        let at = range.map_or(0, |range| range.start);
        (at, Diagnostic { severity, code, path: path_text(&path), message, hint, place })
    }

    /// Finds the bytes of a value or key.
    fn find(&mut self, path: &[Step], mark: Mark) -> Option<Range<usize>> {
        let (first, rest) = path.split_first()?;
        let (at, value) = self.top.iter().enumerate().find(|(_, (key, _))| Some(&**key) == first.key())?;
        let raw = value.1;
        if rest.is_empty() {
            return self.mark(&self.top, at, first, mark);
        }
        match rest.split_first()? {
            (Step::Index(index), rest) => {
                let records = self.sections.entry(at).or_insert_with(|| items(raw.get()));
                let record = *records.get(*index)?;
                self.walk(record, rest, mark)
            }
            _ => self.walk(raw, rest, mark),
        }
    }

    /// Follows the rest of the way within one value.
    fn walk(&self, value: &'t RawValue, path: &[Step], mark: Mark) -> Option<Range<usize>> {
        let Some((first, rest)) = path.split_first() else { return self.range(value.get()) };
        if let Step::Index(index) = first {
            return self.walk(items(value.get()).get(*index)?, rest, mark);
        }
        let entries = entries(value.get());
        let at = entries.iter().position(|(key, _)| Some(&**key) == first.key());
        match at {
            // The key is not there: what is missing is missing in the object.
            None => self.range(value.get()),
            Some(at) if rest.is_empty() => self.mark(&entries, at, first, mark),
            Some(at) => self.walk(entries.get(at)?.1, rest, mark),
        }
    }

    fn mark(&self, entries: &Entries<'t>, at: usize, step: &Step, mark: Mark) -> Option<Range<usize>> {
        let is_it = |(_, (key, _)): &(usize, &(Cow<'_, str>, &RawValue))| Some(&**key) == step.key();
        let at = match mark {
            Mark::SecondKey => entries.iter().enumerate().filter(is_it).nth(1).map_or(at, |(second, _)| second),
            _ => at,
        };
        let value = self.range(entries.get(at)?.1.get())?;
        if mark == Mark::Value {
            return Some(value);
        }
        let key = serde_json::to_string(step.key()?).ok()?;
        // The key stands right before its value, with a colon and blanks between.
        let before = self.text.get(..value.start)?;
        let start = before.rfind(&key)?;
        Some(start..start + key.len())
    }

    /// Returns where a piece of the text stands in it.
    fn range(&self, piece: &str) -> Option<Range<usize>> {
        let start = (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (start + piece.len() <= self.text.len()).then(|| start..start + piece.len())
    }
}

/// Takes an object apart; empty where it is none.
fn entries(text: &str) -> Entries<'_> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Any(TakeEntries).deserialize(&mut deserializer).unwrap_or_default()
}

/// Takes a list apart; empty where it is none.
fn items(text: &str) -> Vec<&RawValue> {
    serde_json::from_str(text).unwrap_or_default()
}

struct TakeEntries;

impl<'de> Take<'de> for TakeEntries {
    type Out = Entries<'de>;

    fn other(self, _what: String) -> Entries<'de> {
        Vec::new()
    }

    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}
