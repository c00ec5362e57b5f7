//! The query language in the filter of a list: the same as on the command line, with mistakes told while they are typed.

use plenary::model::Kind;
use plenary::query::{Filter, Ground};
use ratatui::style::Modifier;

use crate::stage::{Stage, embedded, manner};

fn stage(keys: &str) -> Stage {
    let mut stage = Stage::new(embedded(), manner(true, false), (120, 36));
    stage.press(keys);
    stage
}

/// Types a text, letter by letter.
fn typed(keys: &str, text: &str) -> Stage {
    let mut stage = stage(keys);
    for letter in text.chars() {
        stage.press(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() });
    }
    stage
}

/// How many activities are shown, without the row 'All'.
fn activities(stage: &Stage) -> usize {
    stage.state.explore.list(plenary::tui::layout::Pane::Activities).rows.len() - 1
}

#[test]
fn a_list_of_explore_is_asked_by_fields_words_and_ranges() {
    // Counted by hand in the file: nine activities are planned, seven were held online; none is both.
    assert_eq!(activities(&typed("Tab Tab /", "status:planned")), 9);
    assert_eq!(activities(&typed("Tab Tab /", "status:planned,held-online")), 16);
    assert_eq!(activities(&typed("Tab Tab /", "-status:planned")), 25);
}

#[test]
fn a_mistake_is_underlined_and_told_and_empties_nothing() {
    let stage = typed("Tab Tab /", "statsu:planned");
    assert_eq!(activities(&stage), 34);
    let text = stage.text();
    assert!(text.lines().last().unwrap().contains("did you mean \"status\"?"), "{text}");
    let (x, y) = stage.find("/statsu");
    let buffer = stage.buffer();
    let is_marked = |x: u16| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
    let marked: Vec<bool> = (x..x + 9).map(is_marked).collect();
    // The name of the field, and neither the slash nor the value behind the colon.
    assert_eq!(marked, [false, true, true, true, true, true, true, false, false]);
}

#[test]
fn on_the_other_screens_it_is_the_same() {
    let stage = typed("2 b /", "by:BG");
    // Bulgaria's offer and its support.
    assert_eq!(stage.sheet().count, 2);
    let stage = typed("5 v /", "status:held-online");
    assert_eq!(stage.sheet().count, 7);
    let stage = typed("4 /", "statsu:x");
    assert!(stage.text().lines().last().unwrap().contains("status"), "{}", stage.text());
}

#[test]
fn what_is_not_wanted_is_neither_in_an_activity_nor_in_its_meeting() {
    // 66 things take place, seven of them online: an activity that is a meeting goes as a whole.
    assert_eq!(stage("5 v").sheet().count, 66);
    assert_eq!(typed("5 v /", "-status:held-online").sheet().count, 59);
}

#[test]
fn where_nothing_is_found_the_term_in_the_way_is_named_and_enter_drops_it() {
    // Two of the 24 commitments are Bulgaria's, and none of anybody is lapsed.
    let mut stage = typed("2 b /", "by:BG  status:lapsed");
    let text = stage.text();
    assert!(text.contains("0 of 24; without status:lapsed 2") && text.contains("Enter drops it"), "{text}");
    stage.press("Enter");
    let line = |stage: &Stage| stage.state.typing.as_ref().map(|typing| typing.line.text().to_owned());
    assert_eq!((line(&stage).as_deref(), stage.sheet().count), (Some("by:BG"), 2));
    // The cursor stays in the prompt, behind what is left; the next Enter opens what is there.
    stage.press("Space h o s t");
    assert_eq!((line(&stage).as_deref(), stage.sheet().count), (Some("by:BG host"), 2));
    assert!(stage.press("Enter").state.typing.is_none());
    // Where the filter is no longer typed, nothing is dropped.
    let text = typed("2 b /", "by:BG status:lapsed").press("Esc").text();
    assert!(text.contains("without status:lapsed 2") && text.contains("Esc takes all of it away"), "{text}");
    // One term alone is in nobody's way but its own.
    let text = typed("2 b /", "status:lapsed").text();
    assert!(text.contains("Nothing has these words") && text.contains("Esc takes them away"), "{text}");
}

#[test]
fn what_would_be_left_is_counted_within_the_scope_and_the_other_lists() {
    // Three activities touch Bulgaria; of those that were held, two are its own, and no activity is both planned and held.
    let mut stage = typed("Tab Tab /", "country:BG status:held status:planned");
    assert!(stage.text().contains("0 of 34; without status:planned 2"), "{}", stage.text());
    stage.press("Enter");
    assert_eq!(activities(&stage), 2);
    // Azerbaijan under the cursor of the countries narrows the activities to one, which is only offered.
    let mut stage = typed("Down Down Down Down Down Down Tab Tab /", "status:held 2020");
    assert!(stage.text().contains("0 of 34; without status:held 1"), "{}", stage.text());
    stage.press("Enter");
    assert_eq!(activities(&stage), 1);
    // On the calendar, where an activity and its meeting are one row.
    let stage = typed("5 v /", "status:held-online status:planned");
    assert!(stage.text().contains("of 66; without status:held-online"), "{}", stage.text());
}

