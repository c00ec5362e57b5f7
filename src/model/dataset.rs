//! A dataset: every record of one file, immutable.

use std::io;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::intern::{Interner, Numbers, Sym};
use crate::base::lazy::{Force, Lazy};
use crate::base::pages::{Held, Pages};
use crate::base::plain::{Frozen, In, Out};
use crate::base::stretch::{Reader, Torn, Writer};
use crate::model::column::Table;
use crate::model::kind::{Kind, PLAN_ID, Reference};
use crate::model::record::{Record, Rid, Row};
use crate::model::texts::{LangText, Reading, Text, Texts};

/// What stands at the head of a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The name that notes and sessions hang on.
    pub id: String,
    /// Where the title stands among the texts.
    title: Option<Text>,
    summary: Option<Text>,
    /// The languages of the texts (BCP 47 tags), the first being that of texts without a tag.
    pub languages: Vec<String>,
}

impl Header {
    /// Makes a header.
    pub fn new(id: String, title: Option<Text>, summary: Option<Text>, languages: Vec<String>) -> Self {
        Self { id, title, summary, languages }
    }
}

/// Every record of one file, as it is read in one of its languages.
#[derive(Clone, Debug)]
pub struct Dataset {
    whole: Arc<Whole>,
    /// The texts in several languages as they are read: in the first that the head names, until somebody chooses another.
    reading: Option<Arc<Reading>>,
    /// The long texts that were read from the disk so far.
    held: Arc<Held>,
}

/// What is the same in every language.
#[derive(Debug)]
struct Whole {
    header: Header,
    texts: Texts,
    ids: Arc<Lazy<Interner>>,
    /// Made ready when the first record is looked for by its id.
    numbers: Lazy<Numbers>,
    /// One table for each kind, in the order of [`Kind::ALL`].
    tables: Vec<Table>,
    /// The number of the first record of each kind, and one more: how many records there are.
    first: [u32; Kind::COUNT + 1],
    owners: Lazy<Owners>,
    /// What could not be read of a file in which it is kept.
    torn: Torn,
}

/// Which record an id belongs to.
#[derive(Debug, Default)]
pub struct Owners {
    /// By the id's number: its first owner, or [`Rid::NONE`].
    first: Vec<Rid>,
    /// Further owners, of other kinds.
    others: FxHashMap<(Kind, Sym), Rid>,
}

impl Owners {
    /// Lists the owners of all ids of the tables, whose records are numbered from `first` on.
    pub fn new(tables: &[Table], first: &[u32; Kind::COUNT + 1], ids: usize) -> Self {
        let mut owners = Self { first: vec![Rid::NONE; ids], others: FxHashMap::default() };
        for ((table, &start), &kind) in tables.iter().zip(first).zip(Kind::ALL) {
            for (row, &sym) in table.ids().iter().enumerate() {
                let rid = Rid(start + row as u32);
                match owners.first.get_mut(sym.0 as usize) {
                    Some(owner) if *owner == Rid::NONE => *owner = rid,
                    _ => drop(owners.others.insert((kind, sym), rid)),
                }
            }
        }
        owners
    }

    /// Finds the record of that kind and id.
    pub fn find(&self, kind: Kind, id: Sym, first: &[u32; Kind::COUNT + 1]) -> Option<Rid> {
        let owner = *self.first.get(id.0 as usize)?;
        if owner != Rid::NONE && kind_of(first, owner) == Some(kind) {
            return Some(owner);
        }
        self.others.get(&(kind, id)).copied()
    }
}

/// Returns the kind of the record of that number.
fn kind_of(first: &[u32; Kind::COUNT + 1], rid: Rid) -> Option<Kind> {
    let after = first.partition_point(|&start| start <= rid.0);
    Kind::ALL.get(after.checked_sub(1)?).copied()
}

/// Numbers the records of the tables: where each kind begins.
pub fn number(tables: &[Table]) -> [u32; Kind::COUNT + 1] {
    let mut first = [0; Kind::COUNT + 1];
    let mut next = 0;
    for (table, slot) in tables.iter().zip(first.iter_mut().skip(1)) {
        next += table.rows as u32;
        *slot = next;
    }
    first
}

