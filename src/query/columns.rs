//! What columns say: which rows of a table are so, without taking a record apart.
//!
//! A field is asked of all records at every letter that is typed, and there may be millions. The column of the field stands end to end in
//! memory: going through it costs a few nanoseconds a row, where making a record and finding its field costs fifty.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use fixedbitset::FixedBitSet;

use crate::base::date::{PartialDate, Period};
use crate::index::{Cells, Passages};
use crate::model::column::{Column, NO_FLAG, NO_TERM, NO_WHOLE, Span, Table};
use crate::model::field::{Shape, Term};
use crate::model::texts::Text;
use crate::model::{Dataset, Kind, Name, Rid};
use crate::query::fields::{Place, dates};
use crate::query::mention::GoesOn;
use crate::query::text::contains;
use crate::query::wanted::Wanted;

/// How many records a block of a mask is of.
const BLOCK: usize = usize::BITS as usize;

/// From so many rows on a second thread is worth its start.
const LARGE: usize = 20_000;

/// The table of a kind, and the mask of records into which those are put that are so.
pub struct Records<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
    /// The number of the first record.
    first: usize,
    mask: &'a mut FixedBitSet,
}

impl<'a> Records<'a> {
    /// Takes the records of a kind; the mask has room for all records.
    pub fn new(dataset: &'a Dataset, kind: Kind, mask: &'a mut FixedBitSet) -> Option<Self> {
        let first = dataset.range(kind).start as usize;
        Some(Self { dataset, table: dataset.table(kind)?, first, mask })
    }

    /// Takes the parts of records that stand in a table of their own.
    fn parts<'b>(&self, table: &'b Table, mask: &'b mut FixedBitSet) -> Records<'b>
    where
        'a: 'b,
    {
        mask.grow(table.rows);
        Records { dataset: self.dataset, table, first: 0, mask }
    }

    /// Puts those in of which the value at a place is what is wanted; of texts and links others tell.
    pub fn put_wanted(&mut self, (at, part): Place, wanted: &Wanted) {
        match (self.table.columns.get(at), part) {
            (Some(Column::Parts(_, parts)), Some(part)) => {
                let mut are = FixedBitSet::new();
                self.parts(parts, &mut are).put_wanted((part, None), wanted);
                self.put_whose_part(at, &are);
            }
            (Some(_), None) => self.put_those(at, wanted),
            _ => {}
        }
    }

    fn put_those(&mut self, at: usize, wanted: &Wanted) {
        match (self.table.columns.get(at), wanted) {
            (_, Wanted::Term(word)) => self.put_termed(at, |term| term.name == *word),
            (_, Wanted::Date(range)) => self.put_dated(at, |period| range.has(period)),
            (Some(Column::Whole(cells)), Wanted::Number(range)) => {
                self.put(cells, |&number| number != NO_WHOLE && range.has(f64::from(number)));
            }
            (Some(Column::Number(cells)), Wanted::Number(range)) => {
                self.put(cells, |&number| !number.is_nan() && range.has(number));
            }
            (Some(Column::Flag(cells)), Wanted::Flag(wanted)) => {
                self.put(cells, |&flag| flag != NO_FLAG && (flag == 1) == *wanted);
            }
            // An amount is kept as it was written.
            (Some(Column::Text(cells)), Wanted::Number(range)) => {
                let dataset = self.dataset;
                let number = |text: &Text| dataset.in_one(*text).and_then(|text| text.parse().ok());
                self.put(cells, |text| number(text).is_some_and(|number| range.has(number)));
            }
            // Texts are gone through by themselves; of links the other end is asked.
            _ => {}
        }
    }

    /// Puts those in of which a text at a place has a folded piece in it, and tells whether there are any. Where `goes_on` says no before
    /// the end, not all are put in.
    pub fn put_having(&mut self, (at, part): Place, piece: &str, goes_on: GoesOn<'_>) -> bool {
        let cells = match (self.table.columns.get(at), part) {
            (Some(Column::Parts(_, parts)), Some(part)) => {
                let mut are = FixedBitSet::new();
                let is_any = self.parts(parts, &mut are).put_having((part, None), piece, goes_on);
                self.put_whose_part(at, &are);
                return is_any;
            }
            (Some(Column::Texts(spans, items)), None) => {
                let mut are = FixedBitSet::with_capacity(items.len());
                let is_any = self.having(Cells::Texts(items), piece).put(0, &mut are, goes_on);
                self.put_of_lists(spans, &are);
                return is_any;
            }
            (Some(Column::Text(cells)), None) => Cells::Texts(cells.get(..self.table.rows).unwrap_or(cells)),
            (Some(Column::Id), None) => Cells::Ids(self.table.ids()),
            _ => return false,
        };
        self.having(cells, piece).put(self.first, self.mask, goes_on)
    }

