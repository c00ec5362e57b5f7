//! The table of screens: tabs and documentation follow it.

use crate::keys::Action;

/// One screen.
#[derive(Debug)]
pub struct Screen {
    /// What the tab shows.
    pub title: &'static str,
    /// The action that goes there.
    pub action: Action,
    /// What it shows, without a final period.
    pub doc: &'static str,
}

/// Every screen, in the order of the tabs.
pub const SCREENS: &[Screen] = &[Screen {
    title: "Explore",
    action: Action::Explore,
    doc: "Countries, goals and activities side by side, and the record under the cursor in full",
}];
