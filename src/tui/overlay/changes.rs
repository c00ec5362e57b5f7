//! What was different when the file was last read again: a list of records, and what one of them said and says, field by field.

use crate::config::Role;
use crate::diff::words::marked;
use crate::diff::{Changes, Line};
use crate::model::{Record, Reference};
use crate::tui::overlay::reader::{Paragraph, Reader};
use crate::tui::overlay::{Item, Pick, Picker};
use crate::tui::shared::Shared;

/// Lists what was added, changed and dropped.
pub fn list(shared: &Shared) -> Picker {
    let mut items = Vec::new();
    let none = Changes::default();
    let changes = shared.changes.as_ref().unwrap_or(&none);
    if !changes.added.is_empty() {
        items.push(Item::heading(format!("Added  {}", changes.added.len())));
        items.extend(changes.added.iter().map(|reference| item(reference, shared)));
    }
    if !changes.changed.is_empty() {
        items.push(Item::heading(format!("Changed  {}", changes.changed.len())));
        for (reference, fields) in &changes.changed {
            let fields: Vec<String> = fields.iter().map(|name| name.text().replace('_', " ")).collect();
            let record = item(reference, shared);
            let text = format!("{}: {}", record.text, fields.join(", "));
            let pick =
                if changes.lines.contains_key(reference) { Some(Pick::Change(reference.clone())) } else { record.pick };
            items.push(Item { text, pick, ..record });
        }
    }
    if !changes.dropped.is_empty() {
        items.push(Item::heading(format!("Dropped  {}", changes.dropped.len())));
        let lines = changes.dropped.iter();
        let dropped = |(reference, label): &(String, String)| Item {
            text: label.clone(),
            note: reference.clone(),
            ..Item::default()
        };
        items.extend(lines.map(dropped));
    }
    if items.is_empty() {
        items.push(Item { text: "The file has not changed since it was opened".into(), ..Item::default() });
    }
    Picker::new("What changed in the file", items)
}

/// Shows what a record said and says, in the words of `plenary diff`; Enter goes to the record.
pub fn of_record(reference: &str, shared: &Shared) -> Reader {
    let lines = shared.changes.as_ref().and_then(|changes| changes.lines.get(reference));
    let text = lines.into_iter().flatten().map(paragraph).collect();
    let record = find(reference, shared);
    let title = record.map_or_else(|| reference.to_owned(), |record| format!("{reference}  {}", record.label().text()));
    let mut reader = Reader::new(title, text);
    reader.opens = record.map(|record| record.rid);
    reader
}

fn paragraph(line: &Line) -> Paragraph {
    (Role::Text, format!("{}: {}", line.at, marked(&line.pieces()).0))
}

fn item(reference: &str, shared: &Shared) -> Item {
    let record = find(reference, shared);
    let text = record.map_or_else(String::new, |record| record.label().text().to_owned());
    let pick = record.map(|record| Pick::Record(record.rid));
    Item { text, note: reference.to_owned(), pick, ..Item::default() }
}

fn find<'s>(reference: &str, shared: &'s Shared) -> Option<Record<'s>> {
    shared.snapshot.dataset.find_reference(Reference::parse(reference)?)
}
