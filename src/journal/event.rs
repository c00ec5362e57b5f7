//! One event: what was added or changed, by whom, when, and on which record.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::journal::ops::{Op, Shape};
use crate::journal::stamp::Stamp;

/// The fields of an event beside its head, by name.
pub type Fields = Map<String, Value>;

/// The id of an event, a UUID of version 7 (RFC 9562).
pub type EventId = Uuid;

/// Something that was added or changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id, a UUID of version 7 (RFC 9562): unique for ever.
    pub id: Uuid,
    /// The device on which it was made.
    pub device: String,
    /// Counts the events of one program on a device, from 1.
    pub seq: u64,
    /// When it was made.
    pub stamp: Stamp,
    /// Who made it, as the user calls himself; empty where he does not.
    pub who: String,
    /// The record that it hangs on, as a reference.
    pub on: Option<String>,
    /// The meeting to which it belongs, by id.
    pub meeting: Option<String>,
    /// What it does. One that this version does not know is kept.
    pub op: String,
    /// Its fields, also those that this version does not know.
    pub fields: Fields,
}

impl Event {
    /// Returns what it does; `None` where this version does not know.
    pub fn known(&self) -> Option<Op> {
        Op::named(&self.op)
    }

    /// Returns a field that is a text; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Lists the texts of a field that is a list.
    pub fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }

    /// Returns a field that names an earlier event.
    pub fn event(&self, name: &str) -> Option<Uuid> {
        self.text(name).parse().ok()
    }

    /// Lists the earlier events of a field that is a list of them.
    pub fn events(&self, name: &str) -> impl Iterator<Item = Uuid> {
        self.list(name).filter_map(|id| id.parse().ok())
    }

    /// Says what is missing or of another shape than the table has it; `None` where nothing is, or the op is not known.
    pub fn wrong(&self) -> Option<String> {
        let op = self.known()?;
        if op.spec().on && self.on.is_none() {
            return Some(format!("{} hangs on a record, and names none", op.one()));
        }
        op.spec().fields.iter().find_map(|field| {
            let is_right = |value: &Value| match field.shape {
                Shape::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
                Shape::Event => value.as_str().is_some_and(|id| id.parse::<Uuid>().is_ok()),
                shape if shape.is_list() => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
                _ => value.is_string(),
            };
            match self.fields.get(field.name) {
                None if field.required => Some(format!("{} lacks {}", op.one(), field.name)),
                Some(value) if !is_right(value) => {
                    Some(format!("{}: its {} is not what it should be", op.one(), field.name))
                }
                _ => None,
            }
        })
    }

    /// The place of the event among all: by when, then by device and number; never two at one place.
    pub fn place(&self) -> (Stamp, &str, u64, Uuid) {
        (self.stamp, &self.device, self.seq, self.id)
    }
}
