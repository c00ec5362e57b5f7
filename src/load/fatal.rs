//! What makes a file no dataset at all, said in words for somebody who does not know JSON.

use crate::base::diag::{Diagnostic, Place, Severity};
use crate::base::fs::ReadError;

/// Why a file cannot be used.
pub type Fatal = Box<Diagnostic>;

/// Makes a diagnostic that nothing can follow.
pub fn fatal(code: &'static str, message: impl Into<String>, hint: Option<&str>, place: Place) -> Fatal {
    let (severity, message, hint) = (Severity::Fatal, message.into(), hint.map(str::to_owned));
    Box::new(Diagnostic { severity, code: code.into(), path: String::new(), message, hint, place: Some(place) })
}

/// Says why a file could not be read to its end.
pub fn unreadable(error: ReadError) -> Fatal {
    let (severity, message) = (Severity::Fatal, error.to_string());
    Box::new(Diagnostic { severity, code: "unreadable".into(), path: String::new(), message, hint: None, place: None })
}

/// Reads the bytes as UTF-8.
///
/// # Errors
///
/// Says where they are something else, and what they probably are.
pub fn utf8(bytes: &[u8]) -> Result<&str, Fatal> {
    const SAVE: Option<&str> = Some("save the file again, with UTF-8 as its encoding");
    let utf16 = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        // Without a mark at the start it shows by the zero beside the first letter.
        [one, other, ..] => (*one == 0) != (*other == 0),
        _ => false,
    };
    if utf16 {
        return Err(fatal("not-utf-8", "the file is UTF-16, not UTF-8", SAVE, Place::of("", 0, 0)));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let text = String::from_utf8_lossy(good);
        fatal("not-utf-8", "the file is not UTF-8", SAVE, Place::of(&text, text.len(), text.len()))
    })
}

/// Says why and where the text is not JSON.
pub fn not_json(text: &str, error: &serde_json::Error) -> Fatal {
    if error.is_eof() {
        let end = text.trim_ascii_end().len();
        let hint = Some("was it copied or saved whole?");
        return fatal("cut-short", "the file is cut short: the JSON does not end", hint, Place::of(text, end, end));
    }
    let at = position(text, error);
    let said = error.to_string();
    let words = said.split(" at line ").next().unwrap_or_default();
    let plain = PLAIN.iter().find(|(known, ..)| words.starts_with(known));
    let (message, hint) = plain.map_or((words, None), |&(_, message, hint)| (message, hint));
    let seen = SEEN.iter().find(|(begin, _)| text.get(at..).is_some_and(|rest| rest.starts_with(begin)));
    let hint = seen.map(|&(_, hint)| hint).or(hint);
    fatal("not-json", format!("the file is not JSON: {message}"), hint, Place::of(text, at, at + 1))
}

/// Returns the byte that the JSON reader stumbled over.
fn position(text: &str, error: &serde_json::Error) -> usize {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    // Column 0 of a line is the line break before it.
    let at = (line_start + error.column()).saturating_sub(1).min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// The JSON reader's words, what they mean, and what to do.
const PLAIN: &[(&str, &str, Option<&str>)] = &[
    ("expected `:`", "there is no colon before this", Some("write a key, a colon and its value")),
    ("expected `,` or `}`", "there is no comma before this, or no brace } that ends the object", None),
    ("expected `,` or `]`", "there is no comma before this, or no bracket ] that ends the list", None),
    ("expected value", "there is no value here", Some("write texts in double quotation marks, and null for unknown")),
    ("expected ident", "there is no value here", Some("write true, false or null")),
    ("key must be a string", "there is no key here", Some("write keys in double quotation marks")),
    ("trailing comma", "nothing follows the comma before this", Some("take the comma away")),
    ("trailing characters", "something stands after its end", Some("one file holds one dataset")),
    ("invalid escape", "a backslash stands before this", Some("write a backslash as \\\\")),
    ("control character", "a line break or control character stands in a text", Some("write a line break as \\n")),
    ("lone leading surrogate", "one half of a character stands here, without the other", None),
    ("unexpected end of hex escape", "one half of a character stands here, without the other", None),
    ("invalid unicode code point", "no such character exists", None),
    ("invalid number", "this is no number", Some("write digits, without a zero or a plus before them")),
    ("number out of range", "this number is too large", None),
    ("recursion limit exceeded", "lists and objects are too deep within one another", None),
];

/// What people write that JSON does not know.
const SEEN: &[(&str, &str)] = &[
    ("“", "write straight quotation marks: \""),
    ("„", "write straight quotation marks: \""),
    ("«", "write straight quotation marks: \""),
    ("'", "write double quotation marks: \""),
    ("‘", "write double quotation marks: \""),
    ("//", "JSON has no comments"),
    ("/*", "JSON has no comments"),
    ("#", "JSON has no comments"),
];
