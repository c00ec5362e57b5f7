//! What records are called, folded, in one piece of memory: where a word is looked for first.
//!
//! A text of a thousand words says a name now and then; what is called so is meant. The names of all records together are short, so
//! that they can be gone through at every letter.

use std::io;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;

use crate::base::plain::{Frozen, In, Out};
use crate::base::room::room_for;
use crate::base::text::fold_into;
use crate::index::letters::Letters;
use crate::index::pair::stand_in;
use crate::index::words::Words;
use crate::model::{Dataset, Kind, Rid};

/// The id, names and title of each record, in every language. What is called by a sentence, as a statement is, has only its id here: the
/// sentence is a text.
#[derive(Debug)]
pub struct Heads {
    /// A line for each, folded.
    lines: String,
    /// Where the lines of each record begin, and where the last end.
    starts: Vec<u32>,
    words: [OnceLock<Words>; Kind::COUNT],
    letters: OnceLock<Letters>,
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

/// In how many parts each thread goes through them: where many are found, as many bytes take longer, and before each part it is asked
/// whether to go on.
const PARTS: usize = 16;

/// How many records are gone through before it is looked which of their names begin so.
const BLOCK: usize = 256;

/// Of so many records of a block each is looked at by itself for that.
const FEW: usize = 32;

/// How many records are looked at one by one for the next that was found, before it is taken to be far.
const NEAR: usize = 8;

impl Heads {
    /// Collects them.
    pub fn new(dataset: &Dataset) -> Self {
        // Every line has a line feed before it, the first one, too.
        let (mut lines, mut starts) = (room_for(dataset.len() * 8), room_for(dataset.len() + 1));
        lines.push(b'\n');
        starts.push(1);
        for record in Kind::ALL.iter().flat_map(|&kind| dataset.records(kind)) {
            // The id is short: where it says it, nothing else is gone through.
            let called = [record.id()].into_iter().chain(record.called());
            let mut last = "";
            for name in called.filter(|name| std::mem::replace(&mut last, name) != *name) {
                put_line(name, &mut lines);
            }
            starts.push(u32::try_from(lines.len()).unwrap_or(u32::MAX));
        }
        lines.shrink_to_fit();
        starts.shrink_to_fit();
        // What was folded is UTF-8.
        let lines = String::from_utf8(lines).unwrap_or_default();
        Self { lines, starts, words: Default::default(), letters: OnceLock::new() }
    }

    /// Lists what a record is called, folded; its id first.
    pub fn of(&self, rid: Rid) -> impl Iterator<Item = &str> {
        let bounds = self.starts.get(rid.index()).zip(self.starts.get(rid.index() + 1));
        let lines = bounds.and_then(|(&start, &end)| self.lines.get(start as usize..end as usize));
        lines.unwrap_or_default().lines()
    }

    /// Tells whether a folded piece of text, which `finder` finds, stands in what a record is called but its id.
    pub fn has_behind_id(&self, rid: Rid, finder: &Finder<'_>) -> bool {
        let lines = self.lines.as_bytes().get(self.start_of(rid.index())..self.start_of(rid.index() + 1));
        let lines = lines.unwrap_or_default();
        let names = memchr::memchr(b'\n', lines).and_then(|end| lines.get(end..)).unwrap_or_default();
        match *finder.needle() {
            [one] => stand_in::<0>(names, one, one),
            [one, other] => stand_in::<1>(names, one, other),
            _ => finder.find(names).is_some(),
        }
    }

    /// Finds the records that are called something in which a folded piece of text stands.
    pub fn called(&self, piece: &str) -> Called {
        self.called_while(piece, &|| true).unwrap_or_default()
    }

