//! `plenary list`: what it finds, in every format.

use plenary::model::Kind;
use serde_json::{Map, Value};

use super::{project_file, run, run_with_input};

fn records(line: &str) -> Vec<Value> {
    match run(line).json() {
        Value::Array(records) => records,
        other => panic!("{other}"),
    }
}

#[test]
fn every_country_has_sources() {
    let countries = records("list countries --format json");
    assert!(countries.len() >= 59, "{}", countries.len());
    for country in &countries {
        assert_eq!(country["kind"], "country");
        assert!(country["sources"].as_array().is_some_and(|sources| !sources.is_empty()), "{country}");
    }
    let names: Vec<&str> = countries.iter().map(|country| country["name"].as_str().unwrap()).collect();
    assert_eq!((names[0], names[names.len() - 1]), ("Afghanistan", "Uzbekistan"));
}

#[test]
fn a_meeting_has_its_statements() {
    assert_eq!(records("list statements meeting:som-2019 --format json").len(), 38);
    let table = run("list statements meeting:som-2019").done();
    assert_eq!(table.lines().count(), 39);
}

#[test]
fn a_table_has_the_columns_of_the_kind_and_is_never_cut() {
    let table = run("list statements by:bulgaria").done();
    assert_eq!(
        table,
        "\
id    by        type        summary                                                              meeting
S-08  Bulgaria  comment     Called the plan ambitious.                                           som-2019
S-09  Bulgaria  commitment  Will go on supporting the dialogue as Chair of the Black Sea group.  som-2019
S-10  Bulgaria  offer       Willing to host a meeting in 2020; topic and place not stated.       som-2019
"
    );
}

/// Returns a record of the dataset in the shape that the command line promises.
fn promised(kind: Kind, record: &Map<String, Value>) -> Value {
    let name = kind.spec().name;
    let id = record.get("id").and_then(Value::as_str).unwrap_or("plan");
    let reference = if kind == Kind::Plan { "plan".to_owned() } else { format!("{name}:{id}") };
    let mut promised = Map::new();
    for (key, value) in record {
        let key = if key == "kind" { format!("{name}_kind") } else { key.clone() };
        promised.insert(key, value.clone());
    }
    promised.insert("ref".into(), reference.into());
    promised.insert("kind".into(), name.into());
    promised.insert("id".into(), id.into());
    Value::Object(promised)
}

/// Takes away what is null: unknown, as what is left out.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let known = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(known.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

fn compare(dataset: &Value, list: impl Fn(Kind) -> Vec<Value>) {
    for &kind in Kind::ALL {
        let section = &dataset[kind.spec().plural];
        let written: Vec<&Map<String, Value>> = match section {
            Value::Array(records) => records.iter().filter_map(Value::as_object).collect(),
            Value::Object(record) => vec![record],
            _ => continue,
        };
        let printed = list(kind);
        assert_eq!(printed.len(), written.len(), "{kind:?}");
        for record in written {
            let expected = without_nulls(promised(kind, record));
            let found = printed.iter().find(|found| found["ref"] == expected["ref"]);
            assert_eq!(found, Some(&expected));
        }
    }
}

#[test]
fn json_has_every_field_of_every_embedded_record() {
    let dataset: Value = serde_json::from_str(&project_file("assets/budapest-process.json")).unwrap();
    compare(&dataset, |kind| records(&format!("list {} --format json", kind.spec().plural)));
}

/// A dataset with what the embedded one does not have: texts by language, empty lists, fractions, parts within parts.
const ODD: &str = r#"{
  "format": "plenary/1", "id": "odd", "title": "Odd", "languages": ["en", "ar"],
  "documents": [{"id": "d", "title": {"en": "Doc", "ar": "وثيقة"}, "languages": ["en", "ar"]}],
  "frameworks": [{"id": "f", "title": "F", "current": false, "sources": [{"doc": "d"}]}],
  "goals": [{"id": "1", "framework": "f", "number": 1, "title": "G", "same_as": [], "sources": [{"doc": "d"}]}],
  "countries": [{"id": "BG", "name": {"ru": "Болгария", "en": "Bulgaria"}, "also": [], "roles": [], "sources": [{"doc": "d"}],
    "adopted": [{"framework": "f", "value": "unknown", "sources": [{"url": "https://example.org", "title": "T", "date": "2020-01"}]}]}],
  "activities": [{"id": "A \"1\"/é", "title": "Line\nbreak\ttab \\ \u001b[31m", "kind": "other", "hosts": [], "meeting": null, "sources": [{"doc": "d", "section": "§ 2", "certainty": "disputed", "says": "no"}]}],
  "indicators": [{"id": "I", "title": "I", "level": "output", "baseline": {"value": 0}, "target": {"value": 2.5, "when": "2024-Q1/"},
    "observations": [{"value": -3, "when": "/2020", "sources": [{"doc": "d", "page": 3}]}], "sources": [{"doc": "d"}]}],
  "amendments": [{"id": "M", "by": ["BG"], "to": "plan", "summary": "S", "status": "not-stated", "sources": [{"doc": "d"}]}],
  "statements": [{"id": "S", "about": ["goal:1", "plan", "activity:A \"1\"/é"], "summary": "S", "sources": [{"doc": "d"}]}],
  "plan": {"title": "P", "status": "revised", "changes": [{"at": "goal:1", "what": "W", "by": ["BG"], "sources": [{"doc": "d"}]}], "sources": [{"doc": "d"}]}
}"#;

