//! Where the user is on the Explore screen, and what follows from it.

use fixedbitset::FixedBitSet;

use crate::index::{Order, Snapshot};
use crate::model::{Kind, Rid};
use crate::query::sort::SortKey;
use crate::tui::detail::DetailPane;
use crate::tui::explore::make::{MadeFrom, Maker, Sequence};
use crate::tui::explore::rows::{self, Rows};
use crate::tui::layout::{Areas, Pane};
use crate::tui::list_filter::{ListFilter, Present};
use crate::tui::shared::Shared;
use crate::tui::widget::scroll::{follow, turned};

/// One list: the record under its cursor, the first row on the screen, the marks and the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListView {
    /// The record under the cursor; `None` is the row 'All'.
    pub at: Option<Rid>,
    /// The first row on the screen.
    pub top: usize,
    /// Whether the wheel turned the list, and the cursor may be out of sight.
    pub turned: bool,
    /// The marked records, in the order of marking.
    pub marks: Vec<Rid>,
    /// The words that rows must have.
    pub filter: String,
    /// The fields that rows are sorted by; empty is the list's own order.
    pub sort: Vec<SortKey>,
}

/// Everything of the screen that going back restores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The pane that the keys go to.
    pub focus: Pane,
    /// The list that had the keys last.
    pub list: Pane,
    /// The lists, in the order of [`Pane::LISTS`].
    pub lists: [ListView; 3],
    /// Whether the focused pane has all the room.
    pub zoomed: bool,
}

impl Default for View {
    fn default() -> Self {
        let (focus, list) = (Pane::Countries, Pane::Countries);
        Self { focus, list, lists: Default::default(), zoomed: false }
    }
}

impl View {
    /// Returns a list; the detail has the list that had the keys last.
    pub fn list(&self, pane: Pane) -> &ListView {
        let [countries, goals, activities] = &self.lists;
        match if pane == Pane::Detail { self.list } else { pane } {
            Pane::Goals => goals,
            Pane::Activities => activities,
            _ => countries,
        }
    }

    /// Returns a list to change it.
    pub fn list_mut(&mut self, pane: Pane) -> &mut ListView {
        let [countries, goals, activities] = &mut self.lists;
        match if pane == Pane::Detail { self.list } else { pane } {
            Pane::Goals => goals,
            Pane::Activities => activities,
            _ => countries,
        }
    }
}

/// The rows of one list, and what its filter lets pass.
#[derive(Debug, Default)]
pub struct List {
    /// The rows, the first being 'All'.
    pub rows: Rows,
    /// The position of the cursor among the rows.
    pub cursor: usize,
    /// The largest count of a row.
    pub most: u32,
    /// All that the list may have, in its order.
    pub sequence: Sequence,
    /// The fields that the order was made for; `None` where none was made yet.
    sort: Option<Vec<SortKey>>,
    /// What the filter lets pass.
    pub filter: ListFilter,
    /// The places of the activities that it lets pass, where these are listed; `None` lets all pass.
    pub passing: Option<FixedBitSet>,
    /// What the rows were made from.
    pub made_from: Option<MadeFrom>,
}

/// The Explore screen.
#[derive(Debug, Default)]
pub struct Explore {
    /// Where the user is.
    pub view: View,
    /// The rows of the lists, in the order of [`Pane::LISTS`].
    pub lists: [List; 3],
    /// The detail.
    pub detail: DetailPane,
}

impl Explore {
    /// Returns the rows of a list.
    pub fn list(&self, pane: Pane) -> &List {
        let [countries, goals, activities] = &self.lists;
        match if pane == Pane::Detail { self.view.list } else { pane } {
            Pane::Goals => goals,
            Pane::Activities => activities,
            _ => countries,
        }
    }

    /// Makes everything anew that follows from the view and the scope.
    pub(super) fn make_rows(&mut self, shared: &Shared) {
        let (snapshot, mut words_changed) = (&shared.snapshot, false);
        for ((list, view), pane) in self.lists.iter_mut().zip(&self.view.lists).zip(Pane::LISTS) {
            list.put_in_order(pane, &view.sort, snapshot);
            words_changed |= list.take_words(pane, &view.filter, shared);
        }
        if words_changed {
            self.forget_rows();
        }
        if Maker::new(snapshot, &shared.scope, &self.view).make(&mut self.lists) {
            self.lists.iter_mut().for_each(|list| list.most = list.rows.most());
            self.look_for_ways(shared);
        }
        for (list, view) in self.lists.iter_mut().zip(&self.view.lists) {
            // A record that is not among the rows has its cursor on 'All'.
            list.cursor = list.rows.position(view.at, list.cursor, &snapshot.index.order).unwrap_or(0);
        }
        self.detail.show(self.row_under_cursor(self.view.list), None, shared);
    }

    /// Takes a filter for the list that has the keys, which was read elsewhere.
    pub(super) fn take_read(&mut self, filter: ListFilter, shared: &Shared) {
        let focus = self.view.focus;
        if let Some((list, pane)) = self.lists.iter_mut().zip(Pane::LISTS).find(|(_, pane)| *pane == focus) {
            list.take_filter(pane, filter, shared);
            self.forget_rows();
        }
    }

    /// Lets the rows of all lists be made anew.
    fn forget_rows(&mut self) {
        self.lists.iter_mut().for_each(|list| list.made_from = None);
    }

