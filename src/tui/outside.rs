//! Where the files lie that the dashboard may use besides its dataset.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cache::Cache;
use crate::config::{self, Paths, Settings};
use crate::journal::Place;

/// Folders outside that the dashboard may use, as far as there are any.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// Where it is kept where the user was; a crash report goes there, too.
    pub state: Option<PathBuf>,
    /// Where texts of documents may lie.
    pub data: Option<PathBuf>,
    /// Where large datasets are kept, so that they are there at once the next time.
    pub cache: Option<Cache>,
    /// The configuration file, in which views are kept.
    pub config: Option<PathBuf>,
    /// Where the journals of datasets lie.
    pub journal: Journals,
}

/// Where the journals of datasets lie, according to settings and system.
#[derive(Clone, Debug, Default)]
pub struct Journals(pub Option<Arc<(Settings, Paths)>>);

impl Journals {
    /// Returns where the journal of a dataset lies, or says why there is no place for it.
    pub(super) fn place(&self, dataset: &str) -> Result<Place, String> {
        let (settings, paths) = self.0.as_deref().ok_or("there is no place for a journal")?;
        config::journal::place(settings, paths, dataset)
            .map_err(|none| format!("there is no place for a journal: {none}; the setting \"journal\" names a folder"))
    }
}
