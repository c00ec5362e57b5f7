//! Results: what was measured, goal by goal; and coverage: what touches each goal and action point, and what nothing touches.

mod coverage;
mod indicators;
mod trend;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Kind, Record, Rid};
use crate::tui::flow::Flow;
use crate::tui::sheet::body::{Body, Cx, Row, Sight};
use crate::tui::sheet::table::{self, Column};
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// The body of the Results screen.
#[derive(Debug)]
pub struct Results;

impl Body for Results {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Goal, Kind::Action, Kind::Indicator]
    }

    fn counted(&self, grouping: usize) -> &'static [Kind] {
        if grouping == 1 { &[Kind::Goal, Kind::Action] } else { &[Kind::Indicator] }
    }

    fn whole(&self, snapshot: &Snapshot, view: &SheetView) -> usize {
        let dataset = &snapshot.dataset;
        if !is_coverage(view) {
            return dataset.count(Kind::Indicator);
        }
        snapshot.goals().count() + dataset.count(Kind::Action)
    }

    fn groupings(&self) -> &'static [&'static str] {
        &["indicators", "coverage"]
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        if is_coverage(cx.view) { coverage::rows(cx) } else { indicators::rows(cx) }
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        let (main, columns, _) = shape(cx);
        table::draw_head(main, columns, cx, area, buffer);
    }

    fn travel(&self, action: Action, view: &mut SheetView, sight: &Sight<'_>) -> Flow {
        if is_coverage(view) { coverage::travel(action, view, sight) } else { Flow::Ignored }
    }

    fn aim(&self, cell: u16, view: &mut SheetView, sight: &Sight<'_>) {
        if is_coverage(view) {
            coverage::aim(cell, view, sight);
        }
    }

    fn open(&self, row: &Row, cx: &Cx<'_>) -> Option<(String, Vec<Rid>)> {
        is_coverage(cx.view).then(|| coverage::open(row, cx)).flatten()
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        let (_, columns, root) = shape(cx);
        if is_coverage(cx.view) {
            return table::draw_branch(&coverage::marked(row, cx), root, columns, cx, line);
        }
        table::draw_branch(row, root, columns, cx, line);
    }
}

/// Tells whether it is counted what touches each goal.
fn is_coverage(view: &SheetView) -> bool {
    view.grouping == 1
}

/// Returns what the rows are called, their columns, and below which depth the lines of the tree begin.
fn shape(cx: &Cx<'_>) -> (&'static str, &'static [Column], u8) {
    if is_coverage(cx.view) { ("goal", &coverage::COLUMNS, 0) } else { ("indicator", &indicators::COLUMNS, 1) }
}

/// Lists all goals: those of the framework in force first. Scope and filter are looked at where it is known what stands below them.
fn goals<'a>(cx: &Cx<'a>) -> Vec<Record<'a>> {
    let snapshot = cx.snapshot;
    let order = snapshot.index.order.of(Kind::Goal).iter();
    let mut goals: Vec<Record<'a>> = order.filter_map(|&rid: &Rid| snapshot.dataset.record(rid)).collect();
    goals.sort_by_key(|goal| !snapshot.is_in_force(*goal));
    goals
}
