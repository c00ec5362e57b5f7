//! A filter: a query that was understood, ready to be asked of the records that it was made for.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::base::matching::Sought;
use crate::base::text::part;
use crate::index::Snapshot;
use crate::model::{Dataset, Kind, Record};
use crate::query::compile::compile;
use crate::query::conditions::Ground;
use crate::query::error::{QueryError, Span};
use crate::query::mention::{GoesOn, Mention, Rank};
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
    /// Where it stands in the query.
    pub at: Span,
    /// Whether it must hold.
    pub wanted: bool,
    /// What must hold.
    pub test: Test,
    /// Whether that follows from what was added, too, which may come to be more.
    pub asks_journal: bool,
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
    /// Returns the one without which the most is left; `None` where without each of them nothing is.
    pub(super) fn most(ways: impl Iterator<Item = Self>) -> Option<Self> {
        ways.filter(|way| way.left > 0).max_by_key(|way| way.left)
    }

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
        Self::new_while(query, kinds, ground, &|| true).unwrap_or_default()
    }

    /// Does the same; `None` where `goes_on` said no before the end: what fields ask for is looked for here, and may be in long texts.
    pub fn new_while(
        query: &Query,
        kinds: &[Kind],
        ground: Ground<'_>,
        goes_on: GoesOn<'_>,
    ) -> Option<(Self, Vec<QueryError>)> {
        let (clauses, errors) = compile(query, kinds, ground, goes_on)?;
        Some((Self::of(clauses), errors))
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
        let clause = |mention| {
            let test = Test::Mentions(mention);
            Clause { text: String::new(), at: 0..0, wanted: true, test, asks_journal: false }
        };
        Self::of(mentions.map(clause).collect())
    }

    /// Finds the term that stands in the way where nothing passes: the one without which the most would. `count` counts what a filter
    /// lets pass. `None` where no single term does: without the only one everything is left, which says nothing.
    pub fn in_the_way(&self, mut count: impl FnMut(&Self) -> usize) -> Option<InTheWay> {
        let without = self.clauses.iter().enumerate().map(|(at, clause)| {
            let others = self.clauses.iter().enumerate().filter(|(other, _)| *other != at);
            let left = count(&Self::of(others.map(|(_, clause)| clause.clone()).collect()));
            InTheWay { term: clause.text.clone(), at: clause.at.clone(), left }
        });
        let without: Vec<InTheWay> = if self.clauses.len() > 1 { without.collect() } else { Vec::new() };
        InTheWay::most(without.into_iter())
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
    pub fn rank(&self, record: Record<'_>, snapshot: &Snapshot) -> Rank {
        // What records are called is collected when it is first asked for, and not for fields alone.
        if self.words().next().is_none() {
            return Rank::Name;
        }
        let heads = snapshot.heads();
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
    pub fn mask(&self, kinds: &[Kind], snapshot: &Snapshot) -> FixedBitSet {
        self.mask_while(kinds, snapshot, &|| true).unwrap_or_default()
    }

    /// Finds the records of these kinds that pass; `None` where `goes_on` said no before the end. Words are looked for last, where nothing
    /// else rules a record out.
    pub fn mask_while(&self, kinds: &[Kind], snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<FixedBitSet> {
        let mut mask = self.among(kinds, &snapshot.dataset);
        for (mention, wanted) in self.rarest_first(snapshot, goes_on)? {
            let holding = mention.mask(&mask, snapshot, goes_on)?;
            if wanted { mask = holding } else { mask.difference_with(&holding) }
        }
        Some(mask)
    }

    /// Lists the words, each with whether it must stand in a record, in the order in which the fewest are left to be looked at: those first
    /// by which the fewest are called, and last those that must not stand there. `None` where `goes_on` said no before the end.
    fn rarest_first(&self, snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<impl Iterator<Item = (&Mention, bool)>> {
        let words = self.clauses.iter().filter_map(|clause| match &clause.test {
            Test::Mentions(mention) => Some((mention, clause.wanted)),
            Test::Among(_) => None,
        });
        let mut words: Vec<(usize, &Mention, bool)> = words.map(|(mention, wanted)| (0, mention, wanted)).collect();
        // Of a single one nothing need be known.
        if words.len() > 1 {
            for (count, mention, _) in &mut words {
                *count = mention.quickly(snapshot, goes_on)?.count_ones(..);
            }
            words.sort_by_key(|(count, _, wanted)| (!wanted, *count));
        }
        Some(words.into_iter().map(|(_, mention, wanted)| (mention, wanted)))
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
    /// them. `None` where that is not asked for, or where a word must not stand in a record, which only its texts can tell; also where
    /// `goes_on` said no before the end.
    pub fn named(&self, kinds: &[Kind], snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<FixedBitSet> {
        let is_barred = |clause: &Clause| !clause.wanted && matches!(clause.test, Test::Mentions(_));
        if self.clauses.iter().any(is_barred) || self.words().next().is_none() {
            return None;
        }
        let mut mask = self.among(kinds, &snapshot.dataset);
        for mention in self.words() {
            mask.intersect_with(&mention.named(snapshot.heads(), goes_on)?);
        }
        Some(mask)
    }

    /// Finds the records of which a name begins with the words that must stand in them, all together or the first of them; `None` where
    /// `goes_on` said no before the end.
    pub fn beginning(&self, snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<FixedBitSet> {
        match self.words().next() {
            Some(mention) => mention.called(snapshot.heads(), goes_on, |called| called.beginning.clone()),
            None => Some(FixedBitSet::with_capacity(snapshot.dataset.len())),
        }
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

    /// Tells whether what passes follows from what was added, too.
    pub fn asks_journal(&self) -> bool {
        self.clauses.iter().any(|clause| clause.asks_journal)
    }

    /// Returns the terms that ask the dataset alone, or else those that ask the journal.
    pub fn part(&self, asks_journal: bool) -> Self {
        Self::of(self.clauses.iter().filter(|clause| clause.asks_journal == asks_journal).cloned().collect())
    }

    /// Takes the terms that ask the journal from a filter that has those alone, as they are now, and keeps all others.
    pub fn take_journal(&mut self, now: &Self) {
        for (clause, now) in self.clauses.iter_mut().filter(|clause| clause.asks_journal).zip(&now.clauses) {
            clause.test = now.test.clone();
        }
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
