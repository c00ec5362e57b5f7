//! `plenary export`: what is in the file, and that there is a whole file or the old one.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::{Ran, program, run, run_with_input, write};

/// A is the meeting M; a date of every precision; one without; texts that would break a line, a cell or a formula.
const DATED: &str = r#"{"format":"plenary/1","id":"dia;logue","title":"A, dialogue",
    "documents":[{"id":"d","title":"D"}],
    "goals":[{"id":"1","title":"One"}],
    "countries":[{"id":"HU","name":"Hungary"}],
    "meetings":[{"id":"M","title":"Conference","kind":"thematic","when":"2019-12-31","place":"Budapest","hosts":["HU"]}],
    "activities":[
        {"id":"A","title":"=Talks; on, \"return\"\nand\\more","kind":"meeting","status":"held","meeting":"M","goals":["1"],
            "sources":[{"doc":"d","para":5}]},
        {"id":"B","title":"Year","status":"planned","when":"2020"},
        {"id":"C","title":"Quarter","status":"offered","when":"2020-Q2"},
        {"id":"D","title":"Feb","status":"cancelled","when":"2020-02"},
        {"id":"E","title":"Years","status":"no-record","when":"2019-03/2021","hosts":[]},
        {"id":"F","title":"Open","status":"ongoing","when":"2020-05-04/"},
        {"id":"G","title":"Last day","when":"9999-12-31","summary":"Подготовка повестки дня и согласование участников встречи рабочей группы 老虎 \u001b[31m red"},
        {"id":"H","title":"Undated","status":"planned"}]}"#;

fn export(line: &str) -> Ran {
    run_with_input(&format!("export {line} --data -"), DATED)
}

/// Takes a calendar apart: unfolds its lines and returns them by event.
fn events(calendar: &str) -> Vec<Vec<String>> {
    for line in calendar.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = calendar.replace("\r\n ", "");
    let mut events = Vec::new();
    for line in unfolded.split_terminator("\r\n") {
        match line {
            "BEGIN:VEVENT" => events.push(Vec::new()),
            _ => events.last_mut().into_iter().for_each(|event: &mut Vec<String>| event.push(line.to_owned())),
        }
    }
    events
}

fn value<'a>(event: &'a [String], name: &str) -> Option<&'a str> {
    let mut lines = event.iter().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.split(';').next() == Some(name)).map(|(_, value)| value)
}

#[test]
fn a_calendar_has_whole_days_and_says_how_much_of_a_date_is_known() {
    let ran = export("ics -o -");
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), "1 of 8 left out: no date is stated\n"));
    assert!(ran.out.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//plenary//"), "{}", ran.out);
    assert!(ran.out.ends_with("END:VCALENDAR\r\n") && !ran.out.contains('\u{1b}'));
    let events = events(&ran.out);
    let days = |event: &Vec<String>| {
        let day = |name: &str| value(event, name).unwrap_or("").to_owned();
        (day("SUMMARY"), day("DTSTART"), day("DTEND"), day("STATUS"))
    };
    let day = |title: &str, from: &str, to: &str, status: &str| {
        (title.to_owned(), from.to_owned(), to.to_owned(), status.to_owned())
    };
    let expected = [
        day("Years", "20190301", "20220101", ""),
        day("=Talks\\; on\\, \"return\" and\\\\more", "20191231", "20200101", "CONFIRMED"),
        day("Year", "20200101", "20210101", "TENTATIVE"),
        day("Feb", "20200201", "20200301", "CANCELLED"),
        day("Quarter", "20200401", "20200701", "TENTATIVE"),
        day("Open", "20200504", "20200505", "CONFIRMED"),
        // The standard has no day after it; without an end it is one day long.
        day("Last day", "99991231", "", ""),
    ];
    assert_eq!(events.iter().map(days).collect::<Vec<_>>(), expected);
    let said = |at: usize| value(&events[at], "DESCRIPTION").unwrap();
    assert!(said(0).contains("Status: no-record\\nDate: 2019-03/2021 (known to the year only)\\n"), "{}", said(0));
    assert!(said(0).contains("Place: not stated\\nHosts: none"), "{}", said(0));
    assert!(
        said(1)
            .contains("Date: 2019-12-31\\nPlace: Budapest\\nHosts: Hungary\\nSources: d ¶5\\nactivity:A\\, meeting:M")
    );
    assert!(said(4).contains("(known to the quarter only)"));
    assert!(said(5).contains("Date: 2020-05-04/ (the end is not stated)"), "{}", said(5));
    assert!(said(6).contains("Status: unknown") && said(6).contains("Подготовка повестки"));
    let start = events[0].iter().find(|line| line.starts_with("DTSTART")).unwrap();
    assert_eq!(start, "DTSTART;VALUE=DATE:20190301");
    assert!(events.iter().all(|event| value(event, "TRANSP") == Some("TRANSPARENT")));
}

#[test]
fn an_event_has_the_same_name_every_time() {
    let uids = |text: &str| -> Vec<String> {
        events(text).iter().map(|event| value(event, "UID").unwrap().to_owned()).collect()
    };
    let (first, second) = (export("ics -o -").out, export("ics status:held -o -").out);
    assert_eq!(uids(&second), ["activity:A@dia\\;logue"]);
    assert!(uids(&first).contains(&uids(&second)[0]));
    let mut all = uids(&run("export ics -o -").out);
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!((all.len(), count), (61, 61));
}

