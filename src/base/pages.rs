//! Long texts that lie in a file, page by page, and are read where they are asked for.
//!
//! The file belongs to the program: nothing changes it after it was written, and it is held open, so that what is read tomorrow is what was
//! written today, whatever happens to its name. A page is some texts end to end, never a part of one; each has a checksum. Where the disk
//! is full, the pages that it did not take are kept in memory.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::base::sum::sum_of;

/// How long a page is at least, in bytes, unless it is a last one: what is read for one text.
const SIZE: usize = 16 << 10;

/// What is shown in the place of a text that cannot be read: the disk fails, or the file was tampered with.
pub const UNREADABLE: &str = "(this text cannot be read from the disk: open the dataset again)";

/// Texts that are to be put into pages.
#[derive(Debug, Default)]
pub struct Sheaf {
    texts: String,
    /// Where pages begin behind the first.
    borders: Vec<usize>,
}

impl Sheaf {
    /// Makes a sheaf with room for so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self { texts: String::with_capacity(bytes), borders: Vec::new() }
    }

    /// Adds a text, and returns where in the sheaf it begins.
    pub fn add(&mut self, text: &str) -> usize {
        let at = self.texts.len();
        if at - self.borders.last().copied().unwrap_or(0) >= SIZE {
            self.borders.push(at);
        }
        self.texts.push_str(text);
        at
    }

    /// Lists the pages.
    fn pages(&self) -> impl Iterator<Item = &str> {
        let starts = [0].into_iter().chain(self.borders.iter().copied());
        let ends = self.borders.iter().copied().chain([self.texts.len()]);
        starts.zip(ends).filter_map(|(start, end)| self.texts.get(start..end)).filter(|page| !page.is_empty())
    }
}

/// Where the pages of a file stand, and what they must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Where in the file the first page begins.
    pub base: u64,
    /// Where each page begins among all texts; and where the last ends.
    pub starts: Vec<u32>,
    /// The checksum of each page (CRC-32).
    pub sums: Vec<u32>,
}

/// Pages that are being written, one behind the other.
#[derive(Debug)]
pub struct Filling {
    file: Arc<File>,
    plan: Plan,
    /// The last pages, from the first on that the disk did not take.
    kept: Vec<Box<str>>,
}

impl Filling {
    /// Begins to write pages into a file, from a place on.
    pub fn new(file: Arc<File>, base: u64) -> Self {
        Self { file, plan: Plan { base, starts: vec![0], sums: Vec::new() }, kept: Vec::new() }
    }

    /// Writes the texts of a sheaf behind those that are there, and returns where among all texts they begin. Once they could not be
    /// written, they and all that follow are kept in memory. `None` where there are more than 4 GiB of texts.
    pub fn add(&mut self, sheaf: &Sheaf) -> Option<u32> {
        let start = self.plan.starts.last().copied().unwrap_or_default();
        let at = self.plan.base + u64::from(start);
        let is_kept = !self.kept.is_empty() || write_at(&self.file, sheaf.texts.as_bytes(), at).is_err();
        let mut end = start;
        for page in sheaf.pages() {
            end = end.checked_add(u32::try_from(page.len()).ok()?)?;
            self.plan.starts.push(end);
            self.plan.sums.push(sum_of(page.as_bytes()));
            self.kept.extend(is_kept.then(|| page.into()));
        }
        Some(start)
    }

    /// Ends.
    pub fn end(self) -> Pages {
        Pages { file: self.file, plan: self.plan, kept: self.kept }
    }
}

/// The pages of a file.
#[derive(Debug)]
pub struct Pages {
    file: Arc<File>,
    plan: Plan,
    kept: Vec<Box<str>>,
}

/// The pages that were read, until they are dropped together. Nearly nothing before the first is.
#[derive(Debug, Default)]
pub struct Held(Box<[OnceLock<Shelf>]>);

/// Some pages that stand one behind the other.
type Shelf = Box<[OnceLock<Box<str>>]>;

/// How many pages a shelf has.
const SHELF: usize = 256;

impl Held {
    /// Makes room for the pages of a file, of which none was read.
    pub fn none_of(pages: Option<&Pages>) -> Self {
        Self((0..pages.map_or(0, Pages::len).div_ceil(SHELF)).map(|_| OnceLock::new()).collect())
    }

    /// Returns how many pages were read.
    pub fn count(&self) -> usize {
        self.0.iter().filter_map(OnceLock::get).flatten().filter(|page| page.get().is_some()).count()
    }

