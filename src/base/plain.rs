//! Long lists of small things as plain bytes in a file, and back: as fast as memory is written, and never trusted.
//!
//! Numbers stand with their lowest byte first. A list stands behind its length; what is read is within the part of the file that was
//! announced, whatever the bytes say, and has a checksum (CRC-32).

use std::fs::File;
use std::io::{self, Read, Write};

use crate::base::pages::read_at;
use crate::base::sum::Sum;

/// How many items are taken at once: what fits the nearest cache.
const AT_ONCE: usize = 4 << 10;

/// Something that is `N` bytes, any of which are one.
pub trait Plain<const N: usize>: Copy {
    /// Returns its bytes.
    fn bytes(self) -> [u8; N];

    /// Makes it of its bytes.
    fn of(bytes: [u8; N]) -> Self;
}

impl Plain<1> for u8 {
    fn bytes(self) -> [u8; 1] {
        [self]
    }

    fn of([byte]: [u8; 1]) -> Self {
        byte
    }
}

impl Plain<4> for u32 {
    fn bytes(self) -> [u8; 4] {
        self.to_le_bytes()
    }

    fn of(bytes: [u8; 4]) -> Self {
        Self::from_le_bytes(bytes)
    }
}

impl Plain<8> for u64 {
    fn bytes(self) -> [u8; 8] {
        self.to_le_bytes()
    }

    fn of(bytes: [u8; 8]) -> Self {
        Self::from_le_bytes(bytes)
    }
}

impl Plain<8> for f64 {
    fn bytes(self) -> [u8; 8] {
        self.to_le_bytes()
    }

    fn of(bytes: [u8; 8]) -> Self {
        Self::from_le_bytes(bytes)
    }
}

/// Two that stand side by side.
impl Plain<8> for [u32; 2] {
    fn bytes(self) -> [u8; 8] {
        let [one, other] = self.map(u64::from);
        (other << 32 | one).to_le_bytes()
    }

    fn of(bytes: [u8; 8]) -> Self {
        let both = u64::from_le_bytes(bytes);
        [both as u32, (both >> 32) as u32]
    }
}

/// Something that can be kept in a file as plain bytes.
pub trait Frozen: Sized {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()>;

    /// Reads it; `None` where this is not what was written.
    fn thaw(from: &mut In<'_>) -> Option<Self>;
}

/// Where lists are written.
pub struct Out<'w> {
    to: &'w mut dyn Write,
    sum: Sum,
    length: u64,
}

impl<'w> Out<'w> {
    /// Begins.
    pub fn new(to: &'w mut dyn Write) -> Self {
        Self { to, sum: Sum::default(), length: 0 }
    }

    /// Writes a list.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn list<const N: usize, T: Plain<N>>(&mut self, items: &[T]) -> io::Result<()> {
        self.put(&(items.len() as u64).bytes())?;
        let mut bytes = Vec::with_capacity(items.len().min(AT_ONCE) * N);
        for some in items.chunks(AT_ONCE) {
            bytes.clear();
            some.iter().for_each(|item| bytes.extend_from_slice(&item.bytes()));
            self.put(&bytes)?;
        }
        Ok(())
    }

    /// Writes a text.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.put(&(text.len() as u64).bytes())?;
        text.as_bytes().chunks(AT_ONCE * 16).try_for_each(|some| self.put(some))
    }

    /// Writes a number that stands alone.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn number(&mut self, number: u32) -> io::Result<()> {
        self.put(&number.bytes())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.add(bytes);
        self.length += bytes.len() as u64;
        self.to.write_all(bytes)
    }

    /// Ends; returns how many bytes were written, and their checksum.
    pub fn end(self) -> (u64, u32) {
        (self.length, self.sum.end())
    }
}

/// A part of a file from which lists are read.
#[derive(Debug)]
pub struct In<'f> {
    file: &'f File,
    at: u64,
    end: u64,
    sum: Sum,
    /// What was read ahead, and how much of it was taken.
    ahead: Vec<u8>,
    taken: usize,
}

/// How much is read from the file at once.
const AHEAD: u64 = 256 << 10;

impl<'f> In<'f> {
    /// Begins at a place in a file; so many bytes were written there.
    pub fn new(file: &'f File, at: u64, length: u64) -> Self {
        let (end, sum) = (at.saturating_add(length), Sum::default());
        Self { file, at, end, sum, ahead: Vec::new(), taken: 0 }
    }

    /// Reads a list; `None` where the rest is too short for it, or the file cannot be read.
    pub fn list<const N: usize, T: Plain<N>>(&mut self) -> Option<Vec<T>> {
        let length = self.length(N)?;
        let mut items = Vec::new();
        items.try_reserve_exact(length).ok()?;
        while items.len() < length {
            let there = self.rest().as_chunks::<N>().0;
            let some = there.get(..there.len().min(length - items.len())).unwrap_or_default();
            if some.is_empty() {
                // It goes beyond what was read ahead.
                let mut bytes = [0; N];
                self.read_exact(&mut bytes).ok()?;
                items.push(T::of(bytes));
                continue;
            }
            items.extend(some.iter().map(|bytes| T::of(*bytes)));
            self.taken += some.len() * N;
        }
        Some(items)
    }

