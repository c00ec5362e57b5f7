//! The JSON Schema of a dataset, made from the table of record kinds.
//!
//! It describes the shape of each value, for editors that complete and check while somebody writes. What only the whole file can
//! tell, such as whether a reference points anywhere, is for loading to say. Unknown keys are allowed, and `null` is unknown, as in
//! loading.

use serde_json::{Map, Value, json};

use crate::base::codes;
use crate::load::FORMAT;
use crate::model::Kind;
use crate::model::field::{Field, Shape, Target, Term};
use crate::model::kind::{KindSpec, PLAN_ID};

/// A date of any precision; the calendar itself is not checked.
const DATE: &str =
    "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)(-(Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?";

/// Returns the JSON Schema (draft 2020-12) of a dataset.
pub fn schema() -> Value {
    let mut defs = shared();
    let mut properties = head();
    for &kind in Kind::ALL {
        let spec = kind.spec();
        properties.insert(spec.plural.into(), section(kind));
        defs.insert(spec.name.into(), record(kind));
        add_parts(&mut defs, spec.fields);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": "A dataset: everything that plenary knows of one dialogue",
        "type": "object",
        "required": ["format", "id", "title"],
        "properties": properties,
        "$defs": defs,
    })
}

/// The keys at the head of a file.
fn head() -> Map<String, Value> {
    let entries = json!({
        "format": { "description": "The format of the file", "const": FORMAT },
        "id": { "description": "Names the dataset; notes hang on it", "type": "string", "pattern": "\\S" },
        "title": { "description": "The title of the dataset", "$ref": "#/$defs/text" },
        "summary": described("What there is to say of the dataset as a whole", or_null(reference("text"))),
        "languages": {
            "description": "The languages of the texts; texts without a tag are in the first",
            "type": ["array", "null"],
            "items": { "type": "string" },
        },
    });
    object(entries)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(entries) => entries,
        _ => Map::new(),
    }
}

/// The shapes that many fields share.
fn shared() -> Map<String, Value> {
    object(json!({
        "text": {
            "description": "A text, or texts by language",
            "anyOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": ["string", "null"] } },
            ],
        },
        "id": { "type": "string", "minLength": 1, "maxLength": 200, "pattern": "\\S" },
        "date": {
            "description": "2020, 2020-Q2, 2020-03 or 2020-03-15, or two of them as from/to, of which one may be left open",
            "type": "string",
            "pattern": format!("^({DATE}|{DATE}/({DATE})?|/{DATE})$"),
        },
        "amount": { "description": "A decimal amount", "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" },
        "currency": { "description": "A code of ISO 4217", "enum": codes::currencies().collect::<Vec<_>>() },
        "reference": {
            "description": "A record by its kind and id, such as goal:1, or plan",
            "type": "string",
            "pattern": format!("^({PLAN_ID}|({}):.+)$", words().join("|")),
        },
    }))
}

/// The words that a reference may begin with.
fn words() -> Vec<&'static str> {
    let kinds = Kind::ALL.iter().filter(|kind| !kind.is_single());
    kinds.flat_map(|kind| [kind.spec().name, kind.spec().plural]).collect()
}

/// The list of records of a kind, or the one record that a dataset has of it.
fn section(kind: Kind) -> Value {
    let KindSpec { name, title, doc, .. } = *kind.spec();
    let whole = match kind.is_single() {
        true => or_null(reference(name)),
        false => json!({ "type": ["array", "null"], "items": reference(name) }),
    };
    titled(title, doc, whole)
}

fn record(kind: Kind) -> Value {
    let KindSpec { name, doc, fields, .. } = *kind.spec();
    titled(name, doc, row(fields))
}

/// An object with these fields; what has an id must have it.
fn row(fields: &[Field]) -> Value {
    let properties: Map<_, _> = fields.iter().map(|field| (field.name.text().to_owned(), value(field))).collect();
    let required: Vec<_> = fields.iter().filter(|field| matches!(field.shape, Shape::Id)).map(name).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn name(field: &Field) -> &'static str {
    field.name.text()
}