    /// Does the same; `None` where `goes_on` said no before the end.
    pub fn called_while(&self, piece: &str, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Called> {
        let count = self.starts.len().saturating_sub(1);
        let mut called = Called::among(count);
        if piece.is_empty() || piece.contains('\n') {
            return Some(called);
        }
        // Nobody waits for those that are not known yet.
        if let Some(known) = self.letters.get().and_then(|letters| letters.called(piece, count)) {
            return Some(known);
        }
        let threads = if self.lines.len() < MANY { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
        let parts = self.parts(if threads == 1 { 1 } else { threads * PARTS });
        let (next, sought) = (AtomicUsize::new(0), Sought::new(piece));
        let work = || {
            let mut called = Called::among(count);
            while let Some(part) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
                if !goes_on() {
                    return None;
                }
                self.called_among(part.clone(), &sought, &mut called);
            }
            Some(called)
        };
        thread::scope(|scope| {
            let working: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let own = work();
            // A panic over there is one here, too: it is told where the work was asked for.
            let others = working.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
            [own].into_iter().chain(others).try_for_each(|part| part.map(|part| called.add(&part)))
        })?;
        Some(called)
    }

    /// Lists those among some records that are called something in which a folded piece of text stands.
    pub fn called_of(&self, records: Range<u32>, piece: &str) -> Vec<Rid> {
        let mut found = Vec::new();
        self.each(records.start as usize..records.end as usize, &Finder::new(piece), |record| {
            found.push(Rid(record as u32));
        });
        found
    }

    /// Shares the records among so many parts, with about as many bytes in each.
    fn parts(&self, count: usize) -> Vec<Range<usize>> {
        let (records, share) = (self.starts.len().saturating_sub(1), self.lines.len().div_ceil(count).max(1));
        let end_of = |part: usize| match part {
            0 => 0,
            _ if part == count => records,
            _ => self.starts.partition_point(|&start| (start as usize) < part * share).min(records),
        };
        (0..count).map(|part| end_of(part)..end_of(part + 1)).collect()
    }

    /// The same among some records that stand one behind the other, a few after the other: what was just gone through is near at hand when
    /// it is looked which of their names begin so. Where many have it, so have many that follow.
    fn called_among(&self, records: Range<usize>, sought: &Sought<'_>, called: &mut Called) {
        let mut found = Vec::with_capacity(BLOCK);
        let mut have_many = false;
        for start in records.clone().step_by(BLOCK) {
            let block = start..records.end.min(start + BLOCK);
            let begun = if have_many { self.each_by_id(block.clone(), sought, called, &mut found) } else { 0 };
            if !have_many {
                self.each(block.clone(), &sought.anywhere, |record| found.push(record));
            }
            have_many = found.len() + begun > FEW;
            if found.len() > FEW && begun <= FEW {
                self.each(block, &sought.first, |record| called.beginning.insert(record));
            } else {
                let begins = |record: &&usize| self.of(Rid(**record as u32)).any(|line| line.starts_with(sought.piece));
                called.beginning.extend(found.iter().filter(begins).copied());
            }
            called.having.extend(found.drain(..));
        }
    }

    /// Looks at each of some records by itself: takes those whose id begins so, of which nothing else need be looked at, and finds the
    /// others that have it. Returns how many it took.
    fn each_by_id(
        &self,
        records: Range<usize>,
        sought: &Sought<'_>,
        called: &mut Called,
        found: &mut Vec<usize>,
    ) -> usize {
        let Sought { piece, anywhere, .. } = sought;
        match *piece.as_bytes() {
            [] => 0,
            [one] => self.each_in_which(records, piece, |lines| stand_in::<0>(lines, one, one), called, found),
            [one, other] => self.each_in_which(records, piece, |lines| stand_in::<1>(lines, one, other), called, found),
            [one, other, ..] => {
                let stands = |lines: &[u8]| stand_in::<1>(lines, one, other) && anywhere.find(lines).is_some();
                self.each_in_which(records, piece, stands, called, found)
            }
        }
    }

    /// Does that for a piece of which it can be told whether it stands in lines.
    #[inline]
    fn each_in_which(
        &self,
        records: Range<usize>,
        piece: &str,
        stands: impl Fn(&[u8]) -> bool,
        called: &mut Called,
        found: &mut Vec<usize>,
    ) -> usize {
        let (bytes, piece) = (self.lines.as_bytes(), piece.as_bytes());
        let (mut taken, mut start) = (0, self.start_of(records.start));
        for record in records {
            let end = self.start_of(record + 1);
            let lines = bytes.get(start..end).unwrap_or_default();
            start = end;
            // Of most the first letter says that it does not.
            if lines.first() == piece.first() && lines.starts_with(piece) {
                taken += 1;
                called.having.insert(record);
                called.beginning.insert(record);
            } else {
                // Written down in any case, and counted where it is so: there is no branch to be guessed wrong.
                found.push(record);
                found.truncate(found.len() - usize::from(!stands(lines)));
            }
        }
        taken
    }

    /// Hands over those of some records in whose lines it stands, each once.
    fn each(&self, records: Range<usize>, finder: &Finder<'_>, mut found: impl FnMut(usize)) {
        // The line feed before a line is the last byte of the record before it.
        let back = usize::from(finder.needle().first() == Some(&b'\n'));
        let (bytes, end) = (self.lines.as_bytes(), self.start_of(records.end));
        let (mut from, mut record) = (self.start_of(records.start).saturating_sub(back), records.start);
        while let Some(at) = bytes.get(from..end).and_then(|rest| finder.find(rest)) {
            record = self.record_at((from + at + back) as u32, record);
            found(record);
            // One place in a record is enough.
            record += 1;
            from = self.start_of(record).saturating_sub(back);
        }
    }

    /// Returns where the lines of a record begin, which is behind all lines for those that there are not.
    fn start_of(&self, record: usize) -> usize {
        self.starts.get(record).map_or(self.lines.len(), |start| *start as usize)
    }

    /// Finds the record in whose lines a position stands, at or behind another record.
    fn record_at(&self, at: u32, from: usize) -> usize {
        let is_behind = |record: usize| self.starts.get(record).is_none_or(|&start| start > at);
        // The next is near where many are found, and far where few are.
        if let Some(near) = (from..from + NEAR).find(|record| is_behind(record + 1)) {
            return near;
        }
        let (from, mut step) = (from + NEAR, 1);
        while !is_behind(from + step) {
            step *= 2;
        }
        let ahead = self.starts.get(from..(from + step + 1).min(self.starts.len())).unwrap_or_default();
        from + ahead.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Finds in what records each letter stands, so that whoever asks for one finds it at once. Where this was not done, the lines are gone
    /// through.
    pub fn know_letters(&self, dataset: &Dataset) {
        self.letters.get_or_init(|| Letters::new(self, dataset));
    }

    /// Returns the words that records of a kind are called by, each once. They are collected when they are first asked for.
    pub fn words(&self, kind: Kind, dataset: &Dataset) -> Option<&Words> {
        let words = self.words.get(kind as usize)?;
        Some(words.get_or_init(|| {
            let records = || dataset.range(kind).map(|rid| self.of(Rid(rid)));
            Words::new(records().flat_map(|lines| lines.skip(1)), records().flat_map(|lines| lines.take(1)))
        }))
    }
}

impl Frozen for Heads {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.text(&self.lines)?;
        out.list(&self.starts)
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some(Self { lines: from.text()?, starts: from.list()?, words: Default::default(), letters: OnceLock::new() })
    }
}

impl Heads {
    /// Tells whether they can be those of a dataset.
    pub(super) fn fits(&self, dataset: &Dataset) -> bool {
        let ends = self.starts.last().is_some_and(|end| *end as usize == self.lines.len());
        self.starts.len() == dataset.len() + 1 && ends && self.starts.is_sorted()
    }
}

/// Puts a name on a line of its own, folded.
fn put_line(name: &str, lines: &mut Vec<u8>) {
    let start = lines.len();
    fold_into(name, lines);
    let line = lines.get_mut(start..).unwrap_or_default();
    line.iter_mut().filter(|byte| **byte == b'\n').for_each(|byte| *byte = b' ');
    let line = str::from_utf8(line).unwrap_or_default();
    let (before, length) = (line.len() - line.trim_start().len(), line.trim().len());
    lines.drain(start..start + before);
    lines.truncate(start + length);
    lines.push(b'\n');
}

/// A piece of text that is looked for in lines.
struct Sought<'a> {
    piece: &'a str,
    anywhere: Finder<'a>,
    /// Where a line begins with it, with the line feed before it.
    first: Finder<'a>,
}

impl<'a> Sought<'a> {
    fn new(piece: &'a str) -> Self {
        let first = Finder::new(&format!("\n{piece}")).into_owned();
        Self { piece, anywhere: Finder::new(piece), first }
    }
}

impl Called {
    /// None yet of so many records.
    fn among(records: usize) -> Self {
        Self { having: FixedBitSet::with_capacity(records), beginning: FixedBitSet::with_capacity(records) }
    }

    /// Takes those that were found elsewhere.
    fn add(&mut self, others: &Self) {
        self.having.union_with(&others.having);
        self.beginning.union_with(&others.beginning);
    }
}
