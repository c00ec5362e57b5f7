//! What was read of a file so far, put together in its order.

use fixedbitset::FixedBitSet;

use crate::base::intern::Sym;
use crate::base::pages::Filling;
use crate::base::room::make_room;
use crate::base::sum::Sum;
use crate::load::pieces::piece::{Found, Piece, Stand};
use crate::load::problem::{Problem, Step};
use crate::load::progress::Gauge;
use crate::load::read::Reading;
use crate::model::Kind;
use crate::model::column::Moved;
use crate::model::texts::Before;

/// What was read so far.
#[derive(Debug)]
pub struct Joined {
    /// The number of the next piece.
    pub next: usize,
    /// Where that piece begins.
    pub stand: Stand,
    /// How many bytes were read.
    pub length: usize,
    /// How many there are, as far as that is known.
    size: usize,
    /// All that was read.
    pub reading: Reading,
    /// Where long texts are left.
    left: Option<Filling>,
    /// The checksum of all bytes, where they are.
    sum: Sum,
    /// How many items of the list stand before the next piece.
    items: usize,
    /// The ids of each kind.
    owned: Vec<FixedBitSet>,
}

/// A whole file.
#[derive(Debug)]
pub struct Whole {
    /// All that was read.
    pub reading: Reading,
    /// How many bytes it had.
    pub length: usize,
    /// Their checksum, where long texts were left on the disk.
    pub sum: Option<u32>,
}

impl Joined {
    /// Makes one that holds nothing yet of a file of so many bytes, and leaves long texts there.
    pub fn new(size: usize, left: Option<Filling>) -> Self {
        let owned = vec![FixedBitSet::new(); Kind::COUNT];
        let reading = Reading::new(0, 0, false, Gauge::default());
        let sum = Sum::default();
        Self { next: 0, stand: Stand::Start, length: 0, size, reading, left, sum, items: 0, owned }
    }

    /// Returns all that was read, once nothing follows.
    pub fn end(self) -> Whole {
        let Self { mut reading, left, length, sum, .. } = self;
        let sum = left.is_some().then(|| sum.end());
        if let Some(left) = left {
            reading.cx.texts.leave(left.end());
        }
        Whole { reading, length, sum }
    }

    /// Puts the next piece behind what is there, and returns its bytes; `None` where they do not fit together.
    pub fn append(&mut self, mut piece: Piece) -> Option<Vec<u8>> {
        if piece.begins != self.stand || piece.found.is_none() {
            piece.again(self.stand, None);
        }
        self.length += piece.cut.bytes.len();
        let ahead = self.size.saturating_sub(self.length).div_ceil(piece.cut.bytes.len().max(1));
        self.reading.cx.ids.make_room(&piece.found.as_ref()?.reading.cx.ids, ahead);
        let mut ids = self.reading.cx.ids.intern_all(&piece.found.as_ref()?.reading.cx.ids);
        if self.has_any(piece.found.as_ref()?, &ids) {
            self.read_without_taken(&mut piece);
            ids = self.reading.cx.ids.intern_all(&piece.found.as_ref()?.reading.cx.ids);
        }
        let found = piece.found?;
        self.own(&found, &ids);
        self.take(found, (&ids, ahead))?;
        self.sum.append(&piece.sum);
        self.next += 1;
        Some(piece.cut.bytes)
    }

    fn read_without_taken(&self, piece: &mut Piece) {
        let owns = |kind: Kind, id: &str| {
            let sym = self.reading.cx.ids.get(id);
            sym.is_some_and(|sym| self.owned.get(kind as usize).is_some_and(|owned| owned.contains(sym.0 as usize)))
        };
        piece.again(self.stand, Some(&owns));
    }

    /// Lists the ids of a piece's records, with their kinds.
    fn records<'a>(found: &'a Found, ids: &'a [Sym]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let tables = found.reading.tables.iter().enumerate();
        tables.flat_map(move |(kind, table)| {
            table.ids().iter().filter_map(move |sym| Some((kind, ids.get(sym.0 as usize)?.0 as usize)))
        })
    }

    /// Tells whether a record of the piece has an id that one of its kind had before.
    fn has_any(&self, found: &Found, ids: &[Sym]) -> bool {
        Self::records(found, ids).any(|(kind, id)| self.owned.get(kind).is_some_and(|owned| owned.contains(id)))
    }

    fn own(&mut self, found: &Found, ids: &[Sym]) {
        for (kind, id) in Self::records(found, ids) {
            if let Some(owned) = self.owned.get_mut(kind) {
                owned.grow_and_insert(id);
            }
        }
    }

    fn take(&mut self, found: Found, (ids, ahead): (&[Sym], usize)) -> Option<()> {
        let Found { ends, mut reading, problems, items, same } = found;
        let sheaf = reading.cx.texts.sheaf();
        let left = match (&mut self.left, &sheaf) {
            (Some(left), Some(sheaf)) => left.add(sheaf)?,
            _ => 0,
        };
        let before = Before { several: self.reading.cx.texts.in_several() as u32, left };
        self.reading.append_head(&mut reading, before);
        for key in std::mem::take(&mut reading.seen) {
            // A key that stands twice is passed over the second time: what was read under it is too much.
            self.reading.seen.insert(key).then_some(())?;
        }
        if let Stand::Within(kind) = self.stand {
            self.count_on(kind, &mut reading, problems);
        }
        let moved = Moved { ids, texts: before, ahead };
        for (table, more) in self.reading.tables.iter_mut().zip(reading.tables) {
            table.append(more, moved);
        }
        for (ordinals, more) in self.reading.ordinals.iter_mut().zip(reading.ordinals) {
            make_room(ordinals, more.len(), ahead);
            ordinals.extend(more);
        }
        self.reading.cx.texts.append(reading.cx.texts);
        self.stand = ends;
        self.items = if same { self.items + items } else { items };
        self.reading.cx.problems.append(reading.cx.problems).then_some(())
    }

    /// Counts positions in the list in which a piece begins from the beginning of the list.
    fn count_on(&self, kind: Kind, reading: &mut Reading, problems: usize) {
        for Problem { path, .. } in reading.cx.problems.kept.iter_mut().take(problems) {
            if let Some(Step::Index(at)) = path.get_mut(1) {
                *at += self.items;
            }
        }
        for ordinal in reading.ordinals.get_mut(kind as usize).into_iter().flatten() {
            *ordinal += self.items as u32;
        }
    }
}
