//! The loop: one channel in, one frame out, effects carried out.
//!
//! It takes everything that waits, hands it to the [`App`], draws once, and sleeps until something happens: no message, no wake,
//! no byte. It knows no screen and no record. It is the only place from which the terminal is entered.

use std::env;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender};
use crossterm::terminal;
use ratatui::buffer::Buffer;

use crate::cache::Cache;
use crate::load::{Progress, wording};

use super::canvas::Canvas;
use super::clipboard::{self, CopyError};
use super::datasets;
use super::editor::Edited;
#[cfg(unix)]
use super::editor::call;
use super::effect::{Effect, Effects};
use super::input::gate::Gate;
use super::msg::Msg;
use super::notebook::thread::{Desk, Line};
use super::outside::Outside;
use super::search::{Asked, Awaits};
use super::term::{self, EnterError};
use super::versions::revising::Request;
use super::{crash, fault, input, keep, watch, work};
use crate::index::Snapshot;

/// What the loop drives: the state behind the screens.
pub trait App {
    /// Takes in what happened and adds what it asks of the world. The first message is [`Msg::Resize`].
    fn handle(&mut self, msg: Msg, effects: &mut Effects);

    /// Draws the whole screen into an empty buffer, and changes nothing.
    fn draw(&self, buf: &mut Buffer);

    /// Returns the dataset that is shown, to compare another with it; `None` where there is none.
    fn shown(&self) -> Option<Arc<Snapshot>>;

    /// Tells of which questions the answers are awaited.
    fn awaits(&self) -> Awaits;
}

/// Both ends of the loop's channel: workers get copies of the sender.
#[derive(Clone, Debug)]
pub struct Mailbox {
    /// The way in.
    pub sender: Sender<Msg>,
    /// The end that the loop reads.
    pub receiver: Receiver<Msg>,
}

impl Default for Mailbox {
    fn default() -> Mailbox {
        let (sender, receiver) = crossbeam_channel::unbounded();
        Mailbox { sender, receiver }
    }
}

/// Why the dashboard ended otherwise than by the user's wish.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal could not be had.
    #[error(transparent)]
    Enter(#[from] EnterError),
    /// The terminal failed while in use.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] io::Error),
    /// No more keys can be read.
    #[error("the keyboard cannot be read: {0}")]
    Keyboard(String),
}

impl RunError {
    /// Tells whether there was a terminal, which may be closed by now.
    #[cfg(unix)]
    const fn is_of_a_terminal(&self) -> bool {
        !matches!(self, Self::Enter(EnterError::NoTerminal))
    }
}

/// Runs the dashboard until it asks to quit.
///
/// The calling thread is the one that draws; the terminal is given back however this ends. The process should then end soon: a
/// thread still reads the keyboard, and takes what is typed for the shell.
pub fn run(app: &mut impl App, mailbox: Mailbox, outside: Outside) -> Result<(), RunError> {
    crash::install(outside.state.clone());
    let line = Line::default();
    let result = run_here(app, mailbox, outside, &line);
    #[cfg(unix)]
    if result.as_ref().is_err_and(RunError::is_of_a_terminal) {
        super::signal::end_if_hung_up(&line);
    }
    result
}

fn run_here(app: &mut impl App, mailbox: Mailbox, outside: Outside, line: &Line) -> Result<(), RunError> {
    #[cfg(unix)]
    let signals = super::signal::register()?;
    term::enter()?;
    let _given_back_at_the_end = Leaving;
    let _given_up_at_the_end = outside.cache.clone().map(GivingUp);
    let mut running = Loop::new(app, mailbox.clone(), outside, line.clone())?;
    if running.show_first_frame()? == Flow::Over {
        return Ok(());
    }
    // Threads cost more than the first frame; they start once it can be seen.
    #[cfg(unix)]
    signals.listen(mailbox.sender.clone(), line.clone())?;
    running.gate = input::start(mailbox.sender)?;
    running.turn()
}

