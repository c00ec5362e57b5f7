//! What records are called, folded, in one piece of memory: where a word is looked for first.
//!
//! A text of a thousand words says a name now and then; what is called so is meant. The names of all records together are short, so
//! that they can be gone through at every letter.

use std::sync::OnceLock;

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use crate::base::text::fold;
use crate::model::{Dataset, Kind, Name, Rid};

/// The shortest word that is kept for [`Heads::words`], in characters: a slip of the finger makes any short word of any other.
const SHORTEST: usize = 4;

/// The id, names and title of each record, in every language.
#[derive(Debug)]
pub struct Heads {
    /// A line for each, folded.
    lines: String,
    /// Where the lines of each record begin, and where the last end.
    starts: Vec<u32>,
    words: [OnceLock<Vec<Box<str>>>; Kind::COUNT],
}

impl Heads {
    /// Collects them.
    pub fn new(dataset: &Dataset) -> Self {
        let (mut lines, mut starts) = (String::new(), vec![0]);
        for record in Kind::ALL.iter().flat_map(|&kind| dataset.records(kind)) {
            let called = record.names().chain(record.text(Name::Title)).chain([record.id()]);
            let mut last = "";
            for name in called.filter(|name| std::mem::replace(&mut last, name) != *name) {
                lines.push_str(fold(name).replace('\n', " ").trim());
                lines.push('\n');
            }
            starts.push(u32::try_from(lines.len()).unwrap_or(u32::MAX));
        }
        lines.shrink_to_fit();
        Self { lines, starts, words: Default::default() }
    }

    /// Lists what a record is called, folded.
    pub fn of(&self, rid: Rid) -> impl Iterator<Item = &str> {
        let bounds = self.starts.get(rid.index()).zip(self.starts.get(rid.index() + 1));
        let lines = bounds.and_then(|(&start, &end)| self.lines.get(start as usize..end as usize));
        lines.unwrap_or_default().lines()
    }

    /// Adds the records to a mask that are called something in which a folded piece of text stands.
    pub fn having(&self, piece: &str, mask: &mut FixedBitSet) {
        if piece.is_empty() || piece.contains('\n') {
            return;
        }
        let finder = Finder::new(piece);
        let (mut from, mut record) = (0, 0);
        while let Some(at) = self.lines.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let at = (from + at) as u32;
            record = self.record_at(at, record);
            mask.insert(record);
            // One place in a record is enough.
            from = self.starts.get(record + 1).map_or(self.lines.len(), |&end| end as usize);
        }
    }

    /// Finds the record in whose lines a position stands, at or behind another record.
    fn record_at(&self, at: u32, from: usize) -> usize {
        // The next is near where many are found, and far where few are.
        let mut step = 1;
        while self.starts.get(from + step).is_some_and(|&start| start <= at) {
            step *= 2;
        }
        let ahead = self.starts.get(from..(from + step + 1).min(self.starts.len())).unwrap_or_default();
        from + ahead.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Lists the words that records of a kind are called by, each once. They are collected when they are first asked for.
    pub fn words(&self, kind: Kind, dataset: &Dataset) -> &[Box<str>] {
        let Some(words) = self.words.get(kind as usize) else { return &[] };
        words.get_or_init(|| {
            let mut words: FxHashSet<&str> = FxHashSet::default();
            for line in dataset.range(kind).flat_map(|rid| self.of(Rid(rid))) {
                let parts = line.split(|c: char| !c.is_alphanumeric());
                words.extend(parts.filter(|word| word.chars().count() >= SHORTEST));
            }
            let mut words: Vec<Box<str>> = words.into_iter().map(Box::from).collect();
            words.sort_unstable();
            words
        })
    }
}
