//! Sizes: small ones, single cells, and many of them in a row.

use super::{Session, Setup, fixture, picture, selected, shown};
use crate::stage::Stage;

fn hostile() -> Setup {
    Setup::new().arg(&fixture("hostile/hostile.json"))
}

/// Waits for a frame and for the end of what is being written.
fn wait_for_frame(session: &Session) {
    session.wait_until("a frame", |screen| !screen.contents().trim().is_empty());
}

#[test]
fn a_resize_shows_what_a_fresh_start_at_that_size_shows() {
    let session = Setup::new().start();
    session.wait_for_row("All");
    for (columns, rows) in [(120, 40), (40, 10), (60, 20), (1, 1), (200, 50), (100, 15)] {
        session.resize(columns, rows);
        let fresh = Setup::new().size(columns, rows).start();
        wait_for_frame(&fresh);
        let wanted = fresh.look(picture);
        session.wait_until(&format!("the frame of a fresh {columns}x{rows}"), |screen| picture(screen) == wanted);
    }
    assert!(!session.since(0).contains("\x1b[2J"));
}

#[test]
fn the_smallest_screen_shows_one_pane_and_every_pane_can_be_reached() {
    let mut session = Setup::new().size(40, 10).start();
    session.wait_for("Afghanistan");
    for text in ["Irregular migration", "Launch of the", "Strategic Document"] {
        session.press("Tab");
        session.wait_for(text);
    }
}

#[test]
fn a_screen_that_is_too_small_says_so_and_can_be_left() {
    for setup in [Setup::new(), hostile()] {
        let mut session = setup.size(1, 1).start();
        session.wait_until("a sign of life", |screen| screen.contents() == "…");
        session.press("j Enter / b Enter Tab z");
        session.resize(39, 9);
        session.wait_for("Need 40x10, have 39x9");
        session.resize(80, 24);
        session.wait_for("Countries");
    }
}

#[test]
fn the_hostile_dataset_is_shown_at_every_size() {
    let mut session = hostile().size(120, 40).start();
    wait_for_frame(&session);
    for (columns, rows) in [(40, 10), (1, 1), (50, 14), (200, 50), (3, 60), (80, 24)] {
        let mark = session.mark();
        session.resize(columns, rows);
        session.wait_for_bytes(mark, "\x1b[?2026l");
        session.press("Tab j Enter");
    }
    session.wait_for("help");
}

#[test]
fn a_storm_of_resizes_ends_in_the_last_size_with_every_key_taken() {
    let mut session = Setup::new().size(200, 50).start();
    session.wait_for_row("All");
    storm(&mut session);
    let mut stage = Stage::usual();
    stage.press(&"j ".repeat(50));
    let row = stage.row();
    session.wait_for_row(&row);
    session.resize(90, 30);
    let mut fresh = Setup::new().size(90, 30).start();
    fresh.wait_for_row("All");
    fresh.press("j ".repeat(50).trim_end());
    fresh.wait_for_row(&row);
    let wanted = fresh.look(shown);
    session.wait_until("the frame at the last size", |screen| shown(screen) == wanted);
}

#[test]
fn a_storm_of_resizes_over_the_hostile_dataset_leaves_a_dashboard() {
    let mut session = hostile().size(200, 50).start();
    wait_for_frame(&session);
    // Not together with the keys to come: a burst of different keys is a paste.
    session.press("Tab Tab");
    session
        .wait_until("the cursor among the activities", |screen| screen.cell(4, 150).is_some_and(vt100::Cell::inverse));
    storm(&mut session);
    session.resize(90, 30);
    // What the emulator missed while it failed on a screen of one column is painted again.
    let mark = session.mark();
    session.press("C-l");
    session.wait_for_bytes(mark, "\x1b[?2026l");
    session.press("C-l w");
    session.wait_for("w does nothing here");
    assert_ne!(session.look(selected), "");
}

/// Fifty times to a single cell and back, with a key in between.
fn storm(session: &mut Session) {
    for _ in 0..50 {
        session.resize(1, 1);
        session.press("j");
        session.resize(200, 50);
    }
}
