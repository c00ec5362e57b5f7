//! How records stand in memory: a table for each kind, a column for each field.
//!
//! A column is as long as the last row in which its field is known, so that a field that nobody uses takes no memory. A list is a span
//! of one long row of items; an unknown list is told apart from an empty one. Parts with fields of their own are tables again.

use std::io;

use crate::base::date::{PartialDate, Period};
use crate::base::intern::Sym;
use crate::base::lazy::{Force, Lazy};
use crate::base::plain::{In, Out, Plain};
use crate::base::room::make_room;
use crate::base::stretch::{Reader, Writer};
use crate::model::field::{Field, Shape};
use crate::model::record::Rid;
use crate::model::texts::{Before, Text};

/// Where the items of one list stand among all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    start: u32,
    length: u32,
}

impl Span {
    /// The list is unknown.
    pub const UNKNOWN: Self = Self { start: 0, length: u32::MAX };

    /// Makes the span of `length` items from `start` on.
    pub fn new(start: usize, length: usize) -> Self {
        Self { start: start as u32, length: length as u32 }
    }

    /// Returns the span once that many items stand before those that it counts.
    fn after(self, items: usize) -> Self {
        if self.length == u32::MAX { self } else { Self { start: self.start + items as u32, ..self } }
    }

    /// Returns the range of the items, `None` where the list is unknown.
    pub fn range(self) -> Option<std::ops::Range<usize>> {
        (self.length != u32::MAX).then(|| self.start as usize..(self.start + self.length) as usize)
    }
}

/// The values of one field, row by row.
#[derive(Debug)]
pub enum Column {
    /// Nothing: the ids stand with the table.
    Id,
    /// Texts, amounts and currency codes.
    Text(Vec<Text>),
    /// Lists of texts.
    Texts(Vec<Span>, Vec<Text>),
    /// Positions in the closed list of words.
    Term(Vec<u8>),
    /// Dates and periods, by their two ends.
    Date(Vec<[Option<PartialDate>; 2]>),
    /// Whole numbers.
    Whole(Vec<u32>),
    /// Numbers; not a number where unknown.
    Number(Vec<f64>),
    /// No, yes, unknown as 0, 1, 2.
    Flag(Vec<u8>),
    /// References.
    Link(Vec<Rid>),
    /// Lists of references.
    Links(Vec<Span>, Vec<Rid>),
    /// Parts.
    Parts(Vec<Span>, Box<Table>),
}

/// What stands for an unknown word of a closed list.
pub const NO_TERM: u8 = u8::MAX;
/// What stands for an unknown whole number.
pub const NO_WHOLE: u32 = u32::MAX;
/// What stands for an unknown yes or no.
pub const NO_FLAG: u8 = 2;

impl Column {
    fn new(field: &Field) -> Self {
        match field.shape {
            Shape::Id => Self::Id,
            Shape::Text | Shape::Amount | Shape::Currency => Self::Text(Vec::new()),
            Shape::Texts => Self::Texts(Vec::new(), Vec::new()),
            Shape::Term(_) => Self::Term(Vec::new()),
            Shape::Date => Self::Date(Vec::new()),
            Shape::Whole => Self::Whole(Vec::new()),
            Shape::Number => Self::Number(Vec::new()),
            Shape::Flag => Self::Flag(Vec::new()),
            Shape::Link(_) => Self::Link(Vec::new()),
            Shape::Links(_) => Self::Links(Vec::new(), Vec::new()),
            Shape::One(parts) | Shape::Many(parts) => Self::Parts(Vec::new(), Box::new(Table::new(parts))),
        }
    }

