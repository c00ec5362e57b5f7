//! Which rows of a column of texts have a piece of text: its texts are gone through end to end, and no row is taken by itself but where the
//! piece may stand.
//!
//! The texts of a column stand in the order of its rows, with those of other columns between them. Some rows at a time, what stands from
//! the first of their texts to the last is gone through at once; what is found between them is passed over. Long texts on the disk are read
//! page after page, and none stays in memory.

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fixedbitset::FixedBitSet;

use crate::base::intern::Sym;
use crate::base::pages::Pages;
use crate::base::text::part;
use crate::index::needle::{Needle, Scan};
use crate::model::Dataset;
use crate::model::texts::{Place, Text};

/// How many rows a thread takes at once, before which it is asked whether to go on.
const BLOCK: usize = 4_096;

/// From so many rows on a second thread is worth its start.
const LARGE: usize = 20_000;

/// How many bytes of other texts between two are gone through: to begin anew costs more than so few.
const GAP: u32 = 512;

/// The same on the disk: about a page.
const FAR: u32 = 16 << 10;

/// How many pages are read at once: a megabyte.
const PAGES: usize = 64;

/// The texts of a column, row by row.
#[derive(Clone, Copy, Debug)]
pub enum Cells<'a> {
    /// Texts.
    Texts(&'a [Text]),
    /// Ids.
    Ids(&'a [Sym]),
}

impl<'a> Cells<'a> {
    fn len(self) -> usize {
        match self {
            Self::Texts(cells) => cells.len(),
            Self::Ids(cells) => cells.len(),
        }
    }
}

/// A question to a column of texts.
pub struct Passages<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The column.
    pub cells: Cells<'a>,
    /// The piece of text, folded and without blanks around it; in an empty one every text is found.
    pub piece: &'a str,
    /// Tells whether a text has a piece in it.
    pub has: fn(&str, &str) -> bool,
}

/// A text of a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    start: u32,
    end: u32,
    row: u32,
}

impl Passages<'_> {
    /// Puts the rows into a mask in whose text the piece stands, the first under that number; tells whether there are any. Where `goes_on`
    /// says no before the end, not all are.
    pub fn put(&self, first: usize, mask: &mut FixedBitSet, goes_on: &(dyn Fn() -> bool + Sync)) -> bool {
        let needle = Needle::new(self.piece);
        let next = AtomicUsize::new(0);
        let work = |mask: &mut FixedBitSet| {
            let (mut reader, mut found) = (Reader::new(self, needle.as_ref()), Found { first, mask, is_any: false });
            loop {
                let start = next.fetch_add(1, Ordering::Relaxed) * BLOCK;
                if start >= self.cells.len() || !goes_on() {
                    return found.is_any;
                }
                reader.read(start..self.cells.len().min(start + BLOCK), &mut found);
            }
        };
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let others = if self.cells.len() < LARGE { 0 } else { cores().saturating_sub(1) };
        let (room, work) = (mask.len(), &work);
        thread::scope(|scope| {
            let work_apart = move || {
                let mut mask = FixedBitSet::with_capacity(room);
                let is_any = work(&mut mask);
                (mask, is_any)
            };
            let others: Vec<_> = (0..others).map(|_| scope.spawn(work_apart)).collect();
            let mut is_any = work(mask);
            for other in others {
                // A panic over there is one here, too: it is told where the work was asked for.
                let (those, are_any) = other.join().unwrap_or_else(|panic| resume_unwind(panic));
                mask.union_with(&those);
                is_any |= are_any;
            }
            is_any
        })
    }

    /// Tells whether it stands in a text that is in several languages, in one of them, or in an empty one.
    fn is_in_odd(&self, text: Text) -> bool {
        self.dataset.text_at(text).is_some_and(|text| text.all().any(|text| self.is_in(text)))
    }

    fn is_in(&self, text: &str) -> bool {
        (self.has)(text, self.piece)
    }
}

/// The rows that were found.
struct Found<'m> {
    first: usize,
    mask: &'m mut FixedBitSet,
    is_any: bool,
}

impl Found<'_> {
    fn put(&mut self, row: u32) {
        self.mask.insert(self.first + row as usize);
        self.is_any = true;
    }
}

/// Goes through the texts of some rows after the other.
struct Reader<'a> {
    of: &'a Passages<'a>,
    scan: Option<Scan<'a>>,
    /// The texts that are kept in memory.
    kept: Vec<Cell>,
    /// Those that were left on the disk.
    left: Vec<Cell>,
    buffer: Vec<u8>,
}

impl<'a> Reader<'a> {
    fn new(of: &'a Passages<'a>, needle: Option<&'a Needle>) -> Self {
        Self { of, scan: needle.map(Scan::new), kept: Vec::new(), left: Vec::new(), buffer: Vec::new() }
    }

