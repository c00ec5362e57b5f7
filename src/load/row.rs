//! Rows: the records of a section, and the parts of a record.

use fixedbitset::FixedBitSet;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess};

use crate::base::codes;
use crate::base::intern::Sym;
use crate::base::quote::quoted;
use crate::load::cx::Cx;
use crate::load::problem::{Step, with_article};
use crate::load::take::{Any, KeySeed, Take};
use crate::load::value::FieldValue;
use crate::model::Kind;
use crate::model::column::Table;
use crate::model::field::Field;
use crate::model::kind::PLAN_ID;

/// Reads one object into a new row of the table, and tells whether it had a field `id`, good or bad.
pub fn read_row<'de, A: MapAccess<'de>>(cx: &mut Cx, table: &mut Table, mut map: A) -> Result<bool, A::Error> {
    let (fields, row) = (table.fields, table.rows);
    let (mut seen, mut next) = (0u64, 0);
    while let Some(key) = map.next_key_seed(KeySeed(|key: &str| {
        cx.gauge.pass(key);
        position(fields, next, key)
    }))? {
        let at = match key {
            Ok(at) => at,
            Err(key) => {
                unknown_key(cx, fields, key, &mut map)?;
                continue;
            }
        };
        next = at + 1;
        let (Some(field), Some(column)) = (fields.get(at), table.columns.get_mut(at)) else { continue };
        cx.path.push(Step::Field(field.key));
        if seen & (1 << at) == 0 {
            seen |= 1 << at;
            map.next_value_seed(Any(FieldValue { cx, field, column, row }))?;
        } else {
            cx.second_key(field.key);
            map.next_value::<IgnoredAny>()?;
        }
        cx.path.pop();
    }
    table.rows += 1;
    // An id, where a table has one, is its first field.
    Ok(seen & 1 != 0)
}

/// Finds a key among the fields, beginning where it most likely is: after the one before.
fn position(fields: &[Field], next: usize, key: &str) -> Result<usize, Box<str>> {
    let (before, after) = fields.split_at_checked(next).unwrap_or((fields, &[]));
    let is_it = |field: &Field| field.key == key;
    let ahead = after.iter().position(is_it).map(|at| next + at);
    ahead.or_else(|| before.iter().position(is_it)).ok_or_else(|| key.into())
}

fn unknown_key<'de, A: MapAccess<'de>>(
    cx: &mut Cx,
    fields: &'static [Field],
    key: Box<str>,
    map: &mut A,
) -> Result<(), A::Error> {
    cx.path.push(Step::Key(key.clone()));
    cx.unknown_key(&key, fields.iter().map(|field| field.key));
    cx.path.pop();
    map.next_value::<IgnoredAny>().map(drop)
}

/// Takes the list of records of one kind.
pub struct Section<'c> {
    /// What reading writes into.
    pub cx: &'c mut Cx,
    /// The kind.
    pub kind: Kind,
    /// Its table.
    pub table: &'c mut Table,
    /// Where in the list each record of the table stands.
    pub ordinals: &'c mut Vec<u32>,
    /// The ids that records of this kind have already.
    pub seen: FixedBitSet,
    /// Tells which ids records of this kind have that were read elsewhere.
    pub taken: Option<Taken<'c>>,
}

/// Tells whether a record of a kind has an id.
pub type Taken<'c> = &'c dyn Fn(Kind, &str) -> bool;

impl<'de> Take<'de> for Section<'_> {
    type Out = ();

    fn other(self, what: String) {
        self.cx.wrong_type("a list of objects", &what, Some("write brackets around it: [{ … }]".into()));
    }

    fn null(self) {}

    fn list<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        for at in 0.. {
            if !self.record(at, |record| items.next_element_seed(record))? {
                break;
            }
            if self.cx.gauge.record().is_break() {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

impl Section<'_> {
    /// Takes the record at a position of the list, which `read` reads; `false` where the list has ended.
    pub fn record<E>(
        &mut self,
        at: usize,
        read: impl FnOnce(Any<OneRecord<'_>>) -> Result<Option<bool>, E>,
    ) -> Result<bool, E> {
        self.cx.path.push(Step::Index(at));
        let taken = read(Any(OneRecord { cx: self.cx, table: self.table, noun: self.kind.spec().name }))?;
        if taken == Some(true) {
            self.settle(at);
        }
        self.cx.path.pop();
        Ok(taken.is_some())
    }

    /// Keeps the row that was just read if its id is good, and forgets it otherwise.
    fn settle(&mut self, at: usize) {
        let row = self.table.rows.saturating_sub(1);
        match self.cx.id.take().filter(|&id| self.is_good(id)) {
            Some(id) => {
                self.seen.grow_and_insert(id.0 as usize);
                self.table.identify(id);
                self.ordinals.push(at as u32);
            }
            None => self.table.truncate(row),
        }
    }

    fn is_good(&mut self, id: Sym) -> bool {
        let text = self.cx.ids.text(id);
        if self.seen.contains(id.0 as usize) || self.taken.is_some_and(|taken| taken(self.kind, text)) {
            let name = self.kind.spec().name;
            let message = format!("{} {} is there already; this one is set aside", with_article(name), quoted(text));
            self.refuse_id("duplicate-id", message, None);
            return false;
        }
        if self.kind == Kind::Country && !codes::is_country(text) {
            let message = format!("{} is no country code of ISO 3166-1 alpha-2", quoted(text));
            let hint = codes::alpha2(text).map(|two| format!("did you mean {two:?}?"));
            let hint = hint.or_else(|| self.cx.problems.hint(text, codes::countries()));
            self.refuse_id("bad-country", message, hint);
            return false;
        }
        true
    }

    fn refuse_id(&mut self, code: &'static str, message: String, hint: Option<String>) {
        self.cx.path.push(Step::Field("id"));
        self.cx.error(code, message, hint);
        self.cx.path.pop();
    }
}

/// Takes one record, and tells whether it was an object.
pub struct OneRecord<'c> {
    cx: &'c mut Cx,
    table: &'c mut Table,
    noun: &'static str,
}

impl<'de> Take<'de> for OneRecord<'_> {
    type Out = bool;

    fn other(self, what: String) -> bool {
        self.cx.wrong_type("an object", &what, Some("write it in braces: { … }".into()));
        false
    }

    fn object<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        self.cx.id = None;
        let has_id = read_row(self.cx, self.table, map)?;
        if !has_id && self.noun != Kind::Plan.spec().name {
            self.cx.error("no-id", format!("this {} has no id and is set aside", self.noun), None);
        }
        Ok(true)
    }
}

/// Takes the one record of a kind of which a dataset has one.
pub struct Single<'c> {
    /// What reading writes into.
    pub cx: &'c mut Cx,
    /// The kind.
    pub kind: Kind,
    /// Its table.
    pub table: &'c mut Table,
    /// Where the record stands: always 0.
    pub ordinals: &'c mut Vec<u32>,
}

impl<'de> Take<'de> for Single<'_> {
    type Out = ();

    fn other(self, what: String) {
        self.cx.wrong_type("an object", &what, Some("write it in braces: { … }".into()));
    }

    fn null(self) {}

    fn object<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let Self { cx, table, ordinals, kind } = self;
        OneRecord { cx, table, noun: kind.spec().name }.object(map)?;
        table.identify(cx.ids.intern(PLAN_ID));
        ordinals.push(0);
        Ok(())
    }
}
