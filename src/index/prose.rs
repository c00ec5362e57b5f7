//! Where among all texts, end to end in memory and on the disk, those of each record begin: so that a word is looked for in all of them at
//! once, and not in one record after the other.
//!
//! A piece stands in a text as it is, in either case, or with a letter in it that is folded, such as one with an accent: the first is
//! found byte by byte, the second around each letter outside ASCII. What is found so may be in a text of a record that is not searched
//! (that of a source): whoever asks looks at those records once more.

use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fixedbitset::FixedBitSet;
use unicode_normalization::char::is_combining_mark;

use crate::base::bits;
use crate::base::pages::Pages;
use crate::base::plain::{Frozen, In, Out};
use crate::base::room::room_for;
use crate::index::needle::{Needle, Scan};
use crate::model::column::Column;
use crate::model::texts::{Place, Text};
use crate::model::{Dataset, Kind, Rid};

/// Where the texts of records begin.
#[derive(Debug)]
pub struct Prose {
    /// Where the first text of a record stands of those that are kept in memory, and its number; in the order of the texts.
    kept: Vec<[u32; 2]>,
    /// The same for those that were left on the disk.
    left: Vec<[u32; 2]>,
    /// Records with a text in several languages, or in which accents stand behind their letters: they are always looked at.
    special: FixedBitSet,
}

impl Prose {
    /// Finds them.
    pub fn new(dataset: &Dataset) -> Self {
        let special = FixedBitSet::with_capacity(dataset.len());
        let mut prose = Self { kept: room_for(dataset.len()), left: room_for(dataset.len()), special };
        for &kind in Kind::ALL {
            prose.take(kind, dataset);
        }
        for starts in [&mut prose.kept, &mut prose.left] {
            starts.shrink_to_fit();
            starts.sort_unstable();
        }
        let mut marked = FixedBitSet::with_capacity(dataset.len());
        let mut buffer = Vec::new();
        for stretch in prose.stretches(dataset) {
            let text = stretch.texts.read(&mut buffer).unwrap_or_default();
            stretch.mark(text, &mut marked);
        }
        prose.special.union_with(&marked);
        prose
    }

