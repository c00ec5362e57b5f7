//! Rules over a dataset as a whole: what no single value can be wrong in.
//!
//! [`RULES`] is the table; a rule is one row and one function. Rules report; what an error sets aside was set aside before.

use crate::base::diag::Severity;
use crate::base::quote::quoted;
use crate::load::loss::record_path;
use crate::load::problem::{Mark, Problem, Problems, Step};
use crate::load::scalar::number_text;
use crate::model::column::Column;
use crate::model::name::Name;
use crate::model::record::{Record, Rid, Value};
use crate::model::{Dataset, Kind};

/// One rule.
pub struct Rule {
    /// Its name.
    pub code: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// What it asks for, without a final period.
    pub doc: &'static str,
    find: fn(&Dataset, &mut Vec<Finding>),
}

/// A breach of a rule.
struct Finding {
    at: Rid,
    /// The way to the value within the record.
    within: Vec<Step>,
    message: String,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        code: "shared-id",
        severity: Severity::Error,
        doc: "Countries and organisations share one space of ids",
        find: shared_ids,
    },
    Rule {
        code: "no-source",
        severity: Severity::Warning,
        doc: "A record says what it rests on",
        find: without_source,
    },
    Rule {
        code: "unused-document",
        severity: Severity::Warning,
        doc: "A document is there because a record rests on it or refers to it",
        find: unused_documents,
    },
    Rule { code: "no-date", severity: Severity::Warning, doc: "A meeting has a date", find: without_date },
    Rule { code: "over-100", severity: Severity::Warning, doc: "A percentage is at most 100", find: over_hundred },
    Rule {
        code: "two-current",
        severity: Severity::Warning,
        doc: "At most one framework is the current one",
        find: two_current,
    },
];

/// Runs every rule.
pub fn run(dataset: &Dataset, ordinals: &[Vec<u32>], problems: &mut Problems) {
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.find)(dataset, &mut findings);
        for finding in findings.drain(..) {
            let Some(kind) = dataset.kind(finding.at) else { continue };
            let row = (finding.at.0 - dataset.range(kind).start) as usize;
            let mut path = record_path(kind, ordinals, row);
            path.extend(finding.within);
            let (severity, code, message) = (rule.severity, rule.code, finding.message);
            problems.push(Problem { severity, code, path, mark: Mark::Value, message, hint: None });
        }
    }
}

fn shared_ids(dataset: &Dataset, findings: &mut Vec<Finding>) {
    for organisation in dataset.records(Kind::Organisation) {
        if dataset.find(Kind::Country, organisation.id()).is_some() {
            let message =
                format!("{} is the id of a country, too; references mean the country", quoted(organisation.id()));
            findings.push(Finding { at: organisation.rid, within: vec![Step::Field(Name::Id.text())], message });
        }
    }
}

fn without_source(dataset: &Dataset, findings: &mut Vec<Finding>) {
    for &kind in Kind::ALL.iter().filter(|&&kind| kind != Kind::Document) {
        let (Some(at), Some(table)) = (kind.spec().position(Name::Sources), dataset.table(kind)) else { continue };
        let Some(Column::Parts(spans, _)) = table.columns.get(at) else { continue };
        for (row, rid) in dataset.range(kind).enumerate() {
            if spans.get(row).and_then(|span| span.range()).is_none_or(|range| range.is_empty()) {
                let message = format!("this {} names no source", kind.spec().name);
                findings.push(Finding { at: Rid(rid), within: Vec::new(), message });
            }
        }
    }
}

fn unused_documents(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let range = dataset.range(Kind::Document);
    let mut used = vec![false; range.len()];
    let mut mark = |rid: Rid| {
        let at = rid.0.checked_sub(range.start).map(|at| at as usize);
        if let Some(used) = at.and_then(|at| used.get_mut(at)) {
            *used = true;
        }
    };
    for kind in Kind::ALL {
        if let Some(table) = dataset.table(*kind) {
            table.columns.iter().for_each(|column| visit_links(column, &mut mark));
        }
    }
    for (rid, used) in range.clone().zip(used) {
        if !used {
            let message = "no record rests on this document or refers to it".into();
            findings.push(Finding { at: Rid(rid), within: Vec::new(), message });
        }
    }
}

fn visit_links(column: &Column, visit: &mut impl FnMut(Rid)) {
    match column {
        Column::Link(cells) => cells.iter().copied().for_each(visit),
        Column::Links(_, items) => items.iter().copied().for_each(visit),
        Column::Parts(_, table) => table.columns.iter().for_each(|column| visit_links(column, visit)),
        _ => {}
    }
}

fn without_date(dataset: &Dataset, findings: &mut Vec<Finding>) {
    for meeting in dataset.records(Kind::Meeting).filter(|meeting| meeting.date(Name::When).is_none()) {
        let message = "this meeting has no date".into();
        findings.push(Finding { at: meeting.rid, within: Vec::new(), message });
    }
}

fn over_hundred(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let percentages = |record: &Record<'_>| matches!(record.text(Name::Unit), Some("%" | "percent" | "per cent"));
    for record in dataset.records(Kind::Figure).chain(dataset.records(Kind::Indicator)).filter(percentages) {
        for (within, number) in numbers(record).into_iter().filter(|(_, number)| *number > 100.0) {
            let message = format!("{} is more than 100 per cent", number_text(number));
            findings.push(Finding { at: record.rid, within, message });
        }
    }
}

/// Lists the numbers of a figure or indicator, each with the way to it.
fn numbers(record: Record<'_>) -> Vec<(Vec<Step>, f64)> {
    let step = |name: Name| Step::Field(name.text());
    let mut found = vec![(vec![step(Name::Value)], record.get(Name::Value))];
    for name in [Name::Baseline, Name::Target] {
        found
            .extend(record.parts(name).iter().map(|part| (vec![step(name), step(Name::Value)], part.get(Name::Value))));
    }
    for (at, part) in record.parts(Name::Observations).iter().enumerate() {
        found.push((vec![step(Name::Observations), Step::Index(at), step(Name::Value)], part.get(Name::Value)));
    }
    let number = |(within, value)| match value {
        Value::Number(number) => Some((within, number)),
        _ => None,
    };
    found.into_iter().filter_map(number).collect()
}

fn two_current(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let current = dataset.records(Kind::Framework).filter(|framework| framework.flag(Name::Current) == Some(true));
    for framework in current.skip(1) {
        let message = "another framework is the current one already".into();
        findings.push(Finding { at: framework.rid, within: vec![Step::Field(Name::Current.text())], message });
    }
}
