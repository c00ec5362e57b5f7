//! `plenary diff`: two versions compared, record by record, field by field, word by word.

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use serde::Serialize;

use crate::base::markdown::cell as escape;
use crate::base::text::{part, visible, wrap};
use crate::cli::args::{DiffArgs, DiffFormat};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::open::{open, tell};
use crate::cli::out::{Ink, Out};
use crate::cli::{Cx, Outcome};
use crate::diff::lines;
use crate::diff::words::{self, Fate};
use crate::diff::{Change, Changes, Line};
use crate::exchange::json::escaped;
use crate::index::Snapshot;
use crate::model::{Dataset, Reference};

/// Compares the two datasets.
pub fn run(args: &DiffArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let (old, new) = match &args.new {
        Some(new) => (Some(args.old.as_path()), new.as_path()),
        None => (cx.data.as_deref(), args.old.as_path()),
    };
    if old == Some(new) && new.as_os_str() == "-" {
        return Err(CliError::new(ErrorKind::Usage, "only one of the two can be standard input"));
    }
    let read = |file: Option<&Path>| open(file, cx).map(tell);
    let report = Report::new(&read(old)?, &read(Some(new))?);
    match args.format {
        DiffFormat::Text => report.text(out)?,
        DiffFormat::Json => out.line(&escaped(&serde_json::to_string_pretty(&report)?))?,
        DiffFormat::Md => report.markdown(out)?,
    }
    Ok(if report.same { Outcome::Done } else { Outcome::No })
}

/// What is different between two datasets, as it is printed.
#[derive(Serialize)]
struct Report {
    old: String,
    new: String,
    same: bool,
    #[serde(skip)]
    summary: String,
    dataset: Vec<Entry>,
    added: Vec<Named>,
    dropped: Vec<Named>,
    changed: Vec<Changed>,
}

/// A record by its reference and by what it is called.
#[derive(Serialize)]
struct Named {
    #[serde(rename = "ref")]
    reference: String,
    title: String,
}

/// A record that is different.
#[derive(Serialize)]
struct Changed {
    #[serde(flatten)]
    record: Named,
    fields: Vec<Entry>,
}

/// One thing that is different.
#[derive(Serialize)]
struct Entry {
    field: String,
    change: &'static str,
    #[serde(skip_serializing_if = "is_left_out")]
    old: Option<Option<String>>,
    #[serde(skip_serializing_if = "is_left_out")]
    new: Option<Option<String>>,
    #[serde(skip)]
    line: Line,
}

fn is_left_out(side: &Option<Option<String>>) -> bool {
    side.is_none()
}

impl From<Line> for Entry {
    fn from(line: Line) -> Self {
        let (change, old, new) = match line.change.clone() {
            Change::Value(old, new) => ("value", Some(old), Some(new)),
            Change::Added(new) => ("added", None, Some(Some(new))),
            Change::Dropped(old) => ("dropped", Some(Some(old)), None),
            Change::Order => ("order", None, None),
        };
        Self { field: line.at.clone(), change, old, new, line }
    }
}

impl Report {
    fn new(old: &Snapshot, new: &Snapshot) -> Self {
        let (before, after) = (&old.dataset, &new.dataset);
        let changes = Changes::between(before, after);
        let dataset: Vec<Entry> = lines::heads(before, after).into_iter().map(Entry::from).collect();
        let name = |snapshot: &Snapshot| visible(&snapshot.origin.name, false).into_owned();
        Self {
            old: name(old),
            new: name(new),
            same: changes.is_empty() && dataset.is_empty(),
            summary: changes.summary(),
            dataset,
            added: changes.added.iter().map(|reference| named(reference, after)).collect(),
            dropped: changes.dropped.iter().map(|(reference, _)| named(reference, before)).collect(),
            changed: changes.changed.iter().filter_map(|(at, _)| Changed::new(at, before, after)).collect(),
        }
    }

