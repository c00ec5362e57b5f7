//! Questions to a dataset.
//!
//! A [`Filter`] is what a person types: words, and values of fields. It is read once against a dataset and then asked of each record.
//! Nothing here knows a screen.

pub mod agenda;
pub mod cite;
mod filter;
pub mod sort;
mod text;
pub mod words;

pub use filter::{Filter, QueryError, meant};
pub use text::mentions;
