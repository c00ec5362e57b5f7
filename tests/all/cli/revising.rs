//! `plenary revise`: what was accepted goes into a new version, and nothing else changes.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use plenary::base::append::Disk;
use plenary::journal::{Event, Fields, Journal, Op, Pen, Writer};
use plenary::revise::wanted::id_of;
use serde_json::json;

use super::{Ran, program, project_file, write};

/// Two countries, a meeting and two activities, in a manner of writing of its own.
const OLD: &str = r#"{ "format":"plenary/1", "id":"d","title":"D",
  "plan": { "title":"Plan", "version" : "2019-12", "status":"endorsed", "date":"2019-12-05", "sources":[{"url":"u"}] },
  "countries":[{"id":"BG","name":"Bulgaria","sources":[{"url":"u"}]},
               {"id":"TR","name":"Turkey","sources":[{"url":"u"}]}],
  "meetings":[{"id":"M","title":"SOM","when":"2019-12-04","sources":[{"url":"u"}]}],
  "x-own": {"kept" : 1e0},
  "activities":[
    {"title":"A study  on return", "id":"A","status":"planned","hosts":["BG"],"sources":[{"url":"u"}]},
    {"id":"B","title":{"en":"Talks","ru":"\u0420"},"sources":[{"url":"u"}]}
  ]
}
"#;

/// A folder with an old version and a journal.
struct Desk {
    home: tempfile::TempDir,
    events: Vec<Event>,
    pen: Pen,
}

impl Desk {
    fn new(old: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), "old.json", old);
        fs::create_dir(home.path().join("journal")).unwrap();
        Self { home, events: Vec::new(), pen: Pen::new("dev", "A. Author", &Journal::default(), NOW) }
    }

    fn add(&mut self, op: Op, on: Option<&str>, fields: serde_json::Value) -> Event {
        let fields: Fields = fields.as_object().unwrap().clone();
        let event = self.pen.event(op, on.map(str::to_owned), Some("M".into()), fields, NOW);
        self.events.push(event.clone());
        event
    }

    /// Notes an amendment that is accepted, and returns its id.
    fn accepted(&mut self, on: &str, field: &str, before: &str, after: &str) -> String {
        let fields = json!({"field": field, "before": before, "after": after, "by": ["country:BG"]});
        let amendment = self.add(Op::Amend, Some(on), fields);
        self.add(Op::Resolve, None, json!({"of": amendment.id.to_string(), "fate": "accepted"}));
        id_of(amendment.id)
    }

    fn run(&mut self, line: &str) -> Ran {
        let folder = self.path("journal");
        Writer::new(folder, "dev", Arc::new(Disk)).write(&std::mem::take(&mut self.events)).unwrap();
        let mut command = program(self.home.path());
        Ran::new(command.env("PLENARY_TODAY", "2020-11-18").args(line.split(' ')).output().unwrap())
    }

    fn revise(&mut self, more: &str) -> Ran {
        self.run(&format!("revise --data old.json --journal journal -o new.json{more}"))
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.home.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn has_new(&self) -> bool {
        self.path("new.json").exists()
    }
}

/// 18 November 2020, 10:42 in UTC.
const NOW: i64 = 1_605_696_120_000;

fn assert_refused(ran: &Ran, said: &str) {
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
    assert!(ran.err.contains(said) && ran.err.contains("nothing was written"), "{}", ran.err);
}

