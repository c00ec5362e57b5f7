//! Groups: who chairs each working group, now and before, who is in it, and what it did. The dialogue itself stands first.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid, Row as Part};
use crate::query::cite::short;
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::grouping;
use crate::tui::sheet::table::{self, Column, Columns};
use crate::tui::widget::line::Line;

/// The body of the Groups screen.
#[derive(Debug)]
pub struct Groups;

const NARROW: [Column; 3] = [
    Column { title: "chairs", width: 30, from: 62, role: Role::Text },
    Column { title: "meetings", width: 8, from: 72, role: Role::Count },
    Column { title: "activities", width: 10, from: 84, role: Role::Count },
];

const WIDE: [Column; 5] = [
    Column { title: "chairs", width: 46, from: 0, role: Role::Text },
    Column { title: "meetings", width: 8, from: 0, role: Role::Count },
    Column { title: "activities", width: 10, from: 0, role: Role::Count },
    Column { title: "members", width: 12, from: 0, role: Role::Count },
    Column { title: "source", width: 22, from: 140, role: Role::Source },
];

const COLUMNS: Columns = Columns { narrow: &NARROW, wide: &WIDE };

/// The number of the first group of the dialogue's own roles, after those of the kinds.
const DIALOGUE: u32 = 100;

impl Body for Groups {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Group]
    }

    fn groupings(&self) -> &'static [&'static str] {
        &["by kind", "alphabetical", "by chair"]
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        let mut rows = dialogue(cx);
        match cx.view.grouping {
            0 => rows.extend(by_kind(cx)),
            1 => {
                rows.push(Row::heading("Working groups", 1, None));
                rows.extend(cx.records(Kind::Group).map(|record| group_row(record, 1, cx)));
            }
            _ => rows.extend(by_chair(cx)),
        }
        rows
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        table::draw_head("group", COLUMNS.within(usize::from(area.width).saturating_sub(1)), cx, area, buffer);
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        table::draw_row(row, COLUMNS.within(line.room()), cx, line);
    }
}

fn by_kind(cx: &Cx<'_>) -> Vec<Row> {
    let kind = |record: Record<'_>| record.word(Name::Kind).map(|term| term.name);
    let kinds = grouping::by_text(cx.records(Kind::Group), kind, "of a kind that is not stated");
    grouping::rows(kinds, |record, number| group_row(record, number, cx))
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
            let source = short(role).unwrap_or_default();
            let cells = vec![text, String::new(), String::new(), String::new(), String::new(), source];
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
        links.map(|link| link.from).collect::<BTreeSet<Rid>>().len().to_string()
    };
    let source = short(record.row()).unwrap_or_default();
    let name = record.label().text().to_owned();
    let chairs = said(&leads(record, cx));
    let cells = vec![name, chairs, count(Kind::Meeting), count(Kind::Activity), members(record, cx), source];
    Row { cells, ..Row::record(record.rid, group, 1) }
}

/// The groups below each who leads or led them, by name; then those of which no source says who does.
fn by_chair(cx: &Cx<'_>) -> Vec<Row> {
    let mut chairs: BTreeMap<(bool, String, Option<Rid>), Led<'_>> = BTreeMap::new();
    for group in cx.records(Kind::Group) {
        let leads = leads(group, cx);
        let mut holders: Vec<Record<'_>> = leads.iter().map(|lead| lead.holder).collect();
        holders.sort_by_key(|holder| holder.rid);
        holders.dedup_by_key(|holder| holder.rid);
        if holders.is_empty() {
            chairs.entry((true, "Chair not stated".into(), None)).or_default().push((group, Vec::new()));
        }
        for holder in holders {
            let own = leads.iter().filter(|lead| lead.holder.rid == holder.rid).cloned().collect();
            let head = (false, holder.label().text().to_owned(), Some(holder.rid));
            chairs.entry(head).or_default().push((group, own));
        }
    }
    let mut rows = Vec::new();
    for (number, ((_, name, holder), groups)) in (1..).zip(chairs) {
        rows.push(Row::heading(format!("{name}  {}", groups.len()), number, holder));
        rows.extend(groups.into_iter().map(|(group, own)| {
            let mut row = group_row(group, number, cx);
            if let Some(cell) = row.cells.get_mut(1).filter(|_| !own.is_empty()) {
                *cell = own
                    .iter()
                    .map(|lead| format!("{}{}", lead.role, since(lead.when.as_deref())))
                    .collect::<Vec<_>>()
                    .join(", ");
            }
            row
        }));
    }
    rows
}

