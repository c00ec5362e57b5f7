//! Running an editor, and what becomes of it when this program is told to end.
//!
//! The editor is of this program's job, as it is under git and a mail program: Ctrl-Z in it stops both, and `fg` lets both go on, with no
//! second program that plays shell. So Ctrl-C in an editor that leaves it to the terminal reaches this program, too: while an editor runs,
//! SIGINT and SIGQUIT are for the editor. SIGTERM and SIGHUP are for both: the editor is told to end, what it saved becomes a draft, and
//! the file is removed. [`signal`](crate::tui::signal) asks here, and the loop says when it is done.

use std::env;
use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use super::{Edited, Editor, editors};
use crate::base::scratch::{self, Scratch};
use crate::tui::form::editor::LARGEST;
use crate::tui::term;

/// The name of the file: editors break and colour lines by its end.
const NAME: &str = "plenary.md";

/// How much of a file is read: more than a form takes, so that it can be said.
const MOST: u64 = 64 << 20;

/// How long the end of this program is waited for where an editor failed or the terminal is another's.
const MOMENT: Duration = Duration::from_millis(100);

/// How long after an editor a SIGINT or SIGQUIT may still have been meant for it. A key makes none then: the terminal is raw again.
const AFTERWARDS: Duration = Duration::from_secs(1);

/// What is known of a call, for whoever is told to end.
#[derive(Debug)]
struct Call {
    /// Whether the terminal is an editor's.
    is_on: bool,
    editor: Option<Pid>,
    folder: Option<PathBuf>,
    /// Whether the editor failed.
    is_failed: bool,
    /// Whether this program is to end.
    is_ending: bool,
    /// When the last call was over.
    over: Option<Instant>,
}

impl Call {
    fn close(&mut self) {
        (self.is_on, self.folder, self.over) = (false, None, Some(Instant::now()));
    }
}

static CALL: Mutex<Call> =
    Mutex::new(Call { is_on: false, editor: None, folder: None, is_failed: false, is_ending: false, over: None });

/// Told when a call is over, or this program is to end.
static OVER: Condvar = Condvar::new();

fn state() -> MutexGuard<'static, Call> {
    CALL.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Begins a call: from now on the terminal is an editor's.
pub fn begin() {
    let mut call = state();
    (call.is_on, call.is_failed) = (true, false);
}

/// Ends a call. Returns `false` where this program has been told to end in the meantime: then the terminal is not taken back, and
/// [`put_away`] ends it.
///
/// Who tells both of them, or lets a stopped job go on for its end, is often heard by the editor first: so a moment is left for it.
pub fn finish() -> bool {
    let mut call = state();
    if call.is_failed || !term::is_foreground() {
        call = match OVER.wait_timeout_while(call, MOMENT, |call| !call.is_ending) {
            Ok((call, _)) => call,
            Err(poisoned) => poisoned.into_inner().0,
        };
    }
    if !call.is_ending {
        call.close();
    }
    !call.is_ending
}

/// Says that everything is on the disk that a call came to, so that whoever was told to end this program does so.
pub fn put_away() {
    state().close();
    OVER.notify_all();
}

/// Tells whether SIGINT and SIGQUIT are for an editor.
pub fn takes_interrupts() -> bool {
    let call = state();
    call.is_on || call.over.is_some_and(|over| over.elapsed() < AFTERWARDS)
}

/// Lets an editor go on that stopped where no shell could let it go on.
pub fn go_on() {
    if let Some(editor) = state().editor {
        let _ = kill_process(editor, Signal::CONT);
    }
}

/// Ends an editor, if there is one, and waits until the loop has put away what it saved; twice as long as `limit` at most.
pub fn end(signal: i32, limit: Duration) {
    for signal in [Signal::from_named_raw(signal).unwrap_or(Signal::TERM), Signal::KILL] {
        let mut call = state();
        if !call.is_on {
            return;
        }
        call.is_ending = true;
        OVER.notify_all();
        if let Some(editor) = call.editor {
            let _ = kill_process(editor, signal);
            // One that is stopped would not hear of it.
            let _ = kill_process(editor, Signal::CONT);
        }
        drop(OVER.wait_timeout_while(call, limit, |call| call.is_on));
    }
    if let Some(folder) = state().folder.take() {
        scratch::remove(&folder);
    }
    term::reclaim();
}

