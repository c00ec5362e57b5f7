//! Conditions: what can be asked with `is:`. To add one, add a row to [`CONDITIONS`].

use fixedbitset::FixedBitSet;

use crate::base::date::{Day, PartialDate, Period};
use crate::index::Snapshot;
use crate::journal::Book;
use crate::model::field::Term;
use crate::model::{Kind, Name, Record, Row, Value};
use crate::query::columns::Records;
use crate::query::fields::dates;

/// What a query is asked of.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The dataset and what is derived from it.
    pub snapshot: &'a Snapshot,
    /// What day it is; `None` where the clock does not say.
    pub today: Option<Day>,
    /// What was added to it; `None` where nothing was, or where it is not asked.
    pub book: Option<&'a Book>,
}

impl<'a> Ground<'a> {
    /// Takes a dataset to which nothing was added.
    pub fn new(snapshot: &'a Snapshot, today: Option<Day>) -> Self {
        Self { snapshot, today, book: None }
    }

    /// Takes what was added to it, too.
    pub fn with(self, book: &'a Book) -> Self {
        Self { book: Some(book), ..self }
    }
}

/// Something that is true of a record or not.
#[derive(Debug)]
pub struct Condition {
    /// The word behind `is:`.
    pub name: &'static str,
    /// When it is true, in one sentence without a final period.
    pub doc: &'static str,
    /// Tells whether it can be asked of records of a kind.
    pub kinds: fn(Kind) -> bool,
    /// Tells whether it is true of a record.
    pub holds: fn(Record<'_>, Ground<'_>) -> bool,
    /// Puts the records of a kind in of which it is true, as their columns say; `None` where there are few, which are asked one by one.
    pub columns: Option<fn(Kind, Ground<'_>, &mut Records<'_>)>,
}

impl Condition {
    /// Puts the records of a kind of which it is true into a mask that has room for all records.
    pub fn put(&self, kind: Kind, ground: Ground<'_>, mask: &mut FixedBitSet) {
        let dataset = &ground.snapshot.dataset;
        match (self.columns, Records::new(dataset, kind, mask)) {
            (Some(put), Some(mut records)) => put(kind, ground, &mut records),
            (_, None) => {}
            (None, Some(_)) => {
                let those = dataset.records(kind).filter(|record| (self.holds)(*record, ground));
                those.for_each(|record| mask.insert(record.rid.index()));
            }
        }
    }
}

/// Every condition.
pub const CONDITIONS: &[Condition] = &[
    Condition {
        name: "dated",
        doc: "A date is known",
        kinds: has_date,
        holds: |record, _| is_dated(record),
        columns: Some(|kind, _, records| records.put_dated_anywhere(kind, |_| true)),
    },
    Condition {
        name: "disputed",
        doc: "A source says something else",
        kinds: |_| true,
        holds: |record, _| has_certainty(record.row(), "disputed"),
        columns: Some(|_, _, records| records.put_certain("disputed")),
    },
    Condition {
        name: "in-force",
        doc: "A framework by which the dialogue works now, or a goal or action point of it",
        kinds: |kind| matches!(kind, Kind::Framework | Kind::Goal | Kind::Action),
        holds: |record, ground| is_in_force(record, ground),
        columns: None,
    },
    Condition {
        name: "inferred",
        doc: "It was concluded from a source, or a part of it was",
        kinds: |_| true,
        holds: |record, _| has_certainty(record.row(), "inferred"),
        columns: Some(|_, _, records| records.put_certain("inferred")),
    },
    Condition {
        name: "online",
        doc: "It takes or took place online",
        kinds: |kind| matches!(kind, Kind::Activity | Kind::Meeting),
        holds: |record, _| is_online(record),
        columns: Some(put_online),
    },
    Condition {
        name: "open",
        doc: "A commitment that is not reported done, taken back or lapsed",
        kinds: |kind| kind == Kind::Commitment,
        holds: |record, _| is_open(record),
        columns: Some(|kind, _, records| records.put_others(|done| put_done(kind, done))),
    },
    Condition {
        name: "overdue",
        doc: "An open commitment whose time is past",
        kinds: |kind| kind == Kind::Commitment,
        holds: |record, ground| is_open(record) && is_past(record, ground.today),
        columns: Some(put_overdue),
    },
    Condition {
        name: "undated",
        doc: "No date is known",
        kinds: has_date,
        holds: |record, _| !is_dated(record),
        columns: Some(|kind, _, records| records.put_others(|dated| dated.put_dated_anywhere(kind, |_| true))),
    },
];