#[test]
fn json_has_every_shape_of_value_as_the_dataset_has_it() {
    let dataset: Value = serde_json::from_str(ODD).unwrap();
    compare(&dataset, |kind| {
        let printed = run_with_input(&format!("list {} --format json --data -", kind.spec().plural), ODD).json();
        printed.as_array().unwrap().clone()
    });
}

#[test]
fn json_has_one_record_a_line() {
    let text = run("list groups --format json").done();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("[", "]"));
    for line in &lines[1..lines.len() - 1] {
        let record: Value = serde_json::from_str(line.trim_end_matches(',')).unwrap();
        assert_eq!(record["kind"], "group");
    }
}

#[test]
fn nothing_found_names_the_term_that_stands_in_the_way() {
    let ran = run("list statements by:bulgaria type:reservation");
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert_eq!(ran.err, "error: 0 of 38 statements; without type:reservation 3\n");
    let ran = run("list statements nosuchword --format json");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (Some(1), "[]\n", "error: 0 of 38 statements\n"));
    let ran = run("list indicators");
    assert_eq!((ran.status, ran.err.as_str()), (Some(1), "error: the dataset has no indicators\n"));
}

#[test]
fn a_list_never_answers_another_question_but_says_what_was_mistyped() {
    for format in ["text", "json"] {
        let ran = run(&format!("list countries bulgraia --format {format}"));
        assert_eq!(ran.status, Some(1));
        assert_eq!(ran.err, "error: 0 of 59 countries\n  did you mean \"bulgaria\"?\n");
        assert_eq!(ran.out, if format == "json" { "[]\n" } else { "" });
    }
    assert_eq!(run("list countries xqxqxq").err, "error: 0 of 59 countries\n");
}

#[test]
fn a_mistake_in_a_query_is_marked_at_its_place() {
    let ran = run("list activities hosts:BG stats:planned");
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    let expected = "\
error: activities have no field \"stats\"
  |
1 | hosts:BG stats:planned
  |          ^^^^^
  |
  = help: did you mean \"status\"?
";
    assert_eq!(ran.err, expected);
    let ran = run("list activities hosts:BL,LV status:held when:soon");
    assert_eq!(ran.status, Some(2));
    let expected = "\
error: no country or organisation \"BL\"
  |
1 | hosts:BL,LV status:held when:soon
  |       ^^
  |
  = help: did you mean \"BD\"?
error: \"soon\" is no date
  |
1 | hosts:BL,LV status:held when:soon
  |                              ^^^^
  = help: write a date as 2020, 2020-Q2, 2020-03 or 2020-03-15, or a range such as 2019..2021, 2020.. or >=2020
";
    assert_eq!(ran.err, expected);
}

#[test]
fn an_unknown_kind_or_command_is_answered_with_what_was_meant() {
    let ran = run("list countrys");
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("a similar value exists: 'countries'"), "{}", ran.err);
    let ran = run("lst countries");
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.starts_with("error: no command \"lst\"; did you mean \"list\"?\n"), "{}", ran.err);
}

#[test]
fn csv_is_read_back_whole() {
    let text = run_with_input("list activities --format csv --data -", ODD).done();
    assert!(text.contains("\r\n"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |name: &str| rows[0].get(heads.iter().position(|head| head == name).unwrap()).unwrap().to_owned();
    assert_eq!(rows.len(), 1);
    assert_eq!(cell("id"), "A \"1\"/é");
    assert_eq!(cell("title"), "Line\nbreak tab \\ ␛[31m");
    assert_eq!((cell("hosts").as_str(), cell("participants").as_str()), ("none", ""));
    assert_eq!(cell("activity_kind"), "other");
    assert_eq!(cell("sources"), "≠ d § 2");
}

#[test]
fn a_csv_cell_is_never_a_formula() {
    let formula = r#"{"format": "plenary/1", "id": "x", "title": "X", "groups": [{"id": "g", "name": "=HYPERLINK(\"x\")"}],
        "figures": [{"id": "f", "title": "-1", "value": -1}]}"#;
    let groups = run_with_input("list groups --format csv --data -", formula);
    assert!(groups.out.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{}", groups.out);
    let figures = run_with_input("list figures --format csv --data -", formula);
    assert!(figures.out.contains(",'-1,-1,"), "{}", figures.out);
}

#[test]
fn a_markdown_cell_cannot_end_its_row() {
    let pipes = r#"{"format": "plenary/1", "id": "x", "title": "X", "groups": [{"id": "g", "name": "a | b\nc"}]}"#;
    let table = run_with_input("list groups --format md --data -", pipes);
    assert_eq!(table.out, "| id | name | kind |\n| --- | --- | --- |\n| g | a \\| b c |  |\n");
}
