//! The form in which something is added, in keystrokes, without the dashboard around it.

use std::sync::Arc;

use plenary::index::Snapshot;
use plenary::journal::Op;
use plenary::keys::Press;
use plenary::model::Reference;
use plenary::tui::form::{Form, Taken};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::json;

use crate::stage::{dataset, embedded, manner, text};

/// A form on which keys are pressed.
struct Desk {
    form: Form,
    snapshot: Arc<Snapshot>,
    size: (u16, u16),
    ascii: bool,
    last: Taken,
}

fn labelled(reference: &str, snapshot: &Snapshot) -> (String, String) {
    let record = snapshot.dataset.find_reference(Reference::parse(reference).unwrap()).unwrap();
    (reference.to_owned(), record.label().text().to_owned())
}

impl Desk {
    fn of(op: Op, on: Option<&str>, texts: &[(&str, &str)], snapshot: Arc<Snapshot>) -> Self {
        let on = on.map(|reference| labelled(reference, &snapshot));
        let texts: Vec<(&str, String)> = texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        let form = Form::new(op, on, None, &texts, &snapshot);
        Self { form, snapshot, size: (80, 24), ascii: false, last: Taken::Ignored }
    }

    fn new(op: Op, on: Option<&str>) -> Self {
        Self::of(op, on, &[], embedded())
    }

    fn sized(mut self, size: (u16, u16), ascii: bool) -> Self {
        (self.size, self.ascii) = (size, ascii);
        self.form.settle(size, &manner(true, ascii).skin, &self.snapshot);
        self
    }

    /// Presses keys, written with blanks between them; what stands in quotation marks is typed letter by letter.
    fn press(&mut self, keys: &str) -> &mut Self {
        for (nth, piece) in keys.split('"').enumerate() {
            let presses: Vec<Press> = match nth % 2 {
                1 => piece.chars().map(Press::plain).collect(),
                _ => {
                    piece.split_whitespace().map(|key| key.parse().unwrap_or_else(|_| panic!("no key {key}"))).collect()
                }
            };
            for press in presses {
                self.last = self.form.take(press, &self.snapshot);
            }
        }
        self
    }

    fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.form.draw(&self.snapshot, &manner(true, self.ascii).skin, &mut buffer);
        buffer
    }

    fn text(&self) -> String {
        text(&self.buffer())
    }

    fn raw(&self, name: &str) -> String {
        self.form.texts().into_iter().find(|(of, _)| *of == name).unwrap().1
    }

    /// What is written to the journal.
    fn fields(&self) -> serde_json::Value {
        self.form.fields(&self.snapshot).unwrap().into()
    }
}

