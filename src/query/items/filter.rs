//! A query of what was added that was understood, ready to be asked of items.

use crate::base::date::{Day, Period};
use crate::base::matching::Sought;
use crate::base::text::fold;
use crate::journal::ops::{Field, Shape};
use crate::journal::{Book, Item, Op};
use crate::model::{Dataset, Reference};
use crate::query::conditions::Ground;
use crate::query::error::{QueryError, Span};
use crate::query::filter::InTheWay;
use crate::query::items::compile::compile;
use crate::query::items::conditions::Condition;
use crate::query::mention::Mention;
use crate::query::range::Range;
use crate::query::text::{contains, contains_whole};
use crate::query::tree::Query;

/// A filter for items of the journal.
#[derive(Clone, Debug, Default)]
pub struct ItemFilter {
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
    /// One of these must be so.
    pub tests: Vec<Test>,
}

/// What a term asks for.
#[derive(Clone, Debug)]
pub enum Test {
    /// A word that stands anywhere, or is a name of one of these records, to which the item belongs.
    Mentions(Mention, Vec<String>),
    /// To be added by this op.
    Op(Op),
    /// To hang on one of these.
    On(Vec<String>),
    /// To belong to one of these.
    Touches(Vec<String>),
    /// To be said, asked for or done by one of these, who have these names, folded.
    By(Vec<String>, Vec<String>),
    /// To be written by somebody called so, folded.
    Who(String),
    /// To be written in this time.
    Made(Range<Day>),
    /// To have come to this.
    Fate(&'static str),
    /// That a condition holds.
    Is(&'static Condition),
    /// To have this in a field, folded.
    Text(&'static str, String),
    /// To have this word in a field.
    Term(&'static str, &'static str),
    /// To have one of these records in a field.
    Names(&'static str, Vec<String>),
    /// To have a date of this time in a field.
    Date(&'static str, Range<Day>),
}

impl Test {
    fn holds(&self, item: &Item, ground: Ground<'_>) -> bool {
        let is_date = |text: &str, range: &Range<Day>| text.parse::<Period>().is_ok_and(|period| range.has(period));
        let touches =
            |wanted: &[String]| !wanted.is_empty() && item.touches().iter().any(|touch| wanted.contains(touch));
        let has =
            |name: &str, wanted: &[String]| item.list(name).iter().any(|found| wanted.iter().any(|it| it == found));
        match self {
            Self::Mentions(mention, named) => {
                texts(item).any(|text| mention.stands_in(text))
                    || begins_a_term(item, mention.word())
                    || touches(named)
                    || labels(item, &ground.snapshot.dataset).any(|label| mention.stands_in(label))
            }
            Self::Op(op) => item.op == *op,
            Self::On(wanted) => item.event.on.as_ref().is_some_and(|on| wanted.contains(on)),
            Self::Touches(wanted) => touches(wanted),
            Self::By(wanted, names) => has("by", wanted) || is_called(item.text("owner"), names),
            Self::Who(name) => contains(&item.event.who, name),
            Self::Made(range) => item.event.stamp.minute().split(' ').next().is_some_and(|day| is_date(day, range)),
            Self::Fate(word) => item.fate.as_ref().is_some_and(|fate| fate.text("fate") == *word),
            Self::Is(condition) => (condition.holds)(item, ground),
            Self::Text(name, text) => contains(item.text(name), text),
            Self::Term(name, word) => item.text(name) == *word,
            Self::Names(name, wanted) => has(name, wanted),
            Self::Date(name, range) => is_date(item.text(name), range),
        }
    }
}

/// Tells whether one of some folded names stands in a text as words.
fn is_called(text: &str, names: &[String]) -> bool {
    let folded = fold(text);
    names.iter().any(|name| contains_whole(&folded, name))
}

/// Words of a closed list are short: a piece out of their middle would be found by accident.
fn begins_a_term(item: &Item, word: &str) -> bool {
    let terms = fields(item).filter(|field| matches!(field.shape, Shape::Word(_))).map(|field| item.text(field.name));
    let fate = item.fate.as_ref().map(|fate| fate.text("fate"));
    terms.chain(fate).chain([item.op.spec().title]).any(|term| fold(term).starts_with(word))
}

/// Lists what the records are called to which an item belongs.
fn labels<'d>(item: &Item, dataset: &'d Dataset) -> impl Iterator<Item = &'d str> {
    let references = item.touches().into_iter();
    references.filter_map(|text| dataset.find_reference(Reference::parse(&text)?)).map(|record| record.label().text())
}

fn fields(item: &Item) -> impl Iterator<Item = &'static Field> {
    item.op.spec().fields.iter()
}

/// Lists the texts of an item in which words are looked for: what was written first, with all versions of what is in conflict, then whom and
/// what it names, what became of it, and who wrote it.
pub fn texts(item: &Item) -> impl Iterator<Item = &str> {
    let is_text = |field: &&Field| field.shape.is_text() || field.shape == Shape::Date;
    let written = fields(item).filter(is_text).flat_map(move |field| {
        // The last of the versions is what stands there.
        let others = item.conflict(field.name).filter(move |text| *text != item.text(field.name));
        [item.text(field.name)].into_iter().chain(others)
    });
    let named = fields(item).filter(|field| field.shape.is_list());
    let named = named.flat_map(|field| item.list(field.name));
    let event = &item.event;
    let around = event.on.as_deref().into_iter().chain(event.meeting.as_deref());
    let why = item.fate.as_ref().map(|fate| fate.text("text"));
    let all = written.chain(why).chain(named).chain(around).chain([event.who.as_str()]);
    all.filter(|text| !text.is_empty())
}

impl ItemFilter {
    /// Makes a filter of a query. What cannot be understood is left out of it, and told beside it.
    pub fn new(query: &Query, ground: Ground<'_>) -> (Self, Vec<QueryError>) {
        let (clauses, errors) = compile(query, ground);
        (Self { clauses }, errors)
    }

    /// Reads a filter.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of its text.
    pub fn parse(text: &str, ground: Ground<'_>) -> Result<Self, Vec<QueryError>> {
        let (query, mut errors) = Query::parse(text);
        let (filter, not_understood) = Self::new(&query, ground);
        errors.extend(not_understood);
        errors.sort_by_key(|error| error.at.start);
        if errors.is_empty() { Ok(filter) } else { Err(errors) }
    }

    /// Tells whether it lets everything pass.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Tells whether an item passes; the ground is that for which the filter was made.
    pub fn accepts(&self, item: &Item, ground: Ground<'_>) -> bool {
        let holds = |clause: &Clause| clause.tests.iter().any(|test| test.holds(item, ground));
        self.clauses.iter().all(|clause| holds(clause) == clause.wanted)
    }

    /// Finds what passes, in the order in which it was made.
    pub fn find<'b>(&self, book: &'b Book, ground: Ground<'_>) -> Vec<&'b Item> {
        book.review.items.iter().filter(|item| self.accepts(item, ground)).collect()
    }

    /// Lists what must stand in an item, to show where it does.
    pub fn sought(&self) -> Vec<Sought> {
        let tests = self.clauses.iter().filter(|clause| clause.wanted).flat_map(|clause| &clause.tests);
        let mentions = tests.filter_map(|test| match test {
            Test::Mentions(mention, _) => Some(mention),
            _ => None,
        });
        mentions.flat_map(Mention::sought).collect()
    }

    /// Finds the term that stands in the way where nothing passes: the one without which the most would; `None` where no single term does.
    pub fn in_the_way(&self, book: &Book, ground: Ground<'_>) -> Option<InTheWay> {
        let without = |(at, clause): (usize, &Clause)| {
            let others = self.clauses.iter().enumerate().filter(|(other, _)| *other != at);
            let rest = Self { clauses: others.map(|(_, clause)| clause.clone()).collect() };
            let left = rest.find(book, ground).len();
            InTheWay { term: clause.text.clone(), at: clause.at.clone(), left }
        };
        let ways = self.clauses.iter().enumerate().filter(|_| self.clauses.len() > 1).map(without);
        ways.filter(|way| way.left > 0).max_by_key(|way| way.left)
    }
}
