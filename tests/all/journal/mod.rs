//! The journal: nothing that was said to be saved is lost, whatever happens to its files. The names R1 to R13 are those of the recipes for
//! such tests that the project keeps.

mod algebra;
mod damage;
mod faulty;
mod merging;

use std::path::{Path, PathBuf};

use plenary::journal::{Event, Fields, Journal, Op, Pen, line};
use serde_json::Value;

/// A moment on which the tests begin, in milliseconds since 1970: 18 November 2020, 10:42.
pub const NOW: i64 = 1_605_696_120_000;

/// A pen whose events come one second after another.
pub struct Hand {
    pub pen: Pen,
    now: i64,
}

impl Hand {
    pub fn new(device: &str) -> Self {
        Self { pen: Pen::new(device, "A. Author", &Journal::default(), NOW), now: NOW }
    }

    /// Makes an event of an op with these fields.
    pub fn event(&mut self, op: Op, on: Option<&str>, pairs: &[(&str, &str)]) -> Event {
        self.now += 1_000;
        let field = |(key, value): &(&str, &str)| {
            let value = match op.field(key).map(|field| field.shape) {
                Some(shape) if shape.is_list() => {
                    Value::from(value.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>())
                }
                _ => Value::from(*value),
            };
            ((*key).to_owned(), value)
        };
        let fields: Fields = pairs.iter().map(field).collect();
        self.pen.event(op, on.map(str::to_owned), None, fields, self.now)
    }

    /// The same, as part of a meeting.
    pub fn at(&mut self, meeting: &str, op: Op, on: Option<&str>, pairs: &[(&str, &str)]) -> Event {
        Event { meeting: Some(meeting.to_owned()), ..self.event(op, on, pairs) }
    }

    pub fn note(&mut self, text: &str) -> Event {
        self.event(Op::Note, Some("country:BG"), &[("text", text)])
    }

    pub fn edit(&mut self, of: &Event, new: &str, over: &[&Event]) -> Event {
        let over = over.iter().map(|event| event.id.to_string()).collect::<Vec<_>>().join(" ");
        let of = of.id.to_string();
        self.event(Op::Edit, None, &[("of", &of), ("field", "text"), ("new", new), ("over", &over)])
    }

    pub fn of(&mut self, op: Op, of: &Event) -> Event {
        let of = of.id.to_string();
        self.event(op, None, &[("of", &of)])
    }
}

/// The bytes of a segment with these events.
pub fn segment(events: &[Event]) -> Vec<u8> {
    events.iter().flat_map(line::write).collect()
}

/// Reads segments that are there only in memory.
pub fn read(segments: &[&[u8]]) -> Journal {
    let names: Vec<PathBuf> = (0..segments.len()).map(|at| format!("{at}.jsonl").into()).collect();
    Journal::of(names.iter().map(Path::new).zip(segments.iter().map(|bytes| Ok(bytes.to_vec()))))
}

/// The texts of all notes in force.
pub fn texts(journal: &Journal) -> Vec<String> {
    let review = plenary::journal::Review::of(&journal.events);
    review.items.iter().map(|item| item.text("text").to_owned()).collect()
}
