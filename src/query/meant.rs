//! Which records a word means: by reference, id, code, or any of their names.

use crate::base::codes;
use crate::base::text::fold;
use crate::model::field::Target;
use crate::model::{Dataset, Kind, Record, Reference, Rid};

/// Finds the records that a value means: by id, by reference, by a code of ISO 3166-1, or by a whole name.
pub fn meant(value: &str, target: Target, dataset: &Dataset) -> Vec<Rid> {
    let by_reference = Reference::parse(value).and_then(|reference| dataset.find_reference(reference));
    if let Some(record) = by_reference.filter(|record| target.allows(record.kind)) {
        return vec![record.rid];
    }
    let kinds = Kind::ALL.iter().copied().filter(|&kind| target.allows(kind));
    let by_id: Vec<Rid> = kinds.clone().filter_map(|kind| dataset.find(kind, value)).map(|record| record.rid).collect();
    if !by_id.is_empty() {
        return by_id;
    }
    let folded = fold(value);
    let folded = folded.trim();
    let is_it = |record: &Record<'_>| {
        record.id().eq_ignore_ascii_case(value) || record.names().any(|name| fold(name) == folded)
    };
    let found: Vec<Rid> = kinds.flat_map(|kind| dataset.records(kind)).filter(is_it).map(|record| record.rid).collect();
    if found.is_empty() { by_code(value, target, dataset).into_iter().collect() } else { found }
}

/// Finds the country of an alpha-3 code, which its record need not list.
fn by_code(value: &str, target: Target, dataset: &Dataset) -> Option<Rid> {
    let country = codes::alpha2(&value.to_ascii_uppercase()).filter(|_| target.allows(Kind::Country))?;
    dataset.find(Kind::Country, country).map(|record| record.rid)
}

/// Says which name or id was probably to be written.
pub fn known(target: Target, dataset: &Dataset) -> impl Iterator<Item = &str> {
    let kinds = Kind::ALL.iter().copied().filter(move |&kind| target.allows(kind));
    kinds.flat_map(|kind| dataset.records(kind)).flat_map(|record| [record.id(), record.label().text()])
}
