//! Leaving the program and starting it again: the place is kept, one for each dataset.

use std::fs;
use std::path::Path;

use rustix::process::Signal;
use tempfile::TempDir;

use super::{Exit, Session, Setup, wait};

fn start(state: &TempDir, arguments: &[&str]) -> Session {
    let setup = Setup::new().env("XDG_STATE_HOME", state.path().to_str().unwrap());
    let setup = setup.file("other.json", r#"{"format":"plenary/1","id":"other","title":"The other plan"}"#);
    arguments.iter().fold(setup, |setup, argument| setup.arg(argument)).start()
}

fn leave(mut session: Session) {
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
}

fn sessions(state: &Path) -> usize {
    fs::read_dir(state.join("plenary/sessions")).map_or(0, Iterator::count)
}

#[test]
fn the_next_start_is_where_the_last_one_ended_and_a_fresh_one_is_not() {
    let state = tempfile::tempdir().unwrap();
    let mut session = start(&state, &[]);
    session.wait_for_row("All");
    session.press("2 b j j");
    session.wait_for("Commitments · by participant");
    session.press("m");
    session.wait_for("a bookmark is set on");
    let before = session.contents();
    leave(session);
    let session = start(&state, &[]);
    session.wait_for("Commitments · by participant");
    let after = session.contents();
    // All but the bottom line, which told of the bookmark.
    let upper = |text: &str| text.lines().take(23).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(upper(&after), upper(&before));
    leave(session);
    let mut session = start(&state, &["--fresh"]);
    session.wait_for_row("All");
    session.press("'");
    session.wait_for("Bookmarks");
    session.press("Esc");
    session.wait_until("no popup", |screen| !screen.contents().contains("Bookmarks"));
    leave(session);
}

#[test]
fn the_place_is_kept_after_a_rest_so_that_a_closed_window_does_not_lose_it() {
    let state = tempfile::tempdir().unwrap();
    let mut session = start(&state, &[]);
    session.wait_for_row("All");
    session.press("4 j");
    session.wait_for("Projects · tree");
    wait("a kept place", || sessions(state.path()) == 1);
    session.signal(Signal::HUP);
    assert_eq!(session.finish(), Exit::Signal("Hangup".into()));
    let session = start(&state, &[]);
    session.wait_for("Projects · tree");
    leave(session);
}

#[test]
fn datasets_are_switched_and_each_has_a_place_of_its_own() {
    let state = tempfile::tempdir().unwrap();
    let mut session = start(&state, &["other.json"]);
    session.wait_for("The other plan");
    session.press("3 g o");
    session.wait_for("shown now");
    session.press("Down Enter");
    session.wait_for("Budapest Process");
    session.wait_for_row("All");
    session.press("8");
    session.wait_for("Documents · by kind");
    session.press("g o");
    session.wait_for("shown now");
    session.press("Home Enter");
    session.wait_for("The other plan");
    session.wait_for("Groups · by kind");
    leave(session);
    assert_eq!(sessions(state.path()), 2);
    let session = start(&state, &[]);
    session.wait_for("Documents · by kind");
    leave(session);
}

#[test]
fn a_kept_place_that_is_broken_is_passed_over() {
    let state = tempfile::tempdir().unwrap();
    leave({
        let session = start(&state, &[]);
        session.wait_for_row("All");
        session
    });
    for file in fs::read_dir(state.path().join("plenary/sessions")).unwrap() {
        fs::write(file.unwrap().path(), "{\"dataset\": 7, \u{7f}").unwrap();
    }
    let session = start(&state, &[]);
    session.wait_for_row("All");
    leave(session);
}

#[test]
fn a_view_that_was_saved_is_what_the_next_start_shows_that_asks_for_it() {
    let state = tempfile::tempdir().unwrap();
    let config = tempfile::tempdir().unwrap();
    let start = |arguments: &[&str]| {
        let setup = Setup::new().env("XDG_STATE_HOME", state.path().to_str().unwrap());
        let setup = setup.env("XDG_CONFIG_HOME", config.path().to_str().unwrap());
        arguments.iter().fold(setup, |setup, argument| setup.arg(argument)).start()
    };
    let mut session = start(&[]);
    session.wait_for_row("All");
    session.press("2 b");
    session.wait_for("Commitments · by participant");
    session.press(":");
    session.wait_for("Commands");
    for key in ["s", "a", "v", "e", "Space", "m", "i", "n", "e"] {
        session.press(key);
    }
    session.wait_for("Save this view as \"mine\"");
    session.press("Enter");
    session.wait_for("the view \"mine\" is saved");
    session.press("1");
    session.wait_for("Countries");
    leave(session);
    let written = fs::read_to_string(config.path().join("plenary/config.toml")).unwrap();
    assert_eq!(written, "[views.mine]\nscreen = \"Commitments\"\ngroup = \"by participant\"\n");
    let session = start(&["--view", "mine"]);
    session.wait_for("Commitments · by participant");
    leave(session);
}
