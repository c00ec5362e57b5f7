//! The words that records are called by, each once, end to end in one piece of memory: where a word that was mistyped is compared.
//!
//! Comparing two words letter by letter costs more than a key press has time for where there are millions. Which letters a word has is
//! a number of 32 bits: of nearly all words that alone says that they are not near.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::base::suggest::{letters_of, may_be, most_other_letters};

/// Words, each once, in the order of their bytes.
#[derive(Debug, Default)]
pub struct Words {
    all: String,
    /// Where each word ends.
    ends: Vec<u32>,
    /// The letters of each word; every bit where it has one outside ASCII.
    letters: Vec<u32>,
}

impl Words {
    /// Collects words, which may stand there more than once.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut known: FxHashSet<&str> = FxHashSet::default();
        // In the order in which they come most are in the order that is wanted: ids are counted up.
        let mut once: Vec<&str> = words.filter(|word| known.insert(word)).collect();
        drop(known);
        // A stable sort takes what is in order as it is.
        once.sort();
        let mut words = Self::default();
        words.all.reserve_exact(once.iter().map(|word| word.len()).sum());
        words.ends.reserve_exact(once.len());
        words.letters.reserve_exact(once.len());
        for word in once {
            words.all.push_str(word);
            words.ends.push(u32::try_from(words.all.len()).unwrap_or(u32::MAX));
            words.letters.push(if word.is_ascii() { letters_of(word) } else { u32::MAX });
        }
        words
    }

    /// Lists the words that may be near enough to a folded word for [`nearest`](crate::base::suggest::nearest): those of which
    /// [`may_be`] says so.
    pub fn near<'a>(&'a self, wanted: &'a str) -> impl Iterator<Item = &'a str> {
        let (letters, most) = (letters_of(wanted), most_other_letters(wanted));
        let begun = self.beginning(wanted);
        let is_like = move |known: u32| known == u32::MAX || (known ^ letters).count_ones() <= most;
        let like = self.letters.iter().enumerate().filter(move |(at, known)| is_like(**known) || begun.contains(at));
        like.filter_map(|(at, _)| self.get(at)).filter(move |known| may_be(wanted, known))
    }

    /// Returns where the words stand that begin with a piece.
    fn beginning(&self, piece: &str) -> Range<usize> {
        let is_before = |word: &str| word < piece;
        let start = self.first(0, is_before);
        start..self.first(start, |word| word.starts_with(piece))
    }

    /// Returns where the first word from a position on stands that is not so, where all that are so stand before all that are not.
    fn first(&self, from: usize, is_so: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (from, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(&is_so) { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |start| *start as usize);
        self.all.get(start..*self.ends.get(at)? as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::suggest::nearest;
    use proptest::prelude::*;

    proptest! {
        /// By hand: every word is compared.
        #[test]
        fn of_many_words_that_one_is_found_that_looking_at_each_finds(
            known in proptest::collection::vec("[a-dé0-2]{4,9}", 0..40),
            wanted in "[a-dé0-2]{1,9}",
        ) {
            let words = Words::new(known.iter().map(String::as_str));
            let mut sorted: Vec<&str> = known.iter().map(String::as_str).collect();
            sorted.sort_unstable();
            sorted.dedup();
            let by_hand: Vec<&str> = sorted.iter().copied().filter(|known| may_be(&wanted, known)).collect();
            prop_assert_eq!(words.near(&wanted).collect::<Vec<_>>(), by_hand);
            prop_assert_eq!(nearest(&wanted, words.near(&wanted)), nearest(&wanted, sorted));
        }
    }
}
