//! Tells text that was pasted without brackets from keys that were typed.
//!
//! A terminal that knows no bracketed paste delivers the text as keys, all at once; letters of a sentence would then be commands.
//! A key that comes alone is passed on at once. Keys that wait for us together are held for a moment and counted.

use std::time::{Duration, Instant};

use crossterm::event::{KeyEvent, KeyEventKind};

use super::translate::{message, printable};
use crate::tui::msg::Msg;

/// A burst is judged after this time, a paste ends after this much silence.
pub const PAUSE: Duration = Duration::from_millis(30);

/// More characters than this in one burst are a paste.
pub const MOST_TYPED: usize = 20;

/// Holds keys that arrived together.
#[derive(Debug, Default)]
pub struct Burst {
    state: State,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// Keys that may be typed or pasted.
    Held {
        keys: Vec<KeyEvent>,
        since: Instant,
    },
    Pasting {
        text: String,
        last: Instant,
    },
}

impl Burst {
    /// Takes one key in; `is_more_waiting` says that another one has arrived already.
    pub fn take(&mut self, key: KeyEvent, is_more_waiting: bool, now: Instant, out: &mut Vec<Msg>) {
        let character = printable(&key).filter(|_| key.kind == KeyEventKind::Press);
        let Some(character) = character else {
            self.flush(out);
            out.push(message(key));
            return;
        };
        match &mut self.state {
            State::Pasting { text, last } => {
                text.push(character);
                *last = now;
            }
            State::Held { keys, .. } => {
                keys.push(key);
                self.judge(now, out);
            }
            State::Idle if is_more_waiting => {
                self.state = State::Held { keys: vec![key], since: now };
            }
            State::Idle => out.push(message(key)),
        }
    }

    /// Goes over to a paste, whose mark was seen.
    pub fn begin_paste(&mut self, now: Instant, out: &mut Vec<Msg>) {
        self.flush(out);
        self.state = State::Pasting { text: String::new(), last: now };
    }

    /// Lets go what is held if its time is over.
    pub fn elapse(&mut self, now: Instant, out: &mut Vec<Msg>) {
        if self.deadline().is_some_and(|deadline| now >= deadline) {
            self.flush(out);
        }
    }

    /// Lets go what is held.
    pub fn flush(&mut self, out: &mut Vec<Msg>) {
        match std::mem::take(&mut self.state) {
            State::Idle => {}
            State::Held { keys, .. } => out.extend(keys.into_iter().map(message)),
            State::Pasting { text, .. } if text.is_empty() => {}
            State::Pasting { text, .. } => out.push(Msg::Paste(super::unify_line_ends(&text))),
        }
    }

    /// Tells whether there are keys of which it is not known yet, or known, that they are a paste.
    pub fn is_holding(&self) -> bool {
        !matches!(self.state, State::Idle)
    }

    /// Returns when [`Burst::elapse`] lets go, if anything is held.
    pub fn deadline(&self) -> Option<Instant> {
        match &self.state {
            State::Idle => None,
            State::Held { since, .. } => since.checked_add(PAUSE),
            State::Pasting { last, .. } => last.checked_add(PAUSE),
        }
    }

    /// Decides once there are more keys than anyone types: one and the same key is a key held down on a slow line, else a paste.
    fn judge(&mut self, now: Instant, out: &mut Vec<Msg>) {
        let State::Held { keys, .. } = &self.state else {
            return;
        };
        if keys.len() <= MOST_TYPED {
            return;
        }
        if keys.windows(2).all(|pair| pair.first() == pair.last()) {
            self.flush(out);
            return;
        }
        let text = keys.iter().filter_map(printable).collect();
        self.state = State::Pasting { text, last: now };
    }
}
