//! What can be done, and the keys that do it.
//!
//! [`action`] is the one table of actions: name, what it does, where it works, default keys. The bottom line, the help, the palette,
//! the menu, the README and the manual page read it. [`keymap`] resolves presses to actions, with the user's bindings laid over the
//! defaults. Nothing here knows a screen's state or draws anything.

pub mod action;
pub mod chord;
pub mod keymap;
mod layout;
pub mod names;
pub mod press;

pub use action::{Action, Group, Scope, Spec, UnknownAction};
pub use chord::Chord;
pub use keymap::{Conflict, Hint, Keymap, Resolved};
pub use names::KeyError;
pub use press::Press;
