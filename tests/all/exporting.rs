//! Exporting from the dashboard: what is asked for, what is written, and what is said before a file is replaced.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use plenary::base::fs::Standing;
use plenary::index::Snapshot;
use plenary::tui::effect::Effect;
use plenary::tui::export::Order;
use plenary::tui::msg::Msg;
use plenary::tui::work;

use crate::stage::{Stage, dataset, embedded, manner};

/// A and B touch HU, and B is the meeting M; C touches TR and has no date.
const ENTRIES: &str = r#""countries":[{"id":"TR","name":"Turkey"},{"id":"HU","name":"Hungary"}],
    "organisations":[{"id":"icmpd","name":"ICMPD"}],
    "meetings":[{"id":"M","title":"Conference","when":"2019-12-31","place":"Budapest"},
        {"id":"N","title":"Alone","when":"2018"}],
    "activities":[{"id":"A","title":"Study","status":"planned","when":"2020-03","hosts":["HU"]},
        {"id":"B","title":"Talks","status":"held","meeting":"M","hosts":["HU"]},
        {"id":"C","title":"Undated","status":"planned","hosts":["TR"]}]"#;

fn stage(size: (u16, u16)) -> Stage {
    Stage::new(dataset(ENTRIES), manner(true, false), size)
}

/// What was asked of the world last.
fn last(stage: &Stage) -> Option<&Effect> {
    stage.asked().last().copied()
}

/// Answers what stands at the path that was asked for, as if the file were in that folder.
fn look(stage: &mut Stage, folder: &Path) {
    let Some(Effect::Look(typed)) = last(stage).cloned() else { panic!("nothing to look at: {:?}", stage.asked()) };
    let (file, standing) = work::look_at(folder.join(typed.trim()).to_str().unwrap());
    stage.tell(Msg::Looked { typed, file, standing, taken: None });
}

fn order(stage: &Stage) -> Order {
    match last(stage) {
        Some(Effect::Export(order)) => (**order).clone(),
        other => panic!("no export was asked for: {other:?}"),
    }
}

/// Carries out what was asked for, and tells the dashboard.
fn write(stage: &mut Stage) -> Result<String, String> {
    let order = order(stage);
    let answer = work::write(&order, &stage.state.shared.snapshot);
    stage.tell(Msg::Exported { file: order.file, is_version: false, answer: answer.clone() });
    answer
}

fn notice(stage: &Stage) -> &str {
    stage.state.shared.notice.as_ref().map_or("", |notice| notice.text.as_str())
}

/// Exports what these keys choose, and returns the name and the bytes of the file.
fn exported(snapshot: Arc<Snapshot>, keys: &str) -> (String, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = Stage::new(snapshot, manner(true, false), (80, 24));
    stage.press(keys);
    look(&mut stage, folder.path());
    stage.press("Enter");
    write(&mut stage).unwrap();
    let file = order(&stage).file;
    (file.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(file).unwrap())
}

