//! Frameworks: declarations and plans with goals of their own.

use crate::model::field::{Field, Shape};
use crate::model::kind::KindSpec;
use crate::model::kinds::shared::{id, sources, summary, title};
use crate::model::name::Name;

/// The table of a framework.
pub const FRAMEWORK: KindSpec = KindSpec {
    name: "framework",
    plural: "frameworks",
    title: "Frameworks",
    reference: "the id of a framework",
    doc: "A declaration or plan with its own numbering of goals",
    fields: &[
        id("A short word for it"),
        title(),
        Field::new(Name::Adopted, Shape::Date, "When it was adopted").column(),
        Field::new(Name::Period, Shape::Date, "The time that it covers").column(),
        Field::new(Name::Current, Shape::Flag, "Whether the dialogue works by it now"),
        summary(),
        sources(),
    ],
};
