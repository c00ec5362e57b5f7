//! Questions to a dataset.
//!
//! What a person types is read into a tree ([`Query`]), whatever it is; the tree is compiled against a dataset into a [`Filter`], and
//! that is asked of records. What is wrong stands beside tree and filter with its place. [`fields`] and [`conditions`] are the tables
//! of what the language knows beyond the record tables; [`added`] is what it asks of the journal. Nothing here knows a screen.

pub mod added;
mod advice;
pub mod agenda;
pub mod anything;
mod called;
pub mod cite;
mod columns;
mod compile;
pub mod complete;
pub mod conditions;
mod error;
pub mod fields;
mod filter;
pub mod grammar;
pub mod items;
mod meant;
mod mention;
mod near;
mod parse;
mod range;
mod scan;
pub mod search;
pub mod sort;
mod text;
pub mod touch;
mod tree;
mod wanted;
pub mod words;

pub use conditions::Ground;
pub use error::{QueryError, Span};
pub use filter::{Filter, InTheWay};
pub use meant::meant;
pub use mention::Rank;
pub use near::Slip;
pub use text::mentions;
pub use tree::{Matter, Query, Term, Value};
