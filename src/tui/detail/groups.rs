//! The links of a record, in groups: those it makes, and those made to it.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::index::{Snapshot, Via};
use crate::model::{Kind, Name, Record, Rid, Row, Value};
use crate::query::cite::short;
use crate::query::words::words as words_of;
use crate::tui::detail::content::{Entry, Goto, heading};

/// How many links of a group stand in the detail itself; the heading opens all of them.
const SHOWN: usize = 20;

/// The most links of a way that are sorted; more stand in the order of the file.
const SORTED: usize = 500;

/// How records are linked with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It refers to them in this field.
    Names(Name),
    /// Those of a kind refer to it in this field.
    NamedBy(Kind, Name),
}

/// Records that are linked with one in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// The heading.
    pub title: String,
    /// The records.
    pub rids: Cow<'a, [Rid]>,
    /// How they are linked with it.
    pub way: Way,
    /// The field whose parts refer to the record, where they do: such as the roles of a country.
    through: Option<Name>,
}

/// Lists the records that a record refers to, by field.
pub fn forward(record: Record<'_>) -> Vec<Group<'_>> {
    let fields = record.fields().iter().enumerate();
    let groups = fields.filter_map(|(at, field)| {
        let rids = match record.value(at) {
            Value::Link(rid) => Cow::Owned(vec![rid]),
            Value::Links(rids) => Cow::Borrowed(rids),
            _ => return None,
        };
        Some(Group { title: heading(field.name), rids, way: Way::Names(field.name), through: None })
    });
    groups.collect()
}

/// Lists the records that refer to a record, by kind and, where it matters, by field; commitments first. Of many none is looked at.
pub fn backward<'s>(record: Record<'_>, snapshot: &'s Snapshot) -> Vec<Group<'s>> {
    let mut found: Vec<(Via, Cow<'s, [Rid]>)> = Vec::new();
    for (via, rids) in snapshot.index.links.by_way(record.rid) {
        match found.last_mut().filter(|(last, _)| (last.kind, last.field) == (via.kind, via.field)) {
            // The parts of a field refer in two ways, which is rare.
            Some((_, before)) => {
                let before = before.to_mut();
                before.extend(rids);
                before.sort_unstable();
                before.dedup();
            }
            None => found.push((via, Cow::Borrowed(rids))),
        }
    }
    found.sort_by_key(|&(Via { kind, field, .. }, _)| (rank(kind), kind, field));
    let kinds: Vec<Kind> = found.iter().map(|(via, _)| via.kind).collect();
    let groups = found.into_iter().map(|(Via { kind, field, part }, rids)| Group {
        title: title(kind, field, kinds.iter().filter(|other| **other == kind).count()),
        rids: sorted(kind, rids, snapshot),
        way: Way::NamedBy(kind, field),
        through: part.filter(|_| field != Name::Sources).map(|_| field),
    });
    groups.collect()
}

/// Lists the records that are linked with one in a way, in the order in which they are shown.
pub fn linked(about: Rid, way: Way, snapshot: &Snapshot) -> Vec<Rid> {
    let Some(record) = snapshot.dataset.record(about) else { return Vec::new() };
    let groups = match way {
        Way::Names(_) => forward(record),
        Way::NamedBy(..) => backward(record, snapshot),
    };
    groups.into_iter().find(|group| group.way == way).map(|group| group.rids.into_owned()).unwrap_or_default()
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
fn sorted<'a>(kind: Kind, rids: Cow<'a, [Rid]>, snapshot: &Snapshot) -> Cow<'a, [Rid]> {
    if rids.len() > SORTED {
        return rids;
    }
    // The fields are looked for once, and not in every record.
    let position = |name| kind.spec().fields.iter().position(|field| field.name == name);
    let (when, status) = (position(Name::When), position(Name::Status));
    let mut rids = rids.into_owned();
    rids.sort_by_cached_key(|&rid| {
        let record = snapshot.dataset.record(rid);
        let value = |position: Option<usize>| Some(record?.value(position?));
        let date = if let Some(Value::Date(date)) = value(when) { Some(date) } else { None };
        let kept = matches!(value(status), Some(Value::Term(term)) if term.name == "kept");
        (kept, date.is_none(), date, rid)
    });
    Cow::Owned(rids)
}

/// Makes the lines of a group: the heading, and the first of its records.
pub fn entries(group: &Group<'_>, about: Rid, snapshot: &Snapshot) -> Vec<Entry> {
    let Group { title, rids, way, through } = group;
    if let (Way::Names(_), &[rid]) = (way, &**rids) {
        return vec![Entry { name: title.to_lowercase(), ..link(rid, snapshot) }];
    }
    if rids.is_empty() {
        let (name, text) = (title.to_lowercase(), "none".into());
        return vec![Entry { name, text, about: Some(about), ..Entry::default() }];
    }
    let line = |&rid: &Rid| match *through {
        Some(field) => link_through(rid, field, about, snapshot),
        None => Entry { goto: Some(Goto::Record(rid)), about: Some(rid), unwritten: Some(rid), ..Entry::default() },
    };
    let goto = Some(Goto::Linked { title: title.clone(), about, way: *way });
    let text = format!("{title}  {}", rids.len());
    let heading = Entry { text, heading: true, goto: goto.clone(), about: Some(about), ..Entry::default() };
    let more = rids.len().saturating_sub(SHOWN);
    let and_more = (more > 0).then(|| Entry { text: format!("and {more} more"), goto, ..Entry::default() });
    let lines = rids.iter().take(SHOWN).map(line);
    [heading].into_iter().chain(lines).chain(and_more).collect()
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
