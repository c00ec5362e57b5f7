//! Words in records.

use crate::base::text::fold;
use crate::model::field::{Field, Shape};
use crate::model::{Record, Value};

/// Tells whether the folded word stands anywhere in the record: in its id, names, titles and texts, or at the beginning of a term such as
/// its kind or its status.
pub fn mentions(record: Record<'_>, word: &str) -> bool {
    let searched = |field: &&Field| field.words || matches!(field.shape, Shape::Term(_));
    let fields = record.fields().iter().enumerate().filter(|(_, field)| searched(field));
    fields.into_iter().any(|(at, _)| match record.value(at) {
        Value::Text(text) => text.all().any(|text| contains(text, word)),
        Value::Texts(texts) => texts.iter().any(|text| text.all().any(|text| contains(text, word))),
        // Terms are short words of a closed list: a piece out of their middle would be found by accident.
        Value::Term(term) => fold(term.name).starts_with(word),
        _ => false,
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
