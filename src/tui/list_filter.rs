//! The filter of a list as it is typed: what it lets pass, and what is wrong with it.
//!
//! A mistake never empties the list: what could not be understood is left out until it can.

use fixedbitset::FixedBitSet;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::matching::Sought;
use crate::base::text::{cells, part};
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Record, Rid};
use crate::query::added;
use crate::query::items::ItemFilter;
use crate::query::words::grouped;
use crate::query::{Filter, Ground, InTheWay, Query, QueryError, Rank, Slip};
use crate::tui::input_line::TypedTitle;
use crate::tui::shared::Shared;
use crate::tui::skin::Skin;

/// How many records are looked at for the one that is meant: as many as somebody might look through.
const RANKED: usize = 1_000;

/// What a list has without its filter.
#[derive(Debug)]
pub struct Present {
    /// The records.
    pub records: FixedBitSet,
    /// Whether a record that the filter lets pass is one that the list then has.
    pub is_counted: bool,
}

/// The filter of a list.
#[derive(Clone, Debug, Default)]
pub struct ListFilter {
    /// The text that everything else follows from.
    text: String,
    filter: Filter,
    /// The same asked of what was added, where that is what the list has.
    items: ItemFilter,
    /// The records that it lets pass; `None` lets all pass.
    matching: Option<FixedBitSet>,
    /// Where it asks the journal, the records that it lets pass as far as the dataset alone is asked.
    lasting: Option<FixedBitSet>,
    /// Of which moment of the journal it was read.
    revision: u64,
    mistakes: Vec<QueryError>,
    /// The words that were looked for in the place of others, which stand nowhere.
    slips: Vec<Slip>,
    /// What is looked for as it stands, though it was probably meant for something else.
    advice: Option<String>,
    /// What is looked for, to show where it stands.
    sought: Vec<Sought>,
    /// Where nothing passes: what would without each of the terms.
    rests: Vec<FixedBitSet>,
    /// Where the list is empty: the term without which it would have the most rows.
    in_the_way: Option<InTheWay>,
}

impl ListFilter {
    /// Reads the text for what was added: no record is looked at.
    pub fn of_items(text: &str, shared: &Shared) -> Self {
        let (query, mut mistakes) = Query::parse(text);
        let (items, not_understood) = ItemFilter::new(&query, shared.ground());
        mistakes.extend(not_understood);
        mistakes.sort_by_key(|mistake| mistake.at.start);
        let (sought, advice) = (items.sought(), query.advice());
        Self { text: text.to_owned(), items, mistakes, sought, advice, ..Self::default() }
    }

    /// Returns what of what was added passes.
    pub fn items(&self) -> &ItemFilter {
        &self.items
    }

    /// Reads the text for records of these kinds, if it is not the text of before, or what it asks of the journal is another.
    pub fn set(&mut self, text: &str, kinds: &[Kind], shared: &Shared) {
        if self.text != text {
            let revision = shared.notebook.revision;
            *self = Self::read(text, kinds, shared.ground(), revision, &|| true).unwrap_or_default();
        } else if self.is_past(shared) {
            self.freshen(kinds, shared);
        }
    }

    /// Tells whether it asks the journal, and that has become another since.
    pub fn is_past(&self, shared: &Shared) -> bool {
        self.lasting.is_some() && self.revision != shared.notebook.revision
    }

    /// Asks the journal anew: nothing else is gone through, however much there is.
    fn freshen(&mut self, kinds: &[Kind], shared: &Shared) {
        self.revision = shared.notebook.revision;
        let (mut query, _) = Query::parse(&self.text);
        query.terms.retain(added::asks_of);
        let (now, _) = Filter::new(&query, kinds, shared.ground());
        self.filter.take_journal(&now);
        self.rests.clear();
        self.matching = self.lasting.clone();
        if let Some(matching) = &mut self.matching {
            matching.intersect_with(&self.filter.part(true).mask(kinds, &shared.snapshot));
        }
    }