/// Hands a text to the editor of the user and waits until it is left. The terminal must have been given to it.
pub fn call(text: &str) -> Edited {
    let editors = match editors(|name| env::var_os(name)) {
        Ok(editors) => editors,
        Err(wrong) => return Edited::nothing(wrong),
    };
    // An editor ends every line by a line break, and so does the form without it.
    let given = if text.is_empty() { String::new() } else { format!("{text}\n") };
    let scratch = match Scratch::new(NAME, &given) {
        Ok(scratch) => scratch,
        Err(error) => {
            let folder = env::temp_dir();
            return Edited::nothing(format!("no editor: {} cannot be written to: {error}", folder.display()));
        }
    };
    state().folder = Some(scratch.folder().to_owned());
    match run_first(&editors, &scratch) {
        Ok((editor, status)) => outcome(editor, status, &given, &scratch),
        Err(why) => Edited::nothing(why),
    }
}

/// Runs the first editor that is there.
fn run_first<'e>(editors: &'e [Editor], scratch: &Scratch) -> Result<(&'e Editor, ExitStatus), String> {
    for editor in editors {
        match run(editor, scratch) {
            Ok(status) => return Ok((editor, status)),
            Err(error) if error.kind() == ErrorKind::NotFound && editor.variable.is_none() => {}
            Err(error) => return Err(unstarted(editor, &error)),
        }
    }
    Err("there is no editor here; set VISUAL or EDITOR to the name of one".to_owned())
}

/// Says why an editor did not start.
fn unstarted(editor: &Editor, error: &io::Error) -> String {
    let program = &editor.program;
    let why: &dyn Display = match error.kind() {
        ErrorKind::NotFound => &"there is no such program",
        ErrorKind::PermissionDenied => &"you are not allowed to run it",
        _ => error,
    };
    match editor.variable {
        Some(variable) => format!("{variable} names \"{program}\": {why}; set it to another editor"),
        None => format!("\"{program}\" did not start: {why}; set VISUAL or EDITOR to another editor"),
    }
}

fn run(editor: &Editor, scratch: &Scratch) -> io::Result<ExitStatus> {
    let mut command = Command::new(&editor.program);
    command.args(&editor.arguments).arg(scratch.file());
    // Where standard input is the dataset, the keyboard is elsewhere.
    if let Some(keyboard) = term::keyboard()? {
        command.stdin(Stdio::from(keyboard));
    }
    let mut child = begin_in(&mut command)?;
    wait(&mut child)
}

/// Starts an editor, unless this program is to end.
fn begin_in(command: &mut Command) -> io::Result<Child> {
    let mut call = state();
    if call.is_ending {
        return Err(ErrorKind::Interrupted.into());
    }
    let child = command.spawn()?;
    call.editor = Some(Pid::from_child(&child));
    Ok(child)
}

/// Waits until an editor is left. Its number is forgotten before the system may give it to another program.
fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    while waitid(WaitId::Pid(Pid::from_child(child)), ended).is_err_and(|error| error == Errno::INTR) {}
    state().editor = None;
    let status = child.wait()?;
    state().is_failed = !status.success();
    Ok(status)
}

/// Says what came of it.
fn outcome(editor: &Editor, status: ExitStatus, given: &str, scratch: &Scratch) -> Edited {
    let text = match scratch.read(MOST) {
        Ok(text) => text,
        Err(error) => return Edited::nothing(format!("the file of the editor is lost: {error}; nothing was changed")),
    };
    let is_changed = text != given;
    let program = &editor.program;
    let said = match (status.success(), is_changed) {
        (true, _) if text.len() > LARGEST => Some("the text is too long for this: its end is not here".to_owned()),
        (true, _) if editor.variable.is_none() => Some(format!("that was {program}; VISUAL or EDITOR names another")),
        (true, _) => None,
        (false, true) => Some(format!("{program} failed ({status}); what it saved is here")),
        (false, false) => Some(format!("{program} failed ({status}); nothing was changed")),
    };
    Edited { text: is_changed.then_some(text), said }
}
