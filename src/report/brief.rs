//! A brief on a record: what a delegation takes along. One table says for each kind what stands in it, in which order.

use crate::index::Snapshot;
use crate::journal::{Item, Op, Review};
use crate::model::field::Shape;
use crate::model::{Dataset, Kind, Name, Record, Rid, Value};
use crate::query::words::{part as part_words, words};
use crate::report::told::{self, sourced};
use crate::report::{Line, Report, Section};

/// How many records a section shows, so that the whole fits a page or two.
const SHOWN: usize = 10;

/// One section of a brief.
struct Part {
    title: &'static str,
    /// What is said where there is nothing.
    none: &'static str,
    what: What,
}

/// What stands in a section.
enum What {
    /// The roles that the record holds.
    Roles,
    /// Which frameworks it adopted.
    Adopted,
    /// Who holds a role in it.
    Holders,
    /// Records of a kind that name it in one of these fields.
    Named(Kind, &'static [Name]),
}

const fn part(title: &'static str, none: &'static str, what: What) -> Part {
    Part { title, none, what }
}

const PARTICIPANT: &[Part] = &[
    part("Roles", "No role is stated.", What::Roles),
    part("Frameworks", "No source says which frameworks it adopted.", What::Adopted),
    part(
        "Offered, and what became of it",
        "No offer and no promise is recorded.",
        What::Named(Kind::Commitment, &[Name::By]),
    ),
    part("Changes it asked for", "No amendment of its is recorded.", What::Named(Kind::Amendment, &[Name::By])),
    part("Statements", "No statement of its is recorded.", What::Named(Kind::Statement, &[Name::By])),
    part(
        "Projects",
        "No project is recorded.",
        What::Named(Kind::Project, &[Name::Countries, Name::Funders, Name::Implementers]),
    ),
    part("Meetings hosted", "No meeting is recorded that it hosted.", What::Named(Kind::Meeting, &[Name::Hosts])),
];

const GOAL: &[Part] = &[
    part("Action points", "No action point is recorded.", What::Named(Kind::Action, &[Name::Goal])),
    part("Activities", "No activity is recorded.", What::Named(Kind::Activity, &[Name::Goals])),
    part(
        "Offered, and what became of it",
        "No offer and no promise is recorded.",
        What::Named(Kind::Commitment, &[Name::Goals]),
    ),
    part("Projects", "No project is recorded.", What::Named(Kind::Project, &[Name::Goals])),
    part("Meetings", "No meeting is recorded.", What::Named(Kind::Meeting, &[Name::Goals])),
    part("Indicators", "No indicator is recorded.", What::Named(Kind::Indicator, &[Name::Goal])),
    part("Statements", "No statement about it is recorded.", What::Named(Kind::Statement, &[Name::About])),
];

const GROUP: &[Part] = &[
    part("Chairs and members", "No role in it is stated.", What::Holders),
    part(
        "Offered, and what became of it",
        "No offer and no promise is recorded.",
        What::Named(Kind::Commitment, &[Name::Groups]),
    ),
    part("Activities", "No activity is recorded.", What::Named(Kind::Activity, &[Name::Groups])),
    part("Meetings", "No meeting is recorded.", What::Named(Kind::Meeting, &[Name::Groups])),
    part("Statements", "No statement about it is recorded.", What::Named(Kind::Statement, &[Name::About])),
];

const PROJECT: &[Part] = &[
    part("Components", "No component is recorded.", What::Named(Kind::Project, &[Name::Parent])),
    part("Activities", "No activity is recorded.", What::Named(Kind::Activity, &[Name::Projects])),
    part(
        "Offered, and what became of it",
        "No offer and no promise is recorded.",
        What::Named(Kind::Commitment, &[Name::Projects]),
    ),
    part("Statements", "No statement about it is recorded.", What::Named(Kind::Statement, &[Name::About])),
];

const MEETING: &[Part] = &[
    part("Statements", "No statement is recorded.", What::Named(Kind::Statement, &[Name::Meeting])),
    part("Amendments", "No amendment is recorded.", What::Named(Kind::Amendment, &[Name::RaisedAt])),
    part(
        "Offered, and what became of it",
        "No offer and no promise is recorded.",
        What::Named(Kind::Commitment, &[Name::MadeAt]),
    ),
    part("Activities", "No activity is recorded.", What::Named(Kind::Activity, &[Name::Meeting])),
];

/// The kinds on which there are briefs.
pub const KINDS: &[Kind] = &[Kind::Country, Kind::Organisation, Kind::Goal, Kind::Group, Kind::Project, Kind::Meeting];

/// Returns what stands in the brief of a kind; `None` where there is none.
fn parts(kind: Kind) -> Option<&'static [Part]> {
    match kind {
        Kind::Country | Kind::Organisation => Some(PARTICIPANT),
        Kind::Goal => Some(GOAL),
        Kind::Group => Some(GROUP),
        Kind::Project => Some(PROJECT),
        Kind::Meeting => Some(MEETING),
        _ => None,
    }
}

