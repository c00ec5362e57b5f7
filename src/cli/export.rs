//! `plenary export`: meetings and activities in one file, by date.

use std::path::Path;

use crate::base::date::{Day, Period};
use crate::base::fs;
use crate::base::text::visible;
use crate::cli::args::{ExportArgs, ExportFormat};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::excerpt::not_understood;
use crate::cli::open::open_and_tell;
use crate::cli::out::{Out, note};
use crate::cli::{Cx, Outcome, csv, ics, json, markdown};
use crate::index::Snapshot;
use crate::model::{Dataset, Name, Record, Rid};
use crate::query::agenda::{Item, KINDS, NO_STATUS, items, passing};
use crate::query::cite::cites;
use crate::query::{Filter, Ground};

/// What is to be written.
pub struct Export<'a> {
    /// The items, by date.
    pub items: Vec<Item<'a>>,
    /// The dataset that they are of.
    pub dataset: &'a Dataset,
    /// The day on which it is written; `None` where the clock does not say.
    pub today: Option<Day>,
}

/// Writes items in a format, and returns how many were written.
type Write = fn(&Export<'_>, &mut Vec<u8>) -> Result<usize, CliError>;

/// The formats, each with what writes it.
const FORMATS: &[(ExportFormat, Write)] = &[
    (ExportFormat::Ics, ics::write),
    (ExportFormat::Csv, write_csv),
    (ExportFormat::Md, write_markdown),
    (ExportFormat::Json, write_json),
];

/// Writes the file.
pub fn run(args: &ExportArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let snapshot = open_and_tell(cx)?;
    let dataset = &snapshot.dataset;
    let query = args.query.join(" ");
    let ground = Ground { snapshot: &snapshot, today: cx.today };
    let filter = Filter::parse(&query, &KINDS, ground).map_err(|errors| not_understood(&query, &errors))?;
    let items = find(&snapshot, &filter);
    if items.is_empty() {
        return Err(nothing(&filter, &snapshot));
    }
    let export = Export { items, dataset, today: cx.today };
    let Some((_, write)) = FORMATS.iter().find(|(format, _)| *format == args.format) else {
        return Err(CliError::new(ErrorKind::Usage, "this format cannot be written"));
    };
    let mut bytes = Vec::new();
    let written = write(&export, &mut bytes)?;
    let left_out = export.items.len() - written;
    if written == 0 {
        let message = format!("nothing to write: none of the {left_out} found has a date");
        return Err(CliError::new(ErrorKind::Nothing, message));
    }
    deliver(&args.output, &bytes, written, out)?;
    if left_out > 0 {
        note(&format!("{left_out} of {} left out: no date is stated", export.items.len()));
    }
    Ok(Outcome::Done)
}

/// Puts the bytes where they are wanted.
fn deliver(path: &Path, bytes: &[u8], written: usize, out: &mut Out) -> Result<(), CliError> {
    if path.as_os_str() == "-" {
        return Ok(std::io::Write::write_all(out, bytes)?);
    }
    let name = path.display().to_string();
    fs::replace(path, bytes).map_err(|error| {
        let error = CliError::new(ErrorKind::Output, format!("{name}: {error}"));
        error.hint("nothing was written; an older file is as it was".to_owned())
    })?;
    Ok(out.line(&format!("{}: {written} written", visible(&name, false)))?)
}

/// Finds the items that a filter lets pass, by date; those without one stand last.
fn find<'a>(snapshot: &'a Snapshot, filter: &Filter) -> Vec<Item<'a>> {
    let mut found: Vec<Item<'a>> = passing(filter, snapshot).collect();
    found.sort_by_key(|item| (item.when().is_none(), item.when()));
    found
}

