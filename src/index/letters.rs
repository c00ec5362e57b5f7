//! In what records each letter and digit stands: the first that is typed is found in most of them.
//!
//! Where nearly all have it, looking at each takes longer than a key press has time for, and there are few letters to be asked for. The
//! sets of all of them are a hundredth of the names.

use std::ops::Range;

use fixedbitset::FixedBitSet;

use crate::base::bits::{Gathered, Set};
use crate::index::heads::{Called, Heads};
use crate::model::{Dataset, Kind, Rid};

/// How many letters, folded, and digits there are.
const LETTERS: usize = 36;

/// The records of each kind in which each letter stands.
#[derive(Debug)]
pub struct Letters {
    kinds: Vec<OfKind>,
}

/// Those of a kind, counted from its first record: a set for each letter.
#[derive(Debug)]
struct OfKind {
    records: Range<u32>,
    /// Those of which a line has it.
    having: Vec<Set>,
    /// Those of which a line begins with it.
    beginning: Vec<Set>,
}

impl Letters {
    /// Goes through what all records are called.
    pub fn new(heads: &Heads, dataset: &Dataset) -> Self {
        Self { kinds: Kind::ALL.iter().map(|&kind| OfKind::new(heads, dataset.range(kind))).collect() }
    }

    /// Returns the records in which a piece stands among so many; `None` where it is not a single letter or digit.
    pub fn called(&self, piece: &str, records: usize) -> Option<Called> {
        let &[letter] = piece.as_bytes() else { return None };
        let nth = bit(letter).checked_ilog2()? as usize;
        let [mut having, mut beginning] = [(); 2].map(|()| FixedBitSet::with_capacity(records));
        for kind in &self.kinds {
            kind.add(kind.having.get(nth), &mut having);
            kind.add(kind.beginning.get(nth), &mut beginning);
        }
        Some(Called { having, beginning })
    }
}

impl OfKind {
    fn new(heads: &Heads, records: Range<u32>) -> Self {
        let none = || vec![Gathered::new(records.len()); LETTERS];
        let (mut having, mut beginning) = (none(), none());
        for (at, rid) in (0..).zip(records.clone()) {
            let found = Found::in_lines(heads.of(Rid(rid)));
            add_to_each(&mut having, found.having, at);
            add_to_each(&mut beginning, found.beginning, at);
        }
        let [having, beginning] = [having, beginning].map(|sets| sets.into_iter().map(Gathered::set).collect());
        Self { records, having, beginning }
    }

    /// Puts those of a set among all records.
    fn add(&self, set: Option<&Set>, among: &mut FixedBitSet) {
        let (first, Some(set)) = (self.records.start as usize, set) else { return };
        if set.len() == self.records.len() {
            among.insert_range(first..self.records.end as usize);
        } else {
            set.each(|at| among.insert(first + at as usize));
        }
    }
}

/// Adds a record to the set of each of its letters.
fn add_to_each(sets: &mut [Gathered], mut letters: u64, record: u32) {
    while letters != 0 {
        if let Some(set) = sets.get_mut(letters.trailing_zeros() as usize) {
            set.add(record);
        }
        letters &= letters - 1;
    }
}

/// The letters of a record, a bit for each.
#[derive(Default)]
struct Found {
    having: u64,
    beginning: u64,
}

impl Found {
    fn in_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for line in lines {
            found.having |= line.bytes().fold(0, |letters, byte| letters | bit(byte));
            found.beginning |= line.bytes().next().map_or(0, bit);
        }
        found
    }
}

/// Returns the bit of a letter; none where it is another byte.
const fn bit(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'0'..=b'9' => 1 << (byte - b'0' + 26),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_and_digit_has_a_bit_of_its_own() {
        let bits: Vec<u64> = (0..=u8::MAX).map(bit).filter(|bit| *bit != 0).collect();
        assert_eq!((bits.len(), bits.iter().fold(0, |all, bit| all | bit)), (LETTERS, (1 << LETTERS) - 1));
        assert_eq!([b'a', b'z', b'0', b'9', b'A', b'-'].map(bit), [1, 1 << 25, 1 << 26, 1 << 35, 0, 0]);
    }
}
