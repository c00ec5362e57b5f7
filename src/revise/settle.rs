//! What is carried out, what is so already, and what cannot be, each with its reason.
//!
//! Amendments of one field are taken together. One that is carried out may be what another was built on: then that follows. Where two want
//! the same words to become different ones neither is carried out.

use std::collections::HashMap;

use crate::base::quote::quoted;
use crate::model::{Dataset, Target};
use crate::revise::standing::{Map, Standing, json, link};
use crate::revise::wanted::Amendment;

/// What becomes of an accepted amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is carried out.
    Applied,
    /// What it asks for stands there already, or did before another amendment.
    Already,
    /// It states no wording: what it asked for is taken to be in the plan as it stands.
    NoWording,
    /// It cannot be carried out, for this reason.
    Refused(String),
}

/// Every accepted amendment with what becomes of it, and what is written where.
#[derive(Debug)]
pub struct Settled<'a> {
    /// The amendments, in the order in which they were given.
    pub outcomes: Vec<(&'a Amendment, Outcome)>,
    /// The fields that change, with the JSON of each value that does.
    pub changes: Vec<(Standing, Vec<(usize, String)>)>,
}

impl<'a> Settled<'a> {
    /// Lists the amendments that are carried out.
    pub fn applied(&self) -> impl Iterator<Item = &'a Amendment> {
        self.outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Applied).map(|(amendment, _)| *amendment)
    }

    /// Lists the amendments of the journal that the new version records.
    pub fn recorded(&self) -> impl Iterator<Item = &'a Amendment> {
        let stays = |outcome: &Outcome| matches!(outcome, Outcome::Applied | Outcome::Already);
        let stay = self.outcomes.iter().filter(move |(_, outcome)| stays(outcome)).map(|(amendment, _)| *amendment);
        stay.filter(|amendment| amendment.noted.is_some())
    }

    /// Lists what cannot be carried out, with the reasons.
    pub fn refused(&self) -> impl Iterator<Item = (&'a Amendment, &str)> {
        self.outcomes.iter().filter_map(|(amendment, outcome)| match outcome {
            Outcome::Refused(why) => Some((*amendment, why.as_str())),
            _ => None,
        })
    }
}

/// Settles what becomes of each amendment.
pub fn settle<'a>(amendments: &'a [Amendment], map: &mut Map<'_>, dataset: &Dataset) -> Settled<'a> {
    let mut outcomes: Vec<Option<Outcome>> =
        amendments.iter().map(|amendment| beforehand(amendment, dataset)).collect();
    let mut fields: Vec<((&str, String), Vec<usize>)> = Vec::new();
    for (at, amendment) in amendments.iter().enumerate().filter(|(at, _)| matches!(outcomes.get(*at), Some(None))) {
        let key = (amendment.to.as_deref().unwrap_or_default(), amendment.key());
        match fields.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push(at),
            None => fields.push((key, vec![at])),
        }
    }
    let mut changes = Vec::new();
    for ((to, field), group) in fields {
        let group: Vec<(usize, &Amendment)> = group.iter().filter_map(|&at| Some((at, amendments.get(at)?))).collect();
        let settled = match map.find(to, &field) {
            Ok(standing) => {
                let mut one = OneField::new(&standing, &group, dataset);
                one.settle();
                let (settled, written) = (one.outcomes, one.written);
                if !written.is_empty() {
                    changes.push((standing, written.into_iter().collect()));
                }
                settled
            }
            Err(why) => group.iter().map(|_| Some(Outcome::Refused(why.clone()))).collect(),
        };
        for ((at, _), outcome) in group.iter().zip(settled) {
            if let Some(slot) = outcomes.get_mut(*at) {
                *slot = outcome;
            }
        }
    }
    let outcomes = amendments.iter().zip(outcomes);
    let outcomes = outcomes.map(|(amendment, outcome)| (amendment, outcome.unwrap_or(Outcome::NoWording)));
    Settled { outcomes: outcomes.collect(), changes }
}

/// Settles what needs no look at the dataset.
fn beforehand(amendment: &Amendment, dataset: &Dataset) -> Option<Outcome> {
    // What is to be recorded names who asked for it.
    let unknown = amendment.by.iter().find_map(|id| link(id, Target::Participant, dataset).err());
    if let Some(why) = unknown.filter(|_| amendment.noted.is_some()) {
        return Some(Outcome::Refused(why));
    }
    match (amendment.unclear, &amendment.to, &amendment.field, &amendment.after) {
        (Some(why), ..) => Some(Outcome::Refused(why.to_owned())),
        (None, Some(_), Some(_), Some(_)) => None,
        _ => Some(Outcome::NoWording),
    }
}

/// The amendments of one field while they are settled.
struct OneField<'a> {
    standing: &'a Standing,
    dataset: &'a Dataset,
    group: &'a [(usize, &'a Amendment)],
    outcomes: Vec<Option<Outcome>>,
    /// What stands in each value now, in words.
    now: Vec<Vec<String>>,
    /// The JSON of the values that change.
    written: HashMap<usize, String>,
}

