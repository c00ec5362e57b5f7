//! Several presses in a row that together call one action, such as `g g`.
//!
//! A single key is a chord of one. What a chord calls is the keymap's business.

use std::fmt;
use std::str::FromStr;

use super::{KeyError, Press};

/// The most presses that a chord may have: more nobody remembers.
pub const LONGEST: usize = 3;

/// One to three presses in a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chord(Vec<Press>);

impl Chord {
    /// Returns the presses in order; there is at least one.
    pub fn presses(&self) -> &[Press] {
        &self.0
    }

    /// Returns whether one of the two is the other, or begins it: a keymap cannot hold both.
    pub fn collides(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }
}

impl From<Press> for Chord {
    fn from(press: Press) -> Self {
        Self(vec![press])
    }
}

impl FromStr for Chord {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let presses = text.split(' ').filter(|word| !word.is_empty()).map(str::parse).collect::<Result<Vec<_>, _>>()?;
        match presses.len() {
            0 => Err(KeyError::Empty),
            1..=LONGEST => Ok(Self(presses)),
            many => Err(KeyError::TooLong(many)),
        }
    }
}

/// Writes `g e`, which can be read back; with `{:#}` the short form of the screen, `ge`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tight = f.alternate() && self.0.iter().all(|press| press.typed().is_some_and(|c| c != ' '));
        for (place, press) in self.0.iter().enumerate() {
            if place > 0 && !tight {
                f.write_str(" ")?;
            }
            fmt::Display::fmt(press, f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn is_written_and_read() {
        for text in ["j", "g e", "Ctrl-x Ctrl-c", "g g g", "Space", "Space a"] {
            assert_eq!(chord(text).to_string(), text);
        }
        assert_eq!(chord("  g   e ").to_string(), "g e");
    }

    #[test]
    fn the_screen_shows_letters_together() {
        assert_eq!(format!("{:#}", chord("g e")), "ge");
        assert_eq!(format!("{:#}", chord("g Down")), "g ↓");
        assert_eq!(format!("{:#}", chord("g Space")), "g Space");
    }

    #[test]
    fn has_one_to_three_presses() {
        assert_eq!(" ".parse::<Chord>(), Err(KeyError::Empty));
        assert_eq!("a b c d".parse::<Chord>(), Err(KeyError::TooLong(4)));
    }

    #[test]
    fn one_that_begins_another_collides() {
        assert!(chord("g").collides(&chord("g e")));
        assert!(chord("g e").collides(&chord("g")));
        assert!(chord("g e").collides(&chord("g e")));
        assert!(!chord("g e").collides(&chord("g h")));
        assert!(!chord("e").collides(&chord("g e")));
    }
}
