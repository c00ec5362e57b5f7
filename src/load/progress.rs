//! How far the reading of a dataset has come, told while it goes on, and stopping it.
//!
//! Nothing is done for a value and next to nothing for a record: a reader counts for itself ([`Gauge`]) and adds what it counted to
//! what all may see ([`Progress`]) once in a few hundred records.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64};

/// After how many records a reader tells what it counted, and sees whether it is to stop.
const EVERY: u32 = 256;

/// The parts of the work, and how much of the time each takes, in hundredths: measured with 130 MB that were in memory.
const FETCHING: u64 = 24;
const READING: u64 = 54;
/// The steps that follow once everything was read: resolving, checking, deriving.
const LINKING: [u64; 3] = [2, 4, 16];

/// How far a reading has come; every copy is of the same.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    size: AtomicU64,
    fetched: AtomicU64,
    read: AtomicU64,
    records: AtomicU64,
    steps: AtomicU8,
    is_stopped: AtomicBool,
    /// Whether the bytes are taken into memory while they are read.
    is_both: AtomicBool,
    /// Whether what is kept of the dataset is being opened.
    is_opening: AtomicBool,
}

/// What a reading does now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doing {
    /// It takes the bytes of the file into memory.
    #[default]
    Fetching,
    /// It opens what was kept of the dataset: how much that is, nobody counts.
    Opening,
    /// It reads records from them.
    Reading,
    /// It follows references, checks and derives.
    Linking,
}

/// How far a reading had come at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoFar {
    /// What it did.
    pub doing: Doing,
    /// How many bytes of the file that was done to.
    pub bytes: u64,
    /// How many bytes there are in all; 0 where that is not known.
    pub size: u64,
    /// How many records were read.
    pub records: u64,
    /// How much of all the work was done, in hundredths.
    pub percent: u64,
}

impl Progress {
    /// Asks whoever reads to stop soon.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Relaxed);
    }

    /// Tells whether the reading is to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Relaxed)
    }

    /// Says how far it has come.
    pub fn so_far(&self) -> SoFar {
        let counts = &*self.0;
        let (size, fetched, read) =
            (counts.size.load(Relaxed), counts.fetched.load(Relaxed), counts.read.load(Relaxed));
        let linked: u64 = LINKING.iter().take(counts.steps.load(Relaxed).into()).sum();
        let share = |part: u64, of: u64, weight: u64| (part.min(of) * weight).checked_div(of).unwrap_or(0);
        let is_both = counts.is_both.load(Relaxed);
        // Then what is fetched is what is read.
        let fetched = if is_both { read } else { fetched };
        let doing = match (!is_both && (fetched < size || size == 0), read < size) {
            _ if counts.is_opening.load(Relaxed) => Doing::Opening,
            (true, _) => Doing::Fetching,
            (_, true) => Doing::Reading,
            _ => Doing::Linking,
        };
        SoFar {
            doing,
            bytes: if doing == Doing::Fetching { fetched } else { read }.min(size),
            size,
            records: counts.records.load(Relaxed),
            percent: share(fetched, size, FETCHING) + share(read, size, READING) + linked,
        }
    }

    /// Takes note that what is kept of the dataset is being opened, or no longer.
    pub fn opening(&self, is_so: bool) {
        self.0.is_opening.store(is_so, Relaxed);
    }

    /// Takes note that so many bytes of a file of so many are in memory, and says whether to go on.
    pub(super) fn fetched(&self, bytes: u64, size: u64) -> ControlFlow<()> {
        // A file that grows meanwhile is as long as what was read of it.
        self.0.size.store(size.max(bytes), Relaxed);
        self.0.fetched.store(bytes, Relaxed);
        if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Begins to read so many bytes: anew, where another way of reading was tried before. `both` says that they are taken into memory
    /// meanwhile.
    pub(super) fn begin(&self, size: u64, both: bool) {
        let counts = &*self.0;
        counts.is_both.store(both, Relaxed);
        counts.size.store(size, Relaxed);
        counts.fetched.store(size, Relaxed);
        counts.read.store(0, Relaxed);
        counts.records.store(0, Relaxed);
    }

    /// Takes note that so many bytes with so many records were read.
    pub(super) fn read(&self, bytes: u64, records: u64) {
        self.0.read.fetch_add(bytes, Relaxed);
        self.0.records.fetch_add(records, Relaxed);
    }

    /// Takes note that one of the steps is done that follow once everything was read.
    pub fn step(&self) {
        self.0.steps.fetch_add(1, Relaxed);
    }
}

/// What one reader counts of the text that it reads. The one that is there without a text counts for nobody.
#[derive(Debug, Default)]
pub struct Gauge {
    progress: Progress,
    /// Where the text begins and how long it is, in bytes of memory.
    begin: usize,
    length: usize,
    /// Where the last key stands.
    at: usize,
    /// Up to where it was told, in bytes of the text.
    told: usize,
    records: u32,
}

