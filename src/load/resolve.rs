//! References: from the ids that stand in the file to the records that they mean.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::base::diag::Severity;
use crate::base::intern::{Interner, Sym};
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::load::problem::{Mark, Problem, Problems, Step};
use crate::model::Kind;
use crate::model::column::{Column, Span, Table};
use crate::model::dataset::{Owners, number};
use crate::model::field::{Field, Shape, Target};
use crate::model::kind::Reference;
use crate::model::name::Name;
use crate::model::record::Rid;

/// Turns the ids in every column of references into records; what points nowhere is reported and set aside.
///
/// Returns the owners of the ids.
pub fn resolve(tables: &mut [Table], ordinals: &[Vec<u32>], ids: &Interner, problems: &mut Problems) -> Owners {
    let first = number(tables);
    let owners = Owners::new(tables, &first, ids.len());
    let mut lost = Vec::new();
    {
        let mut resolver =
            Resolver { ids, owners: &owners, first: &first, lost: &mut lost, cache: FxHashMap::default() };
        for (kind, table) in tables.iter_mut().enumerate() {
            resolver.table(table, &mut vec![Hop { table: kind, column: 0, row: 0 }]);
        }
    }
    for loss in lost {
        problems.push(loss.problem(tables, ordinals, ids, &owners, &first));
    }
    cut_circles(tables, ordinals, &first, problems);
    owners
}

/// A step from a table into one of its cells.
#[derive(Clone, Copy, Debug)]
struct Hop {
    /// The kind, for the first hop.
    table: usize,
    column: usize,
    row: usize,
}

/// A reference that points nowhere.
struct Loss {
    /// The way to it: kind, then for each table the column and row.
    hops: Vec<Hop>,
    /// Its position in a list.
    item: Option<usize>,
    sym: Sym,
    target: Target,
}

impl Loss {
    fn problem(
        &self,
        tables: &[Table],
        ordinals: &[Vec<u32>],
        ids: &Interner,
        owners: &Owners,
        first: &[u32; Kind::COUNT + 1],
    ) -> Problem {
        let id = ids.text(self.sym);
        let noun = self.target.noun();
        let message = match self.target {
            Target::Any if Reference::parse(id).is_none() => {
                format!("expected {}, found {}", self.target.one(), quoted(id))
            }
            _ => format!("no {noun} {}", quoted(id)),
        };
        let hint = nearest(id, self.target, tables, ids).or_else(|| elsewhere(id, self.sym, owners, first));
        let path = self.path(tables, ordinals);
        Problem { severity: Severity::Error, code: "dangling-reference", path, mark: Mark::Value, message, hint }
    }

    fn path(&self, tables: &[Table], ordinals: &[Vec<u32>]) -> Vec<Step> {
        let mut path = Vec::new();
        let Some(top) = self.hops.first() else { return path };
        let Some((kind, mut table)) = Kind::ALL.get(top.table).copied().zip(tables.get(top.table)) else { return path };
        path.extend(record_path(kind, ordinals, top.row));
        // Positions of parts count from the beginning of their list.
        for (hop, next) in self.hops.iter().zip(self.hops.iter().skip(1).map(Some).chain([None])) {
            path.extend(table.fields.get(hop.column).map(|field| Step::Field(field.name.text())));
            let (Some(next), Some(Column::Parts(spans, parts))) = (next, table.columns.get(hop.column)) else { break };
            let start = spans.get(hop.row).and_then(|span| span.range()).map_or(0, |range| range.start);
            if matches!(table.fields.get(hop.column).map(|field| field.shape), Some(Shape::Many(_))) {
                path.push(Step::Index(next.row - start));
            }
            table = parts;
        }
        path.extend(self.item.map(Step::Index));
        path
    }
}

/// Returns the way to a record.
pub fn record_path(kind: Kind, ordinals: &[Vec<u32>], row: usize) -> Vec<Step> {
    let section = Step::Field(kind.spec().plural);
    let ordinal = ordinals.get(kind as usize).and_then(|ordinals| ordinals.get(row)).copied();
    match ordinal {
        Some(at) if !kind.is_single() => vec![section, Step::Index(at as usize)],
        _ => vec![section],
    }
}

