//! Adding events: what was said to be saved is on the device.
//!
//! A [`Pen`] makes events, a [`Writer`] writes them. A writer has a segment of its own, which nobody else writes to. After any error it
//! never touches that segment again: what was not confirmed is written to a new one, whole, and being the same event it counts once. Where
//! somebody took the segment away, with all that was confirmed in it, all of that is written anew.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;
use uuid::Uuid;

use crate::base::append::{Append, Storage};
use crate::journal::event::{Event, Fields};
use crate::journal::line;
use crate::journal::ops::Op;
use crate::journal::read::{ENDING, Journal};
use crate::journal::stamp::Clock;

/// Says why an event is not saved. It can be tried again.
#[derive(Debug, Error)]
#[error("{}: {error}", file.display())]
pub struct SaveError {
    /// The segment that it was to stand in.
    pub file: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

/// Writes events to a folder.
#[derive(Debug)]
pub struct Writer {
    storage: Arc<dyn Storage>,
    folder: PathBuf,
    device: String,
    /// The segment that is being added to; none before the first event, and after an error.
    segment: Option<(PathBuf, Box<dyn Append>)>,
    /// All that was confirmed, to be written anew where the segment is taken away: most likely its whole folder was.
    lines: Vec<u8>,
}

impl Writer {
    /// Makes a writer. Nothing is made on the disk before there is something to write.
    pub fn new(folder: PathBuf, device: impl Into<String>, storage: Arc<dyn Storage>) -> Self {
        Self { storage, folder, device: device.into(), segment: None, lines: Vec::new() }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes events, and returns when they are on the device.
    ///
    /// # Errors
    ///
    /// [`SaveError`] where that is not certain of all of them; they can be written again, and count once.
    pub fn write(&mut self, events: &[Event]) -> Result<(), SaveError> {
        self.copy(&events.iter().flat_map(line::write).collect::<Vec<u8>>())
    }

    /// Writes lines as they are, each with its line feed, and returns when they are on the device.
    ///
    /// # Errors
    ///
    /// As [`Writer::write`].
    pub fn copy(&mut self, lines: &[u8]) -> Result<(), SaveError> {
        if self.segment.as_ref().is_some_and(|(_, segment)| !segment.is_there()) {
            self.write_anew()?;
        }
        let (file, mut segment) = match self.segment.take() {
            Some(segment) => segment,
            None => self.begin()?,
        };
        // Only a segment that took all of it is added to once more.
        match segment.append(lines).and_then(|()| segment.sync()) {
            Ok(()) => {
                self.segment = Some((file, segment));
                self.lines.extend_from_slice(lines);
                Ok(())
            }
            Err(error) => Err(SaveError { file, error }),
        }
    }

    /// Writes to a new segment what stood in one that was taken away.
    fn write_anew(&mut self) -> Result<(), SaveError> {
        let (file, mut segment) = self.begin()?;
        match segment.append(&self.lines).and_then(|()| segment.sync()) {
            Ok(()) => self.segment = Some((file, segment)),
            // The one that was taken away is still known: it is tried again the next time.
            Err(error) => return Err(SaveError { file, error }),
        }
        Ok(())
    }

    fn begin(&self) -> Result<(PathBuf, Box<dyn Append>), SaveError> {
        let file = self.folder.join(format!("{}-{}.{ENDING}", self.device, Uuid::now_v7().simple()));
        match self.storage.create(&file) {
            Ok(segment) => Ok((file, segment)),
            Err(error) => Err(SaveError { file, error }),
        }
    }
}

/// Makes events.
#[derive(Clone, Debug)]
pub struct Pen {
    device: String,
    who: String,
    clock: Clock,
    seq: u64,
}

impl Pen {
    /// Makes a pen for a device, for who calls himself so, whose events come after all that are there.
    pub fn new(device: impl Into<String>, who: impl Into<String>, journal: &Journal, now: i64) -> Self {
        let device = device.into();
        let mut clock = Clock::default();
        journal.events.iter().for_each(|event| clock.see(event.stamp, now));
        let own = journal.events.iter().filter(|event| event.device == device);
        let seq = own.map(|event| event.seq).max().unwrap_or(0);
        Self { device, who: who.into(), clock, seq }
    }

    /// Makes an event; `now` is in milliseconds since 1970.
    pub fn event(&mut self, op: Op, on: Option<String>, meeting: Option<String>, fields: Fields, now: i64) -> Event {
        self.seq += 1;
        let (device, who, seq) = (self.device.clone(), self.who.clone(), self.seq);
        let stamp = self.clock.tick(now);
        Event { id: Uuid::now_v7(), device, seq, stamp, who, on, meeting, op: op.spec().name.to_owned(), fields }
    }
}
