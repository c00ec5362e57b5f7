//! The values of an indicator over the years, as a line of small bars and as numbers. A year without a value is a gap, not zero.

use crate::base::text::cells;
use crate::model::{Name, Row as Part};
use crate::query::words::grouped;
use crate::tui::sheet::results::indicators::value;
use crate::tui::skin::Skin;

/// How many cells it takes at most.
pub const TREND: usize = 22;

/// How many values are looked at, the last ones: more have no room.
const MOST: usize = 16;

const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Draws the values that have a date, each with its number, the last ones if not all have room; in ASCII the numbers alone.
/// `None` where there is no such value.
pub fn trend(observed: &[Part<'_>], skin: &Skin) -> Option<String> {
    let values = series(observed);
    values.iter().flatten().next()?;
    // As many as fit; at least the last one, which the column may cut.
    let drawn = (0..values.len()).map(|from| {
        let all = values.get(from..).unwrap_or_default();
        let more = if from > 0 { skin.cut() } else { "" };
        (all, format!("{more}{}", line(all, skin)))
    });
    let mut drawn = drawn.filter(|(all, _)| all.first().is_some_and(Option::is_some)).map(|(_, text)| text);
    let mut last = None;
    drawn.find(|text| {
        last = Some(text.clone());
        cells(text) <= TREND
    });
    last
}

/// Lists the values in the order of their dates; `None` for one that is not known, and for each year between two that has none.
fn series(observed: &[Part<'_>]) -> Vec<Option<f64>> {
    let mut dated: Vec<_> = observed.iter().filter_map(|part| Some((part.date(Name::When)?, value(*part)))).collect();
    dated.sort_by_key(|(when, _)| *when);
    let (mut values, mut before): (Vec<Option<f64>>, Option<i64>) = (Vec::new(), None);
    for (when, value) in dated {
        let year = when.start().or(when.end()).map(|date| i64::from(date.first_day().0));
        let missing = year.zip(before).map_or(0, |(year, before)| (year - before - 1).max(0));
        values.extend(std::iter::repeat_n(None, usize::try_from(missing).unwrap_or(0).min(MOST)));
        values.push(value);
        before = year.or(before);
    }
    let from = values.len().saturating_sub(MOST);
    values.split_off(from)
}

fn line(values: &[Option<f64>], skin: &Skin) -> String {
    let numbers: Vec<String> = values.iter().map(|value| value.map_or("?".to_owned(), grouped)).collect();
    let numbers = numbers.join(" ");
    if skin.is_ascii() { numbers } else { format!("{} {numbers}", bars(values)) }
}

/// Draws the bars, from the lowest to the highest of these values; even the lowest has one, since it was measured.
fn bars(values: &[Option<f64>]) -> String {
    let known = || values.iter().flatten().copied();
    let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let bar = |value: f64| {
        // Halved, so that the distance of two very large values is still a number.
        let (part, whole) = (value / 2.0 - low / 2.0, high / 2.0 - low / 2.0);
        let at = if whole > 0.0 { (part / whole * 7.0).round() as usize } else { 3 };
        BARS.get(at).copied().unwrap_or("█")
    };
    values.iter().map(|value| value.map_or("·", bar)).collect()
}
