//! `plenary journal add`: something is added, and said to be saved when it is on the disk.

use std::io::{self, BufRead, IsTerminal};

use super::Desk;
use super::entry::{Entry, Hand, TEXT, usage};
use crate::base::fs::read_stdin;
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::journal::args::AddArgs;
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome, show};
use crate::journal::ops::Field;
use crate::journal::undo::Steps;
use crate::journal::{Op, Review};
use crate::model::Kind;
use crate::model::field::Target;

/// The longest text that is read from standard input, in bytes.
const LARGEST: u64 = 16 << 20;

/// Adds what was asked for.
pub fn run(args: &AddArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open(cx)?;
    desk.tell();
    let entry = Entry::new(args, &desk)?;
    let mut hand = Hand::new(&desk);
    if !args.lines {
        let entry = entry.with_text_of_stdin()?;
        return hand.add(&entry, out).map(|()| Outcome::Done);
    }
    if args.op.field(TEXT).is_none() || entry.fields.contains_key(TEXT) {
        return Err(usage("with --lines the texts come from standard input, one a line"));
    }
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| unread(&error.to_string()))?;
        if !line.trim().is_empty() {
            hand.add(&entry.clone().with_text(&line), out)?;
        }
    }
    Ok(Outcome::Done)
}

impl Entry {
    /// Reads what the command line names.
    fn new(args: &AddArgs, desk: &Desk) -> Result<Self, CliError> {
        let dataset = &desk.snapshot.dataset;
        let review = Review::of(&desk.journal.events);
        let on = args.on.as_deref().map(|word| show::find(word, dataset)).transpose()?;
        let mut entry = Self {
            on: on.map(|record| record.reference().to_string()),
            meeting: meeting(args, desk, &review)?,
            ..Self::of(args.op)
        };
        let mut words = Vec::new();
        for word in &args.words {
            match split(word, args.op)? {
                Some((field, value)) => entry.set(field, value, desk)?,
                None => words.push(word.as_str()),
            }
        }
        if !words.is_empty() {
            if args.op.field(TEXT).is_none() {
                return Err(usage(&format!("{} has no text: {}", args.op.one(), quoted(&words.join(" ")))));
            }
            entry = entry.with_text(&words.join(" "));
        }
        match args.op {
            Op::Edit => entry.over(&review),
            Op::Undo | Op::Redo if !entry.fields.contains_key("of") => entry.step(desk)?,
            _ => {}
        }
        Ok(entry)
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

/// Returns the meeting that is named, or else the one that is in progress on this device.
fn meeting(args: &AddArgs, desk: &Desk, review: &Review) -> Result<Option<String>, CliError> {
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

fn unread(why: &str) -> CliError {
    CliError::new(ErrorKind::Unusable, format!("-: {why}"))
}
