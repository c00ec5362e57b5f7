//! Versions of the plan in the dashboard: the one that is shown compared with another, and the next one made.

use std::fs;
use std::path::Path;
use std::process::Command;

use plenary::base::fs::Standing;
use plenary::load::Source;
use plenary::tui::datasets::Place;
use plenary::tui::effect::Effect;
use plenary::tui::msg::Msg;
use plenary::tui::overlay::Overlay;
use plenary::tui::work;

use crate::stage::{Stage, manner, snapshot};

const OLD: &str = r#"{"format":"plenary/1","id":"d","title":"D",
    "plan":{"title":"The plan","version":"2019-12","status":"endorsed"},
    "countries":[{"id":"BG","name":"Bulgaria"},{"id":"HU","name":"Hungary"},{"id":"TR","name":"Turkey"}],
    "activities":[{"id":"A","title":"A study on return","status":"planned"},{"id":"B","title":"Talks"}]}"#;

const NEW: &str = r#"{"format":"plenary/1","id":"d","title":"D",
    "plan":{"title":"The plan","version":"2020-11","status":"revised","previous":"2019-12"},
    "countries":[{"id":"BG","name":"Bulgaria"},{"id":"LV","name":"Latvia"},{"id":"TR","name":"Turkey"}],
    "activities":[{"id":"A","title":"A campaign on return","status":"planned"},{"id":"B","title":"Talks"}]}"#;

/// Two versions in a folder, old.json and new.json.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.json"), OLD).unwrap();
    fs::write(folder.path().join("new.json"), NEW).unwrap();
    folder
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

/// A dashboard that shows a file.
fn showing(file: &str, size: (u16, u16)) -> Stage {
    Stage::new(snapshot(&Source::file(Path::new(file)).unwrap()), manner(true, false), size)
}

fn type_in(stage: &mut Stage, text: &str) {
    stage.tell(Msg::Paste(text.to_owned()));
}

/// Compares what is shown with a file whose path is typed.
fn compare(stage: &mut Stage, file: &str) {
    stage.press("g =");
    type_in(stage, file);
    stage.press("Enter");
}

