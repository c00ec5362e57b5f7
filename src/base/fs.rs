//! Files, read whole and within a limit, and written whole or not at all.
//!
//! The only place that opens a file, besides [`append`](super::append), whose files only grow, and [`own`](super::own), whose files are
//! not to be lost. It knows neither what the bytes mean nor what to do without them.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::ops::ControlFlow;
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
    /// Whoever watched it stopped it.
    #[error("reading it was stopped")]
    Stopped,
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
    read_in_pieces(path, max, |_, _| ControlFlow::Continue(()))
}

/// How much of a file is read between two words about it, in bytes: a few milliseconds of a slow disk.
const PIECE: u64 = 1 << 20;

/// Reads a file whole, unless it is longer than `max` bytes, and tells after each piece how many bytes of how many it has; whoever is
/// told says whether to go on.
///
/// # Errors
///
/// As [`read_limited`], or [`ReadError::Stopped`].
pub fn read_in_pieces(
    path: &Path,
    max: u64,
    told: impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<u8>, ReadError> {
    take_in_pieces(File::open(path)?, max, told)
}

/// The same for a file that is open.
///
/// # Errors
///
/// As [`read_limited`], or [`ReadError::Stopped`].
pub fn take_in_pieces(
    mut file: File,
    max: u64,
    mut told: impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<u8>, ReadError> {
    // What it says of its length is a hint: a pipe has none, and a file may grow.
    let size = file.metadata().ok().filter(fs::Metadata::is_file).map_or(0, |found| found.len());
    if size > max {
        return Err(ReadError::TooLarge(max));
    }
    let mut bytes = Vec::new();
    let room = usize::try_from(size).unwrap_or(0).saturating_add(1);
    // Where there is no room for it, reading says so.
    let _ = bytes.try_reserve_exact(room);
    loop {
        let read = (&mut file).take(PIECE).read_to_end(&mut bytes)?;
        if read == 0 {
            return Ok(bytes);
        }
        if bytes.len() as u64 > max {
            return Err(ReadError::TooLarge(max));
        }
        if told(bytes.len() as u64, size).is_break() {
            return Err(ReadError::Stopped);
        }
    }
}

/// Opens a file, and says how long it is where that is known before it is read: a pipe or a device has no length.
///
/// # Errors
///
/// Says why when there is no such file or when it may not be read.
pub fn open(path: &Path) -> Result<(File, Option<u64>), ReadError> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    Ok((file, metadata.is_file().then_some(metadata.len())))
}

/// Reads standard input to its end, unless it is longer than `max` bytes.
///
/// # Errors
///
/// Says why when it cannot be read or is too long.
pub fn read_stdin(max: u64) -> Result<Vec<u8>, ReadError> {
    take_limited(io::stdin().lock(), max)
}

/// Reads what is open to its end, unless it is longer than `max` bytes.
///
/// # Errors
///
/// Says why when it cannot be read or is too long.
pub fn take_limited(from: impl Read, max: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    from.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= max) { Ok(bytes) } else { Err(ReadError::TooLarge(max)) }
}

/// Why a file could not be written. The words say what is wrong; the caller says which file.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder that it is to lie in does not exist.
    #[error("there is no such folder")]
    NoFolder,
    /// The name belongs to a directory.
    #[error("this is a directory, not a file")]
    Directory,
    /// The system refused.
    #[error("you are not allowed to write it")]
    Denied,
    /// Anything else, in the system's words.
    #[error("it cannot be written: {0}")]
    Other(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder,
            ErrorKind::IsADirectory => Self::Directory,
            ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error),
        }
    }
}

/// What stands where a file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing: the file will be new.
    Free,
    /// A file, which would be replaced.
    File,
    /// A directory.
    Directory,
    /// Neither, but a device or a pipe.
    Other,
    /// The folder that it is to lie in does not exist.
    NoFolder,
}

/// Returns how long a file is, in bytes; `None` where there is none or it is no file but a folder, a pipe or a device.
pub fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|found| found.len())
}

/// Tells whether two paths lead to the same file, be it through links; `false` where one of them leads to none.
pub fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(own), Ok(others)) => own == others || is_linked(&own, &others),
        _ => false,
    }
}

/// Tells whether two names are of one file.
#[cfg(unix)]
fn is_linked(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_linked(_one: &Path, _other: &Path) -> bool {
    false
}

/// Looks what stands at a path, without opening it. What cannot be told shows when it is written.
pub fn look(path: &Path) -> Standing {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Standing::Directory,
        Ok(found) if found.is_file() => Standing::File,
        Ok(_) => Standing::Other,
        Err(_) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let is_missing = fs::metadata(folder).map_or_else(
                |error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
                |found| !found.is_dir(),
            );
            if is_missing { Standing::NoFolder } else { Standing::Free }
        }
    }
}

