//! What any program could use: dates, text, codes, diagnostics.
//!
//! Nothing here knows a dialogue, a record or a screen, and nothing here imports from the rest of the crate.

pub mod append;
pub mod bits;
pub mod codes;
pub mod date;
pub mod diag;
pub mod fs;
pub mod intern;
pub mod json;
pub mod languages;
pub mod lazy;
pub mod markdown;
pub mod matching;
pub mod own;
pub mod pages;
pub mod places;
pub mod plain;
pub mod quote;
pub mod ranked;
pub mod room;
pub mod scratch;
pub mod spare;
pub mod stretch;
pub mod suggest;
pub mod sum;
pub mod text;
