//! `plenary search`: the records of all kinds that a query lets pass, the nearest first, and what was added.

use std::io::{self, Write};

use crate::cli::args::{Format, SearchArgs};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::excerpt::{advise, not_understood};
use crate::cli::open::open_and_tell;
use crate::cli::out::{Ink, Out, note};
use crate::cli::{Cx, Outcome, journal, list, table};
use crate::exchange::{self, Sheet};
use crate::index::Snapshot;
use crate::journal::{Book, Item};
use crate::model::{Kind, Record};
use crate::query::anything::Asked;
use crate::query::{Filter, Ground, Query, Rank};

/// Something that was found.
enum Part<'a> {
    /// The records of a kind, the nearest first, with how near the first is.
    Records(Rank, Kind, Vec<Record<'a>>),
    /// What was added, the last first.
    Added(Vec<&'a Item>),
}

/// Prints what was found.
pub fn run(args: &SearchArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let snapshot = open_and_tell(cx)?;
    let query = args.query.join(" ");
    let book = if args.public { Book::default() } else { journal::book(&snapshot, cx) };
    let ground = Ground::new(&snapshot, cx.today).with(&book);
    let (read, mut mistakes) = Query::parse(&query);
    let (filter, not_of_records) = Filter::new(&read, Kind::ALL, ground);
    mistakes.extend(not_of_records);
    let asked = Asked::new(&query, ground);
    let wrong = asked.mistakes(&mistakes);
    if !wrong.is_empty() {
        return Err(not_understood(&query, &wrong));
    }
    if filter.is_empty() && asked.filter().is_empty() {
        let error = CliError::new(ErrorKind::Usage, "the query asks for nothing");
        return Err(error.hint("\"plenary list KIND\" lists all records of a kind".to_owned()));
    }
    let items = asked.items(&mistakes, &book, ground);
    let is_of_records = !filter.is_empty() && !asked.rules_out_records(&mistakes);
    let mut parts = if is_of_records { find(&filter, &snapshot) } else { Vec::new() };
    if is_of_records
        && parts.is_empty()
        && items.is_empty()
        && let Some((near, slips)) = filter.nearest(Kind::ALL, &snapshot, &|| true)
    {
        parts = find(&near, &snapshot);
        slips.iter().filter(|_| !parts.is_empty()).for_each(|slip| note(&slip.told()));
    }
    advise(&query);
    if !items.is_empty() {
        // Behind what is called so, before what only says so.
        let is_far = |part: &Part<'_>| matches!(part, Part::Records(Rank::Text, ..));
        parts.insert(parts.iter().position(is_far).unwrap_or(parts.len()), Part::Added(items));
    }
    print(args.format, &parts, &snapshot, out)?;
    match (parts.is_empty(), is_of_records) {
        (false, _) => Ok(Outcome::Done),
        (true, true) => Err(list::nothing("records", Kind::ALL, &filter, &snapshot)),
        (true, false) => Err(journal::list::nothing(asked.filter(), &book, ground)),
    }
}

/// Finds the records by kind; first the kind with the nearest record.
fn find<'a>(filter: &Filter, snapshot: &'a Snapshot) -> Vec<Part<'a>> {
    let mask = filter.mask(Kind::ALL, snapshot);
    let of = |&kind: &Kind| {
        let rids = snapshot.index.order.of(kind).iter().filter(|rid| mask.contains(rid.index()));
        let mut records: Vec<Record<'_>> = rids.filter_map(|&rid| snapshot.dataset.record(rid)).collect();
        records.sort_by_cached_key(|record| filter.rank(*record, snapshot));
        Some((filter.rank(*records.first()?, snapshot), kind, records))
    };
    let mut found: Vec<_> = Kind::ALL.iter().filter_map(of).collect();
    found.sort_by_key(|(rank, ..)| *rank);
    found.into_iter().map(|(rank, kind, records)| Part::Records(rank, kind, records)).collect()
}

fn print(format: Format, parts: &[Part<'_>], snapshot: &Snapshot, out: &mut Out) -> Result<(), CliError> {
    match format {
        Format::Json => {
            let lines = parts.iter().flat_map(|part| part.lines(snapshot));
            Ok(exchange::json::array(lines, out)?)
        }
        Format::Csv => {
            let rows = parts.iter().flat_map(Part::rows);
            Ok(exchange::csv::table(&["ref", "kind", "id", "title"], rows, out)?)
        }
        Format::Text | Format::Md => tables(format, parts, snapshot, out),
    }
}

impl Part<'_> {
    /// Writes what was found as objects of JSON.
    fn lines(&self, snapshot: &Snapshot) -> Vec<io::Result<String>> {
        match self {
            Self::Records(_, _, records) => {
                records.iter().map(|record| exchange::json::line(*record, &snapshot.dataset)).collect()
            }
            Self::Added(items) => items.iter().map(|item| line(item)).collect(),
        }
    }

    /// Lists for what was found its reference, its kind, its id and what it is called or says.
    fn rows(&self) -> Vec<Vec<String>> {
        match self {
            Self::Records(_, _, records) => {
                let row = |record: &Record<'_>| {
                    let (reference, title) = (record.reference().to_string(), record.label().text().to_owned());
                    vec![reference, record.kind.spec().name.to_owned(), record.id().to_owned(), title]
                };
                records.iter().map(row).collect()
            }
            Self::Added(items) => {
                let row = |item: &&Item| {
                    vec![place(item), kind(item), item.event.id.to_string(), journal::list::sentence(item)]
                };
                items.iter().map(row).collect()
            }
        }
    }
}

/// Writes something that was added as an object, with what records have in common.
fn line(item: &Item) -> io::Result<String> {
    let mut object = journal::list::object(item);
    object.insert("kind".to_owned(), kind(item).into());
    let place = place(item);
    if !place.is_empty() {
        object.insert("ref".to_owned(), place.into());
    }
    Ok(serde_json::to_string(&object)?)
}

/// Returns the word by which such an item is asked for.
fn kind(item: &Item) -> String {
    item.op.spec().title.replace(' ', "-")
}

/// Returns what an item hangs on, or else its meeting.
fn place(item: &Item) -> String {
    let meeting = item.event.meeting.as_ref().map(|id| format!("meeting:{id}"));
    item.event.on.clone().or(meeting).unwrap_or_default()
}

/// Writes a table for each kind, with a heading.
fn tables(format: Format, parts: &[Part<'_>], snapshot: &Snapshot, out: &mut Out) -> Result<(), CliError> {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let (title, count) = match part {
            Part::Records(_, kind, records) => (kind.spec().title, records.len()),
            Part::Added(items) => ("Added", items.len()),
        };
        match format {
            Format::Md => writeln!(out, "## {title} {count}\n")?,
            _ => out.line(&out.ink(Ink::Bold, &format!("{title} {count}")))?,
        }
        match (part, format) {
            (Part::Records(_, kind, records), _) => {
                let sheet = Sheet::new(*kind, records, &snapshot.dataset);
                if format == Format::Md { exchange::markdown::write(&sheet, out)? } else { table::write(&sheet, out)? }
            }
            (Part::Added(items), Format::Md) => journal::list::table(items, out)?,
            (Part::Added(items), _) => journal::list::text(items, out)?,
        }
    }
    Ok(())
}
