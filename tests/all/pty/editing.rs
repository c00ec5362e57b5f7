//! A text in the user's editor: a script that has the terminal meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::{Signal, test_kill_process};

use super::job::{child_of, shell, start_in_shell};
use super::{Exit, Session, Setup, wait};

/// What a script does that is the editor: it says where the file is, and what it finds there.
const LOOK: &str = "cp \"$1\" seen; printf '%s' \"$1\" > path; stat -c %a \"$1\" \"$(dirname \"$1\")\" > rights\n";

/// Waits until the test lets it go on.
const LINGER: &str = "touch there; until test -e go; do sleep 0.02; done\n";

/// Writes a note with this script as the editor, which is called so many times.
fn note(script: &str, calls: usize) -> Session {
    let setup = Setup::new().env("VISUAL", "/bin/sh editor").file("editor", &format!("{LOOK}{script}"));
    written(setup.entries(1 + calls).start())
}

fn written(mut session: Session) -> Session {
    session.wait_for_row("All");
    session.press("j a n");
    session.wait_for("Enter saves");
    session.send("Ask them.");
    session.wait_for("Ask them.");
    session
}

fn read(session: &Session, name: &str) -> String {
    fs::read_to_string(session.home().join(name)).unwrap()
}

fn wait_there(session: &Session) {
    let there = session.home().join("there");
    wait("the editor", || there.exists());
}

fn go_on(session: &Session) {
    fs::write(session.home().join("go"), "").unwrap();
}

/// Waits until the terminal has been taken back since the mark: what is typed before is for the editor.
fn wait_back(session: &Session, mark: usize) {
    session.wait_for_bytes(mark, "\x1b[?1049h");
    session.wait_for("Enter saves");
}

/// Nothing is left of the file and its folder.
fn check_gone(session: &Session) {
    let path = PathBuf::from(read(session, "path"));
    assert!(!path.exists() && !path.parent().unwrap().exists(), "{path:?}");
}

/// Closes the form and the program.
fn end(mut session: Session) {
    session.escape();
    session.wait_for("kept as a draft");
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
}

#[test]
fn a_text_goes_to_the_editor_and_comes_back() {
    let mut session = note("stty -a > modes; printf 'Ask Türkiye.\\n\\nAnd Bulgaria.\\n' > \"$1\"\n", 1);
    session.press("C-g");
    session.wait_for("And Bulgaria.");
    assert_eq!(read(&session, "seen"), "Ask them.\n");
    assert!(read(&session, "path").ends_with("/plenary.md"));
    assert_eq!(read(&session, "rights"), "600\n700\n");
    let modes = read(&session, "modes");
    for mode in ["icanon", "isig", "echo", "icrnl", "opost"] {
        assert!(modes.split([' ', ';', '\n']).any(|word| word == mode), "{mode} in {modes}");
    }
    check_gone(&session);
    // Keys are read again, behind the text, and Enter saves it.
    session.send(" Soon.");
    session.wait_for("And Bulgaria. Soon.");
    session.press("Enter");
    session.wait_until("it is saved", |screen| {
        screen.contents().contains("saved ") && !screen.contents().contains("Enter saves")
    });
}

#[test]
fn the_terminal_is_the_editors_meanwhile_and_the_mouse_too() {
    let mut session = note(LINGER, 1);
    let mark = session.mark();
    session.press("C-g");
    wait_there(&session);
    let given = session.since(mark);
    for reset in ["\x1b[?1049l", "\x1b[?25h", "\x1b[?2004l", "\x1b[?1000l", "\x1b[?1002l", "\x1b[?1006l"] {
        assert!(given.contains(reset), "{reset:?} in {given:?}");
    }
    // Nothing is drawn and nothing is done while it runs.
    let (mark, before) = (session.mark(), session.cpu_time());
    session.signal(Signal::WINCH);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(session.since(mark), "");
    assert!(session.cpu_time() - before < Duration::from_millis(20));
    go_on(&session);
    wait_back(&session, mark);
    let taken = session.since(mark);
    for set in ["\x1b[?1049h", "\x1b[?25l", "\x1b[?2004h", "\x1b[?1000h", "\x1b[?1002h", "\x1b[?1006h"] {
        assert!(taken.contains(set), "{set:?} in {taken:?}");
    }
    end(session);
}