/// What a command prints.
fn printed(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    let output =
        command.args(args).env_clear().env("HOME", folder).env("PLENARY_TODAY", "2020-02-15").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Writes what is being named to a file of that name in the folder, and returns its text.
fn written(stage: &mut Stage, folder: &tempfile::TempDir) -> String {
    let Some(Effect::Look(typed)) = stage.asked().last().copied().cloned() else { panic!("{:?}", stage.asked()) };
    let file = folder.path().join(typed.trim());
    stage.tell(Msg::Looked { typed, file, standing: Standing::Free });
    stage.press("Enter");
    let Some(Effect::Export(order)) = stage.asked().last().copied().cloned() else { panic!("{:?}", stage.asked()) };
    let answer = work::write(&order, &stage.state.shared.snapshot);
    stage.tell(Msg::Exported { file: order.file.clone(), answer });
    fs::read_to_string(order.file).unwrap()
}

#[test]
fn another_version_is_compared_the_plan_first_then_what_was_added_dropped_and_changed() {
    let folder = folder();
    let mut stage = showing(&path(&folder, "new.json"), (100, 30));
    compare(&mut stage, &path(&folder, "old.json"));
    let text = stage.text();
    let lines = [
        "old.json -> new.json (shown)",
        "Plan",
        "Version 2019-12 -> 2020-11",
        "Status endorsed -> revised",
        r#"Which came first: "2020-11" names "2019-12" as its previous version"#,
        "Write all of it to a file: 1 added, 2 changed, 1 dropped",
        "Added countries  1",
        "Latvia",
        "Dropped countries  1",
        "Hungary",
        "Changed activities  1",
        "A campaign on return: title",
    ];
    let mut rest = text.as_str();
    for line in lines {
        let (_, after) = rest.split_once(line).unwrap_or_else(|| panic!("no {line} in its place in\n{text}"));
        rest = after;
    }
    // One of them word by word, and from there to the record.
    stage.press("End Enter");
    assert!(stage.text().contains("title: A [-study-]{+campaign+} on return"), "{}", stage.text());
    assert!(stage.text().contains("activity:A"), "{}", stage.text());
    stage.press("Esc");
    assert!(stage.text().contains("old.json -> new.json (shown)"), "{}", stage.text());
    stage.press("Home Enter");
    assert!(stage.text().contains("version: [-2019-12-]{+2020-11+}"), "{}", stage.text());
    stage.press("Esc End Enter Enter");
    assert!(stage.state.overlays.is_empty() && stage.text().contains("A campaign on return"), "{}", stage.text());
}

#[test]
fn what_is_shown_is_the_old_one_where_the_plans_say_so() {
    let folder = folder();
    let mut stage = showing(&path(&folder, "old.json"), (100, 30));
    compare(&mut stage, &path(&folder, "new.json"));
    let text = stage.text();
    assert!(text.contains("old.json (shown) -> new.json") && text.contains("Added countries  1"), "{text}");
    // What only the other has cannot be gone to, what was dropped can.
    stage.press("L a t v i a Enter");
    assert!(!stage.state.overlays.is_empty());
    stage.press("C-u H u n g a r y Enter");
    assert!(stage.state.overlays.is_empty() && stage.text().contains("country:HU"), "{}", stage.text());
}

#[test]
fn where_neither_says_which_came_first_what_is_shown_is_the_new_one() {
    let folder = folder();
    let bare = OLD.replace(r#""version":"2019-12","#, "");
    fs::write(folder.path().join("bare.json"), bare).unwrap();
    let mut stage = showing(&path(&folder, "bare.json"), (100, 30));
    compare(&mut stage, &path(&folder, "new.json"));
    let text = stage.text();
    assert!(text.contains("new.json -> bare.json (shown)") && text.contains("Version 2020-11 -> not known"), "{text}");
    assert!(text.contains("Which came first they do not say: what is shown is taken to be the new one"), "{text}");
    assert!(text.contains("Dropped countries  1") && text.contains("Added countries  1"), "{text}");
    // The same again is no difference.
    fs::copy(folder.path().join("bare.json"), folder.path().join("copy.json")).unwrap();
    stage.press("Esc");
    compare(&mut stage, &path(&folder, "copy.json"));
    assert!(stage.text().contains("Nothing is different, in no record"), "{}", stage.text());
    assert!(stage.text().contains("Status endorsed in both"), "{}", stage.text());
}

#[test]
fn the_differences_are_written_as_the_command_prints_them() {
    let folder = folder();
    let (old, new) = (path(&folder, "old.json"), path(&folder, "new.json"));
    for (letters, format, name) in [
        ("t e x t", "text", "diff-old-new.txt"),
        ("j s o n", "json", "diff-old-new.json"),
        ("m d", "md", "diff-old-new.md"),
    ] {
        let mut stage = showing(&new, (100, 30));
        compare(&mut stage, &old);
        // From the list as a line of it, from one of the changes by the key of every export.
        let keys = if format == "md" { "End Enter g x" } else { "w r i t e Space a l l Enter" };
        stage.press(keys).press(letters).press("Enter");
        assert_eq!(stage.asked().last().copied(), Some(&Effect::Look(name.into())));
        let right = printed(folder.path(), &["diff", &old, &new, "--format", format]);
        assert!(right.contains("Latvia"), "{right}");
        assert_eq!(written(&mut stage, &folder), right);
        assert!(
            stage.notice().starts_with("written: 1 added, 2 changed, 1 dropped, diff-old-new."),
            "{}",
            stage.notice()
        );
    }
}

#[test]
fn the_known_datasets_are_listed_and_what_is_shown_is_not_compared_with_itself() {
    let folder = folder();
    let (old, new) = (path(&folder, "old.json"), path(&folder, "new.json"));
    let mut stage = showing(&new, (120, 30));
    stage.state.shared.datasets = vec![Place::File((&old).into()), Place::File((&new).into())];
    stage.press("g =");
    assert!(stage.text().contains("new.json - shown now"), "{}", stage.text());
    stage.press("Down Enter");
    assert_eq!(stage.notice(), "shown now");
    stage.press("Up Enter");
    assert!(stage.text().contains("old.json -> new.json (shown)"), "{}", stage.text());
    stage.press("Esc");
    stage.state.shared.datasets.clear();
    compare(&mut stage, &new);
    assert_eq!(stage.notice(), "this is the dataset that is shown; pick another version of it");
}

#[test]
fn what_cannot_be_read_is_said_in_words_and_nothing_else_changes() {
    let folder = folder();
    fs::write(folder.path().join("cut.json"), r#"{"format":"plenary/1","id":"d""#).unwrap();
    let mut stage = showing(&path(&folder, "new.json"), (100, 30));
    let before = stage.text();
    compare(&mut stage, &path(&folder, "none.json"));
    assert!(stage.notice().starts_with("not compared: ") && stage.notice().contains("none.json"), "{}", stage.notice());
    assert!(stage.state.overlays.is_empty());
    compare(&mut stage, &path(&folder, "cut.json"));
    assert!(stage.notice().contains("cut.json") && stage.notice().contains("cut short"), "{}", stage.notice());
    assert_eq!(stage.press("Down Up").text(), before);
}

#[test]
fn a_comparison_is_waited_for_in_a_popup_and_given_up_with_it() {
    let folder = folder();
    let mut stage = Stage::silent(snapshot(&Source::file(&folder.path().join("new.json")).unwrap()), (80, 24));
    compare(&mut stage, &path(&folder, "old.json"));
    let Some(Effect::Compare { place, number }) = stage.asked().last().copied().cloned() else { panic!() };
    let shown = stage.state.shared.snapshot.clone();
    let answer = || work::compared(&place, &Default::default(), &shown).map(Box::new);
    assert!(stage.text().contains("Esc gives it up"), "{}", stage.text());
    // Enter waits on; another answer is none.
    stage.press("Enter").tell(Msg::Compared { number: number + 1, answer: answer() });
    assert!(stage.text().contains("Esc gives it up"), "{}", stage.text());
    stage.press("Esc");
    assert_eq!(stage.asked().last().copied(), Some(&Effect::StopComparing));
    stage.tell(Msg::Compared { number, answer: answer() });
    assert!(stage.state.overlays.is_empty());
    // Asked again, and answered.
    compare(&mut stage, &path(&folder, "old.json"));
    stage.tell(Msg::Compared { number: number + 1, answer: answer() });
    assert!(matches!(stage.state.overlays.as_slice(), [Overlay::Picker(_)]), "{}", stage.text());
}
