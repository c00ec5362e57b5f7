//! Where in the text a problem stands.
//!
//! Reading keeps no positions: they would cost time and memory for every value, and hardly any is needed. A problem carries its way
//! through the JSON, and this file walks the text along it once more. What lies on the way is taken apart once, however many problems
//! lie beyond it.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use serde_json::value::RawValue;

use crate::base::diag::{Diagnostic, Place, Places};
use crate::load::problem::{Mark, Problem, Step, path_text};
use crate::load::take::{Any, Take};

/// Finds the place of each problem and puts all into the order of the file.
pub fn place(text: &str, problems: Vec<Problem>) -> Vec<Diagnostic> {
    let mut map = Map::new(text);
    let find = |problem: Problem| (map.find(&problem.path, problem.mark), problem);
    let mut found: Vec<(Option<Range<usize>>, Problem)> = problems.into_iter().map(find).collect();
    found.sort_by_key(|(range, _)| range.as_ref().map_or(0, |range| range.start));
    let mut places = Places::new(text);
    let mut describe = |(range, problem): (Option<Range<usize>>, Problem)| {
        let Problem { severity, code, path, message, hint, .. } = problem;
        let place = range.map(|range| places.find(range.start, range.end));
        Diagnostic { severity, code: code.into(), path: path_text(&path), message, hint, place }
    };
    found.into_iter().map(&mut describe).collect()
}

/// Finds the place of the value of a key of the top level; where the file begins if there is no such key.
pub fn of_key(text: &str, key: &str) -> Place {
    let found = Map::new(text).find(&[Step::Key(key.into())], Mark::Value);
    found.map_or_else(|| of_start(text), |range| Place::of(text, range.start, range.end))
}

/// Finds the place where the JSON begins.
pub fn of_start(text: &str) -> Place {
    let start = text.len() - text.trim_ascii_start().len();
    Place::of(text, start, start + 1)
}

/// A text with what was asked for already taken apart.
struct Map<'t> {
    text: &'t str,
    /// Lists and objects, by where they begin.
    open: FxHashMap<usize, Open<'t>>,
}

impl<'t> Map<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, open: FxHashMap::default() }
    }

    /// Finds the bytes of a value or key. Where a key is missing, that is the object in which it is missing.
    fn find(&mut self, path: &[Step], mark: Mark) -> Option<Range<usize>> {
        let (last, way) = match path.split_last() {
            Some(split) => split,
            None => return Some(0..0),
        };
        let mut value = self.text.trim_ascii();
        for step in way {
            match self.open(value)?.get(step, Mark::Value) {
                Some(next) => value = next,
                None => return self.range(value),
            }
        }
        let found = self.open(value)?.get(last, mark).unwrap_or(value);
        self.range(found)
    }

    fn open(&mut self, value: &'t str) -> Option<&Open<'t>> {
        let start = self.range(value)?.start;
        Some(self.open.entry(start).or_insert_with(|| Open::new(value)))
    }

    /// Returns where a piece of the text stands in it.
    fn range(&self, piece: &str) -> Option<Range<usize>> {
        let start = (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (start + piece.len() <= self.text.len()).then(|| start..start + piece.len())
    }
}

/// A value taken apart.
#[derive(Default)]
struct Open<'t> {
    /// The items of a list, or the keys and values of an object.
    items: Vec<(&'t str, &'t str)>,
    /// Where each key of an object stands first, and second.
    keys: FxHashMap<Cow<'t, str>, (usize, Option<usize>)>,
}

impl<'t> Open<'t> {
    fn new(value: &'t str) -> Self {
        let mut deserializer = serde_json::Deserializer::from_str(value);
        Any(TakeApart).deserialize(&mut deserializer).unwrap_or_default()
    }

    fn get(&self, step: &Step, mark: Mark) -> Option<&'t str> {
        let at = match (step, step.key()) {
            (Step::Index(at), _) => *at,
            (_, key) => {
                let &(first, second) = self.keys.get(key?)?;
                second.filter(|_| mark == Mark::SecondKey).unwrap_or(first)
            }
        };
        let &(key, value) = self.items.get(at)?;
        Some(if mark == Mark::Value { value } else { key })
    }
}

struct TakeApart;

impl<'de> Take<'de> for TakeApart {
    type Out = Open<'de>;

    fn other(self, _what: String) -> Open<'de> {
        Open::default()
    }

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Open<'de>, A::Error> {
        let mut open = Open::default();
        while let Some(item) = items.next_element::<&RawValue>()? {
            open.items.push((item.get(), item.get()));
        }
        Ok(open)
    }

    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<Open<'de>, A::Error> {
        let mut open = Open::default();
        while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            let at = open.items.len();
            open.items.push((key.get(), value.get()));
            let stands = open.keys.entry(plain(key.get())).or_insert((at, None));
            if stands.0 != at && stands.1.is_none() {
                stands.1 = Some(at);
            }
        }
        Ok(open)
    }
}

/// Returns what a key says, whose quotation marks and escapes still stand around and in it.
fn plain(key: &str) -> Cow<'_, str> {
    let inner = key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key);
    match inner.contains('\\') {
        true => serde_json::from_str(key).map_or(Cow::Borrowed(inner), Cow::Owned),
        false => Cow::Borrowed(inner),
    }
}
