//! Paragraph by paragraph: what each document says, in our own words, and how many records rest on it.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::index::Paragraphs;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::words::grouped;
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::table::{self, Column};
use crate::tui::widget::line::Line;

const COLUMNS: [Column; 1] = [Column { title: "records", width: 7, from: 30, role: Role::Count }];

/// The row of the document itself; the numbers of the others are unlike within one document, and so is the place of the cursor.
const DOCUMENT: u32 = 0;

/// The row of what names no paragraph.
const UNNAMED: u32 = 1;

/// Lists every document with its paragraphs; those that have some stand first.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let mut documents: Vec<Record<'_>> = cx.records(Kind::Document).collect();
    documents.sort_by_cached_key(|document| document.parts(Name::Paragraphs).is_empty());
    documents.into_iter().flat_map(|document| below(document, cx)).collect()
}

/// The heading of a document with what stands below it.
fn below(document: Record<'_>, cx: &Cx<'_>) -> Vec<Row> {
    let none = Paragraphs::new();
    let resting = cx.snapshot.resting().on(document.rid).unwrap_or(&none);
    let on = |number: Option<u32>| -> Vec<Rid> {
        let rids = resting.get(&number).into_iter().flatten().copied();
        rids.filter(|&rid| cx.scope.is_near(rid)).collect()
    };
    let mut rows = vec![Row::heading(document.label().text(), DOCUMENT, Some(document.rid))];
    let mut taken = HashSet::from([DOCUMENT, UNNAMED]);
    for (number, summary) in paragraphs(document, resting) {
        let mut group = number.unwrap_or(u32::MAX).saturating_add(UNNAMED + 1);
        while !taken.insert(group) {
            group = group.wrapping_add(1);
        }
        let sign = number.map_or("¶ without a number".to_owned(), |number| format!("¶{number}"));
        // Nothing can be told to rest on a paragraph that has no number.
        let opens = if number.is_some() { on(number) } else { Vec::new() };
        rows.push(row(document.rid, group, [&sign, summary.unwrap_or_default()], opens));
    }
    let unnamed = on(None);
    if rows.len() == 1 || !unnamed.is_empty() {
        rows.push(row(document.rid, UNNAMED, ["", ""], unnamed));
    }
    rows
}

/// Lists the paragraphs of a document by their numbers: those that it tells, and without a summary those that only sources name.
fn paragraphs<'a>(document: Record<'a>, resting: &Paragraphs) -> Vec<(Option<u32>, Option<&'a str>)> {
    let told = document.parts(Name::Paragraphs).into_iter();
    let told = told.map(|paragraph| (paragraph.whole(Name::N), paragraph.text(Name::Summary)));
    let mut all: Vec<(Option<u32>, Option<&str>)> = told.collect();
    let numbers: HashSet<Option<u32>> = all.iter().map(|(number, _)| *number).collect();
    let named = resting.keys().filter(|number| number.is_some() && !numbers.contains(number));
    all.extend(named.map(|&number| (number, None)));
    all.sort_by_key(|(number, _)| (number.is_none(), *number));
    all
}

fn row(document: Rid, group: u32, [sign, text]: [&str; 2], opens: Vec<Rid>) -> Row {
    let cells = vec![sign.to_owned(), text.to_owned(), grouped(opens.len() as f64)];
    Row { cells, opens, ..Row::record(document, group, 1) }
}

/// Draws the line above the rows.
pub fn draw_head(cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    table::draw_head("paragraph", &COLUMNS, cx, area, buffer);
}

/// Draws one row: the number of the paragraph, what it says, how many records rest on it.
pub fn draw_row(row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
    let [sign, text, count] = &row.cells[..] else {
        return table::draw_heading(row, line);
    };
    line.put_right(count, Role::Count).skip(2);
    if !sign.is_empty() {
        // In ASCII the sign of a paragraph is a word.
        let width = |text: &str| cells(&cx.skin.shown(text));
        line.column(sign, width(sign).max(width("¶10")), Role::Source).skip(1);
    }
    match unknown(row) {
        Some(why) => line.put(why, Role::Unknown),
        None => line.put(text, Role::Text),
    };
}

/// Says what is not known, where a row has no text; `None` where it has one.
fn unknown(row: &Row) -> Option<&'static str> {
    let text = row.cells.get(1).filter(|text| text.is_empty());
    text.map(|_| match (row.group, row.opens.is_empty()) {
        (UNNAMED, true) => "no record rests on it",
        (UNNAMED, false) => "no paragraph named",
        _ => "no summary",
    })
}

/// Names what Enter opens from a row.
pub fn title(row: &Row, cx: &Cx<'_>) -> String {
    let document = row.rid.and_then(|rid| cx.snapshot.dataset.record(rid)).map_or("", |record| record.id());
    let place = row.cells.first().filter(|sign| !sign.is_empty()).map_or("no paragraph named", String::as_str);
    format!("Rests on {document}, {place}")
}
