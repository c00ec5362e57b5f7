//! Two states of a record, field by field in words: what it said before, what it says now.

use std::collections::HashMap;

use crate::base::text::visible;
use crate::diff::same::{same, same_row, tagged};
use crate::diff::words::{Fate, Piece, compare};
use crate::model::field::{Field, Shape};
use crate::model::{Dataset, LangText, Name, Record, Rid, Row, Value};
use crate::query::cite;
use crate::query::words::{grouped_digits, named, part, words};

/// One thing that is different in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In which field, and in which part of it: `title`, `title [ru]`, `paragraphs (¶5): summary`.
    pub at: String,
    /// What is different.
    pub change: Change,
}

/// What is different in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It says something else; `None` where it is not known.
    Value(Option<String>, Option<String>),
    /// An item was added to a list.
    Added(String),
    /// An item of a list was dropped.
    Dropped(String),
    /// The items of a list stand in another order.
    Order,
}

impl Change {
    /// Returns what was there before and what is there now, in words; an item that is not there is `None`.
    pub fn sides(&self) -> (Option<&str>, Option<&str>) {
        fn known(side: &Option<String>) -> Option<&str> {
            Some(side.as_deref().unwrap_or(NOT_KNOWN))
        }
        match self {
            Self::Value(old, new) => (known(old), known(new)),
            Self::Added(new) => (None, Some(new)),
            Self::Dropped(old) => (Some(old), None),
            Self::Order => (None, None),
        }
    }
}

impl Line {
    /// Compares the two sides word by word, made visible.
    pub fn pieces(&self) -> Vec<Piece> {
        let shown = |side: &str| visible(side, false).into_owned();
        match self.change.sides() {
            // What only blanks or signs without a shape tell apart is spelled out.
            (Some(old), Some(new)) if shown(old) == shown(new) => {
                let spelled = |side: &str| side.escape_debug().to_string();
                vec![(Fate::Gone, spelled(old)), (Fate::New, spelled(new))]
            }
            (Some(old), Some(new)) => compare(&shown(old), &shown(new)),
            (None, None) => vec![(Fate::Same, OTHER_ORDER.to_owned())],
            (old, new) => {
                let old = old.map(|old| (Fate::Gone, shown(old)));
                old.into_iter().chain(new.map(|new| (Fate::New, shown(new)))).collect()
            }
        }
    }
}

/// How an unknown value is said.
pub const NOT_KNOWN: &str = "not known";

/// How another order is said.
pub const OTHER_ORDER: &str = "in another order";

/// By what a part is known again, whatever else it says: the first of these of which the part has the first.
const KEYS: &[&[Name]] = &[
    &[Name::N],
    &[Name::Doc],
    &[Name::Url],
    &[Name::Role, Name::Of],
    &[Name::Framework],
    &[Name::At],
    &[Name::When],
    &[Name::Value],
];

/// A row and the dataset that it belongs to.
type Side<'a> = (Row<'a>, &'a Dataset);

/// Lists what is different between two states of a record.
pub fn between(old: (Record<'_>, &Dataset), new: (Record<'_>, &Dataset)) -> Vec<Line> {
    let mut lines = Vec::new();
    rows("", (old.0.row(), old.1), (new.0.row(), new.1), &mut lines);
    lines
}

/// Lists what is different at the head of two datasets.
pub fn heads(old: &Dataset, new: &Dataset) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |at: &str, old: Option<String>, new: Option<String>| {
        if old != new {
            lines.push(Line { at: at.into(), change: Change::Value(old, new) });
        }
    };
    line("id", Some(old.header().id.clone()), Some(new.header().id.clone()));
    let languages = |dataset: &Dataset| Some(dataset.header().languages.join(", ")).filter(|tags| !tags.is_empty());
    line("languages", languages(old), languages(new));
    texts("title", (Some(old.title()), old), (Some(new.title()), new), &mut lines);
    texts("summary", (old.summary(), old), (new.summary(), new), &mut lines);
    lines
}

fn rows(before: &str, old: Side<'_>, new: Side<'_>, lines: &mut Vec<Line>) {
    for (at, field) in old.0.fields().iter().enumerate() {
        let (one, other) = (old.0.value(at), new.0.value(at));
        if !same((&one, old.1), (&other, new.1)) {
            let place = format!("{before}{}", field.name.text().replace('_', " "));
            values(&place, field, (one, old.1), (other, new.1), lines);
        }
    }
}

