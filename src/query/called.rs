//! Fields by which records are called: in a large dataset what they are called stands folded, end to end, so that such a field is asked of
//! few records, and of most of those nothing but a line is read.
//!
//! Which field a line comes from is not known but for the first, which is the id, and for the others where one field alone is a name.

use std::ops::Range;

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;

use crate::index::Snapshot;
use crate::model::field::{Field, Shape};
use crate::model::{Kind, LangText, Name, Rid, Value};
use crate::query::columns::Records;
use crate::query::fields::{Place, field_at};
use crate::query::mention::GoesOn;
use crate::query::scan;
use crate::query::text::contains;

/// From so many records of a kind on this is less than going through the texts themselves.
const LARGE: usize = 20_000;

/// So many are looked at one by one.
const FEW: usize = 4_096;

/// A field by which the records of a kind are called.
pub struct Called<'a> {
    snapshot: &'a Snapshot,
    kind: Kind,
    /// Its position.
    at: usize,
    lines: Lines,
    /// How many are looked at one by one before all ids are gone through.
    pub(super) few: usize,
}

/// Which of what a record is called a field is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// The first, which is the id.
    First,
    /// All behind the first.
    Others,
    /// Some of these.
    Some,
}

impl<'a> Called<'a> {
    /// Takes the field at a place of records of a kind; `None` where they are not called by it, or are few.
    pub fn new(kind: Kind, place: Place, snapshot: &'a Snapshot) -> Option<Self> {
        Self::of(kind, place, snapshot).filter(|_| snapshot.dataset.count(kind) >= LARGE)
    }

    /// The same, however many they are.
    pub(super) fn of(kind: Kind, place: Place, snapshot: &'a Snapshot) -> Option<Self> {
        let (field, (at, None)) = (field_at(place, kind)?, place) else { return None };
        let is_id = |field: &Field| matches!(field.shape, Shape::Id);
        let is_name = |field: &&Field| field.is_name() || field.name == Name::Also;
        kind.spec().position(Name::Id)?;
        let lines = match kind.spec().fields.iter().filter(is_name).count() {
            _ if is_id(field) => Lines::First,
            _ if !is_name(&field) => return None,
            1 => Lines::Others,
            _ => Lines::Some,
        };
        Some(Self { snapshot, kind, at, lines, few: FEW })
    }

    /// Puts those into a mask in whose field a folded piece stands, and tells whether there are any; `called` are the records that are
    /// called something in which it does. Where `goes_on` says no before the end, none is put in.
    pub fn put(&self, piece: &str, called: &FixedBitSet, mask: &mut FixedBitSet, goes_on: GoesOn<'_>) -> bool {
        let found = self.find(piece, called, goes_on).unwrap_or_default();
        mask.union_with(&found);
        !found.is_clear()
    }

    fn find(&self, piece: &str, called: &FixedBitSet, goes_on: GoesOn<'_>) -> Option<FixedBitSet> {
        let Range { start, end } = self.snapshot.dataset.range(self.kind);
        let range = start as usize..end as usize;
        let mut among = FixedBitSet::with_capacity(self.snapshot.dataset.len());
        among.insert_range(range.clone());
        among.intersect_with(called);
        let (finder, heads) = (Finder::new(piece), self.snapshot.heads());
        let has = |line: &str| finder.find(line.as_bytes()).is_some();
        // A blank may be a line break in the text, which a line has none of.
        if piece.contains(' ') || self.lines == Lines::Some {
            return scan::of_mask(&among, range, &|at| self.has(at, piece), goes_on);
        }
        let in_id = |at: usize| heads.of(Rid(at as u32)).next().is_some_and(has);
        if self.lines == Lines::First {
            return scan::of_mask(&among, range, &in_id, goes_on);
        }
        // A name that is the id stands there once.
        let in_name = |at: usize| heads.has_behind_id(Rid(at as u32), &finder) || in_id(at) && self.has(at, piece);
        let is_like_an_id = among.ones().take(self.few).any(in_id);
        if is_like_an_id || among.count_ones(range.clone()) <= self.few {
            return scan::of_mask(&among, range, &in_name, goes_on);
        }
        // Where it does not stand in the id, it stands in the name: to look at no name at all is less.
        let mut by_id = FixedBitSet::with_capacity(among.len());
        let id = self.kind.spec().position(Name::Id)?;
        Records::new(&self.snapshot.dataset, self.kind, &mut by_id)?.put_having((id, None), piece, goes_on);
        by_id.intersect_with(&among);
        if !by_id.is_clear() {
            among.difference_with(&by_id);
            among.union_with(&scan::of_mask(&by_id, range, &in_name, goes_on)?);
        }
        Some(among)
    }

    /// Asks a record itself.
    fn has(&self, at: usize, piece: &str) -> bool {
        let stands = |text: &LangText<'_>| text.all().any(|text| contains(text, piece));
        match self.snapshot.dataset.record(Rid(at as u32)).map(|record| record.value(self.at)) {
            Some(Value::Text(text)) => stands(&text),
            Some(Value::Texts(texts)) => texts.iter().any(stands),
            _ => false,
        }
    }
}
