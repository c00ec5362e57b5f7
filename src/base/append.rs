//! Files that are only ever added to, and that are on the device before anybody says so.
//!
//! A file is made new, for the user alone; its name is on the device before the first byte is. Nothing is ever rewritten.

use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Where such files lie. A test puts something that fails in the place of the disk.
pub trait Storage: Debug + Send + Sync {
    /// Lists the files of a folder, sorted by name; none where there is no such folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be read.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Reads a file whole.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;

    /// Makes a new file, and its folder where there is none.
    ///
    /// # Errors
    ///
    /// The file is there already, or cannot be made.
    fn create(&self, file: &Path) -> io::Result<Box<dyn Append>>;
}

/// A file that is added to.
pub trait Append: Debug + Send {
    /// Adds bytes. After an error some of them may be there.
    ///
    /// # Errors
    ///
    /// Not all of them could be written.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits until everything that was added is on the device. After an error nothing that was added since the last time can be relied on,
    /// also where a second try succeeds.
    ///
    /// # Errors
    ///
    /// The device could not take it.
    fn sync(&mut self) -> io::Result<()>;

    /// Tells whether the file still has the name under which it was made: what is added to a file that somebody deleted or moved away is
    /// lost, and no error says so.
    fn is_there(&self) -> bool {
        true
    }
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Storage for Disk {
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if path.is_file() {
                files.push(path);
            }
        }
        files.sort_unstable();
        Ok(files)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn create(&self, file: &Path) -> io::Result<Box<dyn Append>> {
        let folder = file.parent().unwrap_or(Path::new("."));
        super::fs::make_private(folder)?;
        let made = options().open(file)?;
        // A file whose name is lost with the power is lost with all that is in it.
        sync_folder(folder)?;
        Ok(Box::new(Added { made, file: file.to_owned() }))
    }
}

/// A folder on the disk that several people may use: what is made in it is as open as the folder in which it is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shared;

impl Storage for Shared {
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Disk.list(folder)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        Disk.read(file)
    }

    fn create(&self, file: &Path) -> io::Result<Box<dyn Append>> {
        let folder = file.parent().unwrap_or(Path::new("."));
        make_as_open(folder)?;
        let made = options().open(file)?;
        open_as(folder, &made);
        sync_folder(folder)?;
        Ok(Box::new(Added { made, file: file.to_owned() }))
    }
}

/// Says what is wrong in the system's words, without its number.
pub fn reason(error: &io::Error) -> String {
    let said = error.to_string();
    said.split_once(" (os error").map_or_else(|| said.clone(), |(words, _)| words.to_owned())
}

/// Finds out whether a file can be made in a folder, or in the nearest one above it that there is; nothing of that stays.
///
/// # Errors
///
/// Says why none can.
pub fn can_make(folder: &Path) -> io::Result<()> {
    let there = folder.ancestors().find(|folder| folder.symlink_metadata().is_ok()).unwrap_or(folder);
    tempfile::Builder::new().prefix(".plenary-").tempfile_in(there)?.close()
}

/// Makes a folder, and those above it that there are not, each as open as the one in which it lies.
fn make_as_open(folder: &Path) -> io::Result<()> {
    let Some(above) = folder.parent().filter(|_| !folder.is_dir()) else { return Ok(()) };
    make_as_open(above)?;
    match fs::create_dir(folder) {
        // Another program made it in the meantime.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => return Ok(()),
        made => made?,
    }
    // Where this is not allowed the folder is as open as the system makes it.
    let _ = fs::metadata(above).and_then(|above| fs::set_permissions(folder, above.permissions()));
    Ok(())
}

/// Lets those read and write a file who may do so with its folder.
#[cfg(unix)]
fn open_as(folder: &Path, file: &File) {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(folder).map(|folder| folder.permissions().mode() & 0o666 | 0o600);
    // Where this is not allowed the file is its owner's alone; the owner can still use it.
    let _ = mode.and_then(|mode| file.set_permissions(fs::Permissions::from_mode(mode)));
}

#[cfg(not(unix))]
fn open_as(_folder: &Path, _file: &File) {}

#[derive(Debug)]
struct Added {
    made: File,
    /// The name under which it was made.
    file: PathBuf,
}

impl Append for Added {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.made.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        loop {
            match self.made.sync_data() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                done => return done,
            }
        }
    }

    #[cfg(unix)]
    fn is_there(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let same = |named: fs::Metadata| {
            let made = self.made.metadata();
            made.is_ok_and(|made| (made.dev(), made.ino()) == (named.dev(), named.ino()))
        };
        fs::metadata(&self.file).is_ok_and(same)
    }

    #[cfg(not(unix))]
    fn is_there(&self) -> bool {
        self.file.exists()
    }
}

fn options() -> fs::OpenOptions {
    let mut options = private();
    options.append(true).create_new(true);
    options
}

/// Returns how a file is opened that is the user's alone, should it be made.
#[cfg(unix)]
pub(super) fn private() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
pub(super) fn private() -> fs::OpenOptions {
    File::options()
}

#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems have nothing to wait for in a folder, and say so in this way.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
