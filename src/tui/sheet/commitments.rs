//! Commitments: what is open first, by participant, by goal, by meeting; who was at a meeting and has no statement on record; and the
//! statements of a meeting in their order.

use std::collections::HashSet;

use crate::base::text::cells;
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::cite::short;
use crate::query::conditions::is_open;
use crate::query::words::words;
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::grouping::{self, Group};
use crate::tui::sheet::table;
use crate::tui::sheet::view::SheetView;
use crate::tui::widget::line::Line;

/// The body of the Commitments screen.
#[derive(Debug)]
pub struct Commitments;

/// The ways of grouping.
const WAYS: [&str; 6] = [
    "open items first",
    "by participant",
    "by goal",
    "by meeting",
    "present without a statement",
    "statements in their order",
];

/// The way that shows who was present and has no statement on record.
const SILENT: usize = 4;

/// The way that shows statements.
const STATEMENTS: usize = 5;

impl Body for Commitments {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Commitment, Kind::Statement, Kind::Country, Kind::Organisation]
    }

    fn counted(&self, grouping: usize) -> &'static [Kind] {
        match grouping {
            SILENT => &[Kind::Country, Kind::Organisation],
            STATEMENTS => &[Kind::Statement],
            _ => &[Kind::Commitment],
        }
    }

    fn whole(&self, snapshot: &Snapshot, view: &SheetView) -> usize {
        if view.grouping == SILENT {
            let meetings = snapshot.dataset.records(Kind::Meeting);
            let present = meetings.flat_map(|meeting| meeting.links(Name::Attended).unwrap_or_default());
            return present.collect::<HashSet<_>>().len();
        }
        self.counted(view.grouping).iter().map(|&kind| snapshot.dataset.count(kind)).sum()
    }

    fn groupings(&self) -> &'static [&'static str] {
        &WAYS
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        match cx.view.grouping {
            0 => open_first(cx),
            1 => by_links(cx, Name::By, "No participant is named"),
            2 => by_links(cx, Name::Goals, "No goal is named"),
            3 => by_links(cx, Name::MadeAt, "No meeting is named"),
            SILENT => silent(cx),
            _ => statements(cx),
        }
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        let record = row.rid.filter(|_| !row.is_heading()).and_then(|rid| cx.snapshot.dataset.record(rid));
        match record {
            Some(record) if cx.view.grouping == SILENT => draw_silent(record, line),
            Some(record) => draw_record(record, cx, line),
            None => table::draw_heading(row, line),
        }
    }
}

/// Promised and not yet reported done, those that are due first; then what is settled.
fn open_first(cx: &Cx<'_>) -> Vec<Row> {
    let mut records: Vec<Record<'_>> = cx.records(Kind::Commitment).collect();
    records.sort_by_key(|record| {
        let due = record.date(Name::When);
        (due.is_none(), due, record.rid)
    });
    // Where no source says what became of a promise, it is still to be asked for.
    let (open, settled): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| is_open(*record));
    let groups = [("Promised and not reported done", open), ("Settled", settled)];
    let groups = groups.map(|(name, records)| Group { name: name.to_owned(), rid: None, records });
    grouping::rows(groups.into_iter().filter(|group| !group.records.is_empty()).collect(), row)
}

fn row(record: Record<'_>, group: u32) -> Row {
    Row::record(record.rid, group, 1)
}

/// Groups commitments by the records that a field refers to.
fn by_links(cx: &Cx<'_>, name: Name, none: &str) -> Vec<Row> {
    grouping::rows(grouping::by_links(cx.records(Kind::Commitment), name, none, cx), row)
}

/// The statements of each meeting, the last meeting first, in the order in which they were made.
fn statements(cx: &Cx<'_>) -> Vec<Row> {
    let mut groups = grouping::by_links(cx.records(Kind::Statement), Name::Meeting, "No meeting is named", cx);
    let date = |group: &Group<'_>| group.rid.and_then(|rid| cx.snapshot.dataset.record(rid)?.date(Name::When));
    groups.sort_by_key(|group| std::cmp::Reverse((group.rid.is_some(), date(group))));
    grouping::rows(groups, row)
}

