//! Where a field of a record stands in the text of a dataset, what it says, and how something else is written in its place.

use std::collections::HashMap;
use std::ops::Range;

use crate::base::date::Period;
use crate::base::quote::quoted as cited;
use crate::model::field::{Field, Shape, Target};
use crate::model::{Dataset, Kind, LangText, Name, Record, Reference, Rid, Value};
use crate::query::words::{named, words};
use crate::revise::edit::{Document, Member, Object, quoted};

/// A field of a record in the text.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The object that the record is.
    pub object: Object,
    /// The field.
    pub field: &'static Field,
    /// Its values: one, or one in each language.
    pub slots: Vec<Slot>,
}

/// One value in the text.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Where it stands; `None` where the record has no such member.
    pub at: Option<Range<usize>>,
    /// In what words it may be spoken of; the first is the usual one.
    pub said: Vec<String>,
}

/// The records of a dataset in its text.
#[derive(Debug)]
pub struct Map<'t> {
    /// The text.
    pub document: Document<'t>,
    /// The object that the dataset is.
    pub head: Object,
    dataset: &'t Dataset,
    /// The records of a kind, by id, as far as they were asked for.
    records: HashMap<Kind, HashMap<String, Range<usize>>>,
}

impl<'t> Map<'t> {
    /// Takes the text of a dataset; `None` where it is no object.
    pub fn new(text: &'t str, dataset: &'t Dataset) -> Option<Self> {
        let document = Document::new(text);
        let head = document.object(&document.whole())?;
        Some(Self { document, head, dataset, records: HashMap::new() })
    }

    /// Finds a field of a record by its key.
    ///
    /// # Errors
    ///
    /// Says why it cannot be changed.
    pub fn find(&mut self, reference: &str, name: &str) -> Result<Standing, String> {
        let parsed = Reference::parse(reference).ok_or_else(|| format!("{} is no reference", cited(reference)))?;
        let record = self.dataset.find_reference(parsed).ok_or_else(|| format!("there is no {reference}"))?;
        let kind = record.kind.spec();
        let field = kind.fields.iter().find(|field| field.key == name);
        let field = field.ok_or_else(|| format!("there is no field {} in {reference}", cited(name)))?;
        may_change(record.kind, field)?;
        let missing = || format!("{reference} is not found in the text");
        let object = self.object(parsed).ok_or_else(missing)?;
        let slots = self.slots(record, field, &object);
        Ok(Standing { object, field, slots })
    }

    /// Finds the object that a record is.
    pub fn object(&mut self, reference: Reference<'_>) -> Option<Object> {
        let section = self.head.member(reference.kind.spec().plural)?.value.clone();
        if reference.kind.is_single() {
            return self.document.object(&section);
        }
        let document = self.document;
        let records = self.records.entry(reference.kind).or_insert_with(|| ids(document, &section));
        document.object(records.get(reference.id)?)
    }

    fn slots(&self, record: Record<'_>, field: &Field, object: &Object) -> Vec<Slot> {
        let Some(member) = object.member(field.key) else {
            return vec![Slot { at: None, said: vec![String::new()] }];
        };
        if matches!(field.shape, Shape::Text)
            && let Some(texts) = self.document.object(&member.value)
        {
            let slot = |text: &Member| {
                let said = vec![self.document.says(&text.value)?];
                Some(Slot { at: Some(text.value.clone()), said })
            };
            return texts.members.iter().filter_map(slot).collect();
        }
        let said = self.said(record, field, &member.value);
        vec![Slot { at: Some(member.value.clone()), said }]
    }

    /// Lists the words in which a value may be spoken of: as the file has it, as the screens say it.
    fn said(&self, record: Record<'_>, field: &Field, at: &Range<usize>) -> Vec<String> {
        let raw = self.document.says(at).unwrap_or_else(|| self.document.piece(at).to_owned());
        let value = record.get(field.name);
        let mut said = match &value {
            Value::Unknown => vec![String::new()],
            Value::Text(LangText::One(_)) | Value::Term(_) | Value::Number(_) | Value::Whole(_) => vec![raw],
            Value::Flag(_) | Value::Date(_) | Value::Link(_) => vec![raw],
            Value::Links(rids) => {
                let ids = rids.iter().filter_map(|&rid| self.dataset.record(rid));
                let (ids, references): (Vec<_>, Vec<_>) =
                    ids.map(|record| (record.id(), record.reference().to_string())).unzip();
                vec![ids.join(", "), references.join(", ")]
            }
            _ => Vec::new(),
        };
        if let Value::Link(rid) = value {
            said.push(named(rid, self.dataset));
            said.extend(self.dataset.record(rid).map(|record| record.reference().to_string()));
        }
        said.extend(words(&value, self.dataset).filter(|_| !matches!(field.shape, Shape::Text)));
        said
    }
}

/// Lists where the records of a section stand, by id; the first of an id, as in loading.
fn ids(document: Document<'_>, section: &Range<usize>) -> HashMap<String, Range<usize>> {
    let mut ids = HashMap::new();
    for at in document.list(section).unwrap_or_default() {
        let id = document.object(&at).and_then(|object| document.says(&object.member(Name::Id.text())?.value));
        if let Some(id) = id {
            ids.entry(id).or_insert(at);
        }
    }
    ids
}

