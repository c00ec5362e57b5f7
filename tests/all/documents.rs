//! The Documents screen: what rests on which paragraph, and what became of the changes that were asked for; worked out by hand.

use plenary::config::Role;
use plenary::tui::session::Session;

use crate::stage::{Stage, dataset, embedded, manner};

const ENTRIES: &str = r#""documents":[{"id":"a","title":"Alpha"},{"id":"b","title":"Beta"},
    {"id":"s","title":"Summary","paragraphs":[{"n":2,"summary":"Two"},{"n":1,"summary":"One"}]}],
    "countries":[{"id":"BG","name":"Bulgaria","roles":[{"role":"chair","sources":[{"doc":"s","para":1}]}],"sources":[{"doc":"s","para":1}]},
        {"id":"TR","name":"Turkey","sources":[{"doc":"s","para":1},{"doc":"s","para":7},{"doc":"b"}]}]"#;

fn rows(stage: &Stage) -> Vec<String> {
    stage.rows(|row| row.cells.join(" | "))
}

fn stage(entries: &str, keys: &str) -> Stage {
    Stage::after(entries, false, (120, 36), keys)
}

#[test]
fn each_paragraph_says_how_many_records_rest_on_it_each_counted_once() {
    assert_eq!(
        rows(&stage(ENTRIES, "8 b b b b")),
        ["Summary", "¶1 | One | 2", "¶2 | Two | 0", "¶7 |  | 1", "Alpha", " |  | 0", "Beta", " |  | 1"]
    );
}

#[test]
fn what_is_not_known_of_a_paragraph_is_said_and_a_summary_is_never_taken_for_that() {
    let text = stage(ENTRIES, "8 b b b b").text();
    for said in ["¶7  no summary", "no record rests on it", "no paragraph named"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let entries = r#""documents":[{"id":"s","title":"S","paragraphs":[{"n":1,"summary":"no summary"}]}]"#;
    let stage = stage(entries, "8 b b b b");
    let (x, y) = stage.find("no summary");
    let plain = stage.state.shared.skin.style(Role::Text);
    assert_eq!(stage.buffer()[(x, y)].modifier, plain.add_modifier);
}

#[test]
fn enter_on_a_paragraph_lists_the_records_that_rest_on_it() {
    let mut stage = stage(ENTRIES, "8 b b b b j Enter");
    let text = stage.text();
    assert!(text.contains("Rests on s, ¶1") && text.contains("Bulgaria") && text.contains("Turkey"), "{text}");
    stage.press("Down Enter");
    assert_eq!(stage.state.screen().detail().content.reference, "country:TR");
}

#[test]
fn the_cursor_goes_over_paragraphs_of_one_number_and_is_taken_up_again() {
    let twice = r#""documents":[{"id":"s","title":"S","paragraphs":[{"n":4294967295,"summary":"A"},{"n":4294967294,"summary":"B"},
        {"n":3,"summary":"C"},{"n":3,"summary":"D"},{"summary":"E"}]}]"#;
    let mut stage = stage(twice, "8 b b b b");
    let cursor = |stage: &Stage| {
        stage.state.sheets.iter().find(|sheet| sheet.id == stage.state.open).map_or(0, |sheet| sheet.cursor)
    };
    for at in 1..=5 {
        assert_eq!(cursor(stage.press("j")), at);
    }
    stage.press("k k k");
    let mut next = Stage::new(dataset(twice), manner(true, false), (120, 36));
    Session::of(&stage.state).restore(&mut next.state);
    assert_eq!((cursor(&next), next.text()), (2, stage.text()));
}

#[test]
fn what_was_asked_for_stands_under_what_came_of_it() {
    let entries = r#""plan":{"title":"P","version":"2","status":"revised","date":"2019-12","changes":[{"at":"plan","what":"Made shorter","by":["TR"]}]},
        "countries":[{"id":"BG","name":"Bulgaria"},{"id":"TR","name":"Turkey"}],
        "amendments":[{"id":"M-1","by":["BG"],"summary":"Longer"},{"id":"M-2","by":["TR"],"summary":"Shorter","status":"accepted"},
            {"id":"M-3","summary":"Wider","status":"not-stated"}]"#;
    assert_eq!(
        rows(&stage(entries, "8 B")),
        [
            "Versions of the plan: P",
            " | 2 · revised · 2019-12 | ",
            " | the version before is not stated | ",
            "Asked for, accepted: it went into the plan  1",
            "Turkey | Shorter | ",
            "Asked for, not stated: no source says what became of it  2",
            "Bulgaria | Longer | ",
            "not named | Wider | ",
            "Changed since the version before  1",
            "Turkey | Made shorter | "
        ]
    );
}

#[test]
fn a_low_screen_answers_who_asked_for_a_change_and_what_came_of_it() {
    let mut stage = Stage::new(embedded(), manner(false, false), (80, 24));
    let text = stage.press("8 B").text();
    for piece in [
        "accepted: it went into the plan  1",
        "North Macedonia     Add three points",
        "not stated: no source says what became of it  2",
        "Serbia              Add the word 'prevention'",
        "European Commission Tie the running projects",
    ] {
        assert!(text.contains(piece), "no {piece} on\n{text}");
    }
}

#[test]
fn a_dataset_without_a_plan_says_so_and_one_without_changes_too() {
    assert!(stage("", "8 B").text().contains("The dataset holds no plan and no amendments"));
    assert_eq!(
        rows(&stage(r#""plan":{"title":"P"}"#, "8 B"))[3..],
        ["no change that was asked for is on record", "what changed since the version before is not stated"]
    );
}
