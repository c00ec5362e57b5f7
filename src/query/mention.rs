//! A word or phrase that stands anywhere in a record, by whatever name the thing is called that it means.
//!
//! `turkiye` and `turkey` find the same records: those that say either, and those that link to the country. A word that begins a
//! word of a country's name finds what links to that country, so that `north macedonia` does, too.

use std::sync::{Arc, OnceLock};

use fixedbitset::FixedBitSet;

use crate::base::matching::Sought;
use crate::base::text::fold;
use crate::index::{Called, Candidates, Heads, Snapshot};
use crate::model::{Kind, Name, Record, Rid};
use crate::query::scan;
use crate::query::text::{any_text, contains, contains_whole, mentions, termed};

/// The shortest piece of a word that is taken for its beginning, in characters: a shorter one is a word, as in `cote d ivoire`.
const SHORTEST: usize = 4;

/// One record in so many is looked at by itself in the time in which all are gone through.
const FEW: usize = 128;

/// Tells whether an answer is still wanted; once it is not, it never is again.
pub type GoesOn<'a> = &'a (dyn Fn() -> bool + Sync);

/// How near to the name of a record a word stands in it, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is the whole of a name, or the id.
    Name,
    /// A name, title or id begins with it.
    Beginning,
    /// A word of a name, title or id begins with it.
    Word,
    /// It is a piece of a name, title or id.
    Title,
    /// It stands in a text, or the record links to what it means.
    Text,
}

impl Rank {
    /// Every rank, the nearest first.
    pub const ALL: [Self; 5] = [Self::Name, Self::Beginning, Self::Word, Self::Title, Self::Text];
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The word or phrase, folded.
    word: String,
    /// Other names of what it means, folded: whole words.
    others: Vec<String>,
    /// Codes and acronyms of what it means, as they are written: `CAN` is not `can`.
    acronyms: Vec<String>,
    /// The records that link to what it means, and that itself.
    linked: Option<Arc<FixedBitSet>>,
    /// What was found of it in the dataset for which it was made, so that nothing is gone through twice; `None` where it was made for
    /// any.
    found: Option<Arc<Known>>,
}

/// Where a word stands, as far as that was looked for.
#[derive(Debug, Default)]
struct Known {
    called: OnceLock<Called>,
    texts: OnceLock<Arc<Candidates>>,
}

impl Mention {
    /// Looks for a word or phrase, and for what it means in a dataset; `None` where nothing of it is left to be looked for.
    pub fn new(text: &str, snapshot: &Snapshot) -> Option<Self> {
        let mut mention = Self { found: Some(Arc::default()), ..Self::plain(text)? };
        let mut linked = FixedBitSet::with_capacity(snapshot.dataset.len());
        for rid in mention.take_names(snapshot) {
            linked.insert(rid.index());
            linked.extend(snapshot.index.links.to(rid).map(|link| link.from.index()));
        }
        mention.linked = (!linked.is_clear()).then(|| Arc::new(linked));
        Some(mention)
    }

    /// Looks for a word or phrase, and for the other names of what it means in a dataset, but not for what links to that; returns what it
    /// means, too.
    pub fn by_name(text: &str, snapshot: &Snapshot) -> Option<(Self, Vec<Rid>)> {
        let mut mention = Self::plain(text)?;
        let meant = mention.take_names(snapshot);
        Some((mention, meant))
    }

    /// Looks for a word or phrase and nothing else.
    pub fn plain(text: &str) -> Option<Self> {
        let word = fold(text).trim().to_owned();
        (!word.is_empty()).then_some(Self { word, others: Vec::new(), acronyms: Vec::new(), linked: None, found: None })
    }

    /// Takes the other names of what it means in a dataset, and lists that.
    fn take_names(&mut self, snapshot: &Snapshot) -> Vec<Rid> {
        let heads = snapshot.heads();
        let named = |kind: &Kind| {
            let records = snapshot.dataset.range(*kind);
            // A name may have a line feed in it, and then the heads do not tell.
            if self.word.contains('\n') {
                return records.map(Rid).collect();
            }
            // A letter or two stand in most names, and are few of them.
            let begins = |line: &str| *kind == Kind::Country && begins_a_word(line, &self.word);
            let may_be = |rid: &Rid| heads.of(*rid).any(|line| line == self.word || begins(line));
            heads.called_of(records, &self.word).into_iter().filter(may_be).collect::<Vec<Rid>>()
        };
        let named: Vec<Rid> = Kind::ALL.iter().filter(|kind| has_other_names(**kind)).flat_map(named).collect();
        let records = named.into_iter().filter_map(|rid| snapshot.dataset.record(rid));
        let meant = records.filter(|record| self.name(*record)).map(|record| record.rid).collect();
        for names in [&mut self.others, &mut self.acronyms] {
            names.sort_unstable();
            names.dedup();
        }
        meant
    }

