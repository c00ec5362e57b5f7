//! What was probably meant where a word stands nowhere: the nearest word by which records are called.

use crate::base::suggest::nearest;
use crate::index::{SHORTEST, Snapshot};
use crate::model::{Kind, Rid};
use crate::query::filter::Filter;
use crate::query::mention::{GoesOn, Mention};
use crate::query::text::contains_whole;

/// A word that stands nowhere, and the one that was looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What was typed, folded.
    pub typed: String,
    /// What was probably meant, folded.
    pub meant: String,
    /// Whether only names were gone through until now: it may stand in a text.
    pub is_guessed: bool,
}

impl Slip {
    /// Says so: `nothing has "bulgraia"; shown is "bulgaria"`.
    pub fn told(&self) -> String {
        let what = if self.is_guessed { "no name" } else { "nothing" };
        format!("{what} has \"{}\"; shown is \"{}\"", self.typed, self.meant)
    }
}

impl Filter {
    /// Puts the nearest word by which records of these kinds are called in the place of each that stands in none of them; `None` where there
    /// is no such word, or nothing near, or where `goes_on` said no before the end.
    pub fn nearest(&self, kinds: &[Kind], snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<(Self, Vec<Slip>)> {
        let all = Self::default().among(kinds, &snapshot.dataset);
        // Where a name has it, no text need be gone through for it.
        let is_named = |mention: &Mention| Some(!mention.quickly(snapshot, goes_on)?.is_disjoint(&all));
        let stands = |mention: &Mention| Some(is_named(mention)? || !mention.mask(&all, snapshot, goes_on)?.is_clear());
        self.with_nearest(kinds, (snapshot, goes_on), false, &stands)
    }

    /// Does the same before the texts were gone through: for each word that stands in no name.
    pub fn nearest_name(&self, kinds: &[Kind], snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<(Self, Vec<Slip>)> {
        let all = Self::default().among(kinds, &snapshot.dataset);
        let stands = |mention: &Mention| Some(!mention.quickly(snapshot, goes_on)?.is_disjoint(&all));
        self.with_nearest(kinds, (snapshot, goes_on), true, &stands)
    }

    /// `stands` tells whether a word stands in a record of these kinds, and `None` where that was not found out.
    fn with_nearest(
        &self,
        kinds: &[Kind],
        (snapshot, goes_on): (&Snapshot, GoesOn<'_>),
        is_guessed: bool,
        stands: &dyn Fn(&Mention) -> Option<bool>,
    ) -> Option<(Self, Vec<Slip>)> {
        let mut slips = Vec::new();
        let filter = self.with_other_words(|mention| {
            let word = mention.word();
            let is_one_word = !word.contains(char::is_whitespace);
            if !is_one_word || mention.is_known() || stands(mention)? {
                return None;
            }
            let words = || kinds.iter().filter_map(|&kind| snapshot.heads().words(kind, &snapshot.dataset));
            let near = || nearest(word, words().flat_map(|words| words.near(word, goes_on))).map(str::to_owned);
            let meant = apart(word, kinds, snapshot, goes_on).or_else(near)?;
            let mention = Mention::new(&meant, snapshot);
            slips.push(Slip { typed: word.to_owned(), meant, is_guessed });
            mention
        });
        // Where it was not gone on to the end, another word may be nearer.
        (goes_on() && !slips.is_empty()).then_some((filter, slips))
    }
}

/// Returns a word as the two of which it was made, where records of these kinds are called by them side by side: Viet Nam is written
/// `vietnam`, too. One of the two at least must be long enough to be known; `None` also where `goes_on` said no.
fn apart(word: &str, kinds: &[Kind], snapshot: &Snapshot, goes_on: GoesOn<'_>) -> Option<String> {
    let heads = snapshot.heads();
    let is_long = |part: &str| part.chars().count() >= SHORTEST;
    let is_known = |part: &str| {
        let mut words = kinds.iter().filter_map(|&kind| heads.words(kind, &snapshot.dataset));
        words.any(|words| words.has(part))
    };
    let may_be = |[one, other]: &[&str; 2]| {
        (is_long(one) || is_long(other)) && [one, other].into_iter().all(|part| !is_long(part) || is_known(part))
    };
    let places = word.char_indices().map(|(at, _)| at);
    let parts = places.filter_map(|at| word.split_at_checked(at)).map(|(one, other)| [one, other]);
    let all = Filter::default().among(kinds, &snapshot.dataset);
    let is_called = |both: &String| {
        let called = heads.called_while(both, goes_on).map(|called| called.having).unwrap_or_default();
        let mut lines = called.intersection(&all).flat_map(|at| heads.of(Rid(at as u32)));
        lines.any(|line| contains_whole(line, both))
    };
    parts.filter(may_be).map(|parts| parts.join(" ")).find(is_called)
}