/// Who was at each meeting and has no statement on record, the last meeting first.
///
/// A meeting of which the dataset has no statement at all says so: that nobody spoke there is not known.
fn silent(cx: &Cx<'_>) -> Vec<Row> {
    let dataset = &cx.snapshot.dataset;
    let mut meetings: Vec<Record<'_>> = dataset.records(Kind::Meeting).collect();
    meetings.retain(|meeting| meeting.links(Name::Attended).is_some_and(|present| !present.is_empty()));
    meetings.sort_by_key(|meeting| std::cmp::Reverse(meeting.date(Name::When)));
    let mut rows = Vec::new();
    for meeting in meetings {
        let spoke = speakers(meeting, cx);
        for kind in [Kind::Country, Kind::Organisation] {
            let (group, title) = (rows.len() as u32, meeting.label().text());
            let present = meeting.links(Name::Attended).unwrap_or_default().iter().copied();
            let present: Vec<Rid> = present.filter(|&rid| dataset.kind(rid) == Some(kind)).collect();
            let Some(spoke) = spoke.as_ref().filter(|_| !present.is_empty()) else { continue };
            let silent = cx.snapshot.index.order.of(kind).iter().copied();
            let silent: Vec<Rid> = silent.filter(|rid| present.contains(rid) && !spoke.contains(rid)).collect();
            let passed = silent.iter().filter(|&&rid| cx.passes(rid));
            let mut group_rows: Vec<Row> = passed.map(|&rid| Row::record(rid, group, 1)).collect();
            if !group_rows.is_empty() {
                let (count, of, what) = (silent.len(), present.len(), kind.spec().plural);
                let heading = format!("{count} of {of} {what} have no statement on record: {title}");
                rows.push(Row::heading(heading, group, Some(meeting.rid)));
                rows.append(&mut group_rows);
            }
        }
        if spoke.is_none() && cx.passes(meeting.rid) {
            let heading = format!("no statement at all is on record: {}", meeting.label().text());
            rows.push(Row::heading(heading, rows.len() as u32, Some(meeting.rid)));
        }
    }
    rows
}

/// Lists who has a statement on record at a meeting; `None` where no statement of it is.
fn speakers(meeting: Record<'_>, cx: &Cx<'_>) -> Option<HashSet<Rid>> {
    let dataset = &cx.snapshot.dataset;
    let links = cx.snapshot.index.links.to(meeting.rid);
    let statements = links.filter_map(|link| dataset.record(link.from)).filter(|from| from.kind == Kind::Statement);
    let mut statements =
        statements.filter(|from| from.link(Name::Meeting).map(|at| at.rid) == Some(meeting.rid)).peekable();
    statements.peek()?;
    Some(statements.flat_map(|statement| statement.links(Name::By).unwrap_or_default().to_vec()).collect())
}

fn draw_silent(record: Record<'_>, mut line: Line<'_>) {
    line.skip(2).put(record.label().text(), Role::Text);
}

/// What stands for a speaker or promiser whom no source names.
pub(super) const UNNAMED: &str = "not named";

/// Who, what kind, what, when, and the source.
fn draw_record(record: Record<'_>, cx: &Cx<'_>, mut line: Line<'_>) {
    let wide = line.room() >= 90;
    if let Some(source) = short(record.row()).filter(|_| wide) {
        line.put_right(&source, Role::Source);
    }
    if let Some(date) = record.date(Name::When).filter(|_| line.room() >= 40) {
        line.put_right(&date.compact(), Role::Date);
    }
    if let Some(status) = record.word(Name::Status) {
        line.put(cx.skin.sign(status.glyph), Role::Text).skip(1);
    }
    let who = names(record.row(), cx);
    let room = line.room();
    line.column(
        &who,
        if room >= 60 { 18 } else { (cells(&who)).min(12) },
        if who == UNNAMED { Role::Unknown } else { Role::Text },
    )
    .skip(1);
    let word = if record.kind == Kind::Statement { Name::Type } else { Name::Kind };
    if let Some(kind) = record.word(word).filter(|_| line.room() >= 40) {
        line.column(kind.name, 12, Role::Muted).skip(1);
    }
    line.put(record.label().text(), Role::Text);
}

/// Names who spoke, promised or asked.
pub(super) fn names(row: crate::model::Row<'_>, cx: &Cx<'_>) -> String {
    words(&row.get(Name::By), &cx.snapshot.dataset).unwrap_or_else(|| UNNAMED.into())
}
