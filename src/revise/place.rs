//! Where a file must not be written: over the old version, or among the segments of a journal.

use std::path::Path;

use crate::base::fs;

/// What stands where a file was to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The old version itself.
    Old,
    /// The folder of the journal.
    Journal,
}

/// Looks whether a file must not be written, by whatever path it and the others are named.
pub fn taken(output: &Path, old: Option<&Path>, journal: Option<&Path>) -> Option<Taken> {
    if old.is_some_and(|old| fs::is_same(old, output)) {
        return Some(Taken::Old);
    }
    let parent = output.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    let is_in_journal = parent.zip(journal).is_some_and(|(parent, journal)| fs::is_same(parent, journal));
    is_in_journal.then_some(Taken::Journal)
}