fn has_date(kind: Kind) -> bool {
    dates(kind).next().is_some()
}

fn is_dated(record: Record<'_>) -> bool {
    dates(record.kind).any(|at| matches!(record.value(at), Value::Date(_)))
}

/// Tells whether a source of the row or of one of its parts carries it so.
fn has_certainty(row: Row<'_>, certainty: &str) -> bool {
    if row.word(Name::Certainty).is_some_and(|term| term.name == certainty) {
        return true;
    }
    let parts = row.fields().iter().enumerate().filter(|(_, field)| !field.parts().is_empty());
    parts.into_iter().any(|(at, _)| match row.value(at) {
        Value::Parts(rows) => rows.into_iter().any(|row| has_certainty(row, certainty)),
        _ => false,
    })
}

fn is_in_force(record: Record<'_>, Ground { snapshot, .. }: Ground<'_>) -> bool {
    match record.kind {
        Kind::Goal => snapshot.is_in_force(record),
        Kind::Action => record.link(Name::Goal).is_some_and(|goal| snapshot.is_in_force(goal)),
        _ => snapshot.framework().is_some_and(|framework| framework.rid == record.rid),
    }
}

fn is_online(record: Record<'_>) -> bool {
    let meeting = record.link(Name::Meeting);
    let flag = [Some(record), meeting].into_iter().flatten().any(|record| record.flag(Name::Online) == Some(true));
    flag || record.word(Name::Status).is_some_and(|term| term.name == "held-online")
}

/// Puts those in that are marked so, that were held so, or whose meeting is marked so.
fn put_online(kind: Kind, ground: Ground<'_>, records: &mut Records<'_>) {
    let dataset = &ground.snapshot.dataset;
    let mut meetings = FixedBitSet::with_capacity(dataset.len());
    for kind in Kind::ALL {
        let of = Records::new(dataset, *kind, &mut meetings);
        of.zip(kind.spec().position(Name::Online)).into_iter().for_each(|(mut of, at)| of.put_flagged(at));
    }
    let position = |name: Name| kind.spec().position(name);
    position(Name::Online).into_iter().for_each(|at| records.put_flagged(at));
    position(Name::Meeting).into_iter().for_each(|at| records.put_linked(at, &meetings));
    position(Name::Status).into_iter().for_each(|at| records.put_termed(at, |term| term.name == "held-online"));
}

/// Tells whether a commitment is promised and not reported done; what no source says is open, too.
pub fn is_open(record: Record<'_>) -> bool {
    record.word(Name::Status).is_none_or(means_open)
}

fn means_open(status: &Term) -> bool {
    matches!(status.name, "open" | "under-way" | "no-record")
}

/// Puts those in that are not open.
fn put_done(kind: Kind, records: &mut Records<'_>) {
    let status = kind.spec().position(Name::Status);
    status.into_iter().for_each(|at| records.put_termed(at, |status| !means_open(status)));
}

fn is_past(record: Record<'_>, today: Option<Day>) -> bool {
    record.date(Name::When).is_some_and(|when| ends_before(when, today))
}

fn ends_before(when: Period, today: Option<Day>) -> bool {
    let due = when.end().map(PartialDate::last_day);
    due.zip(today).is_some_and(|(due, today)| due < today)
}

/// Puts those in whose time is past, but for those that are done.
fn put_overdue(kind: Kind, ground: Ground<'_>, records: &mut Records<'_>) {
    records.put_others(|rest| {
        put_done(kind, rest);
        rest.put_others(|past| {
            let when = kind.spec().position(Name::When);
            when.into_iter().for_each(|at| past.put_dated(at, |when| ends_before(when, ground.today)));
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_stand_in_order_and_each_can_be_asked_of_a_kind() {
        assert!(CONDITIONS.is_sorted_by(|a, b| a.name < b.name));
        for condition in CONDITIONS {
            assert!(Kind::ALL.iter().any(|&kind| (condition.kinds)(kind)), "{}", condition.name);
            assert!(!condition.doc.ends_with('.'));
        }
    }
}
