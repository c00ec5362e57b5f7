//! What a press means while something is being added: the keys of readline, and those that lead through the fields.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::keys::Press;
use crate::tui::form::editor::Edit;

/// What a press asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To change what is in focus, or to move within it.
    Edit(Edit),
    /// A line break in a text.
    Break,
    /// To go on, or to save.
    Enter,
    /// To go to the next field.
    Next,
    /// To go to the field before.
    Previous,
    /// To close.
    Out,
    /// To go on in the editor of the user.
    Editor,
}

/// The names of the keys that are shown, as they are pressed.
pub const ENTER: &str = "Enter";
/// Puts in a line break; Ctrl-j does where a window takes this key for itself.
pub const BREAK: &str = "Alt-Enter";
/// Hands the text to the editor of the user. Every terminal sends it, and nothing else is bound to it.
pub const EDITOR: &str = "Ctrl-g";
/// Goes to the next field.
pub const NEXT: &str = "Tab";
/// Closes.
pub const OUT: &str = "Esc";

/// Returns what a press asks for; `None` where it means nothing in a form.
pub fn key(press: Press) -> Option<Key> {
    if let Some(c) = press.typed() {
        return Some(Key::Edit(Edit::Type(c)));
    }
    Some(match (press.code, press.mods) {
        (KeyCode::Enter, KeyModifiers::NONE) => Key::Enter,
        (KeyCode::Enter, _) | (KeyCode::Char('j'), KeyModifiers::CONTROL) => Key::Break,
        (KeyCode::Tab, KeyModifiers::NONE) => Key::Next,
        (KeyCode::Tab, KeyModifiers::SHIFT) => Key::Previous,
        (KeyCode::Esc, KeyModifiers::NONE) => Key::Out,
        (KeyCode::Char('g'), KeyModifiers::CONTROL) => Key::Editor,
        (code, KeyModifiers::NONE) => Key::Edit(plain(code)?),
        (code, KeyModifiers::CONTROL) => Key::Edit(with_control(code)?),
        (code, KeyModifiers::ALT) => Key::Edit(with_alt(code)?),
        _ => return None,
    })
}

fn plain(code: KeyCode) -> Option<Edit> {
    Some(match code {
        KeyCode::Backspace => Edit::Before,
        KeyCode::Delete => Edit::Under,
        KeyCode::Left => Edit::Left,
        KeyCode::Right => Edit::Right,
        KeyCode::Up => Edit::Up,
        KeyCode::Down => Edit::Down,
        KeyCode::Home => Edit::Start,
        KeyCode::End => Edit::End,
        _ => return None,
    })
}

fn with_control(code: KeyCode) -> Option<Edit> {
    Some(match code {
        KeyCode::Char('a') => Edit::Start,
        KeyCode::Char('e') => Edit::End,
        KeyCode::Char('b') => Edit::Left,
        KeyCode::Char('f') => Edit::Right,
        KeyCode::Char('p') => Edit::Up,
        KeyCode::Char('n') => Edit::Down,
        KeyCode::Char('d') => Edit::Under,
        KeyCode::Char('k') => Edit::ToEnd,
        KeyCode::Char('u') => Edit::ToStart,
        KeyCode::Char('w') => Edit::WordBefore,
        KeyCode::Char('y') => Edit::Yank,
        // Ctrl-_ arrives as this, too.
        KeyCode::Char('/') => Edit::Undo,
        KeyCode::Char('r') => Edit::Redo,
        KeyCode::Left => Edit::WordLeft,
        KeyCode::Right => Edit::WordRight,
        KeyCode::Home => Edit::First,
        KeyCode::End => Edit::Last,
        KeyCode::Delete => Edit::WordBehind,
        _ => return None,
    })
}

fn with_alt(code: KeyCode) -> Option<Edit> {
    Some(match code {
        KeyCode::Char('b') | KeyCode::Left => Edit::WordLeft,
        KeyCode::Char('f') | KeyCode::Right => Edit::WordRight,
        KeyCode::Char('d') => Edit::WordBehind,
        KeyCode::Backspace => Edit::WordBefore,
        KeyCode::Char('<') => Edit::First,
        KeyCode::Char('>') => Edit::Last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Action, Keymap};

    fn of(name: &str) -> Option<Key> {
        key(name.parse().unwrap_or_else(|error| panic!("{name}: {error}")))
    }

    #[test]
    fn a_line_break_has_two_keys_and_enter_is_another() {
        assert_eq!([of("Alt-Enter"), of("Ctrl-j")], [Some(Key::Break); 2]);
        assert_eq!(of("Enter"), Some(Key::Enter));
    }

    #[test]
    fn both_ways_to_type_undo_are_one() {
        assert_eq!([of("Ctrl-_"), of("Ctrl-/"), of("Ctrl-7")], [Some(Key::Edit(Edit::Undo)); 3]);
    }

    #[test]
    fn what_stops_or_leaves_the_program_is_left_to_it() {
        for name in ["Ctrl-c", "Ctrl-z", "Ctrl-l", "Ctrl-q", "F1"] {
            assert_eq!(of(name), None, "{name}");
        }
    }

    #[test]
    fn nothing_else_is_bound_to_the_key_of_the_editor() {
        let keymap = Keymap::default();
        let taken = Action::ALL.iter().flat_map(|&action| keymap.keys_of(action)).map(|chord| chord.to_string());
        assert!(taken.into_iter().all(|chord| chord != EDITOR));
    }
}
