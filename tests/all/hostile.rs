//! Files made to hurt, and good files broken at random: loading answers, in good time, and every place lies in the text.

use std::fmt::Write as _;
use std::sync::LazyLock;
use std::time::Duration;

use plenary::base::diag::{Diagnostic, Severity};
use plenary::load::{self, Loaded, Source};
use plenary::model::{Kind, Name, Value};
use proptest::prelude::*;

const HOSTILE: &str = include_str!("../data/hostile/hostile.json");
const EMBEDDED: &str = include_str!("../../assets/budapest-process.json");
const HEAD: &str = r#"{"format":"plenary/1","id":"x","title":"X","documents":[{"id":"d","title":"D"}]"#;
const SOURCES: &str = r#""sources":[{"doc":"d"}]"#;

fn load(bytes: impl Into<Vec<u8>>) -> Result<Loaded, Box<Diagnostic>> {
    load::load(&Source::bytes("test", bytes.into())).map_err(|error| error.diagnostic)
}

/// Loads a file and insists that this takes no more than ten seconds of a processor; a debug build takes a tenth of that. What else the
/// machine has to do does not count.
fn load_soon(text: String) -> Loaded {
    let start = worked();
    let loaded = load(text).expect("it is opened");
    let took = worked() - start;
    assert!(took < Duration::from_secs(10), "it took {took:?}");
    loaded
}

/// Returns the time that this thread had on a processor; none where the system does not say.
fn worked() -> Duration {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(said.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0))
}

/// A file with a good head and these sections.
fn file(sections: &str) -> String {
    format!("{HEAD},{sections}}}")
}

/// Insists that the place of a diagnostic is in the text.
fn check(diagnostic: &Diagnostic, text: &str) {
    let place = diagnostic.place.as_ref().unwrap_or_else(|| panic!("no place: {diagnostic}"));
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.split('\n').nth(place.line - 1).unwrap_or_else(|| panic!("no such line: {diagnostic}"));
    assert!(place.column <= line.chars().count() + 1, "no such column: {diagnostic}");
    let (first, length) = place.mark;
    let shown = place.excerpt.chars().count();
    assert!(length > 0 && first <= shown && shown <= 160, "{diagnostic}: {place:?}");
    let before: String = line.chars().skip(place.column - 1 - first).take(first).collect();
    assert!(place.excerpt.starts_with(&before), "{diagnostic}: {place:?}");
}

/// Insists that every place is in the text, and that every path leads to a value there.
fn check_loaded(loaded: &Loaded, text: &str) {
    if loaded.diagnostics.is_empty() {
        return;
    }
    let whole = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    if let Err(error) = &whole {
        // Half a character is JSON (RFC 8259, 8.2); in a value that is passed over it does no harm, but a value of Rust cannot hold it.
        assert!(["surrogate", "hex escape"].iter().any(|half| error.to_string().contains(half)), "{error}");
    }
    for diagnostic in &loaded.diagnostics {
        check(diagnostic, text);
        let leads = |whole: &serde_json::Value| leads_somewhere(whole, &diagnostic.path);
        assert!(diagnostic.severity != Severity::Fatal && whole.as_ref().map_or(true, leads), "{diagnostic}");
    }
}

/// Follows a path such as `activities[3].hosts[0]`.
fn leads_somewhere(whole: &serde_json::Value, path: &str) -> bool {
    let pointer = path.replace("][", "/").replace(['[', '.'], "/").replace(']', "");
    // A key that is no plain word stands quoted and cut, and cannot be followed.
    path.is_empty() || path.contains("[\"") || whole.pointer(&format!("/{pointer}")).is_some()
}

fn check_all(bytes: &[u8]) {
    match (load(bytes), std::str::from_utf8(bytes)) {
        (Ok(loaded), Ok(text)) => check_loaded(&loaded, text),
        (Err(diagnostic), Ok(text)) if diagnostic.code != "not-utf-8" => check(&diagnostic, text),
        (Err(diagnostic), _) => assert!(diagnostic.place.is_some_and(|place| place.line > 0)),
        (Ok(_), Err(_)) => panic!("it is not UTF-8 and was opened"),
    }
}

