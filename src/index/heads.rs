//! What records are called, folded, in one piece of memory: where a word is looked for first.
//!
//! A text of a thousand words says a name now and then; what is called so is meant. The names of all records together are short, so
//! that they can be gone through at every letter.

use std::io;
use std::ops::Range;
use std::sync::OnceLock;
use std::thread;

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;

use crate::base::plain::{Frozen, In, Out};
use crate::base::text::fold;
use crate::index::words::Words;
use crate::model::{Dataset, Kind, Rid};

/// The shortest word that is kept for [`Heads::words`], in characters: a slip of the finger makes any short word of any other.
const SHORTEST: usize = 4;

/// The id, names and title of each record, in every language. What is called by a sentence, as a statement is, has only its id here: the
/// sentence is a text.
#[derive(Debug)]
pub struct Heads {
    /// A line for each, folded.
    lines: String,
    /// Where the lines of each record begin, and where the last end.
    starts: Vec<u32>,
    words: [OnceLock<Words>; Kind::COUNT],
}

/// The records that are called something in which a piece of text stands.
#[derive(Debug, Default)]
pub struct Called {
    /// All of them.
    pub having: FixedBitSet,
    /// Those of which a name, title or id begins with it.
    pub beginning: FixedBitSet,
}

/// From so many bytes on a second thread is worth its beginning.
const MANY: usize = 1 << 20;

impl Heads {
    /// Collects them.
    pub fn new(dataset: &Dataset) -> Self {
        // Every line has a line feed before it, the first one, too.
        let (mut lines, mut starts) = (String::from("\n"), vec![1]);
        for record in Kind::ALL.iter().flat_map(|&kind| dataset.records(kind)) {
            let called = record.called().chain([record.id()]);
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

    /// Finds the records that are called something in which a folded piece of text stands.
    pub fn called(&self, piece: &str) -> Called {
        let records = self.starts.len().saturating_sub(1);
        let mut called =
            Called { having: FixedBitSet::with_capacity(records), beginning: FixedBitSet::with_capacity(records) };
        if piece.is_empty() || piece.contains('\n') {
            return called;
        }
        let finder = Finder::new(piece);
        let threads = if self.lines.len() < MANY { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
        let share = records.div_ceil(threads).max(1);
        let mut parts = (0..records).step_by(share).map(|from| from..records.min(from + share));
        let first = parts.next();
        thread::scope(|scope| {
            let finder = &finder;
            let begin = |part| scope.spawn(move || self.called_among(part, finder));
            let working: Vec<_> = parts.map(begin).collect();
            if let Some(part) = first {
                called.add(&self.called_among(part, finder));
            }
            // A panic over there is one here, too: it is told where the work was asked for.
            for part in working {
                called.add(&part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
        });
        called
    }

    /// The same among some records that stand one behind the other.
    fn called_among(&self, records: Range<usize>, finder: &Finder<'_>) -> Called {
        let mut called = Called::default();
        called.having.grow(records.end);
        called.beginning.grow(records.end);
        let bytes = self.lines.as_bytes();
        let start_of = |record: usize| self.starts.get(record).map_or(bytes.len(), |start| *start as usize);
        let (mut from, mut record, end) = (start_of(records.start), records.start, start_of(records.end));
        while let Some(at) = bytes.get(from..end).and_then(|rest| finder.find(rest)) {
            let at = from + at;
            record = self.record_at(at as u32, record);
            // One place in a record is enough; but where it begins no name, another may.
            from = start_of(record + 1);
            called.having.insert(record);
            // Most lines are told apart by their first byte.
            let begins = |at: usize| {
                bytes.get(at) == finder.needle().first()
                    && bytes.get(at..from).is_some_and(|line| line.starts_with(finder.needle()))
            };
            let is_first = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\n');
            let rest = bytes.get(at..from).unwrap_or_default();
            if is_first || memchr::memchr_iter(b'\n', rest).any(|end| begins(at + end + 1)) {
                called.beginning.insert(record);
            }
        }
        called
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

    /// Returns the words that records of a kind are called by, each once. They are collected when they are first asked for.
    pub fn words(&self, kind: Kind, dataset: &Dataset) -> Option<&Words> {
        let words = self.words.get(kind as usize)?;
        Some(words.get_or_init(|| {
            let lines = dataset.range(kind).flat_map(|rid| self.of(Rid(rid)));
            let parts = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric()));
            // As many bytes a word in ASCII has as characters.
            let is_long = |word: &&str| word.len() >= SHORTEST && (word.is_ascii() || word.chars().count() >= SHORTEST);
            Words::new(parts.filter(is_long))
        }))
    }
}

impl Frozen for Heads {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.text(&self.lines)?;
        out.list(&self.starts)
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some(Self { lines: from.text()?, starts: from.list()?, words: Default::default() })
    }
}

impl Heads {
    /// Tells whether they can be those of a dataset.
    pub(super) fn fits(&self, dataset: &Dataset) -> bool {
        let ends = self.starts.last().is_some_and(|end| *end as usize == self.lines.len());
        self.starts.len() == dataset.len() + 1 && ends && self.starts.is_sorted()
    }
}

impl Called {
    /// Takes those that were found elsewhere.
    fn add(&mut self, others: &Self) {
        self.having.union_with(&others.having);
        self.beginning.union_with(&others.beginning);
    }
}
