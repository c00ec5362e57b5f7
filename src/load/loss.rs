//! References that point nowhere: where each stands, and what was probably meant.

use crate::base::diag::Severity;
use crate::base::intern::{Interner, Sym};
use crate::base::quote::quoted;
use crate::load::problem::{Mark, Problem, Problems, Step, with_article};
use crate::model::Kind;
use crate::model::column::{Column, Table};
use crate::model::dataset::Owners;
use crate::model::field::{Shape, Target};
use crate::model::kind::{PLAN_ID, Reference};

/// A step from a table into one of its cells.
#[derive(Clone, Copy, Debug)]
pub struct Hop {
    /// The kind, for the first hop.
    pub table: usize,
    /// The column.
    pub column: usize,
    /// The row.
    pub row: usize,
}

/// A reference that points nowhere.
pub struct Loss {
    /// The way to it: kind, then for each table the column and row.
    pub hops: Vec<Hop>,
    /// Its position in a list.
    pub item: Option<usize>,
    /// What stands there.
    pub sym: Sym,
    /// What may stand there.
    pub target: Target,
}

/// What is known of all records while references are resolved.
pub struct Known<'a> {
    /// The tables.
    pub tables: &'a [Table],
    /// Where in the file's list each record stands.
    pub ordinals: &'a [Vec<u32>],
    /// The ids.
    pub ids: &'a Interner,
    /// Whose they are.
    pub owners: &'a Owners,
    /// The number of the first record of each kind.
    pub first: &'a [u32; Kind::COUNT + 1],
}

impl Loss {
    /// Says what is wrong.
    pub fn problem(&self, known: &Known<'_>, problems: &mut Problems) -> Problem {
        let id = known.ids.text(self.sym);
        let message = match self.target {
            Target::Any if id == PLAN_ID => "the dataset has no plan".into(),
            Target::Any if Reference::parse(id).is_none() => {
                format!("expected {}, found {}", self.target.one(), quoted(id))
            }
            _ => format!("no {} {}", self.target.noun(), quoted(id)),
        };
        let hint = known.elsewhere(self).or_else(|| known.nearest(id, self.target, problems));
        let path = self.path(known);
        Problem { severity: Severity::Error, code: "dangling-reference", path, mark: Mark::Value, message, hint }
    }

    fn path(&self, known: &Known<'_>) -> Vec<Step> {
        let mut path = Vec::new();
        let Some(top) = self.hops.first() else { return path };
        let kind = Kind::ALL.get(top.table).copied();
        let Some((kind, mut table)) = kind.zip(known.tables.get(top.table)) else { return path };
        path.extend(record_path(kind, known.ordinals, top.row));
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

impl Known<'_> {
    /// Says of what other kind the id is.
    fn elsewhere(&self, loss: &Loss) -> Option<String> {
        let kind = Kind::ALL.iter().find(|&&kind| self.owners.find(kind, loss.sym, self.first).is_some())?;
        let (id, name) = (self.ids.text(loss.sym), kind.spec().name);
        Some(match loss.target {
            Target::Any => format!("did you mean \"{name}:{id}\"?"),
            _ => format!("{} is the id of {}", quoted(id), with_article(name)),
        })
    }

    /// Suggests the nearest id that the reference could mean.
    fn nearest(&self, id: &str, target: Target, problems: &mut Problems) -> Option<String> {
        let Target::Any = target else {
            let kinds = Kind::ALL.iter().copied().filter(|&kind| target.allows(kind));
            return problems.hint(id, kinds.flat_map(|kind| self.ids_of(kind)));
        };
        let (word, rest) = id.split_once(':')?;
        let Some(kind) = Kind::from_word(word) else {
            let kinds = Kind::ALL.iter().filter(|kind| !kind.is_single());
            let near = problems.nearest(word, kinds.map(|kind| kind.spec().name))?;
            return Some(format!("did you mean {}?", quoted(&format!("{near}:{rest}"))));
        };
        let near = problems.nearest(rest, self.ids_of(kind))?;
        Some(format!("did you mean {}?", quoted(&format!("{}:{near}", kind.spec().name))))
    }

    fn ids_of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let table = self.tables.get(kind as usize);
        table.into_iter().flat_map(|table| table.ids()).map(|&sym| self.ids.text(sym))
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
