//! Fields and parts that several kinds have alike.

use crate::model::field::{Field, Shape, Target, Term};
use crate::model::kind::Kind;
use crate::model::name::Name;

/// The identifier.
pub const fn id(doc: &'static str) -> Field {
    Field::new(Name::Id, Shape::Id, doc).column()
}

/// The title, which names the record.
pub const fn title() -> Field {
    Field::new(Name::Title, Shape::Text, "The title").label()
}

/// What there is to say, in our own words.
pub const fn summary() -> Field {
    Field::new(Name::Summary, Shape::Text, "What there is to say, in our own words")
}

/// The sources that the record rests on.
pub const fn sources() -> Field {
    Field::new(Name::Sources, Shape::Many(SOURCE), "What the record rests on; the first is the main one")
}

/// The goals concerned.
pub const fn goals() -> Field {
    Field::new(Name::Goals, Shape::Links(Target::Kind(Kind::Goal)), "The goals that it serves")
}

/// A participant in the singular or plural.
pub const fn participants(name: Name, doc: &'static str) -> Field {
    Field::new(name, Shape::Links(Target::Participant), doc)
}

/// References to records of one kind.
pub const fn links(name: Name, kind: Kind, doc: &'static str) -> Field {
    Field::new(name, Shape::Links(Target::Kind(kind)), doc)
}

/// A reference to one record of one kind.
pub const fn link(name: Name, kind: Kind, doc: &'static str) -> Field {
    Field::new(name, Shape::Link(Target::Kind(kind)), doc)
}

/// A source: a document with a place in it, or a page on the web.
pub const SOURCE: &[Field] = &[
    link(Name::Doc, Kind::Document, "The document"),
    Field::new(Name::Para, Shape::Whole, "The number of the paragraph"),
    Field::new(Name::Page, Shape::Whole, "The number of the page"),
    Field::new(Name::Section, Shape::Text, "The name or number of the section"),
    Field::new(Name::Url, Shape::Text, "The address of a page that is no document of the dataset"),
    Field::new(Name::Title, Shape::Text, "The title of that page"),
    Field::new(Name::Date, Shape::Date, "When that page was published or read"),
    Field::new(Name::Certainty, Shape::Term(CERTAINTY), "How the source carries it; stated where left out"),
    Field::new(Name::Says, Shape::Text, "What this source says where it differs from the record"),
];

/// How a source carries what the record says.
pub const CERTAINTY: &[Term] = &[
    Term::new("stated", "The source says it"),
    Term::signed("inferred", ("≈", "~"), "It was concluded from the source"),
    Term::signed("disputed", ("≠", "!"), "The source says something else"),
];

/// Roles that a participant holds from a date to a date.
pub const ROLE: &[Field] = &[
    Field::new(Name::Role, Shape::Term(ROLES), "The role"),
    Field::new(Name::Of, Shape::Link(Target::Any), "Of what; of the dialogue itself where left out"),
    Field::new(Name::When, Shape::Date, "From when to when"),
    sources(),
];

/// The roles of participants.
pub const ROLES: &[Term] = &[
    Term::new("chair", "Leads it"),
    Term::new("co-chair", "Leads it together with the chair"),
    Term::new("host", "Receives it"),
    Term::new("secretariat", "Keeps its papers and prepares its meetings"),
    Term::new("member", "Takes part in it"),
    Term::new("observer", "Follows it"),
];

/// A value that was aimed at or measured, with its date.
pub const MEASURE: &[Field] = &[
    Field::new(Name::Value, Shape::Number, "The value, in the unit of the indicator"),
    Field::new(Name::When, Shape::Date, "When it was or is to be so"),
    sources(),
];
