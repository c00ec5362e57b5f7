//! The real program in a pseudo-terminal.
//!
//! Every session checks at its end that the terminal was given back: the modes of the tty are those from before, each mode that was
//! set was reset exactly once, and nothing was sent that cannot be taken back. Waits have deadlines and end as soon as they can.

mod clipboard;
mod closing;
mod drawing;
mod job;
mod keyboard;
mod keys;
mod refusal;
mod session;
mod setup;

pub use session::{Exit, Session};
pub use setup::Setup;

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// The program under test. (For the real one: `env!("CARGO_BIN_EXE_plenary").into()`.)
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let built = test.parent().unwrap().parent().unwrap();
    let path = built.join("examples/terminal_probe");
    assert!(path.exists(), "run `cargo build --example terminal_probe` first");
    path
}

/// Waits for something that no screen shows.
pub fn wait(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < session::DEADLINE, "no {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
