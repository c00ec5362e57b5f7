//! Finding anything: records and paragraphs as [`search`](crate::query::search) finds them, and what was added, by one question.
//!
//! The question is read twice, as one of records and as one of what was added. What is understood by one of the two alone rules the
//! other out: `kind:note` is no record, `status:held` nothing that was added. It is a mistake only where neither understands it.

use crate::base::matching::Sought;
use crate::journal::{Book, EventId, Item};
use crate::query::conditions::Ground;
use crate::query::error::QueryError;
use crate::query::filter::InTheWay;
use crate::query::items::ItemFilter;
use crate::query::search::{Found, KEPT, LARGE, Search};
use crate::query::tree::{Matter, Query, Term};

/// Of so many terms each is tried as the one in the way: nobody types more, and a text that was pasted would be looked for a thousand times.
const MOST_TERMS: usize = 16;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Anything {
    /// Records and paragraphs; what is wrong with the question, too.
    pub found: Found,
    /// What was added.
    pub added: Added,
    /// Where nothing was found: the term without which the most would be.
    pub in_the_way: Option<InTheWay>,
    /// Whether that term is still looked for: with many records it takes as long again for each.
    pub is_weighed: bool,
}

/// What was found of what was added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The last first; at most [`KEPT`].
    pub ids: Vec<EventId>,
    /// How many there are.
    pub count: usize,
    /// What was looked for, to show where it stands.
    pub sought: Vec<Sought>,
}

impl Anything {
    /// Counts everything that was found.
    pub fn count(&self) -> usize {
        self.found.count() + self.added.count
    }

    /// Tells whether no other answer comes.
    pub const fn is_last(&self) -> bool {
        self.found.whole && !self.is_weighed
    }
}

impl Search<'_> {
    /// Tells what is found as [`Search::run`] does, with what was added; and where nothing is, which term stands in the way.
    pub fn anything(&self, tell: &mut dyn FnMut(Anything)) {
        let terms = self.terms();
        self.all(&mut |answer| {
            let is_nothing = answer.found.whole && answer.count() == 0;
            if is_nothing && !terms.is_empty() && self.snapshot.dataset.len() >= LARGE {
                tell(Anything { is_weighed: true, ..answer.clone() });
            }
            let in_the_way = if is_nothing { self.in_the_way(&terms) } else { None };
            tell(Anything { in_the_way, ..answer });
        });
    }

    fn all(&self, tell: &mut dyn FnMut(Anything)) {
        let ground = Ground::new(self.snapshot, self.today).with(self.book);
        let asked = Asked::new(self.text, ground);
        self.run(&mut |found| tell(asked.with(found, self.book, ground)));
    }

    /// Lists the terms of which each may stand in the way: none where there is only one, or where there are so many that it is not asked.
    fn terms(&self) -> Vec<Term> {
        let (query, _) = Query::parse(self.text);
        Some(query.terms).filter(|terms| (2..=MOST_TERMS).contains(&terms.len())).unwrap_or_default()
    }

    /// Finds the term without which the most is found, by asking without it: what is told is what will then be found. `None` where no single
    /// term helps.
    fn in_the_way(&self, terms: &[Term]) -> Option<InTheWay> {
        let without = terms.iter().take_while(|_| (self.goes_on)()).map(|term| {
            let way = InTheWay { term: term.to_string(), at: term.at.clone(), left: 0 };
            let (text, _) = way.taken_out(self.text, 0);
            let mut left = 0;
            Search { text: &text, ..*self }.all(&mut |answer| left = answer.count());
            InTheWay { left, ..way }
        });
        InTheWay::most(without)
    }
}

/// A question, as one of what was added.
#[derive(Debug)]
pub struct Asked {
    query: Query,
    filter: ItemFilter,
    /// What is wrong with how it is written.
    misspelt: Vec<QueryError>,
    /// What is not understood of it.
    wrong: Vec<QueryError>,
}

impl Asked {
    /// Reads a question.
    pub fn new(text: &str, ground: Ground<'_>) -> Self {
        let (query, misspelt) = Query::parse(text);
        let (filter, wrong) = ItemFilter::new(&query, ground);
        Self { query, filter, misspelt, wrong }
    }