#[test]
fn a_statement_is_two_letters_for_who_one_for_the_type_the_text_and_enter() {
    let mut desk = Desk::of(Op::Statement, None, &[("about", "activity:A-07")], embedded());
    desk.press(r#""bg" Enter "f" "Offers to host" Enter"#);
    assert_eq!(desk.last, Taken::Enter);
    let fields = json!({"by": ["country:BG"], "type": "offer", "text": "Offers to host", "about": ["activity:A-07"]});
    assert_eq!(desk.fields(), fields);
}

#[test]
fn enter_behind_the_letter_of_a_word_belongs_to_the_choice() {
    let mut desk = Desk::new(Op::Statement, None);
    desk.press(r#""bg" Enter "f" Enter "Enter is a habit""#);
    assert_eq!((desk.raw("type").as_str(), desk.raw("text").as_str()), ("offer", "Enter is a habit"));
    // What is over with a letter and Enter might otherwise be saved before its reason is typed.
    let mut desk = Desk::new(Op::Resolve, None);
    desk.press(r#""a" Enter "taken in""#);
    assert_eq!((desk.raw("fate").as_str(), desk.raw("text").as_str()), ("accepted", "taken in"));
}

#[test]
fn a_statement_without_a_speaker_and_a_type_is_valid_one_without_a_text_is_not() {
    let mut desk = Desk::new(Op::Statement, None);
    desk.press("Enter Enter Enter");
    assert_eq!((desk.last, desk.form.focus()), (Taken::Moved, "text"));
    let text = desk.text();
    assert!(text.contains("this is still missing: what was said, in your own words"), "{text}");
    desk.press(r#""Somebody said so""#);
    assert!(!desk.text().contains("missing"));
    desk.press("Enter");
    assert_eq!(desk.last, Taken::Enter);
    assert_eq!(desk.fields(), json!({"text": "Somebody said so"}));
}

#[test]
fn several_speak_with_commas_and_backspace_takes_the_last_one_away() {
    let mut desk = Desk::new(Op::Statement, None);
    desk.press(r#""bg,hu,icmpd" Backspace Backspace Backspace Backspace Backspace"#);
    assert_eq!(desk.raw("by"), "country:BG, country:HU");
    desk.press("Backspace");
    assert_eq!(desk.raw("by"), "country:BG");
    desk.press(r#""tu" Down Enter"#);
    // Turkey begins so, and so does Turkmenistan: the second was chosen.
    assert_eq!(desk.raw("by"), "country:BG, country:TM");
    assert_eq!(desk.form.focus(), "type");
}

#[test]
fn the_name_by_which_somebody_was_found_stands_beside_what_he_is_called() {
    let mut desk = Desk::new(Op::Statement, None);
    let text = desk.press(r#""turkiye""#).text();
    assert!(text.contains("Turkey (Türkiye)"), "{text}");
    let desk = Desk::of(Op::Statement, None, &[("by", "country:TR")], embedded());
    assert!(desk.text().contains("by        Turkey"));
}

#[test]
fn who_is_not_known_is_said_and_what_is_typed_stays() {
    let mut desk = Desk::new(Op::Statement, None);
    desk.press(r#""zz" Enter"#);
    assert_eq!((desk.last, desk.form.focus()), (Taken::Moved, "by"));
    assert!(desk.text().contains("there is no country or organisation \"zz\""), "{}", desk.text());
    desk.press(r#"Shift-Tab Shift-Tab Shift-Tab "Something" Enter"#);
    assert_eq!((desk.last, desk.form.focus(), desk.raw("by").as_str()), (Taken::Moved, "by", "zz"));
    desk.press("Backspace Backspace");
    assert!(!desk.text().contains("there is no"));
}

#[test]
fn what_is_typed_and_not_taken_is_asked_for_before_it_is_saved() {
    let mut desk = Desk::new(Op::Statement, None);
    desk.press(r#""bulg" Shift-Tab Shift-Tab Shift-Tab "Something" Enter"#);
    assert_eq!(desk.form.focus(), "by");
    assert!(desk.text().contains("\"bulg\" is not taken yet; Enter takes Bulgaria"), "{}", desk.text());
    assert_eq!(desk.form.hints()[0], ("Enter", "takes"));
}

#[test]
fn a_letter_of_another_keyboard_is_the_letter_in_its_place() {
    let mut desk = Desk::new(Op::Statement, None);
    // The key of f on a Russian keyboard.
    desk.press(r#"Tab "а""#);
    assert_eq!(desk.raw("type"), "offer");
    desk.press(r#"Shift-Tab "z""#);
    assert!(desk.text().contains("no word has the letter z; arrows choose, too"), "{}", desk.text());
    assert_eq!(desk.raw("type"), "offer");
    desk.press("Right");
    assert_eq!(desk.raw("type"), "request");
    desk.press("Backspace");
    assert_eq!(desk.raw("type"), "");
}

#[test]
fn enter_saves_a_text_and_other_keys_break_its_line() {
    let mut desk = Desk::new(Op::Note, Some("country:BG"));
    desk.press(r#""one" Alt-Enter "two" Ctrl-j "three" Enter"#);
    assert_eq!(desk.last, Taken::Enter);
    assert_eq!(desk.fields(), json!({"text": "one\ntwo\nthree"}));
}

#[test]
fn up_and_down_move_in_the_text_and_at_its_edges_between_the_fields() {
    let mut desk = Desk::new(Op::Statement, None);
    desk.press(r#"Tab Tab "one" Alt-Enter "two" Up"#);
    assert_eq!((desk.form.focus(), desk.last), ("text", Taken::Moved));
    desk.press("Up");
    assert_eq!(desk.form.focus(), "type");
    desk.press("Up Up");
    assert_eq!((desk.form.focus(), desk.last), ("by", Taken::Ignored));
    desk.press("Tab Tab Down Down");
    assert_eq!(desk.form.focus(), "about");
}

#[test]
fn typing_is_only_typing_and_what_means_nothing_here_is_left_to_others() {
    let mut desk = Desk::new(Op::Note, None);
    desk.press(r#""q?:/aXgG1""#);
    assert_eq!(desk.raw("text"), "q?:/aXgG1");
    for (key, taken) in
        [("F1", Taken::Ignored), ("Ctrl-c", Taken::Ignored), ("Esc", Taken::Out), ("Ctrl-g", Taken::Editor)]
    {
        desk.press(key);
        assert_eq!(desk.last, taken, "{key}");
    }
    assert_eq!(desk.raw("text"), "q?:/aXgG1");
}

#[test]
fn a_text_goes_to_an_editor_and_comes_back() {
    let mut desk = Desk::new(Op::Statement, None);
    desk.press("Ctrl-g");
    assert_eq!((desk.last, desk.form.focus(), desk.form.text()), (Taken::Editor, "text", ""));
    desk.form.set_text("from\nthe editor\n");
    assert_eq!(desk.form.text(), "from\nthe editor");
    desk.press("Ctrl-_");
    assert_eq!(desk.form.text(), "");
}

#[test]
fn a_draft_is_the_same_form_again() {
    let mut desk = Desk::new(Op::Statement, Some("country:BG"));
    assert!(desk.form.is_empty());
    desk.press(r#""bg,zz" Shift-Tab "Chair" Shift-Tab Shift-Tab "half a te""#);
    assert!(!desk.form.is_empty());
    let texts = desk.form.texts();
    let pairs: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let again = Desk::of(Op::Statement, Some("country:BG"), &pairs, embedded());
    assert_eq!(again.form.texts(), texts);
    assert_eq!(again.raw("by"), "country:BG, zz");
}

#[test]
fn what_was_filled_in_beforehand_is_no_loss() {
    let desk = Desk::of(Op::Statement, None, &[("about", "activity:A-07")], embedded());
    assert!(desk.form.is_empty());
    let mut desk = Desk::new(Op::Amend, Some("activity:A-07"));
    desk.press("t");
    assert!(desk.form.is_empty());
    desk.press(r#""x""#);
    assert!(!desk.form.is_empty());
}

#[test]
fn a_date_keeps_its_precision_and_a_number_is_decimal() {
    let mut desk = Desk::of(Op::Observe, Some("indicator:I-4"), &[], indicator());
    desk.press(r#""2,5" Enter "2020-13" Enter Enter"#);
    assert_eq!(desk.form.focus(), "value");
    assert!(desk.text().contains("\"2,5\" is no decimal number such as 2.5"), "{}", desk.text());
    desk.press(r#"Backspace Backspace ".5" Enter Enter Enter"#);
    assert_eq!(desk.form.focus(), "when");
    assert!(desk.text().contains("\"2020-13\" is no date: a month is 01 to 12"), "{}", desk.text());
    desk.press(r#"Ctrl-u "2020-Q2" Enter Enter"#);
    assert_eq!((desk.last, desk.fields()), (Taken::Enter, json!({"value": "2.5", "when": "2020-Q2"})));
}

fn indicator() -> Arc<Snapshot> {
    dataset(r#""indicators":[{"id":"I-4","title":"Meetings held"}]"#)
}

#[test]
fn a_status_is_one_of_those_that_the_record_may_have() {
    let mut desk = Desk::new(Op::Status, Some("activity:A-07"));
    let text = desk.text();
    assert!(text.contains("h held") && text.contains("e held-online"), "{text}");
    desk.press(r#""h" "It took place in June" Enter"#);
    assert_eq!(desk.fields(), json!({"value": "held", "text": "It took place in June"}));
    // Of a record that has none, any words.
    let mut desk = Desk::new(Op::Status, Some("country:BG"));
    desk.press(r#""host in 2021" Enter Enter"#);
    assert_eq!(desk.fields(), json!({"value": "host in 2021"}));
}

#[test]
fn an_amendment_begins_with_what_stands_there() {
    let mut desk = Desk::new(Op::Amend, Some("activity:A-07"));
    let text = desk.text();
    assert!(text.contains("t title         Short list 2020: legal pathways for migration"), "{text}");
    desk.press("t");
    assert_eq!(desk.form.focus(), "after");
    assert_eq!(desk.form.text(), "Short list 2020: legal pathways for migration");
    desk.press(r#"Alt-b Alt-b Alt-b Ctrl-k "mobility" Enter "rs" Enter "Broader" Enter"#);
    let fields = json!({
        "field": "title", "before": "Short list 2020: legal pathways for migration",
        "after": "Short list 2020: legal mobility", "by": ["country:RS"], "text": "Broader",
    });
    assert_eq!((desk.last, desk.fields()), (Taken::Enter, fields));
}

#[test]
fn another_field_brings_its_own_text_unless_something_was_written_already() {
    let mut desk = Desk::new(Op::Amend, Some("activity:A-07"));
    desk.press("t Shift-Tab s");
    assert_eq!((desk.raw("before").as_str(), desk.raw("after").as_str()), ("planned", "planned"));
    desk.press(r#"Ctrl-u "heldd" Shift-Tab w"#);
    assert_eq!((desk.raw("before").as_str(), desk.raw("after").as_str()), ("2020", "heldd"));
    desk.press("Enter Enter Enter Enter");
    assert_eq!(desk.form.focus(), "after");
    assert!(desk.text().contains("\"heldd\": write a date as 2020"), "{}", desk.text());
}

#[test]
fn an_amendment_that_changes_nothing_is_none() {
    let mut desk = Desk::new(Op::Amend, Some("activity:A-07"));
    desk.press("s Enter Enter Enter Enter");
    assert_eq!((desk.last, desk.form.focus()), (Taken::Moved, "after"));
    assert!(desk.text().contains("this is what stands there now"), "{}", desk.text());
}

#[test]
fn what_must_hang_on_a_record_says_so() {
    let mut desk = Desk::new(Op::Amend, None);
    desk.press("Enter Enter Enter Enter Enter");
    assert_ne!(desk.last, Taken::Enter);
    assert!(desk.text().contains("an amendment hangs on a record"), "{}", desk.text());
}

#[test]
fn a_form_of_every_op_shows_each_field_that_a_person_fills_in() {
    use plenary::journal::ops::{OPS, Shape};
    for spec in OPS {
        let desk = Desk::new(spec.op, Some("activity:A-07")).sized((100, 40), false);
        let text = desk.text();
        for field in spec.fields.iter().filter(|field| !matches!(field.shape, Shape::Event | Shape::Events)) {
            assert!(text.contains(&format!("{} ", field.name)), "{}: {}\n{text}", spec.name, field.name);
        }
    }
}

#[test]
fn the_title_says_what_is_added_to_what_and_at_which_meeting() {
    let (snapshot, meeting) = (embedded(), labelled("meeting:som-2019", &embedded()));
    let form = |on: Option<&str>, meeting: Option<(String, String)>| {
        let on = on.map(|on| labelled(on, &snapshot));
        let form = Form::new(Op::Note, on, meeting, &[], &snapshot);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 24));
        form.draw(&snapshot, &manner(true, false).skin, &mut buffer);
        text(&buffer)
    };
    assert!(form(Some("country:BG"), None).contains(" Note on Bulgaria "));
    let both = form(Some("country:BG"), Some(meeting.clone()));
    assert!(both.contains(&format!(" Note on Bulgaria · {} ", meeting.1)), "{both}");
}

#[test]
fn what_could_not_be_saved_stands_at_the_foot_and_nothing_is_lost() {
    let mut desk = Desk::new(Op::Note, None).sized((40, 10), false);
    desk.press(r#""a word""#);
    desk.form.say(Some("NOT SAVED: no space left on the device: /home/a/journal".into()));
    let text = desk.text();
    assert!(text.contains("NOT SAVED: no space left on the") && text.contains("a word_"), "{text}");
    desk.form.say(None);
    assert!(!desk.text().contains("NOT SAVED"));
}

#[test]
fn the_cursor_is_seen_at_every_size_wherever_it_is() {
    let long = "word ".repeat(200);
    for (size, ascii) in [((80, 24), false), ((50, 14), false), ((40, 10), true), ((20, 6), true)] {
        let mut desk = Desk::of(Op::Statement, None, &[("text", &long), ("by", "BG, HU, TR, AF")], embedded());
        desk = desk.sized(size, ascii);
        for keys in ["Tab Tab", "Up Up Up Up Up Up", "Ctrl-Home", "Ctrl-End", "Tab", "Tab", "Tab"] {
            desk.press(keys);
            let buffer = desk.buffer();
            let shown = text(&buffer);
            let is_reversed =
                buffer.content.iter().any(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED));
            let is_words = desk.form.focus() == "type";
            assert!(is_words || is_reversed || shown.contains('_'), "{keys} at {size:?}:\n{shown}");
            let sign = if ascii { '>' } else { '▌' };
            let is_long = desk.form.focus() == "text" || size.0 < 40;
            assert!(is_long || shown.contains(sign), "{keys} at {size:?}:\n{shown}");
        }
    }
}

#[test]
fn wide_characters_and_what_would_steer_a_terminal_stay_in_their_frame() {
    let text_of = "日本語".repeat(40) + "\u{202e}abc " + &"👨\u{200d}👩\u{200d}👧 ".repeat(20);
    for (size, ascii) in [((50, 14), false), ((40, 10), true)] {
        let desk = Desk::of(Op::Note, None, &[("text", &text_of)], embedded()).sized(size, ascii);
        for line in desk.text().lines().filter(|line| line.contains("日")) {
            assert!(line.starts_with('│') && line.ends_with('│'), "{line}");
        }
        assert!(!desk.text().contains('\u{202e}'));
    }
}

#[test]
fn a_megabyte_that_was_pasted_is_typed_on_at_once() {
    let mut desk = Desk::new(Op::Note, None);
    let megabyte = "Some words of a text.\n".repeat((1 << 20) / 22);
    let begun = std::time::Instant::now();
    assert!(desk.form.paste(&megabyte));
    desk.press(r#""x" Up Up "y""#).buffer();
    println!("a megabyte, four keys and a frame: {:?}", begun.elapsed());
    assert!(!desk.form.paste(&megabyte));
    assert!(desk.form.text().len() <= 1 << 20);
}
