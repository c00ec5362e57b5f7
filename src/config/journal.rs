//! Where the journal of a dataset lies according to settings and system: the one way by which command line and dashboard find it.

use std::path::Path;

use crate::config::paths::{NoPlace, Paths, typed};
use crate::config::settings::Settings;
use crate::config::value::JournalFolder;
use crate::journal::Place;

/// Returns where the journal of a dataset lies. Nothing is read and nothing is made.
///
/// # Errors
///
/// Says why there is no place for it.
pub fn place(settings: &Settings, paths: &Paths, dataset: &str) -> Result<Place, NoPlace> {
    let place = |journals: &Path| Place::new(journals, dataset, paths.state.as_deref().ok(), &settings.name().0);
    match settings.journal() {
        JournalFolder::Folder(folder) => Ok(place(&typed(&folder)).shared()),
        JournalFolder::Own => Ok(place(&paths.data.clone()?.join("journals"))),
    }
}
