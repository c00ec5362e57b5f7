//! `plenary journal add`: something is added, and said to be saved when it is on the disk.

use std::io::{self, BufRead, IsTerminal, Write};

use serde_json::Value;

use super::Desk;
use crate::base::date::Period;
use crate::base::fs::read_stdin;
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::journal::args::AddArgs;
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome, show};
use crate::journal::ops::{Field, Shape};
use crate::journal::undo::Steps;
use crate::journal::{Event, Fields, Op, Pen, Review, Writer, place};
use crate::model::field::Target;
use crate::model::{Dataset, Kind};

/// The name of the field that holds the text.
const TEXT: &str = "text";
/// The longest text that is read from standard input, in bytes.
const LARGEST: u64 = 16 << 20;

/// Adds what was asked for.
pub fn run(args: &AddArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open(cx)?;
    desk.tell();
    let draft = Draft::new(args, &desk)?;
    let mut hand = Hand { pen: desk.place.pen(&desk.journal), writer: desk.place.writer(desk.storage.clone()) };
    if !args.lines {
        let draft = draft.with_text_of_stdin()?;
        return hand.add(&draft, out).map(|()| Outcome::Done);
    }
    if args.op.field(TEXT).is_none() || draft.fields.contains_key(TEXT) {
        return Err(usage("with --lines the texts come from standard input, one a line"));
    }
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| unread(&error.to_string()))?;
        if !line.trim().is_empty() {
            hand.add(&draft.clone().with_text(&line), out)?;
        }
    }
    Ok(Outcome::Done)
}

/// What is to be added.
#[derive(Clone)]
struct Draft {
    op: Op,
    on: Option<String>,
    meeting: Option<String>,
    fields: Fields,
}

impl Draft {
    fn new(args: &AddArgs, desk: &Desk) -> Result<Self, CliError> {
        let dataset = &desk.snapshot.dataset;
        let review = Review::of(&desk.journal.events);
        let on = args.on.as_deref().map(|word| show::find(word, dataset)).transpose()?;
        let mut draft = Self {
            op: args.op,
            on: on.map(|record| record.reference().to_string()),
            meeting: meeting(args, desk, &review)?,
            fields: Fields::new(),
        };
        let mut words = Vec::new();
        for word in &args.words {
            match split(word, args.op)? {
                Some((field, value)) => drop(draft.fields.insert(field.name.to_owned(), shaped(field, value, desk)?)),
                None => words.push(word.as_str()),
            }
        }
        if !words.is_empty() {
            if args.op.field(TEXT).is_none() {
                return Err(usage(&format!("{} has no text: {}", args.op.one(), quoted(&words.join(" ")))));
            }
            draft = draft.with_text(&words.join(" "));
        }
        match args.op {
            Op::Edit => draft.over(&review),
            Op::Undo | Op::Redo if !draft.fields.contains_key("of") => draft.step(desk)?,
            _ => {}
        }
        Ok(draft)
    }

    /// Takes the last step of this device, back or forward.
    fn step(&mut self, desk: &Desk) -> Result<(), CliError> {
        let steps = Steps::of(&desk.journal.events, desk.place.device());
        let of = if self.op == Op::Undo { steps.back() } else { steps.forward() };
        let word = self.op.spec().name;
        let of = of.ok_or_else(|| CliError::new(ErrorKind::Nothing, format!("there is nothing to {word}")))?;
        self.fields.insert("of".to_owned(), of.to_string().into());
        Ok(())
    }

    /// Names the earlier changes over which this one is made, and what stood there.
    fn over(&mut self, review: &Review<'_>) {
        let text = |name: &str| self.fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let (of, field) = (text("of").parse().ok(), text("field").to_owned());
        let Some(item) = of.and_then(|of| review.item(of)) else { return };
        let over: Vec<String> = item.over(&field).map(|id| id.to_string()).collect();
        let old = item.text(&field);
        self.fields.entry("over").or_insert_with(|| over.into());
        self.fields.entry("old").or_insert_with(|| old.into());
    }

    fn with_text(mut self, text: &str) -> Self {
        self.fields.insert(TEXT.to_owned(), text.into());
        self
    }

