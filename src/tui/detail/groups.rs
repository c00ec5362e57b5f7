//! The links of a record, in groups: those it makes, and those made to it.

use std::fmt::Write as _;

use crate::index::Snapshot;
use crate::model::{Kind, Name, Record, Rid, Row, Value};
use crate::query::cite::short;
use crate::query::words::words as words_of;
use crate::tui::detail::content::{Entry, Goto, heading};

/// How many links of a group stand in the detail itself; the heading opens all of them.
const SHOWN: usize = 20;

/// The most links that are sorted; more stand in the order of the file.
const SORTED: usize = 500;

/// Records that are linked with one in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The records.
    pub rids: Vec<Rid>,
    /// Whether the record refers to them, and not they to it.
    pub forward: bool,
    /// The field whose parts refer to the record, where they do: such as the roles of a country.
    pub through: Option<Name>,
}

/// Lists the records that a record refers to, by field.
pub fn forward(record: Record<'_>) -> Vec<Group> {
    let fields = record.fields().iter().enumerate();
    let groups = fields.filter_map(|(at, field)| {
        let rids = match record.value(at) {
            Value::Link(rid) => vec![rid],
            Value::Links(rids) => rids.to_vec(),
            _ => return None,
        };
        Some(Group { title: heading(field.name), rids, forward: true, through: None })
    });
    groups.collect()
}

/// Lists the records that refer to a record, by kind and, where it matters, by field; commitments first.
pub fn backward(record: Record<'_>, snapshot: &Snapshot) -> Vec<Group> {
    let mut found: Vec<((Kind, Name), bool, Vec<Rid>)> = Vec::new();
    for backlink in snapshot.index.links.to(record.rid) {
        let via = backlink.via;
        let in_part = via.part.is_some() && via.field != Name::Sources;
        // There are few ways, and a link nearly always comes the way of the one before it.
        match found.iter_mut().rev().find(|(way, ..)| *way == (via.kind, via.field)) {
            Some((_, in_parts, rids)) => {
                *in_parts |= in_part;
                rids.push(backlink.from);
            }
            None => found.push(((via.kind, via.field), in_part, vec![backlink.from])),
        }
    }
    found.sort_by_key(|&((kind, field), ..)| (rank(kind), kind, field));
    let ways: Vec<(Kind, Name)> = found.iter().map(|&(way, ..)| way).collect();
    let groups = found.into_iter().map(|((kind, field), in_part, mut rids)| {
        rids.dedup();
        sort(kind, &mut rids, snapshot);
        let fields = ways.iter().filter(|(other, _)| *other == kind).count();
        Group { title: title(kind, field, fields), rids, forward: false, through: in_part.then_some(field) }
    });
    groups.collect()
}

/// Commitments stand first, then what was said, then the rest in the order of kinds.
fn rank(kind: Kind) -> usize {
    match kind {
        Kind::Commitment => 0,
        Kind::Statement => 1,
        Kind::Amendment => 2,
        kind => 3 + kind as usize,
    }
}

/// Names a group of backlinks: the field is named only where one kind refers in several.
fn title(kind: Kind, field: Name, fields: usize) -> String {
    match (field, fields) {
        (Name::Sources, _) => format!("{} resting on it", kind.spec().title),
        (_, 1) => kind.spec().title.to_owned(),
        _ => format!("{}, {}", kind.spec().title, field.text().replace('_', " ")),
    }
}

/// Puts open and dated records of a kind first.
fn sort(kind: Kind, rids: &mut [Rid], snapshot: &Snapshot) {
    if rids.len() > SORTED {
        return;
    }
    // The fields are looked for once, and not in every record.
    let position = |name| kind.spec().fields.iter().position(|field| field.name == name);
    let (when, status) = (position(Name::When), position(Name::Status));
    rids.sort_by_cached_key(|&rid| {
        let record = snapshot.dataset.record(rid);
        let value = |position: Option<usize>| Some(record?.value(position?));
        let date = if let Some(Value::Date(date)) = value(when) { Some(date) } else { None };
        let kept = matches!(value(status), Some(Value::Term(term)) if term.name == "kept");
        (kept, date.is_none(), date, rid)
    });
}

