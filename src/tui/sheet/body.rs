//! What one such screen shows: its rows, and how a row is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::date::Day;
use crate::base::places::Point;
use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Kind, Record, Rid};
use crate::query::words::kinds;
use crate::tui::flow::Flow;
use crate::tui::list_filter::ListFilter;
use crate::tui::notebook::{Added, Notebook};
use crate::tui::scope::Scope;
use crate::tui::shared::Shared;
use crate::tui::sheet::view::{At, SheetView};
use crate::tui::skin::Skin;
use crate::tui::widget::line::Line;

/// What a body may see while it makes and draws rows.
#[derive(Clone, Copy, Debug)]
pub struct Cx<'a> {
    /// The dataset with all that is derived from it.
    pub snapshot: &'a Snapshot,
    /// What all screens are narrowed to.
    pub scope: &'a Scope,
    /// Where the user is on the screen, and in which way it is shown.
    pub view: &'a SheetView,
    /// The row under the cursor, also where it is the first one because nobody moved it yet.
    pub at: Option<At>,
    /// What the filter lets pass.
    pub filter: &'a ListFilter,
    /// What the user added, as far as it may be shown.
    pub notebook: &'a Notebook,
    /// How it looks.
    pub skin: &'a Skin,
    /// The day on which the dashboard was opened.
    pub today: Option<Day>,
}

/// What a picture may see beside that: what stands in it, where the cursor is, and how much room there is.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The dataset with all that is derived from it.
    pub snapshot: &'a Snapshot,
    /// The rows.
    pub rows: &'a [Row],
    /// The position of the cursor among them.
    pub cursor: usize,
    /// Where the rows are drawn.
    pub area: Rect,
    /// The day on which the dashboard was opened.
    pub today: Option<Day>,
    /// Whether only ASCII is shown, which some pictures cannot be drawn with.
    pub ascii: bool,
}

impl<'a> Cx<'a> {
    /// Tells whether scope and filter let a record pass.
    pub fn passes(&self, rid: Rid) -> bool {
        self.matches(rid) && self.scope.is_near(rid)
    }

    /// Tells whether the filter lets a record pass, be it within the scope or not.
    pub fn matches(&self, rid: Rid) -> bool {
        self.filter.passes(rid)
    }

    /// Lists the records of a kind that scope and filter let pass, in the order of lists.
    pub fn records(&self, kind: Kind) -> impl Iterator<Item = Record<'a>> {
        let (snapshot, cx) = (self.snapshot, *self);
        let rids = snapshot.index.order.of(kind).iter().copied();
        rids.filter(move |rid| cx.passes(*rid)).filter_map(|rid| snapshot.dataset.record(rid))
    }
}

/// One row of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The record; `None` for a heading that is none. Where the row is something that was added, the record that it hangs on.
    pub rid: Option<Rid>,
    /// What was added that the row tells.
    pub added: Option<Added>,
    /// The text of a heading; empty for a record.
    pub heading: String,
    /// The group that the row stands in: the same record may stand in several, but in each once, since the cursor is remembered by both.
    pub group: u32,
    /// How far it is set in.
    pub depth: u8,
    /// The texts of its cells, for screens that are tables.
    pub cells: Vec<String>,
    /// At which depths the tree goes on below it, a bit for each; it is noted when all rows are in their order.
    pub branches: u64,
    /// How many records are counted for it, for screens that count.
    pub count: usize,
    /// How long its bar is, in millionths of the longest bar that it may be compared with.
    pub share: usize,
    /// The records that it stands for, where Enter lists those.
    pub opens: Vec<Rid>,
    /// Where it lies on the globe, for maps.
    pub point: Option<Point>,
}

impl Row {
    /// Makes the row of a record.
    pub fn record(rid: Rid, group: u32, depth: u8) -> Self {
        Self { rid: Some(rid), group, depth, ..Self::default() }
    }

    /// Makes the heading over a group.
    pub fn heading(text: impl Into<String>, group: u32, rid: Option<Rid>) -> Self {
        Self { rid, heading: text.into(), group, ..Self::default() }
    }

    /// Makes the row of something that was added.
    pub fn added(added: Added, on: Option<Rid>, group: u32, depth: u8) -> Self {
        Self { rid: on, added: Some(added), group, depth, ..Self::default() }
    }

    /// Returns what the cursor remembers of the row.
    pub fn at(&self) -> At {
        At { group: self.group, rid: self.rid, added: self.added }
    }

    /// Tells whether it is a heading.
    pub fn is_heading(&self) -> bool {
        !self.heading.is_empty()
    }
}

/// What one screen shows.
pub trait Body: std::fmt::Debug + Sync {
    /// The kinds whose records stand in the list, for the filter.
    fn kinds(&self) -> &'static [Kind];

