//! Groups: who chairs each working group, now and before, and what it did. The dialogue itself stands first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid, Row as Part};
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::table::{self, Column};
use crate::tui::widget::line::Line;

/// The body of the Groups screen.
#[derive(Debug)]
pub struct Groups;

const COLUMNS: [Column; 4] = [
    Column { title: "chairs", width: 30, from: 62, role: Role::Text },
    Column { title: "meetings", width: 8, from: 72, role: Role::Count },
    Column { title: "activities", width: 10, from: 84, role: Role::Count },
    Column { title: "source", width: 22, from: 112, role: Role::Source },
];

/// The number of the first group of the dialogue's own roles, after those of the kinds.
const DIALOGUE: u32 = 100;

impl Body for Groups {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Group]
    }

    fn groupings(&self) -> &'static [&'static str] {
        &["by kind", "alphabetical"]
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        let mut rows = dialogue(cx);
        if cx.view.grouping == 1 {
            rows.push(Row::heading("Working groups", 1, None));
            rows.extend(cx.records(Kind::Group).map(|record| group_row(record, 1, cx)));
            return rows;
        }
        let mut kinds: Vec<Option<&str>> = cx.records(Kind::Group).map(kind_of).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for (at, kind) in kinds.into_iter().enumerate() {
            let number = at as u32 + 1;
            rows.push(Row::heading(kind.unwrap_or("of a kind that is not stated").to_owned(), number, None));
            let same = cx.records(Kind::Group).filter(|record| kind_of(*record) == kind);
            rows.extend(same.map(|record| group_row(record, number, cx)));
        }
        rows
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        table::draw_head("group", &COLUMNS, cx, area, buffer);
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        table::draw_row(row, &COLUMNS, cx, line);
    }

    fn emptiness(&self) -> &'static str {
        "The dataset holds no working groups"
    }
}

fn kind_of(record: Record<'_>) -> Option<&'static str> {
    record.word(Name::Kind).map(|term| term.name)
}

/// The roles in the dialogue itself: those of no group. Members and observers are the countries; they are not listed again.
fn dialogue(cx: &Cx<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for record in [Kind::Country, Kind::Organisation].into_iter().flat_map(|kind| cx.records(kind)) {
        for role in record.parts(Name::Roles).into_iter().filter(|role| role.link(Name::Of).is_none()) {
            let Some(word) = role.word(Name::Role).filter(|term| !["member", "observer"].contains(&term.name)) else {
                continue;
            };
            let text = format!("{}: {}", word.name, held(record, role));
            let source = crate::query::cite::short(role).unwrap_or_default();
            let cells = vec![text, String::new(), String::new(), String::new(), source];
            // The same participant may hold several roles: each row is a group of its own.
            rows.push(Row { cells, ..Row::record(record.rid, DIALOGUE + rows.len() as u32, 1) });
        }
    }
    if !rows.is_empty() {
        rows.insert(0, Row::heading("The dialogue itself", DIALOGUE, None));
    }
    rows
}

fn group_row(record: Record<'_>, group: u32, cx: &Cx<'_>) -> Row {
    let count = |kind: Kind| {
        let links = cx.snapshot.index.links.to(record.rid).filter(|link| link.via.kind == kind);
        links.map(|link| link.from).collect::<std::collections::BTreeSet<Rid>>().len().to_string()
    };
    let source = crate::query::cite::short(record.row()).unwrap_or_default();
    let name = record.label().text().to_owned();
    let cells = vec![name, chairs(record, cx), count(Kind::Meeting), count(Kind::Activity), source];
    Row { cells, ..Row::record(record.rid, group, 1) }
}

/// Says who leads a group, those who do so now first; 'not stated' where no source says.
fn chairs(group: Record<'_>, cx: &Cx<'_>) -> String {
    let mut found = Vec::new();
    for link in cx.snapshot.index.links.to(group.rid).filter(|link| link.via.field == Name::Roles) {
        let Some(holder) = cx.snapshot.dataset.record(link.from) else { continue };
        let roles = holder.parts(Name::Roles).into_iter();
        for role in roles.filter(|role| role.link(Name::Of).is_some_and(|of| of.rid == group.rid)) {
            let Some(word) = role.word(Name::Role).filter(|term| term.name.ends_with("chair")) else { continue };
            let over = role.date(Name::When).is_some_and(|when| when.end().is_some());
            found.push((over, word.name != "chair", format!("{} ({})", held(holder, role), word.name)));
        }
    }
    found.sort();
    found.dedup();
    let names: Vec<String> = found.into_iter().map(|(_, _, text)| text).collect();
    if names.is_empty() { "not stated".into() } else { names.join(", ") }
}

/// Names the holder of a role, with the time where it is known.
fn held(holder: Record<'_>, role: Part<'_>) -> String {
    let when = role.date(Name::When).map_or_else(String::new, |when| format!(" {when}"));
    format!("{}{when}", holder.label().text())
}
