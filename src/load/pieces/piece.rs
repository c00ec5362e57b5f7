//! One piece of a file, read by itself.

use fixedbitset::FixedBitSet;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess};
use serde_json::Deserializer;

use crate::base::sum::Sum;
use crate::load::pieces::supply::Cut;
use crate::load::problem::Step;
use crate::load::progress::Gauge;
use crate::load::read::{Reading, section_of, without_mark};
use crate::load::row::{Section, Taken};
use crate::load::take::KeySeed;
use crate::model::Kind;

/// Where between two pieces the reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Before the file.
    Start,
    /// Before a record, in the list of its kind.
    Within(Kind),
    /// Behind the file.
    End,
}

/// So many problems in one piece are rather the mistake of who took its records for those of another list.
const GIVEN_UP: usize = 200;

/// A piece that was read.
#[derive(Debug)]
pub struct Piece {
    /// Its bytes.
    pub cut: Cut,
    /// Whether its long texts are to be left on the disk.
    leaves: bool,
    /// Their checksum, where they are.
    pub sum: Sum,
    /// Where it was taken to begin.
    pub begins: Stand,
    /// What was found; `None` where it cannot begin there.
    pub found: Option<Found>,
}

/// What was found in a piece.
#[derive(Debug)]
pub struct Found {
    /// Where it ends.
    pub ends: Stand,
    /// What was read. Positions in the list in which the piece begins are counted from there.
    pub reading: Reading,
    /// How many of the problems are of the list in which the piece begins.
    pub problems: usize,
    /// How many items of the list in which it ends stand in the piece.
    pub items: usize,
    /// Whether it ends in the list in which it begins.
    pub same: bool,
}

impl Piece {
    /// Returns how many records it has.
    pub fn records(&self) -> usize {
        let tables = self.found.iter().flat_map(|found| &found.reading.tables);
        tables.map(|table| table.rows).sum()
    }

    /// Reads a piece that is taken to begin there; where so much is wrong with it that it probably does not, it is given up.
    pub fn new(cut: Cut, begins: Stand, leaves: bool) -> Self {
        let found = read((&cut, leaves), begins, None, GIVEN_UP);
        let mut sum = Sum::default();
        if leaves {
            sum.add(&cut.bytes);
        }
        Self { cut, leaves, sum, begins, found }
    }

    /// Reads it again, knowing where it begins, and perhaps which ids are taken.
    pub fn again(&mut self, begins: Stand, taken: Option<Taken<'_>>) {
        self.begins = begins;
        self.found = read((&self.cut, self.leaves), begins, taken, usize::MAX);
    }
}

/// Reads a piece; `None` also where more than `most` problems are found.
fn read((cut, leaves): (&Cut, bool), begins: Stand, taken: Option<Taken<'_>>, most: usize) -> Option<Found> {
    let whole = std::str::from_utf8(&cut.bytes).ok()?;
    let mut reading = Reading::new(cut.start, whole.len(), leaves, Gauge::default());
    let mut walk = Walk { text: whole, at: 0, most };
    let (mut problems, mut items, mut same) = (0, 0, true);
    let mut list = match begins {
        Stand::Start => {
            reading.check_mark(whole);
            walk.text = without_mark(whole);
            walk.pass(b'{')?;
            (problems, same) = (0, false);
            walk.head(&mut reading, true)?
        }
        Stand::Within(kind) => Some(kind),
        Stand::End => return None,
    };
    while let Some(kind) = list {
        let ended;
        (ended, items) = walk.records(&mut reading, kind, taken)?;
        problems = if same { reading.cx.problems.kept.len() } else { problems };
        if !ended {
            break;
        }
        same = false;
        list = walk.head(&mut reading, false)?;
    }
    // A piece ends before a record; only the last one ends with the file.
    let ends = list.map_or(Stand::End, Stand::Within);
    ((ends == Stand::End) == cut.last).then_some(Found { ends, reading, problems, items, same })
}

/// A reader's way through a piece. It knows the commas and brackets of the two outer levels; all within them is read by `serde_json`.
/// Its functions return `None` where the text is not as it must be.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    /// With more problems the walk is given up.
    most: usize,
}

impl<'t> Walk<'t> {
    /// Returns what follows on blanks, `None` at the end of the piece.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).count();
        self.at += blanks;
        rest.get(blanks).copied()
    }

    /// Passes over blanks and that byte.
    fn pass(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    /// Reads a value.
    fn value<S: DeserializeSeed<'t>>(&mut self, seed: S) -> serde_json::Result<S::Value> {
        let mut deserializer = Deserializer::from_str(self.text.get(self.at..).unwrap_or_default());
        let value = seed.deserialize(&mut deserializer)?;
        // Only the iterator over what follows says how far the reader is.
        self.at += deserializer.into_iter::<IgnoredAny>().byte_offset();
        Ok(value)
    }

    /// Reads keys and values of the file's object up to the first record of a list, whose kind is returned, or to the end of the file.
    /// `begins` says that the object has just begun.
    fn head(&mut self, reading: &mut Reading, begins: bool) -> Option<Option<Kind>> {
        let mut begins = begins;
        loop {
            if self.pass(b'}').is_some() {
                return self.peek().is_none().then_some(None);
            }
            if !std::mem::take(&mut begins) {
                self.pass(b',')?;
            }
            let key = self.value(KeySeed(str::to_owned)).ok()?;
            self.pass(b':')?;
            let kind = section_of(&key).filter(|kind| !kind.is_single() && !reading.seen.contains(&*key));
            if let (Some(kind), Some(b'[')) = (kind, self.peek()) {
                self.at += 1;
                reading.seen.insert(key.into());
                if self.pass(b']').is_none() {
                    return Some(Some(kind));
                }
            } else {
                reading.entry(&key, &mut Entry(self)).ok()?;
            }
        }
    }

    /// Reads records up to the end of their list, or of the piece; returns whether the list has ended and how many there were.
    fn records(&mut self, reading: &mut Reading, kind: Kind, taken: Option<Taken<'_>>) -> Option<(bool, usize)> {
        let Reading { cx, tables, ordinals, .. } = reading;
        let (table, ordinals) = (tables.get_mut(kind as usize)?, ordinals.get_mut(kind as usize)?);
        cx.path.push(Step::Field(kind.spec().plural));
        let mut section = Section { cx, kind, table, ordinals, seen: FixedBitSet::new(), taken };
        let mut items = 0;
        let ended = loop {
            section.record(items, |record| self.value(record).map(Some)).ok()?;
            items += 1;
            if section.cx.problems.kept.len() > self.most {
                return None;
            }
            if self.pass(b']').is_some() {
                break true;
            }
            self.pass(b',')?;
            if self.peek().is_none() {
                break false;
            }
        };
        section.cx.path.pop();
        Some((ended, items))
    }
}

/// The value behind a key that was read already.
struct Entry<'w, 't>(&'w mut Walk<'t>);

impl<'t> MapAccess<'t> for Entry<'_, 't> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, _seed: K) -> serde_json::Result<Option<K::Value>> {
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> serde_json::Result<V::Value> {
        self.0.value(seed)
    }
}
