//! What a field is: its name, the shape of its value, and what it is used for.

use crate::model::kind::Kind;
use crate::model::name::Name;

/// One field of a record kind, or of a part of a record.
#[derive(Debug)]
pub struct Field {
    /// The name.
    pub name: Name,
    /// The name as it is written in the dataset.
    pub key: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    /// What it means, in one sentence without a final period.
    pub doc: &'static str,
    /// Whether it names the record: the first such field that is known is the record's label.
    pub label: bool,
    /// Whether a list shows it where nothing else is asked for.
    pub column: bool,
    /// Whether words are looked for in it.
    pub words: bool,
}

impl Field {
    /// Makes a field that is neither label nor list column.
    pub const fn new(name: Name, shape: Shape, doc: &'static str) -> Self {
        let words = matches!(shape, Shape::Id | Shape::Text | Shape::Texts);
        Self { name, key: name.text(), shape, doc, label: false, column: false, words }
    }

    /// Makes the field name its record.
    pub const fn label(mut self) -> Self {
        self.label = true;
        self.column = true;
        self
    }

    /// Makes lists show the field.
    pub const fn column(mut self) -> Self {
        self.column = true;
        self
    }

    /// Tells whether it says what its record is called, in a few words. A label that is a sentence, as of a statement, is no name.
    pub const fn is_name(&self) -> bool {
        self.label && !matches!(self.name, Name::Summary) || matches!(self.name, Name::Name | Name::Title)
    }

    /// Returns the fields of the parts that this field holds; empty where it holds none.
    pub const fn parts(&self) -> &'static [Self] {
        match self.shape {
            Shape::One(parts) | Shape::Many(parts) => parts,
            _ => &[],
        }
    }
}

/// The shape of a field's value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// The record's own identifier: one to 200 characters, unique within its kind.
    Id,
    /// A text, in one language or several.
    Text,
    /// A list of texts.
    Texts,
    /// One word of a closed list.
    Term(&'static [Term]),
    /// A date or period with its precision.
    Date,
    /// A whole number from 0 to 2,147,483,647.
    Whole,
    /// Any finite number.
    Number,
    /// An amount of money as a decimal string, so that nothing is rounded.
    Amount,
    /// A currency code of ISO 4217.
    Currency,
    /// Yes or no.
    Flag,
    /// A reference to one record.
    Link(Target),
    /// References to records, in order.
    Links(Target),
    /// A part with fields of its own.
    One(&'static [Field]),
    /// A list of parts with fields of their own.
    Many(&'static [Field]),
}

impl Shape {
    /// Says what is expected, for a message: "a text", "a list of goal ids".
    pub fn expected(self) -> String {
        match self {
            Self::Id => "an id: a text of 1 to 200 characters".into(),
            Self::Text => "a text, or texts by language".into(),
            Self::Texts => "a list of texts".into(),
            Self::Term(terms) => {
                let names: Vec<_> = terms.iter().map(|term| term.name).collect();
                format!("one of {}", names.join(", "))
            }
            Self::Date => "a date such as 2020, 2020-Q2, 2020-03, 2020-03-15 or from/to".into(),
            Self::Whole => "a whole number from 0 on".into(),
            Self::Number => "a number".into(),
            Self::Amount => "an amount as a text of digits, such as \"12000000\" or \"0.50\"".into(),
            Self::Currency => "a currency code of ISO 4217, such as EUR".into(),
            Self::Flag => "true or false".into(),
            Self::Link(target) => target.one().into(),
            Self::Links(target) => format!("a list, each {}", target.one()),
            Self::One(_) => "an object".into(),
            Self::Many(_) => "a list of objects".into(),
        }
    }
}

/// What a reference may point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A record of one kind, by its id.
    Kind(Kind),
    /// A country or an organisation, by its id.
    Participant,
    /// Any record, as `kind:id`; the plan as `plan`.
    Any,
}

impl Target {
    /// Says what one reference is, for a message.
    pub fn one(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.spec().reference,
            Self::Participant => "the id of a country or organisation",
            Self::Any => "a reference such as goal:1, or plan",
        }
    }

    /// Names what is pointed to, for a message: "no goal \"9\"".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.spec().name,
            Self::Participant => "country or organisation",
            Self::Any => "record",
        }
    }

    /// Tells whether a record of that kind may be pointed to.
    pub fn allows(self, kind: Kind) -> bool {
        match self {
            Self::Kind(only) => only == kind,
            Self::Participant => matches!(kind, Kind::Country | Kind::Organisation),
            Self::Any => true,
        }
    }
}

/// One word of a closed list.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// The word, as in the dataset.
    pub name: &'static str,
    /// The sign that stands before it on the screen, and the same in ASCII.
    pub glyph: (&'static str, &'static str),
    /// What it means, without a final period.
    pub doc: &'static str,
}

impl Term {
    /// Makes a word without a sign.
    pub const fn new(name: &'static str, doc: &'static str) -> Self {
        Self { name, glyph: ("", ""), doc }
    }

    /// Makes a word with its sign.
    pub const fn signed(name: &'static str, glyph: (&'static str, &'static str), doc: &'static str) -> Self {
        Self { name, glyph, doc }
    }
}
