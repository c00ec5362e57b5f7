//! The thread on which a scribe works: it sleeps until it is asked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender};

use crate::journal::{Place, place};
use crate::tui::msg::Msg;
use crate::tui::notebook::scribe::Scribe;
use crate::tui::notebook::{Order, Told};

/// A scribe at work on the journal of a dataset.
#[derive(Debug)]
pub struct Desk {
    dataset: String,
    orders: Sender<Order>,
    back: Sender<Msg>,
    thread: Option<JoinHandle<()>>,
}

impl Desk {
    /// Begins to read the journal of a dataset; the first answer says what there is.
    pub fn begin(dataset: String, place: Result<Place, String>, back: Sender<Msg>) -> Self {
        let (orders, asked) = crossbeam_channel::unbounded();
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
        Self { dataset, orders, back, thread }
    }

    /// Asks for something. Where nobody is there any more to do it, that is the answer.
    pub fn ask(&self, order: Order) {
        if let Err(unsent) = self.orders.send(order)
            && let Order::Write(wish) = unsent.into_inner()
        {
            let why = "the part of the program that writes has failed; copy what you wrote and start again".to_owned();
            let told = Box::new(Told::Unsaved { number: wish.number, why });
            let _ = self.back.send(Msg::Notebook { dataset: self.dataset.clone(), told });
        }
    }

    /// Waits until everything that was asked for is done.
    pub fn end(self) {
        let Self { orders, thread, .. } = self;
        drop(orders);
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

fn work(at: Place, asked: &Receiver<Order>, tell: &impl Fn(Told)) {
    let (mut scribe, told) = Scribe::begin(at);
    tell(told);
    for order in asked {
        let number = if let Order::Write(wish) = &order { Some(wish.number) } else { None };
        let obeyed = catch_unwind(AssertUnwindSafe(|| scribe.obey(order, place::now(), &place::clock())));
        match (obeyed, number) {
            (Ok(told), _) => told.into_iter().for_each(tell),
            (Err(_), Some(number)) => tell(Told::Unsaved { number, why: "the program failed while writing it".into() }),
            (Err(_), None) => {}
        }
    }
}

/// Answers where there is no place for a journal.
fn refuse(why: &str, asked: &Receiver<Order>, tell: &impl Fn(Told)) {
    tell(Told::Read { book: Default::default(), refusal: Some(why.to_owned()) });
    for order in asked {
        if let Order::Write(wish) = order {
            tell(Told::Unsaved { number: wish.number, why: why.to_owned() });
        }
    }
}
