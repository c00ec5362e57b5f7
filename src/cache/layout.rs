//! How a dataset lies in a file of the cache: a word that says what this is, the long texts, the parts of the snapshot, a directory in JSON,
//! and at the very end where that stands.
//!
//! Numbers have their lowest byte first. The texts have a checksum for each page, each part and the directory have one.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use serde::{Deserialize, Serialize};

use crate::base::diag::Diagnostic;
use crate::base::pages::{Pages, Plan, read_at, write_at};
use crate::base::plain::{In, Out};
use crate::base::spare::{self, File, New, Stamp};
use crate::base::sum::sum_of;
use crate::cache::{Content, Entry};
use crate::index::{Origin, Part, Parts, Snapshot};
use crate::model::Kind;

/// What such a file begins with. The number goes up when the same bytes would mean something else.
const MAGIC: &[u8; 16] = b"plenary cache 2\n";

/// How many bytes stand before the texts.
pub const HEAD: u64 = MAGIC.len() as u64;

/// How many bytes stand behind the directory: where it begins, its length, its checksum.
const FOOT: usize = 20;

/// The longest directory that is read, in bytes: far more than one has.
const LONGEST: u64 = 64 << 20;

/// How much is written at once.
const AT_ONCE: usize = 1 << 20;

/// What a file of the cache holds, and of which file that is.
#[derive(Debug, Serialize, Deserialize)]
struct Directory {
    program: String,
    file: PathBuf,
    stamp: Stamp,
    content: Content,
    /// Where the texts begin, and the stretch in which it stands where their pages do.
    texts: (u64, Stretch),
    /// The stretches of the parts, in the order of [`Part::ALL`].
    parts: Vec<Stretch>,
    diagnostics: Vec<Diagnostic>,
    more: usize,
}

/// A stretch of the file, with its checksum (CRC-32).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Stretch {
    at: u64,
    length: u64,
    sum: u32,
}

/// Names what can read the file: this version of the program, with these fields.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let fields: String = Kind::ALL.iter().map(|kind| format!("{:?}", kind.spec())).collect();
        format!("{} {:08x}", env!("CARGO_PKG_VERSION"), sum_of(fields.as_bytes()))
    })
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

/// Writes what is still missing of a file of the cache, which has the long texts.
pub fn write(entry: &Entry, new: &New, content: Content, snapshot: &Snapshot) -> io::Result<()> {
    let plan = snapshot.dataset.left().ok_or(ErrorKind::InvalidInput)?.plan();
    write_at(&new.file, MAGIC, 0)?;
    let mut at = plan.base + u64::from(plan.starts.last().copied().unwrap_or_default());
    let texts = stretch(&new.file, &mut at, |out| {
        out.list(&plan.starts)?;
        out.list(&plan.sums)
    })?;
    let parts = Part::ALL.iter().map(|part| stretch(&new.file, &mut at, |out| part.freeze(snapshot, out)));
    let directory = Directory {
        program: program().to_owned(),
        file: entry.file.clone(),
        stamp: entry.stamp.clone(),
        content,
        parts: parts.collect::<io::Result<_>>()?,
        texts: (plan.base, texts),
        diagnostics: snapshot.diagnostics.clone(),
        more: snapshot.more,
    };
    let directory = serde_json::to_vec(&directory)?;
    write_at(&new.file, &directory, at)?;
    let foot = [at.to_le_bytes(), (directory.len() as u64).to_le_bytes()].concat();
    let foot = [foot.as_slice(), &sum_of(&directory).to_le_bytes()].concat();
    write_at(&new.file, &foot, at + directory.len() as u64)
}

