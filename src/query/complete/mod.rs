//! Completion: what can stand where the cursor is in a query, and how many records would be left with it.
//!
//! [`Piece`] finds what is being typed; fields come from the tables of the language, values from the records that the rest of the
//! query lets pass, each counted in one pass over them and their links.

mod items;
mod piece;
mod tally;
mod values;

pub use piece::Piece;

use std::cmp::Reverse;

use fixedbitset::FixedBitSet;

use crate::base::text::{fold, part};
use crate::model::Kind;
use crate::query::complete::values::{Found, Values};
use crate::query::conditions::Ground;
use crate::query::error::Span;
use crate::query::fields::{self, Asked};
use crate::query::filter::Filter;
use crate::query::mention::GoesOn;
use crate::query::text::contains;
use crate::query::tree::{Matter, Query, Term};

/// How many candidates are given: more are not read, they are narrowed by typing on.
const MOST: usize = 50;

/// How well a candidate fits what is typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is one of its names, in full.
    Whole,
    /// One of its names begins so.
    Start,
    /// A word of its names begins so.
    Word,
    /// It stands somewhere in its names.
    Inside,
}

/// Something that can stand where the cursor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What is written: a field with its colon, or a value in its shortest form, in quotation marks where it needs them.
    pub text: String,
    /// What it is called or means.
    pub name: String,
    /// How many records would be left with it; `None` where that is not counted.
    pub left: Option<usize>,
    /// How well it fits what is typed.
    pub fit: Fit,
}

/// What can stand where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// What is replaced by the one that is chosen.
    pub at: Span,
    /// Whether it is the value of a field, and not the name of one.
    pub is_value: bool,
    /// The candidates, the best first; at most 50.
    pub candidates: Vec<Candidate>,
    /// How many there are in all.
    pub all: usize,
}

impl Offers {
    /// Tells whether nothing is left to choose: what is typed is the only one that fits, or leaves nothing, which is then told.
    pub fn is_done(&self) -> bool {
        let first = self.candidates.first().filter(|first| self.is_value && first.fit == Fit::Whole);
        first.is_some_and(|first| self.all == 1 || first.left == Some(0))
    }

    /// Writes a query with a candidate in its place, and returns where the cursor is then.
    pub fn with(&self, text: &str, candidate: &Candidate) -> (String, usize) {
        let (before, after) = (part(text, 0..self.at.start), part(text, self.at.end..text.len()));
        (format!("{before}{}{after}", candidate.text), self.at.start + candidate.text.len())
    }
}

/// What a query that is completed is asked of.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The kinds of the records; none where what was added is asked.
    pub kinds: &'a [Kind],
    /// The dataset with all that is derived from it.
    pub ground: Ground<'a>,
    /// The records that there are without the query: those of these kinds within the present scope.
    pub present: &'a FixedBitSet,
    /// Whether one of them that the query lets pass is one that is left; where several are one thing, nothing is counted.
    pub is_counted: bool,
}

/// Finds what can stand where the cursor is, given as a byte of the text; nothing where only free text can.
pub fn complete(text: &str, cursor: usize, asking: Asking<'_>) -> Offers {
    complete_while(text, cursor, asking, &|| true).unwrap_or_default()
}

/// Does the same; `None` where `goes_on` said no before the end.
pub fn complete_while(text: &str, cursor: usize, asking: Asking<'_>, goes_on: GoesOn<'_>) -> Option<Offers> {
    let offers = offers(text, cursor, asking, goes_on);
    // Who says no once says it ever after: where the last answer is yes, everything was counted.
    goes_on().then_some(offers)
}

/// Finds them; not all, or others, where `goes_on` says no before the end.
fn offers(text: &str, cursor: usize, asking: Asking<'_>, goes_on: GoesOn<'_>) -> Offers {
    let Some(piece) = Piece::at(text, cursor) else { return Offers::default() };
    let (candidates, all) = match &piece.field {
        _ if asking.kinds.is_empty() => {
            let of_values = |name: &String| items::of_values(name, &piece.typed, asking.ground);
            let found = piece.field.as_ref().map_or_else(|| items::of_names(&piece.typed), of_values);
            let all = found.len();
            (found.into_iter().take(MOST).collect(), all)
        }
        None => names(&piece.typed, asking.kinds),
        Some(name) => values(text, &piece, name, (asking, goes_on)),
    };
    Offers { at: piece.at, is_value: piece.field.is_some(), candidates, all }
}