/// Tells whether an amendment can change a field at all.
///
/// # Errors
///
/// Says why it cannot.
pub fn may_change(kind: Kind, field: &Field) -> Result<(), String> {
    let own = [Name::Version, Name::Previous, Name::Changes];
    match field.shape {
        _ if kind == Kind::Plan && own.contains(&field.name) => Err(format!("the {} is written here", field.key)),
        Shape::Id => Err("the id of a record does not change".into()),
        Shape::Texts | Shape::One(_) | Shape::Many(_) => {
            Err(format!("{} holds more than one value; change it in the file", field.key.replace('_', " ")))
        }
        _ => Ok(()),
    }
}

/// Writes what stands in a field of a record in words in which an amendment may speak of it; empty where nothing does.
pub fn present(record: Record<'_>, field: &Field, dataset: &Dataset) -> String {
    let records = |rids: &[Rid]| -> Vec<Record<'_>> { rids.iter().filter_map(|&rid| dataset.record(rid)).collect() };
    let is_any = matches!(field.shape, Shape::Link(Target::Any) | Shape::Links(Target::Any));
    let of = |record: &Record<'_>| if is_any { record.reference().to_string() } else { record.id().to_owned() };
    let value = record.get(field.name);
    match &value {
        Value::Link(rid) => records(&[*rid]).iter().map(of).collect(),
        Value::Links(rids) if !rids.is_empty() => records(rids).iter().map(of).collect::<Vec<_>>().join(", "),
        // Without the marks between thousands, which no number of a file has.
        Value::Number(number) => number.to_string(),
        _ => words(&value, dataset).unwrap_or_default(),
    }
}

/// Writes what is to stand in a field as JSON.
///
/// # Errors
///
/// Says why it cannot stand there.
pub fn json(field: &Field, after: &str, dataset: &Dataset) -> Result<String, String> {
    let expected = |what: &str| format!("{} is not {what}", cited(after));
    if after.is_empty() {
        return Ok("null".into());
    }
    match field.shape {
        Shape::Text | Shape::Amount | Shape::Currency => Ok(quoted(after)),
        Shape::Term(terms) => {
            let term = terms.iter().find(|term| term.name == after);
            term.map(|term| quoted(term.name)).ok_or_else(|| expected(&field.shape.expected()))
        }
        Shape::Date => match after.parse::<Period>() {
            Ok(_) => Ok(quoted(after)),
            Err(error) => Err(format!("{}: {error}", cited(after))),
        },
        Shape::Whole | Shape::Number => {
            let number = serde_json::from_str::<serde_json::Number>(after);
            number.map(|_| after.to_owned()).map_err(|_| expected(&field.shape.expected()))
        }
        Shape::Flag => match after {
            "yes" | "true" => Ok("true".into()),
            "no" | "false" => Ok("false".into()),
            _ => Err(expected("yes or no")),
        },
        Shape::Link(target) => link(after, target, dataset).map(|id| quoted(&id)),
        Shape::Links(target) => {
            let items = after.split(',').map(str::trim).filter(|item| !item.is_empty() && after != "none");
            let items: Result<Vec<String>, String> =
                items.map(|item| link(item, target, dataset).map(|id| quoted(&id))).collect();
            Ok(format!("[{}]", items?.join(", ")))
        }
        Shape::Id | Shape::Texts | Shape::One(_) | Shape::Many(_) => Err(expected(&field.shape.expected())),
    }
}

/// Finds the record that is meant by an id or a reference, and writes it as the field has it.
pub fn link(text: &str, target: Target, dataset: &Dataset) -> Result<String, String> {
    let allowed = |record: &Record<'_>| target.allows(record.kind);
    let by_reference = Reference::parse(text).and_then(|reference| dataset.find_reference(reference));
    let by_id = || Kind::ALL.iter().filter(|&&kind| target.allows(kind)).find_map(|&kind| dataset.find(kind, text));
    let found = match target {
        Target::Any => by_reference,
        _ => by_reference.filter(allowed).or_else(by_id),
    };
    let found = found.ok_or_else(|| format!("there is no {} {}", target.noun(), cited(text)))?;
    Ok(if target == Target::Any { found.reference().to_string() } else { found.id().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    #[test]
    fn what_stands_in_a_field_is_said_as_an_amendment_may_say_it_and_can_be_written_again() {
        let text = include_str!("../../assets/budapest-process.json");
        let dataset = load(&Source::embedded()).unwrap().dataset;
        let mut map = Map::new(text, &dataset).unwrap();
        let mut seen = 0;
        for record in Kind::ALL.iter().flat_map(|&kind| dataset.records(kind)) {
            let reference = record.reference().to_string();
            for field in record.fields().iter().filter(|field| may_change(record.kind, field).is_ok()) {
                let present = present(record, field, &dataset);
                let standing = map.find(&reference, field.key).unwrap();
                let said = standing.slots.iter().flat_map(|slot| &slot.said).any(|said| *said == present);
                assert!(said, "{reference} {}: {present:?} is none of {:?}", field.key, standing.slots);
                assert!(json(field, &present, &dataset).is_ok(), "{reference} {}: {present:?}", field.key);
                seen += usize::from(!present.is_empty());
            }
        }
        assert!(seen > 500, "{seen}");
    }
}
