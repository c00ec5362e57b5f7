//! A dataset that is being read in the background: what is shown meanwhile, what keys do, and what becomes of it.

use std::time::Duration;

use plenary::index::{Origin, Snapshot};
use plenary::load::progress::{Doing, SoFar};
use plenary::load::{Source, load};
use plenary::model::Dataset;
use plenary::tui::datasets::Place;
use plenary::tui::effect::Effect;
use plenary::tui::msg::Msg;
use plenary::tui::opening;
use plenary::tui::screens::ScreenId;
use plenary::tui::session::Session;
use plenary::tui::work::{Opened, Unopened};

use crate::stage::{Stage, embedded, manner};

const BIG: &str = r#"{"format":"plenary/1","id":"big","title":"The big plan","countries":[
    {"id":"AT","name":"Austria"},{"id":"BE","name":"Belgium"},{"id":"BG","name":"Bulgaria"}]}"#;

/// A dashboard that was started with a large file and shows nothing yet.
fn blank(size: (u16, u16), ascii: bool) -> Stage {
    let snapshot = Snapshot::new(Dataset::empty(), Vec::new(), 0, Origin::default());
    let mut stage = Stage::new(snapshot.into(), manner(true, ascii), (0, 0));
    opening::begin(&mut stage.state, Place::File("data/big.json".into()), false, None);
    stage.state.shared.datasets = vec![Place::File("data/big.json".into()), Place::Embedded];
    stage.tell(Msg::Resize(size.0, size.1));
    stage
}

/// The dataset that is read, and where the user was with it.
fn opened(session: Option<Session>) -> Box<Opened> {
    let loaded = load(&Source::bytes("data/big.json", BIG.into())).unwrap();
    let origin = Origin { name: "data/big.json".into(), file: Some("data/big.json".into()), ..Origin::default() };
    Box::new(Opened { snapshot: Snapshot::new(loaded.dataset, loaded.diagnostics, 0, origin), session })
}

fn arrives(number: u64) -> Msg {
    Msg::Opened { number, answer: Ok(opened(None)) }
}

fn fails(number: u64) -> Msg {
    Msg::Opened { number, answer: Err(Unopened::Failed("big.json: the file is cut short".into())) }
}

fn so_far(number: u64) -> Msg {
    let so_far =
        SoFar { doing: Doing::Reading, bytes: 510_400_000, size: 1_240_000_000, records: 412_000, percent: 41 };
    Msg::SoFar { number, so_far, taken: Duration::from_millis(1_400) }
}

#[test]
fn while_what_was_kept_of_a_dataset_is_opened_that_is_said_and_no_share_of_it() {
    for (size, other) in [((80, 24), false), ((80, 24), true), ((50, 14), false)] {
        let mut stage = if other { Stage::new(embedded(), manner(true, false), size) } else { blank(size, false) };
        if other {
            opening::ask(&mut stage.state, Place::File("data/big.json".into()), &mut stage.effects);
        }
        let so_far = SoFar { doing: Doing::Opening, ..SoFar::default() };
        stage.tell(Msg::SoFar { number: 1, so_far, taken: Duration::from_millis(1_400) });
        let text = stage.text();
        assert!(text.contains("Opening big.json") && !text.contains('%'), "{text}");
    }
}

fn has_quit(stage: &Stage) -> bool {
    stage.effects.contains(&Effect::Quit)
}

#[test]
fn the_first_frame_says_what_is_read_and_shows_no_count_of_what_is_not_there_yet() {
    let stage = blank((80, 24), false);
    let text = stage.text();
    assert!(text.contains("Reading big.json"), "{text}");
    assert!(!text.contains('0') && !text.contains('%'), "{text}");
    assert!(text.contains("q quit"), "{text}");
    let asked = [Effect::Open { place: Place::File("data/big.json".into()), number: 1 }, Effect::Mouse(true)];
    assert_eq!(stage.effects, asked);
}

