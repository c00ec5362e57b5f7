//! Where the user is on such a screen, and what follows from it.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use ratatui::layout::Rect;

use crate::index::Snapshot;
use crate::model::Rid;
use crate::query::Filter;
use crate::query::sort::SortKey;
use crate::tui::detail::DetailPane;
use crate::tui::list_filter::{ListFilter, Present};
use crate::tui::notebook::{Added, Standing, Wish};
use crate::tui::screens::ScreenId;
use crate::tui::shared::Shared;
use crate::tui::sheet::body::{Body, Cx, Row, Sight};
use crate::tui::sheet::branch;
use crate::tui::sheet::sorting::sorted;
use crate::tui::widget::scroll::find_near;

/// The row under the cursor: a record or something that was added within a group, or the heading of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct At {
    /// The group.
    pub group: u32,
    /// The record.
    pub rid: Option<Rid>,
    /// What was added; the cursor goes with it, and not with the record that it hangs on.
    pub added: Option<Added>,
}

impl At {
    /// Tells whether a row is of the same, be it in another group.
    fn is_kin(self, row: &Row) -> bool {
        self.added == row.added && (self.added.is_some() || (self.rid == row.rid && self.rid.is_some()))
    }
}

/// What a picture that is moved was last moved for: as soon as any of this is another, the row under the cursor is looked for anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The row under the cursor.
    pub at: Option<At>,
    /// The scale.
    pub scale: usize,
    /// How many cells of the picture were seen.
    pub width: i32,
}

/// Everything of the screen that going back restores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetView {
    /// Whether the keys go to the detail.
    pub in_detail: bool,
    /// The row under the cursor; `None` is the first row.
    pub at: Option<At>,
    /// The first row on the screen.
    pub top: usize,
    /// Whether the wheel turned the list, and the cursor may be out of sight.
    pub turned: bool,
    /// The marked records, in the order of marking.
    pub marks: Vec<Rid>,
    /// The words that rows must have.
    pub filter: String,
    /// The fields that rows are sorted by within their groups; empty is the list's own order.
    pub sort: Vec<SortKey>,
    /// The way of grouping, by its position.
    pub grouping: usize,
    /// Whether the table is shown in place of the picture.
    pub table: bool,
    /// The scale of a picture, 0 being the widest.
    pub scale: usize,
    /// The column under the cursor, or how far a picture is moved to the side.
    pub column: i32,
    /// What a picture that is moved was last moved for; `None` where it has not been shown yet.
    pub followed: Option<Followed>,
    /// Whether the pane with the keys has all the room.
    pub zoomed: bool,
}

/// A screen that is one list over the detail.
#[derive(Debug)]
pub struct Sheet {
    /// Which screen it is.
    pub id: ScreenId,
    /// What it shows.
    pub body: &'static dyn Body,
    /// Where the user is.
    pub view: SheetView,
    /// The rows.
    pub rows: Vec<Row>,
    /// The position of the cursor among them.
    pub cursor: usize,
    /// How many records stand in the rows, each counted once.
    pub count: usize,
    /// How many records there would be without filter and scope.
    pub whole: usize,
    /// The detail.
    pub detail: DetailPane,
    /// What the rows were made from.
    made_from: Option<MadeFrom>,
    pub(super) filter: ListFilter,
}

/// What the rows follow from: they are made anew only where one of these is another. There may be very many rows.
#[derive(Clone, Debug, PartialEq)]
struct MadeFrom {
    filter: String,
    sort: Vec<SortKey>,
    grouping: usize,
    table: bool,
    scale: usize,
    scope: Vec<Rid>,
    journal: Option<Journal>,
}

/// What rows of what was added follow from.
#[derive(Clone, Debug, PartialEq)]
struct Journal {
    revision: u64,
    is_read: bool,
    /// What is not on the disk; seldom anything.
    pending: Vec<(Wish, bool)>,
}

impl Journal {
    fn of(shared: &Shared) -> Self {
        let notebook = &shared.notebook;
        let pending = notebook.pending().map(|(wish, why)| (wish.clone(), why.is_some())).collect();
        Self { revision: notebook.revision, is_read: notebook.standing != Standing::Unread, pending }
    }
}

impl Sheet {
    /// Makes the screen with its cursor on the first row.
    pub fn new(id: ScreenId, body: &'static dyn Body) -> Self {
        Self {
            id,
            body,
            view: SheetView { table: body.begins_as_table(), ..SheetView::default() },
            rows: Vec::new(),
            cursor: 0,
            count: 0,
            whole: 0,
            detail: DetailPane::default(),
            made_from: None,
            filter: ListFilter::default(),
        }
    }

    /// Returns what the body may see.
    pub fn cx<'a>(&'a self, shared: &'a Shared) -> Cx<'a> {
        Cx {
            snapshot: &shared.snapshot,
            scope: &shared.scope,
            view: &self.view,
            at: self.rows.get(self.cursor).map(Row::at),
            filter: &self.filter,
            notebook: &shared.notebook,
            skin: &shared.skin,
            today: shared.today,
        }
    }

    /// Returns what a picture may see that is drawn in an area.
    pub(super) fn sight<'a>(&'a self, shared: &'a Shared, area: Rect) -> Sight<'a> {
        let (snapshot, ascii) = (&shared.snapshot, shared.skin.is_ascii());
        Sight { snapshot, rows: &self.rows, cursor: self.cursor, area, today: shared.today, ascii }
    }