impl<'a> OneField<'a> {
    fn new(standing: &'a Standing, group: &'a [(usize, &'a Amendment)], dataset: &'a Dataset) -> Self {
        let now = standing.slots.iter().map(|slot| slot.said.clone()).collect();
        Self { standing, dataset, group, outcomes: vec![None; group.len()], now, written: HashMap::new() }
    }

    fn settle(&mut self) {
        self.find_already();
        while self.step() {}
        for at in 0..self.group.len() {
            if let Some(outcome) = self.outcomes.get_mut(at).filter(|outcome| outcome.is_none()) {
                *outcome = Some(Outcome::Refused(
                    self.group.get(at).map_or_else(String::new, |(_, amendment)| why_not(amendment, &self.now)),
                ));
            }
        }
    }

    /// Finds what stands there already, and what stood there before that.
    fn find_already(&mut self) {
        for at in (0..self.group.len()).rev() {
            let Some((_, amendment)) = self.group.get(at) else { continue };
            let stands = |text: &Option<String>| text.as_ref().is_some_and(|text| !self.holding(text).is_empty());
            let was_next = || {
                let later = self.group.iter().zip(&self.outcomes).skip(at + 1);
                let mut later = later.filter(|(_, outcome)| **outcome == Some(Outcome::Already));
                later.any(|((_, later), _)| later.before == amendment.after)
            };
            let is_so = stands(&amendment.after) && (!stands(&amendment.before) || amendment.before == amendment.after);
            // What the dataset has as accepted may have been carried out before something else was.
            if is_so || amendment.noted.is_none() && was_next() {
                self.set(at, Outcome::Already);
            }
        }
    }

    /// Carries out what can be at once, and tells whether there was anything.
    fn step(&mut self) -> bool {
        let open = self.outcomes.iter().enumerate().filter(|(_, outcome)| outcome.is_none());
        let ready: Vec<(usize, Vec<usize>)> = open
            .filter_map(|(at, _)| Some((at, self.holding(self.group.get(at)?.1.before.as_ref()?))))
            .filter(|(_, slots)| !slots.is_empty())
            .collect();
        let Some((first, slots)) = ready.first().cloned() else { return false };
        let &[slot] = slots.as_slice() else {
            self.set(first, Outcome::Refused("its wording stands there in several languages".into()));
            return true;
        };
        let same: Vec<usize> = ready.iter().filter(|(_, other)| other.contains(&slot)).map(|(at, _)| *at).collect();
        let after =
            |at: usize| self.group.get(at).and_then(|(_, amendment)| amendment.after.clone()).unwrap_or_default();
        let wanted = after(first);
        if same.iter().any(|&at| after(at) != wanted) {
            self.conflict(&same);
            return true;
        }
        match json(self.standing.field, &wanted, self.dataset) {
            Ok(json) => {
                self.written.insert(slot, json);
                if let Some(now) = self.now.get_mut(slot) {
                    *now = vec![wanted];
                }
                same.into_iter().for_each(|at| self.set(at, Outcome::Applied));
            }
            Err(why) => same.into_iter().for_each(|at| self.set(at, Outcome::Refused(why.clone()))),
        }
        true
    }

    /// Refuses amendments that want the same to become something different.
    fn conflict(&mut self, same: &[usize]) {
        let reference = |at: &usize| self.group.get(*at).map(|(_, amendment)| amendment.reference());
        let references: Vec<Option<String>> = same.iter().map(reference).collect();
        for (&at, own) in same.iter().zip(&references) {
            let others: Vec<&str> =
                references.iter().filter(|other| *other != own).flatten().map(String::as_str).collect();
            self.set(at, Outcome::Refused(format!("{} wants it otherwise and is accepted, too", others.join(", "))));
        }
    }

    /// Lists the values of which a text may be spoken of as.
    fn holding(&self, text: &String) -> Vec<usize> {
        self.now.iter().enumerate().filter(|(_, said)| said.contains(text)).map(|(at, _)| at).collect()
    }

    fn set(&mut self, at: usize, outcome: Outcome) {
        if let Some(slot) = self.outcomes.get_mut(at) {
            *slot = Some(outcome);
        }
    }
}

/// Says why nothing that stands there is what is to be changed.
fn why_not(amendment: &Amendment, now: &[Vec<String>]) -> String {
    let said: Vec<&str> = now.iter().filter_map(|said| said.first()).map(String::as_str).collect();
    let stands = match said.as_slice() {
        [] | [""] => "nothing is known there".to_owned(),
        said => format!("there stands {}", said.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(" and ")),
    };
    match amendment.before.as_deref() {
        None => format!("what it is to replace is not stated; {stands}"),
        Some(before) => format!("{} does not stand there any more; {stands}", quoted(before)),
    }
}
