//! The next version of the plan made and compared in the real program, with the real disk below.

use std::fs;
use std::process::Command;

use super::{Exit, Setup, program};

const OLD: &str = r#"{"format":"plenary/1","id":"d","title":"D",
    "plan":{"title":"The plan","version":"2019-12","status":"endorsed"},
    "countries":[{"id":"BG","name":"Bulgaria"}],
    "activities":[{"id":"A","title":"A study on return"},{"id":"B","title":"Talks"}],
    "amendments":[{"id":"M-1","by":["BG"],"summary":"Another title","status":"accepted","to":"activity:A",
        "field":"title","before":"A study on return","after":"A campaign on return"}]}"#;

#[test]
fn the_next_version_is_seen_written_and_compared_and_the_old_file_is_never_touched() {
    let setup = Setup::new().size(110, 30).file("plan.json", OLD).env("PLENARY_TODAY", "2020-11-18").arg("plan.json");
    let mut session = setup.start();
    session.wait_for("A study on return");
    // Once something is saved the journal is there.
    session.press("Down f");
    session.wait_for("saved ");
    session.press("g i");
    session.wait_for("Write it to a new file: version 2020-11, 1 amendment applied");
    session.wait_for("A study on return, title: A [-study-]{+campaign+} on return");
    session.press("Enter");
    session.wait_for("a new file; Enter writes it");
    session.press("C-u");
    session.send("plan.json");
    session.wait_for("this is the dataset that is shown, which is never touched");
    session.press("Enter C-u");
    session.send("next.json");
    session.wait_for("a new file; Enter writes it");
    session.press("Enter");
    session.wait_for("next.json is written; Esc stays here");
    session.press("Enter");
    session.wait_for("plan.json (shown) -> next.json");
    session.wait_for("Version 2019-12 -> 2020-11");
    session.wait_for("Changed activities  1");
    session.press("End Enter");
    session.wait_for("title: A [-study-]{+campaign+} on return");
    session.escape();
    session.wait_for("plan.json (shown) -> next.json");
    session.escape();
    session.wait_until("no popup", |screen| !screen.contents().contains("(shown)"));
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
    let home = session.home();
    assert_eq!(fs::read_to_string(home.join("plan.json")).unwrap(), OLD);
    let right = OLD.replace(r#""title":"A study on return""#, r#""title":"A campaign on return""#);
    let new = fs::read_to_string(home.join("next.json")).unwrap();
    assert!(right.lines().skip(2).all(|line| new.contains(line)), "{new}");
    let diff = Command::new(program()).args(["diff", "plan.json", "next.json"]).current_dir(home).output().unwrap();
    let diff = String::from_utf8(diff.stdout).unwrap();
    assert!(diff.starts_with("plan.json -> next.json: 2 changed\n"), "{diff}");
}
