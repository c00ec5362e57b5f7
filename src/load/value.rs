//! One value of a field, of the shape that the table asks for or not.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::de::{IgnoredAny, MapAccess, SeqAccess};

use crate::base::quote::quoted;
use crate::load::cx::Cx;
use crate::load::problem::Step;
use crate::load::row::read_row;
use crate::load::scalar::{number_text, read_date, read_id, read_term, read_text};
use crate::load::take::{Any, KeySeed, Take};
use crate::model::column::{Column, NO_FLAG, NO_TERM, NO_WHOLE, Span, Table, put};
use crate::model::field::{Field, Shape};
use crate::model::record::Rid;
use crate::model::texts::Text;

/// A value of whatever shape: a text, or what else it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'de> {
    /// A text.
    Text(Cow<'de, str>),
    /// Nothing: unknown.
    Null,
    /// Anything else, described for a message.
    Other(String),
}

impl Found<'_> {
    /// Describes it for a message.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(_) => "a text",
            Self::Null => "null",
            Self::Other(what) => what,
        }
    }

    /// Makes it independent of the file.
    pub fn owned(self) -> Found<'static> {
        match self {
            Self::Text(text) => Found::Text(Cow::Owned(text.into_owned())),
            Self::Null => Found::Null,
            Self::Other(what) => Found::Other(what),
        }
    }
}

/// Takes any value as [`Found`].
pub struct AsFound;

impl<'de> Take<'de> for AsFound {
    type Out = Found<'de>;

    fn other(self, what: String) -> Found<'de> {
        Found::Other(what)
    }

    fn text(self, text: &str) -> Found<'de> {
        Found::Text(Cow::Owned(text.to_owned()))
    }

    fn borrowed(self, text: &'de str) -> Found<'de> {
        Found::Text(Cow::Borrowed(text))
    }

    fn null(self) -> Found<'de> {
        Found::Null
    }
}

/// Takes a text in one language or several; `None` where it is null or no text.
pub struct HeadText<'c>(pub &'c mut Cx);

impl<'de> Take<'de> for HeadText<'_> {
    type Out = Option<Text>;

    fn other(self, what: String) -> Option<Text> {
        self.0.wrong_type(&Shape::Text.expected(), &what, None);
        None
    }

    fn text(self, text: &str) -> Option<Text> {
        Some(self.0.texts.add(text))
    }

    fn null(self) -> Option<Text> {
        None
    }

    fn object<A: MapAccess<'de>>(self, map: A) -> Result<Option<Text>, A::Error> {
        read_languages(self.0, map)
    }
}

/// Reads a text that is given by language.
fn read_languages<'de, A: MapAccess<'de>>(cx: &mut Cx, mut map: A) -> Result<Option<Text>, A::Error> {
    let mut texts: Vec<(Box<str>, Box<str>)> = Vec::new();
    let mut seen = FxHashSet::default();
    while let Some(tag) = map.next_key_seed(KeySeed(|tag: &str| Box::<str>::from(tag)))? {
        cx.path.push(Step::Key(tag.clone()));
        let found = map.next_value_seed(Any(AsFound))?;
        if !seen.insert(tag.clone()) {
            cx.second_key(&tag);
        } else {
            match found {
                Found::Text(text) => texts.push((tag, text.into())),
                Found::Null => {}
                Found::Other(what) => cx.wrong_type("a text in that language", &what, None),
            }
        }
        cx.path.pop();
    }
    Ok((!texts.is_empty()).then(|| cx.texts.add_several(texts)))
}

/// Takes the value of a field into its column.
pub struct FieldValue<'c> {
    /// What reading writes into.
    pub cx: &'c mut Cx,
    /// The field.
    pub field: &'static Field,
    /// Its column.
    pub column: &'c mut Column,
    /// The row that is being read.
    pub row: usize,
}

