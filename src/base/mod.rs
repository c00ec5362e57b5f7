//! What any program could use: dates, text, codes, diagnostics.
//!
//! Nothing here knows a dialogue, a record or a screen, and nothing here imports from the rest of the crate.

pub mod fs;
pub mod quote;
pub mod suggest;