struct Leaving;

impl Drop for Leaving {
    fn drop(&mut self) {
        term::leave();
    }
}

/// What is being kept of a dataset when the program ends.
struct GivingUp(Cache);

impl Drop for GivingUp {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

/// Whether the loop goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Over,
}

struct Loop<'a, A> {
    app: &'a mut A,
    mailbox: Mailbox,
    canvas: Canvas,
    /// Keeps keys from being read.
    gate: Gate,
    wake_at: Option<Instant>,
    outside: Outside,
    /// The dataset that is being read, or was read last.
    reading: Progress,
    /// The dataset that is being compared or revised, or was last.
    comparing: Progress,
    /// Of which questions the answers are awaited.
    asked: Asked,
    /// Who holds the journal.
    desk: Option<Desk>,
    /// The way to it for who ends the program.
    line: Line,
    /// The threads that write files.
    writing: Vec<JoinHandle<()>>,
}

impl<'a, A: App> Loop<'a, A> {
    fn new(app: &'a mut A, mailbox: Mailbox, outside: Outside, line: Line) -> io::Result<Self> {
        let (width, height) = terminal::size()?;
        let (reading, comparing, asked) = (Progress::default(), Progress::default(), Asked::default());
        let (canvas, gate, desk, writing) = (Canvas::new(width, height), Gate::default(), None, Vec::new());
        let wake_at = None;
        Ok(Loop { app, mailbox, canvas, gate, wake_at, outside, reading, comparing, asked, desk, line, writing })
    }

    fn show_first_frame(&mut self) -> Result<Flow, RunError> {
        let (width, height) = self.canvas.size();
        let mut effects = Effects::new();
        self.app.handle(Msg::Resize(width, height), &mut effects);
        self.paint()?;
        Ok(self.carry_out_all(effects)?)
    }

    fn turn(&mut self) -> Result<(), RunError> {
        loop {
            let first = self.wait();
            // Only what waits now: a flood must not keep the frame from being drawn.
            let waiting = self.mailbox.receiver.len();
            let rest: Vec<Msg> = self.mailbox.receiver.try_iter().take(waiting).collect();
            for msg in first.into_iter().chain(rest).chain(self.due_wake()) {
                if self.take(msg)? == Flow::Over {
                    return Ok(());
                }
            }
            self.paint()?;
            fault::trip("draw");
        }
    }

    /// Sleeps until a message comes, or returns none when the wake is due.
    fn wait(&self) -> Option<Msg> {
        // The loop holds a sender itself, so the channel is never closed.
        match self.wake_at {
            Some(moment) => self.mailbox.receiver.recv_deadline(moment).ok(),
            None => self.mailbox.receiver.recv().ok(),
        }
    }

    fn due_wake(&mut self) -> Option<Msg> {
        let is_due = self.wake_at.is_some_and(|moment| moment <= Instant::now());
        if is_due {
            self.wake_at = None;
        }
        is_due.then_some(Msg::Wake)
    }

    fn paint(&mut self) -> io::Result<()> {
        self.canvas.paint(|buf| self.app.draw(buf))
    }

    fn take(&mut self, msg: Msg) -> Result<Flow, RunError> {
        match msg {
            Msg::InputLost(reason) => return Err(RunError::Keyboard(reason)),
            // The same size again is no news but a repaint all the same: it may have been another for a moment, and cells are lost.
            Msg::Resize(width, height) => self.canvas.resize(width, height),
            Msg::Continued => self.look_again()?,
            _ => {}
        }
        fault::trip("update");
        self.tell(msg)
    }

    /// After a stop the screen shows the shell's lines, and may have another size.
    fn look_again(&mut self) -> Result<(), RunError> {
        let (width, height) = terminal::size()?;
        self.take(Msg::Resize(width, height))?;
        Ok(())
    }

