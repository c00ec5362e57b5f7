//! From crossterm's key events to the presses and characters that the program knows.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::keys::Press;
use crate::tui::msg::Msg;

/// Makes the message of a key event that is no release.
pub fn message(key: KeyEvent) -> Msg {
    if key.kind == KeyEventKind::Repeat { Msg::Held(press(key)) } else { Msg::Key(press(key)) }
}

/// Makes a press: Shift only where the key does not say it, AltGr not at all.
pub fn press(key: KeyEvent) -> Press {
    let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
    let mods = key.modifiers & known;
    match key.code {
        KeyCode::Char(character) => press_character(character, mods),
        KeyCode::BackTab => Press { code: key.code, mods: mods - KeyModifiers::SHIFT },
        code => Press { code, mods },
    }
}

fn press_character(character: char, mods: KeyModifiers) -> Press {
    let held = mods - KeyModifiers::SHIFT;
    let code =
        if mods.contains(KeyModifiers::SHIFT) { KeyCode::Char(shifted(character)) } else { KeyCode::Char(character) };
    let mods = if is_alt_gr(character, held) { KeyModifiers::NONE } else { held };
    Press { code, mods }
}

/// Says whether Control and Alt are how a terminal reports AltGr: they made a character that no plain key makes.
fn is_alt_gr(character: char, mods: KeyModifiers) -> bool {
    mods == KeyModifiers::CONTROL | KeyModifiers::ALT && !character.is_ascii_alphanumeric() && character != ' '
}

/// Some terminals report Shift-x as `x` with Shift; the press is `X`.
fn shifted(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => character,
    }
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