/// Finds the fields and words of the language that fit what is typed, in their order, and how many they are.
fn names(typed: &str, kinds: &[Kind]) -> (Vec<Candidate>, usize) {
    let typed = typed.replace('-', "_").to_ascii_lowercase();
    let candidate = |name: &str| {
        let plain = name.replace('_', " ");
        let fit = fit(&typed.replace('_', " "), [plain.as_str()].into_iter())?;
        let doc = fields::doc(name, kinds);
        Some(Candidate { text: format!("{name}:"), name: doc, left: None, fit })
    };
    // What the records have themselves is meant more often than what they touch.
    let is_own = |name: &str| kinds.iter().flat_map(|kind| kind.spec().fields).any(|field| field.name.text() == name);
    let is_word = |name: &str| fields::WORDS.iter().any(|word| word.name == name);
    let found = fields::names(kinds).into_iter();
    let found = found.filter_map(|name| Some((candidate(name)?, !is_own(name) && !is_word(name))));
    let mut found: Vec<(Candidate, bool)> = found.collect();
    found.sort_by_key(|(candidate, is_foreign)| (candidate.fit, *is_foreign));
    let all = found.len();
    (found.into_iter().map(|(candidate, _)| candidate).take(MOST).collect(), all)
}

/// Finds the values of a field that fit what is typed, with how many records would be left, and how many values they are.
fn values(
    text: &str,
    piece: &Piece,
    name: &str,
    (asking, goes_on): (Asking<'_>, GoesOn<'_>),
) -> (Vec<Candidate>, usize) {
    let Asking { kinds, ground, present, is_counted } = asking;
    let asked = Asked::new(name, kinds);
    if asked.is_empty() {
        return (Vec::new(), 0);
    }
    let (rest, beside) = around(text, piece);
    let mask = |query: &Query| {
        let (filter, _) = Filter::new_while(query, kinds, ground, goes_on)?;
        if filter.is_empty() { None } else { filter.mask_while(kinds, ground.snapshot, goes_on) }
    };
    let mut others = present.clone();
    if let Some(mask) = mask(&rest) {
        others.intersect_with(&mask);
    }
    let all = others.count_ones(..);
    if let Some(already) = beside.and_then(|term| mask(&Query { terms: vec![term] })) {
        others.difference_with(&already);
    }
    let new = others.count_ones(..);
    // What is chosen beside other values adds to theirs; behind a minus it takes more away.
    let left = |count: usize| if piece.is_wanted { all - new + count } else { new - count };
    let typed = fold(&piece.typed).trim().to_owned();
    let values = Values { asked: &asked, ground, mask: &others, typed, goes_on };
    let target = values::target(&asked);
    let (found, count) = best(&values);
    let written = |(found, name): (Found, String)| {
        let text = found.written(target, ground)?;
        Some(Candidate { text, name, left: is_counted.then(|| left(found.count)), fit: found.fit })
    };
    (found.into_iter().filter_map(written).collect(), count)
}

/// How many of equal values are put in the order of their names: of more, nobody sees that they are not.
const NAMED: usize = 1_000;

/// Finds the values that are shown, the best first, with their names, and how many there are in all.
fn best(values: &Values<'_>) -> (Vec<(Found, String)>, usize) {
    let mut found = values.find();
    // Participants stand in the order of their names: to count them is no league table.
    let often = |found: &Found| if values.is_participant(found.key) { 0 } else { found.count };
    let key = |found: &Found| (found.fit, found.order, Reverse(often(found)));
    let all = found.len();
    // Of very many only those are put in order that may be shown.
    if all > NAMED {
        found.select_nth_unstable_by_key(NAMED, |found| (key(found), found.key));
        found.truncate(NAMED);
    }
    found.sort_unstable_by_key(|found| (key(found), found.key));
    let mut named: Vec<(Found, String)> = found.into_iter().map(|found| (found, values.name(found.key))).collect();
    named.sort_by(|(one, name), (other, other_name)| key(one).cmp(&key(other)).then_with(|| name.cmp(other_name)));
    named.truncate(MOST);
    (named, all)
}

/// Splits a query into its other terms and, where the piece is one of several values, the term with the others of them.
fn around(text: &str, piece: &Piece) -> (Query, Option<Term>) {
    // Whatever is typed so far, it reads as one value.
    let whole = format!("{}x{}", part(text, 0..piece.at.start), part(text, piece.at.end..text.len()));
    let (mut query, _) = Query::parse(&whole);
    let at = query.terms.iter().position(|term| term.at.contains(&piece.at.start));
    let Some(mut term) = at.map(|at| query.terms.remove(at)) else { return (query, None) };
    let Matter::Field { values, .. } = &mut term.matter else { return (query, None) };
    values.retain(|value| value.at.start != piece.at.start);
    let beside = (!values.is_empty()).then_some(Term { wanted: true, ..term });
    (query, beside)
}

/// Tells how well what is typed fits any of some names; `None` where it stands in none. What is typed is folded already.
pub fn fit<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<Fit> {
    let of = |name: &str| {
        if typed.is_empty() {
            return Some(Fit::Start);
        }
        if !contains(name, typed) {
            return None;
        }
        let name = fold(name);
        let name = name.trim();
        let begins = |(at, _): (usize, &str)| !part(name, 0..at).ends_with(char::is_alphanumeric);
        Some(match () {
            () if name == typed => Fit::Whole,
            () if name.starts_with(typed) => Fit::Start,
            () if name.match_indices(typed).any(begins) => Fit::Word,
            () => Fit::Inside,
        })
    };
    names.filter_map(of).min()
}
