//! Work that takes longer than a key press, on a thread of its own; a panic there is an answer like any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf, absolute, is_separator};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crossbeam_channel::Sender;

use super::datasets::Place;
use super::export::Order;
use super::keep;
use super::msg::Msg;
use super::run::Outside;
use super::search::{Latest, Question, Sieve};
use super::session::Session;
use crate::base::fs::{self, Standing, WriteError};
use crate::config::typed;
use crate::diff::Changes;
use crate::index::{Origin, Snapshot};
use crate::load::{Loaded, Source, load};
use crate::query::search::Found;

/// A dataset that was read again.
#[derive(Debug)]
pub struct Reloaded {
    /// The new dataset with all that is derived from it.
    pub snapshot: Snapshot,
    /// What is different from the old one.
    pub changes: Changes,
}

/// A dataset that was opened in the place of another.
#[derive(Debug)]
pub struct Opened {
    /// The dataset with all that is derived from it.
    pub snapshot: Snapshot,
    /// Where the user was with it the last time.
    pub session: Option<Session>,
}

/// Reads another dataset and where the user was with it; the answer is [`Msg::Opened`].
pub fn open(place: Place, outside: Outside, sender: Sender<Msg>) {
    on_a_thread(sender, "reading", move || read_other(&place, &outside).map(Box::new), Msg::Opened);
}

fn read_other(place: &Place, outside: &Outside) -> Result<Opened, String> {
    let (source, name) = match place {
        Place::Embedded => (Source::embedded(), "the embedded dataset".to_owned()),
        Place::File(path) => {
            let path = &typed(path);
            let name = path.display().to_string();
            let source = Source::file(path).map_err(|error| format!("{name}: {error}"))?;
            (source, name)
        }
    };
    let file = if let Place::File(path) = place { Some(typed(path)) } else { None };
    let folders = source.folder.iter().cloned().chain(outside.data.clone()).collect();
    let origin = Origin { name: source.name.clone(), file, folders };
    let Loaded { dataset, diagnostics, more } =
        load(&source).map_err(|error| format!("{name}: {}", error.diagnostic))?;
    drop(source);
    let session = outside.state.as_deref().and_then(|state| keep::read(state, &dataset.header().id));
    Ok(Opened { snapshot: Snapshot::new(dataset, diagnostics, more, origin), session })
}

/// Reads a file again and compares it with what is shown; the answer is [`Msg::Loaded`].
pub fn reload(file: PathBuf, shown: Arc<Snapshot>, sender: Sender<Msg>) {
    let read = {
        let file = file.clone();
        move || read(&file, &shown).map(Box::new)
    };
    on_a_thread(sender, "reading", read, move |answer| Msg::Loaded { file: file.clone(), answer });
}

/// Looks what stands at the path that a person typed; the answer is [`Msg::Looked`].
pub fn look(typed: String, sender: Sender<Msg>) {
    let look = {
        let typed = typed.clone();
        move || Ok(look_at(&typed))
    };
    let answer = move |seen: Result<(PathBuf, Standing), String>| {
        // Where it cannot be looked, whether it can be written will show.
        let (file, standing) = seen.unwrap_or_else(|_| (PathBuf::from(&typed), Standing::Free));
        Msg::Looked { typed: typed.clone(), file, standing }
    };
    on_a_thread(sender, "looking at", look, answer);
}

/// Returns the path in full that a person typed, and what stands there.
pub fn look_at(text: &str) -> (PathBuf, Standing) {
    let file = typed(Path::new(text.trim()));
    let file = absolute(&file).unwrap_or(file);
    let names_folder = text.trim_end().ends_with(is_separator);
    let standing = if names_folder { Standing::Directory } else { fs::look(&file) };
    (file, standing)
}

