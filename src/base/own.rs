//! Files that are the user's alone and hold what is nowhere else yet, and locks that say who still runs.
//!
//! Such a file is on the device before anybody says so, and it is whole: a writer goes by way of a second file beside it. A lock is advice:
//! where the system has none, nobody is kept from anything.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::base::append::{private, sync_folder};
use crate::base::fs::make_private;

/// How often a lock is tried for. Somebody who looks whether it is held has it for a moment.
const TRIES: usize = 5;

/// Writes a file whole or not at all, by way of `new` in the same folder, which is made where there is none; returns when it is on the
/// device. After an error `new` may be there, and hold all of it or a part.
///
/// # Errors
///
/// It could not be written, or that is not certain; what was there before is there.
pub fn write(file: &Path, new: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    make_private(folder)?;
    // What a program that was stopped left there is of no use: the file is made anew, for the user alone.
    remove(new)?;
    let mut made = options().create_new(true).open(new)?;
    made.write_all(bytes)?;
    made.sync_all()?;
    drop(made);
    fs::rename(new, file)?;
    sync_folder(folder)
}

/// Removes a file, unless it is gone already.
///
/// # Errors
///
/// It is there still.
pub fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// A lock that is held until it is dropped, or the program ends in whatever way. A lock that is dropped is gone.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    /// The system frees the lock when this is closed.
    _file: File,
}

impl Lock {
    /// Takes a lock that nobody else takes, and makes its file and folder.
    ///
    /// # Errors
    ///
    /// It cannot be made, or the system has no locks there.
    pub fn hold(path: &Path) -> io::Result<Self> {
        make_private(path.parent().unwrap_or(Path::new(".")))?;
        for _ in 0..TRIES {
            let file = options().open(path)?;
            match file.try_lock() {
                // Who looked in between, before it was held, has removed it.
                Ok(()) if path.exists() => return Ok(Self { path: path.to_owned(), _file: file }),
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(ErrorKind::WouldBlock.into())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock that stays is removed by the next who looks.
        let _ = fs::remove_file(&self.path);
    }
}

/// Tells whether somebody holds a lock; `false` where there are no locks. One that nobody holds is removed.
pub fn is_held(path: &Path) -> bool {
    let Ok(file) = File::options().read(true).write(true).open(path) else { return false };
    match file.try_lock() {
        Ok(()) => {
            // Removed while it is held here, so that whoever takes it meanwhile sees that it is gone.
            let _ = fs::remove_file(path);
            false
        }
        Err(error) => matches!(error, TryLockError::WouldBlock),
    }
}

fn options() -> fs::OpenOptions {
    let mut options = private();
    options.write(true).create(true);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_for_the_user_alone_and_what_was_torn_before_does_not_matter() {
        let folder = tempfile::tempdir().unwrap();
        let (file, new) = (folder.path().join("a/b"), folder.path().join("a/b.new"));
        write(&file, &new, b"one").unwrap();
        fs::write(&new, b"a torn one that is longer").unwrap();
        write(&file, &new, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(!new.exists());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        }
        remove(&file).unwrap();
        remove(&file).unwrap();
        assert!(!file.exists());
    }

    #[test]
    fn what_cannot_be_written_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        write(&file, &folder.path().join("new"), b"old").unwrap();
        // A folder stands where the second file would be.
        assert!(write(&file, folder.path(), b"x").is_err());
        assert!(write(&file.join("a"), &file.join("b"), b"x").is_err());
        assert_eq!(fs::read(&file).unwrap(), b"old");
    }

    #[test]
    fn a_lock_is_held_until_it_is_dropped_and_one_that_nobody_holds_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("locks/one");
        assert!(!is_held(&path));
        let lock = Lock::hold(&path).unwrap();
        assert!(is_held(&path) && is_held(&path) && path.exists());
        assert_eq!(Lock::hold(&path).unwrap_err().kind(), ErrorKind::WouldBlock);
        drop(lock);
        assert!(!is_held(&path) && !path.exists());
        fs::write(&path, b"").unwrap();
        assert!(!is_held(&path) && !path.exists());
    }
}
