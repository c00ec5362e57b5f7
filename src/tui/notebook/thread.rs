//! The thread on which a scribe works: it sleeps until it is asked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use crate::journal::{Place, place};
use crate::tui::msg::Msg;
use crate::tui::notebook::scribe::Scribe;
use crate::tui::notebook::{Order, Sketch, Told};

/// How long a draft waits at most for the next letter: what a crash may cost.
const REST: Duration = Duration::from_secs(1);

/// What comes to the thread.
#[derive(Debug)]
enum Asked {
    /// Something is to be done.
    Order(Order),
    /// Somebody waits until everything that came before is done and what is typed is kept.
    Flush(Sender<()>),
}

/// The way to the scribe that is at work, for who ends the program without the loop.
#[derive(Clone, Debug, Default)]
pub struct Line(Arc<Mutex<Option<Sender<Asked>>>>);

impl Line {
    /// Has everything written that was asked for, and kept what is typed, and waits for it, but no longer than so.
    pub fn flush(&self, limit: Duration) {
        let orders = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (done, finished) = crossbeam_channel::bounded(1);
        if orders.is_some_and(|orders| orders.send(Asked::Flush(done)).is_ok()) {
            let _ = finished.recv_timeout(limit);
        }
    }

    fn set(&self, orders: Option<Sender<Asked>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = orders;
    }
}

/// A scribe at work on the journal of a dataset.
#[derive(Debug)]
pub struct Desk {
    dataset: String,
    orders: Sender<Asked>,
    line: Line,
    back: Sender<Msg>,
    thread: Option<JoinHandle<()>>,
}

impl Desk {
    /// Begins to read the journal of a dataset; the first answer says what there is. The line leads to it until it ends.
    pub fn begin(dataset: String, place: Result<Place, String>, line: Line, back: Sender<Msg>) -> Self {
        let (orders, asked) = crossbeam_channel::unbounded();
        line.set(Some(orders.clone()));
        let tell = {
            let (dataset, back) = (dataset.clone(), back.clone());
            move |told| {
                // The loop is only gone when the program ends.
                let _ = back.send(Msg::Notebook { dataset: dataset.clone(), told: Box::new(told) });
            }
        };
        let work = move || match place {
            Ok(place) => work(place, &asked, &tell),
            Err(why) => refuse(&why, &asked, &tell),
        };
        let thread = thread::Builder::new().name("scribe".into()).spawn(work).ok();
        Self { dataset, orders, line, back, thread }
    }

    /// Asks for something. Where nobody is there any more to do it, that is the answer.
    pub fn ask(&self, order: Order) {
        if let Err(unsent) = self.orders.send(Asked::Order(order))
            && let Asked::Order(Order::Write(wish)) = unsent.into_inner()
        {
            let why = "the part of the program that writes has failed; copy what you wrote and start again".to_owned();
            let told = Box::new(Told::Unsaved { number: wish.number, why });
            let _ = self.back.send(Msg::Notebook { dataset: self.dataset.clone(), told });
        }
    }

    /// Waits until everything that was asked for is done.
    pub fn end(self) {
        let Self { orders, line, thread, .. } = self;
        line.set(None);
        drop(orders);
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

fn work(at: Place, asked: &Receiver<Asked>, tell: &impl Fn(Told)) {
    let (scribe, told) = Scribe::begin(at);
    tell(told);
    let mut work = Work { scribe, sketch: None, tell };
    loop {
        let next = match &work.sketch {
            Some((_, due)) => asked.recv_deadline(*due),
            None => asked.recv().map_err(RecvTimeoutError::from),
        };
        match next {
            Ok(Asked::Order(Order::Keep(sketch))) => work.put_off(sketch),
            Ok(Asked::Order(order)) => work.take(order),
            Ok(Asked::Flush(done)) => {
                work.keep();
                // Who waited may have had enough.
                let _ = done.send(());
            }
            Err(error) => {
                work.keep();
                if error == RecvTimeoutError::Disconnected {
                    return;
                }
            }
        }
    }
}

/// A scribe, and the draft that is kept next.
struct Work<'t, T> {
    scribe: Scribe,
    /// What is typed now, and when it is kept.
    sketch: Option<(Box<Sketch>, Instant)>,
    tell: &'t T,
}

impl<T: Fn(Told)> Work<'_, T> {
    /// Keeps a draft soon: every key asks for it, the last one counts, and a steady typist is not waited for.
    fn put_off(&mut self, sketch: Box<Sketch>) {
        let same = self.sketch.take_if(|(known, _)| known.number == sketch.number);
        let due = same.map_or_else(|| Instant::now() + REST, |(_, due)| due);
        self.keep();
        self.sketch = Some((sketch, due));
    }

    /// Keeps the draft that waits.
    fn keep(&mut self) {
        if let Some((sketch, _)) = self.sketch.take() {
            self.obey(Order::Keep(sketch));
        }
    }

    fn take(&mut self, order: Order) {
        let number = match &order {
            Order::Write(wish) => Some(wish.number),
            Order::Drop { number, .. } => Some(*number),
            Order::Again | Order::Read | Order::Keep(_) => None,
        };
        let own = self.sketch.take_if(|(sketch, _)| Some(sketch.number) == number);
        if !self.obey(order) {
            // It is not on the disk: all the more it is kept as a draft.
            self.sketch = own;
            self.keep();
        }
    }

    /// Has an order obeyed; `false` where something could not be written.
    fn obey(&mut self, order: Order) -> bool {
        let number = if let Order::Write(wish) = &order { Some(wish.number) } else { None };
        let obeyed = catch_unwind(AssertUnwindSafe(|| self.scribe.obey(order, place::now(), &place::clock())));
        let failed = |number| Told::Unsaved { number, why: "the program failed while writing it".into() };
        let told = obeyed.unwrap_or_else(|_| number.map(failed).into_iter().collect());
        let is_written = !told.iter().any(|told| matches!(told, Told::Unsaved { .. }));
        told.into_iter().for_each(self.tell);
        is_written
    }
}

/// Answers where there is no place for a journal.
fn refuse(why: &str, asked: &Receiver<Asked>, tell: &impl Fn(Told)) {
    tell(Told::Read { book: Default::default(), refusal: Some(why.to_owned()), left: Vec::new() });
    for asked in asked {
        // Who waits for a flush sees that it is dropped.
        if let Asked::Order(Order::Write(wish)) = asked {
            tell(Told::Unsaved { number: wish.number, why: why.to_owned() });
        }
    }
}
