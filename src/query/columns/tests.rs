//! What columns say is what asking record by record says.

use std::fs;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::base::pages::Filling;
use crate::base::text::fold;
use crate::index::{Origin, Snapshot};
use crate::load::{Loaded, Progress, Source, leaving};
use crate::model::field::Field;
use crate::model::{LangText, Record, Value};
use crate::query::called::Called;
use crate::query::fields::{WORDS, places};
use crate::query::{Filter, Ground};

proptest! {
    #[test]
    fn a_date_that_was_asked_before_is_told_as_the_first_time(
        dates in prop::collection::vec(prop::option::of((2000_u16..2003, 1_u8..3, 1_u8..9)), 0..600),
    ) {
        let date = |date: &Option<_>| date.and_then(|(year, month, day)| PartialDate::new(year, Some(month), Some(day)).ok());
        let dates: Vec<_> = dates.iter().map(date).collect();
        let is_so = |period: Period| period.start().is_some_and(|date| date.bits() % 3 == 0);
        let mut known = Dates::new();
        for ends in dates.windows(2).map(|ends| [ends[0], ends[1]]) {
            prop_assert_eq!(known.tell(&ends, &is_so), Table::period(&[ends], 0).is_some_and(is_so));
        }
    }
}

/// Reads a dataset of these entries, with its long texts in memory or on the disk.
fn snapshot(entries: &str, leaves: bool) -> Snapshot {
    let text = format!(r#"{{"format":"plenary/1","id":"t","title":"T","languages":["en","ru"],{entries}}}"#);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.json");
    fs::write(&file, text).unwrap();
    let left = leaves.then(|| Filling::new(Arc::new(tempfile::tempfile().unwrap()), 3));
    let Loaded { dataset, diagnostics, more, .. } =
        leaving(&Source::as_long(&file), &Progress::default(), left).unwrap();
    assert_eq!(dataset.left().is_some(), leaves);
    Snapshot::new(dataset, diagnostics, more, Origin::default())
}

/// The names of all fields of the language that are texts wherever they stand.
fn fields_of_text() -> Vec<&'static str> {
    let is_text = |field: &Field| matches!(field.shape, Shape::Id | Shape::Text | Shape::Texts | Shape::Currency);
    let of = |kind: &Kind| kind.spec().fields.iter().flat_map(|field| [field].into_iter().chain(field.parts()));
    let all: Vec<&Field> = Kind::ALL.iter().flat_map(of).collect();
    let mut names: Vec<&str> = all.iter().filter(|field| is_text(field)).map(|field| field.name.text()).collect();
    names.retain(|name| all.iter().filter(|field| field.name.text() == *name).all(|field| is_text(field)));
    names.retain(|name| WORDS.iter().all(|word| word.name != *name));
    names.sort_unstable();
    names.dedup();
    names
}

/// Tells whether a record has a text in a field, asked of the record itself.
fn has(record: Record<'_>, name: &str, text: &str) -> bool {
    let piece = fold(text).trim().to_owned();
    let stands = |text: &LangText<'_>| text.all().any(|text| fold(text).contains(&piece));
    let is_so = |value: &Value<'_>| match value {
        Value::Text(text) => stands(text),
        Value::Texts(texts) => texts.iter().any(stands),
        _ => false,
    };
    places(name, record.fields()).into_iter().any(|(at, part)| match (part, record.value(at)) {
        (None, value) => is_so(&value),
        (Some(part), Value::Parts(rows)) => rows.iter().any(|row| is_so(&row.value(part))),
        _ => false,
    })
}

/// A text as it may stand in a dataset, short or long enough to be left on the disk; without a quotation mark.
const TEXT: &str = "([a-cA-C e]|[àéÉœŒßÅﬁ’' -]|[ИиЙйж日]|[a-e][\u{301}\u{327}\u{ff9e}]{1,4}|\n|[a-c ]{40}){0,9}";

