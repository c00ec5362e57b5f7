//! Documents: the sources, with their paragraphs in our own words.

use crate::model::field::{Field, Shape};
use crate::model::kind::KindSpec;
use crate::model::kinds::shared::{id, sources, summary, title};
use crate::model::name::Name;

/// The table of a document.
pub const DOCUMENT: KindSpec = KindSpec {
    name: "document",
    plural: "documents",
    title: "Documents",
    reference: "the id of a document",
    doc: "A source: where it is found and what its paragraphs say",
    fields: &[
        id("A short word for it"),
        title(),
        Field::new(Name::Kind, Shape::Text, "What kind of document it is").column(),
        Field::new(Name::Date, Shape::Date, "When it was issued").column(),
        Field::new(Name::Place, Shape::Text, "Where it was issued"),
        Field::new(Name::Url, Shape::Text, "Its address"),
        Field::new(Name::Languages, Shape::Texts, "The languages in which it exists"),
        summary(),
        Field::new(Name::Paragraphs, Shape::Many(PARAGRAPH), "Its paragraphs"),
        sources(),
    ],
};

/// A paragraph of a document.
pub const PARAGRAPH: &[Field] = &[
    Field::new(Name::N, Shape::Whole, "The number that it carries in the document"),
    Field::new(Name::Summary, Shape::Text, "What it says, in our own words"),
];
