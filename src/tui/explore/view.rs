//! Where the user is on the Explore screen, and what follows from it.

use fixedbitset::FixedBitSet;

use crate::index::Snapshot;
use crate::model::{Kind, Rid};
use crate::query::sort::{SortKey, sort};
use crate::tui::detail::DetailPane;
use crate::tui::explore::rows::{self, Row};
use crate::tui::layout::{Areas, Pane};
use crate::tui::list_filter::{ListFilter, Present};
use crate::tui::scope::Scope;
use crate::tui::shared::Shared;
use crate::tui::widget::scroll::{find_near, follow, turned};

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
    pub rows: Vec<Row>,
    /// How many there would be without filter and scope.
    pub whole: usize,
    /// The position of the cursor among the rows.
    pub cursor: usize,
    /// The largest count of a row.
    pub most: u32,
    /// The fields that `order` was made for.
    sort: Vec<SortKey>,
    /// The records of the list in an order that was asked for; empty where none was.
    order: Vec<(Kind, Vec<Rid>)>,
    /// What the filter lets pass.
    pub filter: ListFilter,
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
    /// What the rows were made from.
    pub(super) made_from: Option<MadeFrom>,
}

/// What the rows follow from: they are made anew only where one of these is another. There may be very many rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MadeFrom {
    /// The filter, the fields of the order and the marks of each list.
    lists: [(String, Vec<SortKey>, Vec<Rid>); 3],
    /// The records under the cursors of those lists that have another right of them.
    at: [Option<Rid>; 2],
    scope: Vec<Rid>,
}

impl MadeFrom {
    fn new(view: &View, scope: &Scope) -> Self {
        let [countries, goals, activities] = &view.lists;
        let of = |list: &ListView| (list.filter.clone(), list.sort.clone(), list.marks.clone());
        let scope = scope.chips().iter().map(|chip| chip.rid).collect();
        Self { lists: [of(countries), of(goals), of(activities)], at: [countries.at, goals.at], scope }
    }
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
        let from = MadeFrom::new(&self.view, &shared.scope);
        if self.made_from.as_ref() != Some(&from) || self.lists.iter().any(|list| list.filter.is_past(shared)) {
            self.make_lists(shared);
            self.made_from = Some(from);
        }
        for (list, view) in self.lists.iter_mut().zip(&self.view.lists) {
            // A record that is not among the rows has its cursor on 'All'.
            list.cursor = find_near(&list.rows, list.cursor, |row| row.rid == view.at).unwrap_or(0);
        }
        self.detail.show(self.row_under_cursor(self.view.list), None, shared);
    }

    fn make_lists(&mut self, shared: &Shared) {
        let (snapshot, scope) = (&shared.snapshot, &shared.scope);
        for ((list, view), pane) in self.lists.iter_mut().zip(&self.view.lists).zip(Pane::LISTS) {
            list.filter.set(&view.filter, rows::kinds(pane), shared);
            list.put_in_order(&view.sort, rows::kinds(pane), snapshot);
        }
        let made = rows::make(snapshot, scope, &self.view, &self.lists);
        for (list, (rows, whole)) in self.lists.iter_mut().zip(made) {
            list.most = rows.iter().map(|row| row.count).max().unwrap_or(0);
            (list.rows, list.whole) = (rows, whole);
        }
        self.look_for_ways(shared);
    }

    /// Finds what the list that has the keys would show without its filter.
    pub(super) fn unfiltered(&mut self, shared: &Shared) -> Present {
        let focus = self.view.focus;
        let at = Pane::LISTS.iter().position(|&pane| pane == focus);
        let rows = at.map_or_else(Vec::new, |at| self.rows_with(at, ListFilter::default(), shared));
        let mut records = FixedBitSet::with_capacity(shared.snapshot.dataset.len());
        records.extend(rows.iter().filter_map(|row| row.rid).map(Rid::index));
        Present { records, is_counted: true }
    }

    /// Makes the rows of a list as they would be with a filter.
    fn rows_with(&mut self, at: usize, filter: ListFilter, shared: &Shared) -> Vec<Row> {
        let Some(own) = self.lists.get_mut(at).map(|list| std::mem::replace(&mut list.filter, filter)) else {
            return Vec::new();
        };
        let mut made = rows::make(&shared.snapshot, &shared.scope, &self.view, &self.lists);
        if let Some(list) = self.lists.get_mut(at) {
            list.filter = own;
        }
        made.get_mut(at).map(|(rows, _)| std::mem::take(rows)).unwrap_or_default()
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
    /// Returns the records of a kind in the order of the list.
    pub fn order<'a>(&'a self, kind: Kind, snapshot: &'a Snapshot) -> &'a [Rid] {
        let sorted = self.order.iter().find(|(of, _)| *of == kind);
        sorted.map_or_else(|| snapshot.index.order.of(kind), |(_, rids)| rids)
    }

    /// Sorts all records once, if the fields are not those of before: a key press must not sort.
    fn put_in_order(&mut self, keys: &[SortKey], kinds: &[Kind], snapshot: &Snapshot) {
        if self.sort != keys {
            let sorted = |&kind: &Kind| (kind, sort(snapshot.index.order.of(kind), keys, &snapshot.dataset));
            self.order = if keys.is_empty() { Vec::new() } else { kinds.iter().map(sorted).collect() };
            self.sort = keys.to_vec();
        }
    }
}
