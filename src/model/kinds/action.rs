//! Actions: the action points under the goals.

use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{id, link, sources, summary, title};
use crate::model::name::Name;

/// The table of an action point.
pub const ACTION: KindSpec = KindSpec {
    name: "action",
    plural: "actions",
    title: "Action points",
    reference: "the id of an action point",
    doc: "An action point under a goal",
    fields: &[
        id("Such as 1.3"),
        title(),
        link(Name::Goal, Kind::Goal, "The goal that it stands under").column(),
        summary(),
        sources(),
    ],
};