/// The pieces that a dataset is made of, as loading has them.
#[derive(Debug)]
pub struct Pieces {
    /// The head.
    pub header: Header,
    /// The texts that head and tables point to.
    pub texts: Texts,
    /// The ids.
    pub ids: Interner,
    /// One table for each kind, in the order of [`Kind::ALL`].
    pub tables: Vec<Table>,
    /// The owners of the ids.
    pub owners: Owners,
}

impl Dataset {
    /// Makes a dataset that has no record, no title and no id.
    pub fn empty() -> Self {
        let tables: Vec<Table> = Kind::ALL.iter().map(|kind| Table::new(kind.spec().fields)).collect();
        let owners = Owners::new(&tables, &number(&tables), 0);
        let header = Header::new(String::new(), None, None, Vec::new());
        Self::new(Pieces { header, texts: Texts::default(), ids: Interner::default(), tables, owners })
    }

    /// Makes a dataset of its pieces.
    pub fn new(mut pieces: Pieces) -> Self {
        pieces.texts.shrink();
        pieces.ids.shrink();
        pieces.tables.iter_mut().for_each(Table::shrink);
        let first = number(&pieces.tables);
        let Pieces { header, texts, ids, tables, owners } = pieces;
        let ids = Arc::new(Lazy::from(ids));
        let numbers = numbers_of(&ids);
        let (owners, torn) = (owners.into(), Torn::default());
        Self::of(Whole { header, texts, ids, numbers, tables, first, owners, torn })
    }

    fn of(whole: Whole) -> Self {
        let language = whole.header.languages.first().cloned();
        let held = Arc::new(Held::none_of(whole.texts.left()));
        let dataset = Self { whole: Arc::new(whole), reading: None, held };
        language.map_or_else(|| dataset.clone(), |language| dataset.read_in(&language))
    }

    /// Returns the same dataset, which knows no long text yet of those that were left on the disk: whoever goes through all records does so
    /// in parts, each with one of its own, and no more than a part is in memory.
    pub fn apart(&self) -> Self {
        Self { held: Arc::new(Held::none_of(self.left())), ..self.clone() }
    }

    /// Returns how many pages of long texts were read from the disk and stay in memory.
    pub fn pages_held(&self) -> usize {
        self.held.count()
    }

    /// Returns the long texts that were left on the disk, if any were.
    pub fn left(&self) -> Option<&Pages> {
        self.whole.texts.left()
    }

    /// Makes ready what finding a record by its id needs, so that nobody waits for it later.
    pub fn prepare(&self) {
        self.whole.numbers.force();
    }

    /// Tells whether a part of it could not be read from the file in which it is kept: what is asked of it may be missing.
    pub fn is_torn(&self) -> bool {
        self.whole.torn.is_so()
    }

    /// Lists what is read from a file when it is first asked for, or made then.
    pub fn lazies(&self) -> impl Iterator<Item = &dyn Force> {
        let Whole { texts, ids, numbers, tables, owners, .. } = &*self.whole;
        // Whoever shows a record asks for its id before anything else, and reads that.
        let (first, last): ([&dyn Force; 2], [&dyn Force; 1]) = ([numbers, owners], [&**ids]);
        first.into_iter().chain(tables.iter().flat_map(Table::lazies)).chain(texts.lazies()).chain(last)
    }

    /// Returns the same dataset read in a language (a BCP 47 tag); records keep their numbers.
    pub fn read_in(&self, language: &str) -> Self {
        let first = self.whole.header.languages.first().map_or(language, String::as_str);
        let reading = Arc::new(self.whole.texts.read_in(language, first));
        Self { whole: self.whole.clone(), reading: Some(reading), held: self.held.clone() }
    }

