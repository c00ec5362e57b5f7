//! The next version of a plan: the accepted amendments, carried out in the text of the dataset.
//!
//! [`wanted`] gathers what was accepted, from the dataset and from a journal. [`standing`] finds where that stands in the text and what it
//! says now. [`settle`] decides what is carried out, what is so already, and what cannot be, with the reason. [`version`] names the
//! next version. [`write`](mod@write) changes the text by ranges of bytes ([`edit`]): whatever is not concerned stays byte for byte. The outcome is
//! loaded and compared before anybody gets it. [`next`] is all of that together; nothing of it touches the disk. [`place`] looks where the
//! outcome must not be written.

pub mod edit;
pub mod next;
pub mod place;
pub mod settle;
pub mod standing;
pub mod version;
pub mod wanted;
mod write;

use std::collections::HashMap;

use crate::base::date::Day;
use crate::base::diag::Diagnostic;
use crate::diff::Changes;
use crate::diff::lines::heads;
use crate::load::{Loaded, Source, load};
use crate::model::kind::PLAN_ID;
use crate::model::{Dataset, Name};

pub use next::Next;
pub use settle::{Outcome, Settled};
pub use version::NoVersion;
pub use wanted::Amendment;
pub use write::revised;

/// What the next version is called, and when it was made.
#[derive(Clone, Debug)]
pub struct Order {
    /// The name of the version.
    pub version: String,
    /// The day; not known where the clock does not say.
    pub today: Option<Day>,
}

/// Says why a text is not the next version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    /// The text is no dataset, or not one in which the plan stands as it should.
    #[error("{0}")]
    Text(String),
    /// It has problems that the old one does not have.
    #[error("it would have new problems: {}", .0.join("; "))]
    Problems(Vec<String>),
    /// Something else is different than was meant.
    #[error("more would be different than was accepted: {}", .0.join(", "))]
    Other(Vec<String>),
}

/// Loads the new text and sees that it has no problem that the old one does not have, and that nothing differs but what was meant.
///
/// # Errors
///
/// Says what is wrong with it.
pub fn checked(text: &str, old: &Loaded, settled: &Settled<'_>) -> Result<Dataset, Unsound> {
    let new = load(&Source::bytes("the new version", text.as_bytes().to_vec()))
        .map_err(|error| Unsound::Text(error.to_string()))?;
    let problems = new_problems(&old.diagnostics, &new.diagnostics);
    if !problems.is_empty() || new.more > old.more {
        return Err(Unsound::Problems(problems));
    }
    let others = others(&old.dataset, &new.dataset, settled);
    if others.is_empty() { Ok(new.dataset) } else { Err(Unsound::Other(others)) }
}

/// What the plan says of itself in each version.
const OWN: [Name; 5] = [Name::Version, Name::Previous, Name::Status, Name::Date, Name::Changes];

/// Lists what differs and was not meant to.
fn others(old: &Dataset, new: &Dataset, settled: &Settled<'_>) -> Vec<String> {
    let changes = Changes::between(old, new);
    let meant = |reference: &str, field: Name| {
        let is_own = reference == PLAN_ID && OWN.contains(&field);
        let mut of_it = settled.applied().filter(|amendment| amendment.to.as_deref() == Some(reference));
        is_own || of_it.any(|amendment| amendment.key() == field.text())
    };
    let fields =
        changes.changed.iter().flat_map(|(reference, fields)| fields.iter().map(move |field| (reference, *field)));
    let changed = fields.filter(|(reference, field)| !meant(reference, *field));
    let recorded: Vec<String> = settled.recorded().map(Amendment::reference).collect();
    let added = changes.added.iter().filter(|reference| !recorded.contains(reference));
    let heads = heads(old, new);
    let mut others: Vec<String> = changed.map(|(reference, field)| format!("{reference} {}", field.text())).collect();
    others.extend(added.cloned());
    others.extend(changes.dropped.iter().map(|(reference, _)| reference.clone()));
    others.extend(heads.into_iter().map(|line| line.at));
    others
}

/// Lists the problems that only the new text has.
fn new_problems(old: &[Diagnostic], new: &[Diagnostic]) -> Vec<String> {
    let said = |found: &Diagnostic| (found.code.clone(), found.path.clone(), found.message.clone());
    let mut known: HashMap<_, usize> = HashMap::new();
    old.iter().for_each(|found| *known.entry(said(found)).or_default() += 1);
    let is_new = |found: &&Diagnostic| match known.get_mut(&said(found)).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            false
        }
        None => true,
    };
    new.iter().filter(is_new).map(|found| format!("{}: {}", found.path, found.message)).collect()
}
