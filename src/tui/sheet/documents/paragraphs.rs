//! Paragraph by paragraph: what each document says, in our own words, and how many records rest on it.

use std::collections::{BTreeMap, HashSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Name, Record, Rid, Row as Part, Value};
use crate::query::cite::of_source;
use crate::query::words::grouped;
use crate::tui::scope::Scope;
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::table::{self, Column};
use crate::tui::widget::line::Line;

const COLUMNS: [Column; 1] = [Column { title: "records", width: 7, from: 30, role: Role::Count }];

/// The records that rest on a document, by the paragraph that they name.
type Resting = BTreeMap<Option<u32>, Vec<Rid>>;

/// The row of the document itself; the numbers of the others are unlike within one document, and so is the place of the cursor.
const DOCUMENT: u32 = 0;

/// The row of what names no paragraph.
const UNNAMED: u32 = 1;

/// Lists every document with its paragraphs; those that have some stand first.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let mut resting = resting(cx.snapshot, cx.scope);
    let mut documents: Vec<Record<'_>> = cx.records(Kind::Document).collect();
    documents.sort_by_cached_key(|document| document.parts(Name::Paragraphs).is_empty());
    documents
        .into_iter()
        .flat_map(|document| below(document, resting.remove(&document.rid).unwrap_or_default()))
        .collect()
}

/// The heading of a document with what stands below it.
fn below(document: Record<'_>, mut resting: Resting) -> Vec<Row> {
    let mut rows = vec![Row::heading(document.label().text(), DOCUMENT, Some(document.rid))];
    let mut paragraphs: Vec<(Option<u32>, Option<&str>)> = document
        .parts(Name::Paragraphs)
        .into_iter()
        .map(|paragraph| (paragraph.whole(Name::N), paragraph.text(Name::Summary)))
        .collect();
    // What is named by a source and not told by the document stands there too, without a summary.
    let told: HashSet<Option<u32>> = paragraphs.iter().map(|(number, _)| *number).collect();
    let named = resting.keys().filter(|number| number.is_some() && !told.contains(number));
    paragraphs.extend(named.map(|&number| (number, None)));
    paragraphs.sort_by_key(|(number, _)| (number.is_none(), *number));
    let unnamed = resting.remove(&None).unwrap_or_default();
    let mut taken = HashSet::from([DOCUMENT, UNNAMED]);
    for (number, summary) in paragraphs {
        let records = number.and_then(|number| resting.get(&Some(number))).cloned().unwrap_or_default();
        let mut group = number.unwrap_or(u32::MAX).saturating_add(UNNAMED + 1);
        while !taken.insert(group) {
            group = group.wrapping_add(1);
        }
        let sign = number.map_or("¶ without a number".to_owned(), |number| format!("¶{number}"));
        rows.push(row(document.rid, group, [&sign, summary.unwrap_or("no summary")], records));
    }
    if !unnamed.is_empty() {
        rows.push(row(document.rid, UNNAMED, ["", "no paragraph named"], unnamed));
    } else if rows.len() == 1 {
        rows.push(row(document.rid, UNNAMED, ["", "no record rests on it"], unnamed));
    }
    rows
}

fn row(document: Rid, group: u32, [sign, text]: [&str; 2], opens: Vec<Rid>) -> Row {
    let cells = vec![sign.to_owned(), text.to_owned(), grouped(opens.len() as f64)];
    Row { cells, count: opens.len(), opens, ..Row::record(document, group, 1) }
}

/// Collects which records of the scope rest on which paragraph of which document, each record once.
fn resting(snapshot: &Snapshot, scope: &Scope) -> BTreeMap<Rid, Resting> {
    let mut all: BTreeMap<Rid, Resting> = BTreeMap::new();
    for &kind in Kind::ALL {
        for record in snapshot.dataset.records(kind).filter(|record| scope.is_near(record.rid)) {
            each_source(record.row(), &mut |document, paragraph| {
                let rids = all.entry(document).or_default().entry(paragraph).or_default();
                if rids.last() != Some(&record.rid) {
                    rids.push(record.rid);
                }
            });
        }
    }
    all
}

/// Visits the sources of a record and of all its parts: the document, and the number of the paragraph.
fn each_source(row: Part<'_>, visit: &mut dyn FnMut(Rid, Option<u32>)) {
    for position in 0..row.fields().len() {
        let Value::Parts(parts) = row.value(position) else { continue };
        for part in parts {
            match of_source(part) {
                Some(cite) => cite.document().into_iter().for_each(|document| visit(document.rid, cite.paragraph())),
                None => each_source(part, visit),
            }
        }
    }
}

/// Draws the line above the rows.
pub fn draw_head(cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    table::draw_head("paragraph", &COLUMNS, cx, area, buffer);
}

/// Draws one row: the number of the paragraph, what it says, how many records rest on it.
pub fn draw_row(row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
    let [sign, text, count] = &row.cells[..] else {
        line.put(&row.heading, Role::Heading);
        return;
    };
    line.put_right(count, Role::Count).skip(2);
    if !sign.is_empty() {
        // In ASCII the sign of a paragraph is a word.
        let width = |text: &str| cells(&cx.skin.shown(text));
        line.column(sign, width(sign).max(width("¶10")), Role::Source).skip(1);
    }
    line.put(text, if text.starts_with("no ") { Role::Unknown } else { Role::Text });
}

/// Names what Enter opens from a row.
pub fn title(row: &Row, cx: &Cx<'_>) -> String {
    let document = row.rid.and_then(|rid| cx.snapshot.dataset.record(rid)).map_or("", |record| record.id());
    let place = row.cells.first().filter(|sign| !sign.is_empty()).map_or("no paragraph named", String::as_str);
    format!("Rests on {document}, {place}")
}
