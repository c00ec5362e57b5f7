//! Reports of the mouse as a terminal sends them, and the modes that ask for them.

use super::job::{shell, start_in_shell};
use super::{Exit, Session, Setup, shown};

const TAKEN: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const RELEASED: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

fn started() -> Session {
    let session = Setup::new().start();
    session.wait_for_row("All");
    session
}

/// The cell in which a text begins, counted from 1 as reports count.
fn place(session: &Session, text: &str) -> (usize, usize) {
    let screen = session.contents();
    let mut lines = screen.lines().enumerate();
    let found = lines.find_map(|(y, line)| Some((line.split_once(text)?.0.chars().count() + 1, y + 1)));
    found.unwrap_or_else(|| panic!("no {text} on\n{screen}"))
}

/// Presses and lets go the left button.
fn click(session: &mut Session, (x, y): (usize, usize)) {
    session.send(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
}

#[test]
fn a_click_a_wheel_and_a_drag_do_what_they_should() {
    let mut session = started();
    let albania = place(&session, "Albania");
    click(&mut session, albania);
    session.wait_for_row("Albania");
    // The bottom of the lists is dragged one row down, and the wheel turned with Shift.
    let (x, y) = place(&session, "└");
    session.send(&format!("\x1b[<0;{x};{y}M\x1b[<32;{x};{}M\x1b[<0;{x};{}m", y + 2, y + 2));
    session.wait_until("a lower divider", |screen| {
        screen.contents().lines().position(|line| line.starts_with('└')) >= Some(y + 1)
    });
    session.send(&format!("\x1b[<69;{};{}M", albania.0, albania.1));
    session.wait_until("the list three rows on", |screen| !screen.contents().contains("Afghanistan"));
    let (x, y) = place(&session, " 2 ");
    click(&mut session, (x + 1, y));
    session.wait_for("2 Commitments");
}

#[test]
fn a_report_in_two_pieces_is_a_click_and_no_keys() {
    let mut session = started();
    let (x, y) = place(&session, "Albania");
    session.send("\x1b");
    session.send(&format!("[<0;{x};{y}M"));
    session.wait_for_row("Albania");
    assert!(!session.contents().contains("does nothing here"));
}

#[test]
fn absurd_reports_do_nothing_and_the_next_key_works() {
    let mut session = started();
    let before = session.look(shown);
    for report in
        ["0;0;0M", "0;65535;65535M", "0;999999;3M", "0;-1;3M", "0;;M", "255;3;3M", "3;3M", "0;500;3m", "64;3;99M"]
    {
        session.send(&format!("\x1b[<{report}"));
    }
    // The oldest form of a report, though it was not asked for.
    session.send("\x1b[M   ");
    session.press("j");
    session.wait_for_row("Afghanistan");
    session.press("k");
    session.wait_for_row("All");
    assert_eq!(session.look(shown), before);
}

#[test]
fn f9_releases_the_mouse_and_takes_it_back() {
    let mut session = started();
    session.wait_for_bytes(0, TAKEN);
    let mark = session.mark();
    session.send("\x1b[20~");
    session.wait_for("left to the terminal");
    assert!(session.since(mark).contains(RELEASED));
    let mark = session.mark();
    session.send("\x1b[20~");
    session.wait_for("works here again");
    assert!(session.since(mark).contains(TAKEN));
}

#[test]
fn a_configuration_without_mouse_never_asks_for_it() {
    let setups = [
        Setup::new().file("config/plenary/config.toml", "mouse = false\n"),
        Setup::new().env("PLENARY_MOUSE", "false"),
    ];
    for setup in setups {
        let mut session = setup.start();
        session.wait_for_row("All");
        session.press("q");
        assert_eq!(session.finish(), Exit::Code(0));
        assert!(!session.since(0).contains("?100"));
    }
}

#[test]
fn a_released_mouse_stays_released_over_a_stop() {
    let mut session = shell(2);
    start_in_shell(&mut session);
    session.send("\x1b[20~");
    session.wait_for("left to the terminal");
    session.press("C-z");
    session.wait_for("Stopped");
    session.send("fg\r");
    session.wait_until("the dashboard", |screen| screen.alternate_screen() && screen.contents().contains("Countries"));
    assert_eq!(session.since(0).matches(TAKEN).count(), 1);
    session.press("q");
    session.wait_until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("READY>")
    });
    session.send("exit 0\r");
    assert_eq!(session.finish(), Exit::Code(0));
}
