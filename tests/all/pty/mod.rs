//! The real program in a pseudo-terminal.
//!
//! Every session checks at its end that the terminal was given back: the modes of the tty are those from before, each mode that was
//! set was reset exactly once, and nothing was sent that cannot be taken back. Waits have deadlines and end as soon as they can.

mod bytes;
mod clipboard;
mod closing;
mod config;
mod drawing;
mod editing;
mod explore;
mod exporting;
#[cfg(target_os = "linux")]
mod faults;
mod files;
mod finding;
mod job;
mod kept;
mod keyboard;
mod keys;
mod meeting;
mod mouse;
mod opening;
mod picture;
mod refusal;
mod reload;
mod restart;
mod session;
mod setup;
mod sizes;
mod timing;
mod twelve;
mod unsaved;
mod versions;

pub use picture::{picture, selected};
pub use session::{Exit, Session};
pub use setup::Setup;

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// The program under test.
pub fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_plenary").into()
}

/// The path of a file of the tests' data.
pub fn fixture(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Waits for something that no screen shows.
pub fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < session::DEADLINE, "no {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// What a person sees: the rows without the blanks at their ends, which may have been written or erased.
pub fn shown(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