impl Gauge {
    /// Makes one for a reader of a text.
    pub fn new(progress: Progress, text: &str) -> Self {
        let begin = text.as_ptr().addr();
        Self { progress, begin, length: text.len(), at: begin, told: 0, records: 0 }
    }

    /// Takes note of where the reader is: at a key of the text. One that had to be unescaped stands elsewhere and says nothing.
    #[inline]
    pub fn pass(&mut self, key: &str) {
        self.at = key.as_ptr().addr();
    }

    /// Takes note that a record was read, and says whether to go on.
    #[inline]
    pub fn record(&mut self) -> ControlFlow<()> {
        self.records += 1;
        if self.records < EVERY { ControlFlow::Continue(()) } else { self.tell() }
    }

    fn tell(&mut self) -> ControlFlow<()> {
        let at = self.at.wrapping_sub(self.begin);
        self.add(if at < self.length { at } else { self.told });
        if self.progress.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Tells that the text was read to its end.
    pub fn end(&mut self) {
        self.add(self.length);
    }

    fn add(&mut self, up_to: usize) {
        let counts = &*self.progress.0;
        counts.read.fetch_add(up_to.saturating_sub(self.told) as u64, Relaxed);
        counts.records.fetch_add(u64::from(std::mem::take(&mut self.records)), Relaxed);
        self.told = self.told.max(up_to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, Unloaded, watched};
    use crate::model::Kind;

    fn groups(number: usize) -> Source {
        let names = (0..number).map(|at| format!(r#"{{"id":"g{at}","name":"Group {at}"}}"#)).collect::<Vec<_>>();
        let text = format!(r#"{{"format":"plenary/1","id":"d","title":"D","groups":[{}]}}"#, names.join(","));
        Source::bytes("d.json", text.into_bytes())
    }

    #[test]
    fn every_record_and_every_byte_is_counted() {
        let (source, progress) = (groups(1_000), Progress::default());
        let size = source.content.bytes().unwrap().len() as u64;
        assert_eq!(progress.so_far(), SoFar::default());
        let loaded = watched(&source, &progress).unwrap();
        assert_eq!(loaded.dataset.count(Kind::Group), 1_000);
        let so_far = progress.so_far();
        // What is derived is a step of whoever derives it.
        let wanted = SoFar { doing: Doing::Linking, bytes: size, size, records: 1_000, percent: 84 };
        assert_eq!(so_far, wanted);
        progress.step();
        assert_eq!(progress.so_far().percent, 100);
    }

    #[test]
    fn where_a_reader_is_follows_from_the_keys_it_passes() {
        let text = r#"{"id":1,"name":"x"}"#;
        let progress = Progress::default();
        let _ = progress.fetched(19, 19);
        let mut gauge = Gauge::new(progress.clone(), text);
        gauge.pass(text.get(2..4).unwrap());
        assert_eq!(gauge.tell(), ControlFlow::Continue(()));
        assert_eq!((progress.so_far().doing, progress.so_far().bytes), (Doing::Reading, 2));
        gauge.pass(text.get(9..13).unwrap());
        gauge.pass("name");
        let _ = gauge.tell();
        assert_eq!(progress.so_far().bytes, 2, "a key that stands elsewhere says nothing");
        gauge.end();
        assert_eq!((progress.so_far().doing, progress.so_far().bytes), (Doing::Linking, 19));
    }

    #[test]
    fn a_file_is_fetched_in_pieces_and_that_counts() {
        let progress = Progress::default();
        assert_eq!(progress.fetched(50, 200), ControlFlow::Continue(()));
        let wanted = SoFar { doing: Doing::Fetching, bytes: 50, size: 200, records: 0, percent: 6 };
        assert_eq!(progress.so_far(), wanted);
        progress.stop();
        assert_eq!(progress.fetched(100, 200), ControlFlow::Break(()));
        assert_eq!(progress.fetched(300, 200), ControlFlow::Break(()));
        assert_eq!(progress.so_far().size, 300);
    }

    #[test]
    fn while_what_was_kept_is_opened_that_is_said() {
        let progress = Progress::default();
        progress.opening(true);
        assert_eq!(progress.so_far(), SoFar { doing: Doing::Opening, ..SoFar::default() });
        progress.opening(false);
        assert_eq!(progress.so_far().doing, Doing::Fetching);
    }

    #[test]
    fn a_reading_that_was_stopped_is_no_error_and_no_dataset() {
        let progress = Progress::default();
        progress.stop();
        for records in [0, 1, 1_000] {
            assert!(matches!(watched(&groups(records), &progress), Err(Unloaded::Stopped)), "{records}");
        }
    }
}
