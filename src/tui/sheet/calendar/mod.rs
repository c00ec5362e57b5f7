//! Calendar: what takes place when, as a picture of time with lanes, or as an agenda.

mod axis;
mod draw;
mod rows;
mod strip;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::date::{Day, Period};
use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Kind, Rid};
use crate::query::agenda::{Item, items};
use crate::tui::flow::Flow;
use crate::tui::sheet::body::{Body, Cx, Row, Sight};
use crate::tui::sheet::calendar::axis::{SCALES, Scale};
use crate::tui::sheet::calendar::rows::Lanes;
use crate::tui::sheet::calendar::strip::Window;
use crate::tui::sheet::view::{Followed, SheetView};
use crate::tui::widget::line::Line;

/// The body of the Calendar screen.
#[derive(Debug)]
pub struct Calendar;

/// The ways of grouping in the picture.
const WAYS: [&str; 3] = ["by goal", "by group", "by kind"];

/// The cells that stay free right of what is looked for, so that its status is read.
const BESIDE: i32 = 17;

impl Body for Calendar {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Meeting, Kind::Activity]
    }

    fn whole(&self, snapshot: &Snapshot, _view: &SheetView) -> usize {
        items(snapshot).count()
    }

    /// An activity and the meeting that it is are one row.
    fn is_asked_alone(&self) -> bool {
        false
    }

    fn groupings(&self) -> &'static [&'static str] {
        &WAYS
    }

    fn way(&self, view: &SheetView) -> Option<&'static str> {
        if view.table { Some("agenda") } else { WAYS.get(view.grouping).copied() }
    }

    fn hints(&self, view: &SheetView) -> Option<&'static [Action]> {
        use Action::{Back, Filter, Group, Links, Mark, Narrower, Only, Open, Picture, Source, Today, Wider, Zoom};
        Some(if view.table {
            &[Open, Picture, Today, Filter, Source, Only, Mark, Links, Back, Zoom]
        } else {
            &[Open, Picture, Narrower, Wider, Today, Group, Filter, Source, Only, Mark, Links, Back, Zoom]
        })
    }

    fn has_picture(&self) -> bool {
        true
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        let lanes = match (cx.view.table, cx.view.grouping) {
            (true, _) => Lanes::Years,
            (false, 0) => Lanes::Goals,
            (false, 1) => Lanes::Groups,
            (false, _) => Lanes::Kinds,
        };
        rows::make(lanes, cx)
    }

    /// The agenda begins with what is next, or where all is over with what was last.
    fn begin(&self, rows: &[Row], cx: &Cx<'_>) -> usize {
        let Some(today) = cx.today.filter(|_| cx.view.table) else { return 0 };
        let next = rows.iter().position(|row| is_ahead(row, today, cx.snapshot));
        let is_dated = |row: &Row| row.rid.is_some_and(|rid| when(rid, cx.snapshot).is_some());
        next.or_else(|| rows.iter().rposition(is_dated)).unwrap_or(0)
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        let record = row.rid.filter(|_| !row.is_heading()).and_then(|rid| cx.snapshot.dataset.record(rid));
        match (record, cx.view.table) {
            (None, _) => draw::heading(row, cx, line),
            (Some(record), true) => draw::entry(Item::new(record), cx, line),
            (Some(record), false) => draw::bar(Item::new(record), cx, line),
        }
    }

    fn head_height(&self, cx: &Cx<'_>) -> u16 {
        if cx.view.table { 0 } else { 2 }
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        draw::head(cx, area, buffer);
    }

    fn travel(&self, action: Action, view: &mut SheetView, sight: &Sight<'_>) -> Flow {
        match (action, view.table) {
            (Action::Today, true) => next_entry(view, sight),
            (Action::Today, false) => to_today(view, sight),
            (Action::Narrower | Action::Wider, true) => refused("the agenda has no scale; v shows the picture of time"),
            (Action::Narrower, false) => rescale(view, sight, view.scale + 1),
            (Action::Wider, false) if view.scale == 0 => refused("years are the widest scale"),
            (Action::Wider, false) => rescale(view, sight, view.scale - 1),
            (Action::Group, true) => refused("the agenda is by date; v shows the picture with its lanes"),
            (Action::PaneLeft, false) => pan(view, sight, -1),
            (Action::PaneRight, false) => pan(view, sight, 1),
            _ => Flow::Ignored,
        }
    }

    fn settle(&self, view: &mut SheetView, sight: &Sight<'_>) {
        if view.table {
            return;
        }
        let (at, scale, width) = (view.at, view.scale, width(sight));
        let followed = Some(Followed { at, scale, width });
        if view.followed == followed {
            return;
        }
        if view.followed.is_none() {
            view.column = first_column(sight, Scale::of(scale), width);
        }
        reveal(view, sight);
        view.followed = followed;
    }
}

fn refused(reason: &str) -> Flow {
    Flow::Refused(reason.to_owned())
}

/// Returns how many cells of time are seen.
fn width(sight: &Sight<'_>) -> i32 {
    draw::columns(usize::from(sight.area.width).saturating_sub(1)).1
}

fn window(view: &SheetView, width: i32) -> Window {
    Window { scale: Scale::of(view.scale), left: view.column, width }
}

