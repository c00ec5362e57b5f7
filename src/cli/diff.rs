//! `plenary diff`: two versions compared, record by record, field by field, word by word.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::args::{DiffArgs, DiffFormat};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::open::{open, tell};
use crate::cli::out::{Ink, Out};
use crate::cli::{Cx, Outcome};
use crate::diff::report::{Tone, Toned};
use crate::diff::{Format, Report};

/// Compares the two datasets.
pub fn run(args: &DiffArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let (old, new) = match &args.new {
        Some(new) => (Some(args.old.as_path()), new.as_path()),
        None => (cx.data.as_deref(), args.old.as_path()),
    };
    if old == Some(new) && new.as_os_str() == "-" {
        return Err(CliError::new(ErrorKind::Usage, "only one of the two can be standard input"));
    }
    let read = |file: Option<&Path>| open(file, cx).map(tell);
    let (old, new) = (read(old)?, read(Some(new))?);
    let report = Report::between((&old.origin.name, &old.dataset), (&new.origin.name, &new.dataset), usize::MAX);
    let width = out.width();
    match args.format {
        DiffFormat::Text => report.text(width).iter().try_for_each(|line| print(line, out))?,
        DiffFormat::Json => out.write_all(Format::Json.write(&report)?.as_bytes())?,
        DiffFormat::Md => out.write_all(Format::Md.write(&report)?.as_bytes())?,
    }
    Ok(if report.same { Outcome::Done } else { Outcome::No })
}

fn print(line: &Toned, out: &mut Out) -> io::Result<()> {
    let pieces = line.iter().map(|(tone, text)| match tone {
        Tone::Plain => text.clone(),
        Tone::Heading => out.ink(Ink::Bold, text),
        Tone::Muted => out.ink(Ink::Dim, text),
        Tone::Gone => out.ink(Ink::Red, text),
        Tone::New => out.ink(Ink::Green, text),
    });
    let line: String = pieces.collect();
    out.line(&line)
}
