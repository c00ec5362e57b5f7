//! The one table of what can be added: its fields, what it hangs on, in what words it is spoken of.
//!
//! Add a row and the command line, the form of the dashboard, the schema and the documentation follow; the fold asks for what it means.

use crate::model::Name;

/// What a field of an event holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Any text.
    Text,
    /// A text of one line.
    Line,
    /// A decimal number.
    Number,
    /// The name of a field of the record.
    Field,
    /// A value that this field of the record may have.
    ValueOf(Name),
    /// A reference such as `activity:A-07`.
    Reference,
    /// A list of references.
    References,
    /// A list of references to countries and organisations.
    Participants,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A date as the dataset has them.
    Date,
    /// The id of an earlier event.
    Event,
    /// A list of ids of earlier events.
    Events,
}

impl Shape {
    /// Tells whether it holds a list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::References | Self::Participants | Self::Events)
    }

    /// Tells whether a text stands there in which any characters may be.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Line | Self::Number | Self::Field | Self::ValueOf(_))
    }
}

/// One field of an event.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the line.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it is, in one sentence without a final period.
    pub doc: &'static str,
}

/// One row of the table.
#[derive(Debug)]
pub struct Spec {
    /// The op that the row describes.
    pub op: Op,
    /// Its name in the line.
    pub name: &'static str,
    /// What one is called.
    pub title: &'static str,
    /// What several are called.
    pub plural: &'static str,
    /// What it is, in one sentence without a final period.
    pub doc: &'static str,
    /// Whether it must hang on a record.
    pub on: bool,
    /// Whether it is something that was added, and not what became of something added before.
    pub adds: bool,
    /// Whether it is the user's alone: hidden while he presents, and in no minutes.
    pub private: bool,
    /// Its fields, in the order in which they are asked for.
    pub fields: &'static [Field],
}

const fn must(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, shape, required: true, doc }
}

const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, shape, required: false, doc }
}

macro_rules! ops {
    ($($op:ident $name:literal $title:literal $plural:literal $on:literal $adds:literal $private:literal $doc:literal [$($field:expr),* $(,)?])*) => {
        /// What an event does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Op {
            $(#[doc = concat!($doc, ".")] $op,)*
        }

        impl Op {
            /// Every op, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$op),*];
        }

        /// Every op, in the order of minutes.
        pub static OPS: &[Spec] = &[$(Spec {
            op: Op::$op, name: $name, title: $title, plural: $plural, on: $on, adds: $adds, private: $private, doc: $doc, fields: &[$($field),*],
        }),*];
    };
}

/// The types of a statement, as the dataset has them.
pub const TYPES: &[&str] = &[
    "opening",
    "presentation",
    "support",
    "comment",
    "commitment",
    "offer",
    "request",
    "reservation",
    "announcement",
    "thanks",
    "other",
];

/// What may become of an amendment.
pub const FATES: &[&str] = &["accepted", "rejected", "withdrawn"];

ops! {
    Open "open" "opening" "openings" false true false "Opens a meeting: what is added from now on belongs to it" []
    Statement "statement" "statement" "statements" false true false "Something that was said at a meeting" [
        may("by", Shape::Participants, "Who spoke: countries or organisations"),
        may("type", Shape::Word(TYPES), "What kind of statement it is"),
        must("text", Shape::Text, "What was said, in your own words"),
        may("about", Shape::References, "What it was about"),
        may("capacity", Shape::Line, "In what capacity, such as Chair"),
    ]
    Amend "amend" "amendment" "amendments" true true false "A change that was asked for" [
        must("field", Shape::Field, "Which field of the record"),
        must("before", Shape::Text, "What stands there now"),
        must("after", Shape::Text, "What is to stand there"),
        may("by", Shape::Participants, "Who asked for it"),
        may("text", Shape::Text, "Why"),
    ]
    Resolve "resolve" "fate" "fates" false false false "What became of an amendment" [
        must("of", Shape::Event, "The amendment"),
        must("fate", Shape::Word(FATES), "What became of it"),
        may("text", Shape::Text, "Why"),
    ]
    Decide "decide" "decision" "decisions" false true false "Something that was decided" [
        must("text", Shape::Text, "What was decided"),
    ]
    Task "task" "task" "tasks" false true false "Something that is to be done" [
        may("owner", Shape::Line, "Who does it"),
        may("due", Shape::Date, "By when"),
        must("text", Shape::Text, "What is to be done"),
    ]
    Status "status" "status" "statuses" true true true "A status that the dataset does not have yet" [
        must("value", Shape::ValueOf(Name::Status), "The status"),
        may("text", Shape::Text, "Why"),
    ]
    Observe "observe" "observed value" "observed values" true true true "A value of an indicator that was observed" [
        must("value", Shape::Number, "The value, a decimal number"),
        may("when", Shape::Date, "When it was observed"),
        may("text", Shape::Text, "How it is known"),
    ]
    Note "note" "note" "notes" false true true "A note" [
        must("text", Shape::Text, "The note"),
    ]
    Flag "flag" "flag" "flags" true true true "A record to come back to" []
    Close "close" "closing" "closings" false true false "Closes a meeting" []
    Edit "edit" "change" "changes" false false false "A change of something that was added" [
        must("of", Shape::Event, "What is changed"),
        must("field", Shape::Line, "Which field of it"),
        must("new", Shape::Text, "What stands there now"),
        may("old", Shape::Text, "What stood there before"),
        may("over", Shape::Events, "The earlier changes that were seen when this was made"),
    ]
    Retract "retract" "removal" "removals" false false false "Takes away something that was added" [
        must("of", Shape::Event, "What is taken away"),
    ]
    Undo "undo" "undoing" "undoings" false false false "Takes back an event" [
        must("of", Shape::Event, "The event"),
    ]
    Redo "redo" "redoing" "redoings" false false false "Puts an event that was taken back in force again" [
        must("of", Shape::Event, "The event"),
    ]
}

impl Op {
    /// Returns the row of the table.
    pub fn spec(self) -> &'static Spec {
        // The enum and the table come from the same rows, in the same order.
        &OPS[self as usize]
    }

    /// Returns the op of that name; `None` for one that this version does not know.
    pub fn named(name: &str) -> Option<Self> {
        OPS.iter().find(|spec| spec.name == name).map(|spec| spec.op)
    }

    /// Names one with its article: `a note`, `an amendment`.
    pub fn one(self) -> String {
        let title = self.spec().title;
        let article = if title.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {title}")
    }

    /// Returns the field of that name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.spec().fields.iter().find(|field| field.name == name)
    }
}
