//! Statements: what was said at meetings.

use crate::model::field::{Field, Shape, Target, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{id, link, participants, sources};
use crate::model::name::Name;

/// The table of a statement.
pub const STATEMENT: KindSpec = KindSpec {
    name: "statement",
    plural: "statements",
    title: "Statements",
    reference: "the id of a statement",
    doc: "What was said at a meeting; one whose speaker is not named is valid",
    fields: &[
        id("Such as S-11"),
        participants(Name::By, "Who spoke; not named where left out").column(),
        Field::new(Name::Capacity, Shape::Text, "In what capacity"),
        link(Name::Person, Kind::Person, "The official who spoke"),
        Field::new(Name::Type, Shape::Term(TYPES), "What kind of statement it is").column(),
        Field::new(Name::Summary, Shape::Text, "What was said, in our own words").label(),
        Field::new(Name::About, Shape::Links(Target::Any), "What it is about"),
        link(Name::Meeting, Kind::Meeting, "The meeting at which it was said").column(),
        sources(),
    ],
};

const TYPES: &[Term] = &[
    Term::new("opening", "Opens the meeting"),
    Term::new("presentation", "Presents something"),
    Term::new("support", "Supports something"),
    Term::new("comment", "Gives a view"),
    Term::new("commitment", "Undertakes something"),
    Term::new("offer", "Offers something, such as to host"),
    Term::new("request", "Asks for something, such as a change"),
    Term::new("reservation", "Keeps a distance"),
    Term::new("announcement", "Tells of something to come"),
    Term::new("thanks", "Gives thanks"),
    Term::new("other", "Anything else"),
];
