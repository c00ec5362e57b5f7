//! Sorting records by several fields.

use std::cmp::{Ordering, Reverse};

use crate::base::date::Period;
use crate::base::text::fold;
use crate::model::field::{Field, Shape};
use crate::model::{Dataset, Kind, Name, Record, Rid, Value};

/// A field that records are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The field.
    pub name: Name,
    /// Whether the last stands first. What is unknown stands last in any case.
    pub descending: bool,
}

/// Lists the fields by which records of these kinds can be sorted: those that all of them have, the label first, each once.
pub fn sortable(kinds: &[Kind]) -> Vec<&'static Field> {
    let Some((first, others)) = kinds.split_first() else { return Vec::new() };
    let has = |kind: &Kind, name: Name| kind.spec().fields.iter().any(|field| field.name == name);
    let fields = first.spec().fields.iter();
    let mut fields: Vec<&Field> = fields.filter(|field| can_sort(field)).collect();
    fields.retain(|field| others.iter().all(|kind| has(kind, field.name)));
    fields.sort_by_key(|field| Reverse((field.label, field.column)));
    fields
}

/// Amounts are of different currencies and bases, and parts have no order of their own.
fn can_sort(field: &Field) -> bool {
    match field.shape {
        Shape::Amount | Shape::Texts | Shape::One(_) | Shape::Many(_) => false,
        Shape::Text => field.label || field.column,
        _ => true,
    }
}

/// What a record is sorted by: the value of each key in turn.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Place(Vec<Part>);

#[derive(Clone, Debug, PartialEq, PartialOrd)]
enum Part {
    Up(Sortable),
    Down(Reverse<Sortable>),
    Unknown,
}

#[derive(Clone, Debug, PartialEq, PartialOrd)]
enum Sortable {
    Text(String),
    Rank(usize),
    Date(Period),
    Number(f64),
}

impl Place {
    /// Returns where a record stands when it is sorted by these keys.
    pub fn of(record: Record<'_>, keys: &[SortKey], dataset: &Dataset) -> Self {
        Self(keys.iter().map(|key| part(record, *key, dataset)).collect())
    }
}

fn part(record: Record<'_>, key: SortKey, dataset: &Dataset) -> Part {
    match value(record, key.name, dataset) {
        None => Part::Unknown,
        Some(value) if key.descending => Part::Down(Reverse(value)),
        Some(value) => Part::Up(value),
    }
}

fn value(record: Record<'_>, name: Name, dataset: &Dataset) -> Option<Sortable> {
    let label = |rid: Rid| dataset.record(rid).map(|to| Sortable::Text(fold(to.label().text()).into_owned()));
    match record.get(name) {
        Value::Text(text) => Some(Sortable::Text(fold(text.text()).into_owned())),
        // The words of a closed list have an order of their own: offered stands before planned, and planned before held.
        Value::Term(term) => rank(record, name, term.name).map(Sortable::Rank),
        Value::Date(period) => Some(Sortable::Date(period)),
        Value::Whole(whole) => Some(Sortable::Number(f64::from(whole))),
        Value::Number(number) => Some(Sortable::Number(number)),
        Value::Flag(flag) => Some(Sortable::Rank(usize::from(flag))),
        Value::Link(rid) => label(rid),
        Value::Links(rids) => rids.first().copied().and_then(label),
        Value::Unknown | Value::Texts(_) | Value::Parts(_) => None,
    }
}

fn rank(record: Record<'_>, name: Name, term: &str) -> Option<usize> {
    let field = record.fields().iter().find(|field| field.name == name)?;
    let Shape::Term(terms) = field.shape else { return None };
    terms.iter().position(|known| known.name == term)
}

/// Sorts records by the keys; those that are equal keep their order.
pub fn sort(rids: &[Rid], keys: &[SortKey], dataset: &Dataset) -> Vec<Rid> {
    let mut places: Vec<(Place, Rid)> = Vec::with_capacity(rids.len());
    dataset.each(rids.iter().copied(), |record| places.push((Place::of(record, keys, dataset), record.rid)));
    places.sort_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    places.into_iter().map(|(_, rid)| rid).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    fn sorted(keys: &[(Name, bool)]) -> Vec<String> {
        let text = r#"{"format":"plenary/1","id":"t","title":"T","activities":[
            {"id":"a","title":"Étude","status":"held","when":"2021"},
            {"id":"b","title":"Zoo","status":"offered"},
            {"id":"c","title":"art","status":"offered","when":"2020-05"},
            {"id":"d","title":"Bee","status":"held","when":"2020"}]}"#;
        let loaded = load(&Source::bytes("t", text.as_bytes().to_vec())).unwrap();
        let dataset = loaded.dataset;
        let keys: Vec<SortKey> = keys.iter().map(|&(name, descending)| SortKey { name, descending }).collect();
        let rids: Vec<Rid> = dataset.range(Kind::Activity).map(Rid).collect();
        let id = |rid: Rid| dataset.record(rid).unwrap().id().to_owned();
        sort(&rids, &keys, &dataset).into_iter().map(id).collect()
    }

    #[test]
    fn titles_are_sorted_without_case_and_accents() {
        assert_eq!(sorted(&[(Name::Title, false)]), ["c", "d", "a", "b"]);
        assert_eq!(sorted(&[(Name::Title, true)]), ["b", "a", "d", "c"]);
    }

    #[test]
    fn what_is_unknown_stands_last_in_both_directions() {
        assert_eq!(sorted(&[(Name::When, false)]), ["d", "c", "a", "b"]);
        assert_eq!(sorted(&[(Name::When, true)]), ["a", "c", "d", "b"]);
    }

    #[test]
    fn the_second_field_decides_where_the_first_is_equal() {
        assert_eq!(sorted(&[(Name::Status, false), (Name::Title, false)]), ["c", "b", "d", "a"]);
        assert_eq!(sorted(&[(Name::Status, true), (Name::When, true)]), ["a", "d", "c", "b"]);
    }

    #[test]
    fn equal_records_keep_their_order() {
        assert_eq!(sorted(&[]), ["a", "b", "c", "d"]);
        assert_eq!(sorted(&[(Name::Status, false)]), ["b", "c", "a", "d"]);
    }

    #[test]
    fn only_fields_with_one_value_can_be_sorted_by_and_the_label_stands_first() {
        let names: Vec<Name> = sortable(&[Kind::Activity]).iter().map(|field| field.name).collect();
        assert_eq!(names.first(), Some(&Name::Title));
        assert!(names.contains(&Name::When) && names.contains(&Name::Status) && !names.contains(&Name::Sources));
        let common: Vec<Name> = sortable(&[Kind::Activity, Kind::Meeting]).iter().map(|field| field.name).collect();
        assert!(common.contains(&Name::When) && !common.contains(&Name::Status));
    }
}
