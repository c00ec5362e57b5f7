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
use crate::query::text::{contains, contains_whole, mentions, mentions_whole};

/// The shortest piece of a word that is taken for its beginning, in characters: a shorter one is a word, as in `cote d ivoire`.
const SHORTEST: usize = 3;

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
        mention.others.sort_unstable();
        mention.others.dedup();
        mention.linked = (!linked.is_clear()).then(|| Arc::new(linked));
        Some(mention)
    }

    /// Looks for a word or phrase and nothing else.
    pub fn plain(text: &str) -> Option<Self> {
        let word = fold(text).trim().to_owned();
        (!word.is_empty()).then_some(Self { word, others: Vec::new(), linked: None })
    }

    /// Takes what a record is called, if the word is one of its names.
    fn name(&mut self, record: Record<'_>, snapshot: &Snapshot, linked: &mut FixedBitSet) {
        let names: Vec<String> = names(record).map(|name| fold(name).trim().to_owned()).collect();
        let is_named = names.contains(&self.word);
        if is_named {
            let long = |name: &String| name.chars().count() >= SHORTEST && *name != self.word;
            self.others.extend(names.iter().filter(|name| long(name)).cloned());
        }
        let begins = record.kind == Kind::Country && names.iter().any(|name| begins_a_word(name, &self.word));
        if is_named || begins {
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
        let names_it = |title: &str| self.others.iter().any(|name| contains_whole(&fold(title), name));
        if titles.into_iter().any(|title| contains(title, &self.word) || names_it(title)) {
            return Some(Rank::Title);
        }
        self.holds(record).then_some(Rank::Text)
    }

    /// Tells whether it stands in a record.
    pub fn holds(&self, record: Record<'_>) -> bool {
        self.linked.as_ref().is_some_and(|linked| linked.contains(record.rid.index()))
            || mentions(record, &self.word)
            || self.others.iter().any(|name| mentions_whole(record, name))
    }
}

fn has_other_names(kind: Kind) -> bool {
    kind.spec().position(Name::Also).is_some()
}

/// Tells whether a piece begins a word of a name; a short one must be the whole word.
fn begins_a_word(name: &str, piece: &str) -> bool {
    if piece.chars().count() < SHORTEST {
        return name.split(|c: char| !c.is_alphanumeric()).any(|word| word == piece);
    }
    name.match_indices(piece).any(|(at, _)| !name.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric))
}
