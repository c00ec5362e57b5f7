//! Links seen from the other end: for each record, which records refer to it, and in which field.

use std::io;

use crate::base::plain::{Frozen, In, Out};
use crate::base::room::room_for;
use crate::model::column::{Column, Table};
use crate::model::field::{Field, Shape};
use crate::model::{Dataset, Kind, Name, Rid};

/// The way of a link: the field of a kind that refers, and the field of its part where it stands in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Via {
    /// The kind of the record that refers.
    pub kind: Kind,
    /// Its field.
    pub field: Name,
    /// The field of the part.
    pub part: Option<Name>,
}

/// A reference to a record, seen from that record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The record that refers.
    pub from: Rid,
    /// In which field.
    pub via: Via,
}

/// All references of a dataset by the record that they mean.
#[derive(Debug)]
pub struct Links {
    vias: Vec<Via>,
    /// For each record, where its backlinks begin; and one more.
    starts: Vec<u32>,
    froms: Vec<Rid>,
    /// For each backlink, the position of its way in `vias`; in ascending order for each record.
    ways: Vec<u8>,
}

impl Links {
    /// Collects the links of a dataset.
    pub fn new(dataset: &Dataset) -> Self {
        let mut starts = vec![0u32; dataset.len() + 1];
        each_link(dataset, |_, _, to| {
            if let Some(count) = starts.get_mut(to.index() + 1) {
                *count += 1;
            }
        });
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        // For a moment only: it goes back to the system whole.
        let mut next = room_for(starts.len());
        next.extend_from_slice(&starts);
        let mut froms = vec![Rid::NONE; total as usize];
        let mut ways = vec![0; total as usize];
        each_link(dataset, |from, way, to| {
            let Some(slot) = next.get_mut(to.index()) else { return };
            let (at, first) = (*slot as usize, starts.get(to.index()));
            let before = first.filter(|first| **first < *slot).map(|_| at - 1);
            if before.is_some_and(|before| froms.get(before) == Some(&from) && ways.get(before) == Some(&way)) {
                return;
            }
            if let (Some(place), Some(place_of_way)) = (froms.get_mut(at), ways.get_mut(at)) {
                (*place, *place_of_way) = (from, way);
            }
            *slot += 1;
        });
        let mut links = Self { vias: vias(), starts, froms, ways };
        links.close_up(&next);
        links
    }

    /// Closes the gaps that were left by records that refer twice in one field; `ends` has for each record where its backlinks end.
    fn close_up(&mut self, ends: &[u32]) {
        let mut end = 0;
        for (start, &ends) in self.starts.iter_mut().zip(ends) {
            let (from, to) = (*start as usize, ends as usize);
            if from > end {
                self.froms.copy_within(from..to, end);
                self.ways.copy_within(from..to, end);
            }
            *start = end as u32;
            end += to - from;
        }
        self.froms.truncate(end);
        self.ways.truncate(end);
    }

    /// Lists the references to a record, in the order of kinds and records that refer; a record that refers twice in one field stands
    /// once.
    pub fn to(&self, rid: Rid) -> impl Iterator<Item = Backlink> {
        self.by_way(rid).flat_map(|(via, froms)| froms.iter().map(move |&from| Backlink { from, via }))
    }

    /// Lists the ways in which a record is referred to, each with the records that do, in the order of the file: nothing is gone through
    /// that nobody looks at.
    pub fn by_way(&self, rid: Rid) -> impl Iterator<Item = (Via, &[Rid])> {
        let bounds = self.starts.get(rid.index()).zip(self.starts.get(rid.index() + 1));
        let range = bounds.map_or(0..0, |(&start, &end)| start as usize..end as usize);
        let mut froms = self.froms.get(range.clone()).unwrap_or_default();
        let mut ways = self.ways.get(range).unwrap_or_default();
        std::iter::from_fn(move || {
            let &way = ways.first()?;
            // At least this one, whatever a file that was tampered with says.
            let count = ways.partition_point(|&other| other <= way).max(1);
            let (these, others) = froms.split_at_checked(count)?;
            (froms, ways) = (others, ways.get(count..)?);
            Some((*self.vias.get(way as usize)?, these))
        })
    }
}

impl Frozen for Links {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.list(&self.starts)?;
        out.list(&self.froms)?;
        out.list(&self.ways)
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some(Self { vias: vias(), starts: from.list()?, froms: from.list()?, ways: from.list()? })
    }
}

impl Links {
    /// Tells whether they can be those of a dataset.
    pub(super) fn fits(&self, dataset: &Dataset) -> bool {
        let ends = self.starts.last().is_some_and(|end| *end as usize == self.froms.len());
        let is_whole = self.starts.len() == dataset.len() + 1 && ends && self.ways.len() == self.froms.len();
        is_whole && self.starts.is_sorted() && self.froms.iter().all(|from| from.index() < dataset.len())
    }
}

/// Lists every way in which records can refer to records, in the order in which [`each_link`] goes.
fn vias() -> Vec<Via> {
    let mut vias = Vec::new();
    for &kind in Kind::ALL {
        for field in kind.spec().fields {
            let via = Via { kind, field: field.name, part: None };
            vias.extend(is_link(field).then_some(via));
            let parts = field.parts().iter().filter(|part| is_link(part));
            vias.extend(parts.map(|part| Via { part: Some(part.name), ..via }));
        }
    }
    vias
}

