//! Each distinct text once, as a small number.
//!
//! Identifiers repeat all over a dataset: a country stands in thousands of links. An [`Interner`] keeps each once and hands out a
//! [`Sym`], so that comparing and grouping is integer work. While a file is read hardly anything is done as often as this, and what
//! costs is not hashing but memory out of reach: so a text of up to eight bytes, as most ids are, is compared within the table.

use std::hash::{BuildHasher, Hash};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

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
        let mut bytes = [0; 8];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { bytes: u64::from_le_bytes(bytes), length: text.len() as u32 })
    }
}

/// A store of distinct texts.
#[derive(Clone, Debug)]
pub struct Interner {
    text: String,
    /// Where each text begins, and one more: where the last ends.
    starts: Vec<u32>,
    short: HashTable<(Short, u32)>,
    long: HashTable<u32>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { text: String::new(), starts: vec![0], short: HashTable::new(), long: HashTable::new() }
    }
}

impl Interner {
    /// Returns the number of the text, giving it the next free one if it is new.
    pub fn intern(&mut self, text: &str) -> Sym {
        let next = (self.starts.len() - 1) as u32;
        let number = match Short::of(text) {
            Some(short) => {
                let same = |entry: &(Short, u32)| entry.0 == short;
                self.short.entry(hash(short), same, |entry| hash(entry.0)).or_insert((short, next)).get().1
            }
            None => {
                let Self { text: all, starts, long, .. } = self;
                let same = |&number: &u32| resolve(all, starts, number) == text;
                *long.entry(hash(text), same, |&number| hash(resolve(all, starts, number))).or_insert(next).get()
            }
        };
        if number == next {
            self.text.push_str(text);
            self.starts.push(self.text.len() as u32);
        }
        Sym(number)
    }

    /// Returns the number of the text if it is known.
    pub fn get(&self, text: &str) -> Option<Sym> {
        let short = Short::of(text).and_then(|short| self.short.find(hash(short), |entry| entry.0 == short));
        let long = || self.long.find(hash(text), |&number| resolve(&self.text, &self.starts, number) == text);
        short.map(|&(_, number)| number).or_else(|| long().copied()).map(Sym)
    }

    /// Returns the text of a number; empty for a number that this interner never gave.
    pub fn text(&self, sym: Sym) -> &str {
        resolve(&self.text, &self.starts, sym.0)
    }

    /// Returns how many texts are known.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Tells whether nothing is known yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the store as small as it can be, once nothing will be added: short texts no longer stand in the table, too.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
        let Self { text: all, starts, short, long } = self;
        let hash_of = |&number: &u32| hash(resolve(all, starts, number));
        long.reserve(short.len(), hash_of);
        for (_, number) in std::mem::take(short) {
            long.insert_unique(hash_of(&number), number, hash_of);
        }
        long.shrink_to_fit(hash_of);
    }
}

fn hash(value: impl Hash) -> u64 {
    FxBuildHasher.hash_one(value)
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
        assert_eq!(texts.map(|text| interner.get(text)), syms.map(Some));
        assert_eq!(interner.get("b"), None);
        assert_eq!(interner.len(), texts.len());
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
