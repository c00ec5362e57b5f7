//! `plenary journal list`: what was added and not taken away, as it is now.

use std::io::Write;

use serde_json::{Map, Value};

use super::Desk;
use crate::base::text::visible;
use crate::cli::args::Format;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::excerpt::{advise, not_understood};
use crate::cli::journal::args::ListArgs;
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome, show};
use crate::exchange;
use crate::journal::{Book, Item, OPS};
use crate::model::field::Target;
use crate::model::{Dataset, Kind, Reference};
use crate::query::Ground;
use crate::query::items::ItemFilter;

/// What stands before the fields of every item, in tables and JSON.
const HEAD: [&str; 8] = ["id", "at", "op", "number", "who", "device", "on", "meeting"];
/// What stands behind them.
const FATE: [&str; 2] = ["fate", "reason"];

/// Prints the items.
pub fn run(args: &ListArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open(cx)?;
    desk.tell();
    let book = Book::new(&desk.journal, "");
    let wanted = Wanted::new(args, &desk.snapshot.dataset)?;
    let query = args.query.join(" ");
    let ground = Ground::new(&desk.snapshot, cx.today).with(&book);
    let filter = ItemFilter::parse(&query, ground).map_err(|errors| not_understood(&query, &errors))?;
    advise(&query);
    let found: Vec<&Item> = filter.find(&book, ground).into_iter().filter(|item| wanted.has(item)).collect();
    match args.format {
        Format::Json => json(&found, out)?,
        Format::Csv => exchange::csv::table(&columns(), found.iter().map(|item| cells(item)), out)?,
        Format::Md if !found.is_empty() => table(&found, out)?,
        Format::Text if !found.is_empty() => text(&found, out)?,
        // An empty table says less than the sentence that follows.
        Format::Md | Format::Text => {}
    }
    if found.is_empty() {
        return Err(if wanted.is_any() { nothing(&filter, &book, ground) } else { none_of(&book, "") });
    }
    Ok(desk.outcome())
}

/// Says that nothing was found, and which one term stands in the way.
pub fn nothing(filter: &ItemFilter, book: &Book, ground: Ground<'_>) -> CliError {
    let way = filter.in_the_way(book, ground).map(|way| format!("; without {} {}", way.term, way.left));
    none_of(book, &way.unwrap_or_default())
}

fn none_of(book: &Book, way: &str) -> CliError {
    let message = match book.review.items.len() {
        0 => "nothing was added to this dataset yet".to_owned(),
        all => format!("0 of {all} in the journal{way}"),
    };
    CliError::new(ErrorKind::Nothing, message)
}

/// What the options ask for.
struct Wanted<'a> {
    args: &'a ListArgs,
    on: Option<String>,
    meeting: Option<String>,
}

impl<'a> Wanted<'a> {
    fn new(args: &'a ListArgs, dataset: &Dataset) -> Result<Self, CliError> {
        let on = args.on.as_deref().map(|word| match (show::find(word, dataset), Reference::parse(word)) {
            (Ok(record), _) => Ok(record.reference().to_string()),
            // The journal may have what the dataset no longer has.
            (Err(_), Some(reference)) => Ok(reference.to_string()),
            (Err(error), None) => Err(error),
        });
        let meeting = args.meeting.as_deref().map(|word| {
            let found = show::find_among(word, Target::Kind(Kind::Meeting), dataset);
            found.map_or_else(|_| word.to_owned(), |record| record.id().to_owned())
        });
        Ok(Self { args, on: on.transpose()?, meeting })
    }

    fn has(&self, item: &Item) -> bool {
        self.args.op.is_none_or(|op| op == item.op)
            && self.on.as_deref().is_none_or(|on| item.event.on.as_deref() == Some(on))
            && self.meeting.as_deref().is_none_or(|meeting| item.event.meeting.as_deref() == Some(meeting))
    }

    /// Tells whether anything is, as far as options ask.
    fn is_any(&self) -> bool {
        self.args.op.is_none() && self.on.is_none() && self.meeting.is_none()
    }
}

/// Lists the fields that something added can have, each once, in the order of the table.
fn fields() -> Vec<&'static str> {
    let mut names = Vec::new();
    for field in OPS.iter().filter(|spec| spec.adds).flat_map(|spec| spec.fields) {
        if !names.contains(&field.name) {
            names.push(field.name);
        }
    }
    names
}

fn columns() -> Vec<&'static str> {
    HEAD.into_iter().chain(fields()).chain(FATE).collect()
}

