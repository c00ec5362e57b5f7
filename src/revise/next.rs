//! The next version before it is written: what it is called, what becomes of each amendment, and its text.

use std::sync::Arc;

use crate::base::date::Day;
use crate::journal::Review;
use crate::load::Loaded;
use crate::model::{LangText, Name, Value};
use crate::revise::settle::{Outcome, settle};
use crate::revise::standing::Map;
use crate::revise::version::{self, NoVersion};
use crate::revise::wanted::{Amendment, accepted, open};
use crate::revise::{Order, Unsound, checked, revised};

/// The next version of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// What it is called, or why that is not known.
    pub version: Result<String, Unmade>,
    /// What the version before it is called.
    pub previous: Option<String>,
    /// The accepted amendments, each with what becomes of it.
    pub outcomes: Vec<(Amendment, Outcome)>,
    /// The amendments that are not settled.
    pub open: Vec<Amendment>,
    /// Its text, loaded and compared: only what was accepted is different. Or why there is none.
    pub text: Result<Arc<str>, Unmade>,
}

/// Says why there is no next version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmade {
    /// The dataset has no plan.
    #[error("the dataset has no plan")]
    NoPlan,
    /// No amendment can be applied.
    #[error("nothing was accepted that is not in the plan already")]
    Nothing,
    /// It has to be named.
    #[error(transparent)]
    Version(#[from] NoVersion),
    /// The text is not the next version.
    #[error(transparent)]
    Unsound(#[from] Unsound),
}

impl Next {
    /// Makes the next version of a dataset that was loaded from a text, with what its journal has. It is called as given, or else as it
    /// follows from the old version.
    ///
    /// # Errors
    ///
    /// [`Unsound`] where the text cannot be taken apart.
    pub fn new(
        (text, old): (&str, &Loaded),
        review: &Review,
        given: Option<&str>,
        today: Option<Day>,
    ) -> Result<Self, Unsound> {
        let dataset = &old.dataset;
        let amendments = accepted(dataset, review);
        let mut map = Map::new(text, dataset).ok_or_else(|| Unsound::Text("it is no object".into()))?;
        let settled = settle(&amendments, &mut map, dataset);
        let previous = dataset.plan().and_then(|plan| match plan.get(Name::Version) {
            Value::Text(LangText::One(text)) => Some(text.to_owned()),
            // Which of its names is to be counted on cannot be told.
            _ => None,
        });
        let version = match dataset.plan() {
            Some(_) => version::next(previous.as_deref(), given, today).map_err(Unmade::from),
            None => Err(Unmade::NoPlan),
        };
        let mut make = || -> Result<Arc<str>, Unmade> {
            settled.applied().next().ok_or(Unmade::Nothing)?;
            let order = Order { version: version.clone()?, today };
            let new = revised(&mut map, &settled, &order, dataset)?;
            checked(&new, old, &settled)?;
            Ok(new.into())
        };
        let text = make();
        let outcomes = settled.outcomes.into_iter().map(|(amendment, outcome)| (amendment.clone(), outcome)).collect();
        Ok(Self { version, previous, outcomes, open: open(dataset, review), text })
    }

    /// Lists the amendments that are applied.
    pub fn applied(&self) -> impl Iterator<Item = &Amendment> {
        self.outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Applied).map(|(amendment, _)| amendment)
    }

    /// Lists the amendments that cannot be applied, with the reasons.
    pub fn refused(&self) -> impl Iterator<Item = (&Amendment, &str)> {
        self.outcomes.iter().filter_map(|(amendment, outcome)| match outcome {
            Outcome::Refused(why) => Some((amendment, why.as_str())),
            _ => None,
        })
    }
}
