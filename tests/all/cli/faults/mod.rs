//! The real program, killed at any of its calls of the system, or told by any of them that it failed (by strace): what was said to be
//! done is done, and what was there before is there. R3, R4, R16 and R17 are the names of the recipes for such tests.
//!
//! A run without a fault shows which calls there are; then each is tried with each fault, in a place of its own. Where there is no strace,
//! or it may not be used, these tests say that they are skipped.

mod drafts;
mod exports;
mod journal;
mod untouched;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Ran;

/// The program is killed before the call is made.
pub const KILL: &str = "signal=KILL";

/// What is tried at which call. A `?` lets strace be content where the machine has no such call.
const FAULTS: &[(&str, &[&str])] = &[
    ("write", &[KILL, "error=ENOSPC", "error=EIO", "error=EDQUOT", "error=EINTR"]),
    ("fsync", &[KILL, "error=EIO", "error=ENOSPC"]),
    ("fdatasync", &[KILL, "error=EIO", "error=ENOSPC", "error=EINTR"]),
    ("openat", &[KILL, "error=EACCES", "error=ENOSPC"]),
    ("?mkdir", &[KILL, "error=EROFS"]),
    ("mkdirat", &[KILL, "error=EROFS"]),
    ("?rename", &[KILL, "error=EACCES", "error=EIO"]),
    ("renameat", &[KILL, "error=EACCES"]),
    ("renameat2", &[KILL, "error=EACCES"]),
    ("linkat", &[KILL, "error=EACCES"]),
    ("?unlink", &[KILL, "error=EACCES"]),
    ("unlinkat", &[KILL, "error=EACCES"]),
    ("fchmod", &[KILL, "error=EPERM"]),
    ("flock", &[KILL, "error=ENOLCK"]),
];

/// A call of the system.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its name.
    name: String,
    /// How many calls of this name its thread had made with it.
    at: usize,
    /// The call as strace writes it.
    pub text: String,
}

/// A call with what happened to it.
#[derive(Debug)]
pub struct Case<'a> {
    pub call: &'a Call,
    pub fault: &'static str,
}

impl Case<'_> {
    pub fn is_kill(&self) -> bool {
        self.fault == KILL
    }
}

/// Tells whether programs can be traced here, and says so where they cannot.
pub fn can_trace() -> bool {
    let traced = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    let can = traced.is_ok_and(|ran| ran.status.success());
    if !can {
        eprintln!("SKIPPED: there is no strace, or it may not be used");
    }
    can
}

/// Runs a command under strace with these options and this input; returns what it printed and what strace wrote.
pub fn traced(options: &[&str], command: &Command, input: &str) -> (Ran, String) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-s", "16", "-o"]).arg(log.path()).args(options).arg("--");
    strace.arg(command.get_program()).args(command.get_args());
    let envs = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
    strace.env_clear().envs(envs).env("PATH", std::env::var_os("PATH").unwrap_or_default());
    if let Some(folder) = command.get_current_dir() {
        strace.current_dir(folder);
    }
    let mut child = strace.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It may have ended by now.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let ran = Ran::new(child.wait_with_output().unwrap());
    (ran, std::fs::read_to_string(log.path()).unwrap())
}

/// Lists the calls of a run that have to do with what lies below a folder, or with standard output.
fn calls(command: &Command, input: &str, folder: &Path) -> Vec<Call> {
    let names: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    let (ran, log) = traced(&["-e", &format!("trace={}", names.join(","))], command, input);
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let mut counts = std::collections::HashMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((thread, text)) = line.split_once(' ') else { continue };
        let text = text.trim_start();
        let Some((name, _)) = text.split_once('(').filter(|(name, _)| name.bytes().all(|b| b.is_ascii_alphanumeric()))
        else {
            continue;
        };
        let at: &mut usize = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *at += 1;
        // Where it stands is said of every call that has a path, wherever that leads.
        let leads =
            text.split_once("AT_FDCWD<").and_then(|(_, rest)| rest.split_once('>')).map_or(text, |(_, rest)| rest);
        // A configuration that is not there is looked for, and has its own tests.
        if leads.contains(&*folder.to_string_lossy()) && !leads.contains("/.config/") || text.starts_with("write(1<") {
            calls.push(Call { name: name.to_owned(), at: *at, text: text.to_owned() });
        }
    }
    calls
}

/// Checks that nothing is told before what was written below a folder is on the device, with its name; returns how often something was
/// told. What outlives a kill does not show whether it would outlive the loss of power; this does.
pub fn in_order(command: &Command, input: &str, folder: &Path) -> usize {
    let (mut told, mut waiting) = (0, std::collections::BTreeSet::new());
    let all = calls(command, input, folder);
    for call in &all {
        let of_file =
            call.text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(path, _)| path.to_owned());
        let paths: Vec<&str> = call.text.split('"').skip(1).step_by(2).collect();
        let folder_of = |path: &str| Path::new(path).parent().unwrap().to_string_lossy().into_owned();
        match call.name.as_str() {
            "write" if call.text.starts_with("write(1<") => {
                assert!(waiting.is_empty(), "told before they are on the device: {waiting:?}\n{all:#?}");
                told += 1;
            }
            "write" => drop(waiting.insert(of_file.unwrap())),
            "fsync" | "fdatasync" => drop(waiting.remove(&of_file.unwrap())),
            "openat" if call.text.contains("O_CREAT") => drop(waiting.insert(folder_of(paths[0]))),
            "rename" | "renameat" | "renameat2" => {
                assert!(!waiting.contains(paths[0]), "named before it is on the device: {all:#?}");
                waiting.insert(folder_of(paths[1]));
            }
            _ => {}
        }
    }
    told
}

/// Tries every fault at every call that has to do with a place: `prepare` makes a place, `command` is run in it, `check` looks at what
/// came of it. Returns how many were tried.
pub fn each<P: AsRef<Path>>(
    prepare: impl Fn() -> P,
    command: impl Fn(&P) -> Command,
    input: &str,
    check: impl Fn(&P, &Ran, &Case<'_>),
) -> usize {
    let place = prepare();
    let calls = calls(&command(&place), input, place.as_ref());
    let mut tried = 0;
    for call in &calls {
        let faults = FAULTS.iter().find(|(name, _)| name.trim_start_matches('?') == call.name).unwrap().1;
        for fault in faults {
            let (place, case) = (prepare(), Case { call, fault });
            let options = [
                "-e",
                &format!("trace={}", call.name),
                "-e",
                &format!("inject={}:{fault}:when={}", call.name, call.at),
            ];
            let (ran, log) = traced(&options, &command(&place), input);
            let is_hit = if case.is_kill() { ran.status.is_none() } else { log.contains("(INJECTED)") };
            assert!(is_hit, "{case:?} {ran:?}\n{log}");
            check(&place, &ran, &case);
            tried += 1;
        }
    }
    tried
}

/// A home with a dataset that is read in no time.
pub fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    super::write(home.path(), "small.json", r#"{"format": "plenary/1", "id": "d", "title": "D"}"#);
    home
}

/// Returns the program with arguments, in such a home.
pub fn program(home: &Path, args: &[&str]) -> Command {
    let mut command = super::program(home);
    command.args(["--data", "small.json"]).args(args);
    command
}

/// Runs it, without a fault.
pub fn run(home: &Path, args: &[&str]) -> Ran {
    Ran::new(program(home, args).output().unwrap())
}
