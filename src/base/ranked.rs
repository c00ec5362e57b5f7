//! A bit set that is also a list: which is its hundredth member, and how many stand before a number.
//!
//! A list of a million rows of which some are chosen anew at every key is not written out: it is the set of its places.

use fixedbitset::FixedBitSet;

/// How many words of bits are counted together.
const WORDS: usize = 8;
const BITS: usize = usize::BITS as usize;

/// Numbers in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranked {
    bits: FixedBitSet,
    /// For each block of [`WORDS`] words, how many members stand before it.
    before: Vec<u32>,
    len: usize,
}

impl Ranked {
    /// Counts the members of a set.
    pub fn new(bits: FixedBitSet) -> Self {
        let mut len = 0;
        let blocks = bits.as_slice().chunks(WORDS).map(|words| {
            let before = len as u32;
            len += words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
            before
        });
        let before = blocks.collect();
        Self { bits, before, len }
    }

    /// Returns how many members there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Tells whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the member before which stand so many; `None` where there are not so many.
    pub fn nth(&self, nth: usize) -> Option<usize> {
        if nth >= self.len {
            return None;
        }
        let block = self.before.partition_point(|&before| before as usize <= nth).saturating_sub(1);
        let mut left = nth - *self.before.get(block)? as usize;
        for (at, &word) in self.bits.as_slice().iter().enumerate().skip(block * WORDS) {
            let count = word.count_ones() as usize;
            if left < count {
                return Some(at * BITS + nth_bit(word, left));
            }
            left -= count;
        }
        None
    }

    /// Returns how many members stand before a number; `None` where it is no member.
    pub fn position(&self, number: usize) -> Option<usize> {
        if !self.bits.contains(number) {
            return None;
        }
        let (word, bit) = (number / BITS, number % BITS);
        let block = word / WORDS;
        let words = self.bits.as_slice().get(block * WORDS..=word)?;
        let (&last, whole) = words.split_last()?;
        let before = whole.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        let within = (last & !(usize::MAX << bit)).count_ones() as usize;
        Some(*self.before.get(block)? as usize + before + within)
    }

    /// Lists the members.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.bits.ones()
    }
}

/// Returns the position of the bit before which so many are set, of a word that has more.
fn nth_bit(mut word: usize, nth: usize) -> usize {
    for _ in 0..nth {
        // Takes the lowest one away.
        word &= word.wrapping_sub(1);
    }
    word.trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_list_of_its_members(members in prop::collection::btree_set(0usize..3_000, 0..400)) {
            let mut bits = FixedBitSet::with_capacity(3_000);
            bits.extend(members.iter().copied());
            let (ranked, plain) = (Ranked::new(bits), Vec::from_iter(members));
            prop_assert_eq!(ranked.len(), plain.len());
            prop_assert_eq!(ranked.is_empty(), plain.is_empty());
            prop_assert_eq!(ranked.iter().collect::<Vec<_>>(), plain.clone());
            for nth in 0..plain.len() + 2 {
                prop_assert_eq!(ranked.nth(nth), plain.get(nth).copied());
            }
            for number in 0..3_002 {
                prop_assert_eq!(ranked.position(number), plain.iter().position(|&member| member == number));
            }
        }
    }
}