    /// Returns the place for a page.
    fn place(&self, page: usize) -> Option<&OnceLock<Box<str>>> {
        let shelf = self.0.get(page / SHELF)?;
        shelf.get_or_init(|| (0..SHELF).map(|_| OnceLock::new()).collect()).get(page % SHELF)
    }
}

impl Pages {
    /// Takes a file with pages that was written before; `None` where the plan is none for it.
    pub fn new(file: Arc<File>, plan: Plan) -> Option<Self> {
        let rises = plan.starts.first() == Some(&0) && plan.starts.is_sorted();
        (rises && plan.starts.len() == plan.sums.len() + 1).then_some(Self { file, plan, kept: Vec::new() })
    }

    /// Returns where they stand.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Returns the file in which they are.
    pub fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.plan.sums.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Tells whether all of them are in the file.
    pub fn are_written(&self) -> bool {
        self.kept.is_empty()
    }

    /// Returns how many are in the file.
    fn written(&self) -> usize {
        self.len().saturating_sub(self.kept.len())
    }

    /// Returns where some pages begin among all texts, and where they end.
    pub fn bounds(&self, pages: &Range<usize>) -> Option<Range<u32>> {
        Some(*self.plan.starts.get(pages.start)?..*self.plan.starts.get(pages.end)?)
    }

    /// Returns the page in which a place among all texts stands, by its number; of a place behind all, as many as there are.
    pub fn page_of(&self, at: u32) -> usize {
        self.plan.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// Returns the text at a place among all texts, reading its page unless it was read before; `None` where there is none, and
    /// [`UNREADABLE`] where it cannot be read.
    pub fn text<'h>(&'h self, at: u32, length: usize, held: &'h Held) -> Option<&'h str> {
        let page = self.page_of(at);
        let start = *self.plan.starts.get(page).filter(|_| page < self.len())?;
        let in_memory = page.checked_sub(self.written()).and_then(|page| self.kept.get(page));
        let texts = match (in_memory, held.place(page)?) {
            (Some(texts), _) => texts,
            (None, held) => match held.get() {
                Some(texts) => texts,
                None => match self.read(&(page..page + 1), &mut Vec::new()) {
                    Some(texts) => held.get_or_init(|| texts.into()),
                    None => return Some(UNREADABLE),
                },
            },
        };
        let at = (at - start) as usize;
        texts.get(at..at.checked_add(length)?)
    }

    /// Tells whether every page can be read and is what was written.
    pub fn are_whole(&self) -> bool {
        let mut buffer = Vec::new();
        (0..self.len()).step_by(SHELF).all(|first| {
            let some = first..self.len().min(first + SHELF);
            self.read(&some, &mut buffer).is_some()
        })
    }

    /// Reads some pages that stand one behind the other into a buffer; `None` where that is not possible, or what stands there is not what
    /// was written.
    pub fn read<'b>(&self, pages: &Range<usize>, buffer: &'b mut Vec<u8>) -> Option<&'b str> {
        let written = self.written();
        let (disk, memory) = (pages.start.min(written)..pages.end.min(written), pages.start.max(written)..pages.end);
        let bounds = self.bounds(&disk)?;
        buffer.resize((bounds.end - bounds.start) as usize, 0);
        read_at(&self.file, buffer, self.plan.base + u64::from(bounds.start)).ok()?;
        let starts = self.plan.starts.get(disk.start..=disk.end)?;
        let is_as_written = |(ends, sum): (&[u32], &u32)| {
            let &[start, end] = ends else { return false };
            let page = buffer.get((start - bounds.start) as usize..(end - bounds.start) as usize);
            page.is_some_and(|page| sum_of(page) == *sum)
        };
        let sums = self.plan.sums.get(disk)?;
        starts.windows(2).zip(sums).all(is_as_written).then_some(())?;
        for page in memory {
            buffer.extend_from_slice(self.kept.get(page - written)?.as_bytes());
        }
        std::str::from_utf8(buffer).ok()
    }
}

/// Fills a buffer with what stands in a file from a place on; where the file is open for others, too, their place in it stays.
///
/// # Errors
///
/// The file cannot be read, or ends before.
#[cfg(unix)]
pub fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, at)
}

/// The same where the system has a place of its own for each reading.
///
/// # Errors
///
/// As above.
#[cfg(windows)]
pub fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    let mut done = 0;
    while let Some(rest) = buffer.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match std::os::windows::fs::FileExt::seek_read(file, rest, at + done as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => done += read,
        }
    }
    Ok(())
}

/// Writes bytes into a file from a place on.
///
/// # Errors
///
/// They cannot be written; some of them may be there.
#[cfg(unix)]
pub fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

