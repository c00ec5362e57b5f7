//! Each distinct text once, as a small number.
//!
//! Identifiers repeat all over a dataset: a country stands in thousands of links. An [`Interner`] keeps each once and hands out a
//! [`Sym`], so that comparing and grouping is integer work. While a file is read hardly anything is done as often as this, and what
//! costs is not hashing but memory out of reach: so a text of up to eight bytes, as most ids are, is compared within the table.

use std::hash::{BuildHasher, Hash};
use std::io;
use std::ops::Range;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use crate::base::plain::{Frozen, In, Out, Plain};
use crate::base::room::{lacking, make_room, room_for};
use crate::base::sum::sum_of;

/// The number of a text in an [`Interner`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

/// A text of up to eight bytes as a number, with its length; unlike texts are unlike here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Short {
    bytes: u64,
    length: u32,
}

impl Short {
    fn of(text: &str) -> Option<Self> {
        let all = text.as_bytes();
        // The first and the last bytes, which may overlap, are read at once: a copy of so few bytes would be a call.
        let bytes = match (all.first_chunk(), all.last_chunk()) {
            (Some(&first), Some(&last)) if all.len() <= 8 => {
                u64::from(u32::from_le_bytes(first)) | u64::from(u32::from_le_bytes(last)) << (8 * (all.len() - 4))
            }
            (Some(_), Some(_)) => return None,
            _ => all.iter().rev().fold(0, |bytes, &byte| bytes << 8 | u64::from(byte)),
        };
        Some(Self { bytes, length: all.len() as u32 })
    }
}

/// The number of a longer text, with its hash: a table that grows need not look at the texts again.
#[derive(Clone, Copy, Debug)]
struct Long {
    hash: u32,
    number: u32,
}

/// A store of distinct texts.
#[derive(Clone, Debug)]
pub struct Interner {
    text: String,
    /// Where each text begins, and one more: where the last ends.
    starts: Vec<u32>,
    short: HashTable<(Short, u32)>,
    long: HashTable<Long>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { text: String::new(), starts: vec![0], short: HashTable::new(), long: HashTable::new() }
    }
}

impl Interner {
    /// Makes a store with room for so many texts of ten bytes.
    pub fn with_room(texts: usize) -> Self {
        let mut starts = Vec::with_capacity(texts + 1);
        starts.push(0);
        let (text, long) = (String::with_capacity(texts * 10), HashTable::with_capacity(texts));
        Self { text, starts, long, ..Self::default() }
    }

    /// Returns the number of the text, giving it the next free one if it is new.
    pub fn intern(&mut self, text: &str) -> Sym {
        match Short::of(text) {
            Some(short) => self.intern_short(text, short),
            None => self.intern_long(text, narrow(text)),
        }
    }

    fn intern_short(&mut self, text: &str, short: Short) -> Sym {
        let next = self.len() as u32;
        let same = |entry: &(Short, u32)| entry.0 == short;
        let number = self.short.entry(hash(short), same, |entry| hash(entry.0)).or_insert((short, next)).get().1;
        self.keep(text, number, next)
    }

    fn intern_long(&mut self, text: &str, hash: u32) -> Sym {
        let next = self.len() as u32;
        let Self { text: all, starts, long, .. } = self;
        let same = |entry: &Long| entry.hash == hash && resolve(all, starts, entry.number) == text;
        let entry = long.entry(wide(hash), same, |entry| wide(entry.hash));
        let number = entry.or_insert(Long { hash, number: next }).get().number;
        self.keep(text, number, next)
    }

    /// Keeps a text whose number is the next one: it is new.
    fn keep(&mut self, text: &str, number: u32, next: u32) -> Sym {
        if number == next {
            self.text.push_str(text);
            self.starts.push(self.text.len() as u32);
        }
        Sym(number)
    }

    /// Makes room for the texts of another store where there is none, and for what so many times as many will need.
    pub fn make_room(&mut self, other: &Self, ahead: usize) {
        make_room(&mut self.starts, other.len(), ahead);
        if let Some(room) = lacking((self.text.len(), self.text.capacity()), other.text.len(), ahead) {
            let _ = self.text.try_reserve_exact(room);
        }
    }

