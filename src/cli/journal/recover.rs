//! `plenary journal recover`: what was typed and never saved, and what of the journal cannot be read, as words.

use std::io::Write as _;

use serde_json::{Map, Value, json};

use super::Desk;
use super::entry::{Entry, Hand};
use crate::base::quote::quoted;
use crate::base::text::visible;
use crate::cli::args::ReportFormat;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::journal::args::RecoverArgs;
use crate::cli::out::{Ink, Out};
use crate::cli::{Cx, Outcome};
use crate::journal::{Draft, Drafts, Left, Op, Stamp, Trouble, salvage};

/// Adds and discards what is named; without that lists what there is.
pub fn run(args: &RecoverArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open(cx)?;
    let drafts = desk.place.drafts();
    let left = drafts.as_ref().map(Drafts::left).unwrap_or_default();
    if let (Some(drafts), false) = (&drafts, args.add.is_empty() && args.discard.is_empty()) {
        // What is not there is told before anything is done.
        let find = |ids: &[String]| ids.iter().map(|id| find(id, &left)).collect::<Result<Vec<_>, _>>();
        let (added, discarded) = (find(&args.add)?, find(&args.discard)?);
        added.into_iter().try_for_each(|draft| add(draft, drafts, &desk, out))?;
        discarded.into_iter().try_for_each(|draft| discard(draft, drafts, out))?;
        return Ok(Outcome::Done);
    }
    let found = Found::new(&left, &desk);
    match args.format {
        ReportFormat::Text => found.text(out)?,
        ReportFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&found.json())?)?,
    }
    if found.drafts.is_empty() && found.damaged.is_empty() {
        return Err(CliError::new(ErrorKind::Nothing, "nothing was left"));
    }
    Ok(Outcome::Done)
}

/// Returns the draft with an id, or the only one whose id begins so.
fn find<'l>(id: &str, left: &'l Left) -> Result<&'l Draft, CliError> {
    let begins = |draft: &&Draft| draft.id.to_string().starts_with(&id.to_ascii_lowercase());
    let mut found = left.drafts.iter().filter(begins);
    let message = match (found.next(), found.next()) {
        (Some(draft), None) if !id.is_empty() => return Ok(draft),
        (Some(_), Some(_)) if !id.is_empty() => {
            format!("more than one draft has an id that begins with {}", quoted(id))
        }
        _ => format!("no draft was left with the id {}", quoted(id)),
    };
    Err(CliError::new(ErrorKind::Nothing, message).hint("\"plenary journal recover\" has the ids".to_owned()))
}

/// Makes of a draft what it was to be. It is removed when that is on the disk.
fn add(draft: &Draft, drafts: &Drafts, desk: &Desk, out: &mut Out) -> Result<(), CliError> {
    let stays = |error: CliError| error.hint(format!("the draft {} is still there", draft.id));
    let mut hand = Hand::new(desk);
    if let Some(event) = desk.journal.events.iter().find(|event| event.id == draft.id) {
        // The program was stopped between the one and the other, or the disk was not certain of it: the same event counts once.
        hand.write(event, out).map_err(stays)?;
    } else {
        for entry in entries(draft, desk).map_err(stays)? {
            hand.add(&entry, out).map_err(stays)?;
        }
    }
    drafts.remove(draft.id).map_err(|error| unremoved(draft, &error))
}

fn discard(draft: &Draft, drafts: &Drafts, out: &mut Out) -> Result<(), CliError> {
    drafts.remove(draft.id).map_err(|error| unremoved(draft, &error))?;
    Ok(out.line(&format!("discarded {}", draft.id))?)
}

fn unremoved(draft: &Draft, error: &std::io::Error) -> CliError {
    CliError::new(ErrorKind::Output, format!("the draft {} cannot be removed: {error}", draft.id))
}

