//! Whether a letter, or two that stand side by side, is somewhere in a short text.
//!
//! What looks for a word in long texts gets ready before it begins. Where there are a million texts of some fifty bytes, and most have
//! what is looked for, getting ready is what costs: here a block is compared at once, and nothing is made ready.

/// How many places are compared at once.
const BLOCK: usize = 32;

/// Tells whether one byte stands in a text, and the other `APART` bytes behind it: 0 for a single letter, which is both, and 1 for two that
/// stand side by side.
#[inline]
pub(super) fn stand_in<const APART: usize>(text: &[u8], one: u8, other: u8) -> bool {
    let ahead = text.get(APART..).unwrap_or_default();
    let here = text.get(..ahead.len()).unwrap_or_default();
    let (blocks, rest) = here.as_chunks::<BLOCK>();
    let (blocks_ahead, rest_ahead) = ahead.as_chunks::<BLOCK>();
    let is_pair = |here: u8, ahead: u8| (here == one) & (ahead == other);
    // Without a branch for each place, nor for each block: they are compared side by side, and nothing is guessed.
    let in_block = |here: &[u8; BLOCK], ahead: &[u8; BLOCK]| {
        here.iter().zip(ahead).fold(false, |found, (here, ahead)| found | is_pair(*here, *ahead))
    };
    let in_blocks = blocks.iter().zip(blocks_ahead).fold(false, |found, (here, ahead)| found | in_block(here, ahead));
    // The last block begins where it must to end with the text.
    match here.last_chunk().zip(ahead.last_chunk()) {
        Some((here, ahead)) => in_blocks | in_block(here, ahead),
        None => rest.iter().zip(rest_ahead).any(|(here, ahead)| is_pair(*here, *ahead)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_pair_is_found_where_looking_at_each_place_finds_it(text in "[a-d]{0,3}[e-h]{0,100}[a-d]{0,3}", pair in "[a-h]{2}") {
            let (text, pair) = (text.as_bytes(), pair.as_bytes());
            let (one, other) = (pair[0], pair[1]);
            prop_assert_eq!(stand_in::<0>(text, one, one), text.contains(&one));
            prop_assert_eq!(stand_in::<1>(text, one, other), text.windows(2).any(|two| two == pair));
        }
    }
}
