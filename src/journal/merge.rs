//! Taking over the lines of others, as they are, each once.
//!
//! A line is copied byte for byte, so a line of a later version comes through whole; one that is damaged stays where it is, and is told.

use std::collections::HashSet;
use std::path::Path;

use crate::journal::line::{self, LineError};
use crate::journal::read::{Trouble, What, lines};

/// What others have that a journal lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// The lines to add, each with its line feed.
    pub lines: Vec<u8>,
    /// How many they are.
    pub new: usize,
    /// How many lines were there already.
    pub had: usize,
    /// What could not be read, or is no event.
    pub troubles: Vec<Trouble>,
}

impl Merge {
    /// Compares the segments of others with one's own.
    pub fn of<'p>(own: &[Vec<u8>], others: impl IntoIterator<Item = (&'p Path, std::io::Result<Vec<u8>>)>) -> Self {
        let own = own.iter().flat_map(|bytes| lines(bytes)).map(|(_, line, _)| plain(line).to_vec());
        let mut known: HashSet<Vec<u8>> = own.collect();
        let mut merge = Self::default();
        for (file, bytes) in others {
            match bytes {
                Ok(bytes) => merge.segment(file, &bytes, &mut known),
                Err(error) => merge.trouble(file, None, What::File(error.to_string()), &[]),
            }
        }
        merge
    }

    fn segment(&mut self, file: &Path, bytes: &[u8], known: &mut HashSet<Vec<u8>>) {
        for (at, bytes, is_tail) in lines(bytes) {
            match line::read(bytes) {
                Ok(_) | Err(LineError::Later(_)) => self.line(plain(bytes), known),
                Err(_) if is_tail => self.trouble(file, Some(at), What::Torn, bytes),
                Err(error) => self.trouble(file, Some(at), What::Line(error), bytes),
            }
        }
    }

    fn line(&mut self, line: &[u8], known: &mut HashSet<Vec<u8>>) {
        if !known.insert(line.to_vec()) {
            self.had += 1;
            return;
        }
        self.new += 1;
        self.lines.extend_from_slice(line);
        self.lines.push(b'\n');
    }

    fn trouble(&mut self, file: &Path, line: Option<usize>, what: What, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.troubles.push(Trouble { file: file.to_owned(), line, what, text });
    }
}

/// Returns a line without the carriage return that some copies put at its end.
fn plain(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