    /// Puts the values of another table's column behind the `rows` of this one.
    fn append(&mut self, rows: usize, other: Self, moved: Moved<'_>) {
        let (text, link) = (|text: Text| text.after(moved.texts), |rid| moved.link(rid));
        let to = (rows, moved.ahead);
        match (self, other) {
            (Self::Text(cells), Self::Text(more)) => extend(cells, to, Text::ABSENT, more.into_iter().map(text)),
            (Self::Texts(spans, items), Self::Texts(more, further)) => {
                extend(spans, to, Span::UNKNOWN, more.into_iter().map(|span| span.after(items.len())));
                make_room(items, further.len(), moved.ahead);
                items.extend(further.into_iter().map(text));
            }
            (Self::Term(cells), Self::Term(more)) => extend(cells, to, NO_TERM, more.into_iter()),
            (Self::Flag(cells), Self::Flag(more)) => extend(cells, to, NO_FLAG, more.into_iter()),
            (Self::Date(cells), Self::Date(more)) => extend(cells, to, [None, None], more.into_iter()),
            (Self::Whole(cells), Self::Whole(more)) => extend(cells, to, NO_WHOLE, more.into_iter()),
            (Self::Number(cells), Self::Number(more)) => extend(cells, to, f64::NAN, more.into_iter()),
            (Self::Link(cells), Self::Link(more)) => extend(cells, to, Rid::NONE, more.into_iter().map(link)),
            (Self::Links(spans, items), Self::Links(more, further)) => {
                extend(spans, to, Span::UNKNOWN, more.into_iter().map(|span| span.after(items.len())));
                make_room(items, further.len(), moved.ahead);
                items.extend(further.into_iter().map(link));
            }
            (Self::Parts(spans, table), Self::Parts(more, further)) => {
                extend(spans, to, Span::UNKNOWN, more.into_iter().map(|span| span.after(table.rows)));
                table.append(*further, moved);
            }
            // Columns of the same field have the same shape.
            _ => {}
        }
    }

    /// Forgets every row from `rows` on, with its items and parts.
    fn truncate(&mut self, rows: usize) {
        match self {
            Self::Id => {}
            Self::Text(cells) => cells.truncate(rows),
            Self::Texts(spans, items) => items.truncate(cut(spans, rows, items.len())),
            Self::Term(cells) | Self::Flag(cells) => cells.truncate(rows),
            Self::Date(cells) => cells.truncate(rows),
            Self::Whole(cells) => cells.truncate(rows),
            Self::Number(cells) => cells.truncate(rows),
            Self::Link(cells) => cells.truncate(rows),
            Self::Links(spans, items) => items.truncate(cut(spans, rows, items.len())),
            Self::Parts(spans, table) => table.truncate(cut(spans, rows, table.rows)),
        }
    }

    fn shrink(&mut self) {
        match self {
            Self::Id => {}
            Self::Text(cells) => cells.shrink_to_fit(),
            Self::Texts(spans, items) => (spans.shrink_to_fit(), items.shrink_to_fit()).0,
            Self::Term(cells) | Self::Flag(cells) => cells.shrink_to_fit(),
            Self::Date(cells) => cells.shrink_to_fit(),
            Self::Whole(cells) => cells.shrink_to_fit(),
            Self::Number(cells) => cells.shrink_to_fit(),
            Self::Link(cells) => cells.shrink_to_fit(),
            Self::Links(spans, items) => (spans.shrink_to_fit(), items.shrink_to_fit()).0,
            Self::Parts(spans, table) => (spans.shrink_to_fit(), table.shrink()).0,
        }
    }
}

/// Cuts the spans to `rows` and returns how many of the `items` remain.
fn cut(spans: &mut Vec<Span>, rows: usize, items: usize) -> usize {
    let gone = spans.get(rows..).into_iter().flatten().find_map(|span| span.range());
    spans.truncate(rows);
    gone.map_or(items, |range| range.start)
}

/// Puts values behind the `rows` of a column, filling its end with the value for unknown if there are any.
fn extend<T: Clone>(
    cells: &mut Vec<T>,
    (rows, ahead): (usize, usize),
    unknown: T,
    more: impl ExactSizeIterator<Item = T>,
) {
    if more.len() > 0 {
        make_room(cells, rows.saturating_sub(cells.len()) + more.len(), ahead);
        cells.resize(rows, unknown);
        cells.extend(more);
    }
}

/// What the numbers of another table become when its rows are put behind those of this one, while references are still ids.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    /// The number of each id.
    pub ids: &'a [Sym],
    /// What stands before the texts of the other.
    pub texts: Before,
    /// How many times as much as the other has will probably follow it.
    pub ahead: usize,
}

impl Moved<'_> {
    fn link(self, rid: Rid) -> Rid {
        // No reference stays none: its number is beyond those of all ids.
        self.ids.get(rid.index()).map_or(Rid::NONE, |sym| Rid(sym.0))
    }
}

/// Puts a value into a row, filling the rows before it with the value for unknown.
pub fn put<T: Clone>(cells: &mut Vec<T>, row: usize, unknown: T, value: T) {
    if cells.len() <= row {
        cells.resize(row, unknown);
        cells.push(value);
    } else if let Some(cell) = cells.get_mut(row) {
        *cell = value;
    }
}

