//! The words that what was added can be asked by: those here, the kinds of record, and the fields in the table of what can be added.

use crate::journal::OPS;
use crate::journal::ops::{Field, Spec};
use crate::model::Kind;
use crate::model::field::Target;
use crate::query::fields::touching_kinds;

/// What a word asks for.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// What was added: a note, a statement, ...
    Kind,
    /// The record on which it hangs.
    On,
    /// A record to which it belongs.
    Touch(Target),
    /// Who spoke, asked for it, or is to do it.
    By,
    /// Who wrote it.
    Who,
    /// The day on which it was made.
    During,
    /// The same, after one.
    After,
    /// The same, before one.
    Before,
    /// What became of it.
    Fate,
    /// A condition.
    Is,
    /// A field of the table.
    Field(&'static Field),
}

/// A word that stands before the colon.
#[derive(Debug)]
pub struct Word {
    /// How it may be used: the word itself stands before the colon.
    pub example: &'static str,
    /// What it asks for, in one sentence without a final period.
    pub doc: &'static str,
    /// The same for the program.
    pub meaning: Meaning,
}

/// Every word that is more than a field.
pub const WORDS: &[Word] = &[
    Word { example: "kind:note,statement", doc: "What it is", meaning: Meaning::Kind },
    Word { example: "by:turkey", doc: "Who spoke, asked for it or is to do it", meaning: Meaning::By },
    Word { example: "who:author", doc: "Who wrote it down", meaning: Meaning::Who },
    Word { example: "on:activity:A-05", doc: "The record on which it hangs", meaning: Meaning::On },
    Word {
        example: "country:BG,TR",
        doc: "What hangs on a country or organisation, names it or is about it",
        meaning: Meaning::Touch(Target::Participant),
    },
    Word {
        example: "doc:som-2019",
        doc: "What belongs to a document",
        meaning: Meaning::Touch(Target::Kind(Kind::Document)),
    },
    Word { example: "year:2019..2021", doc: "When it was written, in UTC", meaning: Meaning::During },
    Word { example: "after:2020-03", doc: "What was written after that", meaning: Meaning::After },
    Word { example: "before:2021", doc: "What was written before that", meaning: Meaning::Before },
    Word { example: "fate:accepted", doc: "What became of an amendment", meaning: Meaning::Fate },
    Word { example: "is:open", doc: "What a condition is true of", meaning: Meaning::Is },
];

impl Word {
    /// Returns the word itself.
    pub fn name(&self) -> &'static str {
        self.example.split_once(':').map_or(self.example, |(name, _)| name)
    }
}

/// Lists the ops of which something is there to be asked for.
pub fn specs() -> impl Iterator<Item = &'static Spec> {
    OPS.iter().filter(|spec| spec.adds)
}

/// Lists the fields that something added can have, each once: those whose name is no word.
pub fn fields() -> Vec<&'static Field> {
    let mut fields: Vec<&Field> = Vec::new();
    for field in specs().flat_map(|spec| spec.fields) {
        let is_word = WORDS.iter().any(|word| word.name() == field.name);
        if !is_word && !fields.iter().any(|known| known.name == field.name) {
            fields.push(field);
        }
    }
    fields
}

/// Finds what a name means; `None` where it means nothing.
pub fn meaning(name: &str) -> Option<Meaning> {
    let word = WORDS.iter().find(|word| word.name() == name).map(|word| word.meaning);
    let kind = || touching_kinds().find(|kind| kind.spec().name == name);
    let field = || fields().into_iter().find(|field| field.name == name);
    word.or_else(|| field().map(Meaning::Field)).or_else(|| kind().map(|kind| Meaning::Touch(Target::Kind(kind))))
}

/// Lists all names.
pub fn names() -> Vec<&'static str> {
    let kinds = touching_kinds().map(|kind| kind.spec().name);
    let mut names: Vec<&str> = WORDS.iter().map(Word::name).collect();
    for name in fields().into_iter().map(|field| field.name).chain(kinds) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_something_and_a_meeting_is_asked_by_its_kind() {
        assert!(names().into_iter().all(|name| meaning(name).is_some()));
        assert!(matches!(meaning("meeting"), Some(Meaning::Touch(Target::Kind(Kind::Meeting)))));
        assert!(matches!(meaning("type"), Some(Meaning::Field(_))));
        assert!(meaning("nonsense").is_none());
    }
}
