//! A query as a tree: what was written, with its places, before anybody asks what it means.

use std::fmt::{self, Write as _};

use crate::query::error::Span;

/// A query: terms that must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms, in the order in which they were written.
    pub terms: Vec<Term>,
}

/// One term of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must hold; with a minus before it, it must not.
    pub wanted: bool,
    /// What it asks for.
    pub matter: Matter,
    /// Where it stands, with its minus.
    pub at: Span,
}

/// What a term asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A word that stands anywhere.
    Word(String),
    /// Words in this order.
    Phrase(String),
    /// A field that has one of these values.
    Field {
        /// The name in small letters, with underscores for hyphens.
        name: String,
        /// Where the name stands.
        name_at: Span,
        /// The values; a comma stands between them.
        values: Vec<Value>,
    },
}

/// A value that a field may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The text, without its quotation marks.
    pub text: String,
    /// Whether it stood in quotation marks.
    pub quoted: bool,
    /// Where it stands, with its quotation marks.
    pub at: Span,
}

/// Writes the query as it is read again: one space between terms, straight quotation marks.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            if at > 0 {
                f.write_char(' ')?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.wanted {
            f.write_char('-')?;
        }
        match &self.matter {
            Matter::Word(word) => f.write_str(word),
            Matter::Phrase(phrase) => write!(f, "\"{phrase}\""),
            Matter::Field { name, values, .. } => {
                write!(f, "{name}:")?;
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        f.write_char(',')?;
                    }
                    value.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.quoted { write!(f, "\"{}\"", self.text) } else { f.write_str(&self.text) }
    }
}
