//! Where in the one piece of memory that holds all texts the texts of each record begin: so that a word is looked for in all of them at
//! once, and not in one record after the other.
//!
//! A piece stands in a text as it is, in either case, or with a letter in it that is folded, such as one with an accent: the first is
//! found byte by byte, the second around each letter outside ASCII. What is found so may be in a text of a record that is not searched
//! (that of a source): whoever asks looks at those records once more.

use fixedbitset::FixedBitSet;
use unicode_normalization::char::is_combining_mark;

use crate::base::text::fold;
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
    /// Records with a text in several languages, or in which accents stand behind their letters: they are always looked at.
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
            let mut text = |row: usize, text: Text| {
                let record = first as usize + row;
                match (text.place(), dataset.in_one(text)) {
                    (Some(at), Some(words)) => {
                        if let Some(start) = starts.get_mut(row) {
                            *start = at.min(*start);
                        }
                        if has_marks(words) {
                            self.special.insert(record);
                        }
                    }
                    _ if text != Text::ABSENT => self.special.insert(record),
                    _ => {}
                }
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
            self.each(start, text, &mut found, |from| needle.find(text.as_bytes(), from));
            self.each(start, text, &mut found, |from| needle.find_folded(text, from));
        }
        Some(found)
    }

    /// Adds each record in whose texts a place is; `next` finds the first place from a position on.
    fn each(&self, start: u32, text: &str, found: &mut Vec<u32>, next: impl Fn(usize) -> Option<usize>) {
        let mut from = 0;
        while let Some(at) = next(from) {
            let nth = self.starts.partition_point(|(begin, _)| *begin <= start + at as u32);
            found.extend(nth.checked_sub(1).and_then(|nth| self.starts.get(nth)).map(|(_, record)| *record));
            // One place in a record is enough.
            let beyond = self.starts.get(nth).map(|(begin, _)| begin.saturating_sub(start) as usize);
            from = beyond.unwrap_or(text.len()).max(at + 1);
        }
    }
}

/// Tells whether a text has accents that stand behind their letters (combining marks).
fn has_marks(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && is_combining_mark(c))
}

/// What is looked for: the longest word of a folded piece, in either case.
struct Needle {
    word: String,
    /// How many characters it has.
    length: usize,
    /// The position of its rarest byte.
    rarest: usize,
}

impl Needle {
    /// `None` where there is nothing to look for.
    fn new(piece: &str) -> Option<Self> {
        // What is folded to a blank may be another sign in the text.
        let word = piece.split(' ').max_by_key(|word| word.len())?;
        let rank = |byte: u8| RARE.iter().position(|rare| *rare == byte).map_or(0, |at| at + 1);
        let rarest =
            (0..word.len()).min_by_key(|at| word.as_bytes().get(*at).map_or(usize::MAX, |byte| rank(*byte)))?;
        Some(Self { word: word.to_owned(), length: word.chars().count(), rarest })
    }

    /// Finds it as it is, in either case.
    fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let word = self.word.as_bytes();
        let &letter = word.get(self.rarest)?;
        let first = from + self.rarest;
        let places = memchr::memchr2_iter(letter, letter.to_ascii_uppercase(), text.get(first..)?);
        places.map(|at| first + at - self.rarest).find(|at| {
            let piece = text.get(*at..at + word.len());
            piece.is_some_and(|piece| piece.eq_ignore_ascii_case(word))
        })
    }

    /// Finds a letter outside ASCII that may be one of it, with the others around it.
    fn find_folded(&self, text: &str, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += text.as_bytes().get(at..)?.iter().position(|byte| !byte.is_ascii())?;
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                // The position was within a letter.
                at += 1;
                continue;
            };
            let end = at + letter.len_utf8();
            if self.may_have(letter) && self.stands_around(text, at, end) {
                return Some(at);
            }
            at = end;
        }
    }

    fn may_have(&self, letter: char) -> bool {
        let mut buffer = [0; 4];
        let folded = fold(letter.encode_utf8(&mut buffer));
        folded.chars().all(|c| self.word.contains(c))
    }

    /// Each character is folded to one or more: so many before it and behind it are enough.
    fn stands_around(&self, text: &str, at: usize, end: usize) -> bool {
        let before = text.get(..at).unwrap_or_default().char_indices().rev().take(self.length).last();
        let after = text.get(end..).unwrap_or_default().char_indices().nth(self.length);
        let around = before.map_or(at, |(start, _)| start)..after.map_or(text.len(), |(length, _)| end + length);
        fold(text.get(around).unwrap_or_default()).contains(&self.word)
    }
}
