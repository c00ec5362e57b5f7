//! A meeting as a delegate lives it, in the real program: notes that outlive a kill, minutes, a new version of the plan.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Exit, Session, Setup, program};

/// What was said: by whom, of which type (its letter), in which words.
const STATEMENTS: [(&str, &str, &str); 8] = [
    ("tr", "o", "The chair opens the meeting."),
    ("hu", "s", "The co-chair supports the plan."),
    ("bg", "f", "We offer to host a meeting in 2020."),
    ("lv", "f", "We offer a meeting, too."),
    ("az", "c", "The priorities are the right ones."),
    ("at", "r", "We ask for an overview of projects."),
    ("af", "c", "Return needs reintegration."),
    ("pk", "t", "We thank the chair."),
];

/// Where journal and state lie, in both lives of the program.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn session(&self) -> Session {
        let path = |name: &str| self.path(name).display().to_string();
        let setup =
            Setup::new().size(100, 30).env("XDG_DATA_HOME", &path("data")).env("XDG_STATE_HOME", &path("state"));
        let session = setup.start();
        session.wait_for_row("All");
        session
    }

    /// Runs a command, and returns what it prints; it says how it ended, too.
    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(program());
        command.args(args).env_clear().env("HOME", self.folder.path());
        command.env("XDG_DATA_HOME", self.path("data")).env("XDG_STATE_HOME", self.path("state"));
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    }
}

/// Waits until nothing is written any more and the last words are on the disk.
fn wait_saved(session: &Session, count: &str) {
    session.wait_until(count, |screen| {
        let text = screen.contents();
        text.contains("saved ")
            && !text.contains("saving")
            && !text.contains("Enter saves")
            && !text.contains("NOT SAVED")
    });
}

fn state(session: &mut Session, (who, kind, text): (&str, &str, &str)) {
    session.press("a s");
    session.wait_for("Who spoke");
    session.press(&who.chars().map(String::from).collect::<Vec<_>>().join(" "));
    session.press("Enter");
    session.wait_for("o opening");
    session.press(kind);
    session.wait_for("Enter saves");
    session.send(text);
    session.wait_for(text);
    session.press("Enter");
    wait_saved(session, text);
}

/// Asks for another title of an activity.
fn amend(session: &mut Session, title: &str, new: &str) {
    session.press("C-t");
    session.wait_for("Find anything");
    session.send(title);
    session.wait_for("Activities");
    session.press("Enter");
    session.wait_until("the activity", |screen| !screen.contents().contains("Find anything"));
    session.press("a m");
    session.wait_for("Amendment on ");
    session.press("t");
    session.wait_for(&format!("before  {title}"));
    session.press("C-u");
    session.send(new);
    session.wait_for(new);
    session.press("Enter");
    session.press("b g Enter");
    session.wait_for("Enter saves");
    session.press("Enter");
    wait_saved(session, new);
}

fn decide(session: &mut Session, text: &str) {
    session.press("a d");
    session.wait_for("Decision");
    session.send(text);
    session.wait_for(text);
    session.press("Enter");
    wait_saved(session, text);
}

#[test]
fn the_meeting_of_2019_is_lived_killed_taken_up_and_told() {
    let desk = Desk::new();
    let mut session = desk.session();
    session.press("g m");
    session.wait_for("Open which meeting?");
    session.send("2019");
    session.wait_for("Annual Senior Officials Meeting 2019");
    session.press("Enter");
    wait_saved(&session, "the meeting");
    STATEMENTS.iter().for_each(|statement| state(&mut session, *statement));
    amend(&mut session, "Meeting offered by Latvia", "Meeting hosted by Latvia");
    // The amendment is the last row there; it is accepted.
    session.press("9 G");
    session.wait_for("amendment");
    session.press("a f");
    session.wait_for("a accepted");
    session.press("a");
    session.send("Nobody was against it.");
    session.wait_for("Nobody was against it.");
    session.press("Enter");
    wait_saved(&session, "the fate");
    session.press("1");
    amend(&mut session, "Meeting offered by Bulgaria", "Meeting hosted by Bulgaria");
    amend(&mut session, "Meeting offered by Azerbaijan", "Meeting hosted by Azerbaijan");
    decide(&mut session, "The plan is endorsed.");
    decide(&mut session, "The overview is circulated.");
    // In the middle of the ninth statement.
    session.press("a s");
    session.wait_for("Who spoke");
    session.press("i t Enter");
    session.wait_for("o opening");
    session.press("s");
    session.send("Italy supports this and");
    session.wait_for("Italy supports this and");
    super::wait("draft", || draft(&desk.path("state")).is_some_and(|text| text.contains("Italy supports this and")));
    session.kill();

    let mut session = desk.session();
    session.wait_for("1 draft");
    session.press("a r");
    session.wait_for("Draft: statement: Italy supports this and");
    session.press("Enter");
    session.wait_for("Enter");
    session.press("Tab Tab");
    session.wait_for("Enter saves");
    session.send(" thanks the chair.");
    session.wait_for("Italy supports this and thanks the chair.");
    session.press("Enter");
    wait_saved(&session, "the ninth");
    session.press("g m");
    session.wait_for("is closed");
    wait_saved(&session, "the end");
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));

    told(&desk);
    revised(&desk);
}

/// The words of a draft, wherever it lies.
fn draft(folder: &Path) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries.into_iter().find_map(|path| match path.is_dir() {
        true => draft(&path),
        false if path.parent()?.parent()?.ends_with("drafts") && path.extension()? == "json" => {
            fs::read_to_string(path).ok()
        }
        false => None,
    })
}

/// The minutes have everything in the order in which it came.
fn told(desk: &Desk) {
    let (status, minutes) = desk.run(&["minutes", "som-2019", "--format", "md"]);
    assert_eq!(status, Some(0));
    let ninth = "Italy supports this and thanks the chair.";
    let spoken = STATEMENTS.iter().map(|(.., text)| *text).chain([ninth]);
    let amended = ["Meeting hosted by Latvia", "Meeting hosted by Bulgaria", "Meeting hosted by Azerbaijan"];
    let decided = ["The plan is endorsed.", "The overview is circulated."];
    for wanted in [spoken.collect::<Vec<_>>(), amended.to_vec(), decided.to_vec()] {
        let places: Vec<_> =
            wanted.iter().map(|text| minutes.find(text).unwrap_or_else(|| panic!("no {text}:\n{minutes}"))).collect();
        assert!(places.is_sorted(), "{wanted:?} {places:?}\n{minutes}");
        assert!(wanted.iter().all(|text| minutes.matches(text).count() == 1), "{minutes}");
    }
    assert!(minutes.contains("Accepted: Nobody was against it."), "{minutes}");
    assert_eq!(minutes.matches("Not settled").count(), 2, "{minutes}");
    let (status, journal) = desk.run(&["journal", "verify"]);
    assert_eq!(status, Some(0), "{journal}");
}

/// The new version has the accepted amendment, and only that.
fn revised(desk: &Desk) {
    let (old, new) = (desk.path("old.json"), desk.path("new.json"));
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/budapest-process.json"), &old).unwrap();
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let (status, said) = desk.run(&["--data", old, "revise", "-o", new]);
    assert_eq!(status, Some(0), "{said}");
    let (status, differences) = desk.run(&["diff", old, new]);
    assert_eq!(status, Some(1));
    assert!(differences.contains("Latvia"), "{differences}");
    assert!(
        !differences.contains("hosted by Bulgaria") && !differences.contains("hosted by Azerbaijan"),
        "{differences}"
    );
}
