//! Activities: what the implementation plan does.

use crate::model::field::{Field, Shape, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{goals, id, link, links, participants, sources, summary, title};
use crate::model::name::Name;

/// The table of an activity.
pub const ACTIVITY: KindSpec = KindSpec {
    name: "activity",
    plural: "activities",
    title: "Activities",
    reference: "the id of an activity",
    doc: "A thing that the implementation plan does",
    fields: &[
        id("Such as A-07"),
        title(),
        Field::new(Name::Status, Shape::Term(STATUS), "How far it has come").column(),
        Field::new(Name::When, Shape::Date, "When it takes place").column(),
        Field::new(Name::Kind, Shape::Term(KINDS), "What kind of thing it is"),
        summary(),
        goals(),
        links(Name::Actions, Kind::Action, "The action points that it carries out"),
        participants(Name::Hosts, "Who receives it").column(),
        participants(Name::Participants, "Who takes part"),
        links(Name::Groups, Kind::Group, "The working groups whose activity it is"),
        links(Name::Projects, Kind::Project, "The projects that carry it"),
        link(Name::Meeting, Kind::Meeting, "The meeting that it is"),
        sources(),
    ],
};

/// How far an activity has come.
pub const STATUS: &[Term] = &[
    Term::signed("offered", ("◇", "o"), "Somebody offered it; nothing is agreed"),
    Term::signed("planned", ("◌", "."), "It stands in the plan"),
    Term::signed("confirmed", ("○", "c"), "Date and host are agreed"),
    Term::signed("ongoing", ("◐", "%"), "It has begun"),
    Term::signed("held", ("●", "*"), "It took place"),
    Term::signed("held-online", ("◉", "@"), "It took place online"),
    Term::signed("postponed", ("◔", ">"), "It was put off"),
    Term::signed("cancelled", ("✕", "x"), "It will not take place"),
    Term::signed("no-record", ("–", "-"), "No source says what became of it"),
];

const KINDS: &[Term] = &[
    Term::new("meeting", "People meet"),
    Term::new("training", "People learn"),
    Term::new("study-visit", "People go and see"),
    Term::new("study", "Something is found out and written down"),
    Term::new("campaign", "The public is told"),
    Term::new("project", "A longer undertaking"),
    Term::new("coordination", "Work is put in step"),
    Term::new("other", "Anything else"),
];
