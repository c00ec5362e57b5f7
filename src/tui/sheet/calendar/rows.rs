//! The rows of the calendar: lanes for the picture, years for the agenda. What has no date has a place of its own in both.

use crate::base::date::Period;
use crate::index::Snapshot;
use crate::model::field::{Shape, Term};
use crate::model::{Kind, Name, Rid};
use crate::query::agenda::{Item, items};
use crate::query::words::numbered;
use crate::tui::sheet::body::{Cx, Row};

/// The lane of what no record of the lanes' kind is named for.
const NONE: u32 = u32::MAX - 1;
/// The lane of what has no date.
const UNDATED: u32 = u32::MAX;
/// What is added to the place of a goal whose framework is not the current one, so that it stands after those of that one.
const LATER: u32 = 1 << 30;
/// What is added to the place of a kind of activity, so that it stands after the kinds of meetings.
const ACTIVITY: u32 = 1 << 10;

/// The lanes of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lanes {
    /// A lane for each goal.
    Goals,
    /// A lane for each group.
    Groups,
    /// A lane for each kind of meeting, then for each kind of activity.
    Kinds,
    /// A heading for each year.
    Years,
}

/// Makes the rows that scope and filter let pass, by lane and date.
pub fn make(lanes: Lanes, cx: &Cx<'_>) -> Vec<Row> {
    let mut placed: Vec<(u32, Option<Period>, Rid)> = Vec::new();
    let maker = Maker::new(lanes, cx.snapshot);
    for item in items(cx.snapshot).filter(|item| passes(*item, cx)) {
        let when = item.when();
        let of = maker.lanes(item, when);
        placed.extend(of.into_iter().map(|lane| (lane, when, item.record.rid)));
    }
    placed.sort_by_key(|&(lane, when, _)| (lane, when));
    let mut rows = Vec::with_capacity(placed.len());
    for lane in placed.chunk_by(|(one, ..), (other, ..)| one == other) {
        let Some(&(number, ..)) = lane.first() else { continue };
        let (heading, rid) = maker.heading(number);
        rows.push(Row::heading(format!("{heading}  {}", lane.len()), number, rid));
        rows.extend(lane.iter().map(|&(_, _, rid)| Row::record(rid, number, 0)));
    }
    rows
}

/// An activity and the meeting that it is pass together: the words may stand in either, and either may be near the scope.
fn passes(item: Item<'_>, cx: &Cx<'_>) -> bool {
    // A record alone was looked at already.
    let has_words = match item.meeting {
        Some(_) => cx.filter.passes_together(item.records()),
        None => cx.filter.passes(item.record.rid),
    };
    has_words && item.records().any(|record| cx.scope.is_near(record.rid))
}

struct Maker<'a> {
    lanes: Lanes,
    snapshot: &'a Snapshot,
    /// The places of the records that lanes are of, by their number within their kind.
    places: Vec<u32>,
}

impl<'a> Maker<'a> {
    fn new(lanes: Lanes, snapshot: &'a Snapshot) -> Self {
        let mut places = Vec::new();
        if let Some(kind) = kind_of(lanes) {
            let first = snapshot.dataset.range(kind).start;
            places.resize(snapshot.dataset.count(kind), NONE);
            for (place, rid) in (0..).zip(snapshot.index.order.of(kind)) {
                let framework = snapshot.dataset.record(*rid).and_then(|record| record.link(Name::Framework));
                let is_current = framework.is_none_or(|framework| framework.flag(Name::Current) == Some(true));
                if let Some(slot) = places.get_mut((rid.0 - first) as usize) {
                    *slot = if is_current { place } else { place + LATER };
                }
            }
        }
        Self { lanes, snapshot, places }
    }

    /// Lists the lanes in which an item stands.
    fn lanes(&self, item: Item<'_>, when: Option<Period>) -> Vec<u32> {
        let Some(when) = when else { return vec![UNDATED] };
        let rids = match self.lanes {
            Lanes::Goals => item.goals(&self.snapshot.dataset),
            Lanes::Groups => item.linked(Name::Groups),
            Lanes::Kinds => return vec![kind_lane(item)],
            Lanes::Years => return vec![when.start().map_or(0, |from| u32::from(from.year()))],
        };
        let first = kind_of(self.lanes).map_or(0, |kind| self.snapshot.dataset.range(kind).start);
        let places = rids.iter().filter_map(|rid| self.places.get(rid.0.checked_sub(first)? as usize).copied());
        let places: Vec<u32> = places.collect();
        if places.is_empty() { vec![NONE] } else { places }
    }

    /// Returns the heading over a lane, and the record that it is of.
    fn heading(&self, lane: u32) -> (String, Option<Rid>) {
        let words = match (self.lanes, lane) {
            (_, UNDATED) => "Undated".to_owned(),
            (Lanes::Goals, NONE) => "No goal is named".to_owned(),
            (_, NONE) => "No group is named".to_owned(),
            (Lanes::Years, 0) => "Beginning not stated".to_owned(),
            (Lanes::Years, year) => year.to_string(),
            (Lanes::Kinds, lane) => kind_heading(lane),
            (Lanes::Goals | Lanes::Groups, lane) => return self.record_heading(lane),
        };
        (words, None)
    }

    fn record_heading(&self, lane: u32) -> (String, Option<Rid>) {
        let order = kind_of(self.lanes).map_or(&[][..], |kind| self.snapshot.index.order.of(kind));
        let rid = order.get((lane % LATER) as usize).copied();
        let Some(record) = rid.and_then(|rid| self.snapshot.dataset.record(rid)) else { return (String::new(), rid) };
        let framework = record.link(Name::Framework).filter(|_| lane >= LATER);
        let of = framework.map_or_else(String::new, |framework| format!(" · {}", framework.label().text()));
        (format!("{}{of}", numbered(record)), rid)
    }
}

fn kind_of(lanes: Lanes) -> Option<Kind> {
    match lanes {
        Lanes::Goals => Some(Kind::Goal),
        Lanes::Groups => Some(Kind::Group),
        Lanes::Kinds | Lanes::Years => None,
    }
}

/// Returns the lane of an item's kind: that of the meeting, where it is one.
fn kind_lane(item: Item<'_>) -> u32 {
    let record = item.meeting.unwrap_or(item.record);
    let word = record.word(Name::Kind).map(|term| term.name);
    let place = kinds(record.kind).iter().position(|term| Some(term.name) == word);
    let offset = if record.kind == Kind::Meeting { 0 } else { ACTIVITY };
    offset + place.map_or(ACTIVITY - 1, |place| place as u32)
}

fn kind_heading(lane: u32) -> String {
    let kind = if lane < ACTIVITY { Kind::Meeting } else { Kind::Activity };
    let term = kinds(kind).get((lane % ACTIVITY) as usize);
    format!("{} · {}", kind.spec().title, term.map_or("kind not stated", |term| term.name))
}

/// Lists the words that a kind of record has for its own kinds.
fn kinds(kind: Kind) -> &'static [Term] {
    let fields = kind.spec().fields.iter();
    let terms = fields.filter(|field| field.name == Name::Kind).find_map(|field| match field.shape {
        Shape::Term(terms) => Some(terms),
        _ => None,
    });
    terms.unwrap_or_default()
}
