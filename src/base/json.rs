//! JSON that a terminal can be trusted with.

use std::borrow::Cow;

use crate::base::text::is_hidden;

/// Escapes what JSON allows as it is and a terminal would obey: the controls of C1, those that turn the reading direction.
pub fn escaped(json: &str) -> Cow<'_, str> {
    let is_meant = |c: char| c != '\n' && is_hidden(c);
    if json.is_ascii() || !json.chars().any(is_meant) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match c {
            // They are all below U+10000 and stand within texts, since JSON has none of its own.
            c if is_meant(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
