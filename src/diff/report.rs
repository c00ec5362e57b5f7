//! All that is different between two datasets, as it is shown and written: as text, JSON and Markdown.

use std::ops::Range;

use serde::Serialize;

use crate::base::json::escaped;
use crate::base::markdown::cell as escape;
use crate::base::text::{hanging, part, visible, wrap};
use crate::diff::words::{self, Fate};
use crate::diff::{Change, Changes, Line, lines};
use crate::model::{Dataset, Name, Reference};

/// What is different between two datasets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What the old one is called, safe to show.
    pub old: String,
    /// What the new one is called.
    pub new: String,
    /// Whether nothing is different.
    pub same: bool,
    /// How many records are different, in words.
    #[serde(skip)]
    pub summary: String,
    /// What is different at the head.
    pub dataset: Vec<Entry>,
    /// Records that only the new one has.
    pub added: Vec<Named>,
    /// Records that only the old one has.
    pub dropped: Vec<Named>,
    /// Records that say something else.
    pub changed: Vec<Changed>,
}

/// A record by its reference and by what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// What it is called.
    pub title: String,
}

/// A record that is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The record, as the new dataset calls it.
    #[serde(flatten)]
    pub record: Named,
    /// The fields that differ.
    #[serde(skip)]
    pub names: Vec<Name>,
    /// What they say on either side; empty where that is not kept.
    pub fields: Vec<Entry>,
}

/// One thing that is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    field: String,
    change: &'static str,
    #[serde(skip_serializing_if = "is_left_out")]
    old: Option<Option<String>>,
    #[serde(skip_serializing_if = "is_left_out")]
    new: Option<Option<String>>,
    /// The same in words.
    #[serde(skip)]
    pub line: Line,
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

/// How a piece of a text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As any text.
    Plain,
    /// A heading.
    Heading,
    /// What matters less.
    Muted,
    /// What only the old one has.
    Gone,
    /// What only the new one has.
    New,
}

/// A line of pieces.
pub type Toned = Vec<(Tone, String)>;

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// JSON.
    Json,
    /// Markdown.
    Md,
}

/// All that is known of a format.
#[derive(Debug)]
pub struct FormatSpec {
    /// The format that the row describes.
    pub format: Format,
    /// Its name.
    pub name: &'static str,
    /// How the names of its files end.
    pub ending: &'static str,
    /// What it is and for whom.
    pub doc: &'static str,
}

/// The formats, in the order in which they are listed.
pub const FORMATS: &[FormatSpec] = &[
    FormatSpec { format: Format::Text, name: "text", ending: "txt", doc: "Plain text, for reading and mail" },
    FormatSpec { format: Format::Json, name: "json", ending: "json", doc: "JSON, for programs" },
    FormatSpec { format: Format::Md, name: "md", ending: "md", doc: "Markdown, for documents" },
];

impl Format {
    /// Returns the format's row of the table.
    pub fn spec(self) -> &'static FormatSpec {
        // The enum and the table are in the same order.
        &FORMATS[self as usize]
    }

    /// Writes a report whole, without breaking its lines.
    ///
    /// # Errors
    ///
    /// Says why there is no JSON of it.
    pub fn write(self, report: &Report) -> Result<String, serde_json::Error> {
        match self {
            Self::Text => Ok(report.text(None).iter().map(plain).collect()),
            Self::Json => Ok(format!("{}\n", escaped(&serde_json::to_string_pretty(report)?))),
            Self::Md => Ok(report.markdown()),
        }
    }
}

fn plain(line: &Toned) -> String {
    let mut line: String = line.iter().map(|(_, text)| text.as_str()).collect();
    line.push('\n');
    line
}

impl Report {
    /// Compares two datasets that are called so; what records say on either side is kept of the first `most` that differ.
    pub fn between((old, before): (&str, &Dataset), (new, after): (&str, &Dataset), most: usize) -> Self {
        let changes = Changes::between(before, after);
        let dataset: Vec<Entry> = lines::heads(before, after).into_iter().map(Entry::from).collect();
        let name = |name: &str| visible(name, false).into_owned();
        let same = changes.is_empty() && dataset.is_empty();
        let summary = changes.summary();
        let changed = changes.changed.into_iter().enumerate();
        let changed = changed.map(|(at, (reference, names))| Changed {
            record: named(&reference, after),
            names,
            fields: if at < most { fields(&reference, before, after) } else { Vec::new() },
        });
        Self {
            old: name(old),
            new: name(new),
            same,
            summary,
            dataset,
            changed: changed.collect(),
            added: changes.added.iter().map(|reference| named(reference, after)).collect(),
            dropped: changes.dropped.into_iter().map(|(reference, title)| Named { reference, title }).collect(),
        }
    }

    /// Returns a record that differs, by its reference.
    pub fn changed(&self, reference: &str) -> Option<&Changed> {
        self.changed.iter().find(|changed| changed.record.reference == reference)
    }

    /// The lists of records that are only named, with a title over each.
    fn named(&self) -> impl Iterator<Item = (&'static str, Fate, &[Named])> {
        let lists = [("Added", Fate::New, self.added.as_slice()), ("Dropped", Fate::Gone, self.dropped.as_slice())];
        lists.into_iter().filter(|(_, _, records)| !records.is_empty())
    }

