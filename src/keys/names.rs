//! The names of keys: one way to write each, in the configuration and on the screen.
//!
//! `{}` writes what can be read back (`Alt-Left`); `{:#}` writes the short form of the screen (`Alt-←`).

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyModifiers};

use super::Press;
use crate::base::quote::quoted;
use crate::base::suggest;

/// The keys that have a name: the key, the name we write, the sign on the screen where there is one, other names we read.
const NAMES: &[(KeyCode, &str, Option<&str>, &[&str])] = &[
    (KeyCode::Up, "Up", Some("↑"), &[]),
    (KeyCode::Down, "Down", Some("↓"), &[]),
    (KeyCode::Left, "Left", Some("←"), &[]),
    (KeyCode::Right, "Right", Some("→"), &[]),
    (KeyCode::Enter, "Enter", None, &["Return"]),
    (KeyCode::Esc, "Esc", None, &["Escape"]),
    (KeyCode::Tab, "Tab", None, &[]),
    (KeyCode::Char(' '), "Space", None, &[]),
    (KeyCode::Backspace, "Backspace", None, &["BS"]),
    (KeyCode::PageDown, "PgDn", None, &["PageDown", "Page-Down"]),
    (KeyCode::PageUp, "PgUp", None, &["PageUp", "Page-Up"]),
    (KeyCode::Home, "Home", None, &[]),
    (KeyCode::End, "End", None, &[]),
    (KeyCode::Insert, "Insert", None, &["Ins"]),
    (KeyCode::Delete, "Del", None, &["Delete"]),
    (KeyCode::Menu, "Menu", None, &[]),
    (KeyCode::Pause, "Pause", None, &[]),
    (KeyCode::PrintScreen, "PrintScreen", None, &[]),
    (KeyCode::CapsLock, "CapsLock", None, &[]),
    (KeyCode::NumLock, "NumLock", None, &[]),
    (KeyCode::ScrollLock, "ScrollLock", None, &[]),
    (KeyCode::KeypadBegin, "KeypadBegin", None, &[]),
];

/// What can be held with a key, in the order in which it is written; the first name of each is the one we write.
const MODIFIERS: &[(KeyModifiers, &[&str])] = &[
    (KeyModifiers::SUPER, &["Super", "Cmd", "Win"]),
    (KeyModifiers::HYPER, &["Hyper"]),
    (KeyModifiers::CONTROL, &["Ctrl", "Control", "C"]),
    (KeyModifiers::ALT, &["Alt", "Option", "Meta", "A", "M"]),
    (KeyModifiers::SHIFT, &["Shift", "S"]),
];

/// The highest function key that can be named.
const LAST_FUNCTION_KEY: u8 = 24;

/// Why a text names no key or no chord.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing is named.
    #[error("no key is named")]
    Empty,
    /// No key has this name.
    #[error("no key is called {}", quoted(.text))]
    Unknown {
        /// What was written.
        text: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// The terminal cannot tell this key from another one.
    #[error("a terminal cannot tell {} from {}", quoted(.text), quoted(.sent))]
    Indistinct {
        /// What was written.
        text: String,
        /// The key that the terminal reports.
        sent: String,
    },
    /// Which character it is depends on the keyboard.
    #[error("{} types another character on every keyboard: write the character", quoted(.0))]
    Layout(String),
    /// More presses than a chord may have.
    #[error("a chord has at most {max} keys, this one has {0}", max = super::chord::LONGEST)]
    TooLong(usize),
}

impl KeyError {
    /// Returns what was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::Unknown { meant, .. } => meant.as_deref(),
            Self::Indistinct { sent, .. } => Some(sent),
            _ => None,
        }
    }
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, names) in MODIFIERS {
            if self.mods.contains(*modifier) {
                write!(f, "{}-", names.first().copied().unwrap_or_default())?;
            }
        }
        let named = NAMES.iter().find(|(code, ..)| *code == self.code);
        match (named, self.code) {
            (Some((_, _, Some(sign), _)), _) if f.alternate() => f.write_str(sign),
            (Some((_, name, ..)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) if is_unseen(c) => write!(f, "U+{:04X}", u32::from(c)),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, code) => write!(f, "{code}"),
        }
    }
}

impl FromStr for Press {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        let (mods, name) = split_modifiers(text);
        let Some(code) = code_named(name) else {
            return Err(KeyError::Unknown { text: text.to_owned(), meant: meant(text) });
        };
        let press = Self::new(code, mods);
        check_distinct(text, code, mods, press)?;
        Ok(press)
    }
}

/// Refuses what no terminal sends, so that a binding that could never work is told rather than kept.
fn check_distinct(text: &str, code: KeyCode, mods: KeyModifiers, press: Press) -> Result<(), KeyError> {
    let KeyCode::Char(c) = code else {
        return Ok(());
    };
    let became_key = !matches!(press.code, KeyCode::Char(_));
    let lost_shift = mods.contains(KeyModifiers::SHIFT) && press.code == code;
    let control = press.mods.contains(KeyModifiers::CONTROL);
    if became_key || lost_shift && (control || c == ' ') {
        return Err(KeyError::Indistinct { text: text.to_owned(), sent: press.to_string() });
    }
    // A capital written with Shift says it twice, which harms nobody.
    if lost_shift && !c.is_uppercase() {
        return Err(KeyError::Layout(text.to_owned()));
    }
    Ok(())
}

/// Returns what is held and the name of the key. A lone `-` or `+` is a key.
fn split_modifiers(mut text: &str) -> (KeyModifiers, &str) {
    let mut mods = KeyModifiers::NONE;
    while let Some((modifier, rest)) = first_modifier(text) {
        mods |= modifier;
        text = rest;
    }
    (mods, text)
}

