//! One line of text that is being typed, with the keys of readline.

use crossterm::event::{KeyCode, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::keys::Press;

/// A line that is being typed.
#[derive(Clone, Debug, Default)]
pub struct InputLine {
    input: Input,
}

impl InputLine {
    /// Makes a line with a text already in it and the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()) }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns how many cells stand before the cursor.
    pub fn cursor_cells(&self) -> usize {
        self.input.visual_cursor()
    }

    /// Takes a press that types or edits; `false` where it does neither.
    pub fn take(&mut self, press: Press) -> bool {
        let Some(request) = request(press) else { return false };
        self.input.handle(request);
        true
    }

    /// Puts a text in at the cursor, its lines joined by blanks.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !c.is_control()) {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }
}

fn request(press: Press) -> Option<InputRequest> {
    if let Some(c) = press.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    Some(match (press.code, press.mods) {
        (KeyCode::Backspace, KeyModifiers::NONE) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, KeyModifiers::NONE) => InputRequest::DeleteNextChar,
        (KeyCode::Left, KeyModifiers::NONE) => InputRequest::GoToPrevChar,
        (KeyCode::Right, KeyModifiers::NONE) => InputRequest::GoToNextChar,
        (KeyCode::Char('a'), KeyModifiers::CONTROL) => InputRequest::GoToStart,
        (KeyCode::Char('e'), KeyModifiers::CONTROL) => InputRequest::GoToEnd,
        (KeyCode::Char('k'), KeyModifiers::CONTROL) => InputRequest::DeleteTillEnd,
        (KeyCode::Char('u'), KeyModifiers::CONTROL) => InputRequest::DeleteLine,
        (KeyCode::Char('w'), KeyModifiers::CONTROL) => InputRequest::DeletePrevWord,
        (KeyCode::Char('b'), KeyModifiers::ALT) => InputRequest::GoToPrevWord,
        (KeyCode::Char('f'), KeyModifiers::ALT) => InputRequest::GoToNextWord,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_only_typed() {
        let mut line = InputLine::default();
        for c in "qxX?:/ é日".chars() {
            assert!(line.take(Press::plain(c)), "{c}");
        }
        assert_eq!(line.text(), "qxX?:/ é日");
        assert!(!line.take(Press::key(KeyCode::Enter)) && !line.take(Press::key(KeyCode::Esc)));
        assert!(!line.take(Press::key(KeyCode::F(1))) && !line.take(Press::key(KeyCode::Down)));
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut line = InputLine::new("a");
        line.insert("b\nc\u{1b}[31m");
        assert_eq!(line.text(), "ab c[31m");
    }
}
