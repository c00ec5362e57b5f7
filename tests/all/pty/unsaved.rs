//! What cannot be saved, in the real program: browsing goes on, it is said at once, and what was typed is not lost.

use std::fs;
use std::path::Path;
use std::process::Command;

use rustix::process::Signal;

use super::{Exit, Session, Setup, program};

/// Writes a note on Bulgaria, up to the last key.
fn write(session: &mut Session, text: &str) {
    session.press("/ b u l g");
    session.wait_for("/bulg");
    session.escape();
    session.press("a n");
    session.wait_for("Note on Bulgaria");
    session.send(text);
    session.wait_for(text);
}

fn saved(session: &Session) {
    session.wait_until("saved", |screen| {
        let text = screen.contents();
        text.contains("saved ")
            && !text.contains("saving")
            && !text.contains("NOT SAVED")
            && !text.contains("Enter saves")
    });
}

fn setup(home: &Path) -> Setup {
    let path = |name: &str| home.join(name).display().to_string();
    Setup::new().env("XDG_DATA_HOME", &path("data")).env("XDG_STATE_HOME", &path("state"))
}

/// The texts of the notes in the journal below a home.
fn notes(home: &Path) -> String {
    let mut command = Command::new(program());
    command.args(["journal", "list", "--format", "csv"]).env_clear().env("HOME", home);
    command.env("XDG_DATA_HOME", home.join("data")).env("XDG_STATE_HOME", home.join("state"));
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn where_nothing_can_be_saved_that_is_said_before_a_word_and_the_words_are_told_at_the_end() {
    let setup = Setup::new().env("XDG_DATA_HOME", "/dev/null/data").env("XDG_STATE_HOME", "/dev/null/state");
    let mut session = setup.start();
    session.wait_for("NOTES CANNOT BE SAVED: Not a directory");
    // Browsing goes on.
    session.press("2");
    session.wait_for("open items first");
    session.press("1");
    write(&mut session, "not lost");
    session.press("Enter");
    session.wait_for("NOT SAVED: Not a directory");
    session.wait_for("not lost");
    let mark = session.mark();
    session.press("C-q");
    assert_eq!(session.finish(), Exit::Code(0));
    let told = session.since(mark);
    assert!(told.contains("NOT SAVED: note on Bulgaria") && told.contains("text: not lost"), "{told}");
}

#[test]
fn a_full_disk_is_said_and_what_was_typed_is_saved_once_there_is_room() {
    let home = tempfile::tempdir().unwrap();
    let program = program().display().to_string();
    // No file may grow beyond 1,024 bytes: as on a full disk, some of it is written and the rest is refused.
    let shell = format!("trap '' XFSZ; ulimit -f 1; exec {program}");
    let path = |name: &str| home.path().join(name).display().to_string();
    let setup = Setup::command(&["bash", "-c", &shell]).size(100, 30);
    let mut session = setup.env("XDG_DATA_HOME", &path("data")).env("XDG_STATE_HOME", &path("state")).start();
    session.wait_for_row("All");
    write(&mut session, "short enough");
    session.press("Enter");
    saved(&session);
    let long = "word ".repeat(300);
    session.press("a n");
    session.wait_for("Note on Bulgaria");
    session.send(&format!("{long}end"));
    // A draft is a file, too.
    session.wait_for("no draft can be kept, so save soon: File too large");
    session.press("Enter");
    session.wait_for("NOT SAVED: File too large");
    let lifted = Command::new("prlimit")
        .args(["--fsize=unlimited", "--pid", &session.pid().as_raw_nonzero().to_string()])
        .status();
    if !lifted.is_ok_and(|status| status.success()) {
        println!("!! prlimit is not here: the rest of this test is skipped");
        session.press("C-q");
        session.finish();
        return;
    }
    session.press("Enter");
    saved(&session);
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
    let notes = notes(home.path());
    assert_eq!(notes.matches("short enough").count(), 1, "{notes}");
    assert_eq!(notes.matches("word end").count(), 1, "{notes}");
}

#[test]
fn a_folder_that_is_taken_away_is_made_again_with_all_that_was_saved() {
    let home = tempfile::tempdir().unwrap();
    let mut session = setup(home.path()).start();
    session.wait_for_row("All");
    write(&mut session, "the first");
    session.press("Enter");
    saved(&session);
    fs::remove_dir_all(home.path().join("data")).unwrap();
    session.press("a n");
    session.wait_for("Note on Bulgaria");
    session.send("the second");
    session.wait_for("the second");
    session.press("Enter");
    session.wait_for("2 notes");
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
    let notes = notes(home.path());
    assert!(notes.contains("the first") && notes.contains("the second"), "{notes}");
}

#[test]
fn r15_whatever_signal_ends_the_program_what_is_being_typed_is_a_draft() {
    let signals =
        [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt"), (Signal::QUIT, "Quit")];
    for (signal, name) in signals {
        let home = tempfile::tempdir().unwrap();
        let mut session = setup(home.path()).start();
        session.wait_for_row("All");
        write(&mut session, "half a word");
        super::wait("draft", || has_draft(home.path(), "half a word"));
        session.signal(signal);
        assert_eq!(session.finish(), Exit::Signal(name.into()));
        let mut session = setup(home.path()).start();
        session.wait_for("1 draft");
        session.press("a r");
        session.wait_for("half a word");
        session.press("Enter");
        session.wait_for("Note on Bulgaria");
        session.press("Enter");
        saved(&session);
        session.press("q");
        assert_eq!(session.finish(), Exit::Code(0));
        let notes = notes(home.path());
        assert_eq!(notes.matches("half a word").count(), 1, "{notes}");
        assert!(!notes.contains('\0'));
    }
}

#[test]
fn r15_a_stop_and_a_closed_terminal_keep_what_is_being_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut session = setup(home.path()).start();
    session.wait_for_row("All");
    write(&mut session, "half a word");
    super::wait("draft", || has_draft(home.path(), "half a word"));
    session.close();
    session.finish();
    let session = setup(home.path()).start();
    session.wait_for("1 draft");
}

/// Tells whether a draft with these words lies below a home.
fn has_draft(home: &Path, text: &str) -> bool {
    let folder = home.join("state/plenary/drafts/budapest-process");
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.into_iter().any(|file| fs::read_to_string(file.path()).is_ok_and(|words| words.contains(text)))
}
