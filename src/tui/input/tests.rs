//! The keyboard as a pure machine: events and moments in, messages out.

use std::time::Duration;

use super::*;
use crate::tui::msg::Gesture;
use crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEventKind};

/// A keyboard with a clock that the test moves.
struct Desk {
    keyboard: Keyboard,
    now: Instant,
    out: Vec<Msg>,
}

impl Desk {
    fn new() -> Desk {
        Desk { keyboard: Keyboard::default(), now: Instant::now(), out: Vec::new() }
    }

    /// Lets time pass, as the thread does: it wakes at each deadline.
    fn wait(&mut self, ms: u64) {
        let end = self.now + Duration::from_millis(ms);
        while let Some(due) = self.keyboard.deadline().filter(|due| *due <= end) {
            self.now = due;
            self.keyboard.elapse(due, &mut self.out);
        }
        self.now = end;
    }

    fn event(&mut self, key: KeyEvent, more: bool) {
        self.keyboard.take(Event::Key(key), more, self.now, &mut self.out);
    }

    /// Types characters that arrive in one read, `\x1b` being a lone Esc.
    fn read(&mut self, text: &str) {
        let count = text.chars().count();
        for (index, character) in text.chars().enumerate() {
            self.event(key(character), index + 1 < count);
        }
    }

    /// Returns what came out, in short, once all is quiet.
    fn settle(mut self) -> String {
        self.wait(1000);
        self.out.iter().map(short).collect::<Vec<_>>().join(" ")
    }
}

fn key(character: char) -> KeyEvent {
    match character {
        '\x1b' => KeyCode::Esc.into(),
        '\r' => KeyCode::Enter.into(),
        '\n' => KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL),
        c if c.is_uppercase() => KeyEvent::new(KeyCode::Char(c), KeyModifiers::SHIFT),
        c => KeyCode::Char(c).into(),
    }
}

fn short(msg: &Msg) -> String {
    match msg {
        Msg::Key(press) => {
            let mut text = String::new();
            for (bit, letter) in [(KeyModifiers::CONTROL, "C-"), (KeyModifiers::ALT, "A-"), (KeyModifiers::SHIFT, "S-")]
            {
                if press.mods.contains(bit) {
                    text.push_str(letter);
                }
            }
            match press.code {
                KeyCode::Char(c) => text.push(c),
                code => text.push_str(&format!("{code:?}")),
            }
            text
        }
        Msg::Held(press) => format!("held:{:?}", press.code),
        Msg::Paste(text) => format!("paste:{text:?}"),
        other => format!("{other:?}"),
    }
}

/// Sends `ESC`, waits, sends the rest in one read.
fn split(ms: u64, rest: &str) -> String {
    let mut desk = Desk::new();
    desk.read("\x1b");
    desk.wait(ms);
    desk.read(rest);
    desk.settle()
}

#[test]
fn a_sequence_in_two_pieces_is_one_key() {
    for ms in [0, 1, 5, 20, 30, 49] {
        for (rest, expected) in [
            ("[A", "Up"),
            ("[B", "Down"),
            ("[H", "Home"),
            ("[F", "End"),
            ("OA", "Up"),
            ("OP", "F(1)"),
            ("OS", "F(4)"),
            ("[5~", "PageUp"),
            ("[6;5~", "C-PageDown"),
            ("[1;3D", "A-Left"),
            ("[1;2B", "S-Down"),
            ("[15~", "F(5)"),
            ("[18;2~", "S-F(7)"),
            ("[24~", "F(12)"),
            ("[[C", "F(3)"),
            ("[Z", "S-Tab"),
        ] {
            assert_eq!(split(ms, rest), expected, "{rest} after {ms} ms");
        }
    }
}

#[test]
fn bytes_that_come_one_by_one_are_one_key() {
    let mut desk = Desk::new();
    for character in "\x1b[1;3D".chars() {
        desk.read(&character.to_string());
        desk.wait(40);
    }
    assert_eq!(desk.settle(), "A-Left");
}