    /// The three lists of a report with a title over each; records that are added and dropped are only named.
    fn named(&self) -> [(&'static str, Fate, &[Named]); 2] {
        [("Added", Fate::New, &self.added), ("Dropped", Fate::Gone, &self.dropped)]
    }

    fn text(&self, out: &mut Out) -> io::Result<()> {
        out.line(&format!("{} -> {}: {}", self.old, self.new, self.summary))?;
        if !self.dataset.is_empty() {
            heading("The dataset as a whole", out)?;
            self.dataset.iter().try_for_each(|entry| entry.text(out))?;
        }
        for (title, fate, records) in self.named().into_iter().filter(|(_, _, records)| !records.is_empty()) {
            heading(title, out)?;
            let sign = if fate == Fate::New { "+ " } else { "- " };
            for record in records {
                out.wrapped(&format!("  {sign}"), &visible(&record.title, false), &visible(&record.reference, false))?;
            }
        }
        for changed in &self.changed {
            heading(&visible(&changed.record.title, false), out)?;
            let reference = out.ink(Ink::Dim, &format!("  {}", visible(&changed.record.reference, false)));
            out.line(&reference)?;
            changed.fields.iter().try_for_each(|entry| entry.text(out))?;
        }
        Ok(())
    }

    fn markdown(&self, out: &mut Out) -> io::Result<()> {
        writeln!(out, "# {} to {}\n\n{}", escape(&self.old), escape(&self.new), self.summary)?;
        if !self.dataset.is_empty() {
            writeln!(out, "\n## The dataset as a whole\n")?;
            self.dataset.iter().try_for_each(|entry| entry.markdown(out))?;
        }
        for (title, _, records) in self.named().into_iter().filter(|(_, _, records)| !records.is_empty()) {
            writeln!(out, "\n## {title}\n")?;
            records.iter().try_for_each(|record| writeln!(out, "- {}", record.markdown()))?;
        }
        if !self.changed.is_empty() {
            writeln!(out, "\n## Changed")?;
        }
        for changed in &self.changed {
            writeln!(out, "\n### {}\n", changed.record.markdown())?;
            changed.fields.iter().try_for_each(|entry| entry.markdown(out))?;
        }
        Ok(())
    }
}

fn heading(text: &str, out: &mut Out) -> io::Result<()> {
    let text = out.ink(Ink::Bold, text);
    out.line("")?;
    out.line(&text)
}

fn named(reference: &str, dataset: &Dataset) -> Named {
    let record = Reference::parse(reference).and_then(|reference| dataset.find_reference(reference));
    let title = record.map_or_else(String::new, |record| record.label().text().to_owned());
    Named { reference: reference.to_owned(), title }
}

impl Named {
    fn markdown(&self) -> String {
        format!("{} ({})", escape(&visible(&self.title, false)), escape(&visible(&self.reference, false)))
    }
}

impl Changed {
    fn new(reference: &str, before: &Dataset, after: &Dataset) -> Option<Self> {
        let parsed = Reference::parse(reference)?;
        let (old, new) = (before.find_reference(parsed)?, after.find_reference(parsed)?);
        let fields = lines::between((old, before), (new, after)).into_iter().map(Entry::from).collect();
        Some(Self { record: named(reference, after), fields })
    }
}

impl Entry {
    fn text(&self, out: &mut Out) -> io::Result<()> {
        let head = format!("{}: ", visible(&self.field, false));
        let (text, places) = words::marked(&self.line.pieces());
        let whole = format!("{head}{text}");
        for (at, range) in broken(&whole, out).into_iter().enumerate() {
            let mut line = if at == 0 { "  " } else { INDENT }.to_owned();
            let mut next = range.start;
            for (fate, place) in &places {
                let (from, to) = ((place.start + head.len()).max(range.start), (place.end + head.len()).min(range.end));
                if from < to {
                    line.push_str(part(&whole, next..from));
                    line.push_str(&inked(*fate, part(&whole, from..to), out));
                    next = to;
                }
            }
            line.push_str(part(&whole, next..range.end));
            out.line(line.trim_end())?;
        }
        Ok(())
    }

    fn markdown(&self, out: &mut Out) -> io::Result<()> {
        let field = escape(&visible(&self.field, false));
        let pieces = self.line.pieces();
        let pieces = pieces.iter().map(|(fate, text)| match fate {
            Fate::Same => escape(text),
            Fate::Gone => format!("<del>{}</del>", escape(text)),
            Fate::New => format!("<ins>{}</ins>", escape(text)),
        });
        writeln!(out, "- **{field}**: {}", pieces.collect::<String>())
    }
}

/// How far the further lines of a value are indented.
const INDENT: &str = "    ";

/// The fewest cells in which lines are broken.
const NARROWEST: usize = 20;

/// Breaks a text into lines where the width is limited.
fn broken(text: &str, out: &Out) -> Vec<Range<usize>> {
    match out.width() {
        Some(width) => wrap(text, width.saturating_sub(INDENT.len()).max(NARROWEST)),
        None => std::iter::once(0..text.len()).collect(),
    }
}

fn inked(fate: Fate, text: &str, out: &Out) -> String {
    match fate {
        Fate::Same => text.to_owned(),
        Fate::Gone => out.ink(Ink::Red, text),
        Fate::New => out.ink(Ink::Green, text),
    }
}
