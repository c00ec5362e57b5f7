//! The scope: what all screens are narrowed to, as parts that can be taken away one by one.

use fixedbitset::FixedBitSet;

use crate::base::bits::Set;
use crate::index::Snapshot;
use crate::model::Rid;
use crate::tui::detail::groups;

/// The records to which everything shown must have to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    chips: Vec<Chip>,
}

/// One part of the scope: a record, and what it touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The record.
    pub rid: Rid,
    /// The places of the activities that it touches.
    activities: Set,
    /// It and every record that it is linked with directly, either way.
    near: FixedBitSet,
}

impl Scope {
    /// Lists the parts.
    pub fn chips(&self) -> &[Chip] {
        &self.chips
    }

    /// Tells whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.chips.is_empty()
    }

    /// Narrows to a record; `false` where it is a part already.
    pub fn add(&mut self, rid: Rid, snapshot: &Snapshot) -> bool {
        if self.chips.iter().any(|chip| chip.rid == rid) {
            return false;
        }
        let (dataset, index) = (&snapshot.dataset, &snapshot.index);
        let activities = index.touch.of(dataset, (&index.links, &index.order), rid);
        let mut near = FixedBitSet::with_capacity(dataset.len());
        let forward = dataset.record(rid).map(groups::forward).unwrap_or_default();
        let to = forward.iter().flat_map(|group| group.rids.iter().copied());
        near.extend(index.links.to(rid).map(|link| link.from).chain(to).chain([rid]).map(Rid::index));
        self.chips.push(Chip { rid, activities, near });
        true
    }

    /// Takes one part away.
    pub fn remove(&mut self, at: usize) {
        if at < self.chips.len() {
            self.chips.remove(at);
        }
    }

    /// Leaves in the mask of places only the activities that every part touches.
    pub fn narrow(&self, mask: &mut FixedBitSet) {
        for chip in &self.chips {
            let mut touched = FixedBitSet::with_capacity(mask.len());
            chip.activities.add_to(&mut touched);
            mask.intersect_with(&touched);
        }
    }

    /// Returns, of so many records, those that are linked directly with every part, or are one; all where there is none.
    pub fn near(&self, records: usize) -> FixedBitSet {
        let mut near = FixedBitSet::with_capacity(records);
        near.insert_range(..);
        self.chips.iter().for_each(|chip| near.intersect_with(&chip.near));
        near
    }

    /// Tells whether a record is linked directly with every part, or is one.
    pub fn is_near(&self, rid: Rid) -> bool {
        self.chips.iter().all(|chip| chip.near.contains(rid.index()))
    }
}

impl Chip {
    /// Tells whether a record is linked directly with this part, or is it.
    pub fn touches(&self, rid: Rid) -> bool {
        self.near.contains(rid.index())
    }
}
