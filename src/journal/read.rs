//! A folder of segments, whatever is in it, to events; and what could not be read, with its place.
//!
//! Every file whose name ends in `.jsonl` is a segment, whoever put it there and whatever it is called otherwise: copies of copies give the
//! same events, each once. A line that is damaged costs that line.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use thiserror::Error;
use uuid::Uuid;

use crate::base::append::Storage;
use crate::base::text::visible;
use crate::journal::event::Event;
use crate::journal::line::{self, LineError};

/// How the names of segments end.
pub const ENDING: &str = "jsonl";

/// Something that could not be read; the rest was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1; `None` where it is the file as a whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: What,
    /// What stands there, as far as it is a text.
    pub text: String,
}

/// What can be wrong in a segment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum What {
    /// The file does not end with a line feed: a program was stopped while it wrote.
    #[error("the last line is cut off")]
    Torn,
    /// A line is no event.
    #[error("{0}")]
    Line(LineError),
    /// The file cannot be read.
    #[error("it cannot be read: {0}")]
    File(String),
    /// A file is no draft.
    #[error("it is no draft: {0}")]
    NoDraft(String),
    /// Two events have the same id and are not the same.
    #[error("another event has the same id; one of them was taken")]
    SameId,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", visible(&self.file.display().to_string(), false))?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))?;
        write!(f, ": {}", self.what)
    }
}

/// All events of a folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    /// The events, each once, in the order in which they were made.
    pub events: Vec<Event>,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
}

impl Journal {
    /// Reads every segment of a folder. What cannot be read is told beside what can.
    pub fn read(folder: &Path, storage: &dyn Storage) -> Self {
        let files = match segments(folder, storage) {
            Ok(files) => files,
            Err(error) => {
                let what = What::File(error.to_string());
                let trouble = Trouble { file: folder.to_owned(), line: None, what, text: String::new() };
                return Self { events: Vec::new(), troubles: vec![trouble] };
            }
        };
        Self::of(files.iter().map(|file| (file.as_path(), storage.read(file))))
    }

    /// Reads these segments: files with their bytes.
    pub fn of<'p>(segments: impl IntoIterator<Item = (&'p Path, std::io::Result<Vec<u8>>)>) -> Self {
        let mut taking = Taking::default();
        for (file, bytes) in segments {
            match bytes {
                Ok(bytes) => taking.segment(file, &bytes),
                Err(error) => taking.trouble(file, None, What::File(error.to_string()), &[]),
            }
        }
        let mut events: Vec<Event> = taking.events.into_values().collect();
        events.sort_by(|one, other| one.place().cmp(&other.place()));
        Self { events, troubles: taking.troubles }
    }

    /// Counts what could not be read and may have been said to be saved. A line that is cut off in a segment of the device itself is not
    /// counted: the program was stopped before it said anything of it, and no later one can write it anew.
    pub fn lacks(&self, device: &str) -> usize {
        let is_own =
            |file: &Path| file.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(device));
        self.troubles.iter().filter(|trouble| trouble.what != What::Torn || !is_own(&trouble.file)).count()
    }

    /// Returns the first file or folder of which nothing could be read: it may be readable another time, and nobody knows what is in it.
    pub fn unread(&self) -> Option<&Trouble> {
        self.troubles.iter().find(|trouble| matches!(trouble.what, What::File(_)))
    }
}

/// Lists the segments of a folder, sorted by name; none where there is no such folder.
///
/// # Errors
///
/// The folder cannot be read.
pub fn segments(folder: &Path, storage: &dyn Storage) -> std::io::Result<Vec<PathBuf>> {
    let mut files = storage.list(folder)?;
    files.retain(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING)));
    Ok(files)
}

/// Splits a segment into its lines, numbered from 1, without those that are blank; tells of the last whether its line feed is missing.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8], bool)> {
    let last = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    let lines = (1..).zip(bytes.split(|byte| *byte == b'\n')).map(move |(at, line)| (at, line, at == last));
    lines.filter(|(_, line, is_tail)| !if *is_tail { line.is_empty() } else { line.trim_ascii().is_empty() })
}

#[derive(Default)]
struct Taking {
    events: BTreeMap<Uuid, Event>,
    troubles: Vec<Trouble>,
}

impl Taking {
    fn segment(&mut self, file: &Path, bytes: &[u8]) {
        for (at, line, is_tail) in lines(bytes) {
            match line::read(line) {
                // A line that only lacks its line feed was not said to be saved, and yet is whole.
                Ok(event) => self.event(event, file, at),
                Err(_) if is_tail => self.trouble(file, Some(at), What::Torn, line),
                Err(error) => self.trouble(file, Some(at), What::Line(error), line),
            }
        }
    }

    fn event(&mut self, event: Event, file: &Path, at: usize) {
        let known = self.events.get(&event.id).map(line::write);
        let line = line::write(&event);
        let is_other = known.as_ref().is_some_and(|known| *known != line);
        // Which of two is taken does not depend on which was read first.
        if known.is_none_or(|known| line < known) {
            self.events.insert(event.id, event);
        }
        if is_other {
            self.trouble(file, Some(at), What::SameId, &line);
        }
    }

    fn trouble(&mut self, file: &Path, line: Option<usize>, what: What, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.troubles.push(Trouble { file: file.to_owned(), line, what, text });
    }
}
