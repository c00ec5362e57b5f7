//! Generated datasets that are ready to be asked, each made once.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use plenary::cache::{self, Cache};
use plenary::index::{Origin, Snapshot};
use plenary::load::{Progress, Source};

use crate::generator;

/// Returns the dataset of so many activities.
pub fn snapshot(activities: usize) -> Arc<Snapshot> {
    static MADE: Mutex<BTreeMap<usize, Arc<Snapshot>>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(activities).or_insert_with(|| Arc::new(make(activities))).clone()
}

/// Reads it from a file, as the program does: a large one leaves its long texts on the disk.
fn make(activities: usize) -> Snapshot {
    let read = || -> Result<Snapshot, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("generated.json");
        generator::write(activities, 1, &mut BufWriter::new(File::create(&file)?))?;
        // A file that was written just now is not kept.
        File::options().write(true).open(&file)?.set_modified(UNIX_EPOCH)?;
        let cache = Cache::new(folder.path().to_owned());
        let (snapshot, later) =
            cache::read(Source::file(&file)?, Origin::default(), &Progress::default(), Some(&cache))?;
        drop(later);
        Ok(snapshot)
    };
    read().unwrap_or_else(|error| unreachable!("{error}"))
}
