//! Watches the file of a dataset and says when it has changed and come to rest.
//!
//! The folder is watched, not the file: editors write a new file and rename it over the old one, after which a watch on the file itself
//! would see nothing more. Several events in a row are one change.

use std::path::Path;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::msg::Msg;
use crate::cache::Stale;

/// How long nothing must happen before a change counts as done.
const QUIET: Duration = Duration::from_millis(200);

/// Begins to watch a file; every change that has come to rest is [`Msg::Stale`].
///
/// # Errors
///
/// Says why the folder cannot be watched.
pub fn start(file: &Path, sender: Sender<Msg>) -> notify::Result<()> {
    let (events, changes) = unbounded();
    let mut watcher = notify::recommended_watcher(move |event| {
        // The other end is only gone when the program ends.
        let _ = events.send(event);
    })?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    let file = file.to_path_buf();
    thread::Builder::new()
        .name("watch".into())
        .spawn(move || listen(watcher, &changes, &file, &sender))
        .map(drop)
        .map_err(notify::Error::io)
}

fn listen(_watcher: RecommendedWatcher, changes: &Receiver<notify::Result<Event>>, file: &Path, sender: &Sender<Msg>) {
    while let Ok(event) = changes.recv() {
        if !concerns(&event, file) {
            continue;
        }
        while changes.recv_timeout(QUIET).is_ok() {}
        if sender.send(Msg::Stale { file: file.to_path_buf(), why: Stale::Changed }).is_err() {
            return;
        }
    }
}

/// Tells whether an event may have changed the file; reading it has not.
fn concerns(event: &notify::Result<Event>, file: &Path) -> bool {
    let Ok(event) = event else { return true };
    let named = event.paths.iter().any(|path| path.file_name() == file.file_name());
    named && !matches!(event.kind, EventKind::Access(_))
}
