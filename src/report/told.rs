//! Records and items of the journal told in a sentence, each with where it comes from.

use crate::journal::{Event, Item, Op};
use crate::model::field::Term;
use crate::model::{Dataset, Kind, Name, Record, Reference, Rid, Row};
use crate::query::cite::{self, Cite};
use crate::report::{Line, Source};

pub use crate::query::items::conditions::is_left_over;

/// What stands where there is no source.
pub const NO_SOURCE: &str = "no source";

/// Makes a line that rests on the sources of a record or part.
pub fn sourced(text: String, row: Row<'_>) -> Line {
    let source = cite::short(row).unwrap_or_else(|| NO_SOURCE.to_owned());
    Line { text, source, cites: cite::cites(row).into_iter().map(listed).collect() }
}

/// Makes a line of a part, which rests on its own sources, or else on those of its record.
pub fn sourced_part(text: String, part: Row<'_>, record: Record<'_>) -> Line {
    let has_own = !cite::cites(part).is_empty();
    sourced(text, if has_own { part } else { record.row() })
}

/// Makes a line of something that was added.
pub fn added(text: String, event: &Event) -> Line {
    let who = if event.who.is_empty() { String::new() } else { format!(", {}", event.who) };
    let source = format!("your journal, {}{who}", event.stamp.minute());
    let title = "what was added with this program; times are in UTC".to_owned();
    Line { text, source, cites: vec![Source { name: "your journal".to_owned(), title, url: None }] }
}

fn listed(cite: Cite<'_>) -> Source {
    let document = cite.document();
    let title = document.map(|document| document.label().text()).or_else(|| cite.title()).unwrap_or("unnamed source");
    let name = document.map_or(title, Record::id);
    let url = document.map_or_else(|| cite.url(), |document| document.text(Name::Url));
    Source { name: name.to_owned(), title: title.to_owned(), url: url.map(str::to_owned) }
}

/// Lists what records are called, in the order of the alphabet.
pub fn names(rids: &[Rid], dataset: &Dataset) -> String {
    let mut names: Vec<&str> =
        rids.iter().filter_map(|&rid| dataset.record(rid)).map(|record| record.label().text()).collect();
    names.sort_by_cached_key(|name| crate::base::text::fold(name).into_owned());
    names.join(", ")
}

/// Lists who did something; says so where nobody is named.
fn who(record: Record<'_>, name: Name, nobody: &str, dataset: &Dataset) -> String {
    match record.links(name) {
        Some(rids) if !rids.is_empty() => names(rids, dataset),
        _ => nobody.to_owned(),
    }
}

/// Says what a reference of the journal means.
pub fn meant(reference: &str, dataset: &Dataset) -> String {
    match Reference::parse(reference).and_then(|found| dataset.find_reference(found)) {
        Some(record) => record.label().text().to_owned(),
        None => format!("{reference} (no longer in the dataset)"),
    }
}

fn all_meant(references: &[&str], nobody: &str, dataset: &Dataset) -> String {
    let names: Vec<String> = references.iter().map(|reference| meant(reference, dataset)).collect();
    if names.is_empty() { nobody.to_owned() } else { names.join(", ") }
}

/// Ends a text as a sentence.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…', ':']) { text.to_owned() } else { format!("{text}.") }
}

fn bracketed(pieces: &[&str]) -> String {
    let said: Vec<&str> = pieces.iter().copied().filter(|piece| !piece.is_empty()).collect();
    if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) }
}

/// Says what became of something.
fn became(status: Option<&Term>) -> String {
    match status.map(|term| term.name) {
        None | Some("not-stated" | "no-record") => "No source says what became of it.".to_owned(),
        Some("requested") => "Not settled.".to_owned(),
        Some(name) => format!("Status: {}.", name.replace('-', " ")),
    }
}

/// Tells a statement of the dataset: by whom, in what capacity, of what type, what was said.
pub fn statement(record: Record<'_>, dataset: &Dataset) -> Line {
    let by = who(record, Name::By, "No speaker is named", dataset);
    let person = record.link(Name::Person).map(|person| person.label().text()).unwrap_or_default();
    let kind = record.word(Name::Type).map_or("", |term| term.name);
    let capacity = record.text(Name::Capacity).filter(|capacity| *capacity != by).unwrap_or_default();
    let around = bracketed(&[capacity, person, kind]);
    sourced(format!("{by}{around}: {}", sentence(record.label().text())), record.row())
}

/// Tells an amendment of the dataset and its fate.
pub fn amendment(record: Record<'_>, dataset: &Dataset) -> Line {
    let by = who(record, Name::By, "Who asked is not stated", dataset);
    let to = record.link(Name::To).map_or("what is not stated", |to| to.label().text());
    let wording = wording(record.text(Name::Field), record.text(Name::Before), record.text(Name::After));
    let fate = became(record.word(Name::Status));
    sourced(format!("{by}, on {to}: {}{wording} {fate}", sentence(record.label().text())), record.row())
}

fn wording(field: Option<&str>, before: Option<&str>, after: Option<&str>) -> String {
    let field = field.map(|field| format!(" Field: {field}.")).unwrap_or_default();
    let before = before.map(|before| format!(" Before: \"{before}\".")).unwrap_or_default();
    let after = after.map(|after| format!(" After: \"{after}\".")).unwrap_or_default();
    format!("{field}{before}{after}")
}

