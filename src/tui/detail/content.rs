//! The lines of a detail, made from a record.

use std::borrow::Cow;

use crate::index::Snapshot;
use crate::journal::{Book, EventId};
use crate::model::field::{Field, Shape};
use crate::model::{Kind, Name, Record, Rid, Row, Value};
use crate::query::cite::{cites, short};
use crate::query::words::{grouped, part, words};
use crate::tui::detail::groups::{self, Group, Way};
use crate::tui::notebook::lines;

/// Where Enter leads from a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goto {
    /// To a record.
    Record(Rid),
    /// To the list of all records that are linked with one in a way, under a title.
    Linked {
        /// The title.
        title: String,
        /// The record.
        about: Rid,
        /// The way.
        way: Way,
    },
    /// To the list of all records of a kind.
    Kind(Kind),
}

/// One line of a detail; long texts take several rows of the screen.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What stands before the text: the name of a field.
    pub name: String,
    /// The text.
    pub text: String,
    /// The sign before it and the same in ASCII.
    pub sign: (&'static str, &'static str),
    /// What stands at the right: the source in short.
    pub note: String,
    /// Where Enter leads.
    pub goto: Option<Goto>,
    /// The record that the line's sources are those of.
    pub about: Option<Rid>,
    /// The field and position of the part that the line is, which may have sources of its own.
    pub part: Option<(Name, usize)>,
    /// What was added that the line tells.
    pub item: Option<EventId>,
    /// Whether it is the heading over the lines that follow.
    pub heading: bool,
    /// Whether it says that something is not known.
    pub unknown: bool,
    /// The linked record that text, sign and note are still to be taken from: of many links few are seen.
    pub unwritten: Option<Rid>,
}

impl Entry {
    /// Returns the line with all that it says.
    pub fn written(&self, snapshot: &Snapshot) -> Cow<'_, Self> {
        match self.unwritten {
            Some(rid) => Cow::Owned(groups::link(rid, snapshot)),
            None => Cow::Borrowed(self),
        }
    }
}

/// The lines of a detail.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The title over them.
    pub title: String,
    /// The reference of the record; empty for the dataset as a whole.
    pub reference: String,
    /// The lines.
    pub entries: Vec<Entry>,
}

impl Content {
    /// Describes a record.
    pub fn of(record: Record<'_>, snapshot: &Snapshot, book: &Book) -> Self {
        let mut entries = vec![strip(record, snapshot)];
        entries.retain(|entry| !entry.text.is_empty());
        entries.extend(prose(record));
        entries.extend(lines::entries(&record.reference().to_string(), book, snapshot));
        let listed = |groups: &[Group<'_>]| {
            groups.iter().flat_map(|group| groups::entries(group, record.rid, snapshot)).collect::<Vec<_>>()
        };
        let (forward, backward) = (groups::forward(record), groups::backward(record, snapshot));
        // What a participant promised is what is asked for first.
        let participant = matches!(record.kind, Kind::Country | Kind::Organisation);
        let (before, after) = if participant { (backward, forward) } else { (forward, backward) };
        entries.extend(listed(&before));
        entries.extend(parts(record, snapshot));
        entries.extend(listed(&after));
        entries.extend(unknown(record));
        entries.extend(sources(record));
        let title = record.label().text().to_owned();
        Self { title, reference: record.reference().to_string(), entries }
    }

    /// Describes the dataset as a whole.
    pub fn overview(snapshot: &Snapshot) -> Self {
        let dataset = &snapshot.dataset;
        let mut entries = Vec::new();
        let summary = dataset.summary().map(|text| text.text().to_owned());
        entries.extend(summary.map(|text| Entry { text, ..Entry::default() }));
        entries.extend(dataset.plan().map(|plan| {
            let facts = strip(plan, snapshot).text;
            let text = format!("{} · {facts}", plan.label().text());
            let note = short(plan.row()).unwrap_or_default();
            Entry { text, note, goto: Some(Goto::Record(plan.rid)), about: Some(plan.rid), ..Entry::default() }
        }));
        let kinds = Kind::ALL.iter().filter(|kind| !kind.is_single() && dataset.count(**kind) > 0);
        entries.extend(kinds.map(|&kind| Entry {
            text: format!("{}  {}", kind.spec().title, grouped(dataset.count(kind) as f64)),
            goto: Some(Goto::Kind(kind)),
            heading: true,
            ..Entry::default()
        }));
        let absent = Kind::ALL.iter().filter(|kind| !kind.is_single() && dataset.count(**kind) == 0);
        let absent: Vec<_> = absent.map(|kind| kind.spec().title.to_lowercase()).collect();
        if !absent.is_empty() {
            let text = format!("The dataset holds no {}", absent.join(", no "));
            entries.push(Entry { text, unknown: true, ..Entry::default() });
        }
        Self { title: dataset.title().text().to_owned(), reference: String::new(), entries }
    }
}