#[test]
fn how_far_it_has_come_is_shown_on_every_size() {
    for (size, ascii) in [((120, 36), false), ((80, 24), true), ((40, 10), false), ((40, 10), true)] {
        let mut stage = blank(size, ascii);
        let text = stage.tell(so_far(1)).text();
        for said in ["Reading big.json", "41 %", "records", "510 of 1", "3 s left", "Esc stops"] {
            assert!(text.contains(said), "{said} at {size:?}:\n{text}");
        }
        assert!(text.contains(if ascii { "###" } else { "███" }), "{text}");
        assert!(!ascii || text.is_ascii(), "{text}");
    }
    // What is told of another reading is nobody's.
    let mut stage = blank((80, 24), false);
    assert!(!stage.tell(so_far(7)).text().contains("41 %"));
}

#[test]
fn keys_that_are_typed_ahead_are_shown_and_then_pressed() {
    let mut stage = blank((80, 24), false);
    stage.press("Tab Shift-Tab / b u l");
    assert!(stage.text().contains("Kept until it is there: Tab"), "{}", stage.text());
    assert!(stage.text().contains("/ b u l"), "{}", stage.text());
    stage.tell(arrives(1));
    assert!(stage.text().contains("The big plan"), "{}", stage.text());
    assert_eq!(stage.state.typing.as_ref().map(|typing| typing.line.text().to_owned()).as_deref(), Some("bul"));
    stage.press("Enter");
    assert_eq!(stage.row(), "Bulgaria");
    assert_eq!(stage.notice(), "");
}

#[test]
fn a_screen_that_is_asked_for_ahead_is_shown_at_once_when_it_is_there() {
    let mut stage = blank((80, 24), false);
    stage.press("g t j").tell(Msg::Held("j".parse().unwrap())).tell(arrives(1));
    assert_eq!(stage.state.open, ScreenId::Calendar);
}

#[test]
fn a_paste_behind_a_slash_is_kept_and_any_other_refused() {
    let mut stage = blank((80, 24), false);
    stage.tell(Msg::Paste("bulgaria".into()));
    assert!(stage.notice().starts_with("that looks like a paste"), "{}", stage.notice());
    stage.press("/").tell(Msg::Paste("bulg".into())).press("Enter").tell(arrives(1));
    assert_eq!(stage.row(), "Bulgaria");
}

#[test]
fn so_many_keys_are_not_kept_and_that_is_said() {
    let mut stage = blank((80, 24), false);
    for _ in 0..1_001 {
        stage.press("j");
    }
    assert_eq!(stage.notice(), "so many keys are not kept; the last was forgotten");
    assert_eq!(stage.tell(arrives(1)).row(), "Bulgaria");
}

#[test]
fn quitting_helps_at_once_but_a_q_in_a_text_is_a_letter() {
    let mut stage = blank((80, 24), false);
    stage.press("j q");
    assert_eq!(stage.effects.last(), Some(&Effect::Quit));
    // Nothing was seen of the dataset: there is no place to keep.
    assert!(!stage.effects.iter().any(|effect| matches!(effect, Effect::Remember(_))));
    let mut stage = blank((80, 24), false);
    assert!(!has_quit(stage.press("/ q ?")));
    assert!(stage.state.overlays.is_empty());
    assert!(has_quit(stage.press("Enter q")));
    let mut stage = blank((80, 24), false);
    assert!(has_quit(stage.press("/ x Ctrl-c Ctrl-c")));
}

#[test]
fn help_opens_at_once_and_the_dataset_waits_until_it_is_closed() {
    let mut stage = blank((80, 24), false);
    stage.press("F1 j");
    assert!(stage.text().contains("Help"), "{}", stage.text());
    stage.tell(arrives(1));
    assert!(stage.text().contains("Help") && !stage.text().contains("The big plan"), "{}", stage.text());
    stage.press("Esc");
    assert!(stage.text().contains("The big plan"), "{}", stage.text());
}