    /// Returns the filter that it is.
    pub fn filter(&self) -> &ItemFilter {
        &self.filter
    }

    /// Finds what was added, the last first; `mistakes` is what is wrong with the question as one of records.
    pub fn items<'b>(&self, mistakes: &[QueryError], book: &'b Book, ground: Ground<'_>) -> Vec<&'b Item> {
        if self.filter.is_empty() || self.is_ruled_out(&self.wrong, mistakes) {
            return Vec::new();
        }
        // That a meeting was opened says nothing that anybody looks for.
        let says = |item: &&Item| item.op.spec().on || !item.op.spec().fields.is_empty();
        self.filter.find(book, ground).into_iter().filter(says).rev().collect()
    }

    /// Tells whether no record can be meant; `mistakes` is what is wrong with the question as one of records.
    pub fn rules_out_records(&self, mistakes: &[QueryError]) -> bool {
        self.is_ruled_out(mistakes, &self.wrong)
    }

    /// Tells whether something is asked for that is not understood, and is in the other reading.
    fn is_ruled_out(&self, wrong: &[QueryError], other: &[QueryError]) -> bool {
        let terms = self.query.terms.iter().filter(|term| term.wanted);
        terms.into_iter().any(|term| is_lost(term, wrong) && !is_lost(term, other))
    }

    /// Lists what neither reading understands; `mistakes` is what is wrong with the question as one of records.
    pub fn mistakes(&self, mistakes: &[QueryError]) -> Vec<QueryError> {
        let term_of = |at: usize| self.query.terms.iter().find(|term| term.at.contains(&at));
        let in_term = |error: &QueryError, term: &Term| term.at.contains(&error.at.start);
        let is_name = |error: &QueryError| name_at(term_of(error.at.start)) == Some(&error.at);
        let stays = |mistake: &&QueryError| {
            let other =
                || self.wrong.iter().filter(|wrong| term_of(mistake.at.start).is_some_and(|term| in_term(wrong, term)));
            self.misspelt.contains(mistake) || other().any(|wrong| is_name(wrong) || wrong.at == mistake.at)
        };
        let mut all: Vec<QueryError> = mistakes.iter().filter(stays).cloned().collect();
        // Where records have no such field, what is wrong with its value says more.
        let no_field = |term: &Term| mistakes.iter().any(|mistake| in_term(mistake, term) && is_name(mistake));
        let own = self.wrong.iter().filter(|wrong| !is_name(wrong) && term_of(wrong.at.start).is_some_and(no_field));
        all.extend(own.cloned());
        all.sort_by_key(|mistake| mistake.at.start);
        all
    }

    /// Puts what was added beside records that were found.
    fn with(&self, mut found: Found, book: &Book, ground: Ground<'_>) -> Anything {
        let items = self.items(&found.mistakes, book, ground);
        let is_found = !items.is_empty();
        // A word is taken for another only where it stands nowhere.
        if self.rules_out_records(&found.mistakes) || is_found && !found.slips.is_empty() {
            found.groups.clear();
            found.slips.clear();
        }
        found.mistakes = self.mistakes(&found.mistakes);
        let (ids, count) = (items.iter().take(KEPT).map(|item| item.event.id).collect(), items.len());
        Anything { found, added: Added { ids, count, sought: self.filter.sought() }, ..Anything::default() }
    }
}

/// Tells whether nothing of a term is understood.
fn is_lost(term: &Term, wrong: &[QueryError]) -> bool {
    let Matter::Field { name_at, values, .. } = &term.matter else { return false };
    let is_wrong = |at: &std::ops::Range<usize>| wrong.iter().any(|error| error.at == *at);
    is_wrong(name_at) || !values.is_empty() && values.iter().all(|value| is_wrong(&value.at))
}

fn name_at(term: Option<&Term>) -> Option<&std::ops::Range<usize>> {
    match term.map(|term| &term.matter) {
        Some(Matter::Field { name_at, .. }) => Some(name_at),
        _ => None,
    }
}
