//! Finding anything: the records of all kinds and the paragraphs of documents that a query lets pass, the nearest first.
//!
//! What records are called is gone through first, and told at once where there is much to go through; then their texts. Whoever asks
//! says before every step whether the answer is still wanted.

use std::ops::Range;
use std::thread;

use fixedbitset::FixedBitSet;

use crate::base::date::Day;
use crate::base::matching::Sought;
use crate::index::Snapshot;
use crate::journal::Book;
use crate::model::{Kind, Name, Rid};
use crate::query::conditions::Ground;
use crate::query::error::QueryError;
use crate::query::filter::Filter;
use crate::query::mention::Rank;
use crate::query::near::Slip;
use crate::query::tree::Query;

/// The most that is kept of a kind; all of it is counted.
pub const KEPT: usize = 200;

/// From so many records on the names are told before the texts were gone through.
pub(super) const LARGE: usize = 20_000;

/// How many of a kind are told apart by how near they are: where there are more, of those whose name begins so.
pub const CROWDED: usize = 2_000;

/// Something that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub rid: Rid,
    /// How near to its name the words stand.
    pub rank: Rank,
    /// The position of the paragraph that was found, in a document.
    pub paragraph: Option<usize>,
}

/// What was found of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The kind; paragraphs stand as a group of documents of their own.
    pub kind: Kind,
    /// Whether these are paragraphs.
    pub paragraphs: bool,
    /// The nearest, those that come first in the scope before others as near; at most [`KEPT`].
    pub hits: Vec<Hit>,
    /// How many there are.
    pub count: usize,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// By kind; first the kind with the nearest.
    pub groups: Vec<Group>,
    /// The words that were looked for in the place of others.
    pub slips: Vec<Slip>,
    /// What was looked for, to show where it stands.
    pub sought: Vec<Sought>,
    /// What was not understood.
    pub mistakes: Vec<QueryError>,
    /// What was looked for as it stands, though it was probably meant for something else.
    pub advice: Option<String>,
    /// Whether everything was gone through.
    pub whole: bool,
}

impl Found {
    /// Counts everything that was found.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.count).sum()
    }
}

/// A question, and to whom.
pub struct Search<'a> {
    /// What was asked.
    pub text: &'a str,
    /// The dataset.
    pub snapshot: &'a Snapshot,
    /// The present day.
    pub today: Option<Day>,
    /// What was added to it.
    pub book: &'a Book,
    /// The records that come before others that are as near.
    pub first: &'a FixedBitSet,
    /// Tells whether the answer is still wanted.
    pub goes_on: &'a (dyn Fn() -> bool + Sync),
}