fn is_link(field: &Field) -> bool {
    matches!(field.shape, Shape::Link(_) | Shape::Links(_))
}

/// Visits every link: the record that refers, the position of the way, the record meant.
fn each_link(dataset: &Dataset, mut visit: impl FnMut(Rid, u8, Rid)) {
    let mut way = 0;
    for &kind in Kind::ALL {
        let start = dataset.range(kind).start;
        let Some(table) = dataset.table(kind) else { continue };
        for (field, column) in table.fields.iter().zip(&table.columns) {
            let ways = way..way + ways_of(field);
            // Way by way, so that the backlinks of a record stand in this order, too.
            for wanted in ways.clone() {
                column_links(column, ways.start, &mut |row, way, to| {
                    if way == wanted {
                        visit(Rid(start + row as u32), way, to);
                    }
                });
            }
            way = ways.end;
        }
    }
}

/// Returns how many ways a field has: one where it refers, or those of its parts.
fn ways_of(field: &Field) -> u8 {
    let parts = field.parts().iter().filter(|part| is_link(part)).count() as u8;
    u8::from(is_link(field)) + parts
}

fn column_links(column: &Column, way: u8, visit: &mut impl FnMut(usize, u8, Rid)) {
    match column {
        Column::Link(cells) => {
            let known = cells.iter().enumerate().filter(|&(_, &to)| to != Rid::NONE);
            known.for_each(|(row, &to)| visit(row, way, to));
        }
        Column::Links(spans, items) => {
            for (row, span) in spans.iter().enumerate() {
                let list = span.range().and_then(|range| items.get(range)).unwrap_or_default();
                list.iter().for_each(|&to| visit(row, way, to));
            }
        }
        Column::Parts(spans, parts) => {
            for (row, span) in spans.iter().enumerate() {
                let rows = span.range().unwrap_or_default();
                rows.for_each(|part| part_links(parts, part, way, &mut |way, to| visit(row, way, to)));
            }
        }
        _ => {}
    }
}

/// Visits the links of one part, whose ways are numbered from `way` on. What the parts of a part refer to counts as the part's first
/// way: those are the sources of roles and changes.
fn part_links(parts: &Table, row: usize, way: u8, visit: &mut dyn FnMut(u8, Rid)) {
    let mut way = way;
    for column in &parts.columns {
        match column {
            Column::Link(cells) => {
                cells.get(row).filter(|&&to| to != Rid::NONE).into_iter().for_each(|&to| visit(way, to));
                way += 1;
            }
            Column::Links(spans, items) => {
                let list = spans.get(row).and_then(|span| items.get(span.range()?)).unwrap_or_default();
                list.iter().for_each(|&to| visit(way, to));
                way += 1;
            }
            Column::Parts(spans, inner) => {
                let rows = spans.get(row).and_then(|span| span.range()).unwrap_or_default();
                let last = way.saturating_sub(1);
                rows.for_each(|part| part_links(inner, part, last, &mut |_, to| visit(last, to)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    #[test]
    fn a_record_that_refers_twice_in_one_field_stands_once() {
        let text = r#"{"format":"plenary/1","id":"t","title":"T",
            "countries":[{"id":"BG","name":"Bulgaria"},{"id":"TR","name":"Türkiye"}],
            "documents":[{"id":"d","title":"D","paragraphs":[{"n":1,"summary":"One"},{"n":2,"summary":"Two"}]}],
            "plan":{"title":"P","changes":[
                {"at":"country:BG","what":"One","by":["TR"]},
                {"at":"activity:a","what":"Two","by":["BG"]},
                {"at":"country:BG","what":"Three","by":["BG"]}]},
            "activities":[
                {"id":"a","title":"A","hosts":["BG"],"sources":[{"doc":"d","para":1},{"doc":"d","para":2}]},
                {"id":"b","title":"B","hosts":["TR"],"participants":["BG"],"sources":[{"doc":"d"}]}]}"#;
        let dataset = load(&Source::bytes("t", text.as_bytes().to_vec())).unwrap().dataset;
        let links = Links::new(&dataset);
        let said = |kind: Kind, id: &str| {
            let rid = dataset.find(kind, id).unwrap().rid;
            let of = |from: &Rid| dataset.record(*from).unwrap().id().to_owned();
            let way = |(via, froms): (Via, &[Rid])| {
                let part = via.part.map_or("", |part| part.text());
                format!("{} {part}: {}", via.field.text(), froms.iter().map(of).collect::<Vec<_>>().join(" "))
            };
            links.by_way(rid).map(way).collect::<Vec<_>>()
        };
        assert_eq!(said(Kind::Document, "d"), ["sources doc: a b"]);
        assert_eq!(
            said(Kind::Country, "BG"),
            ["hosts : a", "participants : b", "changes at: plan", "changes by: plan"]
        );
        assert_eq!(said(Kind::Country, "TR"), ["hosts : b", "changes by: plan"]);
        assert_eq!(said(Kind::Activity, "a"), ["changes at: plan"]);
    }

    #[test]
    fn every_way_has_a_number() {
        assert!(vias().len() <= usize::from(u8::MAX));
        let ways: usize =
            Kind::ALL.iter().flat_map(|kind| kind.spec().fields).map(|field| usize::from(ways_of(field))).sum();
        assert_eq!(vias().len(), ways);
    }
}
