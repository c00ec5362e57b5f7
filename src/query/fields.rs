//! The fields of the language: those of the record tables, and the words here that are more than a field of one kind.
//!
//! To add a word, add a row to [`WORDS`]. The name of a kind is a word, too: `goal:4` is what touches that goal.

use crate::model::field::{Field, Shape, Target};
use crate::model::{Kind, Name};

/// What a word of the language asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The kind of a record, or what kind of thing it is among its like.
    Kind,
    /// What touches a record: refers to it, or is referred to by it.
    Touch(Target),
    /// Who said, undertook or asked for it.
    By,
    /// A date of its own that is in this time.
    During,
    /// A date of its own that is after this one.
    After,
    /// A date of its own that is before this one.
    Before,
    /// A field that is filled.
    Has,
    /// A condition.
    Is,
}

/// A word of the language that stands where a field does.
#[derive(Debug)]
pub struct Word {
    /// The name.
    pub name: &'static str,
    /// What it means, in one sentence without a final period.
    pub doc: &'static str,
    /// What values it takes.
    pub takes: &'static str,
    /// How it may be used.
    pub example: &'static str,
    /// What it asks for.
    pub meaning: Meaning,
}

/// Every word that is more than a field of one kind.
pub const WORDS: &[Word] = &[
    Word {
        name: "country",
        doc: "What touches a country or organisation: what names it, and what it takes part in",
        takes: "an id, a code of ISO 3166, or any name",
        example: "country:BG,turkey",
        meaning: Meaning::Touch(Target::Participant),
    },
    Word {
        name: "by",
        doc: "Who said it, undertook it or asked for it",
        takes: "a country, an organisation or a person",
        example: "by:hungary",
        meaning: Meaning::By,
    },
    Word {
        name: "doc",
        doc: "What rests on a document",
        takes: "the id or title of a document",
        example: "doc:som-2019",
        meaning: Meaning::Touch(Target::Kind(Kind::Document)),
    },
    Word {
        name: "kind",
        doc: "The kind of record, or what kind of meeting, activity, ... it is",
        takes: "a word of the list",
        example: "kind:meeting",
        meaning: Meaning::Kind,
    },
    Word {
        name: "year",
        doc: "What has a date in this time",
        takes: "a date or a range of dates",
        example: "year:2019..2021",
        meaning: Meaning::During,
    },
    Word {
        name: "after",
        doc: "What has a date after this one",
        takes: "a date",
        example: "after:2020-03",
        meaning: Meaning::After,
    },
    Word {
        name: "before",
        doc: "What has a date before this one",
        takes: "a date",
        example: "before:2021",
        meaning: Meaning::Before,
    },
    Word {
        name: "has",
        doc: "What has this field filled",
        takes: "the name of a field",
        example: "has:source",
        meaning: Meaning::Has,
    },
    Word {
        name: "is",
        doc: "What a condition is true of",
        takes: "a word of the list",
        example: "is:inferred",
        meaning: Meaning::Is,
    },
];

/// Where a value stands in a record: the position of its field and, where that holds parts, of the part's field.
pub type Place = (usize, Option<usize>);

/// What the name of a field means, for each kind that has it.
#[derive(Debug, Default)]
pub struct Asked {
    /// The word that it is.
    pub word: Option<Meaning>,
    /// The kinds that the word can be asked of.
    pub kinds: Vec<Kind>,
    /// The fields of that name, by kind.
    pub places: Vec<(Kind, Vec<Place>)>,
}