    /// Finds what the list that has the keys would show without its filter.
    pub(super) fn unfiltered(&mut self, shared: &Shared) -> Present {
        let focus = self.view.focus;
        let at = Pane::LISTS.iter().position(|&pane| pane == focus);
        let rows = at.map_or_else(Rows::default, |at| self.rows_with(at, ListFilter::default(), shared));
        let mut records = FixedBitSet::with_capacity(shared.snapshot.dataset.len());
        records.extend(rows.records().map(Rid::index));
        Present { records, is_counted: true }
    }

    /// Makes the rows of a list as they would be with a filter.
    fn rows_with(&mut self, at: usize, filter: ListFilter, shared: &Shared) -> Rows {
        let order = &shared.snapshot.index.order;
        let mut lists: [List; 3] = Default::default();
        for (list, of) in lists.iter_mut().zip(&mut self.lists) {
            // What is long is lent to them.
            list.sequence = std::mem::take(&mut of.sequence);
            list.filter = std::mem::take(&mut of.filter);
            list.passing = std::mem::take(&mut of.passing);
        }
        let own = lists.get_mut(at).map(|list| {
            let passing = passing(Pane::LISTS.get(at).copied(), &filter, order);
            (std::mem::replace(&mut list.filter, filter), std::mem::replace(&mut list.passing, passing))
        });
        Maker::new(&shared.snapshot, &shared.scope, &self.view).make(&mut lists);
        if let (Some((filter, passing)), Some(list)) = (own, lists.get_mut(at)) {
            (list.filter, list.passing) = (filter, passing);
        }
        for (list, of) in lists.iter_mut().zip(&mut self.lists) {
            of.sequence = std::mem::take(&mut list.sequence);
            of.filter = std::mem::take(&mut list.filter);
            of.passing = std::mem::take(&mut list.passing);
        }
        lists.get_mut(at).map(|list| std::mem::take(&mut list.rows)).unwrap_or_default()
    }

    /// Looks which term of a filter stands in the way, where a list has no rows.
    fn look_for_ways(&mut self, shared: &Shared) {
        for (at, pane) in Pane::LISTS.into_iter().enumerate() {
            let Some(list) = self.lists.get_mut(at) else { continue };
            let (mut filter, is_empty) = (std::mem::take(&mut list.filter), list.rows.len() == 1);
            let count = |rest: ListFilter| self.rows_with(at, rest, shared).len().saturating_sub(1);
            filter.look_for_way(is_empty, rows::kinds(pane), &shared.snapshot, count);
            if let Some(list) = self.lists.get_mut(at) {
                list.filter = filter;
            }
        }
    }

    /// Puts every cursor on the screen.
    pub(super) fn settle_panes(&mut self, areas: &Areas, shared: &Shared) {
        for pane in Pane::LISTS {
            let (cursor, count) = (self.cursor(pane), self.list(pane).rows.len());
            let height = usize::from(areas.inside(pane).height);
            let list = self.view.list_mut(pane);
            if list.turned {
                list.top = turned(list.top, 0, count, height);
            } else if height > 0 {
                list.top = follow(list.top, cursor, count, height);
            }
        }
        self.detail.settle(areas.inside(Pane::Detail), shared);
    }

    /// Returns the position of a list's cursor among its rows.
    pub fn cursor(&self, pane: Pane) -> usize {
        self.list(pane).cursor
    }

    /// Returns the record under a list's cursor; `None` where it is on 'All'.
    pub fn row_under_cursor(&self, pane: Pane) -> Option<Rid> {
        self.list(pane).rows.get(self.cursor(pane)).and_then(|row| row.rid)
    }
}

impl List {
    /// Returns how many rows there would be without filter and scope.
    pub fn whole(&self) -> usize {
        self.sequence.count()
    }

    /// Sorts all records once, if the fields are not those of before: a key press must not sort.
    fn put_in_order(&mut self, pane: Pane, keys: &[SortKey], snapshot: &Snapshot) {
        if self.sort.as_deref() != Some(keys) {
            self.sequence = Sequence::new(pane, keys, snapshot);
            self.sort = Some(keys.to_vec());
        }
    }

    /// Reads the words of the filter; `false` where they are those of before, and what they ask of the journal is the same.
    fn take_words(&mut self, pane: Pane, words: &str, shared: &Shared) -> bool {
        let is_other = self.filter.text() != words || self.filter.is_past(shared);
        if is_other {
            self.filter.set(words, rows::kinds(pane), shared);
            self.passing = passing(Some(pane), &self.filter, &shared.snapshot.index.order);
        }
        is_other
    }

    /// Takes a filter that was read elsewhere.
    fn take_filter(&mut self, pane: Pane, filter: ListFilter, shared: &Shared) {
        self.passing = passing(Some(pane), &filter, &shared.snapshot.index.order);
        self.filter = filter;
    }
}

/// Returns the places of the activities that a filter lets pass, where it is that of their list; `None` lets all pass.
fn passing(pane: Option<Pane>, filter: &ListFilter, order: &Order) -> Option<FixedBitSet> {
    let matching = filter.matching().filter(|_| pane == Some(Pane::Activities))?;
    let mut passing = FixedBitSet::with_capacity(order.of(Kind::Activity).len());
    passing.extend(matching.ones().filter_map(|rid| order.place(Rid(rid as u32))));
    Some(passing)
}