/// Suggests the nearest id that the reference could mean.
fn nearest(id: &str, target: Target, tables: &[Table], ids: &Interner) -> Option<String> {
    let (kinds, wanted): (Vec<Kind>, &str) = match target {
        Target::Any => {
            let (word, rest) = id.split_once(':')?;
            let Some(kind) = Kind::from_word(word) else {
                let words = Kind::ALL.iter().map(|kind| kind.spec().name);
                return suggest::nearest(word, words).map(|near| format!("did you mean \"{near}:{rest}\"?"));
            };
            (vec![kind], rest)
        }
        _ => (Kind::ALL.iter().copied().filter(|&kind| target.allows(kind)).collect(), id),
    };
    let known = kinds.iter().filter_map(|&kind| tables.get(kind as usize)).flat_map(|table| &table.ids);
    let near = suggest::nearest(wanted, known.map(|&sym| ids.text(sym)))?;
    match (target, kinds.first()) {
        (Target::Any, Some(kind)) => Some(format!("did you mean \"{}:{near}\"?", kind.spec().name)),
        _ => Some(format!("did you mean {near:?}?")),
    }
}

/// Says of what other kind the id is.
fn elsewhere(id: &str, sym: Sym, owners: &Owners, first: &[u32; Kind::COUNT + 1]) -> Option<String> {
    let kind = Kind::ALL.iter().find(|&&kind| owners.find(kind, sym, first).is_some())?;
    Some(format!("{} is the id of a {}", quoted(id), kind.spec().name))
}

struct Resolver<'a> {
    ids: &'a Interner,
    owners: &'a Owners,
    first: &'a [u32; Kind::COUNT + 1],
    lost: &'a mut Vec<Loss>,
    /// References of the form `kind:id` that were looked up already.
    cache: FxHashMap<Sym, Option<Rid>>,
}

impl Resolver<'_> {
    fn table(&mut self, table: &mut Table, hops: &mut Vec<Hop>) {
        for (at, (field, column)) in table.fields.iter().zip(&mut table.columns).enumerate() {
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
        for loss in self.lost.iter_mut().skip(before) {
            let Some(part) = loss.hops.get(hops.len()).map(|hop| hop.row) else { continue };
            let owner = spans.iter().position(|span| span.range().is_some_and(|range| range.contains(&part)));
            if let (Some(hop), Some(owner)) = (loss.hops.get_mut(hops.len() - 1), owner) {
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
            self.lose(Loss { hops: hops.to_vec(), item, sym, target }, row);
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

/// Finds records that are their own ancestors, reports each, and makes it an orphan.
fn cut_circles(tables: &mut [Table], ordinals: &[Vec<u32>], first: &[u32; Kind::COUNT + 1], problems: &mut Problems) {
    for (kind, (table, &start)) in Kind::ALL.iter().zip(tables.iter_mut().zip(first)) {
        let Some(at) = kind.spec().position(Name::Parent) else { continue };
        let Some(Column::Link(cells)) = table.columns.get_mut(at) else { continue };
        for row in in_circles(cells, start) {
            let mut path = record_path(*kind, ordinals, row);
            path.push(Step::Field(Name::Parent.text()));
            let message = format!("this {} is its own ancestor; it is shown without a parent", kind.spec().name);
            let (severity, code, mark) = (Severity::Error, "circle", Mark::Value);
            problems.push(Problem { severity, code, path, mark, message, hint: None });
            if let Some(cell) = cells.get_mut(row) {
                *cell = Rid::NONE;
            }
        }
    }
}

/// Lists the rows that lie on a circle of parents, whose numbers begin at `start`.
fn in_circles(parents: &[Rid], start: u32) -> Vec<usize> {
    let parent = |row: usize| parents.get(row).filter(|&&rid| rid != Rid::NONE).map(|rid| (rid.0 - start) as usize);
    // For each row the walk that reached it first.
    let mut reached: HashMap<usize, usize> = HashMap::new();
    let mut circles = Vec::new();
    for walk in 0..parents.len() {
        let mut at = walk;
        while let Some(next) = parent(at) {
            if *reached.entry(at).or_insert(walk) != walk {
                break;
            }
            if reached.get(&next) == Some(&walk) {
                circles.extend(circle_from(next, parent));
                break;
            }
            at = next;
        }
    }
    circles.sort_unstable();
    circles
}

fn circle_from(row: usize, parent: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut circle = vec![row];
    let mut at = row;
    while let Some(next) = parent(at).filter(|&next| next != row) {
        circle.push(next);
        at = next;
    }
    circle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_chains_are_not() {
        let none = Rid::NONE;
        let parents = [Rid(11), Rid(12), Rid(10), Rid(10), none, Rid(14), Rid(16)];
        assert_eq!(in_circles(&parents, 10), [0, 1, 2, 6]);
        assert_eq!(in_circles(&[], 0), [0usize; 0]);
    }
}
