//! Words from outside, quoted so that a message can carry them.
//!
//! Whatever a file or a terminal sent may hold escape sequences, controls that turn the line round, or a megabyte. A message
//! shows them spelled out and cut; it never passes them on.

/// The longest text that a message quotes whole, in characters.
const LONGEST: usize = 60;

/// Returns the text in double quotes, with everything that does not print spelled out, and cut to a readable length.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars().take(LONGEST) {
        match c {
            // Rust would escape it, but inside double quotes an apostrophe needs nothing.
            '\'' => out.push(c),
            _ => out.extend(c.escape_debug()),
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_as_they_are() {
        assert_eq!(quoted("Côte d'Ivoire"), "\"Côte d'Ivoire\"");
        assert_eq!(quoted(""), "\"\"");
    }

    #[test]
    fn controls_are_spelled_out() {
        assert_eq!(quoted("a\u{1b}[31m\n\""), "\"a\\u{1b}[31m\\n\\\"\"");
        assert_eq!(quoted("\u{202e}x\u{9b}"), "\"\\u{202e}x\\u{9b}\"");
    }

    #[test]
    fn long_texts_are_cut() {
        let shown = quoted(&"é".repeat(1_000));
        assert_eq!(shown.chars().count(), LONGEST + 3);
        assert!(shown.ends_with("é…\""));
    }
}
