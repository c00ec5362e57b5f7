//! Versions of the plan in the dashboard: the one that is shown compared with another, and the next one made.

use std::fs;
use std::path::Path;
use std::process::Command;

use plenary::base::fs::Standing;
use plenary::journal::Op;
use plenary::load::Source;
use plenary::revise::place::Taken;
use plenary::tui::datasets::Place;
use plenary::tui::effect::Effect;
use plenary::tui::export::Content;
use plenary::tui::msg::Msg;
use plenary::tui::overlay::Overlay;
use plenary::tui::work;

use crate::journal::Hand;
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
    folder_with(OLD)
}

/// The same with another old version.
fn folder_with(old: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.json"), old).unwrap();
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
    stage.tell(Msg::Looked { typed, file, standing: Standing::Free, taken: None });
    stage.press("Enter");
    let Some(Effect::Export(order)) = stage.asked().last().copied().cloned() else { panic!("{:?}", stage.asked()) };
    let answer = work::write(&order, &stage.state.shared.snapshot);
    let is_version = matches!(order.content, Content::Version(_));
    stage.tell(Msg::Exported { file: order.file.clone(), is_version, answer });
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

/// The old version on a stage with a journal, in which these amendments were made: of which record and field, before, after, and what
/// became of it.
fn amended(folder: &tempfile::TempDir, amendments: &[(&str, &str, &str, &str, Option<&str>)]) -> Stage {
    let mut stage = showing(&path(folder, "old.json"), (100, 30)).with_journal();
    let mut hand = Hand::new("a");
    for (on, field, before, after, fate) in amendments {
        let fields = [("by", "country:BG"), ("field", *field), ("before", *before), ("after", *after)];
        let amendment = hand.event(Op::Amend, Some(*on), &fields);
        let mut events = vec![amendment.clone()];
        if let Some(fate) = fate {
            let of = amendment.id.to_string();
            events.push(hand.event(Op::Resolve, None, &[("of", of.as_str()), ("fate", *fate)]));
        }
        stage.given(&events);
    }
    stage
}

const STUDY: (&str, &str, &str, &str, Option<&str>) =
    ("activity:A", "title", "A study on return", "A campaign on return", Some("accepted"));

#[test]
fn the_next_version_is_shown_before_anything_is_written() {
    let folder = folder();
    let gone = ("activity:B", "title", "Speeches", "Speech", Some("accepted"));
    let open = ("activity:B", "title", "Talks", "Walks", None);
    let no = ("activity:B", "title", "Talks", "Stalks", Some("rejected"));
    let mut stage = amended(&folder, &[STUDY, gone, open, no]);
    stage.press("g i");
    let text = stage.text();
    let lines = [
        "The next version of the plan",
        "Write it to a new file: version 2020-02, 1 amendment applied, 1 left out",
        "Version 2020-02, previous 2019-12; type a name to call it otherwise",
        "Applied  1",
        "A study on return, title: A [-study-]{+campaign+} on return",
        "Cannot be applied  1",
        r#"Talks, title: "Speeches" does not stand there any more; there stands"#,
        "Not settled  1",
        "Talks, title: [-Talks-]{+Walks+}",
    ];
    let mut rest = text.as_str();
    for line in lines {
        let (_, after) = rest.split_once(line).unwrap_or_else(|| panic!("no {line} in its place in\n{text}"));
        rest = after;
    }
    assert!(!text.contains("Stalks"), "{text}");
    // One of them in full.
    stage.press("Down Down Enter");
    let text = stage.text();
    for line in ["on: A study on return", "field: title", "asked for by: Bulgaria", "accepted, and applied"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    stage.press("Esc Down Enter");
    let why = r#"accepted, and cannot be applied: "Speeches" does not stand there any more; there stands "Talks""#;
    let flat = stage.text().replace(|c: char| !c.is_ascii(), " ");
    let flat: Vec<&str> = flat.split_whitespace().collect();
    assert!(flat.join(" ").contains(why), "{}", stage.text());
    stage.press("Esc Esc");
    assert!(stage.state.overlays.is_empty());
    // Nothing was asked to be written.
    assert!(!stage.asked().iter().any(|effect| matches!(effect, Effect::Export(_) | Effect::Look(_))));
}

#[test]
fn the_next_version_is_written_as_the_command_writes_it_and_compared_at_once() {
    let folder = folder();
    let mut stage = amended(&folder, &[STUDY]);
    let (old, other) = (path(&folder, "old.json"), path(&folder, "other.json"));
    let journal = fs::read_dir(stage.journals()).unwrap().next().unwrap().unwrap().path();
    printed(folder.path(), &["revise", "--data", &old, "--journal", journal.to_str().unwrap(), "-o", &other]);
    stage.press("g i Enter");
    assert_eq!(stage.asked().last().copied(), Some(&Effect::Look("d-2020-02.json".into())));
    let text = written(&mut stage, &folder);
    assert_eq!(text, fs::read_to_string(&other).unwrap());
    assert!(text.contains("A campaign on return") && fs::read_to_string(&old).unwrap() == OLD);
    assert!(stage.notice().starts_with("written: version 2020-02, 1 amendment applied"), "{}", stage.notice());
    assert!(stage.text().contains("d-2020-02.json is written; Esc stays here"), "{}", stage.text());
    stage.press("Enter");
    let text = stage.text();
    assert!(text.contains("old.json (shown) -> d-2020-02.json"), "{text}");
    assert!(text.contains("Version 2019-12 -> 2020-02") && text.contains("A campaign on return: title"), "{text}");
}

#[test]
fn the_next_version_can_be_named_and_what_does_not_follow_has_to_be() {
    let folder = folder();
    let mut stage = amended(&folder, &[STUDY]);
    stage.press("g i v 2 Enter");
    assert!(stage.text().contains("Write it to a new file: version v2, 1 amendment applied"), "{}", stage.text());
    stage.press("Esc g i 2 0 1 9 - 1 2 Enter");
    assert!(stage.text().contains(r#"the plan is already version "2019-12""#), "{}", stage.text());
    let folder = folder_with(&OLD.replace("2019-12", "final"));
    let mut stage = amended(&folder, &[STUDY]);
    stage.press("g i");
    assert!(stage.text().contains(r#"nothing follows from the version "final""#), "{}", stage.text());
    assert!(stage.text().contains("Previous version final; type the name of the new one"), "{}", stage.text());
    stage.press("Enter");
    assert!(stage.notice().starts_with("nothing follows"), "{}", stage.notice());
    stage.press("2 Enter");
    assert!(stage.text().contains("version 2, 1 amendment applied"), "{}", stage.text());
}

#[test]
fn the_file_that_is_shown_is_never_written_over_by_anything() {
    let folder = folder();
    let mut stage = amended(&folder, &[STUDY]);
    stage.press("g i Enter");
    let old = path(&folder, "old.json");
    let (typed, shown) = ("d-2020-02.json".to_owned(), Some(Taken::Old));
    stage.tell(Msg::Looked { typed, file: (&old).into(), standing: Standing::File, taken: shown });
    stage.press("Enter");
    let reason = "this is the dataset that is shown, which is never touched; type another name";
    assert_eq!(stage.notice(), reason);
    assert!(stage.text().contains("which is never touched"), "{}", stage.text());
    // Where it came to stand there after it was looked, it is refused when it is written.
    let (typed, file) = ("d-2020-02.json".to_owned(), std::path::PathBuf::from(&old));
    stage.tell(Msg::Looked { typed, file, standing: Standing::File, taken: None });
    stage.press("Enter");
    let Some(Effect::Export(order)) = stage.asked().last().copied().cloned() else { panic!() };
    let refused = work::write(&order, &stage.state.shared.snapshot).unwrap_err();
    assert_eq!(refused, "it is the dataset that is shown, which is never touched");
    assert_eq!(fs::read_to_string(&old).unwrap(), OLD);
}

#[cfg(target_os = "linux")]
#[test]
fn where_a_file_of_the_journal_cannot_be_read_there_is_no_next_version() {
    let folder = folder();
    let mut stage = amended(&folder, &[STUDY]);
    let journal = fs::read_dir(stage.journals()).unwrap().next().unwrap().unwrap().path();
    // A file is there, and nobody can read it, not even who may do everything.
    std::os::unix::fs::symlink("/proc/self/mem", journal.join("other.jsonl")).unwrap();
    stage.order(plenary::tui::notebook::Order::Read);
    let notice = stage.press("g i").notice();
    assert!(
        notice.starts_with("what was accepted is not known: journal: ") && notice.contains("other.jsonl"),
        "{notice}"
    );
    assert!(stage.state.overlays.is_empty());
}

#[test]
fn where_nothing_was_accepted_there_is_no_next_version() {
    let folder = folder();
    let mut stage = amended(&folder, &[("activity:B", "title", "Talks", "Walks", None)]);
    stage.press("g i");
    let none = "no next version: nothing was accepted that is not in the plan already";
    assert_eq!(stage.notice(), format!("{none}; 1 amendment is not settled, af on it says what became of it"));
    assert!(stage.state.overlays.is_empty());
    let mut stage = amended(&folder, &[]);
    assert_eq!(stage.press("g i").notice(), format!("{none}; no amendment waits"));
    // What cannot be applied is shown all the same, and cannot be written.
    let mut stage = amended(&folder, &[("activity:B", "title", "Speeches", "Speech", Some("accepted"))]);
    stage.press("g i Enter");
    assert_eq!(stage.notice(), "nothing was accepted that is not in the plan already");
    assert!(stage.text().contains("Cannot be applied  1"), "{}", stage.text());
}

#[test]
fn the_embedded_plan_has_two_amendments_that_are_not_settled_and_none_to_apply() {
    let mut stage = Stage::usual().with_journal();
    let none = "no next version: nothing was accepted that is not in the plan already";
    let open = "2 amendments are not settled, af on one says what became of it";
    assert_eq!(stage.press("g i").notice(), format!("{none}; {open}"));
}
