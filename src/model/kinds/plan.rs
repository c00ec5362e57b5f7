//! The plan: the version of it that the dataset holds.

use crate::model::field::{Field, Shape, Target, Term};
use crate::model::kind::KindSpec;
use crate::model::kinds::shared::{participants, sources, summary, title};
use crate::model::name::Name;

/// The table of the plan.
pub const PLAN: KindSpec = KindSpec {
    name: "plan",
    plural: "plan",
    title: "Plan",
    reference: "plan",
    doc: "The plan itself, of which a dataset has one version",
    fields: &[
        title(),
        Field::new(Name::Version, Shape::Text, "The name of this version, such as 2019-12").column(),
        Field::new(Name::Status, Shape::Term(STATUS), "How far it has come").column(),
        Field::new(Name::Date, Shape::Date, "When it came that far").column(),
        Field::new(Name::Period, Shape::Date, "The time that it covers").column(),
        Field::new(Name::Previous, Shape::Text, "The name of the version before"),
        summary(),
        Field::new(Name::Changes, Shape::Many(CHANGE), "What changed since the version before"),
        sources(),
    ],
};

const STATUS: &[Term] = &[
    Term::new("circulated", "Sent out for comment"),
    Term::new("revised", "Changed after comments"),
    Term::new("endorsed", "Agreed by those who met"),
];

const CHANGE: &[Field] = &[
    Field::new(Name::At, Shape::Link(Target::Any), "What was changed"),
    Field::new(Name::What, Shape::Text, "What the change is"),
    participants(Name::By, "Who asked for it"),
    sources(),
];