    /// Reads a text; `None` also where it is no UTF-8.
    pub fn text(&mut self) -> Option<String> {
        let length = self.length(1)?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length).ok()?;
        while bytes.len() < length {
            self.fill().ok()?;
            let there = self.rest();
            let some = there.get(..there.len().min(length - bytes.len())).filter(|some| !some.is_empty())?;
            bytes.extend_from_slice(some);
            self.taken += some.len();
        }
        String::from_utf8(bytes).ok()
    }

    /// Reads a number that stands alone.
    pub fn number(&mut self) -> Option<u32> {
        let mut bytes = [0; 4];
        self.read_exact(&mut bytes).ok()?;
        Some(u32::of(bytes))
    }

    /// Reads how many items of so many bytes follow.
    fn length(&mut self, bytes: usize) -> Option<usize> {
        let mut length = [0; 8];
        self.read_exact(&mut length).ok()?;
        let length = u64::of(length);
        let left = self.end.checked_sub(self.at)? + (self.ahead.len() - self.taken) as u64;
        (length.checked_mul(bytes as u64)? <= left).then(|| usize::try_from(length).ok())?
    }

    /// Returns what was read ahead and is still to be taken.
    fn rest(&self) -> &[u8] {
        self.ahead.get(self.taken..).unwrap_or_default()
    }

    /// Reads ahead, where all was taken.
    fn fill(&mut self) -> io::Result<()> {
        if self.taken == self.ahead.len() {
            let next = AHEAD.min(self.end - self.at);
            self.ahead.resize(usize::try_from(next).unwrap_or(0), 0);
            self.taken = 0;
            read_at(self.file, &mut self.ahead, self.at)?;
            self.sum.add(&self.ahead);
            self.at += next;
        }
        Ok(())
    }

    /// Ends; `None` unless all was read and is what was written.
    pub fn end(self, sum: u32) -> Option<()> {
        (self.at == self.end && self.taken == self.ahead.len() && self.sum.end() == sum).then_some(())
    }
}

impl Read for In<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let rest = self.rest();
        let some = rest.get(..buffer.len().min(rest.len())).unwrap_or_default();
        let taken = some.len();
        if let Some(buffer) = buffer.get_mut(..taken) {
            buffer.copy_from_slice(some);
        }
        self.taken += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Lists = (Vec<u32>, String, Vec<u8>, Vec<[u32; 2]>, Vec<f64>, u32);

    fn written((numbers, text, bytes, pairs, floats, one): &Lists) -> (File, u64, u32) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"before").unwrap();
        let mut out = Out::new(&mut file);
        out.list(numbers).unwrap();
        out.text(text).unwrap();
        out.list(bytes).unwrap();
        out.list(pairs).unwrap();
        out.list(floats).unwrap();
        out.number(*one).unwrap();
        let (length, sum) = out.end();
        file.write_all(b"after").unwrap();
        (file, length, sum)
    }

    fn read(file: &File, length: u64, sum: u32) -> Option<Lists> {
        let mut from = In::new(file, 6, length);
        let lists = (from.list()?, from.text()?, from.list()?, from.list()?, from.list()?, from.number()?);
        from.end(sum)?;
        Some(lists)
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(
            numbers in proptest::collection::vec(any::<u32>(), 0..9_000),
            text in "[a-zé]{0,300}",
            bytes in proptest::collection::vec(any::<u8>(), 0..9),
            pairs in proptest::collection::vec(any::<[u32; 2]>(), 0..9),
            floats in proptest::collection::vec(-1e9..1e9, 0..9),
            one: u32,
        ) {
            let lists = (numbers, text, bytes, pairs, floats, one);
            let (file, length, sum) = written(&lists);
            prop_assert_eq!(read(&file, length, sum), Some(lists));
        }

        #[test]
        fn bytes_that_were_changed_or_cut_off_are_refused_and_nothing_panics(
            at in 0usize..90,
            byte: u8,
            cut in 0u64..90,
        ) {
            let lists = (vec![1, 2, 3], "text é".to_owned(), vec![7], vec![[1, 2]], vec![1.5], 9);
            let (file, length, sum) = written(&lists);
            prop_assert_eq!(read(&file, length.saturating_sub(cut + 1), sum), None);
            let mut whole = vec![0; length as usize];
            read_at(&file, &mut whole, 6).unwrap();
            let at = at % whole.len();
            if whole[at] != byte {
                crate::base::pages::write_at(&file, &[byte], 6 + at as u64).unwrap();
                prop_assert_eq!(read(&file, length, sum), None);
            }
            file.set_len(6 + cut % length).unwrap();
            prop_assert_eq!(read(&file, length, sum), None);
        }
    }
}
