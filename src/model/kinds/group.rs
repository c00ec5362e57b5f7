//! Groups: the working groups.

use crate::model::field::{Field, Shape, Term};
use crate::model::kind::KindSpec;
use crate::model::kinds::shared::{id, sources, summary};
use crate::model::name::Name;

/// The table of a working group.
pub const GROUP: KindSpec = KindSpec {
    name: "group",
    plural: "groups",
    title: "Groups",
    reference: "the id of a working group",
    doc: "A working group; its chairs are roles of participants",
    fields: &[
        id("A short word for it"),
        Field::new(Name::Name, Shape::Text, "The name").label(),
        Field::new(Name::Kind, Shape::Term(KINDS), "What brings it together").column(),
        summary(),
        sources(),
    ],
};

const KINDS: &[Term] = &[
    Term::new("regional", "A region"),
    Term::new("thematic", "A theme"),
    Term::new("steering", "The steering of the dialogue"),
];