/// The short facts of a record in one line: words, dates, numbers, other names.
fn strip(record: Record<'_>, snapshot: &Snapshot) -> Entry {
    let mut facts = Vec::new();
    for (at, field) in record.fields().iter().enumerate() {
        let value = record.value(at);
        let said = match (&value, field.name) {
            (_, Name::Id | Name::Name | Name::Summary) | (Value::Unknown, _) => continue,
            (Value::Term(_) | Value::Date(_), _) => words(&value, &snapshot.dataset),
            (Value::Texts(texts), Name::Also) => {
                Some(format!("also {}", texts.iter().map(|text| text.text()).collect::<Vec<_>>().join(", ")))
            }
            (Value::Text(_), Name::Place | Name::Unit | Name::Kind | Name::Version) => words(&value, &snapshot.dataset),
            (Value::Whole(_) | Value::Number(_) | Value::Flag(_), name) => {
                words(&value, &snapshot.dataset).map(|text| format!("{} {text}", name.text()))
            }
            _ => continue,
        };
        facts.extend(said);
    }
    let sign = record.word(Name::Status).map_or(("", ""), |term| term.glyph);
    let (text, note) = (facts.join(" · "), short(record.row()).unwrap_or_default());
    Entry { text, sign, note, about: Some(record.rid), ..Entry::default() }
}

/// The long texts of a record.
fn prose(record: Record<'_>) -> Vec<Entry> {
    let label = record.label();
    let long = |field: &Field| {
        let told = [Name::Place, Name::Unit, Name::Kind, Name::Version, Name::Name, Name::Short].contains(&field.name);
        matches!(field.shape, Shape::Text) && !told
    };
    let fields = record.fields().iter().enumerate().filter(|(_, field)| long(field));
    let mut entries = Vec::new();
    for (at, field) in fields {
        let Value::Text(text) = record.value(at) else { continue };
        if text == label {
            continue;
        }
        let plain = matches!(field.name, Name::Summary | Name::Title);
        let name = if plain { String::new() } else { field.name.text().to_owned() };
        let note = if plain { short(record.row()).unwrap_or_default() } else { String::new() };
        entries.push(Entry { name, text: text.text().to_owned(), note, about: Some(record.rid), ..Entry::default() });
    }
    entries
}

/// The parts of a record, such as roles, each with its own source.
fn parts(record: Record<'_>, snapshot: &Snapshot) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (at, field) in record.fields().iter().enumerate() {
        if field.name == Name::Sources || field.parts().is_empty() {
            continue;
        }
        let Value::Parts(rows) = record.value(at) else { continue };
        if matches!(field.shape, Shape::Many(_)) && !rows.is_empty() {
            let text = format!("{}  {}", heading(field.name), rows.len());
            entries.push(Entry { text, heading: true, about: Some(record.rid), ..Entry::default() });
        }
        let lines = rows.iter().enumerate();
        entries.extend(lines.map(|(position, row)| part_entry(record, field, position, *row, snapshot)));
    }
    entries
}

fn part_entry(record: Record<'_>, field: &Field, position: usize, row: Row<'_>, snapshot: &Snapshot) -> Entry {
    let goto = row.fields().iter().enumerate().find_map(|(at, _)| match row.value(at) {
        Value::Link(rid) => Some(Goto::Record(rid)),
        _ => None,
    });
    let text = match row.whole(Name::N) {
        Some(number) => format!("¶{number}  {}", row.text(Name::Summary).unwrap_or_default()),
        None => part(row, &snapshot.dataset),
    };
    let own = short(row);
    let name = if matches!(field.shape, Shape::One(_)) { field.name.text().to_owned() } else { String::new() };
    Entry {
        name,
        text,
        note: own.or_else(|| short(record.row())).unwrap_or_default(),
        goto,
        about: Some(record.rid),
        part: Some((field.name, position)),
        ..Entry::default()
    }
}

/// What a reader may look for and the dataset does not say.
fn unknown(record: Record<'_>) -> Option<Entry> {
    let asked = |field: &Field| {
        let linked = matches!(field.shape, Shape::Links(_) | Shape::Date | Shape::Term(_)) || field.name == Name::By;
        (linked || field.column) && ![Name::Also, Name::Short, Name::SameAs].contains(&field.name)
    };
    let fields = record.fields().iter().enumerate().filter(|(_, field)| asked(field));
    let missing = fields.filter(|(at, _)| matches!(record.value(*at), Value::Unknown));
    let names: Vec<_> = missing.map(|(_, field)| field.name.text().replace('_', " ")).collect();
    let text = format!("Not known: {}", names.join(", "));
    (!names.is_empty()).then(|| Entry { text, unknown: true, about: Some(record.rid), ..Entry::default() })
}

fn sources(record: Record<'_>) -> Vec<Entry> {
    let cites = cites(record.row());
    let mut entries = Vec::new();
    if !cites.is_empty() {
        let text = format!("Sources  {}", cites.len());
        entries.push(Entry { text, heading: true, about: Some(record.rid), ..Entry::default() });
    }
    for (position, cite) in cites.iter().enumerate() {
        let mut text = cite.short();
        if let Some(title) = cite.title() {
            text = format!("{text}  {title}");
        }
        if let Some(doubt) = cite.doubt() {
            text = format!("{text} ({doubt})");
        }
        if let Some(says) = cite.says() {
            text = format!("{text}: {says}");
        }
        let goto = cite.document().map(|document| Goto::Record(document.rid));
        let part = Some((Name::Sources, position));
        entries.push(Entry { text, goto, about: Some(record.rid), part, ..Entry::default() });
    }
    entries
}

/// Writes a field's name as a heading: `made_at` as `Made at`.
pub fn heading(name: Name) -> String {
    let text = name.text().replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