    /// Lists the languages of the texts (BCP 47 tags): as the head has them, then others that texts are in.
    pub fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = self.whole.header.languages.iter().map(String::as_str).collect();
        let others = self.whole.texts.languages().into_iter();
        let others: Vec<&str> = others.filter(|tag| !languages.contains(tag)).collect();
        languages.extend(others);
        languages
    }

    /// Returns the language in which it is read; `None` where the head names none and nobody chose one.
    pub fn language(&self) -> Option<&str> {
        self.reading.as_ref().map(|reading| &*reading.language)
    }

    /// Returns the head.
    pub fn header(&self) -> &Header {
        &self.whole.header
    }

    /// Returns the title; the id where it has none.
    pub fn title(&self) -> LangText<'_> {
        self.whole.header.title.and_then(|text| self.text_at(text)).unwrap_or(LangText::One(&self.whole.header.id))
    }

    /// Returns what there is to say of the dataset as a whole.
    pub fn summary(&self) -> Option<LangText<'_>> {
        self.whole.header.summary.and_then(|text| self.text_at(text))
    }

    /// Returns the ids.
    pub fn ids(&self) -> &Interner {
        &self.whole.ids
    }

    /// Returns the texts, to go through many of them.
    pub fn texts(&self) -> &Texts {
        &self.whole.texts
    }

    /// Returns a text that is in one language; `None` where it is absent or in several.
    pub fn in_one(&self, text: Text) -> Option<&str> {
        match self.text_at(text) {
            Some(LangText::One(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns a text as it is read, `None` where it is absent.
    pub fn text_at(&self, text: Text) -> Option<LangText<'_>> {
        self.whole.texts.get(text, (self.reading.as_deref(), &self.held))
    }

    /// Returns how many records there are of all kinds.
    pub fn len(&self) -> usize {
        self.whole.first.last().map_or(0, |&len| len as usize)
    }

    /// Tells whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how many records of that kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.range(kind).len()
    }

    /// Returns the numbers of the records of that kind.
    pub fn range(&self, kind: Kind) -> std::ops::Range<u32> {
        let at = kind as usize;
        match (self.whole.first.get(at), self.whole.first.get(at + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    /// Returns the kind of the record of that number.
    pub fn kind(&self, rid: Rid) -> Option<Kind> {
        kind_of(&self.whole.first, rid)
    }

    /// Returns the record of that number.
    pub fn record(&self, rid: Rid) -> Option<Record<'_>> {
        let kind = self.kind(rid)?;
        let table = self.whole.tables.get(kind as usize)?;
        let row = (rid.0 - self.range(kind).start) as usize;
        Some(Record::new(rid, kind, Row::new(self, table, row)))
    }

    /// Lists the records of that kind, in the order of the file.
    pub fn records(&self, kind: Kind) -> impl DoubleEndedIterator<Item = Record<'_>> {
        self.range(kind).filter_map(|rid| self.record(Rid(rid)))
    }

    /// Visits the records of these numbers [in passing](Passing).
    pub fn each(&self, rids: impl IntoIterator<Item = Rid>, mut visit: impl FnMut(Record<'_>)) {
        let mut passing = Passing::through(self);
        for rid in rids {
            passing.dataset().record(rid).into_iter().for_each(&mut visit);
        }
    }

    /// Finds the record of that kind and id.
    pub fn find(&self, kind: Kind, id: &str) -> Option<Record<'_>> {
        let rid = self.whole.owners.find(kind, self.whole.numbers.find(id, &self.whole.ids)?, &self.whole.first)?;
        self.record(rid)
    }

    /// Finds the record of a reference.
    pub fn find_reference(&self, reference: Reference<'_>) -> Option<Record<'_>> {
        self.find(reference.kind, reference.id)
    }

    /// Returns the plan, if the dataset has one.
    pub fn plan(&self) -> Option<Record<'_>> {
        self.find(Kind::Plan, PLAN_ID)
    }

    /// Returns the table of that kind, for work over whole columns.
    pub fn table(&self, kind: Kind) -> Option<&Table> {
        self.whole.tables.get(kind as usize)
    }
}

/// A dataset through which somebody goes from one end to the other: of the long texts that were left on the disk no more than those of some
/// thousand records are in memory at a time, and none stays.
#[derive(Debug)]
pub struct Passing {
    dataset: Dataset,
    passed: usize,
}

impl Passing {
    /// After so many records the texts are forgotten: a few megabytes.
    const PART: usize = 4_096;

    /// Begins.
    pub fn through(dataset: &Dataset) -> Self {
        Self { dataset: dataset.apart(), passed: 0 }
    }

    /// Returns the dataset, for one more record.
    pub fn dataset(&mut self) -> &Dataset {
        self.passed += 1;
        if self.passed.is_multiple_of(Self::PART) && self.dataset.left().is_some() {
            self.dataset = self.dataset.apart();
        }
        &self.dataset
    }
}

/// Everything but the long texts that were left on the disk, in stretches that can each be read by itself.
impl Dataset {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn freeze(&self, writer: &mut Writer<'_>) -> io::Result<()> {
        let Whole { header, texts, ids, numbers, tables, owners, .. } = &*self.whole;
        writer.put(|out| {
            header.freeze(out)?;
            texts.freeze_head(out)?;
            out.list(&Vec::from_iter(tables.iter().map(|table| table.rows as u32)))
        })?;
        writer.put(|out| ids.freeze(out))?;
        writer.put(|out| numbers.freeze(out))?;
        writer.put(|out| owners.freeze(out))?;
        tables.iter().try_for_each(|table| table.freeze_apart(writer))?;
        texts.freeze_pieces(writer)
    }

    /// Makes a dataset of the one that was written, most of which is read when it is first asked for; `None` where what is read at once is
    /// not what was written.
    pub fn thaw(reader: &mut Reader, left: Pages) -> Option<Self> {
        let torn = reader.torn();
        let (header, (mut texts, bounds), rows) =
            reader.now(|from| Some((Header::thaw(from)?, Texts::thaw_head(from)?, from.list::<4, u32>()?)))?;
        let first = first_of(&rows)?;
        let records = *first.last()?;
        let ids = Arc::new(reader.later(Interner::thaw, Interner::default)?);
        let known = ids.clone();
        let numbers = reader.later(Numbers::thaw, move || Numbers::of(&known))?;
        let owners = reader.later(move |from| Owners::thaw(from, &first), Owners::default)?;
        let kinds = Kind::ALL.iter().zip(&rows);
        let table =
            |(kind, rows): (&Kind, &u32)| Table::thaw_apart(kind.spec().fields, *rows as usize, records, reader);
        let tables = kinds.map(table).collect::<Option<_>>()?;
        texts.thaw_pieces(&bounds, reader)?;
        texts.leave(left);
        Some(Self::of(Whole { header, texts, ids, numbers, tables, first, owners, torn }))
    }
}

/// Leaves what finding an id needs to be made when it is first asked for.
fn numbers_of(ids: &Arc<Lazy<Interner>>) -> Lazy<Numbers> {
    let ids = ids.clone();
    Lazy::new(move || Numbers::of(&ids))
}

/// Numbers the records of tables that have so many rows; `None` unless each kind has one, or there are too many.
fn first_of(rows: &[u32]) -> Option<[u32; Kind::COUNT + 1]> {
    let mut first = [0; Kind::COUNT + 1];
    let mut next = 0u32;
    for (rows, slot) in rows.iter().zip(first.iter_mut().skip(1)) {
        next = next.checked_add(*rows)?;
        *slot = next;
    }
    (rows.len() == Kind::COUNT && next < u32::MAX).then_some(first)
}

impl Owners {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.list(&self.first)?;
        // The kind of a record follows from its number.
        out.list(&Vec::from_iter(self.others.iter().map(|((_, id), rid)| [id.0, rid.0])))
    }

    /// Reads those of the ids of records of which each kind begins there.
    fn thaw(from: &mut In<'_>, first: &[u32; Kind::COUNT + 1]) -> Option<Self> {
        let (owners, others): (Vec<Rid>, Vec<[u32; 2]>) = (from.list()?, from.list()?);
        let of = |&[id, rid]: &[u32; 2]| Some(((kind_of(first, Rid(rid))?, Sym(id)), Rid(rid)));
        let are_there = owners.iter().all(|rid| rid.0 < first[Kind::COUNT] || *rid == Rid::NONE);
        are_there.then(|| Self { first: owners, others: others.iter().filter_map(of).collect() })
    }
}

impl Frozen for Header {
    fn freeze(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.text(&self.id)?;
        out.list(&[self.title, self.summary].map(|text| text.unwrap_or(Text::ABSENT)))?;
        out.number(self.languages.len() as u32)?;
        self.languages.iter().try_for_each(|language| out.text(language))
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let id = from.text()?;
        let &[title, summary] = from.list()?.as_slice() else { return None };
        let mut languages = Vec::new();
        for _ in 0..from.number()? {
            languages.push(from.text()?);
        }
        let known = |text: Text| (text != Text::ABSENT).then_some(text);
        Some(Self::new(id, known(title), known(summary), languages))
    }
}