#[test]
fn keys_typed_in_the_editor_are_the_editors() {
    let script = "printf 'EDITOR> '; read line; printf '%s\\n' \"$line\" >> \"$1\"\n";
    let mut session = note(&format!("{script}{LINGER}"), 1);
    session.press("C-g");
    session.wait_for("EDITOR> ");
    for key in ["t", "h", "e", "r", "e", "Enter"] {
        session.press(key);
    }
    wait_there(&session);
    // What it never reads is not for the form either: an Enter would save.
    session.press("x y z Enter Enter");
    session.wait_for("xyz");
    let mark = session.mark();
    go_on(&session);
    wait_back(&session, mark);
    session.send("!");
    session.wait_for("there!");
    assert!(!session.contents().contains("xyz"), "{}", session.contents());
    end(session);
}

#[test]
fn what_was_typed_ahead_is_in_the_text_that_the_editor_gets() {
    for _ in 0..5 {
        let mut session = note("", 1);
        let mark = session.mark();
        session.send(" Soon\x07er.");
        wait_back(&session, mark);
        session.wait_for("Ask them. Sooner.");
        assert_eq!(read(&session, "seen"), "Ask them. Sooner.\n");
        end(session);
    }
}

/// The rest of a key that came in pieces is waited for, and is no key of the editor's.
#[test]
fn a_key_that_was_torn_is_read_to_its_end_before() {
    for rest in ["D", "[D"] {
        let mut session = note("", 1);
        let begun = if rest == "D" { "\x07\x1b[" } else { "\x07\x1b" };
        let mark = session.mark();
        session.send(begun);
        session.send(rest);
        wait_back(&session, mark);
        assert_eq!(read(&session, "seen"), "Ask them.\n");
        end(session);
    }
}

#[test]
fn twice_asked_is_once_called_and_it_can_be_called_again() {
    let mut session = note("printf x >> calls\n", 2);
    let mark = session.mark();
    session.send("\x07\x07");
    wait_back(&session, mark);
    session.send("1");
    session.wait_for("Ask them.1");
    assert_eq!(read(&session, "calls"), "x");
    let mark = session.mark();
    session.press("C-g");
    wait_back(&session, mark);
    assert_eq!(read(&session, "calls"), "xx");
    session.send("2");
    session.wait_for("Ask them.12");
    end(session);
}

#[test]
fn an_editor_that_fails_is_told_and_what_it_saved_is_there() {
    let mut session = note("test -e go && printf 'Saved.\\n' > \"$1\"\nexit 3\n", 2);
    session.press("C-g");
    session.wait_for("/bin/sh failed (exit status: 3); nothing was changed");
    session.wait_for("Ask them.");
    go_on(&session);
    session.press("C-g");
    session.wait_for("/bin/sh failed (exit status: 3); what it saved is here");
    session.wait_for("Saved.");
    check_gone(&session);
    end(session);
}

#[test]
fn where_there_is_no_editor_it_is_said_what_to_set() {
    for (setup, said) in [
        (Setup::new().env("EDITOR", "/none/ed -x"), "EDITOR names \"/none/ed\": there is no such program"),
        (Setup::new().env("PATH", "/none"), "there is no editor here; set VISUAL or EDITOR"),
        (Setup::new().env("VISUAL", "vi 'a"), "a quote in VISUAL is not closed"),
        (Setup::new().env("VISUAL", "vi").env("TMPDIR", "/none"), "no editor: /none cannot be written to"),
    ] {
        let mut session = written(setup.entries(2).start());
        let mark = session.mark();
        session.press("C-g");
        wait_back(&session, mark);
        session.wait_for(said);
        session.wait_for("Ask them.");
        end(session);
    }
}

#[test]
fn a_resize_meanwhile_is_seen() {
    let mut session = note(LINGER, 1);
    session.press("C-g");
    wait_there(&session);
    session.resize(120, 40);
    let mark = session.mark();
    go_on(&session);
    wait_back(&session, mark);
    session.wait_until("a whole screen", |screen| {
        let rows: Vec<String> = screen.rows(0, 120).collect();
        screen.contents().contains("Enter saves") && !rows[39].trim().is_empty() && rows[1].chars().count() > 100
    });
    end(session);
}

