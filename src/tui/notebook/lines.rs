//! What a detail shows of what the user added to a record.

use crate::index::Snapshot;
use crate::journal::{Book, Item, Op};
use crate::report::told;
use crate::tui::detail::content::Entry;

/// The heading over what was added.
pub const HEADING: &str = "Added";

/// Makes the lines of what was added to a record, the last first; none where nothing was.
pub fn entries(reference: &str, book: &Book, snapshot: &Snapshot) -> Vec<Entry> {
    let shown = book.touching(reference).rev().filter(|item| !matches!(item.op, Op::Open | Op::Close));
    let lines: Vec<Entry> = shown.map(|item| entry(item, snapshot)).collect();
    let heading = Entry { text: format!("{HEADING}  {}", lines.len()), heading: true, ..Entry::default() };
    if lines.is_empty() { lines } else { std::iter::once(heading).chain(lines).collect() }
}

fn entry(item: &Item, snapshot: &Snapshot) -> Entry {
    let line = told::item(item, &snapshot.dataset);
    let title = told::capital(item.op.spec().title);
    let names_itself = matches!(item.op, Op::Decide | Op::Flag | Op::Status | Op::Observe);
    let name = if names_itself { String::new() } else { title };
    Entry { name, text: line.text, note: line.source, item: Some(item.event.id), ..Entry::default() }
}
