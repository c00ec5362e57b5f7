//! Makes the rows of the three lists and their counts.
//!
//! A list is filtered by the scope, by its own words, by the marks of the other lists, and by the cursors of the lists left of it. A cursor
//! is moved far more often than anything else: only the lists that follow from it are made anew, and none is gone through that may be long.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::base::ranked::Ranked;
use crate::index::Snapshot;
use crate::model::{Kind, Name, Rid};
use crate::query::sort::{SortKey, sort};
use crate::tui::explore::rows::{Chosen, Row, Rows};
use crate::tui::explore::view::{List, ListView, View};
use crate::tui::layout::Pane;
use crate::tui::scope::Scope;

/// What a list has without filter and scope, in its order.
#[derive(Clone, Debug)]
pub enum Sequence {
    /// Countries or goals, each with how far it is set in.
    Counted(Vec<(Rid, u8)>),
    /// Activities, as [`Chosen`] has them.
    Activities {
        /// The activities.
        order: Arc<[Rid]>,
        /// Their places in it by those in the order that lists have before anybody asks for another.
        moved: Option<Arc<[u32]>>,
    },
}

impl Default for Sequence {
    fn default() -> Self {
        Self::Counted(Vec::new())
    }
}

impl Sequence {
    /// Puts everything that a list may have in the order of these fields, or in its own where there are none.
    pub fn new(pane: Pane, keys: &[SortKey], snapshot: &Snapshot) -> Self {
        let of = |kind| {
            let own = snapshot.index.order.of(kind);
            if keys.is_empty() { own.to_vec() } else { sort(own, keys, &snapshot.dataset) }
        };
        match pane {
            Pane::Activities if keys.is_empty() => {
                Self::Activities { order: snapshot.index.order.activities(), moved: None }
            }
            Pane::Activities => {
                let order = of(Kind::Activity);
                let moved = Some(moved(&order, snapshot));
                Self::Activities { order: order.into(), moved }
            }
            Pane::Goals => Self::Counted(goals(&of(Kind::Goal), &of(Kind::Action), snapshot)),
            _ => {
                // Countries in alphabetical order, organisations after them.
                let all = of(Kind::Country).into_iter().chain(of(Kind::Organisation));
                Self::Counted(all.map(|rid| (rid, 0)).collect())
            }
        }
    }

    /// Returns how many records there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Counted(all) => all.len(),
            Self::Activities { order, .. } => order.len(),
        }
    }
}

/// Returns for each place of the order that lists have by themselves the place in another.
fn moved(order: &[Rid], snapshot: &Snapshot) -> Arc<[u32]> {
    let mut moved = vec![0; order.len()];
    for (place, &rid) in (0..).zip(order) {
        let own = snapshot.index.order.place(rid);
        if let Some(slot) = own.and_then(|own| moved.get_mut(own)) {
            *slot = place;
        }
    }
    moved.into()
}

/// Lists the goals of the framework in force, each with its action points.
fn goals(goals: &[Rid], actions: &[Rid], snapshot: &Snapshot) -> Vec<(Rid, u8)> {
    let framework = snapshot.framework().map(|framework| framework.rid);
    let of = |rid: Rid, name: Name| snapshot.dataset.record(rid).and_then(|record| record.link(name)).map(|to| to.rid);
    let mut by_goal: Vec<(Option<Rid>, Rid)> = actions.iter().map(|&action| (of(action, Name::Goal), action)).collect();
    // Those of one goal stay in their order.
    by_goal.sort_by_key(|(goal, _)| *goal);
    let in_force = goals.iter().filter(|&&goal| of(goal, Name::Framework) == framework);
    let with_actions = in_force.flat_map(|&goal| {
        let first = by_goal.partition_point(|(of, _)| *of < Some(goal));
        let actions = by_goal.iter().skip(first).take_while(move |(of, _)| *of == Some(goal));
        [(goal, 0)].into_iter().chain(actions.map(|&(_, action)| (action, 1)))
    });
    with_actions.collect()
}

/// What the rows of a list follow from: they are made anew only where one of these is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFrom {
    scope: Vec<Rid>,
    /// The words that activities must have.
    words: String,
    /// The records that two other lists choose.
    chosen: [Vec<Rid>; 2],
    /// The filter and the order of the list.
    own: (String, Vec<SortKey>),
    /// The marks of the list.
    marks: Vec<Rid>,
}

/// The activities within which a list counts.
enum Within {
    All,
    /// Those that a participant touches.
    Touched(Rid),
    /// Those at these places.
    These(FixedBitSet),
}

/// Makes rows within what everything is filtered by.
#[derive(Debug)]
pub struct Maker<'a> {
    snapshot: &'a Snapshot,
    scope: &'a Scope,
    view: &'a View,
}

impl<'a> Maker<'a> {
    /// Takes what is shown, the scope and where the user is.
    pub const fn new(snapshot: &'a Snapshot, scope: &'a Scope, view: &'a View) -> Self {
        Self { snapshot, scope, view }
    }

    /// Makes anew the rows of those lists that follow from something that is another now; tells whether there is one.
    ///
    /// A cursor whose record is not among the rows of its list stands on 'All' and chooses nothing.
    pub fn make(&self, lists: &mut [List; 3]) -> bool {
        let [countries, goals, activities] = lists;
        let [country_view, goal_view, activity_view] = &self.view.lists;
        let (picked, goal_marks) = (&activity_view.marks, &goal_view.marks);
        let mut is_other = self.renew(countries, country_view, activities, [goal_marks, picked]);
        let by_country = self.chosen_in(countries, country_view);
        is_other |= self.renew(goals, goal_view, activities, [&by_country, picked]);
        let by_goal = self.chosen_in(goals, goal_view);
        let from = self.made_from(activity_view, [&by_country, &by_goal]);
        if activities.made_from.as_ref() != Some(&from) {
            activities.rows = Rows::Chosen(self.activities([&by_country, &by_goal], activities));
            activities.made_from = Some(from);
            is_other = true;
        }
        is_other
    }

