//! The same language asked of what was added: notes, statements, amendments and the rest of the journal.
//!
//! [`ItemFilter`] is a query that was understood. [`words`] is the table of what can be asked beyond the fields in the table of what can be
//! added; [`conditions`] is the table of what `is:` asks. What a query of records means is said elsewhere: the two share how they are
//! written, how words and dates are matched, and how records are named.

mod compile;
pub mod conditions;
mod filter;
pub mod words;

pub use filter::{ItemFilter, texts};
