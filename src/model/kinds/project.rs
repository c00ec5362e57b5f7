//! Projects: initiatives with funders, a budget, a period and components.

use crate::model::field::{Field, Shape, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{goals, id, link, links, participants, sources, summary, title};
use crate::model::name::Name;

/// The table of a project.
pub const PROJECT: KindSpec = KindSpec {
    name: "project",
    plural: "projects",
    title: "Projects",
    reference: "the id of a project",
    doc: "An initiative; those with a parent are its components",
    fields: &[
        id("A short word for it"),
        title(),
        Field::new(Name::Also, Shape::Texts, "Acronyms and other titles").column(),
        link(Name::Parent, Kind::Project, "The project that it is a component of"),
        Field::new(Name::When, Shape::Date, "From when to when it runs").column(),
        Field::new(Name::Status, Shape::Term(STATUS), "How far it has come"),
        participants(Name::Funders, "Who pays").column(),
        participants(Name::Implementers, "Who does the work"),
        Field::new(Name::Budget, Shape::One(MONEY), "What it costs"),
        summary(),
        links(Name::Countries, Kind::Country, "The countries in which it works"),
        goals(),
        sources(),
    ],
};

/// An amount of money with what it counts.
pub const MONEY: &[Field] = &[
    Field::new(Name::Amount, Shape::Amount, "The amount, as a decimal string"),
    Field::new(Name::Currency, Shape::Currency, "The currency, by its ISO 4217 code"),
    Field::new(Name::Basis, Shape::Text, "What the amount counts; amounts of different bases are never added"),
];

const STATUS: &[Term] = &[
    Term::signed("planned", ("◌", "."), "It is to begin"),
    Term::signed("ongoing", ("◐", "%"), "It runs"),
    Term::signed("completed", ("●", "*"), "It has ended"),
    Term::signed("suspended", ("◔", ">"), "It rests"),
    Term::signed("cancelled", ("✕", "x"), "It will not be done"),
    Term::signed("unknown", ("–", "-"), "No source says"),
];
