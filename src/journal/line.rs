//! One line of a segment: an event as JSON, with a checksum of its bytes at the end.
//!
//! `{"v":1,"id":"0193…","dev":"…","seq":12,"hlc":"2026-03-04T09:12:33.120Z-0007",…,"crc":"9f3a0b11"}`. The checksum (CRC-32 of ISO 3309) is
//! that of the line without it: a line of which a byte is another is told from one that is right.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::journal::VERSION;
use crate::journal::event::Event;

/// What stands before the eight digits of the checksum.
const BEFORE: &[u8] = br#","crc":""#;
/// How many bytes the checksum takes, with all around it, up to the closing brace.
const TAIL: usize = BEFORE.len() + 8 + 2;

/// Says why a line is no event.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LineError {
    /// The bytes are not those that were written.
    #[error("its checksum is another: a byte of it has changed")]
    Checksum,
    /// There is no checksum at the end.
    #[error("it is no line of a journal: there is no checksum at its end")]
    NoChecksum,
    /// It is right, and of a later version.
    #[error("it is of version {0}, which a later program wrote")]
    Later(u64),
    /// It is right, and no event.
    #[error("{0}")]
    NoEvent(String),
}

/// What stands at the head of every line, in this order.
const HEAD: [&str; 9] = ["v", "id", "dev", "seq", "hlc", "who", "on", "meeting", "op"];

/// Writes an event as a line, with the line feed: its head first, so that a person finds it.
pub fn write(event: &Event) -> Vec<u8> {
    let text = |text: &str| Value::String(text.to_owned());
    let head = [
        Some(VERSION.into()),
        Some(text(&event.id.to_string())),
        Some(text(&event.device)),
        Some(event.seq.into()),
        Some(text(&event.stamp.to_string())),
        Some(text(&event.who)),
        event.on.as_deref().map(text),
        event.meeting.as_deref().map(text),
        Some(text(&event.op)),
    ];
    let head = HEAD.into_iter().zip(head).filter_map(|(key, value)| Some((key.to_owned(), value?)));
    // A field of the event can never stand in for one of its head.
    let fields = event.fields.iter().filter(|(key, _)| !HEAD.contains(&key.as_str()) && *key != "crc");
    let pairs = head.chain(fields.map(|(key, value)| (key.clone(), value.clone())));
    let pairs: Vec<String> = pairs.map(|(key, value)| format!("{}:{value}", text(&key))).collect();
    sealed(&format!("{{{}}}", pairs.join(",")))
}

/// Puts the checksum at the end of an object and a line feed behind it.
fn sealed(object: &str) -> Vec<u8> {
    let sum = crc32fast::hash(object.as_bytes());
    let mut line = object.as_bytes().to_vec();
    line.pop();
    line.extend_from_slice(BEFORE);
    line.extend_from_slice(format!("{sum:08x}\"}}\n").as_bytes());
    line
}

/// Reads a line without its line feed; a carriage return before that, which some copies put there, does no harm.
///
/// # Errors
///
/// Says why it is no event.
pub fn read(line: &[u8]) -> Result<Event, LineError> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let object = unsealed(line)?;
    let value: Value =
        serde_json::from_slice(&object).map_err(|error| LineError::NoEvent(format!("it is no JSON: {error}")))?;
    let Value::Object(map) = value else { return Err(LineError::NoEvent("it is no object".into())) };
    event(map)
}

/// Takes the checksum away and compares it.
fn unsealed(line: &[u8]) -> Result<Vec<u8>, LineError> {
    let (object, tail) = line.split_at_checked(line.len().wrapping_sub(TAIL)).ok_or(LineError::NoChecksum)?;
    let sum = tail.strip_prefix(BEFORE).and_then(|tail| tail.strip_suffix(b"\"}")).ok_or(LineError::NoChecksum)?;
    let mut object = object.to_vec();
    object.push(b'}');
    if format!("{:08x}", crc32fast::hash(&object)).as_bytes() == sum { Ok(object) } else { Err(LineError::Checksum) }
}

fn event(mut map: Map<String, Value>) -> Result<Event, LineError> {
    let version = map.remove("v").and_then(|version| version.as_u64());
    match version {
        Some(version) if version > VERSION => return Err(LineError::Later(version)),
        Some(VERSION) => {}
        _ => return Err(LineError::NoEvent("it names no version that there is".into())),
    }
    let mut text = |key: &str| match map.remove(key) {
        Some(Value::String(text)) => Ok(Some(text)),
        None => Ok(None),
        Some(_) => Err(LineError::NoEvent(format!("its {key} is no text"))),
    };
    let missing = |key: &str| LineError::NoEvent(format!("it has no {key}"));
    let wrong = |key: &str| LineError::NoEvent(format!("its {key} is not what it should be"));
    let id = text("id")?.ok_or_else(|| missing("id"))?.parse().map_err(|_| wrong("id"))?;
    let device = text("dev")?.ok_or_else(|| missing("dev"))?;
    let stamp = text("hlc")?.ok_or_else(|| missing("hlc"))?.parse().map_err(|_| wrong("hlc"))?;
    let (who, on, meeting) = (text("who")?.unwrap_or_default(), text("on")?, text("meeting")?);
    let op = text("op")?.ok_or_else(|| missing("op"))?;
    let seq = map.remove("seq").and_then(|seq| seq.as_u64()).ok_or_else(|| wrong("seq"))?;
    let event = Event { id, device, seq, stamp, who, on, meeting, op, fields: map };
    event.wrong().map_or(Ok(event), |wrong| Err(LineError::NoEvent(wrong)))
}