impl Asked {
    /// Finds what a name means for records of these kinds; nothing where no kind has it.
    pub fn new(name: &str, kinds: &[Kind]) -> Self {
        let word = meaning(name);
        let applies = |kind: &Kind| word.is_some_and(|word| applies(word, *kind));
        let asked: Vec<Kind> = kinds.iter().copied().filter(applies).collect();
        let own =
            |kind: &Kind| Some((*kind, places(name, kind.spec().fields))).filter(|(_, places)| !places.is_empty());
        match word {
            // An amendment has no date, but a wording before and one after: where nothing else is asked, that is what is meant.
            Some(_) if asked.is_empty() => Self { places: kinds.iter().filter_map(own).collect(), ..Self::default() },
            Some(Meaning::By) => {
                Self { places: asked.iter().map(|&kind| (kind, who(kind))).collect(), ..Self::default() }
            }
            Some(_) => {
                let places =
                    if word == Some(Meaning::Kind) { kinds.iter().filter_map(own).collect() } else { Vec::new() };
                Self { word, kinds: asked, places }
            }
            None => Self { places: kinds.iter().filter_map(own).collect(), ..Self::default() },
        }
    }

    /// Tells whether no kind has it.
    pub fn is_empty(&self) -> bool {
        self.word.is_none() && self.places.is_empty()
    }
}

/// Lists the names that records of these kinds can be asked by, the words first.
pub fn names(kinds: &[Kind]) -> Vec<&'static str> {
    let words = WORDS.iter().filter(|word| kinds.iter().any(|&kind| applies(word.meaning, kind))).map(|word| word.name);
    let own = kinds.iter().flat_map(|kind| kind.spec().fields).map(|field| field.name.text());
    let mut names: Vec<&str> = Vec::new();
    for name in words.chain(touching_kinds().map(|kind| kind.spec().name)).chain(own) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Says what a name asks for, in one sentence without a final period: as a word of the language, a kind, or a field.
pub fn doc(name: &str, kinds: &[Kind]) -> String {
    let word = WORDS.iter().find(|word| word.name == name && kinds.iter().any(|&kind| applies(word.meaning, kind)));
    let kind = touching_kinds().find(|kind| kind.spec().name == name);
    let field = || kinds.iter().flat_map(|kind| kind.spec().fields).find(|field| field.name.text() == name);
    match (word, kind) {
        (Some(word), _) => word.doc.to_owned(),
        (None, Some(kind)) => format!("What touches one of the {}", kind.spec().plural),
        (None, None) => field().map_or_else(String::new, |field| field.doc.to_owned()),
    }
}

/// Lists the kinds whose names are words of the language.
pub fn touching_kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(|kind| !kind.is_single())
}

fn meaning(name: &str) -> Option<Meaning> {
    let word = WORDS.iter().find(|word| word.name == name).map(|word| word.meaning);
    word.or_else(|| {
        touching_kinds().find(|kind| kind.spec().name == name).map(|kind| Meaning::Touch(Target::Kind(kind)))
    })
}

fn applies(meaning: Meaning, kind: Kind) -> bool {
    match meaning {
        Meaning::Kind | Meaning::Touch(_) | Meaning::Has | Meaning::Is => true,
        Meaning::By => !who(kind).is_empty(),
        Meaning::During | Meaning::After | Meaning::Before => dates(kind).next().is_some(),
    }
}

/// Finds the fields of a kind that say who said, undertook or asked for it.
fn who(kind: Kind) -> Vec<Place> {
    [Name::By, Name::Person].into_iter().flat_map(|name| places(name.text(), kind.spec().fields)).collect()
}

/// Lists the positions of the dates that a kind has of its own.
pub fn dates(kind: Kind) -> impl Iterator<Item = usize> {
    let fields = kind.spec().fields.iter().enumerate();
    fields.filter(|(_, field)| matches!(field.shape, Shape::Date)).map(|(at, _)| at)
}

/// Returns the field at a place.
pub fn field_at((at, part): Place, kind: Kind) -> Option<&'static Field> {
    let field = kind.spec().fields.get(at)?;
    part.map_or(Some(field), |part| field.parts().get(part))
}

/// Finds the fields that a name means where a value is asked for: the field itself, its plural, the same in parts where the record
/// itself has none. Of roles, `role` is the role of each.
pub fn places(name: &str, fields: &[Field]) -> Vec<Place> {
    let has_value = |field: &Field| field.parts().is_empty() || field.name.text() == name;
    let simple = own(fields, |field| is_called(field, name) && has_value(field));
    if simple.is_empty() { within(name, fields) } else { simple }
}

