//! A filter: a query that was understood, ready to be asked of the records that it was made for.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::model::{Dataset, Kind, Record};
use crate::query::compile::compile;
use crate::query::conditions::Ground;
use crate::query::error::QueryError;
use crate::query::mention::{Mention, Rank};
use crate::query::tree::Query;

/// A filter for the records of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    clauses: Vec<Clause>,
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
        (Self { clauses }, errors)
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
    pub fn words(text: &str) -> Self {
        let mentions = text.split_whitespace().filter_map(Mention::plain);
        let clause = |mention| Clause { text: String::new(), wanted: true, test: Test::Mentions(mention) };
        Self { clauses: mentions.map(clause).collect() }
    }

    /// Lists the terms as they are printed, each with what the filter would be without it.
    pub fn without_each(&self) -> impl Iterator<Item = (&str, Self)> {
        self.clauses.iter().enumerate().map(|(at, clause)| {
            let others = self.clauses.iter().enumerate().filter(|(other, _)| *other != at);
            (clause.text.as_str(), Self { clauses: others.map(|(_, clause)| clause.clone()).collect() })
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

    /// Tells how near to the name of a record the words of the filter stand that must be in it: as near as the farthest.
    pub fn rank(&self, record: Record<'_>) -> Rank {
        let mentions = self.clauses.iter().filter(|clause| clause.wanted).filter_map(|clause| match &clause.test {
            Test::Mentions(mention) => Some(mention.rank(record).unwrap_or(Rank::Text)),
            Test::Among(_) => None,
        });
        mentions.max().unwrap_or(Rank::Name)
    }

    /// Finds the records of these kinds that pass. Words are looked for last, where nothing else rules a record out.
    pub fn mask(&self, kinds: &[Kind], dataset: &Dataset) -> FixedBitSet {
        let mut mask = FixedBitSet::with_capacity(dataset.len());
        kinds.iter().for_each(|&kind| mask.insert_range(range(dataset, kind)));
        let (mut words, mut sets) = (Vec::new(), Vec::new());
        for clause in &self.clauses {
            match &clause.test {
                Test::Among(set) => sets.push((set, clause.wanted)),
                Test::Mentions(mention) => words.push((mention, clause.wanted)),
            }
        }
        for (set, wanted) in sets {
            if wanted { mask.intersect_with(set) } else { mask.difference_with(set) }
        }
        for (mention, wanted) in words {
            let record = |at: &usize| dataset.record(crate::model::Rid(*at as u32));
            let fails = |at: &usize| record(at).is_none_or(|record| mention.holds(record) != wanted);
            let failing: Vec<usize> = mask.ones().filter(fails).collect();
            failing.into_iter().for_each(|at| mask.remove(at));
        }
        mask
    }
}

fn range(dataset: &Dataset, kind: Kind) -> std::ops::Range<usize> {
    let range = dataset.range(kind);
    range.start as usize..range.end as usize
}
