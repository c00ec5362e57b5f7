//! Where the letters of other alphabets sit: the character on the same key of a US keyboard.
//!
//! Used only when what was typed has no binding of its own. Only characters that one layout alone puts on its keys are here; signs
//! that a Latin keyboard types too (the comma of a Russian one) say nothing about the key.

/// Layouts as pairs of lines: what the keys type without Shift, and what a US keyboard types there.
const KEYBOARDS: &[(&str, &str)] = &[
    // Russian ЙЦУКЕН, then what Ukrainian and Belarusian put elsewhere.
    ("йцукенгшщзхъ", "qwertyuiop[]"),
    ("фывапролджэ", "asdfghjkl;'"),
    ("ячсмитьбюё", "zxcvbnm,.`"),
    ("іїєґў", "s]'\\o"),
    // Greek.
    ("ςερτυθιοπ", "wertyuiop"),
    ("ασδφγηξκλ", "asdfghjkl"),
    ("ζχψωβνμ", "zxcvbnm"),
    // Arabic, then the Persian letters that Arabic lacks.
    ("ضصثقفغعهخحجد", "qwertyuiop[]"),
    ("شسيبلاتنمكط", "asdfghjkl;'"),
    ("ئءؤرىةوزظذ", "zxcvnm,./`"),
    ("یکگچپ", "d;']m"),
    // Arabic with Shift.
    ("\u{64e}\u{64b}\u{64f}\u{64c}إ÷×؛", "QWERYIOP"),
    ("\u{650}\u{64d}أـ،", "ASHJK"),
    ("\u{652}آ؟", "XN?"),
    // Hebrew; with Shift it types Latin capitals.
    ("קראטוןםפ", "ertyuiop"),
    ("שדגכעיחלךף", "asdfghjkl;"),
    ("זסבהנמצתץ", "zxcvbnm,."),
];

/// Returns the character that the key of this one types on a US keyboard.
pub(super) fn latin(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    on_us_keyboard(c).or_else(|| {
        let small = c.to_lowercase().next().filter(|small| *small != c)?;
        on_us_keyboard(small).map(with_shift)
    })
}

fn on_us_keyboard(c: char) -> Option<char> {
    KEYBOARDS
        .iter()
        .find_map(|(theirs, ours)| theirs.chars().zip(ours.chars()).find(|(their, _)| *their == c))
        .map(|(_, our)| our)
}

/// Returns what a US keyboard types when Shift is held as well.
fn with_shift(c: char) -> char {
    match c {
        '[' => '{',
        ']' => '}',
        ';' => ':',
        '\'' => '"',
        ',' => '<',
        '.' => '>',
        '/' => '?',
        '`' => '~',
        '\\' => '|',
        _ => c.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_layout_are_equally_long() {
        for (theirs, ours) in KEYBOARDS {
            assert_eq!(theirs.chars().count(), ours.chars().count(), "{theirs} {ours}");
            assert!(ours.is_ascii() && theirs.chars().all(|c| !c.is_ascii()));
        }
    }

    #[test]
    fn no_letter_sits_on_two_keys() {
        let mut all: Vec<char> = KEYBOARDS.iter().flat_map(|(theirs, _)| theirs.chars()).collect();
        all.sort_unstable();
        let before = all.len();
        all.dedup();
        assert_eq!(all.len(), before);
    }

    #[test]
    fn every_alphabet_moves_the_cursor() {
        // The keys of j, k, o, a on each of the four.
        for word in ["олщф", "ξκοα", "تنخش", "חלםש"] {
            let latin: String = word.chars().filter_map(latin).collect();
            assert_eq!(latin, "jkoa", "{word}");
        }
    }

    #[test]
    fn shift_carries_over() {
        assert_eq!(latin('Ж'), Some(':'));
        assert_eq!(latin('Р'), Some('H'));
        assert_eq!(latin('Σ'), Some('S'));
        assert_eq!(latin('؟'), Some('?'));
        assert_eq!(latin('أ'), Some('H'));
        assert_eq!(latin('é'), None);
        assert_eq!(latin('日'), None);
    }
}
