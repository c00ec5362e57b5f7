//! People: public officials named in a source, in their office.

use crate::model::field::{Field, Shape, Target};
use crate::model::kind::KindSpec;
use crate::model::kinds::shared::{id, sources};
use crate::model::name::Name;

/// The table of a person.
pub const PERSON: KindSpec = KindSpec {
    name: "person",
    plural: "people",
    title: "People",
    reference: "the id of a person",
    doc: "A public official named in a source, in their office",
    fields: &[
        id("A short word for them"),
        Field::new(Name::Name, Shape::Text, "The name").label(),
        Field::new(Name::Title, Shape::Text, "The office").column(),
        Field::new(Name::Of, Shape::Link(Target::Participant), "The country or organisation of that office").column(),
        sources(),
    ],
};
