//! What the user adds, in the dashboard: what there is of it, what is being written, and whether it is on the disk.
//!
//! The state is the [`Notebook`]. A [`scribe`] on a thread of its own holds the journal: it is given an [`Order`], and answers with what
//! it has [`Told`]; nothing is called saved before that. [`act`] is what the keys of adding do, [`writing`] what becomes of a form,
//! [`begun`] what is not finished, [`meeting`] which one is in progress; [`lines`] is what a detail shows, [`words`] what the top of the
//! screen says. The clock is read by the scribe alone, on its [`thread`].

pub mod act;
pub mod begun;
pub mod lines;
pub mod meeting;
pub mod scribe;
pub mod thread;
pub mod words;
pub mod writing;

use std::sync::Arc;

use crate::journal::draft::Draft;
use crate::journal::{Book, EventId, Fields, Op};
use crate::tui::notebook::writing::Writing;

/// One event that is to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// What it does.
    pub op: Op,
    /// The record that it hangs on, by reference.
    pub on: Option<String>,
    /// The meeting to which it belongs, by id.
    pub meeting: Option<String>,
    /// Its fields.
    pub fields: Fields,
}

/// Events that are to be written together.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Its number. A wish that could not be met is asked again under the same.
    pub number: u64,
    /// The events.
    pub acts: Vec<Act>,
    /// What to call it: "note on Bulgaria".
    pub title: String,
    /// Whether that is the user's alone.
    pub private: bool,
    /// The draft that an earlier program left, of which this comes.
    pub restores: Option<EventId>,
}

/// What is being typed, to be kept as a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// Its number, which is that of the wish that comes of it.
    pub number: u64,
    /// The draft that an earlier program left, which it goes on with.
    pub restores: Option<EventId>,
    /// What it will do.
    pub op: Op,
    /// The record that it hangs on, by reference.
    pub on: Option<String>,
    /// The meeting to which it belongs, by id.
    pub meeting: Option<String>,
    /// What was added that it changes.
    pub of: Option<EventId>,
    /// The texts of its fields as they are typed.
    pub fields: Fields,
}

/// Something that the user added, on the disk or not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Added {
    /// What is on the disk, by the event that added it.
    Item(EventId),
    /// What is not, by the number of the wish.
    Wish(u64),
}

/// What the scribe is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Write this.
    Write(Box<Wish>),
    /// Try again to write what could not be written.
    Again,
    /// Read what others wrote.
    Read,
    /// Keep this as a draft.
    Keep(Box<Sketch>),
    /// Forget a draft and what could not be written of it.
    Drop {
        /// Its number.
        number: u64,
        /// The draft that an earlier program left, which it went on with.
        restores: Option<EventId>,
    },
}

/// What the scribe says.
#[derive(Clone, Debug)]
pub enum Told {
    /// What there is.
    Read {
        /// It.
        book: Arc<Book>,
        /// Why nothing can be written; `None` where it can.
        refusal: Option<String>,
        /// Drafts that earlier programs left.
        left: Vec<Draft>,
    },
    /// A wish is on the disk.
    Written {
        /// Its number.
        number: u64,
        /// What there is now.
        book: Arc<Book>,
        /// The minute, such as `10:42`.
        at: String,
    },
    /// A wish is not on the disk.
    Unsaved {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
    /// A draft could not be kept.
    Unkept {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
}

/// Whether what the user adds can be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is not known yet.
    #[default]
    Unread,
    /// It can.
    Ready,
    /// It cannot, for this reason.
    Refused(String),
}

/// What was added and may be shown, at one moment: equal where it is of the same one.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// It.
    pub book: Arc<Book>,
    /// Which moment.
    pub revision: u64,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

impl Eq for Shown {}

/// What the user added, and what becomes of what is being added.
#[derive(Clone, Debug, Default)]
pub struct Notebook {
    /// What there is and may be shown: all of it, or what is not the user's alone.
    pub book: Arc<Book>,
    /// All of it.
    whole: Arc<Book>,
    /// Counts how often `book` became another: what follows from it is made anew.
    pub revision: u64,
    /// Whether anything can be written.
    pub standing: Standing,
    /// What is being written.
    pub waiting: Vec<Wish>,
    /// What could not be written, and why.
    pub unsaved: Vec<(Wish, String)>,
    /// Forms that were handed over, as long as it is not known what came of them.
    pub sent: Vec<Writing>,
    /// Forms that were closed with something in them.
    pub kept: Vec<Writing>,
    /// Drafts that earlier programs left.
    pub left: Vec<Draft>,
    /// When something was written last, such as `10:42`.
    pub saved: Option<String>,
    /// Whether what is the user's alone is hidden.
    pub is_presenting: bool,
    /// How many wishes there were.
    asked: u64,
}

impl Notebook {
    /// Returns the number of the next wish.
    pub fn number(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Returns all that was added, also what is hidden: for what is done, and never for what is shown.
    pub fn whole(&self) -> &Book {
        &self.whole
    }

    /// Returns what there is and may be shown, for those who answer elsewhere.
    pub fn shown(&self) -> Shown {
        Shown { book: self.book.clone(), revision: self.revision }
    }

    /// Takes in what there is now.
    pub fn take(&mut self, book: Arc<Book>) {
        self.whole = book;
        self.show();
    }

    /// Hides what is the user's alone, or shows it again.
    pub fn present(&mut self, is_presenting: bool) {
        self.is_presenting = is_presenting;
        self.show();
    }

    fn show(&mut self) {
        self.book = if self.is_presenting { Arc::new(self.whole.public()) } else { self.whole.clone() };
        self.revision += 1;
    }

    /// Returns what was added by an event, if it may be shown.
    pub fn item(&self, id: EventId) -> Option<&crate::journal::Item> {
        self.book.item(id)
    }

    /// Lists what may be shown of what is not on the disk, each with why: first what could not be written, then what is being written.
    pub fn pending(&self) -> impl Iterator<Item = (&Wish, Option<&str>)> {
        let unsaved = self.unsaved.iter().map(|(wish, why)| (wish, Some(why.as_str())));
        let waiting = self.waiting.iter().map(|wish| (wish, None));
        unsaved.chain(waiting).filter(|(wish, _)| !(self.is_presenting && wish.private))
    }

    /// Tells whether something may be shown and is still there.
    pub fn shows(&self, added: Added) -> bool {
        match added {
            Added::Item(id) => self.item(id).is_some(),
            Added::Wish(number) => self.pending().any(|(wish, _)| wish.number == number),
        }
    }

    /// Tells whether something that the user typed is not on the disk yet.
    pub fn is_unsaved(&self) -> bool {
        !self.waiting.is_empty() || !self.unsaved.is_empty()
    }
}
