//! Who holds the journal: makes events of what the user wishes, writes them, and reads what others wrote.
//!
//! What could not be written is kept, and written with whatever is written next, as the same events. A wish that is changed in the
//! meantime takes its earlier events away, should they be on the disk after all.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::base::append::{Storage, can_make, reason};
use crate::journal::draft::{Draft, Drafts};
use crate::journal::{Book, Event, EventId, Journal, Op, Pen, Place, Writer};
use crate::tui::notebook::act::about;
use crate::tui::notebook::{Act, Order, Sketch, Told, Wish};

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
    /// Where drafts are kept; `None` where there is no place for them.
    drafts: Option<Drafts>,
    /// The ids of drafts, by their numbers.
    ids: HashMap<u64, EventId>,
    /// The numbers of what is on the disk: a draft of it that comes late is not kept.
    done: HashSet<u64>,
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
        let drafts = place.drafts();
        let left = drafts.as_ref().map(|drafts| left(drafts, &journal)).unwrap_or_default();
        let (waiting, written, ids, done) = (Vec::new(), Vec::new(), HashMap::new(), HashSet::new());
        let scribe = Self { place, storage, pen, writer, waiting, drafts, ids, done, written };
        (scribe, Told::Read { book, refusal, left })
    }

    /// Does what it is asked; `now` is in milliseconds since 1970, and `clock` what a clock on the wall shows.
    pub fn obey(&mut self, order: Order, now: i64, clock: &str) -> Vec<Told> {
        match order {
            Order::Write(wish) => {
                self.wait(*wish, now);
                self.write(clock)
            }
            Order::Again => self.write(clock),
            Order::Read => {
                let journal = self.read();
                let left = self.drafts.as_ref().map(|drafts| left(drafts, &journal)).unwrap_or_default();
                let book = Arc::new(Book::new(&journal, self.place.device()));
                vec![Told::Read { book, refusal: refusal(&self.place), left }]
            }
            Order::Keep(sketch) => self.keep(*sketch, now).into_iter().collect(),
            Order::Drop { number, restores } => {
                self.waiting.retain(|waiting| waiting.wish.number != number);
                self.forget(number, restores);
                Vec::new()
            }
        }
    }

    /// Makes the events of a wish. One that was asked before in the same words has them already.
    fn wait(&mut self, wish: Wish, now: i64) {
        let before = self.waiting.iter().position(|waiting| waiting.wish.number == wish.number);
        let before = before.map(|at| self.waiting.remove(at));
        let kept = self.ids.get(&wish.number).copied().or(wish.restores);
        let events = match before {
            Some(before) if before.wish.acts == wish.acts => before.events,
            before => {
                let is_first = before.is_none();
                let gone =
                    before.into_iter().flat_map(|before| before.events).map(|event| about(Op::Retract, event.id));
                let acts: Vec<Act> = gone.chain(wish.acts.iter().cloned()).collect();
                let made = acts.into_iter().map(|act| self.pen.event(act.op, act.on, act.meeting, act.fields, now));
                let mut made: Vec<Event> = made.collect();
                // As the draft of which it comes it has its id: should both be there after a crash, they are known to be one.
                if let ([event], Some(id), true) = (made.as_mut_slice(), kept, is_first) {
                    event.id = id;
                }
                made
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
        let book = Arc::new(Book::new(&self.read(), self.place.device()));
        let wishes: Vec<_> = self.waiting.iter().map(|waiting| (waiting.wish.number, waiting.wish.restores)).collect();
        self.done.extend(wishes.iter().map(|(number, _)| *number));
        // Not before: what is on the disk needs no draft.
        wishes.into_iter().for_each(|(number, restores)| self.forget(number, restores));
        let written =
            |waiting: Waiting| Told::Written { number: waiting.wish.number, book: book.clone(), at: clock.to_owned() };
        self.waiting.drain(..).map(written).collect()
    }

    /// Reads everything, also what others wrote in the meantime.
    fn read(&self) -> Journal {
        let mut journal = self.place.read(&*self.storage);
        let missing = self.written.iter().filter(|event| !has(&journal, event)).cloned().collect::<Vec<_>>();
        if !missing.is_empty() {
            journal.events.extend(missing);
            journal.events.sort_by(|one, other| one.place().cmp(&other.place()));
        }
        journal
    }

    /// Keeps a draft, or says why it could not be kept.
    fn keep(&mut self, sketch: Sketch, now: i64) -> Option<Told> {
        let number = sketch.number;
        if self.done.contains(&number) {
            return None;
        }
        let Some(drafts) = &self.drafts else {
            return Some(Told::Unkept { number, why: "there is no place for drafts: set HOME".to_owned() });
        };
        let id = *self.ids.entry(number).or_insert_with(|| sketch.restores.unwrap_or_else(EventId::now_v7));
        let Sketch { op, on, meeting, of, fields, .. } = sketch;
        let op = op.spec().name.to_owned();
        let kept = drafts.keep(&Draft { id, writer: drafts.writer(), at: now, op, on, meeting, of, fields });
        kept.err().map(|error| Told::Unkept { number, why: reason(&error) })
    }

    /// Removes a draft. One that cannot be removed is known by its id to be saved.
    fn forget(&mut self, number: u64, restores: Option<EventId>) {
        let id = self.ids.remove(&number).or(restores);
        if let (Some(drafts), Some(id)) = (&self.drafts, id) {
            let _ = drafts.remove(id);
        }
    }
}

/// Finds the drafts that earlier programs left and that are not in the journal.
fn left(drafts: &Drafts, journal: &Journal) -> Vec<Draft> {
    let is_there = |draft: &Draft| journal.events.iter().any(|event| event.id == draft.id);
    let left = drafts.left().drafts.into_iter();
    left.filter(|draft| !is_there(draft)).collect()
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
