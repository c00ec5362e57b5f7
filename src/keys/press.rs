//! One key press, as the terminal reported it.

use crossterm::event::{KeyCode, KeyModifiers};

/// One key press: a key and what was held with it.
///
/// Shift is kept only where the key itself does not say it: `X` is the character `X` without Shift, Shift-F7 is F7 with Shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    /// The key.
    pub code: KeyCode,
    /// Control, Alt and, for keys that are not characters, Shift.
    pub mods: KeyModifiers,
}
