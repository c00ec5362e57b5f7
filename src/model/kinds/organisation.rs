//! Organisations: participants that are no states.

use crate::model::field::{Field, Shape};
use crate::model::kind::KindSpec;
use crate::model::kinds::country::ADOPTED;
use crate::model::kinds::shared::{ROLE, id, sources, summary};
use crate::model::name::Name;

/// The table of an organisation.
pub const ORGANISATION: KindSpec = KindSpec {
    name: "organisation",
    plural: "organisations",
    title: "Organisations",
    reference: "the id of an organisation",
    doc: "Another participant, by its acronym; it shares one space of ids with the countries",
    fields: &[
        id("The acronym, or another short word"),
        Field::new(Name::Name, Shape::Text, "The full name").label(),
        Field::new(Name::Also, Shape::Texts, "Acronyms and other names").column(),
        summary(),
        Field::new(Name::Roles, Shape::Many(ROLE), "The roles that it holds or held"),
        Field::new(Name::Adopted, Shape::Many(ADOPTED), "Which frameworks it adopted"),
        sources(),
    ],
};
