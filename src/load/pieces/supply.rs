//! A file, cut into pieces where a record seems to begin.

use std::io::{self, Read};

/// A piece of a file.
#[derive(Debug)]
pub struct Cut {
    /// Its number, from 0.
    pub number: usize,
    /// Where in the file it begins.
    pub start: u32,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether the file ends with it.
    pub last: bool,
}

/// Hands out the pieces of a file, one after the other.
///
/// A record seems to begin where an object follows on another and its first key is `id`. In JSON those bytes cannot stand within a text
/// (the quotation mark before `id` would end it), only in a list that a record holds.
#[derive(Debug)]
pub struct Supply<R> {
    from: R,
    size: usize,
    number: usize,
    start: u32,
    /// What was read beyond the last cut.
    rest: Vec<u8>,
    ended: bool,
    /// Memory of pieces that are no longer needed.
    spare: Vec<Vec<u8>>,
}

impl<R: Read> Supply<R> {
    /// Cuts what is read into pieces of about that size.
    pub fn new(from: R, size: usize) -> Self {
        Self { from, size, number: 0, start: 0, rest: Vec::new(), ended: false, spare: Vec::new() }
    }

    /// Returns the next piece; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Cut>> {
        if self.ended {
            return Ok(None);
        }
        let mut bytes = self.spare.pop().unwrap_or_default();
        bytes.clear();
        bytes.append(&mut self.rest);
        // The first piece is short: while it is read the others wait.
        let size = if self.number == 0 { self.size / 16 + 1 } else { self.size };
        loop {
            // What has no record at its end is probably no list of records at all: with every step it becomes twice as long.
            let (before, more) = (bytes.len(), size.max(bytes.len()));
            bytes.reserve(more + 1);
            let read = self.from.by_ref().take(more as u64).read_to_end(&mut bytes)?;
            self.ended = read < more;
            let cut = if self.ended { Some(bytes.len()) } else { border(&bytes, before) };
            if let Some(cut) = cut {
                self.rest.extend(bytes.drain(cut..));
                return self.cut(bytes).map(Some);
            }
        }
    }

    fn cut(&mut self, bytes: Vec<u8>) -> io::Result<Cut> {
        let end = u32::try_from(bytes.len()).ok().and_then(|length| self.start.checked_add(length));
        let end = end.ok_or(io::ErrorKind::FileTooLarge)?;
        let cut = Cut { number: self.number, start: self.start, bytes, last: self.ended };
        self.number += 1;
        self.start = end;
        Ok(cut)
    }

    /// Takes memory back.
    pub fn give_back(&mut self, bytes: Vec<u8>) {
        self.spare.push(bytes);
    }
}

/// Finds the last place, of those that were not looked at `before`, where a record seems to begin.
fn border(bytes: &[u8], before: usize) -> Option<usize> {
    // What lies across the end of what was looked at is found, unless many blanks stand in it.
    let (known, new) = bytes.split_at_checked(before.saturating_sub(64))?;
    memchr::memrchr_iter(b'{', new).map(|at| known.len() + at).find(|&at| {
        let (one, other) = bytes.split_at_checked(at).unwrap_or_default();
        let begins = other.get(1..).is_some_and(|other| other.trim_ascii_start().starts_with(b"\"id\""));
        begins && one.trim_ascii_end().strip_suffix(b",").is_some_and(|one| one.trim_ascii_end().ends_with(b"}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, size: usize) -> Vec<String> {
        let mut supply = Supply::new(text.as_bytes(), size);
        let mut all = Vec::new();
        while let Some(cut) = supply.next().unwrap() {
            assert_eq!((cut.number, cut.start as usize), (all.len(), all.iter().map(String::len).sum()));
            all.push(String::from_utf8(cut.bytes).unwrap());
        }
        all
    }

    #[test]
    fn a_file_is_cut_where_records_begin() {
        let text = "{\"goals\":[{\"id\":\"1\"},\n {\"id\":\"2\",\"x\":[{},{}]} , { \"id\":\"3\"} ,\t{\"id\":\"4\"}]}";
        let first = "{\"goals\":[{\"id\":\"1\"},\n ";
        let second = "{\"id\":\"2\",\"x\":[{},{}]} , ";
        assert_eq!(pieces(text, 25), [first, second, "{ \"id\":\"3\"} ,\t{\"id\":\"4\"}]}"]);
        assert_eq!(pieces(text, 2000), [text]);
        assert_eq!(pieces("", 10), [""]);
    }

    #[test]
    fn what_has_no_records_is_one_piece() {
        let text = "[1,2,3,{\"name\":\"x\"},{\"name\":\"y\"},{\"id\"";
        for size in 1..20 {
            assert_eq!(pieces(&text.repeat(3), size).concat(), text.repeat(3));
        }
        assert_eq!(pieces("{\"a\":[{\"b\":1},{\"b\":2},{\"b\":3}]}", 5).len(), 1);
    }
}
