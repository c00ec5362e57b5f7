//! Every table of the program as documentation: manual page, completions, Markdown, JSON Schema.
//!
//! Nothing here says anything that a table does not say.

pub mod completions;
pub mod man;
pub mod markdown;
pub mod schema;

pub use schema::schema;
