//! What of what was added passes the filter and the scope.

use crate::journal::Item;
use crate::model::{Dataset, Reference, Rid};
use crate::query::Ground;
use crate::tui::scope::Chip;
use crate::tui::sheet::body::Cx;

/// Lists what passes both, in the order in which it was made.
pub fn found<'a>(cx: &Cx<'a>) -> Vec<&'a Item> {
    let book = &cx.notebook.book;
    let ground = Ground::new(cx.snapshot, cx.today).with(book);
    cx.filter.items().find(book, ground).into_iter().filter(|item| is_near(item, cx)).collect()
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