    /// Writes it as text, in lines of at most so many cells; without a width no line is broken.
    pub fn text(&self, width: Option<usize>) -> Vec<Toned> {
        let mut out = vec![vec![(Tone::Plain, format!("{} -> {}: {}", self.old, self.new, self.summary))]];
        if !self.dataset.is_empty() {
            heading("The dataset as a whole", &mut out);
            self.dataset.iter().for_each(|entry| entry.text(width, &mut out));
        }
        for (title, fate, records) in self.named() {
            heading(title, &mut out);
            let head = if fate == Fate::New { "  + " } else { "  - " };
            for record in records {
                let lines = hanging(head, &visible(&record.title, false), &visible(&record.reference, false), width);
                out.extend(lines.into_iter().map(|line| vec![(Tone::Plain, line)]));
            }
        }
        for changed in &self.changed {
            heading(&visible(&changed.record.title, false), &mut out);
            out.push(vec![(Tone::Muted, format!("  {}", visible(&changed.record.reference, false)))]);
            changed.fields.iter().for_each(|entry| entry.text(width, &mut out));
        }
        out
    }

    fn markdown(&self) -> String {
        let mut out = format!("# {} to {}\n\n{}\n", escape(&self.old), escape(&self.new), self.summary);
        if !self.dataset.is_empty() {
            out.push_str("\n## The dataset as a whole\n\n");
            out.extend(self.dataset.iter().map(Entry::markdown));
        }
        for (title, _, records) in self.named() {
            out.push_str(&format!("\n## {title}\n\n"));
            out.extend(records.iter().map(|record| format!("- {}\n", record.markdown())));
        }
        out.push_str(if self.changed.is_empty() { "" } else { "\n## Changed\n" });
        for changed in &self.changed {
            out.push_str(&format!("\n### {}\n\n", changed.record.markdown()));
            out.extend(changed.fields.iter().map(Entry::markdown));
        }
        out
    }
}

fn heading(text: &str, out: &mut Vec<Toned>) {
    out.extend([Toned::new(), vec![(Tone::Heading, text.to_owned())]]);
}

fn named(reference: &str, dataset: &Dataset) -> Named {
    let record = Reference::parse(reference).and_then(|reference| dataset.find_reference(reference));
    let title = record.map_or_else(String::new, |record| record.label().text().to_owned());
    Named { reference: reference.to_owned(), title }
}

fn fields(reference: &str, before: &Dataset, after: &Dataset) -> Vec<Entry> {
    let find = |dataset| Dataset::find_reference(dataset, Reference::parse(reference)?);
    let Some((old, new)) = find(before).zip(find(after)) else { return Vec::new() };
    lines::between((old, before), (new, after)).into_iter().map(Entry::from).collect()
}

impl Named {
    fn markdown(&self) -> String {
        format!("{} ({})", escape(&visible(&self.title, false)), escape(&visible(&self.reference, false)))
    }
}

impl Entry {
    fn text(&self, width: Option<usize>, out: &mut Vec<Toned>) {
        let head = format!("{}: ", visible(&self.field, false));
        let (text, places) = words::marked(&self.line.pieces());
        let whole = format!("{head}{text}");
        for (at, range) in broken(&whole, width).into_iter().enumerate() {
            let mut line = vec![(Tone::Plain, if at == 0 { "  " } else { INDENT }.to_owned())];
            let mut next = range.start;
            for (fate, place) in &places {
                let (from, to) = ((place.start + head.len()).max(range.start), (place.end + head.len()).min(range.end));
                if from < to {
                    line.push((Tone::Plain, part(&whole, next..from).to_owned()));
                    line.push((tone(*fate), part(&whole, from..to).to_owned()));
                    next = to;
                }
            }
            line.push((Tone::Plain, part(&whole, next..range.end).to_owned()));
            trim_end(&mut line);
            out.push(line);
        }
    }

    fn markdown(&self) -> String {
        let field = escape(&visible(&self.field, false));
        let pieces = self.line.pieces();
        let pieces = pieces.iter().map(|(fate, text)| match fate {
            Fate::Same => escape(text),
            Fate::Gone => format!("<del>{}</del>", escape(text)),
            Fate::New => format!("<ins>{}</ins>", escape(text)),
        });
        format!("- **{field}**: {}\n", pieces.collect::<String>())
    }
}

/// Takes blanks at the end of a line away.
fn trim_end(line: &mut Toned) {
    while let Some((_, text)) = line.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            return;
        }
        line.pop();
    }
}

fn tone(fate: Fate) -> Tone {
    match fate {
        Fate::Same => Tone::Plain,
        Fate::Gone => Tone::Gone,
        Fate::New => Tone::New,
    }
}

/// How far the further lines of a value are indented.
const INDENT: &str = "    ";

/// The fewest cells in which lines are broken.
const NARROWEST: usize = 20;

/// Breaks a text into lines where the width is limited.
fn broken(text: &str, width: Option<usize>) -> Vec<Range<usize>> {
    match width {
        Some(width) => wrap(text, width.saturating_sub(INDENT.len()).max(NARROWEST)),
        None => std::iter::once(0..text.len()).collect(),
    }
}