impl Search<'_> {
    /// Tells what is found, the last time with everything; nothing more where the answer is no longer wanted.
    pub fn run(&self, tell: &mut dyn FnMut(Found)) {
        let (query, mut mistakes) = Query::parse(self.text);
        let ground = Ground::new(self.snapshot, self.today).with(self.book);
        let Some((filter, not_understood)) = Filter::new_while(&query, Kind::ALL, ground, self.goes_on) else { return };
        mistakes.extend(not_understood);
        mistakes.sort_by_key(|mistake| mistake.at.start);
        let advice = query.advice();
        let found = |groups, sought, slips, whole| {
            let (mistakes, advice) = (mistakes.clone(), advice.clone());
            Found { groups, slips, sought, mistakes, advice, whole }
        };
        if filter.is_empty() {
            return tell(found(Vec::new(), Vec::new(), Vec::new(), true));
        }
        let is_large = self.snapshot.dataset.len() >= LARGE;
        if is_large && let Some(groups) = self.named(&filter) {
            let is_empty = groups.is_empty();
            tell(found(groups, filter.sought(), Vec::new(), false));
            // What is near in the names is near enough to be shown until the texts were gone through.
            let nearest = || filter.nearest_name(Kind::ALL, self.snapshot, self.goes_on);
            if let Some((near, slips)) = (is_empty && (self.goes_on)()).then(nearest).flatten()
                && let Some(groups) = self.named(&near).filter(|groups| !groups.is_empty())
            {
                tell(found(groups, near.sought(), slips, false));
            }
        }
        let Some(groups) = self.everything(&filter) else { return };
        let nearest = || filter.nearest(Kind::ALL, self.snapshot, self.goes_on);
        match groups.is_empty().then(nearest).flatten() {
            // Whether a word was mistyped was perhaps not found out.
            None if !(self.goes_on)() => {}
            None => tell(found(groups, filter.sought(), Vec::new(), true)),
            Some((near, slips)) => {
                let Some(groups) = self.everything(&near) else { return };
                // Where nothing is shown, nothing is shown in the place of another word.
                let (sought, slips) =
                    if groups.is_empty() { (filter.sought(), Vec::new()) } else { (near.sought(), slips) };
                tell(found(groups, sought, slips, true));
            }
        }
    }

    /// Finds those of which the names say it; `None` where names do not, or where the answer is no longer wanted.
    fn named(&self, filter: &Filter) -> Option<Vec<Group>> {
        self.groups(filter, &filter.named(Kind::ALL, self.snapshot, self.goes_on)?)
    }

    fn everything(&self, filter: &Filter) -> Option<Vec<Group>> {
        let mask = filter.mask_while(Kind::ALL, self.snapshot, self.goes_on)?;
        let mut groups = self.groups(filter, &mask)?;
        groups.extend(self.paragraphs(filter));
        Some(groups)
    }

    fn groups(&self, filter: &Filter, mask: &FixedBitSet) -> Option<Vec<Group>> {
        let count = |kind: Kind| count(mask, self.snapshot.dataset.range(kind));
        let is_crowded = Kind::ALL.iter().any(|&kind| count(kind) > CROWDED);
        let first = both(self.first, mask);
        let beginning = || filter.beginning(self.snapshot, self.goes_on);
        let near = if is_crowded { both(&beginning()?, mask) } else { FixedBitSet::new() };
        let of = &|kind: Kind| {
            // Among very many only those are told apart whose name begins so: nobody looks through the rest.
            let near = if count(kind) > CROWDED { &near } else { mask };
            self.group(kind, filter, &Crowd { mask, near, first: &first })
        };
        // Where there are many, half the time is that of the kind with the most.
        let most = Kind::ALL.iter().copied().filter(|_| is_crowded).max_by_key(|kind| count(*kind));
        let mut groups: Vec<Group> = thread::scope(|scope| {
            let working = most.map(|kind| scope.spawn(move || of(kind)));
            let others = Kind::ALL.iter().filter(|&&kind| Some(kind) != most).map(|&kind| of(kind));
            let others: Option<Vec<Option<Group>>> = others.collect();
            // A panic over there is one here, too: it is told where the work was asked for.
            let most = working.map(|most| most.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            Some(others?.into_iter().chain([most.unwrap_or(Some(None))?]).flatten().collect())
        })?;
        groups.sort_by_key(|group| (group.hits.first().map(|hit| hit.rank), group.kind as usize));
        Some(groups)
    }

    /// Finds the nearest of a kind, and in the order of lists goes no further than those can stand. There is an inner `None` where nothing
    /// was found, an outer one where the answer is no longer wanted.
    fn group(&self, kind: Kind, filter: &Filter, crowd: &Crowd<'_>) -> Option<Option<Group>> {
        let range = || self.snapshot.dataset.range(kind);
        let mut left = Left {
            all: count(crowd.mask, range()),
            near: count(crowd.near, range()).min(CROWDED),
            first: count(crowd.first, range()),
        };
        let mut ranked = Ranked::default();
        let total = left.all;
        for part in self.snapshot.index.order.of(kind).chunks(LARGE) {
            if !(self.goes_on)() {
                return None;
            }
            if ranked.needs_no_more(&left) {
                break;
            }
            for &rid in part.iter().filter(|rid| crowd.mask.contains(rid.index())) {
                let is_first = crowd.first.contains(rid.index());
                let is_near = left.near > 0 && crowd.near.contains(rid.index());
                let record = if is_near { self.snapshot.dataset.record(rid) } else { None };
                let rank = record.map_or(Rank::Text, |record| filter.rank(record, self.snapshot));
                ranked.take(Hit { rid, rank, paragraph: None }, is_first);
                left.near -= usize::from(is_near);
                left.first -= usize::from(is_first);
                left.all -= 1;
                if ranked.needs_no_more(&left) {
                    break;
                }
            }
        }
        Some(ranked.group(kind, false, total))
    }

    fn paragraphs(&self, filter: &Filter) -> Option<Group> {
        let (mut ranked, mut count) = (Ranked::default(), 0);
        for document in self.snapshot.dataset.records(Kind::Document) {
            for (at, paragraph) in document.parts(Name::Paragraphs).into_iter().enumerate() {
                let text = paragraph.text(Name::Summary).unwrap_or_default();
                if filter.accepts_text(text, document) {
                    let hit = Hit { rid: document.rid, rank: Rank::Text, paragraph: Some(at) };
                    ranked.take(hit, self.first.contains(document.rid.index()));
                    count += 1;
                }
            }
        }
        ranked.group(Kind::Document, true, count)
    }
}

