//! The versions of the plan, the changes that were asked for with what came of each, and what changed between two versions.

use std::collections::BTreeMap;

use crate::base::text::cells;
use crate::config::Role;
use crate::model::field::Shape;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::cite::short;
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::commitments::{UNNAMED, names};
use crate::tui::sheet::table;
use crate::tui::widget::line::Line;

/// The group of the version that the dataset holds, and that of the one before.
const VERSIONS: [u32; 2] = [0, 1];

/// The first group of the changes that were asked for.
const ASKED: u32 = 2;

/// The first group of what changed.
const CHANGED: u32 = 1_000;

/// Lists versions, what was asked for by its fate, and what changed.
pub fn rows(cx: &Cx<'_>) -> Vec<Row> {
    let plan = cx.snapshot.dataset.plan().filter(|plan| cx.passes(plan.rid));
    let mut rows = plan.map(versions).unwrap_or_default();
    rows.extend(asked(cx));
    if let Some(plan) = plan {
        if cx.snapshot.dataset.count(Kind::Amendment) == 0 {
            rows.push(Row::heading("no change that was asked for is on record", ASKED, None));
        }
        rows.extend(changed(plan, cx));
    }
    rows
}

fn versions(plan: Record<'_>) -> Vec<Row> {
    let [this, before] = VERSIONS;
    let version = plan.text(Name::Version).unwrap_or("version not stated").to_owned();
    let status = plan.word(Name::Status).map(|term| term.name.to_owned());
    let date = plan.date(Name::Date).map(|date| date.compact());
    let period = plan.date(Name::Period).map(|period| format!("covers {}", period.compact()));
    let facts: Vec<String> = [Some(version), status, date, period].into_iter().flatten().collect();
    let previous = plan.text(Name::Previous);
    let previous = previous.map_or("the version before is not stated".to_owned(), |name| {
        format!("{name} · the version before, which the dataset does not hold")
    });
    let title = plan.label().text();
    vec![
        Row::heading(format!("Versions of the plan: {title}"), this, None),
        row(plan.rid, this, ["", &facts.join(" · "), &short(plan.row()).unwrap_or_default()]),
        row(plan.rid, before, ["", &previous, ""]),
    ]
}

/// The changes that participants asked for, by what came of them. That the outcome is not stated is one of the outcomes.
fn asked(cx: &Cx<'_>) -> Vec<Row> {
    let status = Kind::Amendment.spec().fields.iter().find(|field| field.name == Name::Status);
    let Some(Shape::Term(terms)) = status.map(|field| &field.shape) else { return Vec::new() };
    let last = terms.len().saturating_sub(1);
    let mut fates: BTreeMap<usize, Vec<Record<'_>>> = BTreeMap::new();
    for record in cx.records(Kind::Amendment) {
        let fate = record.word(Name::Status).and_then(|word| terms.iter().position(|term| term.name == word.name));
        fates.entry(fate.unwrap_or(last)).or_default().push(record);
    }
    let mut rows = Vec::new();
    for (fate, records) in fates {
        let Some(term) = terms.get(fate) else { continue };
        let (group, word) = (ASKED + fate as u32, term.name.replace('-', " "));
        let heading = format!("Asked for, {word}: {}  {}", lowered(term.doc), records.len());
        rows.push(Row::heading(heading, group, None));
        rows.extend(records.into_iter().map(|record| {
            let source = short(record.row()).unwrap_or_default();
            row(record.rid, group, [&names(record.row(), cx), record.label().text(), &source])
        }));
    }
    rows
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What the dataset says changed since the version before.
fn changed(plan: Record<'_>, cx: &Cx<'_>) -> Vec<Row> {
    let changes = plan.parts(Name::Changes);
    if changes.is_empty() {
        return vec![Row::heading("what changed since the version before is not stated", CHANGED, None)];
    }
    let mut rows = vec![Row::heading(format!("Changed since the version before  {}", changes.len()), CHANGED, None)];
    for (group, change) in (CHANGED..).zip(changes) {
        let what = change.text(Name::What).unwrap_or("what it is, is not stated");
        let at = change.link(Name::At).filter(|at| at.rid != plan.rid);
        let what = at.map_or(what.to_owned(), |at| format!("{}: {what}", at.label().text()));
        rows.push(row(plan.rid, group, [&names(change, cx), &what, &short(change).unwrap_or_default()]));
    }
    rows
}

fn row(rid: Rid, group: u32, texts: [&str; 3]) -> Row {
    Row { cells: texts.map(str::to_owned).to_vec(), ..Row::record(rid, group, 1) }
}

/// Draws one row: the sign of the fate, who asked, for what, and the source.
pub fn draw_row(row: &Row, cx: &Cx<'_>, mut line: Line<'_>) {
    let [who, text, source] = &row.cells[..] else {
        return table::draw_heading(row, line);
    };
    if line.room() >= 90 {
        line.put_right(source, Role::Source);
    }
    let record = row.rid.and_then(|rid| cx.snapshot.dataset.record(rid));
    let fate = record.filter(|record| record.kind == Kind::Amendment);
    let sign = fate.and_then(|record| record.word(Name::Status)).map_or(" ", |term| cx.skin.sign(term.glyph));
    if !who.is_empty() {
        let width = if line.room() >= 60 { 19 } else { cells(who).min(12) };
        line.put(sign, Role::Text).skip(1);
        line.column(who, width, if who == UNNAMED { Role::Unknown } else { Role::Text });
    }
    let unknown = text.ends_with("not stated") || text.starts_with("version not stated");
    line.skip(1).put(text, if unknown { Role::Unknown } else { Role::Text });
}
