//! What benchmarks are measured against: `serde_json` into borrowed structs, on one thread.

use std::borrow::Cow;

use serde::Deserialize;

/// One record of whatever kind, with what most of them have. serde borrows a `Cow` only where the field's own type is one, so texts
/// that may be left out are empty ones, and ids, which have no escapes, are `&str`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Row<'a> {
    id: &'a str,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    summary: Cow<'a, str>,
    kind: &'a str,
    status: &'a str,
    when: &'a str,
    by: Vec<&'a str>,
    goals: Vec<&'a str>,
    actions: Vec<&'a str>,
    hosts: Vec<&'a str>,
    participants: Vec<&'a str>,
    groups: Vec<&'a str>,
    projects: Vec<&'a str>,
    activities: Vec<&'a str>,
    sources: Vec<From<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct From<'a> {
    doc: &'a str,
    para: u32,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read is not looked at")]
pub struct Whole<'a> {
    #[serde(borrow)]
    activities: Vec<Row<'a>>,
    #[serde(borrow)]
    commitments: Vec<Row<'a>>,
}

/// A leaner floor: ids, titles and summaries alone, everything else skipped.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Lean<'a> {
    id: &'a str,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    summary: Cow<'a, str>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read is not looked at")]
pub struct WholeLean<'a> {
    #[serde(borrow)]
    activities: Vec<Lean<'a>>,
    #[serde(borrow)]
    commitments: Vec<Lean<'a>>,
}