/// Tells what was undertaken: what, by when, what became of it; `by` tells whether to name who undertook it.
pub fn commitment(record: Record<'_>, by: bool, dataset: &Dataset) -> Line {
    let who = if by { format!("{}: ", who(record, Name::By, "Nobody is named", dataset)) } else { String::new() };
    let due =
        record.date(Name::When).map_or("No date is stated.".to_owned(), |when| format!("Due {}.", when.compact()));
    let status = became(record.word(Name::Status));
    sourced(format!("{who}{} {due} {status}", sentence(record.label().text())), record.row())
}

/// Tells something that takes place, or runs for a time: its date, title and place.
pub fn dated(record: Record<'_>) -> Line {
    let when = record.date(Name::When).map_or("No date is stated".to_owned(), |when| when.compact());
    let place = record.text(Name::Place).unwrap_or_default();
    let status = record.word(Name::Status).map(|term| term.name.replace('-', " ")).unwrap_or_default();
    sourced(format!("{when}: {}{}.", record.label().text(), bracketed(&[place, &status])), record.row())
}

/// Tells a role that a participant holds or held.
pub fn role(part: Row<'_>, record: Record<'_>, named: bool) -> Line {
    let role = part.word(Name::Role).map_or("role not stated", |term| term.name);
    let of = part.link(Name::Of);
    let of = of.map_or("the dialogue".to_owned(), |of| of.label().text().to_owned());
    let when = part.date(Name::When).map(|when| format!(", {}", when.compact())).unwrap_or_default();
    let text = match named {
        true => format!("{}: {role}{when}.", record.label().text()),
        false => format!("{}{when}.", capital(&format!("{role} of {of}"))),
    };
    sourced_part(text, part, record)
}

/// Tells whether a participant adopted a framework.
pub fn adopted(part: Row<'_>, record: Record<'_>) -> Line {
    let what = part.link(Name::Framework).map_or("A framework", |framework| framework.label().text());
    let said = match part.word(Name::Value).map(|term| term.name) {
        Some("yes") => "adopted",
        Some("no") => "not adopted",
        _ => "no source says whether it was adopted",
    };
    sourced_part(format!("{what}: {said}."), part, record)
}

/// Writes a text with a capital first.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Tells something of the journal: what is in it, and the other versions where it is in conflict.
pub fn item(item: &Item, dataset: &Dataset) -> Line {
    let by = |nobody: &str| all_meant(&item.list("by"), nobody, dataset);
    let on = item.event.on.as_deref().map(|on| meant(on, dataset));
    let on_what = on.clone().unwrap_or_else(|| "the dataset as a whole".to_owned());
    let text = item.text("text");
    let why = if text.is_empty() { String::new() } else { format!(" {}", sentence(text)) };
    let said = match item.op {
        Op::Statement => statement_added(item, &by("No speaker is named"), dataset),
        Op::Amend => format!("{}, on {on_what}:{}{why} {}", by("Who asked is not stated"), changed(item), fate(item)),
        Op::Decide => format!("Decision {}: {}", item.number, sentence(text)),
        Op::Task => task(item),
        Op::Status => format!("Status of {on_what}: {}.{why}", item.text("value")),
        Op::Observe => {
            let when = Some(item.text("when")).filter(|when| !when.is_empty());
            let when = when.map_or(" (no date is stated)".to_owned(), |when| format!(" ({when})"));
            format!("Observed for {on_what}: {}{when}.{why}", item.text("value"))
        }
        Op::Flag => format!("Flagged: {on_what}."),
        _ => sentence(text),
    };
    added(format!("{said}{}", versions(item)), &item.event)
}

fn statement_added(item: &Item, by: &str, dataset: &Dataset) -> String {
    let about = item.list("about");
    let about = if about.is_empty() { String::new() } else { format!(" About: {}.", all_meant(&about, "", dataset)) };
    let around = bracketed(&[item.text("capacity"), item.text("type")]);
    format!("{by}{around}: {}{about}", sentence(item.text("text")))
}

fn changed(item: &Item) -> String {
    wording(Some(item.text("field")), Some(item.text("before")), Some(item.text("after")))
}

fn fate(item: &Item) -> String {
    let Some(fate) = &item.fate else { return "Not settled.".to_owned() };
    let why = fate.text("text");
    let why = if why.is_empty() { String::new() } else { format!(": {why}") };
    sentence(&format!("{}{why}", capital(fate.text("fate"))))
}

fn task(item: &Item) -> String {
    let or = |name: &str, nothing: &str| match item.text(name) {
        "" => nothing.to_owned(),
        text => text.to_owned(),
    };
    let due = or("due", "");
    let due = if due.is_empty() { "No date is stated.".to_owned() } else { format!("Due {due}.") };
    format!("{}: {} {due}", or("owner", "Nobody is named"), sentence(item.text("text")))
}

/// Lists the other versions of what is in conflict: nothing that was written is dropped.
fn versions(item: &Item) -> String {
    let mut names: Vec<&str> = item.changes.keys().map(String::as_str).collect();
    names.sort_unstable();
    let mut out = String::new();
    for name in names {
        let texts: Vec<&str> = item.conflict(name).collect();
        if let Some((_, others)) = texts.split_last() {
            out.extend(others.iter().map(|text| format!(" Not settled; another version of the {name}: \"{text}\".")));
        }
    }
    out
}

/// Tells how many of a kind are not shown, and what shows them.
pub fn more(count: usize, kind: Kind, reference: &str) -> Line {
    let what = crate::query::words::counted(count, kind);
    let text = format!("And {what} more; \"plenary show {reference}\" has all.");
    Line { text, source: "the dataset".to_owned(), cites: Vec::new() }
}
