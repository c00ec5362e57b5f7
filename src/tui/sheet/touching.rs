//! What is counted for a participant, goal or action point: the records of a kind that touch it, within the scope.
//!
//! Every screen that counts asks here, so that the same thing has the same number everywhere; the query `goal:4` finds the
//! same records.

use fixedbitset::FixedBitSet;

use crate::model::{Kind, Rid};
use crate::query::touch;
use crate::tui::sheet::body::Cx;

/// Lists the records of a kind that touch a participant, goal or action point, in the order of the dataset.
///
/// Activities are those that Explore counts, too; all others are linked with it, and for a goal it is enough that
/// they name one of its action points.
pub fn touching(kind: Kind, rid: Rid, cx: &Cx<'_>) -> Vec<Rid> {
    if kind == Kind::Activity { activities(rid, cx) } else { linked(kind, rid, cx) }
}

/// Returns the same as a mask over the whole dataset, to be asked often.
pub fn mask(kind: Kind, rid: Rid, cx: &Cx<'_>) -> FixedBitSet {
    let mut mask = FixedBitSet::with_capacity(cx.snapshot.dataset.len());
    mask.extend(touching(kind, rid, cx).into_iter().map(Rid::index));
    mask
}

fn activities(rid: Rid, cx: &Cx<'_>) -> Vec<Rid> {
    let (dataset, index) = (&cx.snapshot.dataset, &cx.snapshot.index);
    let mut mask = FixedBitSet::with_capacity(dataset.count(Kind::Activity));
    index.touch.kept(dataset, rid).add_to(&mut mask);
    cx.scope.narrow(&mut mask);
    let mut found: Vec<Rid> = mask.ones().filter_map(|place| index.order.at(place)).collect();
    found.sort_unstable();
    found
}

fn linked(kind: Kind, rid: Rid, cx: &Cx<'_>) -> Vec<Rid> {
    let dataset = &cx.snapshot.dataset;
    let (range, mut found) = (dataset.range(kind), Vec::new());
    if let Some(record) = dataset.record(rid) {
        let mut take =
            |other: Rid| found.extend((range.contains(&other.0) && cx.scope.is_near(other)).then_some(other));
        touch::linked(record, cx.snapshot, &mut take);
    }
    found.sort_unstable();
    found.dedup();
    found
}