/// What the command line writes for the dataset, on the day of the stage.
fn printed(line: &str, data: Option<&str>) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.env_clear().env("HOME", folder.path()).env("PLENARY_TODAY", "2020-02-15").stdin(Stdio::null());
    command.args(line.split(' '));
    if let Some(entries) = data {
        let file = folder.path().join("test.json");
        fs::write(&file, format!(r#"{{"format":"plenary/1","id":"test","title":"Test",{entries}}}"#)).unwrap();
        command.arg("--data").arg(file);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[track_caller]
fn same(written: &[u8], printed: &[u8]) {
    assert_eq!(String::from_utf8_lossy(written), String::from_utf8_lossy(printed));
}

#[test]
fn the_formats_say_how_many_they_hold_and_in_which_file() {
    let mut stage = stage((80, 24));
    let text = stage.press("5 g x").text();
    assert!(text.contains("Export what the list shows"), "{text}");
    assert!(text.contains("ics · 3 dated of 4 activities and meetings"), "{text}");
    assert!(text.contains("csv · 3 activities and 1 meeting"), "{text}");
    assert!(text.contains("test-agenda.csv"), "{text}");
    stage.press("Enter");
    assert_eq!(last(&stage), Some(&Effect::Look("test-agenda.ics".into())));
}

#[test]
fn every_kind_of_a_list_has_a_file_and_no_calendar_without_meetings_and_activities() {
    let mut stage = stage((80, 24));
    let text = stage.press("g x").text();
    assert!(text.contains("csv · 2 countries") && text.contains("csv · 1 organisation"), "{text}");
    assert!(text.contains("ics - a calendar holds meetings and activities alone"), "{text}");
    stage.press("End Enter");
    assert_eq!(notice(&stage), "a calendar holds meetings and activities alone");
    assert!(stage.asked().is_empty(), "{:?}", stage.asked());
}

#[test]
fn a_calendar_of_what_has_no_date_is_refused() {
    let undated = dataset(r#""activities":[{"id":"A","title":"A"}]"#);
    let text = Stage::new(undated, manner(true, false), (80, 24)).press("l l g x").text();
    assert!(text.contains("ics - none has a date") && text.contains("csv · 1 activity "), "{text}");
}

#[test]
fn what_takes_place_is_written_as_the_command_line_writes_it() {
    for (down, format) in ["ics", "csv", "md", "json"].into_iter().enumerate() {
        let keys = format!("5 g x {} Enter", "Down ".repeat(down));
        let (name, bytes) = exported(dataset(ENTRIES), &keys);
        assert_eq!(name, format!("test-agenda.{format}"));
        same(&bytes, &printed(&format!("export {format} -o -"), Some(ENTRIES)));
        let (_, bytes) = exported(embedded(), &keys);
        same(&bytes, &printed(&format!("export {format} -o -"), None));
    }
}

#[test]
fn records_of_other_kinds_are_written_as_lists_of_them_are_printed() {
    for (down, format) in ["csv", "md", "json"].into_iter().enumerate() {
        let keys = format!("g x {} Enter", "Down ".repeat(down));
        let (name, bytes) = exported(embedded(), &keys);
        assert_eq!(name, format!("budapest-process-countries.{format}"));
        same(&bytes, &printed(&format!("list countries --format {format}"), None));
        let (name, bytes) = exported(embedded(), &format!("g x End Up {} Enter", "Up ".repeat(2 - down)));
        assert_eq!(name, format!("budapest-process-organisations.{format}"));
        same(&bytes, &printed(&format!("list organisations --format {format}"), None));
    }
}

#[test]
fn filter_scope_cursor_and_marks_are_followed() {
    let csv = |keys: &str| {
        let (name, bytes) = exported(dataset(ENTRIES), &format!("{keys} g x Down Enter"));
        let text = String::from_utf8(bytes).unwrap();
        let refs: Vec<String> = text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        (name, refs)
    };
    let refs = |refs: &[&str]| refs.iter().map(|of| (*of).to_owned()).collect::<Vec<String>>();
    assert_eq!(csv("l l"), ("test-activities.csv".into(), refs(&["activity:B", "activity:A", "activity:C"])));
    // The cursor on Hungary narrows the activities.
    assert_eq!(csv("Down l l").1, refs(&["activity:B", "activity:A"]));
    assert_eq!(csv("Down x l l").1, refs(&["activity:B", "activity:A"]));
    assert_eq!(csv("l l / s t u d y Enter Esc").1, refs(&["activity:A"]));
    // Of three two are marked, one after the other; from the detail it is the same list.
    assert_eq!(csv("l l Down Space Space").1.len(), 2);
    assert_eq!(csv("l l Down Space Space l").1, csv("l l Down Space Space").1);
}

#[test]
fn marks_are_named_in_the_title_and_stand_for_the_list() {
    let mut stage = stage((80, 24));
    let text = stage.press("Down Space g x").text();
    assert!(text.contains("Export the 1 marked") && text.contains("csv · 1 country "), "{text}");
    assert!(text.contains("test-countries.csv"), "{text}");
}

#[test]
fn a_list_that_shows_nothing_is_not_exported_and_the_reason_is_said() {
    let mut filtered = stage((80, 24));
    filtered.press("5 / q q q Enter");
    filtered.press("g x");
    assert!(notice(&filtered).starts_with("nothing to export: "), "{}", notice(&filtered));
    assert!(filtered.state.overlays.is_empty());
    let mut empty = Stage::after("", false, (80, 24), "4 g x");
    assert_eq!(notice(&empty), "nothing to export: the list shows no records");
    empty.press("Esc");
}

#[test]
fn a_new_file_is_written_and_its_name_and_place_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = stage((120, 36));
    stage.press("l l g x Down Enter");
    look(&mut stage, folder.path());
    let text = stage.text();
    assert!(text.contains("a new file; Enter writes it"), "{text}");
    assert!(text.contains(folder.path().to_str().unwrap()) && text.contains("3 activities"), "{text}");
    stage.press("Enter");
    let order = order(&stage);
    assert_eq!((order.content.format(), order.replaces), ("csv", false));
    assert_eq!(order.file, folder.path().join("test-activities.csv"));
    assert!(stage.state.overlays.is_empty());
    assert_eq!(write(&mut stage), Ok("3 activities".into()));
    let place = folder.path().display();
    assert_eq!(notice(&stage), format!("written: 3 activities, test-activities.csv in {place}"));
}

#[test]
fn an_older_file_is_said_before_it_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test-activities.json");
    fs::write(&file, "x".repeat(100_000)).unwrap();
    let mut stage = stage((80, 24));
    stage.press("l l g x End Enter");
    look(&mut stage, folder.path());
    let text = stage.text();
    assert!(text.contains("is there already; Enter replaces it whole"), "{text}");
    stage.press("Enter");
    assert!(order(&stage).replaces);
    write(&mut stage).unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.starts_with("[\n{\"ref\"") && text.ends_with("\n]\n") && !text.contains('x'), "{text}");
}

#[test]
fn enter_before_it_is_known_what_stands_there_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = stage((80, 24));
    stage.press("l l g x Down Enter Enter");
    assert!(matches!(last(&stage), Some(Effect::Look(_))), "{:?}", stage.asked());
    fs::write(folder.path().join("test-activities.csv"), "old").unwrap();
    look(&mut stage, folder.path());
    assert!(stage.text().contains("is there already"), "{}", stage.text());
    assert!(!stage.asked().iter().any(|effect| matches!(effect, Effect::Export(_))));
    // Where nothing stands there, the Enter of before is enough.
    stage.press("x Enter");
    look(&mut stage, folder.path());
    assert_eq!(order(&stage).file, folder.path().join("test-activities.csvx"));
}

