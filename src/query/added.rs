//! Records by what was added to them: the words behind `is:` and `has:` that ask the journal, from the table of what can be added.

use std::sync::LazyLock;

use fixedbitset::FixedBitSet;

use crate::journal::{Item, OPS, Op};
use crate::model::field::Shape;
use crate::model::{Dataset, Kind, Reference};
use crate::query::conditions::Ground;
use crate::query::fields::{Meaning, field_at, places};
use crate::query::tree::{Matter, Query, Term};

/// Something that was added to a record or not.
#[derive(Debug)]
pub struct Word {
    /// What stands before the colon: [`Meaning::Is`] or [`Meaning::Has`].
    pub meaning: Meaning,
    /// The word behind it.
    pub name: String,
    /// When it is true, in one sentence without a final period.
    pub doc: String,
    /// What must have been added; `None` is anything.
    op: Option<Op>,
}

/// Every word that asks the journal of a record.
pub static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let flag = OPS.iter().filter(|spec| spec.op == Op::Flag).map(|spec| Word {
        meaning: Meaning::Is,
        name: "flagged".to_owned(),
        doc: "You flagged it".to_owned(),
        op: Some(spec.op),
    });
    let anything = Word {
        meaning: Meaning::Has,
        name: "added".to_owned(),
        doc: "Something was added to it, or at it where it is a meeting".to_owned(),
        op: None,
    };
    let ops = OPS.iter().filter(|spec| says_something(spec.op)).map(|spec| Word {
        meaning: Meaning::Has,
        name: name(spec.title),
        doc: format!("{} was added to it, about it or at it", first_capital(&spec.op.one())),
        op: Some(spec.op),
    });
    flag.chain([anything]).chain(ops).collect()
});

/// Returns the word for what is called so: what records themselves have a closed list for keeps its name.
fn name(title: &str) -> String {
    let name = title.replace(' ', "-");
    let is_listed = |kind: &Kind| {
        let fields = places(&name, kind.spec().fields).into_iter().filter_map(|place| field_at(place, *kind));
        fields.into_iter().any(|field| matches!(field.shape, Shape::Term(_)))
    };
    if Kind::ALL.iter().any(is_listed) { format!("added-{name}") } else { name }
}

fn first_capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Tells whether an op adds something that can be read: not the opening of a meeting, and not a flag, which says nothing but that it is there.
fn says_something(op: Op) -> bool {
    op.spec().adds && !op.spec().fields.is_empty()
}

impl Word {
    /// Finds the word behind `is:` or `has:`, however it is written.
    pub fn find(meaning: Meaning, value: &str) -> Option<&'static Self> {
        let value = value.to_lowercase().replace('_', "-");
        Self::behind(meaning).find(|word| word.name == value)
    }

    /// Lists the words that can stand behind `is:` or `has:`.
    pub fn behind(meaning: Meaning) -> impl Iterator<Item = &'static Self> + Clone {
        WORDS.iter().filter(move |word| word.meaning == meaning)
    }

    /// Finds the records of which it is true: none where nothing was added.
    pub fn records(&self, ground: Ground<'_>) -> FixedBitSet {
        let dataset = &ground.snapshot.dataset;
        let mut records = FixedBitSet::with_capacity(dataset.len());
        let items = ground.book.map_or(&[][..], |book| &book.review.items);
        for item in items.iter().filter(|item| self.is_of(item)) {
            records.extend(self.places(item).iter().filter_map(|reference| rid(reference, dataset)));
        }
        records
    }

    fn is_of(&self, item: &Item) -> bool {
        self.op.map_or_else(|| says_something(item.op) || item.op == Op::Flag, |op| op == item.op)
    }

    /// Lists the records to which an item belongs; a flag is only on the one on which it hangs.
    fn places(&self, item: &Item) -> Vec<String> {
        if item.op == Op::Flag { item.event.on.iter().cloned().collect() } else { item.touches() }
    }
}

/// Returns the position of the record that a reference means, if the dataset has it.
fn rid(reference: &str, dataset: &Dataset) -> Option<usize> {
    let record = Reference::parse(reference).and_then(|found| dataset.find_reference(found));
    record.map(|record| record.rid.index())
}

/// Tells whether a term asks the journal of records.
pub fn asks_of(term: &Term) -> bool {
    let Matter::Field { name, values, .. } = &term.matter else { return false };
    let meaning = match name.as_str() {
        "is" => Meaning::Is,
        "has" => Meaning::Has,
        _ => return false,
    };
    values.iter().any(|value| Word::find(meaning, &value.text).is_some())
}

/// Tells whether a query asks the journal of records: without such a term nothing of it need be read.
pub fn asks(query: &Query) -> bool {
    query.terms.iter().any(asks_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::conditions::CONDITIONS;

    #[test]
    fn there_is_a_word_for_everything_that_can_be_read_and_none_stands_for_two_things() {
        let names: Vec<&str> = WORDS.iter().map(|word| word.name.as_str()).collect();
        let expected = [
            "flagged",
            "added",
            "statement",
            "amendment",
            "decision",
            "task",
            "added-status",
            "observed-value",
            "note",
        ];
        assert_eq!(names, expected);
        assert!(CONDITIONS.iter().all(|condition| !names.contains(&condition.name)));
        assert!(WORDS.iter().all(|word| !word.doc.ends_with('.')));
    }

    #[test]
    fn only_a_query_with_such_a_word_asks_the_journal() {
        for (text, expected) in [
            ("is:flagged", true),
            ("-HAS:Note bulgaria", true),
            ("has:added_status", true),
            ("has:source,note", true),
            ("has:status is:open flagged \"is:flagged\"", false),
            ("status:held", false),
        ] {
            assert_eq!(asks(&Query::parse(text).0), expected, "{text}");
        }
    }
}