    fn read(&mut self, rows: Range<usize>, found: &mut Found<'_>) {
        self.kept.clear();
        self.left.clear();
        match self.of.cells {
            Cells::Texts(cells) => self.take_texts(cells.get(rows.clone()).unwrap_or_default(), rows.start, found),
            Cells::Ids(ids) => {
                let ids = ids.get(rows.clone()).unwrap_or_default();
                let cell = |(id, row): (&Sym, usize)| {
                    let Range { start, end } = self.of.dataset.ids().place(*id);
                    Cell { start, end, row: row as u32 }
                };
                self.kept.extend(ids.iter().zip(rows.start..).map(cell));
            }
        }
        for cells in [&mut self.kept, &mut self.left] {
            if !cells.is_sorted() {
                cells.sort_unstable();
            }
        }
        self.read_kept(found);
        self.read_left(found);
    }

    /// Takes the texts of some rows, and answers for those that do not stand among the others.
    fn take_texts(&mut self, texts: &[Text], first: usize, found: &mut Found<'_>) {
        for (text, row) in texts.iter().zip(first as u32..).filter(|(text, _)| **text != Text::ABSENT) {
            match text.place() {
                Some(_) if self.scan.is_none() => found.put(row),
                Some(Place::Kept(start)) => {
                    self.kept.push(Cell { start, end: start.saturating_add(text.bytes()), row })
                }
                Some(Place::Left(start)) => {
                    self.left.push(Cell { start, end: start.saturating_add(text.bytes()), row })
                }
                None if self.of.is_in_odd(*text) => found.put(row),
                None => {}
            }
        }
    }

    fn read_kept(&mut self, found: &mut Found<'_>) {
        let (Some(scan), of) = (&mut self.scan, self.of) else {
            // Everything is found in an id, too.
            return self.kept.iter().for_each(|cell| found.put(cell.row));
        };
        let mut cells = self.kept.as_slice();
        while let Some(first) = cells.first() {
            let (start, texts) = match of.cells {
                Cells::Texts(_) => of.dataset.texts().piece_at(first.start).unwrap_or_default(),
                Cells::Ids(_) => (0, Some(of.dataset.ids().all())),
            };
            let texts = texts.unwrap_or_default();
            let (run, rest) = run(cells, start.saturating_add(texts.len() as u32), GAP);
            go_through((start, texts), run, scan, (of, found));
            cells = rest;
        }
    }

    fn read_left(&mut self, found: &mut Found<'_>) {
        let (Some(scan), Some(pages)) = (&mut self.scan, self.of.dataset.left()) else { return };
        let mut cells = self.left.as_slice();
        while let Some(first) = cells.first() {
            let page = pages.page_of(first.start);
            let some = pages.bounds(&(page..pages.len().min(page + PAGES)));
            let (run, rest) = run(cells, some.map_or(0, |some| some.end), FAR);
            let last = run.last().map_or(page, |cell| pages.page_of(cell.start));
            read_pages(pages, page..last + 1, &mut self.buffer, &mut |start, texts| {
                let from = run.partition_point(|cell| cell.start < start);
                let to = run.partition_point(|cell| cell.start < start.saturating_add(texts.len() as u32));
                go_through((start, texts), run.get(from..to).unwrap_or_default(), scan, (self.of, found));
            });
            cells = rest;
        }
    }
}

/// Splits off the first cells: those that end before a place, with no more than so many bytes between two of them. There is always one.
fn run(cells: &[Cell], end: u32, gap: u32) -> (&[Cell], &[Cell]) {
    let is_near = |one: &Cell, other: &Cell| other.end <= end && other.start <= one.end.saturating_add(gap);
    let more = cells.windows(2).take_while(|pair| matches!(pair, [one, other] if is_near(one, other))).count();
    cells.split_at((more + 1).min(cells.len()))
}

/// Reads some pages and hands over their texts with where they begin; those that the disk does not give are left out.
fn read_pages(pages: &Pages, some: Range<usize>, buffer: &mut Vec<u8>, take: &mut dyn FnMut(u32, &str)) {
    let Some(bounds) = pages.bounds(&some) else { return };
    match pages.read(&some, buffer) {
        Some(texts) => take(bounds.start, texts),
        None if some.len() > 1 => some.for_each(|page| read_pages(pages, page..page + 1, buffer, take)),
        None => {}
    }
}

/// Goes through texts that begin at a place, for some cells in them in the order in which they stand.
fn go_through(
    (start, texts): (u32, &str),
    cells: &[Cell],
    scan: &mut Scan<'_>,
    (of, found): (&Passages<'_>, &mut Found<'_>),
) {
    let place = |at: u32| at.saturating_sub(start) as usize;
    let texts = part(texts, 0..cells.last().map_or(0, |last| place(last.end)));
    let mut cells = cells.iter();
    let Some(mut cell) = cells.next() else { return };
    let mut from = place(cell.start);
    while let Some(hit) = scan.next(texts, from) {
        while place(cell.end) <= hit.at {
            match cells.next() {
                Some(next) => cell = next,
                None => return,
            }
        }
        let bounds = place(cell.start)..place(cell.end);
        if bounds.start <= hit.at {
            let is_it = hit.is_plain && scan.needle().is_whole && hit.at + scan.needle().len() <= bounds.end;
            if is_it || of.is_in(part(texts, bounds)) {
                found.put(cell.row);
            }
            // One place in a text is enough.
            match cells.next() {
                Some(next) => cell = next,
                None => return,
            }
        }
        from = place(cell.start);
    }
}