    /// Returns the numbers of all texts of another store, in its order, giving the next free ones to those that are new.
    pub fn intern_all(&mut self, other: &Self) -> Vec<Sym> {
        // A large table is memory out of reach. Where many are looked for before any is put in, it is fetched for several at once.
        const AT_ONCE: usize = 64;
        let mut syms = Vec::with_capacity(other.len());
        let mut hashes = Vec::with_capacity(AT_ONCE);
        for start in (0..other.len()).step_by(AT_ONCE) {
            let texts = (start..other.len().min(start + AT_ONCE)).map(|number| other.text(Sym(number as u32)));
            hashes.clear();
            hashes.extend(texts.clone().map(|text| (text.len() > 8).then(|| narrow(text))));
            let is_new = |&hash: &u32| self.long.find(wide(hash), |entry| entry.hash == hash).is_none();
            let new = hashes.iter().flatten().filter(|&hash| is_new(hash)).count();
            self.long.reserve(new, |entry| wide(entry.hash));
            syms.extend(texts.zip(&hashes).map(|(text, hash)| match hash {
                Some(hash) => self.intern_long(text, *hash),
                None => self.intern(text),
            }));
        }
        syms
    }

    /// Returns the number of the text if it is known. Once the store was made [small](Self::shrink), [`Numbers`] tell that.
    pub fn get(&self, text: &str) -> Option<Sym> {
        match Short::of(text) {
            Some(short) => self.short.find(hash(short), |entry| entry.0 == short).map(|&(_, number)| Sym(number)),
            None => {
                let hash = narrow(text);
                let is_it =
                    |entry: &Long| entry.hash == hash && resolve(&self.text, &self.starts, entry.number) == text;
                let found = self.long.find(wide(hash), is_it);
                found.map(|entry| Sym(entry.number))
            }
        }
    }

    /// Returns the text of a number; empty for a number that this interner never gave.
    pub fn text(&self, sym: Sym) -> &str {
        resolve(&self.text, &self.starts, sym.0)
    }

    /// Returns all texts end to end, in the order of their numbers.
    pub fn all(&self) -> &str {
        &self.text
    }

    /// Returns where the text of a number stands among all; empty for a number that this interner never gave.
    pub fn place(&self, sym: Sym) -> Range<u32> {
        let at = |number: usize| self.starts.get(number).copied();
        at(sym.0 as usize).zip(at(sym.0 as usize + 1)).map_or(0..0, |(start, end)| start..end)
    }

    /// Returns how many texts are known.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Tells whether nothing is known yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the store as small as it can be, once nothing will be added or looked for in it.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
        (self.short, self.long) = Default::default();
    }
}

/// The numbers of all texts of an [`Interner`], in the order of their checksums (CRC-32): four bytes for each, and nothing has to be made
/// of them when they are read from a file.
#[derive(Clone, Debug, Default)]
pub struct Numbers(Vec<u32>);

impl Numbers {
    /// Sorts those of a store.
    pub fn of(texts: &Interner) -> Self {
        let sum = |number: u32| u64::from(sum_of(texts.text(Sym(number)).as_bytes())) << 32 | u64::from(number);
        let mut sums = room_for(texts.len());
        sums.extend((0..texts.len() as u32).map(sum));
        sums.sort_unstable();
        Self(sums.iter().map(|sum: &u64| *sum as u32).collect())
    }

    /// Returns the number of the text if the store has it.
    pub fn find(&self, text: &str, texts: &Interner) -> Option<Sym> {
        let (sum, of) = (sum_of(text.as_bytes()), |number: u32| texts.text(Sym(number)));
        let first = self.0.partition_point(|number| sum_of(of(*number).as_bytes()) < sum);
        let mut same = self.0.get(first..)?.iter().take_while(|number| sum_of(of(**number).as_bytes()) == sum);
        same.find(|number| of(**number) == text).map(|number| Sym(*number))
    }
}

impl Frozen for Numbers {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.list(&self.0)
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        from.list().map(Self)
    }
}

