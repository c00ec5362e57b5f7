//! Which dataset is meant, and opening it.
//!
//! What the command line names comes first, then the configured dataset, then the one that comes with the program.

use std::path::{Path, PathBuf};

use crate::base::fs::{self, ReadError};
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::base::text::visible;
use crate::cli::Cx;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::out::note;
use crate::config::{DatasetChoice, Views};
use crate::index::{Origin, Snapshot};
use crate::load::{LoadError, Loaded, Source, load};

/// The name by which standard input is meant.
const STDIN: &str = "-";
/// The largest dataset that is read from standard input, in bytes: positions in it are kept in 32 bits.
const LARGEST: u64 = u32::MAX as u64 - 1;

/// From how many bytes on a file is read in the background of a dashboard; what is smaller is there before anybody could see it is not.
const LARGE: u64 = 1 << 20;
/// Where the dataset is named that is opened when the command line names none.
const CONFIGURED: &str = "it is the dataset of the configuration; see \"plenary config show\"";

/// Returns the name of a saved view, if there is one of that name.
///
/// # Errors
///
/// Says which is probably meant, or which there are.
pub fn view(name: String, views: &Views) -> Result<String, CliError> {
    if views.find(&name).is_some() {
        return Ok(name);
    }
    let known = || views.0.iter().map(|view| view.name.as_str());
    let how = || match known().collect::<Vec<_>>().as_slice() {
        [] => "none is saved; in the dashboard, \":\" and \"save NAME\" saves one".to_owned(),
        names => format!("views are {}", names.join(", ")),
    };
    let hint = suggest::hint(&name, known()).unwrap_or_else(how);
    Err(CliError::new(ErrorKind::Usage, format!("no view {}", quoted(&name))).hint(hint))
}

/// Opens the dataset that is meant for a command, and says on standard error if there is something wrong in it.
///
/// # Errors
///
/// Says why the file cannot be read, or is no dataset.
pub fn open_and_tell(cx: &Cx) -> Result<Snapshot, CliError> {
    Ok(tell(open(cx.data.as_deref(), cx)?))
}

/// Says on standard error if there is something wrong in a dataset.
pub fn tell(snapshot: Snapshot) -> Snapshot {
    let (errors, _) = snapshot.problems();
    if errors > 0 {
        let name = visible(&snapshot.origin.name, false).into_owned();
        let count = count(errors, "error");
        note(&format!("{name}: {count}, set aside; \"plenary validate {name}\" lists them"));
    }
    snapshot
}

/// Opens the dataset that is meant.
///
/// # Errors
///
/// Says why the file cannot be read, or is no dataset.
pub fn open(named: Option<&Path>, cx: &Cx) -> Result<Snapshot, CliError> {
    let source = source(named, cx)?;
    let origin = origin(&source, cx);
    // What the dashboard keeps is read; a command that is run once keeps nothing itself.
    if let Some((snapshot, _)) = cx.cache().and_then(|cache| cache.open(&source, &origin)) {
        return Ok(snapshot);
    }
    let Loaded { dataset, diagnostics, more, .. } = load(&source).map_err(unusable)?;
    // The bytes of the file are no longer needed; what follows needs memory of its own.
    drop(source);
    Ok(Snapshot::new(dataset, diagnostics, more, origin))
}

/// Returns the file of the dataset that is meant, if it is so large that it is better read in the background.
pub fn large(named: Option<&Path>, cx: &Cx) -> Option<PathBuf> {
    let path = match (named, cx.settings.dataset()) {
        (Some(path), _) => path.to_owned(),
        (None, DatasetChoice::File(path)) => path,
        (None, DatasetChoice::Embedded) => return None,
    };
    let is_large =
        path.as_os_str() != STDIN && fs::length(&path).is_some_and(|length| (LARGE..=LARGEST).contains(&length));
    is_large.then_some(path)
}

/// Says that a file is no dataset, and how to see where.
pub fn unusable(error: LoadError) -> CliError {
    let hint = format!("\"plenary validate {}\" shows the place", visible(&error.name, false));
    CliError::from(error).hint(hint)
}

/// Says that a file could not be read; `named` tells whether the command line names it.
pub fn unread(name: &str, error: &ReadError, named: bool) -> CliError {
    let hint = (!named).then(|| CONFIGURED.to_owned());
    CliError::new(ErrorKind::Unusable, format!("{name}: {error}")).hint(hint)
}

/// Reads the bytes of the dataset that is meant.
///
/// # Errors
///
/// Says why the file cannot be read.
pub fn source(named: Option<&Path>, cx: &Cx) -> Result<Source, CliError> {
    if let Some(path) = named {
        return read(path, true);
    }
    match cx.settings.dataset() {
        DatasetChoice::Embedded => Ok(Source::embedded()),
        DatasetChoice::File(path) => read(&path, false),
    }
}

fn read(path: &Path, named: bool) -> Result<Source, CliError> {
    let refused = |error: ReadError| unread(&path.display().to_string(), &error, named);
    if path.as_os_str() == STDIN {
        return Ok(Source::bytes(STDIN, fs::read_stdin(LARGEST).map_err(refused)?));
    }
    Source::file(path).map_err(refused)
}

/// Says where a dataset came from, and where the texts of its documents may lie.
fn origin(source: &Source, cx: &Cx) -> Origin {
    let data: Option<PathBuf> = cx.paths.data.clone().ok();
    let file = source.folder.as_ref().map(|_| PathBuf::from(&source.name));
    Origin { name: source.name.clone(), file, folders: source.folder.iter().cloned().chain(data).collect() }
}

/// Writes a number of things: `1 error`, `2 errors`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