    /// The kinds that are counted where the list is grouped that way.
    fn counted(&self, _grouping: usize) -> &'static [Kind] {
        self.kinds()
    }

    /// The ways in which the rows can be grouped or ordered; the first is the one at the start.
    fn groupings(&self) -> &'static [&'static str] {
        &[]
    }

    /// Tells whether the rows are what the user added, and no records: then they are filtered by words alone.
    fn is_of_journal(&self) -> bool {
        false
    }

    /// Names what is counted: "activities".
    fn counts(&self, grouping: usize) -> String {
        kinds(self.counted(grouping))
    }

    /// Counts what the rows show, each once, and how much there would be without scope and filter; `None` where those are records.
    fn tally(&self, _rows: &[Row], _cx: &Cx<'_>) -> Option<(usize, usize)> {
        None
    }

    /// Says why there is nothing to be shown even without scope and filter, and what to do; `None` where the dataset has no such records.
    fn emptiness(&self, _shared: &Shared) -> Option<(String, String)> {
        None
    }

    /// Says why an action makes no sense on this screen; `None` where it does.
    fn refusal(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Returns how many records there would be without scope and filter.
    fn whole(&self, snapshot: &Snapshot, view: &SheetView) -> usize {
        self.counted(view.grouping).iter().map(|&kind| snapshot.dataset.count(kind)).sum()
    }

    /// Tells whether a row passes the filter for its own record alone, so that what passes can be counted beforehand.
    fn is_asked_alone(&self) -> bool {
        true
    }

    /// Names the way in which the rows are shown.
    fn way(&self, view: &SheetView) -> Option<&'static str> {
        self.groupings().get(view.grouping).copied()
    }

    /// Names a way of grouping; the first, in which the screen begins, needs no name.
    fn way_at(&self, grouping: usize) -> &'static str {
        self.groupings().get(grouping).filter(|_| grouping > 0).copied().unwrap_or_default()
    }

    /// Lists the actions that matter in the list, where they are others than on every such screen.
    fn hints(&self, _view: &SheetView) -> Option<&'static [Action]> {
        None
    }

    /// Tells whether there is a picture, which has a table as its twin.
    fn has_picture(&self) -> bool {
        false
    }

    /// Tells whether the table is shown first, and the picture only when it is asked for.
    fn begins_as_table(&self) -> bool {
        false
    }

    /// Makes the rows that scope and filter let pass.
    fn rows(&self, cx: &Cx<'_>) -> Vec<Row>;

    /// Returns the position of the row that the cursor begins on where nobody put it anywhere.
    fn begin(&self, _rows: &[Row], _cx: &Cx<'_>) -> usize {
        0
    }

    /// Draws one row; the sign of cursor and mark stands before it already.
    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>);

    /// How many lines stand above the rows, such as the axis of a calendar.
    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        0
    }

    /// Draws the lines above the rows.
    fn draw_head(&self, _cx: &Cx<'_>, _area: Rect, _buffer: &mut Buffer) {}

    /// Draws the whole list as a picture; `false` leaves it to the rows.
    fn draw_picture(&self, _cx: &Cx<'_>, _sight: &Sight<'_>, _buffer: &mut Buffer) -> bool {
        false
    }

    /// Does what an action asks for, if it is one of this screen's alone.
    fn act(&self, _action: Action, _view: &mut SheetView, _snapshot: &Snapshot) -> Flow {
        Flow::Ignored
    }

    /// Does what an action asks of a picture that is moved, such as one of time.
    fn travel(&self, _action: Action, _view: &mut SheetView, _sight: &Sight<'_>) -> Flow {
        Flow::Ignored
    }

    /// Moves such a picture so far that what the cursor is on is seen.
    fn settle(&self, _view: &mut SheetView, _sight: &Sight<'_>) {}

    /// Returns the position of the row that is drawn at a cell, counted from where the rows begin.
    fn row_at(&self, at: (u16, u16), view: &SheetView, _sight: &Sight<'_>) -> Option<usize> {
        Some(view.top + usize::from(at.1))
    }

    /// Lists the cells where rows begin that are on the screen, counted like those of [`Self::row_at`].
    fn places(&self, view: &SheetView, sight: &Sight<'_>) -> Vec<(u16, u16)> {
        (0..sight.area.height).take(sight.rows.len().saturating_sub(view.top)).map(|y| (0, y)).collect()
    }

    /// Puts the cursor of a table on the column at that cell of a row, where it has one; the cell is counted from the row's begin.
    fn aim(&self, _cell: u16, _view: &mut SheetView, _sight: &Sight<'_>) {}

    /// What Enter opens from a row, where it is something else than the row's record: a title and records.
    fn open(&self, _row: &Row, _cx: &Cx<'_>) -> Option<(String, Vec<Rid>)> {
        None
    }
}
