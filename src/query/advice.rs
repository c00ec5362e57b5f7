//! What is written for something else in other languages of this sort, and is looked for here as it stands: said, so that the answer is not
//! taken for the answer to another question.

use crate::model::Kind;
use crate::query::fields::Asked;
use crate::query::tree::{Matter, Query};

/// How 'or' is written.
const OR: &str = "a comma between values is 'or': country:BG,TR";

/// How 'not' is written.
const NOT: &str = "a minus is 'not': -turkey";

/// How 'and' is written.
const AND: &str = "a space is 'and'";

/// What is said of pieces of words.
const PIECE: &str = "a piece of a word finds it";

impl Query {
    /// Says what of the query is looked for as a word though it was probably meant for something else, and how that is written; one sentence
    /// without a final period.
    pub fn advice(&self) -> Option<String> {
        let last = self.terms.len().saturating_sub(1);
        let words = self.terms.iter().enumerate().filter_map(|(at, term)| match &term.matter {
            Matter::Word(word) => Some((word.as_str(), at > 0 && at < last, at < last)),
            Matter::Phrase(_) | Matter::Field { .. } => None,
        });
        let told = |(word, is_between, is_before): (&str, bool, bool)| {
            if let Some(field) = compared(word) {
                return Some(format!("\"{word}\" is a word here; a colon stands behind a field: {field}"));
            }
            let how = match word {
                "or" | "OR" | "|" | "||" if is_between => OR,
                "AND" | "&" | "&&" if is_between => AND,
                "NOT" | "!" if is_before => NOT,
                _ if word.len() > 1 && word.starts_with('!') => NOT,
                _ if is_listed(word) => OR,
                _ if word.len() > 1 && word.ends_with('*') => PIECE,
                _ => return None,
            };
            Some(format!("\"{word}\" is a word here; {how}"))
        };
        words.filter_map(told).next()
    }
}

/// Returns how a word is written that compares a field: `year>2020` is `year:>2020`.
fn compared(word: &str) -> Option<String> {
    let (name, value) = word.split_at_checked(word.find(['=', '<', '>'])?)?;
    let value = value.strip_prefix("==").or_else(|| value.strip_prefix('=')).unwrap_or(value);
    let is_field = !Asked::new(&name.to_ascii_lowercase().replace('-', "_"), Kind::ALL).is_empty();
    (is_field && value.ends_with(char::is_alphanumeric)).then(|| format!("{name}:{value}"))
}

/// Tells whether a comma stands behind a letter or a phrase: between digits it sets thousands apart.
fn is_listed(word: &str) -> bool {
    let is_behind = |piece: &str| piece.is_empty() || piece.ends_with(char::is_alphabetic);
    word.len() > 1 && word.split(',').rev().skip(1).any(is_behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_sign_elsewhere_is_told_and_words_are_not() {
        let advice = |text: &str| Query::parse(text).0.advice();
        let how = |text: &str| advice(text).and_then(|told| told.split_once("; ").map(|(_, how)| how.to_owned()));
        for text in
            ["bulgaria or turkey", "bulgaria OR turkey", "a | b", "bulgaria,turkey", "Bulgaria, Turkey", "\"a b\",c"]
        {
            assert_eq!(how(text).as_deref(), Some(OR), "{text}");
        }
        for text in ["NOT turkey", "bulgaria NOT turkey", "!turkey", "bulgaria ! turkey"] {
            assert_eq!(how(text).as_deref(), Some(NOT), "{text}");
        }
        assert_eq!(how("bulgaria AND turkey").as_deref(), Some(AND));
        assert_eq!(how("migra*").as_deref(), Some(PIECE));
        for (text, field) in [
            ("x year>2020", "year:>2020"),
            ("amount>=3", "amount:>=3"),
            ("hosts=BG", "hosts:BG"),
            ("host==BG", "host:BG"),
        ] {
            assert_eq!(how(text), Some(format!("a colon stands behind a field: {field}")), "{text}");
        }
        assert_eq!(
            advice("bulgaria or turkey").as_deref(),
            Some("\"or\" is a word here; a comma between values is 'or': country:BG,TR")
        );
        // Words of texts, codes, numbers, and what is written as it is meant.
        for text in [
            "return and reintegration",
            "not stated",
            "or",
            "AND",
            "andorra AND",
            "12,000 people",
            "\"bulgaria or turkey\"",
            "country:BG,TR -turkey",
            "what?",
            "a>b",
            "year>",
            "=",
            "*",
            ",",
            "!",
            "",
        ] {
            assert_eq!(advice(text), None, "{text}");
        }
    }
}