fn first_modifier(text: &str) -> Option<(KeyModifiers, &str)> {
    let (word, rest) = text.split_once(['-', '+']).filter(|(_, rest)| !rest.is_empty())?;
    let (modifier, _) = MODIFIERS.iter().find(|(_, names)| names.iter().any(|name| name.eq_ignore_ascii_case(word)))?;
    Some((*modifier, rest))
}

fn code_named(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(KeyCode::Char(c));
    }
    named_key(name).or_else(|| function_key(name)).or_else(|| code_point(name))
}

fn named_key(name: &str) -> Option<KeyCode> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    NAMES.iter().find(|(_, written, _, others)| is(written) || others.iter().any(is)).map(|(code, ..)| *code)
}

fn function_key(name: &str) -> Option<KeyCode> {
    let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=LAST_FUNCTION_KEY).contains(&number).then_some(KeyCode::F(number))
}

fn code_point(name: &str) -> Option<KeyCode> {
    let digits = name.strip_prefix("U+").or_else(|| name.strip_prefix("u+"))?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    char::from_u32(number).map(KeyCode::Char)
}

/// Returns whether a character leaves nothing, or nothing of its own, on the screen.
fn is_unseen(c: char) -> bool {
    !matches!(c, '"' | '\'' | '\\') && c.escape_debug().count() > 1
}

/// Returns what was probably meant by a text that names no key.
fn meant(text: &str) -> Option<String> {
    let (mods, name) = split_modifiers(text);
    let letters = name.chars().count() <= super::chord::LONGEST && name.chars().all(char::is_alphanumeric);
    let known = NAMES.iter().map(|(_, name, ..)| *name);
    let key = suggest::nearest(name, known).map(str::to_owned);
    let key = key.or_else(|| (letters && mods.is_empty()).then(|| spaced(name)))?;
    let held = MODIFIERS.iter().filter(|(modifier, _)| mods.contains(*modifier));
    Some(held.filter_map(|(_, names)| names.first()).map(|name| format!("{name}-")).collect::<String>() + &key)
}

/// Returns `g g` for `gg`.
fn spaced(letters: &str) -> String {
    letters.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Press {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn error(text: &str) -> String {
        text.parse::<Press>().unwrap_err().to_string()
    }

    #[test]
    fn names_are_written_and_read() {
        for name in [
            "j",
            "G",
            "Ctrl-d",
            "Alt-Left",
            "Shift-F7",
            "Enter",
            "Esc",
            "Tab",
            "Shift-Tab",
            "Space",
            "Backspace",
            "PgDn",
            "Home",
            "F1",
            "F24",
            "?",
            "/",
            "-",
            "+",
            "Ctrl--",
            "Alt-+",
            "Ctrl-Space",
            "Super-k",
            "\"",
            "\\",
            "é",
            "Del",
            "Insert",
        ] {
            assert_eq!(parse(name).to_string(), name);
        }
    }

    #[test]
    fn other_names_are_read_too() {
        for (written, name) in [
            ("ctrl-D", "Ctrl-d"),
            ("C-d", "Ctrl-d"),
            ("Control+d", "Ctrl-d"),
            ("escape", "Esc"),
            ("RETURN", "Enter"),
            ("PageDown", "PgDn"),
            ("Page-Up", "PgUp"),
            ("Delete", "Del"),
            ("Shift-x", "X"),
            ("Shift-X", "X"),
            ("M-x", "Alt-x"),
            ("f5", "F5"),
            ("S-Tab", "Shift-Tab"),
            ("U+0041", "A"),
        ] {
            assert_eq!(parse(written).to_string(), name, "{written}");
        }
    }

    #[test]
    fn the_screen_shows_arrows() {
        assert_eq!(format!("{:#}", parse("Up")), "↑");
        assert_eq!(format!("{:#}", parse("Alt-Left")), "Alt-←");
        assert_eq!(format!("{:#}", parse("Enter")), "Enter");
    }

    #[test]
    fn what_names_no_key_is_told() {
        assert_eq!(error(""), "no key is named");
        assert_eq!(error("Entre"), "no key is called \"Entre\"");
        assert_eq!(error("F25"), "no key is called \"F25\"");
        assert_eq!(error("Ctrl-i"), "a terminal cannot tell \"Ctrl-i\" from \"Tab\"");
        assert_eq!(error("Ctrl-Shift-x"), "a terminal cannot tell \"Ctrl-Shift-x\" from \"Ctrl-x\"");
        assert_eq!(error("Shift-Space"), "a terminal cannot tell \"Shift-Space\" from \"Space\"");
        assert_eq!(error("Shift-7"), "\"Shift-7\" types another character on every keyboard: write the character");
    }

    #[test]
    fn what_was_meant_is_suggested() {
        for (written, meant) in [("Entre", "Enter"), ("Ctrl-lfet", "Ctrl-Left"), ("gg", "g g"), ("Ctrl-m", "Enter")] {
            let error = written.parse::<Press>().unwrap_err();
            assert_eq!(error.suggestion(), Some(meant), "{written}");
        }
    }

    fn any_code() -> impl Strategy<Value = KeyCode> {
        prop_oneof![
            any::<char>().prop_map(KeyCode::Char),
            proptest::char::range(' ', '~').prop_map(KeyCode::Char),
            (1..=LAST_FUNCTION_KEY).prop_map(KeyCode::F),
            (0..NAMES.len()).prop_map(|index| NAMES[index].0),
            Just(KeyCode::BackTab),
            Just(KeyCode::Null),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(code in any_code(), bits in 0u8..64) {
            let press = Press::new(code, KeyModifiers::from_bits_truncate(bits));
            let written = press.to_string();
            prop_assert_eq!(written.parse::<Press>(), Ok(press), "{}", written);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            let _ = text.parse::<Press>();
        }
    }
}
