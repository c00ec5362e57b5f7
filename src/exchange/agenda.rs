//! Meetings and activities in each of the formats: an activity that is a meeting stands once.

use std::io;

use crate::base::date::{Day, Period};
use crate::base::text::visible;
use crate::exchange::{csv, json, markdown};
use crate::model::{Dataset, Name, Record, Rid};
use crate::query::agenda::{Item, NO_STATUS};
use crate::query::cite::cites;

/// What takes place, to be written.
pub struct Agenda<'a> {
    /// The items, by date.
    pub items: Vec<Item<'a>>,
    /// The dataset that they are of.
    pub dataset: &'a Dataset,
    /// The day on which it is written; `None` where the clock does not say.
    pub today: Option<Day>,
}

impl<'a> Agenda<'a> {
    /// Puts items in their order: by date; those without one stand last.
    pub fn new(mut items: Vec<Item<'a>>, dataset: &'a Dataset, today: Option<Day>) -> Self {
        items.sort_by_key(|item| (item.when().is_none(), item.when()));
        Self { items, dataset, today }
    }
}

/// The columns of a spreadsheet.
const COLUMNS: [&str; 13] = [
    "ref",
    "title",
    "kind",
    "status",
    "when",
    "first_day",
    "last_day",
    "place",
    "hosts",
    "goals",
    "groups",
    "summary",
    "sources",
];

/// Writes the items as comma-separated values, and returns how many.
///
/// # Errors
///
/// Whatever `out` says.
pub fn write_csv(agenda: &Agenda<'_>, out: &mut Vec<u8>) -> io::Result<usize> {
    csv::table(&COLUMNS, agenda.items.iter().map(|item| cells(*item, agenda.dataset)), out)?;
    Ok(agenda.items.len())
}

/// Writes the cells of an item; an empty one is unknown, `none` is none.
fn cells(item: Item<'_>, dataset: &Dataset) -> Vec<String> {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let ids = |rids: &[Rid]| csv::list(rids.iter().filter_map(|&rid| dataset.record(rid)).map(|of| of.id().to_owned()));
    let known = |name| item.records().any(|record| record.links(name).is_some());
    let linked = |name| if known(name) { ids(&item.linked(name)) } else { String::new() };
    let status = Some(item.status()).filter(|status| **status != NO_STATUS);
    let day = |date: Option<Day>| date.map(iso).unwrap_or_default();
    let when = item.when();
    let sources: Vec<String> = cites(item.record.row()).into_iter().map(|cite| cite.short()).collect();
    vec![
        item.record.reference().to_string(),
        item.record.label().text().to_owned(),
        text(item.meeting.unwrap_or(item.record).word(Name::Kind).map(|term| term.name)),
        text(status.map(|term| term.name)),
        when.map(|when| when.to_string()).unwrap_or_default(),
        day(when.and_then(Period::start).map(|from| from.first_day())),
        day(when.and_then(Period::end).map(|to| to.last_day())),
        text(item.place()),
        item.hosts().map(ids).unwrap_or_default(),
        linked(Name::Goals),
        linked(Name::Groups),
        text(item.records().find_map(|record| record.text(Name::Summary))),
        sources.join("; "),
    ]
}

fn iso((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Writes the items as a Markdown table, and returns how many.
///
/// # Errors
///
/// Whatever `out` says.
pub fn write_markdown(agenda: &Agenda<'_>, out: &mut Vec<u8>) -> io::Result<usize> {
    let heads = ["when", "status", "title", "place", "hosts", "ref"].map(str::to_owned);
    let row = |item: &Item<'_>| {
        let shown = |text: &str| visible(text, false).into_owned();
        vec![
            item.when().map_or_else(|| "no date".to_owned(), |when| when.to_string()),
            item.status().name.to_owned(),
            shown(item.record.label().text()),
            shown(item.place().unwrap_or("not stated")),
            shown(&hosts(*item, agenda.dataset)),
            shown(&item.record.reference().to_string()),
        ]
    };
    markdown::table(&heads, &[false; 6], agenda.items.iter().map(row), out)?;
    Ok(agenda.items.len())
}

/// Names the hosts of an item.
pub fn hosts(item: Item<'_>, dataset: &Dataset) -> String {
    let Some(rids) = item.hosts() else { return "not stated".to_owned() };
    let names = rids.iter().filter_map(|&rid| dataset.record(rid)).map(|host| host.label().text());
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Writes every record as JSON once: an activity, and behind it the meeting that it is. Returns how many items they are of.
///
/// # Errors
///
/// Whatever `out` says.
pub fn write_json(agenda: &Agenda<'_>, out: &mut Vec<u8>) -> io::Result<usize> {
    let mut written = fixedbitset::FixedBitSet::with_capacity(agenda.dataset.len());
    let records = agenda.items.iter().flat_map(|item| item.records());
    let once: Vec<Record<'_>> = records.filter(|record| !written.put(record.rid.index())).collect();
    json::write(once, agenda.dataset, None, out)?;
    Ok(agenda.items.len())
}
