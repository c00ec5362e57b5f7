//! Conditions: what can be asked with `is:`. To add one, add a row to [`CONDITIONS`].

use crate::base::date::{Day, PartialDate};
use crate::index::Snapshot;
use crate::journal::Book;
use crate::model::{Kind, Name, Record, Row, Value};
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
}

/// Every condition.
pub const CONDITIONS: &[Condition] = &[
    Condition { name: "dated", doc: "A date is known", kinds: has_date, holds: |record, _| is_dated(record) },
    Condition {
        name: "disputed",
        doc: "A source says something else",
        kinds: |_| true,
        holds: |record, _| has_certainty(record.row(), "disputed"),
    },
    Condition {
        name: "in-force",
        doc: "A framework by which the dialogue works now, or a goal or action point of it",
        kinds: |kind| matches!(kind, Kind::Framework | Kind::Goal | Kind::Action),
        holds: |record, ground| is_in_force(record, ground),
    },
    Condition {
        name: "inferred",
        doc: "It was concluded from a source, or a part of it was",
        kinds: |_| true,
        holds: |record, _| has_certainty(record.row(), "inferred"),
    },
    Condition {
        name: "online",
        doc: "It takes or took place online",
        kinds: |kind| matches!(kind, Kind::Activity | Kind::Meeting),
        holds: |record, _| is_online(record),
    },
    Condition {
        name: "open",
        doc: "A commitment that is not reported done, taken back or lapsed",
        kinds: |kind| kind == Kind::Commitment,
        holds: |record, _| is_open(record),
    },
    Condition {
        name: "overdue",
        doc: "An open commitment whose time is past",
        kinds: |kind| kind == Kind::Commitment,
        holds: |record, ground| is_open(record) && is_past(record, ground.today),
    },
    Condition { name: "undated", doc: "No date is known", kinds: has_date, holds: |record, _| !is_dated(record) },
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

/// Tells whether a commitment is promised and not reported done; what no source says is open, too.
pub fn is_open(record: Record<'_>) -> bool {
    record.word(Name::Status).is_none_or(|term| matches!(term.name, "open" | "under-way" | "no-record"))
}

fn is_past(record: Record<'_>, today: Option<Day>) -> bool {
    let due = record.date(Name::When).and_then(|when| when.end()).map(PartialDate::last_day);
    due.zip(today).is_some_and(|(due, today)| due < today)
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
