//! Words in records.

use crate::base::text::fold;
use fixedbitset::FixedBitSet;

use crate::index::Snapshot;
use crate::model::column::Column;
use crate::model::field::Shape;
use crate::model::{Kind, LangText, Record, Value};

/// Tells whether the folded word stands anywhere in the record: in its id, names, titles and texts, or at the beginning of a term such as
/// its kind or its status.
pub fn mentions(record: Record<'_>, word: &str) -> bool {
    any_text(record, |text| contains(text, word)) || any_term(record, word)
}

/// Tells whether any id, name, title or text of the record is so.
pub fn any_text(record: Record<'_>, is_it: impl Fn(&str) -> bool) -> bool {
    texts(record).any(is_it)
}

/// Lists the texts of a record that are searched, in the order of its fields and in all languages.
pub fn texts(record: Record<'_>) -> impl Iterator<Item = &str> {
    let fields = record.fields().iter().enumerate().filter(|(_, field)| field.words);
    let values = fields.map(move |(at, _)| match record.value(at) {
        Value::Text(text) => (Some(text), Vec::new()),
        Value::Texts(texts) => (None, texts),
        _ => (None, Vec::new()),
    });
    values.flat_map(|(text, texts)| text.into_iter().chain(texts)).flat_map(LangText::all)
}

/// Terms are short words of a closed list: a piece out of their middle would be found by accident.
fn any_term(record: Record<'_>, word: &str) -> bool {
    let fields = record.fields().iter().enumerate().filter(|(_, field)| matches!(field.shape, Shape::Term(_)));
    fields.into_iter().any(|(at, _)| matches!(record.value(at), Value::Term(term) if fold(term.name).starts_with(word)))
}

/// Adds the records to a mask in which a term of a closed list begins with the folded word.
pub fn termed(word: &str, snapshot: &Snapshot, mask: &mut FixedBitSet) {
    for &kind in Kind::ALL {
        let first = snapshot.dataset.range(kind).start as usize;
        let Some(table) = snapshot.dataset.table(kind) else { continue };
        for (field, column) in table.fields.iter().zip(&table.columns) {
            let (Shape::Term(terms), Column::Term(cells)) = (field.shape, column) else { continue };
            let wanted: Vec<bool> = terms.iter().map(|term| fold(term.name).starts_with(word)).collect();
            if wanted.contains(&true) {
                let is_wanted = |cell: u8| wanted.get(usize::from(cell)).copied().unwrap_or(false);
                let rows = cells.iter().enumerate().filter(|(_, cell)| is_wanted(**cell));
                mask.extend(rows.map(|(row, _)| first + row));
            }
        }
    }
}

/// Tells whether a text contains a word as it is, with no letter or digit beside it.
pub fn contains_whole(text: &str, word: &str) -> bool {
    let is_free = |beside: Option<char>| !beside.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        is_free(before) && is_free(after)
    })
}

/// Tells whether the text, folded, contains the folded word.
pub fn contains(text: &str, word: &str) -> bool {
    if text.is_ascii() {
        return contains_ascii(text.as_bytes(), word.as_bytes());
    }
    memchr::memmem::find(fold(text).as_bytes(), word.as_bytes()).is_some()
}

/// The same for a text in ASCII, which is folded letter by letter while it is compared: most texts are, and folding is what costs.
fn contains_ascii(text: &[u8], word: &[u8]) -> bool {
    let Some(&first) = word.first() else { return true };
    let begins = |at: usize| {
        let piece = text.get(at..at + word.len());
        piece.is_some_and(|piece| piece.iter().zip(word).all(|(&byte, &wanted)| folded(byte) == wanted))
    };
    if first == b' ' {
        return (0..text.len()).any(begins);
    }
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), text).any(begins)
}

/// Folds one byte of ASCII as [`fold`] folds the character.
fn folded(byte: u8) -> u8 {
    match byte {
        b'\'' | b'-' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn comparing_letter_by_letter_is_folding_and_searching(text in "[ -~]{0,24}", word in "[ -~]{0,4}") {
            let word = fold(&word).into_owned();
            prop_assert_eq!(contains(&text, &word), fold(&text).contains(&word));
        }
    }
}
