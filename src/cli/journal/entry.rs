//! One thing that is to be added, and the hand that adds it: what a command line and a draft have in common.

use std::io::Write as _;

use serde_json::Value;

use super::Desk;
use crate::base::date::Period;
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::out::Out;
use crate::cli::show;
use crate::journal::event::EventId;
use crate::journal::ops::{Field, Shape};
use crate::journal::{Event, Fields, Op, Pen, Review, Writer, place};
use crate::model::Dataset;
use crate::model::field::Target;

/// The name of the field that holds the text.
pub const TEXT: &str = "text";

/// What is to be added.
#[derive(Clone)]
pub struct Entry {
    /// The id that it will have; a new one where there is none.
    pub id: Option<EventId>,
    /// What it does.
    pub op: Op,
    /// The record that it hangs on, as a reference.
    pub on: Option<String>,
    /// The meeting to which it belongs, by id.
    pub meeting: Option<String>,
    /// Its fields, as the table has them.
    pub fields: Fields,
}

impl Entry {
    /// Makes one that has nothing yet.
    pub fn of(op: Op) -> Self {
        Self { id: None, op, on: None, meeting: None, fields: Fields::new() }
    }

    /// Reads a text as the value of a field.
    ///
    /// # Errors
    ///
    /// It is none, or what it names is not there.
    pub fn set(&mut self, field: &Field, text: &str, desk: &Desk) -> Result<(), CliError> {
        self.fields.insert(field.name.to_owned(), shaped(field, text, desk)?);
        Ok(())
    }

    /// Puts a text into the field that holds it.
    pub fn with_text(mut self, text: &str) -> Self {
        self.fields.insert(TEXT.to_owned(), text.into());
        self
    }

    /// Names the earlier changes over which this one is made, and what stood there.
    pub fn over(&mut self, review: &Review) {
        let text = |name: &str| self.fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let (of, field) = (text("of").parse().ok(), text("field").to_owned());
        let Some(item) = of.and_then(|of| review.item(of)) else { return };
        let over: Vec<String> = item.over(&field).map(|id| id.to_string()).collect();
        let old = item.text(&field);
        self.fields.entry("over").or_insert_with(|| over.into());
        self.fields.entry("old").or_insert_with(|| old.into());
    }

    /// Makes of this, which is how something that was added is to be, a change for each field in which it is not so yet.
    ///
    /// # Errors
    ///
    /// It is no longer there, or is so already.
    pub fn changes(self, of: EventId, desk: &Desk) -> Result<Vec<Self>, CliError> {
        let nothing = |message: &str| CliError::new(ErrorKind::Nothing, message);
        let review = Review::of(&desk.journal.events);
        let item = review.item(of).ok_or_else(|| nothing("what it changes is not in the journal"))?;
        let mut changes = Vec::new();
        for (name, value) in &self.fields {
            let new = match value {
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
                other => other.as_str().unwrap_or_default().to_owned(),
            };
            let is_so = if value.is_array() { item.list(name).join(", ") == new } else { item.text(name) == new };
            if !is_so {
                let fields = [("of", of.to_string()), ("field", name.clone()), ("new", new)];
                let fields = fields.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
                let mut change = Self { meeting: self.meeting.clone(), fields, ..Self::of(Op::Edit) };
                change.over(&review);
                changes.push(change);
            }
        }
        if changes.is_empty() { Err(nothing("it is so already, and changes nothing")) } else { Ok(changes) }
    }
}

/// What makes events, and what writes them.
pub struct Hand {
    pen: Pen,
    writer: Writer,
}

impl Hand {
    /// Makes a hand whose events come after all that are there.
    pub fn new(desk: &Desk) -> Self {
        Self { pen: desk.place.pen(&desk.journal), writer: desk.place.writer(desk.storage.clone()) }
    }

    /// Adds an event; it is on the disk before a word is printed.
    ///
    /// # Errors
    ///
    /// Something is missing, or it is not saved.
    pub fn add(&mut self, entry: &Entry, out: &mut Out) -> Result<(), CliError> {
        let Entry { id, op, on, meeting, fields } = entry.clone();
        let event = self.pen.event(op, on, meeting, fields, place::now());
        let event = Event { id: id.unwrap_or(event.id), ..event };
        if let Some(wrong) = wrong(&event, op) {
            return Err(usage(&wrong).hint("\"plenary journal add --help\" shows how".to_owned()));
        }
        self.write(&event, out)
    }

    /// Writes an event; it is on the disk before a word is printed.
    ///
    /// # Errors
    ///
    /// It is not saved.
    pub fn write(&mut self, event: &Event, out: &mut Out) -> Result<(), CliError> {
        self.writer.write(std::slice::from_ref(event)).map_err(|error| {
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

/// Makes an error of what was asked for.
pub fn usage(message: &str) -> CliError {
    CliError::new(ErrorKind::Usage, message)
}
