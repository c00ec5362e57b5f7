//! Files that can be made again: for the user alone, whole under their name or not there, and removed when there are too many.
//!
//! Such a file is written under another name, behind a lock that says that somebody still does. Nothing waits for the device: what a
//! reader finds is checked by whoever reads it.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

pub use std::fs::File;

use crate::base::fs::make_private;
use crate::base::own::is_held;

/// How a file is called while it is written.
const NEW: &str = "new";

/// A file that is being written.
#[derive(Debug)]
pub struct New {
    /// What is written to, and can be read.
    pub file: Arc<File>,
    path: PathBuf,
    to: PathBuf,
}

impl New {
    /// Begins a file that will have this path; its folder is made where there is none.
    ///
    /// # Errors
    ///
    /// It cannot be made, or the system has no locks there.
    pub fn begin(to: &Path) -> io::Result<Self> {
        let folder = to.parent().ok_or(ErrorKind::InvalidInput)?;
        make_private(folder)?;
        let made = tempfile::Builder::new().suffix(&format!(".{NEW}")).tempfile_in(folder)?;
        made.as_file().try_lock()?;
        let (file, path) = made.keep()?;
        Ok(Self { file: Arc::new(file), path, to: to.to_owned() })
    }

    /// Returns what it is called until it has its name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, in the place of what had it.
    ///
    /// # Errors
    ///
    /// It cannot be renamed; then it is gone.
    pub fn keep(self) -> io::Result<()> {
        fs::rename(&self.path, &self.to)
    }
}

impl Drop for New {
    fn drop(&mut self) {
        // One that has its name is no longer there under this one; one that stays is removed by the next who looks.
        let _ = fs::remove_file(&self.path);
    }
}

/// Opens a file to read in it; `None` where it is not there, or is no file of the user's own.
pub fn open(path: &Path) -> Option<File> {
    let file = File::open(path).ok()?;
    let metadata = file.metadata().ok()?;
    (metadata.is_file() && is_own(&metadata)).then_some(file)
}

/// Tells whether nobody else may have written a file.
#[cfg(unix)]
fn is_own(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o022 == 0
}

#[cfg(not(unix))]
fn is_own(_metadata: &Metadata) -> bool {
    true
}

/// Removes a file that can be made again.
pub fn remove(path: &Path) {
    // One that stays is looked at again the next time.
    let _ = fs::remove_file(path);
}

/// Removes what programs left that were stopped while they wrote, and all but the newest files of a folder.
pub fn sweep(folder: &Path, most: usize) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == NEW) {
            // Asking removes one that nobody writes.
            is_held(&path);
        } else if let Ok(metadata) = entry.metadata()
            && metadata.is_file()
        {
            files.push((metadata.modified().ok(), path));
        }
    }
    files.sort_unstable();
    let many = files.len().saturating_sub(most);
    files.into_iter().take(many).for_each(|(_, path)| remove(&path));
}

/// What tells that a file was changed, without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    /// When its content was changed, in nanoseconds since 1970.
    modified: u128,
    /// When anything about it was changed, and which file of which device it is, where the system says so.
    identity: [i128; 3],
}

impl Stamp {
    /// Returns that of a file; `None` where it is no file, or the system does not say.
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(Metadata::is_file)?;
        let modified = nanoseconds(metadata.modified().ok()?)?;
        Some(Self { length: metadata.len(), modified, identity: identity(&metadata) })
    }

    /// Tells whether the file was changed so shortly before another was begun that a change right after could have the same stamp.
    pub fn is_fresh(&self, begun: &File) -> bool {
        let begun = begun.metadata().and_then(|metadata| metadata.modified()).ok().and_then(nanoseconds);
        begun.is_none_or(|begun| begun < self.modified + FRESH)
    }
}

/// For so many nanoseconds a file is fresh: the coarsest time of a file system.
const FRESH: u128 = 2_000_000_000;

fn nanoseconds(time: SystemTime) -> Option<u128> {
    time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_nanos())
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> [i128; 3] {
    use std::os::unix::fs::MetadataExt;
    let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
    [changed, metadata.ino().into(), metadata.dev().into()]
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> [i128; 3] {
    [0; 3]
}

/// Returns the one path of a file, whatever it is called.
pub fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_has_its_name_once_it_is_kept_and_is_gone_where_it_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("inner/a");
        let new = New::begin(&to).unwrap();
        crate::base::pages::write_at(&new.file, b"one", 0).unwrap();
        assert!(!to.exists());
        new.keep().unwrap();
        assert_eq!(fs::read(&to).unwrap(), b"one");
        assert!(open(&to).is_some());
        drop(New::begin(&to).unwrap());
        assert_eq!(names(to.parent().unwrap()), ["a"]);
        assert!(open(to.parent().unwrap()).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_write_is_not_opened() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        New::begin(&file).unwrap().keep().unwrap();
        assert!(open(&file).is_some());
        fs::set_permissions(&file, fs::Permissions::from_mode(0o662)).unwrap();
        assert!(open(&file).is_none());
    }

    #[test]
    fn sweeping_leaves_the_newest_and_what_is_being_written() {
        let folder = tempfile::tempdir().unwrap();
        for (at, name) in ["c", "a", "b"].iter().enumerate() {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(UNIX_EPOCH + std::time::Duration::from_secs(at as u64)).unwrap();
        }
        fs::write(folder.path().join("torn.new"), b"x").unwrap();
        let writing = New::begin(&folder.path().join("d")).unwrap();
        sweep(folder.path(), 2);
        let left = names(folder.path());
        assert_eq!(left.len(), 3);
        assert!(left.contains(&"a".to_owned()) && left.contains(&"b".to_owned()));
        writing.keep().unwrap();
        assert_eq!(names(folder.path()), ["a", "b", "d"]);
    }

    #[test]
    fn a_change_is_seen_by_the_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, b"one").unwrap();
        let stamp = Stamp::of(&file).unwrap();
        assert_eq!(Stamp::of(&file), Some(stamp.clone()));
        assert!(stamp.is_fresh(&File::create(folder.path().join("b")).unwrap()));
        fs::write(&file, b"others").unwrap();
        assert_ne!(Stamp::of(&file), Some(stamp));
        assert_eq!(Stamp::of(folder.path()), None);
    }
}
