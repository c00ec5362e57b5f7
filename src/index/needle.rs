//! A word as it is looked for in very much text that is not folded.
//!
//! Text is gone through in blocks: two letters of the word, its rarest, are compared at their distance in every place of a block at once,
//! and the block is asked for a letter outside ASCII. Only where either is so are the places looked at one by one. What this is about is
//! to go through memory as fast as it is read; a copy of all texts, folded, would be twice the memory.

use std::ops::Range;

use memchr::memmem;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::base::text::{fold, is_dropped};

/// How often letters stand in texts, the rarest first: a word is looked for by its rarest.
const RARE: &[u8] = b"zqxjkvbpygfwmucldrhsnioate";

/// How many places are compared at once.
const BLOCK: usize = 64;

/// What is looked for: the longest word of a folded piece.
#[derive(Debug)]
pub struct Needle {
    word: String,
    /// Its characters.
    letters: Vec<char>,
    /// Its two rarest bytes, each with its position; `None` where it has a letter outside ASCII, by which it is found.
    rarest: Option<[(usize, u8); 2]>,
    /// Whether the word is the whole piece.
    pub is_whole: bool,
}

impl Needle {
    /// `None` where there is nothing to look for.
    pub fn new(piece: &str) -> Option<Self> {
        // What is folded to a blank may be another sign in the text.
        let word = piece.split(' ').max_by_key(|word| word.len()).filter(|word| !word.is_empty())?;
        let rank = |byte: u8| RARE.iter().position(|rare| *rare == byte).map_or(0, |at| at + 1);
        let mut bytes: Vec<(usize, u8)> = word.bytes().enumerate().collect();
        bytes.sort_by_key(|(_, byte)| rank(*byte));
        let rarest = bytes.first().map(|&first| [first, bytes.get(1).copied().unwrap_or(first)]);
        Some(Self {
            word: word.to_owned(),
            letters: word.chars().collect(),
            rarest: rarest.filter(|_| word.is_ascii()),
            is_whole: word.len() == piece.len(),
        })
    }

    /// Returns how many bytes it has.
    pub fn len(&self) -> usize {
        self.word.len()
    }

    /// Tells whether it stands at a place as it is, in either case.
    fn stands_at(&self, text: &[u8], at: usize) -> bool {
        text.get(at..at + self.word.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(self.word.as_bytes()))
    }

    /// Tells whether a letter of a text that is folded to one letter may be a letter of it, by the bytes beside it; those outside ASCII
    /// may be anything.
    fn fits(&self, before: Option<u8>, folded: char, after: Option<u8>) -> bool {
        let is = |beside: Option<u8>, at: Option<usize>| {
            let own = at.and_then(|at| self.letters.get(at));
            let beside = beside.filter(u8::is_ascii);
            own.is_none_or(|own| beside.is_none_or(|byte| char::from(byte.to_ascii_lowercase()) == *own))
        };
        self.letters
            .iter()
            .enumerate()
            .any(|(at, own)| *own == folded && is(before, at.checked_sub(1)) && is(after, Some(at + 1)))
    }

    /// Tells how a letter of a text is one of it, once it is folded.
    fn meaning(&self, letter: char) -> Letter {
        let folded = fold(letter.encode_utf8(&mut [0; 4])).into_owned();
        let mut letters = folded.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if self.letters.contains(&letter) => Letter::One(letter),
            (Some(_), Some(_)) if folded.chars().any(|letter| self.letters.contains(&letter)) => Letter::Several,
            // What is folded to nothing stands between two letters.
            (None, _) => Letter::Several,
            _ => Letter::Other,
        }
    }

    /// Tells whether it stands in a text, folded, with a letter of the text in it. Each character is folded to one or more, and an accent
    /// behind its letter, or what nobody sees, to nothing: twice as many before it and behind it are enough, unless such stand side by side,
    /// where it may.
    fn stands_around(&self, text: &str, at: usize, end: usize) -> bool {
        let count = self.letters.len() * 2;
        let start = text.get(..at).unwrap_or_default().char_indices().rev().take(count).last();
        let start = start.map_or(at, |(start, _)| start);
        let rest = text.get(end..).unwrap_or_default();
        let stop = rest.char_indices().nth(count).map_or(text.len(), |(length, _)| end + length);
        let around = text.get(start..stop).unwrap_or_default();
        let length = |range: Range<usize>| fold(text.get(range).unwrap_or_default()).len();
        // One that ends before the letter, or begins behind it, is found by itself.
        let before = length(start..at);
        let (first, last) =
            ((before + 1).saturating_sub(self.word.len()), before + length(at..end) + self.word.len() - 1);
        let folded = fold(around);
        let folded = folded.as_bytes();
        let near = folded.get(first..last.min(folded.len())).unwrap_or_default();
        memmem::find(near, self.word.as_bytes()).is_some() || has_vanishing_together(around)
    }
}

