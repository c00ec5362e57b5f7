//! `plenary search`: what it finds in all kinds, the nearest first.

use serde_json::Value;

use super::{run, run_with_input};

/// Three records that have the word in the name, in the title and in the text, and one that links to the first.
const SMALL: &str = r#"{"format": "plenary/1", "id": "x", "title": "X",
    "countries": [{"id": "BG", "name": "Bulgaria", "also": ["BGR"]}, {"id": "RO", "name": "Romania", "summary": "North of Bulgaria."}],
    "statements": [{"id": "S", "by": ["BG"], "summary": "Said something."}],
    "meetings": [{"id": "m", "title": "In the south"}, {"id": "n", "title": "Talks with Bulgaria"}]}"#;

fn found(query: &str) -> Vec<String> {
    let csv = run_with_input(&format!("search {query} --format csv --data -"), SMALL).done();
    csv.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

#[test]
fn a_name_stands_before_a_title_and_a_title_before_a_text() {
    assert_eq!(found("bulgaria"), ["country:BG", "country:RO", "meeting:n", "statement:S"]);
    assert_eq!(found("bulgaria kind:meeting"), ["meeting:n"]);
    assert_eq!(found("bgr -kind:country"), ["meeting:n", "statement:S"]);
    assert_eq!(found("country:bulgaria"), ["country:BG", "statement:S"]);
}

#[test]
fn each_kind_has_a_table_of_its_own() {
    let expected = "\
Countries 2
id  name      also
BG  Bulgaria  BGR
RO  Romania

Meetings 1
id  title                kind  when  place
n   Talks with Bulgaria
";
    assert_eq!(run_with_input("search bulgaria -by:BG --data -", SMALL).done(), expected);
    let markdown = run_with_input("search talks --format md --data -", SMALL).done();
    assert!(markdown.starts_with("## Meetings 1\n\n| id | title |"), "{markdown}");
}

#[test]
fn a_country_is_found_by_any_of_its_names() {
    let count = |query: &str| run(&format!("search {query} --format json")).json().as_array().map(Vec::len);
    assert_eq!((count("turkiye"), count("TÜRKİYE"), count("turkey")), (Some(41), Some(41), Some(41)));
    let first = run("search turkiye --format json").json();
    assert_eq!(first[0]["ref"], Value::from("country:TR"));
}

#[test]
fn nothing_found_is_no_and_a_mistake_is_an_error() {
    let ran = run("search nosuchword year:2020 --format json");
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), "[]\n"));
    assert_eq!(ran.err, "error: 0 of 525 records; without nosuchword 50\n");
    let ran = run("search stats:held");
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.starts_with("error: no record has a field \"stats\"\n"), "{}", ran.err);
    assert_eq!(run("search -").status, Some(2));
}

#[test]
fn what_is_a_sign_in_other_languages_is_told_beside_the_answer() {
    let told = "a comma between values is 'or': country:BG,TR\n";
    for command in [
        "search bulgaria or talks --data -",
        "list meetings talks or bulgaria --data -",
        "export csv talks or bulgaria -o - --data -",
    ] {
        let ran = run_with_input(command, SMALL);
        assert_eq!(ran.err.lines().count(), 1 + usize::from(ran.status != Some(0)), "{command}: {}", ran.err);
        assert!(ran.err.starts_with("\"or\" is a word here; ") && ran.err.contains(told), "{}", ran.err);
    }
}

#[test]
fn a_slip_of_the_finger_finds_what_was_meant_and_says_so_beside_the_answer() {
    let ran = run_with_input("search bulgraia --format csv --data -", SMALL);
    assert_eq!(ran.err, "nothing has \"bulgraia\"; shown is \"bulgaria\"\n");
    let refs: Vec<&str> = ran.out.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(refs, found("bulgaria"));
    assert_eq!(run_with_input("list countries bulgraia --data -", SMALL).status, Some(1), "a list is not guessed at");
}
