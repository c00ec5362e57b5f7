//! What stands under which heading.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::base::text::fold;
use crate::journal::{Item, OPS, Op};
use crate::model::{Kind, Rid};
use crate::report::told::{self, is_left_over};
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::review::BY_MEETING;
use crate::tui::sheet::review::sieve::{self, found, record, records};
use crate::tui::sheet::review::telling;

const NOT_SAVED: u32 = 0;
const CONFLICTS: u32 = 1;
const TASKS: u32 = 2;
const RECORDS: u32 = 3;
const NO_RECORD: u32 = 4;
const LEFT_OVER: u32 = 5;
const LATER: u32 = 6;
/// Kinds of what can be added begin here.
const OF_KIND: u32 = 16;
/// Records and meetings begin here; each has a number of its own as either. So do days.
const OF_RECORD: u32 = 64;

/// What stands under a heading.
#[derive(Debug)]
struct Section<'a> {
    /// Its number, which is the same whatever stands beside it.
    group: u32,
    /// What the heading says before the number.
    title: String,
    /// The record that the heading is of.
    rid: Option<Rid>,
    /// How far it is set in.
    depth: u8,
    items: Vec<&'a Item>,
}

/// Makes the rows, in the way of grouping that is chosen.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let items = found(cx);
    let mut rows = not_saved(cx);
    match cx.view.grouping {
        BY_MEETING => by_meeting(&items, cx, &mut rows),
        1 => by_record(&items, cx, &mut rows),
        2 => by_kind(&items, cx, &mut rows),
        _ => by_time(&items, cx, &mut rows),
    }
    rows.extend(later(cx));
    rows
}

/// What is not on the disk is shown whatever scope and filter are.
fn not_saved(cx: &Cx<'_>) -> Vec<Row> {
    let rows = cx.notebook.pending().map(|(wish, why)| telling::wish(wish, why, cx));
    let rows: Vec<Row> = rows.map(|row| Row { group: NOT_SAVED, depth: 1, ..row }).collect();
    let heading = Row::heading(format!("Not saved  {}", rows.len()), NOT_SAVED, None);
    if rows.is_empty() { rows } else { std::iter::once(heading).chain(rows).collect() }
}

/// Says that there is what a later version of the program wrote; what it is, and whether it may be presented, is not known.
fn later(cx: &Cx<'_>) -> Option<Row> {
    let count = cx.notebook.book.review.unknown.len();
    let is_hidden = cx.notebook.is_presenting || !cx.scope.is_empty() || !cx.filter.is_empty();
    let heading = || Row::heading(format!("Written by a later version of this program, kept  {count}"), LATER, None);
    (count > 0 && !is_hidden).then(heading)
}

/// Conflicts, the meetings, open tasks, and by record what belongs to no meeting; then what has no place any more.
fn by_meeting(items: &[&Item], cx: &Cx<'_>, rows: &mut Vec<Row>) {
    let dataset = &cx.snapshot.dataset;
    let conflicts: Vec<&Item> = items.iter().copied().filter(|item| item.is_in_conflict()).collect();
    put(section(CONFLICTS, "Conflicts to settle", conflicts), cx, rows);
    for section in meetings(items, cx) {
        put(section, cx, rows);
    }
    let free = items.iter().copied().filter(|item| item.event.meeting.is_none());
    let (tasks, others): (Vec<&Item>, Vec<&Item>) = free.partition(|item| item.op == Op::Task);
    put(section(TASKS, "Open tasks", tasks), cx, rows);
    let others: Vec<&Item> = others.into_iter().filter(|item| !is_left_over(item, dataset)).collect();
    if !others.is_empty() {
        rows.push(Row::heading(format!("By record  {}", others.len()), RECORDS, None));
    }
    let on = |item: &Item| item.event.on.as_deref().and_then(|on| record(on, dataset)).into_iter().collect();
    for section in of_records(&others, on, 2, cx) {
        put(section, cx, rows);
    }
    put(left_over(items, cx), cx, rows);
}

