//! Amendments: changes that participants asked for.

use crate::model::field::{Field, Shape, Target, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{id, link, participants, sources};
use crate::model::name::Name;

/// The table of an amendment.
pub const AMENDMENT: KindSpec = KindSpec {
    name: "amendment",
    plural: "amendments",
    title: "Amendments",
    reference: "the id of an amendment",
    doc: "A change to the plan that a participant asked for, and what became of it",
    fields: &[
        id("Such as M-02"),
        participants(Name::By, "Who asked for it").column(),
        Field::new(Name::Summary, Shape::Text, "What was asked for, in our own words").label(),
        Field::new(Name::Status, Shape::Term(STATUS), "What became of it").column(),
        Field::new(Name::To, Shape::Link(Target::Any), "What is to be changed").column(),
        Field::new(Name::Field, Shape::Text, "Which field of it"),
        Field::new(Name::Before, Shape::Text, "The wording before"),
        Field::new(Name::After, Shape::Text, "The wording after"),
        link(Name::RaisedAt, Kind::Meeting, "The meeting at which it was raised"),
        sources(),
    ],
};

const STATUS: &[Term] = &[
    Term::signed("requested", ("○", "o"), "It was asked for and is not settled"),
    Term::signed("accepted", ("●", "*"), "It went into the plan"),
    Term::signed("rejected", ("✕", "x"), "It did not go into the plan"),
    Term::signed("withdrawn", ("◌", "."), "Who asked took it back"),
    Term::signed("not-stated", ("–", "-"), "No source says what became of it"),
];