#[test]
fn esc_with_silence_after_it_is_esc() {
    assert_eq!(split(200, "[A"), "Esc [ A");
    assert_eq!(split(50, "[A"), "Esc [ A");
    assert_eq!(split(500, ""), "Esc");
}

#[test]
fn esc_before_something_else_is_esc() {
    assert_eq!(split(1, "j"), "Esc j");
    assert_eq!(split(1, "\x1b"), "Esc Esc");
    assert_eq!(split(1, "\x1b[A"), "Esc Up");
    assert_eq!(split(1, "OK"), "Esc O K");
    assert_eq!(split(1, "["), "Esc [");
    assert_eq!(split(1, "[\r"), "Esc [ Enter");
}

fn report(kind: MouseEventKind, column: u16, row: u16) -> Event {
    Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

/// Says what the mouse did: clicks of the left button at these cells, so many milliseconds after each other.
fn clicks(pauses: &[(u64, (u16, u16))]) -> Vec<Gesture> {
    let mut desk = Desk::new();
    for (pause, (column, row)) in pauses {
        desk.wait(*pause);
        desk.keyboard.take(
            report(MouseEventKind::Down(MouseButton::Left), *column, *row),
            true,
            desk.now,
            &mut desk.out,
        );
    }
    let gesture = |msg: Msg| if let Msg::Mouse(mouse) = msg { mouse.gesture } else { panic!("{msg:?}") };
    desk.out.into_iter().map(gesture).collect()
}

#[test]
fn a_second_click_soon_at_the_same_cell_makes_a_double_click() {
    use Gesture::{Press, PressAgain};
    let (here, there) = ((3, 4), (4, 4));
    assert_eq!(clicks(&[(0, here), (400, here)]), [Press, PressAgain]);
    assert_eq!(clicks(&[(0, here), (401, here)]), [Press, Press]);
    assert_eq!(clicks(&[(0, here), (10, there)]), [Press, Press]);
    assert_eq!(clicks(&[(0, here), (10, here), (10, here)]), [Press, PressAgain, Press]);
}

#[test]
fn only_the_left_button_and_the_wheel_say_something() {
    let mut desk = Desk::new();
    for kind in [
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::Up(MouseButton::Middle),
        MouseEventKind::Drag(MouseButton::Right),
        MouseEventKind::Moved,
        MouseEventKind::ScrollLeft,
        MouseEventKind::ScrollRight,
    ] {
        desk.keyboard.take(report(kind, 1, 1), false, desk.now, &mut desk.out);
    }
    assert_eq!(desk.settle(), "");
}

#[test]
fn a_mouse_report_in_two_pieces_is_one() {
    let said = |gesture: &str| format!("Mouse(Mouse {{ gesture: {gesture}, at: (2, 3) }})");
    assert_eq!(split(1, "[<0;3;4M"), said("Press"));
    assert_eq!(split(1, "[<0;3;4m"), said("Release"));
    assert_eq!(split(1, "[<32;3;4M"), said("Drag"));
    assert_eq!(split(1, "[<64;3;4M"), said("WheelUp"));
    assert_eq!(split(1, "[<81;3;4M"), said("WheelDown"), "with Control");
    for nothing in ["[<0;0;0M", "[<0;3M", "[<0;3;4;5M", "[<2;3;4M", "[<99999;3;4M", "[<0;;4M", "[<M"] {
        assert_eq!(split(1, nothing), "", "{nothing}");
    }
}

#[test]
fn a_mouse_report_in_the_midst_of_a_paste_does_not_cut_it() {
    let wheel = || report(MouseEventKind::ScrollDown, 1, 1);
    for text in ["delete al", "delete all of it, quit"] {
        let mut desk = Desk::new();
        desk.read(text);
        desk.event(key('d'), true);
        desk.keyboard.take(wheel(), true, desk.now, &mut desk.out);
        desk.read(" of it, quit, delete more");
        assert_eq!(desk.settle(), format!("paste:\"{text}d of it, quit, delete more\""));
    }
}

#[test]
fn esc_before_a_click_comes_before_it() {
    let mut desk = Desk::new();
    desk.read("\x1b");
    desk.keyboard.take(report(MouseEventKind::ScrollDown, 1, 1), false, desk.now, &mut desk.out);
    assert!(desk.settle().starts_with("Esc Mouse"));
}

#[test]
fn an_unknown_sequence_says_nothing() {
    assert_eq!(split(1, "[I"), "");
    assert_eq!(split(1, "[99~"), "");
}

#[test]
fn a_paste_whose_mark_was_split_is_a_paste() {
    assert_eq!(split(1, "[200~dq\r"), "paste:\"dq\\n\"");
}

#[test]
fn alt_gr_is_the_character_it_makes() {
    for character in ['@', '{', '[', '\\', '|', '~', '€', 'ą'] {
        let mut desk = Desk::new();
        let mods = KeyModifiers::CONTROL | KeyModifiers::ALT;
        desk.event(KeyEvent::new(KeyCode::Char(character), mods), false);
        assert_eq!(desk.settle(), character.to_string());
    }
}

#[test]
fn shift_is_kept_only_where_the_key_does_not_say_it() {
    let shift = KeyModifiers::SHIFT;
    for (code, mods, expected) in [
        (KeyCode::Char('X'), shift, "X"),
        (KeyCode::Char('x'), shift, "X"),
        (KeyCode::Char('?'), shift, "?"),
        (KeyCode::F(7), shift, "S-F(7)"),
        (KeyCode::BackTab, shift, "S-Tab"),
        (KeyCode::Char('j'), KeyModifiers::ALT, "A-j"),
        (KeyCode::Char('d'), KeyModifiers::CONTROL, "C-d"),
        (KeyCode::Char('d'), KeyModifiers::CONTROL | KeyModifiers::ALT, "C-A-d"),
        (KeyCode::Char('x'), KeyModifiers::SUPER, "x"),
    ] {
        let mut desk = Desk::new();
        desk.event(KeyEvent::new(code, mods), false);
        assert_eq!(desk.settle(), expected);
    }
}

#[test]
fn release_is_nothing_and_repeat_is_held() {
    let mut desk = Desk::new();
    for kind in [KeyEventKind::Release, KeyEventKind::Repeat] {
        let key = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
        desk.event(key, false);
    }
    assert_eq!(desk.settle(), "held:Char('j')");
}

#[test]
fn a_key_alone_is_passed_on_at_once() {
    let mut desk = Desk::new();
    desk.read("j");
    assert_eq!(desk.out.len(), 1);
    assert_eq!(desk.keyboard.deadline(), None);
}

#[test]
fn a_few_keys_together_are_keys() {
    let mut desk = Desk::new();
    desk.read("gg");
    assert_eq!(desk.settle(), "g g");
    let mut desk = Desk::new();
    desk.read("abcdefghijklmnopqrst");
    assert_eq!(desk.settle(), "a b c d e f g h i j k l m n o p q r s t", "twenty");
}

#[test]
fn a_sentence_at_once_is_a_paste() {
    let mut desk = Desk::new();
    desk.read("delete all of it, quit\r\n");
    assert_eq!(desk.settle(), "paste:\"delete all of it, quit\\n\\n\"");
}

#[test]
fn a_paste_goes_on_until_silence_or_another_key() {
    let mut desk = Desk::new();
    desk.read("delete all of it, quit");
    desk.wait(20);
    desk.read("d");
    desk.wait(20);
    desk.event(KeyCode::Up.into(), false);
    desk.wait(40);
    desk.read("q");
    assert_eq!(desk.settle(), "paste:\"delete all of it, quitd\" Up q");
}

#[test]
fn a_key_held_on_a_slow_line_is_no_paste() {
    let mut desk = Desk::new();
    desk.read(&"j".repeat(50));
    assert_eq!(desk.settle().split(' ').count(), 50);
}

#[test]
fn a_bracketed_paste_has_plain_line_ends() {
    let mut desk = Desk::new();
    let event = Event::Paste("a\r\nb\rc\n".into());
    desk.keyboard.take(event, false, desk.now, &mut desk.out);
    assert_eq!(desk.settle(), "paste:\"a\\nb\\nc\\n\"");
}
