//! A file that another program is to change: in a folder of its own, the user's alone, and gone when this program is done with it.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::base::fs::{ReadError, read_limited};

/// A text in a file, in a folder that is removed with all that another program left there.
#[derive(Debug)]
pub struct Scratch {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Scratch {
    /// Writes a text to a file of this name, in a new folder among the temporary ones.
    ///
    /// # Errors
    ///
    /// It cannot be made; nothing is left then.
    pub fn new(name: &str, text: &str) -> io::Result<Self> {
        let folder = private().tempdir_in(env::temp_dir())?;
        let file = folder.path().join(name);
        options().create_new(true).open(&file)?.write_all(text.as_bytes())?;
        Ok(Self { folder, file })
    }

    /// Returns the path of the file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns the path of the folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Reads what stands in the file of this name now, unless it is longer than `max` bytes. What is no UTF-8 is marked in it.
    ///
    /// # Errors
    ///
    /// As [`read_limited`].
    pub fn read(&self, max: u64) -> Result<String, ReadError> {
        let bytes = read_limited(&self.file, max)?;
        Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}

/// Removes the folder of a [`Scratch`] whose owner does not get to it any more; one that cannot be removed stays.
pub fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

#[cfg(unix)]
fn private() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.prefix("plenary-").permissions(fs::Permissions::from_mode(0o700));
    builder
}

#[cfg(not(unix))]
fn private() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("plenary-");
    builder
}

#[cfg(unix)]
fn options() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.write(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> fs::OpenOptions {
    let mut options = File::options();
    options.write(true);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_out_and_comes_back_and_nothing_is_left() {
        let scratch = Scratch::new("text.md", "Türkiye\n").unwrap();
        let folder = scratch.folder().to_owned();
        assert_eq!(scratch.read(100).unwrap(), "Türkiye\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(scratch.file()), mode(&folder)), (0o600, 0o700));
        }
        // As an editor does: a new file in the place of the old one, and another beside it.
        fs::remove_file(scratch.file()).unwrap();
        fs::write(folder.join("text.md~"), "old").unwrap();
        assert!(matches!(scratch.read(100), Err(ReadError::Missing)));
        fs::write(scratch.file(), b"a\xffb").unwrap();
        assert_eq!(scratch.read(100).unwrap(), "a\u{fffd}b");
        assert!(matches!(scratch.read(2), Err(ReadError::TooLarge(2))));
        drop(scratch);
        assert!(!folder.exists());
    }
}