impl<'de> Take<'de> for FieldValue<'_> {
    type Out = ();

    fn other(self, what: String) {
        self.refuse(&what, None);
    }

    fn text(self, text: &str) {
        let Self { cx, field, column, row } = self;
        match (field.shape, column) {
            (Shape::Id, _) => read_id(cx, text),
            (shape, Column::Text(cells)) => {
                let is_prose = matches!(shape, Shape::Text) && !field.is_name();
                let read = if is_prose { Some(cx.texts.add_prose(text)) } else { read_text(cx, shape, text) };
                if let Some(text) = read {
                    put(cells, row, Text::ABSENT, text);
                }
            }
            (Shape::Term(terms), Column::Term(cells)) => {
                if let Some(at) = read_term(cx, terms, text) {
                    put(cells, row, NO_TERM, at);
                }
            }
            (_, Column::Date(cells)) => {
                if let Some(period) = read_date(cx, text) {
                    put(cells, row, [None, None], [period.start(), period.end()]);
                }
            }
            (_, Column::Link(cells)) => put(cells, row, Rid::NONE, Rid(cx.ids.intern(text).0)),
            (_, column) => FieldValue { cx, field, column, row }.refuse_text(text),
        }
    }

    fn flag(self, flag: bool) {
        match self.column {
            Column::Flag(cells) => put(cells, self.row, NO_FLAG, u8::from(flag)),
            _ => self.refuse(if flag { "true" } else { "false" }, None),
        }
    }

    fn number(self, number: f64, whole: Option<u32>) {
        match self.column {
            Column::Number(cells) => put(cells, self.row, f64::NAN, number),
            Column::Whole(cells) => match whole.filter(|&whole| whole <= i32::MAX as u32) {
                Some(whole) => put(cells, self.row, NO_WHOLE, whole),
                None => {
                    let message =
                        format!("expected a whole number from 0 to {}, found {}", i32::MAX, number_text(number));
                    self.cx.error("out-of-range", message, None);
                }
            },
            _ => self.refuse_number(number),
        }
    }

    fn null(self) {
        // Every value may be unknown but the one that the others hang on.
        if matches!(self.field.shape, Shape::Id) {
            self.refuse("null", None);
        }
    }

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { cx, field, column, row } = self;
        match column {
            Column::Links(spans, cells) => {
                let start = cells.len();
                read_items(cx, &mut items, field, |cx, text| {
                    cells.push(text.map_or(Rid::NONE, |text| Rid(cx.ids.intern(text).0)));
                })?;
                put(spans, row, Span::UNKNOWN, Span::new(start, cells.len() - start));
            }
            Column::Texts(spans, cells) => {
                let start = cells.len();
                read_items(cx, &mut items, field, |cx, text| cells.extend(text.map(|text| cx.texts.add(text))))?;
                put(spans, row, Span::UNKNOWN, Span::new(start, cells.len() - start));
            }
            Column::Parts(spans, table) if matches!(field.shape, Shape::Many(_)) => {
                let start = table.rows;
                read_parts(cx, table, &mut items)?;
                put(spans, row, Span::UNKNOWN, Span::new(start, table.rows - start));
            }
            column => return FieldValue { cx, field, column, row }.refuse_list(items),
        }
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { cx, field, column, row } = self;
        match (field.shape, column) {
            (Shape::Text, Column::Text(cells)) => {
                if let Some(text) = read_languages(cx, map)? {
                    put(cells, row, Text::ABSENT, text);
                }
            }
            (Shape::One(_), Column::Parts(spans, table)) => {
                let start = table.rows;
                read_row(cx, table, map)?;
                put(spans, row, Span::UNKNOWN, Span::new(start, 1));
            }
            (_, column) => {
                FieldValue { cx, field, column, row }.refuse_object();
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            }
        }
        Ok(())
    }
}

/// What to say of a value that has not the shape of its field.
impl FieldValue<'_> {
    fn refuse(self, what: &str, hint: Option<String>) {
        self.cx.wrong_type(&self.field.shape.expected(), what, hint);
    }

    fn refuse_text(self, text: &str) {
        let hint = match self.field.shape {
            Shape::Links(_) | Shape::Texts => Some(format!("write brackets around it: [{}]", quoted(text))),
            Shape::Whole | Shape::Number if text.parse::<f64>().is_ok() => {
                Some("write it without quotation marks".into())
            }
            Shape::Flag => Some("write true or false without quotation marks".into()),
            _ => None,
        };
        self.refuse(&format!("the text {}", quoted(text)), hint);
    }

    fn refuse_number(self, number: f64) {
        let hint = match self.field.shape {
            Shape::Id | Shape::Text | Shape::Date | Shape::Amount => Some("write it in quotation marks".into()),
            _ => None,
        };
        self.refuse(&format!("the number {}", number_text(number)), hint);
    }

    fn refuse_object(self) {
        let hint = match self.field.shape {
            Shape::Many(_) => Some("write brackets around it: [{ … }]".into()),
            _ => None,
        };
        self.refuse("an object", hint);
    }

    fn refuse_list<'de, A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let hint = match self.field.shape {
            Shape::Link(_) | Shape::Text | Shape::Date | Shape::Term(_) => Some("write one, without brackets".into()),
            _ => None,
        };
        self.refuse("a list", hint);
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Reads the parts of a list.
fn read_parts<'de, A: SeqAccess<'de>>(cx: &mut Cx, table: &mut Table, items: &mut A) -> Result<(), A::Error> {
    let mut at = 0;
    cx.path.push(Step::Index(at));
    while items.next_element_seed(Any(Part { cx, table }))?.is_some() {
        at += 1;
        replace_last(cx, Step::Index(at));
    }
    cx.path.pop();
    Ok(())
}

fn replace_last(cx: &mut Cx, step: Step) {
    if let Some(last) = cx.path.last_mut() {
        *last = step;
    }
}

/// Reads the items of a list of texts; one that is no text is reported and handed on as `None`.
fn read_items<'de, A: SeqAccess<'de>>(
    cx: &mut Cx,
    items: &mut A,
    field: &Field,
    mut take: impl FnMut(&mut Cx, Option<&str>),
) -> Result<(), A::Error> {
    let mut at = 0;
    while let Some(found) = items.next_element_seed(Any(AsFound))? {
        match found {
            Found::Text(text) => take(cx, Some(&text)),
            found => {
                cx.wrong_item(at, item_of(field.shape), found.words());
                take(cx, None);
            }
        }
        at += 1;
    }
    Ok(())
}

/// Says what an item of a list is.
fn item_of(shape: Shape) -> &'static str {
    match shape {
        Shape::Links(target) => target.one(),
        _ => "a text",
    }
}

/// Takes one part of a list of parts.
struct Part<'c> {
    cx: &'c mut Cx,
    table: &'c mut Table,
}

impl<'de> Take<'de> for Part<'_> {
    type Out = ();

    fn other(self, what: String) {
        self.cx.wrong_type("an object", &what, Some("write it in braces: { … }".into()));
        // The place of the part is kept, so that later ones keep their position.
        self.table.rows += 1;
    }

    fn object<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        read_row(self.cx, self.table, map).map(drop)
    }
}
