//! What is different between two states of a dataset: a list of records, and what one of them said and says, field by field.
//!
//! One state is what is shown, the other what was shown before its file was read again, or another version of it.

use std::sync::Arc;

use crate::config::Role;
use crate::diff::Report;
use crate::diff::report::{Changed, Entry, Named};
use crate::diff::words::marked;
use crate::model::kind::PLAN_ID;
use crate::model::{Kind, Record, Reference};
use crate::tui::overlay::reader::{Paragraph, Reader};
use crate::tui::overlay::{Item, Pick, Picker};
use crate::tui::shared::Shared;

/// How many records of one kind stand under a heading.
const LISTED: usize = 500;

/// Lists what was different when the file was last read again.
pub fn list(shared: &Shared) -> Picker {
    let mut items = Vec::new();
    if let Some(report) = &shared.changes {
        items.extend(plan(report).and_then(|at| Some(changed(report, at, report.changed.get(at)?, shared))));
        items.extend(records(report, shared));
    }
    if items.is_empty() {
        items.push(Item { text: "The file has not changed since it was opened".into(), ..Item::default() });
    }
    Picker::new("What changed in the file", items)
}

/// Returns the position of the plan among the records that say something else.
pub fn plan(report: &Report) -> Option<usize> {
    report.changed.iter().position(|changed| changed.record.reference == PLAN_ID)
}

/// Lists what is different but for the plan: at the head of the dataset, then what was added, dropped and changed, kind by kind.
pub fn records(report: &Arc<Report>, shared: &Shared) -> Vec<Item> {
    let mut items = Vec::new();
    if !report.dataset.is_empty() {
        let at: Vec<&str> = report.dataset.iter().map(|entry| entry.line.at.as_str()).collect();
        items.push(Item::heading("The dataset as a whole"));
        let pick = Some(Pick::Change(report.clone(), None));
        items.push(Item { text: at.join(", "), pick, ..Item::default() });
    }
    let named = |record: &Named| item(record, shared);
    by_kind("Added", report.added.iter().map(|record| (record, named(record))), &mut items);
    by_kind("Dropped", report.dropped.iter().map(|record| (record, named(record))), &mut items);
    let others = report.changed.iter().enumerate().filter(|(_, changed)| changed.record.reference != PLAN_ID);
    let lines = others.map(|(at, line)| (&line.record, changed(report, at, line, shared)));
    by_kind("Changed", lines, &mut items);
    items
}

/// Puts records that follow one another by kind under headings.
fn by_kind<'r>(word: &str, records: impl Iterator<Item = (&'r Named, Item)>, items: &mut Vec<Item>) {
    let mut kinds: Vec<(Option<Kind>, Vec<Item>, usize)> = Vec::new();
    for (record, item) in records {
        let kind = Reference::parse(&record.reference).map(|reference| reference.kind);
        match kinds.last_mut().filter(|(last, ..)| *last == kind) {
            Some((_, lines, count)) => {
                *count += 1;
                lines.extend((lines.len() < LISTED).then_some(item));
            }
            None => kinds.push((kind, vec![item], 1)),
        }
    }
    for (kind, lines, count) in kinds {
        let plural = kind.map_or("records", |kind| kind.spec().plural);
        items.push(Item::heading(format!("{word} {plural}  {count}")));
        let more = count - lines.len();
        items.extend(lines);
        items.extend((more > 0).then(|| Item { text: format!("and {more} more"), ..Item::default() }));
    }
}

/// Makes the line of a record that says something else.
fn changed(report: &Arc<Report>, at: usize, changed: &Changed, shared: &Shared) -> Item {
    let fields: Vec<String> = changed.names.iter().map(|name| name.text().replace('_', " ")).collect();
    let item = item(&changed.record, shared);
    let text = format!("{}: {}", item.text, fields.join(", "));
    let pick = if changed.fields.is_empty() { item.pick } else { Some(Pick::Change(report.clone(), Some(at))) };
    Item { text, pick, ..item }
}

/// Makes the line of a record; what is shown can be gone to.
fn item(record: &Named, shared: &Shared) -> Item {
    let pick = find(&record.reference, shared).map(|record| Pick::Record(record.rid));
    Item { text: record.title.clone(), note: record.reference.clone(), pick, ..Item::default() }
}

/// Shows what a record said and says, or the head of the dataset, in the words of `plenary diff`; Enter goes to the record.
pub fn of_one(report: &Arc<Report>, at: Option<usize>, shared: &Shared) -> Reader {
    let changed = at.and_then(|at| report.changed.get(at));
    let (title, entries) = match changed {
        Some(Changed { record, fields, .. }) => (format!("{}  {}", record.reference, record.title), fields),
        None => ("The dataset as a whole".to_owned(), &report.dataset),
    };
    let mut reader = Reader::new(title, entries.iter().map(paragraph).collect());
    reader.opens = changed.and_then(|changed| find(&changed.record.reference, shared)).map(|record| record.rid);
    reader.differences = Some(report.clone());
    reader
}

fn paragraph(entry: &Entry) -> Paragraph {
    (Role::Text, format!("{}: {}", entry.line.at, marked(&entry.line.pieces()).0))
}

fn find<'s>(reference: &str, shared: &'s Shared) -> Option<Record<'s>> {
    shared.snapshot.dataset.find_reference(Reference::parse(reference)?)
}
