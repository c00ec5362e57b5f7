//! Meetings: conferences, senior officials and working-group meetings.

use crate::model::field::{Field, Shape, Term};
use crate::model::kind::{Kind, KindSpec};
use crate::model::kinds::shared::{goals, id, link, links, participants, sources, summary, title};
use crate::model::name::Name;

/// The table of a meeting.
pub const MEETING: KindSpec = KindSpec {
    name: "meeting",
    plural: "meetings",
    title: "Meetings",
    reference: "the id of a meeting",
    doc: "A conference, senior officials or working-group meeting",
    fields: &[
        id("A short word for it"),
        title(),
        Field::new(Name::Kind, Shape::Term(KINDS), "What kind of meeting it is").column(),
        Field::new(Name::Number, Shape::Whole, "Its ordinal, where a source prints one"),
        Field::new(Name::When, Shape::Date, "When it takes place").column(),
        Field::new(Name::Place, Shape::Text, "The city").column(),
        link(Name::Country, Kind::Country, "The country in which it takes place"),
        Field::new(Name::Online, Shape::Flag, "Whether it takes place online"),
        summary(),
        participants(Name::Hosts, "Who receives it"),
        links(Name::Groups, Kind::Group, "The working groups that meet"),
        goals(),
        Field::new(Name::Participants, Shape::Whole, "How many people take part"),
        participants(Name::Attended, "Which participants are present"),
        links(Name::Documents, Kind::Document, "The documents of the meeting"),
        sources(),
    ],
};

const KINDS: &[Term] = &[
    Term::new("ministerial", "Ministers meet"),
    Term::new("senior-officials", "Senior officials meet"),
    Term::new("working-group", "A working group meets"),
    Term::new("thematic", "A meeting on one theme"),
    Term::new("consultation", "Views are gathered"),
    Term::new("other", "Anything else"),
];
