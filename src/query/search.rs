//! Finding anything: the records of all kinds and the paragraphs of documents that a query lets pass, the nearest first.
//!
//! What records are called is gone through first, and told at once where there is much to go through; then their texts. Whoever asks
//! says before every step whether the answer is still wanted.

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
const LARGE: usize = 20_000;

/// How many of a kind are told apart by how near they are.
const CROWDED: usize = 2_000;

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
    /// Tells whether a record comes before others that are as near.
    pub is_first: &'a (dyn Fn(Rid) -> bool + Sync),
    /// Tells whether the answer is still wanted.
    pub goes_on: &'a (dyn Fn() -> bool + Sync),
}

impl Search<'_> {
    /// Tells what is found, the last time with everything; nothing more where the answer is no longer wanted.
    pub fn run(&self, tell: &mut dyn FnMut(Found)) {
        let (query, mut mistakes) = Query::parse(self.text);
        let ground = Ground::new(self.snapshot, self.today).with(self.book);
        let (filter, not_understood) = Filter::new(&query, Kind::ALL, ground);
        mistakes.extend(not_understood);
        mistakes.sort_by_key(|mistake| mistake.at.start);
        let found = |groups, sought, slips, whole| Found { groups, slips, sought, mistakes: mistakes.clone(), whole };
        if filter.is_empty() {
            return tell(found(Vec::new(), Vec::new(), Vec::new(), true));
        }
        let is_large = self.snapshot.dataset.len() >= LARGE;
        if let Some(named) = filter.named(Kind::ALL, self.snapshot).filter(|_| is_large)
            && let Some(groups) = self.groups(&filter, &named)
        {
            tell(found(groups, filter.sought(), Vec::new(), false));
        }
        let Some(groups) = self.everything(&filter) else { return };
        let nearest = || filter.nearest(Kind::ALL, self.snapshot, self.goes_on);
        match groups.is_empty().then(nearest).flatten() {
            None => tell(found(groups, filter.sought(), Vec::new(), true)),
            Some((near, slips)) => {
                let Some(groups) = self.everything(&near) else { return };
                tell(found(groups, near.sought(), slips, true));
            }
        }
    }

    fn everything(&self, filter: &Filter) -> Option<Vec<Group>> {
        let mask = filter.mask_while(Kind::ALL, self.snapshot, self.goes_on)?;
        let mut groups = self.groups(filter, &mask)?;
        groups.extend(self.paragraphs(filter));
        Some(groups)
    }

    fn groups(&self, filter: &Filter, mask: &FixedBitSet) -> Option<Vec<Group>> {
        let mut groups = Vec::new();
        for &kind in Kind::ALL {
            let mut ranked = Ranked::default();
            let order = self.snapshot.index.order.of(kind);
            let range = self.snapshot.dataset.range(kind);
            let is_crowded = mask.count_ones(range.start as usize..range.end as usize) > CROWDED;
            // Among very many only those are told apart whose name begins so: nobody looks through the rest.
            let near = is_crowded.then(|| filter.beginning(self.snapshot));
            let mut looked_at = 0;
            for part in order.chunks(LARGE) {
                if !(self.goes_on)() {
                    return None;
                }
                for &rid in part.iter().filter(|rid| mask.contains(rid.index())) {
                    let is_far = near.as_ref().is_some_and(|near| !near.contains(rid.index()));
                    looked_at += usize::from(!is_far);
                    let record = self.snapshot.dataset.record(rid).filter(|_| !is_far && looked_at <= CROWDED);
                    let rank = record.map_or(Rank::Text, |record| filter.rank(record, self.snapshot));
                    ranked.take(Hit { rid, rank, paragraph: None }, (self.is_first)(rid));
                }
            }
            groups.extend(ranked.group(kind, false));
        }
        groups.sort_by_key(|group: &Group| group.hits.first().map(|hit| hit.rank));
        Some(groups)
    }

    fn paragraphs(&self, filter: &Filter) -> Option<Group> {
        let mut ranked = Ranked::default();
        for document in self.snapshot.dataset.records(Kind::Document) {
            for (at, paragraph) in document.parts(Name::Paragraphs).into_iter().enumerate() {
                let text = paragraph.text(Name::Summary).unwrap_or_default();
                if filter.accepts_text(text, document) {
                    let hit = Hit { rid: document.rid, rank: Rank::Text, paragraph: Some(at) };
                    ranked.take(hit, (self.is_first)(document.rid));
                }
            }
        }
        ranked.group(Kind::Document, true)
    }
}

/// Hits by how near they are, within that those that come first.
#[derive(Default)]
struct Ranked {
    steps: [[Vec<Hit>; 2]; Rank::ALL.len()],
    count: usize,
}

impl Ranked {
    fn take(&mut self, hit: Hit, is_first: bool) {
        self.count += 1;
        let step = self.steps.get_mut(hit.rank as usize).and_then(|step| step.get_mut(usize::from(!is_first)));
        if let Some(step) = step.filter(|step| step.len() < KEPT) {
            step.push(hit);
        }
    }

    fn group(self, kind: Kind, paragraphs: bool) -> Option<Group> {
        let hits: Vec<Hit> = self.steps.into_iter().flatten().flatten().take(KEPT).collect();
        (!hits.is_empty()).then_some(Group { kind, paragraphs, hits, count: self.count })
    }
}

/// Returns the text of what was found in which what was sought stands, where its name does not say it; and where it stands there.
pub fn snippet<'a>(
    hit: Hit,
    sought: &[Sought],
    snapshot: &'a Snapshot,
) -> Option<(&'a str, Vec<std::ops::Range<usize>>)> {
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
