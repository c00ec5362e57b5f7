//! `plenary diff`: every value worked out by hand.

use super::{Ran, program, project_file, run, write};
use tempfile::TempDir;

const OLD: &str = r#"{"format":"plenary/1","id":"d","title":"D","languages":["en"],
    "countries":[{"id":"BG","name":"Bulgaria"},{"id":"HU","name":"Hungary"},{"id":"TR","name":"Turkey",
        "roles":[{"role":"chair","when":"2006/"},{"role":"member","when":"1993/"}]}],
    "documents":[{"id":"P","title":"Paper","paragraphs":[{"n":1,"summary":"Opening"},{"n":2,"summary":"A study is planned"}]}],
    "projects":[{"id":"X","title":{"en":"Silk Routes","ru":"Пути"},"budget":{"amount":"12000000","currency":"EUR"}}],
    "activities":[{"id":"A","title":"A study on return","status":"planned","hosts":["BG"],"when":"2020",
        "sources":[{"doc":"P","para":1}]},{"id":"B","title":"Same"}]}"#;

const NEW: &str = r#"{"format":"plenary/1","id":"d","title":"D","languages":["en"],
    "countries":[{"id":"LV","name":"Latvia"},{"id":"BG","name":"Bulgaria"},{"id":"TR","name":"Turkey",
        "roles":[{"role":"member","when":"1993/"},{"role":"chair","when":"2006/2020"}]}],
    "documents":[{"id":"P","title":"Paper","paragraphs":[{"n":1,"summary":"Opening"},{"n":2,"summary":"A campaign is planned"},
        {"n":3,"summary":"Closing"}]}],
    "projects":[{"id":"X","title":{"ru":"Новые пути","en":"Silk Routes"},"budget":{"amount":"12500000","currency":"EUR"}}],
    "activities":[{"id":"B","title":"Same"},{"id":"A","title":"A campaign on return","status":"held","hosts":["BG","LV"],"when":"2020",
        "sources":[{"doc":"P","para":2}],"goals":[]}]}"#;

fn compared(old: &str, new: &str, more: &[&str]) -> Ran {
    let home = tempfile::tempdir().unwrap();
    in_home(&home, old, new, more)
}

fn in_home(home: &TempDir, old: &str, new: &str, more: &[&str]) -> Ran {
    write(home.path(), "old.json", old);
    write(home.path(), "new.json", new);
    Ran::new(program(home.path()).args(["diff", "old.json", "new.json"]).args(more).output().unwrap())
}

#[test]
fn records_are_told_apart_and_each_field_has_its_old_and_new_words() {
    let ran = compared(OLD, NEW, &[]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(1), ""));
    let right = "\
old.json -> new.json: 1 added, 4 changed, 1 dropped

Added
  + Latvia  country:LV

Dropped
  - Hungary  country:HU

Turkey
  country:TR
  roles (chair): when: 2006/{+2020+}

A campaign on return
  activity:A
  title: A [-study-]{+campaign+} on return
  status: [-planned-]{+held+}
  goals: [-not known-]{+none+}
  hosts: {+Latvia (country:LV)+}
  sources (P): para: [-1-]{+2+}

Silk Routes
  project:X
  title [ru]: [-Пути-]{+Новые пути+}
  budget: amount: [-12\u{202f}000\u{202f}000-]{+12\u{202f}500\u{202f}000+}

Paper
  document:P
  paragraphs (¶2): summary: A [-study-]{+campaign+} is planned
  paragraphs: {+¶3 Closing+}
";
    assert_eq!(ran.out, right);
}

#[test]
fn a_dataset_is_the_same_as_itself_in_whatever_order_it_stands() {
    let ran = compared(OLD, OLD, &[]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), "old.json -> new.json: no record is different\n"));
    let turned = OLD.replace(
        r#"{"id":"BG","name":"Bulgaria"},{"id":"HU","name":"Hungary"}"#,
        r#"{"id":"HU","name":"Hungary"},{"name":"Bulgaria","id":"BG"}"#,
    );
    assert_ne!(turned, OLD);
    assert_eq!(compared(OLD, &turned, &[]).status, Some(0));
}

