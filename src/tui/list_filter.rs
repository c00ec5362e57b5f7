//! The filter of a list as it is typed: what it lets pass, and what is wrong with it.
//!
//! A mistake never empties the list: what could not be understood is left out until it can.

use fixedbitset::FixedBitSet;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::date::Day;
use crate::base::text::{cells, part};
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Record, Rid};
use crate::query::words::grouped;
use crate::query::{Filter, Ground, InTheWay, Query, QueryError, Rank};
use crate::tui::skin::Skin;

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
    /// The records that it lets pass; `None` lets all pass.
    matching: Option<FixedBitSet>,
    mistakes: Vec<QueryError>,
    /// Where the list is empty: the term without which it would have the most rows.
    in_the_way: Option<InTheWay>,
}

impl ListFilter {
    /// Reads the text for records of these kinds, if it is not the text of before.
    pub fn set(&mut self, text: &str, kinds: &[Kind], snapshot: &Snapshot, today: Option<Day>) {
        if self.text == text {
            return;
        }
        let (query, mut mistakes) = Query::parse(text);
        let (filter, not_understood) = Filter::new(&query, kinds, Ground { snapshot, today });
        mistakes.extend(not_understood);
        mistakes.sort_by_key(|mistake| mistake.at.start);
        let matching = (!filter.is_empty()).then(|| filter.mask(kinds, &snapshot.dataset));
        *self = Self { text: text.to_owned(), filter, matching, mistakes, in_the_way: None };
    }

    /// Makes the filter of a query that was understood, to count what it lets pass.
    pub fn of(filter: &Filter, kinds: &[Kind], snapshot: &Snapshot) -> Self {
        let matching = (!filter.is_empty()).then(|| filter.mask(kinds, &snapshot.dataset));
        Self { filter: filter.clone(), matching, ..Self::default() }
    }

    /// Looks which term stands in the way, where the list is empty; `count` counts the rows that a filter leaves.
    pub fn look_for_way(&mut self, is_empty: bool, count: impl FnMut(&Filter) -> usize) {
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
        self.filter.is_empty()
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
    pub fn rank(&self, record: Record<'_>) -> Option<Rank> {
        self.passes(record.rid).then(|| self.filter.rank(record))
    }

    /// Says what is wrong first, and what is probably meant.
    pub fn mistake(&self) -> Option<String> {
        let QueryError { message, hint, .. } = self.mistakes.first()?;
        Some(hint.as_ref().map_or_else(|| message.clone(), |hint| format!("{message}; {hint}")))
    }

    /// Underlines what is wrong in the title of a frame that shows the text behind a slash.
    pub fn underline(&self, area: Rect, skin: &Skin, buffer: &mut Buffer) {
        // The corner, a cell of frame, a blank and the slash stand before it; behind it at least a blank, a cell of frame and the corner.
        let (left, right) = (usize::from(area.x) + 4, usize::from(area.right().saturating_sub(3)));
        for QueryError { at, .. } in &self.mistakes {
            let width = |range: std::ops::Range<usize>| cells(&skin.shown(part(&self.text, range)));
            let start = left + width(0..at.start);
            let end = (start + width(at.clone())).min(right);
            let marked =
                Rect { x: start.min(right) as u16, y: area.y, width: end.saturating_sub(start) as u16, height: 1 };
            buffer.set_style(marked.intersection(buffer.area), skin.style(Role::Error));
        }
    }
}
