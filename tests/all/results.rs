//! What was measured: values, gauges and small bars with their numbers, worked out by hand; no data is never a number.

use crate::stage::{Stage, embedded, manner, text};

/// Two goals of the framework in force, one of another, and indicators of every sort.
const MEASURED: &str = r#""frameworks":[{"id":"f","title":"F","current":true},{"id":"old","title":"Old"}],
    "goals":[{"id":"1","framework":"f","number":1,"title":"One"},{"id":"2","framework":"f","number":2,"title":"Two"},
        {"id":"x","framework":"old","number":9,"title":"Nine"}],
    "indicators":[
        {"id":"I-1","title":"Trained","goal":"1","level":"outcome","unit":"people","direction":"up","baseline":{"value":0,"when":"2019"},
            "target":{"value":400,"when":"2024"},"observations":[{"value":50,"when":"2021"},{"value":10,"when":"2020"},{"value":200,"when":"2023"}]},
        {"id":"I-2","title":"Courses","goal":"1","level":"output","parent":"I-1","unit":"courses"},
        {"id":"I-3","title":"Waiting","parent":"I-1","unit":"days","direction":"down","baseline":{"value":100},"target":{"value":20},
            "observations":[{"value":120,"when":"2022"},{"when":"2023"}]},
        {"id":"I-4","title":"Zero","goal":"2","unit":"cases","baseline":{"value":0},"target":{"value":8},
            "observations":[{"value":0,"when":"2021"},{"value":0,"when":"2022"}]},
        {"id":"I-5","title":"Undated","goal":"2","observations":[{"value":3},{"value":5}]},
        {"id":"I-6","title":"Elsewhere","goal":"x","observations":[{"value":3}]},
        {"id":"I-7","title":"Alone"}]"#;

/// The rows with the cells of these positions.
fn rows(stage: &Stage, cells: &[usize]) -> Vec<String> {
    stage.rows(|row| {
        let cells: Vec<&str> = cells.iter().map(|&at| row.cells[at].as_str()).collect();
        format!("{}{}", "  ".repeat(usize::from(row.depth)), cells.join(" | "))
    })
}

#[test]
fn outputs_stand_below_their_outcomes_and_no_indicator_is_lost() {
    assert_eq!(
        rows(&Stage::after(MEASURED, false, (120, 36), "6"), &[0, 7]),
        [
            "1 One  3",
            "  Trained | outcome",
            "    Courses | output",
            "    Waiting | not stated",
            "2 Two  2",
            "  Zero | not stated",
            "  Undated | not stated",
            "9 Nine  1",
            "  Elsewhere | not stated",
            "No goal is named  1",
            "  Alone | not stated",
        ]
    );
}

#[test]
fn last_value_and_gauge_follow_the_dates_and_the_direction() {
    assert_eq!(
        rows(&Stage::after(MEASURED, true, (120, 36), "6"), &[0, 1, 3])[..7],
        [
            "1 One  3",
            // 200 of 400 is half of the way.
            "  Trained | 200 (2023) | ### 50 %",
            "    Courses | no data | not known",
            // The last that was measured: for 2023 no value is known. Less is better, and 120 is more than the 100 of the start.
            "    Waiting | 120 (2022) | above baseline",
            "2 Two  2",
            "  Zero | 0 (2022) | 0 %",
            "  Undated | not dated | not known",
        ]
    );
}

#[test]
fn a_gap_is_no_zero_and_a_zero_is_no_gap() {
    // From 10 to 200 the 50 is a fifth of the way up: the second of eight bars. Nothing is known of 2022.
    let trends = |ascii: bool| rows(&Stage::after(MEASURED, ascii, (120, 36), "6"), &[0, 6]);
    let shown = trends(false);
    assert_eq!(shown[1..4], ["  Trained | ▁▂·█ 10 50 ? 200", "    Courses | no data", "    Waiting | ▄· 120 ?"]);
    // Two measured zeros are two bars; values without a date have no place in time.
    assert_eq!(shown[5..7], ["  Zero | ▄▄ 0 0", "  Undated | not dated"]);
    assert_eq!(trends(true)[1..4], ["  Trained | 10 50 ? 200", "    Courses | no data", "    Waiting | 120 ?"]);
}

#[test]
fn where_values_do_not_all_have_room_the_last_ones_stand() {
    let values: Vec<String> = (0..30).map(|at| format!(r#"{{"value":{},"when":"{}"}}"#, 100 + at, 1990 + at)).collect();
    let entries = format!(
        r#""indicators":[{{"id":"I","title":"Long","observations":[{}]}},{{"id":"J","title":"Vast","observations":[
            {{"value":-1e308,"when":"2020"}},{{"value":1e308,"when":"2021"}}]}}]"#,
        values.join(",")
    );
    let shown = rows(&Stage::after(&entries, false, (120, 36), "6"), &[6]);
    // The mark of the cut, four bars, and four numbers of three digits with a blank before each: 21 cells.
    assert_eq!(shown[1], "  …▁▃▆█ 126 127 128 129");
    assert!(shown[2].contains("…▄ 1"), "{}", shown[2]);
}

