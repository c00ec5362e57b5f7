//! Which activities a record touches.
//!
//! A participant touches the activities that it hosts or takes part in, those whose meeting it hosts, receives or attends, and those
//! that a commitment of its names. A goal touches the activities that serve it or one of its action points. Any other record touches
//! the activities that it refers to or that refer to it.

use std::io;
use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use crate::base::bits::{self, Gathered, Set};
use crate::base::plain::{In, Out};
use crate::index::links::{Links, Via};
use crate::index::order::Order;
use crate::model::column::Column;
use crate::model::{Dataset, Kind, Name, Rid, Value};

/// For participants, goals and action points: the activities that each touches, as their places in the list of all: what is chosen stands
/// in its order at once.
#[derive(Debug)]
pub struct Touch {
    sets: Vec<Set>,
    /// Where the sets of each kind begin; kinds without sets have none.
    starts: Vec<(Kind, u32, usize)>,
    none: Set,
    /// For each participant, how many activities it has in common with each goal and action point: counted when it is first asked, since a
    /// cursor that goes through participants asks at every key.
    in_common: Vec<OnceLock<Box<[u32]>>>,
}

/// So many pairs of a participant and a goal or action point are counted ahead.
const COUNTED_AHEAD: usize = 100_000;

/// The kinds whose sets are kept, since lists count them at every key.
const KEPT: [Kind; 4] = [Kind::Country, Kind::Organisation, Kind::Goal, Kind::Action];

impl Touch {
    /// Finds what touches what.
    pub fn new(dataset: &Dataset, links: &Links, order: &Order) -> Self {
        let (starts, total) = starts(dataset);
        let gathered = vec![Gathered::new(dataset.count(Kind::Activity)); total];
        let mut members = Members { gathered, starts: &starts, dataset, order };
        members.activities();
        members.meetings(links);
        members.commitments();
        members.actions();
        let sets = members.gathered.into_iter().map(Gathered::set).collect();
        Self::with(sets, starts)
    }

    fn with(sets: Vec<Set>, starts: Vec<(Kind, u32, usize)>) -> Self {
        let mut touch = Self { sets, starts, none: Set::default(), in_common: Vec::new() };
        touch.in_common.resize_with(touch.goals_start(), OnceLock::new);
        touch
    }

    /// Returns where the sets of goals begin, behind which those of action points stand.
    fn goals_start(&self) -> usize {
        self.starts.iter().find(|(kind, ..)| *kind == Kind::Goal).map_or(0, |(_, _, start)| *start)
    }

    /// Writes the sets.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    pub fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        bits::freeze_all(&self.sets, out)
    }

    /// Reads the sets; `None` where this is not what was written.
    pub(super) fn thaw(from: &mut In<'_>) -> Option<Vec<Set>> {
        bits::thaw_all(from)
    }

    /// Takes the sets that were read; `None` where they cannot be those of a dataset.
    pub(super) fn of_sets(sets: Vec<Set>, dataset: &Dataset) -> Option<Self> {
        let (starts, total) = starts(dataset);
        let bound = dataset.count(Kind::Activity);
        let fits = sets.len() == total && sets.iter().all(|set| set.is_below(bound));
        fits.then(|| Self::with(sets, starts))
    }

    /// Returns the places of the activities that a participant, goal or action point touches; empty for other kinds.
    pub fn kept(&self, dataset: &Dataset, rid: Rid) -> &Set {
        let at = dataset.kind(rid).and_then(|kind| position(&self.starts, kind, rid));
        at.and_then(|at| self.sets.get(at)).unwrap_or(&self.none)
    }

    /// Returns how many activities both a participant and a goal or action point touch; `None` where they are no such records.
    pub fn in_common(&self, dataset: &Dataset, participant: Rid, goal: Rid) -> Option<u32> {
        let at = |rid| position(&self.starts, dataset.kind(rid)?, rid);
        let (at, goal) = (at(participant)?, at(goal)?.checked_sub(self.goals_start())?);
        self.counts(at, dataset.count(Kind::Activity))?.get(goal).copied()
    }

    fn counts(&self, participant: usize, bound: usize) -> Option<&[u32]> {
        let (touched, counts) = (self.sets.get(participant)?, self.in_common.get(participant)?);
        let count = || {
            let mut mask = FixedBitSet::with_capacity(bound);
            touched.add_to(&mut mask);
            self.sets.iter().skip(self.goals_start()).map(|set| set.count_in(&mask) as u32).collect()
        };
        Some(counts.get_or_init(count))
    }

    /// Counts what all participants have in common with all goals, if that is not too much.
    pub fn count_ahead(&self, dataset: &Dataset) {
        let goals = self.sets.len() - self.goals_start();
        if goals * self.goals_start() <= COUNTED_AHEAD {
            let bound = dataset.count(Kind::Activity);
            for participant in 0..self.goals_start() {
                self.counts(participant, bound);
            }
        }
    }

    /// Returns the places of the activities that any record touches; an activity touches itself.
    pub fn of(&self, dataset: &Dataset, (links, order): (&Links, &Order), rid: Rid) -> Set {
        let near = match dataset.kind(rid) {
            Some(kind) if KEPT.contains(&kind) => return self.kept(dataset, rid).clone(),
            Some(Kind::Activity) => vec![rid],
            _ => links.to(rid).map(|link| link.from).chain(outgoing(dataset, rid)).collect(),
        };
        let places = near.into_iter().filter_map(|rid| order.place(rid));
        Set::new(places.map(|place| place as u32).collect(), dataset.count(Kind::Activity))
    }
}