/// Finds anything; the answers are [`Msg::Found`].
pub fn search(question: Question, shown: Arc<Snapshot>, latest: Latest, sender: Sender<Msg>) {
    let ticket = question.ticket;
    let answer = move |answer: Result<Found, String>| Msg::Found { ticket, answer: answer.map(Box::new) };
    let back = sender.clone();
    let work = move || {
        let mut last = Found::default();
        question.answer(&shown, &latest, &mut |found| match found.whole {
            true => last = found,
            // The loop is only gone when the program ends.
            false => drop(back.send(answer(Ok(found)))),
        });
        // Where a later question has ended this one, nobody waits for this.
        Ok(last)
    };
    on_a_thread(sender, "searching", work, answer);
}

/// Reads a filter; the answer is [`Msg::Sieved`].
pub fn sieve(sieve: Sieve, shown: Arc<Snapshot>, latest: Latest, sender: Sender<Msg>) {
    let ticket = sieve.ticket;
    let work = move || Ok(sieve.read(&shown, &latest).map(Box::new));
    on_a_thread(sender, "filtering", work, move |answer| Msg::Sieved { ticket, answer });
}

/// Writes records of what is shown to a file; the answer is [`Msg::Exported`]. Returns the thread that does it.
pub fn export(order: Order, shown: Arc<Snapshot>, sender: Sender<Msg>) -> Option<JoinHandle<()>> {
    let file = order.file.clone();
    let answer = move |answer| Msg::Exported { file: file.clone(), answer };
    on_a_thread(sender, "writing", move || write(&order, &shown), answer)
}

/// Writes a file whole or not at all, and says what was written, or why nothing was and what to do.
///
/// # Errors
///
/// Says why nothing was written.
pub fn write(order: &Order, shown: &Snapshot) -> Result<String, String> {
    let Order { selection, format, file, replaces, today } = order;
    let mut bytes = Vec::new();
    let written = selection.write(*format, &shown.dataset, *today, &mut bytes).map_err(|error| error.to_string())?;
    if !replaces && matches!(fs::look(file), Standing::File | Standing::Other) {
        return Err("something has come to stand there meanwhile; export again to see what".into());
    }
    fs::replace(file, &bytes).map_err(|error| {
        let what_to_do = match error {
            WriteError::NoFolder => "make it first, or choose another",
            WriteError::Directory => "choose another name",
            WriteError::Denied => "choose another folder",
            WriteError::Other(_) => "an older file is as it was",
        };
        format!("{error}; {what_to_do}")
    })?;
    Ok(selection.dated(written))
}

/// Does a piece of work on a thread of its own and sends what came of it.
fn on_a_thread<T: Send + 'static>(
    sender: Sender<Msg>,
    doing: &'static str,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
    answer: impl Fn(Result<T, String>) -> Msg + Clone + Send + 'static,
) -> Option<JoinHandle<()>> {
    let work = move || {
        super::fault::trip("worker");
        work()
    };
    let (back, answer_back) = (sender.clone(), answer.clone());
    let thread = thread::Builder::new().name("work".into()).spawn(move || {
        let result = catch_unwind(AssertUnwindSafe(work))
            .unwrap_or_else(|_| Err(format!("the program failed while {doing} it")));
        // The loop is only gone when the program ends.
        let _ = back.send(answer_back(result));
    });
    match thread {
        Ok(thread) => Some(thread),
        Err(error) => {
            let _ = sender.send(answer(Err(format!("{doing} it cannot begin now: {error}"))));
            None
        }
    }
}

fn read(file: &Path, shown: &Snapshot) -> Result<Reloaded, String> {
    let source = Source::file(file).map_err(|error| error.to_string())?;
    let Loaded { dataset, diagnostics, more } = load(&source).map_err(|error| error.diagnostic.to_string())?;
    drop(source);
    let snapshot = Snapshot::new(dataset, diagnostics, more, shown.origin.clone());
    let changes = Changes::between(&shown.dataset, &snapshot.dataset);
    Ok(Reloaded { snapshot, changes })
}
