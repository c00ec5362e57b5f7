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
        Ok(Box::new(Added(made)))
    }
}

#[derive(Debug)]
struct Added(File);

impl Append for Added {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        loop {
            match self.0.sync_data() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                done => return done,
            }
        }
    }
}

#[cfg(unix)]
fn options() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.append(true).create_new(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> fs::OpenOptions {
    let mut options = File::options();
    options.append(true).create_new(true);
    options
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems have nothing to wait for in a folder, and say so in this way.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
