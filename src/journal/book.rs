//! What was added, with what is asked of it often: what belongs to a record, which meeting is in progress, what a step back takes back.

use std::collections::HashMap;

use crate::journal::event::EventId;
use crate::journal::fold::{Item, Review};
use crate::journal::ops::Op;
use crate::journal::read::Journal;
use crate::journal::undo::Steps;

/// What was added, as one device sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// What was added, as it is now.
    pub review: Review,
    /// The device.
    pub device: String,
    /// The meeting in progress on the device, by id.
    pub meeting: Option<String>,
    /// The steps that the device can take back and forward.
    pub steps: Steps,
    /// The lines and files that could not be read, each in words.
    pub troubles: Vec<String>,
    /// How much of that may have been said to be saved.
    pub lacks: usize,
    /// The first file of which nothing could be read, in words: nobody knows what is in it.
    pub unread: Option<String>,
    /// The positions of what belongs to a record, by its reference.
    by: HashMap<String, Vec<usize>>,
    /// How much each op added.
    counts: HashMap<Op, usize>,
}

impl Book {
    /// Folds a journal.
    pub fn new(journal: &Journal, device: &str) -> Self {
        let review = Review::of(&journal.events);
        let meeting = review.in_progress(device).map(str::to_owned);
        let steps = Steps::of(&journal.events, device);
        let troubles = journal.troubles.iter().map(ToString::to_string).collect();
        let lacks = journal.lacks(device);
        let unread = journal.unread().map(ToString::to_string);
        Self { device: device.to_owned(), meeting, steps, troubles, lacks, unread, ..Self::of(review) }
    }

    fn of(review: Review) -> Self {
        let mut by: HashMap<String, Vec<usize>> = HashMap::new();
        let mut counts: HashMap<Op, usize> = HashMap::new();
        for (at, item) in review.items.iter().enumerate() {
            *counts.entry(item.op).or_default() += 1;
            let mut references = item.touches();
            references.sort_unstable();
            references.dedup();
            for reference in references {
                by.entry(reference).or_default().push(at);
            }
        }
        Self { review, by, counts, ..Self::default() }
    }

    /// Returns the same without what is the user's alone.
    pub fn public(&self) -> Self {
        let mut review = self.review.clone();
        review.items.retain(|item| !item.op.spec().private);
        let (device, meeting) = (self.device.clone(), self.meeting.clone());
        let (steps, troubles, unread) = (self.steps.clone(), self.troubles.clone(), self.unread.clone());
        Self { device, meeting, steps, troubles, lacks: self.lacks, unread, ..Self::of(review) }
    }

    /// Lists what belongs to a record: what hangs on it, names it, or was added at it, where it is a meeting.
    pub fn touching(&self, reference: &str) -> impl DoubleEndedIterator<Item = &Item> {
        let found = self.by.get(reference).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|at| self.review.items.get(*at))
    }

    /// Returns the flag on a record.
    pub fn flag(&self, reference: &str) -> Option<&Item> {
        self.touching(reference).find(|item| item.op == Op::Flag && item.event.on.as_deref() == Some(reference))
    }

    /// Returns what was added by an event.
    pub fn item(&self, id: EventId) -> Option<&Item> {
        self.review.item(id)
    }

    /// Counts what was added by an op: looked up, since every frame asks.
    pub fn count(&self, op: Op) -> usize {
        self.counts.get(&op).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::event::Fields;
    use crate::journal::write::Pen;
    use serde_json::json;

    fn book() -> Book {
        let mut journal = Journal::default();
        let mut pen = Pen::new("d1", "", &journal, 0);
        let mut add = |op, on: Option<&str>, meeting: Option<&str>, fields: serde_json::Value| {
            let fields: Fields = fields.as_object().cloned().unwrap_or_default();
            journal.events.push(pen.event(op, on.map(str::to_owned), meeting.map(str::to_owned), fields, 1));
        };
        add(Op::Open, None, Some("som"), json!({}));
        add(
            Op::Statement,
            None,
            Some("som"),
            json!({"text": "we host", "by": ["country:BG"], "about": ["goal:1", "country:BG"]}),
        );
        add(Op::Note, Some("country:BG"), Some("som"), json!({"text": "ask when"}));
        add(Op::Flag, Some("country:BG"), None, json!({}));
        Book::new(&journal, "d1")
    }

    #[test]
    fn what_belongs_to_a_record_hangs_on_it_names_it_or_was_added_at_it() {
        let book = book();
        let ops = |reference: &str| book.touching(reference).map(|item| item.op).collect::<Vec<_>>();
        assert_eq!(ops("country:BG"), [Op::Statement, Op::Note, Op::Flag]);
        assert_eq!(ops("goal:1"), [Op::Statement]);
        assert_eq!(ops("meeting:som"), [Op::Open, Op::Statement, Op::Note]);
        assert!(ops("country:TR").is_empty());
        assert_eq!((book.meeting.as_deref(), book.count(Op::Note)), (Some("som"), 1));
    }

    #[test]
    fn what_is_the_users_alone_is_in_no_public_book() {
        let book = book();
        let public = book.public();
        assert_eq!(public.touching("country:BG").map(|item| item.op).collect::<Vec<_>>(), [Op::Statement]);
        assert!(book.flag("country:BG").is_some() && public.flag("country:BG").is_none());
        assert_eq!((public.count(Op::Flag), public.count(Op::Note), public.steps), (0, 0, book.steps));
    }
}
