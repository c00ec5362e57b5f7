//! Meetings and activities as a calendar (RFC 5545): all-day events that no program takes for busy time.
//!
//! A date that is known to the year only spans the year and says so; what has no date has no place in a calendar.

use std::io;

use icalendar::{Calendar, Component, Event, EventLike, Property};

use crate::base::date::{Day, PartialDate, Period, Precision, next_day};
use crate::base::text::visible;
use crate::exchange::agenda::{Agenda, hosts};
use crate::model::{Dataset, Name};
use crate::query::agenda::Item;
use crate::query::cite::cites;

/// Who made the file, as the standard wants it.
const PRODUCT: &str = concat!("-//plenary//plenary ", env!("CARGO_PKG_VERSION"), "//EN");

/// The longest line, in octets (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// The day that stands for the making of the file where the clock does not say.
const NO_DAY: Day = (1970, 1, 1);

/// Writes the items that have a date, and returns how many.
pub fn write(agenda: &Agenda<'_>, out: &mut Vec<u8>) -> io::Result<usize> {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property((name, value));
    }
    calendar.name(&shown(agenda.dataset.title().text()));
    let stamp = format!("{}T000000Z", basic(agenda.today.unwrap_or(NO_DAY)));
    let dated = agenda.items.iter().filter_map(|item| Some((*item, item.when()?)));
    let mut count = 0;
    for (item, when) in dated {
        calendar.push(event(item, when, &stamp, agenda.dataset));
        count += 1;
    }
    out.extend(folded(&calendar.to_string()).into_bytes());
    Ok(count)
}

/// Folds the lines that are still too long: the library lets the last piece of a line have one octet more than it may.
fn folded(calendar: &str) -> String {
    let mut out = String::with_capacity(calendar.len() + 64);
    for line in calendar.split_terminator("\r\n") {
        let mut rest = line;
        let mut room = LONGEST;
        while rest.len() > room {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(room));
            out.push_str(piece);
            out.push_str("\r\n ");
            // What follows stands behind a blank, which counts, too.
            (rest, room) = (after, LONGEST - 1);
        }
        out.push_str(rest);
        out.push_str("\r\n");
    }
    out
}

fn event(item: Item<'_>, when: Period, stamp: &str, dataset: &Dataset) -> Event {
    let mut event = Event::new();
    event.uid(&shown(&format!("{}@{}", item.record.reference(), dataset.header().id)));
    event.add_property("DTSTAMP", stamp);
    event.summary(&shown(item.record.label().text()));
    event.description(&description(item, when, dataset));
    event.add_property("TRANSP", "TRANSPARENT");
    if let Some(place) = item.place() {
        event.location(&shown(place));
    }
    if let Some(status) = status(item.status().name) {
        event.add_property("STATUS", status);
    }
    let (first, end) = span(when);
    event.append_property(date("DTSTART", first));
    if let Some(end) = end {
        event.append_property(date("DTEND", end));
    }
    event.done()
}

/// Returns the first day, and the day after the last one; an open end has only the day that is known.
fn span(when: Period) -> (Day, Option<Day>) {
    let last = when.end().or(when.start()).map(PartialDate::last_day);
    let first = when.start().or(when.end()).map(PartialDate::first_day);
    // A period has at least one end.
    (first.unwrap_or(NO_DAY), last.and_then(next_day))
}

fn date(name: &str, day: Day) -> Property {
    Property::new(name, basic(day)).add_parameter("VALUE", "DATE").done()
}

fn basic((year, month, day): Day) -> String {
    format!("{year:04}{month:02}{day:02}")
}

/// Returns what comes nearest to a status among the three of the standard; the description has the word itself.
fn status(word: &str) -> Option<&'static str> {
    Some(match word {
        "offered" | "planned" | "postponed" => "TENTATIVE",
        "confirmed" | "ongoing" | "held" | "held-online" => "CONFIRMED",
        "cancelled" => "CANCELLED",
        _ => return None,
    })
}

fn description(item: Item<'_>, when: Period, dataset: &Dataset) -> String {
    let sources: Vec<String> = cites(item.record.row()).into_iter().map(|cite| cite.short()).collect();
    let mut lines = vec![
        format!("Status: {}", item.status().name.trim_start_matches("status ")),
        format!("Date: {when}{}", precision(when)),
        format!("Place: {}", item.place().unwrap_or("not stated")),
        format!("Hosts: {}", hosts(item, dataset)),
    ];
    lines.extend(item.records().find_map(|record| record.text(Name::Summary)).map(str::to_owned));
    lines.push(format!("Sources: {}", if sources.is_empty() { "none named".to_owned() } else { sources.join("; ") }));
    lines.push(item.records().map(|record| record.reference().to_string()).collect::<Vec<_>>().join(", "));
    lines.iter().map(|line| shown(line)).collect::<Vec<_>>().join("\n")
}

/// Says how much of a date is known, where that is not the day.
fn precision(when: Period) -> String {
    let coarsest = when.start().into_iter().chain(when.end()).map(PartialDate::precision).min();
    let known = match coarsest {
        Some(Precision::Year) => Some("known to the year only"),
        Some(Precision::Quarter) => Some("known to the quarter only"),
        Some(Precision::Month) => Some("known to the month only"),
        Some(Precision::Day) | None => None,
    };
    let open = match (when.start(), when.end()) {
        (None, _) => Some("the beginning is not stated"),
        (_, None) => Some("the end is not stated"),
        _ => None,
    };
    let said: Vec<&str> = known.into_iter().chain(open).collect();
    if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) }
}

fn shown(text: &str) -> String {
    visible(text, false).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_any_length_is_folded_within_its_characters() {
        for length in 60..240 {
            let line = format!("{}é{}", "a".repeat(length % 80), "ж".repeat(length / 2));
            let folded = folded(&format!("{line}\r\nEND\r\n"));
            assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST), "{folded:?}");
            assert_eq!(folded.replace("\r\n ", ""), format!("{line}\r\nEND\r\n"));
        }
    }

    #[test]
    fn an_open_end_has_the_day_that_is_known() {
        let span = |text: &str| span(text.parse().unwrap());
        assert_eq!(span("2020-05/"), ((2020, 5, 1), Some((2020, 6, 1))));
        assert_eq!(span("/2019-12-31"), ((2019, 12, 31), Some((2020, 1, 1))));
        assert_eq!(span("2019/2020-02"), ((2019, 1, 1), Some((2020, 3, 1))));
        assert_eq!(precision("/2019".parse().unwrap()), " (known to the year only; the beginning is not stated)");
    }
}
