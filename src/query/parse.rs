//! Reading a query into its tree. Every text is read; what is wrong with it is told beside the tree.
//!
//! ```text
//! query  = term, separated by spaces
//! term   = ["-"] (phrase | name ":" value {"," value} | word)
//! value  = phrase | characters without space and comma
//! phrase = a quotation mark, anything but one, a quotation mark
//! name   = a letter, then letters, "_" and "-"
//! ```

use crate::base::text::part;
use crate::query::error::{QueryError, Span};
use crate::query::tree::{Matter, Query, Term, Value};

impl Query {
    /// Reads a query, and returns what is wrong with how it is written. The tree has all that could be read: while somebody types,
    /// the rest of the query can be used.
    pub fn parse(text: &str) -> (Self, Vec<QueryError>) {
        let mut reader = Reader { text, at: 0, errors: Vec::new() };
        let mut terms = Vec::new();
        while reader.skip_blanks() {
            terms.push(reader.term());
        }
        (Self { terms }, reader.errors)
    }
}

struct Reader<'t> {
    text: &'t str,
    /// The byte that comes next.
    at: usize,
    errors: Vec<QueryError>,
}

/// Word processors turn straight quotation marks into these.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the character that comes next, if it is so.
    fn take(&mut self, is_it: impl Fn(char) -> bool) -> bool {
        let taken = self.next().filter(|&c| is_it(c));
        self.at += taken.map_or(0, char::len_utf8);
        taken.is_some()
    }

    /// Takes characters up to the first that is so, or to the end.
    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(ends).unwrap_or(rest.len());
        self.at += length;
        part(rest, 0..length)
    }

    /// Goes to the next term; false where there is none.
    fn skip_blanks(&mut self) -> bool {
        self.take_until(|c| !c.is_whitespace());
        self.at < self.text.len()
    }

    fn term(&mut self) -> Term {
        let start = self.at;
        let is_not =
            self.rest().strip_prefix('-').and_then(|rest| rest.chars().next()).is_some_and(|c| !c.is_whitespace());
        self.at += usize::from(is_not);
        let matter = match (self.next().is_some_and(is_quote), self.name()) {
            (true, _) => Matter::Phrase(self.phrase().to_owned()),
            (false, Some(name_at)) => self.field(name_at),
            (false, None) => Matter::Word(self.take_until(char::is_whitespace).to_owned()),
        };
        Term { wanted: !is_not, matter, at: start..self.at }
    }

    /// Finds the name of a field that comes next, with its colon.
    fn name(&self) -> Option<Span> {
        let rest = self.rest().as_bytes();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-')).count();
        let is_name = rest.first().is_some_and(u8::is_ascii_alphabetic) && rest.get(length) == Some(&b':');
        is_name.then_some(self.at..self.at + length)
    }

    fn field(&mut self, name_at: Span) -> Matter {
        let name = part(self.text, name_at.clone()).to_ascii_lowercase().replace('-', "_");
        self.at = name_at.end + 1;
        let mut values = Vec::new();
        let mut before = name_at.start..self.at;
        loop {
            match self.value() {
                Some(value) => values.push(value),
                None => self.no_value(&name, before),
            }
            before = self.at..self.at + 1;
            if !self.take(|c| c == ',') {
                return Matter::Field { name, name_at, values };
            }
        }
    }

    fn value(&mut self) -> Option<Value> {
        let start = self.at;
        let quoted = self.next().is_some_and(is_quote);
        let text = if quoted { self.phrase() } else { self.take_until(|c| c == ',' || c.is_whitespace()) };
        let value = Value { text: text.to_owned(), quoted, at: start..self.at };
        (!text.trim().is_empty()).then_some(value)
    }

    fn no_value(&mut self, name: &str, at: Span) {
        let hint = "it stands right behind the colon or the comma".to_owned();
        self.errors.push(QueryError { message: format!("{name}: lacks a value"), hint: Some(hint), at });
    }

    /// Takes what stands between two quotation marks.
    fn phrase(&mut self) -> &'t str {
        let start = self.at;
        self.take(is_quote);
        let phrase = self.take_until(is_quote);
        if !self.take(is_quote) {
            let message = "a quotation mark is not closed".to_owned();
            self.errors.push(QueryError { message, hint: None, at: start..self.at });
        }
        phrase
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every term in brackets, so that it can be seen where one ends.
    fn shown(text: &str) -> String {
        Query::parse(text).0.terms.iter().map(|term| format!("[{term}]")).collect()
    }

    fn errors(text: &str) -> Vec<(String, Span)> {
        Query::parse(text).1.into_iter().map(|error| (error.message, error.at)).collect()
    }

    #[test]
    fn terms_stand_between_spaces_but_for_those_in_quotation_marks() {
        for (text, expected) in [
            ("  bulgaria   2020 ", "[bulgaria][2020]"),
            ("\"return and reintegration\" -word", "[\"return and reintegration\"][-word]"),
            ("country:BG,TR -status:held", "[country:BG,TR][-status:held]"),
            ("host:\"North Macedonia\",LV x", "[host:\"North Macedonia\",LV][x]"),
            ("“smart quotes” x", "[\"smart quotes\"][x]"),
            ("-\"not this\"that", "[-\"not this\"][that]"),
            ("Made-At:x", "[made_at:x]"),
            ("10:30 a:b:c - -- 5\"x", "[10:30][a:b:c][-][--][5\"x]"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
            assert_eq!(errors(text), [], "{text}");
        }
    }

    #[test]
    fn a_mistake_is_told_at_its_place_and_the_rest_is_read() {
        assert_eq!(errors("a \"bc"), [("a quotation mark is not closed".to_owned(), 2..5)]);
        assert_eq!(shown("a \"bc"), "[a][\"bc\"]");
        assert_eq!(errors("country: BG"), [("country: lacks a value".to_owned(), 0..8)]);
        assert_eq!(errors("by:BG, x"), [("by: lacks a value".to_owned(), 5..6)]);
        assert_eq!(shown("by:BG, x"), "[by:BG][x]");
        assert_eq!(errors("by:\"\""), [("by: lacks a value".to_owned(), 0..3)]);
    }

    /// The query without its places.
    fn bare(mut query: Query) -> Query {
        for term in &mut query.terms {
            term.at = 0..0;
            if let Matter::Field { name_at, values, .. } = &mut term.matter {
                *name_at = 0..0;
                values.iter_mut().for_each(|value| value.at = 0..0);
            }
        }
        query
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let (query, errors) = Query::parse(text);
        let spans = query.terms.iter().flat_map(|term| match &term.matter {
            Matter::Field { name_at, values, .. } => {
                [term.at.clone(), name_at.clone()].into_iter().chain(values.iter().map(|v| v.at.clone())).collect()
            }
            _ => vec![term.at.clone()],
        });
        for span in spans.chain(errors.iter().map(|error| error.at.clone())) {
            prop_assert!(text.get(span.clone()).is_some_and(|piece| !piece.is_empty()), "{:?} in {:?}", span, text);
        }
        let printed = query.to_string();
        let again = Query::parse(&printed).0;
        prop_assert_eq!(again.to_string(), printed);
        prop_assert_eq!(bare(again), bare(query));
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_printed_so_that_it_is_read_alike(text in any::<String>()) {
            check(&text)?;
        }

        #[test]
        fn so_is_what_looks_like_a_query(text in "[a-b:,\"“ é.<>=0-]{0,24}") {
            check(&text)?;
        }
    }
}