#[test]
fn an_accepted_amendment_is_carried_out_and_all_else_stays_byte_for_byte() {
    let mut desk = Desk::new(OLD);
    let id = desk.accepted("activity:A", "title", "A study  on return", "A \"campaign\" on return");
    let out = desk.revise("").done();
    let line = format!("amendment:{id} activity:A title: A [-study  -]{{+\"campaign\" +}}on return");
    assert_eq!(out, format!("new.json: version 2020-11, 1 amendment applied\n  {line}\n"));
    let source = r#""sources": [{"title": "Journal of A. Author", "date": "2020-11-18"}]"#;
    let what = r#"title: \"A study  on return\" is now \"A \"campaign\" on return\""#
        .replace(r#""campaign""#, r#"\"campaign\""#);
    let change = format!(r#"{{"at": "activity:A", "what": "{what} (amendment:{id})", "by": ["BG"], {source}}}"#);
    let record = format!(
        r#"{{"id": "{id}", "by": ["BG"], "summary": "{what}", "status": "accepted", "to": "activity:A", "field": "title", "before": "A study  on return", "after": "A \"campaign\" on return", "raised_at": "M", {source}}}"#
    );
    let right = OLD
        .replace(
            r#""version" : "2019-12", "status":"endorsed", "date":"2019-12-05""#,
            r#""version" : "2020-11", "status":"revised", "date":"2020-11-18""#,
        )
        .replace(
            r#""sources":[{"url":"u"}] },"#,
            &format!(r#""sources":[{{"url":"u"}}], "previous":"2019-12", "changes":[{change}] }},"#),
        )
        .replace(r#""A study  on return""#, r#""A \"campaign\" on return""#)
        .replace("}\n  ]\n}\n", &format!("}}\n  ],\n  \"amendments\":[\n    {record}\n  ]\n}}\n"));
    assert_eq!(desk.read("new.json"), right);
    assert_eq!(desk.read("old.json"), OLD);
}

#[test]
fn the_difference_is_the_amendment_and_what_the_plan_says_of_itself() {
    let mut desk = Desk::new(OLD);
    let id = desk.accepted("activity:A", "hosts", "Bulgaria", "BG, TR");
    desk.revise("").done();
    let right = format!(
        "\
old.json -> new.json: 1 added, 2 changed

Added
  + hosts: \"Bulgaria\" is now \"BG, TR\"  amendment:{id}

A study  on return
  activity:A
  hosts: {{+Turkey (country:TR)+}}

Plan
  plan
  version: [-2019-12-]{{+2020-11+}}
  status: [-endorsed-]{{+revised+}}
  date: [-2019-12-05-]{{+2020-11-18+}}
  previous: [-not known-]{{+2019-12+}}
  changes: [-not known-]{{+A study  on return · hosts: \"Bulgaria\" is now \"BG, TR\" (amendment:{id}) · Bulgaria+}}
"
    );
    let ran = desk.run("diff old.json new.json");
    assert_eq!((ran.status, ran.err.as_str()), (Some(1), ""));
    assert_eq!(ran.out, right);
}

#[test]
fn a_second_run_has_nothing_to_do_and_a_later_amendment_builds_on_it() {
    let mut desk = Desk::new(OLD);
    let first = desk.accepted("activity:A", "status", "planned", "postponed");
    desk.revise("").done();
    let again = desk.run("revise --data new.json --journal journal -o newer.json --version 3");
    assert_eq!((again.status, again.out.as_str()), (Some(1), ""));
    assert!(!desk.path("newer.json").exists());
    // Back to what it was: the first is done, and is not done once more.
    let second = desk.accepted("activity:A", "status", "postponed", "planned");
    let out = desk.run("revise --data new.json --journal journal -o newer.json --version 3").done();
    let lines = format!(
        "newer.json: version 3, 1 amendment applied\n  amendment:{first} activity:A status: in the plan already\n  amendment:{second} activity:A status: [-postponed-]{{+planned+}}\n"
    );
    assert_eq!(out, lines);
    let ran = desk.run("revise --data newer.json --journal journal -o newest.json");
    assert_eq!(ran.status, Some(1), "{}", ran.err);
}

#[test]
fn amendments_of_the_dataset_count_and_a_text_changes_in_its_language() {
    let amendments = r#""amendments":[
        {"id":"M-1","status":"accepted","to":"activity:B","field":"title","before":"Р","after":"Переговоры","by":["TR"],"summary":"s","sources":[{"url":"u","title":"t"}]},
        {"id":"M-2","status":"accepted","to":"plan","summary":"No wording","sources":[{"url":"u"}]},
        {"id":"M-3","status":"accepted","to":"activity:A","field":"status","before":"offered","after":"planned","summary":"s","sources":[{"url":"u"}]},
        {"id":"M-4","status":"rejected","to":"activity:A","field":"status","before":"planned","after":"held","summary":"s","sources":[{"url":"u"}]},
        {"id":"M-5","status":"accepted","to":"activity:A","field":"when","before":"","after":"2020-Q2","summary":"s","sources":[{"url":"u"}]}],"#;
    let mut desk = Desk::new(&OLD.replace("  \"x-own\"", &format!("  {amendments}\n  \"x-own\"")));
    let out = desk.revise("").done();
    let right = "\
new.json: version 2020-11, 2 amendments applied
  amendment:M-1 activity:B title: [-Р-]{+Переговоры+}
  amendment:M-2 plan: no wording is stated; taken to be in the plan already
  amendment:M-3 activity:A status: in the plan already
  amendment:M-5 activity:A when: {+2020-Q2+}
";
    assert_eq!(out, right);
    let new = desk.read("new.json");
    assert!(new.contains(r#""title":{"en":"Talks","ru":"Переговоры"}"#), "{new}");
    assert!(new.contains(r#""hosts":["BG"],"sources":[{"url":"u"}],"when":"2020-Q2"}"#), "{new}");
    assert!(new.contains(r#""what": "title: \"Р\" is now \"Переговоры\" (amendment:M-1)", "by": ["TR"], "sources": [{"url":"u","title":"t"}]}"#), "{new}");
}

#[test]
fn what_cannot_be_applied_is_said_and_nothing_is_written_unless_partly() {
    let mut desk = Desk::new(OLD);
    let fine = desk.accepted("activity:A", "status", "planned", "held");
    let wrong = [
        (
            ("activity:A", "title", "A study", "x"),
            "\"A study\" does not stand there any more; there stands \"A study  on return\"",
        ),
        (("activity:Z", "title", "a", "b"), "there is no activity:Z"),
        (("activity:A", "colour", "a", "b"), "there is no field \"colour\" in activity:A"),
        (("activity:A", "sources", "a", "b"), "sources holds more than one value; change it in the file"),
        (("plan", "version", "2019-12", "2"), "the version is written here"),
        (("activity:A", "when", "", "soon"), "\"soon\": write a date as 2020"),
        (("activity:B", "status", "", "gone"), "\"gone\" is not one of offered"),
        (("activity:B", "hosts", "", "XX"), "there is no country or organisation \"XX\""),
        (("meeting:M", "title", "SOM", "One"), "wants it otherwise and is accepted, too"),
        (("meeting:M", "title", "SOM", "Other"), "wants it otherwise and is accepted, too"),
    ];
    let ids = wrong.map(|((on, field, before, after), _)| desk.accepted(on, field, before, after));
    let ran = desk.revise("");
    assert_refused(&ran, "10 accepted amendments cannot be applied:");
    assert!(ran.err.contains("--partly applies the others") && !desk.has_new());
    let partly = desk.revise(" --partly");
    assert_eq!(partly.status, Some(0), "{}", partly.err);
    for (id, (_, why)) in ids.iter().zip(wrong) {
        for err in [&ran.err, &partly.err] {
            let line = err.lines().find(|line| line.contains(id.as_str())).unwrap();
            assert!(line.contains(why), "{line} does not say {why}");
        }
    }
    assert_eq!(
        partly.out,
        format!(
            "new.json: version 2020-11, 1 amendment applied\n  amendment:{fine} activity:A status: [-planned-]{{+held+}}\n"
        )
    );
    let json: serde_json::Value = serde_json::from_str(&desk.read("new.json")).unwrap();
    assert_eq!(
        (json["plan"]["changes"].as_array().unwrap().len(), json["amendments"].as_array().unwrap().len()),
        (1, 1)
    );
}

#[test]
fn however_a_record_and_a_field_are_named_they_are_the_same() {
    let mut desk = Desk::new(OLD);
    desk.accepted("activity:A", "status", "planned", "held");
    desk.accepted("activities:A", "Status ", "planned", "cancelled");
    assert_refused(&desk.revise(""), "2 accepted amendments cannot be applied:");
    desk.accepted("meetings:M", "title", "SOM", "Senior Officials");
    assert_eq!(desk.revise(" --partly").status, Some(0));
    let new = desk.read("new.json");
    assert!(new.contains(r#""title":"Senior Officials""#) && new.contains(r#""status":"planned""#), "{new}");
}

#[test]
fn what_was_not_accepted_or_is_taken_back_is_not_applied() {
    let mut desk = Desk::new(OLD);
    let fields = json!({"field": "status", "before": "planned", "after": "held"});
    let open = desk.add(Op::Amend, Some("activity:A"), fields.clone());
    desk.add(Op::Resolve, None, json!({"of": open.id.to_string(), "fate": "accepted"}));
    desk.add(Op::Resolve, None, json!({"of": open.id.to_string(), "fate": "rejected"}));
    desk.add(Op::Amend, Some("activity:A"), fields);
    let ran = desk.revise("");
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("nothing was accepted that is not in the plan already"), "{}", ran.err);
    assert!(!desk.has_new());
}

#[test]
fn one_that_was_edited_is_applied_as_it_is_now_and_one_in_conflict_is_not() {
    let mut desk = Desk::new(OLD);
    let fields = json!({"field": "status", "before": "planned", "after": "held"});
    let amendment = desk.add(Op::Amend, Some("activity:A"), fields);
    let of = amendment.id.to_string();
    desk.add(Op::Resolve, None, json!({"of": of, "fate": "accepted"}));
    desk.add(Op::Edit, None, json!({"of": of, "field": "after", "new": "cancelled"}));
    desk.revise("").done();
    assert!(desk.read("new.json").contains(r#""status":"cancelled""#));
    fs::remove_file(desk.path("new.json")).unwrap();
    desk.add(Op::Edit, None, json!({"of": of, "field": "after", "new": "postponed"}));
    assert_refused(&desk.revise(""), "two changes of it do not know of each other");
    assert!(!desk.has_new());
}

#[test]
fn the_old_file_is_never_the_new_one_not_even_by_a_link() {
    let mut desk = Desk::new(OLD);
    desk.accepted("activity:A", "status", "planned", "held");
    let old = desk.path("old.json");
    fs::hard_link(&old, desk.path("hard.json")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&old, desk.path("soft.json")).unwrap();
    let names: &[&str] =
        if cfg!(unix) { &["old.json", "./old.json", "hard.json", "soft.json"] } else { &["old.json", "hard.json"] };
    for name in names {
        let ran = desk.run(&format!("revise --data old.json --journal journal -o {name}"));
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{name}");
        assert!(ran.err.contains("is the old version, which is never touched"), "{}", ran.err);
    }
    let ran = desk.run("revise --data old.json --journal journal -o journal/new.json");
    assert!(ran.status == Some(2) && ran.err.contains("would lie in the journal"), "{}", ran.err);
    assert_eq!(desk.read("old.json"), OLD);
}

#[test]
fn a_result_with_new_problems_is_not_written() {
    let goal = r#""goals":[{"id":"1","title":"G","number":1,"sources":[{"url":"u"}]}],"#;
    let mut desk = Desk::new(&OLD.replace("  \"x-own\"", &format!("  {goal}\n  \"x-own\"")));
    desk.accepted("goal:1", "number", "1", "-5");
    assert_refused(&desk.revise(""), "it would have new problems: goals[0].number:");
    assert!(!desk.has_new());
}

#[test]
fn a_version_that_does_not_follow_has_to_be_given() {
    let mut desk = Desk::new(&OLD.replace("2019-12\", \"status", "final\", \"status"));
    desk.accepted("activity:A", "status", "planned", "held");
    assert_refused(&desk.revise(""), "nothing follows from the version \"final\"");
    assert!(!desk.has_new());
    desk.revise(" --version final-2").done();
    assert!(desk.read("new.json").contains(r#""version" : "final-2""#));
    let mut desk = Desk::new(&OLD.replace("\"plan\": {", "\"x-plan\": {"));
    desk.accepted("activity:A", "status", "planned", "held");
    assert_refused(&desk.revise(" --version 2"), "the dataset has no plan");
}

#[test]
fn nothing_half_written_is_left_where_it_cannot_be_written() {
    let mut desk = Desk::new(OLD);
    desk.accepted("activity:A", "status", "planned", "held");
    let ran = desk.run("revise --data old.json --journal journal -o none/new.json");
    assert_refused(&ran, "none/new.json: there is no such folder");
    let ran = desk.run("revise --data old.json --journal nowhere -o new.json");
    assert!(ran.status == Some(2) && ran.err.contains("nowhere: there is no such folder"), "{}", ran.err);
    let ran = desk.run("revise --data old.json --journal journal -o -");
    assert_eq!(ran.status, Some(0));
    assert!(
        ran.out.starts_with("{ \"format\"") && ran.err.starts_with("-: version 2020-11, 1 amendment applied\n"),
        "{}",
        ran.err
    );
}

#[test]
fn the_plan_of_2019_is_revised_with_its_own_journal() {
    let mut desk = Desk::new(&project_file("assets/budapest-process.json"));
    let own = desk.home.path().join(".local/share/plenary/journals/budapest-process");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::rename(desk.path("journal"), &own).unwrap();
    let title = "Strategic Document and Implementation Plan";
    desk.accepted("plan", "title", title, "Implementation Plan");
    link_journal(&own, &desk.path("journal"));
    let out = desk.run("revise -o new.json").done();
    assert!(
        out.starts_with("new.json: version 2020-11, 1 amendment applied\n  amendment:M-01 plan: no wording is stated"),
        "{out}"
    );
    let ran = desk.run("diff new.json");
    assert_eq!(ran.status, Some(1));
    assert!(ran.out.starts_with("(embedded) -> new.json: 1 added, 1 changed\n"), "{}", ran.out);
    assert!(ran.out.contains("\n  title: [-Strategic Document and -]Implementation Plan\n"), "{}", ran.out);
    assert!(ran.out.contains("\n  previous: [-version sent out before the meeting-]{+2019-12+}\n"), "{}", ran.out);
    let valid = desk.run("validate new.json");
    assert_eq!(valid.done(), "new.json: valid, no warnings\n");
}

/// Makes a folder be found under another name.
fn link_journal(own: &Path, other: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(own, other).unwrap();
    #[cfg(not(unix))]
    fs::create_dir(other).unwrap();
}
