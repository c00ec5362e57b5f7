//! Records in a popup: one to peek at, or several side by side, field by field.

use crate::base::text::{cells, pad, part, wrap};
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Name, Record};
use crate::query::words::words;
use crate::tui::detail::{Content, Goto};
use crate::tui::flow::Flow;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::reader::{Paragraph, Reader};
use crate::tui::screen::{Screen, current};
use crate::tui::shared::Shared;

/// How many records can stand side by side.
const MOST: usize = 4;

/// The narrowest column in which a value can be read.
const NARROWEST: usize = 16;

/// Shows the record that the line under the cursor leads to, without going there.
pub fn peek(screen: &dyn Screen, shared: &Shared) -> Flow {
    let linked = match screen.detail().goto().filter(|_| screen.in_detail()) {
        Some(Goto::Record(rid)) => shared.snapshot.dataset.record(rid),
        _ => None,
    };
    let Some(record) = linked.or_else(|| current(screen, &shared.snapshot)) else {
        return Flow::Refused("put the cursor on a record to peek at it".into());
    };
    let content = Content::of(record, &shared.snapshot, &shared.notebook.book);
    let text = content.entries.iter().map(|entry| entry.written(&shared.snapshot)).map(|entry| {
        let name = if entry.name.is_empty() { String::new() } else { format!("{}: ", entry.name) };
        let note = if entry.note.is_empty() { String::new() } else { format!("  [{}]", entry.note) };
        let role = match (entry.heading, entry.unknown) {
            (true, _) => Role::Heading,
            (_, true) => Role::Unknown,
            _ => Role::Text,
        };
        let sign = shared.skin.sign(entry.sign);
        let gap = if sign.is_empty() { "" } else { " " };
        (role, format!("{sign}{gap}{name}{}{note}", entry.text))
    });
    let mut reader = Reader::new(format!("{}  {}", content.reference, content.title), text.collect());
    reader.opens = Some(record.rid);
    Flow::Show(Overlay::Reader(reader))
}

/// Shows the marked records side by side, field by field.
pub fn compare(screen: &dyn Screen, shared: &Shared) -> Flow {
    let dataset = &shared.snapshot.dataset;
    let records: Vec<Record<'_>> = screen.marks().iter().filter_map(|&rid| dataset.record(rid)).collect();
    if !(2..=MOST).contains(&records.len()) {
        let count = records.len();
        return Flow::Refused(format!("mark two to four records with Space to compare them; {count} are marked"));
    }
    // The popup's frame and margins take six cells.
    let width = usize::from(shared.size.0.min(84)).saturating_sub(6);
    let text = table(&records, &shared.snapshot, width);
    Flow::Show(Overlay::Reader(Reader::new(format!("{} records side by side", records.len()), text)))
}

/// Lays out the fields; where the columns would be too narrow to read, the values stand below each other.
fn table(records: &[Record<'_>], snapshot: &Snapshot, width: usize) -> Vec<Paragraph> {
    let column = width / records.len();
    let side_by_side = column >= NARROWEST;
    let names: Vec<String> = records.iter().map(|record| record.label().text().to_owned()).collect();
    let mut text = Vec::new();
    if side_by_side {
        rows(&names, column).into_iter().for_each(|row| text.push((Role::Title, row)));
    }
    for name in fields(records) {
        let values: Vec<Option<String>> =
            records.iter().map(|record| words(&record.get(name), &snapshot.dataset)).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let same = values.windows(2).all(|pair| pair.first() == pair.last());
        let heading = format!("{}{}", name.text().replace('_', " "), if same { "  (the same)" } else { "" });
        text.push((Role::Heading, heading));
        let values: Vec<String> = values.into_iter().map(|value| value.unwrap_or_else(|| "not known".into())).collect();
        match (same, side_by_side) {
            (true, _) => text.extend(values.into_iter().next().map(|value| (Role::Text, value))),
            (false, true) => text.extend(rows(&values, column).into_iter().map(|row| (Role::Text, row))),
            (false, false) => {
                let lines = names.iter().zip(values).map(|(name, value)| (Role::Text, format!("{name}: {value}")));
                text.extend(lines);
            }
        }
    }
    text
}

/// Lists the fields that any of the records has, in the order of their kinds.
fn fields(records: &[Record<'_>]) -> Vec<Name> {
    let mut kinds: Vec<Kind> = records.iter().map(|record| record.kind).collect();
    kinds.dedup();
    let mut names: Vec<Name> = Vec::new();
    for field in kinds.iter().flat_map(|kind| kind.spec().fields).filter(|field| field.name != Name::Sources) {
        if !names.contains(&field.name) {
            names.push(field.name);
        }
    }
    names
}

/// Breaks texts into columns of that width, a blank between two.
fn rows(texts: &[String], width: usize) -> Vec<String> {
    let room = width.saturating_sub(1).max(1);
    let broken: Vec<Vec<String>> = texts
        .iter()
        .map(|text| wrap(text, room).into_iter().map(|range| part(text, range).to_owned()).collect())
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let pieces = broken.iter().map(|column| pad(column.get(at).map_or("", String::as_str), room, ""));
        pieces.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    };
    (0..height).map(row).filter(|row| cells(row) > 0).collect()
}
