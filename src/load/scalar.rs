//! Values of one word: texts, amounts, codes, dates, ids, words of a closed list.
//!
//! Each is read from the text that stands in the file; what is not possible is reported, and nothing is kept of it.

use crate::base::codes;
use crate::base::date::Period;
use crate::base::quote::quoted;
use crate::load::cx::Cx;
use crate::model::field::{Shape, Term};
use crate::model::texts::Text;

/// The longest id, in characters.
const LONGEST_ID: usize = 200;

/// Reads a text, an amount or a currency code.
pub fn read_text(cx: &mut Cx, shape: Shape, text: &str) -> Option<Text> {
    match shape {
        Shape::Amount if !is_amount(text) => {
            let message = format!("expected {}, found {}", shape.expected(), quoted(text));
            cx.error("bad-amount", message, None);
            None
        }
        Shape::Currency if !codes::is_currency(text) => {
            let message = format!("{} is no currency code of ISO 4217", quoted(text));
            let hint = cx.problems.hint(text, codes::currencies());
            cx.error("bad-currency", message, hint);
            None
        }
        _ => Some(cx.texts.add(text)),
    }
}

/// Tells whether the text is a decimal amount: digits, and perhaps a point with digits; perhaps a minus before them.
fn is_amount(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// Reads a date or period.
pub fn read_date(cx: &mut Cx, text: &str) -> Option<Period> {
    let period = text.parse::<Period>();
    period.map_err(|error| cx.error("bad-date", format!("{} is no date: {error}", quoted(text)), None)).ok()
}

/// Reads the id of the record that is being read.
pub fn read_id(cx: &mut Cx, text: &str) {
    if text.trim().is_empty() || (text.len() > LONGEST_ID && text.chars().nth(LONGEST_ID).is_some()) {
        let message = format!("expected an id of 1 to {LONGEST_ID} characters, found {}", quoted(text));
        cx.error("bad-id", message, Some("a record without an id is set aside".into()));
    } else {
        cx.id = Some(cx.ids.intern(text));
    }
}

/// Finds a word in its closed list.
pub fn read_term(cx: &mut Cx, terms: &'static [Term], text: &str) -> Option<u8> {
    let at = terms.iter().position(|term| term.name == text);
    if at.is_none() {
        let message = format!("expected {}, found {}", Shape::Term(terms).expected(), quoted(text));
        let hint = cx.problems.hint(text, terms.iter().map(|term| term.name));
        cx.error("unknown-value", message, hint);
    }
    at.and_then(|at| u8::try_from(at).ok())
}

/// Writes a number for a message: in full while that is readable.
pub fn number_text(number: f64) -> String {
    if number != 0.0 && !(1e-6..1e15).contains(&number.abs()) { format!("{number:e}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_digits_and_nothing_else() {
        assert!(is_amount("12000000") && is_amount("0.50") && is_amount("-3"));
        for wrong in ["", "-", "12M", "12,000", "1.", ".5", "1e6", " 1", "1.2.3", "NaN"] {
            assert!(!is_amount(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_number_in_a_message_is_never_a_line_of_zeros() {
        let shown = [82.0, 82.5, 3e9, -1.0, 1e308, 5e-324].map(number_text);
        assert_eq!(shown, ["82", "82.5", "3000000000", "-1", "1e308", "5e-324"]);
    }
}
