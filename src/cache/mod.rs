//! What was read of a large file once, kept on the disk: so that it is there at once the next time, and its long texts need not be in memory.
//!
//! A file of the cache holds the long texts of a dataset, page by page, and everything else of its snapshot in
//! [stretches](crate::base::stretch) ([`layout`]). While a dataset is read its texts go there ([`read`]); the rest follows when somebody has
//! the time ([`Later::run`]). It is known by the path of the dataset's file, and is used while that file has the same
//! [stamp](crate::base::spare::Stamp). A dashboard reads of it what it shows, the rest and the content of the file afterwards; a command,
//! which has no afterwards, reads all of it. Whatever is wrong with it, a half of it, a bit, a lie, the dataset is read as if there were
//! none, or once more; it can be deleted at any time. Nothing here decides whether there is a cache, draws, or knows what the user wrote: notes are never in it.

mod layout;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde::{Deserialize, Serialize};

use crate::base::fs;
use crate::base::lazy::force_all;
use crate::base::pages::{Filling, Pages};
use crate::base::spare::{self, New, Stamp};
use crate::base::sum::{Sum, sum_of};
use crate::index::{Origin, Snapshot};
use crate::load::{Loaded, Progress, Source, Unloaded, leaving};

/// How many datasets are kept at most.
const MOST: usize = 4;

/// The folder in which datasets are kept.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    /// What was begun there, by any copy of this.
    begun: Arc<Mutex<Vec<PathBuf>>>,
}

/// What is left to do once a snapshot can be seen.
#[derive(Debug)]
pub enum Later {
    /// Nothing: it is not kept.
    Nothing,
    /// To keep it.
    Keep(Box<Entry>, New, Content),
    /// To see whether the file still has the content that was kept.
    Check(Box<Entry>, Content),
}

/// Why what is shown is not what the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The file was changed since it was read.
    Changed,
    /// The disk does not give what was kept of it: some of what is shown may be missing.
    Torn,
}

/// The content of a file: its length and checksum (CRC-32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    length: u64,
    sum: u32,
}

/// The place of one file's dataset in the cache.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file.
    file: PathBuf,
    stamp: Stamp,
    /// Where it is kept.
    kept: PathBuf,
    begun: Arc<Mutex<Vec<PathBuf>>>,
}

/// Reads a dataset: from the cache, where it is kept there, and so that it can be kept, where it is not.
///
/// # Errors
///
/// As [`watched`](crate::load::watched).
pub fn read(
    source: Source,
    origin: Origin,
    progress: &Progress,
    cache: Option<&Cache>,
) -> Result<(Snapshot, Later), Unloaded> {
    let entry = cache.zip(source.long()).and_then(|(cache, file)| cache.entry(file));
    progress.opening(true);
    let kept = entry.as_ref().and_then(|entry| entry.open(&origin));
    progress.opening(false);
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let new = entry.as_ref().and_then(Entry::begin);
    let left = new.as_ref().map(|new| Filling::new(new.file.clone(), layout::HEAD));
    let Loaded { dataset, diagnostics, more, content } = leaving(&source, progress, left)?;
    // The bytes of the file are no longer needed; what follows needs memory of its own.
    drop(source);
    let snapshot = Snapshot::new(dataset, diagnostics, more, origin);
    let later = match (entry, new, content) {
        (Some(entry), Some(new), Some((length, sum)))
            if entry.is_as_it_was() && snapshot.dataset.left().is_some_and(Pages::are_written) =>
        {
            Later::Keep(Box::new(entry), new, Content { length, sum })
        }
        _ => Later::Nothing,
    };
    Ok((snapshot, later))
}

impl Cache {
    /// Makes one that lies in a folder, which need not be there.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, begun: Arc::default() }
    }

    /// Gives up what is being kept, before the program ends: no half of a dataset stays. Whoever still writes it does so for nobody.
    pub fn give_up(&self) {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        // One that was kept is no longer there under that name.
        begun.drain(..).for_each(|half| spare::remove(&half));
    }

    /// Reads all that is kept of a dataset but its long texts; `None` where nothing is, or not of the file as it is.
    pub fn open(&self, source: &Source, origin: &Origin) -> Option<(Snapshot, Later)> {
        let (snapshot, later) = self.entry(source.long()?)?.open(origin)?;
        force_all(&snapshot.lazies(), thread::available_parallelism().map_or(1, usize::from));
        (!snapshot.dataset.is_torn()).then_some((snapshot, later))
    }

    /// Returns the place of a file's dataset.
    fn entry(&self, file: &Path) -> Option<Entry> {
        let (file, stamp) = (spare::real(file)?, Stamp::of(file)?);
        let name = file.file_stem()?.to_string_lossy().into_owned();
        let plain: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric()).take(24).collect();
        let path = sum_of(file.as_os_str().as_encoded_bytes());
        let kept = self.folder.join(format!("{plain}-{path:08x}.dataset"));
        Some(Entry { file, stamp, kept, begun: self.begun.clone() })
    }
}

impl Entry {
    /// Opens what is kept; `None` where nothing is, or not of the file as it is.
    fn open(&self, origin: &Origin) -> Option<(Snapshot, Later)> {
        let (snapshot, content) = layout::open(self, origin)?;
        Some((snapshot, Later::Check(Box::new(self.clone()), content)))
    }

    /// Begins to keep a dataset; `None` where that is not possible, or the file is just being written.
    fn begin(&self) -> Option<New> {
        let new = New::begin(&self.kept).ok()?;
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).push(new.path().to_owned());
        (!self.stamp.is_fresh(&new.file)).then_some(new)
    }

    /// Removes what is too much in the folder, and what a program left that was stopped while it kept a dataset.
    fn sweep(&self) {
        self.kept.parent().into_iter().for_each(|folder| spare::sweep(folder, MOST));
    }

    /// Tells whether the file has not been changed since its place was asked for.
    fn is_as_it_was(&self) -> bool {
        Stamp::of(&self.file).as_ref() == Some(&self.stamp)
    }
}

impl Later {
    /// Does it; this takes a second for each gigabyte. Returns why the file must be read again, if it must.
    pub fn run(self, snapshot: &Snapshot) -> Option<Stale> {
        match self {
            Self::Nothing => None,
            Self::Keep(entry, new, content) => {
                // Where the disk takes it not, it is read again the next time.
                if layout::write(&entry, &new, content, snapshot).is_ok() && new.keep().is_ok() {
                    entry.sweep();
                }
                None
            }
            Self::Check(entry, content) => {
                force_all(&snapshot.lazies(), 1);
                let is_whole = !snapshot.dataset.is_torn() && snapshot.dataset.left().is_none_or(Pages::are_whole);
                let is_other = || content_of(&entry.file).is_some_and(|now| now != content);
                let stale = if is_whole { is_other().then_some(Stale::Changed) } else { Some(Stale::Torn) };
                if stale.is_some() {
                    spare::remove(&entry.kept);
                }
                entry.sweep();
                stale
            }
        }
    }
}

/// Reads a file, for nothing but its checksum; `None` where it cannot be read.
fn content_of(file: &Path) -> Option<Content> {
    let (mut file, _) = fs::open(file).ok()?;
    let mut sum = Sum::default();
    let length = std::io::copy(&mut file, &mut sum).ok()?;
    Some(Content { length, sum: sum.end() })
}

#[cfg(test)]
mod tests;
