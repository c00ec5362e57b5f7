//! Figures: published numbers that are nobody's indicator.

use crate::model::field::{Field, Shape, Target};
use crate::model::kind::KindSpec;
use crate::model::kinds::shared::{id, sources, title};
use crate::model::name::Name;

/// The table of a figure.
pub const FIGURE: KindSpec = KindSpec {
    name: "figure",
    plural: "figures",
    title: "Figures",
    reference: "the id of a figure",
    doc: "A published number that is nobody's indicator, with what it counts",
    fields: &[
        id("A short word for it"),
        title(),
        Field::new(Name::Value, Shape::Number, "The number").column(),
        Field::new(Name::Unit, Shape::Text, "What is counted").column(),
        Field::new(Name::When, Shape::Date, "The time that it speaks of").column(),
        Field::new(Name::About, Shape::Links(Target::Any), "What it is about"),
        Field::new(Name::Basis, Shape::Text, "How it was counted, and what it may not be added to"),
        sources(),
    ],
};