/// The meeting in progress, then the others that the dataset has, the last in which something was added first.
fn meetings<'a>(items: &[&'a Item], cx: &Cx<'a>) -> Vec<Section<'a>> {
    let mut of: HashMap<&str, Vec<&'a Item>> = HashMap::new();
    for item in items {
        if let Some(id) = item.event.meeting.as_deref() {
            of.entry(id).or_default().push(item);
        }
    }
    let present = cx.notebook.book.meeting.as_deref();
    let mut sections: Vec<(bool, Reverse<_>, Section<'a>)> = Vec::new();
    for (id, mut items) in of {
        let reference = format!("meeting:{id}");
        let Some(rid) = record(&reference, &cx.snapshot.dataset) else { continue };
        let (last, title) = (items.last().map(|item| item.event.stamp), told::meant(&reference, &cx.snapshot.dataset));
        items.sort_by_key(|item| if item.op == Op::Close { Op::Open } else { item.op });
        let is_present = present == Some(id);
        let title = if is_present { format!("Meeting in progress: {title}") } else { title };
        let section = Section { group: number(rid, true), title, rid: Some(rid), depth: 1, items };
        sections.push((!is_present, Reverse((last, rid)), section));
    }
    sections.sort_by_key(|(is_other, last, _)| (*is_other, *last));
    sections.into_iter().map(|(_, _, section)| section).collect()
}

/// What hangs on each record or names it; what names several stands with each of them, what names none with its meeting.
fn by_record(items: &[&Item], cx: &Cx<'_>, rows: &mut Vec<Row>) {
    let dataset = &cx.snapshot.dataset;
    let there: Vec<&Item> = items.iter().copied().filter(|item| !is_left_over(item, dataset)).collect();
    let of = |item: &Item| match records(item, dataset) {
        none if none.is_empty() => sieve::meeting(item, dataset).into_iter().collect(),
        named => named,
    };
    for section in of_records(&there, of, 1, cx) {
        put(section, cx, rows);
    }
    put(left_over(items, cx), cx, rows);
}

fn by_kind(items: &[&Item], cx: &Cx<'_>, rows: &mut Vec<Row>) {
    for spec in OPS {
        let of: Vec<&Item> = items.iter().copied().filter(|item| item.op == spec.op).collect();
        put(section(OF_KIND + spec.op as u32, &told::capital(spec.plural), of), cx, rows);
    }
}

/// Day by day, the last first.
fn by_time(items: &[&Item], cx: &Cx<'_>, rows: &mut Vec<Row>) {
    let day = |item: &Item| item.event.stamp.milliseconds / (24 * 60 * 60 * 1_000);
    for of in items.chunk_by(|one, next| day(one) == day(next)).rev() {
        let Some(first) = of.first() else { continue };
        let date = first.event.stamp.minute();
        let date = date.split(' ').next().unwrap_or_default();
        let number = OF_RECORD.saturating_add(u32::try_from(day(first)).unwrap_or_default());
        put(section(number, date, of.iter().rev().copied().collect()), cx, rows);
    }
}

/// What hangs on a record, or was added at a meeting, that the dataset no longer has.
fn left_over<'a>(items: &[&'a Item], cx: &Cx<'_>) -> Section<'a> {
    let of = items.iter().copied().filter(|item| is_left_over(item, &cx.snapshot.dataset)).collect();
    section(LEFT_OVER, "Left over: its record is no longer in the dataset", of)
}

/// Groups by records, those of a kind in the order of the alphabet; what has none stands first.
fn of_records<'a>(items: &[&'a Item], of: impl Fn(&Item) -> Vec<Rid>, depth: u8, cx: &Cx<'_>) -> Vec<Section<'a>> {
    let (mut by, mut none): (HashMap<Rid, Vec<&'a Item>>, Vec<&'a Item>) = (HashMap::new(), Vec::new());
    for item in items {
        let rids = of(item);
        if rids.is_empty() {
            none.push(item);
        }
        rids.into_iter().for_each(|rid| by.entry(rid).or_default().push(item));
    }
    let mut sections: Vec<((Kind, String, Rid), Section<'a>)> = Vec::new();
    for (rid, items) in by {
        let Some(record) = cx.snapshot.dataset.record(rid) else { continue };
        let title = record.label().text().to_owned();
        let place = (record.kind, fold(&title).into_owned(), rid);
        sections.push((place, Section { group: number(rid, false), title, rid: Some(rid), depth, items }));
    }
    sections.sort_by(|(one, _), (other, _)| one.cmp(other));
    let none = Section { group: NO_RECORD, title: "Of no record".to_owned(), rid: None, depth, items: none };
    std::iter::once(none).chain(sections.into_iter().map(|(_, section)| section)).collect()
}

/// Returns the number of the group of a record, or of what was added at it.
fn number(rid: Rid, is_meeting: bool) -> u32 {
    OF_RECORD.saturating_add(rid.0.saturating_mul(2)).saturating_add(u32::from(is_meeting))
}

fn section<'a>(group: u32, title: &str, items: Vec<&'a Item>) -> Section<'a> {
    Section { group, title: title.to_owned(), rid: None, depth: 1, items }
}

/// Adds the rows of a section; nothing where nothing stands in it.
fn put(section: Section<'_>, cx: &Cx<'_>, rows: &mut Vec<Row>) {
    let Section { group, title, rid, depth, items } = section;
    if items.is_empty() {
        return;
    }
    rows.push(Row { depth, ..Row::heading(format!("{title}  {}", items.len()), group, rid) });
    let rows_of = items.into_iter().map(|item| Row { group, depth, ..telling::item(item, rid, cx) });
    rows.extend(rows_of);
}