    /// Makes the rows of a list that counts activities anew, if they follow from something else now.
    fn renew(&self, list: &mut List, view: &ListView, activities: &List, chosen: [&[Rid]; 2]) -> bool {
        let from = self.made_from(view, chosen);
        if list.made_from.as_ref() == Some(&from) {
            return false;
        }
        list.rows = Rows::Counted(self.counted(&self.within(chosen, activities), list, view));
        list.made_from = Some(from);
        true
    }

    fn made_from(&self, view: &ListView, chosen: [&[Rid]; 2]) -> MadeFrom {
        let [_, _, activities] = &self.view.lists;
        MadeFrom {
            scope: self.scope.chips().iter().map(|chip| chip.rid).collect(),
            words: activities.filter.clone(),
            chosen: chosen.map(<[Rid]>::to_vec),
            own: (view.filter.clone(), view.sort.clone()),
            marks: view.marks.clone(),
        }
    }

    /// Returns what a list chooses: its marks, or else the record under its cursor, if that is among its rows.
    fn chosen_in(&self, list: &List, view: &ListView) -> Vec<Rid> {
        if !view.marks.is_empty() {
            return view.marks.clone();
        }
        let is_there = |_: &Rid| list.rows.position(view.at, list.cursor, &self.snapshot.index.order).is_some();
        view.at.filter(is_there).into_iter().collect()
    }

    /// Returns what activities are counted within, as [`Self::mask`] has it.
    fn within(&self, chosen: [&[Rid]; 2], activities: &List) -> Within {
        let is_free = activities.passing.is_none() && self.scope.is_empty();
        let participant =
            |rid: Rid| matches!(self.snapshot.dataset.kind(rid), Some(Kind::Country | Kind::Organisation));
        match chosen {
            [&[rid], []] if is_free && participant(rid) => Within::Touched(rid),
            _ => self.mask(chosen, activities).map_or(Within::All, Within::These),
        }
    }

    /// Returns the places of the activities that scope and words let pass and that any record of each choice touches; `None` for all of
    /// them.
    fn mask(&self, chosen: [&[Rid]; 2], activities: &List) -> Option<FixedBitSet> {
        let mut mask = activities.passing.clone();
        for touched in chosen.into_iter().filter_map(|rids| self.touched(rids)) {
            match &mut mask {
                Some(mask) => mask.intersect_with(&touched),
                None => mask = Some(touched),
            }
        }
        if !self.scope.is_empty() {
            self.scope.narrow(mask.get_or_insert_with(|| self.all()));
        }
        mask
    }

    fn all(&self) -> FixedBitSet {
        let mut all = FixedBitSet::with_capacity(self.snapshot.dataset.count(Kind::Activity));
        all.insert_range(..);
        all
    }

    /// Returns the places of the activities that any of the records touches; `None` for no record.
    fn touched(&self, rids: &[Rid]) -> Option<FixedBitSet> {
        let (dataset, index) = (&self.snapshot.dataset, &self.snapshot.index);
        let mut mask = (!rids.is_empty()).then(|| FixedBitSet::with_capacity(dataset.count(Kind::Activity)))?;
        for &rid in rids {
            match index.order.place(rid) {
                Some(place) => mask.insert(place),
                None => index.touch.kept(dataset, rid).add_to(&mut mask),
            }
        }
        Some(mask)
    }

    fn counted(&self, within: &Within, list: &List, view: &ListView) -> Vec<Row> {
        let (dataset, touch) = (&self.snapshot.dataset, &self.snapshot.index.touch);
        let all = match within {
            Within::All => dataset.count(Kind::Activity),
            Within::Touched(participant) => touch.kept(dataset, *participant).len(),
            Within::These(mask) => mask.count_ones(..),
        };
        let mut rows = vec![Row { rid: None, count: all as u32, depth: 0 }];
        let Sequence::Counted(sequence) = &list.sequence else { return rows };
        for &(rid, depth) in sequence {
            let count = match within {
                Within::All => touch.kept(dataset, rid).len() as u32,
                Within::Touched(participant) => touch.in_common(dataset, *participant, rid).unwrap_or(0),
                Within::These(mask) => touch.kept(dataset, rid).count_in(mask) as u32,
            };
            let matches = list.filter.passes(rid);
            let in_scope = self.scope.is_empty() || count > 0 || self.scope.is_near(rid);
            // A mark is never out of sight: it filters.
            if (matches && in_scope) || view.marks.contains(&rid) {
                rows.push(Row { rid: Some(rid), count, depth });
            }
        }
        rows
    }

    fn activities(&self, chosen: [&[Rid]; 2], list: &List) -> Chosen {
        let mask = self.mask(chosen, list).unwrap_or_else(|| self.all());
        let Sequence::Activities { order, moved } = &list.sequence else {
            return Chosen { order: Arc::default(), places: Ranked::default(), moved: None };
        };
        let mask = match moved {
            None => mask,
            Some(moved) => {
                let mut places = FixedBitSet::with_capacity(order.len());
                places.extend(mask.ones().filter_map(|place| moved.get(place)).map(|&place| place as usize));
                places
            }
        };
        Chosen { order: order.clone(), places: Ranked::new(mask), moved: moved.clone() }
    }
}
