//! Rules over a dataset as a whole: what no single value can be wrong in.
//!
//! [`RULES`] is the table; a rule is one row and one function. Rules report; what an error sets aside was set aside before.

use crate::base::diag::Severity;
use crate::load::problem::{Mark, Problem, Problems, Step};
use crate::load::resolve::record_path;
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
    field: Option<Name>,
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
            path.extend(finding.field.map(|name| Step::Field(name.text())));
            let (severity, code, message) = (rule.severity, rule.code, finding.message);
            problems.push(Problem { severity, code, path, mark: Mark::Value, message, hint: None });
        }
    }
}

fn shared_ids(dataset: &Dataset, findings: &mut Vec<Finding>) {
    for organisation in dataset.records(Kind::Organisation) {
        if dataset.find(Kind::Country, organisation.id()).is_some() {
            let message = format!("{:?} is the id of a country, too; references mean the country", organisation.id());
            findings.push(Finding { at: organisation.rid, field: Some(Name::Id), message });
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
                findings.push(Finding { at: Rid(rid), field: None, message });
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
            findings.push(Finding { at: Rid(rid), field: None, message });
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
        findings.push(Finding { at: meeting.rid, field: None, message });
    }
}

fn over_hundred(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let percentages = |record: &Record<'_>| matches!(record.text(Name::Unit), Some("%" | "percent" | "per cent"));
    for record in dataset.records(Kind::Figure).chain(dataset.records(Kind::Indicator)).filter(percentages) {
        let measures = [Name::Baseline, Name::Target, Name::Observations];
        let parts = measures.into_iter().flat_map(|name| record.parts(name).into_iter().map(move |part| (name, part)));
        let values = parts.map(|(name, part)| (name, part.get(Name::Value)));
        for (name, value) in [(Name::Value, record.get(Name::Value))].into_iter().chain(values) {
            if let Value::Number(number) = value
                && number > 100.0
            {
                let message = format!("{number} is more than 100 per cent");
                findings.push(Finding { at: record.rid, field: Some(name), message });
            }
        }
    }
}

fn two_current(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let current = dataset.records(Kind::Framework).filter(|framework| framework.flag(Name::Current) == Some(true));
    for framework in current.skip(1) {
        let message = "another framework is the current one already".into();
        findings.push(Finding { at: framework.rid, field: Some(Name::Current), message });
    }
}