    fn tell(&mut self, msg: Msg) -> Result<Flow, RunError> {
        let mut effects = Effects::new();
        self.app.handle(msg, &mut effects);
        Ok(self.carry_out_all(effects)?)
    }

    fn carry_out_all(&mut self, effects: Effects) -> io::Result<Flow> {
        self.asked.give_up_but(self.app.awaits());
        for effect in effects {
            if self.carry_out(effect)? == Flow::Over {
                return Ok(Flow::Over);
            }
        }
        Ok(Flow::On)
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<Flow> {
        match effect {
            Effect::Copy(text) => self.post(Msg::Copied(copy(&text))),
            Effect::ReadWording { folders, document, paragraph } => {
                let words = wording::paragraph(&folders, &document, paragraph);
                self.post(Msg::Wording { document, paragraph, words });
            }
            Effect::Watch(file) => self.watch(&file),
            Effect::Reload { file, why, number } => {
                if let Some(shown) = self.app.shown() {
                    work::reload((file, why, number), shown, self.outside.cache.clone(), self.mailbox.sender.clone());
                }
            }
            Effect::Open { place, number } => {
                self.reading.stop();
                self.reading = Progress::default();
                let watched = (number, self.reading.clone());
                work::open(place, watched, self.outside.clone(), self.mailbox.sender.clone());
            }
            Effect::StopReading => self.reading.stop(),
            Effect::Compare { place, number } => self.compare(place, number),
            Effect::Revise(request) => self.revise(*request),
            Effect::StopComparing => self.comparing.stop(),
            Effect::Look(typed) => self.look(typed),
            Effect::Export(order) => {
                if let Some(shown) = self.app.shown() {
                    self.writing.extend(work::export(*order, shown, self.mailbox.sender.clone()));
                }
            }
            Effect::Search(question) => {
                if let Some(shown) = self.app.shown() {
                    self.asked.answer.store(question.ticket, Ordering::Relaxed);
                    work::search(*question, shown, self.asked.answer.clone(), self.mailbox.sender.clone());
                }
            }
            Effect::Sieve(sieve) => {
                if let Some(shown) = self.app.shown() {
                    self.asked.answer.store(sieve.ticket, Ordering::Relaxed);
                    work::sieve(*sieve, shown, self.asked.answer.clone(), self.mailbox.sender.clone());
                }
            }
            Effect::Complete(wanted) => {
                work::complete(*wanted, self.app.shown(), self.asked.count.clone(), self.mailbox.sender.clone());
            }
            Effect::Remember(session) => {
                if let Some(state) = &self.outside.state {
                    keep::write(state, &session);
                }
            }
            Effect::KeepView(change) => {
                let config = self.outside.config.clone();
                self.writing.extend(work::keep_view(*change, config, self.mailbox.sender.clone()));
            }
            Effect::Notebook(dataset) => self.take_journal(dataset),
            Effect::Journal(order) => self.desk.iter().for_each(|desk| desk.ask(order.clone())),
            Effect::HoldKeys => self.hold_keys(),
            Effect::ReadKeys => self.gate.open(),
            Effect::Edit(text) => self.edit(&text)?,
            Effect::Suspend => self.suspend(),
            Effect::Mouse(on) => term::set_mouse(on)?,
            Effect::Redraw => self.canvas.forget(),
            Effect::WakeIn(after) => self.wake_at = Instant::now().checked_add(after),
            Effect::Quit => {
                self.end_writing();
                return Ok(Flow::Over);
            }
        }
        Ok(Flow::On)
    }

    /// Waits for what was said to be written, so that no half of it is left.
    fn end_writing(&mut self) {
        self.end_journal();
        for writer in self.writing.drain(..) {
            let _ = writer.join();
        }
    }

    fn revise(&mut self, request: Request) {
        self.comparing.stop();
        self.comparing = Progress::default();
        work::revise(request, self.comparing.clone(), self.mailbox.sender.clone());
    }

    fn look(&self, typed: String) {
        let shown = self.app.shown();
        let id = shown.as_ref().map(|shown| shown.dataset.header().id.as_str());
        let journal = id.and_then(|id| self.outside.journal.place(id).ok()).map(|place| place.folder);
        let file = shown.as_ref().and_then(|shown| shown.origin.file.clone());
        work::look(typed, (file, journal), self.mailbox.sender.clone());
    }

    fn compare(&mut self, place: datasets::Place, number: u64) {
        self.comparing.stop();
        self.comparing = Progress::default();
        if let Some(shown) = self.app.shown() {
            work::compare(place, (number, self.comparing.clone()), shown, self.mailbox.sender.clone());
        }
    }

    /// Waits until everything is written that was asked for, and takes in what came of it: what is not on the disk is not to be lost.
    fn end_journal(&mut self) {
        self.desk.take().into_iter().for_each(Desk::end);
        let last: Vec<Msg> = self.mailbox.receiver.try_iter().collect();
        for msg in last.into_iter().filter(|msg| matches!(msg, Msg::Notebook { .. })) {
            self.app.handle(msg, &mut Effects::new());
        }
    }

    /// Takes the journal of a dataset, after everything is done that was asked of the one before.
    fn take_journal(&mut self, dataset: String) {
        self.desk.take().into_iter().for_each(Desk::end);
        let place = self.outside.journal.place(&dataset);
        self.desk = Some(Desk::begin(dataset, place, self.line.clone(), self.mailbox.sender.clone()));
    }

    /// Begins to watch a file. Where that cannot be done, changes go unnoticed, and nothing else is lost.
    fn watch(&self, file: &Path) {
        let _ = watch::start(file, self.mailbox.sender.clone());
    }

    #[cfg(unix)]
    fn suspend(&mut self) {
        if !super::signal::suspend() {
            self.post(Msg::NotSuspended);
        }
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) {
        self.post(Msg::NotSuspended);
    }

    #[cfg(unix)]
    fn hold_keys(&mut self) {
        self.gate.close();
    }

    #[cfg(not(unix))]
    fn hold_keys(&mut self) {
        let said = "no editor can be called on this system; what is copied elsewhere can be pasted here";
        self.post(Msg::Edited(Edited::nothing(said)));
    }

    /// Hands a text to the editor of the user, with the terminal, and takes in what came of it before the terminal is taken back: were
    /// this program told to end in between, it would be lost.
    #[cfg(unix)]
    fn edit(&mut self, text: &str) -> io::Result<()> {
        call::begin();
        let edited = match term::lend() {
            Ok(()) => call::call(text),
            Err(error) => Edited::nothing(format!("the terminal cannot be given to an editor: {error}")),
        };
        term::reclaim();
        let mut effects = Effects::new();
        self.app.handle(Msg::Edited(edited), &mut effects);
        self.carry_out_all(effects)?;
        if !call::finish() {
            self.end_journal();
            call::put_away();
            // The thread that was told so ends the program, by the signal that it was told with.
            loop {
                std::thread::park();
            }
        }
        term::take_back()?;
        let (width, height) = terminal::size()?;
        self.post(Msg::Resize(width, height));
        self.gate.open();
        Ok(())
    }

    #[cfg(not(unix))]
    fn edit(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    /// Sends the loop itself a message; it cannot fail while the loop holds the receiver.
    fn post(&self, msg: Msg) {
        let _ = self.mailbox.sender.send(msg);
    }
}

fn copy(text: &str) -> Result<usize, CopyError> {
    let in_tmux = env::var_os("TMUX").is_some_and(|value| !value.is_empty());
    let bytes = clipboard::encode(text, in_tmux)?;
    match term::write(bytes.as_bytes()) {
        Ok(true) => Ok(text.len()),
        Ok(false) => Err(CopyError::Unsent("it is not ours now".into())),
        Err(error) => Err(CopyError::Unsent(error.to_string())),
    }
}
