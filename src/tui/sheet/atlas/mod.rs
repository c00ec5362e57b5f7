//! Atlas: what is counted for each participant, as a map or as tiles, and for each goal as a matrix with numbers.
//!
//! Neutral shades, alphabetical order, coast lines without borders.

mod count;
mod globe;
mod map;
mod matrix;
mod picture;
mod scene;
mod tiles;

use fixedbitset::FixedBitSet;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::places::point;
use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Kind, Record, Rid};
use crate::query::words::{self, grouped};
use crate::tui::flow::Flow;
use crate::tui::sheet::atlas::count::{WAYS, counted};
use crate::tui::sheet::atlas::scene::{Direction, Scene};
use crate::tui::sheet::body::{Body, Cx, Row, Sight};
use crate::tui::sheet::touching::{mask, touching};
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// The body of the Atlas screen.
#[derive(Debug)]
pub struct Atlas;

impl Body for Atlas {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Country, Kind::Organisation]
    }

    fn groupings(&self) -> &'static [&'static str] {
        &WAYS
    }

    fn has_picture(&self) -> bool {
        true
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        let participants = self.kinds().iter().flat_map(|&kind| cx.records(kind));
        if cx.view.table {
            let kind = counted(cx.view.grouping);
            let goals: Vec<FixedBitSet> = cx.snapshot.goals().map(|goal| mask(kind, goal.rid, cx)).collect();
            return participants.map(|record| line_of_matrix(record, &goals, cx)).collect();
        }
        let mut rows: Vec<Row> = participants.map(|record| spot_of_picture(record, cx)).collect();
        // The picture places the first rows, and lists the others below.
        rows.sort_by_key(|row| row.point.is_none());
        rows
    }

    fn head_height(&self, cx: &Cx<'_>) -> u16 {
        if cx.view.table { 2 } else { 1 }
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        if !cx.view.table {
            picture::draw_legend(cx, area, buffer);
            return;
        }
        if area.height > 1 {
            picture::draw_legend(cx, area, buffer);
        }
        let last = area.height.saturating_sub(1);
        matrix::draw_titles(cx, Rect { y: area.y + last, height: area.height - last, ..area }, buffer);
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        matrix::draw_row(row, cx, line);
    }

    fn draw_picture(&self, cx: &Cx<'_>, sight: &Sight<'_>, buffer: &mut Buffer) -> bool {
        picture::draw(cx, sight, buffer);
        true
    }

    fn act(&self, action: Action, view: &mut SheetView, snapshot: &Snapshot) -> Flow {
        if !view.table {
            return Flow::Ignored;
        }
        let last = snapshot.goals().count() as i32;
        let column = match action {
            Action::PaneLeft => view.column - 1,
            Action::PaneRight => view.column + 1,
            _ => return Flow::Ignored,
        };
        if !(0..=last).contains(&column) {
            return Flow::Refused("there is no further column; Tab goes to the detail".into());
        }
        view.column = column;
        Flow::Done
    }

    fn travel(&self, action: Action, view: &mut SheetView, sight: &Sight<'_>) -> Flow {
        if view.table || sight.rows.is_empty() {
            return Flow::Ignored;
        }
        let (direction, steps) = match action {
            Action::PaneLeft => (Direction::Left, 1),
            Action::PaneRight => (Direction::Right, 1),
            Action::Up => (Direction::Up, 1),
            Action::Down => (Direction::Down, 1),
            Action::HalfPageUp => (Direction::Up, 2),
            Action::HalfPageDown => (Direction::Down, 2),
            Action::PageUp => (Direction::Up, 4),
            Action::PageDown => (Direction::Down, 4),
            _ => return Flow::Ignored,
        };
        let scene = Scene::new(sight);
        let way = std::iter::successors(Some(sight.cursor), |&at| scene.next(at, direction, sight.rows.len()));
        let at = way.take(steps + 1).last().unwrap_or(sight.cursor);
        let Some(row) = sight.rows.get(at).filter(|_| at != sight.cursor) else {
            return Flow::Refused("there is no participant further that way; Tab goes to the detail".into());
        };
        view.at = Some(row.at());
        Flow::Done
    }

    fn row_at(&self, at: (u16, u16), view: &SheetView, sight: &Sight<'_>) -> Option<usize> {
        if view.table { Some(view.top + usize::from(at.1)) } else { Scene::new(sight).at(at, sight.cursor) }
    }

    fn places(&self, view: &SheetView, sight: &Sight<'_>) -> Vec<(u16, u16)> {
        if view.table { matrix::places(view, sight) } else { Scene::new(sight).places(sight.cursor) }
    }

    fn aim(&self, cell: u16, view: &mut SheetView, sight: &Sight<'_>) {
        if view.table
            && let Some(column) =
                matrix::column_at(cell, sight.snapshot.goals().count() + 1, sight.area.width, view.column)
        {
            view.column = column;
        }
    }

    fn open(&self, row: &Row, cx: &Cx<'_>) -> Option<(String, Vec<Rid>)> {
        let dataset = &cx.snapshot.dataset;
        let record = dataset.record(row.rid?)?;
        // The picture counts for all goals together.
        let column = if cx.view.table { cx.view.column } else { 0 };
        let goal = usize::try_from(column - 1).ok().and_then(|at| cx.snapshot.goals().nth(at));
        let kind = counted(cx.view.grouping);
        let mut rids = touching(kind, record.rid, cx);
        if let Some(goal) = goal {
            let goal = mask(kind, goal.rid, cx);
            rids.retain(|rid| goal.contains(rid.index()));
        }
        let goal = goal.map_or_else(String::new, |goal| format!(" · {}", goal.label().text()));
        Some((format!("{}{goal}: {}", record.label().text(), words::counted(rids.len(), kind)), rids))
    }
}

/// Makes a row of the matrix: the name, the number for all goals, the number for each.
fn line_of_matrix(record: Record<'_>, goals: &[FixedBitSet], cx: &Cx<'_>) -> Row {
    let touching = touching(counted(cx.view.grouping), record.rid, cx);
    let count = touching.len();
    let of_goal = |goal: &FixedBitSet| touching.iter().filter(|rid| goal.contains(rid.index())).count();
    let counts = std::iter::once(count).chain(goals.iter().map(of_goal));
    let name = record.label().text().to_owned();
    let cells = std::iter::once(name).chain(counts.map(|count| grouped(count as f64))).collect();
    Row { cells, count, ..Row::record(record.rid, 0, 0) }
}

/// Makes a participant of the picture: its code, the number, and where it lies.
fn spot_of_picture(record: Record<'_>, cx: &Cx<'_>) -> Row {
    let count = touching(counted(cx.view.grouping), record.rid, cx).len();
    let is_country = cx.snapshot.dataset.kind(record.rid) == Some(Kind::Country);
    let point = is_country.then(|| point(record.id())).flatten();
    Row { cells: vec![record.id().to_owned()], count, point, ..Row::record(record.rid, 0, 0) }
}
