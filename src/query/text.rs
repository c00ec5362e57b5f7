//! Words in records.

use crate::base::text::fold;
use crate::model::{Record, Value};

/// Tells whether the folded word stands anywhere in the record: in its id, names, titles and texts.
pub fn mentions(record: Record<'_>, word: &str) -> bool {
    record.fields().iter().enumerate().filter(|(_, field)| field.words).any(|(at, _)| match record.value(at) {
        Value::Text(text) => text.all().any(|text| contains(text, word)),
        Value::Texts(texts) => texts.iter().any(|text| text.all().any(|text| contains(text, word))),
        _ => false,
    })
}

/// Tells whether the text, folded, contains the folded word.
pub fn contains(text: &str, word: &str) -> bool {
    memchr::memmem::find(fold(text).as_bytes(), word.as_bytes()).is_some()
}
