//! One line of text that is being typed, with the keys of readline.

use crossterm::event::{KeyCode, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::keys::Press;

/// How many characters a line holds: more is no search but a paste gone astray, and every row would be compared with it.
const LONGEST: usize = 1_000;

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

    /// Takes a press that types or edits; `false` where it does neither.
    pub fn take(&mut self, press: Press) -> bool {
        let Some(request) = request(press) else { return false };
        self.input.handle(request);
        true
    }

    /// Puts a text in at the cursor, its lines joined by blanks; `false` where there was room for its beginning only.
    pub fn insert(&mut self, text: &str) -> bool {
        let value: Vec<char> = self.input.value().chars().collect();
        let cursor = self.input.cursor().min(value.len());
        let (before, after) = value.split_at(cursor);
        let room = LONGEST.saturating_sub(value.len());
        let mut new = text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !c.is_control());
        let whole: String =
            before.iter().copied().chain(new.by_ref().take(room)).chain(after.iter().copied()).collect();
        // Built in one go: key by key a megabyte takes longer than anyone waits.
        let cursor = whole.chars().count() - after.len();
        self.input = Input::new(whole).with_cursor(cursor);
        new.next().is_none()
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
        assert!(line.insert("b\nc\u{1b}[31m"));
        assert_eq!(line.text(), "ab c[31m");
    }

    #[test]
    fn a_paste_goes_in_at_the_cursor_which_stays_behind_it() {
        let mut line = InputLine::new("az");
        line.take(Press::key(KeyCode::Left));
        assert!(line.insert("é日"));
        line.take(Press::plain('y'));
        assert_eq!(line.text(), "aé日yz");
    }

    #[test]
    fn of_a_paste_that_is_too_long_only_the_beginning_is_taken() {
        let mut line = InputLine::new("az");
        line.take(Press::key(KeyCode::Left));
        assert!(!line.insert(&"x".repeat(1_000_000)));
        assert_eq!(line.text().len(), LONGEST);
        assert!(line.text().ends_with("xz"));
    }
}
