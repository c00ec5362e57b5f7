//! `plenary validate` and `plenary config`: what is wrong, with its place.

use serde_json::json;

use super::{Ran, program, run, run_with_input, write};

const BROKEN: &str = r#"{
  "format": "plenary/1", "id": "x", "title": "X",
  "countries": [
    {"id": "BG", "name": "Bulgaria", "sources": [{"url": "https://example.org", "title": "T"}]}
  ],
  "activities": [
    {"id": "A", "title": "Visit", "hosts": ["BL"], "sources": [{"url": "https://example.org", "title": "T"}]}
  ]
}"#;

#[test]
fn the_embedded_dataset_is_valid() {
    let ran = run("validate");
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.ends_with("(embedded): valid, no warnings\n"), "{}", ran.out);
}

#[test]
fn a_mistake_is_told_with_place_path_excerpt_and_hint() {
    let ran = run_with_input("validate -", BROKEN);
    assert_eq!((ran.status, ran.err.as_str()), (Some(1), ""));
    assert_eq!(
        ran.out,
        r#"-:7:45: activities[0].hosts[0]
error[dangling-reference]: no country or organisation "BL"
  |
7 |     {"id": "A", "title": "Visit", "hosts": ["BL"], "sources": [{"url": "https://example.org", "title": "T"}]}
  |                                             ^^^^
  |
  = help: did you mean "BG"?

-: 1 error
"#
    );
}

#[test]
fn json_has_the_same_for_programs() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "broken.json", BROKEN);
    let output = program(home.path()).args(["validate", "broken.json", "--format", "json"]).output().unwrap();
    let ran = Ran::new(output);
    assert_eq!(ran.status, Some(1));
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let expected = json!({
        "file": "broken.json", "valid": false, "fatal": 0, "errors": 1, "warnings": 0, "more": 0,
        "diagnostics": [{
            "severity": "error", "code": "dangling-reference", "path": "activities[0].hosts[0]", "line": 7, "column": 45,
            "message": "no country or organisation \"BL\"", "hint": "did you mean \"BG\"?"
        }]
    });
    assert_eq!(report, expected);
}

#[test]
fn warnings_alone_are_no_failure() {
    let ran = run_with_input("validate -", r#"{"format": "plenary/1", "id": "x", "title": "X", "wallpaper": 1}"#);
    assert_eq!(ran.status, Some(0), "{}", ran.out);
    assert!(
        ran.out.starts_with("-:1:50: wallpaper\nwarning[unknown-key]: unknown key \"wallpaper\", passed over\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("-: 1 warning\n"), "{}", ran.out);
}

#[test]
fn what_is_no_dataset_is_fatal() {
    for text in ["", "{", "[]", "{\"format\": \"plenary/9\", \"id\": \"x\"}", "{\"id\": \"x\"}", "not json"] {
        let ran = run_with_input("validate -", text);
        assert_eq!((ran.status, ran.err.as_str()), (Some(1), ""), "{text}");
        assert!(ran.out.lines().nth(1).is_some_and(|line| line.starts_with("fatal[")), "{text}: {}", ran.out);
        assert!(ran.out.ends_with("-: cannot be used\n"), "{text}: {}", ran.out);
        let ran = run_with_input("list countries --data -", text);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{text}");
        assert!(ran.err.contains("plenary validate -"), "{text}: {}", ran.err);
    }
}

#[test]
fn a_caret_stands_under_the_place_also_behind_wide_and_hidden_characters() {
    let text = "{\"format\": \"plenary/1\", \"id\": \"x\", \"title\": \"日本 \u{202e} e\u{301}\", \"bogus\": 1}";
    let ran = run_with_input("validate -", text);
    let lines: Vec<&str> = ran.out.lines().collect();
    let (excerpt, caret) = (lines[3], lines[4]);
    let before = caret.find('^').unwrap();
    let shown = plenary::base::text::head(excerpt, before);
    assert!(excerpt.strip_prefix(shown).is_some_and(|rest| rest.starts_with("\"bogus\"")), "{}", ran.out);
    assert!(excerpt.contains("⟨RLO⟩"), "{}", ran.out);
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_name() {
    let ran = run("validate none.json");
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert_eq!(ran.err, "error: none.json: there is no such file\n");
    assert_eq!(run("list goals --data /").err, "error: /: this is a directory, not a file\n");
}

#[test]
fn other_commands_count_errors_and_go_on() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "broken.json", BROKEN);
    let ran = Ran::new(program(home.path()).args(["list", "activities", "--data", "broken.json"]).output().unwrap());
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.err, "broken.json: 1 error, set aside; \"plenary validate broken.json\" lists them\n");
    assert!(ran.out.contains("Visit"), "{}", ran.out);
}

#[test]
fn the_configuration_is_named_shown_and_checked() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/plenary");
    std::fs::create_dir_all(&folder).unwrap();
    let path = write(&folder, "config.toml", "color = \"never\"\nglyphs = \"asci\"\n");
    let run = |args: &[&str]| Ran::new(program(home.path()).args(args).output().unwrap());
    assert_eq!(run(&["config", "path"]).done(), format!("{}\n", path.display()));
    let shown = run(&["config", "show"]).done();
    assert!(
        shown.lines().any(|line| line.split_whitespace().eq(["color", "never", "configuration", "file"])),
        "{shown}"
    );
    let checked = run(&["config", "check"]);
    let said = format!("{}:2:10 \"asci\" is not auto, unicode or ascii; did you mean \"ascii\"?", path.display());
    assert_eq!((checked.status, checked.err.as_str()), (Some(1), ""));
    assert_eq!(checked.out, format!("{said}\n1 mistake\n"));
    let listed = run(&["list", "goals"]);
    assert_eq!((listed.status, listed.err), (Some(0), format!("{said}\n")));
}

#[test]
fn the_file_to_start_from_has_no_mistakes() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/plenary");
    std::fs::create_dir_all(&folder).unwrap();
    let file = run("config show --default").done();
    write(&folder, "config.toml", &file);
    let checked = Ran::new(program(home.path()).args(["config", "check"]).output().unwrap());
    assert_eq!(checked.done(), "no mistakes\n");
}

#[test]
fn a_configured_dataset_is_opened_unless_another_is_named() {
    let home = tempfile::tempdir().unwrap();
    let path = write(
        home.path(),
        "own.json",
        r#"{"format": "plenary/1", "id": "x", "title": "X", "groups": [{"id": "g", "name": "Own"}]}"#,
    );
    let mut command = program(home.path());
    let listed = Ran::new(command.env("PLENARY_DATASET", &path).args(["list", "groups"]).output().unwrap());
    assert!(listed.out.contains("Own"), "{listed:?}");
    let mut command = program(home.path());
    let missing = Ran::new(command.env("PLENARY_DATASET", "/none.json").args(["list", "groups"]).output().unwrap());
    assert_eq!(missing.status, Some(2));
    assert!(missing.err.contains("it is the dataset of the configuration"), "{}", missing.err);
}