#[test]
fn the_filter_finds_an_indicator_below_its_goal_and_says_of_how_many() {
    assert_eq!(rows(&Stage::after(MEASURED, false, (120, 36), "6 / z e r o Enter"), &[0]), ["2 Two  1 of 2", "  Zero"]);
    assert_eq!(rows(&Stage::after(MEASURED, false, (120, 36), "6 / o n e Enter"), &[0])[0], "1 One  0 of 3");
}

#[test]
fn coverage_keeps_a_goal_above_the_action_point_that_is_looked_for() {
    let entries = r#""frameworks":[{"id":"f","title":"F"}],"goals":[{"id":"1","framework":"f","number":1,"title":"One"}],
        "actions":[{"id":"A-1","title":"Learn","goal":"1"},{"id":"A-2","title":"Teach","goal":"1"}],
        "activities":[{"id":"a","actions":["A-2"]}]"#;
    assert_eq!(
        rows(&Stage::after(entries, false, (120, 36), "6 b"), &[0, 1, 2]),
        // What touches an action point touches its goal, as in Explore.
        ["1 One |  | 1", "  A-1 Learn | nothing yet | 0", "  A-2 Teach |  | 1"]
    );
    assert_eq!(
        rows(&Stage::after(entries, false, (120, 36), "6 b / t e a c h Enter"), &[0, 2]),
        ["1 One | 1", "  A-2 Teach | 1"]
    );
}

/// Three activities and a project of one goal; Bulgaria hosts one of them, and its statement is about the goal.
const TOUCHED: &str = r#""countries":[{"id":"BG","name":"Bulgaria"}],"frameworks":[{"id":"f","title":"F"}],
    "goals":[{"id":"1","framework":"f","number":1,"title":"One"},{"id":"2","framework":"f","number":2,"title":"Two"}],
    "activities":[{"id":"a","title":"Ay","goals":["1"],"hosts":["BG"]},{"id":"b","title":"Be","goals":["1"]},{"id":"c","title":"Ce","goals":["1"]}],
    "projects":[{"id":"p","title":"Pe","goals":["1"]}],
    "statements":[{"id":"s","summary":"Said","by":["BG"],"about":["goal:1"]}]"#;

#[test]
fn every_number_of_coverage_opens_what_it_counts() {
    let mut stage = Stage::after(TOUCHED, false, (120, 36), "6 b");
    assert_eq!(rows(&stage, &[0, 2, 3, 4, 5, 6])[0], "1 One | 3 | 0 | 0 | 1 | 1");
    stage.press("Right");
    assert!(stage.text().contains("[3]"), "{}", stage.text());
    let opened = stage.press("Enter").text();
    assert!(opened.contains("1 One: 3 activities") && opened.contains("Ay") && opened.contains("Ce"), "{opened}");
    stage.press("Esc Right Enter");
    assert_eq!(stage.state.shared.notice.as_ref().unwrap().text, "1 One: no commitments");
    let opened = stage.press("Right Right Enter").text();
    assert!(opened.contains("1 One: 1 project") && opened.contains("Pe"), "{opened}");
    // A click goes to the number that it hits, the arrows go back to the name, and Enter there opens the goal.
    stage.press("Esc");
    let (x, y) = stage.find("1 One");
    stage.click((x + 60, y)).press("Left Left Left Left Left Enter");
    assert!(stage.state.screen().in_detail());
}

#[test]
fn coverage_counts_within_the_scope() {
    let mut stage = Stage::after(TOUCHED, false, (120, 36), "Down x 6 b");
    // Bulgaria hosts one of the three, and made the statement; nothing of it touches the second goal.
    assert_eq!(rows(&stage, &[0, 1, 2, 5, 6]), ["1 One |  | 1 | 0 | 1"]);
    let opened = stage.press("Right Enter").text();
    assert!(opened.contains("1 One: 1 activity"), "{opened}");
    stage.press("Esc X");
    assert_eq!(rows(&stage, &[0, 1, 2]), ["1 One |  | 3", "2 Two | nothing yet | 0"]);
}

#[test]
fn one_indicator_or_none_is_shown_as_it_is() {
    let one = Stage::after(r#""indicators":[{"id":"I","title":"Only"}]"#, true, (40, 10), "6").text();
    assert!(one.contains("No goal is named  1") && one.contains("Only"), "{one}");
    let none = Stage::after("", true, (80, 24), "6").text();
    assert!(none.contains("The dataset holds no indicators"), "{none}");
    let mut embedded = Stage::new(embedded(), manner(true, false), (120, 36));
    assert!(embedded.press("6").text().contains("no indicator is published"));
}

#[test]
fn what_was_measured_looks_as_reviewed() {
    let mut all = String::new();
    for ascii in [false, true] {
        for size in [(160, 24), (120, 36), (80, 24), (50, 14), (40, 10)] {
            all.push_str(&format!("{size:?}\n{}\n", text(&Stage::after(MEASURED, ascii, size, "6 Down").buffer())));
        }
    }
    insta::assert_snapshot!("results_measured", all);
}
