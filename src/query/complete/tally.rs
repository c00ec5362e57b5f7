//! How many records have each value of a field: one pass over the records, or over the links of what is asked for.

use std::cell::Cell;

use fixedbitset::FixedBitSet;
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::base::date::{PartialDate, Period};
use crate::base::text::fold;
use crate::index::Snapshot;
use crate::model::field::Target;
use crate::model::{Kind, Record, Rid, Value};
use crate::query::added;
use crate::query::compile::is_filled;
use crate::query::conditions::{CONDITIONS, Condition, Ground};
use crate::query::fields::{Asked, Meaning, Place, dates, field_at, whole_places};
use crate::query::mention::GoesOn;
use crate::query::scan::while_wanted;
use crate::query::text::contains;
use crate::query::touch::linked;

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A record.
    Record(Rid),
    /// A word of a closed list.
    Word(&'static str),
    /// A whole number.
    Number(u32),
    /// A year.
    Year(u32),
}

/// How often each value stands, and in which record it was last seen: a record counts once.
#[derive(Debug)]
pub struct Tally<'a> {
    asked: &'a Asked,
    ground: Ground<'a>,
    counts: HashMap<Key, (u32, Rid), FxBuildHasher>,
    /// The words of closed lists: where another kind has a text in that field, it may hold one of them.
    words: Vec<&'static str>,
    /// The conditions that `is:` can ask for.
    conditions: Vec<&'static Condition>,
    /// What `is:` and `has:` can ask the journal for, with the records of which it is true.
    added: Vec<(&'static str, FixedBitSet)>,
    /// Where the fields stand that `has:` can ask for, by kind.
    filled: Vec<(Kind, &'static str, Vec<Place>)>,
    /// The first and the last year that is named anywhere: a period without end goes on that far.
    years: Option<(u16, u16)>,
}

impl<'a> Tally<'a> {
    /// Begins to count what the name of a field means; fields and conditions that are not wanted are not looked at.
    pub fn new(asked: &'a Asked, ground: Ground<'a>, is_wanted: impl Fn(&str) -> bool) -> Self {
        let mut filled = if asked.word == Some(Meaning::Has) { filled(&asked.kinds) } else { Vec::new() };
        filled.retain(|(_, name, _)| is_wanted(name) && added::Word::find(Meaning::Has, name).is_none());
        let conditions = CONDITIONS.iter().filter(|condition| is_wanted(condition.name)).collect();
        let added = asked.word.into_iter().flat_map(added::Word::behind).filter(|word| is_wanted(&word.name));
        let added = added.map(|word| (word.name.as_str(), word.records(ground))).collect();
        Self { asked, ground, counts: HashMap::default(), words: Vec::new(), conditions, added, filled, years: None }
    }

    /// Takes a word of a closed list, which is offered also where nothing has it.
    pub fn know(&mut self, word: &'static str) {
        self.counts.entry(Key::Word(word)).or_insert_with(|| {
            self.words.push(word);
            (0, Rid::NONE)
        });
    }

    /// Counts the values of the records of a mask, as long as somebody wants to know.
    pub fn count(&mut self, mask: &FixedBitSet, goes_on: GoesOn<'_>) {
        let dataset = &self.ground.snapshot.dataset;
        let records = || while_wanted(mask.ones(), goes_on).filter_map(|at| dataset.record(Rid(at as u32)));
        self.years = self.span(records());
        records().for_each(|record| self.take(record));
    }

    /// Returns how many records have each value.
    pub fn into_counts(self) -> Vec<(Key, usize)> {
        self.counts.into_iter().map(|(key, (count, _))| (key, count as usize)).collect()
    }

    fn add(&mut self, key: Key, record: Record<'_>) {
        let (count, last) = self.counts.entry(key).or_insert((0, Rid::NONE));
        if *last != record.rid {
            (*count, *last) = (*count + 1, record.rid);
        }
    }

    fn take(&mut self, record: Record<'_>) {
        let asked = self.asked;
        if asked.kinds.contains(&record.kind) {
            self.take_word(record);
        }
        for (_, places) in asked.places.iter().filter(|(kind, _)| *kind == record.kind) {
            places.iter().for_each(|&place| self.take_place(record, place));
        }
    }

    fn take_word(&mut self, record: Record<'_>) {
        let is_so = |(_, records): &&(&str, FixedBitSet)| records.contains(record.rid.index());
        let added: Vec<&'static str> = self.added.iter().filter(is_so).map(|(name, _)| *name).collect();
        added.into_iter().for_each(|name| self.add(Key::Word(name), record));
        match self.asked.word {
            // Of one kind alone it says nothing that every record is of it.
            Some(Meaning::Kind) if self.asked.kinds.len() > 1 => self.add(Key::Word(record.kind.spec().name), record),
            Some(Meaning::Is) => {
                let holds = |is: &&&Condition| (is.kinds)(record.kind) && (is.holds)(record, self.ground);
                let names: Vec<&'static str> = self.conditions.iter().filter(holds).map(|is| is.name).collect();
                names.into_iter().for_each(|name| self.add(Key::Word(name), record));
            }
            Some(Meaning::Has) => {
                let is_so = |(kind, _, places): &&(Kind, &str, Vec<Place>)| {
                    *kind == record.kind && places.iter().any(|&place| is_filled(record, place))
                };
                let names: Vec<&'static str> = self.filled.iter().filter(is_so).map(|(_, name, _)| *name).collect();
                names.into_iter().for_each(|name| self.add(Key::Word(name), record));
            }
            Some(meaning @ (Meaning::During | Meaning::After | Meaning::Before)) => {
                let own = dates(record.kind).filter_map(|at| period(&record.value(at)));
                own.for_each(|period| self.take_period(period, meaning, record));
            }
            _ => {}
        }
    }

    fn take_place(&mut self, record: Record<'_>, (at, part): Place) {
        match (part, record.value(at)) {
            (None, value) => self.take_value(&value, record),
            (Some(part), Value::Parts(rows)) => rows.iter().for_each(|row| self.take_value(&row.value(part), record)),
            _ => {}
        }
    }

    fn take_value(&mut self, value: &Value<'_>, record: Record<'_>) {
        match value {
            Value::Term(term) => self.add(Key::Word(term.name), record),
            Value::Flag(flag) => self.add(Key::Word(if *flag { "yes" } else { "no" }), record),
            Value::Whole(number) => self.add(Key::Number(*number), record),
            Value::Date(period) => self.take_period(*period, Meaning::During, record),
            Value::Link(rid) => self.add(Key::Record(*rid), record),
            Value::Links(rids) => rids.iter().for_each(|&rid| self.add(Key::Record(rid), record)),
            Value::Text(text) => {
                let holds = |word: &&&str| text.all().any(|text| contains(text, &fold(word)));
                let words: Vec<&'static str> = self.words.iter().filter(holds).copied().collect();
                words.into_iter().for_each(|word| self.add(Key::Word(word), record));
            }
            _ => {}
        }
    }

    /// Counts the years that a period is in, that it reaches beyond, or that it begins before.
    fn take_period(&mut self, period: Period, meaning: Meaning, record: Record<'_>) {
        let Some((first, last)) = self.years else { return };
        let (start, end) = (period.start().map(year), period.end().map(year));
        let range = match meaning {
            Meaning::After => first..=end.map_or(last, |end| end.saturating_sub(1)),
            Meaning::Before => start.map_or(first, |start| start.saturating_add(1))..=last,
            _ => start.unwrap_or(first)..=end.unwrap_or(last),
        };
        range.for_each(|year| self.add(Key::Year(u32::from(year)), record));
    }

    /// Finds the first and the last year that the dates of the records name.
    fn span<'r>(&self, records: impl Iterator<Item = Record<'r>>) -> Option<(u16, u16)> {
        let is_dated = matches!(self.asked.word, Some(Meaning::During | Meaning::After | Meaning::Before));
        let places = |record: &Record<'_>| -> Vec<Place> {
            if is_dated {
                return dates(record.kind).map(|at| (at, None)).collect();
            }
            let own = self.asked.places.iter().filter(|(kind, _)| *kind == record.kind);
            let is_date = |place: &Place| {
                field_at(*place, record.kind)
                    .is_some_and(|field| matches!(field.shape, crate::model::field::Shape::Date))
            };
            own.flat_map(|(_, places)| places.iter().copied()).filter(is_date).collect()
        };
        let mut span: Option<(u16, u16)> = None;
        for record in records {
            for (at, part) in places(&record) {
                let periods: Vec<Period> = match (part, record.value(at)) {
                    (None, value) => period(&value).into_iter().collect(),
                    (Some(part), Value::Parts(rows)) => {
                        rows.iter().filter_map(|row| period(&row.value(part))).collect()
                    }
                    _ => Vec::new(),
                };
                for year in periods.iter().flat_map(|period| [period.start(), period.end()]).flatten().map(year) {
                    let (first, last) = span.unwrap_or((year, year));
                    span = Some((first.min(year), last.max(year)));
                }
            }
        }
        span
    }
}