/// Those among which the nearest are looked for.
struct Crowd<'a> {
    /// All of them.
    mask: &'a FixedBitSet,
    /// Those that are told apart by how near they are.
    near: &'a FixedBitSet,
    /// Those that come before others as near.
    first: &'a FixedBitSet,
}

/// How many of them were not yet looked at.
struct Left {
    all: usize,
    /// Of those that are told apart.
    near: usize,
    /// Of those that come before others.
    first: usize,
}

/// Returns how many records of a range are in a mask.
fn count(mask: &FixedBitSet, range: Range<u32>) -> usize {
    let end = (range.end as usize).min(mask.len());
    mask.count_ones((range.start as usize).min(end)..end)
}

/// Returns the records that are in both masks.
fn both(one: &FixedBitSet, other: &FixedBitSet) -> FixedBitSet {
    let mut both = one.clone();
    both.intersect_with(other);
    both
}

/// Hits by how near they are, within that those that come first; no more of each than are shown.
#[derive(Default)]
struct Ranked {
    steps: [[Vec<Hit>; 2]; Rank::ALL.len()],
}

impl Ranked {
    fn take(&mut self, hit: Hit, is_first: bool) {
        let step = self.steps.get_mut(hit.rank as usize).and_then(|step| step.get_mut(usize::from(!is_first)));
        if let Some(step) = step.filter(|step| step.len() < KEPT) {
            step.push(hit);
        }
    }

    /// Tells whether none of those that are left can come to be shown: all that are told apart were, and before the others there are
    /// enough.
    fn needs_no_more(&self, left: &Left) -> bool {
        let [nearer @ .., [first, others]] = &self.steps;
        let before = nearer.iter().flatten().map(Vec::len).sum::<usize>() + first.len();
        left.all == 0 || left.near == 0 && (before >= KEPT || left.first == 0 && before + others.len() >= KEPT)
    }

    fn group(self, kind: Kind, paragraphs: bool, count: usize) -> Option<Group> {
        let hits: Vec<Hit> = self.steps.into_iter().flatten().flatten().take(KEPT).collect();
        (!hits.is_empty()).then_some(Group { kind, paragraphs, hits, count })
    }
}

/// Returns the text of what was found in which what was sought stands, where its name does not say it; and where it stands there.
pub fn snippet<'a>(hit: Hit, sought: &[Sought], snapshot: &'a Snapshot) -> Option<(&'a str, Vec<Range<usize>>)> {
    let record = snapshot.dataset.record(hit.rid)?;
    let with_places = |text: &'a str| {
        let places = crate::base::matching::places(text, sought);
        (!places.is_empty()).then_some((text, places))
    };
    if let Some(at) = hit.paragraph {
        let paragraph = record.parts(Name::Paragraphs).into_iter().nth(at)?;
        return paragraph.text(Name::Summary).and_then(with_places);
    }
    crate::query::text::texts(record).find_map(with_places)
}
