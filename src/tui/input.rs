//! The keyboard and the mouse: a thread that reads the terminal and says what was pressed, pasted or pointed at.
//!
//! crossterm parses bytes; what it cannot know is mended here by time: [`escape`] joins sequences that came in pieces, [`burst`]
//! tells a paste without brackets from typing, [`glance`] asks whether more has come. Which key does what is not known here.
//!
//! crossterm's feature `use-dev-tty` is on: it reads through `poll`, where its default source (mio) waits for edges and so leaves keys
//! lying that came together with a SIGWINCH. With either, keys come from `/dev/tty` if standard input is no terminal (`plenary -`).

pub mod burst;
pub mod escape;
pub mod gate;
pub mod glance;
pub mod pointer;
pub mod translate;

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Instant;

use crossbeam_channel::Sender;
use crossterm::event::{self, Event, KeyEvent, KeyEventKind, MouseEvent};

use self::burst::Burst;
use self::escape::{Escape, PATIENCE, Piece};
use self::gate::Gate;
use self::glance::is_more_waiting;
use self::pointer::Pointer;
use self::translate::printable;
use super::crash;
use super::msg::Msg;

/// Starts the thread that reads the terminal, and returns the gate by which it can be kept from that.
pub fn start(sender: Sender<Msg>) -> io::Result<Gate> {
    let gate = Gate::default();
    let before = gate.clone();
    thread::Builder::new().name("input".into()).spawn(move || {
        let end = catch_unwind(AssertUnwindSafe(|| forward(&sender, &before)));
        let reason = end.unwrap_or_else(describe);
        let _ = sender.send(Msg::InputLost(reason));
    })?;
    Ok(gate)
}

fn describe(payload: Box<dyn Any + Send>) -> String {
    crash::message_of(payload.as_ref())
}

/// Reads until the terminal or the loop is gone, and returns why it stopped.
fn forward(sender: &Sender<Msg>, gate: &Gate) -> String {
    let mut keyboard = Keyboard::default();
    let mut messages = Vec::new();
    loop {
        for message in messages.drain(..) {
            if sender.send(message).is_err() {
                return "the loop has ended".into();
            }
        }
        match is_to_rest(gate, &keyboard) {
            Ok(true) if sender.send(Msg::KeysHeld).is_err() => return "the loop has ended".into(),
            Ok(true) => gate.wait(),
            Ok(false) => {
                if let Err(error) = read_into(&mut keyboard, &mut messages) {
                    return error.to_string();
                }
            }
            Err(error) => return error.to_string(),
        }
    }
}

/// Says whether the gate is to be closed, and nothing was begun that must be read to its end before: crossterm may hold the first half of
/// a sequence and does not say so, hence the patience.
fn is_to_rest(gate: &Gate, keyboard: &Keyboard) -> io::Result<bool> {
    Ok(gate.is_asked() && keyboard.deadline().is_none() && !event::poll(PATIENCE)?)
}

/// Waits for one event, or for the time at which held keys must be let go.
fn read_into(keyboard: &mut Keyboard, out: &mut Vec<Msg>) -> io::Result<()> {
    let is_due = match keyboard.deadline() {
        Some(deadline) => !event::poll(deadline.saturating_duration_since(Instant::now()))?,
        None => false,
    };
    if is_due {
        keyboard.elapse(Instant::now(), out);
        return Ok(());
    }
    let event = event::read()?;
    // Whoever moves a cursor does not wait for an answer that is not needed.
    let is_more_waiting = keyboard.is_more_of_interest(&event) && is_more_waiting(event::poll, Instant::now)?;
    keyboard.take(event, is_more_waiting, Instant::now(), out);
    Ok(())
}

/// Turns events and the passing of time into messages; knows no terminal and no clock.
#[derive(Debug, Default)]
pub struct Keyboard {
    escape: Escape,
    burst: Burst,
    pointer: Pointer,
}

impl Keyboard {
    /// Takes one event in; `is_more_waiting` says that another one has arrived already.
    pub fn take(&mut self, event: Event, is_more_waiting: bool, now: Instant, out: &mut Vec<Msg>) {
        match event {
            Event::Key(key) => self.take_key(key, is_more_waiting, now, out),
            Event::Paste(text) => {
                self.flush(now, out);
                out.push(Msg::Paste(unify_line_ends(&text)));
            }
            // On Unix the signal thread tells sizes, which is not held up by keys.
            Event::Resize(width, height) if cfg!(not(unix)) => {
                out.push(Msg::Resize(width, height));
            }
            Event::Mouse(report) => {
                let mut pieces = Vec::new();
                self.escape.flush(&mut pieces);
                self.pass_on(pieces, false, now, out);
                self.point(report, now, out);
            }
            Event::Resize(..) | Event::FocusGained | Event::FocusLost => {}
        }
    }

    /// Says whether it matters to [`Keyboard::take`] that more waits behind an event.
    pub fn is_more_of_interest(&self, event: &Event) -> bool {
        matches!(event, Event::Key(key) if key.kind == KeyEventKind::Press && printable(key).is_some())
            && !self.burst.is_holding()
    }

    /// Lets go what is held and due at this moment.
    pub fn elapse(&mut self, now: Instant, out: &mut Vec<Msg>) {
        let mut pieces = Vec::new();
        self.escape.elapse(now, &mut pieces);
        self.pass_on(pieces, false, now, out);
        self.burst.elapse(now, out);
    }

    /// Returns when [`Keyboard::elapse`] must be called, if anything is held.
    pub fn deadline(&self) -> Option<Instant> {
        [self.escape.deadline(), self.burst.deadline()].into_iter().flatten().min()
    }

    fn take_key(&mut self, key: KeyEvent, more: bool, now: Instant, out: &mut Vec<Msg>) {
        if key.kind == KeyEventKind::Release {
            return;
        }
        let mut pieces = Vec::new();
        self.escape.take(key, now, &mut pieces);
        self.pass_on(pieces, more, now, out);
    }

    fn pass_on(&mut self, pieces: Vec<Piece>, more: bool, now: Instant, out: &mut Vec<Msg>) {
        for piece in pieces {
            match piece {
                Piece::Key(key) => self.burst.take(key, more, now, out),
                Piece::PasteBegins => self.burst.begin_paste(now, out),
                Piece::Mouse(report) => self.point(report, now, out),
            }
        }
    }

    /// In the midst of what may be a paste the mouse says nothing: it would cut the paste in two, and its end would be keys.
    fn point(&mut self, report: MouseEvent, now: Instant, out: &mut Vec<Msg>) {
        let mouse = self.pointer.take(report, now);
        if !self.burst.is_holding() {
            out.extend(mouse.map(Msg::Mouse));
        }
    }

    fn flush(&mut self, now: Instant, out: &mut Vec<Msg>) {
        let mut pieces = Vec::new();
        self.escape.flush(&mut pieces);
        self.pass_on(pieces, false, now, out);
        self.burst.flush(out);
    }
}

/// Writes every line end as `\n`: terminals send `\r` in a paste.
fn unify_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests;
