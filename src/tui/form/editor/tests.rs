//! Editing: what each key of readline does, and that steps back lead back.

use proptest::prelude::*;

use super::*;

const SIGHT: Sight = Sight { width: 20, ascii: false };

fn edited(text: &str, edits: &[Edit]) -> Editor {
    let mut editor = Editor::new(text);
    for edit in edits {
        editor.edit(*edit, SIGHT);
    }
    editor
}

fn after(text: &str, edits: &[Edit]) -> (String, usize) {
    let editor = edited(text, edits);
    (editor.text().to_owned(), editor.cursor())
}

fn typed(text: &str) -> Vec<Edit> {
    text.chars().map(Edit::Type).collect()
}

#[test]
fn what_looks_like_one_character_is_one_press() {
    for whole in ["👨\u{200d}👩\u{200d}👧\u{200d}👦", "e\u{301}", "🇫🇷", "क्षि", "日"] {
        let text = format!("a{whole}");
        assert_eq!(after(&text, &[Edit::Before]), ("a".to_owned(), 1), "{whole}");
        assert_eq!(after(&text, &[Edit::Left]).1, 1, "{whole}");
        assert_eq!(after(&text, &[Edit::First, Edit::Right, Edit::Under]).0, "a", "{whole}");
        assert_eq!(after(&text, &[Edit::First, Edit::Right, Edit::Right]).1, text.len(), "{whole}");
    }
}

#[test]
fn the_keys_of_readline_do_what_they_do_in_a_shell() {
    let text = "one two-three\nfour";
    assert_eq!(after(text, &[Edit::WordBefore]).0, "one two-three\n");
    assert_eq!(after(text, &[Edit::WordLeft, Edit::WordLeft]).1, 8);
    assert_eq!(after(text, &[Edit::First, Edit::WordRight, Edit::WordRight]).1, 7);
    assert_eq!(after(text, &[Edit::First, Edit::WordBehind]).0, " two-three\nfour");
    assert_eq!(after(text, &[Edit::Start]).1, 14);
    assert_eq!(after(text, &[Edit::First, Edit::End]).1, 13);
    assert_eq!(after(text, &[Edit::Left, Edit::ToStart]), ("one two-three\nr".to_owned(), 14));
    assert_eq!(after(text, &[Edit::First, Edit::ToEnd]).0, "\nfour");
    // A second time the line break goes.
    assert_eq!(after(text, &[Edit::First, Edit::ToEnd, Edit::ToEnd]).0, "four");
    assert_eq!(after("a b-c", &[Edit::WordBefore]).0, "a ");
    assert_eq!(after("a b", &[Edit::WordBefore, Edit::First, Edit::Yank]), ("ba ".to_owned(), 1));
}

#[test]
fn up_and_down_keep_to_their_column_and_stop_at_the_ends() {
    let mut editor = edited("abcdef\nxy\nabcdef", &[Edit::First, Edit::Right, Edit::Right, Edit::Right, Edit::Right]);
    assert_eq!(editor.edit(Edit::Down, SIGHT), Edited::Cursor);
    assert_eq!(editor.cursor(), 9);
    editor.edit(Edit::Down, SIGHT);
    assert_eq!(editor.cursor(), 14);
    assert_eq!(editor.edit(Edit::Down, SIGHT), Edited::Nothing);
    assert_eq!(after("abcdef", &[Edit::Up]).1, 6);
    // A row that goes on in the next ends before its last character, not at the beginning of that.
    let narrow = Sight { width: 5, ascii: false };
    let mut editor = Editor::new("abcdefgh");
    assert_eq!(editor.edit(Edit::Up, narrow), Edited::Cursor);
    assert_eq!(editor.cursor(), 3);
}

#[test]
fn a_step_back_takes_a_word_and_not_a_letter() {
    let mut edits = typed("one two");
    edits.push(Edit::Undo);
    assert_eq!(after("", &edits), ("one ".to_owned(), 4));
    edits.push(Edit::Undo);
    assert_eq!(after("", &edits).0, "");
    edits.extend([Edit::Redo, Edit::Redo]);
    assert_eq!(after("", &edits).0, "one two");
    edits.extend([Edit::Before, Edit::Before, Edit::Undo]);
    assert_eq!(after("", &edits), ("one two".to_owned(), 7));
    // Another change ends what could be done again.
    assert_eq!(after("ab", &[Edit::Before, Edit::Undo, Edit::Type('x'), Edit::Redo]).0, "abx");
}

#[test]
fn a_text_of_an_editor_is_a_step_like_any_other() {
    let mut editor = edited("", &typed("half"));
    editor.set("whole");
    assert_eq!((editor.text(), editor.cursor()), ("whole", 5));
    editor.edit(Edit::Undo, SIGHT);
    assert_eq!(editor.text(), "half");
}

#[test]
fn what_would_steer_a_terminal_is_left_out_and_line_breaks_are_one_kind() {
    let mut editor = Editor::new("a\r\nb\rc\td\u{1b}[31m\u{7}\u{9b}");
    assert_eq!(editor.text(), "a\nb\nc d[31m");
    assert_eq!(editor.edit(Edit::Type('\u{1b}'), SIGHT), Edited::Nothing);
}

