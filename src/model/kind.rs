//! The kinds of records.

use std::fmt;

use crate::model::field::Field;
use crate::model::kinds;
use crate::model::name::Name;

/// What a kind of record is called and made of.
#[derive(Debug)]
pub struct KindSpec {
    /// The word for one, as in a reference: `country`.
    pub name: &'static str,
    /// The word for many, as on the command line: `countries`. It is the key of the list in the dataset, too.
    pub plural: &'static str,
    /// The heading over many.
    pub title: &'static str,
    /// What a reference to it is, for a message.
    pub reference: &'static str,
    /// What it is, in one sentence without a final period.
    pub doc: &'static str,
    /// The fields, in the order in which they are shown; the first is the id.
    pub fields: &'static [Field],
}

impl KindSpec {
    /// Returns the position of the field of that name.
    pub fn position(&self, name: Name) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $table:path;)*) => {
        /// A kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $variant),*
        }

        impl Kind {
            /// Every kind, in the order in which lists of everything show them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// How many kinds there are.
            pub const COUNT: usize = Self::ALL.len();

            /// Returns the kind's row of the table.
            pub fn spec(self) -> &'static KindSpec {
                match self {
                    $(Self::$variant => &$table),*
                }
            }
        }
    };
}

kinds! {
    /// A participating state.
    Country kinds::country::COUNTRY;
    /// Another participant.
    Organisation kinds::organisation::ORGANISATION;
    /// A declaration or plan with its own numbering of goals.
    Framework kinds::framework::FRAMEWORK;
    /// A priority goal, numbered within its framework.
    Goal kinds::goal::GOAL;
    /// An action point under a goal.
    Action kinds::action::ACTION;
    /// A thing that the implementation plan does.
    Activity kinds::activity::ACTIVITY;
    /// What a participant undertook.
    Commitment kinds::commitment::COMMITMENT;
    /// What was said at a meeting.
    Statement kinds::statement::STATEMENT;
    /// A change to the plan that a participant asked for.
    Amendment kinds::amendment::AMENDMENT;
    /// A working group.
    Group kinds::group::GROUP;
    /// An initiative with funders and a budget.
    Project kinds::project::PROJECT;
    /// A conference, senior officials or working-group meeting.
    Meeting kinds::meeting::MEETING;
    /// A measure of results.
    Indicator kinds::indicator::INDICATOR;
    /// A published number that is nobody's indicator.
    Figure kinds::figure::FIGURE;
    /// A public official named in a source.
    Person kinds::person::PERSON;
    /// A source.
    Document kinds::document::DOCUMENT;
    /// The plan itself, of which a dataset has one.
    Plan kinds::plan::PLAN;
}

/// The id of the one plan of a dataset, which has none of its own.
pub const PLAN_ID: &str = "plan";

impl Kind {
    /// Tells whether a dataset has one of this kind, an object instead of a list.
    pub fn is_single(self) -> bool {
        self == Self::Plan
    }

    /// Finds a kind by its word for one or for many.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.spec().name == word || kind.spec().plural == word)
    }
}

/// A reference to a record: `kind:id`, or `plan`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reference<'a> {
    /// The kind.
    pub kind: Kind,
    /// The id within the kind.
    pub id: &'a str,
}

impl<'a> Reference<'a> {
    /// Reads a reference; `None` when the text has not that form or the kind is unknown.
    pub fn parse(text: &'a str) -> Option<Self> {
        if text == PLAN_ID {
            return Some(Self { kind: Kind::Plan, id: PLAN_ID });
        }
        let (word, id) = text.split_once(':')?;
        Some(Self { kind: Kind::from_word(word)?, id })
    }
}

impl fmt::Display for Reference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == Kind::Plan {
            return f.write_str(PLAN_ID);
        }
        write!(f, "{}:{}", self.kind.spec().name, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::Shape;

    #[test]
    fn every_kind_begins_with_its_id_and_has_a_label() {
        for kind in Kind::ALL.iter().filter(|kind| !kind.is_single()) {
            let spec = kind.spec();
            assert!(matches!(spec.fields[0].shape, Shape::Id), "{}", spec.name);
            assert!(spec.fields.iter().any(|field| field.label), "{}", spec.name);
        }
    }

    #[test]
    fn words_and_fields_are_unique_and_documented() {
        let words: Vec<_> = Kind::ALL.iter().flat_map(|kind| [kind.spec().name, kind.spec().plural]).collect();
        for (at, word) in words.iter().enumerate() {
            let twice = words.iter().skip(at + 1).any(|other| other == word);
            assert!(!twice || *word == PLAN_ID, "{word}");
        }
        for kind in Kind::ALL {
            check_fields(kind.spec().fields);
            assert!(!kind.spec().doc.ends_with('.'));
        }
    }

    fn check_fields(fields: &[Field]) {
        for (at, field) in fields.iter().enumerate() {
            assert!(!field.doc.is_empty() && !field.doc.ends_with('.'), "{:?}", field.name);
            assert!(fields.iter().skip(at + 1).all(|other| other.name != field.name), "{:?}", field.name);
            check_fields(field.parts());
        }
        assert!(fields.len() < 64);
    }

    #[test]
    fn a_reference_is_read_as_it_is_written() {
        for text in ["country:BG", "goal:imd-2013.4", "plan", "activity:a:b"] {
            assert_eq!(Reference::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Reference::parse("countries:BG").unwrap().to_string(), "country:BG");
        assert_eq!(Reference::parse("BG"), None);
        assert_eq!(Reference::parse("planet:BG"), None);
    }
}
