//! Drafts: what was said to be kept is there until what came of it is saved, whichever call of the system failed or was the last.

use std::path::Path;
use std::process::Command;

use plenary::journal::{Draft, Drafts};
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

use super::journal::listed;
use super::{Case, can_trace, each, home, in_order, program, run};
use crate::cli::Ran;

/// Names the folder for the test that is the program which is killed.
const FOLDER: &str = "PLENARY_TEST_DRAFTS";
/// The id of the draft that it keeps.
const ID: Uuid = Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0001);
/// What is typed, each in the place of the last.
const TYPED: [&str; 3] = ["W", "We ho", "We host \u{2028}\0 \\' é"];

fn draft(at: usize, text: &str) -> Draft {
    Draft {
        id: ID,
        writer: Uuid::nil(),
        at: i64::try_from(at).unwrap(),
        op: "note".to_owned(),
        on: None,
        meeting: None,
        of: None,
        fields: [("text".to_owned(), text.into())].into_iter().collect(),
    }
}

fn drafts(home: &Path) -> Drafts {
    Drafts::new(home.join(".local/state/plenary/drafts/d"))
}

#[test]
#[ignore = "the program that other tests kill"]
fn types_and_keeps() {
    let Some(home) = std::env::var_os(FOLDER) else { return };
    let drafts = drafts(home.as_ref());
    for (at, text) in TYPED.into_iter().enumerate() {
        // Who cannot keep it tries again with the next letters.
        if drafts.keep(&draft(at, text)).is_ok() {
            println!("kept {at}");
        }
    }
}

/// Returns the command that is that program.
fn typing(home: &TempDir) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let name = "cli::faults::drafts::types_and_keeps";
    command.args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, home.path()).current_dir(home.path());
    command
}

#[test]
fn a_draft_and_its_name_are_on_the_device_before_it_is_said_to_be_kept() {
    if can_trace() {
        let home = home();
        // The test tells something of its own before and after that.
        assert!(in_order(&typing(&home), "", &home.path().join(".local/state")) > TYPED.len());
    }
}

#[test]
fn what_was_kept_last_or_what_came_after_it_is_left_whatever_stopped_the_program() {
    if !can_trace() {
        return;
    }
    let tried = each(home, typing, "", |home, ran, case| {
        let kept = ran.out.lines().filter_map(|line| line.rsplit_once("kept ")?.1.parse::<usize>().ok()).max();
        let left = drafts(home.path()).left();
        let found = left.drafts.first().map(|draft| TYPED.iter().position(|text| draft.text("text") == *text).unwrap());
        assert!(left.drafts.len() < 2 && found >= kept, "{case:?}: {ran:?} {left:?}");
        // Only where it was killed before anything was kept there may be half of a draft.
        assert!(left.troubles.is_empty() || kept.is_none(), "{case:?}: {left:?}");
    });
    assert!(tried > 30, "{tried}");
}

#[test]
fn a_draft_that_is_recovered_is_in_the_journal_before_it_is_gone() {
    if !can_trace() {
        return;
    }
    let prepare = || {
        let home = home();
        drafts(home.path()).keep(&draft(1, "typed")).unwrap();
        home
    };
    let id = ID.to_string();
    let command = |home: &TempDir| program(home.path(), &["journal", "recover", "--add", &id]);
    let tried = each(prepare, command, "", |home, ran, case| recovered(home.path(), ran, case));
    assert!(tried > 30, "{tried}");
}

fn recovered(home: &Path, ran: &Ran, case: &Case<'_>) {
    let is_saved = listed(home).iter().any(|(id, text)| *id == ID.to_string() && text == "typed");
    let is_said = ran.out.lines().any(|line| line == format!("saved {ID}"));
    assert!(is_saved || !is_said, "{case:?}: {ran:?}");
    let left = drafts(home).left();
    assert!(is_saved || left.drafts.iter().any(|draft| draft.text("text") == "typed"), "{case:?}: lost: {ran:?}");
    assert!(ran.status != Some(0) || left.is_empty(), "{case:?}: {ran:?}");
    // Once more, without the fault: it is there, once.
    if !left.is_empty() {
        run(home, &["journal", "recover", "--add", &ID.to_string()]);
    }
    let items: Value = serde_json::from_str(&run(home, &["journal", "list", "--format", "json"]).out).unwrap();
    let texts: Vec<&str> = items.as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["typed"], "{case:?}");
    assert!(drafts(home).left().is_empty(), "{case:?}");
}
