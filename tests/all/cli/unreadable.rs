//! A journal of which not everything can be read: what is handed out says what is missing, or is not made at all.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::{Ran, program};

fn run(home: &TempDir, line: &str) -> Ran {
    Ran::new(program(home.path()).args(line.split('|')).output().unwrap())
}

fn segments(home: &TempDir) -> Vec<PathBuf> {
    let folder = home.path().join(".local/share/plenary/journals/budapest-process");
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// A journal with a statement that is whole in one segment, and another in a second, which is returned.
fn home() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    run(&home, "journal|add|statement|by=BG|type=offer|Will host|--meeting|som-2019").done();
    let first = segments(&home);
    run(&home, "journal|add|statement|by=RS|type=offer|Will pay|--meeting|som-2019").done();
    let second = segments(&home).into_iter().find(|path| !first.contains(path)).unwrap();
    (home, second)
}

/// What was written, without its line breaks, which stand where the width wants them.
fn written(home: &TempDir) -> String {
    let text = fs::read_to_string(home.path().join("out")).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_handed_out_of_a_damaged_journal_says_so_and_by_its_exit_status_too() {
    let (home, second) = home();
    let bytes = fs::read_to_string(&second).unwrap();
    fs::write(&second, bytes.replace("Will pay", "Will say")).unwrap();
    let place = format!("{}:1: its checksum is another", second.display());
    let missing = "Not complete: a line or file of the journal could not be read.";
    for (line, says) in [
        ("minutes|som-2019|-o|out", vec![missing]),
        ("brief|country:BG|-o|out", vec![missing]),
        ("journal|export|-o|out", vec![missing, &place, "Will say"]),
        ("journal|export|--format|json|-o|out", vec!["{\"unreadable\":{", &second.to_string_lossy(), "Will say"]),
    ] {
        let ran = run(&home, line);
        assert_eq!(ran.status, Some(1), "{line}: {ran:?}");
        assert!(ran.err.contains("journal: a line could not be read"), "{line}: {ran:?}");
        let written = written(&home);
        assert!(written.contains("Will host") && says.iter().all(|says| written.contains(says)), "{line}: {written}");
    }
    let all: Vec<Value> = serde_json::from_str(&written(&home)).unwrap();
    assert_eq!((all.len(), &all[1]["unreadable"]["line"]), (2, &1.into()));
    let ran = run(&home, "journal|list");
    assert!(ran.status == Some(1) && ran.out.contains("Will host"), "{ran:?}");
    // Nothing of the journal is in it.
    assert_eq!(run(&home, "brief|country:BG|--public|-o|out").status, Some(0));
    assert!(!written(&home).contains("Not complete"));
}

/// Puts a file there that is one and that nobody can read, not even who may do everything.
#[cfg(target_os = "linux")]
fn cannot_be_read(path: &Path) {
    fs::remove_file(path).unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", path).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn where_a_file_of_the_journal_cannot_be_read_nothing_is_handed_out_and_what_stood_there_stays() {
    let (home, second) = home();
    cannot_be_read(&second);
    let name = second.to_string_lossy();
    for line in ["minutes|som-2019", "brief|country:BG", "journal|export", "journal|export|--format|json", "revise"] {
        fs::write(home.path().join("out"), "older").unwrap();
        let ran = run(&home, &format!("{line}|-o|out"));
        assert_eq!(ran.status, Some(2), "{line}: {ran:?}");
        assert!(ran.err.contains(&*name) && ran.err.contains("nothing was written"), "{line}: {ran:?}");
        assert_eq!(written(&home), "older", "{line}");
    }
    assert_eq!(run(&home, "minutes|som-2019").out, "");
    let ran = run(&home, "journal|list");
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(ran.out.contains("Will host") && ran.err.contains(&*name), "{ran:?}");
    assert_eq!(run(&home, "brief|country:BG|--public").status, Some(0));
}
