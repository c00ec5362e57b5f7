//! Projects: the tree with periods, funders and money; amounts are shown with what they count and never added.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::model::{Kind, Name, Record, Rid};
use crate::query::words::part;
use crate::tui::sheet::body::{Body, Cx, Row};
use crate::tui::sheet::table::{self, Column};
use crate::tui::widget::line::Line;

/// The body of the Projects screen.
#[derive(Debug)]
pub struct Projects;

const COLUMNS: [Column; 4] = [
    Column { title: "period", width: 17, from: 56, role: Role::Date },
    Column { title: "funders", width: 18, from: 74, role: Role::Text },
    Column { title: "budget", width: 32, from: 108, role: Role::Text },
    Column { title: "countries", width: 9, from: 118, role: Role::Count },
];

impl Body for Projects {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Project]
    }

    fn groupings(&self) -> &'static [&'static str] {
        &["tree", "by funder", "by country", "by goal"]
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<Row> {
        match cx.view.grouping {
            0 => tree(cx),
            1 => by(cx, Name::Funders, "Funder not stated"),
            2 => by(cx, Name::Countries, "Countries not stated"),
            _ => by(cx, Name::Goals, "Goals not stated"),
        }
    }

    fn head_height(&self, _cx: &Cx<'_>) -> u16 {
        1
    }

    fn draw_head(&self, cx: &Cx<'_>, area: Rect, buffer: &mut Buffer) {
        table::draw_head("project", &COLUMNS, cx, area, buffer);
    }

    fn draw_row(&self, row: &Row, cx: &Cx<'_>, line: Line<'_>) {
        table::draw_row(row, &COLUMNS, cx, line);
    }

    fn emptiness(&self) -> &'static str {
        "The dataset holds no projects"
    }
}

/// Every project under the one that it is a component of. Where a parent does not pass scope and filter, its components stand alone.
fn tree(cx: &Cx<'_>) -> Vec<Row> {
    let passing: Vec<Record<'_>> = cx.records(Kind::Project).collect();
    let mut children: BTreeMap<Option<Rid>, Vec<Record<'_>>> = BTreeMap::new();
    for record in &passing {
        let parent = record.link(Name::Parent).map(|parent| parent.rid);
        let parent = parent.filter(|parent| passing.iter().any(|record| record.rid == *parent));
        children.entry(parent).or_default().push(*record);
    }
    let mut rows = Vec::new();
    let mut open: Vec<(Record<'_>, u8)> =
        children.get(&None).into_iter().flatten().rev().map(|record| (*record, 0)).collect();
    while let Some((record, depth)) = open.pop() {
        rows.push(project_row(record, 0, depth, cx));
        let below = children.get(&Some(record.rid)).into_iter().flatten().rev();
        open.extend(below.map(|child| (*child, depth.saturating_add(1))));
    }
    rows
}

/// Groups projects by what a field refers to.
fn by(cx: &Cx<'_>, name: Name, none: &str) -> Vec<Row> {
    let mut groups: BTreeMap<(bool, String, Option<Rid>), Vec<Record<'_>>> = BTreeMap::new();
    for record in cx.records(Kind::Project) {
        let to = record.links(name).unwrap_or_default();
        for rid in to {
            let label = cx.snapshot.dataset.record(*rid).map_or_else(String::new, |to| to.label().text().to_owned());
            groups.entry((false, label, Some(*rid))).or_default().push(record);
        }
        if to.is_empty() {
            groups.entry((true, none.to_owned(), None)).or_default().push(record);
        }
    }
    let mut rows = Vec::new();
    for (number, ((_, label, rid), records)) in groups.into_iter().enumerate() {
        rows.push(Row::heading(format!("{label}  {}", records.len()), number as u32, rid));
        rows.extend(records.into_iter().map(|record| project_row(record, number as u32, 1, cx)));
    }
    rows
}

fn project_row(record: Record<'_>, group: u32, depth: u8, cx: &Cx<'_>) -> Row {
    let dataset = &cx.snapshot.dataset;
    let period = record.date(Name::When).map_or("not stated".to_owned(), |when| when.compact());
    let ids = |rids: &[Rid]| {
        let ids = rids.iter().filter_map(|&rid| dataset.record(rid)).map(|record| record.id());
        ids.collect::<Vec<_>>().join(", ")
    };
    let funders = record.links(Name::Funders).map_or("not stated".to_owned(), ids);
    let budget = record.parts(Name::Budget).first().map_or("not stated".to_owned(), |budget| part(*budget, dataset));
    let countries = record.links(Name::Countries).map_or("not stated".to_owned(), |rids| rids.len().to_string());
    let cells = vec![record.label().text().to_owned(), period, funders, budget, countries];
    Row { cells, ..Row::record(record.rid, group, depth) }
}
