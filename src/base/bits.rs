//! Sets of small numbers: a list while few, a bit set when many.
//!
//! A country touches a handful of activities in one dataset and tens of thousands in another. A [`Set`] is small in both cases and
//! answers the one question that drawing asks on every key: how many of these are also in that mask.

use std::io;

use fixedbitset::FixedBitSet;

use crate::base::plain::{In, Out};

/// A set of numbers below a bound that its maker knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    /// The members in ascending order.
    Few(Box<[u32]>),
    /// One bit for each possible member, and how many are set.
    Many(FixedBitSet, u32),
}

impl Default for Set {
    fn default() -> Self {
        Self::Few(Box::default())
    }
}

impl Set {
    /// Makes a set from its members, in any order, with repetitions allowed; `bound` is one above the largest possible member.
    pub fn new(members: Vec<u32>, bound: usize) -> Self {
        let mut gathered = Gathered::new(bound);
        members.into_iter().for_each(|member| gathered.add(member));
        gathered.set()
    }

    /// Returns how many members the set has.
    pub const fn len(&self) -> usize {
        match self {
            Self::Few(members) => members.len(),
            Self::Many(_, count) => *count as usize,
        }
    }

    /// Tells whether the set has no member.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Tells whether no member is a bound or above it.
    pub fn is_below(&self, bound: usize) -> bool {
        match self {
            Self::Few(members) => members.iter().all(|&member| (member as usize) < bound),
            Self::Many(bits, _) => bits.len() <= bound,
        }
    }

    /// Tells whether a number is a member.
    pub fn contains(&self, number: u32) -> bool {
        match self {
            Self::Few(members) => members.binary_search(&number).is_ok(),
            Self::Many(bits, _) => bits.contains(number as usize),
        }
    }

    /// Returns how many members are also in the mask.
    pub fn count_in(&self, mask: &FixedBitSet) -> usize {
        match self {
            Self::Few(members) => members.iter().filter(|&&member| mask.contains(member as usize)).count(),
            Self::Many(bits, _) => bits.intersection_count(mask),
        }
    }

    /// Visits every member, in ascending order.
    pub fn each(&self, mut visit: impl FnMut(u32)) {
        match self {
            Self::Few(members) => members.iter().for_each(|&member| visit(member)),
            Self::Many(bits, _) => bits.ones().for_each(|member| visit(member as u32)),
        }
    }

    /// Puts every member into the mask.
    pub fn add_to(&self, mask: &mut FixedBitSet) {
        match self {
            Self::Few(members) => members.iter().for_each(|&member| mask.insert(member as usize)),
            Self::Many(bits, _) => mask.union_with(bits),
        }
    }
}

/// The members of a set while they are gathered, in any order, with repetitions: never more memory than the set needs.
#[derive(Clone, Debug)]
pub struct Gathered {
    few: Vec<u32>,
    many: Option<FixedBitSet>,
    bound: usize,
}

impl Gathered {
    /// None yet; `bound` is one above the largest possible member.
    pub const fn new(bound: usize) -> Self {
        Self { few: Vec::new(), many: None, bound }
    }

    /// Adds a member.
    pub fn add(&mut self, member: u32) {
        if let Some(bits) = &mut self.many {
            return bits.insert(member as usize);
        }
        self.few.push(member);
        if !self.is_few(self.few.len()) {
            let mut bits = FixedBitSet::with_capacity(self.bound);
            bits.extend(std::mem::take(&mut self.few).into_iter().map(|member| member as usize));
            self.many = Some(bits);
        }
    }

    /// A list of 32-bit members is larger than the bit set from one member in 32 on.
    const fn is_few(&self, count: usize) -> bool {
        count * 32 <= self.bound
    }

    /// Visits the members, of few each as often as it was added.
    pub fn each(&self, visit: impl FnMut(u32)) {
        match &self.many {
            None => self.few.iter().copied().for_each(visit),
            Some(bits) => bits.ones().map(|member| member as u32).for_each(visit),
        }
    }

    /// Makes the set.
    pub fn set(mut self) -> Set {
        let Some(bits) = self.many.take() else {
            self.few.sort_unstable();
            self.few.dedup();
            return Set::Few(self.few.into_boxed_slice());
        };
        let count = bits.count_ones(..);
        if self.is_few(count) {
            return Set::Few(bits.ones().map(|member| member as u32).collect());
        }
        Set::Many(bits, count as u32)
    }
}

/// Writes a bit set.
///
/// # Errors
///
/// It cannot be written.
pub fn freeze(bits: &FixedBitSet, out: &mut Out<'_>) -> io::Result<()> {
    out.number(bits.len() as u32)?;
    out.list(&Vec::from_iter(bits.as_slice().iter().map(|block| *block as u64)))
}

/// Reads a bit set; `None` where this is not what was written.
pub fn thaw(from: &mut In<'_>) -> Option<FixedBitSet> {
    let bits = from.number()? as usize;
    let blocks: Vec<u64> = from.list()?;
    // On a system with shorter blocks it is made again.
    (blocks.len() == bits.div_ceil(usize::BITS as usize) && usize::BITS == u64::BITS).then_some(())?;
    Some(FixedBitSet::with_capacity_and_blocks(bits, blocks.into_iter().map(|block| block as usize)))
}

/// Writes sets.
///
/// # Errors
///
/// They cannot be written.
pub fn freeze_all(sets: &[Set], out: &mut Out<'_>) -> io::Result<()> {
    out.number(sets.len() as u32)?;
    sets.iter().try_for_each(|set| match set {
        Set::Few(members) => out.number(0).and_then(|()| out.list(members)),
        Set::Many(bits, _) => out.number(1).and_then(|()| freeze(bits, out)),
    })
}

/// Reads sets; `None` where this is not what was written.
pub fn thaw_all(from: &mut In<'_>) -> Option<Vec<Set>> {
    let mut sets = Vec::new();
    for _ in 0..from.number()? {
        sets.push(match from.number()? {
            0 => Set::Few(from.list()?.into_boxed_slice()),
            _ => {
                let bits = thaw(from)?;
                let count = bits.count_ones(..) as u32;
                Set::Many(bits, count)
            }
        });
    }
    Some(sets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_set_counts_as_a_plain_list_would(members in prop::collection::vec(0u32..200, 0..60), mask in prop::collection::vec(0u32..200, 0..60)) {
            let mut plain = members.clone();
            plain.sort_unstable();
            plain.dedup();
            let mut bits = FixedBitSet::with_capacity(200);
            bits.extend(mask.iter().map(|&m| m as usize));
            let set = Set::new(members, 200);
            prop_assert_eq!(set.len(), plain.len());
            prop_assert!((0..210).all(|number| set.contains(number) == plain.contains(&number)));
            prop_assert_eq!(set.count_in(&bits), plain.iter().filter(|m| mask.contains(m)).count());
            let mut all = FixedBitSet::with_capacity(200);
            set.add_to(&mut all);
            prop_assert_eq!(&all.ones().map(|m| m as u32).collect::<Vec<_>>(), &plain);
            let mut visited = Vec::new();
            set.each(|member| visited.push(member));
            prop_assert_eq!(visited, plain);
        }
    }
}