    /// Reads the text from standard input where there has to be one and none is given.
    fn with_text_of_stdin(self) -> Result<Self, CliError> {
        let must = self.op.field(TEXT).is_some_and(|field| field.required);
        if !must || self.fields.contains_key(TEXT) {
            return Ok(self);
        }
        if io::stdin().is_terminal() {
            let hint = format!("write it behind \"{}\", or send it to standard input", self.op.spec().name);
            return Err(usage(&format!("{} has no text", self.op.one())).hint(hint));
        }
        let bytes = read_stdin(LARGEST).map_err(|error| unread(&error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| unread("it is no text in UTF-8"))?;
        Ok(self.with_text(text.strip_suffix('\n').unwrap_or(&text)))
    }
}

/// What makes events, and what writes them.
struct Hand {
    pen: Pen,
    writer: Writer,
}

impl Hand {
    /// Adds an event; it is on the disk before a word is printed.
    fn add(&mut self, draft: &Draft, out: &mut Out) -> Result<(), CliError> {
        let Draft { op, on, meeting, fields } = draft.clone();
        let event = self.pen.event(op, on, meeting, fields, place::now());
        if let Some(wrong) = wrong(&event, op) {
            return Err(usage(&wrong).hint("\"plenary journal add --help\" shows how".to_owned()));
        }
        self.writer.write(std::slice::from_ref(&event)).map_err(|error| {
            CliError::new(ErrorKind::Output, format!("NOT SAVED: {}: {}", error.error, error.file.display()))
        })?;
        out.line(&format!("saved {}", event.id))?;
        Ok(out.flush()?)
    }
}

/// Says what is missing or not what it should be.
fn wrong(event: &Event, op: Op) -> Option<String> {
    let is_empty = |field: &&Field| field.required && field.shape.is_text() && field.name != "before";
    let empty = op
        .spec()
        .fields
        .iter()
        .filter(is_empty)
        .find(|field| event.fields.contains_key(field.name) && event.text(field.name).trim().is_empty());
    let wrong = event.wrong().or_else(|| empty.map(|field| format!("{}: its {} is empty", op.one(), field.name)));
    let missing = matches!(op, Op::Open | Op::Close) && event.meeting.is_none();
    wrong.or_else(|| missing.then(|| "which meeting? Name it with --meeting".to_owned()))
}

/// Returns the meeting that is named, or else the one that is in progress on this device.
fn meeting(args: &AddArgs, desk: &Desk, review: &Review<'_>) -> Result<Option<String>, CliError> {
    match &args.meeting {
        Some(word) => {
            let found = show::find_among(word, Target::Kind(Kind::Meeting), &desk.snapshot.dataset)?;
            Ok(Some(found.id().to_owned()))
        }
        None if args.op == Op::Open => Ok(None),
        None => Ok(review.in_progress(desk.place.device()).map(str::to_owned)),
    }
}

/// Takes a word as a field with its value; `None` where it is a piece of the text.
fn split(word: &str, op: Op) -> Result<Option<(&'static Field, &str)>, CliError> {
    let Some((name, value)) = word.split_once('=') else { return Ok(None) };
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(None);
    }
    if let Some(field) = op.field(name) {
        return Ok(Some((field, value)));
    }
    let names = || op.spec().fields.iter().map(|field| field.name);
    let meant = suggest::hint(name, names()).unwrap_or_else(|| match names().collect::<Vec<_>>().as_slice() {
        [] => "it has no fields".to_owned(),
        names => format!("its fields are {}; a text with = in it is written text='…'", names.join(", ")),
    });
    Err(usage(&format!("{} has no field {}", op.one(), quoted(name))).hint(meant))
}

/// Reads a value as the table has it.
fn shaped(field: &Field, value: &str, desk: &Desk) -> Result<Value, CliError> {
    let dataset = &desk.snapshot.dataset;
    let list = || value.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    match field.shape {
        Shape::Text | Shape::Line | Shape::Number | Shape::Field | Shape::ValueOf(_) => Ok(value.into()),
        Shape::Reference => Ok(reference(field, value, dataset)?.into()),
        Shape::References | Shape::Participants => {
            Ok(list().map(|word| reference(field, word, dataset)).collect::<Result<Vec<_>, _>>()?.into())
        }
        Shape::Word(words) if words.contains(&value) => Ok(value.into()),
        Shape::Word(words) => {
            let error = usage(&format!("no {} {}; it is one of {}", field.name, quoted(value), words.join(", ")));
            Err(error.hint(suggest::hint(value, words.iter().copied())))
        }
        Shape::Date => match value.parse::<Period>() {
            Ok(period) => Ok(period.to_string().into()),
            Err(error) => Err(usage(&format!("{}: {} is no date: {error}", field.name, quoted(value)))),
        },
        Shape::Event => event(value, desk).map(Value::from),
        Shape::Events => Ok(list().map(|word| event(word, desk)).collect::<Result<Vec<_>, _>>()?.into()),
    }
}

fn reference(field: &Field, word: &str, dataset: &Dataset) -> Result<String, CliError> {
    // Those who speak and ask are participants; a word may mean other records, too.
    let target = if field.shape == Shape::Participants { Target::Participant } else { Target::Any };
    Ok(show::find_among(word, target, dataset)?.reference().to_string())
}

fn event(word: &str, desk: &Desk) -> Result<String, CliError> {
    let found = desk.journal.events.iter().map(|event| event.id.to_string()).find(|id| id.eq_ignore_ascii_case(word));
    found.ok_or_else(|| {
        let error = CliError::new(ErrorKind::Nothing, format!("nothing in the journal has the id {}", quoted(word)));
        error.hint("\"plenary journal list --format csv\" has the ids".to_owned())
    })
}

fn usage(message: &str) -> CliError {
    CliError::new(ErrorKind::Usage, message)
}

fn unread(why: &str) -> CliError {
    CliError::new(ErrorKind::Unusable, format!("-: {why}"))
}
