//! Which row was meant by the words that were typed.

use crate::base::text::fold;
use crate::model::{Dataset, Name, Record, Rid, Value};
use crate::tui::explore::rows::Row;

/// The most rows that are compared; in longer lists the first row is taken.
const COMPARED: usize = 2_000;

/// Returns the record whose id or name is what was typed, or begins with it, or has a word that does; or else the first row.
pub fn best(rows: &[Row], typed: &str, dataset: &Dataset) -> Option<Rid> {
    let typed = fold(typed).trim().to_owned();
    if typed.is_empty() {
        return None;
    }
    let records = rows.iter().filter_map(|row| row.rid).take(COMPARED);
    let ranked = records.filter_map(|rid| Some((rank(dataset.record(rid)?, &typed), rid)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, rid)| rid)
}

/// The smaller, the nearer.
fn rank(record: Record<'_>, typed: &str) -> u8 {
    let also = match record.get(Name::Also) {
        Value::Texts(texts) => texts.into_iter().map(|text| text.text()).collect(),
        _ => Vec::new(),
    };
    let label = fold(record.label().text()).into_owned();
    let others: Vec<String> = also.into_iter().map(|name| fold(name).into_owned()).collect();
    let id = fold(record.id()).into_owned();
    let word_begins = |name: &String| name.split_whitespace().any(|word| word.starts_with(typed));
    match () {
        () if label == typed || id == typed || others.iter().any(|name| name == typed) => 0,
        () if label.starts_with(typed) => 1,
        () if others.iter().any(|name| name.starts_with(typed)) => 2,
        () if word_begins(&label) => 3,
        () => 4,
    }
}
