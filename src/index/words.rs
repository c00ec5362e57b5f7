//! The words that records are called by, each once, end to end in one piece of memory: where a word that was mistyped is compared.
//!
//! Comparing two words letter by letter costs more than a key press has time for where there are millions. Which letters a word has is
//! a number of 32 bits: of nearly all words that alone says that they are not near.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::base::room::room_for;
use crate::base::suggest::{letters_of, may_be, most_other_letters};

/// The shortest word that is kept, in characters: a slip of the finger makes any short word of any other.
pub const SHORTEST: usize = 4;

/// For so many words room is made at first: ids have many.
const ROOM: usize = 1 << 16;

/// How many words are looked at between two questions whether to go on.
const STRIDE: usize = 4_096;

/// Hands over the words of a text that are long enough: letters and digits with nothing else between them.
fn each_word<'a>(text: &'a str, mut take: impl FnMut(&'a str)) {
    if !text.is_ascii() {
        let words = text.split(|c: char| !c.is_alphanumeric());
        // As many bytes a word in ASCII has as characters.
        let is_long = |word: &&str| word.len() >= SHORTEST && (word.is_ascii() || word.chars().count() >= SHORTEST);
        return words.filter(is_long).for_each(take);
    }
    let mut start = 0;
    let mut end = |at: usize| {
        if at - start >= SHORTEST {
            text.get(start..at).into_iter().for_each(&mut take);
        }
        start = at + 1;
    };
    let others = text.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_alphanumeric());
    others.for_each(|(at, _)| end(at));
    end(text.len());
}

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
    /// Collects the long words of folded names, and of ids those that are no numbers: ids are counted up, so that there are as many numbers
    /// as records, and each is near to others of which none is meant.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>, ids: impl Iterator<Item = &'a str>) -> Self {
        // Names have the same words again and again: those known are few, and near at hand. Ids may have each its own.
        let mut known: FxHashSet<&str> = FxHashSet::default();
        names.for_each(|name| each_word(name, |word| known.extend([word])));
        let mut once: Vec<&str> = room_for(known.len().max(ROOM));
        once.extend(known);
        once.sort_unstable();
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let mut take = |word: &'a str| {
            if !is_number(word) {
                once.push(word);
            }
        };
        ids.for_each(|id| each_word(id, &mut take));
        // Ids are in order more often than not: a stable sort takes what is as it is.
        once.sort();
        once.dedup();
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
    /// [`may_be`] says so. No further where `goes_on` says no.
    pub fn near<'a>(&'a self, wanted: &'a str, goes_on: &'a dyn Fn() -> bool) -> impl Iterator<Item = &'a str> {
        let (letters, most) = (letters_of(wanted), most_other_letters(wanted));
        let begun = self.beginning(wanted);
        let is_like = move |known: u32| known == u32::MAX || (known ^ letters).count_ones() <= most;
        let strides = self.letters.chunks(STRIDE).enumerate().take_while(|_| goes_on());
        let all = strides.flat_map(|(nth, letters)| (nth * STRIDE..).zip(letters));
        let like = all.filter(move |(at, known)| is_like(**known) || begun.contains(at));
        like.filter_map(|(at, _)| self.get(at)).filter(move |known| may_be(wanted, known))
    }

    /// Tells whether a word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.get(self.first(0, |known| known < word)) == Some(word)
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
        /// By hand: split where there is neither letter nor digit.
        #[test]
        fn the_words_of_a_text_are_what_splitting_it_gives(text in "[a-c1 ,_]{0,20}[a-cé日’\u{301} ,\n]{0,20}") {
            let by_hand = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
            let mut words = Vec::new();
            each_word(&text, |word| words.push(word));
            prop_assert_eq!(words, by_hand.collect::<Vec<_>>());
        }

        /// By hand: every word is compared.
        #[test]
        fn of_many_words_that_one_is_found_that_looking_at_each_finds(
            known in proptest::collection::vec("[a-dé0-2]{4,9}", 0..40),
            ids in 0..40_usize,
            wanted in "[a-dé0-2]{1,9}",
        ) {
            let (ids, names) = known.split_at(ids.min(known.len()));
            let words = Words::new(names.iter().map(String::as_str), ids.iter().map(String::as_str));
            let is_kept = |id: &&String| id.contains(|c: char| !c.is_ascii_digit());
            let mut sorted: Vec<&str> = names.iter().chain(ids.iter().filter(is_kept)).map(String::as_str).collect();
            sorted.sort_unstable();
            sorted.dedup();
            let by_hand: Vec<&str> = sorted.iter().copied().filter(|known| may_be(&wanted, known)).collect();
            prop_assert_eq!(words.near(&wanted, &|| true).collect::<Vec<_>>(), by_hand);
            prop_assert!(sorted.iter().all(|word| words.has(word)) && words.has(&wanted) == sorted.contains(&wanted.as_str()));
            prop_assert_eq!(nearest(&wanted, words.near(&wanted, &|| true)), nearest(&wanted, sorted));
        }
    }
}
