//! A snapshot in parts that are written to a file and read from it: each by itself, so that several threads can read.
//!
//! What is read is checked: a file that was tampered with is refused, or says something else, but leads to no failure.

use std::io;
use std::sync::Arc;

use crate::base::bits::Set;
use crate::base::pages::Pages;
use crate::base::plain::{Frozen, In, Out};
use crate::index::heads::Heads;
use crate::index::links::Links;
use crate::index::order::{Order, Sorted};
use crate::index::prose::Prose;
use crate::index::snapshot::{Index, Snapshot};
use crate::index::touch::Touch;
use crate::model::Dataset;
use crate::model::dataset::{Ids, Tables, thaw_ids, thaw_tables};

/// A part of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Head, texts in memory and tables.
    Tables,
    /// Links from the other end.
    Links,
    /// What records are called.
    Heads,
    /// The ids.
    Ids,
    /// Where the texts of records begin.
    Prose,
    /// The order of lists, and what touches what.
    Lists,
}

impl Part {
    /// All of them, the longest first.
    pub const ALL: &[Self] = &[Self::Tables, Self::Links, Self::Heads, Self::Ids, Self::Prose, Self::Lists];

    /// Writes this part of a snapshot.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn freeze(self, snapshot: &Snapshot, out: &mut Out<'_>) -> io::Result<()> {
        let Snapshot { dataset, index, .. } = snapshot;
        match self {
            Self::Tables => dataset.freeze_tables(out),
            Self::Links => index.links.freeze(out),
            Self::Heads => snapshot.heads().freeze(out),
            Self::Ids => dataset.freeze_ids(out),
            Self::Prose => snapshot.prose().freeze(out),
            Self::Lists => index.order.freeze(out).and_then(|()| index.touch.freeze(out)),
        }
    }
}

/// Parts of a snapshot that were read.
#[derive(Debug, Default)]
pub struct Parts {
    tables: Option<Tables>,
    links: Option<Links>,
    heads: Option<Heads>,
    ids: Option<Ids>,
    prose: Option<Prose>,
    lists: Option<(Sorted, Vec<Set>)>,
}

impl Parts {
    /// Reads a part; `None` where this is not what was written.
    pub fn thaw(&mut self, part: Part, from: &mut In<'_>) -> Option<()> {
        match part {
            Part::Tables => self.tables = Some(thaw_tables(from)?),
            Part::Links => self.links = Some(Links::thaw(from)?),
            Part::Heads => self.heads = Some(Heads::thaw(from)?),
            Part::Ids => self.ids = Some(thaw_ids(from)?),
            Part::Prose => self.prose = Some(Prose::thaw(from)?),
            Part::Lists => self.lists = Some((Order::thaw(from)?, Touch::thaw(from)?)),
        }
        Some(())
    }

    /// Takes the parts that others have read.
    pub fn add(&mut self, others: Self) {
        let Self { tables, links, heads, ids, prose, lists } = others;
        self.tables = tables.or(self.tables.take());
        self.links = links.or(self.links.take());
        self.heads = heads.or(self.heads.take());
        self.ids = ids.or(self.ids.take());
        self.prose = prose.or(self.prose.take());
        self.lists = lists.or(self.lists.take());
    }

    /// Puts them together, with the long texts that were left on the disk; `None` where a part is missing, or they do not fit together.
    pub fn whole(self, left: Option<Pages>) -> Option<(Dataset, Index, (Heads, Prose))> {
        let dataset = Dataset::thaw(self.tables?, self.ids?, left)?;
        let (links, heads, prose, (sorted, sets)) = (self.links?, self.heads?, self.prose?, self.lists?);
        let (order, touch) = (Order::of_sorted(sorted, &dataset)?, Touch::of_sets(sets, &dataset)?);
        let fits = links.fits(&dataset) && heads.fits(&dataset) && prose.fits(&dataset);
        let index = Index { links: Arc::new(links), touch: Arc::new(touch), order: Arc::new(order) };
        fits.then_some((dataset, index, (heads, prose)))
    }
}
