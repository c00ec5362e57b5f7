//! Turns of threads that answer while the screen goes on: every core may be at work on answers, and the thread that draws needs one of
//! them for a moment only.
//!
//! A system lets a thread work for some milliseconds before it looks whether another waits, and a key goes through several threads until
//! its frame is seen. Whoever works for long says from time to time that another may go first.

use std::cell::Cell;
use std::thread;
use std::time::{Duration, Instant};

/// How long a thread works before it lets others go first.
const TURN: Duration = Duration::from_micros(500);

thread_local! {
    /// Since when this thread works.
    static SINCE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Lets other threads go first if this one has worked for a turn: to be called often, as it costs next to nothing.
pub fn give_way() {
    let now = Instant::now();
    let since = SINCE.get().unwrap_or(now);
    let is_over = is_over(now.duration_since(since));
    if is_over {
        thread::yield_now();
    }
    // What others worked meanwhile is no part of the next turn.
    SINCE.set(Some(if is_over { Instant::now() } else { since }));
}

fn is_over(worked: Duration) -> bool {
    worked >= TURN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_over_long_before_a_key_is_due() {
        assert!(!is_over(Duration::ZERO) && is_over(Duration::from_millis(1)));
    }
}
