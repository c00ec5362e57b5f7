//! Rows under headings: groups of records, each with its name, how many it has, and the record that it is of.

use std::collections::HashMap;

use crate::model::{Kind, Name, Record, Rid};
use crate::tui::sheet::body::{Cx, Row};

/// Records that stand together.
#[derive(Debug)]
pub struct Group<'a> {
    /// What the heading says before the number.
    pub name: String,
    /// The record that the heading is of.
    pub rid: Option<Rid>,
    /// What stands below it.
    pub records: Vec<Record<'a>>,
}

/// Makes the rows of groups: a heading with the number of records for each, and below it what `row` makes of a record and of the
/// number of the group.
pub fn rows<'a>(groups: Vec<Group<'a>>, row: impl Fn(Record<'a>, u32) -> Row) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, group) in (0..).zip(groups) {
        rows.push(Row::heading(format!("{}  {}", group.name, group.records.len()), number, group.rid));
        rows.extend(group.records.into_iter().map(|record| row(record, number)));
    }
    rows
}

/// Groups records by the records that a field refers to, in the order in which lists have those; then those that refer to none.
///
/// A record that refers to several stands in each of their groups.
pub fn by_links<'a>(records: impl Iterator<Item = Record<'a>>, name: Name, none: &str, cx: &Cx<'a>) -> Vec<Group<'a>> {
    let mut to: HashMap<Rid, Vec<Record<'a>>> = HashMap::new();
    let mut alone = Vec::new();
    for record in records {
        let one = record.link(name).map(|record| record.rid);
        let linked: Vec<Rid> = record.links(name).unwrap_or_default().iter().copied().chain(one).collect();
        if linked.is_empty() {
            alone.push(record);
        }
        linked.into_iter().for_each(|rid| to.entry(rid).or_default().push(record));
    }
    let order = Kind::ALL.iter().flat_map(|&kind| cx.snapshot.index.order.of(kind));
    let mut groups: Vec<Group<'a>> = order
        .filter_map(|rid| {
            let records = to.remove(rid)?;
            let name = cx.snapshot.dataset.record(*rid)?.label().text().to_owned();
            Some(Group { name, rid: Some(*rid), records })
        })
        .collect();
    if !alone.is_empty() {
        groups.push(Group { name: none.to_owned(), rid: None, records: alone });
    }
    groups
}

/// Groups records by a text, in its order; those without one stand under `none`, last.
pub fn by_text<'a>(
    records: impl Iterator<Item = Record<'a>>,
    text: impl Fn(Record<'a>) -> Option<&'a str>,
    none: &str,
) -> Vec<Group<'a>> {
    let mut records: Vec<(Option<&str>, Record<'a>)> = records.map(|record| (text(record), record)).collect();
    records.sort_by_key(|(text, _)| (text.is_none(), *text));
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (text, record) in records {
        let name = text.unwrap_or(none);
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.records.push(record),
            None => groups.push(Group { name: name.to_owned(), rid: None, records: vec![record] }),
        }
    }
    groups
}
