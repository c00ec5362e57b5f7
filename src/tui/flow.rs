//! What came of an action.

use crate::tui::overlay::Overlay;

/// What came of an action.
#[derive(Debug)]
pub enum Flow {
    /// It was done.
    Done,
    /// Nobody here does such a thing.
    Ignored,
    /// It cannot be done here and now, for this reason.
    Refused(String),
    /// A popup is to be shown.
    Show(Overlay),
}
