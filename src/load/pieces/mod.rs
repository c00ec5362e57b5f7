//! A long file, read piece by piece and by several threads, with the same outcome as in one go.
//!
//! A file is cut where a record seems to begin ([`supply`]), each piece is read by itself ([`piece`]), and what was read is put together in
//! the order of the file ([`joined`]). Where a guess was wrong (the list that a piece stands in, or an id that an earlier piece has), the
//! piece is read again, knowing better. Where that does not help (the cut was within a record, the file is no JSON, a key stands twice)
//! nothing is returned, and the whole is read in one go: so every word of a report comes from there.
//!
//! No more than a few pieces of the file are in memory at a time.

mod joined;
mod piece;
mod supply;

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;

use crate::base::diag::Diagnostic;
use crate::base::fs;
use crate::base::pages::Filling;
use crate::load::pieces::joined::{Joined, Whole};
use crate::load::pieces::piece::{Piece, Stand};
use crate::load::pieces::supply::Supply;
use crate::load::place::place;
use crate::load::problem::Problem;
use crate::load::progress::Progress;
use crate::load::read::{Loaded, finish, without_mark};
use crate::load::source::Content;

/// How long a piece is, in bytes: long enough that putting it together costs little, short enough for the caches.
const SIZE: usize = 4 << 20;

/// How many threads read at most; putting together is the work of one.
const THREADS: usize = 4;

/// How many pieces may wait to be put together before whoever brings another waits, too.
const WAITING: usize = 8;

/// Reads a dataset piece by piece, and leaves the long texts of a long file there; `None` where it is short, or must be read in one go.
pub fn load(content: &Content, progress: &Progress, left: Option<Filling>) -> Option<Loaded> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    match content {
        Content::Bytes(bytes) if bytes.len() < 2 * SIZE => None,
        Content::Bytes(bytes) => {
            progress.begin(bytes.len() as u64, false);
            load_from((&**bytes, bytes.len()), content, (SIZE, threads), (progress, None))
        }
        Content::Long(path) => {
            let (file, length) = fs::open(path).ok()?;
            let length = length.unwrap_or_default();
            progress.begin(length, true);
            load_from((file, usize::try_from(length).ok()?), content, (SIZE, threads), (progress, left))
        }
    }
}

fn load_from<R: Read + Send>(
    from: (R, usize),
    content: &Content,
    (size, threads): (usize, usize),
    (progress, left): (&Progress, Option<Filling>),
) -> Option<Loaded> {
    let work = Work::new(from, size, (progress, left));
    // The head and the small lists are read first: then it is known in which list the others begin.
    work.step();
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread can begin, the others do its work.
            let _ = thread::Builder::new().name("load".into()).spawn_scoped(scope, || work.run());
        }
        work.run();
    });
    let Whole { mut reading, length, sum } = work.end()?.end();
    // Where the head has a mistake, reading in one go says where.
    let header = reading.header("").ok()?;
    let (dataset, problems) = finish(header, reading, progress);
    let diagnostics = if problems.kept.is_empty() { Vec::new() } else { place_all(content, length, problems.kept)? };
    Some(Loaded { dataset, diagnostics, more: problems.more, content: sum.map(|sum| (length as u64, sum)) })
}

/// Finds the place of each problem in the text, which is read once more; `None` where it is another text by now.
fn place_all(content: &Content, length: usize, problems: Vec<Problem>) -> Option<Vec<Diagnostic>> {
    let bytes = content.bytes().ok().filter(|bytes| bytes.len() == length)?;
    Some(place(without_mark(std::str::from_utf8(&bytes).ok()?), problems))
}

/// What the threads share while they read.
struct Work<'p, R> {
    supply: Mutex<Supply<R>>,
    /// Where the furthest piece ended of which that is known: those beyond it probably begin there.
    guess: Mutex<(usize, Stand)>,
    /// Pieces that were read and wait to be put together.
    waiting: Mutex<Vec<Piece>>,
    joined: Mutex<Joined>,
    failed: AtomicBool,
    progress: &'p Progress,
    /// Whether long texts are to be left on the disk.
    leaves: bool,
}

impl<'p, R: Read> Work<'p, R> {
    /// Begins to read from there, where so many bytes are, in pieces of that size.
    fn new((from, length): (R, usize), size: usize, (progress, left): (&'p Progress, Option<Filling>)) -> Self {
        Self {
            leaves: left.is_some(),
            supply: Mutex::new(Supply::new(from, size)),
            guess: Mutex::new((0, Stand::Start)),
            waiting: Mutex::default(),
            joined: Mutex::new(Joined::new(length, left)),
            failed: AtomicBool::new(false),
            progress,
        }
    }

    /// Reads pieces until there are no more, or until one shows that this way does not lead to the end.
    fn run(&self) {
        loop {
            if self.progress.is_stopped() {
                self.fail();
            }
            if self.failed.load(Ordering::Relaxed) || !self.step() {
                return;
            }
        }
    }

    /// Reads the next piece; `false` where there is none.
    fn step(&self) -> bool {
        let cut = match hold(&self.supply).next() {
            Ok(Some(cut)) => cut,
            Ok(None) => return false,
            Err(_) => {
                self.fail();
                return false;
            }
        };
        let guess = hold(&self.guess).1;
        let piece = Piece::new(cut, guess, self.leaves);
        self.progress.read(piece.cut.bytes.len() as u64, piece.records() as u64);
        // Where another list begins within a piece, its kind stands there. Where none does, it is still a guess.
        if let Some(found) = piece.found.as_ref().filter(|found| !found.same) {
            self.learn(piece.cut.number, found.ends);
        }
        let waiting = {
            let mut waiting = hold(&self.waiting);
            waiting.push(piece);
            waiting.len()
        };
        self.join(waiting > WAITING);
        true
    }

    /// Keeps where a piece ends.
    fn learn(&self, number: usize, ends: Stand) {
        let mut guess = hold(&self.guess);
        if number >= guess.0 {
            *guess = (number, ends);
        }
    }

    /// Puts together what is ready, unless another thread does so at this moment; `must` waits for that one.
    fn join(&self, must: bool) {
        let mut joined = match self.joined.try_lock() {
            Ok(joined) => joined,
            Err(TryLockError::WouldBlock) if !must => return,
            Err(_) => hold(&self.joined),
        };
        while let Some(piece) = self.ready(joined.next) {
            let number = piece.cut.number;
            let Some(bytes) = joined.append(piece) else { return self.fail() };
            self.learn(number, joined.stand);
            hold(&self.supply).give_back(bytes);
        }
    }

    /// Takes the piece of that number from those that wait.
    fn ready(&self, number: usize) -> Option<Piece> {
        let mut waiting = hold(&self.waiting);
        let at = waiting.iter().position(|piece| piece.cut.number == number)?;
        Some(waiting.swap_remove(at))
    }

    fn fail(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    /// Returns what was put together, if that is the whole file.
    fn end(self) -> Option<Joined> {
        self.join(true);
        let failed = self.failed.load(Ordering::Relaxed);
        let joined = self.joined.into_inner().unwrap_or_else(PoisonError::into_inner);
        (!failed && joined.stand == Stand::End).then_some(joined)
    }
}

/// Locks what a thread that ended in a panic cannot have left half-done for anybody: the panic itself goes on when the threads are joined.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
