//! Where in the one piece of memory that holds all texts the texts of each record begin: so that a word is looked for in all of them at
//! once, and not in one record after the other.
//!
//! A piece stands in a text as it is, in either case, or with a letter in it that is folded, such as one with an accent: the first is
//! found byte by byte, the second around each letter outside ASCII. What is found so may be in a text of a record that is not searched
//! (that of a source): whoever asks looks at those records once more.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fixedbitset::FixedBitSet;
use unicode_normalization::char::is_combining_mark;

use crate::index::needle::{Needle, Scan};
use crate::model::column::Column;
use crate::model::texts::Text;
use crate::model::{Dataset, Kind, Rid};

/// Where the texts of records begin.
#[derive(Debug)]
pub struct Prose {
    /// Where the first text of a record stands, and its number; in the order of the texts.
    starts: Vec<(u32, u32)>,
    /// Records with a text in several languages, or in which accents stand behind their letters: they are always looked at.
    special: FixedBitSet,
}

impl Prose {
    /// Finds them.
    pub fn new(dataset: &Dataset) -> Self {
        let mut prose = Self { starts: Vec::new(), special: FixedBitSet::with_capacity(dataset.len()) };
        for &kind in Kind::ALL {
            prose.take(kind, dataset);
        }
        prose.starts.sort_unstable();
        prose
    }

    fn take(&mut self, kind: Kind, dataset: &Dataset) {
        let (Some(table), first) = (dataset.table(kind), dataset.range(kind).start) else { return };
        let mut starts = vec![u32::MAX; table.rows];
        for (_, column) in table.fields.iter().zip(&table.columns).filter(|(field, _)| field.words) {
            let mut text = |row: usize, text: Text| {
                let record = first as usize + row;
                match (text.place(), dataset.in_one(text)) {
                    (Some(at), Some(words)) => {
                        if let Some(start) = starts.get_mut(row) {
                            *start = at.min(*start);
                        }
                        if has_marks(words) {
                            self.special.insert(record);
                        }
                    }
                    _ if text != Text::ABSENT => self.special.insert(record),
                    _ => {}
                }
            };
            match column {
                Column::Text(cells) => cells.iter().enumerate().for_each(|(row, cell)| text(row, *cell)),
                Column::Texts(spans, items) => {
                    for (row, span) in spans.iter().enumerate() {
                        let list = span.range().and_then(|range| items.get(range)).unwrap_or_default();
                        list.iter().for_each(|item| text(row, *item));
                    }
                }
                _ => {}
            }
        }
        let known = starts.into_iter().zip(first..).filter(|(start, _)| *start != u32::MAX);
        self.starts.extend(known);
    }

    /// Finds the records in whose texts a folded piece stands, and those in which it may. `None` where `goes_on` said no before the end.
    pub fn candidates(
        &self,
        piece: &str,
        dataset: &Dataset,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Candidates> {
        let empty = || FixedBitSet::with_capacity(dataset.len());
        let mut found = Candidates { sure: empty(), perhaps: self.special.clone() };
        let Some(needle) = Needle::new(piece) else { return Some(found) };
        let (stretches, searched) = (self.stretches(dataset), Searched::new(dataset));
        let next = AtomicUsize::new(0);
        let scan = || {
            let (mut scan, mut found) = (Scan::new(&needle), Candidates { sure: empty(), perhaps: empty() });
            while let Some(stretch) = stretches.get(next.fetch_add(1, Ordering::Relaxed)) {
                if !goes_on() {
                    return None;
                }
                stretch.scan(&mut scan, &searched, &mut found);
            }
            Some(found)
        };
        let others = thread::available_parallelism().map_or(1, usize::from).min(stretches.len()).saturating_sub(1);
        thread::scope(|scope| {
            let working: Vec<_> = (0..others).map(|_| scope.spawn(scan)).collect();
            let mut parts = vec![scan()];
            // A panic over there is one here, too: it is told where the work was asked for.
            parts.extend(
                working.into_iter().map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
            );
            for part in parts {
                let part = part?;
                found.sure.union_with(&part.sure);
                found.perhaps.union_with(&part.perhaps);
            }
            Some(())
        })?;
        Some(found)
    }

    /// Divides all texts into stretches of some records each: what one thread takes at once.
    fn stretches<'a>(&'a self, dataset: &'a Dataset) -> Vec<Stretch<'a>> {
        let mut stretches = Vec::new();
        for (start, text) in dataset.all_texts() {
            let end = start.saturating_add(text.len() as u32);
            let of = |place: u32| self.starts.partition_point(|(begin, _)| *begin < place);
            let inside = self.starts.get(of(start)..of(end)).unwrap_or_default();
            for (at, records) in inside.chunks(STRIDE).enumerate() {
                let next = inside.get((at + 1) * STRIDE).map_or(text.len(), |(begin, _)| (begin - start) as usize);
                let first = records.first().map_or(0, |(begin, _)| (begin - start) as usize);
                let start = start + first as u32;
                stretches.extend(text.get(first..next).map(|text| Stretch { start, text, records }));
            }
        }
        stretches
    }
}

/// The records in whose texts a piece was looked for.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// It stands in a text that is searched.
    pub sure: FixedBitSet,
    /// It may stand in one: all in which it does are among these or those.
    pub perhaps: FixedBitSet,
}