/// Adds a definition for each part that the fields hold, by the name of the field, and for the parts of these.
fn add_parts(defs: &mut Map<String, Value>, fields: &[Field]) {
    for field in fields.iter().filter(|field| !field.parts().is_empty()) {
        defs.insert(name(field).into(), titled(name(field), field.doc, row(field.parts())));
        add_parts(defs, field.parts());
    }
}

/// The value of a field.
fn value(field: &Field) -> Value {
    let shape = match field.shape {
        Shape::Id => reference("id"),
        Shape::Text => or_null(reference("text")),
        Shape::Texts => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
        Shape::Term(terms) => one_of(terms),
        Shape::Date => or_null(reference("date")),
        Shape::Whole => json!({ "type": ["integer", "null"], "minimum": 0, "maximum": i32::MAX }),
        Shape::Number => json!({ "type": ["number", "null"] }),
        Shape::Amount => or_null(reference("amount")),
        Shape::Currency => or_null(reference("currency")),
        Shape::Flag => json!({ "type": ["boolean", "null"] }),
        Shape::Link(target) => or_null(link(target)),
        Shape::Links(target) => json!({ "type": ["array", "null"], "items": link(target) }),
        Shape::One(_) => or_null(reference(name(field))),
        Shape::Many(_) => json!({ "type": ["array", "null"], "items": reference(name(field)) }),
    };
    described(field.doc, shape)
}

fn link(target: Target) -> Value {
    match target {
        Target::Any => reference("reference"),
        _ => json!({ "description": target.one(), "type": "string" }),
    }
}

/// One of a closed list of words; editors show what each means.
fn one_of(terms: &[Term]) -> Value {
    let words: Vec<_> = terms.iter().map(|term| json!(term.name)).chain([Value::Null]).collect();
    let docs: Vec<_> = terms.iter().map(|term| term.doc).chain(["Unknown"]).collect();
    json!({ "enum": words, "enumDescriptions": docs })
}

fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}") })
}

fn or_null(shape: Value) -> Value {
    json!({ "anyOf": [shape, { "type": "null" }] })
}

fn described(doc: &str, shape: Value) -> Value {
    let mut shape = object(shape);
    shape.insert("description".into(), doc.into());
    Value::Object(shape)
}

fn titled(title: &str, doc: &str, shape: Value) -> Value {
    let mut shape = object(described(doc, shape));
    shape.insert("title".into(), title.into());
    Value::Object(shape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Name;

    /// Lists the parts of the fields and of their parts, by name.
    fn parts(fields: &'static [Field]) -> Vec<(Name, &'static [Field])> {
        let own = fields.iter().filter(|field| !field.parts().is_empty());
        own.flat_map(|field| [vec![(field.name, field.parts())], parts(field.parts())].concat()).collect()
    }

    #[test]
    fn no_two_definitions_take_the_same_name() {
        let mut defs = shared();
        let fixed = defs.len() + Kind::COUNT;
        for kind in Kind::ALL {
            defs.insert(kind.spec().name.into(), Value::Null);
        }
        assert_eq!(defs.len(), fixed);
        for (name, fields) in Kind::ALL.iter().flat_map(|kind| parts(kind.spec().fields)) {
            let shape = row(fields);
            let before = defs.insert(name.text().into(), shape.clone());
            assert!(before.is_none_or(|before| before == shape), "{name:?}");
        }
    }

    #[test]
    fn every_field_is_described() {
        let schema = schema();
        for kind in Kind::ALL {
            let record = &schema["$defs"][kind.spec().name];
            assert_eq!(record["description"], kind.spec().doc);
            for field in kind.spec().fields {
                assert_eq!(record["properties"][field.name.text()]["description"], field.doc);
            }
        }
    }

    #[test]
    fn the_schema_is_the_same_each_time() {
        assert_eq!(schema().to_string(), schema().to_string());
    }
}
