//! R17: a file that is written over an older one has the old bytes or the new ones, whichever call of the system failed or was the last.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Case, can_trace, each, in_order, run};
use crate::cli::{Ran, program, write};

const OLD: &str = "what stood there before";

/// A dataset of which everything can be written.
const DATA: &str = r#"{"format": "plenary/1", "id": "d", "title": "D",
  "plan": {"title": "Plan", "version": "2019-12", "status": "endorsed", "date": "2019-12-05", "sources": [{"url": "u"}]},
  "countries": [{"id": "BG", "name": "Bulgaria", "sources": [{"url": "u"}]}],
  "meetings": [{"id": "M", "title": "SOM", "when": "2019-12-04", "sources": [{"url": "u"}]}],
  "activities": [{"id": "A", "title": "A study", "status": "planned", "when": "2020-05", "hosts": ["BG"], "sources": [{"url": "u"}]}]}"#;

/// A home with a dataset, an accepted amendment, and a link to a file that others may read.
struct Desk {
    home: TempDir,
    /// The folder of that file.
    written: PathBuf,
}

impl AsRef<Path> for Desk {
    fn as_ref(&self) -> &Path {
        &self.written
    }
}

fn prepare() -> Desk {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "small.json", DATA);
    let amend = ["journal", "add", "amend", "field=title", "before=A study", "after=Two studies", "--on", "activity:A"];
    let added = run(home.path(), &amend).done();
    let of = format!("of={}", added.trim().strip_prefix("saved ").unwrap());
    run(home.path(), &["journal", "add", "resolve", &of, "fate=accepted"]).done();
    let written = home.path().join("written");
    fs::create_dir(&written).unwrap();
    fs::write(file(home.path()), OLD).unwrap();
    fs::set_permissions(file(home.path()), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("written/file", home.path().join("link")).unwrap();
    Desk { home, written }
}

fn file(home: &Path) -> PathBuf {
    home.join("written/file")
}

/// Runs a command with every fault, and looks at the file.
fn written(args: &[&str]) {
    if !can_trace() {
        return;
    }
    let whole = prepare();
    run(whole.home.path(), args).done();
    let new = fs::read_to_string(file(whole.home.path())).unwrap();
    assert!(new.len() > 20 && new != OLD, "{new}");
    let command = |desk: &Desk| {
        let mut command = program(desk.home.path());
        command.args(["--data", "small.json"]).args(args);
        command
    };
    let desk = prepare();
    assert_eq!(in_order(&command(&desk), "", &desk.written), 1);
    // The home of each run is another, which may stand in the file; what is made at a moment says when.
    let tried = each(prepare, command, "", |desk, ran, case| check(desk.home.path(), &new, ran, case));
    // It is made, written, opened to others as the older one is, waited for, given its name; its folder is waited for, and it is told.
    assert!(tried >= 20, "{tried}");
}

fn check(home: &Path, new: &str, ran: &Ran, case: &Case<'_>) {
    let found = fs::read_to_string(file(home)).unwrap();
    let is_new = found.len() == new.len() && found.lines().last() == new.lines().last();
    assert!(found == OLD || is_new, "{case:?}: {ran:?}\n{found}");
    assert!(ran.status != Some(0) || is_new, "{case:?}: {ran:?}");
    assert!(ran.status.is_some() || case.is_kill(), "{case:?}: {ran:?}");
    assert!(fs::symlink_metadata(home.join("link")).unwrap().is_symlink(), "{case:?}");
    assert_eq!(fs::metadata(file(home)).unwrap().permissions().mode() & 0o777, 0o640, "{case:?}");
    if !case.is_kill() {
        // Nothing is left beside it.
        assert_eq!(fs::read_dir(home.join("written")).unwrap().count(), 1, "{case:?}");
        assert!(ran.status == Some(0) || ran.err.contains("error: "), "{case:?}: {ran:?}");
    }
}

#[test]
fn r17_a_calendar_is_written_whole_or_not_at_all() {
    written(&["export", "ics", "-o", "link"]);
}

#[test]
fn r17_minutes_are_written_whole_or_not_at_all() {
    written(&["minutes", "M", "--format", "md", "-o", "link"]);
}

#[test]
fn r17_a_brief_is_written_whole_or_not_at_all() {
    written(&["brief", "country:BG", "--format", "md", "-o", "link"]);
}

#[test]
fn r17_a_new_version_is_written_whole_or_not_at_all() {
    written(&["revise", "--version", "2020-11", "-o", "link"]);
}

#[test]
fn r17_the_journal_is_written_whole_or_not_at_all() {
    written(&["journal", "export", "--format", "json", "-o", "link"]);
}
