//! Atlas: what is counted for each participant and each goal, as a matrix with numbers. Neutral shades, alphabetical order.

use fixedbitset::FixedBitSet;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::words::grouped;
use crate::tui::flow::Flow;
use crate::tui::sheet::body::{Body, Cx, Row, Sight};
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// The body of the Atlas screen.
#[derive(Debug)]
pub struct Atlas;

/// What can be counted.
const COUNTED: [(&str, Kind); 5] = [
    ("activities", Kind::Activity),
    ("commitments", Kind::Commitment),
    ("statements", Kind::Statement),
    ("projects", Kind::Project),
    ("meetings", Kind::Meeting),
];

/// The ways, by what is counted.
const WAYS: [&str; 5] = ["activities", "commitments", "statements", "projects", "meetings"];

/// How many cells a number takes at least, with a blank before it.
const CELL: usize = 6;

impl Body for Atlas {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Country, Kind::Organisation]
    }

    fn groupings(&self) -> &'static [&'static str] {
        &WAYS
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        let goals = goals(cx.snapshot);
        let participants = [Kind::Country, Kind::Organisation].into_iter().flat_map(|kind| cx.records(kind));
        let row = |record: Record<'_>| {
            let counts =
                std::iter::once(None).chain(goals.iter().copied().map(Some)).map(|goal| behind(record, goal, cx).len());
            let counts: Vec<usize> = counts.collect();
            let name = record.label().text().to_owned();
            let cells = std::iter::once(name).chain(counts.into_iter().map(|count| grouped(count as f64))).collect();
            Row { cells, ..Row::record(record.rid, 0, 0) }
        };
        participants.map(row).collect()
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        let Some(mut line) = Line::new(buffer, cx.skin, area, 0) else { return };
        line.skip(1);
        let goals = goals(cx.snapshot);
        let width = cell_width(line.room(), goals.len() + 1);
        let main = line.room().saturating_sub(width * (goals.len() + 1));
        line.column("participant", main, Role::Muted);
        let titles = goals.iter().filter_map(|&goal| cx.snapshot.dataset.record(goal)).map(|goal| {
            let number = goal.whole(Name::Number).map_or_else(String::new, |number| format!("{number} "));
            format!("{number}{}", goal.label().text())
        });
        for (at, title) in std::iter::once("all".to_owned()).chain(titles).enumerate() {
            let role = if at as i32 == cx.view.column { Role::Heading } else { Role::Muted };
            line.skip(1).column(&title, width.saturating_sub(1), role);
        }
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
        let mut texts = row.cells.iter();
        let name = texts.next().map_or("", String::as_str);
        let width = cell_width(line.room(), texts.len());
        let main = line.room().saturating_sub(width * texts.len());
        line.column(name, main, Role::Text);
        for (at, number) in texts.enumerate() {
            let here = at as i32 == cx.view.column && cx.view.at == Some((row.group, row.rid));
            // Nothing is a dot: so the numbers stand out, and no cell looks forgotten.
            let text = if number == "0" { cx.skin.sign(("·", ".")) } else { number };
            let pad = width.saturating_sub(cells(text) + 2);
            let open = if here { "[" } else { " " };
            let close = if here { "]" } else { " " };
            line.skip(pad as u16).put(open, Role::Key).put(text, shade(number)).put(close, Role::Key);
        }
    }

    fn act(&self, action: Action, view: &mut SheetView, snapshot: &Snapshot) -> Flow {
        let last = goals(snapshot).len() as i32;
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

    fn aim(&self, cell: u16, view: &mut SheetView, sight: &Sight<'_>) {
        let columns = goals(sight.snapshot).len() + 1;
        // The sign of the cursor stands before the row.
        let room = usize::from(sight.area.width).saturating_sub(1);
        let width = cell_width(room, columns);
        let main = 1 + room.saturating_sub(width * columns);
        if let Some(into) = usize::from(cell).checked_sub(main) {
            view.column = (into / width).min(columns - 1) as i32;
        }
    }

    fn open(&self, row: &Row, cx: &Cx<'_>) -> Option<(String, Vec<Rid>)> {
        let dataset = &cx.snapshot.dataset;
        let record = dataset.record(row.rid?)?;
        let goal = usize::try_from(cx.view.column - 1).ok().and_then(|at| goals(cx.snapshot).get(at).copied());
        let rids = behind(record, goal, cx);
        let goal = goal
            .and_then(|rid| dataset.record(rid))
            .map_or_else(String::new, |goal| format!(" · {}", goal.label().text()));
        let what = WAYS.get(cx.view.grouping).copied().unwrap_or_default();
        Some((format!("{}{goal}: {} {what}", record.label().text(), rids.len()), rids))
    }

    fn emptiness(&self) -> &'static str {
        "The dataset holds no countries and no organisations"
    }
}

/// How wide a cell is, so that the name keeps some twenty cells.
fn cell_width(room: usize, columns: usize) -> usize {
    (room.saturating_sub(20) / columns.max(1)).clamp(CELL - 1, 18)
}

/// The more, the heavier: neutral, and readable without colour.
fn shade(number: &str) -> Role {
    match number {
        "0" => Role::Muted,
        "1" | "2" => Role::Text,
        _ => Role::Key,
    }
}

/// The goals of the framework in force.
fn goals(snapshot: &Snapshot) -> Vec<Rid> {
    let framework = snapshot.framework().map(|framework| framework.rid);
    let own = |rid: &&Rid| {
        snapshot.dataset.record(**rid).and_then(|goal| goal.link(Name::Framework)).map(|of| of.rid) == framework
    };
    snapshot.index.order.of(Kind::Goal).iter().filter(own).copied().collect()
}

/// Lists what is counted for a participant and a goal: activities by what both touch, all else by what names both.
///
/// A commitment or project names its goals, a statement what it is about, a meeting its goals.
fn behind(participant: Record<'_>, goal: Option<Rid>, cx: &Cx<'_>) -> Vec<Rid> {
    let (dataset, index) = (&cx.snapshot.dataset, &cx.snapshot.index);
    let kind = COUNTED.get(cx.view.grouping).map_or(Kind::Activity, |(_, kind)| *kind);
    if kind == Kind::Activity {
        let range = dataset.range(kind);
        let mask = |rid: Rid| {
            let mut mask = FixedBitSet::with_capacity(range.len());
            index.touch.kept(dataset, rid).add_to(&mut mask);
            mask
        };
        let mut both = mask(participant.rid);
        if let Some(goal) = goal {
            both.intersect_with(&mask(goal));
        }
        return both.ones().map(|at| Rid(range.start + at as u32)).collect();
    }
    let named = |rid: Rid| {
        let mut from: Vec<Rid> =
            index.links.to(rid).filter(|link| link.via.kind == kind).map(|link| link.from).collect();
        from.sort_unstable();
        from.dedup();
        from
    };
    let mut both = named(participant.rid);
    if let Some(goal) = goal {
        let goal = named(goal);
        both.retain(|rid| goal.binary_search(rid).is_ok());
    }
    both
}
