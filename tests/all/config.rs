//! Configurations with mistakes: each is told at its place, and the rest applies.
//!
//! One file per mistake under `tests/data/config`. Each also holds something right, `color = "never"` and where it can
//! `zoom = "n"`, which must be in force all the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use plenary::config::{Color, Layer, Problem, Settings, file};
use plenary::keys::Action;
use proptest::prelude::*;

use Rest::{Color as C, ColorAndKey as CK, Nothing as N};

/// What of the right part applies.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Rest {
    /// Nothing: the file is no text.
    Nothing,
    /// `color = "never"`.
    Color,
    /// That and `zoom = "n"`.
    ColorAndKey,
}

/// The files, what applies of each, and what is said behind its name.
const CASES: &[(&str, Rest, &[&str])] = &[
    ("accents", C, &["3:1 unknown key \"Größe\""]),
    ("bom", C, &["2:9 \"blue\" is not default, mono, high-contrast, deuteranopia or tritanopia"]),
    ("crlf", C, &["2:9 \"blue\" is not default, mono, high-contrast, deuteranopia or tritanopia"]),
    ("duplicate-key", CK, &["3:1 \"color\" is there twice: the first one counts"]),
    ("duplicate-table", CK, &["4:2 the table \"keys\" is there twice: put its lines together"]),
    ("empty-path", C, &["1:11 \"\" is not the path of a file"]),
    (
        "escapes",
        C,
        &[
            "2:1 unknown key \"a\\u{1b}[31m\"",
            "3:9 \"\\u{202e}mono\" is not default, mono, high-contrast, deuteranopia or tritanopia; did you mean \"mono\"?",
        ],
    ),
    ("half-a-file", C, &["3:14 this is not valid TOML: invalid basic string, expected `\"`"]),
    ("key-action-above", C, &["2:1 \"zoom\" is an action: put it under [keys]"]),
    ("key-empty", CK, &["3:8 no key is named"]),
    ("key-hidden", CK, &["4:9 \"n c\" does not go together with \"n\", which calls \"zoom\": one begins the other"]),
    ("key-indistinct", CK, &["3:9 a terminal cannot tell \"Ctrl-i\" from \"Tab\"; did you mean \"Tab\"?"]),
    ("key-kept", CK, &["4:9 \"Esc\" always calls \"escape\", so that everything stays within reach"]),
    (
        "key-number",
        CK,
        &[
            "3:8 a key is text in quotes, such as \"Ctrl-d\" or \"g e\", not a number",
            "4:14 a key is text in quotes, such as \"Ctrl-d\" or \"g e\", not a number",
        ],
    ),
    ("key-setting-below", CK, &["4:1 \"theme\" is a setting, not an action: put it above [keys]"]),
    ("key-shifted-digit", CK, &["3:9 \"Shift-7\" types another character on every keyboard: write the character"]),
    ("key-taken-twice", CK, &["4:9 \"n\" already calls \"zoom\""]),
    ("key-too-long", CK, &["3:9 a chord has at most 3 keys, this one has 4"]),
    ("key-too-many", CK, &["3:69 an action has at most 12 keys: the rest is left out"]),
    ("key-two-letters", CK, &["3:9 no key is called \"gg\"; did you mean \"g g\"?"]),
    ("key-unknown-action", CK, &["3:1 no action is called \"zom\"; did you mean \"zoom\"?"]),
    ("key-unknown-name", CK, &["3:9 no key is called \"Entre\"; did you mean \"Enter\"?"]),
    ("keys-not-a-table", C, &["1:8 \"keys\" is a table of keys by action, not text"]),
    ("latin1", N, &["2:13 this is not UTF-8 text: save it as UTF-8"]),
    ("no-quotes", C, &["2:9 this is not valid TOML: string values must be quoted, expected literal string"]),
    ("no-value", C, &["2:8 this is not valid TOML: string values must be quoted, expected literal string"]),
    ("not-toml", C, &["2:6 this is not valid TOML: invalid unquoted key, expected letters, numbers, `-`, `_`"]),
    ("nul", N, &["2:12 a NUL byte: this is no text file, or it is damaged"]),
    ("unclosed-list", CK, &["4:13 this is not valid TOML: unclosed array, expected `]`"]),
    ("unclosed-table", C, &["2:6 this is not valid TOML: unclosed table, expected `]`"]),
    ("unknown-key", C, &["3:1 unknown key \"colour\"; did you mean \"color\"?"]),
    ("unknown-key-far", C, &["2:1 unknown key \"wallpaper\""]),
    ("unknown-table", C, &["3:2 unknown key \"fonts\""]),
    ("unknown-value", C, &["1:9 \"drak\" is not default, mono, high-contrast, deuteranopia or tritanopia"]),
    ("unknown-value-near", C, &["1:10 \"asci\" is not auto, unicode or ascii; did you mean \"ascii\"?"]),
    ("utf16", N, &[" this is UTF-16 text: save it as UTF-8"]),
    ("utf16-no-mark", N, &[" this is UTF-16 text: save it as UTF-8"]),
    ("wrong-type-boolean", C, &["1:10 \"glyphs\" is text in quotes, auto, unicode or ascii, not true or false"]),
    ("wrong-type-date", C, &["1:11 \"dataset\" is text in quotes, the path of a file, not a date"]),
    (
        "wrong-type-list",
        C,
        &["1:9 \"theme\" is text in quotes, default, mono, high-contrast, deuteranopia or tritanopia, not a list"],
    ),
    (
        "wrong-type-number",
        C,
        &["1:9 \"theme\" is text in quotes, default, mono, high-contrast, deuteranopia or tritanopia, not a number"],
    ),
    (
        "wrong-type-table",
        C,
        &["2:1 \"theme\" is text in quotes, default, mono, high-contrast, deuteranopia or tritanopia, not a table"],
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/config")
}

/// What is said of a file, without its folder.
fn said(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{problem:#}")).collect()
}

fn rest(layer: Layer) -> Rest {
    let settings = Settings::new(layer, Layer::default(), Layer::default());
    let keymap = settings.keymap();
    let zooms = keymap.keys_of(Action::Zoom).any(|key| key.to_string() == "n");
    match (settings.color() == Color::Never, zooms) {
        (true, true) => Rest::ColorAndKey,
        (true, false) => Rest::Color,
        (false, _) => Rest::Nothing,
    }
}

#[test]
fn every_mistake_is_told_at_its_place_and_the_rest_applies() {
    for (name, applies, messages) in CASES {
        let (layer, problems) = file::read(&folder().join(format!("{name}.toml")));
        let expected: Vec<String> = messages.iter().map(|message| format!("{name}.toml:{message}")).collect();
        assert_eq!(said(&problems), expected);
        assert_eq!(rest(layer), *applies, "{name}");
    }
}

#[test]
fn every_file_is_a_case() {
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let cases: BTreeSet<String> = CASES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(files, cases);
}

#[test]
fn a_missing_file_is_fine() {
    let (layer, problems) = file::read(&folder().join("none/config.toml"));
    assert_eq!((layer, problems), (Layer::default(), Vec::new()));
}

#[test]
fn what_is_no_file_to_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let tell = |path: &Path| said(&file::read(path).1);
    let directory = folder.path().join("config.toml");
    std::fs::create_dir(&directory).unwrap();
    assert_eq!(tell(&directory), ["config.toml: this is a directory, not a file"]);

    let huge = folder.path().join("huge.toml");
    std::fs::write(&huge, "theme = \"mono\"\n".repeat(700_000)).unwrap();
    assert_eq!(tell(&huge), ["huge.toml: the file is larger than 1 MB"]);

    // The folder that should hold the file is itself a file.
    let below = tell(&huge.join("config.toml"));
    assert_eq!(below.len(), 1);
    assert!(below[0].starts_with("config.toml: it cannot be read: "), "{}", below[0]);
}

#[test]
fn a_file_of_thousands_of_mistakes_is_told_in_short() {
    let text: String = (0..20_000).map(|number| format!("k{number} = 1\n")).collect();
    let (_, problems) = file::parse(Path::new("config.toml"), text.as_bytes());
    assert_eq!(problems.len(), 51);
    let last = problems.last().unwrap().to_string();
    assert!(last.ends_with("and more mistakes, which are not listed"), "{last}");
}

proptest! {
    #[test]
    fn no_bytes_stop_the_program(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = file::parse(Path::new("config.toml"), &bytes);
    }

    #[test]
    fn a_default_file_cut_or_damaged_anywhere_stops_nothing(cut in 0usize..4_000, junk in "[\\[\\]\"'=.,#{}\n a-c0-9]{0,6}") {
        let mut text: String = file::default_file().replace("\n#", "\n").chars().take(cut).collect();
        text.push_str(&junk);
        let (_, problems) = file::parse(Path::new("config.toml"), text.as_bytes());
        for problem in problems {
            prop_assert!(!problem.to_string().contains('\n'), "{}", problem);
        }
    }
}