/// How many records a thread takes at once.
const STRIDE: usize = 2_048;

/// The texts of some records.
struct Stretch<'a> {
    /// Where they begin among all texts.
    start: u32,
    text: &'a str,
    /// Where the first text of each record begins among all texts, and its number.
    records: &'a [(u32, u32)],
}

impl Stretch<'_> {
    fn scan(&self, scan: &mut Scan<'_>, searched: &Searched<'_>, found: &mut Candidates) {
        let (mut from, mut record) = (0, 0);
        while let Some(place) = scan.next(self.text, from) {
            let beginning_of = |record: usize| self.records.get(record).map(|(begin, _)| (begin - self.start) as usize);
            while beginning_of(record + 1).is_some_and(|begin| begin <= place.at) {
                record += 1;
            }
            if let Some(&(_, rid)) = self.records.get(record) {
                let at = self.start + place.at as u32;
                let is_sure = place.is_plain && searched.has(Rid(rid), at, scan.needle());
                if is_sure { &mut found.sure } else { &mut found.perhaps }.insert(rid as usize);
            }
            // One place in a record is enough.
            from = beginning_of(record + 1).unwrap_or(self.text.len());
        }
    }
}

/// Where the texts stand that are searched.
struct Searched<'a> {
    dataset: &'a Dataset,
    /// The columns of each kind.
    columns: Vec<Vec<&'a Column>>,
}

impl<'a> Searched<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        let columns = |kind: &Kind| {
            let columns = dataset.table(*kind).into_iter().flat_map(|table| table.fields.iter().zip(&table.columns));
            columns.filter(|(field, _)| field.words).map(|(_, column)| column).collect()
        };
        Self { dataset, columns: Kind::ALL.iter().map(columns).collect() }
    }

    /// Tells whether a place in the texts of a record is within one that is searched, and a word there is all that is looked for.
    fn has(&self, rid: Rid, at: u32, needle: &Needle) -> bool {
        let Some(kind) = self.dataset.kind(rid).filter(|_| needle.is_whole) else { return false };
        let row = (rid.0 - self.dataset.range(kind).start) as usize;
        let spans = |text: &Text| text.spans(at, needle.len());
        self.columns.get(kind as usize).into_iter().flatten().any(|column| match column {
            Column::Text(cells) => cells.get(row).is_some_and(spans),
            Column::Texts(lists, items) => {
                let list = lists.get(row).and_then(|list| items.get(list.range()?));
                list.unwrap_or_default().iter().any(spans)
            }
            _ => false,
        })
    }
}

/// Tells whether a text has accents that stand behind their letters (combining marks).
fn has_marks(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && is_combining_mark(c))
}
