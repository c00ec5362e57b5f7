//! What was probably meant where a word stands nowhere: the nearest word by which records are called.

use crate::base::suggest::{may_be, nearest};
use crate::index::Snapshot;
use crate::model::Kind;
use crate::query::filter::Filter;
use crate::query::mention::Mention;

/// A word that stands nowhere, and the one that was looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What was typed, folded.
    pub typed: String,
    /// What was probably meant, folded.
    pub meant: String,
}

impl Slip {
    /// Says so: `nothing has "bulgraia"; shown is "bulgaria"`.
    pub fn told(&self) -> String {
        format!("nothing has \"{}\"; shown is \"{}\"", self.typed, self.meant)
    }
}

impl Filter {
    /// Puts the nearest word by which records of these kinds are called in the place of each that stands in none of them; `None` where there
    /// is no such word, or nothing near, or where `goes_on` said no before the end.
    pub fn nearest(
        &self,
        kinds: &[Kind],
        snapshot: &Snapshot,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<(Self, Vec<Slip>)> {
        let mut slips = Vec::new();
        let filter = self.with_other_words(|mention| {
            let word = mention.word();
            let is_one_word = !word.contains(char::is_whitespace);
            if !is_one_word || mention.is_known() || stands_somewhere(mention, kinds, snapshot, goes_on)? {
                return None;
            }
            let known = kinds.iter().flat_map(|&kind| snapshot.heads().words(kind, &snapshot.dataset));
            let known = known.map(|word| &**word).filter(|known| may_be(word, known));
            let meant = nearest(word, known)?;
            slips.push(Slip { typed: word.to_owned(), meant: meant.to_owned() });
            Mention::new(meant, snapshot)
        });
        (!slips.is_empty()).then_some((filter, slips))
    }
}

/// `None` where that was not found out before `goes_on` said no.
fn stands_somewhere(
    mention: &Mention,
    kinds: &[Kind],
    snapshot: &Snapshot,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<bool> {
    let all = Filter::default().among(kinds, &snapshot.dataset);
    mention.mask(&all, snapshot, goes_on).map(|holding| !holding.is_clear())
}
