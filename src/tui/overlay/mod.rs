//! Popups: lists to pick from, and texts to read.
//!
//! There are two kinds, and every popup is one of them: a [`Picker`] (help, commands, menu, links, copy, scope, way, problems) and a
//! [`Reader`] (the source). What they hold is made in [`contents`]. A popup knows no screen: picking answers with a [`Pick`].

pub mod compare;
pub mod contents;
pub mod picker;
pub mod reader;
pub mod sorting;

pub use picker::{Item, Pick, Picker};
pub use reader::Reader;

/// A popup.
#[derive(Debug)]
pub enum Overlay {
    /// A list to pick from.
    Picker(Picker),
    /// A text to read.
    Reader(Reader),
}
