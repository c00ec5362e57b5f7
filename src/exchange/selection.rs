//! Records that were chosen one by one, such as those of a list, as what goes into one file.
//!
//! A file holds what takes place, or records of one kind: a table has the columns of one kind only.

use std::io;

use fixedbitset::FixedBitSet;

use crate::base::date::Day;
use crate::exchange::{Agenda, Format};
use crate::index::Snapshot;
use crate::model::{Dataset, Kind, Name, Record, Rid};
use crate::query::agenda::Item;
use crate::query::words::{self, grouped};

/// Records that go into one file: meetings and activities, or those of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The kinds, each with how many of it there are: one, or activities and meetings.
    kinds: Vec<(Kind, usize)>,
    /// The records, in their order.
    rids: Vec<Rid>,
}

/// Sorts records into what goes into one file each: what takes place first, then the other kinds. A record that is there twice is
/// written once, and a meeting that one of the activities is stands with that. What takes place goes by date, and on one day in the order
/// of lists, whatever the order here.
pub fn selections(rids: &[Rid], snapshot: &Snapshot) -> Vec<Selection> {
    let dataset = &snapshot.dataset;
    let mut taken = FixedBitSet::with_capacity(dataset.len());
    let records = rids.iter().filter_map(|&rid| dataset.record(rid));
    let activities = records.filter(|record| record.kind == Kind::Activity);
    taken.extend(activities.filter_map(|record| record.link(Name::Meeting)).map(|meeting| meeting.rid.index()));
    let once: Vec<Rid> = rids.iter().copied().filter(|rid| !taken.put(rid.index())).collect();
    let mut chosen = FixedBitSet::with_capacity(dataset.len());
    chosen.extend(once.iter().map(|rid| rid.index()));
    let in_order = AGENDA.iter().flat_map(|kind| snapshot.index.order.of(*kind)).copied();
    let agenda: Vec<Rid> = in_order.filter(|rid| chosen.contains(rid.index())).collect();
    let others = Kind::ALL.iter().filter(|kind| !AGENDA.contains(kind)).map(std::slice::from_ref);
    let others = others.map(|kind| Selection::new(kind, &once, dataset));
    let all = std::iter::once(Selection::new(AGENDA, &agenda, dataset)).chain(others);
    all.filter(|selection| selection.count() > 0).collect()
}

/// The kinds of what takes place.
const AGENDA: &[Kind] = &[Kind::Activity, Kind::Meeting];

impl Selection {
    fn new(kinds: &[Kind], rids: &[Rid], dataset: &Dataset) -> Self {
        let is_of = |rid: &Rid, kinds: &[Kind]| dataset.kind(*rid).is_some_and(|kind| kinds.contains(&kind));
        let rids: Vec<Rid> = rids.iter().copied().filter(|rid| is_of(rid, kinds)).collect();
        let count = |kind: &Kind| rids.iter().filter(|rid| is_of(rid, std::slice::from_ref(kind))).count();
        let kinds = kinds.iter().map(|kind| (*kind, count(kind))).filter(|(_, count)| *count > 0).collect();
        Self { kinds, rids }
    }

    /// Returns how many records it has.
    pub fn count(&self) -> usize {
        self.rids.len()
    }

    /// Says how many of what it has: `34 activities`.
    pub fn words(&self) -> String {
        let words = self.kinds.iter().map(|&(kind, count)| words::counted(count, kind));
        words.collect::<Vec<_>>().join(" and ")
    }

    /// Says of how many the dated ones are so many: `30 dated of 34 activities`; where all are dated that need not be said.
    pub fn dated(&self, count: usize) -> String {
        if count == self.count() {
            return self.words();
        }
        let kinds: Vec<Kind> = self.kinds.iter().map(|(kind, _)| *kind).collect();
        format!("{} dated of {} {}", grouped(count as f64), grouped(self.count() as f64), words::kinds(&kinds))
    }

    /// Returns how many of it a format can hold, or why there are none.
    ///
    /// # Errors
    ///
    /// Says why nothing would be written.
    pub fn fits(&self, format: Format, dataset: &Dataset) -> Result<usize, &'static str> {
        if format.spec().takes_any() {
            return Ok(self.count());
        }
        if !self.is_agenda() {
            return Err("a calendar holds meetings and activities alone");
        }
        let dated = self.items(dataset).filter(|item| item.when().is_some()).count();
        if dated > 0 { Ok(dated) } else { Err("none has a date") }
    }

    /// Returns the name that a file of it may have: `budapest-process-activities.csv`.
    pub fn file_name(&self, format: Format, dataset: &Dataset) -> String {
        let harmless = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
        let id: String = dataset.header().id.chars().map(harmless).collect();
        let what = match self.kinds.as_slice() {
            [(kind, _)] => kind.spec().plural,
            _ => "agenda",
        };
        format!("{}-{what}.{}", id.trim_start_matches('.'), format.spec().name)
    }

    /// Writes it in a format, and returns how many records were written.
    ///
    /// # Errors
    ///
    /// Whatever the format's writer says.
    pub fn write(&self, format: Format, dataset: &Dataset, today: Option<Day>, out: &mut Vec<u8>) -> io::Result<usize> {
        if self.is_agenda() {
            return format.spec().agenda(&Agenda::new(self.items(dataset).collect(), dataset, today), out);
        }
        let Some(&(kind, _)) = self.kinds.first() else { return Ok(0) };
        let records: Vec<Record<'_>> = self.records(dataset).collect();
        format.spec().records(kind, &records, dataset, out)
    }

    fn is_agenda(&self) -> bool {
        self.kinds.iter().all(|(kind, _)| AGENDA.contains(kind))
    }

    fn records<'a>(&'a self, dataset: &'a Dataset) -> impl Iterator<Item = Record<'a>> {
        self.rids.iter().filter_map(|&rid| dataset.record(rid))
    }

    fn items<'a>(&'a self, dataset: &'a Dataset) -> impl Iterator<Item = Item<'a>> {
        self.records(dataset).map(Item::new)
    }
}
