//! One line of text that is being typed, with the keys of readline.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use crate::base::text::{cells, part};
use crate::config::Role;
use crate::keys::Press;
use crate::tui::skin::Skin;
use crate::tui::widget::frame::rooms;
use crate::tui::widget::line::Line;

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

    /// Returns where the cursor is, as a byte of the text.
    pub fn cursor(&self) -> usize {
        let text = self.text();
        text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at)
    }

    /// Puts another text in, with the cursor at a byte of it.
    pub fn set(&mut self, text: &str, cursor: usize) {
        let before = text.get(..cursor).unwrap_or(text).chars().count();
        self.input = Input::new(text.to_owned()).with_cursor(before);
    }

    /// Splits the text at the cursor: what stands before it, the character under it, what stands behind that.
    fn around(&self) -> (&str, &str, &str) {
        let text = self.text();
        let (at, end) = (self.cursor(), text.len());
        let under = part(text, at..end).chars().next().map_or(0, char::len_utf8);
        (part(text, 0..at), part(text, at..at + under), part(text, at + under..end))
    }

    /// Returns the first byte that is seen where so many cells are: the cursor always is, with something of what stands behind it.
    fn seen_from(&self, room: usize, skin: &Skin) -> usize {
        let width = |piece: &str| cells(&skin.shown(piece));
        let (before, under, after) = self.around();
        // A sign stands for the cursor at the end.
        let at_cursor = width(under).max(1);
        if width(before) + at_cursor + width(after) <= room {
            return 0;
        }
        let behind = width(after).min(room / 4);
        let room = room.saturating_sub(at_cursor + behind);
        if width(before) <= room {
            return 0;
        }
        let room = room.saturating_sub(cells(skin.cut()));
        // All of it is at most as long as a line may be.
        let mut starts = before.grapheme_indices(true).map(|(at, _)| at);
        starts.find(|&at| width(part(before, at..before.len())) <= room).unwrap_or(before.len())
    }

    /// Writes the text with its cursor into a line: a sign at its end, or the character that it is on. Returns the first byte that is
    /// seen, before which a sign stands where that is not the first one.
    pub fn put(&self, line: &mut Line<'_>, skin: &Skin) -> usize {
        let from = self.seen_from(line.room(), skin);
        let (before, under, after) = self.around();
        if from > 0 {
            line.put(skin.cut(), Role::Muted);
        }
        line.put(part(before, from..before.len()), Role::Input).put(under, Role::Selected).put(after, Role::Input);
        if under.is_empty() {
            line.put("_", Role::Input);
        }
        from
    }

    /// Makes the text behind a slash the title of the frame in which it is typed. It has more need of the room than the note beside it.
    pub fn title<'n>(&self, area: Rect, note: &'n str, skin: &Skin) -> TypedTitle<'n> {
        let (before, under, _) = self.around();
        let whole = cells(&skin.shown(self.text())) + usize::from(under.is_empty()) + 1;
        let (room, _) = rooms(area, note, skin);
        let (room, note) = if whole <= room { (room, note) } else { (rooms(area, "", skin).0, "") };
        let from = self.seen_from(room.saturating_sub(1), skin);
        let (cut, end) = (if from > 0 { skin.cut() } else { "" }, if under.is_empty() { "_" } else { "" });
        let text = format!("/{cut}{}{end}", part(self.text(), from..self.text().len()));
        // The corner, a cell of frame, a blank and the slash stand before it.
        let left = usize::from(area.x) + 4 + cells(cut);
        let x = left + cells(&skin.shown(part(before, from..before.len())));
        let cursor = Rect { x: x as u16, y: area.y, width: cells(&skin.shown(under)) as u16, height: 1 };
        TypedTitle { text, note, from, left: left as u16, cursor }
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

/// A text as the title of the frame in which it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedTitle<'n> {
    /// The title.
    pub text: String,
    /// The note beside it; empty where the title needs its room.
    pub note: &'n str,
    /// The first byte of the text that is seen.
    pub from: usize,
    /// The column in which that stands.
    pub left: u16,
    /// Where the character under the cursor stands; no cells where it is at the end.
    cursor: Rect,
}

impl TypedTitle<'_> {
    /// Marks the character under the cursor.
    pub fn mark(&self, skin: &Skin, buffer: &mut Buffer) {
        buffer.set_style(self.cursor.intersection(buffer.area), skin.style(Role::Selected));
    }
}

/// The key that asks for what can be written next.
pub const COMPLETES: &str = "Tab";

/// Tells whether a press asks for what can be written next, and whether for the one before; `None` where it asks for neither.
pub fn completes(press: Press) -> Option<bool> {
    match (press.code, press.mods) {
        (KeyCode::Tab, KeyModifiers::NONE) => Some(false),
        (KeyCode::Tab, KeyModifiers::SHIFT) => Some(true),
        _ => None,
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
    fn the_cursor_is_a_byte_of_the_text() {
        let mut line = InputLine::new("né日");
        assert_eq!(line.cursor(), 6);
        line.take(Press::key(KeyCode::Left));
        assert_eq!(line.cursor(), 3);
        line.set("日né", 3);
        line.take(Press::plain('x'));
        assert_eq!((line.text(), line.cursor()), ("日xné", 4));
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