    fn having<'b>(&self, cells: Cells<'b>, piece: &'b str) -> Passages<'b>
    where
        'a: 'b,
    {
        Passages { dataset: self.dataset, cells, piece, has: contains }
    }

    /// Puts those in of which a field is such a word of its closed list.
    pub fn put_termed(&mut self, at: usize, is_so: impl Fn(&Term) -> bool) {
        let shape = self.table.fields.get(at).map(|field| field.shape);
        if let (Some(Column::Term(cells)), Some(Shape::Term(terms))) = (self.table.columns.get(at), shape) {
            let are: Vec<bool> = terms.iter().map(is_so).collect();
            self.put(cells, |&cell| cell != NO_TERM && are.get(usize::from(cell)) == Some(&true));
        }
    }

    /// Puts those in of which a field has such a date.
    pub fn put_dated(&mut self, at: usize, is_so: impl Fn(Period) -> bool + Sync) {
        if let Some(Column::Date(cells)) = self.table.columns.get(at) {
            self.put_by(cells, || {
                let mut known = Dates::new();
                let is_so = &is_so;
                move |ends| known.tell(ends, is_so)
            });
        }
    }

    /// Puts those in of which a date of their own is such.
    pub fn put_dated_anywhere(&mut self, kind: Kind, is_so: impl Fn(Period) -> bool + Sync) {
        dates(kind).for_each(|at| self.put_dated(at, &is_so));
    }

    /// Puts those in of which a field says yes.
    pub fn put_flagged(&mut self, at: usize) {
        if let Some(Column::Flag(cells)) = self.table.columns.get(at) {
            self.put(cells, |&flag| flag == 1);
        }
    }

    /// Puts those in that refer to one of some records in a field.
    pub fn put_linked(&mut self, at: usize, to: &FixedBitSet) {
        if let Some(Column::Link(cells)) = self.table.columns.get(at) {
            self.put(cells, |rid| to.contains(rid.index()));
        }
    }

    /// Puts those in that have anything at a place; of parts it is enough that one has.
    pub fn put_filled(&mut self, (at, part): Place) {
        if let (Some(Column::Parts(_, parts)), Some(part)) = (self.table.columns.get(at), part) {
            let mut are = FixedBitSet::new();
            self.parts(parts, &mut are).put_filled((part, None));
            return self.put_whose_part(at, &are);
        }
        let is_some = |span: &Span| span.range().is_some_and(|range| !range.is_empty());
        let dataset = self.dataset;
        match self.table.columns.get(at).filter(|_| part.is_none()) {
            Some(Column::Id) => self.put(self.table.ids(), |_| true),
            Some(Column::Text(cells)) => self.put(cells, |text| dataset.is_filled(*text)),
            Some(Column::Texts(spans, _) | Column::Links(spans, _) | Column::Parts(spans, _)) => {
                self.put(spans, is_some);
            }
            Some(Column::Term(_)) => self.put_termed(at, |_| true),
            Some(Column::Date(_)) => self.put_dated(at, |_| true),
            Some(Column::Whole(cells)) => self.put(cells, |number| *number != NO_WHOLE),
            Some(Column::Number(cells)) => self.put(cells, |number| !number.is_nan()),
            Some(Column::Flag(cells)) => self.put(cells, |flag| *flag != NO_FLAG),
            Some(Column::Link(cells)) => self.put(cells, |rid| *rid != Rid::NONE),
            None => {}
        }
    }

    /// Puts those in that a source carries so, or one of their parts.
    pub fn put_certain(&mut self, certainty: &str) {
        for (at, field) in self.table.fields.iter().enumerate() {
            if field.name == Name::Certainty {
                self.put_termed(at, |term| term.name == certainty);
            }
            // No other column is asked for: it may be on the disk still.
            let parts = if field.parts().is_empty() { None } else { self.table.columns.get(at) };
            if let Some(Column::Parts(_, parts)) = parts {
                let mut are = FixedBitSet::new();
                self.parts(parts, &mut are).put_certain(certainty);
                self.put_whose_part(at, &are);
            }
        }
    }

