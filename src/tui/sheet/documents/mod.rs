//! Documents: every source with how much rests on it, paragraph by paragraph too; the goals of one framework beside those of the others;
//! and the versions of the plan with the changes that were asked for.

mod paragraphs;
mod plan;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::words::numbered;
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::grouping;
use crate::tui::sheet::table::{self, Column, Columns};
use crate::tui::widget::line::Line;

/// The body of the Documents screen.
#[derive(Debug)]
pub struct Documents;

const COLUMNS: [Column; 4] = [
    Column { title: "kind", width: 12, from: 56, role: Role::Muted },
    Column { title: "date", width: 17, from: 72, role: Role::Date },
    Column { title: "paragraphs", width: 10, from: 92, role: Role::Count },
    Column { title: "records", width: 7, from: 100, role: Role::Count },
];

const CROSSWALK: Columns = Columns {
    narrow: &[Column { title: "the same elsewhere", width: 36, from: 60, role: Role::Text }],
    wide: &[Column { title: "the same in other frameworks", width: 62, from: 0, role: Role::Text }],
};

/// The way that shows the goals of the frameworks side by side.
const GOALS: usize = 3;

/// The way that shows what rests on each paragraph.
const PARAGRAPHS: usize = 4;

/// The way that shows the plan; it is the last, so that one key leads to it.
const PLAN: usize = 5;

/// The ways of grouping.
const WAYS: [&str; 6] = [
    "by kind",
    "alphabetical",
    "by date",
    "goals of the frameworks",
    "paragraph by paragraph",
    "plan versions and changes",
];

impl Body for Documents {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Document, Kind::Goal, Kind::Plan, Kind::Amendment]
    }

    fn counted(&self, grouping: usize) -> &'static [Kind] {
        match grouping {
            GOALS => &[Kind::Goal],
            PLAN => &[Kind::Plan, Kind::Amendment],
            _ => &[Kind::Document],
        }
    }

    fn groupings(&self) -> &'static [&'static str] {
        &WAYS
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        match cx.view.grouping {
            0 => by_kind(cx),
            1 => cx.records(Kind::Document).map(|record| document_row(record, 0, 0, cx)).collect(),
            2 => by_date(cx),
            GOALS => crosswalk(cx),
            PARAGRAPHS => paragraphs::rows(cx),
            _ => plan::rows(cx),
        }
    }

    fn head_height(&self, cx: &Cx<'_>) -> u16 {
        u16::from(cx.view.grouping != PLAN)
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        match cx.view.grouping {
            GOALS => {
                table::draw_head("goal", CROSSWALK.within(usize::from(area.width).saturating_sub(1)), cx, area, buffer)
            }
            PARAGRAPHS => paragraphs::draw_head(cx, area, buffer),
            PLAN => {}
            _ => table::draw_head("document", &COLUMNS, cx, area, buffer),
        }
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        match cx.view.grouping {
            GOALS => table::draw_row(row, CROSSWALK.within(line.room()), cx, line),
            PARAGRAPHS => paragraphs::draw_row(row, cx, line),
            PLAN => plan::draw_row(row, cx, line),
            _ => table::draw_row(row, &COLUMNS, cx, line),
        }
    }

    fn open(&self, row: &Row, cx: &Cx<'_>) -> Option<(String, Vec<Rid>)> {
        (!row.opens.is_empty()).then(|| (paragraphs::title(row, cx), row.opens.clone()))
    }
}

fn by_kind(cx: &Cx<'_>) -> Vec<Row> {
    let documents = cx.records(Kind::Document);
    let groups = grouping::by_text(documents, |record| record.text(Name::Kind), "of a kind that is not stated");
    grouping::rows(groups, |record, group| document_row(record, group, 1, cx))
}

/// The newest first; those without a date last.
fn by_date(cx: &Cx<'_>) -> Vec<Row> {
    let mut records: Vec<Record<'_>> = cx.records(Kind::Document).collect();
    records.sort_by_key(|record| std::cmp::Reverse(record.date(Name::Date)));
    records.into_iter().map(|record| document_row(record, 0, 0, cx)).collect()
}

fn document_row(record: Record<'_>, group: u32, depth: u8, cx: &Cx<'_>) -> Row {
    let kind = record.text(Name::Kind).unwrap_or("not stated").to_owned();
    let date = record.date(Name::Date).map_or("not stated".to_owned(), |date| date.compact());
    let paragraphs = record.parts(Name::Paragraphs).len().to_string();
    let mut resting: Vec<Rid> = cx.snapshot.index.links.to(record.rid).map(|link| link.from).collect();
    resting.sort_unstable();
    resting.dedup();
    let cells = vec![record.label().text().to_owned(), kind, date, paragraphs, resting.len().to_string()];
    Row { cells, ..Row::record(record.rid, group, depth) }
}

/// The goals of each framework, with those of the others that mean the same.
fn crosswalk(cx: &Cx<'_>) -> Vec<Row> {
    let frameworks = grouping::by_links(cx.records(Kind::Goal), Name::Framework, "No framework is named", cx);
    grouping::rows(frameworks, |goal, group| {
        let cells = vec![numbered(goal), same(goal, cx)];
        Row { cells, ..Row::record(goal.rid, group, 1) }
    })
}

/// Names the goals of other frameworks that mean the same, each with its number there and its framework.
fn same(goal: Record<'_>, cx: &Cx<'_>) -> String {
    let dataset = &cx.snapshot.dataset;
    let others = goal.links(Name::SameAs).unwrap_or_default().iter().filter_map(|&rid| dataset.record(rid));
    let named = others.map(|other| {
        let framework = other.link(Name::Framework).map_or_else(String::new, |of| format!(" ({})", of.id()));
        format!("{}{framework}", numbered(other))
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() { "not stated".to_owned() } else { named.join("; ") }
}
