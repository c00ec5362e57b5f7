//! Where in the one piece of memory that holds all texts the texts of each record begin: so that a word is looked for in all of them at
//! once, and not in one record after the other.
//!
//! What is found so may be in a text of a record that is not searched (that of a source), and a text that is not in ASCII may have the
//! word folded: whoever asks looks at those records once more.

use fixedbitset::FixedBitSet;

use crate::model::column::Column;
use crate::model::texts::Text;
use crate::model::{Dataset, Kind};

/// How often letters stand in texts, the rarest first: a word is looked for by its rarest.
const RARE: &[u8] = b"zqxjkvbpygfwmucldrhsnioate";

/// Where the texts of records begin.
#[derive(Debug)]
pub struct Prose {
    /// Where the first text of a record stands, and its number; in the order of the texts.
    starts: Vec<(u32, u32)>,
    /// Records with a text that is not in ASCII, or in several languages.
    special: FixedBitSet,
}

impl Prose {
    /// Finds them.
    pub fn new(dataset: &Dataset) -> Self {
        let mut prose = Self { starts: Vec::new(), special: FixedBitSet::with_capacity(dataset.len()) };
        for &kind in Kind::ALL {
            prose.take(kind, dataset);
        }
        prose.starts.sort_unstable();
        prose
    }

    fn take(&mut self, kind: Kind, dataset: &Dataset) {
        let (Some(table), first) = (dataset.table(kind), dataset.range(kind).start) else { return };
        let mut starts = vec![u32::MAX; table.rows];
        for (_, column) in table.fields.iter().zip(&table.columns).filter(|(field, _)| field.words) {
            let mut text = |row: usize, text: Text| match text.place() {
                Some(at) => {
                    if let Some(start) = starts.get_mut(row) {
                        *start = at.min(*start);
                    }
                    self.special.set(
                        first as usize + row,
                        self.special.contains(first as usize + row) || !dataset.is_ascii(text),
                    );
                }
                None if text != Text::ABSENT => self.special.insert(first as usize + row),
                None => {}
            };
            match column {
                Column::Text(cells) => cells.iter().enumerate().for_each(|(row, cell)| text(row, *cell)),
                Column::Texts(spans, items) => {
                    for (row, span) in spans.iter().enumerate() {
                        let list = span.range().and_then(|range| items.get(range)).unwrap_or_default();
                        list.iter().for_each(|item| text(row, *item));
                    }
                }
                _ => {}
            }
        }
        let known = starts.into_iter().zip(first..).filter(|(start, _)| *start != u32::MAX);
        self.starts.extend(known);
    }

    /// Finds the records in whose texts a folded piece may stand: all in which it does are among them. `None` where `goes_on` said no
    /// before the end.
    pub fn candidates(
        &self,
        piece: &str,
        dataset: &Dataset,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<FixedBitSet> {
        let mut found = self.special.clone();
        let Some(needle) = Needle::new(piece) else { return Some(found) };
        let pieces: Vec<(u32, &str)> = dataset.all_texts().collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(pieces.len().max(1));
        let parts: Vec<Option<Vec<u32>>> = std::thread::scope(|scope| {
            let share = pieces.len().div_ceil(threads).max(1);
            let scan = |part: &[(u32, &str)]| self.scan(part, &needle, goes_on);
            let working: Vec<_> = pieces.chunks(share).map(|part| scope.spawn(move || scan(part))).collect();
            // A panic over there is one here, too: it is told where the work was asked for.
            working
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        for part in parts {
            found.extend(part?.into_iter().map(|at| at as usize));
        }
        Some(found)
    }

    fn scan(&self, pieces: &[(u32, &str)], needle: &Needle, goes_on: &dyn Fn() -> bool) -> Option<Vec<u32>> {
        let mut found = Vec::new();
        for &(start, text) in pieces {
            if !goes_on() {
                return None;
            }
            let mut from = 0;
            while let Some(at) = needle.find(text.as_bytes(), from) {
                let nth = self.starts.partition_point(|(begin, _)| *begin <= start + at as u32);
                found.extend(nth.checked_sub(1).and_then(|nth| self.starts.get(nth)).map(|(_, record)| *record));
                // One place in a record is enough.
                let next = self.starts.get(nth).map(|(begin, _)| begin.saturating_sub(start) as usize);
                from = next.unwrap_or(text.len()).max(at + 1);
            }
        }
        Some(found)
    }
}

/// What is looked for: the longest word of a folded piece, in either case.
struct Needle {
    word: Vec<u8>,
    /// The position of its rarest letter.
    rarest: usize,
}

impl Needle {
    /// `None` where nothing of it is in ASCII: it stands only in texts that are not.
    fn new(piece: &str) -> Option<Self> {
        // What is folded to a blank may be another sign in the text.
        let word = piece.split(' ').max_by_key(|word| word.len())?;
        if word.is_empty() || !word.is_ascii() {
            return None;
        }
        let rank = |byte: u8| RARE.iter().position(|rare| *rare == byte).map_or(0, |at| at + 1);
        let rarest =
            (0..word.len()).min_by_key(|at| word.as_bytes().get(*at).map_or(usize::MAX, |byte| rank(*byte)))?;
        Some(Self { word: word.as_bytes().to_vec(), rarest })
    }

    fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let &letter = self.word.get(self.rarest)?;
        let from = from + self.rarest;
        let rest = text.get(from..)?;
        let places = memchr::memchr2_iter(letter, letter.to_ascii_uppercase(), rest);
        let begins = places.map(|at| from + at - self.rarest);
        begins.into_iter().find(|at| {
            let piece = text.get(*at..at + self.word.len());
            piece.is_some_and(|piece| piece.eq_ignore_ascii_case(&self.word))
        })
    }
}
