//! A filter: a query that was understood, ready to be asked of the records that it was made for.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::base::matching::Sought;
use crate::index::{Heads, Snapshot};
use crate::model::{Dataset, Kind, Record, Rid};
use crate::query::compile::compile;
use crate::query::conditions::Ground;
use crate::query::error::QueryError;
use crate::query::mention::{Mention, Rank};
use crate::query::scan;
use crate::query::tree::Query;

/// A filter for the records of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    clauses: Vec<Clause>,
    /// The words that must stand in a record, one behind the other, where there are several: they may be a name together.
    together: Option<String>,
}

/// One term of a filter.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The term as it is printed.
    pub text: String,
    /// Whether it must hold.
    pub wanted: bool,
    /// What must hold.
    pub test: Test,
}

/// What a term asks for.
#[derive(Clone, Debug)]
pub enum Test {
    /// A word that stands anywhere.
    Mentions(Mention),
    /// To be one of these records.
    Among(Arc<FixedBitSet>),
}

impl Test {
    fn holds(&self, record: Record<'_>) -> bool {
        match self {
            Self::Mentions(mention) => mention.holds(record),
            Self::Among(mask) => mask.contains(record.rid.index()),
        }
    }
}

impl Filter {
    /// Makes a filter of a query, for records of these kinds. What cannot be understood is left out of it, and told beside it.
    pub fn new(query: &Query, kinds: &[Kind], ground: Ground<'_>) -> (Self, Vec<QueryError>) {
        let (clauses, errors) = compile(query, kinds, ground);
        (Self::of(clauses), errors)
    }

    fn of(clauses: Vec<Clause>) -> Self {
        let mut filter = Self { clauses, together: None };
        let words: Vec<&str> = filter.words().map(Mention::word).collect();
        filter.together = (words.len() > 1).then(|| words.join(" "));
        filter
    }

    /// Reads a filter for records of these kinds.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of its text.
    pub fn parse(text: &str, kinds: &[Kind], ground: Ground<'_>) -> Result<Self, Vec<QueryError>> {
        let (query, mut errors) = Query::parse(text);
        let (filter, not_understood) = Self::new(&query, kinds, ground);
        errors.extend(not_understood);
        errors.sort_by_key(|error| error.at.start);
        if errors.is_empty() { Ok(filter) } else { Err(errors) }
    }

    /// Makes a filter of words alone, as they are typed into a list: every one must stand somewhere.
    pub fn of_words(text: &str) -> Self {
        let mentions = text.split_whitespace().filter_map(Mention::plain);
        let clause = |mention| Clause { text: String::new(), wanted: true, test: Test::Mentions(mention) };
        Self::of(mentions.map(clause).collect())
    }

    /// Lists the terms as they are printed, each with what the filter would be without it.
    pub fn without_each(&self) -> impl Iterator<Item = (&str, Self)> {
        self.clauses.iter().enumerate().map(|(at, clause)| {
            let others = self.clauses.iter().enumerate().filter(|(other, _)| *other != at);
            (clause.text.as_str(), Self::of(others.map(|(_, clause)| clause.clone()).collect()))
        })
    }

    /// Tells whether the filter lets everything pass.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Tells whether a record passes.
    pub fn accepts(&self, record: Record<'_>) -> bool {
        self.clauses.iter().all(|clause| clause.test.holds(record) == clause.wanted)
    }

