//! Everything that can happen to the dashboard.

use crate::keys::Press;

/// Something that happened: the only way into [`update`](super::update::update).
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Press),
    /// A key is being held: moves repeat, nothing else does.
    Held(Press),
    /// Text was pasted in one piece.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The terminal was given back after a stop (`fg`): everything must be drawn again.
    Continued,
    /// The time asked for by [`Effect::WakeIn`](super::effect::Effect::WakeIn) has passed.
    Wake,
}
