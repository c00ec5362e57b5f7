//! The bytes that terminals send for keys.

/// Returns what a terminal sends for this key: a name (`Up`, `C-z`, `Esc`, …) or a character.
pub fn bytes_of(name: &str) -> String {
    match name {
        "Up" => "\x1b[A".into(),
        "Down" => "\x1b[B".into(),
        "Right" => "\x1b[C".into(),
        "Left" => "\x1b[D".into(),
        "PageUp" => "\x1b[5~".into(),
        "PageDown" => "\x1b[6~".into(),
        "Home" => "\x1b[H".into(),
        "End" => "\x1b[F".into(),
        "Enter" => "\r".into(),
        "Tab" => "\t".into(),
        "Esc" => "\x1b".into(),
        "Space" => " ".into(),
        "Backspace" => "\x7f".into(),
        "F1" => "\x1bOP".into(),
        "F10" => "\x1b[21~".into(),
        _ => match name.strip_prefix("C-").and_then(|rest| rest.chars().next()) {
            Some(letter) => char::from(letter.to_ascii_uppercase() as u8 & 0x1f).into(),
            None => name.into(),
        },
    }
}
