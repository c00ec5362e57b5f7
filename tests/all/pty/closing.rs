//! Every way to end: asked, killed, failed, window closed.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::job::{child_of, shell, start_in_shell};
use super::{Exit, Session, Setup, program, wait};

/// The program is gone within a second; a machine that runs all tests at once may let it wait for its turn.
const SOON: Duration = Duration::from_secs(5);

fn started() -> Session {
    let session = Setup::new().start();
    session.wait_for_row("All");
    session
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut session = started();
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
}

#[test]
fn a_signal_gives_the_terminal_back_and_is_what_it_died_of() {
    for (signal, name) in
        [(Signal::TERM, "Terminated"), (Signal::INT, "Interrupt"), (Signal::HUP, "Hangup"), (Signal::QUIT, "Quit")]
    {
        let mut session = started();
        session.signal(signal);
        assert_eq!(session.finish(), Exit::Signal(name.into()));
    }
}

#[test]
fn a_signal_in_the_first_millisecond_gives_the_terminal_back() {
    for _ in 0..5 {
        let mut session = Setup::new().start();
        session.wait_for_bytes(0, "\x1b[?2004h");
        session.signal(Signal::TERM);
        assert_eq!(session.finish(), Exit::Signal("Terminated".into()));
    }
}

#[test]
fn a_signal_ends_a_program_whose_terminal_takes_no_bytes() {
    let mut session = Setup::new().size(200, 50).start();
    session.wait_for_row("All");
    session.freeze();
    // Whole frames, until one of them is stuck half-way. A signal lets a stuck write go on if there is a little room, and so fills it.
    let call = format!("/proc/{}/syscall", session.pid().as_raw_nonzero());
    let is_writing = || fs::read_to_string(&call).unwrap().split(' ').nth(1) == Some("0x1");
    let mut stuck = 0;
    wait("a write that is stuck", || {
        session.press("C-l");
        session.signal(Signal::WINCH);
        stuck = if is_writing() { stuck + 1 } else { 0 };
        stuck > 10
    });
    session.signal(Signal::TERM);
    let exit = session.exit_within(SOON);
    assert_eq!(exit, Some(Exit::Signal("Terminated".into())));
    session.thaw();
    session.close();
    session.finish();
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so_below() {
    for point in ["draw", "update"] {
        let mut session = Setup::new().env("PLENARY_TEST_PANIC", point).start();
        // The first frame is drawn without the point; the key is the first message after it.
        session.wait_for_bytes(0, "\x1b[?2026l");
        session.press("j");
        assert_eq!(session.finish(), Exit::Code(101));
        let sent = session.since(0);
        let (_, after) = sent.split_once("\x1b[?1049l").unwrap();
        assert!(after.contains(&format!("a panic at {point}")), "{after}");
        check_report(&session, after);
    }
}

/// The report's path is printed, and the report says where it was and nothing of the user.
fn check_report(session: &Session, printed: &str) {
    let (_, path) = printed.split_once("report: ").unwrap();
    // The key may come when nobody reads keys yet: then the terminal shows it behind what the program said.
    let path = path.lines().next().unwrap_or_default();
    assert!(path.starts_with(session.home().to_str().unwrap()), "{path}");
    let report = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    assert!(report.contains("at src/tui/fault.rs:"), "{report}");
    assert!(!report.contains(session.home().to_str().unwrap()), "{report}");
}

#[test]
fn a_closed_terminal_ends_the_program_soon() {
    let mut session = started();
    session.close();
    let exit = session.exit_within(SOON);
    assert_eq!(exit, Some(Exit::Signal("Hangup".into())));
    session.finish();
}

/// What is written just then fails before any thread watches the terminal.
#[test]
fn a_terminal_that_is_closed_in_the_first_millisecond_is_what_the_program_ended_by() {
    for seen in ["\x1b[?2004h", "\x1b[?2026l"].repeat(8) {
        let mut session = Setup::new().start();
        session.wait_for_bytes(0, seen);
        session.close();
        assert_eq!(session.finish(), Exit::Signal("Hangup".into()), "{seen:?}");
    }
}

#[test]
fn a_closed_terminal_ends_a_program_whose_parent_ignored_the_hang_up() {
    let script = format!("trap '' HUP; exec '{}'", program().display());
    let mut session = Setup::command(&["/bin/sh", "-c", &script]).start();
    session.wait_for_row("All");
    // The thread that watches is started after the first frame; a key that is answered says that it runs.
    session.press("j");
    session.wait_for_row("Afghanistan");
    session.close();
    let exit = session.exit_within(SOON);
    assert_eq!(exit, Some(Exit::Signal("Hangup".into())));
    session.finish();
}

/// A shell with job control that ignores the hang-up, so that the kernel tells nobody: only the terminal itself can be asked.
#[test]
fn a_closed_terminal_ends_a_program_that_gets_no_signal() {
    let mut session = shell(1);
    session.send("trap '' HUP\r");
    start_in_shell(&mut session);
    let stat = format!("/proc/{}/stat", child_of(session.pid()).as_raw_nonzero());
    let start = Instant::now();
    session.close();
    wait("end of the program", || !fs::exists(&stat).unwrap());
    assert!(start.elapsed() < SOON);
    session.finish();
}

#[test]
fn a_killed_tmux_session_ends_the_program() {
    let home = tempfile::tempdir().unwrap();
    let tmux = |arguments: &[&str]| {
        let socket = home.path().join("socket");
        let output = Command::new("tmux")
            .args(["-f", "/dev/null", "-S", socket.to_str().unwrap()])
            .args(arguments)
            .env_remove("TMUX")
            // A place that was kept by a dashboard of this user would be taken up again.
            .env("HOME", home.path())
            .env("XDG_STATE_HOME", home.path())
            .output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let path = program();
    let start = ["new-session", "-d", "-x", "80", "-y", "24", path.to_str().unwrap()];
    if tmux(&start).is_err() {
        eprintln!("SKIPPED: there is no tmux");
        return;
    }
    let pid = tmux(&["display-message", "-p", "#{pane_pid}"]).unwrap();
    wait("its screen", || tmux(&["capture-pane", "-p"]).unwrap().contains("Afghanistan"));
    tmux(&["kill-session"]).unwrap();
    wait("its end", || {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        stat.is_empty() || stat.contains(") Z ")
    });
}