/// Says that nothing was found, and which one term stands in the way.
fn nothing(filter: &Filter, snapshot: &Snapshot) -> CliError {
    if filter.is_empty() {
        return CliError::new(ErrorKind::Nothing, "the dataset has no meetings and no activities");
    }
    let message = format!("0 of {} meetings and activities", items(snapshot).count());
    let counts = filter.without_each().map(|(term, rest)| (term, find(snapshot, &rest).len()));
    let best = counts.max_by_key(|&(_, count)| count).filter(|&(_, count)| count > 0);
    let hint = best.filter(|_| filter.without_each().count() > 1);
    let hint = hint.map(|(term, count)| format!("; without {term} {count}")).unwrap_or_default();
    CliError::new(ErrorKind::Nothing, format!("{message}{hint}"))
}

/// The columns of a spreadsheet.
const COLUMNS: [&str; 13] = [
    "ref",
    "title",
    "kind",
    "status",
    "when",
    "first_day",
    "last_day",
    "place",
    "hosts",
    "goals",
    "groups",
    "summary",
    "sources",
];

fn write_csv(export: &Export<'_>, out: &mut Vec<u8>) -> Result<usize, CliError> {
    csv::table(&COLUMNS, export.items.iter().map(|item| cells(*item, export.dataset)), out)?;
    Ok(export.items.len())
}

/// Writes the cells of an item; an empty one is unknown, `none` is none.
fn cells(item: Item<'_>, dataset: &Dataset) -> Vec<String> {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let ids = |rids: &[Rid]| csv::list(rids.iter().filter_map(|&rid| dataset.record(rid)).map(|of| of.id().to_owned()));
    let known = |name| item.records().any(|record| record.links(name).is_some());
    let linked = |name| if known(name) { ids(&item.linked(name)) } else { String::new() };
    let status = Some(item.status()).filter(|status| **status != NO_STATUS);
    let day = |date: Option<Day>| date.map(iso).unwrap_or_default();
    let when = item.when();
    let sources: Vec<String> = cites(item.record.row()).into_iter().map(|cite| cite.short()).collect();
    vec![
        item.record.reference().to_string(),
        item.record.label().text().to_owned(),
        text(item.meeting.unwrap_or(item.record).word(Name::Kind).map(|term| term.name)),
        text(status.map(|term| term.name)),
        when.map(|when| when.to_string()).unwrap_or_default(),
        day(when.and_then(Period::start).map(|from| from.first_day())),
        day(when.and_then(Period::end).map(|to| to.last_day())),
        text(item.place()),
        item.hosts().map(ids).unwrap_or_default(),
        linked(Name::Goals),
        linked(Name::Groups),
        text(item.records().find_map(|record| record.text(Name::Summary))),
        sources.join("; "),
    ]
}

fn iso((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn write_markdown(export: &Export<'_>, out: &mut Vec<u8>) -> Result<usize, CliError> {
    let heads = ["when", "status", "title", "place", "hosts", "ref"].map(str::to_owned);
    let row = |item: &Item<'_>| {
        let shown = |text: &str| visible(text, false).into_owned();
        vec![
            item.when().map_or_else(|| "no date".to_owned(), |when| when.to_string()),
            item.status().name.to_owned(),
            shown(item.record.label().text()),
            shown(item.place().unwrap_or("not stated")),
            shown(&hosts(*item, export.dataset)),
            shown(&item.record.reference().to_string()),
        ]
    };
    markdown::table(&heads, &[false; 6], export.items.iter().map(row), out)?;
    Ok(export.items.len())
}

/// Names the hosts of an item.
pub fn hosts(item: Item<'_>, dataset: &Dataset) -> String {
    let Some(rids) = item.hosts() else { return "not stated".to_owned() };
    let names = rids.iter().filter_map(|&rid| dataset.record(rid)).map(|host| host.label().text());
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Writes every record once: an activity, and behind it the meeting that it is.
fn write_json(export: &Export<'_>, out: &mut Vec<u8>) -> Result<usize, CliError> {
    let mut written = fixedbitset::FixedBitSet::with_capacity(export.dataset.len());
    let records = export.items.iter().flat_map(|item| item.records());
    let once: Vec<Record<'_>> = records.filter(|record| !written.put(record.rid.index())).collect();
    json::write(once, export.dataset, None, out)?;
    Ok(export.items.len())
}
