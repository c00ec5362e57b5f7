//! Who holds the journal: makes events of what the user wishes, writes them, and reads what others wrote.
//!
//! What could not be written is kept, and written with whatever is written next, as the same events. A wish that is changed in the
//! meantime takes its earlier events away, should they be on the disk after all.

use std::sync::Arc;

use crate::base::append::{Storage, can_make, reason};
use crate::journal::{Book, Event, Fields, Journal, Op, Pen, Place, Writer};
use crate::tui::notebook::{Act, Order, Told, Wish};

/// Events that are not on the disk yet.
#[derive(Debug)]
struct Waiting {
    wish: Wish,
    events: Vec<Event>,
}

/// Who holds the journal of a dataset.
#[derive(Debug)]
pub struct Scribe {
    place: Place,
    storage: Arc<dyn Storage>,
    pen: Pen,
    writer: Writer,
    waiting: Vec<Waiting>,
    /// What was written here, which is part of the journal even if its files are gone.
    written: Vec<Event>,
}

impl Scribe {
    /// Reads a journal, and says what there is and whether it can be written to.
    pub fn begin(place: Place) -> (Self, Told) {
        let storage = place.storage();
        let journal = place.read(&*storage);
        let (pen, writer) = (place.pen(&journal), place.writer(storage.clone()));
        let book = Arc::new(Book::new(&journal, place.device()));
        let refusal = refusal(&place);
        let scribe = Self { place, storage, pen, writer, waiting: Vec::new(), written: Vec::new() };
        (scribe, Told::Read { book, refusal })
    }

    /// Does what it is asked; `now` is in milliseconds since 1970, and `clock` what a clock on the wall shows.
    pub fn obey(&mut self, order: Order, now: i64, clock: &str) -> Vec<Told> {
        match order {
            Order::Write(wish) => {
                self.wait(*wish, now);
                self.write(clock)
            }
            Order::Again => self.write(clock),
            Order::Read => vec![Told::Read { book: Arc::new(self.book()), refusal: refusal(&self.place) }],
        }
    }

    /// Makes the events of a wish. One that was asked before in the same words has them already.
    fn wait(&mut self, wish: Wish, now: i64) {
        let before = self.waiting.iter().position(|waiting| waiting.wish.number == wish.number);
        let before = before.map(|at| self.waiting.remove(at));
        let events = match before {
            Some(before) if before.wish.acts == wish.acts => before.events,
            before => {
                let gone = before.into_iter().flat_map(|before| before.events).map(|event| retract(&event));
                let acts: Vec<Act> = gone.chain(wish.acts.iter().cloned()).collect();
                let made = acts.into_iter().map(|act| self.pen.event(act.op, act.on, act.meeting, act.fields, now));
                made.collect()
            }
        };
        self.waiting.push(Waiting { wish, events });
    }

    /// Writes all that waits, and says of each wish what came of it.
    fn write(&mut self, clock: &str) -> Vec<Told> {
        let events: Vec<Event> = self.waiting.iter().flat_map(|waiting| waiting.events.iter().cloned()).collect();
        if events.is_empty() {
            return Vec::new();
        }
        if let Err(error) = self.writer.write(&events) {
            let why = format!("{}: {}", reason(&error.error), error.file.display());
            let unsaved = |waiting: &Waiting| Told::Unsaved { number: waiting.wish.number, why: why.clone() };
            return self.waiting.iter().map(unsaved).collect();
        }
        self.written.extend(events);
        let book = Arc::new(self.book());
        let written =
            |waiting: Waiting| Told::Written { number: waiting.wish.number, book: book.clone(), at: clock.to_owned() };
        self.waiting.drain(..).map(written).collect()
    }

    /// Reads everything, also what others wrote in the meantime.
    fn book(&mut self) -> Book {
        let mut journal = self.place.read(&*self.storage);
        let missing = self.written.iter().filter(|event| !has(&journal, event)).cloned().collect::<Vec<_>>();
        if !missing.is_empty() {
            journal.events.extend(missing);
            journal.events.sort_by(|one, other| one.place().cmp(&other.place()));
        }
        Book::new(&journal, self.place.device())
    }
}

/// Says why nothing can be written; `None` where it can.
fn refusal(place: &Place) -> Option<String> {
    let folder = &place.folder;
    can_make(folder).err().map(|error| format!("{}: {}", reason(&error), folder.display()))
}

/// Finds an event by its place: all are in order.
fn has(journal: &Journal, event: &Event) -> bool {
    journal.events.binary_search_by(|known| known.place().cmp(&event.place())).is_ok()
}

/// Takes away an event that was changed before it was on the disk.
fn retract(event: &Event) -> Act {
    let mut fields = Fields::new();
    fields.insert("of".to_owned(), event.id.to_string().into());
    Act { op: Op::Retract, on: None, meeting: None, fields }
}
