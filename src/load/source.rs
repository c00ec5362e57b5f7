//! Where a dataset comes from.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::base::fs::{self, ReadError};
use crate::load::progress::Progress;

/// The largest file that is read: positions in it are kept in 32 bits.
const LARGEST: u64 = u32::MAX as u64 - 1;

/// The dataset that comes with the program.
const EMBEDDED: &str = include_str!("../../assets/budapest-process.json");

/// The bytes of a dataset, and where they were found.
#[derive(Clone, Debug)]
pub struct Source {
    /// What to call it in a message: the path as it was given, or `-`.
    pub name: String,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
    /// The folder of the file, where texts of its documents may lie; `None` when it is no file.
    pub folder: Option<PathBuf>,
}

impl Source {
    /// Returns the dataset that comes with the program.
    pub fn embedded() -> Self {
        Self { name: "(embedded)".into(), bytes: Cow::Borrowed(EMBEDDED.as_bytes()), folder: None }
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the file cannot be read or is larger than 4 GiB.
    pub fn file(path: &Path) -> Result<Self, ReadError> {
        Self::watched(path, &Progress::default())
    }

    /// Reads a file, tells meanwhile how far it has come, and stops when it is asked to.
    ///
    /// # Errors
    ///
    /// As [`Source::file`], or [`ReadError::Stopped`].
    pub fn watched(path: &Path, progress: &Progress) -> Result<Self, ReadError> {
        let bytes = fs::read_in_pieces(path, LARGEST, |bytes, size| progress.fetched(bytes, size))?;
        let folder = path.parent().map(Path::to_path_buf);
        Ok(Self { name: path.display().to_string(), bytes: Cow::Owned(bytes), folder })
    }

    /// Takes bytes that were read elsewhere, such as from standard input.
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes: Cow::Owned(bytes), folder: None }
    }
}
