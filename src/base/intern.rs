//! Each distinct text once, as a small number.
//!
//! Identifiers repeat all over a dataset: a country stands in thousands of links. An [`Interner`] keeps each once and hands out a
//! [`Sym`], so that comparing and grouping is integer work.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// The number of a text in an [`Interner`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

/// A store of distinct texts.
#[derive(Clone, Debug)]
pub struct Interner {
    text: String,
    /// Where each text begins, and one more: where the last ends.
    starts: Vec<u32>,
    table: HashTable<u32>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { text: String::new(), starts: vec![0], table: HashTable::new() }
    }
}

impl Interner {
    /// Returns the number of the text, giving it the next free one if it is new.
    pub fn intern(&mut self, text: &str) -> Sym {
        let Self { text: all, starts, table } = self;
        let hash = FxBuildHasher.hash_one(text);
        let entry = table.entry(
            hash,
            |&number| resolve(all, starts, number) == text,
            |&number| FxBuildHasher.hash_one(resolve(all, starts, number)),
        );
        let number = *entry.or_insert_with(|| (starts.len() - 1) as u32).get();
        if number as usize == starts.len() - 1 {
            all.push_str(text);
            starts.push(all.len() as u32);
        }
        Sym(number)
    }

    /// Returns the number of the text if it is known.
    pub fn get(&self, text: &str) -> Option<Sym> {
        let hash = FxBuildHasher.hash_one(text);
        self.table.find(hash, |&number| resolve(&self.text, &self.starts, number) == text).map(|&number| Sym(number))
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

    /// Gives back memory that was kept for growth.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
    }
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
    fn the_empty_text_is_a_text() {
        let mut interner = Interner::default();
        let empty = interner.intern("");
        assert_eq!(interner.intern(""), empty);
        assert_eq!(interner.text(empty), "");
        assert_eq!(interner.len(), 1);
    }
}
