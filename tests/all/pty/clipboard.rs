//! Copying through the terminal.

use super::{Session, Setup};

/// Afghanistan.
const COPY: &str = "\x1b]52;c;QWZnaGFuaXN0YW4=";

/// Copies the name of the first country.
fn copied(setup: Setup) -> Session {
    let mut session = setup.start();
    session.wait_for_row("All");
    session.press("j y");
    session.wait_for("Copy of Afghanistan");
    session.press("Enter");
    session.wait_for("sent to the terminal's clipboard (11 bytes)");
    session
}

#[test]
fn a_copy_is_sent_once_to_the_terminal() {
    let session = copied(Setup::new().env("SSH_TTY", "/dev/pts/9"));
    let sent = session.since(0);
    assert_eq!(sent.matches("\x1b]52;").count(), 1, "{sent:?}");
    assert!(sent.contains(&format!("{COPY}\x1b\\")), "{sent:?}");
}

#[test]
fn inside_tmux_a_wrapped_copy_goes_to_the_terminal_around_it() {
    let session = copied(Setup::new().env("TMUX", "/tmp/tmux,1,0"));
    let sent = session.since(0);
    let wrapped = format!("\x1bPtmux;\x1b{COPY}\x1b\x1b\\\x1b\\");
    assert_eq!(sent.matches(&wrapped).count(), 1, "{sent:?}");
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let name = "x".repeat(60_000);
    let text = format!(r#"{{"format":"plenary/1","id":"t","title":"T","countries":[{{"id":"BG","name":"{name}"}}]}}"#);
    let mut session = Setup::new().file("long.json", &text).arg("long.json").start();
    session.wait_for_row("All");
    session.press("j y");
    session.wait_for("Copy of");
    session.press("Enter");
    session.wait_for("not copied: too long for the clipboard: 80000 bytes encoded");
    assert!(!session.since(0).contains("\x1b]52;"));
}
