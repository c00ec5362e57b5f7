//! Popups: lists to pick from, and texts to read.
//!
//! There are five kinds, and every popup is one of them: a [`Picker`] (help, commands, menu, links, copy, scope, way, problems), a
//! [`Reader`] (the source) , a [`Naming`] (the file of an export)
//! a [`Finding`] (anything) and a [`Writing`] (what is added). What they hold is made in [`contents`]. A popup knows no screen:
//! picking answers with a [`Pick`].

pub mod added;
pub mod changes;
pub mod compare;
pub mod contents;
pub mod finding;
pub mod naming;
pub mod picker;
pub mod reader;
pub mod sorting;

pub use crate::tui::notebook::writing::Writing;
pub use finding::Finding;
pub use naming::Naming;
pub use picker::{Item, Pick, Picker};
pub use reader::Reader;

/// A popup.
#[derive(Debug)]
pub enum Overlay {
    /// A list to pick from.
    Picker(Picker),
    /// A text to read.
    Reader(Reader),
    /// The name of a file that is to be written.
    Naming(Naming),
    /// What is asked of all records.
    Finding(Box<Finding>),
    /// Something that is being written.
    Writing(Box<Writing>),
}