/// Finds the fields that a name means where it is asked whether they are filled: also those that hold parts, by the word for one.
pub fn whole_places(name: &str, fields: &[Field]) -> Vec<Place> {
    let whole = own(fields, |field| is_called(field, name));
    if whole.is_empty() { within(name, fields) } else { whole }
}

fn own(fields: &[Field], is_it: impl Fn(&Field) -> bool) -> Vec<Place> {
    fields.iter().enumerate().filter(|(_, field)| is_it(field)).map(|(at, _)| (at, None)).collect()
}

/// Finds the fields of that name in parts.
fn within(name: &str, fields: &[Field]) -> Vec<Place> {
    let parts = |(at, field): (usize, &Field)| {
        let parts = field.parts().iter().enumerate().filter(|(_, part)| is_called(part, name));
        parts.map(|(part, _)| (at, Some(part))).collect::<Vec<_>>()
    };
    fields.iter().enumerate().flat_map(parts).collect()
}

/// Lists what a field may be called, to say what was probably meant: its name, and the word for one of those that it holds.
pub fn spoken(field: &'static Field) -> impl Iterator<Item = &'static str> {
    let name = field.name.text();
    let holds_many = matches!(field.shape, Shape::Texts | Shape::Links(_) | Shape::Many(_));
    let one = name.strip_suffix('s').filter(|one| holds_many && is_called(field, one));
    [name].into_iter().chain(one)
}

/// Tells whether a name is that of a field, or the word for one where the field is named by the word for many.
fn is_called(field: &Field, name: &str) -> bool {
    let text = field.name.text();
    let stem = text.strip_suffix("ies");
    let plural = text.strip_suffix('s') == Some(name) || stem.is_some() && stem == name.strip_suffix('y');
    text == name || (plural && name.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_the_field_itself_or_its_plural_and_nothing_else() {
        let names = |name: &str, kind: Kind| -> Vec<&str> {
            let fields = kind.spec().fields;
            places(name, fields).into_iter().map(|(at, _)| fields[at].name.text()).collect()
        };
        assert_eq!(names("meeting", Kind::Statement), ["meeting"]);
        assert_eq!(names("goal", Kind::Activity), ["goals"]);
        assert_eq!(names("activity", Kind::Commitment), ["activities"]);
        assert_eq!(names("funder", Kind::Project), ["funders"]);
        assert_eq!(names("certainty", Kind::Goal), ["sources"]);
        assert_eq!(names("stats", Kind::Activity), [""; 0]);
    }

    #[test]
    fn every_field_of_the_tables_is_one_of_the_language() {
        for &kind in Kind::ALL {
            for field in kind.spec().fields {
                assert!(!Asked::new(field.name.text(), &[kind]).is_empty(), "{kind:?} {:?}", field.name);
                assert!(names(&[kind]).contains(&field.name.text()));
            }
        }
    }

    #[test]
    fn a_word_is_asked_of_the_kinds_that_can_answer() {
        let kinds = |name: &str| Asked::new(name, Kind::ALL).kinds;
        assert_eq!(kinds("country").len(), Kind::COUNT);
        let dated = [Kind::Framework, Kind::Activity, Kind::Commitment, Kind::Project, Kind::Meeting, Kind::Figure];
        assert_eq!(kinds("year"), [&dated[..], &[Kind::Document, Kind::Plan]].concat());
        let by: Vec<Kind> = Asked::new("by", Kind::ALL).places.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(by, [Kind::Commitment, Kind::Statement, Kind::Amendment, Kind::Plan]);
        let wording = Asked::new("after", &[Kind::Amendment]);
        assert_eq!((wording.word, wording.places.len()), (None, 1));
        assert!(Asked::new("by", &[Kind::Country]).is_empty() && Asked::new("x", Kind::ALL).is_empty());
    }
}