/// Makes the lines of a group: the heading, and the first of its records.
pub fn entries(group: Group, about: Rid, snapshot: &Snapshot) -> Vec<Entry> {
    let Group { title, rids, forward, through } = group;
    if let (true, [rid]) = (forward, rids.as_slice()) {
        let rid = *rid;
        return vec![Entry { name: title.to_lowercase(), ..link(rid, snapshot) }];
    }
    if rids.is_empty() {
        let (name, text) = (title.to_lowercase(), "none".into());
        return vec![Entry { name, text, about: Some(about), ..Entry::default() }];
    }
    let line = |&rid: &Rid| match through {
        Some(field) => link_through(rid, field, about, snapshot),
        None => Entry { goto: Some(Goto::Record(rid)), about: Some(rid), unwritten: Some(rid), ..Entry::default() },
    };
    let heading = Entry { heading: true, about: Some(about), ..Entry::default() };
    let mut entries = vec![Entry { text: format!("{title}  {}", rids.len()), ..heading }];
    entries.extend(rids.iter().take(SHOWN).map(line));
    let more = rids.len().saturating_sub(SHOWN);
    let goto = Some(Goto::Many(title, rids));
    if more > 0 {
        entries.push(Entry { text: format!("and {more} more"), goto: goto.clone(), ..Entry::default() });
    }
    if let Some(heading) = entries.first_mut() {
        heading.goto = goto;
    }
    entries
}

/// The line of a linked record.
pub fn link(rid: Rid, snapshot: &Snapshot) -> Entry {
    let Some(record) = snapshot.dataset.record(rid) else { return Entry::default() };
    Entry {
        text: line(record),
        sign: record.word(Name::Status).map_or(("", ""), |term| term.glyph),
        note: short(record.row()).unwrap_or_default(),
        goto: Some(Goto::Record(rid)),
        about: Some(rid),
        ..Entry::default()
    }
}

/// The line of a record that refers with a part of its own: what the part says, and the part's source.
fn link_through(rid: Rid, field: Name, about: Rid, snapshot: &Snapshot) -> Entry {
    let mut entry = link(rid, snapshot);
    let Some(record) = snapshot.dataset.record(rid) else { return entry };
    let refers =
        |row: &Row<'_>| row.fields().iter().any(|field| row.link(field.name).is_some_and(|to| to.rid == about));
    let parts = record.parts(field);
    let mine: Vec<(usize, Row<'_>)> = parts.into_iter().enumerate().filter(|(_, row)| refers(row)).collect();
    let said = mine.iter().map(|(_, row)| {
        let values = row.fields().iter().enumerate().filter(|(_, field)| field.name != Name::Sources);
        let words = values.map(|(at, _)| row.value(at)).filter(|value| !matches!(value, Value::Link(_)));
        words.filter_map(|value| words_of(&value, &snapshot.dataset)).collect::<Vec<_>>().join(" ")
    });
    entry.text = format!("{} · {}", record.label().text(), said.collect::<Vec<_>>().join("; "));
    if let Some((at, row)) = mine.first()
        && let Some(source) = short(*row)
    {
        (entry.note, entry.part) = (source, Some((field, *at)));
    }
    entry
}

/// Writes a record in one line: what it is called, then its word and date.
pub fn line(record: Record<'_>) -> String {
    let kind = match record.kind {
        Kind::Commitment => record.word(Name::Kind),
        _ => record.word(Name::Type),
    };
    let mut out = record.label().text().to_owned();
    for term in [kind, record.word(Name::Status)].into_iter().flatten() {
        out.push_str(" · ");
        out.push_str(term.name);
    }
    if let Some(date) = record.date(Name::When).or_else(|| record.date(Name::Date)) {
        // Writing to a String cannot fail.
        let _ = write!(out, " · {date}");
    }
    out
}
