//! Records as everything else sees them: by field, with unknown told apart from none.

use crate::base::date::Period;
use crate::base::plain::Plain;
use crate::model::column::{Column, NO_FLAG, NO_TERM, NO_WHOLE, Span, Table};
use crate::model::dataset::Dataset;
use crate::model::field::{Field, Shape, Term};
use crate::model::kind::{Kind, Reference};
use crate::model::name::Name;
use crate::model::texts::{LangText, Place, Text};

/// The number of a record: dense over all kinds of one dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rid(pub u32);

impl Rid {
    /// No record.
    pub const NONE: Self = Self(u32::MAX);

    /// Returns the number as a position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Plain<4> for Rid {
    fn bytes(self) -> [u8; 4] {
        self.0.bytes()
    }

    fn of(bytes: [u8; 4]) -> Self {
        Self(Plain::of(bytes))
    }
}

/// The value of a field.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// The dataset does not say. It is not 'none'.
    Unknown,
    /// A text, an id, an amount or a code.
    Text(LangText<'a>),
    /// A list of texts.
    Texts(Vec<LangText<'a>>),
    /// One word of a closed list.
    Term(&'static Term),
    /// A date or period.
    Date(Period),
    /// A whole number.
    Whole(u32),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A reference.
    Link(Rid),
    /// References in order; empty is none.
    Links(&'a [Rid]),
    /// Parts in order; empty is none.
    Parts(Vec<Row<'a>>),
}

/// One row of a table: a record, or a part of one.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
    row: usize,
}

impl<'a> Row<'a> {
    pub(super) fn new(dataset: &'a Dataset, table: &'a Table, row: usize) -> Self {
        Self { dataset, table, row }
    }

    /// Returns the fields that the row can have.
    pub fn fields(self) -> &'static [Field] {
        self.table.fields
    }

    /// Returns the value of the field of that name; unknown where the row has no such field.
    pub fn get(self, name: Name) -> Value<'a> {
        let position = self.table.fields.iter().position(|field| field.name == name);
        position.map_or(Value::Unknown, |position| self.value(position))
    }

    /// Returns the value of the field at that position.
    pub fn value(self, position: usize) -> Value<'a> {
        let Some(column) = self.table.columns.get(position) else { return Value::Unknown };
        self.cell(column, position).unwrap_or(Value::Unknown)
    }

    /// Tells whether the field at that position is known and not empty, without making its value.
    pub fn is_filled(self, position: usize) -> bool {
        let is_some =
            |spans: &[Span]| spans.get(self.row).and_then(|span| span.range()).is_some_and(|range| !range.is_empty());
        match self.table.columns.get(position) {
            Some(Column::Texts(spans, _)) => is_some(spans),
            Some(Column::Links(spans, _)) => is_some(spans),
            Some(Column::Parts(spans, _)) => is_some(spans),
            Some(Column::Text(cells)) => cells.get(self.row).is_some_and(|text| self.dataset.is_filled(*text)),
            _ => match self.value(position) {
                Value::Unknown => false,
                Value::Text(text) => text.all().any(|text| !text.trim().is_empty()),
                _ => true,
            },
        }
    }

    fn cell(self, column: &'a Column, position: usize) -> Option<Value<'a>> {
        let row = self.row;
        Some(match column {
            Column::Id => Value::Text(LangText::One(self.dataset.ids().text(*self.table.ids().get(row)?))),
            Column::Text(cells) => Value::Text(self.text_at(*cells.get(row)?)?),
            Column::Texts(spans, items) => {
                let texts = items_of(spans, row, items)?;
                Value::Texts(texts.iter().filter_map(|&text| self.text_at(text)).collect())
            }
            Column::Term(cells) => Value::Term(self.term(position, *cells.get(row)?)?),
            Column::Date(cells) => Value::Date(Table::period(cells, row)?),
            Column::Whole(cells) => Value::Whole(*cells.get(row).filter(|&&number| number != NO_WHOLE)?),
            Column::Number(cells) => Value::Number(*cells.get(row).filter(|number| !number.is_nan())?),
            Column::Flag(cells) => Value::Flag(*cells.get(row).filter(|&&flag| flag != NO_FLAG)? == 1),
            Column::Link(cells) => Value::Link(*cells.get(row).filter(|&&rid| rid != Rid::NONE)?),
            Column::Links(spans, items) => Value::Links(items_of(spans, row, items)?),
            Column::Parts(spans, table) => {
                let range = spans.get(row)?.range()?;
                Value::Parts(range.map(|row| Row { dataset: self.dataset, table, row }).collect())
            }
        })
    }

    fn text_at(self, text: Text) -> Option<LangText<'a>> {
        self.dataset.text_at(text)
    }

    fn term(self, position: usize, at: u8) -> Option<&'static Term> {
        match self.table.fields.get(position)?.shape {
            Shape::Term(terms) if at != NO_TERM => terms.get(at as usize),
            _ => None,
        }
    }

    /// Returns the text of a field, in the first language it has.
    pub fn text(self, name: Name) -> Option<&'a str> {
        match self.get(name) {
            Value::Text(text) => Some(text.text()),
            _ => None,
        }
    }

    /// Returns the word of a field with a closed list.
    pub fn word(self, name: Name) -> Option<&'static Term> {
        match self.get(name) {
            Value::Term(term) => Some(term),
            _ => None,
        }
    }

    /// Returns the date of a field.
    pub fn date(self, name: Name) -> Option<Period> {
        match self.get(name) {
            Value::Date(period) => Some(period),
            _ => None,
        }
    }

    /// Returns the whole number of a field.
    pub fn whole(self, name: Name) -> Option<u32> {
        match self.get(name) {
            Value::Whole(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the yes or no of a field.
    pub fn flag(self, name: Name) -> Option<bool> {
        match self.get(name) {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// Returns the record that a field points to.
    pub fn link(self, name: Name) -> Option<Record<'a>> {
        match self.get(name) {
            Value::Link(rid) => self.dataset.record(rid),
            _ => None,
        }
    }

    /// Returns the records that a field points to; `None` where they are unknown.
    pub fn links(self, name: Name) -> Option<&'a [Rid]> {
        match self.get(name) {
            Value::Links(rids) => Some(rids),
            _ => None,
        }
    }

    /// Returns the parts of a field; empty also where they are unknown.
    pub fn parts(self, name: Name) -> Vec<Row<'a>> {
        self.each_part(name).collect()
    }

    /// Visits the parts of a field without making a list of them; none also where they are unknown.
    pub fn each_part(self, name: Name) -> impl ExactSizeIterator<Item = Row<'a>> {
        let Row { dataset, table, row } = self;
        let position = table.fields.iter().position(|field| field.name == name);
        let (range, parts) = match position.and_then(|position| table.columns.get(position)) {
            Some(Column::Parts(spans, parts)) => {
                (spans.get(row).and_then(|span| span.range()).unwrap_or(0..0), &**parts)
            }
            _ => (0..0, table),
        };
        range.map(move |row| Row { dataset, table: parts, row })
    }
}