/// Reads the fields of a draft as the table has them: one entry, or of something that was changed one for each field.
fn entries(draft: &Draft, desk: &Desk) -> Result<Vec<Entry>, CliError> {
    let usage = |message: String| CliError::new(ErrorKind::Usage, message);
    let op = Op::named(&draft.op).ok_or_else(|| usage(format!("{} cannot be added", quoted(&draft.op))))?;
    let mut entry = Entry { on: draft.on.clone(), meeting: draft.meeting.clone(), ..Entry::of(op) };
    for name in draft.fields.keys() {
        let field = op.field(name).ok_or_else(|| usage(format!("{} has no field {}", op.one(), quoted(name))))?;
        // What was not filled in is not there.
        if field.required || !draft.text(name).trim().is_empty() {
            entry.set(field, draft.text(name), desk)?;
        }
    }
    match draft.of {
        Some(of) if op.spec().adds => entry.changes(of, desk),
        Some(of) => {
            entry.fields.insert("of".to_owned(), of.to_string().into());
            Ok(vec![Entry { id: Some(draft.id), ..entry }])
        }
        None => Ok(vec![Entry { id: Some(draft.id), ..entry }]),
    }
}

/// What there is to recover.
struct Found<'a> {
    drafts: Vec<&'a Draft>,
    /// What cannot be read, in the journal and of drafts, with the words in it.
    damaged: Vec<(&'a Trouble, Vec<(String, String)>)>,
}

impl<'a> Found<'a> {
    fn new(left: &'a Left, desk: &'a Desk) -> Self {
        let is_event = |draft: &Draft| desk.journal.events.iter().any(|event| event.id == draft.id);
        let troubles = left.troubles.iter().chain(&desk.journal.troubles);
        Self {
            // One that is an event by now was saved, and is not told; to add it once more does no harm.
            drafts: left.drafts.iter().filter(|draft| !is_event(draft)).collect(),
            damaged: troubles.map(|trouble| (trouble, salvage::words(&trouble.text))).collect(),
        }
    }

    fn text(&self, out: &mut Out) -> Result<(), CliError> {
        if !self.drafts.is_empty() {
            out.line(&out.ink(Ink::Bold, "drafts, typed and not saved"))?;
        }
        for draft in &self.drafts {
            out.line(&format!("{}  {}", draft.id, kept(draft)))?;
            words(&told(draft), out)?;
        }
        if !self.damaged.is_empty() {
            out.line(&out.ink(Ink::Bold, "cut off or damaged"))?;
        }
        for (trouble, found) in &self.damaged {
            out.wrapped("", &trouble.to_string(), "")?;
            match found.as_slice() {
                [] if trouble.text.is_empty() => {}
                [] => out.wrapped("  ", &visible(&trouble.text, false), "")?,
                found => words(found, out)?,
            }
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let object = |words: &[(String, String)]| -> Map<String, Value> {
            words.iter().map(|(name, text)| (name.clone(), text.as_str().into())).collect()
        };
        let drafts = self.drafts.iter().map(|draft| {
            let mut object = object(&told(draft));
            object.insert("id".to_owned(), draft.id.to_string().into());
            object.insert("at".to_owned(), kept(draft).into());
            object
        });
        let damaged = self.damaged.iter().map(|(trouble, found)| {
            json!({"file": trouble.file.display().to_string(), "line": trouble.line, "message": trouble.what.to_string(),
                "text": trouble.text, "words": object(found)})
        });
        json!({"drafts": drafts.collect::<Vec<_>>(), "damaged": damaged.collect::<Vec<_>>()})
    }
}

/// Says when a draft was kept last.
fn kept(draft: &Draft) -> String {
    let stamp = Stamp { milliseconds: draft.at.max(0), count: 0 };
    format!("{} UTC", stamp.minute())
}

/// Lists what is in a draft: what it was to be and where it hangs, then its fields as they were typed.
fn told(draft: &Draft) -> Vec<(String, String)> {
    let head = [
        ("op", Some(draft.op.clone())),
        ("on", draft.on.clone()),
        ("meeting", draft.meeting.clone()),
        ("of", draft.of.map(|of| of.to_string())),
    ];
    let head = head.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
    head.chain(draft.fields.keys().map(|name| (name.clone(), draft.text(name).to_owned()))).collect()
}

/// Writes names and texts, the lines of a text below one another.
fn words(words: &[(String, String)], out: &mut Out) -> Result<(), CliError> {
    for (name, text) in words {
        let head = format!("  {}: ", visible(name, false));
        for (at, line) in text.split('\n').enumerate() {
            let head = if at == 0 { head.as_str() } else { "    " };
            out.wrapped(head, &visible(line.trim_end_matches('\r'), false), "")?;
        }
    }
    Ok(())
}
