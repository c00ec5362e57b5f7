//! What takes place: meetings and activities in one list, in which an activity that is a meeting stands once.
//!
//! Such an item is the activity, since that has the status; what the activity leaves open is taken from its meeting.

use fixedbitset::FixedBitSet;

use crate::base::date::Period;
use crate::index::Snapshot;
use crate::model::field::Term;
use crate::model::{Dataset, Kind, Name, Record, Rid};
use crate::query::Filter;

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
    pub fn records(self) -> impl Iterator<Item = Record<'a>> + Clone {
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

/// The kinds of records that items are.
pub const KINDS: [Kind; 2] = [Kind::Meeting, Kind::Activity];

/// Lists the items that a filter lets pass: a term may ask for a field that only one of the two kinds has.
pub fn passing<'a>(filter: &Filter, snapshot: &'a Snapshot) -> impl Iterator<Item = Item<'a>> {
    items(snapshot).filter(|item| filter.accepts_together(item.records()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Origin;
    use crate::load::{Source, load};
    use crate::query::Ground;

    fn snapshot() -> Snapshot {
        let text = r#"{"format":"plenary/1","id":"t","title":"T",
            "meetings":[{"id":"M","title":"Conference","kind":"thematic","when":"2020-03-04","place":"Sofia","hosts":[]},
                {"id":"N","title":"Other","online":true}],
            "activities":[{"id":"A","title":"Expert talks","kind":"meeting","status":"held","meeting":"M"},
                {"id":"B","title":"Study","kind":"study","status":"planned","when":"2020"}]}"#;
        let loaded = load(&Source::bytes("t", text.as_bytes().to_vec())).unwrap();
        Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default())
    }

    fn found(query: &str) -> Vec<String> {
        let snapshot = snapshot();
        let filter = Filter::parse(query, &KINDS, Ground::new(&snapshot, None)).unwrap();
        passing(&filter, &snapshot).map(|item| item.record.id().to_owned()).collect()
    }

    #[test]
    fn an_activity_that_is_a_meeting_stands_once_and_has_what_the_meeting_has() {
        let snapshot = snapshot();
        let all: Vec<Item<'_>> = items(&snapshot).collect();
        let ids: Vec<&str> = all.iter().map(|item| item.record.id()).collect();
        assert_eq!(ids, ["B", "A", "N"]);
        let [study, talks, other] = all.as_slice() else { panic!("{ids:?}") };
        assert_eq!(talks.when().unwrap().to_string(), "2020-03-04");
        assert_eq!((talks.status().name, talks.place(), talks.hosts()), ("held", Some("Sofia"), Some(&[][..])));
        assert_eq!((study.place(), study.hosts()), (None, None));
        assert_eq!((other.status(), other.place()), (&NO_STATUS, Some("online")));
    }

    #[test]
    fn a_term_may_ask_for_what_only_one_of_the_two_kinds_has() {
        assert_eq!(found("place:sofia"), ["A"]);
        assert_eq!(found("status:held place:sofia"), ["A"]);
        assert_eq!(found("kind:thematic,ministerial"), ["A"]);
        assert_eq!(found("-status:held"), ["B", "N"]);
        assert_eq!(found("-conference"), ["B", "N"]);
        assert_eq!(found("\"expert talks\" 2020"), [""; 0]);
        assert_eq!(found("year:2020"), ["B", "A"]);
        let error = |query: &str| {
            let snapshot = snapshot();
            Filter::parse(query, &KINDS, Ground::new(&snapshot, None)).unwrap_err().remove(0)
        };
        assert_eq!(error("x stats:held").at, 2..7);
        assert_eq!(error("x status:hold").to_string(), "status: has no value \"hold\"; did you mean \"held\"?");
    }
}
