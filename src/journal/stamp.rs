//! When something was added: by a hybrid logical clock, which never goes back, whatever the clock on the wall does.
//!
//! A stamp is a moment in milliseconds and a number for those that fall into the same: `2026-03-04T09:12:33.120Z-0007`
//! (Kulkarni et al., Logical Physical Clocks, 2014). A stamp that was seen is before every one that is made after it.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

/// How far ahead of the own clock another may be before it is no longer followed, in milliseconds: a day.
const FARTHEST: i64 = 24 * 60 * 60 * 1_000;

/// A moment of a hybrid logical clock. Later is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970 in UTC, never before.
    pub milliseconds: i64,
    /// Counts those in the same millisecond; 0 to 9999.
    pub count: u16,
}

impl Stamp {
    /// The largest count.
    const MOST: u16 = 9_999;

    /// Writes day and minute in UTC: `2026-03-04 09:12`.
    pub fn minute(self) -> String {
        self.timestamp().strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn next(self) -> Self {
        if self.count < Self::MOST {
            Self { count: self.count + 1, ..self }
        } else {
            Self { milliseconds: self.milliseconds + 1, count: 0 }
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.timestamp().strftime("%Y-%m-%dT%H:%M:%S.%3fZ"), self.count)
    }
}

/// A text is no stamp.
#[derive(Debug, thiserror::Error)]
#[error("no moment such as 2026-03-04T09:12:33.120Z-0007")]
pub struct StampError;

impl FromStr for Stamp {
    type Err = StampError;

    fn from_str(text: &str) -> Result<Self, StampError> {
        let (moment, count) = text.rsplit_once('-').ok_or(StampError)?;
        let is_count = count.len() == 4 && count.bytes().all(|byte| byte.is_ascii_digit());
        let count = count.parse().ok().filter(|_| is_count).ok_or(StampError)?;
        let moment: Timestamp = moment.parse().map_err(|_| StampError)?;
        let stamp = Self { milliseconds: moment.as_millisecond(), count };
        // One way of writing alone: two lines are the same if and only if their bytes are.
        (stamp.milliseconds >= 0 && stamp.to_string() == text).then_some(stamp).ok_or(StampError)
    }
}

/// The clock of one writer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    last: Stamp,
}

impl Clock {
    /// Makes the next stamp, with what the clock on the wall says in milliseconds since 1970.
    pub fn tick(&mut self, now: i64) -> Stamp {
        let wall = Stamp { milliseconds: now.max(0), count: 0 };
        self.last = if wall > self.last { wall } else { self.last.next() };
        self.last
    }

    /// Takes in a stamp that was seen, unless it is more than a day ahead: a clock that is wrong must not drag along every other.
    pub fn see(&mut self, seen: Stamp, now: i64) {
        if seen.milliseconds <= now.saturating_add(FARTHEST) {
            self.last = self.last.max(seen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_read_as_it_is_written_and_in_no_other_way() {
        let stamp = Stamp { milliseconds: 1_772_615_553_120, count: 7 };
        assert_eq!(stamp.to_string(), "2026-03-04T09:12:33.120Z-0007");
        assert_eq!("2026-03-04T09:12:33.120Z-0007".parse::<Stamp>().ok(), Some(stamp));
        assert_eq!(stamp.minute(), "2026-03-04 09:12");
        for wrong in [
            "",
            "-0001",
            "2026-03-04T09:12:33.120Z-7",
            "2026-03-04T09:12:33Z-0007",
            "2026-03-04T09:12:33.120+00:00-0007",
        ] {
            assert!(wrong.parse::<Stamp>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_clock_that_was_set_back_still_counts_on() {
        let mut clock = Clock::default();
        let first = clock.tick(1_000_000);
        let second = clock.tick(5);
        let third = clock.tick(1_000_001);
        assert!(first < second && second < third);
        assert_eq!((second.milliseconds, second.count), (1_000_000, 1));
    }

    #[test]
    fn what_was_seen_is_before_what_comes_unless_it_is_far_ahead() {
        let mut clock = Clock::default();
        clock.see(Stamp { milliseconds: 2_000, count: 3 }, 1_000);
        assert_eq!(clock.tick(1_000), Stamp { milliseconds: 2_000, count: 4 });
        clock.see(Stamp { milliseconds: 1_000 + FARTHEST + 1, count: 0 }, 1_000);
        assert_eq!(clock.tick(1_000), Stamp { milliseconds: 2_000, count: 5 });
    }

    #[test]
    fn more_than_ten_thousand_in_a_millisecond_go_on_in_the_next() {
        let mut clock = Clock { last: Stamp { milliseconds: 9, count: 9_999 } };
        assert_eq!(clock.tick(9), Stamp { milliseconds: 10, count: 0 });
    }
}
