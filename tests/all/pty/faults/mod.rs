//! The dashboard, killed at any call of the system that the part of it makes that writes, or told that such a call failed (by strace):
//! what was shown as saved is saved, what was typed is kept, and nobody is told what is not so. R3, R4, R15 and R16 are the names of the
//! recipes.
//!
//! Only that thread is traced, from the first frame on: what the screen and the keyboard are asked for does not count. Where there is no
//! strace, or it may not be used, these tests say that they are skipped.

mod killed;
mod refused;
mod signalled;
mod untouched;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::NamedTempFile;

use super::{Session, Setup, program, wait};

/// What can be read in no time, and has who can say something.
const DATA: &str = r#"{"format": "plenary/1", "id": "d", "title": "D",
  "countries": [{"id": "BG", "name": "Bulgaria", "sources": [{"url": "u"}]}]}"#;

/// A strace that looks at one thread.
struct Tracer {
    strace: Child,
    log: NamedTempFile,
}

impl Tracer {
    /// Begins to trace a thread, and lets something happen to its calls; `None` where it may not be traced.
    fn begin(thread: &str, inject: &str) -> Option<Self> {
        let log = NamedTempFile::new().unwrap();
        let (calls, _) = inject.split_once(':').unwrap_or((inject, ""));
        let mut command = Command::new("strace");
        command.args(["-e", &format!("trace={calls}"), "-e", &format!("inject={inject}"), "-p", thread, "-o"]);
        let mut strace = command.arg(log.path()).stderr(Stdio::piped()).spawn().ok()?;
        let mut said = String::new();
        BufReader::new(strace.stderr.take().unwrap()).read_line(&mut said).unwrap();
        if said.contains("attached") {
            return Some(Self { strace, log });
        }
        strace.wait().unwrap();
        None
    }

    /// Traces the thread that writes.
    fn of(session: &Session, inject: &str) -> Self {
        Self::begin(&scribe(session), inject).expect("it was tried before")
    }

    /// Tells whether what was to happen has happened.
    fn is_hit(&self) -> bool {
        fs::read_to_string(self.log.path()).unwrap().contains("(INJECTED)")
    }

    /// Lets the thread go.
    fn end(mut self) {
        let pid = Pid::from_raw(i32::try_from(self.strace.id()).unwrap()).unwrap();
        // It may have ended with what it traced.
        let _ = kill_process(pid, Signal::INT);
        self.strace.wait().unwrap();
    }
}

/// Tells whether a program that runs can be traced here, and says so where it cannot.
fn can_attach() -> bool {
    let mut other = Command::new("sleep").arg("60").spawn().unwrap();
    let tracer = Tracer::begin(&other.id().to_string(), "write:error=EIO");
    other.kill().unwrap();
    other.wait().unwrap();
    let can = tracer.is_some();
    tracer.into_iter().for_each(Tracer::end);
    if !can {
        eprintln!("SKIPPED: there is no strace, or it may not look at a program that runs");
    }
    can
}

/// Returns the id of the thread that writes.
fn scribe(session: &Session) -> String {
    let tasks = format!("/proc/{}/task", session.pid().as_raw_nonzero());
    let mut found = None;
    wait("thread that writes", || {
        let mut tasks = fs::read_dir(&tasks).unwrap().map(|task| task.unwrap().path());
        found = tasks.find(|task| fs::read_to_string(task.join("comm")).is_ok_and(|name| name.trim() == "scribe"));
        found.is_some()
    });
    found.unwrap().file_name().unwrap().to_string_lossy().into_owned()
}

/// Starts the dashboard with the cursor on Bulgaria.
fn started(setup: Setup) -> Session {
    let mut session = setup.size(100, 30).file("small.json", DATA).arg("--data").arg("small.json").start();
    session.wait_for_row("All");
    session.press("j");
    session.wait_for_row("Bulgaria");
    session
}

/// Tells whether the screen says that everything is saved, and no form is open.
fn is_saved(screen: &vt100::Screen) -> bool {
    let text = screen.contents();
    text.contains("saved ") && !["saving", "NOT SAVED", "Enter saves"].iter().any(|word| text.contains(word))
}

/// Opens the form of a note and types, up to the last key.
fn note(session: &mut Session, text: &str) {
    session.press("a n");
    session.wait_for("Enter saves");
    session.send(text);
    session.wait_for(text);
}

/// Tells whether a draft with these words is on the disk.
fn has_draft(home: &Path, text: &str) -> bool {
    let files = fs::read_dir(home.join("state/plenary/drafts/d")).into_iter().flatten().flatten();
    let mut drafts =
        files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    drafts.any(|path| fs::read_to_string(path).is_ok_and(|words| words.contains(text)))
}

/// What a journal and the drafts beside it have when the program is gone.
#[derive(Debug)]
struct Found {
    texts: Vec<String>,
    drafts: Vec<String>,
    /// How much there is that cannot be read.
    damaged: usize,
}

impl Found {
    fn of(home: &Path) -> Self {
        let texts = printed(home, &["journal", "list", "--format", "json"]);
        let left = printed(home, &["journal", "recover", "--format", "json"]);
        let text = |item: &Value| item["text"].as_str().unwrap().to_owned();
        let texts = texts.as_array().unwrap().iter().map(text).collect();
        let drafts = left["drafts"].as_array().unwrap().iter().map(|draft| draft["text"].as_str());
        let damaged = left["damaged"].as_array().unwrap().len();
        Self { texts, drafts: drafts.flatten().map(str::to_owned).collect(), damaged }
    }

    fn saved(&self, text: &str) -> usize {
        self.texts.iter().filter(|found| *found == text).count()
    }
}

/// Runs a command in the home of a session, and reads the JSON that it prints.
fn printed(home: &Path, args: &[&str]) -> Value {
    let mut command = Command::new(program());
    command.args(["--data", "small.json"]).args(args).env_clear().env("HOME", home).current_dir(home);
    command.env("XDG_DATA_HOME", home.join("data")).env("XDG_STATE_HOME", home.join("state"));
    let output = command.output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}
