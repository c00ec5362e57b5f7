//! How far a reading has come, as a line over the dataset that is shown or in the middle of a screen that shows none yet.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::{cells, truncate, wrap};
use crate::config::Role;
use crate::keys::Action;
use crate::load::progress::{Doing, SoFar};
use crate::query::words::grouped;
use crate::tui::opening::{Blank, Opening, ahead};
use crate::tui::program;
use crate::tui::shared::Shared;
use crate::tui::skin::Skin;
use crate::tui::widget::line::Line;

/// How wide the middle is at most.
const WIDEST: u16 = 64;

/// What a reading must have done and taken before it is said how long the rest will take.
const SURE: (u64, Duration) = (3, Duration::from_millis(400));

/// Draws how far the reading has come in one line, and returns whether there was anything to draw.
pub fn line(shared: &Shared, area: Rect, buffer: &mut Buffer) -> bool {
    let opening = shared.opening.as_ref().filter(|opening| opening.waiting.is_none());
    let opening = opening.map(|opening| (&opening.place, &opening.told, ""));
    // What is shown and has changed is read again without being asked for: there is nothing to stop.
    let again = shared.again.as_ref().map(|again| (&again.place, &again.told, " again"));
    let Some((place, Some((so_far, taken)), behind)) = opening.or(again) else { return false };
    let Some(mut line) = Line::new(buffer, &shared.skin, area, 0) else { return false };
    line.skip(1);
    if behind.is_empty() {
        let key = program::key(&shared.keymap, Action::Escape);
        line.put_right(&format!(" {key} stops "), Role::KeyLabel);
    }
    let name = truncate(&place.short(), (line.room() / 3).max(8), shared.skin.cut()).into_owned();
    line.put(&format!("{} {name}{behind}  ", verb(so_far.doing)), Role::Dataset);
    if so_far.doing == Doing::Opening {
        return true;
    }
    let width = if area.width < 100 { 10 } else { 20 };
    // A bar of a few cells says less than the words that it takes the room of.
    if line.room() > 2 * width {
        bar(&mut line, &shared.skin, so_far.percent, width);
        line.skip(1);
    }
    line.put(&format!("{} %", so_far.percent), Role::Text);
    let mut pieces = counts(so_far, *taken);
    // Where there is little room, how long it takes matters most.
    while pieces.iter().map(|piece| cells(piece) + 3).sum::<usize>() > line.room() && !pieces.is_empty() {
        pieces.remove(0);
    }
    for piece in pieces {
        line.skip(3).put(&piece, Role::Text);
    }
    true
}

/// Puts a bar of so many cells, of which those that are still to be filled are seen, too.
fn bar(line: &mut Line<'_>, skin: &Skin, percent: u64, width: usize) {
    let full = skin.bar(usize::try_from(percent).unwrap_or(0), 100, width);
    let rest = skin.sign(("░", ".")).repeat(width.saturating_sub(cells(&full)));
    line.put(&full, Role::Bar).put(&rest, Role::Muted);
}

/// Says that the dataset is there and what it waits for; `None` where none waits.
pub fn waiting(shared: &Shared) -> Option<String> {
    let opening = shared.opening.as_ref().filter(|opening| opening.waiting.is_some())?;
    Some(format!("{} is read; it is shown once this is closed", opening.place.short()))
}

/// Draws the middle of a screen that shows no dataset yet.
pub fn middle(shared: &Shared, blank: &Blank, area: Rect, buffer: &mut Buffer) {
    let width = WIDEST.min(area.width.saturating_sub(2));
    let lines = match &shared.opening {
        Some(opening) => reading(shared, opening, blank, usize::from(width)),
        None => stopped(shared, blank, usize::from(width)),
    };
    let height = area.height.min(lines.len() as u16);
    let (left, top) = ((area.width - width) / 2, (area.height - height) / 2);
    let inside = Rect { x: area.x + left, y: area.y + top, width, height };
    for (y, row) in (0..height).zip(lines) {
        let Some(mut line) = Line::new(buffer, &shared.skin, inside, y) else { break };
        match row {
            Row::Words(text, role) => drop(line.put(&text, role)),
            Row::Bar(percent) => {
                let words = format!(" {percent:>3} %");
                line.put_right(&words, Role::Text);
                let room = line.room();
                bar(&mut line, &shared.skin, percent, room);
            }
        }
    }
}

/// A line of the middle.
enum Row {
    Words(String, Role),
    Bar(u64),
}

