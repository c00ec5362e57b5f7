//! `plenary list`: the records of a kind that a query lets pass.

use crate::base::quote::quoted;
use crate::cli::args::{Format, ListArgs};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::excerpt::{advise, not_understood};
use crate::cli::open::open_and_tell;
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome, journal, table};
use crate::exchange::{self, Sheet};
use crate::index::Snapshot;
use crate::model::{Kind, Record};
use crate::query::{Filter, Ground};

/// Prints the records.
pub fn run(args: &ListArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let snapshot = open_and_tell(cx)?;
    let query = args.query.join(" ");
    let book = journal::asked(&query, &snapshot, cx);
    let ground = Ground::new(&snapshot, cx.today).with(&book);
    let filter = Filter::parse(&query, &[args.kind], ground).map_err(|errors| not_understood(&query, &errors))?;
    let found = find(&snapshot, args.kind, &filter);
    advise(&query);
    print(args, &found, &snapshot, out)?;
    if found.is_empty() {
        return Err(nothing(args.kind.spec().plural, &[args.kind], &filter, &snapshot));
    }
    Ok(Outcome::Done)
}

fn print(args: &ListArgs, found: &[Record<'_>], snapshot: &Snapshot, out: &mut Out) -> Result<(), CliError> {
    let dataset = &snapshot.dataset;
    let sheet = Sheet::new(args.kind, found, dataset);
    match args.format {
        Format::Json => Ok(exchange::json::write(found.iter().copied(), dataset, None, out)?),
        Format::Csv => Ok(exchange::csv::write(args.kind, found, dataset, out)?),
        Format::Md if !found.is_empty() => Ok(exchange::markdown::write(&sheet, out)?),
        Format::Text if !found.is_empty() => Ok(table::write(&sheet, out)?),
        // An empty table says less than the sentence that follows.
        Format::Md | Format::Text => Ok(()),
    }
}

fn find<'a>(snapshot: &'a Snapshot, kind: Kind, filter: &Filter) -> Vec<Record<'a>> {
    let mask = filter.mask(&[kind], snapshot);
    let found = snapshot.index.order.of(kind).iter().filter(|rid| mask.contains(rid.index()));
    found.filter_map(|&rid| snapshot.dataset.record(rid)).collect()
}

/// Says that nothing was found, and which one term stands in the way.
pub fn nothing(plural: &str, kinds: &[Kind], filter: &Filter, snapshot: &Snapshot) -> CliError {
    let all: usize = kinds.iter().map(|&kind| snapshot.dataset.count(kind)).sum();
    if filter.is_empty() {
        return CliError::new(ErrorKind::Nothing, format!("the dataset has no {plural}"));
    }
    let message = format!("0 of {all} {plural}");
    let count = |rest: &Filter| rest.mask(kinds, snapshot).count_ones(..);
    let way = filter.in_the_way(count).map(|way| format!("; without {} {}", way.term, way.left)).unwrap_or_default();
    // The answer is for programs, too, so it is never that to another question; but what was mistyped is said.
    let near = filter.nearest(kinds, snapshot, &|| true).map(|(_, slips)| slips).unwrap_or_default();
    let meant = near.first().map(|slip| format!("did you mean {}?", quoted(&slip.meant)));
    CliError::new(ErrorKind::Nothing, format!("{message}{way}")).hint(meant)
}