impl Plain<8> for Span {
    fn bytes(self) -> [u8; 8] {
        [self.start, self.length].bytes()
    }

    fn of(bytes: [u8; 8]) -> Self {
        let [start, length] = <[u32; 2]>::of(bytes);
        // A span that goes beyond all numbers is none.
        if start.checked_add(length).is_none() { Self::UNKNOWN } else { Self { start, length } }
    }
}

/// Beginning and end; zero where one is unknown.
impl Plain<8> for [Option<PartialDate>; 2] {
    fn bytes(self) -> [u8; 8] {
        self.map(|date| date.map_or(0, PartialDate::bits)).bytes()
    }

    fn of(bytes: [u8; 8]) -> Self {
        <[u32; 2]>::of(bytes).map(PartialDate::of_bits)
    }
}

/// The values of a column, whose field and rows are known.
impl Column {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        match self {
            Self::Id => Ok(()),
            Self::Text(cells) => out.list(cells),
            Self::Texts(spans, items) => out.list(spans).and_then(|()| out.list(items)),
            Self::Term(cells) | Self::Flag(cells) => out.list(cells),
            Self::Date(cells) => out.list(cells),
            Self::Whole(cells) => out.list(cells),
            Self::Number(cells) => out.list(cells),
            Self::Link(cells) => out.list(cells),
            Self::Links(spans, items) => out.list(spans).and_then(|()| out.list(items)),
            Self::Parts(spans, table) => out.list(spans).and_then(|()| table.freeze(out)),
        }
    }

    fn thaw(field: &Field, from: &mut In<'_>) -> Option<Self> {
        Some(match Self::new(field) {
            Self::Id => Self::Id,
            Self::Text(_) => Self::Text(from.list()?),
            Self::Texts(..) => Self::Texts(from.list()?, from.list()?),
            Self::Term(_) => Self::Term(from.list()?),
            Self::Date(_) => Self::Date(from.list()?),
            Self::Whole(_) => Self::Whole(from.list()?),
            Self::Number(_) => Self::Number(from.list()?),
            Self::Flag(_) => Self::Flag(from.list()?),
            Self::Link(_) => Self::Link(from.list()?),
            Self::Links(..) => Self::Links(from.list()?, from.list()?),
            Self::Parts(_, table) => {
                let (spans, fields) = (from.list()?, table.fields);
                Self::Parts(spans, Box::new(Table::thaw(fields, from)?))
            }
        })
    }

    /// Tells whether it refers to no record from a number on: to be asked before anybody relies on it.
    fn refers_below(&self, records: u32) -> bool {
        let is_below = |rid: &Rid| rid.0 < records || *rid == Rid::NONE;
        match self {
            Self::Link(cells) => cells.iter().all(is_below),
            Self::Links(_, items) => items.iter().all(is_below),
            Self::Parts(_, table) => table.columns.iter().all(|column| column.refers_below(records)),
            _ => true,
        }
    }
}

/// The columns of a table, in the order of its fields.
#[derive(Debug)]
pub struct Columns(Vec<Lazy<Column>>);

impl Columns {
    /// Returns the one at a position.
    pub fn get(&self, at: usize) -> Option<&Column> {
        self.0.get(at).map(|column| &**column)
    }

    /// Returns the one at a position to be changed; `None` also where it is read from a file.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut Column> {
        self.0.get_mut(at)?.get_mut()
    }

    /// Lists all.
    pub fn iter(&self) -> impl Iterator<Item = &Column> {
        self.into_iter()
    }

    /// Lists all to be changed, without those that are read from a file.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Column> {
        self.0.iter_mut().filter_map(Lazy::get_mut)
    }
}

impl<'a> IntoIterator for &'a Columns {
    type Item = &'a Column;
    type IntoIter = std::iter::Map<std::slice::Iter<'a, Lazy<Column>>, fn(&'a Lazy<Column>) -> &'a Column>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|column| column)
    }
}

impl FromIterator<Column> for Columns {
    fn from_iter<I: IntoIterator<Item = Column>>(columns: I) -> Self {
        Self(columns.into_iter().map(Lazy::from).collect())
    }
}

/// Rows that have the same fields.
#[derive(Debug)]
pub struct Table {
    /// What each column holds.
    pub fields: &'static [Field],
    /// How many rows there are.
    pub rows: usize,
    /// The identifier of each row, where the fields have one.
    ids: Lazy<Vec<Sym>>,
    /// The columns, in the order of the fields.
    pub columns: Columns,
}