    /// Tells whether records that are one thing pass together: what is wanted stands in any of them, what is not wanted in none.
    pub fn accepts_together<'a>(&self, records: impl Iterator<Item = Record<'a>> + Clone) -> bool {
        let holds = |clause: &Clause| records.clone().any(|record| clause.test.holds(record));
        self.clauses.iter().all(|clause| holds(clause) == clause.wanted)
    }

    /// Tells how near to the name of a record the words of the filter stand that must be in it: as near as the farthest, or as all of
    /// them together.
    pub fn rank(&self, record: Record<'_>, heads: &Heads) -> Rank {
        let together = self.together.as_ref().and_then(|words| {
            let begun = heads.of(record.rid).filter(|line| line.starts_with(words.as_str()));
            begun.map(|line| if line.len() == words.len() { Rank::Name } else { Rank::Beginning }).min()
        });
        if let Some(rank) = together {
            return rank;
        }
        self.words().map(|mention| mention.rank(record, heads)).max().unwrap_or(Rank::Name)
    }

    /// Lists what must stand in a record, to show where it does.
    pub fn sought(&self) -> Vec<Sought> {
        self.words().flat_map(Mention::sought).collect()
    }

    /// Lists the words that must stand in a record.
    pub fn words(&self) -> impl Iterator<Item = &Mention> {
        self.clauses.iter().filter(|clause| clause.wanted).filter_map(|clause| match &clause.test {
            Test::Mentions(mention) => Some(mention),
            Test::Among(_) => None,
        })
    }

    /// Finds the records of these kinds that pass.
    pub fn mask(&self, kinds: &[Kind], dataset: &Dataset) -> FixedBitSet {
        self.mask_while(kinds, dataset, &|| true).unwrap_or_default()
    }

    /// Finds the records of these kinds that pass; `None` where `goes_on` said no before the end. Words are looked for last, where nothing
    /// else rules a record out.
    pub fn mask_while(
        &self,
        kinds: &[Kind],
        dataset: &Dataset,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<FixedBitSet> {
        let mut mask = self.among(kinds, dataset);
        for clause in &self.clauses {
            let Test::Mentions(mention) = &clause.test else { continue };
            let record = |at: usize| dataset.record(Rid(at as u32));
            let fails = |at: usize| record(at).is_none_or(|record| mention.holds(record) != clause.wanted);
            let left: Vec<usize> = mask.ones().collect();
            scan::those(&left, &fails, goes_on)?.into_iter().for_each(|at| mask.remove(at));
        }
        Some(mask)
    }

    /// Finds the records of these kinds that pass as far as fields are asked for: without regard to words.
    pub fn among(&self, kinds: &[Kind], dataset: &Dataset) -> FixedBitSet {
        let mut mask = FixedBitSet::with_capacity(dataset.len());
        kinds.iter().for_each(|&kind| mask.insert_range(range(dataset, kind)));
        for clause in &self.clauses {
            match (&clause.test, clause.wanted) {
                (Test::Among(set), true) => mask.intersect_with(set),
                (Test::Among(set), false) => mask.difference_with(set),
                (Test::Mentions(_), _) => {}
            }
        }
        mask
    }

    /// Finds those of the records whose names have every word that must stand in them: quickly, and what is meant is nearly always among
    /// them. `None` where that is not asked for, or where a word must not stand in a record, which only its texts can tell.
    pub fn named(&self, kinds: &[Kind], snapshot: &Snapshot) -> Option<FixedBitSet> {
        let is_barred = |clause: &Clause| !clause.wanted && matches!(clause.test, Test::Mentions(_));
        if self.clauses.iter().any(is_barred) || self.words().next().is_none() {
            return None;
        }
        let mut mask = self.among(kinds, &snapshot.dataset);
        for mention in self.words() {
            let mut named = FixedBitSet::with_capacity(snapshot.dataset.len());
            mention.named(snapshot.heads(), &mut named);
            mask.intersect_with(&named);
        }
        Some(mask)
    }

    /// Tells whether a text that belongs to a record passes in its place: the record as far as fields are asked for, and words in the text.
    /// A filter without words asks for no text.
    pub fn accepts_text(&self, text: &str, of: Record<'_>) -> bool {
        let passes = |clause: &Clause| match &clause.test {
            Test::Among(set) => set.contains(of.rid.index()) == clause.wanted,
            Test::Mentions(mention) => mention.stands_in(text) == clause.wanted,
        };
        self.words().next().is_some() && self.clauses.iter().all(passes)
    }

    /// Puts other words in the place of some; `other` returns `None` where a word stays.
    pub fn with_other_words(&self, mut other: impl FnMut(&Mention) -> Option<Mention>) -> Self {
        let replaced = self.clauses.iter().cloned().map(|mut clause| {
            if let (Test::Mentions(mention), true) = (&clause.test, clause.wanted)
                && let Some(other) = other(mention)
            {
                clause.test = Test::Mentions(other);
            }
            clause
        });
        Self::of(replaced.collect())
    }
}

fn range(dataset: &Dataset, kind: Kind) -> std::ops::Range<usize> {
    let range = dataset.range(kind);
    range.start as usize..range.end as usize
}
