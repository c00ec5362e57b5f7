//! What of what was added passes the filter and the scope.

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
    let line = told::item(item, dataset);
    let place = item.touches().into_iter().map(|reference| format!("{reference} {}", told::meant(&reference, dataset)));
    let whole = format!("{} {} {} {}", item.op.spec().title, line.text, line.source, place.collect::<Vec<_>>().join(" "));
    let folded = fold(&whole);
    words.iter().all(|word| folded.contains(word))
}

/// Tells whether something that was added has to do with every part of the scope.
fn is_near(item: &Item, cx: &Cx<'_>) -> bool {
    let dataset = &cx.snapshot.dataset;
    let meeting = item.event.meeting.as_deref().and_then(|id| record(&format!("meeting:{id}"), dataset));
    let named: Vec<Rid> = records(item, dataset);
    // Everything said at a meeting has to do with the meeting; with all that took part in it has only what names it.
    let touches = |chip: &Chip| meeting == Some(chip.rid) || named.iter().any(|&rid| chip.touches(rid));
    cx.scope.chips().iter().all(touches)
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
