//! Data and arguments that would steer the terminal: shown, never sent.

use super::{Ran, program, run_with_input};

/// A dataset whose texts and ids hold escape sequences, C1 controls and bidirectional controls.
const HOSTILE: &str = r#"{
  "format": "plenary/1", "id": "x", "title": "\u001b]0;pwn\u0007",
  "documents": [{"id": "d\u001b[2J", "title": "\u001b]52;c;ZXZpbA==\u0007", "paragraphs": [{"n": 1, "summary": "\u009b31m"}]}],
  "groups": [{"id": "g\u001b[31m\u202e", "name": "A\u001b]52;c;ZXZpbA==\u0007B\u009b31mC\u202eD\u0000E\r\nF", "kind": "regional",
    "sources": [{"doc": "d\u001b[2J", "section": "\u001b[1m", "says": "\u001b[5m", "certainty": "disputed"}]}],
  "countries": [{"id": "BG", "name": "B\u001bG", "roles": [{"role": "chair", "of": "group:g\u001b[31m\u202e"}]}],
  "activities": [{"id": "A", "title": "T", "hosts": ["\u001b[31m"], "\u001b[1mkey": 1}]
}"#;

fn assert_harmless(ran: &Ran, line: &str) {
    let is_allowed = |c: char| c == '\n' || c == '\r' || !c.is_control();
    for text in [&ran.out, &ran.err] {
        let found = text.chars().find(|&c| !is_allowed(c));
        assert_eq!(found, None, "{line}: {text:?}");
    }
}

#[test]
fn no_control_character_of_the_data_is_printed() {
    for line in [
        "list groups --data -",
        "list documents --data -",
        "list groups --format csv --data -",
        "list groups --format md --data -",
        "list groups --format json --data -",
        "list groups nosuch --data -",
        "show BG --data -",
        "show BG --format md --data -",
        "show BG --format csv --data -",
        "show BG --format json --data -",
        "show document:d --data -",
        "validate -",
        "validate - --format json",
    ] {
        assert_harmless(&run_with_input(line, HOSTILE), line);
    }
    let table = run_with_input("list groups --data -", HOSTILE).out;
    assert!(table.contains("A␛]52;c;ZXZpbA==␇B⟨9B⟩31mC⟨RLO⟩D␀E F"), "{table}");
}

#[test]
fn json_keeps_every_character() {
    let json: serde_json::Value =
        serde_json::from_str(&run_with_input("list groups --format json --data -", HOSTILE).out).unwrap();
    assert_eq!(json[0]["name"], "A\u{1b}]52;c;ZXZpbA==\u{7}B\u{9b}31mC\u{202e}D\0E\r\nF");
}

#[test]
fn no_control_character_of_an_argument_is_printed() {
    let home = tempfile::tempdir().unwrap();
    let esc = "\u{1b}[31m\u{202e}";
    let lines: &[&[&str]] = &[
        &["show", esc],
        &["list", "groups", esc],
        &["list", "groups", "field:\u{1b}[31m", "x"],
        &["list", "groups", "kind:\u{1b}[31m"],
        &["validate", esc],
        &["list", "groups", "--data", esc],
    ];
    for args in lines {
        let ran = Ran::new(program(home.path()).args(*args).output().unwrap());
        assert_ne!(ran.status, Some(0), "{args:?}");
        assert_harmless(&ran, &args.join(" "));
    }
}

#[test]
fn colour_is_only_where_somebody_asks_for_it() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str], variable: (&str, &str)| {
        Ran::new(program(home.path()).env(variable.0, variable.1).args(args).output().unwrap()).done()
    };
    assert!(!run(&["show", "country:BG"], ("TERM", "xterm-256color")).contains('\u{1b}'));
    assert!(!run(&["show", "country:BG"], ("CLICOLOR_FORCE", "1")).contains('\u{1b}'));
    let forced = run(&["show", "country:BG", "--color", "always"], ("NO_COLOR", "1"));
    assert!(forced.starts_with("\u{1b}[1mBulgaria\u{1b}[0m"), "{forced:?}");
}