/// The same in one language or in several, as JSON.
fn text() -> impl Strategy<Value = String> {
    let json = |text: String| serde_json::to_string(&text).unwrap();
    prop_oneof![
        4 => TEXT.prop_map(json),
        1 => "(ab-[0-4]|d[0-2]|É2)".prop_map(json),
        1 => (TEXT, TEXT).prop_map(move |(en, ru)| format!(r#"{{"en":{},"ru":{}}}"#, json(en), json(ru))),
    ]
}

/// Entries of several kinds, with texts in each kind of field and in parts.
fn entries() -> impl Strategy<Value = String> {
    let record = prop::collection::vec(text(), 6);
    prop::collection::vec(record, 0..6).prop_map(|records| {
        let all = |of: &dyn Fn(usize, &[String]) -> String| {
            records.iter().enumerate().map(|(at, texts)| of(at, texts)).collect::<Vec<_>>().join(",")
        };
        let source = |texts: &[String]| {
            format!(
                r#""sources":[{{"url":"https://a.b/c","title":{}}},{{"says":{},"section":{}}}]"#,
                texts[3], texts[4], texts[5]
            )
        };
        let activity = |at: usize, texts: &[String]| {
            format!(r#"{{"id":"ab-{at}","title":{},"summary":{},{}}}"#, texts[0], texts[1], source(texts))
        };
        let commitment =
            |at: usize, texts: &[String]| format!(r#"{{"id":"É{at}","summary":{},{}}}"#, texts[2], source(texts));
        let document = |at: usize, texts: &[String]| {
            let paragraphs = format!(r#"[{{"n":1,"summary":{}}},{{"n":2,"summary":{}}}]"#, texts[1], texts[2]);
            format!(r#"{{"id":"d{at}","title":{},"languages":["a","cé"],"paragraphs":{paragraphs}}}"#, texts[0])
        };
        let project = |at: usize, texts: &[String]| {
            let budget = format!(r#"{{"amount":"12","currency":"EUR","basis":{}}}"#, texts[5]);
            let also = format!("[{},{}]", texts[3], texts[4]);
            format!(r#"{{"id":"p{at}","title":{},"also":{also},"budget":{budget}}}"#, texts[2])
        };
        format!(
            r#""activities":[{}],"commitments":[{}],"documents":[{}],"projects":[{}]"#,
            all(&activity),
            all(&commitment),
            all(&document),
            all(&project)
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn a_field_of_text_has_what_each_record_says(
        entries in entries(),
        asked in prop::collection::vec((any::<bool>(), prop::sample::select(fields_of_text()), prop_oneof!["[a-ceéÉи]{1,3}", "(ab-[0-4]|d[0-2]|[0-4])", "[a-c]{1,2}[ '-][a-c]{1,2}", TEXT]), 1..12),
        leaves in any::<bool>(),
    ) {
        let snapshot = snapshot(&entries, leaves);
        let ask = |(wanted, name, value): &(bool, &str, String)| {
            let query = format!("{}{name}:\"{value}\"", if *wanted { "" } else { "-" });
            let filter = Filter::parse(&query, Kind::ALL, Ground::new(&snapshot, None));
            (query, filter.map(|filter| filter.mask(Kind::ALL, &snapshot)))
        };
        let answers: Vec<_> = asked.iter().map(ask).collect();
        prop_assert_eq!(snapshot.dataset.pages_held(), 0);
        for ((_, name, value), few) in asked.iter().flat_map(|asked| [(asked, 0), (asked, 4)]) {
            let piece = fold(value).trim().to_owned();
            let called = snapshot.heads().called(&piece).having;
            let is_asked = !piece.is_empty() && !piece.contains('\n');
            for &kind in Kind::ALL.iter().filter(|_| is_asked) {
                let mut mask = FixedBitSet::with_capacity(snapshot.dataset.len());
                let places = places(name, kind.spec().fields);
                let mut fields: Vec<_> = places.iter().filter_map(|place| Called::of(kind, *place, &snapshot)).collect();
                fields.iter_mut().for_each(|field| field.few = few);
                let any = fields.iter().map(|field| field.put(&piece, &called, &mut mask, &|| true)).max();
                prop_assert_eq!(any.unwrap_or_default(), !mask.is_clear());
                let is_by_names_alone = !fields.is_empty() && fields.len() == places.len();
                for record in snapshot.dataset.records(kind).filter(|_| is_by_names_alone) {
                    let (is, should) = (mask.contains(record.rid.index()), has(record, name, value));
                    prop_assert_eq!(is, should, "{}:{:?} in {}", name, value, record.reference());
                }
            }
        }
        // A field without a value is a mistake.
        for ((wanted, name, value), (query, mask)) in asked.iter().zip(answers).filter(|((.., value), _)| !value.trim().is_empty()) {
            let Ok(mask) = mask else { panic!("{query}: {mask:?}") };
            for record in Kind::ALL.iter().flat_map(|&kind| snapshot.dataset.records(kind)) {
                let expected = has(record, name, value) == *wanted;
                prop_assert_eq!(mask.contains(record.rid.index()), expected, "{:?} in {}", query, record.reference());
            }
        }
    }
}
