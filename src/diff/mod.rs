//! Two datasets compared: what was added, dropped and changed, record by record and field by field.
//!
//! Records are the same where kind and id are. Nothing here knows files or screens.

use crate::model::{Dataset, Kind, Name, Record, Rid, Row, Value};

/// What is different between two datasets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// References of records that only the new one has.
    pub added: Vec<String>,
    /// References of records that only the old one has, with what they were called.
    pub removed: Vec<(String, String)>,
    /// References of records that say something else, with the fields that differ.
    pub changed: Vec<(String, Vec<Name>)>,
}

impl Changes {
    /// Compares two datasets.
    pub fn between(old: &Dataset, new: &Dataset) -> Self {
        let mut changes = Self::default();
        for &kind in Kind::ALL {
            for record in old.records(kind) {
                let reference = record.reference();
                match new.find_reference(reference) {
                    None => changes.removed.push((reference.to_string(), record.label().text().to_owned())),
                    Some(other) => {
                        let fields = differing((record, old), (other, new));
                        if !fields.is_empty() {
                            changes.changed.push((reference.to_string(), fields));
                        }
                    }
                }
            }
            let fresh = new.records(kind).filter(|record| old.find_reference(record.reference()).is_none());
            changes.added.extend(fresh.map(|record| record.reference().to_string()));
        }
        changes
    }

    /// Tells whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Counts them in words: `3 changed, 1 removed`.
    pub fn summary(&self) -> String {
        let counts = [(self.added.len(), "added"), (self.changed.len(), "changed"), (self.removed.len(), "removed")];
        let said = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
        let said: Vec<String> = said.collect();
        if said.is_empty() { "no record is different".into() } else { said.join(", ") }
    }
}

/// Lists the fields in which two records of one kind differ.
pub fn differing((old, before): (Record<'_>, &Dataset), (new, after): (Record<'_>, &Dataset)) -> Vec<Name> {
    let fields = old.fields().iter().enumerate();
    let other = fields.filter(|(at, _)| !same((&old.value(*at), before), (&new.value(*at), after)));
    other.map(|(_, field)| field.name).collect()
}

fn same((old, before): (&Value<'_>, &Dataset), (new, after): (&Value<'_>, &Dataset)) -> bool {
    match (old, new) {
        (Value::Unknown, Value::Unknown) => true,
        (Value::Text(one), Value::Text(other)) => one == other,
        (Value::Texts(one), Value::Texts(other)) => one == other,
        (Value::Term(one), Value::Term(other)) => one.name == other.name,
        (Value::Date(one), Value::Date(other)) => one == other,
        (Value::Whole(one), Value::Whole(other)) => one == other,
        (Value::Number(one), Value::Number(other)) => one == other,
        (Value::Flag(one), Value::Flag(other)) => one == other,
        (Value::Link(one), Value::Link(other)) => same_record((*one, before), (*other, after)),
        (Value::Links(one), Value::Links(other)) => {
            let mut pairs = one.iter().zip(*other);
            one.len() == other.len() && pairs.all(|(&one, &other)| same_record((one, before), (other, after)))
        }
        (Value::Parts(one), Value::Parts(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| same_row((*one, before), (*other, after)))
        }
        _ => false,
    }
}

fn same_row((old, before): (Row<'_>, &Dataset), (new, after): (Row<'_>, &Dataset)) -> bool {
    (0..old.fields().len()).all(|at| same((&old.value(at), before), (&new.value(at), after)))
}

fn same_record((old, before): (Rid, &Dataset), (new, after): (Rid, &Dataset)) -> bool {
    match (before.record(old), after.record(new)) {
        (Some(old), Some(new)) => old.reference() == new.reference(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    fn dataset(entries: &str) -> Dataset {
        let text = format!(r#"{{"format":"plenary/1","id":"d","title":"D",{entries}}}"#);
        load(&Source::bytes("d", text.into_bytes())).unwrap().dataset
    }

    #[test]
    fn what_was_added_dropped_and_changed_is_told_apart_whatever_the_order() {
        let old = dataset(
            r#""countries":[{"id":"BG","name":"Bulgaria"},{"id":"TR","name":"Turkey"},{"id":"HU","name":"Hungary"}]"#,
        );
        let new = dataset(
            r#""countries":[{"id":"TR","name":"Türkiye","also":["Turkey"]},{"id":"BG","name":"Bulgaria"},{"id":"LV"}]"#,
        );
        let changes = Changes::between(&old, &new);
        assert_eq!(changes.added, ["country:LV"]);
        assert_eq!(changes.removed, [("country:HU".to_owned(), "Hungary".to_owned())]);
        assert_eq!(changes.changed, [("country:TR".to_owned(), vec![Name::Name, Name::Also])]);
        assert_eq!(changes.summary(), "1 added, 1 changed, 1 removed");
        assert!(Changes::between(&old, &old).is_empty());
    }

    #[test]
    fn unknown_and_none_are_different_and_references_are_compared_by_what_they_mean() {
        let old =
            dataset(r#""countries":[{"id":"BG"},{"id":"TR"}],"activities":[{"id":"A","hosts":["TR"]},{"id":"B"}]"#);
        let new = dataset(
            r#""countries":[{"id":"TR"},{"id":"BG"}],"activities":[{"id":"A","hosts":["TR"]},{"id":"B","hosts":[]}]"#,
        );
        assert_eq!(Changes::between(&old, &new).changed, [("activity:B".to_owned(), vec![Name::Hosts])]);
    }
}