    /// Takes what a record is called, if the word is one of its names; tells whether it means that record.
    fn name(&mut self, record: Record<'_>) -> bool {
        let names = folded_names(record);
        let is_named = names.iter().any(|(_, folded)| *folded == self.word);
        for (name, folded) in names.iter().filter(|(_, folded)| is_named && *folded != self.word) {
            if is_acronym(name) { self.acronyms.push((*name).to_owned()) } else { self.others.push(folded.clone()) }
        }
        self.is_any_of(&names, record.kind)
    }

    /// Tells whether it means what has these names: it is one of them, or begins a word of those of a country.
    fn is_any_of(&self, names: &[(&str, String)], kind: Kind) -> bool {
        let begins = |(name, folded): &(&str, String)| !is_acronym(name) && begins_a_word(folded, &self.word);
        names.iter().any(|(_, folded)| *folded == self.word) || kind == Kind::Country && names.iter().any(begins)
    }

    /// Returns the word or phrase, folded.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// Tells whether it means something that records link to.
    pub fn is_known(&self) -> bool {
        self.linked.is_some()
    }

    /// Lists what is looked for, to show where it stands.
    pub fn sought(&self) -> impl Iterator<Item = Sought> {
        let others = self.others.iter().cloned().map(Sought::Words);
        let acronyms = self.acronyms.iter().cloned().map(Sought::Written);
        [Sought::Piece(self.word.clone())].into_iter().chain(others).chain(acronyms)
    }

    /// Tells how near to the record's name it stands, if it stands in the record at all.
    pub fn rank(&self, record: Record<'_>, heads: &Heads) -> Rank {
        let other = |line: &str| self.others.iter().any(|name| contains_whole(line, name));
        let lines = heads.of(record.rid).filter_map(|line| match line.find(&self.word) {
            Some(0) if line.len() == self.word.len() => Some(Rank::Name),
            Some(0) => Some(Rank::Beginning),
            Some(_) if begins(line, &self.word) => Some(Rank::Word),
            Some(_) => Some(Rank::Title),
            None => other(line).then_some(Rank::Word),
        });
        let nearest = lines.min().unwrap_or(Rank::Text);
        let is_written = || record.names().any(|name| self.acronyms.iter().any(|word| contains_whole(name, word)));
        if nearest == Rank::Text && !self.acronyms.is_empty() && is_written() { Rank::Word } else { nearest }
    }

    /// Finds the records that are called so, or that link to what it means: quickly, and nearly all that are near. `None` where `goes_on`
    /// said no before the end.
    pub fn named(&self, heads: &Heads, goes_on: GoesOn<'_>) -> Option<FixedBitSet> {
        let mut named = self.called(heads, goes_on, |called| called.having.clone())?;
        self.linked.iter().for_each(|linked| named.union_with(linked));
        Some(named)
    }

