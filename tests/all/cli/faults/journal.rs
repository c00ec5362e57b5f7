//! The journal: whatever is said to be saved is there, whichever call of the system failed or was the last.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{Case, can_trace, each, home, in_order, program, run};
use crate::cli::Ran;
use crate::cli::journal::acknowledged;

/// What stands in the journal: ids with texts. A line that cannot be read is told beside them.
pub fn listed(home: &Path) -> Vec<(String, String)> {
    let ran = run(home, &["journal", "list", "--format", "json"]);
    let items: Vec<Value> = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let text = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
    items.iter().map(|item| (text(item, "id"), text(item, "text"))).collect()
}

/// Adds notes, with a fault, and looks at what is there.
fn adding(before: usize, notes: &[&str]) {
    if !can_trace() {
        return;
    }
    let prepare = || {
        let home = home();
        (0..before).for_each(|_| drop(run(home.path(), &["journal", "add", "note", "before"]).done()));
        home
    };
    let command = |home: &TempDir| program(home.path(), &["journal", "add", "note", "--lines"]);
    let tried = each(prepare, command, &notes.join("\n"), |home, ran, case| {
        check(home.path(), before, notes, ran, case);
    });
    // Each is written, waited for and told.
    assert!(tried >= notes.len() * (5 + 4 + 5), "{tried}");
}

fn check(home: &Path, before: usize, notes: &[&str], ran: &Ran, case: &Case<'_>) {
    match ran.status {
        Some(0) => assert_eq!(acknowledged(&ran.out).len(), notes.len(), "{case:?}: {ran:?}"),
        Some(_) => {
            // What could not be written is said with its reason.
            let is_written = case.call.text.contains("/journals") && !case.call.text.contains("O_RDONLY|O_NONBLOCK");
            let word = if is_written { "NOT SAVED: " } else { "error: " };
            assert!(ran.err.contains(word) && !case.is_kill(), "{case:?}: {ran:?}");
        }
        None => assert!(case.is_kill(), "{case:?}: {ran:?}"),
    }
    // The fault is gone: what is added now is there, beside all that was said to be saved.
    let later = run(home, &["journal", "add", "note", "later"]);
    let (saved, later) = (acknowledged(&ran.out), acknowledged(&later.out));
    let there = listed(home);
    let ids: BTreeSet<String> = there.iter().map(|(id, _)| id.clone()).collect();
    assert!(later.len() == 1 && later.is_subset(&ids), "{case:?}: {there:?}");
    assert!(saved.is_subset(&ids), "{case:?}: said to be saved, and not there: {ran:?} {there:?}");
    let count = |text: &str| there.iter().filter(|(_, found)| found == text).count();
    assert_eq!(count("before"), before, "{case:?}: {there:?}");
    assert!(notes.iter().all(|text| count(text) <= 1), "{case:?}: {there:?}");
}

#[test]
fn a_line_and_the_name_of_its_file_are_on_the_device_before_it_is_said_to_be_saved() {
    if can_trace() {
        let home = home();
        let command = program(home.path(), &["journal", "add", "note", "--lines"]);
        assert_eq!(in_order(&command, "one\ntwo\n", &home.path().join(".local/share")), 2);
    }
}

#[test]
fn r3_r4_the_first_that_is_added_at_all_is_there_if_that_was_said() {
    adding(0, &["one"]);
}

#[test]
fn r3_r4_what_is_added_is_there_if_that_was_said_and_what_was_there_before_is() {
    adding(1, &["one", "two"]);
}
