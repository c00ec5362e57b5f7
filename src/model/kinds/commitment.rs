//! Commitments: what participants undertook.

use crate::model::field::{Field, Shape, Target, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{goals, id, link, links, participants, sources};
use crate::model::name::Name;

/// The table of a commitment.
pub const COMMITMENT: KindSpec = KindSpec {
    name: "commitment",
    plural: "commitments",
    title: "Commitments",
    reference: "the id of a commitment",
    doc: "What a participant undertook: when it is due and what became of it",
    fields: &[
        id("Such as C-12"),
        participants(Name::By, "Who undertook it").column(),
        Field::new(Name::Kind, Shape::Term(KINDS), "What kind of undertaking it is").column(),
        Field::new(Name::Summary, Shape::Text, "What was undertaken, in our own words").label(),
        Field::new(Name::When, Shape::Date, "When it is due").column(),
        Field::new(Name::Status, Shape::Term(STATUS), "What became of it").column(),
        goals(),
        links(Name::Activities, Kind::Activity, "The activities that carry it out"),
        links(Name::Groups, Kind::Group, "The working groups concerned"),
        links(Name::Projects, Kind::Project, "The projects concerned"),
        Field::new(Name::From, Shape::Link(Target::Any), "The record that it was taken from, often a statement"),
        link(Name::MadeAt, Kind::Meeting, "The meeting at which it was made"),
        sources(),
    ],
};

const KINDS: &[Term] = &[
    Term::new("adopt", "To adopt a text"),
    Term::new("host", "To receive a meeting"),
    Term::new("contribute", "To give knowledge or people"),
    Term::new("lead", "To lead a group or a work"),
    Term::new("fund", "To pay"),
    Term::new("support", "To stand behind something"),
    Term::new("deliver", "To hand something over"),
    Term::new("other", "Anything else"),
];

const STATUS: &[Term] = &[
    Term::signed("open", ("○", "o"), "Promised and not reported done"),
    Term::signed("under-way", ("◐", "%"), "Work on it has begun"),
    Term::signed("kept", ("●", "*"), "It was done"),
    Term::signed("lapsed", ("◌", "."), "Its time passed and it was not done"),
    Term::signed("withdrawn", ("✕", "x"), "It was taken back"),
    Term::signed("no-record", ("–", "-"), "No source says what became of it"),
];
