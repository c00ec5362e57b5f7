//! The rows of the three lists and their counts.
//!
//! A list is filtered by the scope, by its own words, by the marks of the other lists, and by the cursors of the lists left of it.

use fixedbitset::FixedBitSet;

use crate::index::Snapshot;
use crate::model::{Kind, Name, Rid};
use crate::tui::explore::view::{List, ListView, View};
use crate::tui::layout::Pane;
use crate::tui::scope::Scope;

/// Returns the kinds that the rows of a list are of.
pub fn kinds(pane: Pane) -> &'static [Kind] {
    match pane {
        Pane::Countries => &[Kind::Country, Kind::Organisation],
        Pane::Goals => &[Kind::Goal, Kind::Action],
        Pane::Activities => &[Kind::Activity],
        Pane::Detail => &[],
    }
}

/// One row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The record; `None` is the row 'All'.
    pub rid: Option<Rid>,
    /// How many activities it touches within what the list is filtered by; for an activity nothing is counted.
    pub count: u32,
    /// How far it is set in: an action point under its goal.
    pub depth: u8,
}

/// Makes the rows of the three lists, each with how many there would be without filter and scope.
///
/// A cursor whose record is not among the rows of its list stands on 'All' and filters nothing.
pub fn make(snapshot: &Snapshot, scope: &Scope, view: &View, lists: &[List; 3]) -> [(Vec<Row>, usize); 3] {
    let maker = Maker { snapshot, scope };
    let [countries, goals, activities] = &view.lists;
    let [country_list, goal_list, activity_list] = lists;
    let base = maker.base(activity_list);
    let picked = maker.activities_marked(activities);
    let goal_marks = maker.touched(&goals.marks);
    let country_rows = maker.participants(&all_of(&base, [&goal_marks, &picked]), country_list, countries);
    let by_country = maker.chosen(countries, &country_rows.0);
    let goal_rows = maker.goals(&all_of(&base, [&by_country, &picked]), goal_list, goals);
    let by_goal = maker.chosen(goals, &goal_rows.0);
    let activity_rows = maker.activities(&all_of(&base, [&by_country, &by_goal]), activity_list);
    [country_rows, goal_rows, activity_rows]
}

/// Returns what is in the base and in every mask there is.
fn all_of(base: &FixedBitSet, masks: [&Option<FixedBitSet>; 2]) -> FixedBitSet {
    let mut all = base.clone();
    masks.into_iter().flatten().for_each(|mask| all.intersect_with(mask));
    all
}

struct Maker<'a> {
    snapshot: &'a Snapshot,
    scope: &'a Scope,
}

impl Maker<'_> {
    /// Returns the activities that scope and words let pass.
    fn base(&self, activities: &List) -> FixedBitSet {
        let range = self.snapshot.dataset.range(Kind::Activity);
        let mut base = FixedBitSet::with_capacity(range.len());
        match activities.filter.matching() {
            None => base.insert_range(..),
            Some(matching) => {
                let ones = matching.ones().filter(|&rid| range.contains(&(rid as u32)));
                base.extend(ones.map(|rid| rid - range.start as usize));
            }
        }
        self.scope.narrow(&mut base);
        base
    }

    /// Returns the activities that any of the records touches; `None` for no record.
    fn touched(&self, rids: &[Rid]) -> Option<FixedBitSet> {
        let (dataset, touch) = (&self.snapshot.dataset, &self.snapshot.index.touch);
        (!rids.is_empty()).then(|| {
            let mut mask = FixedBitSet::with_capacity(dataset.count(Kind::Activity));
            rids.iter().for_each(|&rid| touch.kept(dataset, rid).add_to(&mut mask));
            mask
        })
    }

    /// Returns the activities that the marks of a list choose, or else its cursor; `None` where it is on 'All'.
    fn chosen(&self, list: &ListView, rows: &[Row]) -> Option<FixedBitSet> {
        self.touched(&list.marks).or_else(|| {
            let at = list.at.filter(|_| rows.iter().any(|row| row.rid == list.at))?;
            self.touched(&[at])
        })
    }

    /// Returns the marked activities; `None` where none is.
    fn activities_marked(&self, list: &ListView) -> Option<FixedBitSet> {
        let range = self.snapshot.dataset.range(Kind::Activity);
        (!list.marks.is_empty()).then(|| {
            let mut mask = FixedBitSet::with_capacity(range.len());
            mask.extend(list.marks.iter().map(|rid| (rid.0 - range.start) as usize));
            mask
        })
    }

    /// Countries in alphabetical order, organisations after them.
    fn participants(&self, mask: &FixedBitSet, list: &List, view: &ListView) -> (Vec<Row>, usize) {
        let of = |kind| list.order(kind, self.snapshot).iter();
        let all = of(Kind::Country).chain(of(Kind::Organisation));
        let rows = all.map(|&rid| (rid, 0));
        self.counted(rows, mask, list, view)
    }

    /// The goals of the framework in force, each with its action points.
    fn goals(&self, mask: &FixedBitSet, list: &List, view: &ListView) -> (Vec<Row>, usize) {
        let framework = self.snapshot.framework().map(|framework| framework.rid);
        let dataset = &self.snapshot.dataset;
        let order = |kind| list.order(kind, self.snapshot).iter();
        let of = |rid: &Rid, name: Name| dataset.record(*rid).and_then(|record| record.link(name)).map(|to| to.rid);
        let goals = order(Kind::Goal).filter(|rid| of(rid, Name::Framework) == framework);
        let with_actions = goals.flat_map(|&goal| {
            let actions = order(Kind::Action).filter(move |action| of(action, Name::Goal) == Some(goal));
            [(goal, 0)].into_iter().chain(actions.map(|&action| (action, 1)))
        });
        self.counted(with_actions, mask, list, view)
    }

    fn counted(
        &self,
        all: impl Iterator<Item = (Rid, u8)>,
        mask: &FixedBitSet,
        list: &List,
        view: &ListView,
    ) -> (Vec<Row>, usize) {
        let (dataset, touch) = (&self.snapshot.dataset, &self.snapshot.index.touch);
        let mut rows = vec![Row { rid: None, count: mask.count_ones(..) as u32, depth: 0 }];
        let mut whole = 0;
        for (rid, depth) in all {
            whole += 1;
            let count = touch.kept(dataset, rid).count_in(mask) as u32;
            let matches = list.filter.passes(rid);
            let in_scope = self.scope.is_empty() || count > 0 || self.scope.is_near(rid);
            // A mark is never out of sight: it filters.
            if (matches && in_scope) || view.marks.contains(&rid) {
                rows.push(Row { rid: Some(rid), count, depth });
            }
        }
        (rows, whole)
    }

    fn activities(&self, mask: &FixedBitSet, list: &List) -> (Vec<Row>, usize) {
        let range = self.snapshot.dataset.range(Kind::Activity);
        let order = list.order(Kind::Activity, self.snapshot);
        let mut rows = Vec::with_capacity(mask.count_ones(..) + 1);
        rows.push(Row { rid: None, count: mask.count_ones(..) as u32, depth: 0 });
        let passing = order.iter().filter(|rid| mask.contains((rid.0 - range.start) as usize));
        rows.extend(passing.map(|&rid| Row { rid: Some(rid), count: 0, depth: 0 }));
        (rows, range.len())
    }
}