    /// Reads the text for records of these kinds, of that moment of the journal; `None` where `goes_on` said no before the end.
    pub fn read(
        text: &str,
        kinds: &[Kind],
        ground: Ground<'_>,
        revision: u64,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let snapshot = ground.snapshot;
        let (query, mut mistakes) = Query::parse(text);
        let (filter, not_understood) = Filter::new_while(&query, kinds, ground, goes_on)?;
        mistakes.extend(not_understood);
        mistakes.sort_by_key(|mistake| mistake.at.start);
        let mask = |filter: &Filter| filter.mask_while(kinds, snapshot, goes_on);
        let (mut filter, mut slips) = (filter, Vec::new());
        let mut matching = if filter.is_empty() { None } else { Some(mask(&filter)?) };
        // Words are taken for others only where nothing has them as they are.
        if matching.as_ref().is_some_and(FixedBitSet::is_clear)
            && let Some((near, taken)) = filter.nearest(kinds, snapshot, goes_on)
        {
            let passing = mask(&near)?;
            if !passing.is_clear() {
                (filter, slips, matching) = (near, taken, Some(passing));
            }
        }
        let is_empty = matching.as_ref().is_some_and(FixedBitSet::is_clear);
        let rests = if is_empty { rests(&filter, mask)? } else { Vec::new() };
        let lasting = if filter.asks_journal() { Some(mask(&filter.part(false))?) } else { None };
        let (text, sought) = (text.to_owned(), filter.sought());
        Some(Self {
            text,
            filter,
            items: ItemFilter::default(),
            matching,
            lasting,
            revision,
            mistakes,
            slips,
            advice: query.advice(),
            sought,
            rests,
            in_the_way: None,
        })
    }

    /// Looks which term stands in the way, where the list is empty; `count` counts the rows that a filter leaves.
    pub fn look_for_way(
        &mut self,
        is_empty: bool,
        kinds: &[Kind],
        snapshot: &Snapshot,
        mut count: impl FnMut(Self) -> usize,
    ) {
        // Where the scope is what empties the list, it was not looked before.
        let mut known = self.rests.iter().cloned();
        let count = |rest: &Filter| {
            let matching = Some(known.next().unwrap_or_else(|| rest.mask(kinds, snapshot)));
            count(Self { filter: rest.clone(), matching, ..Self::default() })
        };
        self.in_the_way = is_empty.then(|| self.filter.in_the_way(count)).flatten();
    }

    /// Returns the term that stands in the way, where the list is empty and one does.
    pub fn in_the_way(&self) -> Option<&InTheWay> {
        self.in_the_way.as_ref()
    }

    /// Says of an empty list what it would be without a term, and what to do; `is_typed` where Enter drops the term.
    pub fn way_out(&self, whole: usize, is_typed: bool) -> (String, String) {
        match &self.in_the_way {
            Some(InTheWay { term, left, .. }) => {
                let why = format!("0 of {}; without {term} {}", grouped(whole as f64), grouped(*left as f64));
                (why, if is_typed { "Enter drops it" } else { "Esc takes all of it away" }.to_owned())
            }
            None => ("Nothing has these words".to_owned(), "Esc takes them away".to_owned()),
        }
    }

    /// Tells whether it lets everything pass, as it does while nothing of it is understood.
    pub fn is_empty(&self) -> bool {
        self.filter.is_empty() && self.items.is_empty()
    }

    /// Returns the records that pass; `None` where all do.
    pub fn matching(&self) -> Option<&FixedBitSet> {
        self.matching.as_ref()
    }

    /// Tells whether a record passes.
    pub fn passes(&self, rid: Rid) -> bool {
        self.matching.as_ref().is_none_or(|matching| matching.contains(rid.index()))
    }

