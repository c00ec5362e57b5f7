//! The terminal itself: entering it, giving it back, and the only way to write to it.
//!
//! Giving it back ([`leave`]) is idempotent and may be called from any thread: from the loop, the panic hook, the signal thread.
//! It must not draw, read keys, or know a screen. It never sets what cannot be given back: cursor shape, colours of the terminal,
//! keyboard protocol flags, any-motion mouse reports (`?1003`).

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::style::force_color_output;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
#[cfg(unix)]
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};

/// Alternate screen, cursor hidden, pastes in brackets.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h";

/// The reverse of [`ENTER`].
const LEAVE: &[u8] = b"\x1b[?1049l\x1b[?25h\x1b[?2004l";

/// Reports of buttons, of moves with a button down, and in the form of SGR. By hand: crossterm's own command asks for every move.
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// The reverse of [`TAKE_MOUSE`].
const RELEASE_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// How long giving the terminal back waits for a frame that is being written. A reader that stopped (Ctrl-S) may hold it for ever.
const TURN_LIMIT: Duration = Duration::from_millis(200);

/// Whether the terminal is ours: set by [`enter`], cleared by the first [`leave`].
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is to report, while the terminal is ours: set by [`set_mouse`].
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The modes with which the terminal was lent to another program, while it is.
#[cfg(unix)]
static LENT: Mutex<Option<Termios>> = Mutex::new(None);

/// Held while bytes are on their way, so that no frame lands after the terminal was given back.
static TURN: Mutex<()> = Mutex::new(());

/// Why the dashboard cannot have the terminal.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// Standard output is not a terminal, or there are no keys to read.
    #[error("no terminal: use \"plenary list ...\"")]
    NoTerminal,
    /// The terminal refused.
    #[error("the terminal cannot be set up: {0}")]
    Refused(#[from] io::Error),
}

/// Takes the terminal: raw mode, alternate screen, cursor hidden, pastes in brackets.
pub fn enter() -> Result<(), EnterError> {
    if !is_available() {
        return Err(EnterError::NoTerminal);
    }
    // crossterm 0.29 writes a bare `CSI m` for every colour under NO_COLOR, which also ends bold and reverse: the selection
    // would be invisible. Whether there are colours is the theme's decision.
    force_color_output(true);
    let _turn = take_turn();
    seize().inspect_err(|_| give_back())?;
    Ok(())
}

/// Gives the terminal back: each reset is written once, however often and from wherever this is called.
pub fn leave() {
    let _turn = take_turn_soon();
    give_back();
}

/// Takes the terminal again after a stop, unless it is lent to another program, which goes on, too.
pub fn resume() -> io::Result<()> {
    let _turn = take_turn();
    #[cfg(unix)]
    if lent().is_some() {
        return Ok(());
    }
    // After a stop that could not be caught (SIGSTOP) raw mode is on in our books and off in the terminal.
    disable_raw_mode()?;
    seize()
}

/// Gives the terminal to another program that this one waits for.
#[cfg(unix)]
pub fn lend() -> io::Result<()> {
    let _turn = take_turn();
    give_back();
    *lent() = Some(tcgetattr(rustix::stdio::stdout())?);
    Ok(())
}

/// Brings the modes back with which the terminal was lent, and drops what was typed for the other program and never read: an Enter there
/// is no Enter here. Errors are not reported: who takes the terminal next sees them. From behind nothing is touched: who is told to end
/// while it is stopped would be stopped once more.
#[cfg(unix)]
pub fn reclaim() {
    let modes = lent();
    if let Some(modes) = modes.as_ref()
        && is_foreground()
    {
        let _ = tcflush(rustix::stdio::stdout(), QueueSelector::IFlush);
        let _ = tcsetattr(rustix::stdio::stdout(), OptionalActions::Now, modes);
    }
}

/// Takes the terminal back that was lent.
#[cfg(unix)]
pub fn take_back() -> io::Result<()> {
    reclaim();
    let _turn = take_turn();
    *lent() = None;
    seize()
}

#[cfg(unix)]
fn lent() -> MutexGuard<'static, Option<Termios>> {
    LENT.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Opens the keyboard for another program; `None` where it is standard input already.
#[cfg(unix)]
pub fn keyboard() -> io::Result<Option<File>> {
    if io::stdin().is_terminal() { Ok(None) } else { File::open("/dev/tty").map(Some) }
}

/// Writes bytes in one go and returns true, or does nothing and returns false while the terminal is not ours.
pub fn write(bytes: &[u8]) -> io::Result<bool> {
    let _turn = take_turn();
    if !ENTERED.load(Ordering::SeqCst) {
        return Ok(false);
    }
    emit(bytes)?;
    Ok(true)
}

/// Asks the terminal to report what the mouse does, or to use the mouse itself again; a stop in between changes nothing of it.
pub fn set_mouse(on: bool) -> io::Result<()> {
    // Whenever the program may end, what was taken is known to be taken.
    if on {
        MOUSE.store(true, Ordering::SeqCst);
        return write(TAKE_MOUSE).map(drop);
    }
    write(RELEASE_MOUSE)?;
    MOUSE.store(false, Ordering::SeqCst);
    Ok(())
}

/// Says whether there is a screen to draw on and a keyboard to read; standard input may be the dataset.
pub fn is_available() -> bool {
    io::stdout().is_terminal() && (io::stdin().is_terminal() || !cfg!(unix) || File::open("/dev/tty").is_ok())
}

fn seize() -> io::Result<()> {
    // Raw mode comes first: it is where a program in the background is stopped until it is in front.
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    emit(ENTER)?;
    if MOUSE.load(Ordering::SeqCst) { emit(TAKE_MOUSE) } else { Ok(()) }
}

/// Errors are not reported: this is the way out, and the terminal may be gone.
fn give_back() {
    if !ENTERED.swap(false, Ordering::SeqCst) || !is_foreground() {
        return;
    }
    // Modes first: unlike a write they never wait for a reader that stopped.
    let _ = disable_raw_mode();
    if MOUSE.load(Ordering::SeqCst) {
        let _ = emit(RELEASE_MOUSE);
    }
    let _ = emit(LEAVE);
}

fn emit(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Says whether the terminal listens to our process group.
///
/// Touching it from behind would stop us, or spoil another's screen.
#[cfg(unix)]
pub fn is_foreground() -> bool {
    nix::unistd::tcgetpgrp(rustix::stdio::stdout()).map_or(true, |group| group == nix::unistd::getpgrp())
}

#[cfg(not(unix))]
fn is_foreground() -> bool {
    true
}

fn take_turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Waits a little for the turn, then goes on without: the panicking thread may hold it itself, the drawing one may be stuck.
fn take_turn_soon() -> Option<MutexGuard<'static, ()>> {
    let start = Instant::now();
    while start.elapsed() < TURN_LIMIT {
        match TURN.try_lock() {
            Ok(turn) => return Some(turn),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    }
    None
}
