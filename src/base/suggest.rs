//! What was probably meant: the known word nearest to one that is not known.
//!
//! Suggests only what a slip of the finger explains. A wrong suggestion costs the reader more than none.

use std::cmp::Reverse;

/// The longest word that is compared, in characters: nobody mistypes more, and the comparison grows with the square.
const LONGEST: usize = 64;

/// Returns the known word that was probably meant, or none when no word is near enough.
///
/// Case does not matter, nor does the order of words joined by a hyphen or a space (`next-pane` finds `pane-next`). Of words equally
/// near, the one with the same letters wins, then the one that begins alike, then the one that comes first.
///
/// ```
/// use plenary::base::suggest::nearest;
///
/// assert_eq!(nearest("colour", ["theme", "color"]), Some("color"));
/// assert_eq!(nearest("BL", ["AL", "BG", "TR"]), Some("BG"));
/// assert_eq!(nearest("xyz", ["theme", "color"]), None);
/// ```
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(wanted)?;
    known
        .into_iter()
        .enumerate()
        .filter_map(|(place, word)| {
            let folded = fold(word)?;
            let rank = (
                slips(&wanted, &folded)?,
                letters(&wanted) != letters(&folded),
                Reverse(common_start(&wanted, &folded)),
                place,
            );
            Some((rank, word))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, word)| word)
}

/// Tells quickly whether a folded word may be near enough to another for [`nearest`]: it may where most of their letters are the same, or
/// one begins with the other. For going through very many.
pub fn may_be(wanted: &str, known: &str) -> bool {
    let mut letters = [0_i32; 32];
    let mut count = |text: &str, by: i32| {
        for byte in text.bytes() {
            if let Some(letter) = letters.get_mut(usize::from(byte & 31)) {
                *letter += by;
            }
        }
    };
    count(wanted, 1);
    count(known, -1);
    let differing: u32 = letters.iter().map(|letter| letter.unsigned_abs()).sum();
    differing <= most(wanted, wanted.is_ascii() && known.is_ascii()) || known.starts_with(wanted)
}

/// Returns the letters of a word as a set: a bit for each of 32 groups of bytes.
pub fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// Returns in how many groups of letters a word in ASCII, of which [`may_be`] says that it is near, can at most differ from another; one
/// of which the other is the beginning may differ in more.
pub fn most_other_letters(wanted: &str) -> u32 {
    most(wanted, wanted.is_ascii())
}

/// Returns how many letters two words can at most have one alone: a slip changes two at most, and a letter outside ASCII is up to four
/// bytes.
fn most(wanted: &str, are_ascii: bool) -> u32 {
    let allowed = allowed(wanted.chars().count()).max(1);
    (if are_ascii { 2 * allowed } else { 8 * allowed }) as u32
}

/// Returns the sentence that names the known word probably meant: `did you mean "BG"?`.
pub fn hint<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wanted, known).map(|near| format!("did you mean {near:?}?"))
}

/// Returns the word in small letters, or none when it is empty or too long to compare.
fn fold(word: &str) -> Option<String> {
    let within = !word.is_empty() && word.chars().nth(LONGEST).is_none();
    within.then(|| word.to_lowercase())
}

/// Returns how many slips lie between two folded words, or none when they are too many to be slips.
fn slips(wanted: &str, known: &str) -> Option<usize> {
    let length = wanted.chars().count();
    let allowed = allowed(length);
    let distance = strsim::damerau_levenshtein(wanted, known);
    if distance <= allowed {
        return Some(distance);
    }
    // The right words in the wrong order, or only the start of the word: a guess that ranks behind every slip.
    let begun = length >= 3 && known.starts_with(wanted);
    let reordered = strsim::damerau_levenshtein(&sorted(wanted), &sorted(known)) <= 1 && length >= 6;
    (begun || reordered).then_some(allowed + 1)
}

/// Returns how many slips a word of so many characters may have.
fn allowed(length: usize) -> usize {
    match length {
        1 => 0,
        2..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

/// Returns the parts of a word in alphabetical order.
fn sorted(word: &str) -> String {
    let mut parts: Vec<&str> = word.split(['-', ' ', '_']).collect();
    parts.sort_unstable();
    parts.join("-")
}

/// Returns the letters of a word in alphabetical order: the same for two words that differ by swapped letters.
fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// Returns how many characters two words have in common at their start.
fn common_start(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[&str] = &["dataset", "theme", "glyphs", "color", "keys"];

    #[test]
    fn slips_are_recognised() {
        for (wanted, meant) in [
            ("colour", "color"),
            ("Color", "color"),
            ("tehme", "theme"),
            ("glyph", "glyphs"),
            ("data-set", "dataset"),
            ("keyes", "keys"),
        ] {
            assert_eq!(nearest(wanted, KEYS.iter().copied()), Some(meant), "{wanted}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for wanted in ["", "x", "mouse", "font", "budapest", "cat"] {
            assert_eq!(nearest(wanted, KEYS.iter().copied()), None, "{wanted}");
        }
    }

    #[test]
    fn short_ids_find_the_one_that_begins_alike() {
        let codes = ["AF", "AL", "AT", "BG", "TR"];
        assert_eq!(nearest("BL", codes), Some("BG"));
        assert_eq!(nearest("bg", codes), Some("BG"));
        assert_eq!(nearest("RT", codes), Some("TR"));
        assert_eq!(nearest("B", codes), None);
        assert_eq!(nearest("b", ["A", "B"]), Some("B"));
    }

    #[test]
    fn words_in_another_order_are_recognised() {
        let names = ["pane-previous", "pane-next", "page-down"];
        assert_eq!(nearest("next-pane", names), Some("pane-next"));
        assert_eq!(nearest("page", names), Some("page-down"));
    }

    #[test]
    fn the_nearest_wins_over_the_first() {
        assert_eq!(nearest("links", ["link", "links"]), Some("links"));
        assert_eq!(nearest("pane", ["page", "pane-next"]), Some("page"));
    }

    #[test]
    fn what_is_near_may_be_so_and_most_of_the_rest_may_not() {
        let words =
            ["bulgaria", "bulgarian", "hungary", "türkiye", "migration", "imigration", "return", "routes", "rote"];
        for wanted in ["bulgraia", "turkiye", "tuerkiye", "migratoin", "retrun", "ruotes", "hungry"] {
            let near = nearest(wanted, words);
            assert_eq!(near, nearest(wanted, words.into_iter().filter(|known| may_be(wanted, known))), "{wanted}");
        }
        assert!(!may_be("bulgraia", "hungary") && !may_be("bulgraia", "routes"));
    }

    #[test]
    fn long_words_cost_nothing() {
        let long = "a".repeat(1_000_000);
        assert_eq!(nearest(&long, KEYS.iter().copied()), None);
        assert_eq!(nearest("theme", [long.as_str(), "theme"]), Some("theme"));
    }
}