/// How many records of a kind a query finds.
fn found(query: &str, kind: Kind) -> usize {
    let snapshot = embedded();
    let ground = Ground::new(&snapshot, None);
    let filter = Filter::parse(query, &[kind], ground).unwrap();
    filter.mask(&[kind], &snapshot).count_ones(..)
}

/// The same thing has the same number on a screen and in an answer.
#[test]
fn the_numbers_of_atlas_and_coverage_are_what_a_query_finds() {
    let ways = [Kind::Activity, Kind::Commitment, Kind::Statement, Kind::Project, Kind::Meeting];
    for (way, kind) in ways.into_iter().enumerate() {
        let atlas = stage(&format!("7 v{}", " b".repeat(way)));
        for row in &atlas.sheet().rows {
            let query = format!("country:{}", atlas.id(row));
            assert_eq!(found(&query, kind), row.count, "{query} {kind:?}");
        }
    }
    let coverage = stage("6 b");
    let columns = [Kind::Activity, Kind::Commitment, Kind::Meeting, Kind::Project, Kind::Statement];
    for row in &coverage.sheet().rows {
        for (at, kind) in columns.into_iter().enumerate() {
            let query = format!("goal:{}", coverage.id(row));
            assert_eq!(found(&query, kind).to_string(), row.cells[at + 2], "{query} {kind:?}");
        }
    }
}

/// The cells of the top line of the list in which a filter is typed that are reversed: the cursor, where it is on a character.
fn reversed(stage: &Stage, y: u16) -> Vec<u16> {
    let buffer = stage.buffer();
    (0..buffer.area.width).filter(|&x| buffer[(x, y)].modifier.contains(Modifier::REVERSED)).collect()
}

#[test]
fn of_a_filter_that_is_longer_than_its_frame_the_place_is_seen_where_it_is_typed() {
    let long = "return reintegration voluntary migrants dialogue border management";
    for (keys, size) in [("/", (80, 24)), ("2 /", (80, 24)), ("/", (40, 10)), ("2 /", (40, 10))] {
        let mut stage = Stage::new(embedded(), manner(true, false), size);
        stage.press(keys);
        for letter in long.chars() {
            stage.press(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() });
        }
        let (_, y) = stage.find("management_ ");
        // Ten characters back the cursor is on the m of the last word, and reversed.
        stage.press(&"Left ".repeat(10));
        let text = stage.text();
        let line = text.lines().nth(usize::from(y)).unwrap();
        let at = reversed(&stage, y);
        assert_eq!(at.len(), 1, "{text}");
        assert_eq!(stage.buffer()[(at[0], y)].symbol(), "m", "{line}");
        // At the beginning it is seen from the slash on.
        stage.press("Ctrl-a");
        assert_eq!(stage.find("/return").1, y);
        assert_eq!(stage.buffer()[(reversed(&stage, y)[0], y)].symbol(), "r");
    }
}

#[test]
fn a_mistake_in_a_filter_that_is_no_longer_typed_stays_underlined() {
    for (size, screen, title) in
        [((80, 24), "2", "Commitments  /"), ((80, 24), "2 S w h e n Enter Esc", "/"), ((40, 24), "2", "Commitments  /")]
    {
        let mut stage = Stage::new(embedded(), manner(false, false), size);
        stage.press(screen).press("/ b y : B G Space f o o : x Space y e a r : 2 0 0 Esc");
        let (buffer, (x, y)) = (stage.buffer(), stage.find("by:BG"));
        let line = stage.text().lines().nth(usize::from(y)).unwrap().to_owned();
        assert!(line.contains(title), "{line}");
        let marked: String = (0..buffer.area.width)
            .filter(|&at| at >= x && buffer[(at, y)].modifier.contains(Modifier::UNDERLINED))
            .map(|at| buffer[(at, y)].symbol().to_owned())
            .collect();
        // What is cut off is not marked in what stands behind it.
        let expected = if size.0 > 40 { "foo200" } else { "foo" };
        assert!(marked.starts_with(expected) && !marked.contains("of"), "{marked}: {line}");
    }
}

#[test]
fn a_mistake_is_underlined_where_it_is_seen() {
    let mut stage = Stage::new(embedded(), manner(true, false), (80, 24));
    stage.press("/");
    for letter in "return reintegration voluntary statsu:held".chars() {
        stage.press(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() });
    }
    let (x, y) = stage.find("statsu:held_");
    let buffer = stage.buffer();
    let is_marked = |x: u16| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
    assert!((x..x + 6).all(is_marked) && !is_marked(x + 6) && !is_marked(x - 2), "{}", stage.text());
}

#[test]
fn a_long_question_is_seen_where_it_is_typed_too() {
    for keys in ["F3", "Tab Down x c", ":"] {
        let mut stage = Stage::new(embedded(), manner(true, false), (40, 10));
        stage.press(keys);
        for letter in "return reintegration voluntary migrants dialogue".chars() {
            stage.press(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() });
        }
        assert!(stage.text().contains("dialogue_"), "{}", stage.text());
    }
}