/// The same where the system has a place of its own for each writing.
///
/// # Errors
///
/// As above.
#[cfg(windows)]
pub fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    let mut done = 0;
    while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
        match std::os::windows::fs::FileExt::seek_write(file, rest, at + done as u64)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => done += written,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes texts, in sheaves of three, and returns where each begins among all.
    fn filled(texts: &[String]) -> (Pages, Vec<u32>) {
        let mut filling = Filling::new(Arc::new(tempfile::tempfile().unwrap()), 5);
        let mut places = Vec::new();
        for some in texts.chunks(3) {
            let mut sheaf = Sheaf::default();
            let within: Vec<usize> = some.iter().map(|text| sheaf.add(text)).collect();
            let start = filling.add(&sheaf).unwrap();
            places.extend(within.into_iter().map(|at| start + at as u32));
        }
        (filling.end(), places)
    }

    fn texts() -> Vec<String> {
        (0..40).map(|at| format!("Text {at} é ").repeat(at * 30 + 1)).collect()
    }

    #[test]
    fn every_text_is_read_as_it_was_written_and_a_page_only_once() {
        let texts = texts();
        let (pages, places) = filled(&texts);
        let held = Held::none_of(Some(&pages));
        assert_eq!(held.count(), 0);
        for (text, place) in texts.iter().zip(&places).rev() {
            assert_eq!(pages.text(*place, text.len(), &held), Some(text.as_str()));
        }
        assert!(pages.len() > 10 && held.count() == pages.len());
        let all = pages.read(&(0..pages.len()), &mut Vec::new()).map(str::to_owned);
        assert_eq!(all.as_deref(), Some(texts.concat().as_str()));
        assert!(pages.are_whole());
        assert_eq!(pages.text(places[1], usize::MAX, &held), None);
        assert_eq!(pages.text(u32::MAX, 1, &held), None);
    }

    #[test]
    fn what_was_changed_or_cut_off_is_said_to_be_unreadable_and_the_rest_is_read() {
        let texts = texts();
        let (pages, places) = filled(&texts);
        let held = Held::none_of(Some(&pages));
        write_at(pages.file(), b"#", 5 + u64::from(places[9])).unwrap();
        let length = pages.file().metadata().unwrap().len();
        pages.file().set_len(length - 1).unwrap();
        let read = |at: usize| pages.text(places[at], texts[at].len(), &held);
        assert_eq!(read(9), Some(UNREADABLE));
        assert_eq!(read(39), Some(UNREADABLE));
        assert_eq!(read(20), Some(texts[20].as_str()));
        assert!(!pages.are_whole());
    }

    #[test]
    fn what_the_disk_does_not_take_is_kept_in_memory() {
        let texts = texts();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut filling = Filling::new(Arc::new(File::create_new(&path).unwrap()), 5);
        let mut places = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            if at == 20 {
                // From now on nothing can be written.
                filling.file = Arc::new(File::open(&path).unwrap());
            }
            let mut sheaf = Sheaf::default();
            sheaf.add(text);
            places.push(filling.add(&sheaf).unwrap());
        }
        filling.file = Arc::new(File::options().read(true).write(true).open(&path).unwrap());
        let pages = filling.end();
        assert!(!pages.are_written() && pages.are_whole());
        let held = Held::none_of(Some(&pages));
        for (text, place) in texts.iter().zip(&places) {
            assert_eq!(pages.text(*place, text.len(), &held), Some(text.as_str()));
        }
        assert_eq!(held.count(), 20);
        for (some, texts) in
            [(0..40, &texts[..]), (3..20, &texts[3..20]), (18..23, &texts[18..23]), (25..40, &texts[25..])]
        {
            assert_eq!(pages.read(&some, &mut Vec::new()), Some(texts.concat().as_str()), "{some:?}");
        }
        assert_eq!(pages.text(places[30], usize::MAX, &held), None);
    }

    #[test]
    fn a_plan_that_is_none_is_refused() {
        let plan = |starts: &[u32], sums: usize| Plan { base: 0, starts: starts.to_vec(), sums: vec![0; sums] };
        let pages = |plan| Pages::new(Arc::new(tempfile::tempfile().unwrap()), plan).is_some();
        assert!(pages(plan(&[0], 0)) && pages(plan(&[0, 4], 1)));
        assert!(
            !pages(plan(&[], 0)) && !pages(plan(&[0, 4, 2], 2)) && !pages(plan(&[0, 4], 2)) && !pages(plan(&[1], 0))
        );
    }
}