fn stretch(file: &File, at: &mut u64, fill: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> io::Result<Stretch> {
    let mut to = BufWriter::with_capacity(AT_ONCE, At { file, at: *at });
    let mut out = Out::new(&mut to);
    fill(&mut out)?;
    let (length, sum) = out.end();
    to.flush()?;
    let stretch = Stretch { at: *at, length, sum };
    *at += length;
    Ok(stretch)
}

/// Reads what is kept of a file; `None` where nothing is, or it is not of this program and of the file as it is.
pub fn open(entry: &Entry, origin: &Origin) -> Option<(Snapshot, Content)> {
    let file = Arc::new(spare::open(&entry.kept)?);
    let directory = directory(&file)?;
    let is_of_it = directory.file == entry.file && directory.stamp == entry.stamp;
    (is_of_it && directory.program == program()).then_some(())?;
    let (base, texts) = directory.texts;
    let mut from = In::new(&file, texts.at, texts.length);
    let plan = Plan { base, starts: from.list()?, sums: from.list()? };
    from.end(texts.sum)?;
    let parts = parts(&file, &directory.parts)?;
    let (dataset, index, found) = parts.whole(Some(Pages::new(file, plan)?))?;
    let snapshot = Snapshot::with((dataset, index), (directory.diagnostics, directory.more), origin.clone(), found);
    Some((snapshot, directory.content))
}

fn directory(file: &File) -> Option<Directory> {
    let length = file.metadata().ok()?.len();
    let mut magic = [0; MAGIC.len()];
    read_at(file, &mut magic, 0).ok()?;
    let mut foot = [0; FOOT];
    read_at(file, &mut foot, length.checked_sub(FOOT as u64)?).ok()?;
    let number = |at: usize| foot.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    let (at, size) = (number(0)?, number(8)?);
    let is_there = at.checked_add(size)?.checked_add(FOOT as u64)? == length && size <= LONGEST;
    (magic == *MAGIC && is_there).then_some(())?;
    let mut bytes = vec![0; usize::try_from(size).ok()?];
    read_at(file, &mut bytes, at).ok()?;
    let sum = foot.last_chunk().map(|bytes| u32::from_le_bytes(*bytes))?;
    (sum == sum_of(&bytes)).then_some(())?;
    serde_json::from_slice(&bytes).ok()
}

/// Reads the parts, by as many threads as there are.
fn parts(file: &File, stretches: &[Stretch]) -> Option<Parts> {
    let next = AtomicUsize::new(0);
    let read = || {
        let mut parts = Parts::default();
        while let Some((part, stretch)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            Part::ALL.get(at).zip(stretches.get(at))
        } {
            let mut from = In::new(file, stretch.at, stretch.length);
            parts.thaw(*part, &mut from)?;
            from.end(stretch.sum)?;
        }
        Some(parts)
    };
    let others = thread::available_parallelism().map_or(1, usize::from).min(Part::ALL.len()).saturating_sub(1);
    thread::scope(|scope| {
        let begin = |_| thread::Builder::new().name("cache".into()).spawn_scoped(scope, read).ok();
        let working: Vec<_> = (0..others).filter_map(begin).collect();
        let mut parts = read();
        for other in working {
            // One that failed has not read its part, which is then missing.
            let other = other.join().ok().flatten();
            parts = parts.zip(other).map(|(mut parts, other)| {
                parts.add(other);
                parts
            });
        }
        parts
    })
}

/// Changes bytes of a part, and makes all checksums right again; `false` where there are none to change.
#[cfg(test)]
pub fn lie(bytes: &mut Vec<u8>, part: usize, changes: &[(proptest::sample::Index, u8)]) -> bool {
    let foot = bytes.split_off(bytes.len() - FOOT);
    let at = u64::from_le_bytes(*foot.first_chunk().unwrap()) as usize;
    let mut directory: Directory = serde_json::from_slice(&bytes.split_off(at)).unwrap();
    let Some(stretch) = directory.parts.get_mut(part).filter(|stretch| stretch.length > 0) else { return false };
    let from = stretch.at as usize;
    let content = &mut bytes[from..from + stretch.length as usize];
    for (at, byte) in changes {
        content[at.index(content.len())] = *byte;
    }
    stretch.sum = sum_of(content);
    let directory = serde_json::to_vec(&directory).unwrap();
    bytes.extend(&directory);
    bytes.extend((at as u64).to_le_bytes());
    bytes.extend((directory.len() as u64).to_le_bytes());
    bytes.extend(sum_of(&directory).to_le_bytes());
    true
}
