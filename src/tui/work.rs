//! Work that takes longer than a key press, on a thread of its own; a panic there is an answer like any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::Sender;

use super::datasets::Place;
use super::keep;
use super::msg::Msg;
use super::run::Outside;
use super::session::Session;
use crate::config::typed;
use crate::diff::Changes;
use crate::index::{Origin, Snapshot};
use crate::load::{Loaded, Source, load};

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
    on_a_thread(sender, move || read_other(&place, &outside).map(Box::new), Msg::Opened);
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
    on_a_thread(sender, read, move |answer| Msg::Loaded { file: file.clone(), answer });
}

/// Does a piece of work on a thread of its own and sends what came of it.
fn on_a_thread<T: Send + 'static>(
    sender: Sender<Msg>,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
    answer: impl Fn(Result<T, String>) -> Msg + Clone + Send + 'static,
) {
    let work = move || {
        super::fault::trip("worker");
        work()
    };
    let (back, answer_back) = (sender.clone(), answer.clone());
    let thread = thread::Builder::new().name("load".into()).spawn(move || {
        let result =
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("the program failed while reading it".into()));
        // The loop is only gone when the program ends.
        let _ = back.send(answer_back(result));
    });
    if let Err(error) = thread {
        let _ = sender.send(answer(Err(format!("it cannot be read now: {error}"))));
    }
}

fn read(file: &std::path::Path, shown: &Snapshot) -> Result<Reloaded, String> {
    let source = Source::file(file).map_err(|error| error.to_string())?;
    let Loaded { dataset, diagnostics, more } = load(&source).map_err(|error| error.diagnostic.to_string())?;
    drop(source);
    let snapshot = Snapshot::new(dataset, diagnostics, more, shown.origin.clone());
    let changes = Changes::between(&shown.dataset, &snapshot.dataset);
    Ok(Reloaded { snapshot, changes })
}
