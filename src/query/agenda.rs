//! What takes place: meetings and activities in one list, in which an activity that is a meeting stands once.
//!
//! Such an item is the activity, since that has the status; what the activity leaves open is taken from its meeting.

use fixedbitset::FixedBitSet;

use crate::base::date::Period;
use crate::index::Snapshot;
use crate::model::field::Term;
use crate::model::{Dataset, Kind, Name, Record, Rid};

/// What stands for a status that no source gives; a meeting has none unless an activity is that meeting.
pub const NO_STATUS: Term = Term::signed("status unknown", ("·", "?"), "No source gives a status");

/// A meeting or an activity, with the meeting that the activity is.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The record that the item is.
    pub record: Record<'a>,
    /// The meeting that the activity is.
    pub meeting: Option<Record<'a>>,
}

/// Lists all items: activities, then the meetings that no activity is, each in the order of lists.
pub fn items(snapshot: &Snapshot) -> impl Iterator<Item = Item<'_>> {
    let dataset = &snapshot.dataset;
    let mut taken = FixedBitSet::with_capacity(dataset.len());
    let meetings = dataset.records(Kind::Activity).filter_map(|record| record.link(Name::Meeting));
    taken.extend(meetings.map(|meeting| meeting.rid.index()));
    let of = |kind| snapshot.index.order.of(kind).iter().copied();
    let meetings = of(Kind::Meeting).filter(move |rid| !taken.contains(rid.index()));
    of(Kind::Activity).chain(meetings).filter_map(|rid| dataset.record(rid)).map(Item::new)
}

impl<'a> Item<'a> {
    /// Makes the item of a meeting or an activity.
    pub fn new(record: Record<'a>) -> Self {
        Self { record, meeting: record.link(Name::Meeting).filter(|_| record.kind == Kind::Activity) }
    }

    /// Lists its records: itself, and the meeting that it is.
    pub fn records(self) -> impl Iterator<Item = Record<'a>> {
        std::iter::once(self.record).chain(self.meeting)
    }

    /// Returns when it takes place.
    pub fn when(self) -> Option<Period> {
        self.records().find_map(|record| record.date(Name::When))
    }

    /// Returns how far it has come.
    pub fn status(self) -> &'static Term {
        self.record.word(Name::Status).unwrap_or(&NO_STATUS)
    }

    /// Returns where it takes place: the place, or else the country, or else that it is online; `None` where nothing says.
    pub fn place(self) -> Option<&'a str> {
        let place = self.records().find_map(|record| record.text(Name::Place));
        let country = || self.records().find_map(|record| record.link(Name::Country));
        let online = || self.records().any(|record| record.flag(Name::Online) == Some(true)).then_some("online");
        place.or_else(|| country().map(|country| country.label().text())).or_else(online)
    }

    /// Returns who receives it; `None` where that is unknown.
    pub fn hosts(self) -> Option<&'a [Rid]> {
        self.records().find_map(|record| record.links(Name::Hosts))
    }

    /// Lists the records that a field of the item or of its meeting names, each once.
    pub fn linked(self, name: Name) -> Vec<Rid> {
        let mut rids = Vec::new();
        for &rid in self.records().filter_map(|record| record.links(name)).flatten() {
            if !rids.contains(&rid) {
                rids.push(rid);
            }
        }
        rids
    }

    /// Lists the goals that it serves, also those of the action points that it carries out.
    pub fn goals(self, dataset: &'a Dataset) -> Vec<Rid> {
        let mut goals = self.linked(Name::Goals);
        for rid in self.linked(Name::Actions) {
            let goal = dataset.record(rid).and_then(|action| action.link(Name::Goal));
            goals.extend(goal.map(|goal| goal.rid).filter(|rid| !goals.contains(rid)));
        }
        goals
    }
}