#[test]
fn escape_forgets_what_was_typed_ahead_and_then_stops() {
    let mut stage = blank((80, 24), false);
    stage.press("j / b u Esc");
    assert_eq!(stage.notice(), "what you typed ahead is forgotten; Esc once more stops reading");
    assert!(stage.state.shared.opening.is_some());
    stage.effects.clear();
    stage.press("Esc");
    assert_eq!(stage.asked(), [&Effect::StopReading]);
    let text = stage.text();
    assert!(text.contains("Nothing is shown: reading big.json was stopped."), "{text}");
    assert!(text.contains("go opens a dataset, q quits."), "{text}");
    // It may have been there already: that is too late.
    assert!(!stage.tell(arrives(1)).text().contains("The big plan"));
    assert_eq!(stage.press("j").notice(), "no dataset is shown; go opens one");
    assert_eq!(stage.press("2").notice(), "no dataset is shown; go opens one");
    assert!(stage.press("g o").text().contains("the dataset that comes with the program"));
    assert!(!stage.text().contains("shown now"), "{}", stage.text());
}

#[test]
fn what_is_opened_after_a_stop_is_shown_and_a_failure_is_told() {
    let mut stage = blank((80, 24), false);
    stage.press("Esc g o Enter");
    assert!(stage.text().contains("Reading big.json"), "{}", stage.text());
    stage.tell(fails(2));
    assert!(!has_quit(&stage) && stage.state.failure.is_none());
    assert!(
        stage.text().contains("Nothing is shown: not opened: big.json: the file is cut short."),
        "{}",
        stage.text()
    );
    stage.press("g o Enter").tell(arrives(3));
    assert!(stage.text().contains("The big plan"), "{}", stage.text());
}

#[test]
fn a_first_dataset_that_cannot_be_used_ends_the_program() {
    let mut stage = blank((80, 24), false);
    stage.press("j").tell(fails(1));
    assert!(has_quit(&stage));
    assert!(matches!(&stage.state.failure, Some(Unopened::Failed(reason)) if reason.contains("cut short")));
    assert!(!stage.effects.iter().any(|effect| matches!(effect, Effect::Remember(_))));
}

#[test]
fn where_the_user_was_is_taken_up_when_it_is_there() {
    let mut stage = blank((80, 24), false);
    stage.tell(arrives(1)).press("6 1 j j");
    let session = Session::of(&stage.state);
    let mut next = blank((80, 24), false);
    next.effects.clear();
    next.tell(Msg::Opened { number: 1, answer: Ok(opened(Some(session.clone()))) });
    assert_eq!(next.row(), "Belgium");
    let journal = Effect::Notebook(next.state.shared.snapshot.dataset.header().id.clone());
    assert_eq!(next.asked(), [&Effect::Watch("data/big.json".into()), &journal]);
    let mut fresh = blank((80, 24), false);
    fresh.state.shared.blank.as_mut().unwrap().fresh = true;
    fresh.tell(Msg::Opened { number: 1, answer: Ok(opened(Some(session))) });
    assert_eq!(fresh.row(), "All");
}

#[test]
fn a_click_before_it_is_there_says_why_nothing_happens() {
    let mut stage = blank((80, 24), false);
    let tab = stage.find("2");
    assert_eq!(stage.click(tab).notice(), "big.json is still being read");
    stage.click((3, 12)).tell(arrives(1));
    assert_eq!(stage.row(), "All");
}

/// The embedded dataset while the other is read in its place.
fn switching(size: (u16, u16)) -> Stage {
    let mut stage = Stage::usual();
    stage.tell(Msg::Resize(size.0, size.1));
    stage.press("j g o d a t a / b i g . j s o n Enter");
    stage.effects.clear();
    stage
}