    /// Finds the records in which it stands as far as that is known without their texts; `None` where `goes_on` said no before the end.
    pub fn quickly(&self, snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<FixedBitSet> {
        let mut found = self.named(snapshot.heads(), goes_on)?;
        termed(&self.word, snapshot, &mut found);
        Some(found)
    }

    /// Hands over the records that are called something in which it stands; `None` where `goes_on` said no before the end.
    pub fn called<T>(&self, heads: &Heads, goes_on: GoesOn<'_>, take: impl FnOnce(&Called) -> T) -> Option<T> {
        let known = self.found.as_ref().map(|known| &known.called);
        if let Some(called) = known.and_then(OnceLock::get) {
            return Some(take(called));
        }
        let called = heads.called_while(&self.word, goes_on)?;
        Some(match known {
            Some(known) => take(known.get_or_init(|| called)),
            None => take(&called),
        })
    }

    /// Finds the records among these in which it stands; `None` where `goes_on` said no before the end.
    pub fn mask(&self, among: &FixedBitSet, snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<FixedBitSet> {
        if !goes_on() {
            return None;
        }
        let mut found = self.quickly(snapshot, goes_on)?;
        found.intersect_with(among);
        if among.is_subset(&found) {
            return Some(found);
        }
        let mut perhaps = among.clone();
        perhaps.difference_with(&found);
        // To look at a few is less than to go through all texts, unless that was done.
        let is_known = self.found.as_ref().is_some_and(|known| known.texts.get().is_some());
        if is_known || perhaps.count_ones(..) * FEW > snapshot.dataset.len() {
            let texts = self.texts(snapshot, goes_on)?;
            let mut sure = texts.sure.clone();
            sure.intersect_with(among);
            found.union_with(&sure);
            perhaps.intersect_with(&texts.perhaps);
            perhaps.difference_with(&found);
        }
        let holds = |at: usize| snapshot.dataset.record(Rid(at as u32)).is_some_and(|record| self.holds(record));
        let perhaps: Vec<usize> = perhaps.ones().collect();
        found.extend(scan::those(&perhaps, &holds, goes_on)?);
        Some(found)
    }

    /// Returns in which records it stands and may stand; `None` where `goes_on` said no before the end.
    fn texts(&self, snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<Arc<Candidates>> {
        let known = self.found.as_ref().map(|known| &known.texts);
        if let Some(texts) = known.and_then(OnceLock::get) {
            return Some(texts.clone());
        }
        let texts = Arc::new(self.go_through(snapshot, goes_on)?);
        Some(known.map_or(texts.clone(), |known| known.get_or_init(|| texts).clone()))
    }

    /// Goes through all texts for it and for the other names of what it means; `None` where `goes_on` said no before the end.
    fn go_through(&self, snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<Candidates> {
        let mut found = snapshot.prose().candidates(&self.word, &snapshot.dataset, goes_on)?;
        let acronyms = self.acronyms.iter().map(|name| fold(name).into_owned());
        for piece in self.others.iter().cloned().chain(acronyms) {
            let other = snapshot.prose().candidates(&piece, &snapshot.dataset, goes_on)?;
            // These must be words by themselves. Names in several languages and ids are looked at by themselves, too.
            found.perhaps.union_with(&other.sure);
            found.perhaps.union_with(&other.perhaps);
            found.perhaps.union_with(&snapshot.heads().called_while(&piece, goes_on)?.having);
        }
        Some(found)
    }

    /// Tells whether it stands in a record.
    pub fn holds(&self, record: Record<'_>) -> bool {
        self.linked.as_ref().is_some_and(|linked| linked.contains(record.rid.index()))
            || mentions(record, &self.word)
            || self.has_other_names() && any_text(record, |text| self.is_named_in(text))
    }

    /// Tells whether it stands in a text.
    pub fn stands_in(&self, text: &str) -> bool {
        contains(text, &self.word) || self.has_other_names() && self.is_named_in(text)
    }

    fn has_other_names(&self) -> bool {
        !self.others.is_empty() || !self.acronyms.is_empty()
    }

    /// Tells whether another name of what is looked for stands in a text, as words and not as pieces of them.
    fn is_named_in(&self, text: &str) -> bool {
        let is_other = |name: &String| contains(text, name) && contains_whole(&fold(text), name);
        self.others.iter().any(is_other) || self.acronyms.iter().any(|name| contains_whole(text, name))
    }
}

/// Lists the names of a record, as they are written and folded.
fn folded_names(record: Record<'_>) -> Vec<(&str, String)> {
    record.names().map(|name| (name, fold(name).trim().to_owned())).collect()
}

fn has_other_names(kind: Kind) -> bool {
    kind.spec().position(Name::Also).is_some()
}

/// Tells whether a name is written in capitals alone.
fn is_acronym(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Tells whether a word of a text begins with a piece.
fn begins(text: &str, piece: &str) -> bool {
    text.match_indices(piece).any(|(at, _)| !text.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric))
}

/// Tells whether a piece begins a word of a name; a short one must be the whole word.
fn begins_a_word(name: &str, piece: &str) -> bool {
    if piece.chars().count() < SHORTEST {
        return name.split(|c: char| !c.is_alphanumeric()).any(|word| word == piece);
    }
    begins(name, piece)
}
