//! Projects: the tree with periods, funders and money, and the budgets as bars; amounts are shown with what they count and never added.

mod budgets;
mod list;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Kind, Name};
use crate::tui::flow::Flow;
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::table;
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// The body of the Projects screen.
#[derive(Debug)]
pub struct Projects;

impl Body for Projects {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Project]
    }

    fn groupings(&self) -> &'static [&'static str] {
        &["tree", "by funder", "by country", "by goal"]
    }

    fn way(&self, view: &SheetView) -> Option<&'static str> {
        if view.table { self.groupings().get(view.grouping).copied() } else { Some("budgets") }
    }

    fn hints(&self, view: &SheetView) -> Option<&'static [Action]> {
        use Action::{Back, Filter, Links, Mark, Only, Open, Picture, Source, Zoom};
        (!view.table).then_some(&[Open, Filter, Source, Picture, Only, Mark, Links, Back, Zoom])
    }

    fn has_picture(&self) -> bool {
        true
    }

    fn begins_as_table(&self) -> bool {
        true
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        match (cx.view.table, cx.view.grouping) {
            (false, _) => budgets::rows(cx),
            (true, 0) => list::tree(cx),
            (true, 1) => list::by(cx, Name::Funders, "Funder not stated"),
            (true, 2) => list::by(cx, Name::Countries, "Countries not stated"),
            (true, _) => list::by(cx, Name::Goals, "Goals not stated"),
        }
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        if cx.view.table {
            table::draw_head(
                "project",
                list::COLUMNS.within(usize::from(area.width).saturating_sub(1)),
                cx,
                area,
                buffer,
            );
        } else {
            budgets::draw_head(cx, area, buffer);
        }
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        if cx.view.table {
            let columns = list::COLUMNS.within(line.room());
            let root = if cx.view.grouping == 0 { 0 } else { 1 };
            table::draw_branch(row, root, columns, cx, line);
        } else {
            budgets::draw_row(row, cx, line);
        }
    }

    fn act(&self, action: Action, view: &mut SheetView, _snapshot: &Snapshot) -> Flow {
        match action {
            Action::Group | Action::GroupBack if !view.table => {
                Flow::Refused("budgets stand together by what they count; v shows the table with its groups".into())
            }
            _ => Flow::Ignored,
        }
    }
}