fn head(item: &Item) -> [String; 8] {
    let event = &item.event;
    [
        event.id.to_string(),
        event.stamp.to_string(),
        item.op.spec().name.to_owned(),
        item.number.to_string(),
        event.who.clone(),
        event.device.clone(),
        event.on.clone().unwrap_or_default(),
        event.meeting.clone().unwrap_or_default(),
    ]
}

/// Writes a field as it is now; empty where there is none.
fn field(item: &Item, name: &str) -> String {
    match item.op.field(name).map(|field| field.shape) {
        None => String::new(),
        Some(shape) if shape.is_list() => item.list(name).join(", "),
        Some(_) => item.text(name).to_owned(),
    }
}

fn fate(item: &Item) -> [String; 2] {
    ["fate", "text"].map(|name| item.fate.as_ref().map_or("", |fate| fate.text(name)).to_owned())
}

fn cells(item: &Item) -> Vec<String> {
    head(item).into_iter().chain(fields().into_iter().map(|name| field(item, name))).chain(fate(item)).collect()
}

/// Writes an array with one item a line; what is not there is left out.
fn json(found: &[&Item], out: &mut Out) -> Result<(), CliError> {
    let objects = found.iter().map(|item| object(item));
    let lines: Vec<String> = objects.map(|object| serde_json::to_string(&object)).collect::<Result<_, _>>()?;
    let inner = lines.join(",\n");
    Ok(writeln!(
        out,
        "[{}{inner}{}]",
        if lines.is_empty() { "" } else { "\n" },
        if lines.is_empty() { "" } else { "\n" }
    )?)
}

/// Makes an object of an item; what is not there is left out.
pub fn object(item: &Item) -> Map<String, Value> {
    let pairs = columns().into_iter().zip(cells(item)).filter(|(_, value)| !value.is_empty());
    let mut object: Map<String, Value> =
        pairs.map(|(name, value)| (name.to_owned(), shaped(item, name, value))).collect();
    if item.is_in_conflict() {
        object.insert("conflict".to_owned(), super::conflicts(item).into());
    }
    object
}

fn shaped(item: &Item, name: &str, value: String) -> Value {
    match (name, item.op.field(name).map(|field| field.shape)) {
        ("number", _) => item.number.into(),
        (_, Some(shape)) if shape.is_list() => item.list(name).into(),
        _ => value.into(),
    }
}

/// Writes a table in Markdown.
pub fn table(found: &[&Item], out: &mut impl Write) -> std::io::Result<()> {
    let heads = ["At", "What", "On", "Meeting", "Who", "Text"].map(str::to_owned);
    let rows = found.iter().map(|item| {
        let at = format!("{} UTC", item.event.stamp.minute());
        let [_, _, _, _, who, _, on, meeting] = head(item);
        [at, title(item), on, meeting, who, sentence(item)].map(|cell| visible(&cell, false).into_owned()).to_vec()
    });
    exchange::markdown::table(&heads, &[false; 6], rows, out)
}

/// Writes a line for each item, with where it belongs and who made it behind it.
pub fn text(found: &[&Item], out: &mut Out) -> Result<(), CliError> {
    let width = found.iter().map(|item| title(item).len()).max().unwrap_or(0);
    for item in found {
        let [_, _, _, _, who, _, on, meeting] = head(item);
        let meeting = if meeting.is_empty() { meeting } else { format!("meeting:{meeting}") };
        let place: Vec<String> = [on, meeting, who].into_iter().filter(|piece| !piece.is_empty()).collect();
        let tail = if place.is_empty() { String::new() } else { format!("[{}]", place.join(", ")) };
        let lead = format!("{}  {:width$}  ", item.event.stamp.minute(), title(item));
        out.wrapped(&lead, &visible(&sentence(item), false), &visible(&tail, false))?;
    }
    Ok(())
}

/// Names what it is, with its number where that means something.
fn title(item: &Item) -> String {
    match item.event.meeting {
        Some(_) => format!("{} {}", item.op.spec().title, item.number),
        None => item.op.spec().title.to_owned(),
    }
}

/// Writes what is in an item: its text first, then its other fields with their names, what became of it, and where it is in conflict.
pub fn sentence(item: &Item) -> String {
    let others = item.op.spec().fields.iter().map(|field| field.name).filter(|name| *name != "text");
    let said = others.map(|name| (name, field(item, name))).filter(|(_, value)| !value.is_empty());
    let mut pieces = vec![item.text("text").to_owned()];
    pieces.extend(said.map(|(name, value)| format!("{name}: {value}")));
    let [fate, reason] = fate(item);
    pieces.extend([fate, reason]);
    if item.is_in_conflict() {
        pieces.push(format!("in conflict, {}", super::conflicts(item)));
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces.join(" · ")
}
