//! The order in which lists stand before anybody asks for another.

use std::io;
use std::sync::Arc;

use crate::base::plain::{In, Out};
use crate::base::text::fold;
use crate::model::{Dataset, Kind, Name, Rid};

/// The order of each kind: alphabetical, but activities and meetings by date and goals by framework and number.
#[derive(Debug)]
pub struct Order {
    sorted: Vec<Arc<[Rid]>>,
    /// For each activity in the order of the file, its place in its list.
    places: Box<[u32]>,
    /// The first activity of the file.
    first: u32,
}

impl Order {
    /// Sorts the records of a dataset.
    pub fn new(dataset: &Dataset) -> Self {
        Self::of_lists(Kind::ALL.iter().map(|&kind| sort(dataset, kind)).collect(), dataset)
    }

    fn of_lists(sorted: Vec<Arc<[Rid]>>, dataset: &Dataset) -> Self {
        let activities = dataset.range(Kind::Activity);
        let first = activities.start;
        let mut places = vec![0; activities.len()].into_boxed_slice();
        for (place, rid) in (0..).zip(sorted.get(Kind::Activity as usize).into_iter().flat_map(|rids| rids.iter())) {
            if let Some(slot) = places.get_mut(rid.0.wrapping_sub(first) as usize) {
                *slot = place;
            }
        }
        Self { sorted, places, first }
    }

    /// Returns the records of a kind in their order.
    pub fn of(&self, kind: Kind) -> &[Rid] {
        self.sorted.get(kind as usize).map_or(&[], |rids| rids)
    }

    /// Returns the activities in their order, to be kept.
    pub fn activities(&self) -> Arc<[Rid]> {
        self.sorted.get(Kind::Activity as usize).cloned().unwrap_or_default()
    }

    /// Returns the place of an activity in the list of all, from 0; `None` where the record is none.
    pub fn place(&self, activity: Rid) -> Option<usize> {
        let at = activity.0.checked_sub(self.first)?;
        self.places.get(at as usize).map(|&place| place as usize)
    }

    /// Returns the activity at a place of the list of all.
    pub fn at(&self, place: usize) -> Option<Rid> {
        self.of(Kind::Activity).get(place).copied()
    }
}

/// The records of each kind in their order, as they were read.
#[derive(Debug)]
pub(super) struct Sorted(Vec<Arc<[Rid]>>);

impl Order {
    /// Writes the order of each kind.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(super) fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        self.sorted.iter().try_for_each(|rids| out.list(rids))
    }

    /// Reads the order of each kind; `None` where this is not what was written.
    pub(super) fn thaw(from: &mut In<'_>) -> Option<Sorted> {
        Kind::ALL.iter().map(|_| Some(from.list()?.into())).collect::<Option<_>>().map(Sorted)
    }

    /// Takes the order that was read; `None` where it cannot be that of a dataset.
    pub(super) fn of_sorted(Sorted(sorted): Sorted, dataset: &Dataset) -> Option<Self> {
        let fits = |(rids, kind): (&Arc<[Rid]>, &Kind)| {
            let range = dataset.range(*kind);
            rids.len() == range.len() && rids.iter().all(|rid| range.contains(&rid.0))
        };
        let fits = sorted.iter().zip(Kind::ALL).all(fits) && sorted.len() == Kind::ALL.len();
        fits.then(|| Self::of_lists(sorted, dataset))
    }
}

fn sort(dataset: &Dataset, kind: Kind) -> Arc<[Rid]> {
    let mut rids: Vec<Rid> = dataset.range(kind).map(Rid).collect();
    match kind {
        Kind::Country | Kind::Organisation | Kind::Group | Kind::Project | Kind::Person | Kind::Document => {
            rids.sort_by_cached_key(|&rid| dataset.record(rid).map(|record| fold(record.label().text()).into_owned()));
        }
        Kind::Activity | Kind::Meeting => {
            // What has no date stands last, in the order of the file.
            let date = |rid| dataset.record(rid).and_then(|record| record.date(Name::When));
            rids.sort_by_cached_key(|&rid| (date(rid).is_none(), date(rid)));
        }
        Kind::Goal => rids.sort_by_cached_key(|&rid| {
            let goal = dataset.record(rid);
            let framework = goal.and_then(|goal| goal.link(Name::Framework)).map(|framework| framework.rid);
            (framework, goal.and_then(|goal| goal.whole(Name::Number)).unwrap_or(u32::MAX))
        }),
        // The others are numbered by their authors: the order of the file is theirs.
        _ => {}
    }
    rids.into()
}
