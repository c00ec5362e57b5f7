//! Where the journal of a dataset lies, and who writes in it on this device.
//!
//! The name of a dataset is text from a file: it becomes the name of a folder that is harmless everywhere, and no two share one. The id of
//! the device lies apart from the journals, so that a folder of journals which people share does not hand it on.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use jiff::{Timestamp, ZonedDateTime};
use uuid::Uuid;

use crate::base::append::{Disk, Shared, Storage};
use crate::base::fs;
use crate::journal::draft::Drafts;
use crate::journal::read::Journal;
use crate::journal::write::{Pen, Writer};

/// The longest name of a folder; what is longer goes on in a folder within it.
const LONGEST: usize = 180;
/// Names that Windows keeps for devices, besides those with a digit.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// The journal of a dataset as one person on one device has it.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The folder of segments.
    pub folder: PathBuf,
    /// How the user calls himself; empty where he does not.
    pub who: String,
    /// Where the id of the device is kept; `None` where there is no such place.
    file: Option<PathBuf>,
    /// Where drafts are kept; `None` where there is no such place.
    drafts: Option<PathBuf>,
    device: OnceLock<String>,
    is_shared: bool,
}

impl Place {
    /// Makes a place below the folder that holds journals, for a dataset. Nothing is made on the disk.
    pub fn new(journals: &Path, dataset: &str, state: Option<&Path>, who: &str) -> Self {
        let file = state.map(|state| state.join("device"));
        let drafts = state.map(|state| state.join("drafts").join(folder(dataset)));
        let (folder, who) = (journals.join(folder(dataset)), who.to_owned());
        Self { folder, who, file, drafts, device: OnceLock::new(), is_shared: false }
    }

    /// Takes it that several people may use the folder.
    pub fn shared(self) -> Self {
        Self { is_shared: true, ..self }
    }

    /// Returns the disk as this place uses it: what is made on it is the user's alone, or as open as the folder.
    pub fn storage(&self) -> Arc<dyn Storage> {
        if self.is_shared { Arc::new(Shared) } else { Arc::new(Disk) }
    }

    /// Returns the id of this device, and makes one where there is none. Where it cannot be kept it is another the next time: what is
    /// written then is kept all the same, but no step back reaches it after a restart.
    pub fn device(&self) -> &str {
        self.device.get_or_init(|| self.file.as_deref().and_then(kept).unwrap_or_else(made))
    }

    /// Returns the drafts of the dataset, which are the user's alone wherever the journal lies; `None` where there is no place for them.
    /// Nothing is made on the disk before there is a draft.
    pub fn drafts(&self) -> Option<Drafts> {
        self.drafts.clone().map(Drafts::new)
    }

    /// Reads the journal.
    pub fn read(&self, storage: &dyn Storage) -> Journal {
        Journal::read(&self.folder, storage)
    }

    /// Makes a pen whose events come after all that are there.
    pub fn pen(&self, journal: &Journal) -> Pen {
        Pen::new(self.device(), self.who.as_str(), journal, now())
    }

    /// Makes a writer. Nothing is made on the disk before there is something to write.
    pub fn writer(&self, storage: Arc<dyn Storage>) -> Writer {
        Writer::new(self.folder.clone(), self.device(), storage)
    }
}

/// Returns what the clock on the wall says, in milliseconds since 1970.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// Returns what a clock on the wall shows where the computer stands: `10:42`.
pub fn clock() -> String {
    ZonedDateTime::try_from(SystemTime::now())
        .map_or_else(|_| "now".to_owned(), |now| now.strftime("%H:%M").to_string())
}

/// Returns the folder of a dataset, relative to that of all journals.
///
/// Lower-case letters, digits, `-` and `_` stay; any other byte, as well as a capital, which not every file system tells from a small
/// letter, becomes `%` with two hexadecimal digits.
pub fn folder(dataset: &str) -> PathBuf {
    let mut name = String::new();
    for (at, byte) in dataset.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' if at > 0 || !is_device(dataset) => name.push(char::from(byte)),
            // Writing to a String cannot fail.
            _ => drop(write!(name, "%{byte:02x}")),
        }
    }
    if name.is_empty() {
        name.push('%');
    }
    let mut path = PathBuf::new();
    while name.len() > LONGEST {
        let rest = name.split_off(LONGEST);
        // No whole name ends so, and none is as long.
        path.push(format!("{name}%"));
        name = rest;
    }
    path.join(name)
}

fn is_device(name: &str) -> bool {
    let is_numbered = |rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
    DEVICES.contains(&name) || NUMBERED.iter().any(|device| name.strip_prefix(device).is_some_and(is_numbered))
}

fn made() -> String {
    Uuid::now_v7().simple().to_string()
}

/// Reads the id of the device, and makes it where there is none; `None` where it can be neither read nor made.
fn kept(file: &Path) -> Option<String> {
    let read = |bytes: Vec<u8>| String::from_utf8(bytes).ok()?.trim().parse::<Uuid>().ok();
    let id = made();
    let line = format!("{id}\n");
    let found = fs::make_once(file, line.as_bytes()).ok()?;
    if let Some(id) = read(found) {
        return Some(id.simple().to_string());
    }
    // What stands there is no id: it is of no use to anybody.
    fs::replace_private(file, line.as_bytes()).ok()?;
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::path::Component;

    const HOSTILE: [&str; 18] = [
        "",
        "%",
        ".",
        "..",
        "/",
        "../../etc",
        "a/b",
        "a\\b",
        "a",
        "A",
        "%61",
        "con",
        "com1",
        "COM1",
        "a\0b",
        "a\nb",
        "é",
        "~",
    ];

    #[test]
    fn an_id_is_a_harmless_folder_and_no_two_share_one() {
        let long = ["x".repeat(LONGEST), "x".repeat(LONGEST + 1), "x".repeat(3 * LONGEST), "é".repeat(500)];
        let ids: Vec<&str> = HOSTILE.into_iter().chain(long.iter().map(String::as_str)).collect();
        let mut seen = HashSet::new();
        for id in ids {
            let path = folder(id);
            let names: Vec<String> = path
                .components()
                .map(|part| match part {
                    Component::Normal(name) => name.to_string_lossy().into_owned(),
                    other => panic!("{id:?}: {other:?}"),
                })
                .collect();
            for name in &names {
                let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_%".contains(&byte);
                assert!(name.len() <= LONGEST + 1 && name.bytes().all(is_plain) && !is_device(name), "{id:?}: {name}");
            }
            assert!(seen.insert(path), "{id:?}");
        }
        assert_eq!(folder("budapest-process"), Path::new("budapest-process"));
        assert_eq!(folder("../A"), Path::new("%2e%2e%2f%41"));
        assert_eq!(folder("con"), Path::new("%63on"));
    }

    #[test]
    fn a_device_has_one_id_for_ever_and_a_broken_one_is_made_anew() {
        let state = tempfile::tempdir().unwrap();
        let device = || Place::new(Path::new("/j"), "x", Some(state.path()), "").device().to_owned();
        let first = device();
        assert_eq!(device(), first);
        std::fs::write(state.path().join("device"), [0; 33]).unwrap();
        let second = device();
        assert!(second != first && second == device());
    }

    #[test]
    fn without_a_place_for_it_a_device_is_another_each_time() {
        let place = |state: Option<&Path>| Place::new(Path::new("/j"), "x", state, "");
        let (one, other) = (place(None), place(Some(Path::new("/dev/null/state"))));
        assert_eq!(one.device(), one.device());
        assert_ne!(one.device(), other.device());
    }
}