/// The groups that one holder leads or led, each with the roles in it.
type Led<'a> = Vec<(Record<'a>, Vec<Lead<'a>>)>;

/// Who leads or led a group.
#[derive(Clone, Debug)]
struct Lead<'a> {
    holder: Record<'a>,
    role: &'static str,
    when: Option<String>,
}

/// Lists who leads a group, those who do so now first.
fn leads<'a>(group: Record<'_>, cx: &Cx<'a>) -> Vec<Lead<'a>> {
    let leads = roles_in(group, cx).into_iter().filter(|(_, _, role)| role.ends_with("chair"));
    let mut found: Vec<(bool, bool, &str, Lead<'a>)> = leads
        .map(|(holder, part, role)| {
            let lead = Lead { holder, role, when: when(part) };
            (is_over(part), role != "chair", holder.label().text(), lead)
        })
        .collect();
    found.sort_by(|(a, b, c, d), (e, f, g, h)| (a, b, c, &d.when).cmp(&(e, f, g, &h.when)));
    found.into_iter().map(|(_, _, _, lead)| lead).collect()
}

/// Lists the roles in a group, each with its holder.
fn roles_in<'a>(group: Record<'_>, cx: &Cx<'a>) -> Vec<(Record<'a>, Part<'a>, &'static str)> {
    let snapshot = cx.snapshot;
    let links = snapshot.index.links.to(group.rid).filter(|link| link.via.field == Name::Roles);
    // A source of a role may refer to the group, too: each holder is looked at once.
    let holders: BTreeSet<Rid> = links.map(|link| link.from).collect();
    let holders = holders.into_iter().filter_map(|rid| snapshot.dataset.record(rid));
    let roles = holders.flat_map(|holder| holder.parts(Name::Roles).into_iter().map(move |part| (holder, part)));
    let roles = roles.filter(|(_, part)| part.link(Name::Of).is_some_and(|of| of.rid == group.rid));
    roles.filter_map(|(holder, part)| Some((holder, part, part.word(Name::Role)?.name))).collect()
}

/// Says who leads a group, in few words, since several may share a cell; 'not stated' where no source says.
fn said(leads: &[Lead<'_>]) -> String {
    let name = |lead: &Lead<'_>| match (lead.holder.label().text(), &lead.when) {
        (holder, Some(when)) => format!("{holder} {when} ({})", lead.role),
        (holder, None) => format!("{holder} ({}) undated", lead.role),
    };
    let names: Vec<String> = leads.iter().map(name).collect();
    if names.is_empty() { "not stated".into() } else { names.join(", ") }
}

/// Counts the members, apart from those who no longer are; where no source names any, it is not known that there are none.
fn members(group: Record<'_>, cx: &Cx<'_>) -> String {
    let (mut now, mut before) = (BTreeSet::new(), BTreeSet::new());
    for (holder, part, _) in roles_in(group, cx).into_iter().filter(|(_, _, role)| *role == "member") {
        if is_over(part) {
            before.insert(holder.rid)
        } else {
            now.insert(holder.rid)
        };
    }
    match (now.len(), before.difference(&now).count()) {
        (0, 0) => "not stated".into(),
        (now, 0) => now.to_string(),
        (now, before) => format!("{now}, {before} before"),
    }
}

fn is_over(role: Part<'_>) -> bool {
    role.date(Name::When).is_some_and(|when| when.end().is_some())
}

/// Returns when a role is or was held.
fn when(role: Part<'_>) -> Option<String> {
    role.date(Name::When).map(|when| when.compact())
}

/// Says when a role is or was held, behind its name.
fn since(when: Option<&str>) -> String {
    when.map_or_else(|| ", when not stated".to_owned(), |when| format!(" {when}"))
}

/// Names the holder of a role, with the time.
fn held(holder: Record<'_>, role: Part<'_>) -> String {
    format!("{}{}", holder.label().text(), since(when(role).as_deref()))
}
