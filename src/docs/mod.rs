//! The tables of the program as documents for others: what is written here is made from them and from nothing else.
//!
//! Manual page, completions, Markdown for the README, JSON Schema of a dataset. Nothing here reads a dataset or draws, and nothing of
//! the program depends on it.

pub mod completions;
pub mod man;
pub mod markdown;
mod schema;

pub use schema::schema;
