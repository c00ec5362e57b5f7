//! Results: what was measured, goal by goal; and coverage: what touches each goal and action point, and what nothing touches.

mod coverage;
mod indicators;
mod trend;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::index::Snapshot;
use crate::model::{Kind, Record, Rid};
use crate::tui::sheet::body::{Body, Cx, Row};
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
        if view.grouping != 1 {
            return dataset.count(Kind::Indicator);
        }
        snapshot.goals().count() + dataset.count(Kind::Action)
    }

    fn groupings(&self) -> &'static [&'static str] {
        &["indicators", "coverage"]
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        if cx.view.grouping == 1 { coverage::rows(cx) } else { indicators::rows(cx) }
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        let (main, columns, _) = shape(cx);
        table::draw_head(main, columns, cx, area, buffer);
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        let (_, columns, root) = shape(cx);
        table::draw_branch(row, root, columns, cx, line);
    }
}

/// Returns what the rows are called, their columns, and below which depth the lines of the tree begin.
fn shape(cx: &Cx<'_>) -> (&'static str, &'static [Column], u8) {
    if cx.view.grouping == 1 { ("goal", &coverage::COLUMNS, 0) } else { ("indicator", &indicators::COLUMNS, 1) }
}

/// Lists all goals: those of the framework in force first. Scope and filter are looked at where it is known what stands below them.
fn goals<'a>(cx: &Cx<'a>) -> Vec<Record<'a>> {
    let snapshot = cx.snapshot;
    let order = snapshot.index.order.of(Kind::Goal).iter();
    let mut goals: Vec<Record<'a>> = order.filter_map(|&rid: &Rid| snapshot.dataset.record(rid)).collect();
    goals.sort_by_key(|goal| !snapshot.is_in_force(*goal));
    goals
}