    fn take(&mut self, kind: Kind, dataset: &Dataset) {
        let (Some(table), first) = (dataset.table(kind), dataset.range(kind).start) else { return };
        let [mut kept, mut left] = [(); 2].map(|()| room_for(table.rows));
        kept.resize(table.rows, u32::MAX);
        left.resize(table.rows, u32::MAX);
        for (_, column) in table.fields.iter().zip(table.columns.iter()).filter(|(field, _)| field.words) {
            let mut text = |row: usize, text: Text| {
                let (start, at) = match text.place() {
                    Some(Place::Kept(at)) => (kept.get_mut(row), at),
                    Some(Place::Left(at)) => (left.get_mut(row), at),
                    None => {
                        return if text.is_in_several() {
                            self.special.insert(first as usize + row)
                        };
                    }
                };
                if let Some(start) = start {
                    *start = at.min(*start);
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
        for (starts, all) in [(kept, &mut self.kept), (left, &mut self.left)] {
            all.extend(starts.into_iter().zip(first..).filter(|(start, _)| *start != u32::MAX).map(<[u32; 2]>::from));
        }
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
            let mut buffer = Vec::new();
            while let Some(stretch) = stretches.get(next.fetch_add(1, Ordering::Relaxed)) {
                if !goes_on() {
                    return None;
                }
                let text = stretch.texts.read(&mut buffer).unwrap_or_default();
                stretch.scan(text, &mut scan, (&searched, &mut found));
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
        for (start, text) in dataset.texts().pieces() {
            let inside = inside(&self.kept, &(start..start.saturating_add(text.len() as u32)));
            for (at, records) in inside.chunks(STRIDE).enumerate() {
                let next =
                    inside.get((at + 1) * STRIDE).map_or(text.len(), |[begin, _]| begin.saturating_sub(start) as usize);
                let first = records.first().map_or(0, |[begin, _]| begin.saturating_sub(start) as usize);
                let texts = text.get(first..next).map(Texts::Kept);
                stretches.extend(texts.map(|texts| Stretch { start: start + first as u32, texts, records }));
            }
        }
        let Some(pages) = dataset.left() else { return stretches };
        for first in (0..pages.len()).step_by(PAGES) {
            let some = first..pages.len().min(first + PAGES);
            let Some(bounds) = pages.bounds(&some) else { continue };
            let records = inside(&self.left, &bounds);
            stretches.push(Stretch { start: bounds.start, texts: Texts::Left(pages, some), records });
        }
        stretches
    }
}

impl Frozen for Prose {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.list(&self.kept)?;
        out.list(&self.left)?;
        bits::freeze(&self.special, out)
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some(Self { kept: from.list()?, left: from.list()?, special: bits::thaw(from)? })
    }
}

impl Prose {
    /// Tells whether it can be that of a dataset.
    pub(super) fn fits(&self, dataset: &Dataset) -> bool {
        let is_known = |[_, rid]: &[u32; 2]| (*rid as usize) < dataset.len();
        self.kept.iter().chain(&self.left).all(is_known) && self.special.len() == dataset.len()
    }
}

/// Returns the records with a text within some bounds: also the one whose first text stands before them, where it may have another.
fn inside<'a>(starts: &'a [[u32; 2]], bounds: &Range<u32>) -> &'a [[u32; 2]] {
    let of = |place: u32| starts.partition_point(|[begin, _]| *begin < place);
    let first = of(bounds.start);
    let begins = starts.get(first).is_some_and(|[begin, _]| *begin == bounds.start);
    starts.get(if begins { first } else { first.saturating_sub(1) }..of(bounds.end)).unwrap_or_default()
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

/// How many pages of texts on the disk a thread takes at once: a megabyte.
const PAGES: usize = 64;

/// Texts that stand end to end.
enum Texts<'a> {
    Kept(&'a str),
    Left(&'a Pages, Range<usize>),
}

impl Texts<'_> {
    /// Returns them; `None` where the disk does not give them.
    fn read<'b>(&'b self, buffer: &'b mut Vec<u8>) -> Option<&'b str> {
        match self {
            Self::Kept(text) => Some(text),
            Self::Left(pages, some) => pages.read(some, buffer),
        }
    }
}

/// The texts of some records.
struct Stretch<'a> {
    /// Where they begin among all texts.
    start: u32,
    texts: Texts<'a>,
    /// Where the first text of each record begins among all texts, and its number.
    records: &'a [[u32; 2]],
}

impl Stretch<'_> {
    /// Returns where in the stretch the texts of the record begin that stands in this place of its records.
    fn beginning_of(&self, record: usize) -> Option<usize> {
        self.records.get(record).map(|[begin, _]| begin.saturating_sub(self.start) as usize)
    }

    /// Returns the place among its records of the one whose texts a position is in, at or behind another record.
    fn record_at(&self, at: usize, mut record: usize) -> usize {
        while self.beginning_of(record + 1).is_some_and(|begin| begin <= at) {
            record += 1;
        }
        record
    }

    fn place(&self, at: usize) -> Place {
        let at = self.start + at as u32;
        if matches!(self.texts, Texts::Kept(_)) { Place::Kept(at) } else { Place::Left(at) }
    }

    fn scan(&self, text: &str, scan: &mut Scan<'_>, (searched, found): (&Searched<'_>, &mut Candidates)) {
        let (mut from, mut record) = (0, 0);
        while let Some(place) = scan.next(text, from) {
            record = self.record_at(place.at, record);
            if let Some(&[_, rid]) = self.records.get(record) {
                let is_sure = place.is_plain && searched.has(Rid(rid), self.place(place.at), scan.needle());
                if is_sure { &mut found.sure } else { &mut found.perhaps }.insert(rid as usize);
            }
            // One place in a record is enough.
            from = self.beginning_of(record + 1).unwrap_or(text.len());
        }
    }

    /// Marks the records in which accents stand behind their letters (combining marks).
    fn mark(&self, text: &str, marked: &mut FixedBitSet) {
        let mut record = 0;
        // Most are plain throughout.
        let text = if text.is_ascii() { "" } else { text };
        for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_ascii()) {
            if is_combining_mark(letter) {
                record = self.record_at(at, record);
                marked.extend(self.records.get(record).map(|[_, rid]| *rid as usize));
            }
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
            let columns =
                dataset.table(*kind).into_iter().flat_map(|table| table.fields.iter().zip(table.columns.iter()));
            columns.filter(|(field, _)| field.words).map(|(_, column)| column).collect()
        };
        Self { dataset, columns: Kind::ALL.iter().map(columns).collect() }
    }

    /// Tells whether a place in the texts of a record is within one that is searched, and a word there is all that is looked for.
    fn has(&self, rid: Rid, at: Place, needle: &Needle) -> bool {
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