    /// Makes the rows anew where something changed that they follow from, and puts the cursor on the row of before.
    pub(super) fn make_rows(&mut self, shared: &Shared) {
        let from = MadeFrom {
            filter: self.view.filter.clone(),
            sort: self.view.sort.clone(),
            grouping: self.view.grouping,
            table: self.view.table,
            scale: self.view.scale,
            scope: shared.scope.chips().iter().map(|chip| chip.rid).collect(),
            journal: self.body.is_of_journal().then(|| Journal::of(shared)),
        };
        let mut before = Vec::new();
        if self.made_from.as_ref() != Some(&from) || self.filter.is_past(shared) {
            before = self.make_them(from, shared);
        }
        let same = |row: &Row| self.view.at == Some(row.at());
        let kin = |row: &Row| self.view.at.is_some_and(|at| at.is_kin(row));
        // A record that is no longer in its group may still stand in another.
        let found = find_near(&self.rows, self.cursor, same).or_else(|| self.rows.iter().position(kin));
        let found = found.or_else(|| self.beside(&before));
        self.cursor = found.unwrap_or_else(|| self.body.begin(&self.rows, &self.cx(shared)));
        let row = self.rows.get(self.cursor);
        if let Some(row) = row.filter(|row| row.added.is_some()) {
            // More may be added above it at any time: from now on the cursor is on this one.
            self.view.at = Some(row.at());
        }
        self.detail.show(row.and_then(|row| row.rid), row.and_then(|row| row.added), shared);
    }

    /// Makes the rows, and returns those of before.
    fn make_them(&mut self, from: MadeFrom, shared: &Shared) -> Vec<Row> {
        if self.body.is_of_journal() {
            self.filter = ListFilter::of_items(&self.view.filter, shared);
        } else {
            self.filter.set(&self.view.filter, self.body.kinds(), shared);
        }
        let rows = sorted(self.body.rows(&self.cx(shared)), &self.view.sort, &shared.snapshot.dataset);
        let before = std::mem::replace(&mut self.rows, rows);
        branch::mark(&mut self.rows);
        (self.count, self.whole) = self.body.tally(&self.rows, &self.cx(shared)).unwrap_or_else(|| {
            let whole = self.body.whole(&shared.snapshot, &self.view);
            (self.counted(shared), whole)
        });
        if !self.body.is_of_journal() {
            self.look_for_way(shared);
        }
        self.made_from = Some(from);
        before
    }

    /// Finds what stood nearest to something that was taken away, below it or else above it; `before` are the rows of before.
    fn beside(&self, before: &[Row]) -> Option<usize> {
        let gone = self.view.at.filter(|at| at.added.is_some())?;
        let place = before.iter().position(|row| row.at() == gone)?;
        let now: HashMap<At, usize> = self.rows.iter().enumerate().map(|(at, row)| (row.at(), at)).collect();
        let (above, below) = before.split_at(place);
        let rows = below.iter().chain(above.iter().rev()).filter(|row| row.added.is_some());
        rows.into_iter().find_map(|row| now.get(&row.at()).copied())
    }

    /// Finds what the rows would show without the filter.
    pub(super) fn unfiltered(&self, shared: &Shared) -> Present {
        if !self.body.is_asked_alone() {
            let all = Filter::default().mask(self.body.kinds(), &shared.snapshot);
            return Present { records: all, is_counted: false };
        }
        Present { records: self.records_with(&ListFilter::default(), shared), is_counted: true }
    }

    /// Finds the records that the rows would show with a filter.
    fn records_with(&self, filter: &ListFilter, shared: &Shared) -> FixedBitSet {
        let rows = self.body.rows(&Cx { filter, ..self.cx(shared) });
        let rids = rows.iter().filter(|row| !row.is_heading()).filter_map(|row| row.rid);
        let mut records = FixedBitSet::with_capacity(shared.snapshot.dataset.len());
        records.extend(rids.filter(|rid| self.is_counted(*rid, &shared.snapshot)).map(Rid::index));
        records
    }

    /// Looks which term of the filter stands in the way, where there are no rows.
    fn look_for_way(&mut self, shared: &Shared) {
        let mut filter = std::mem::take(&mut self.filter);
        let count = |rest: ListFilter| self.records_with(&rest, shared).count_ones(..);
        filter.look_for_way(self.rows.is_empty(), self.body.kinds(), &shared.snapshot, count);
        self.filter = filter;
    }

    /// Tells whether a record is of a kind that is counted.
    fn is_counted(&self, rid: Rid, snapshot: &Snapshot) -> bool {
        snapshot.dataset.kind(rid).is_some_and(|kind| self.body.counted(self.view.grouping).contains(&kind))
    }

    /// Counts the records of the rows, each once; those of kinds that are not counted stand there for others.
    fn counted(&self, shared: &Shared) -> usize {
        let mut rids: Vec<Rid> = self.records(&shared.snapshot).collect();
        rids.sort_unstable();
        rids.dedup();
        rids.len()
    }

    /// Lists the records of the rows; one that stands in several groups comes several times.
    pub(super) fn records(&self, snapshot: &Snapshot) -> impl Iterator<Item = Rid> {
        let rids = self.rows.iter().filter(|row| !row.is_heading()).filter_map(|row| row.rid);
        rids.filter(|rid| self.is_counted(*rid, snapshot))
    }
}