#[test]
fn the_hostile_dataset_is_opened_and_each_of_its_faults_is_told() {
    let loaded = load(HOSTILE).unwrap();
    check_loaded(&loaded, HOSTILE);
    let mut said = String::new();
    for diagnostic in &loaded.diagnostics {
        writeln!(said, "[{}] {diagnostic}", diagnostic.code).unwrap();
    }
    assert!(!said.chars().any(|c| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}')), "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn the_hostile_dataset_keeps_its_true_texts_and_links() {
    let dataset = load(HOSTILE).unwrap().dataset;
    assert_eq!(dataset.read_in("ar").title().text(), "عدائي");
    let title = |id: &str| dataset.find(Kind::Activity, id).and_then(|activity| activity.text(Name::Title)).unwrap();
    assert_eq!(title("日本"), "left \u{202e}right\u{202c} to \u{2066}left\u{2069}");
    assert_eq!(title(&"x".repeat(200)), "nul \0 in the middle");
    assert_eq!(title("a:b").len(), 1 + 50 * 2);
    assert_eq!(dataset.find(Kind::Activity, "a b").unwrap().label().text(), "a b");
    // é written in two ways is two ids: nothing is normalised behind the writer's back.
    assert_ne!(title("e\u{301}"), title("é"));
    let about = dataset.find(Kind::Statement, "S-1").unwrap().links(Name::About).unwrap().len();
    assert_eq!(about, 4_993);
    let value = |id: &str| match dataset.find(Kind::Figure, id).unwrap().get(Name::Value) {
        Value::Number(number) => Some(number),
        _ => None,
    };
    assert_eq!(
        ["negative", "vast", "minus-nought", "like-a-number"].map(value),
        [Some(-5.0), Some(1e308), Some(-0.0), None]
    );
    for id in ["p1", "p2", "p3", "p4", "p5"] {
        assert!(dataset.find(Kind::Project, id).unwrap().link(Name::Parent).is_none(), "{id}");
    }
    assert_eq!(dataset.find(Kind::Project, "p6").unwrap().link(Name::Parent).unwrap().id(), "p2");
}

/// Control characters of all sorts before, at and behind a mistake: what is shown of the line is what stands there.
#[test]
fn no_two_characters_make_a_place_fail() {
    let all = [
        '\0', '\t', '\n', '\r', '\u{b}', '\u{c}', '\u{1b}', ' ', '!', '"', '{', '}', '[', ',', '\u{85}', '\u{2028}',
        '\u{feff}',
    ];
    for first in all {
        for second in all {
            for third in all {
                check_all(String::from_iter([first, second, third]).as_bytes());
            }
        }
    }
}

#[test]
fn half_a_character_in_what_is_passed_over_does_no_harm() {
    check_all(file(r#""goals":[{"id":"g","title":"G","colour":"\ud800x","sources":[{"doc":"d"}]}]"#).as_bytes());
    check_all(file(r#""goals":[{"id":"g","title":"\ud800","sources":[{"doc":"d"}]}]"#).as_bytes());
}

#[test]
fn a_file_cut_anywhere_is_told_to_be_cut_short() {
    let cuts = (0..1_000).map(|at| EMBEDDED.floor_char_boundary(EMBEDDED.len() * at / 1_000));
    for at in cuts {
        let text = EMBEDDED.get(..at).unwrap();
        let diagnostic = load(text).unwrap_err();
        let expected: &[&str] = if at == 0 { &["empty"] } else { &["cut-short"] };
        assert!(expected.contains(&&*diagnostic.code), "cut at {at}: {diagnostic}");
        check(&diagnostic, text);
    }
}

#[test]
fn nesting_a_hundred_thousand_deep_is_passed_over_or_refused() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let objects = format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    let nested = format!("{open}{close}");
    assert_eq!(load(nested.as_str()).unwrap_err().code, "not-an-object");
    assert_eq!(load(open).unwrap_err().code, "cut-short");
    for deep in [&nested, &objects] {
        let text = file(&format!(
            r#""deep":{deep},"summary":{deep},"activities":[{{"id":"A","title":"T","hosts":{deep}}},{deep}]"#
        ));
        let loaded = load_soon(text);
        let codes: Vec<_> = loaded.diagnostics.iter().map(|diagnostic| &*diagnostic.code).collect();
        assert!(codes.contains(&"unknown-key") && codes.contains(&"wrong-type"), "{codes:?}");
        assert_eq!(loaded.dataset.count(Kind::Activity), 1);
    }
}

#[test]
fn one_text_of_ten_megabytes_is_a_text() {
    let word = "x".repeat(10_000_000);
    let loaded = load_soon(file(&format!(r#""groups":[{{"id":"g","name":"{word}",{SOURCES}}}]"#)));
    assert!(loaded.diagnostics.is_empty());
    assert_eq!(loaded.dataset.records(Kind::Group).next().unwrap().text(Name::Name).map(str::len), Some(word.len()));
}

#[test]
fn ten_megabytes_where_a_short_word_belongs_make_a_short_message() {
    let word = "x".repeat(10_000_000);
    let record = format!(r#"{{"id":"{word}","name":5,"{word}":1,"kind":"{word}"}},{{"id":"g","when":"{word}"}}"#);
    let statement = format!(r#"{{"id":"S","about":["{word}","goal:{word}"],"by":["{word}"],{SOURCES}}}"#);
    let loaded = load_soon(file(&format!(r#""groups":[{record}],"statements":[{statement}],"{word}":[]"#)));
    assert!(loaded.diagnostics.len() >= 7);
    for diagnostic in &loaded.diagnostics {
        assert!(diagnostic.to_string().chars().count() < 500);
    }
}

#[test]
fn a_list_of_a_million_things_is_read_whole() {
    let items = r#""BG","#.repeat(1_000_000);
    let sections = format!(
        r#""countries":[{{"id":"BG","name":"B",{SOURCES}}}],"meetings":[{{"id":"m","when":"2019","attended":[{items}"BG"],{SOURCES}}}]"#
    );
    let loaded = load_soon(file(&sections));
    assert_eq!(loaded.dataset.find(Kind::Meeting, "m").unwrap().links(Name::Attended).map(<[_]>::len), Some(1_000_001));
}

#[test]
fn problems_beyond_ten_thousand_are_counted() {
    for items in ["5,".repeat(50_000), r#""nobody","#.repeat(50_000)] {
        let loaded = load_soon(file(&format!(
            r#""meetings":[{{"id":"m","when":"2019","attended":[{items}"nobody"],{SOURCES}}}]"#
        )));
        assert_eq!((loaded.diagnostics.len(), loaded.more), (10_000, 40_001));
        assert!(loaded.diagnostics.iter().all(|diagnostic| diagnostic.place.is_some()));
    }
}

#[test]
fn thousands_of_mistakes_of_each_kind_are_told_in_good_time() {
    let many = |write: &dyn Fn(usize) -> String| (0..5_000).map(write).collect::<Vec<_>>().join(",");
    let good = many(&|n| format!(r#"{{"id":"Activity-{n}","title":"T","goals":[],{SOURCES}}}"#));
    let sections = [
        format!(r#""groups":[{{"id":"g",{},{SOURCES}}}]"#, many(&|n| format!(r#""key{n}":1"#))),
        many(&|n| format!(r#""key{n}":1"#)),
        format!(r#""countries":[{}]"#, many(&|n| format!(r#"{{"id":"C{n}",{SOURCES}}}"#))),
        format!(r#""activities":[{good},{good}]"#),
        format!(r#""activities":[{}]"#, many(&|_| r#"{"id":"A","when":"soon"}"#.into())),
        format!(
            r#""activities":[{good}],"statements":[{}]"#,
            many(&|n| format!(r#"{{"id":"S{n}","about":["activity:Activty-{n}"]}}"#))
        ),
        format!(
            r#""countries":[{{"id":"BG","roles":[{}]}}]"#,
            many(&|n| format!(r#"{{"of":"group:{n}","sources":[{{"doc":"d{n}"}}]}}"#))
        ),
        format!(r#""projects":[{}]"#, many(&|n| format!(r#"{{"id":"p{n}","parent":"p{}"}}"#, (n + 1) % 5_000))),
        format!(r#""groups":[{{"id":"g","name":{{{}}}}}]"#, many(&|n| format!(r#""l{n}":5"#))),
    ];
    for section in sections {
        let loaded = load_soon(file(&section));
        assert!(loaded.diagnostics.len() >= 5_000, "{}", loaded.diagnostics.len());
        assert!(loaded.diagnostics.iter().all(|diagnostic| diagnostic.place.is_some()));
    }
}

/// Puts, takes or replaces bytes.
fn mutate(text: &str, changes: &[(usize, usize, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, length, put) in changes {
        let start = at % (bytes.len() + 1);
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, put.iter().copied());
    }
    bytes
}

/// A short good file that has every kind of record, made from the embedded one.
static SAMPLE: LazyLock<serde_json::Value> = LazyLock::new(|| {
    let mut whole: serde_json::Value = serde_json::from_str(EMBEDDED).unwrap();
    for section in whole.as_object_mut().unwrap().values_mut() {
        if let Some(list) = section.as_array_mut() {
            list.truncate(3);
        }
    }
    whole
});

static SAMPLE_TEXT: LazyLock<String> = LazyLock::new(|| serde_json::to_string_pretty(&*SAMPLE).unwrap());

/// Counts the values of a JSON value, itself among them.
fn count(value: &serde_json::Value) -> usize {
    1 + match value {
        serde_json::Value::Array(items) => items.iter().map(count).sum::<usize>(),
        serde_json::Value::Object(entries) => entries.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

/// Returns the value at a position in the order of the text.
fn nth<'v>(value: &'v mut serde_json::Value, left: &mut usize) -> Option<&'v mut serde_json::Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        serde_json::Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        serde_json::Value::Object(entries) => entries.values_mut().find_map(|item| nth(item, left)),
        _ => None,
    }
}

const PIECES: &[&str] =
    &["\"", "\\", "{", "}", "[", "]", ",", ":", "null", "-", "1e999", "\u{feff}", "\n", "\\ud800", "é", "\"id\":"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_change_of_bytes_makes_loading_fail(
        changes in prop::collection::vec((any::<usize>(), 0usize..6, prop::collection::vec(any::<u8>(), 0..4)), 1..4),
    ) {
        check_all(&mutate(&SAMPLE_TEXT, &changes));
    }

    #[test]
    fn no_piece_of_json_in_the_wrong_place_makes_loading_fail(
        changes in prop::collection::vec((any::<usize>(), 0usize..3, prop::sample::select(PIECES)), 1..4),
    ) {
        let changes: Vec<_> = changes.into_iter().map(|(at, length, put)| (at, length, put.as_bytes().to_vec())).collect();
        check_all(&mutate(&SAMPLE_TEXT, &changes));
    }

    #[test]
    fn no_value_in_the_place_of_another_makes_loading_fail(swaps in prop::collection::vec((any::<usize>(), any::<usize>()), 1..4)) {
        let mut whole = SAMPLE.clone();
        for (from, to) in swaps {
            let values = count(&whole);
            let put = nth(&mut whole, &mut (from % values)).unwrap().clone();
            *nth(&mut whole, &mut (to % values)).unwrap() = put;
        }
        check_all(&serde_json::to_vec(&whole).unwrap());
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_all(&bytes);
    }
}