#[test]
fn a_file_that_has_come_to_be_there_since_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = stage((80, 24));
    stage.press("l l g x Down Enter");
    look(&mut stage, folder.path());
    stage.press("Enter");
    let file = order(&stage).file;
    fs::write(&file, "old").unwrap();
    assert!(write(&mut stage).is_err());
    assert!(
        notice(&stage).starts_with("not written: something has come to stand there meanwhile"),
        "{}",
        notice(&stage)
    );
    assert_eq!(fs::read_to_string(file).unwrap(), "old");
}

#[test]
fn a_folder_that_is_not_there_or_a_name_that_is_a_folder_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = stage((80, 24));
    stage.press("l l g x Down Enter Ctrl-u");
    assert!(stage.text().contains("type the name of the file"), "{}", stage.text());
    stage.press("n o n e / a");
    look(&mut stage, folder.path());
    stage.press("Enter");
    assert_eq!(notice(&stage), "there is no such folder; make it first, or type another");
    stage.press("Backspace");
    look(&mut stage, folder.path());
    stage.press("Enter");
    assert_eq!(notice(&stage), "this is a folder; type the name of a file behind it");
    assert!(!stage.asked().iter().any(|effect| matches!(effect, Effect::Export(_))));
}

#[test]
fn a_folder_that_went_away_gives_a_message_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = stage((80, 24));
    stage.press("l l g x Down Enter");
    look(&mut stage, folder.path());
    stage.press("Enter");
    let file = order(&stage).file;
    drop(folder);
    assert!(write(&mut stage).is_err());
    let file = file.display();
    let message = format!("not written: there is no such folder; make it first, or choose another: {file}");
    assert_eq!(notice(&stage), message);
}

#[test]
fn an_answer_about_a_path_that_is_no_longer_typed_says_nothing() {
    let mut stage = stage((80, 24));
    stage.press("l l g x Down Enter x");
    let old =
        Msg::Looked { typed: "test-activities.csv".into(), file: "/old".into(), standing: Standing::Free, taken: None };
    stage.tell(old);
    assert!(stage.text().contains("looking what stands there"), "{}", stage.text());
}

#[test]
fn one_level_out_of_the_name_are_the_formats() {
    let mut stage = stage((80, 24));
    stage.press("l l g x Down Enter Esc");
    assert!(stage.text().contains("Export what the list shows"), "{}", stage.text());
    stage.press("Esc");
    assert!(stage.state.overlays.is_empty());
}

#[test]
fn the_home_is_understood_and_what_would_steer_the_terminal_is_shown() {
    let (file, _) = work::look_at("~/a.csv");
    assert!(file.is_absolute() && !file.to_string_lossy().contains('~'), "{}", file.display());
    let mut stage = stage((80, 24));
    stage.press("l l g x Down Enter");
    let Some(Effect::Look(typed)) = last(&stage).cloned() else { panic!() };
    stage.tell(Msg::Looked { typed, file: "/tmp/\u{1b}[31m/a".into(), standing: Standing::Free, taken: None });
    assert!(stage.text().contains("/tmp/␛[31m/a"), "{}", stage.text());
    stage.tell(Msg::Exported {
        file: "/tmp/\u{1b}[31m/\u{9b}".into(),
        is_version: false,
        answer: Ok("3 activities".into()),
    });
    assert_eq!(notice(&stage), "written: 3 activities, ⟨9B⟩ in /tmp/␛[31m");
}

#[test]
fn the_cursor_in_the_name_is_where_the_next_letter_goes() {
    let mut stage = stage((80, 24));
    stage.press("5 g x Enter Left Left Left Left");
    let (x, y) = stage.find("test-agenda.ics");
    let buffer = stage.buffer();
    let dot = &buffer[(x + 11, y)];
    assert_eq!(dot.symbol(), ".");
    assert!(dot.modifier.contains(ratatui::style::Modifier::REVERSED), "{}", stage.text());
    assert!(!stage.text().contains("ics_"), "{}", stage.text());
    stage.press("2");
    assert!(stage.text().contains("› test-agenda2.ics"), "{}", stage.text());
}
