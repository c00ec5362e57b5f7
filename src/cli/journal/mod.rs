//! `plenary journal`: what a person added, listed, checked, written out, added to, merged and got back.

mod add;
pub mod args;
mod entry;
mod export;
pub mod list;
mod merge;
mod recover;
mod verify;

use std::sync::Arc;

use crate::base::append::Storage;
use crate::base::text::visible;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::journal::args::{JournalArgs, JournalCommand};
use crate::cli::open::open_and_tell;
use crate::cli::out::{Out, note};
use crate::cli::{Cx, Outcome};
use crate::config;
use crate::index::Snapshot;
use crate::journal::read::What;
use crate::journal::{Book, Item, Journal, Place, Trouble};
use crate::query::{Query, added};

/// How many bytes of a text are shown where it stands beside others.
const SHOWN: usize = 60;

/// A dataset with the journal that belongs to it.
pub struct Desk {
    /// The dataset.
    pub snapshot: Snapshot,
    /// Where the journal lies.
    pub place: Place,
    /// All that was read of it.
    pub journal: Journal,
    /// Where files lie.
    pub storage: Arc<dyn Storage>,
}

impl Desk {
    /// Opens the dataset that is meant and its journal.
    pub fn open(cx: &Cx) -> Result<Self, CliError> {
        let snapshot = open_and_tell(cx)?;
        let place = config::journal::place(&cx.settings, &cx.paths, &snapshot.dataset.header().id).map_err(|none| {
            CliError::new(ErrorKind::Unusable, format!("there is no place for a journal: {none}"))
                .hint("the setting \"journal\" names a folder".to_owned())
        })?;
        Ok(Self::at(place, snapshot))
    }

    /// Opens the dataset that is meant, and its journal where there is a place for one; says on standard error what cannot be read.
    pub fn open_to_read(cx: &Cx) -> Result<Self, CliError> {
        let snapshot = open_and_tell(cx)?;
        let place = config::journal::place(&cx.settings, &cx.paths, &snapshot.dataset.header().id);
        let Ok(place) = place else {
            let place = Place::default();
            let (journal, storage) = (Journal::default(), place.storage());
            return Ok(Self { snapshot, place, journal, storage });
        };
        let desk = Self::at(place, snapshot);
        desk.tell();
        Ok(desk)
    }

    fn at(place: Place, snapshot: Snapshot) -> Self {
        let storage = place.storage();
        let journal = place.read(&*storage);
        Self { snapshot, place, journal, storage }
    }

    /// Insists that every file of the journal can be read: what is handed out is whole, or it is not made.
    ///
    /// # Errors
    ///
    /// Names the one that cannot.
    pub fn is_whole(&self) -> Result<(), CliError> {
        let Some(trouble) = self.journal.unread() else { return Ok(()) };
        let error = CliError::new(ErrorKind::Unusable, format!("journal: {trouble}; nothing was written"));
        Err(error
            .hint("let it be read, or move it elsewhere; \"plenary journal list\" has what can be read".to_owned()))
    }

    /// Returns how a command ends that gave the journal out: the answer is no where something of it could not be read.
    pub fn outcome(&self) -> Outcome {
        if self.lacks() == 0 { Outcome::Done } else { Outcome::No }
    }

    /// Counts what could not be read and may have been said to be saved.
    pub fn lacks(&self) -> usize {
        self.journal.lacks(self.place.device())
    }

    /// Says on standard error if something of the journal could not be read.
    pub fn tell(&self) {
        tell(&self.journal);
    }
}

fn tell(journal: &Journal) {
    let is_file = |trouble: &&Trouble| matches!(trouble.what, What::File(_));
    let (files, lines): (Vec<_>, Vec<_>) = journal.troubles.iter().partition(is_file);
    files.into_iter().for_each(|trouble| note(&format!("journal: {trouble}")));
    let count = lines.len();
    if count > 0 {
        let lines = if count == 1 { "a line could not be read" } else { "lines could not be read" };
        let number = if count == 1 { String::new() } else { format!("{count} ") };
        note(&format!("journal: {number}{lines}; \"plenary journal verify\" says which"));
    }
}

/// Reads what was added to a dataset, and says on standard error what of it cannot be read. Nothing was where there is no place for it.
pub fn book(snapshot: &Snapshot, cx: &Cx) -> Book {
    let Ok(place) = config::journal::place(&cx.settings, &cx.paths, &snapshot.dataset.header().id) else {
        return Book::default();
    };
    let journal = place.read(&*place.storage());
    tell(&journal);
    // Which device asks matters only to who writes.
    Book::new(&journal, "")
}

/// Reads what was added to a dataset if a query asks for it.
pub fn asked(query: &str, snapshot: &Snapshot, cx: &Cx) -> Book {
    if added::asks(&Query::parse(query).0) { book(snapshot, cx) } else { Book::default() }
}

/// Does what was asked for.
pub fn run(args: &JournalArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    match &args.command {
        JournalCommand::List(args) => list::run(args, cx, out),
        JournalCommand::Add(args) => add::run(args, cx, out),
        JournalCommand::Merge(args) => merge::run(args, cx, out),
        JournalCommand::Recover(args) => recover::run(args, cx, out),
        JournalCommand::Verify(args) => verify::run(args, cx, out),
        JournalCommand::Export(args) => export::run(args, cx, out),
    }
}

/// Writes what stands in a field according to changes that do not know of each other, field by field: `text: "a" or "b"`.
fn conflicts(item: &Item) -> String {
    let mut names: Vec<&str> = item.changes.keys().map(String::as_str).collect();
    names.sort_unstable();
    let all = names.into_iter().filter(|name| item.conflict(name).next().is_some()).map(|name| {
        let texts: Vec<String> = item.conflict(name).map(|text| format!("\"{}\"", start(text))).collect();
        format!("{name}: {}", texts.join(" or "))
    });
    all.collect::<Vec<_>>().join("; ")
}

/// Names an item in a line: what it is, when it was made, what it hangs on, how it begins.
fn named(item: &Item) -> String {
    let on = item.event.on.as_deref().map(|on| format!(" on {on}")).unwrap_or_default();
    let text = start(item.text("text"));
    let text = if text.is_empty() { text } else { format!(": {text}") };
    visible(&format!("{} of {}{on}{text}", item.op.spec().title, item.event.stamp.minute()), false).into_owned()
}

fn start(text: &str) -> String {
    let shown = visible(text, false);
    crate::base::text::truncate(&shown, SHOWN, "…").into_owned()
}
