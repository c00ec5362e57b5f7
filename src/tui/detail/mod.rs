//! One record in full: what it says, what it is linked with both ways, what it rests on.
//!
//! [`content`] makes the lines from a record, [`added`] from something that was added; [`rows`] breaks them for the screen;
//! [`view`] is where the cursor is among them; [`draw`] shows those that fit, in a [`pane`]. Every screen has the same detail.

pub mod added;
pub mod content;
pub mod draw;
pub mod groups;
pub mod pane;
pub mod rows;
pub mod view;

pub use content::{Content, Entry, Goto};
pub use pane::DetailPane;
pub use view::DetailView;