/// Lists what `has:` can ask for, with where it stands in each kind: a field of one kind may stand in the parts of another.
fn filled(kinds: &[Kind]) -> Vec<(Kind, &'static str, Vec<Place>)> {
    let mut names: Vec<&'static str> =
        kinds.iter().flat_map(|kind| kind.spec().fields).map(|field| field.name.text()).collect();
    names.sort_unstable();
    names.dedup();
    let of = |name: &'static str| kinds.iter().map(move |&kind| (kind, name, whole_places(name, kind.spec().fields)));
    names.into_iter().flat_map(of).filter(|(_, _, places)| !places.is_empty()).collect()
}

fn period(value: &Value<'_>) -> Option<Period> {
    match value {
        Value::Date(period) => Some(*period),
        _ => None,
    }
}

fn year(date: PartialDate) -> u16 {
    date.first_day().0
}

/// Counts for each record that a target allows, and that is wanted, how many records of a mask it touches. It goes once through the
/// links of those that are wanted, whatever their number, and no further than somebody wants to know.
pub fn touched(
    target: Target,
    is_wanted: impl Fn(Record<'_>) -> bool,
    snapshot: &Snapshot,
    (mask, goes_on): (&FixedBitSet, GoesOn<'_>),
) -> Vec<(Key, usize)> {
    let dataset = &snapshot.dataset;
    let first = dataset.range(Kind::Activity).start;
    let mut seen = vec![Rid::NONE; dataset.len()];
    let mut counts = Vec::new();
    let visits = Visits::new(goes_on);
    for &kind in Kind::ALL.iter().filter(|&&kind| target.allows(kind)) {
        let takers = if kind == Kind::Activity { takers(snapshot, mask, goes_on) } else { Vec::new() };
        let records = while_wanted(dataset.records(kind), goes_on).filter(|record| is_wanted(*record));
        for record in records.take_while(|_| visits.go_on()) {
            let mut count = 0;
            let mut visit = |other: Rid| {
                visits.count();
                if let Some(last) = seen.get_mut(other.index()).filter(|last| **last != record.rid)
                    && mask.contains(other.index())
                {
                    *last = record.rid;
                    count += 1;
                }
            };
            visit(record.rid);
            linked(record, snapshot, &mut visit);
            let of_activity = takers.get((record.rid.0.saturating_sub(first)) as usize);
            of_activity.into_iter().flatten().for_each(|&rid| visit(rid));
            snapshot.index.touched(dataset, record.rid, &mut visit);
            if count > 0 {
                counts.push((Key::Record(record.rid), count));
            }
        }
    }
    counts
}

/// Links that are followed: one record has a million of them, and the next none.
struct Visits<'a> {
    goes_on: GoesOn<'a>,
    left: Cell<usize>,
}

impl<'a> Visits<'a> {
    /// After so many it is asked whether to go on.
    const STRIDE: usize = 4_096;

    fn new(goes_on: GoesOn<'a>) -> Self {
        Self { goes_on, left: Cell::new(Self::STRIDE) }
    }

    fn count(&self) {
        self.left.set(self.left.get().saturating_sub(1));
    }

    fn go_on(&self) -> bool {
        if self.left.get() > 0 {
            return true;
        }
        self.left.set(Self::STRIDE);
        (self.goes_on)()
    }
}

/// Lists for each activity the records of a mask that the index knows to touch it, as long as somebody wants to know.
fn takers(snapshot: &Snapshot, mask: &FixedBitSet, goes_on: GoesOn<'_>) -> Vec<Vec<Rid>> {
    let activities = snapshot.dataset.range(Kind::Activity);
    let (mut takers, first) = (vec![Vec::new(); activities.len()], activities.start);
    for rid in while_wanted(mask.ones(), goes_on).map(|at| Rid(at as u32)) {
        snapshot.index.touched(&snapshot.dataset, rid, |activity| {
            if let Some(list) = takers.get_mut((activity.0 - first) as usize) {
                list.push(rid);
            }
        });
    }
    takers
}
