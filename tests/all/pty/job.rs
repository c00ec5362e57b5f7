//! Stopping and going on, under a real shell.

use std::fs;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::{Exit, Session, Setup, program, selected, shown, wait};

/// A shell that waits with `READY>`. It has no line editor, which would set modes that we count.
pub fn shell(entries: usize) -> Session {
    let setup = Setup::command(&["/bin/bash", "--norc", "--noprofile", "--noediting", "-i"])
        .env("PS1", "READY> ")
        .env("PROGRAM", program().to_str().unwrap())
        .entries(entries);
    let session = setup.start();
    session.wait_for("READY>");
    session
}

fn is_dashboard_with(screen: &vt100::Screen, row: &str) -> bool {
    screen.alternate_screen() && selected(screen).starts_with(row)
}

fn is_stopped(screen: &vt100::Screen) -> bool {
    let text = screen.contents();
    !screen.alternate_screen() && text.contains("Stopped") && text.trim_end().ends_with("READY>")
}

/// Checks that the shell's terminal is a plain one: the cursor is there and lines are edited and echoed.
fn check_shell_is_usable(session: &mut Session) {
    assert!(!session.look(vt100::Screen::hide_cursor));
    session.send("clear; stty -a | tr ' ' '\\n' | grep -xE 'icanon;?|isig|echo' | tr '\\n' +\r");
    session.wait_for("isig+icanon+echo+");
}

/// Starts the program in the shell and goes to its third row.
pub fn start_in_shell(session: &mut Session) {
    session.send("$PROGRAM\r");
    session.wait_until("the dashboard", |screen| is_dashboard_with(screen, "All"));
    session.press("j j");
    session.wait_until("the third row", |screen| is_dashboard_with(screen, "Albania"));
}

fn end_in_shell(session: &mut Session) {
    session.press("q");
    // Until the shell has the program's status, what is typed may still be the program's.
    session.wait_until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("READY>")
    });
    session.send("exit $?\r");
    assert_eq!(session.finish(), Exit::Code(0));
}

#[test]
fn ctrl_z_gives_a_usable_shell_and_fg_the_same_screen() {
    let mut session = shell(2);
    start_in_shell(&mut session);
    session.press("C-z");
    session.wait_until("a stopped job", is_stopped);
    check_shell_is_usable(&mut session);
    session.send("fg\r");
    session.wait_until("the dashboard", |screen| is_dashboard_with(screen, "Albania"));
    session.press("k");
    session.wait_until("the second row", |screen| is_dashboard_with(screen, "Afghanistan"));
    end_in_shell(&mut session);
}

#[test]
fn a_stop_from_outside_leaves_the_screen_and_a_resize_meanwhile_is_seen() {
    let mut session = shell(2);
    start_in_shell(&mut session);
    kill_process(child_of(session.pid()), Signal::TSTP).unwrap();
    session.wait_until("a stopped job", is_stopped);
    session.resize(120, 40);
    check_shell_is_usable(&mut session);
    session.send("fg\r");
    session.wait_until("the dashboard", |screen| is_dashboard_with(screen, "Albania"));
    let mut fresh = Setup::new().size(120, 40).start();
    fresh.press("j j");
    fresh.wait_for_row("Albania");
    let wanted = fresh.look(shown);
    session.wait_until("the frame of a fresh 120x40", |screen| shown(screen) == wanted);
    end_in_shell(&mut session);
}

#[test]
fn a_stop_that_cannot_be_caught_ends_in_the_same_screen() {
    let mut session = shell(2).uncaught(1);
    start_in_shell(&mut session);
    kill_process(child_of(session.pid()), Signal::STOP).unwrap();
    session.wait_for("Stopped");
    session.send("fg\r");
    session.wait_until("the dashboard", |screen| is_dashboard_with(screen, "Albania"));
    // Raw mode is back: a key needs no Enter.
    session.press("k");
    session.wait_until("the second row", |screen| is_dashboard_with(screen, "Afghanistan"));
    end_in_shell(&mut session);
}

#[test]
fn a_program_let_go_in_the_background_leaves_the_shell_alone() {
    let mut session = shell(2);
    start_in_shell(&mut session);
    session.press("C-z");
    session.wait_until("a stopped job", is_stopped);
    session.send("bg\r");
    session.wait_for("$PROGRAM &");
    let stat = format!("/proc/{}/stat", child_of(session.pid()).as_raw_nonzero());
    wait("second stop", || fs::read_to_string(&stat).is_ok_and(|text| text.contains(") T ")));
    check_shell_is_usable(&mut session);
    assert!(!session.look(vt100::Screen::alternate_screen));
    session.send("fg\r");
    session.wait_until("the dashboard", |screen| is_dashboard_with(screen, "Albania"));
    end_in_shell(&mut session);
}

#[test]
fn a_stopped_program_can_be_killed() {
    let mut session = shell(1);
    start_in_shell(&mut session);
    session.press("C-z");
    session.wait_until("a stopped job", is_stopped);
    let job = child_of(session.pid());
    session.send("kill %1\r");
    wait("end of the job", || test_kill_process(job).is_err());
    check_shell_is_usable(&mut session);
    session.send("exit\r");
    assert_eq!(session.finish(), Exit::Code(0));
}

#[test]
fn without_a_shell_ctrl_z_says_that_it_does_nothing() {
    let mut session = Setup::new().start();
    session.wait_for_row("All");
    session.press("C-z");
    session.wait_for("nothing was suspended");
    session.signal(Signal::TSTP);
    session.press("j");
    session.wait_for_row("Afghanistan");
}

/// In a container the ids of what is outside are zero: first the parent's alone, as under a program that was let in from outside,
/// then all of the program's own.
#[test]
fn in_a_container_whose_shell_is_outside_ctrl_z_says_that_it_does_nothing() {
    let container: &[&str] = &["unshare", "--user", "--map-root-user", "--pid", "--fork"];
    if !Command::new(container[0]).args(&container[1..]).arg("true").status().is_ok_and(|status| status.success()) {
        eprintln!("not tried: no container can be made here");
        return;
    }
    for inside in [&["sh", "-c", "setsid --wait \"$PROGRAM\""][..], &["sh", "-c", "exec \"$PROGRAM\""]] {
        let mut session =
            Setup::command(&[container, inside].concat()).env("PROGRAM", program().to_str().unwrap()).start();
        session.wait_for_row("All");
        session.press("C-z");
        session.wait_for("nothing was suspended");
    }
}

/// Returns the only child of a process.
pub fn child_of(parent: Pid) -> Pid {
    let parent = parent.as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap();
    Pid::from_raw(children.trim().parse().unwrap()).unwrap()
}
