//! The file of the dataset changes while it is shown.

use std::fs;
use std::path::PathBuf;

use super::{Session, Setup, wait};

fn dataset(name: &str) -> String {
    format!(
        r#"{{"format":"plenary/1","id":"d","title":"D","countries":[{{"id":"AT","name":"Austria"}},{{"id":"BG","name":"{name}"}}]}}"#
    )
}

fn started(setup: Setup) -> (Session, PathBuf) {
    let folder = tempfile::tempdir().unwrap().keep();
    let file = folder.join("plan.json");
    fs::write(&file, dataset("Bulgaria")).unwrap();
    let mut session = setup.size(120, 36).arg(file.to_str().unwrap()).start();
    session.wait_for_row("All");
    session.press("j j");
    session.wait_for_row("Bulgaria");
    (session, file)
}

/// Puts a text in the place of the file, as editors do, until it was noticed: the watch begins after the first frame.
fn replace_until(session: &Session, file: &PathBuf, text: &str, wanted: &str) {
    let mut polls = 0;
    wait(wanted, || {
        if polls % 200 == 0 {
            let new = file.with_extension("new");
            fs::write(&new, text).unwrap();
            fs::rename(&new, file).unwrap();
        }
        polls += 1;
        session.contents().contains(wanted)
    });
}

#[test]
fn a_changed_file_is_shown_and_the_cursor_stays_on_its_record() {
    let (session, file) = started(Setup::new());
    replace_until(&session, &file, &dataset("Republic of Bulgaria"), "1 changed");
    session.wait_for_row("Republic of Bulgaria");
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
}

#[test]
fn a_file_that_was_cut_short_leaves_the_old_view_until_it_is_whole_again() {
    let (session, file) = started(Setup::new());
    replace_until(&session, &file, r#"{"format":"plenary/1","#, "OLD DATA");
    session.wait_for_row("Bulgaria");
    replace_until(&session, &file, &dataset("Bulgaria again"), "1 changed");
    session.wait_until("no old data", |screen| !screen.contents().contains("OLD DATA"));
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
}

#[test]
fn a_panic_while_the_file_is_read_again_leaves_the_dashboard_as_it_was() {
    let (mut session, file) = started(Setup::new().env("PLENARY_TEST_PANIC", "worker"));
    replace_until(&session, &file, &dataset("Another"), "OLD DATA");
    session.wait_for_row("Bulgaria");
    session.press("k");
    session.wait_for_row("Austria");
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
}