/// Writes a brief; `None` where there are none on records of that kind. Without a `review` nothing of the journal is in it.
pub fn brief(record: Record<'_>, snapshot: &Snapshot, review: Option<&Review>) -> Option<Report> {
    let parts = parts(record.kind)?;
    let dataset = &snapshot.dataset;
    let reference = record.reference().to_string();
    let is_own = |item: &&Item| item.touches().contains(&reference);
    let items: Vec<&Item> = review.into_iter().flat_map(|review| &review.items).filter(is_own).collect();
    let mut sections: Vec<Section> = parts.iter().map(|part| section(part, record, snapshot, &items)).collect();
    sections.push(Section::new("Open items", open(record, snapshot, &items), "Nothing open is recorded."));
    if review.is_some() {
        let notes = [Op::Decide, Op::Status, Op::Observe, Op::Note, Op::Flag];
        let notes = items.iter().filter(|item| notes.contains(&item.op)).map(|item| told::item(item, dataset));
        sections.push(Section::new("Your notes", notes.collect(), "You have no notes on it."));
    }
    let title = format!("Brief: {}", record.label().text());
    Some(Report { title, about: about(record, dataset), sections, is_numbered: false })
}

fn section(part: &Part, record: Record<'_>, snapshot: &Snapshot, items: &[&Item]) -> Section {
    let dataset = &snapshot.dataset;
    let lines = match part.what {
        What::Roles => record.parts(Name::Roles).into_iter().map(|row| told::role(row, record, false)).collect(),
        What::Adopted => record.parts(Name::Adopted).into_iter().map(|row| told::adopted(row, record)).collect(),
        What::Holders => holders(record, snapshot),
        What::Named(kind, fields) => {
            let mut lines = named(kind, fields, record, snapshot);
            let op = match kind {
                Kind::Statement => Some(Op::Statement),
                Kind::Amendment => Some(Op::Amend),
                _ => None,
            };
            lines.extend(items.iter().filter(|item| Some(item.op) == op).map(|item| told::item(item, dataset)));
            lines
        }
    };
    Section::new(part.title, lines, part.none)
}

/// Lists the records of a kind that name a record in one of these fields, each once.
fn naming(kind: Kind, fields: &[Name], rid: Rid, snapshot: &Snapshot) -> Vec<Rid> {
    let links = snapshot.index.links.to(rid);
    let mut rids: Vec<Rid> = links
        .filter(|link| link.via.kind == kind && link.via.part.is_none() && fields.contains(&link.via.field))
        .map(|link| link.from)
        .collect();
    rids.sort_unstable();
    rids.dedup();
    rids
}

/// Tells the records of a kind that name a record; what has a date, the latest first; no more than a page can hold.
fn named(kind: Kind, fields: &[Name], record: Record<'_>, snapshot: &Snapshot) -> Vec<Line> {
    let dataset = &snapshot.dataset;
    let rids = naming(kind, fields, record.rid, snapshot);
    let mut found: Vec<Record<'_>> = rids.into_iter().filter_map(|rid| dataset.record(rid)).collect();
    if !matches!(kind, Kind::Statement | Kind::Amendment | Kind::Commitment) {
        found.sort_by_key(|record| std::cmp::Reverse(record.date(Name::When).and_then(|when| when.start())));
    }
    let rest = found.len().saturating_sub(SHOWN);
    let is_participant = matches!(record.kind, Kind::Country | Kind::Organisation);
    let lines = found.into_iter().take(SHOWN).map(|found| match kind {
        Kind::Statement => told::statement(found, dataset),
        Kind::Amendment => told::amendment(found, dataset),
        Kind::Commitment => told::commitment(found, !is_participant, dataset),
        Kind::Project if is_participant => taking_part(found, fields, record.rid),
        Kind::Project | Kind::Meeting | Kind::Activity => told::dated(found),
        _ => sourced(told::sentence(found.label().text()), found.row()),
    });
    let reference = record.reference().to_string();
    lines.chain((rest > 0).then(|| told::more(rest, kind, &reference))).collect()
}

