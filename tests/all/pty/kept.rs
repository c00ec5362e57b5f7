//! A large dataset is kept once it was read: the next start, and a command, take it from there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{Exit, Session, Setup, program, wait};

/// A dataset of more than eight megabytes, which was written some time ago.
fn large(folder: &TempDir) -> PathBuf {
    let summary = "What it was about is told at length in the report of the chair. ".repeat(30);
    let activities = (0..5_000).map(|at| {
        format!(r#"{{"id":"a{at}","title":"Meeting number {at}","summary":"Told {at}: {summary}","when":"2019"}}"#)
    });
    let activities = activities.collect::<Vec<_>>().join(",\n");
    let text = format!(
        r#"{{"format":"plenary/1","id":"large","title":"The large plan","countries":[{{"id":"BG","name":"Bulgaria"}}],"activities":[{activities}]}}"#
    );
    assert!(text.len() > 8 << 20);
    let file = folder.path().join("large.json");
    fs::write(&file, text).unwrap();
    touch(&file, 3_600);
    file
}

fn touch(file: &Path, seconds_ago: u64) {
    let then = SystemTime::now() - Duration::from_secs(seconds_ago);
    fs::File::options().write(true).open(file).unwrap().set_modified(then).unwrap();
}

fn start(folder: &TempDir, file: &Path) -> Session {
    let cache = folder.path().join("cache");
    Setup::new().env("XDG_CACHE_HOME", cache.to_str().unwrap()).arg(file.to_str().unwrap()).start()
}

fn kept(folder: &TempDir) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.path().join("cache/plenary/datasets"));
    let files = entries.into_iter().flatten().map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "dataset")).collect()
}

/// A dataset that was read, and kept.
fn once_read() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = large(&folder);
    let session = start(&folder, &file);
    session.wait_for("The large plan");
    wait("a kept dataset", || kept(&folder).len() == 1);
    leave(session);
    (folder, file)
}

fn leave(mut session: Session) {
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
}

fn search(folder: &TempDir, file: &Path, word: &str) -> String {
    let mut command = Command::new(program());
    command.env_clear().env("HOME", folder.path()).env("XDG_CACHE_HOME", folder.path().join("cache"));
    let output = command.args(["search", word, "--data"]).arg(file).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Opens the detail of what is found by its text, which is on the disk alone.
fn find(session: &mut Session) {
    session.press("C-t");
    session.wait_for("Find anything");
    session.send("\"told 4321\"");
    session.wait_for("activity:a4321");
    session.press("Enter");
    session.wait_for("Told 4321: What it was about");
}

#[test]
fn the_second_start_and_a_command_take_a_large_dataset_from_where_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = large(&folder);
    let mut session = start(&folder, &file);
    session.wait_for("The large plan");
    find(&mut session);
    wait("a kept dataset", || kept(&folder).len() == 1);
    leave(session);
    let mut session = start(&folder, &file);
    session.wait_for("The large plan");
    find(&mut session);
    leave(session);
    assert!(search(&folder, &file, "\"told 4321\"").contains("a4321"));
    assert_eq!(kept(&folder).len(), 1);
}

#[test]
fn where_the_disk_does_not_give_what_was_kept_the_file_is_read_again() {
    let (folder, file) = once_read();
    let kept_file = kept(&folder).remove(0);
    let mut bytes = fs::read(&kept_file).unwrap();
    let at = memchr::memmem::find(&bytes, b"Told 4321").unwrap();
    bytes[at] = b't';
    fs::write(&kept_file, &bytes).unwrap();
    // A command takes it as it is, and says what it cannot read.
    assert!(!search(&folder, &file, "\"told 4321\"").contains("a4321"));
    let mut session = start(&folder, &file);
    session.wait_for("large.json was read again: what was kept");
    wait("another one", || fs::read(&kept_file).is_ok_and(|now| now.len() > 8 << 20 && now != bytes));
    find(&mut session);
    leave(session);
    fs::write(&kept_file, "torn").unwrap();
    assert!(search(&folder, &file, "\"told 4321\"").contains("a4321"));
}

#[test]
fn what_is_kept_of_a_file_that_was_changed_meanwhile_is_not_shown() {
    let (folder, file) = once_read();
    let text = fs::read_to_string(&file).unwrap().replace("Told 4321", "Said 4321");
    fs::write(&file, text).unwrap();
    touch(&file, 3_600);
    assert!(!search(&folder, &file, "\"told 4321\"").contains("a4321"));
    assert!(search(&folder, &file, "\"said 4321\"").contains("a4321"));
    let session = start(&folder, &file);
    session.wait_for("The large plan");
    leave(session);
}

#[test]
fn a_program_that_is_left_while_it_keeps_a_dataset_leaves_no_half_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = large(&folder);
    let cache = folder.path().join("cache/plenary/datasets");
    let setup = Setup::new().env("XDG_CACHE_HOME", folder.path().join("cache").to_str().unwrap());
    let session = setup.file("hold", "x").env("PLENARY_TEST_HOLD", "reading:hold").arg(file.to_str().unwrap()).start();
    wait("half a dataset", || fs::read_dir(&cache).is_ok_and(|mut files| files.next().is_some()));
    leave(session);
    assert_eq!(fs::read_dir(&cache).unwrap().count(), 0);
}

#[test]
fn where_nothing_is_to_be_kept_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = large(&folder);
    let cache = folder.path().join("cache");
    let setup = Setup::new().env("XDG_CACHE_HOME", cache.to_str().unwrap()).env("PLENARY_CACHE", "false");
    let mut session = setup.arg(file.to_str().unwrap()).start();
    session.wait_for("The large plan");
    find(&mut session);
    leave(session);
    assert!(!cache.exists());
}
