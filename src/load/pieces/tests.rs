//! Piece by piece is as in one go: the same records with the same numbers, the same reports at the same places.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::base::sum::sum_of;
use crate::load::read;
use crate::model::record::Row;
use crate::model::{Dataset, Kind, Value};

/// Reads in one go and in pieces of that size; returns whether the pieces led to an end, and panics where that is another one.
fn is_the_same(bytes: &[u8], size: usize, threads: usize) -> bool {
    let content = Content::Bytes(bytes.to_vec().into());
    let Some(pieces) = load_from((bytes, bytes.len()), &content, (size, threads), (&Progress::default(), None)) else {
        return false;
    };
    let whole = read::read(bytes, &Progress::default()).unwrap();
    are_alike(pieces, &whole);
    let left = Filling::new(std::sync::Arc::new(tempfile::tempfile().unwrap()), 0);
    let pieces =
        load_from((bytes, bytes.len()), &content, (size, threads), (&Progress::default(), Some(left))).unwrap();
    assert_eq!(pieces.content, Some((bytes.len() as u64, sum_of(bytes))));
    are_alike(pieces, &whole);
    // A disk that takes nothing.
    let full = tempfile::NamedTempFile::new().unwrap();
    let left = Filling::new(std::sync::Arc::new(std::fs::File::open(full.path()).unwrap()), 0);
    let pieces =
        load_from((bytes, bytes.len()), &content, (size, threads), (&Progress::default(), Some(left))).unwrap();
    are_alike(pieces, &whole);
    true
}

fn are_alike(pieces: Loaded, whole: &Loaded) {
    assert_eq!(pieces.diagnostics, whole.diagnostics);
    assert_eq!(pieces.more, whole.more);
    assert_eq!(pieces.dataset.header().id, whole.dataset.header().id);
    assert_eq!(pieces.dataset.title(), whole.dataset.title());
    assert_eq!(pieces.dataset.summary(), whole.dataset.summary());
    assert_eq!(pieces.dataset.languages(), whole.dataset.languages());
    assert_eq!(told(&pieces.dataset), told(&whole.dataset));
}

/// Tells everything of a dataset, with all numbers.
fn told(dataset: &Dataset) -> String {
    let mut out = String::new();
    for &kind in Kind::ALL {
        let table = dataset.table(kind).unwrap();
        let _ = writeln!(out, "{kind:?} {} {:?}", table.rows, table.ids());
        for record in dataset.records(kind) {
            let _ = write!(out, "{:?} {}", record.rid, record.id());
            assert_eq!(dataset.find(kind, record.id()).map(|found| found.rid), Some(record.rid));
            tell(record.row(), &mut out);
        }
    }
    out
}

fn tell(row: Row<'_>, out: &mut String) {
    for (at, field) in row.fields().iter().enumerate() {
        let _ = match row.value(at) {
            Value::Unknown => Ok(()),
            Value::Parts(parts) => {
                let _ = write!(out, " {}(", field.key);
                parts.iter().for_each(|&part| tell(part, out));
                writeln!(out, ")")
            }
            value => writeln!(out, " {}={value:?}", field.key),
        };
    }
}

fn fixtures(folder: &Path, all: &mut Vec<Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => fixtures(&entry.path(), all),
            false => all.push(std::fs::read(entry.path()).unwrap()),
        }
    }
}

#[test]
fn the_embedded_dataset_is_the_same_in_pieces_of_any_size() {
    let Content::Bytes(bytes) = crate::load::Source::embedded().content else { unreachable!() };
    for size in [700, 5_000, 60_000, 10_000_000] {
        assert!(is_the_same(&bytes, size, 2), "{size}");
    }
}

#[test]
fn every_fixture_is_the_same_in_pieces_or_is_read_in_one_go() {
    let mut all = Vec::new();
    fixtures(Path::new("tests/data"), &mut all);
    assert!(all.len() > 100);
    for size in [1, 20, 300] {
        let same = all.iter().filter(|bytes| is_the_same(bytes, size, 2)).count();
        assert!(same > 20, "{same} of {} in pieces of {size}", all.len());
    }
}

#[test]
fn an_id_that_an_earlier_piece_has_is_set_aside_where_it_stands() {
    let text = r#"{"format":"plenary/1","id":"x","title":"X","goals":[{"id":"1"},{"id":"2"},{"id":"1","title":"again"},
        {"id":"3"},{"id":"2"},{"id":"3"}],"activities":[{"id":"1"},{"id":"A","goals":["3","9"]},{"id":"A"}]}"#;
    for size in 1..200 {
        assert!(is_the_same(text.as_bytes(), size, 3), "{size}");
    }
}