fn when(rid: Rid, snapshot: &Snapshot) -> Option<Period> {
    Item::new(snapshot.dataset.record(rid)?).when()
}

/// Lists the dates of the rows.
fn dates(sight: &Sight<'_>) -> impl Iterator<Item = Period> {
    sight.rows.iter().filter(|row| !row.is_heading()).filter_map(|row| when(row.rid?, sight.snapshot))
}

/// Returns the first and the last day of all rows.
fn span(sight: &Sight<'_>) -> Option<(Day, Day)> {
    let days = |when: Period| {
        let first = when.start().map(|from| from.first_day());
        let last = when.end().map(|to| to.last_day());
        (first.or(last), last.or(first))
    };
    let all = dates(sight).map(days).fold((None, None), |(from, to): (Option<Day>, Option<Day>), (first, last)| {
        (from.into_iter().chain(first).min(), to.into_iter().chain(last).max())
    });
    all.0.zip(all.1)
}

/// Returns where a picture begins that was not shown yet: so that today, or the nearest day of the rows, stands right of the middle.
fn first_column(sight: &Sight<'_>, scale: Scale, width: i32) -> i32 {
    let Some((first, last)) = span(sight) else {
        return sight.today.map_or(0, |today| scale.cell(today) - width * 2 / 3);
    };
    let day = sight.today.map_or(last, |today| today.clamp(first, last));
    scale.cell(day) - width * 2 / 3
}

/// Moves the picture no further than it must so that the item under the cursor is seen.
fn reveal(view: &mut SheetView, sight: &Sight<'_>) {
    let row = sight.rows.get(sight.cursor).filter(|row| !row.is_heading());
    let Some(when) = row.and_then(|row| row.rid).and_then(|rid| when(rid, sight.snapshot)) else { return };
    let window = window(view, width(sight));
    let (first, last) = window.ends(when);
    let (begin, end) = (first.or(last).unwrap_or(0), last.or(first).unwrap_or(0));
    let beside = BESIDE.min(window.width / 3);
    if begin < 0 {
        // What began before and still goes on is seen already.
        view.column += if end < beside { begin - 1 } else { 0 };
    } else if end + beside >= window.width {
        view.column += (end + beside + 1 - window.width).min(begin - 1).max(0);
    }
}

/// Shows the next scale, with the item under the cursor, or else the middle, where it was.
fn rescale(view: &mut SheetView, sight: &Sight<'_>, scale: usize) -> Flow {
    if scale >= SCALES.len() {
        return refused("months are the narrowest scale");
    }
    let (old, new, width) = (Scale::of(view.scale), Scale::of(scale), width(sight));
    let row = sight.rows.get(sight.cursor).filter(|row| !row.is_heading());
    let begin = row.and_then(|row| when(row.rid?, sight.snapshot)?.start());
    let at = begin.map(|from| old.cell(from.first_day()) - view.column).filter(|at| (0..width).contains(at));
    let cell = match begin.filter(|_| at.is_some()) {
        Some(from) => new.cell(from.first_day()),
        None => new.cell_of(view.column + width / 2, old),
    };
    view.column = cell - at.unwrap_or(width / 2);
    view.scale = scale;
    if at.is_none() {
        // The item was out of sight and stays there.
        view.followed = Some(Followed { at: view.at, scale, width });
    }
    Flow::Done
}

/// Moves the picture by one unit of its axis.
fn pan(view: &mut SheetView, sight: &Sight<'_>, by: i32) -> Flow {
    let Some((first, last)) = span(sight) else { return refused("nothing that is shown has a date") };
    let window = window(view, width(sight));
    let (first, last) = (window.at(first), window.at(last));
    if by < 0 && first > 0 {
        return refused("nothing takes place earlier");
    }
    if by > 0 && last < window.width - 1 {
        return refused("nothing takes place later");
    }
    view.column += by * window.scale.cells;
    Flow::Done
}

const NO_CLOCK: &str = "the clock of this computer does not say what day it is";

/// Puts today into the middle.
fn to_today(view: &mut SheetView, sight: &Sight<'_>) -> Flow {
    let Some(today) = sight.today else { return refused(NO_CLOCK) };
    let width = width(sight);
    view.column = Scale::of(view.scale).cell(today) - width / 2;
    view.followed = Some(Followed { at: view.at, scale: view.scale, width });
    Flow::Done
}

/// Puts the cursor on the first entry that is not over.
fn next_entry(view: &mut SheetView, sight: &Sight<'_>) -> Flow {
    let Some(today) = sight.today else { return refused(NO_CLOCK) };
    let next = sight.rows.iter().find(|row| is_ahead(row, today, sight.snapshot));
    let Some(row) = next else { return refused("nothing takes place today or later") };
    view.at = Some(row.at());
    Flow::Done
}

/// Tells whether an entry is not over; a heading and what has no date are no entries.
fn is_ahead(row: &Row, today: Day, snapshot: &Snapshot) -> bool {
    let when = row.rid.filter(|_| !row.is_heading()).and_then(|rid| when(rid, snapshot));
    when.is_some_and(|when| when.end().is_none_or(|to| to.last_day() >= today))
}
