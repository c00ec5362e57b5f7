//! The tables of the program as documents for others: what is written here is made from them and from nothing else.
//!
//! [`schema`] writes the JSON Schema of a dataset. Nothing here reads a dataset or draws, and nothing of the program depends on it.

mod schema;

pub use schema::schema;
