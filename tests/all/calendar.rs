//! The Calendar screen: what stands where, worked out by hand. Today is 15 February 2020.

use crate::stage::{Stage, dataset, manner};

/// Dates of every kind. A is the meeting M.
const DATED: &str = r#"
    "frameworks":[{"id":"f","title":"F","current":true}],
    "goals":[{"id":"1","framework":"f","number":1,"title":"One"},{"id":"2","framework":"f","number":2,"title":"Two"}],
    "countries":[{"id":"HU","name":"Hungary"}],
    "groups":[{"id":"g","name":"The group"}],
    "meetings":[
        {"id":"M","title":"Conference","kind":"thematic","when":"2020-03-04","place":"Budapest","hosts":["HU"],"groups":["g"]},
        {"id":"N","title":"Early meeting","when":"2016-06"}],
    "activities":[
        {"id":"A","title":"Expert meeting","kind":"meeting","status":"held","goals":["1","2"],"meeting":"M"},
        {"id":"B","title":"Whole year","kind":"study","status":"planned","when":"2020"},
        {"id":"C","title":"Between years","status":"ongoing","when":"2019/2021"},
        {"id":"D","title":"Never ending","status":"confirmed","when":"2020-05/"},
        {"id":"E","title":"From the past","status":"postponed","when":"/2019"},
        {"id":"F","title":"Some day","status":"offered"}]"#;

fn stage() -> Stage {
    let mut stage = Stage::new(dataset(DATED), manner(true, false), (80, 40));
    stage.press("5");
    stage
}

/// The rows: headings as they are, records by their id.
fn rows(stage: &Stage) -> Vec<String> {
    stage.rows(|row| stage.id(row))
}

/// The part of time in the row of that name: 47 cells from the 31st on, behind frame, sign, 28 cells of name and a blank.
fn time(stage: &Stage, name: &str) -> String {
    let text = stage.text();
    let line = text.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("no {name} in {text}"));
    line.chars().skip(31).take(47).collect()
}

/// Where a sign stands in the part of time.
fn cells(time: &str, sign: char) -> Vec<usize> {
    time.chars().enumerate().filter(|(_, c)| *c == sign).map(|(at, _)| at).collect()
}

#[test]
fn lanes_go_by_goal_by_group_and_by_kind_and_the_undated_stand_last() {
    let mut stage = stage();
    let by_goal = ["1 One  1", "A", "2 Two  1", "A", "No goal is named  5", "E", "N", "C", "B", "D", "Undated  1", "F"];
    assert_eq!(rows(&stage), by_goal);
    // Seven items, though one of them stands in two lanes.
    assert_eq!(stage.sheet().count, 7);
    assert_eq!(stage.sheet().whole, 7);
    stage.press("b");
    assert_eq!(rows(&stage)[..3], ["The group  1", "A", "No group is named  5"]);
    stage.press("b");
    let by_kind = [
        "Meetings · thematic  1",
        "A",
        "Meetings · kind not stated  1",
        "N",
        "Activities · study  1",
        "B",
        "Activities · kind not stated  3",
        "E",
        "C",
        "D",
        "Undated  1",
        "F",
    ];
    assert_eq!(rows(&stage), by_kind);
}

#[test]
fn the_agenda_goes_by_date_and_year_with_dates_as_they_are_known() {
    let mut stage = stage();
    stage.press("v");
    let expected =
        ["Beginning not stated  1", "E", "2016  1", "N", "2019  1", "C", "2020  3", "B", "A", "D", "Undated  1", "F"];
    assert_eq!(rows(&stage), expected);
    let text = stage.press("z").text();
    for line in [
        "/2019         ◔ postponed      From the past",
        "2016-06       · status unknown Early meeting",
        "2020          ◌ planned        Whole year",
        "2020-03-04    ● held           Expert meeting",
        "2020-05/      ○ confirmed      Never ending",
        "no date       ◇ offered        Some day",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains("Budapest") && text.contains("place not stated"), "{text}");
    stage.tell(plenary::tui::msg::Msg::Resize(100, 24));
    assert!(stage.text().contains("Budapest · Hungary"), "{}", stage.text());
}

#[test]
fn a_date_is_drawn_as_wide_as_it_is_unsure() {
    let stage = stage();
    // Today stands at two thirds of 47 cells: the year 2020 has the cells 31 to 36, two months each.
    let bar = time(&stage, "Expert meeting");
    assert_eq!((cells(&bar, '█'), cells(&bar, '░')), (vec![32], vec![]));
    let bar = time(&stage, "Whole year");
    assert_eq!((cells(&bar, '█'), cells(&bar, '░')), (vec![], (31..37).collect()));
    let bar = time(&stage, "Between years");
    assert_eq!(cells(&bar, '█'), (31..37).collect::<Vec<_>>());
    assert_eq!(cells(&bar, '░'), (25..31).chain(37..43).collect::<Vec<_>>());
    let bar = time(&stage, "Never ending");
    assert_eq!((cells(&bar, '░'), cells(&bar, '▶')), (vec![33], vec![46]));
    assert_eq!(cells(&bar, '█'), (34..46).collect::<Vec<_>>());
    let bar = time(&stage, "From the past");
    assert_eq!((cells(&bar, '◀'), cells(&bar, '█')), (vec![0], (1..25).collect()));
    assert_eq!(cells(&bar, '░'), (25..31).collect::<Vec<_>>());
}

