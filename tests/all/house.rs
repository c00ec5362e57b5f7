//! The rules of the house, read from the sources: who may import whom, where outside crates live, what no file may hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders of `src` with their ranks: a folder imports only from lower ones. The head of `lib.rs` says the same.
const RANKS: &[(&str, u8)] = &[
    ("base", 0),
    ("model", 1),
    ("load", 2),
    ("index", 2),
    ("journal", 2),
    ("query", 3),
    ("cache", 3),
    ("keys", 4),
    ("diff", 4),
    ("exchange", 4),
    ("report", 4),
    ("config", 5),
    ("revise", 5),
    ("cli", 6),
    ("tui", 6),
    ("docs", 7),
];

/// Where the crates that draw, read or print are at home; `lib.rs` and `main.rs`, above all ranks, may use any.
const ADDRESSES: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    ("crossterm", &["tui", "keys"]),
    ("clap", &["cli", "docs"]),
    ("clap_complete", &["cli", "docs"]),
    ("clap_mangen", &["docs"]),
    ("csv", &["exchange"]),
    ("annotate_snippets", &["cli"]),
    ("serde_json", &["load", "cache", "journal", "diff", "revise", "exchange", "cli", "tui", "docs"]),
    ("toml", &["config"]),
    ("toml_edit", &["config"]),
    ("directories", &["config"]),
    ("icalendar", &["exchange"]),
    ("jiff", &["journal"]),
    ("uuid", &["journal", "revise"]),
    ("crc32fast", &["base", "journal"]),
    ("similar", &["diff"]),
    ("tempfile", &["base"]),
    ("notify", &["tui"]),
    ("nix", &["tui"]),
    ("rustix", &["cli", "tui"]),
    ("signal_hook", &["tui"]),
    ("shell_words", &["tui"]),
    ("crossbeam_channel", &["tui"]),
    ("tui_input", &["tui"]),
];

/// Files that touch the disk: besides those that are there for it, the crash report, which must not depend on anything that may
/// have failed, and the terminal's own device.
const DISK: &[&str] = &[
    "base/fs.rs",
    "base/append.rs",
    "base/own.rs",
    "base/scratch.rs",
    "base/pages.rs",
    "base/plain.rs",
    "base/spare.rs",
    "base/stretch.rs",
    "tui/crash.rs",
    "tui/term.rs",
];

/// The longest file, in lines without its tests.
const LONGEST: usize = 450;

/// Licences that may be shipped with a program under the MIT licence.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unlicense",
    "CC0-1.0",
    "MPL-2.0",
    "Unicode-3.0",
    "0BSD",
    "BSL-1.0",
    "MIT-0",
    "WTFPL",
];

struct Source {
    /// The path below `src`.
    name: String,
    /// The lines without the tests at the end.
    product: String,
    whole: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let read = |path: PathBuf| {
        let whole = fs::read_to_string(&path).unwrap();
        let product = whole.split("#[cfg(test)]\nmod ").next().unwrap().to_owned();
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        Source { name, product, whole }
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

impl Source {
    fn folder(&self) -> Option<&str> {
        self.name.split_once('/').map(|(folder, _)| folder)
    }

    fn rank(&self) -> Option<u8> {
        rank(self.folder()?)
    }

    /// The lines of code, numbered from 1, without comments.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.product.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        lines.filter(|(_, line)| !line.starts_with("//"))
    }

    fn is_test(&self) -> bool {
        self.name.ends_with("tests.rs")
    }
}

fn rank(folder: &str) -> Option<u8> {
    RANKS.iter().find(|(name, _)| *name == folder).map(|(_, rank)| *rank)
}

fn report(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn every_folder_has_a_rank_and_the_head_of_the_library_says_it() {
    let head = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for source in sources() {
        let Some(folder) = source.folder() else { continue };
        let rank =
            rank(folder).unwrap_or_else(|| panic!("src/{folder} has no rank: give it one in tests/all/house.rs"));
        let said = head
            .lines()
            .any(|line| line.starts_with(&format!("//! | {rank} |")) && line.contains(&format!("[`{folder}`]")));
        assert!(said, "the head of src/lib.rs does not give {folder} the rank {rank}");
    }
}

#[test]
fn folders_import_only_lower_ones() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let (Some(folder), Some(own)) = (source.folder(), source.rank()) else { continue };
        for (at, line) in source.lines() {
            for piece in line.split("crate::").skip(1) {
                let to = piece.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                if to != folder && rank(to).is_some_and(|rank| rank >= own) {
                    breaches.push(format!("src/{}:{at} imports {to}, which is not below {folder}", source.name));
                }
            }
        }
    }
    report(breaches);
}

#[test]
fn outside_crates_stay_at_their_address() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let Some(folder) = source.folder() else { continue };
        for (at, line) in source.lines() {
            for (name, homes) in ADDRESSES.iter().filter(|(_, homes)| !homes.contains(&folder)) {
                let used = line.split(&format!("{name}::")).collect::<Vec<_>>();
                let is_it = used.len() > 1 && !used[0].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
                if is_it {
                    breaches.push(format!(
                        "src/{}:{at} uses {name}, which is at home in {}",
                        source.name,
                        homes.join(", ")
                    ));
                }
            }
            if line.contains("std::fs") && !DISK.contains(&source.name.as_str()) {
                breaches.push(format!("src/{}:{at} touches the disk; that is done in src/base/fs.rs", source.name));
            }
        }
    }
    report(breaches);
}

#[test]
fn keys_are_known_by_name_only_where_they_are_read() {
    let homes = ["keys/", "tui/input", "tui/input_line.rs", "tui/form/keys.rs"];
    let elsewhere = |source: &&Source| !homes.iter().any(|home| source.name.starts_with(home));
    let all = sources();
    let named = all.iter().filter(elsewhere).filter(|source| source.product.contains("KeyCode"));
    report(
        named
            .map(|source| format!("src/{} names keys: give the action a row in src/keys/action.rs", source.name))
            .collect(),
    );
}

#[test]
fn every_file_says_what_it_is_for_and_keeps_to_one_job() {
    let mut breaches = Vec::new();
    for source in sources() {
        if !source.whole.starts_with("//!") {
            breaches.push(format!("src/{} does not begin with //! and what it is for", source.name));
        }
        let lines = source.product.lines().count();
        if lines > LONGEST {
            breaches.push(format!("src/{} has {lines} lines: a second job has moved in", source.name));
        }
        for word in ["TODO", "FIXME", "XXX", "println!(", "eprintln!(", "unsafe {"] {
            if source.product.lines().any(|line| line.contains(word)) {
                breaches.push(format!("src/{} holds {word}", source.name));
            }
        }
        for word in ["util", "helper", "manager"] {
            if source.name.contains(word) {
                breaches.push(format!("src/{} is named {word}: say what lives in it", source.name));
            }
        }
    }
    report(breaches);
}

#[test]
fn every_dependency_has_a_licence_that_may_be_shipped() {
    let run = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}|{l}", "--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let tree = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(tree.lines().count() > 50, "{tree}");
    let mut breaches = Vec::new();
    for (package, licence) in tree.lines().filter_map(|line| line.split_once('|')) {
        let licence = licence.trim_end_matches(" (*)");
        let may = licence.replace('/', " OR ").split(" OR ").any(|choice| {
            let mut all = choice.split(" AND ").map(|one| one.trim_matches(['(', ')', ' ']));
            all.all(|one| LICENCES.contains(&one.split(" WITH ").next().unwrap()))
        });
        if !may {
            breaches.push(format!("{package} is under {licence}"));
        }
    }
    report(breaches);
}
