//! Two datasets compared, whatever they hold: nothing differs from itself, and the other way round is the mirror image.

use std::collections::BTreeSet;

use plenary::diff::lines::{between, heads};
use plenary::diff::{Change, Changes, Line};
use plenary::model::{Dataset, Kind, Reference};
use proptest::prelude::*;

use crate::stage::{dataset, embedded};

/// Everything that is different, each as a line: where, and the two sides.
fn said(old: &Dataset, new: &Dataset) -> BTreeSet<(String, Option<String>, Option<String>)> {
    let changes = Changes::between(old, new);
    let mut out = BTreeSet::new();
    let mut add = |at: &str, line: Line| {
        let own = |side: Option<&str>| side.map(str::to_owned);
        let (old, new) = line.change.sides();
        assert!(line.change == Change::Order || old != new, "{at}: {line:?}");
        out.insert((format!("{at} {}", line.at), own(old), own(new)));
    };
    heads(old, new).into_iter().for_each(|line| add("", line));
    for (reference, _) in &changes.changed {
        let parsed = Reference::parse(reference).unwrap();
        let (one, other) = (old.find_reference(parsed).unwrap(), new.find_reference(parsed).unwrap());
        let lines = between((one, old), (other, new));
        assert!(!lines.is_empty(), "{reference} is said to differ and nothing does");
        lines.into_iter().for_each(|line| add(reference, line));
    }
    out.extend(changes.added.into_iter().map(|at| (at, None, Some(String::new()))));
    out.extend(changes.dropped.into_iter().map(|(at, _)| (at, Some(String::new()), None)));
    out
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        r#""a""#,
        r#""b c""#,
        r#"{"en":"a","ru":"b"}"#,
        r#"{"ru":"b","en":"a"}"#,
        r#"{"ru":"a"}"#,
        "null",
    ])
    .prop_map(str::to_owned)
}

fn list(items: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::option::of(prop::collection::vec(prop::sample::select(items), 0..4))
        .prop_map(|items| items.map_or_else(|| "null".to_owned(), |items| format!("[{}]", items.join(","))))
}

fn activity() -> impl Strategy<Value = String> {
    let hosts = list(&[r#""BG""#, r#""TR""#, r#""HU""#]);
    let sources = list(&[
        r#"{"doc":"P"}"#,
        r#"{"doc":"P","para":1}"#,
        r#"{"doc":"P","para":2,"certainty":"disputed","says":"x"}"#,
        r#"{"url":"u","title":"t"}"#,
        r#"{"section":"s"}"#,
    ]);
    let status = prop::sample::select(vec!["planned", "held"]);
    (0..3u8, text(), hosts, sources, status).prop_map(|(id, title, hosts, sources, status)| {
        format!(r#"{{"id":"A{id}","title":{title},"hosts":{hosts},"sources":{sources},"status":"{status}"}}"#)
    })
}

fn country() -> impl Strategy<Value = String> {
    let roles = list(&[
        r#"{"role":"chair"}"#,
        r#"{"role":"chair","when":"2006/"}"#,
        r#"{"role":"chair","of":"activity:A0","sources":[{"doc":"P"}]}"#,
        r#"{"when":"2006/"}"#,
        r#"{}"#,
    ]);
    (text(), list(&[r#""a""#, r#""b""#, r#"{"ru":"a"}"#]), roles)
        .prop_map(|(name, also, roles)| format!(r#"{{"id":"BG","name":{name},"also":{also},"roles":{roles}}}"#))
}

fn document() -> impl Strategy<Value = String> {
    let paragraphs =
        list(&[r#"{"n":1,"summary":"x"}"#, r#"{"n":2,"summary":"x"}"#, r#"{"n":2}"#, r#"{"n":1,"summary":"y z"}"#]);
    paragraphs.prop_map(|paragraphs| format!(r#"{{"id":"P","title":"P","paragraphs":{paragraphs}}}"#))
}

fn entries() -> impl Strategy<Value = String> {
    (prop::collection::vec(activity(), 0..4), country(), document(), list(&[r#""en""#, r#""ru""#])).prop_map(
        |(activities, country, document, languages)| {
            format!(
                r#""languages":{languages},"activities":[{}],"countries":[{country},{{"id":"TR"}},{{"id":"HU","name":"a"}}],"documents":[{document}]"#,
                activities.join(",")
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn nothing_differs_from_itself_and_the_other_way_round_is_the_mirror_image(one in entries(), other in entries()) {
        let (one, other) = (dataset(&one), dataset(&other));
        let (one, other) = (&one.dataset, &other.dataset);
        prop_assert!(said(one, one).is_empty());
        let mirrored: BTreeSet<_> = said(other, one).into_iter().map(|(at, old, new)| (at, new, old)).collect();
        prop_assert_eq!(said(one, other), mirrored);
    }
}

#[test]
fn the_embedded_dataset_is_the_same_as_itself_in_every_language() {
    let dataset = &embedded().dataset;
    assert!(said(dataset, dataset).is_empty());
    assert!(said(&dataset.read_in("ru"), dataset).is_empty());
    assert!(dataset.count(Kind::Country) > 0);
}
