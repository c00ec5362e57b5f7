//! The command line, through the real binary, in an environment of its own.

mod added;
mod checking;
mod comparing;
mod documents;
mod endings;
mod exporting;
#[cfg(target_os = "linux")]
mod faults;
mod hostile;
mod journal;
mod listing;
mod papers;
mod recovering;
mod revising;
mod searching;
mod showing;
mod unreadable;

#[cfg(target_os = "linux")]
pub use faults::can_trace;

#[cfg(target_os = "linux")]
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What the program printed, and how it ended.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Returns what was printed by a command that is done and had nothing to say about it.
    fn done(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.done()).unwrap()
    }
}

/// Returns the program in an environment that has nothing but a home of its own.
fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.env_clear().env("HOME", home).current_dir(home).stdin(Stdio::null());
    command
}

/// Runs the program with arguments that have no spaces.
fn run(line: &str) -> Ran {
    let home = tempfile::tempdir().unwrap();
    Ran::new(program(home.path()).args(line.split_whitespace()).output().unwrap())
}

/// Runs the program with a text on standard input.
fn run_with_input(line: &str, input: &str) -> Ran {
    run_at_home(tempfile::tempdir().unwrap().path(), line, input)
}

/// Does so in a home that is there already.
fn run_at_home(home: &Path, line: &str, input: &str) -> Ran {
    let mut command = program(home);
    command.args(line.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Ran::new(child.wait_with_output().unwrap())
}

/// Writes a dataset of this name into a folder.
fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// Returns a file of the project.
fn project_file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}