#[test]
fn while_another_dataset_is_read_the_first_stays_and_all_its_keys_work() {
    for size in [(120, 36), (80, 24), (40, 10)] {
        let mut stage = switching(size);
        // One that is there at once is not announced.
        assert!(!stage.text().contains("Reading"), "{}", stage.text());
        let text = stage.tell(so_far(1)).press("j").text();
        let head = text.lines().next().unwrap();
        assert!(head.contains("Reading") && head.contains("41 %") && head.contains("Esc stops"), "{head}");
        assert_eq!(head.contains("3 s left"), size.0 > 40, "{head}");
        assert_eq!(head.contains("412"), size.0 > 80, "{head}");
        assert_eq!(stage.row(), "Albania");
        assert!(stage.tell(arrives(1)).text().contains("The big plan"));
        assert_eq!(stage.notice(), "data/big.json is shown");
    }
}

#[test]
fn escape_stops_the_other_dataset_and_the_first_stays() {
    let mut stage = switching((80, 24));
    stage.tell(so_far(1)).press("/ b u l Esc");
    assert!(stage.state.shared.opening.is_some(), "the filter is what Escape closes first");
    stage.press("Esc");
    assert_eq!(stage.asked(), [&Effect::StopReading]);
    assert_eq!(stage.notice(), "reading big.json was stopped; what was shown stays");
    assert!(stage.tell(so_far(1)).tell(arrives(1)).text().contains("Budapest Process"));
    let mut stage = switching((80, 24));
    assert_eq!(stage.press("Ctrl-c").notice(), "reading big.json was stopped; what was shown stays");
}

#[test]
fn a_dataset_that_is_there_waits_until_a_text_or_a_chord_is_ended() {
    for (open, close) in [("/ a f", "Esc"), ("o", "Esc"), ("g", "g"), (";", "Esc")] {
        let mut stage = switching((80, 24));
        stage.press(open).tell(arrives(1));
        assert!(!stage.text().contains("The big plan"), "{open}: {}", stage.text());
        let text = stage.text();
        let said = "big.json is read; it is shown once this is closed";
        assert!(open == "g" || text.lines().last().unwrap().contains(said), "{open}:\n{text}");
        assert!(stage.press(close).text().contains("The big plan"), "{open}: {}", stage.text());
    }
}

#[test]
fn what_was_asked_for_last_is_what_is_shown() {
    let mut stage = switching((80, 24));
    stage.press("g o o t h e r . j s o n Enter");
    assert_eq!(stage.asked(), [&Effect::Open { place: Place::File("other.json".into()), number: 2 }]);
    assert!(!stage.tell(arrives(1)).text().contains("The big plan"));
    assert!(stage.tell(arrives(2)).text().contains("The big plan"));
}

#[test]
fn keys_typed_ahead_do_what_they_do_afterwards() {
    for keys in [
        "2 j / b u l Enter",
        ": a t l a s Enter j",
        "o a u s Enter",
        "g t j",
        "/ x Backspace b e Enter",
        "5 v S w h e n Enter",
        "j j x 3 F10 q",
        "G g g j Space j Space =",
        "; f",
    ] {
        let (mut ahead, mut afterwards) = (blank((120, 36), false), blank((120, 36), false));
        ahead.press(keys).tell(arrives(1));
        afterwards.tell(arrives(1)).press(keys);
        assert_eq!(ahead.text(), afterwards.text(), "{keys}");
        assert_eq!(Session::of(&ahead.state), Session::of(&afterwards.state), "{keys}");
    }
}

#[test]
fn at_every_size_it_is_drawn_and_on_no_small_one_too_much() {
    for width in (0..=3).chain(38..=42) {
        for height in (0..=2).chain(8..=12) {
            for ascii in [false, true] {
                let mut stage = blank((width, height), ascii);
                stage.buffer();
                stage.press("/ b u l g a r i a").tell(so_far(1)).buffer();
                stage.press("Esc Esc").buffer();
                stage.press("g o Enter").tell(fails(2)).buffer();
            }
        }
    }
}