/// Tells whether two characters stand side by side in a text that are folded to nothing.
fn has_vanishing_together(text: &str) -> bool {
    let vanishes = |c: char| !c.is_ascii() && (is_dropped(c) || c.nfkd().all(is_dropped));
    let mut is_behind_one = false;
    text.chars().any(|c| std::mem::replace(&mut is_behind_one, vanishes(c)) && is_behind_one)
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it begins; or where a letter stands around which the word does.
    pub at: usize,
    /// Whether the word stands there as it is, in either case.
    pub is_plain: bool,
}

/// What a letter of a text is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    /// None of its letters.
    Other,
    /// One of its letters, folded.
    One(char),
    /// Several letters, folded, of which one is one of its; or nothing.
    Several,
}

/// Goes through texts for a word.
#[derive(Debug)]
pub struct Scan<'n> {
    needle: &'n Needle,
    /// What letters outside ASCII are to it, as far as they were met: those that are two bytes in a text, and the others.
    short: Vec<Option<Letter>>,
    long: FxHashMap<char, Letter>,
}

/// From this character on letters are more than two bytes in a text (UTF-8).
const LONG: usize = 0x800;

impl<'n> Scan<'n> {
    /// Begins.
    pub fn new(needle: &'n Needle) -> Self {
        Self { needle, short: vec![None; LONG], long: FxHashMap::default() }
    }

    /// Returns the word.
    pub fn needle(&self) -> &'n Needle {
        self.needle
    }

    /// Finds the first place at or behind a position where the word may stand; where it is plain, it does.
    pub fn next(&mut self, text: &str, from: usize) -> Option<Place> {
        let bytes = text.as_bytes();
        let pair = self.needle.rarest;
        let far = pair.map_or(0, |[(one, _), (other, _)]| one.max(other));
        let mut at = from;
        // The last places are looked at one by one.
        while at + far + BLOCK <= bytes.len() {
            let marks = marks(bytes, at, pair);
            if marks != [0; BLOCK] {
                let found = marked(&marks).find_map(|place| self.look(text, at + place));
                if found.is_some() {
                    return found;
                }
            }
            at += BLOCK;
        }
        (at..bytes.len()).find_map(|at| self.look(text, at))
    }

    /// Looks at one place.
    fn look(&mut self, text: &str, at: usize) -> Option<Place> {
        let bytes = text.as_bytes();
        let &byte = bytes.get(at)?;
        if byte.is_ascii() {
            let is_plain = self.needle.rarest.is_some() && self.needle.stands_at(bytes, at);
            return is_plain.then_some(Place { at, is_plain });
        }
        // Most letters of two bytes are none of the word, which is known without taking the text apart.
        let short = usize::from(byte & 0x1f) << 6 | bytes.get(at + 1).map_or(0, |next| usize::from(next & 0x3f));
        if byte & 0xe0 == 0xc0 && self.short.get(short) == Some(&Some(Letter::Other)) {
            return None;
        }
        // A position within a letter is none.
        let letter = text.get(at..)?.chars().next()?;
        let (needle, end) = (self.needle, at + letter.len_utf8());
        let is_near = match self.meaning(letter) {
            Letter::Other => false,
            Letter::One(folded) => {
                let before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied();
                needle.fits(before, folded, bytes.get(end).copied())
            }
            Letter::Several => true,
        };
        (is_near && needle.stands_around(text, at, end)).then_some(Place { at, is_plain: false })
    }

    fn meaning(&mut self, letter: char) -> Letter {
        match self.short.get_mut(letter as usize) {
            Some(Some(known)) => *known,
            Some(unknown) => *unknown.insert(self.needle.meaning(letter)),
            None => *self.long.entry(letter).or_insert_with(|| self.needle.meaning(letter)),
        }
    }
}

