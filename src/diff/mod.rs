//! Two datasets compared: what was added, dropped and changed, record by record and field by field.
//!
//! Records are the same where kind and id are. [`Changes`] says which records differ and in which fields, [`lines`] what they say on either
//! side, [`words`] compares two wordings word by word. [`report`] is all of it together, as it is shown and written; [`versions`] knows which of
//! two plans came first. Nothing here knows files or screens.

pub mod lines;
pub mod report;
mod same;
pub mod versions;
pub mod words;

use crate::diff::same::same;
use crate::model::{Dataset, Kind, Name, Passing, Record, Rid};

pub use lines::{Change, Line};
pub use report::{Format, Report};

/// What is different between two datasets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// References of records that only the new one has.
    pub added: Vec<String>,
    /// References of records that only the old one has, with what they were called.
    pub dropped: Vec<(String, String)>,
    /// References of records that say something else, with the fields that differ.
    pub changed: Vec<(String, Vec<Name>)>,
}

impl Changes {
    /// Compares two datasets.
    pub fn between(old: &Dataset, new: &Dataset) -> Self {
        let (mut changes, mut after) = (Self::default(), Passing::through(new));
        for &kind in Kind::ALL {
            old.each(old.range(kind).map(Rid), |record| {
                let reference = record.reference();
                let after = after.dataset();
                let Some(other) = after.find_reference(reference) else {
                    return changes.dropped.push((reference.to_string(), record.label().text().to_owned()));
                };
                let fields = differing((record, old), (other, after));
                if !fields.is_empty() {
                    changes.changed.push((reference.to_string(), fields));
                }
            });
            let fresh = new.records(kind).filter(|record| old.find_reference(record.reference()).is_none());
            changes.added.extend(fresh.map(|record| record.reference().to_string()));
        }
        changes
    }

    /// Tells whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.dropped.is_empty() && self.changed.is_empty()
    }

    /// Counts them in words: `3 changed, 1 dropped`.
    pub fn summary(&self) -> String {
        let counts = [(self.added.len(), "added"), (self.changed.len(), "changed"), (self.dropped.len(), "dropped")];
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
        assert_eq!(changes.dropped, [("country:HU".to_owned(), "Hungary".to_owned())]);
        assert_eq!(changes.changed, [("country:TR".to_owned(), vec![Name::Name, Name::Also])]);
        assert_eq!(changes.summary(), "1 added, 1 changed, 1 dropped");
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