/// Writes a file whole or not at all: whoever reads it sees the old bytes or the new ones, and after an error the old ones are there.
///
/// The bytes go to a new file in the same folder, which takes the place of the old one, and its permissions, when it is on the disk.
/// A pipe or a device is written to as it is.
///
/// # Errors
///
/// Says why it cannot be written; nothing has changed then.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let old = match fs::metadata(path) {
        Ok(old) if old.is_dir() => return Err(WriteError::Directory),
        Ok(old) if !old.is_file() => return Ok(File::options().write(true).open(path)?.write_all(bytes)?),
        Ok(old) if old.permissions().readonly() => return Err(WriteError::Denied),
        Ok(old) => Some(old.permissions()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    // A link stays one: what it points to is replaced.
    let target = if old.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = new_file(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    // The file is there; that its name is on the disk, too, can be asked for but is not promised everywhere.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Writes a file that is the user's alone whole or not at all, and makes its folder where there is none.
///
/// It is not waited for that the bytes are on the disk: this is for what can be done without.
///
/// # Errors
///
/// Says why it cannot be written; nothing has changed then.
pub fn replace_private(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let folder = path.parent().ok_or(WriteError::NoFolder)?;
    make_private(folder)?;
    // Files of this kind are made for the user alone.
    let mut file = tempfile::Builder::new().prefix(".plenary-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a file that is the user's alone, with its folder, unless it is there already; returns what stands in it now.
///
/// Of several programs that do so at once one makes it, whole, and the others see what that one made.
///
/// # Errors
///
/// It can neither be made nor be read.
pub fn make_once(path: &Path, bytes: &[u8]) -> Result<Vec<u8>, WriteError> {
    let folder = path.parent().ok_or(WriteError::NoFolder)?;
    if let Ok(there) = fs::read(path) {
        return Ok(there);
    }
    make_private(folder)?;
    let mut file = tempfile::Builder::new().prefix(".plenary-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(error) if error.error.kind() != ErrorKind::AlreadyExists => Err(error.error.into()),
        _ => Ok(fs::read(path)?),
    }
}

#[cfg(unix)]
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Makes a new file in a folder, which is removed again unless it is given a name.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-");
    if let Some(permissions) = usual() {
        return builder.permissions(permissions).tempfile_in(folder);
    }
    builder.tempfile_in(folder)
}

/// Returns the permissions of a file that anybody makes, from which the system takes what the user does not want.
#[cfg(unix)]
fn usual() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual() -> Option<Permissions> {
    None
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
    fn a_file_is_read_in_pieces_that_can_be_stopped() {
        let whole: Vec<u8> = (0..PIECE * 2 + 3).map(|at| at as u8).collect();
        let file = file(&whole);
        let mut told = Vec::new();
        let read = read_in_pieces(file.path(), u64::MAX, |bytes, size| {
            told.push((bytes, size));
            ControlFlow::Continue(())
        });
        assert!(read.unwrap() == whole);
        let size = PIECE * 2 + 3;
        assert_eq!(told, [(PIECE, size), (PIECE * 2, size), (size, size)]);
        let stopped = read_in_pieces(file.path(), u64::MAX, |_, _| ControlFlow::Break(()));
        assert!(matches!(stopped, Err(ReadError::Stopped)));
    }

    #[test]
    fn says_what_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(message(folder.path(), 9), "this is a directory, not a file");
        assert_eq!(message(&folder.path().join("none"), 9), "there is no such file");
    }

    #[test]
    fn what_stands_at_a_path_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        assert_eq!(look(&file), Standing::Free);
        fs::write(&file, b"old").unwrap();
        assert_eq!(look(&file), Standing::File);
        assert_eq!(look(folder.path()), Standing::Directory);
        assert_eq!(look(&file.join("a")), Standing::NoFolder);
        assert_eq!(look(&folder.path().join("none/a")), Standing::NoFolder);
        #[cfg(unix)]
        assert_eq!(look(Path::new("/dev/null")), Standing::Other);
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        for bytes in [&b"one"[..], b"two", b""] {
            replace(&path, bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn what_cannot_be_written_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let message = |path: &Path| replace(path, b"x").unwrap_err().to_string();
        assert_eq!(message(folder.path()), "this is a directory, not a file");
        assert_eq!(message(&folder.path().join("none/a")), "there is no such folder");
        let file = folder.path().join("file");
        replace(&file, b"old").unwrap();
        assert_eq!(message(&file.join("a")), "there is no such folder");
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        assert_eq!(message(&file), "you are not allowed to write it");
        assert_eq!(fs::read(&file).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    #[cfg(unix)]
    fn links_and_permissions_stay_and_a_device_is_no_file() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        replace(&file, b"old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        let full = replace(Path::new("/dev/full"), b"x").unwrap_err().to_string();
        assert!(full.starts_with("it cannot be written: No space left on device"), "{full}");
        replace(Path::new("/dev/null"), b"x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!(size(1 << 20), "1 MB");
        assert_eq!(size(300 << 20), "300 MB");
        assert_eq!(size(512), "512 bytes");
    }
}