/// Marks the places of a block where two bytes stand in either case at their distance, or where a letter outside ASCII begins.
fn marks(bytes: &[u8], at: usize, pair: Option<[(usize, u8); 2]>) -> [u8; BLOCK] {
    // Small and capital letters differ in this bit alone; what else is taken for them is looked at more closely.
    const CASE: u8 = 0x20;
    // The first byte of a letter outside ASCII (UTF-8).
    const LETTER: u8 = 0xc0;
    let block = |far: usize| bytes.get(at + far..).and_then(|rest| rest.first_chunk::<BLOCK>());
    let mut marks = [0; BLOCK];
    let Some(here) = block(0) else { return [1; BLOCK] };
    let Some([(one, rare), (other, rarer)]) = pair else {
        marks.iter_mut().zip(here).for_each(|(mark, here)| *mark = u8::from(*here >= LETTER));
        return marks;
    };
    let (Some(one), Some(other)) = (block(one), block(other)) else { return [1; BLOCK] };
    let (rare, rarer) = (rare | CASE, rarer | CASE);
    for (((mark, here), one), other) in marks.iter_mut().zip(here).zip(one).zip(other) {
        *mark = u8::from(*here >= LETTER) | u8::from(one | CASE == rare) & u8::from(other | CASE == rarer);
    }
    marks
}

/// Lists the places of a block that are marked.
fn marked(marks: &[u8; BLOCK]) -> impl Iterator<Item = usize> {
    let (eights, _) = marks.as_chunks::<8>();
    eights.iter().enumerate().flat_map(|(nth, eight)| {
        let mut left = u64::from_le_bytes(*eight);
        std::iter::from_fn(move || {
            let at = (left != 0).then(|| left.trailing_zeros() as usize / 8)?;
            left &= left - 1;
            Some(nth * 8 + at)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::part;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_in_which_the_word_stands_is_found_and_a_plain_place_is_one(
            text in "([a-dA-D ]|[éÉßœŒø’ИиЙйﬁＡ日-]|[a-e]?[\u{ad}\u{301}\u{327}\u{640}\u{ff9e}]{1,9}|[a-c .]{30}){0,60}",
            word in "([a-d]|[ei]){1,3}|[a-cиß]{1,3}|oe|ss|fi|日",
        ) {
            let word = fold(&word).into_owned();
            let needle = Needle::new(&word).unwrap();
            let found = Scan::new(&needle).next(&text, 0);
            prop_assert!(found.is_some() || !fold(&text).contains(&word));
            if let Some(place) = found.filter(|place| place.is_plain) {
                prop_assert!(part(&text, place.at..place.at + word.len()).eq_ignore_ascii_case(&word));
                // Nothing stands before it.
                prop_assert!(!fold(part(&text, 0..place.at)).contains(&word));
            }
        }
    }

    #[test]
    fn a_word_that_begins_within_a_letter_is_found() {
        // However far its letters are drawn apart by what is folded to nothing.
        let far = "م".to_owned() + &"\u{640}".repeat(9) + "ه" + &"\u{640}".repeat(9) + "ر";
        let needle = Needle::new("مهر").unwrap();
        assert!(Scan::new(&needle).next(&far, 0).is_some());
        for (text, word) in [("œuvre", "euvre"), ("Straße", "se"), ("oﬃce", "fice"), ("Œ", "e")] {
            let needle = Needle::new(word).unwrap();
            assert!(Scan::new(&needle).next(text, 0).is_some(), "{text} {word}");
        }
    }
}