/// Tells a project, and what a participant is in it.
fn taking_part(project: Record<'_>, fields: &[Name], rid: Rid) -> Line {
    let is_in = |name: &&Name| project.links(**name).is_some_and(|rids| rids.contains(&rid));
    let word = |name: &Name| match name {
        Name::Funders => "funder",
        Name::Implementers => "implementer",
        _ => "one of its countries",
    };
    let words: Vec<&str> = fields.iter().filter(is_in).map(word).collect();
    let line = told::dated(project);
    let text = line.text.trim_end_matches('.');
    Line { text: format!("{text}: {}.", words.join(", ")), ..line }
}

/// Lists who holds a role in a record, in the order of the alphabet.
fn holders(record: Record<'_>, snapshot: &Snapshot) -> Vec<Line> {
    let dataset = &snapshot.dataset;
    let participants = [Kind::Country, Kind::Organisation].into_iter().flat_map(|kind| dataset.records(kind));
    let mut lines: Vec<Line> = Vec::new();
    for holder in participants {
        let roles = holder.parts(Name::Roles).into_iter();
        let own = roles.filter(|part| part.link(Name::Of).is_some_and(|of| of.rid == record.rid));
        lines.extend(own.map(|part| told::role(part, holder, true)));
    }
    lines.sort_by(|one, other| one.text.cmp(&other.text));
    lines
}

/// Tells what is open: what was promised and is not done, what is to take place, what is to be done.
fn open(record: Record<'_>, snapshot: &Snapshot, items: &[&Item]) -> Vec<Line> {
    let dataset = &snapshot.dataset;
    let is = |rid: &Rid, words: &[&str]| {
        let status = dataset.record(*rid).and_then(|record| record.word(Name::Status));
        status.is_some_and(|term| words.contains(&term.name))
    };
    let commitments = [Name::By, Name::Goals, Name::Groups, Name::Projects, Name::MadeAt];
    let promised = naming(Kind::Commitment, &commitments, record.rid, snapshot);
    let promised = promised.into_iter().filter(|rid| is(rid, &["open", "under-way"]));
    let activities = [Name::Hosts, Name::Goals, Name::Groups, Name::Projects, Name::Meeting];
    let to_come = naming(Kind::Activity, &activities, record.rid, snapshot);
    let to_come =
        to_come.into_iter().filter(|rid| is(rid, &["offered", "planned", "confirmed", "ongoing", "postponed"]));
    let records = |rids: Vec<Rid>| rids.into_iter().filter_map(|rid| dataset.record(rid)).collect::<Vec<_>>();
    let mut lines: Vec<Line> = Vec::new();
    let is_participant = matches!(record.kind, Kind::Country | Kind::Organisation);
    let promised = records(promised.collect()).into_iter();
    lines.extend(promised.map(|record| told::commitment(record, !is_participant, dataset)));
    lines.extend(records(to_come.collect()).into_iter().map(told::dated));
    lines.extend(items.iter().filter(|item| item.op == Op::Task).map(|item| told::item(item, dataset)));
    lines
}

/// Says what the record is: its summary, its other fields, and which of them nobody knows.
fn about(record: Record<'_>, dataset: &Dataset) -> Vec<Line> {
    let summary = record.text(Name::Summary).map(|text| sourced(told::sentence(text), record.row()));
    let mut lines: Vec<Line> = summary.into_iter().collect();
    let mut unknown = Vec::new();
    for (at, field) in record.fields().iter().enumerate() {
        let is_elsewhere =
            matches!(field.name, Name::Summary | Name::Sources | Name::Roles | Name::Adopted | Name::Also);
        if is_elsewhere || field.label || matches!(field.shape, Shape::Id) {
            continue;
        }
        let title = told::capital(&field.name.text().replace('_', " "));
        match record.value(at) {
            Value::Unknown if field.name == Name::Note => {}
            Value::Unknown => unknown.push(title.to_lowercase()),
            Value::Parts(rows) if !rows.is_empty() => lines.extend(rows.into_iter().map(|row| {
                let said = part_words(row, dataset);
                told::sourced_part(told::sentence(&format!("{title}: {said}")), row, record)
            })),
            value => {
                let said = match value {
                    Value::Links(rids) if !rids.is_empty() => told::names(rids, dataset),
                    value => words(&value, dataset).unwrap_or_default(),
                };
                lines.push(sourced(told::sentence(&format!("{title}: {said}")), record.row()));
            }
        }
    }
    if !unknown.is_empty() {
        lines.push(Line::unknown(&format!("Not stated: {}.", unknown.join(", "))));
    }
    lines
}
