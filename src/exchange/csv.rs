//! Records as comma-separated values (RFC 4180), for spreadsheets.
//!
//! One column for each field, with the names that JSON has; lists are joined with `; `. An empty cell is unknown, `none` is none. A
//! cell that a spreadsheet would take for a formula gets an apostrophe before it; control characters are shown, not sent.

use std::io::{self, Write};

use crate::base::text::visible;
use crate::exchange::json::{HEAD, key};
use crate::model::field::{Field, Shape, Target};
use crate::model::{Dataset, Kind, Record, Rid, Row, Value};
use crate::query::cite;

/// What stands between the items of a list.
const BETWEEN: &str = "; ";

/// Writes records of one kind.
///
/// # Errors
///
/// Whatever `out` says.
pub fn write(kind: Kind, records: &[Record<'_>], dataset: &Dataset, out: &mut impl Write) -> io::Result<()> {
    let spec = kind.spec();
    let fields: Vec<(usize, &Field)> =
        spec.fields.iter().enumerate().filter(|(_, field)| !matches!(field.shape, Shape::Id)).collect();
    let heads = HEAD.iter().map(|&head| head.to_owned());
    let heads: Vec<String> = heads.chain(fields.iter().map(|(_, field)| key(spec.name, field.name))).collect();
    let rows = records.iter().map(|record| {
        let mut row = [&record.reference().to_string(), spec.name, record.id()].map(harmless).to_vec();
        row.extend(fields.iter().map(|&(at, field)| cell(&record.value(at), field, dataset)));
        row
    });
    lines(&heads, rows, out).map_err(cause)
}

/// Writes a table of texts.
///
/// # Errors
///
/// Whatever `out` says.
pub fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>, out: &mut impl Write) -> io::Result<()> {
    let rows = rows.map(|row| row.iter().map(|cell| harmless(cell)).collect());
    lines(heads, rows, out).map_err(cause)
}

/// Writes cells as they are.
fn lines(
    heads: &[impl AsRef<[u8]>],
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut impl Write,
) -> Result<(), csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(heads)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.flush()?)
}

/// Returns what is behind the library's error: that nobody reads any more must not be lost.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Writes a value for a cell.
fn cell(value: &Value<'_>, field: &Field, dataset: &Dataset) -> String {
    let text = plain(value, field, dataset);
    match field.shape {
        // A minus before a number is no formula.
        Shape::Whole | Shape::Number | Shape::Amount => text,
        _ => harmless(&text),
    }
}

fn plain(value: &Value<'_>, field: &Field, dataset: &Dataset) -> String {
    let reference = |rid: Rid| match (dataset.record(rid), field.shape) {
        (None, _) => String::new(),
        (Some(record), Shape::Link(Target::Any) | Shape::Links(Target::Any)) => record.reference().to_string(),
        (Some(record), _) => record.id().to_owned(),
    };
    match value {
        Value::Unknown => String::new(),
        Value::Text(text) => text.text().to_owned(),
        Value::Texts(texts) => list(texts.iter().map(|text| text.text().to_owned())),
        Value::Term(term) => term.name.to_owned(),
        Value::Date(period) => period.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Link(rid) => reference(*rid),
        Value::Links(rids) => list(rids.iter().map(|&rid| reference(rid))),
        Value::Parts(rows) => list(rows.iter().map(|row| part(*row, dataset))),
    }
}

/// Joins the items of a list; one without any is `none`.
pub fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".into() } else { items.join(BETWEEN) }
}

/// Writes a part in one cell: a source in its short form, the values of any other.
fn part(row: Row<'_>, dataset: &Dataset) -> String {
    if let Some(cite) = cite::of_source(row) {
        return cite.short();
    }
    let fields = row.fields().iter().enumerate().filter(|(_, field)| !matches!(field.shape, Shape::Many(_)));
    let values = fields.map(|(at, field)| plain(&row.value(at), field, dataset)).filter(|text| !text.is_empty());
    values.collect::<Vec<_>>().join(" ")
}

/// Returns the text as a spreadsheet may have it.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        out.push('\'');
    }
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            c if c.is_control() => out.push_str(&visible(c.encode_utf8(&mut [0; 4]), false)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_only_text() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("\tx"), "' x");
        assert_eq!(harmless("a=1"), "a=1");
    }

    #[test]
    fn a_control_character_is_shown_and_a_line_break_kept() {
        assert_eq!(harmless("a\u{1b}[31m\nb\u{9b}"), "a␛[31m\nb⟨9B⟩");
    }
}
