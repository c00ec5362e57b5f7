//! Work that takes longer than a key press, on a thread of its own; a panic there is an answer like any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::Sender;

use super::msg::Msg;
use crate::diff::Changes;
use crate::index::Snapshot;
use crate::load::{Loaded, Source, load};

/// A dataset that was read again.
#[derive(Debug)]
pub struct Reloaded {
    /// The new dataset with all that is derived from it.
    pub snapshot: Snapshot,
    /// What is different from the old one.
    pub changes: Changes,
}

/// Reads a file again and compares it with what is shown; the answer is [`Msg::Loaded`].
pub fn reload(file: PathBuf, shown: Arc<Snapshot>, sender: Sender<Msg>) {
    let work = move || {
        super::fault::trip("worker");
        read(&file, &shown)
    };
    let answer = sender.clone();
    let thread = thread::Builder::new().name("load".into()).spawn(move || {
        let result =
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("the program failed while reading it".into()));
        // The loop is only gone when the program ends.
        let _ = answer.send(Msg::Loaded(result.map(Box::new)));
    });
    if let Err(error) = thread {
        let _ = sender.send(Msg::Loaded(Err(format!("it cannot be read now: {error}"))));
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
