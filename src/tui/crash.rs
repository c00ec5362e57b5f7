//! What happens when the program itself fails: the terminal is given back, and what is known is said and kept.
//!
//! A report holds the version, the place and the message, nothing of the dataset or of the user. Only the thread that draws touches
//! the screen here: another thread's panic is caught where that thread was started, while the dashboard lives on.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::term;

/// Installs the panic hook; the calling thread is the one that draws. Reports go to `state_dir`, if there is one.
pub fn install(state_dir: Option<PathBuf>) {
    let drawing = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        let failure = Failure::from(info);
        let report = state_dir.as_deref().map(|dir| failure.save(dir));
        if thread::current().id() == drawing {
            term::leave();
            failure.print(report.as_ref());
        }
    }));
}

/// One panic: where and what, in words fit for a terminal.
struct Failure {
    place: String,
    message: String,
}

impl From<&PanicHookInfo<'_>> for Failure {
    fn from(info: &PanicHookInfo<'_>) -> Failure {
        let place = info.location().map_or_else(
            || "an unknown place".to_owned(),
            |at| format!("{}:{}:{}", public_part(at.file()), at.line(), at.column()),
        );
        Failure { place, message: message_of(info.payload()) }
    }
}

impl Failure {
    /// Writes the report and returns its path.
    fn save(&self, dir: &Path) -> io::Result<PathBuf> {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let path = dir.join(format!("crash-{seconds}-{}.txt", std::process::id()));
        fs::create_dir_all(dir)?;
        fs::write(&path, self.report())?;
        Ok(path)
    }

    fn report(&self) -> String {
        format!(
            "plenary {} on {} {}\nat {}\n{}\n",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            self.place,
            without_quoted(&self.message),
        )
    }

    /// Says what happened on standard error; a closed one is no reason to fail again.
    fn print(&self, report: Option<&io::Result<PathBuf>>) {
        let mut text = format!("plenary failed: {}\n  at {}\n", self.message.escape_debug(), self.place);
        let _ = match report {
            Some(Ok(path)) => writeln!(text, "  report: {}", path.display()),
            Some(Err(error)) => writeln!(text, "  no report could be written: {error}"),
            None => Ok(()),
        };
        // Only where RUST_BACKTRACE asks for it, and never in the report: it names folders.
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            let _ = writeln!(text, "{trace}");
        }
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Returns the text of a panic, as far as it is text.
pub fn message_of(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

/// Cuts what stands before the crate's folder: a path on the machine that built it may name a person.
fn public_part(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let crate_at = parts.iter().rposition(|part| *part == "src").unwrap_or(0);
    let start = crate_at.saturating_sub(1);
    parts.get(start..).unwrap_or_default().join("/")
}

/// Blanks what the standard library quotes in its messages (`…` and "…"): that may be text of the dataset.
fn without_quoted(message: &str) -> String {
    let mut kept = String::new();
    let mut open = None;
    for character in message.chars() {
        match open {
            Some(quote) if character == quote => open = None,
            Some(_) => continue,
            None if matches!(character, '`' | '"') => {
                open = Some(character);
                kept.push(character);
                kept.push('…');
            }
            None => {}
        }
        if open.is_none() {
            kept.push(character);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_no_folder_of_the_builder() {
        assert_eq!(public_part("src/tui/run.rs"), "src/tui/run.rs");
        assert_eq!(public_part("/home/ana/.cargo/registry/src/index-1/vt-0.1/src/lib.rs"), "vt-0.1/src/lib.rs");
    }

    #[test]
    fn a_report_quotes_no_dataset() {
        assert_eq!(
            without_quoted("byte index 3 is inside 'é' of `Côte d'Ivoire` (\"x\")"),
            "byte index 3 is inside 'é' of `…` (\"…\")"
        );
        assert_eq!(without_quoted("open ` end"), "open `…");
    }

    #[test]
    fn a_report_is_written_where_it_says() {
        let dir = tempfile::tempdir().unwrap();
        let failure = Failure { place: "src/a.rs:1:2".into(), message: "it broke".into() };
        let path = failure.save(&dir.path().join("new")).unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains("at src/a.rs:1:2\nit broke\n"), "{text}");
    }
}
