//! `plenary journal export`: all of a journal in one file.

use std::io::Write as _;

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
    desk.tell();
    if desk.journal.events.is_empty() {
        return Err(CliError::new(ErrorKind::Nothing, "nothing was added to this dataset yet"));
    }
    let bytes = match args.format {
        ExportFormat::Json => json(&desk)?,
        ExportFormat::Md => markdown(&desk),
    };
    deliver(&args.output, &bytes, "written", out)?;
    Ok(Outcome::Done)
}

/// Writes an array of all events as they stand in the segments, one a line.
fn json(desk: &Desk) -> Result<Vec<u8>, CliError> {
    let mut bytes = b"[\n".to_vec();
    for (at, event) in desk.journal.events.iter().enumerate() {
        let line = line::write(event);
        bytes.extend_from_slice(if at > 0 { b",\n" } else { b"" });
        bytes.extend_from_slice(line.trim_ascii_end());
    }
    bytes.write_all(b"\n]\n")?;
    Ok(bytes)
}

fn markdown(desk: &Desk) -> Vec<u8> {
    let review = Review::of(&desk.journal.events);
    let report = report::all::all(&review, &desk.snapshot.dataset);
    report::Format::Md.write(&report, 0).into_bytes()
}
