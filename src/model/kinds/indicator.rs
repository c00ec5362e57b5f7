//! Indicators: how results are measured.

use crate::model::field::{Field, Shape, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{MEASURE, id, link, links, sources, summary, title};
use crate::model::name::Name;

/// The table of an indicator.
pub const INDICATOR: KindSpec = KindSpec {
    name: "indicator",
    plural: "indicators",
    title: "Indicators",
    reference: "the id of an indicator",
    doc: "A measure of the results tool: unit, baseline, target, observations",
    fields: &[
        id("Such as I-4"),
        title(),
        Field::new(Name::Level, Shape::Term(LEVELS), "What it measures").column(),
        link(Name::Goal, Kind::Goal, "The goal that it measures").column(),
        link(Name::Parent, Kind::Indicator, "The outcome that an output serves"),
        Field::new(Name::Unit, Shape::Text, "The unit of its values").column(),
        Field::new(Name::Direction, Shape::Term(DIRECTIONS), "Which way is better"),
        Field::new(Name::Baseline, Shape::One(MEASURE), "Where it began"),
        Field::new(Name::Target, Shape::One(MEASURE), "Where it is to come"),
        Field::new(Name::Observations, Shape::Many(MEASURE), "What was measured"),
        links(Name::Activities, Kind::Activity, "The activities that move it"),
        summary(),
        sources(),
    ],
};

const LEVELS: &[Term] =
    &[Term::new("outcome", "What changes through the work"), Term::new("output", "What the work brings forth")];

const DIRECTIONS: &[Term] = &[Term::new("up", "More is better"), Term::new("down", "Less is better")];
