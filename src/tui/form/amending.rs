//! What can be amended of a record, and what stands there now.

use crate::model::field::{Field, Shape};
use crate::model::{Dataset, Name, Record};
use crate::revise::standing::{json, may_change, present};
use crate::tui::form::words::Words;

/// The field of an amendment that says what stands there now.
pub const BEFORE: &str = "before";
/// The field of an amendment that says what is to stand there.
pub const AFTER: &str = "after";

/// Makes the choice of the fields of a record that can be amended, each with what stands there.
pub fn choice(record: Record<'_>, chosen: &str, dataset: &Dataset) -> Words {
    let fields = record.fields().iter().filter(|field| may_change(record.kind, field).is_ok());
    Words::new(fields.map(|field| (field.key.to_owned(), present(record, field, dataset))), chosen)
}

/// Makes the choice of the words that a field of a record may have; `None` where it has no such field, or any text may stand there.
pub fn values(record: Record<'_>, name: Name, chosen: &str) -> Option<Words> {
    let field = record.fields().iter().find(|field| field.name == name)?;
    match field.shape {
        Shape::Term(terms) => Some(Words::new(terms.iter().map(|term| (term.name.to_owned(), String::new())), chosen)),
        _ => None,
    }
}

/// Returns the field of that key.
fn field(record: Record<'_>, key: &str) -> Option<&'static Field> {
    record.fields().iter().find(|field| field.key == key)
}

/// Writes what stands in the field of that key.
pub fn standing(record: Record<'_>, key: &str, dataset: &Dataset) -> Option<String> {
    field(record, key).map(|field| present(record, field, dataset))
}

/// Says why a text cannot stand in the field of that key.
pub fn wrong(record: Record<'_>, key: &str, before: &str, after: &str, dataset: &Dataset) -> Option<String> {
    if before == after {
        return Some("this is what stands there now".to_owned());
    }
    json(field(record, key)?, after, dataset).err()
}
