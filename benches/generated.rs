//! Generated datasets that are ready to be asked, each made once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use plenary::index::{Origin, Snapshot};
use plenary::load::{Source, load};

use crate::generator;

/// Returns the dataset of so many activities.
pub fn snapshot(activities: usize) -> Arc<Snapshot> {
    static MADE: Mutex<BTreeMap<usize, Arc<Snapshot>>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(activities).or_insert_with(|| Arc::new(make(activities))).clone()
}

fn make(activities: usize) -> Snapshot {
    let mut bytes = Vec::new();
    assert!(generator::write(activities, 1, &mut bytes).is_ok());
    let loaded = match load(&Source::bytes("generated", bytes)) {
        Ok(loaded) => loaded,
        Err(error) => unreachable!("{error}"),
    };
    Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default())
}