#[test]
fn the_status_stands_beside_the_bar_and_today_is_a_line() {
    let mut stage = stage();
    assert!(time(&stage, "Early meeting").contains("░ status unknown"), "{}", stage.text());
    assert!(time(&stage, "Whole year").contains("░ planned"));
    assert_eq!(cells(&time(&stage, "Early meeting"), '│'), [31]);
    assert_eq!(cells(&time(&stage, "Years"), '▼'), [31]);
    let undated = stage.press("End z").text();
    assert!(undated.contains("◇ Some day                   no date is stated"), "{undated}");
}

#[test]
fn the_scale_changes_and_the_item_stays_where_it_is() {
    let mut stage = stage();
    stage.press("Down");
    let before = cells(&time(&stage, "▌● Expert"), '█');
    stage.press("+");
    // Half a month a cell: 4 March lies in one.
    assert_eq!(cells(&time(&stage, "▌● Expert"), '█'), before);
    stage.press("+");
    assert_eq!(cells(&time(&stage, "▌● Expert"), '█'), before);
    assert_eq!(stage.press("+").notice(), "months are the narrowest scale");
    stage.press("- -");
    assert_eq!(cells(&time(&stage, "▌● Expert"), '█'), before);
    assert_eq!(stage.press("-").notice(), "years are the widest scale");
}

#[test]
fn time_moves_and_today_brings_it_back() {
    let mut stage = stage();
    // The years show everything, the quarters do not.
    assert_eq!(stage.press("Left").notice(), "nothing takes place earlier");
    assert_eq!(stage.press("Right").notice(), "nothing takes place later");
    stage.press("+");
    let start = stage.sheet().view.column;
    stage.press("Left");
    assert_eq!(stage.sheet().view.column, start - 6);
    stage.press("Right Right");
    assert_eq!(stage.sheet().view.column, start + 6);
    stage.press("Right Right Right Right Right Right Right Right Right Right Right Right Right Right");
    assert_eq!(stage.notice(), "nothing takes place later");
    stage.press("t");
    assert_eq!(cells(&time(&stage, "Quarters"), '▼'), [23]);
    assert_eq!(cells(&time(&stage, "● Expert meeting"), '█'), [25]);
    // The cursor takes the picture to its item: half a month a cell, and 2016 is years away.
    stage.press("End Up Up Up Up Up");
    assert_eq!(rows(&stage)[stage.sheet().cursor], "N");
    let bar = time(&stage, "▌· Early meeting");
    assert_eq!(cells(&bar, '░').len(), 2, "{bar}");
    assert!(time(&stage, "● Expert meeting").ends_with("2020-03-04 ›"), "{}", stage.text());
}

#[test]
fn in_the_agenda_today_is_the_first_entry_that_is_not_over() {
    let mut stage = stage();
    // 2019/2021 is going on: there the agenda opens.
    stage.press("v");
    assert_eq!(rows(&stage)[stage.sheet().cursor], "C");
    stage.press("g g t");
    assert_eq!(rows(&stage)[stage.sheet().cursor], "C");
    assert_eq!(stage.press("+").notice(), "the agenda has no scale; v shows the picture of time");
    assert_eq!(stage.press("b").notice(), "the agenda is by date; v shows the picture with its lanes");
    // Left and right go to the panes, as everywhere.
    stage.press("Right");
    assert!(stage.sheet().view.in_detail);
}

#[test]
fn where_all_is_over_the_agenda_opens_with_what_was_last() {
    let entries = r#""meetings":[{"id":"a","title":"Ay","when":"1991"},{"id":"b","title":"Be","when":"2020-02-14"},{"id":"c","title":"Ce"}]"#;
    // The day is 15 February 2020.
    let stage = Stage::after(entries, false, (80, 24), "5 v");
    assert_eq!(stage.here(), "b");
}

#[test]
fn what_the_meeting_of_an_activity_touches_is_near_the_activity() {
    let mut stage = stage();
    stage.press("1 / h u n Enter Left x 5 v");
    assert_eq!(rows(&stage), ["2020  1", "A"]);
    assert_eq!(stage.sheet().whole, 7);
    stage.press("X / b u d a Esc");
    assert_eq!(rows(&stage), ["2020  1", "A"], "a word of the meeting finds the activity");
}

#[test]
fn without_a_clock_today_is_not_guessed() {
    let mut manner = manner(true, false);
    manner.today = None;
    let mut stage = Stage::new(dataset(DATED), manner, (80, 24));
    assert_eq!(stage.press("5 t").notice(), "the clock of this computer does not say what day it is");
    assert!(!time(&stage, "Years").contains('▼'));
}

#[test]
fn nothing_is_said_to_be_missing_and_odd_dates_do_no_harm() {
    let mut stage = Stage::new(dataset(""), manner(true, false), (80, 24));
    assert!(stage.press("5").text().contains("The dataset holds no meetings and no activities"));
    stage.press("+ - t Left Right v t + b Down Enter");
    let odd = r#""activities":[{"id":"a","title":"\u001b[31mRed\u202e","when":"0001"},{"id":"b","title":"\uff21","when":"9999-12-31"},
        {"id":"c","title":"C","when":"0001/9999"}]"#;
    for size in [(40, 10), (50, 14), (80, 24), (250, 60)] {
        let mut stage = Stage::new(dataset(odd), manner(true, true), size);
        for keys in ["5", "Down", "Down + +", "Down", "Left", "t", "- -", "Right Right", "v t", "End z"] {
            let text = stage.press(keys).text();
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
        }
    }
}

#[test]
fn a_key_of_the_calendar_says_elsewhere_that_it_does_nothing() {
    let mut stage = stage();
    assert_eq!(stage.press("1 t").notice(), "go to today: not on this screen, or not here");
}
