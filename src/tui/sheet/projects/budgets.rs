//! The budgets as bars, each beside its number. Only amounts of one currency that count the same can be compared: they stand under one
//! heading, with bars on one scale. No sum is made: one budget may hold another.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::model::{Kind, Name, Record};
use crate::query::words::grouped_digits;
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::table;
use crate::tui::widget::line::Line;

/// The length of the longest bar of a group.
const LONGEST: usize = 1_000_000;

/// The number of the group of those without an amount.
const WITHOUT: u32 = u32::MAX;

/// An amount as it was stated.
#[derive(Clone, Copy, Debug)]
pub struct Budget<'a> {
    amount: &'a str,
    currency: Option<&'a str>,
    /// What the amount counts, if it is stated.
    pub basis: Option<&'a str>,
}

impl<'a> Budget<'a> {
    /// Returns the budget of a project; `None` where no amount is stated.
    pub fn of(project: Record<'a>) -> Option<Self> {
        let part = project.parts(Name::Budget).into_iter().next()?;
        let text = |name: Name| part.text(name).filter(|text| !text.trim().is_empty());
        Some(Self { amount: text(Name::Amount)?, currency: text(Name::Currency), basis: text(Name::Basis) })
    }

    /// Writes the amount with its currency.
    pub fn words(&self) -> String {
        format!("{} {}", grouped_digits(self.amount), self.currency.unwrap_or("currency not stated"))
    }

    /// Tells whether it is known what the amount counts, and in what; else it can be compared with no other.
    fn is_comparable(&self) -> bool {
        self.currency.is_some() && self.basis.is_some()
    }

    /// Returns the amount for the length of its bar alone; what is shown is the text.
    fn size(&self) -> f64 {
        self.amount.parse::<f64>().unwrap_or(0.0).clamp(0.0, f64::MAX)
    }

    /// Returns the heading that it stands under, before those of other heads in the order of texts.
    fn head(&self) -> (bool, String) {
        let currency = self.currency.unwrap_or("currency not stated");
        let what = self.basis.unwrap_or("what is counted is not stated");
        let note = if self.is_comparable() { "" } else { ": not comparable" };
        (!self.is_comparable(), format!("{currency}, {what}{note}"))
    }
}

/// Puts those together that can be compared, the largest first; then those that cannot, and those without an amount.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let mut groups: BTreeMap<(bool, String), Vec<(Budget<'_>, Record<'_>)>> = BTreeMap::new();
    let mut without = Vec::new();
    for record in cx.records(Kind::Project) {
        match Budget::of(record) {
            Some(budget) => groups.entry(budget.head()).or_default().push((budget, record)),
            None => without.push(record),
        }
    }
    let mut rows = Vec::new();
    for (number, ((is_apart, head), mut group)) in groups.into_iter().enumerate() {
        let number = number as u32;
        rows.push(Row::heading(format!("{head}  {}", group.len()), number, None));
        if !is_apart {
            group.sort_by(|(a, _), (b, _)| b.size().total_cmp(&a.size()));
        }
        let longest = group.first().map_or(0.0, |(budget, _)| budget.size());
        let share = |budget: &Budget<'_>| if is_apart { 0 } else { share(budget.size(), longest) };
        rows.extend(group.iter().map(|(budget, record)| {
            let cells = vec![name(*record), budget.words(), part_of(*record)];
            Row { cells, share: share(budget), ..Row::record(record.rid, number, 1) }
        }));
    }
    if !without.is_empty() {
        rows.push(Row::heading(format!("no amount stated  {}", without.len()), WITHOUT, None));
    }
    rows.extend(without.into_iter().map(|record| {
        let cells = vec![name(record), String::new(), part_of(record)];
        Row { cells, ..Row::record(record.rid, WITHOUT, 1) }
    }));
    rows
}

fn name(record: Record<'_>) -> String {
    record.label().text().to_owned()
}

/// Says what a project is a component of: its budget may be in that of the whole.
fn part_of(record: Record<'_>) -> String {
    record.link(Name::Parent).map_or_else(String::new, |parent| format!("part of {}", parent.label().text()))
}

/// Returns how long a bar is; something is never nothing.
fn share(size: f64, longest: f64) -> usize {
    if size <= 0.0 || longest <= 0.0 {
        return 0;
    }
    // Between 0 and 1 before it is multiplied, so that it is neither negative nor too large.
    ((size / longest * LONGEST as f64).round() as usize).clamp(1, LONGEST)
}

/// Draws how the bars are to be read.
pub fn draw_head(cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(mut line) = Line::new(buffer, cx.skin, area, 0) else { return };
    let long = "bars can be compared only below the same heading; no sums: one budget may hold another";
    let text = if line.room() > cells(long) { long } else { "compare below one heading only; no sums" };
    line.skip(1).put(text, Role::Muted);
}

/// How many cells an amount takes beside its bar.
const NUMBER: usize = 15;

/// Draws a name, its bar, and the number beside it.
pub fn draw_row(row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
    if row.is_heading() {
        let role = if row.group == WITHOUT { Role::Unknown } else { Role::Heading };
        line.put(&row.heading, role);
        return;
    }
    let text = |at: usize| row.cells.get(at).map_or("", String::as_str);
    let (number, part) = (text(1), text(2));
    line.skip(if line.room() < 60 { 0 } else { 2 });
    table::put_status(row, cx, &mut line);
    if number.is_empty() {
        line.put(text(0), Role::Text).skip(2).put(part, Role::Muted);
        return;
    }
    let room = line.room().saturating_sub(NUMBER + 2);
    // On a wide screen it is left room to say what the project is a part of.
    let (name, bar) = if room > 80 { (44, 30) } else { (room - room * 2 / 5, room * 2 / 5) };
    line.column(text(0), name, Role::Text).skip(1);
    line.put_bar(row.share, LONGEST, bar, Role::Bar).skip(1);
    line.put(number, Role::Text).skip(2).put(part, Role::Muted);
}
