//! What is wrong with a query, and where.

use std::fmt;
use std::ops::Range;

/// A place in a query: its bytes.
pub type Span = Range<usize>;

/// Says why a piece of a query cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong, without a final period.
    pub message: String,
    /// What is probably meant, or what can be written there.
    pub hint: Option<String>,
    /// Where it stands.
    pub at: Span,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

impl std::error::Error for QueryError {}
