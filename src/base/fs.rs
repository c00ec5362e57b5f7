//! Files, read whole and within a limit.
//!
//! The only place that opens a file. It knows neither what the bytes mean nor what to do without them.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Why a file could not be read. The words say what is wrong with it; the caller says which file.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Nothing has this name.
    #[error("there is no such file")]
    Missing,
    /// The name belongs to a directory.
    #[error("this is a directory, not a file")]
    Directory,
    /// The file is longer than the limit, in bytes.
    #[error("the file is larger than {}", size(*.0))]
    TooLarge(u64),
    /// The system refused.
    #[error("you are not allowed to read it")]
    Denied,
    /// Anything else, in the system's words.
    #[error("it cannot be read: {0}")]
    Other(io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::IsADirectory => Self::Directory,
            ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error),
        }
    }
}

/// Reads a file whole, unless it is longer than `max` bytes.
///
/// The length is found by reading, since a pipe or a device has none to ask for.
///
/// # Errors
///
/// Says why when there is no such file, when it may not be read, or when it is too long.
pub fn read_limited(path: &Path, max: u64) -> Result<Vec<u8>, ReadError> {
    take_limited(File::open(path)?, max)
}

/// Reads standard input to its end, unless it is longer than `max` bytes.
///
/// # Errors
///
/// Says why when it cannot be read or is too long.
pub fn read_stdin(max: u64) -> Result<Vec<u8>, ReadError> {
    take_limited(io::stdin().lock(), max)
}

fn take_limited(from: impl Read, max: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    from.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= max) { Ok(bytes) } else { Err(ReadError::TooLarge(max)) }
}

/// Returns a number of bytes as a person would say it.
fn size(bytes: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    match bytes {
        MEGABYTE.. => format!("{} MB", bytes / MEGABYTE),
        _ => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn message(path: &Path, max: u64) -> String {
        read_limited(path, max).unwrap_err().to_string()
    }

    #[test]
    fn reads_up_to_the_limit() {
        let file = file(b"12345");
        assert_eq!(read_limited(file.path(), 5).unwrap(), b"12345");
        assert_eq!(message(file.path(), 4), "the file is larger than 4 bytes");
        assert_eq!(read_limited(file.path(), u64::MAX).unwrap(), b"12345");
    }

    #[test]
    fn says_what_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(message(folder.path(), 9), "this is a directory, not a file");
        assert_eq!(message(&folder.path().join("none"), 9), "there is no such file");
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!(size(1 << 20), "1 MB");
        assert_eq!(size(300 << 20), "300 MB");
        assert_eq!(size(512), "512 bytes");
    }
}