impl Table {
    /// Makes an empty table.
    pub fn new(fields: &'static [Field]) -> Self {
        Self { fields, rows: 0, ids: Vec::new().into(), columns: fields.iter().map(Column::new).collect() }
    }

    /// Lists the identifier of each row; none where the fields have none.
    pub fn ids(&self) -> &[Sym] {
        &self.ids
    }

    /// Adds the identifier of a row.
    pub fn identify(&mut self, id: Sym) {
        self.ids.get_mut().into_iter().for_each(|ids| ids.push(id));
    }

    /// Puts the rows of another table with the same fields behind its own.
    pub fn append(&mut self, other: Self, moved: Moved<'_>) {
        if let Some(ids) = self.ids.get_mut() {
            make_room(ids, other.ids.len(), moved.ahead);
            ids.extend(other.ids.iter().filter_map(|sym| moved.ids.get(sym.0 as usize)));
        }
        let more = other.columns.0.into_iter().filter_map(Lazy::into_inner);
        for (column, more) in self.columns.iter_mut().zip(more) {
            column.append(self.rows, more, moved);
        }
        self.rows += other.rows;
    }

    /// Forgets every row from `rows` on.
    pub fn truncate(&mut self, rows: usize) {
        self.rows = rows.min(self.rows);
        self.ids.get_mut().into_iter().for_each(|ids| ids.truncate(rows));
        self.columns.iter_mut().for_each(|column| column.truncate(rows));
    }

    /// Gives back memory that was kept for growth.
    pub fn shrink(&mut self) {
        self.ids.get_mut().into_iter().for_each(Vec::shrink_to_fit);
        self.columns.iter_mut().for_each(Column::shrink);
    }

    /// Returns the period at a row of a column of dates.
    pub fn period(cells: &[[Option<PartialDate>; 2]], row: usize) -> Option<Period> {
        let &[from, to] = cells.get(row)?;
        Period::new(from, to).ok()
    }
}

/// A table in a file.
impl Table {
    /// Writes the rows of parts, all at once.
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.number(self.rows as u32)?;
        out.list(&self.ids)?;
        self.columns.iter().try_for_each(|column| column.freeze(out))
    }

    /// Reads rows of parts that have these fields; `None` where this is not what was written.
    fn thaw(fields: &'static [Field], from: &mut In<'_>) -> Option<Self> {
        let (rows, ids): (_, Vec<Sym>) = (from.number()? as usize, from.list()?);
        let columns = fields.iter().map(|field| Column::thaw(field, from)).collect::<Option<_>>()?;
        (ids.is_empty() || ids.len() == rows).then_some(Self { fields, rows, ids: ids.into(), columns })
    }

    /// Writes the rows of records, so that each column can be read by itself.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    pub fn freeze_apart(&self, writer: &mut Writer<'_>) -> io::Result<()> {
        writer.put(|out| out.list(&self.ids))?;
        self.columns.iter().try_for_each(|column| writer.put(|out| column.freeze(out)))
    }

    /// Leaves as many rows of these fields to be read when they are first asked for, column by column; of all kinds there are so many
    /// records. A column that cannot be read says that nothing is known.
    pub fn thaw_apart(fields: &'static [Field], rows: usize, records: u32, reader: &mut Reader) -> Option<Self> {
        // As many as there are said to be must stand there.
        (reader.length()? == 8 + rows as u64 * 4).then_some(())?;
        let nameless = move || vec![Sym(u32::MAX); rows];
        let ids = reader.later(move |from| from.list().filter(|ids: &Vec<Sym>| ids.len() == rows), nameless)?;
        let column = |field: &'static Field| {
            let read = move |from: &mut In<'_>| Column::thaw(field, from).filter(|column| column.refers_below(records));
            reader.later(read, || Column::new(field))
        };
        let columns = Columns(fields.iter().map(column).collect::<Option<_>>()?);
        Some(Self { fields, rows, ids, columns })
    }

    /// Lists what is read from a file when it is first asked for.
    pub fn lazies(&self) -> impl Iterator<Item = &dyn Force> {
        let columns = self.columns.0.iter().map(|column| column as &dyn Force);
        [&self.ids as &dyn Force].into_iter().chain(columns)
    }
}
