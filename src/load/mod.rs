//! Bytes to a dataset: everything right is kept, everything wrong is reported at once.
//!
//! [`load`] reads a [`Source`] in one pass, driven by the table of record kinds: a record or value that is wrong is set aside and
//! reported, and the rest goes on. A long file is read by several threads, piece by piece, with the same outcome ([`pieces`]). Then
//! references are resolved ([`resolve`]), rules are run over the whole ([`rules`]), and what was found is placed in the text by line and
//! column ([`place`]). How far that has come can be watched ([`progress`]). Nothing here derives counts or draws, and nothing here
//! panics, whatever
//! the bytes.

mod circle;
mod cx;
mod fatal;
mod loss;
mod pieces;
mod place;
mod problem;
pub mod progress;
mod read;
mod resolve;
mod row;
pub mod rules;
mod scalar;
mod source;
mod take;
mod value;
pub mod wording;

pub use progress::Progress;
pub use read::{FORMAT, LoadError, Loaded, Unloaded, leaving, load, watched};
pub use source::Source;
