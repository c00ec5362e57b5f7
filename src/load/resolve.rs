//! References: from the ids that stand in the file to the records that they mean.

use rustc_hash::FxHashMap;

use crate::base::intern::{Interner, Sym};
use crate::load::circle::cut_circles;
use crate::load::loss::{Hop, Known, Loss};
use crate::load::problem::{KEPT, Problems};
use crate::model::Kind;
use crate::model::column::{Column, Span, Table};
use crate::model::dataset::{Owners, number};
use crate::model::field::{Field, Shape, Target};
use crate::model::kind::Reference;
use crate::model::record::Rid;

/// Turns the ids in every column of references into records; what points nowhere is reported and set aside.
///
/// Returns the owners of the ids.
pub fn resolve(tables: &mut [Table], ordinals: &[Vec<u32>], ids: &Interner, problems: &mut Problems) -> Owners {
    let first = number(tables);
    let owners = Owners::new(tables, &first, ids.len());
    let mut resolver =
        Resolver { ids, owners: &owners, first: &first, lost: Vec::new(), more: 0, cache: FxHashMap::default() };
    for (kind, table) in tables.iter_mut().enumerate() {
        resolver.table(table, &mut vec![Hop { table: kind, column: 0, row: 0 }]);
    }
    let Resolver { lost, more, .. } = resolver;
    let known = Known { tables, ordinals, ids, owners: &owners, first: &first };
    for loss in lost {
        let problem = loss.problem(&known, problems);
        problems.push(problem);
    }
    problems.more += more;
    cut_circles(tables, ordinals, &first, problems);
    owners
}

struct Resolver<'a> {
    ids: &'a Interner,
    owners: &'a Owners,
    first: &'a [u32; Kind::COUNT + 1],
    lost: Vec<Loss>,
    /// How many more there were.
    more: usize,
    /// References of the form `kind:id` that were looked up already.
    cache: FxHashMap<Sym, Option<Rid>>,
}

impl Resolver<'_> {
    fn table(&mut self, table: &mut Table, hops: &mut Vec<Hop>) {
        for (at, (field, column)) in table.fields.iter().zip(table.columns.iter_mut()).enumerate() {
            if let Some(hop) = hops.last_mut() {
                hop.column = at;
            }
            self.column(field, column, hops);
        }
    }

    fn column(&mut self, field: &Field, column: &mut Column, hops: &mut Vec<Hop>) {
        match (field.shape, column) {
            (Shape::Link(target), Column::Link(cells)) => {
                for (row, cell) in cells.iter_mut().enumerate() {
                    *cell = self.reference(*cell, target, None, row, hops);
                }
            }
            (Shape::Links(target), Column::Links(spans, items)) => self.lists(target, spans, items, hops),
            (_, Column::Parts(spans, table)) => self.parts(spans, table, hops),
            _ => {}
        }
    }

    fn lists(&mut self, target: Target, spans: &mut [Span], items: &mut Vec<Rid>, hops: &[Hop]) {
        let mut gaps = false;
        for (row, span) in spans.iter().enumerate() {
            let Some(list) = span.range().and_then(|range| items.get_mut(range)) else { continue };
            for (at, item) in list.iter_mut().enumerate() {
                *item = self.reference(*item, target, Some(at), row, hops);
                gaps |= *item == Rid::NONE;
            }
        }
        if gaps {
            close_gaps(spans, items);
        }
    }

    fn parts(&mut self, spans: &[Span], table: &mut Table, hops: &mut Vec<Hop>) {
        hops.push(Hop { table: 0, column: 0, row: 0 });
        let before = self.lost.len();
        self.table(table, hops);
        hops.pop();
        // Only where something was lost is it worth finding out whose part it was.
        if self.lost.len() == before {
            return;
        }
        let starts = starts(spans);
        for loss in self.lost.iter_mut().skip(before) {
            let Some(part) = loss.hops.get(hops.len()).map(|hop| hop.row) else { continue };
            let after = starts.partition_point(|&(start, _)| start <= part);
            let owner = after.checked_sub(1).and_then(|at| starts.get(at));
            if let (Some(hop), Some(&(_, owner))) = (loss.hops.get_mut(hops.len() - 1), owner) {
                hop.row = owner;
            }
        }
    }

    /// Returns the record that a reference means; the cell holds the number of its text.
    fn reference(&mut self, cell: Rid, target: Target, item: Option<usize>, row: usize, hops: &[Hop]) -> Rid {
        if cell == Rid::NONE {
            return Rid::NONE;
        }
        let sym = Sym(cell.0);
        let found = match target {
            Target::Kind(kind) => self.owners.find(kind, sym, self.first),
            Target::Participant => {
                [Kind::Country, Kind::Organisation].into_iter().find_map(|kind| self.owners.find(kind, sym, self.first))
            }
            Target::Any => self.any(sym),
        };
        found.unwrap_or_else(|| {
            match self.lost.len() {
                KEPT.. => self.more += 1,
                _ => self.lose(Loss { hops: hops.to_vec(), item, sym, target }, row),
            }
            Rid::NONE
        })
    }

    fn lose(&mut self, mut loss: Loss, row: usize) {
        if let Some(hop) = loss.hops.last_mut() {
            hop.row = row;
        }
        self.lost.push(loss);
    }

    fn any(&mut self, sym: Sym) -> Option<Rid> {
        let (ids, owners, first) = (self.ids, self.owners, self.first);
        *self.cache.entry(sym).or_insert_with(|| {
            let reference = Reference::parse(ids.text(sym))?;
            owners.find(reference.kind, ids.get(reference.id)?, first)
        })
    }
}

/// Lists where the lists begin that are not empty, each with its row.
fn starts(spans: &[Span]) -> Vec<(usize, usize)> {
    let ranges = spans.iter().enumerate().filter_map(|(row, span)| Some((span.range()?, row)));
    ranges.filter(|(range, _)| !range.is_empty()).map(|(range, row)| (range.start, row)).collect()
}

/// Takes the references that point nowhere out of their lists.
fn close_gaps(spans: &mut [Span], items: &mut Vec<Rid>) {
    let mut kept = Vec::with_capacity(items.len());
    for span in spans {
        let Some(list) = span.range().and_then(|range| items.get(range)) else { continue };
        let start = kept.len();
        kept.extend(list.iter().copied().filter(|&rid| rid != Rid::NONE));
        *span = Span::new(start, kept.len() - start);
    }
    *items = kept;
}
