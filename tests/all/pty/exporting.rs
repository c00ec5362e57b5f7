//! Writing a file from the dashboard, with the real disk below.

use std::fs;

use super::{Exit, Setup};

#[test]
fn a_list_is_exported_and_replaced_only_after_that_was_said() {
    let mut session = Setup::new().size(120, 36).start();
    session.wait_for_row("All");
    session.press("5 g x");
    session.wait_for("budapest-process-agenda.csv");
    session.press("Down Enter");
    session.wait_for("a new file; Enter writes it");
    session.press("Enter");
    session.wait_for("written: 34 activities and");
    let file = session.home().join("budapest-process-agenda.csv");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("ref,title,kind,status,when,") && text.ends_with("\r\n"), "{text}");
    fs::write(&file, "old").unwrap();
    session.press("g x Down Enter");
    session.wait_for("is there already; Enter replaces it whole");
    session.escape();
    session.wait_for("Export what the list shows");
    session.escape();
    session.wait_until("no popup", |screen| !screen.contents().contains("Export what"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    session.press("g x Down Enter");
    session.wait_for("is there already; Enter replaces it whole");
    // Leaving at once does not leave half of it.
    session.press("Enter q");
    assert_eq!(session.finish(), Exit::Code(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}