/// Finds the text of a draft below a folder.
fn draft(folder: &Path) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries.into_iter().find_map(|path| match path.is_dir() {
        true => draft(&path),
        false if path.extension()? == "json" && path.parent()?.parent()?.ends_with("drafts") => {
            fs::read_to_string(path).ok()
        }
        false => None,
    })
}

/// The second of these has to be killed.
#[test]
fn who_is_told_to_end_meanwhile_ends_and_what_was_saved_is_the_draft() {
    for trap in ["", "trap '' TERM HUP\n"] {
        for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup")] {
            let script = format!("{trap}stty raw -echo; printf 'Half of it' > \"$1\"; touch there; exec sleep 30\n");
            // The terminal is lent once and not taken again.
            let mut session = note(&script, 0);
            session.press("C-g");
            wait_there(&session);
            session.signal(signal);
            assert_eq!(session.finish(), Exit::Signal(name.into()));
            let draft = draft(&session.home().join("state"));
            assert!(draft.as_ref().is_some_and(|draft| draft.contains("Half of it")), "{draft:?}");
            check_gone(&session);
        }
    }
}

#[test]
fn a_terminal_that_is_closed_meanwhile_ends_the_program_and_what_was_saved_is_the_draft() {
    let mut session = note("printf 'Half of it' > \"$1\"; touch there; exec sleep 30\n", 0);
    session.press("C-g");
    wait_there(&session);
    session.close();
    assert_eq!(session.exit_within(Duration::from_secs(5)), Some(Exit::Signal("Hangup".into())));
    let draft = draft(&session.home().join("state"));
    assert!(draft.as_ref().is_some_and(|draft| draft.contains("Half of it")), "{draft:?}");
    check_gone(&session);
    session.finish();
}

#[test]
fn an_interrupt_that_is_typed_in_the_editor_is_for_the_editor() {
    for (key, signal) in [("C-c", "SIGINT"), ("C-\\", "SIGQUIT")] {
        let mut session = note("ulimit -c 0; touch there; exec sleep 30\n", 1);
        session.press("C-g");
        wait_there(&session);
        let mark = session.mark();
        session.press(key);
        wait_back(&session, mark);
        session.wait_for(signal);
        session.wait_for("Ask them.");
        end(session);
    }
}

/// A shell, and in it the program with an editor that was stopped by Ctrl-Z.
fn stopped(entries: usize) -> Session {
    let mut session = shell(entries);
    let script = format!("{LOOK}touch there; read line; printf '%s\\n' \"$line\" >> \"$1\"\n");
    fs::write(session.home().join("editor"), script).unwrap();
    session.send("export VISUAL='/bin/sh editor'\r");
    start_in_shell(&mut session);
    session.press("a n");
    session.wait_for("Enter saves");
    session.press("C-g");
    wait_there(&session);
    session.press("C-z");
    session.wait_until("a stopped job", |screen| {
        let text = screen.contents();
        text.contains("Stopped") && text.trim_end().ends_with("READY>")
    });
    session
}

#[test]
fn a_program_that_is_stopped_in_the_editor_can_be_killed() {
    let mut session = stopped(1);
    let job = child_of(session.pid());
    session.send("kill %1\r");
    wait("end of the job", || test_kill_process(job).is_err());
    check_gone(&session);
    session.send("clear; stty -a | tr ' ' '\\n' | grep -xE 'icanon;?|isig|echo' | tr '\\n' +\r");
    session.wait_for("isig+icanon+echo+");
    session.send("exit\r");
    assert_eq!(session.finish(), Exit::Code(0));
}

#[test]
fn ctrl_z_in_the_editor_stops_both_and_fg_lets_both_go_on() {
    let mut session = stopped(2);
    session.send("echo 'still ''here'\r");
    session.wait_for("still here");
    session.send("fg\r");
    session.wait_until("the editor", |screen| screen.contents().trim_end().ends_with("$PROGRAM"));
    let mark = session.mark();
    session.send("after the stop\r");
    wait_back(&session, mark);
    session.wait_for("after the stop");
    session.escape();
    session.wait_for("kept as a draft");
    session.press("q");
    session.wait_until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("READY>")
    });
    session.send("exit $?\r");
    assert_eq!(session.finish(), Exit::Code(0));
}