/// Returns where the sets of each kind begin, and how many there are.
fn starts(dataset: &Dataset) -> (Vec<(Kind, u32, usize)>, usize) {
    let mut total = 0;
    let starts = KEPT.map(|kind| {
        let start = (kind, dataset.range(kind).start, total);
        total += dataset.count(kind);
        start
    });
    (starts.to_vec(), total)
}

/// Lists the records that a record's own fields refer to.
fn outgoing(dataset: &Dataset, rid: Rid) -> Vec<Rid> {
    let Some(record) = dataset.record(rid) else { return Vec::new() };
    let values = (0..record.fields().len()).map(|at| record.value(at));
    values
        .flat_map(|value| match value {
            Value::Link(rid) => vec![rid],
            Value::Links(rids) => rids.to_vec(),
            _ => Vec::new(),
        })
        .collect()
}

fn position(starts: &[(Kind, u32, usize)], kind: Kind, rid: Rid) -> Option<usize> {
    let &(_, first, start) = starts.iter().find(|(of, _, _)| *of == kind)?;
    Some(start + (rid.0 - first) as usize)
}

/// The places of the activities of each record while they are gathered.
struct Members<'a> {
    gathered: Vec<Gathered>,
    starts: &'a [(Kind, u32, usize)],
    dataset: &'a Dataset,
    order: &'a Order,
}

impl Members<'_> {
    /// Adds the activity at a place to what a record touches.
    fn add(&mut self, rid: Rid, place: u32) {
        let at = self.dataset.kind(rid).and_then(|kind| position(self.starts, kind, rid));
        if let Some(gathered) = at.and_then(|at| self.gathered.get_mut(at)) {
            gathered.add(place);
        }
    }

    /// Adds an activity to what several records touch.
    fn add_to_all(&mut self, rids: impl Iterator<Item = Rid>, activity: Rid) {
        if let Some(place) = self.order.place(activity) {
            rids.for_each(|rid| self.add(rid, place as u32));
        }
    }

    /// Takes what the activities themselves refer to.
    fn activities(&mut self) {
        let first = self.dataset.range(Kind::Activity).start;
        let Some(table) = self.dataset.table(Kind::Activity) else { return };
        for (field, column) in table.fields.iter().zip(&table.columns) {
            let wanted = [Name::Hosts, Name::Participants, Name::Goals, Name::Actions].contains(&field.name);
            let Column::Links(spans, items) = column else { continue };
            for (row, span) in spans.iter().enumerate().filter(|_| wanted) {
                let list = span.range().and_then(|range| items.get(range)).unwrap_or_default();
                self.add_to_all(list.iter().copied(), Rid(first + row as u32));
            }
        }
    }

    /// Takes the participants of the meetings that activities are.
    fn meetings(&mut self, links: &Links) {
        for meeting in self.dataset.records(Kind::Meeting) {
            let present = [Name::Hosts, Name::Attended].into_iter().filter_map(|name| meeting.links(name)).flatten();
            let present: Vec<Rid> =
                present.copied().chain(meeting.link(Name::Country).map(|country| country.rid)).collect();
            let is_it = |via: &Via| via.kind == Kind::Activity && via.field == Name::Meeting;
            for (_, activities) in links.by_way(meeting.rid).filter(|(via, _)| is_it(via)) {
                activities.iter().for_each(|&activity| self.add_to_all(present.iter().copied(), activity));
            }
        }
    }

    /// Takes the participants whose commitments name activities.
    fn commitments(&mut self) {
        let spec = Kind::Commitment.spec();
        let columns = [Name::By, Name::Activities].map(|name| {
            let table = self.dataset.table(Kind::Commitment)?;
            table.columns.get(spec.position(name)?)
        });
        let [Some(Column::Links(by, who)), Some(Column::Links(of, what))] = columns else { return };
        for (by, of) in by.iter().zip(of) {
            let who = by.range().and_then(|range| who.get(range)).unwrap_or_default();
            let what = of.range().and_then(|range| what.get(range)).unwrap_or_default();
            what.iter().for_each(|&activity| self.add_to_all(who.iter().copied(), activity));
        }
    }

    /// Gives the activities of action points to their goals, too.
    fn actions(&mut self) {
        for action in self.dataset.records(Kind::Action) {
            let Some(goal) = action.link(Name::Goal) else { continue };
            let at = position(self.starts, Kind::Action, action.rid);
            let Some(gathered) = at.and_then(|at| self.gathered.get(at)).cloned() else { continue };
            gathered.each(|place| self.add(goal.rid, place));
        }
    }
}
