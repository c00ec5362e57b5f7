//! One record as a page: its fields, what is not known of it, what names it; every line with its source.

use std::io::{self, Write};

use crate::base::markdown::cell as escape;
use crate::base::text::{cells, visible};
use crate::cli::out::{Ink, Out};
use crate::index::{Backlink, Snapshot, Via};
use crate::model::field::{Field, Shape};
use crate::model::{Dataset, Name, Record, Rid, Row, Value};
use crate::query::cite::{self, Cite};
use crate::query::words::{named, part, words};

/// A record set out as lines.
pub struct Page {
    title: String,
    reference: String,
    doc: &'static str,
    /// The known fields: the heading, and a line or several.
    fields: Vec<(String, Vec<Line>)>,
    unknown: Vec<String>,
    /// What names the record: the heading, and a line for each.
    backlinks: Vec<(String, Vec<Line>)>,
}

/// A line and what it rests on.
struct Line {
    text: String,
    source: String,
}

impl Line {
    fn new(text: impl AsRef<str>, source: Option<String>) -> Self {
        let shown = |text: &str| visible(text, false).into_owned();
        Self { text: shown(text.as_ref()), source: source.map(|source| shown(&source)).unwrap_or_default() }
    }

    /// Writes the source as it stands behind the text.
    fn tail(&self) -> String {
        if self.source.is_empty() { String::new() } else { format!("[{}]", self.source) }
    }

    /// Writes the line for Markdown.
    fn escaped(&self) -> String {
        let tail = self.tail();
        format!("{}{}{}", escape(&self.text), if tail.is_empty() { "" } else { " " }, escape(&tail))
    }
}

impl Page {
    /// Sets out a record.
    pub fn new(record: Record<'_>, snapshot: &Snapshot) -> Self {
        let dataset = &snapshot.dataset;
        let spec = record.kind.spec();
        let (mut fields, mut unknown) = (Vec::new(), Vec::new());
        for (at, field) in spec.fields.iter().enumerate().filter(|(_, field)| !matches!(field.shape, Shape::Id)) {
            match record.value(at) {
                Value::Unknown => unknown.push(field.name.text().replace('_', " ")),
                value => fields.push((heading(field.name), lines(record, field, &value, dataset))),
            }
        }
        let title = visible(record.label().text(), false).into_owned();
        let reference = visible(&record.reference().to_string(), false).into_owned();
        Self { title, reference, doc: spec.doc, fields, unknown, backlinks: backlinks(record, snapshot) }
    }
}

