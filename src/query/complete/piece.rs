//! The piece of a query that is being typed.

use crate::base::text::part;
use crate::query::error::Span;
use crate::query::tree::{Matter, Query};

/// The piece of a query under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands: what is typed up to the cursor, and what belongs to it behind it.
    pub at: Span,
    /// What is typed of it up to the cursor, without quotation marks.
    pub typed: String,
    /// The field that it is a value of; `None` where it is the name of a field itself.
    pub field: Option<String>,
    /// Whether its term must hold; behind a minus it must not.
    pub is_wanted: bool,
}

impl Piece {
    /// Finds the piece at a byte of a query; `None` where the text there is neither a field nor a value of one.
    pub fn at(text: &str, cursor: usize) -> Option<Self> {
        let before = text.get(..cursor)?;
        let after = part(text, cursor..text.len());
        let (query, _) = Query::parse(before);
        let Some(term) = query.terms.last().filter(|term| term.at.end == cursor) else {
            let end = cursor + name_length(after);
            return Some(Self { at: cursor..end, typed: String::new(), field: None, is_wanted: true });
        };
        match &term.matter {
            Matter::Phrase(_) => None,
            Matter::Word(word) => {
                let is_wanted = term.wanted && word != "-";
                let at = term.at.start + usize::from(!is_wanted);
                let typed = part(text, at..cursor).to_owned();
                let is_name = typed.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-'));
                let end = cursor + name_length(after);
                is_name.then_some(Self { at: at..end, typed, field: None, is_wanted })
            }
            Matter::Field { name, values, .. } => {
                let last = values.last().filter(|value| value.at.end == cursor);
                // Without one, there is nothing behind the colon or the comma but perhaps a quotation mark.
                let nothing = || before.rfind([':', ',']).map_or(cursor, |at| at + 1);
                let start = last.map_or_else(nothing, |value| value.at.start);
                let is_quoted = start < cursor && last.is_none_or(|value| value.quoted);
                let end = cursor + if is_quoted { quoted_length(after) } else { value_length(after) };
                let typed = last.map_or_else(String::new, |value| value.text.clone());
                Some(Self { at: start..end, typed, field: Some(name.clone()), is_wanted: term.wanted })
            }
        }
    }
}

/// How much of a text is the rest of the name of a field, with its colon.
fn name_length(text: &str) -> usize {
    let name = text.bytes().take_while(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-')).count();
    name + usize::from(text.as_bytes().get(name) == Some(&b':'))
}

/// How much of a text is the rest of a value.
fn value_length(text: &str) -> usize {
    text.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(text.len())
}

/// How much of a text is the rest of a value in quotation marks. Where the next mark may be the first of another value, none is.
fn quoted_length(text: &str) -> usize {
    let end = text.find('"').filter(|&end| !part(text, 0..end).contains([':', ','])).map(|end| end + 1);
    end.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Says what is typed at the bar: what is replaced, what of it counts, the field, and whether it is wanted.
    fn at_bar(marked: &str) -> Option<(String, String, String, bool)> {
        let cursor = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let Piece { at, typed, field, is_wanted } = Piece::at(&text, cursor)?;
        Some((part(&text, at).to_owned(), typed, field.unwrap_or_default(), is_wanted))
    }

    #[test]
    fn the_piece_under_the_cursor_is_a_name_or_one_value() {
        for (text, replaced, typed, field, is_wanted) in [
            ("|", "", "", "", true),
            ("sta|", "sta", "sta", "", true),
            ("x -sta|tus:held", "status:", "sta", "", false),
            ("-|", "", "", "", false),
            ("x |", "", "", "", true),
            ("status:|", "", "", "status", true),
            ("-status:he|ld x", "held", "he", "status", false),
            ("country:BG,tu|", "tu", "tu", "country", true),
            ("country:BG,|,TR", "", "", "country", true),
            ("host:\"North Ma|", "\"North Ma", "North Ma", "host", true),
            ("host:\"North Ma|cedonia\" x", "\"North Macedonia\"", "North Ma", "host", true),
            ("host:\"|", "\"", "", "host", true),
            ("host:\"|\" x", "\"\"", "", "host", true),
            ("a host:\"|  by:\"x\"", "\"", "", "host", true),
            ("made-at:x|", "x", "x", "made_at", true),
        ] {
            let expected = (replaced.to_owned(), typed.to_owned(), field.to_owned(), is_wanted);
            assert_eq!(at_bar(text), Some(expected), "{text}");
        }
        assert_eq!(at_bar("\"a phrase|"), None);
        assert_eq!(at_bar("2020|"), None);
        assert_eq!(at_bar("ä|"), None);
    }

    proptest! {
        #[test]
        fn it_is_always_a_piece_of_the_text_around_the_cursor(text in "[a-b:,\"“ é-]{0,16}", cursor in 0usize..20) {
            if let Some(piece) = Piece::at(&text, cursor) {
                prop_assert!(piece.at.start <= cursor && cursor <= piece.at.end, "{:?} {:?}", text, piece);
                prop_assert!(text.get(piece.at).is_some());
            }
        }
    }
}
