//! A word or phrase that stands anywhere in a record, by whatever name the thing is called that it means.
//!
//! `turkiye` and `turkey` find the same records: those that say either, and those that link to the country. A word that begins a
//! word of a country's name finds what links to that country, so that `north macedonia` does, too.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::base::text::fold;
use crate::index::Snapshot;
use crate::model::{Kind, Name, Record};
use crate::query::meant::names;
use crate::query::text::{any_text, contains, contains_whole, mentions};

/// The shortest piece of a word that is taken for its beginning, in characters: a shorter one is a word, as in `cote d ivoire`.
const SHORTEST: usize = 4;

/// How near to the name of a record a word stands in it, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is the whole of a name, or the id.
    Name,
    /// It is a piece of a name, title or id.
    Title,
    /// It stands in a text, or the record links to what it means.
    Text,
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
}

impl Mention {
    /// Looks for a word or phrase, and for what it means in a dataset; `None` where nothing of it is left to be looked for.
    pub fn new(text: &str, snapshot: &Snapshot) -> Option<Self> {
        let mut mention = Self::plain(text)?;
        let mut linked = FixedBitSet::with_capacity(snapshot.dataset.len());
        for record in
            Kind::ALL.iter().filter(|kind| has_other_names(**kind)).flat_map(|&kind| snapshot.dataset.records(kind))
        {
            mention.name(record, snapshot, &mut linked);
        }
        for names in [&mut mention.others, &mut mention.acronyms] {
            names.sort_unstable();
            names.dedup();
        }
        mention.linked = (!linked.is_clear()).then(|| Arc::new(linked));
        Some(mention)
    }

    /// Looks for a word or phrase and nothing else.
    pub fn plain(text: &str) -> Option<Self> {
        let word = fold(text).trim().to_owned();
        (!word.is_empty()).then_some(Self { word, others: Vec::new(), acronyms: Vec::new(), linked: None })
    }

    /// Takes what a record is called, if the word is one of its names.
    fn name(&mut self, record: Record<'_>, snapshot: &Snapshot, linked: &mut FixedBitSet) {
        let names: Vec<(&str, String)> = names(record).map(|name| (name, fold(name).trim().to_owned())).collect();
        let is_named = names.iter().any(|(_, folded)| *folded == self.word);
        for (name, folded) in names.iter().filter(|(_, folded)| is_named && *folded != self.word) {
            if is_acronym(name) { self.acronyms.push((*name).to_owned()) } else { self.others.push(folded.clone()) }
        }
        let begins = |(name, folded): &(&str, String)| !is_acronym(name) && begins_a_word(folded, &self.word);
        if is_named || record.kind == Kind::Country && names.iter().any(begins) {
            linked.insert(record.rid.index());
            linked.extend(snapshot.index.links.to(record.rid).map(|link| link.from.index()));
        }
    }

    /// Tells how near to the record's name it stands; `None` where it does not stand in the record.
    pub fn rank(&self, record: Record<'_>) -> Option<Rank> {
        let folded = |name: &str| fold(name).trim() == self.word;
        if record.id().eq_ignore_ascii_case(&self.word) || names(record).any(folded) {
            return Some(Rank::Name);
        }
        let titles = names(record).chain(record.text(Name::Title)).chain([record.id()]);
        if titles.into_iter().any(|title| contains(title, &self.word) || self.is_named_in(title)) {
            return Some(Rank::Title);
        }
        self.holds(record).then_some(Rank::Text)
    }

    /// Tells whether it stands in a record.
    pub fn holds(&self, record: Record<'_>) -> bool {
        self.linked.as_ref().is_some_and(|linked| linked.contains(record.rid.index()))
            || mentions(record, &self.word)
            || self.has_other_names() && any_text(record, |text| self.is_named_in(text))
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

fn has_other_names(kind: Kind) -> bool {
    kind.spec().position(Name::Also).is_some()
}

/// Tells whether a name is written in capitals alone.
fn is_acronym(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Tells whether a piece begins a word of a name; a short one must be the whole word.
fn begins_a_word(name: &str, piece: &str) -> bool {
    if piece.chars().count() < SHORTEST {
        return name.split(|c: char| !c.is_alphanumeric()).any(|word| word == piece);
    }
    name.match_indices(piece).any(|(at, _)| !name.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric))
}
