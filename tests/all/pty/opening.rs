//! A large dataset is read in the background: the program is there before it is.

use std::fs;

use super::{Exit, Session, Setup};

/// A dataset that is large enough to be read in the background.
fn large() -> String {
    let activities = (0..9_000).map(|at| {
        format!(
            r#"{{"id":"a{at}","title":"Meeting number {at} of the group of experts","summary":"What it was about is told in the report of the chair.","when":"2019"}}"#
        )
    });
    let activities = activities.collect::<Vec<_>>().join(",\n");
    format!(
        r#"{{"format":"plenary/1","id":"large","title":"The large plan","countries":[{{"id":"AT","name":"Austria"}},{{"id":"BG","name":"Bulgaria"}}],"activities":[{activities}]}}"#
    )
}

/// A program whose reading goes on only when the file `hold` is removed.
fn held(arguments: &[&str]) -> Session {
    let text = large();
    assert!(text.len() > 1 << 20);
    let setup = Setup::new().file("large.json", &text).file("hold", "x").env("PLENARY_TEST_HOLD", "reading:hold");
    arguments.iter().fold(setup, |setup, argument| setup.arg(argument)).start()
}

fn release(session: &Session) {
    fs::remove_file(session.home().join("hold")).unwrap();
}

#[test]
fn the_first_frame_and_the_progress_are_there_before_the_dataset() {
    let session = held(&["large.json"]);
    session.wait_for("Reading large.json");
    session.wait_for("9002 records");
    session.wait_for("84 %");
    assert!(!session.since(0).contains("The large plan"));
    release(&session);
    session.wait_for("The large plan");
    session.wait_for_row("All");
    session.wait_until("no progress", |screen| !screen.contents().contains("records"));
}

#[test]
fn keys_typed_before_the_dataset_is_there_are_pressed_when_it_is() {
    let mut session = held(&["large.json"]);
    session.wait_for("Reading large.json");
    session.press("/ b u l Enter");
    session.wait_for("/ b u l Enter");
    release(&session);
    session.wait_for("country:BG");
}

#[test]
fn quitting_does_not_wait_for_the_dataset() {
    let mut session = held(&["large.json"]);
    session.wait_for("records");
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
    assert!(!session.since(0).contains("The large plan"));
}

#[test]
fn escape_stops_the_reading_and_another_dataset_can_be_opened() {
    let mut session = held(&["large.json"]);
    session.wait_for("records");
    session.escape();
    session.wait_for("reading large.json was stopped");
    release(&session);
    session.press("g o");
    session.wait_for("comes with the program");
    session.press("Down Enter");
    session.wait_for("Budapest Process");
    session.wait_for_row("All");
}

#[test]
fn while_another_dataset_is_read_the_first_can_be_used_and_stays_if_that_is_stopped() {
    let mut session = held(&[]);
    session.wait_for_row("All");
    session.press("g o");
    session.wait_for("Open a dataset");
    session.send("large.json\r");
    session.wait_for("Linking large.json");
    session.press("j");
    session.wait_for_row("Afghanistan");
    session.escape();
    session.wait_for("was stopped; what was shown stays");
    session.wait_until("no progress", |screen| !screen.contents().contains("Linking"));
    session.press("j");
    session.wait_for_row("Albania");
}

#[test]
fn a_large_file_that_is_no_dataset_gives_the_terminal_back_and_says_where() {
    let mut text = large();
    text.truncate(text.len() - 1);
    let mut session = Setup::new().file("large.json", &text).arg("large.json").start();
    assert_eq!(session.finish(), Exit::Code(2));
    let sent = session.since(0);
    let (_, after) = sent.split_once("\x1b[?1049l").unwrap();
    assert!(after.contains(" large.json:9000:"), "{after}");
    assert!(after.contains("\"plenary validate large.json\" shows the place"), "{after}");
}

#[test]
fn a_panic_while_a_large_file_is_read_gives_the_terminal_back() {
    let setup = Setup::new().file("large.json", &large()).arg("large.json").env("PLENARY_TEST_PANIC", "worker");
    let mut session = setup.start();
    assert_eq!(session.finish(), Exit::Code(2));
    let sent = session.since(0);
    let (_, after) = sent.split_once("\x1b[?1049l").unwrap();
    assert!(after.contains(" the program failed while reading it"), "{after}");
}
