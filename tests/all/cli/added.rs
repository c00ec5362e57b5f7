//! What was added, on the command line: records found by it, and found itself.

use std::path::Path;

use super::{Ran, program};

/// A home in which something was added: a flag and a note on Bulgaria, a statement at the meeting of 2019, an amendment.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for line in [
        "journal|add|flag|--on|country:BG",
        "journal|add|note|Ask about the timetable|--on|country:BG",
        "journal|add|statement|by=TR|type=offer|Will host a workshop|--meeting|som-2019",
        "journal|add|amend|field=title|before=Old|after=New|by=RS|--on|activity:A-05",
    ] {
        run(home.path(), line).done();
    }
    home
}

fn run(home: &Path, line: &str) -> Ran {
    Ran::new(program(home).args(line.split('|')).output().unwrap())
}

/// The first column of a table of CSV.
fn first(home: &Path, line: &str) -> Vec<String> {
    let csv = run(home, &format!("{line}|--format|csv")).done();
    csv.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

#[test]
fn list_and_search_find_records_by_what_was_added_to_them() {
    let home = home();
    let home = home.path();
    let ids = |line: &str| run(home, &format!("{line}|--format|json")).json().as_array().unwrap().len();
    assert_eq!(ids("list|countries|is:flagged"), 1);
    assert_eq!(ids("list|countries|has:statement,amendment"), 2);
    assert_eq!(ids("list|countries|-is:flagged"), 58);
    assert_eq!(first(home, "search|is:flagged kind:country"), ["country:BG"]);
    // The record, and the flag and the note that hang on it.
    assert_eq!(first(home, "search|is:flagged"), ["country:BG"; 3]);
    assert_eq!(first(home, "search|has:amendment kind:activity"), ["activity:A-05"]);
    let nothing = run(home, "list|goals|is:flagged");
    assert_eq!((nothing.status, nothing.err.lines().count()), (Some(1), 1), "{}", nothing.err);
    let wrong = run(home, "list|goals|is:flaged");
    assert!(wrong.status == Some(2) && wrong.err.contains("did you mean \"flagged\"?"), "{}", wrong.err);
}

#[test]
fn search_finds_what_was_added_unless_it_is_to_be_public() {
    let home = home();
    let home = home.path();
    let csv = run(home, "search|timetable|--format|csv").done();
    let row = csv.lines().nth(1).unwrap();
    assert!(row.starts_with("country:BG,note,") && row.ends_with(",Ask about the timetable"), "{csv}");
    assert_eq!(run(home, "search|timetable|--public").status, Some(1));
    let text = run(home, "search|kind:note,statement by:TR type:offer").done();
    assert!(text.starts_with("Added 1\n") || text.contains("\nAdded 1\n"), "{text}");
    assert!(text.contains("Will host a workshop"), "{text}");
    let json = run(home, "search|kind:note|--format|json").json();
    let note = &json[0];
    assert_eq!(
        (&note["ref"], &note["kind"], &note["text"]),
        (&"country:BG".into(), &"note".into(), &"Ask about the timetable".into())
    );
    assert!(run(home, "search|kind:note|--format|md").done().starts_with("## Added 1\n\n| At | What |"));
    // The name stands first, what was added behind what is called so and before what only says so in its text.
    let all = first(home, "search|bulgaria");
    let added = all.iter().position(|reference| reference == "organisation:HSS").map(|at| &all[at - 3..at]);
    let expected = ["activity:A-05", "country:BG", "country:BG"].map(str::to_owned);
    assert_eq!((all[0].as_str(), added), ("country:BG", Some(&expected[..])), "{all:?}");
}

#[test]
fn journal_list_takes_a_query() {
    let home = home();
    let home = home.path();
    let ops = |query: &str| -> Vec<String> {
        let json = run(home, &format!("journal|list|{query}|--format|json")).json();
        json.as_array().unwrap().iter().map(|item| item["op"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ops("country:BG"), ["flag", "note"]);
    assert_eq!(ops("is:open"), ["amend"]);
    assert_eq!(ops("by:TR,RS"), ["statement", "amend"]);
    assert_eq!(ops("-kind:flag|-is:open|--on|country:BG"), ["note"]);
    assert_eq!(ops("meeting:som-2019|host"), ["statement"]);
    let nothing = run(home, "journal|list|country:BG|is:open");
    assert_eq!(nothing.status, Some(1));
    assert!(nothing.err.contains("0 of 4 in the journal; without is:open 2"), "{}", nothing.err);
    let wrong = run(home, "journal|list|knd:note");
    assert!(wrong.status == Some(2) && wrong.err.contains("did you mean \"kind\"?"), "{}", wrong.err);
}

#[test]
fn a_journal_that_cannot_be_read_is_told_where_it_is_asked_and_nothing_fails() {
    let home = home();
    let home = home.path();
    let folder = home.join(".local/share/plenary/journals/budapest-process");
    std::fs::write(folder.join("0-broken.jsonl"), "{\"v\":1\n").unwrap();
    let asked = run(home, "list|countries|is:flagged|--format|csv");
    assert_eq!((asked.status, asked.out.lines().count()), (Some(0), 2), "{}", asked.out);
    assert!(asked.err.contains("could not be read"), "{}", asked.err);
    assert_eq!(run(home, "list|countries|bulgaria|--format|csv").err, "");
}
