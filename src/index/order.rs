//! The order in which lists stand before anybody asks for another.

use std::io;

use crate::base::plain::{Frozen, In, Out};
use crate::base::text::fold;
use crate::model::{Dataset, Kind, Name, Rid};

/// The order of each kind: alphabetical, but activities and meetings by date and goals by framework and number.
#[derive(Debug)]
pub struct Order {
    sorted: Vec<Box<[Rid]>>,
}

impl Order {
    /// Sorts the records of a dataset.
    pub fn new(dataset: &Dataset) -> Self {
        Self { sorted: Kind::ALL.iter().map(|&kind| sort(dataset, kind)).collect() }
    }

    /// Returns the records of a kind in their order.
    pub fn of(&self, kind: Kind) -> &[Rid] {
        self.sorted.get(kind as usize).map_or(&[], |rids| rids)
    }
}

impl Frozen for Order {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        self.sorted.iter().try_for_each(|rids| out.list(rids))
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let sorted = Kind::ALL.iter().map(|_| Some(from.list()?.into_boxed_slice())).collect::<Option<_>>()?;
        Some(Self { sorted })
    }
}

impl Order {
    /// Tells whether it can be that of a dataset.
    pub(super) fn fits(&self, dataset: &Dataset) -> bool {
        Kind::ALL.iter().all(|&kind| {
            let (rids, range) = (self.of(kind), dataset.range(kind));
            rids.len() == range.len() && rids.iter().all(|rid| range.contains(&rid.0))
        })
    }
}

fn sort(dataset: &Dataset, kind: Kind) -> Box<[Rid]> {
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
    rids.into_boxed_slice()
}