fn reading(shared: &Shared, opening: &Opening, blank: &Blank, width: usize) -> Vec<Row> {
    let name = opening.place.short();
    let key = program::key(&shared.keymap, Action::Escape);
    let mut rows = Vec::new();
    match opening.told {
        _ if opening.waiting.is_some() => rows.extend(words(&format!("{name} is read"), width, Role::Dataset)),
        None => rows.extend(words(&format!("Reading {name}"), width, Role::Dataset)),
        Some((so_far, taken)) => {
            rows.push(Row::Words(cut(&shared.skin, verb(so_far.doing), &name, width), Role::Dataset));
            rows.extend((so_far.doing != Doing::Opening).then_some(Row::Bar(so_far.percent)));
            rows.extend(flowed(&counts(&so_far, taken), width).into_iter().map(|line| Row::Words(line, Role::Text)));
        }
    }
    rows.push(Row::Words(String::new(), Role::Text));
    if blank.ahead.is_empty() {
        let hints = ["Keys are kept until it is there.".to_owned(), format!("{key} stops reading.")];
        rows.extend(flowed(&hints, width).into_iter().map(|line| Row::Words(line, Role::Muted)));
    } else {
        rows.extend(words(&format!("Kept until it is there: {}", ahead::written(blank)), width, Role::Input));
    }
    rows
}

fn stopped(shared: &Shared, blank: &Blank, width: usize) -> Vec<Row> {
    let key = |action| program::key(&shared.keymap, action);
    let mut rows: Vec<Row> = words(&format!("Nothing is shown: {}.", blank.why), width, Role::Warning).collect();
    rows.push(Row::Words(String::new(), Role::Text));
    let hint = format!("{} opens a dataset, {} quits.", key(Action::Datasets), key(Action::Quit));
    rows.extend(words(&hint, width, Role::Text));
    rows
}

fn words(text: &str, width: usize, role: Role) -> impl Iterator<Item = Row> {
    let lines = wrap(text, width).into_iter().filter_map(|range| Some(text.get(range)?.to_owned()));
    lines.map(move |line| Row::Words(line, role)).collect::<Vec<_>>().into_iter()
}

fn cut(skin: &Skin, verb: &str, name: &str, width: usize) -> String {
    truncate(&format!("{verb} {name}"), width, skin.cut()).into_owned()
}

/// Puts pieces beside each other as far as there is room, and the others below.
fn flowed(pieces: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut().filter(|line| cells(line) + 3 + cells(piece) <= width) {
            Some(line) => *line = format!("{line}   {piece}"),
            None => lines.push(piece.clone()),
        }
    }
    lines
}

fn verb(doing: Doing) -> &'static str {
    match doing {
        Doing::Fetching => "Fetching",
        Doing::Opening => "Opening",
        Doing::Reading => "Reading",
        Doing::Linking => "Linking",
    }
}

/// Says how many records there are so far, how many megabytes of how many that took, and how long the rest will take.
pub fn counts(so_far: &SoFar, taken: Duration) -> Vec<String> {
    const MEGABYTE: u64 = 1_000_000;
    let whole = |number: u64| grouped(number as f64);
    let records = (so_far.records > 0).then(|| format!("{} records", whole(so_far.records)));
    let size = so_far.size.div_ceil(MEGABYTE);
    let bytes = (size > 0 && so_far.doing != Doing::Linking)
        .then(|| format!("{} of {} MB", whole(so_far.bytes / MEGABYTE), whole(size)));
    [records, bytes, left(so_far.percent, taken)].into_iter().flatten().collect()
}

/// Says how long the rest will take if it goes on as it went; `None` where that cannot be told yet.
fn left(percent: u64, taken: Duration) -> Option<String> {
    if percent < SURE.0 || taken < SURE.1 {
        return None;
    }
    let rest = u64::try_from(taken.as_millis()).ok()? * 100u64.saturating_sub(percent) / percent;
    Some(match rest.div_ceil(1_000) {
        seconds @ 0..100 => format!("{} s left", seconds.max(1)),
        seconds => format!("{} min left", seconds.div_ceil(60)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(doing: Doing, percent: u64, taken: u64) -> String {
        let so_far = SoFar { doing, bytes: 510_400_000, size: 1_240_000_000, records: 412_000, percent };
        counts(&so_far, Duration::from_millis(taken)).join(" | ")
    }

    #[test]
    fn it_is_said_how_much_was_read_and_how_long_the_rest_takes() {
        assert_eq!(said(Doing::Reading, 41, 1_400), "412\u{202f}000 records | 510 of 1240 MB | 3 s left");
        assert_eq!(said(Doing::Linking, 90, 9_000), "412\u{202f}000 records | 1 s left");
        assert_eq!(said(Doing::Linking, 100, 9_000), "412\u{202f}000 records | 1 s left");
        assert_eq!(said(Doing::Reading, 10, 60_000), "412\u{202f}000 records | 510 of 1240 MB | 9 min left");
        // Too early to tell.
        assert_eq!(said(Doing::Reading, 2, 60_000), "412\u{202f}000 records | 510 of 1240 MB");
        assert_eq!(said(Doing::Reading, 41, 300), "412\u{202f}000 records | 510 of 1240 MB");
    }

    #[test]
    fn pieces_stand_below_each_other_where_they_do_not_fit() {
        let pieces = ["412,000 records", "510 of 1,240 MB", "3 s left"].map(str::to_owned);
        assert_eq!(flowed(&pieces, 60), ["412,000 records   510 of 1,240 MB   3 s left"]);
        assert_eq!(flowed(&pieces, 36), ["412,000 records   510 of 1,240 MB", "3 s left"]);
    }
}
