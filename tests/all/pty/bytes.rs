//! Which bytes a terminal may be sent at all.

/// The modes that are set and reset.
const MODES: [&str; 7] = ["?1049", "?25", "?2004", "?2026", "?1000", "?1002", "?1006"];

/// The last bytes of sequences that move the cursor, set attributes, erase or repeat.
const FINALS: &str = "ABCDGHJKXbdm";

/// Lists what was sent and is neither text nor one of our own sequences.
pub fn strays(sent: &str) -> Vec<String> {
    let mut strays = Vec::new();
    let mut rest = sent;
    while let Some(at) = rest.find(steers) {
        let (_, from) = rest.split_at(at);
        let length = own_sequence(from).unwrap_or_else(|| {
            strays.push(from.chars().take(12).collect());
            from.chars().next().map_or(1, char::len_utf8)
        });
        (_, rest) = from.split_at(length);
    }
    strays
}

/// Says whether a terminal would do something for it other than to show it.
fn steers(c: char) -> bool {
    let bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    c.is_control() && c != '\r' && c != '\n' || bidi
}

/// The length of the sequence at the start, if it is one of ours.
fn own_sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c: char| c.is_ascii_alphabetic())?;
    let (parameters, last) = (body.get(..end)?, body.get(end..=end)?);
    let is_mode = (last == "h" || last == "l") && MODES.contains(&parameters);
    let is_plain = FINALS.contains(last) && parameters.chars().all(|c| c.is_ascii_digit() || c == ';');
    (is_mode || is_plain).then_some("\x1b[".len() + end + 1)
}

#[test]
fn what_is_not_ours_is_found() {
    assert_eq!(strays("\x1b[?1049h\x1b[1;1Hé\x1b[0;7m x\r\n\x1b[?2026l"), [""; 0]);
    for bad in ["\x1b]52;c;x", "\x07", "\u{9b}31m", "\u{202e}", "\x1b[?1003h", "\x1b[>1u", "\x1b[5 q", "\x1bc"] {
        assert_eq!(strays(&format!("a{bad}b")).len(), 1, "{bad:?}");
    }
}