/// Returns the heading of a field: its name with a capital.
fn heading(name: Name) -> String {
    let words = name.text().replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Sets out the value of a field: one line, or one for each part and reference.
fn lines(record: Record<'_>, field: &Field, value: &Value<'_>, dataset: &Dataset) -> Vec<Line> {
    let main = || sources(record.row());
    match value {
        Value::Parts(rows) if rows.is_empty() => vec![Line::new("none", main())],
        Value::Parts(rows) if field.name == Name::Sources => rows.iter().map(|row| source_line(*row)).collect(),
        Value::Parts(rows) => rows.iter().map(|row| part_line(record, *row, dataset)).collect(),
        Value::Link(rid) => vec![Line::new(named(*rid, dataset), main())],
        Value::Links(rids) if !rids.is_empty() => {
            let names: Vec<String> = rids.iter().map(|&rid| named(rid, dataset)).collect();
            vec![Line::new(names.join(", "), main())]
        }
        value => vec![Line::new(words(value, dataset).unwrap_or_default(), main())],
    }
}

/// Sets out a part with its own source, or else that of its record. A numbered paragraph is a source itself.
fn part_line(record: Record<'_>, row: Row<'_>, dataset: &Dataset) -> Line {
    if let Some(number) = row.whole(Name::N) {
        let summary = row.text(Name::Summary).unwrap_or_default();
        return Line::new(summary, Some(format!("{} ¶{number}", record.id())));
    }
    let source = sources(row).or_else(|| sources(record.row()));
    Line::new(part(row, dataset), source)
}

/// Sets out a source: its title and address, how it carries the record, what it says where it differs.
fn source_line(row: Row<'_>) -> Line {
    let Some(cite) = cite::of_source(row) else { return Line::new("", None) };
    let mut pieces: Vec<String> = vec![cite.title().unwrap_or("unnamed source").to_owned()];
    pieces.extend(cite.url().map(str::to_owned));
    pieces.extend(doubt(cite));
    Line::new(pieces.join(", "), Some(cite.short()))
}

fn doubt(cite: Cite<'_>) -> Option<String> {
    match (cite.doubt(), cite.says()) {
        (Some(doubt), Some(says)) => Some(format!("{doubt}: it says {says}")),
        (Some(doubt), None) => Some(doubt.to_owned()),
        (None, says) => says.map(|says| format!("it says {says}")),
    }
}

/// Writes what a line rests on: the main source, how many more there are, and what any of them says otherwise.
fn sources(row: Row<'_>) -> Option<String> {
    let cites = cite::cites(row);
    let (first, others) = cites.split_first()?;
    let mut out = first.short();
    if let Some(doubt) = doubt(*first) {
        out.push_str(&format!(" {doubt}"));
    }
    if !others.is_empty() {
        out.push_str(&format!(" +{}", others.len()));
    }
    for other in others {
        if let Some(says) = other.says() {
            out.push_str(&format!("; {} says {says}", other.short()));
        }
    }
    Some(out)
}

/// Groups what names a record by kind and field.
fn backlinks(record: Record<'_>, snapshot: &Snapshot) -> Vec<(String, Vec<Line>)> {
    let mut groups: Vec<(Via, Vec<Line>)> = Vec::new();
    for link in snapshot.index.links.to(record.rid) {
        let Some(from) = snapshot.dataset.record(link.from) else { continue };
        let lines = backlink_lines(from, link, record.rid, &snapshot.dataset);
        match groups.iter_mut().find(|(via, _)| *via == link.via) {
            Some((_, group)) => group.extend(lines),
            None => groups.push((link.via, lines)),
        }
    }
    groups.into_iter().map(|(via, lines)| (way(via), lines)).collect()
}

/// Writes the way of a link as a heading: `Commitments, by`.
fn way(via: Via) -> String {
    let field = via.field.text().replace('_', " ");
    let part = via.part.map(|part| format!(" {}", part.text())).unwrap_or_default();
    format!("{}: {field}{part}", via.kind.spec().title)
}

/// Sets out a record that names another: once, or once for each of its parts that do.
fn backlink_lines(from: Record<'_>, link: Backlink, to: Rid, dataset: &Dataset) -> Vec<Line> {
    let head = named(from.rid, dataset);
    let facts = facts(from);
    let Some(name) = link.via.part else {
        return vec![Line::new(format!("{head}{facts}"), sources(from.row()))];
    };
    let parts = from.parts(link.via.field);
    let naming = parts.into_iter().filter(|row| match row.get(name) {
        Value::Link(rid) => rid == to,
        Value::Links(rids) => rids.contains(&to),
        _ => false,
    });
    let line = |row: Row<'_>| match cite::of_source(row) {
        Some(cite) => Line::new(&head, Some(cite.short())),
        None => Line::new(format!("{head}: {}", part(row, dataset)), sources(row).or_else(|| sources(from.row()))),
    };
    let lines: Vec<Line> = naming.map(line).collect();
    // A source within a part is found with its record, not with the part.
    if lines.is_empty() { vec![Line::new(head, sources(from.row()))] } else { lines }
}

/// Writes the words and dates that lists show of a record.
fn facts(record: Record<'_>) -> String {
    let fields = record.fields().iter().enumerate().filter(|(_, field)| field.column);
    let said = fields.filter_map(|(at, _)| match record.value(at) {
        Value::Term(term) => Some(term.name.to_owned()),
        Value::Date(period) => Some(period.to_string()),
        _ => None,
    });
    said.map(|fact| format!(" · {fact}")).collect()
}

/// Writes a page for a terminal or a file.
pub fn text(page: &Page, out: &mut Out) -> io::Result<()> {
    out.line(&format!("{}  {}", out.ink(Ink::Bold, &page.title), out.ink(Ink::Dim, &page.reference)))?;
    out.line(page.doc)?;
    out.line("")?;
    let width = page.fields.iter().map(|(head, _)| cells(head)).max().unwrap_or(0);
    for (head, lines) in &page.fields {
        for (at, line) in lines.iter().enumerate() {
            let head = if at == 0 { head.as_str() } else { "" };
            out.wrapped(&format!("{head:width$}  "), &line.text, &line.tail())?;
        }
    }
    if !page.unknown.is_empty() {
        out.line("")?;
        out.wrapped("Not known: ", &page.unknown.join(", "), "")?;
    }
    for (head, lines) in &page.backlinks {
        out.line("")?;
        let head = format!("{head} ({})", lines.len());
        out.line(&out.ink(Ink::Bold, &head))?;
        lines.iter().try_for_each(|line| out.wrapped("  ", &line.text, &line.tail()))?;
    }
    Ok(())
}

/// Writes a page in Markdown.
pub fn markdown(page: &Page, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {}\n\n`{}` · {}\n", escape(&page.title), page.reference, page.doc)?;
    for (head, lines) in &page.fields {
        match lines.as_slice() {
            [line] => writeln!(out, "- **{head}**: {}", line.escaped())?,
            lines => {
                writeln!(out, "- **{head}**:")?;
                lines.iter().try_for_each(|line| writeln!(out, "  - {}", line.escaped()))?;
            }
        }
    }
    if !page.unknown.is_empty() {
        writeln!(out, "\nNot known: {}", page.unknown.join(", "))?;
    }
    for (head, lines) in &page.backlinks {
        writeln!(out, "\n## {head}\n")?;
        lines.iter().try_for_each(|line| writeln!(out, "- {}", line.escaped()))?;
    }
    Ok(())
}
