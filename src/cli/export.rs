//! `plenary export`: meetings and activities in one file, by date.

use crate::cli::args::ExportArgs;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::excerpt::{advise, not_understood};
use crate::cli::open::open_and_tell;
use crate::cli::out::{Out, note};
use crate::cli::{Cx, Outcome, deliver, journal};
use crate::exchange::Agenda;
use crate::index::Snapshot;
use crate::query::agenda::{KINDS, items, passing};
use crate::query::{Filter, Ground};

/// Writes the file.
pub fn run(args: &ExportArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let snapshot = open_and_tell(cx)?;
    let dataset = &snapshot.dataset;
    let query = args.query.join(" ");
    let book = journal::asked(&query, &snapshot, cx);
    let ground = Ground::new(&snapshot, cx.today).with(&book);
    let filter = Filter::parse(&query, &KINDS, ground).map_err(|errors| not_understood(&query, &errors))?;
    advise(&query);
    let agenda = Agenda::new(passing(&filter, &snapshot).collect(), dataset, cx.today);
    if agenda.items.is_empty() {
        return Err(nothing(&filter, &snapshot));
    }
    let mut bytes = Vec::new();
    let written = args.format.spec().agenda(&agenda, &mut bytes)?;
    let left_out = agenda.items.len() - written;
    if written == 0 {
        let message = format!("nothing to write: none of the {left_out} found has a date");
        return Err(CliError::new(ErrorKind::Nothing, message));
    }
    deliver(&args.output, &bytes, &format!("{written} written"), out)?;
    if left_out > 0 {
        note(&format!("{left_out} of {} left out: no date is stated", agenda.items.len()));
    }
    Ok(Outcome::Done)
}

/// Says that nothing was found, and which one term stands in the way.
fn nothing(filter: &Filter, snapshot: &Snapshot) -> CliError {
    if filter.is_empty() {
        return CliError::new(ErrorKind::Nothing, "the dataset has no meetings and no activities");
    }
    let message = format!("0 of {} meetings and activities", items(snapshot).count());
    let way = filter.in_the_way(|rest| passing(rest, snapshot).count());
    let hint = way.map(|way| format!("; without {} {}", way.term, way.left)).unwrap_or_default();
    CliError::new(ErrorKind::Nothing, format!("{message}{hint}"))
}