#[test]
fn a_text_has_an_end() {
    let mut editor = Editor::default();
    assert!(editor.insert(&"x".repeat(LARGEST - 1)));
    assert!(!editor.insert("日本"));
    assert!(editor.insert("y"));
    assert_eq!(editor.edit(Edit::Type('z'), SIGHT), Edited::Nothing);
    assert_eq!(editor.text().len(), LARGEST);
    assert!(!Editor::default().insert(&"é".repeat(LARGEST)));
}

#[test]
fn a_mark_that_is_typed_joins_the_letter_before_it() {
    let mut editor = edited("ae", &[Edit::Left, Edit::Type('x'), Edit::Before, Edit::Right, Edit::Type('\u{301}')]);
    assert_eq!((editor.text(), editor.cursor()), ("ae\u{301}", 4));
    editor.edit(Edit::Before, SIGHT);
    assert_eq!(editor.text(), "a");
}

/// What every edit that changes something does, naively: on a list of graphemes, with the whole text kept for each step back.
#[derive(Default)]
struct Naive {
    text: String,
    cursor: usize,
}

impl Naive {
    fn places(&self) -> Vec<usize> {
        self.text.grapheme_indices(true).map(|(at, _)| at).chain([self.text.len()]).collect()
    }

    fn before(&self) -> usize {
        self.places().into_iter().rfind(|at| *at < self.cursor).unwrap_or(0)
    }

    fn after(&self) -> usize {
        self.places().into_iter().find(|at| *at > self.cursor).unwrap_or(self.text.len())
    }

    fn replace(&mut self, from: usize, to: usize, added: &str) {
        self.text = format!("{}{added}{}", part(&self.text, 0..from), part(&self.text, to..self.text.len()));
        let cursor = from + added.len();
        self.cursor = self.places().into_iter().find(|at| *at >= cursor).unwrap_or(self.text.len());
    }

    fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Type(c) => self.replace(self.cursor, self.cursor, &c.to_string()),
            Edit::Before => self.replace(self.before(), self.cursor, ""),
            Edit::Under => self.replace(self.cursor, self.after(), ""),
            Edit::Left => self.cursor = self.before(),
            Edit::Right => self.cursor = self.after(),
            Edit::First => self.cursor = 0,
            Edit::Last => self.cursor = self.text.len(),
            _ => {}
        }
    }
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let typed = proptest::sample::select(vec!['a', ' ', '\n', 'é', '\u{301}', '日', '👨', '\u{200d}', '🇫', '🇷']);
    let edit = prop_oneof![
        5 => typed.prop_map(Edit::Type),
        2 => Just(Edit::Before),
        1 => Just(Edit::Under),
        2 => Just(Edit::Left),
        1 => Just(Edit::Right),
        1 => Just(Edit::First),
        1 => Just(Edit::Last),
    ];
    proptest::collection::vec(edit, 0..60)
}

fn any_edits() -> impl Strategy<Value = Vec<Edit>> {
    use Edit::{Down, End, Redo, Start, ToEnd, ToStart, Undo, Up, WordBefore, WordBehind, WordLeft, WordRight, Yank};
    let all = vec![Down, End, Redo, Start, ToEnd, ToStart, Undo, Up, WordBefore, WordBehind, WordLeft, WordRight, Yank];
    let other = proptest::collection::vec(proptest::sample::select(all), 0..60);
    (edits(), other).prop_map(|(edits, others)| {
        let mut others = others.into_iter();
        edits.into_iter().flat_map(|edit| [Some(edit), others.next()]).flatten().collect()
    })
}

proptest! {
    #[test]
    fn it_does_what_a_naive_one_does(edits in edits()) {
        let (mut editor, mut naive) = (Editor::default(), Naive::default());
        for edit in edits {
            editor.edit(edit, SIGHT);
            naive.edit(edit);
            prop_assert_eq!((editor.text(), editor.cursor()), (naive.text.as_str(), naive.cursor), "{:?}", edit);
        }
    }

    #[test]
    fn all_steps_back_lead_to_the_beginning_and_all_forward_to_the_end(edits in any_edits(), start in "[a-c \n]{0,20}") {
        let mut editor = Editor::new(&start);
        for edit in edits {
            editor.edit(edit, SIGHT);
            prop_assert!(editor.text().is_char_boundary(editor.cursor()));
            prop_assert_eq!(editor.between(editor.cursor()), editor.cursor());
            let kept = editor.rows(SIGHT).into_owned();
            prop_assert_eq!(kept, rows(editor.text(), SIGHT), "rows of before the change");
            editor.look(SIGHT);
        }
        while editor.edit(Edit::Redo, SIGHT) != Edited::Nothing {}
        let end = editor.text().to_owned();
        while editor.edit(Edit::Undo, SIGHT) != Edited::Nothing {}
        prop_assert_eq!(editor.text(), start);
        while editor.edit(Edit::Redo, SIGHT) != Edited::Nothing {}
        prop_assert_eq!(editor.text(), end);
    }
}
