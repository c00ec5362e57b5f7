//! How a dataset lies in a file of the cache: a word that says what this is, the long texts, the snapshot in stretches, a directory in JSON,
//! and at the very end where that stands.
//!
//! Numbers have their lowest byte first. The texts have a checksum for each page, each stretch and the directory have one.

use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

#[cfg(test)]
use proptest::sample::Index;
use serde::{Deserialize, Serialize};

use crate::base::diag::Diagnostic;
use crate::base::pages::{Pages, Plan, read_at, write_at};
use crate::base::spare::{self, File, New, Stamp};
use crate::base::stretch::{Reader, Stretch, Writer};
use crate::base::sum::sum_of;
use crate::cache::{Content, Entry};
use crate::index::{Origin, Snapshot};
use crate::model::Kind;

/// What such a file begins with. The number goes up when the same bytes would mean something else.
const MAGIC: &[u8; 16] = b"plenary cache 4\n";

/// How many bytes stand before the texts.
pub const HEAD: u64 = MAGIC.len() as u64;

/// How many bytes stand behind the directory: where it begins, its length, its checksum.
const FOOT: usize = 20;

/// The longest directory that is read, in bytes: far more than one has.
const LONGEST: u64 = 64 << 20;

/// What a file of the cache holds, and of which file that is.
#[derive(Debug, Serialize, Deserialize)]
struct Directory {
    program: String,
    file: PathBuf,
    stamp: Stamp,
    content: Content,
    /// Where the long texts begin.
    texts: u64,
    /// The stretches: that in which it stands where the pages of the texts are, and those of the snapshot.
    stretches: Vec<Stretch>,
    diagnostics: Vec<Diagnostic>,
    more: usize,
}

/// Names what can read the file: this version of the program, with these fields.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let fields: String = Kind::ALL.iter().map(|kind| format!("{:?}", kind.spec())).collect();
        format!("{} {:08x}", env!("CARGO_PKG_VERSION"), sum_of(fields.as_bytes()))
    })
}

/// Writes what is still missing of a file of the cache, which has the long texts.
pub fn write(entry: &Entry, new: &New, content: Content, snapshot: &Snapshot) -> io::Result<()> {
    let plan = snapshot.dataset.left().ok_or(ErrorKind::InvalidInput)?.plan();
    write_at(&new.file, MAGIC, 0)?;
    let at = plan.base + u64::from(plan.starts.last().copied().unwrap_or_default());
    let mut writer = Writer::new(&new.file, at);
    writer.put(|out| out.list(&plan.starts).and_then(|()| out.list(&plan.sums)))?;
    snapshot.freeze(&mut writer)?;
    let (at, stretches) = writer.end();
    let directory = Directory {
        program: program().to_owned(),
        file: entry.file.clone(),
        stamp: entry.stamp.clone(),
        content,
        texts: plan.base,
        stretches,
        diagnostics: snapshot.diagnostics.clone(),
        more: snapshot.more,
    };
    let directory = serde_json::to_vec(&directory)?;
    write_at(&new.file, &directory, at)?;
    let foot = [at.to_le_bytes(), (directory.len() as u64).to_le_bytes()].concat();
    let foot = [foot.as_slice(), &sum_of(&directory).to_le_bytes()].concat();
    write_at(&new.file, &foot, at + directory.len() as u64)
}

/// Opens what is kept of a file: most of it is read when it is first asked for. `None` where nothing is kept, or it is not of this program
/// and of the file as it is.
pub fn open(entry: &Entry, origin: &Origin) -> Option<(Snapshot, Content)> {
    let file = Arc::new(spare::open(&entry.kept)?);
    let Directory { program: by, file: of, stamp, content, texts, stretches, diagnostics, more } = directory(&file)?;
    (of == entry.file && stamp == entry.stamp && by == program()).then_some(())?;
    let mut reader = Reader::new(file.clone(), stretches)?;
    let plan = reader.now(|from| Some(Plan { base: texts, starts: from.list()?, sums: from.list()? }))?;
    let snapshot = Snapshot::thaw(&mut reader, Pages::new(file, plan)?, (diagnostics, more), origin.clone())?;
    reader.end()?;
    Some((snapshot, content))
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

/// Lists where the stretches stand in a file of the cache.
#[cfg(test)]
pub fn stretches(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let (before, foot) = bytes.split_at(bytes.len() - FOOT);
    let at = u64::from_le_bytes(*foot.first_chunk().unwrap()) as usize;
    let directory: Directory = serde_json::from_slice(&before[at..]).unwrap();
    directory.stretches.iter().map(|stretch| stretch.at as usize..(stretch.at + stretch.length) as usize).collect()
}

/// Changes bytes of a stretch, and makes all checksums right again.
#[cfg(test)]
pub fn lie(bytes: &mut Vec<u8>, stretch: Index, changes: &[(Index, u8)]) {
    let foot = bytes.split_off(bytes.len() - FOOT);
    let at = u64::from_le_bytes(*foot.first_chunk().unwrap()) as usize;
    let mut directory: Directory = serde_json::from_slice(&bytes.split_off(at)).unwrap();
    let mut filled: Vec<&mut Stretch> = directory.stretches.iter_mut().filter(|stretch| stretch.length > 0).collect();
    let of = filled.len();
    let stretch = &mut filled[stretch.index(of)];
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
}