impl Dataset {
    /// Tells whether a text is there and says anything, in any language. None is read from the disk: what is left there says something.
    pub fn is_filled(&self, text: Text) -> bool {
        let is_left = matches!(text.place(), Some(Place::Left(_)));
        is_left || self.text_at(text).is_some_and(|text| text.all().any(|text| !text.trim().is_empty()))
    }
}

fn items_of<'a, T>(spans: &[Span], row: usize, items: &'a [T]) -> Option<&'a [T]> {
    items.get(spans.get(row)?.range()?)
}

/// One record of a dataset.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its number.
    pub rid: Rid,
    /// Its kind.
    pub kind: Kind,
    row: Row<'a>,
}

impl<'a> Record<'a> {
    pub(super) fn new(rid: Rid, kind: Kind, row: Row<'a>) -> Self {
        Self { rid, kind, row }
    }

    /// Returns its fields.
    pub fn row(self) -> Row<'a> {
        self.row
    }

    /// Returns its id.
    pub fn id(self) -> &'a str {
        self.row.table.ids().get(self.row.row).map_or("", |&sym| self.row.dataset.ids().text(sym))
    }

    /// Returns its reference.
    pub fn reference(self) -> Reference<'a> {
        Reference { kind: self.kind, id: self.id() }
    }

    /// Returns what it is called: the first of its naming fields that is known, or else its id.
    pub fn label(self) -> LangText<'a> {
        let named = self.kind.spec().fields.iter().enumerate().filter(|(_, field)| field.label);
        named
            .map(|(position, _)| self.row.value(position))
            .find_map(|value| match value {
                Value::Text(text) if !text.text().trim().is_empty() => Some(text),
                _ => None,
            })
            .unwrap_or(LangText::One(self.id()))
    }

    /// Lists its names in all languages: what it is called, its full and short names, its other names.
    pub fn names(self) -> impl Iterator<Item = &'a str> {
        self.texts(|field| field.label || field.name == Name::Name).chain(self.also()).flat_map(LangText::all)
    }

    /// Lists what it is called in a few words, in all languages: its names and its title, but no sentence that stands for them.
    pub fn called(self) -> impl Iterator<Item = &'a str> {
        self.texts(Field::is_name).chain(self.also()).flat_map(LangText::all)
    }

    /// Lists its other names.
    fn also(self) -> Vec<LangText<'a>> {
        match self.row.get(Name::Also) {
            Value::Texts(texts) => texts,
            _ => Vec::new(),
        }
    }

    fn texts(self, wanted: impl Fn(&Field) -> bool) -> impl Iterator<Item = LangText<'a>> {
        let fields = self.kind.spec().fields.iter().enumerate().filter(move |(_, field)| wanted(field));
        fields.filter_map(move |(at, _)| match self.row.value(at) {
            Value::Text(text) => Some(text),
            _ => None,
        })
    }
}

impl<'a> std::ops::Deref for Record<'a> {
    type Target = Row<'a>;

    fn deref(&self) -> &Row<'a> {
        &self.row
    }
}