fn values(
    at: &str,
    field: &Field,
    (one, before): (Value<'_>, &Dataset),
    (other, after): (Value<'_>, &Dataset),
    lines: &mut Vec<Line>,
) {
    match (&one, &other) {
        (Value::Text(_) | Value::Unknown, Value::Text(_) | Value::Unknown) if matches!(field.shape, Shape::Amount) => {
            let amount = |value: &Value<'_>| text(value).map(|text| grouped_digits(text.text()));
            lines.push(Line { at: at.into(), change: Change::Value(amount(&one), amount(&other)) });
        }
        (Value::Text(_) | Value::Unknown, Value::Text(_)) | (Value::Text(_), Value::Unknown) => {
            texts(at, (text(&one), before), (text(&other), after), lines);
        }
        (Value::Links(one), Value::Links(other)) if !one.is_empty() && !other.is_empty() => {
            let names = |rids: &[Rid], dataset: &Dataset| rids.iter().map(|&rid| named(rid, dataset)).collect();
            items(at, names(one, before), names(other, after), lines);
        }
        (Value::Texts(one), Value::Texts(other)) if !one.is_empty() && !other.is_empty() => {
            let said = |texts: &[LangText<'_>]| texts.iter().map(|text| in_all(*text)).collect();
            items(at, said(one), said(other), lines);
        }
        (Value::Parts(one), Value::Parts(other)) if !one.is_empty() && !other.is_empty() => {
            let is_one = matches!(field.shape, Shape::One(_));
            parts(at, is_one, (one, before), (other, after), lines);
        }
        _ => {
            let change = Change::Value(said(&one, before), said(&other, after));
            lines.push(Line { at: at.into(), change });
        }
    }
}

fn text<'a>(value: &Value<'a>) -> Option<LangText<'a>> {
    match value {
        Value::Text(text) => Some(*text),
        _ => None,
    }
}

/// Compares a text in each language that either side has.
fn texts(
    at: &str,
    (old, before): (Option<LangText<'_>>, &Dataset),
    (new, after): (Option<LangText<'_>>, &Dataset),
    lines: &mut Vec<Line>,
) {
    if let (None | Some(LangText::One(_)), None | Some(LangText::One(_))) = (old, new) {
        let (old, new) = (old.map(|text| text.text().to_owned()), new.map(|text| text.text().to_owned()));
        if old != new {
            lines.push(Line { at: at.into(), change: Change::Value(old, new) });
        }
        return;
    }
    let (old, new) = (old.map(|text| tagged(text, before)), new.map(|text| tagged(text, after)));
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let mut tags: Vec<&str> = old.iter().chain(&new).map(|(tag, _)| *tag).collect();
    tags.sort_unstable();
    tags.dedup();
    for tag in tags {
        let of =
            |texts: &[(&str, &str)]| texts.iter().find(|(other, _)| *other == tag).map(|(_, text)| text.to_string());
        let (old, new) = (of(&old), of(&new));
        if old != new {
            let at = if tag.is_empty() { at.to_owned() } else { format!("{at} [{tag}]") };
            lines.push(Line { at, change: Change::Value(old, new) });
        }
    }
}

/// Writes a text in every language that it has.
fn in_all(text: LangText<'_>) -> String {
    match text {
        LangText::One(text) => text.to_owned(),
        LangText::Several(texts, _) => {
            texts.iter().map(|(tag, text)| format!("{text} [{tag}]")).collect::<Vec<_>>().join(" / ")
        }
    }
}

/// Writes a value in words; `None` where it is unknown.
fn said(value: &Value<'_>, dataset: &Dataset) -> Option<String> {
    let join = |items: Vec<String>| if items.is_empty() { "none".to_owned() } else { items.join("; ") };
    match value {
        Value::Link(rid) => Some(named(*rid, dataset)),
        Value::Links(rids) => Some(join(rids.iter().map(|&rid| named(rid, dataset)).collect())),
        Value::Texts(texts) => Some(join(texts.iter().map(|text| in_all(*text)).collect())),
        Value::Parts(rows) => Some(join(rows.iter().map(|row| in_words(*row, dataset)).collect())),
        value => words(value, dataset),
    }
}

/// Writes a part in words: a source and a paragraph as they are cited elsewhere.
fn in_words(row: Row<'_>, dataset: &Dataset) -> String {
    if let Some(cite) = cite::of_source(row) {
        let says = cite.says().map(|says| format!(": it says {says}")).unwrap_or_default();
        return format!("{}{says}", cite.short());
    }
    match row.whole(Name::N) {
        Some(number) => format!("¶{number} {}", row.text(Name::Summary).unwrap_or(NOT_KNOWN)),
        None => part(row, dataset),
    }
}

/// Compares two lists of items in words.
fn items(at: &str, old: Vec<String>, new: Vec<String>, lines: &mut Vec<Line>) {
    let mut left: HashMap<&str, usize> = HashMap::new();
    new.iter().for_each(|item| *left.entry(item).or_default() += 1);
    let before = lines.len();
    for item in &old {
        match left.get_mut(item.as_str()).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => lines.push(Line { at: at.into(), change: Change::Dropped(item.clone()) }),
        }
    }
    // Of items that stand several times those at the end are the new ones.
    let mut added: Vec<&String> = Vec::new();
    for item in new.iter().rev() {
        if let Some(count) = left.get_mut(item.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            added.push(item);
        }
    }
    lines.extend(added.into_iter().rev().map(|item| Line { at: at.into(), change: Change::Added(item.clone()) }));
    if lines.len() == before {
        lines.push(Line { at: at.into(), change: Change::Order });
    }
}

/// Compares two lists of parts: those that are known again field by field, the others as a whole.
fn parts(
    at: &str,
    is_one: bool,
    (old, before): (&[Row<'_>], &Dataset),
    (new, after): (&[Row<'_>], &Dataset),
    lines: &mut Vec<Line>,
) {
    let key = |row: &Row<'_>, dataset: &Dataset| if is_one { Some(String::new()) } else { key(*row, dataset) };
    let mut waiting: HashMap<Option<String>, Vec<Row<'_>>> = HashMap::new();
    new.iter().for_each(|row| waiting.entry(key(row, after)).or_default().push(*row));
    let mut left: Vec<(Option<String>, Row<'_>)> = Vec::new();
    // First those that say the same, so that only what differs is paired.
    for row in old {
        let key = key(row, before);
        let twins = waiting.get_mut(&key);
        match twins
            .and_then(|rows| Some((rows.iter().position(|twin| same_row((*row, before), (*twin, after)))?, rows)))
        {
            Some((at, rows)) => drop(rows.remove(at)),
            None => left.push((key, *row)),
        }
    }
    let start = lines.len();
    for (key, row) in left {
        let twin = waiting.get_mut(&key).filter(|rows| key.is_some() && !rows.is_empty()).map(|rows| rows.remove(0));
        match (twin, key) {
            (Some(twin), Some(key)) => {
                let place = if key.is_empty() { format!("{at}: ") } else { format!("{at} ({key}): ") };
                rows(&place, (row, before), (twin, after), lines);
            }
            _ => lines.push(Line { at: at.into(), change: Change::Dropped(in_words(row, before)) }),
        }
    }
    for row in new {
        let key = key(row, after);
        let rows = waiting.get_mut(&key);
        let is_new = rows.and_then(|rows| {
            let at = rows.iter().position(|other| same_row((*row, after), (*other, after)))?;
            Some(rows.remove(at))
        });
        if is_new.is_some() {
            lines.push(Line { at: at.into(), change: Change::Added(in_words(*row, after)) });
        }
    }
    if lines.len() == start {
        lines.push(Line { at: at.into(), change: Change::Order });
    }
}

/// Returns by what a part is known again; `None` where it has nothing of the sort.
fn key(row: Row<'_>, dataset: &Dataset) -> Option<String> {
    let said = |name: Name| match row.get(name) {
        Value::Link(rid) => dataset.record(rid).map(|record| record.id().to_owned()),
        Value::Whole(number) if name == Name::N => Some(format!("¶{number}")),
        value => words(&value, dataset),
    };
    let (first, names) = KEYS.iter().find_map(|names| Some((said(*names.first()?)?, names)))?;
    let others = names.iter().skip(1).filter_map(|name| said(*name));
    let key: Vec<String> = std::iter::once(first).chain(others).collect();
    Some(visible(&key.join(" "), false).into_owned())
}