    /// Tells whether records that are one thing pass together: what is wanted stands in any of them, what is not wanted in none.
    pub fn passes_together<'a>(&self, records: impl Iterator<Item = Record<'a>> + Clone) -> bool {
        self.filter.is_empty() || self.filter.accepts_together(records)
    }

    /// Tells how near to the name of a record its words stand; `None` where the record does not pass.
    pub fn rank(&self, record: Record<'_>, snapshot: &Snapshot) -> Option<Rank> {
        self.passes(record.rid).then(|| self.filter.rank(record, snapshot))
    }

    /// Returns the text that was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the record that is probably meant: of the first ones that whose name is nearest to the words, and of several the first.
    pub fn meant(&self, records: impl Iterator<Item = Rid>, snapshot: &Snapshot) -> Option<Rid> {
        let rank = |rid: &Rid| {
            let record = snapshot.dataset.record(*rid);
            // What does not pass stands there for what stands below it, and comes last.
            record.and_then(|record| self.rank(record, snapshot)).map_or((true, None), |rank| (false, Some(rank)))
        };
        records.take(RANKED).min_by_key(rank)
    }

    /// Says what is wrong first, and what is probably meant.
    pub fn mistake(&self) -> Option<String> {
        let QueryError { message, hint, .. } = self.mistakes.first()?;
        Some(hint.as_ref().map_or_else(|| message.clone(), |hint| format!("{message}; {hint}")))
    }

    /// Says which word was taken for another, or was probably meant for something else; `None` where none was.
    pub fn slip(&self) -> Option<String> {
        self.slips.first().map(Slip::told).or_else(|| self.advice.clone())
    }

    /// Writes behind the text which words were taken for which: ` ≈ bulgaria`.
    pub fn taken_for(&self, skin: &Skin) -> String {
        let meant: Vec<&str> = self.slips.iter().map(|slip| slip.meant.as_str()).collect();
        if meant.is_empty() { String::new() } else { format!(" {} {}", skin.sign(("≈", "~")), meant.join(" ")) }
    }

    /// Returns what is looked for, to show where it stands.
    pub fn sought(&self) -> &[Sought] {
        &self.sought
    }

    /// Underlines what is wrong in the title of a frame, which shows the text behind a slash; `typed` where it is typed there.
    pub fn underline(&self, typed: Option<&TypedTitle<'_>>, area: Rect, skin: &Skin, buffer: &mut Buffer) {
        // The corner, a cell of frame, a blank and the slash stand before it; behind it at least a blank, a cell of frame and the corner.
        let (from, left) = typed.map_or((0, area.x.saturating_add(4)), |typed| (typed.from, typed.left));
        let text = Rect { x: left, width: area.right().saturating_sub(3).saturating_sub(left), height: 1, ..area };
        underline(&self.mistakes, (&self.text, from), text, skin, buffer);
    }
}

/// Underlines what is wrong in a text of which this byte is seen first, at the left of an area.
pub fn underline(mistakes: &[QueryError], (text, from): (&str, usize), area: Rect, skin: &Skin, buffer: &mut Buffer) {
    let (left, right) = (usize::from(area.x), usize::from(area.right()));
    for QueryError { at, .. } in mistakes {
        let width = |range: std::ops::Range<usize>| cells(&skin.shown(part(text, range)));
        let at = at.start.max(from)..at.end.max(from);
        let start = left + width(from..at.start);
        let end = (start + width(at)).min(right);
        let marked = Rect { x: start.min(right) as u16, y: area.y, width: end.saturating_sub(start) as u16, height: 1 };
        buffer.set_style(marked.intersection(buffer.area), skin.style(Role::Error));
    }
}

/// Finds what would pass without each of the terms; `None` where that was not to be waited for.
fn rests(filter: &Filter, mask: impl Fn(&Filter) -> Option<FixedBitSet>) -> Option<Vec<FixedBitSet>> {
    let mut rests = Vec::new();
    filter.in_the_way(|rest| {
        rests.push(mask(rest));
        0
    });
    rests.into_iter().collect()
}
