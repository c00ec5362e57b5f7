//! Records as JSON, in the shape that the README describes: `ref`, `kind`, `id`, then the fields as they stand in the dataset.
//!
//! What is unknown is left out, what is none is `[]`. Records are written as they are visited: never are all of them in memory.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::base::json::escaped;
use crate::index::{Backlink, Links, Via};
use crate::model::field::{Field, Shape, Target};
use crate::model::{Dataset, LangText, Name, Record, Rid, Row, Value};

/// The keys that stand before the fields of a record.
pub const HEAD: [&str; 3] = ["ref", "kind", "id"];

/// Returns the name of a record's field in exports: its own, or with the record's name before it where a key of the head has it.
pub fn key(record: &str, field: Name) -> String {
    let name = field.text();
    if field != Name::Id && HEAD.contains(&name) { format!("{record}_{name}") } else { name.to_owned() }
}

/// Writes records as an array, one a line; with `links`, what names them, too.
pub fn write<'a>(
    records: impl IntoIterator<Item = Record<'a>>,
    dataset: &Dataset,
    links: Option<&Links>,
    out: &mut impl Write,
) -> io::Result<()> {
    array(records.into_iter().map(|record| Ok(serde_json::to_string(&Whole { record, dataset, links })?)), out)
}

/// Writes a record in one line.
///
/// # Errors
///
/// Those of writing JSON, which a record does not cause.
pub fn line(record: Record<'_>, dataset: &Dataset) -> io::Result<String> {
    Ok(serde_json::to_string(&Whole { record, dataset, links: None })?)
}

/// Writes objects, each of which is one line of JSON, as an array.
///
/// # Errors
///
/// Those of the objects and of the output.
pub fn array(objects: impl IntoIterator<Item = io::Result<String>>, out: &mut impl Write) -> io::Result<()> {
    let mut before = "[\n";
    for object in objects {
        out.write_all(before.as_bytes())?;
        before = ",\n";
        out.write_all(escaped(&object?).as_bytes())?;
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })?;
    Ok(())
}

/// A record with its head.
struct Whole<'a> {
    record: Record<'a>,
    dataset: &'a Dataset,
    links: Option<&'a Links>,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { record, dataset, links } = *self;
        let name = record.kind.spec().name;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ref", &record.reference().to_string())?;
        map.serialize_entry("kind", name)?;
        map.serialize_entry("id", record.id())?;
        for (at, field) in record.fields().iter().enumerate().filter(|(_, field)| !matches!(field.shape, Shape::Id)) {
            if let Some(known) = Known::new(record.row(), at, field, dataset) {
                map.serialize_entry(&key(name, field.name), &known)?;
            }
        }
        if let Some(links) = links {
            map.serialize_entry("backlinks", &Backlinks { rid: record.rid, dataset, links })?;
        }
        map.end()
    }
}

/// A value that is known.
struct Known<'a> {
    value: Value<'a>,
    field: &'static Field,
    dataset: &'a Dataset,
}

impl<'a> Known<'a> {
    fn new(row: Row<'a>, at: usize, field: &'static Field, dataset: &'a Dataset) -> Option<Self> {
        let value = row.value(at);
        (!matches!(value, Value::Unknown)).then_some(Self { value, field, dataset })
    }

    /// Returns a reference as it stands in the dataset.
    fn reference(&self, rid: Rid) -> String {
        let Some(record) = self.dataset.record(rid) else { return String::new() };
        match self.field.shape {
            Shape::Link(Target::Any) | Shape::Links(Target::Any) => record.reference().to_string(),
            _ => record.id().to_owned(),
        }
    }

    fn parts<S: Serializer>(&self, rows: &[Row<'_>], serializer: S) -> Result<S::Ok, S::Error> {
        let parts = rows.iter().map(|row| Part { row: *row, dataset: self.dataset });
        match self.field.shape {
            Shape::One(_) => parts.into_iter().next_back().serialize(serializer),
            _ => serializer.collect_seq(parts),
        }
    }
}

impl Serialize for Known<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Unknown => serializer.serialize_none(),
            Value::Text(text) => Spoken(*text).serialize(serializer),
            Value::Texts(texts) => serializer.collect_seq(texts.iter().map(|text| Spoken(*text))),
            Value::Term(term) => serializer.serialize_str(term.name),
            Value::Date(period) => serializer.collect_str(period),
            Value::Whole(number) => serializer.serialize_u32(*number),
            Value::Number(number) => number_as_written(*number, serializer),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::Link(rid) => serializer.serialize_str(&self.reference(*rid)),
            Value::Links(rids) => serializer.collect_seq(rids.iter().map(|&rid| self.reference(rid))),
            Value::Parts(rows) => self.parts(rows, serializer),
        }
    }
}

/// Writes a number without a fraction that it does not have.
fn number_as_written<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    /// Up to here every whole number is exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        return serializer.serialize_i64(number as i64);
    }
    serializer.serialize_f64(number)
}

/// A text in its language, or an object of texts by language.
struct Spoken<'a>(LangText<'a>);

impl Serialize for Spoken<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            LangText::One(text) => serializer.serialize_str(text),
            LangText::Several(texts, _) => serializer.collect_map(texts.iter().map(|(tag, text)| (tag, text))),
        }
    }
}

/// A part of a record.
struct Part<'a> {
    row: Row<'a>,
    dataset: &'a Dataset,
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (at, field) in self.row.fields().iter().enumerate() {
            if let Some(known) = Known::new(self.row, at, field, self.dataset) {
                map.serialize_entry(field.name.text(), &known)?;
            }
        }
        map.end()
    }
}

/// What names a record.
struct Backlinks<'a> {
    rid: Rid,
    dataset: &'a Dataset,
    links: &'a Links,
}

impl Serialize for Backlinks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        for link in self.links.to(self.rid) {
            seq.serialize_element(&Named { link, dataset: self.dataset })?;
        }
        seq.end()
    }
}

struct Named<'a> {
    link: Backlink,
    dataset: &'a Dataset,
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        let from = self.dataset.record(self.link.from).map(|record| record.reference().to_string());
        map.serialize_entry("ref", &from)?;
        map.serialize_entry("field", &way(self.link.via))?;
        map.end()
    }
}

/// Writes the way of a link: `by`, `roles.of`.
pub fn way(via: Via) -> String {
    let field = via.field.text();
    via.part.map_or_else(|| field.to_owned(), |part| format!("{field}.{}", part.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn no_two_fields_of_a_kind_have_the_same_key() {
        for kind in Kind::ALL {
            let spec = kind.spec();
            let mut keys: Vec<String> = HEAD.iter().map(|head| (*head).to_owned()).collect();
            keys.push("backlinks".into());
            let fields = spec.fields.iter().filter(|field| field.name != Name::Id);
            keys.extend(fields.map(|field| key(spec.name, field.name)));
            let count = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), count, "{}", spec.name);
        }
    }
}
