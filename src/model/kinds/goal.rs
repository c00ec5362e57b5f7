//! Goals: what a framework wants to reach.

use crate::model::field::{Field, Shape};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{id, link, links, sources, summary, title};
use crate::model::name::Name;

/// The table of a goal.
pub const GOAL: KindSpec = KindSpec {
    name: "goal",
    plural: "goals",
    title: "Goals",
    reference: "the id of a goal",
    doc: "A priority goal, numbered within its framework",
    fields: &[
        id("Unique over all frameworks"),
        Field::new(Name::Number, Shape::Whole, "The number within the framework").column(),
        Field::new(Name::Short, Shape::Text, "The title in a few words").label(),
        title(),
        link(Name::Framework, Kind::Framework, "The framework that sets it").column(),
        links(Name::SameAs, Kind::Goal, "The goals of other frameworks that mean the same"),
        summary(),
        sources(),
    ],
};
