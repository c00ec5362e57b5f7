//! What of what was added passes the filter and the scope.

use serde_json::Value;

use crate::base::text::fold;
use crate::journal::Item;
use crate::model::{Dataset, Reference, Rid};
use crate::report::told;
use crate::tui::scope::Chip;
use crate::tui::sheet::body::Cx;

/// Lists what passes both, in the order in which it was made.
pub fn found<'a>(cx: &Cx<'a>) -> Vec<&'a Item> {
    let (dataset, typed) = (&cx.snapshot.dataset, fold(cx.filter.text()));
    let words: Vec<&str> = typed.split_whitespace().collect();
    let items = cx.notebook.book.review.items.iter();
    items.filter(|item| has(item, &words, dataset) && is_near(item, cx)).collect()
}

/// Tells whether something that was added has every one of these folded words.
fn has(item: &Item, words: &[&str], dataset: &Dataset) -> bool {
    if words.is_empty() {
        return true;
    }
    let folded = fold(&said(item, dataset)).into_owned();
    words.iter().all(|word| folded.contains(word))
}

/// Writes everything that was written of it, its kind and fate, who wrote it, and what it belongs to by reference and name.
fn said(item: &Item, dataset: &Dataset) -> String {
    let events = [&item.event].into_iter().chain(item.changes.values().flatten()).chain(&item.fate);
    let texts = events.flat_map(|event| event.fields.values().filter_map(Value::as_str).chain([event.who.as_str()]));
    let mut said: Vec<String> = texts.map(str::to_owned).collect();
    said.extend([item.op.spec().title.to_owned(), item.event.stamp.minute()]);
    for reference in item.touches() {
        said.push(told::meant(&reference, dataset));
        said.push(reference);
    }
    said.join(" ")
}

/// Tells whether something that was added has to do with every part of the scope.
fn is_near(item: &Item, cx: &Cx<'_>) -> bool {
    let dataset = &cx.snapshot.dataset;
    let meeting = meeting(item, dataset);
    let named: Vec<Rid> = records(item, dataset);
    // Everything said at a meeting has to do with the meeting; with all that took part in it has only what names it.
    let touches = |chip: &Chip| meeting == Some(chip.rid) || named.iter().any(|&rid| chip.touches(rid));
    cx.scope.chips().iter().all(touches)
}

/// Finds the meeting to which something belongs.
pub fn meeting(item: &Item, dataset: &Dataset) -> Option<Rid> {
    item.event.meeting.as_deref().and_then(|id| record(&format!("meeting:{id}"), dataset))
}

/// Finds what a reference means.
pub fn record(reference: &str, dataset: &Dataset) -> Option<Rid> {
    Reference::parse(reference).and_then(|found| dataset.find_reference(found)).map(|record| record.rid)
}

/// Lists the records that it hangs on or names, each once.
pub fn records(item: &Item, dataset: &Dataset) -> Vec<Rid> {
    let named = ["by", "about"].into_iter().flat_map(|name| item.list(name));
    let references = item.event.on.as_deref().into_iter().chain(named);
    let mut rids: Vec<Rid> = references.filter_map(|reference| record(reference, dataset)).collect();
    rids.sort_unstable();
    rids.dedup();
    rids
}
