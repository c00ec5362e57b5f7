//! A filter: a query that was understood, ready to be asked of the records that it was made for.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::base::text::part;
use crate::model::{Dataset, Kind, Record};
use crate::query::compile::compile;
use crate::query::conditions::Ground;
use crate::query::error::{QueryError, Span};
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
    /// Where it stands in the query.
    pub at: Span,
    /// Whether it must hold.
    pub wanted: bool,
    /// What must hold.
    pub test: Test,
}

/// A term that lets nothing pass together with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// The term as it is printed.
    pub term: String,
    /// Where it stands in the query.
    pub at: Span,
    /// How many would pass without it.
    pub left: usize,
}

impl InTheWay {
    /// Takes the term out of the text of the query, and leaves everything else as it is written. Returns where the cursor is then.
    pub fn taken_out(&self, text: &str, cursor: usize) -> (String, usize) {
        let (before, after) = (part(text, 0..self.at.start), part(text, self.at.end..text.len()));
        // Of the blanks around it those before it go with it, or else those behind it.
        let kept = before.trim_end();
        let (before, after) = if kept.len() < before.len() { (kept, after) } else { (before, after.trim_start()) };
        let behind = cursor.saturating_sub(text.len() - after.len());
        let cursor = if cursor <= before.len() { cursor } else { before.len() + behind };
        (format!("{before}{after}"), cursor)
    }
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
        let clause = |mention| Clause { text: String::new(), at: 0..0, wanted: true, test: Test::Mentions(mention) };
        Self { clauses: mentions.map(clause).collect() }
    }

    /// Finds the term that stands in the way where nothing passes: the one without which the most would. `count` counts what a filter
    /// lets pass. `None` where no single term does: without the only one everything is left, which says nothing.
    pub fn in_the_way(&self, mut count: impl FnMut(&Self) -> usize) -> Option<InTheWay> {
        let without = self.clauses.iter().enumerate().map(|(at, clause)| {
            let others = self.clauses.iter().enumerate().filter(|(other, _)| *other != at);
            let left = count(&Self { clauses: others.map(|(_, clause)| clause.clone()).collect() });
            InTheWay { term: clause.text.clone(), at: clause.at.clone(), left }
        });
        let without: Vec<InTheWay> = if self.clauses.len() > 1 { without.collect() } else { Vec::new() };
        without.into_iter().filter(|way| way.left > 0).max_by_key(|way| way.left)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_taken_out_and_nothing_else_is_touched() {
        let out = |text: &str, term: &str| {
            let start = text.find(term).unwrap();
            let way = InTheWay { term: String::new(), at: start..start + term.len(), left: 1 };
            let (mut text, cursor) = way.taken_out(text, text.len());
            text.insert(cursor, '|');
            text
        };
        assert_eq!(out("by:BG  -status:lapsed", "-status:lapsed"), "by:BG|");
        assert_eq!(out("status:lapsed  “BG”", "status:lapsed"), "“BG”|");
        assert_eq!(out("a  status:lapsed  “BG” ", "status:lapsed"), "a  “BG” |");
        let way = InTheWay { term: String::new(), at: 2..5, left: 1 };
        for (cursor, expected) in [(0, 0), (1, 1), (3, 1), (5, 1), (6, 2), (8, 4)] {
            assert_eq!(way.taken_out("a bcd ef", cursor), ("a ef".to_owned(), expected), "{cursor}");
        }
    }
}
