//! The lines of the calendar: the axis, a bar of the picture, an entry of the agenda.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::query::agenda::{Item, NO_STATUS};
use crate::query::cite::short;
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::calendar::axis::Scale;
use crate::tui::sheet::calendar::strip::{SURE, Strip, UNSURE, Window};
use crate::tui::widget::frame::padded;
use crate::tui::widget::line::Line;

/// Divides a row behind its sign: how wide the names are, and how many cells of time there are.
pub fn columns(room: usize) -> (usize, i32) {
    let names = (room * 38 / 100).clamp(14, 44).min(room);
    (names, room.saturating_sub(names + 1) as i32)
}

fn window(cx: &Cx<'_>, width: i32) -> Window {
    Window { scale: Scale::of(cx.view.scale), left: cx.view.column, width }
}

/// Draws the axis: years, units of the scale, and what the bars mean.
pub fn head(cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    let area = padded(area, 26, 0);
    let (names, width) = columns(usize::from(area.width).saturating_sub(1));
    let window = window(cx, width);
    let scale = window.scale;
    let unit_names = scale.names(window.left, width);
    let is_years = scale == Scale::of(0);
    if area.height > 1 {
        let years = if is_years { Vec::new() } else { scale.years(window.left, width) };
        let mut strip = Strip::new(window, cx.skin);
        strip.names(&years, cx.today, Role::Heading);
        if let Some(mut line) = Line::new(buffer, cx.skin, area, 0) {
            line.skip(1).column(scale.title, names, Role::Muted).skip(1);
            strip.put(&mut line);
        }
    }
    let mut strip = Strip::new(window, cx.skin);
    strip.names(&unit_names, None, if is_years { Role::Heading } else { Role::Muted });
    let Some(mut line) = Line::new(buffer, cx.skin, area, area.height.saturating_sub(1)) else { return };
    line.skip(1).column(&legend(cx, names, area.height, scale.year(window.left)), names, Role::Muted).skip(1);
    strip.put(&mut line);
}

/// Says what the bars mean; where there is one line only, which time is shown.
fn legend(cx: &Cx<'_>, room: usize, lines: u16, year: i32) -> String {
    let (sure, unsure) = (cx.skin.sign(SURE), cx.skin.sign(UNSURE));
    let long = format!("{sure} certain  {unsure} some time within");
    match (lines > 1, cells(&long) <= room) {
        (true, true) => long,
        (true, false) => format!("{sure} sure {unsure} about"),
        (false, _) => format!("{} {year}", Scale::of(cx.view.scale).title),
    }
}

/// Draws the heading over a lane or a year.
pub fn heading(row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
    if cx.view.table {
        line.put(&row.heading, Role::Heading);
        return;
    }
    let (names, width) = columns(line.room());
    if cells(&row.heading) > names {
        line.put(&row.heading, Role::Heading);
        return;
    }
    line.column(&row.heading, names, Role::Heading).skip(1);
    let mut strip = Strip::new(window(cx, width), cx.skin);
    strip.ground(cx.today);
    strip.put(&mut line);
}

/// Draws an item of the picture: status, name, and when.
pub fn bar(item: Item<'_>, cx: &Cx<'_>, mut line: Line<'_>) {
    let (names, width) = columns(line.room());
    let status = item.status();
    line.put(cx.skin.sign(status.glyph), Role::Text).skip(1);
    line.column(item.record.label().text(), names.saturating_sub(2), Role::Text).skip(1);
    let mut strip = Strip::new(window(cx, width), cx.skin);
    match item.when() {
        Some(when) => {
            strip.ground(cx.today);
            strip.bar(when, status);
        }
        None => strip.undated(),
    }
    strip.put(&mut line);
}

/// The width of a date of two days of one month.
const DATE: usize = 13;

/// What stands for a place that nobody states.
const NO_PLACE: &str = "place not stated";

/// The width of the longest status.
const STATUS: usize = 14;

/// Draws an entry of the agenda: date, status, name, place and hosts, source, as far as there is room.
pub fn entry(item: Item<'_>, cx: &Cx<'_>, mut line: Line<'_>) {
    let room = line.room();
    let date = item.when().map_or_else(|| "no date".to_owned(), |when| when.compact());
    let role = if item.when().is_some() { Role::Date } else { Role::Unknown };
    line.column(&date, DATE.max(cells(&date)), role).skip(1);
    let status = item.status();
    line.put(cx.skin.sign(status.glyph), Role::Text).skip(1);
    if room >= 60 {
        line.column(status.name, STATUS, if *status == NO_STATUS { Role::Unknown } else { Role::Muted }).skip(1);
    }
    let title = item.record.label().text();
    if room < 70 {
        line.put(title, Role::Text);
        return;
    }
    // Place and hosts share with the source what the title leaves; on a narrow screen the place stands alone.
    let has_hosts = room >= 95;
    let rest = if has_hosts { line.room() * 4 / 10 } else { cells(NO_PLACE) + 1 };
    line.column(title, line.room().saturating_sub(rest), Role::Text).skip(1);
    if let Some(source) = short(item.record.row()).filter(|_| room >= 140) {
        line.put_right(&source, Role::Source);
    }
    let unknown = |known: bool| if known { Role::Text } else { Role::Unknown };
    let place = item.place();
    line.put(place.unwrap_or(NO_PLACE), unknown(place.is_some()));
    if !has_hosts {
        return;
    }
    line.put(" · ", Role::Muted);
    let hosts = hosts(item, cx);
    line.put(hosts.as_deref().unwrap_or("host not stated"), unknown(hosts.is_some()));
}

/// Names the hosts; `None` where they are unknown.
fn hosts(item: Item<'_>, cx: &Cx<'_>) -> Option<String> {
    let rids = item.hosts()?;
    let names = rids.iter().filter_map(|&rid| cx.snapshot.dataset.record(rid)).map(|host| host.label().text());
    let names: Vec<&str> = names.collect();
    Some(if names.is_empty() { "no host".to_owned() } else { names.join(", ") })
}
