//! `plenary journal verify`: how much there is, what is damaged, what is in conflict, what is left over.

use std::io::Write;

use serde_json::{Value, json};

use super::{Desk, conflicts, named};
use crate::base::text::visible;
use crate::cli::args::ReportFormat;
use crate::cli::error::CliError;
use crate::cli::journal::args::VerifyArgs;
use crate::cli::out::{Ink, Out};
use crate::cli::{Cx, Outcome};
use crate::journal::line::LineError;
use crate::journal::read::{What, segments};
use crate::journal::{Item, Review, Trouble};
use crate::report::told::is_left_over;

/// Prints what there is to say.
pub fn run(args: &VerifyArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open(cx)?;
    let review = Review::of(&desk.journal.events);
    let found = Found::new(&desk, &review);
    match args.format {
        ReportFormat::Text => found.text(out)?,
        ReportFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&found.json())?)?,
    }
    Ok(if found.damaged.is_empty() { Outcome::Done } else { Outcome::No })
}

struct Found<'a> {
    desk: &'a Desk,
    segments: usize,
    items: usize,
    unknown: usize,
    /// What could not be read.
    damaged: Vec<&'a Trouble>,
    /// Lines that only a later program understands.
    later: usize,
    conflicts: Vec<&'a Item>,
    left_over: Vec<&'a Item>,
}

impl<'a> Found<'a> {
    fn new(desk: &'a Desk, review: &'a Review) -> Self {
        let is_later = |trouble: &&Trouble| matches!(trouble.what, What::Line(LineError::Later(_)));
        let (later, damaged): (Vec<_>, Vec<_>) = desk.journal.troubles.iter().partition(is_later);
        let items = &review.items;
        Self {
            desk,
            // That the folder cannot be read stands among what is damaged.
            segments: segments(&desk.place.folder, &*desk.storage).map_or(0, |files| files.len()),
            items: items.len(),
            unknown: review.unknown.len(),
            damaged,
            later: later.len(),
            conflicts: items.iter().filter(|item| item.is_in_conflict()).collect(),
            left_over: items.iter().filter(|item| is_left_over(item, &desk.snapshot.dataset)).collect(),
        }
    }

    fn text(&self, out: &mut Out) -> Result<(), CliError> {
        out.line(&visible(&self.desk.place.folder.display().to_string(), false))?;
        out.line(&format!("segments    {}", self.segments))?;
        out.line(&format!("events      {}", self.desk.journal.events.len()))?;
        out.line(&format!("in force    {}", self.items))?;
        if self.unknown + self.later > 0 {
            out.line(&format!("not known   {}, written by a later version; kept", self.unknown + self.later))?;
        }
        let damaged = self.damaged.iter().map(|trouble| trouble.to_string());
        part("damaged", Ink::Red, damaged.collect(), out)?;
        let conflicts = self.conflicts.iter().map(|item| format!("{}: {}", named(item), conflicts(item)));
        part("in conflict", Ink::Yellow, conflicts.collect(), out)?;
        part("left over", Ink::Yellow, self.left_over.iter().map(|item| named(item)).collect(), out)
    }

    fn json(&self) -> Value {
        let damaged = self.damaged.iter().map(|trouble| {
            json!({"file": trouble.file.display().to_string(), "line": trouble.line, "message": trouble.what.to_string(), "text": trouble.text})
        });
        let ids = |items: &[&Item]| items.iter().map(|item| item.event.id.to_string()).collect::<Vec<_>>();
        json!({
            "folder": self.desk.place.folder.display().to_string(),
            "segments": self.segments,
            "events": self.desk.journal.events.len(),
            "in_force": self.items,
            "not_known": self.unknown + self.later,
            "damaged": damaged.collect::<Vec<_>>(),
            "conflicts": ids(&self.conflicts),
            "left_over": ids(&self.left_over),
        })
    }
}

fn part(title: &str, ink: Ink, lines: Vec<String>, out: &mut Out) -> Result<(), CliError> {
    let count = lines.len().to_string();
    let count = if lines.is_empty() { count } else { out.ink(ink, &count) };
    out.line(&format!("{title:11} {count}"))?;
    Ok(lines.iter().try_for_each(|line| out.wrapped("  ", line, ""))?)
}
