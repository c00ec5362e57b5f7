//! What is true according to the file: the kinds of records, their fields, and the records themselves.
//!
//! [`kinds`] is the one table of record kinds; a kind is one file there and one row in [`Kind`]. Loading, validation, the JSON Schema,
//! lists, details, exports and documentation all read it, so a field is added in one line. The records of a file stand in a
//! [`Dataset`], column by column, as that table says. Nothing here reads files, derives counts or draws.

pub mod column;
pub mod dataset;
pub mod field;
pub mod kind;
pub mod kinds;
pub mod name;
pub mod record;
pub mod texts;

pub use dataset::{Dataset, Header, Passing};
pub use field::{Field, Shape, Target, Term};
pub use kind::{Kind, Reference};
pub use name::Name;
pub use record::{Record, Rid, Row, Value};
pub use texts::LangText;
