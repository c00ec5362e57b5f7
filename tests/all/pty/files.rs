//! One's own dataset: from standard input, with mistakes in it, with text that tries to steer the terminal.

use super::bytes::strays;
use super::{Setup, fixture, program};

#[test]
fn a_dataset_on_standard_input_leaves_the_keyboard_working() {
    let script = format!("'{}' - < '{}'", program().display(), fixture("hostile/hostile.json"));
    let mut session = Setup::command(&["/bin/sh", "-c", &script]).start();
    session.wait_for_row("All");
    session.press("w");
    session.wait_for("w does nothing here");
}

#[test]
fn a_dataset_from_a_pipe_leaves_the_keyboard_working() {
    let dataset = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/budapest-process.json");
    let script = format!("cat '{dataset}' | '{}' -", program().display());
    let mut session = Setup::command(&["/bin/sh", "-c", &script]).start();
    session.wait_for_row("All");
    session.press("j");
    session.wait_for_row("Afghanistan");
}

#[test]
fn mistakes_in_a_dataset_are_counted_and_listed() {
    let mut session = Setup::new().size(120, 40).arg(&fixture("bad/dangling-in-a-list.json")).start();
    session.wait_for("2 errors (gp)");
    session.press("g p");
    session.wait_for("In the dataset");
    println!("{}", session.contents());
    session.escape();
}

#[test]
fn a_file_that_is_no_dataset_is_told_before_the_terminal_is_taken() {
    let mut session = Setup::new().arg(&fixture("bad/cut-short.json")).entries(0).start();
    assert_eq!(session.finish(), super::Exit::Code(2));
    assert!(session.since(0).contains("error:"), "{}", session.since(0));
}

#[test]
fn hostile_titles_steer_nothing() {
    let mut session = Setup::new().size(120, 40).arg(&fixture("hostile/hostile.json")).start();
    session.wait_for_row("All");
    // Every activity in the list and in the detail, its links, its source and what can be copied of it.
    session.press("Tab Tab");
    for _ in 0..30 {
        for keys in ["j o", "s", "y"] {
            session.press(keys);
            session.escape();
        }
    }
    session.press("g p");
    session.wait_for("Problems");
    session.press("End");
    session.escape();
    session.wait_until("no popup", |screen| !screen.contents().contains("Problems"));
    session.press("w");
    session.wait_for(" w does nothing here");
    let sent = session.since(0);
    assert_eq!(strays(&sent), [""; 0]);
    assert!(sent.contains("␛]52;c;"), "the title was on the screen");
}
