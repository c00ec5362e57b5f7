//! What loading says of files with a mistake in them, and that no file whatever makes it fail.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use plenary::base::diag::{Diagnostic, Severity};
use plenary::load::{self, Loaded, Source};
use plenary::model::Kind;

/// Lists the fixtures of a folder, in alphabetical order.
fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Loads bytes, whether they are a dataset or not.
fn load(bytes: &[u8]) -> Result<Loaded, Box<Diagnostic>> {
    load::load(&Source::bytes("test", bytes.to_vec())).map_err(|error| error.diagnostic)
}

/// Returns what the mark of a place covers.
fn marked(diagnostic: &Diagnostic) -> String {
    let Some(place) = &diagnostic.place else { return "NO PLACE".into() };
    let found = place.excerpt.chars().skip(place.mark.0).take(place.mark.1);
    found.flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

/// Writes what is said of a file, each with the words that the place marks.
fn said(bytes: &[u8]) -> String {
    let (diagnostics, kept) = match load(bytes) {
        Ok(loaded) => (loaded.diagnostics, format!("{} records kept", loaded.dataset.len())),
        Err(diagnostic) => (vec![*diagnostic], "not opened".into()),
    };
    let mut out = format!("{kept}\n");
    for diagnostic in &diagnostics {
        writeln!(out, "  [{}] {diagnostic}\n      at {}", diagnostic.code, marked(diagnostic)).unwrap();
    }
    out
}

fn said_of_all(folder: &str) -> String {
    let mut out = String::new();
    for path in fixtures(folder) {
        let name = path.file_stem().unwrap().to_string_lossy();
        writeln!(out, "{name}: {}", said(&std::fs::read(&path).unwrap())).unwrap();
    }
    out
}

#[test]
fn every_mistake_is_named_with_its_place() {
    insta::assert_snapshot!(said_of_all("bad"));
}

#[test]
fn what_no_json_reader_takes_is_fatal() {
    insta::assert_snapshot!(said_of_all("hostile/fatal"));
}

#[test]
fn one_mistake_gives_one_diagnostic_and_the_rest_is_loaded() {
    for path in fixtures("bad") {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(loaded) = load(&bytes) else { continue };
        let name = path.file_stem().unwrap().to_string_lossy();
        let alone = !["circle-of-", "missing-lists", "only-a-head"].iter().any(|many| name.starts_with(many));
        if alone {
            assert!(loaded.diagnostics.len() <= 2, "{name}: {:?}", loaded.diagnostics);
            assert!(loaded.dataset.find(Kind::Country, "BG").is_some(), "{name}");
        }
        assert!(loaded.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Fatal), "{name}");
    }
}

#[test]
fn line_ends_of_another_system_do_not_move_a_place() {
    for path in fixtures("bad") {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        assert_eq!(said(text.replace('\n', "\r\n").as_bytes()), said(text.as_bytes()), "{}", path.display());
    }
}
