//! Where a dataset comes from.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::base::fs::{self, ReadError};
use crate::load::progress::Progress;

/// The largest file that is read: positions in it are kept in 32 bits.
const LARGEST: u64 = u32::MAX as u64 - 1;

/// The dataset that comes with the program.
const EMBEDDED: &str = include_str!("../../assets/budapest-process.json");

/// From this length on a file is read piece by piece.
const LONG: u64 = 8 << 20;

/// What is to be read.
#[derive(Clone, Debug)]
pub enum Content {
    /// The bytes of it.
    Bytes(Cow<'static, [u8]>),
    /// A long file, which is read while it is parsed.
    Long(PathBuf),
}

impl Content {
    /// Returns all bytes.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the file cannot be read or is larger than 4 GiB.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, ReadError> {
        match self {
            Self::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Long(path) => fs::read_limited(path, LARGEST).map(Cow::Owned),
        }
    }
}

/// The bytes of a dataset, or the file that they are read from; and what that is called.
#[derive(Clone, Debug)]
pub struct Source {
    /// What to call it in a message: the path as it was given, or `-`.
    pub name: String,
    /// What is to be read.
    pub(super) content: Content,
    /// The folder of the file, where texts of its documents may lie; `None` when it is no file.
    pub folder: Option<PathBuf>,
}

impl Source {
    /// Returns the dataset that comes with the program.
    pub fn embedded() -> Self {
        Self { name: "(embedded)".into(), content: Content::Bytes(Cow::Borrowed(EMBEDDED.as_bytes())), folder: None }
    }

    /// Reads a file, or opens it where it is long: then [`load`](super::load) reads it.
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
        let (file, length) = fs::open(path)?;
        let content = match length.unwrap_or_default() {
            LONG..=LARGEST => Content::Long(path.to_path_buf()),
            _ => Content::Bytes(Cow::Owned(fs::take_in_pieces(file, LARGEST, |bytes, size| {
                progress.fetched(bytes, size)
            })?)),
        };
        let folder = path.parent().map(Path::to_path_buf);
        Ok(Self { name: path.display().to_string(), content, folder })
    }

    /// Reads what is still to be read: what is loaded of it and its [`text`](Self::text) are the same from now on, whatever becomes of the file.
    ///
    /// # Errors
    ///
    /// As [`Source::file`].
    pub fn whole(self) -> Result<Self, ReadError> {
        let content = match self.content {
            Content::Bytes(bytes) => Content::Bytes(bytes),
            long @ Content::Long(_) => Content::Bytes(Cow::Owned(long.bytes()?.into_owned())),
        };
        Ok(Self { content, ..self })
    }

    /// Returns the path of a long file, which is not read yet.
    pub fn long(&self) -> Option<&Path> {
        match &self.content {
            Content::Bytes(_) => None,
            Content::Long(path) => Some(path),
        }
    }

    /// Returns the text; `None` where it is no UTF-8, or was not read yet.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            Content::Long(_) => None,
        }
    }

    /// Takes a file as a long one, however short it is.
    #[cfg(test)]
    pub fn as_long(path: &Path) -> Self {
        let folder = path.parent().map(Path::to_path_buf);
        Self { name: path.display().to_string(), content: Content::Long(path.to_path_buf()), folder }
    }

    /// Takes bytes that were read elsewhere, such as from standard input.
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), content: Content::Bytes(Cow::Owned(bytes)), folder: None }
    }
}
