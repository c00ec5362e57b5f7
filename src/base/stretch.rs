//! Stretches of a file that stand one behind the other, each with its checksum: each is read by itself, now or when it is first asked for.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::vec::IntoIter;

use serde::{Deserialize, Serialize};

use crate::base::lazy::Lazy;
use crate::base::pages::write_at;
use crate::base::plain::{In, Out};

/// How much is written at once.
const AT_ONCE: usize = 1 << 20;

/// A stretch of a file, with its checksum (CRC-32).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Stretch {
    /// Where it begins.
    pub at: u64,
    /// How many bytes it has.
    pub length: u64,
    /// Their checksum.
    pub sum: u32,
}

impl Stretch {
    /// Reads it; `None` where this is not what was written.
    fn read<T>(self, file: &File, read: impl FnOnce(&mut In<'_>) -> Option<T>) -> Option<T> {
        let mut from = In::new(file, self.at, self.length);
        let value = read(&mut from)?;
        from.end(self.sum)?;
        Some(value)
    }
}

/// Writes stretches, one behind the other.
#[derive(Debug)]
pub struct Writer<'f> {
    file: &'f File,
    at: u64,
    stretches: Vec<Stretch>,
}

impl<'f> Writer<'f> {
    /// Begins at a place in a file.
    pub fn new(file: &'f File, at: u64) -> Self {
        Self { file, at, stretches: Vec::new() }
    }

    /// Writes the next one.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn put(&mut self, fill: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut to = BufWriter::with_capacity(AT_ONCE, At { file: self.file, at: self.at });
        let mut out = Out::new(&mut to);
        fill(&mut out)?;
        let (length, sum) = out.end();
        to.flush()?;
        self.stretches.push(Stretch { at: self.at, length, sum });
        self.at += length;
        Ok(())
    }

    /// Ends; returns where the last one ends, and where each stands.
    pub fn end(self) -> (u64, Vec<Stretch>) {
        (self.at, self.stretches)
    }
}

/// A place in a file, behind which is written.
struct At<'f> {
    file: &'f File,
    at: u64,
}

impl Write for At<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write_at(self.file, bytes, self.at)?;
        self.at += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Tells whether anything could not be read that was left for later.
#[derive(Clone, Debug, Default)]
pub struct Torn(Arc<AtomicBool>);

impl Torn {
    /// Tells whether it is so until now.
    pub fn is_so(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn say(&self) {
        self.0.store(true, Ordering::Release);
    }
}

/// Reads stretches in the order in which they were written.
#[derive(Debug)]
pub struct Reader {
    file: Arc<File>,
    stretches: IntoIter<Stretch>,
    torn: Torn,
}

impl Reader {
    /// Begins with the first; `None` where the file is too short for them.
    pub fn new(file: Arc<File>, stretches: Vec<Stretch>) -> Option<Self> {
        let length = file.metadata().ok()?.len();
        let is_within = |stretch: &Stretch| stretch.at.checked_add(stretch.length).is_some_and(|end| end <= length);
        let fits = stretches.iter().all(is_within);
        fits.then(|| Self { file, stretches: stretches.into_iter(), torn: Torn::default() })
    }

    /// Returns what will tell whether anything could not be read.
    pub fn torn(&self) -> Torn {
        self.torn.clone()
    }

    /// Returns how many bytes the next one has.
    pub fn length(&self) -> Option<u64> {
        self.stretches.as_slice().first().map(|stretch| stretch.length)
    }

    /// Reads the next one now; `None` where there is none, or it is not what was written.
    pub fn now<T>(&mut self, read: impl FnOnce(&mut In<'_>) -> Option<T>) -> Option<T> {
        self.stretches.next()?.read(&self.file, read)
    }

    /// Leaves the next one to be read when it is first asked for; where it is not what was written, that is [told](Torn), and another value
    /// stands for it. `None` where there is none.
    pub fn later<T>(
        &mut self,
        read: impl FnOnce(&mut In<'_>) -> Option<T> + Send + 'static,
        instead: impl FnOnce() -> T + Send + 'static,
    ) -> Option<Lazy<T>> {
        let (stretch, file, torn) = (self.stretches.next()?, self.file.clone(), self.torn.clone());
        Some(Lazy::new(move || {
            stretch.read(&file, read).unwrap_or_else(|| {
                torn.say();
                instead()
            })
        }))
    }

    /// Ends; `None` unless that was all.
    pub fn end(mut self) -> Option<()> {
        self.stretches.next().is_none().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_that_is_not_what_was_written_has_another_value_and_is_told() {
        let file = tempfile::tempfile().unwrap();
        let mut writer = Writer::new(&file, 3);
        for number in [7, 8, 9] {
            writer.put(|out| out.number(number)).unwrap();
        }
        let (end, stretches) = writer.end();
        assert_eq!(end, 3 + 3 * 4);
        write_at(&file, &[1], 7).unwrap();
        let mut reader = Reader::new(Arc::new(file), stretches).unwrap();
        let torn = reader.torn();
        assert_eq!(reader.now(|from| from.number()), Some(7));
        let [one, other] = [(); 2].map(|()| reader.later(|from| from.number(), || 0).unwrap());
        assert!(reader.later(|from| from.number(), || 0).is_none());
        assert!((*other, torn.is_so()) == (9, false) && (*one, torn.is_so()) == (0, true));
        assert!(reader.end().is_some());
    }
}
