//! One value of a field, of the shape that the table asks for or not.

use std::borrow::Cow;

use serde::de::{IgnoredAny, MapAccess, SeqAccess};

use crate::base::codes;
use crate::base::date::Period;
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::load::problem::Step;
use crate::load::read::Cx;
use crate::load::row::read_row;
use crate::load::take::{Any, KeySeed, Take};
use crate::model::column::{Column, NO_FLAG, NO_TERM, NO_WHOLE, Span, Table, put};
use crate::model::field::{Field, Shape, Term};
use crate::model::record::Rid;
use crate::model::texts::Text;

/// The longest id, in characters.
const LONGEST_ID: usize = 200;

/// A value of whatever shape: a text, or what else it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'de> {
    /// A text.
    Text(Cow<'de, str>),
    /// Anything else, described for a message.
    Other(String),
}

impl Found<'_> {
    /// Makes it independent of the file.
    pub fn owned(self) -> Found<'static> {
        match self {
            Self::Text(text) => Found::Text(Cow::Owned(text.into_owned())),
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
}

/// Takes a text in one language or several; `None` where it is null or no text.
pub struct HeadText<'c>(pub &'c mut Cx);

impl<'de> Take<'de> for HeadText<'_> {
    type Out = Option<Text>;

    fn other(self, what: String) -> Option<Text> {
        self.0.wrong_type(&Shape::Text.expected(), &what);
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
    while let Some(tag) = map.next_key_seed(KeySeed(|tag: &str| Box::<str>::from(tag)))? {
        cx.path.push(Step::Key(tag.clone()));
        match map.next_value_seed(Any(AsFound))? {
            Found::Text(text) => texts.push((tag, text.into())),
            Found::Other(what) => cx.wrong_type("a text in that language", &what),
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
        self.cx.wrong_type(&self.field.shape.expected(), &what);
    }

    fn text(self, text: &str) {
        let Self { cx, field, column, row } = self;
        match (field.shape, column) {
            (Shape::Id, _) => read_id(cx, text),
            (shape, Column::Text(cells)) => {
                if let Some(text) = read_text(cx, shape, text) {
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
            (shape, _) => cx.wrong_type(&shape.expected(), &format!("the text {}", quoted(text))),
        }
    }

    fn flag(self, flag: bool) {
        match self.column {
            Column::Flag(cells) => put(cells, self.row, NO_FLAG, u8::from(flag)),
            _ => self.other(flag.to_string()),
        }
    }

    fn number(self, number: f64, whole: Option<u32>) {
        match self.column {
            Column::Number(cells) => put(cells, self.row, f64::NAN, number),
            Column::Whole(cells) => match whole.filter(|&whole| whole <= i32::MAX as u32) {
                Some(whole) => put(cells, self.row, NO_WHOLE, whole),
                None => {
                    let message = format!("expected {}, found {number}", self.field.shape.expected());
                    self.cx.error("out-of-range", message, None);
                }
            },
            _ => self.other(format!("the number {number}")),
        }
    }

    fn null(self) {}

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
            (shape, _) => {
                cx.wrong_type(&shape.expected(), "an object");
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            }
        }
        Ok(())
    }
}

impl FieldValue<'_> {
    fn refuse_list<'de, A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.cx.wrong_type(&self.field.shape.expected(), "a list");
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Reads a text, an amount or a currency code.
fn read_text(cx: &mut Cx, shape: Shape, text: &str) -> Option<Text> {
    match shape {
        Shape::Amount if !is_amount(text) => {
            let message = format!("expected {}, found {}", shape.expected(), quoted(text));
            cx.error("bad-amount", message, None);
            None
        }
        Shape::Currency if !codes::is_currency(text) => {
            let message = format!("{} is no currency code of ISO 4217", quoted(text));
            cx.error("bad-currency", message, suggest::hint(text, codes::currencies()));
            None
        }
        _ => Some(cx.texts.add(text)),
    }
}

/// Tells whether the text is a decimal amount: digits, and perhaps a point with digits; perhaps a minus before them.
fn is_amount(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

fn read_date(cx: &mut Cx, text: &str) -> Option<Period> {
    let period = text.parse::<Period>();
    period.map_err(|error| cx.error("bad-date", format!("{} is no date: {error}", quoted(text)), None)).ok()
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
            Found::Other(what) => {
                cx.path.push(Step::Index(at));
                cx.wrong_type(&field.shape.expected(), &what);
                cx.path.pop();
                take(cx, None);
            }
        }
        at += 1;
    }
    Ok(())
}

fn read_id(cx: &mut Cx, text: &str) {
    if text.trim().is_empty() || text.chars().nth(LONGEST_ID).is_some() {
        cx.error("bad-id", format!("expected an id of 1 to {LONGEST_ID} characters, found {}", quoted(text)), None);
    } else {
        cx.id = Some(cx.ids.intern(text));
    }
}

fn read_term(cx: &mut Cx, terms: &'static [Term], text: &str) -> Option<u8> {
    let at = terms.iter().position(|term| term.name == text);
    if at.is_none() {
        let message = format!("expected {}, found {}", Shape::Term(terms).expected(), quoted(text));
        cx.error("unknown-value", message, suggest::hint(text, terms.iter().map(|term| term.name)));
    }
    at.and_then(|at| u8::try_from(at).ok())
}

/// Takes one part of a list of parts.
struct Part<'c> {
    cx: &'c mut Cx,
    table: &'c mut Table,
}

impl<'de> Take<'de> for Part<'_> {
    type Out = ();

    fn other(self, what: String) {
        self.cx.wrong_type("an object", &what);
        // The place of the part is kept, so that later ones keep their position.
        self.table.rows += 1;
    }

    fn object<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        read_row(self.cx, self.table, map).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_digits_and_nothing_else() {
        assert!(is_amount("12000000") && is_amount("0.50") && is_amount("-3"));
        for wrong in ["", "-", "12M", "12,000", "1.", ".5", "1e6", " 1", "1.2.3", "NaN"] {
            assert!(!is_amount(wrong), "{wrong}");
        }
    }
}