    /// Puts all others than those that `put` puts in.
    pub fn put_others(&mut self, put: impl FnOnce(&mut Records<'_>)) {
        let mut those = FixedBitSet::with_capacity(self.mask.len());
        put(&mut Records { dataset: self.dataset, table: self.table, first: self.first, mask: &mut those });
        those.toggle_range(self.first..self.first + self.table.rows);
        self.mask.union_with(&those);
    }

    /// Puts those in that have one of some parts in a field.
    fn put_whose_part(&mut self, at: usize, are: &FixedBitSet) {
        if let Some(Column::Parts(spans, _)) = self.table.columns.get(at) {
            self.put_of_lists(spans, are);
        }
    }

    /// Puts those in of which a list has one of some items.
    fn put_of_lists(&mut self, spans: &[Span], are: &FixedBitSet) {
        if !are.is_clear() {
            self.put(spans, |span| span.range().is_some_and(|mut items| items.any(|item| are.contains(item))));
        }
    }

    fn put<T: Sync>(&mut self, cells: &[T], is_so: impl Fn(&T) -> bool + Sync) {
        self.put_by(cells, || |cell: &T| is_so(cell));
    }

    /// Puts those in whose cell is so; each thread asks something of its own.
    fn put_by<T: Sync, F: FnMut(&T) -> bool>(&mut self, cells: &[T], begin: impl Fn() -> F + Sync) {
        // No column is longer than its table.
        let cells = cells.get(..self.table.rows).unwrap_or(cells);
        let (first, room) = (self.first, self.mask.len());
        let put = |rows: Range<usize>, mask: &mut FixedBitSet| {
            let (mut is_so, mut at) = (begin(), first + rows.start);
            let (mut cells, blocks) = (cells.get(rows).unwrap_or_default(), mask.as_mut_slice());
            // Block by block, and no cell is a branch: which are so nobody can foretell.
            while !cells.is_empty() {
                let (block, bit) = (at / BLOCK, at % BLOCK);
                let (these, others) = cells.split_at(cells.len().min(BLOCK - bit));
                let are = these.iter().rev().fold(0, |are, cell| are << 1 | usize::from(is_so(cell)));
                blocks.get_mut(block).into_iter().for_each(|block| *block |= are << bit);
                (cells, at) = (others, at + these.len());
            }
        };
        let threads = if cells.len() < LARGE { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
        let share = cells.len().div_ceil(threads);
        thread::scope(|scope| {
            let put = &put;
            let others = (1..threads).map(|nth| {
                scope.spawn(move || {
                    let mut mask = FixedBitSet::with_capacity(room);
                    put(nth * share..cells.len().min((nth + 1) * share), &mut mask);
                    mask
                })
            });
            let others: Vec<_> = others.collect();
            put(0..share, self.mask);
            // A panic over there is one here, too: it is told where the work was asked for.
            others.into_iter().for_each(|other| {
                self.mask.union_with(&other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            });
        });
    }
}

/// Both ends of a date as they stand in a column.
type Ends = [Option<PartialDate>; 2];

/// What is known of dates that were asked before: in a column the same stand again and again, and comparing days costs more than looking
/// that up.
struct Dates {
    known: Vec<(u64, bool)>,
}

impl Dates {
    /// How many are known at most, as a power of two: more than there are days in ten years.
    const BITS: u32 = 13;

    fn new() -> Self {
        Self { known: vec![(0, false); 1 << Self::BITS] }
    }

    fn tell(&mut self, ends: &Ends, is_so: &impl Fn(Period) -> bool) -> bool {
        let [from, to] = ends.map(|end| u64::from(end.map_or(0, PartialDate::bits)));
        let both = from << 32 | to;
        // Multiplying by the golden ratio spreads dates that are close (Fibonacci hashing).
        let place = (both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - Self::BITS)) as usize;
        let Some(known) = self.known.get_mut(place) else { return false };
        if known.0 != both {
            *known = (both, Table::period(&[*ends], 0).is_some_and(is_so));
        }
        known.1
    }
}

#[cfg(test)]
mod tests;
