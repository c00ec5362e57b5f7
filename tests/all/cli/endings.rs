//! How the program ends where its surroundings are not what they should be.

use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::{Ran, program, run, write};

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    for round in 0..50 {
        let lines = ["list documents --format json", "show meeting:som-2019", "list figures", "man", "--help"];
        let mut command = program(home.path());
        command.args(lines[round % lines.len()].split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        if round % 2 == 0 {
            stdout.read_exact(&mut [0]).unwrap();
        }
        drop(stdout);
        let ran = Ran::new(child.wait_with_output().unwrap());
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{}", lines[round % lines.len()]);
    }
}

#[test]
fn a_full_disk_is_told() {
    let home = tempfile::tempdir().unwrap();
    for line in
        ["list documents --format json", "list goals", "show plan --format md", "man", "schema", "completions bash"]
    {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = program(home.path()).args(line.split(' ')).stdout(full).output().unwrap();
        let ran = Ran::new(output);
        assert_eq!(ran.status, Some(2), "{line}");
        assert!(
            ran.err.starts_with("error: the output cannot be written: No space left on device"),
            "{line}: {}",
            ran.err
        );
    }
}

#[test]
fn without_a_terminal_the_dashboard_says_what_to_use() {
    for line in ["", "-", "plan.json"] {
        let ran = run(line);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{line}");
        assert_eq!(ran.err, "error: no terminal: use \"plenary list ...\"\n", "{line}");
    }
}

#[test]
fn an_odd_home_stops_nothing() {
    let home = tempfile::tempdir().unwrap();
    let file = write(home.path(), "file", "");
    let read_only = home.path().join("read-only");
    std::fs::create_dir(&read_only).unwrap();
    std::fs::set_permissions(&read_only, Permissions::from_mode(0o500)).unwrap();
    let not_text = OsStr::from_bytes(b"/tmp/\xff\xfe");
    let odd: &[(&str, Option<&OsStr>)] = &[
        ("HOME", None),
        ("HOME", Some(OsStr::new(""))),
        ("HOME", Some(OsStr::new("/nonexistent"))),
        ("HOME", Some(OsStr::new("relative/home"))),
        ("HOME", Some(read_only.as_os_str())),
        ("HOME", Some(not_text)),
        ("XDG_CONFIG_HOME", Some(OsStr::new("relative"))),
        ("XDG_CONFIG_HOME", Some(OsStr::new(""))),
        ("XDG_DATA_HOME", Some(file.as_os_str())),
        ("XDG_STATE_HOME", Some(not_text)),
    ];
    for (name, value) in odd {
        let mut command = program(home.path());
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
        let ran = Ran::new(command.args(["list", "goals"]).output().unwrap());
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{name}={value:?}");
    }
}

#[test]
fn a_configuration_folder_that_is_a_file_is_told_and_stops_nothing() {
    let home = tempfile::tempdir().unwrap();
    let file = write(home.path(), "file", "");
    let ran = Ran::new(program(home.path()).env("XDG_CONFIG_HOME", &file).args(["list", "goals"]).output().unwrap());
    assert_eq!(ran.status, Some(0));
    assert!(ran.err.contains("plenary/config.toml: it cannot be read"), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1);
}

#[test]
fn a_command_behind_a_file_is_refused() {
    let ran = run("plan.json list goals");
    assert_eq!(ran.status, Some(2));
    assert_eq!(ran.err, "error: plan.json stands before a command: name a dataset with --data\n");
}

#[test]
fn a_view_that_there_is_not_is_told_with_the_nearest() {
    let ran = run("--view mine");
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.starts_with("error: no view \"mine\"") && ran.err.contains("none is saved"), "{}", ran.err);
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join(".config/plenary")).unwrap();
    write(home.path(), ".config/plenary/config.toml", "[views.minea]\n[views.\"the other\"]\n");
    let run = |view: &str| Ran::new(program(home.path()).args(["--view", view]).output().unwrap());
    let ran = run("mine");
    assert!(ran.err.contains("did you mean \"minea\"?"), "{}", ran.err);
    assert!(run("nothing").err.contains("views are minea, the other"), "{}", run("nothing").err);
    // One that there is needs a terminal like every dashboard.
    assert!(run("the other").err.starts_with("error: no terminal"), "{}", run("the other").err);
}
