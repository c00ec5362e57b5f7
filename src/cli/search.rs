//! `plenary search`: the records of all kinds that a query lets pass, the nearest first.

use std::io::Write;

use crate::cli::args::{Format, SearchArgs};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::excerpt::not_understood;
use crate::cli::open::open_and_tell;
use crate::cli::out::{Ink, Out, note};
use crate::cli::{Cx, Outcome, journal, list, table};
use crate::exchange::{self, Sheet};
use crate::index::Snapshot;
use crate::model::{Kind, Record};
use crate::query::{Filter, Ground, Rank};

/// The records of a kind that were found, the nearest first, with how near the first is.
struct Group<'a> {
    rank: Rank,
    kind: Kind,
    records: Vec<Record<'a>>,
}

/// Prints the records.
pub fn run(args: &SearchArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let snapshot = open_and_tell(cx)?;
    let query = args.query.join(" ");
    let book = journal::asked(&query, &snapshot, cx);
    let ground = Ground::new(&snapshot, cx.today).with(&book);
    let filter = Filter::parse(&query, Kind::ALL, ground).map_err(|errors| not_understood(&query, &errors))?;
    if filter.is_empty() {
        let error = CliError::new(ErrorKind::Usage, "the query asks for nothing");
        return Err(error.hint("\"plenary list KIND\" lists all records of a kind".to_owned()));
    }
    let mut groups = find(&filter, &snapshot);
    if groups.is_empty()
        && let Some((near, slips)) = filter.nearest(Kind::ALL, &snapshot, &|| true)
    {
        groups = find(&near, &snapshot);
        slips.iter().filter(|_| !groups.is_empty()).for_each(|slip| note(&slip.told()));
    }
    print(args.format, &groups, &snapshot, out)?;
    if groups.is_empty() {
        return Err(list::nothing("records", Kind::ALL, &filter, &snapshot));
    }
    Ok(Outcome::Done)
}

/// Finds the records by kind; first the kind with the nearest record.
fn find<'a>(filter: &Filter, snapshot: &'a Snapshot) -> Vec<Group<'a>> {
    let mask = filter.mask(Kind::ALL, snapshot);
    let group = |&kind: &Kind| {
        let rids = snapshot.index.order.of(kind).iter().filter(|rid| mask.contains(rid.index()));
        let mut records: Vec<Record<'_>> = rids.filter_map(|&rid| snapshot.dataset.record(rid)).collect();
        records.sort_by_cached_key(|record| filter.rank(*record, snapshot));
        Some(Group { rank: filter.rank(*records.first()?, snapshot), kind, records })
    };
    let mut groups: Vec<Group<'_>> = Kind::ALL.iter().filter_map(group).collect();
    groups.sort_by_key(|group| group.rank);
    groups
}

fn print(format: Format, groups: &[Group<'_>], snapshot: &Snapshot, out: &mut Out) -> Result<(), CliError> {
    let all = groups.iter().flat_map(|group| group.records.iter().copied());
    match format {
        Format::Json => Ok(exchange::json::write(all, &snapshot.dataset, None, out)?),
        Format::Csv => {
            let cells = |record: Record<'_>| {
                vec![
                    record.reference().to_string(),
                    record.kind.spec().name.to_owned(),
                    record.id().to_owned(),
                    record.label().text().to_owned(),
                ]
            };
            Ok(exchange::csv::table(&["ref", "kind", "id", "title"], all.map(cells), out)?)
        }
        Format::Text | Format::Md => Ok(tables(format, groups, snapshot, out)?),
    }
}

/// Writes a table for each kind, with a heading.
fn tables(format: Format, groups: &[Group<'_>], snapshot: &Snapshot, out: &mut Out) -> std::io::Result<()> {
    for (at, group) in groups.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let heading = format!("{} {}", group.kind.spec().title, group.records.len());
        let sheet = Sheet::new(group.kind, &group.records, &snapshot.dataset);
        if format == Format::Md {
            writeln!(out, "## {heading}\n")?;
            exchange::markdown::write(&sheet, out)?;
        } else {
            out.line(&out.ink(Ink::Bold, &heading))?;
            table::write(&sheet, out)?;
        }
    }
    Ok(())
}
