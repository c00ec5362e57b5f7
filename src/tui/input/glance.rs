//! Whether another key has arrived already.
//!
//! crossterm looks only as long as the time that it is given is not over. It looks at once; but a thread that was made to wait just then
//! finds that the time is over, and says that there is nothing. The first letter of a paste would be a command.

use std::io;
use std::time::{Duration, Instant};

/// How long it takes to ask. Not zero: for that crossterm does not even look at what it has parsed. It looks at once, and then again and
/// again until the time is over, so that every letter comes this much later.
const GLANCE: Duration = Duration::from_micros(20);

/// An answer that took longer may be that of a thread that did not look.
const IN_TIME: Duration = Duration::from_micros(30);

/// How often it is asked at most: where nothing is ever in time, a letter must go on nevertheless.
const MOST: usize = 4;

/// Asks whether another event has arrived already, and again where the answer may be none. `poll` waits for an event for so long at most;
/// `now` tells the time.
///
/// # Errors
///
/// The terminal cannot be read.
pub fn is_more_waiting(
    mut poll: impl FnMut(Duration) -> io::Result<bool>,
    mut now: impl FnMut() -> Instant,
) -> io::Result<bool> {
    for _ in 0..MOST {
        let begun = now();
        if poll(GLANCE)? {
            return Ok(true);
        }
        if now().saturating_duration_since(begun) <= IN_TIME {
            return Ok(false);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Asks a terminal that answers so, each time after so many microseconds; returns the answer and how often it was asked.
    fn asked(answers: &[(bool, u64)]) -> (bool, usize) {
        let (time, count) = (Cell::new(Instant::now()), Cell::new(0));
        let poll = |_| {
            let (answer, later) = answers[count.get()];
            time.set(time.get() + Duration::from_micros(later));
            count.set(count.get() + 1);
            Ok(answer)
        };
        (is_more_waiting(poll, || time.get()).unwrap(), count.get())
    }

    #[test]
    fn a_no_that_came_late_is_no_answer() {
        assert_eq!(asked(&[(false, 21)]), (false, 1));
        assert_eq!(asked(&[(true, 5_000)]), (true, 1));
        assert_eq!(asked(&[(false, 3_000), (true, 1)]), (true, 2));
        assert_eq!(asked(&[(false, 3_000), (false, 22)]), (false, 2));
    }

    #[test]
    fn where_every_answer_is_late_a_letter_goes_on_nevertheless() {
        assert_eq!(asked(&[(false, 60); 9]), (false, 4));
    }
}