#[test]
fn a_calendar_of_one_day_is_the_same_byte_for_byte() {
    let home = tempfile::tempdir().unwrap();
    let once = |day: &str| {
        let mut command = program(home.path());
        command.env("PLENARY_TODAY", day).args(["export", "ics", "-o", "-"]);
        Ran::new(command.output().unwrap()).out
    };
    assert_eq!(once("2020-02-15"), once("2020-02-15"));
    assert!(once("2020-02-15").contains("DTSTAMP:20200215T000000Z\r\n"));
    let mut command = program(home.path());
    let ran = Ran::new(command.env("PLENARY_TODAY", "2020-02").args(["list", "goals"]).output().unwrap());
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (Some(0), "PLENARY_TODAY: \"2020-02\" is no day; write it as 2020-03-15\n")
    );
}

#[test]
fn a_table_for_spreadsheets_is_read_back_and_holds_no_formula() {
    let text = export("csv -o -").done();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| rows[row].get(heads.iter().position(|head| head == name).unwrap()).unwrap();
    assert_eq!(rows.len(), 8);
    assert_eq!(cell(1, "title"), "'=Talks; on, \"return\"\nand\\more");
    assert_eq!(
        (cell(1, "kind"), cell(1, "when"), cell(1, "hosts"), cell(1, "goals")),
        ("thematic", "2019-12-31", "HU", "1")
    );
    assert_eq!((cell(0, "first_day"), cell(0, "last_day"), cell(0, "hosts")), ("2019-03-01", "2021-12-31", "none"));
    assert_eq!((cell(5, "first_day"), cell(5, "last_day"), cell(5, "place")), ("2020-05-04", "", ""));
    assert_eq!((cell(7, "ref"), cell(7, "when")), ("activity:H", ""));
}

#[test]
fn documents_and_programs_get_the_same_entries() {
    let text = export("md year:2019 -o -").done();
    let expected = "\
| when | status | title | place | hosts | ref |
| --- | --- | --- | --- | --- | --- |
| 2019-03/2021 | no-record | Years | not stated | none | activity:E |
| 2019-12-31 | held | =Talks; on, \"return\" and\\\\more | Budapest | Hungary | activity:A |
";
    assert_eq!(text, expected);
    let records = export("json status:held -o -").json();
    let refs: Vec<&str> = records.as_array().unwrap().iter().map(|record| record["ref"].as_str().unwrap()).collect();
    assert_eq!(refs, ["activity:A", "meeting:M"]);
}

#[test]
fn a_query_that_finds_nothing_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let old = write(home.path(), "old.ics", "old");
    let export = |words: &[&str]| {
        Ran::new(program(home.path()).arg("export").args(words).args(["-o", "old.ics"]).output().unwrap())
    };
    let ran = export(&["ics", "status:held", "year:1991"]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert_eq!(ran.err, "error: 0 of 66 meetings and activities; without year:1991 14\n");
    let ran = export(&["ics", "remittances"]);
    assert_eq!(ran.err, "error: nothing to write: none of the 1 found has a date\n");
    let ran = export(&["ics", "goal:1", "stats:held"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.starts_with("error: meetings and activities have no field \"stats\"\n"), "{}", ran.err);
    assert!(ran.err.ends_with("\n  = help: did you mean \"status\"?\n"), "{}", ran.err);
    assert_eq!(fs::read(old).unwrap(), b"old");
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_file_is_written_whole_or_stays_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let old = write(home.path(), "old.json", "old");
    // A limit on the size of files, which is what a full disk is to a program that writes.
    let script = r#"trap "" XFSZ; ulimit -f 8; exec "$0" export json -o old.json"#;
    let mut command = Command::new("sh");
    command.env_clear().env("HOME", home.path()).current_dir(home.path());
    let ran = Ran::new(command.args(["-c", script, env!("CARGO_BIN_EXE_plenary")]).output().unwrap());
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
    assert!(ran.err.starts_with("error: old.json: it cannot be written: File too large"), "{}", ran.err);
    assert!(ran.err.ends_with("\n  nothing was written; an older file is as it was\n"), "{}", ran.err);
    assert_eq!((fs::read(&old).unwrap(), files(home.path())), (b"old".to_vec(), vec!["old.json".to_owned()]));
    let ran = Ran::new(program(home.path()).args(["export", "json", "-o", "old.json"]).output().unwrap());
    assert_eq!(ran.done(), "old.json: 66 written\n");
    assert!(fs::read(&old).unwrap().len() > 20_000);
    assert_eq!(files(home.path()), ["old.json"]);
}

#[test]
fn a_place_that_cannot_be_written_to_is_told() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("closed");
    fs::create_dir(&folder).unwrap();
    let error = |name: &str| {
        let ran = Ran::new(program(home.path()).args(["export", "csv", "-o", name]).output().unwrap());
        assert_eq!(ran.status, Some(2), "{name}: {ran:?}");
        ran.err.lines().next().unwrap().to_owned()
    };
    assert_eq!(error("closed"), "error: closed: this is a directory, not a file");
    assert_eq!(error("none/a.csv"), "error: none/a.csv: there is no such folder");
    assert!(error("/dev/full").starts_with("error: /dev/full: it cannot be written: No space left on device"));
    fs::set_permissions(&folder, Permissions::from_mode(0o500)).unwrap();
    // Who may do everything is not stopped by permissions.
    if fs::write(folder.join("probe"), "").is_err() {
        assert_eq!(error("closed/a.csv"), "error: closed/a.csv: you are not allowed to write it");
    }
    assert_eq!(run("export ics").status, Some(2), "without -o there is no file to write");
}
