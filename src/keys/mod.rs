//! What can be done, and the keys that do it.
//!
//! [`action`] is the one table of actions: name, what it does, where it works, default keys. The bottom line, the help, the palette,
//! the menu, the README and the manual page read it. [`keymap`] resolves presses to actions, with the user's bindings laid over the
//! defaults. Nothing here knows a screen's state or draws anything.

pub mod press;

pub use press::Press;
