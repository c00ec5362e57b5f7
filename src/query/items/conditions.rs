//! What `is:` asks of what was added. To add a condition, add a row to [`CONDITIONS`].

use crate::base::date::{PartialDate, Period};
use crate::journal::{Item, Op};
use crate::model::{Dataset, Kind, Reference};
use crate::query::conditions::Ground;

/// Something that is true of an item or not.
#[derive(Debug)]
pub struct Condition {
    /// The word behind `is:`.
    pub name: &'static str,
    /// When it is true, in one sentence without a final period.
    pub doc: &'static str,
    /// Tells whether it is true.
    pub holds: fn(&Item, Ground<'_>) -> bool,
}

/// Every condition.
pub const CONDITIONS: &[Condition] = &[
    Condition {
        name: "conflict",
        doc: "It was changed in two ways that do not know of each other",
        holds: |item, _| item.is_in_conflict(),
    },
    Condition {
        name: "flagged",
        doc: "It hangs on a record that is flagged",
        holds: |item, ground| {
            let on = item.event.on.as_deref().zip(ground.book);
            on.is_some_and(|(on, book)| book.flag(on).is_some())
        },
    },
    Condition {
        name: "left-over",
        doc: "The record or the meeting to which it belongs is no longer in the dataset",
        holds: |item, ground| is_left_over(item, &ground.snapshot.dataset),
    },
    Condition { name: "open", doc: "A task or an amendment that is not settled", holds: |item, _| is_open(item) },
    Condition {
        name: "overdue",
        doc: "An open task whose time is past",
        holds: |item, ground| is_open(item) && is_past(item, ground),
    },
    Condition {
        name: "private",
        doc: "It is yours alone: hidden while you present, and in no minutes",
        holds: |item, _| item.op.spec().private,
    },
];

/// Tells whether the record or the meeting to which something belongs is no longer in the dataset.
pub fn is_left_over(item: &Item, dataset: &Dataset) -> bool {
    let is_gone =
        |reference: Option<Reference<'_>>| reference.is_none_or(|found| dataset.find_reference(found).is_none());
    let meeting = item.event.meeting.as_deref().map(|id| Reference { kind: Kind::Meeting, id });
    item.event.on.as_deref().is_some_and(|on| is_gone(Reference::parse(on)))
        || meeting.is_some_and(|meeting| is_gone(Some(meeting)))
}

/// Tells whether something is still to be done or to be settled.
pub fn is_open(item: &Item) -> bool {
    matches!(item.op, Op::Task | Op::Amend) && item.fate.is_none()
}

fn is_past(item: &Item, ground: Ground<'_>) -> bool {
    let due = item.text("due").parse::<Period>().ok().and_then(|due| due.end()).map(PartialDate::last_day);
    due.zip(ground.today).is_some_and(|(due, today)| due < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_stand_in_order_and_say_when_they_are_true() {
        assert!(CONDITIONS.is_sorted_by(|a, b| a.name < b.name));
        assert!(CONDITIONS.iter().all(|condition| !condition.doc.ends_with('.')));
    }
}
