//! From crossterm's key events to the presses and characters that the program knows.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::keys::Press;
use crate::tui::msg::Msg;

/// Makes the message of a key event that is no release.
pub fn message(key: KeyEvent) -> Msg {
    if key.kind == KeyEventKind::Repeat { Msg::Held(press(key)) } else { Msg::Key(press(key)) }
}

/// Makes the press of a key event.
pub fn press(key: KeyEvent) -> Press {
    Press::new(key.code, key.modifiers)
}

/// Returns the character that this key would put into a text, if it is only that.
pub fn printable(key: &KeyEvent) -> Option<char> {
    let press = press(*key);
    match (press.code, press.mods) {
        (KeyCode::Char(character), KeyModifiers::NONE) => Some(character),
        (KeyCode::Enter, KeyModifiers::NONE) => Some('\n'),
        (KeyCode::Tab, KeyModifiers::NONE) => Some('\t'),
        // A line feed is Ctrl-j in raw mode.
        (KeyCode::Char('j'), KeyModifiers::CONTROL) => Some('\n'),
        _ => None,
    }
}
