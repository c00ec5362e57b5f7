//! Countries: the participating states.

use crate::model::field::{Field, Shape, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{ROLE, id, link, sources, summary};
use crate::model::name::Name;

/// The table of a country.
pub const COUNTRY: KindSpec = KindSpec {
    name: "country",
    plural: "countries",
    title: "Countries",
    reference: "the id of a country",
    doc: "A participating state",
    fields: &[
        id("The ISO 3166-1 alpha-2 code"),
        Field::new(Name::Name, Shape::Text, "The name, as the dialogue's documents give it").label(),
        Field::new(Name::Also, Shape::Texts, "Other names, older and newer, and the alpha-3 code").column(),
        Field::new(Name::Note, Shape::Text, "A footnote that the name carries"),
        summary(),
        Field::new(Name::Roles, Shape::Many(ROLE), "The roles that it holds or held"),
        Field::new(Name::Adopted, Shape::Many(ADOPTED), "Which frameworks it adopted"),
        sources(),
    ],
};

/// Whether a participant adopted a framework.
pub const ADOPTED: &[Field] = &[
    link(Name::Framework, Kind::Framework, "The framework"),
    Field::new(Name::Value, Shape::Term(ADOPTION), "Whether it was adopted"),
    sources(),
];

const ADOPTION: &[Term] = &[
    Term::new("yes", "It was adopted"),
    Term::new("no", "It was not adopted"),
    Term::new("unknown", "No source says"),
];
