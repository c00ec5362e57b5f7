//! Questions to a dataset.
//!
//! A [`Filter`] is what a person types: words, and values of fields. It is read once against a dataset and then asked of each record.
//! Nothing here knows a screen.

mod filter;
mod text;

pub use filter::{Filter, QueryError};
pub use text::mentions;