#[test]
fn a_cut_within_a_record_leads_to_one_go() {
    let part = r#"{"id":"a"},{"id":"b"},"#.repeat(9);
    let text = format!(r#"{{"format":"plenary/1","id":"x","goals":[{{"id":"1","sources":[{part}{{"id":"c"}}]}}]}}"#);
    assert!(!is_the_same(text.as_bytes(), 60, 2));
    assert!(is_the_same(text.as_bytes(), 10_000, 2));
}

#[test]
fn a_piece_with_many_mistakes_is_read_again_and_says_them_all() {
    let wrong = |count: usize| -> String {
        let records = (0..count).map(|at| format!(r#"{{"id":"A{at}","titel":"x","goals":["9"]}}"#));
        let list = records.collect::<Vec<_>>().join(",\n");
        format!(r#"{{"format":"plenary/1","id":"x","goals":[{{"id":"1"}}],"activities":[{list}]}}"#)
    };
    // Three hundred to a piece, which is more than is taken for a mistake of the guess.
    assert!(is_the_same(wrong(1_500).as_bytes(), 15_000, 2));
    // So many that words are no longer compared: then only one go knows for which.
    assert!(!is_the_same(wrong(6_000).as_bytes(), 15_000, 2));
}

/// A value that a field may have, right or wrong.
fn value() -> impl Strategy<Value = String> {
    let words =
        ["1", "2", "BG", "TR", "ZZ", "A1", "goal:1", "2020", "2020-13", "", "é", r#"},{\"id\":\"1\""#, r"\u00e9\n"];
    let plain = prop::sample::select(words.to_vec()).prop_map(|word| format!("\"{word}\""));
    let odd = ["null", "5", "-1.5", "true", "{}", "[]", r#"{"en":"x","fr":"y"}"#, r#"[{"id":"1"},{"id":"2"}]"#];
    let odd = prop::sample::select(odd.to_vec()).prop_map(str::to_owned);
    let one = prop_oneof![4 => plain, 1 => odd];
    let list = prop::collection::vec(one.clone(), 0..3).prop_map(|items| format!("[{}]", items.join(",")));
    prop_oneof![3 => one, 2 => list]
}

/// A record, mostly with an id.
fn record() -> impl Strategy<Value = String> {
    let keys =
        ["title", "name", "goals", "kind", "when", "status", "hosts", "sources", "number", "parent", "titel", "id"];
    let field = (prop::sample::select(keys.to_vec()), value()).prop_map(|(key, value)| format!("\"{key}\":{value}"));
    let ids = prop::sample::select(["1", "2", "3", "A1", "A2", "BG", "TR", "b", "c", "d"].as_slice());
    let record = (ids, prop::collection::vec(field, 0..4)).prop_map(|(id, fields)| {
        let fields: String = fields.iter().map(|field| format!(", {field}")).collect();
        format!("{{\"id\":\"{id}\"{fields}}}")
    });
    prop_oneof![30 => record, 1 => Just("7".to_owned()), 1 => Just("{}".to_owned())]
}

/// Keys of the top level with their values, now and then one of them twice.
fn entries() -> impl Strategy<Value = Vec<String>> {
    let kinds = vec!["goals", "activities", "countries", "meetings", "plan", "other", "documents", "actions", "groups"];
    let between = prop::sample::select([",", " ,\n ", ",\r\n\t"].as_slice());
    let list = (prop::collection::vec(record(), 0..12), between);
    let twice = prop_oneof![4 => Just(false), 1 => Just(true)];
    let (kinds, lists) = (prop::sample::subsequence(kinds, 0..6), prop::collection::vec(list, 6));
    (kinds, lists, twice).prop_map(|(mut kinds, lists, twice)| {
        kinds.extend(kinds.first().copied().filter(|_| twice));
        let entry = |(kind, (records, between)): (&str, (Vec<String>, &str))| {
            format!("\"{kind}\": [{}]", records.join(between))
        };
        kinds.into_iter().zip(lists).map(entry).collect()
    })
}

proptest! {
    #[test]
    fn whatever_is_in_a_file_is_the_same_in_pieces(
        entries in entries(),
        size in 1usize..400,
        threads in 1usize..4,
        head in prop::sample::select(["\u{feff}{", "{", " {\n"].as_slice()),
    ) {
        let head = format!(r#"{head}"format":"plenary/1","title":{{"en":"x"}},"id":"x""#);
        let text = format!("{head}{}}}", entries.iter().map(|entry| format!(",{entry}")).collect::<String>());
        is_the_same(text.as_bytes(), size, threads);
    }
}

#[test]
fn what_is_read_in_pieces_is_counted_and_can_be_stopped() {
    let names = (0..400).map(|at| format!(r#"{{"id":"g{at}","name":"Group {at}"}}"#)).collect::<Vec<_>>();
    let text = format!(r#"{{"format":"plenary/1","id":"d","title":"D","groups":[{}]}}"#, names.join(","));
    let content = Content::Bytes(text.clone().into_bytes().into());
    let progress = Progress::default();
    progress.begin(text.len() as u64, true);
    let loaded = load_from((text.as_bytes(), text.len()), &content, (1_000, 2), (&progress, None)).unwrap();
    assert_eq!(loaded.dataset.count(Kind::Group), 400);
    let so_far = progress.so_far();
    assert_eq!((so_far.records, so_far.bytes), (400, text.len() as u64));
    progress.stop();
    assert!(load_from((text.as_bytes(), text.len()), &content, (1_000, 2), (&progress, None)).is_none());
}
