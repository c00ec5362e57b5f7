//! `plenary journal export`: all of a journal in one file.

use std::io::Write as _;

use serde_json::json;

use super::Desk;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::journal::args::{ExportArgs, ExportFormat};
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome, deliver};
use crate::journal::{Review, line};
use crate::report;

/// Writes the file.
pub fn run(args: &ExportArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open(cx)?;
    desk.is_whole()?;
    desk.tell();
    if desk.journal.events.is_empty() && desk.journal.troubles.is_empty() {
        return Err(CliError::new(ErrorKind::Nothing, "nothing was added to this dataset yet"));
    }
    let bytes = match args.format {
        ExportFormat::Json => json(&desk)?,
        ExportFormat::Md => markdown(&desk),
    };
    deliver(&args.output, &bytes, "written", out)?;
    Ok(desk.outcome())
}

/// Writes an array of all events as they stand in the segments, one a line, and behind them what could not be read.
fn json(desk: &Desk) -> Result<Vec<u8>, CliError> {
    let events = desk.journal.events.iter().map(line::write);
    let unread = desk.journal.troubles.iter().map(|trouble| {
        let file = trouble.file.display().to_string();
        let (line, what, text) = (trouble.line, trouble.what.to_string(), &trouble.text);
        json!({"unreadable": {"file": file, "line": line, "message": what, "text": text}}).to_string().into_bytes()
    });
    let mut bytes = b"[\n".to_vec();
    for (at, line) in events.chain(unread).enumerate() {
        bytes.extend_from_slice(if at > 0 { b",\n" } else { b"" });
        bytes.extend_from_slice(line.trim_ascii_end());
    }
    bytes.write_all(b"\n]\n")?;
    Ok(bytes)
}

fn markdown(desk: &Desk) -> Vec<u8> {
    let review = Review::of(&desk.journal.events);
    let report = report::all::all(&review, &desk.journal.troubles, &desk.snapshot.dataset);
    report::Format::Md.write(&report, 0).into_bytes()
}
