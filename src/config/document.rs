//! Bytes to a TOML table, keeping what is right of a file that is wrong further down.
//!
//! Shared by the configuration file and the themes. What the keys mean is not known here.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::problem::Report;
use crate::base::quote::quoted;

/// What the parser calls a key that is there twice.
const DUPLICATE: &str = "duplicate key";

/// The readable part of a TOML file.
pub(super) struct Document<'a> {
    /// The table of the whole file.
    pub(super) root: DeTable<'a>,
    /// Where the first mistake of syntax stands: below, nothing counts.
    until: usize,
}

/// One `key = value`.
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    pub(super) key_span: Range<usize>,
    pub(super) value: &'a DeValue<'a>,
    pub(super) value_span: Range<usize>,
}

impl<'a> Document<'a> {
    /// Reads a file, and reports what is not TOML in it.
    pub(super) fn read(bytes: &'a [u8], report: &mut Report<'_>) -> Option<Self> {
        let text = decode(bytes, report)?;
        let (root, errors) = DeTable::parse_recoverable(text);
        let (twice, broken): (Vec<_>, Vec<_>) = errors.iter().partition(|error| error.message() == DUPLICATE);
        let first = broken.into_iter().min_by_key(|error| span(error).start);
        let until = first.map_or(text.len(), |error| line_start(text, span(error).start));
        for error in twice.into_iter().filter(|error| span(error).start < until) {
            report.at(span(error), said_twice(text, span(error)));
        }
        if let Some(error) = first {
            report.at(span(error), format!("this is not valid TOML: {}", error.message()));
        }
        Some(Self { root: root.into_inner(), until })
    }

    /// Returns the entries of a table in the order of the file, without those below the first mistake of syntax.
    pub(super) fn entries<'t>(&self, table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                key_span: key.span(),
                value: value.get_ref(),
                value_span: value.span(),
            })
            .filter(|entry| entry.key_span.end <= self.until && entry.value_span.end <= self.until)
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        entries
    }
}

/// Returns the items of a list that are text, and reports the others.
pub(super) fn texts<'a>(
    items: &'a [Spanned<DeValue<'a>>],
    wanted: &str,
    report: &mut Report<'_>,
) -> Vec<Spanned<&'a str>> {
    let mut texts = Vec::new();
    for item in items {
        match item.get_ref().as_str() {
            Some(text) => texts.push(Spanned::new(item.span(), text)),
            None => report.at(item.span(), format!("{wanted}, not {}", kind(item.get_ref()))),
        }
    }
    texts
}

/// Returns what a person calls the kind of a value.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Returns the text of a file, or reports why it has none.
fn decode<'a>(bytes: &'a [u8], report: &mut Report<'_>) -> Option<&'a str> {
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, _, 0, ..] | [0, _, 0, _, ..]) {
        report.whole("this is UTF-16 text: save it as UTF-8");
        return None;
    }
    if let Some(nul) = bytes.iter().position(|byte| *byte == 0) {
        report.at(nul..nul, "a NUL byte: this is no text file, or it is damaged");
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let start = error.valid_up_to();
            report.at(start..start, "this is not UTF-8 text: save it as UTF-8");
            None
        }
    }
}

fn span(error: &Error) -> Range<usize> {
    error.span().unwrap_or_default()
}

fn line_start(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

fn said_twice(text: &str, span: Range<usize>) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let key = quoted(text.get(span).unwrap_or_default());
    if before.trim_end().ends_with('[') {
        format!("the table {key} is there twice: put its lines together")
    } else {
        format!("{key} is there twice: the first one counts")
    }
}