#[test]
fn programs_read_it_as_json() {
    let ran = compared(OLD, NEW, &["--format", "json"]);
    assert_eq!(ran.status, Some(1));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["same"], false);
    assert_eq!(json["added"], serde_json::json!([{"ref":"country:LV","title":"Latvia"}]));
    assert_eq!(json["dropped"], serde_json::json!([{"ref":"country:HU","title":"Hungary"}]));
    let activity = &json["changed"][1];
    assert_eq!((&activity["ref"], &activity["title"]), (&"activity:A".into(), &"A campaign on return".into()));
    let right = serde_json::json!([
        {"field":"title","change":"value","old":"A study on return","new":"A campaign on return"},
        {"field":"status","change":"value","old":"planned","new":"held"},
        {"field":"goals","change":"value","old":null,"new":"none"},
        {"field":"hosts","change":"added","new":"Latvia (country:LV)"},
        {"field":"sources (P): para","change":"value","old":"1","new":"2"},
    ]);
    assert_eq!(activity["fields"], right);
}

#[test]
fn documents_read_it_as_markdown() {
    let out = compared(OLD, NEW, &["--format", "md"]).out;
    assert!(
        out.starts_with(
            "# old.json to new.json\n\n1 added, 4 changed, 1 dropped\n\n## Added\n\n- Latvia (country:LV)\n"
        ),
        "{out}"
    );
    assert!(
        out.contains(
            "\n### A campaign on return (activity:A)\n\n- **title**: A <del>study</del><ins>campaign</ins> on return\n"
        ),
        "{out}"
    );
}

#[test]
fn the_head_counts_and_signs_that_cannot_be_seen_are_spelled_out() {
    let one = r#"{"format":"plenary/1","id":"d","title":"D","countries":[{"id":"BG","name":"Bul\u200fgaria x"}]}"#;
    let other = r#"{"format":"plenary/1","id":"d","title":"E","countries":[{"id":"BG","name":"Bul\u200fgaria\tx"}]}"#;
    let ran = compared(one, other, &[]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.out.contains("\nThe dataset as a whole\n  title: [-D-]{+E+}\n"), "{}", ran.out);
    assert!(ran.out.contains(r"  name: [-Bul\u{200f}garia x-]{+Bul\u{200f}garia\tx+}"), "{}", ran.out);
}

#[test]
fn one_file_is_compared_with_the_dataset_that_would_be_opened() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "plan.json", &project_file("assets/budapest-process.json"));
    let ran = Ran::new(program(home.path()).args(["diff", "plan.json"]).output().unwrap());
    assert_eq!(ran.done(), "(embedded) -> plan.json: no record is different\n");
    write(home.path(), "old.json", OLD);
    let ran = Ran::new(program(home.path()).args(["diff", "plan.json", "--data", "old.json"]).output().unwrap());
    assert!(ran.out.starts_with("old.json -> plan.json: "), "{}", ran.out);
}

#[test]
fn what_cannot_be_done_is_said_with_status_2() {
    for line in ["diff", "diff none.json", "diff - -", "diff a b c"] {
        let ran = run(line);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{line}");
        assert!(!ran.err.is_empty(), "{line}");
    }
}

#[test]
fn colour_marks_no_more_than_the_words_do() {
    let plain = compared(OLD, NEW, &[]).out;
    let mut colored = compared(OLD, NEW, &["--color", "always"]).out;
    assert!(colored.contains("\u{1b}[32m{+campaign+}\u{1b}[0m on return"), "{colored}");
    for ink in ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[1;31m", "\u{1b}[32m", "\u{1b}[0m"] {
        colored = colored.replace(ink, "");
    }
    assert_eq!(colored, plain);
}