impl Plain<4> for Sym {
    fn bytes(self) -> [u8; 4] {
        self.0.bytes()
    }

    fn of(bytes: [u8; 4]) -> Self {
        Self(Plain::of(bytes))
    }
}

/// A store to which nothing will be added.
impl Frozen for Interner {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.text(&self.text)?;
        out.list(&self.starts)
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let (text, starts) = (from.text()?, from.list()?);
        (!starts.is_empty()).then(|| Self { text, starts, ..Self::default() })
    }
}

fn hash(value: impl Hash) -> u64 {
    FxBuildHasher.hash_one(value)
}

/// Returns the hash of a text, in the half of the bits that is kept.
fn narrow(text: &str) -> u32 {
    let hash = hash(text);
    (hash ^ (hash >> 32)) as u32
}

/// Spreads a kept hash over all bits: the table takes its first and its last ones.
fn wide(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn resolve<'a>(all: &'a str, starts: &[u32], number: u32) -> &'a str {
    let number = number as usize;
    let bounds = starts.get(number).zip(starts.get(number + 1));
    bounds.and_then(|(&start, &end)| all.get(start as usize..end as usize)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_has_the_same_number_however_many_stand_between() {
        let mut interner = Interner::default();
        let bulgaria = interner.intern("BG");
        let many: Vec<Sym> = (0..5000).map(|n| interner.intern(&format!("A-{n}"))).collect();
        assert_eq!(interner.intern("BG"), bulgaria);
        assert_eq!(interner.get("A-4999"), many.last().copied());
        assert_eq!(interner.text(many[17]), "A-17");
        assert_eq!(interner.get("absent"), None);
        assert_eq!(interner.len(), 5001);
    }

    #[test]
    fn texts_are_found_again_after_the_store_was_made_small() {
        let mut interner = Interner::default();
        let texts = ["", "a", "a\0", "12345678", "123456789", "é", "Côte d’Ivoire"];
        let syms = texts.map(|text| interner.intern(text));
        interner.shrink();
        let numbers = Numbers::of(&interner);
        assert_eq!(texts.map(|text| numbers.find(text, &interner)), syms.map(Some));
        assert_eq!(numbers.find("b", &interner), None);
        // These two have the same checksum.
        let [one, other] = ["plumless", "buckeroo"].map(|text| interner.intern(text));
        let numbers = Numbers::of(&interner);
        assert_eq!(sum_of(b"plumless"), sum_of(b"buckeroo"));
        assert_eq!(["plumless", "buckeroo"].map(|text| numbers.find(text, &interner)), [Some(one), Some(other)]);
        assert_eq!(interner.len(), texts.len() + 2);
    }

    #[test]
    fn texts_that_differ_in_one_byte_or_in_length_are_unlike() {
        let mut interner = Interner::with_room(2);
        let mut texts = vec![String::new()];
        for length in 1..=10 {
            texts.push("\0".repeat(length));
            for at in 0..length {
                let mut bytes = vec![b'a'; length];
                bytes[at] = b'b';
                texts.push(String::from_utf8(bytes).unwrap());
            }
        }
        let syms: Vec<Sym> = texts.iter().map(|text| interner.intern(text)).collect();
        assert_eq!(interner.len(), texts.len());
        assert_eq!(texts.iter().map(|text| interner.intern(text)).collect::<Vec<_>>(), syms);
        let mut other = Interner::default();
        other.intern("aab");
        let all = other.intern_all(&interner);
        assert_eq!(all, texts.iter().filter_map(|text| other.get(text)).collect::<Vec<_>>());
        assert_eq!(other.len(), texts.len());
        interner.shrink();
        let numbers = Numbers::of(&interner);
        assert_eq!(texts.iter().filter_map(|text| numbers.find(text, &interner)).collect::<Vec<_>>(), syms);
    }

    #[test]
    fn the_empty_text_is_a_text() {
        let mut interner = Interner::default();
        let empty = interner.intern("");
        assert_eq!(interner.intern(""), empty);
        assert_eq!(interner.text(empty), "");
        assert_eq!(interner.len(), 1);
    }
}
