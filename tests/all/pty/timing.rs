//! How fast it is: printed, not asserted, since machines and their load differ.

use std::time::{Duration, Instant};

use super::Setup;

const ROUNDS: usize = 15;

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[test]
fn the_first_paint_and_the_answer_to_a_key_are_timed() {
    let starts = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let session = Setup::new().size(120, 40).start();
        session.wait_for_bytes(0, "\x1b[?2026l");
        start.elapsed()
    });
    let first_paint = median(starts.collect());
    let mut session = Setup::new().size(120, 40).start();
    session.wait_for_row("All");
    let keys = (0..ROUNDS).map(|_| {
        let mark = session.mark();
        let start = Instant::now();
        session.press("j");
        session.wait_for_bytes(mark, "\x1b[?2026l");
        start.elapsed()
    });
    let key = median(keys.collect());
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!("{build}: exec to first paint {first_paint:?}, key to frame {key:?} (median of {ROUNDS})");
}
