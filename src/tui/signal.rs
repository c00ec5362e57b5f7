//! Signals and the loss of the terminal, on threads of their own.
//!
//! Whoever is told to end gives the terminal back and ends by that same signal, without the loop: the loop may be busy, and once
//! the terminal is gone crossterm's reader spins and would never let go. The handlers are registered before the terminal is taken,
//! the threads are started after the first frame; a signal in between waits a millisecond for its thread.
//!
//! What must be on the disk before the end, the journal and what is being typed, is waited for in [`die_by`], for as long as a device that
//! answers can need. While an [editor](call) has the terminal, it is the first to be told.

use std::io;
use std::process;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;
use crossterm::terminal;
use nix::unistd::{getpgid, getpgrp, getppid, getsid};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::editor::call;
use super::msg::Msg;
use super::notebook::thread::Line;
use super::term;

/// How long the way out may take before the program ends with the terminal as it is.
const FAREWELL: Duration = Duration::from_millis(500);

/// How long the way out may take for what the user wrote. A device that takes longer may never answer.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Handlers that are in place, not yet listened to.
#[derive(Debug)]
pub struct Registered(Signals);

/// Puts the handlers in place.
pub fn register() -> io::Result<Registered> {
    Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]).map(Registered)
}

impl Registered {
    /// Starts the thread that answers signals and the one that notices a closed terminal.
    pub fn listen(self, sender: Sender<Msg>, line: Line) -> io::Result<()> {
        let mut signals = self.0;
        let same = line.clone();
        thread::Builder::new().name("signals".into()).spawn(move || {
            loop {
                next(&mut signals).into_iter().for_each(|signal| answer(signal, &sender, &line));
            }
        })?;
        thread::Builder::new().name("hang-up".into()).spawn(move || watch_terminal(&same))?;
        Ok(())
    }
}

/// The signals by which the program ends.
const DEADLY: [i32; 4] = [SIGTERM, SIGINT, SIGHUP, SIGQUIT];

/// Waits for signals, and returns those that end the program before the others.
///
/// A shell that kills a stopped job sends the end first and then lets it go on, but the two can be seen the other way round. Who then
/// stops again, being in the background, would never see the end: so a moment is left for it.
fn next(signals: &mut Signals) -> Vec<i32> {
    let mut found: Vec<i32> = signals.wait().collect();
    if found.contains(&SIGCONT) && !term::is_foreground() {
        thread::sleep(Duration::from_millis(20));
        found.extend(signals.pending());
    }
    in_order(found)
}

/// Puts those first that end the program, each once: who was stopped in that moment and let go on in front has been told to go on twice,
/// and must not take the terminal twice.
fn in_order(mut signals: Vec<i32>) -> Vec<i32> {
    signals.sort_by_key(|signal| (!DEADLY.contains(signal), *signal));
    signals.dedup();
    signals
}

/// Stops the program and whatever shares its job, as Ctrl-Z in another program does.
///
/// Returns false, and stops nothing, if no shell is there that could continue it.
pub fn suspend() -> bool {
    has_job_control() && kill_current_process_group(Signal::TSTP).is_ok()
}

/// Says whether someone is there to continue a stopped job: a parent in our session but outside our job.
///
/// The kernel discards a stop where nobody is; the way we stop (SIGSTOP) would not be discarded, and be for ever.
///
/// In a container a parent, session or job that is outside of it has the id zero: nobody whom we could count on.
fn has_job_control() -> bool {
    let parent = getppid();
    let (Ok(session), Ok(parents_session), Ok(parents_job)) =
        (getsid(None), getsid(Some(parent)), getpgid(Some(parent)))
    else {
        return false;
    };
    let is_same_job = parents_job == getpgrp();
    // A script between us and the shell shares our job; then its parent counts, which only the session's leader does not have.
    parent.as_raw() != 0 && session.as_raw() != 0 && parents_session == session && (!is_same_job || parent != session)
}

fn answer(signal: i32, sender: &Sender<Msg>, line: &Line) {
    match signal {
        // Without a shell nobody would let the editor go on.
        SIGTSTP if !has_job_control() => call::go_on(),
        SIGTSTP => stop(),
        SIGINT | SIGQUIT if call::takes_interrupts() => {}
        // Let go in the background (`bg`): there is nothing to do without a terminal, and reading it would stop us later anyway.
        SIGCONT if !term::is_foreground() => stop(),
        SIGCONT => {
            if term::resume().is_ok() {
                let _ = sender.send(Msg::Continued);
            }
        }
        // crossterm listens for this one as well, but sees it only between keys, and not while it waits for the rest of a sequence.
        SIGWINCH => {
            if let Ok((width, height)) = terminal::size() {
                let _ = sender.send(Msg::Resize(width, height));
            }
        }
        _ => die_by(signal, line),
    }
}

/// Gives the terminal back and stands still inside this call; SIGCONT then comes as a signal of its own.
fn stop() {
    if has_job_control() {
        leave_in_time();
        let _ = emulate_default_handler(SIGTSTP);
    }
}

/// Gives the terminal back, has written what the user wrote, and ends by this signal, so that the parent sees what happened.
fn die_by(signal: i32, line: &Line) -> ! {
    call::end(signal, FAREWELL);
    leave_in_time();
    line.flush(LAST_WORDS);
    let _ = emulate_default_handler(signal);
    // Not reached for the signals above; a program told to end must not go on.
    process::exit(128_i32.saturating_add(signal))
}

/// Gives the terminal back, but does not wait for a terminal that takes no bytes any more.
fn leave_in_time() {
    let (done, finished) = mpsc::channel();
    let leaving = thread::Builder::new().spawn(move || {
        term::leave();
        let _ = done.send(());
    });
    match leaving {
        Ok(_) => {
            let _ = finished.recv_timeout(FAREWELL);
        }
        Err(_) => term::leave(),
    }
}

/// Ends the program if its terminal was closed: that is why reading or writing failed, and no fault to report.
pub fn end_if_hung_up(line: &Line) {
    if matches!(poll_hang_up(Some(&Timespec::default())), Ok(1..)) {
        die_by(SIGHUP, line);
    }
}

/// Waits until the terminal is closed, then ends the program even where SIGHUP was ignored (`nohup`): crossterm's reader never
/// returns from a closed terminal and takes a whole processor.
fn watch_terminal(line: &Line) {
    loop {
        match poll_hang_up(None) {
            Ok(_) => die_by(SIGHUP, line),
            Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// Polls standard output, which is the terminal even where standard input is the dataset. Hang-up and error are reported without
/// being asked for, and nothing else is asked for.
fn poll_hang_up(timeout: Option<&Timespec>) -> Result<usize, Errno> {
    let stdout = rustix::stdio::stdout();
    poll(&mut [PollFd::new(&stdout, PollFlags::empty())], timeout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_told_to_end_ends_and_who_is_told_twice_to_go_on_goes_on_once() {
        let found = vec![SIGCONT, SIGWINCH, SIGTERM, SIGCONT];
        assert_eq!(in_order(found), [SIGTERM, SIGCONT, SIGWINCH]);
        assert_eq!(in_order(vec![SIGTSTP, SIGCONT]), [SIGCONT, SIGTSTP]);
    }
}
