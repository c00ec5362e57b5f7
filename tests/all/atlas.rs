//! The Atlas as a picture: what stands on the map and on the tiles, and how the keys go from one participant to the next.

use crate::stage::{Stage, embedded, manner};

const NEIGHBOURS: &str = r#""countries":[{"id":"BG","name":"Bulgaria"},{"id":"IT","name":"Italy"},{"id":"RO","name":"Romania"},
        {"id":"TR","name":"Turkey"},{"id":"XX","name":"Elsewhere"}],
    "organisations":[{"id":"ICMPD","name":"Centre"},{"id":"EU","name":"Union"}],
    "activities":[{"id":"A","title":"First","hosts":["BG"]},{"id":"B","title":"Second","hosts":["BG"],"participants":["EU"]},
        {"id":"C","title":"Third","hosts":["BG","RO"]}]"#;

#[test]
fn arrows_go_to_the_nearest_in_their_direction_on_the_map_and_on_the_tiles() {
    // Romania lies north of Bulgaria, Italy west of it, Turkey south-east; those without a place are listed below.
    for (ascii, size) in [(false, (120, 36)), (true, (120, 36)), (true, (40, 16))] {
        for (keys, wanted) in [
            ("7", "BG"),
            ("7 Up", "RO"),
            ("7 Left", "IT"),
            ("7 Down", "TR"),
            ("7 Right", "TR"),
            ("7 Down Down", "XX"),
            ("7 Down Down Right", "ICMPD"),
            ("7 Down Down Right Right", "EU"),
            ("7 Down Down Up", "TR"),
            ("7 End", "EU"),
            ("7 End Home", "BG"),
        ] {
            assert_eq!(Stage::after(NEIGHBOURS, ascii, size, keys).here(), wanted, "{keys} in {size:?}, ascii {ascii}");
        }
    }
    let refused = "there is no participant further that way; Tab goes to the detail";
    assert_eq!(Stage::after(NEIGHBOURS, false, (120, 36), "7 Up Up").notice(), refused);
    assert_eq!(Stage::after(NEIGHBOURS, false, (120, 36), "7 End Down").notice(), refused);
}

#[test]
fn numbers_and_shades_say_the_same_and_nothing_is_said_to_be_nothing() {
    let text = Stage::after(NEIGHBOURS, true, (80, 24), "7").text();
    assert!(text.contains("BG+3") && text.contains("RO:1") && text.contains("TR.0"), "{text}");
    assert!(text.contains(". 0  : 1-2  + 3-5  % 6-14  # 15+") && text.contains("0: no activities in this dataset"));
    assert!(text.contains("Bulgaria: 3 activities"), "{text}");
    assert!(text.contains("No place on the map 3:  XX 0  ICMPD 0  EU 1"), "{text}");
    let none = Stage::after(NEIGHBOURS, true, (80, 24), "7 Down b").text();
    assert!(none.contains("Turkey: no commitments") && none.contains("0: no commitments in this dataset"), "{none}");
    let map = Stage::after(NEIGHBOURS, false, (120, 36), "7").text();
    assert!(map.contains("BG▒") && map.contains("RO░") && map.contains("TR·") && !map.contains("BG▒3"), "{map}");
}

#[test]
fn enter_lists_what_is_counted_and_v_shows_the_matrix_with_the_same_participant() {
    let text = Stage::after(NEIGHBOURS, false, (120, 36), "7 Up Enter").text();
    assert!(text.contains("Romania: 1 activities") && text.contains("Third"), "{text}");
    let mut matrix = Stage::after(NEIGHBOURS, false, (120, 36), "7 Left v");
    assert_eq!(matrix.here(), "IT");
    assert!(matrix.text().contains("participant"));
    assert_eq!(matrix.press("Down").here(), "RO", "the matrix is alphabetical");
    assert_eq!(matrix.press("v").here(), "RO");
}

#[test]
fn the_picture_is_empty_with_no_country_and_shows_the_neighbourhood_of_one() {
    let none = Stage::after(r#""organisations":[{"id":"EU","name":"Union"}]"#, false, (120, 36), "7 Left Right Up");
    assert!(none.text().contains("No place on the map 1:") && none.text().contains("EU 0"), "{}", none.text());
    for (ascii, size) in [(false, (120, 36)), (true, (40, 10))] {
        let one = Stage::after(r#""countries":[{"id":"FJ","name":"Fiji"}]"#, ascii, size, "7 Down Left");
        assert!(one.text().contains("Fiji: no activities") && one.text().contains("FJ"), "{}", one.text());
    }
}

#[test]
fn on_a_narrow_screen_the_matrix_keeps_the_names_and_shows_the_columns_around_the_cursor() {
    let mut stage = Stage::new(embedded(), manner(true, true), (40, 10));
    let first = stage.press("7 v").text();
    assert!(first.contains("Afghanistan") && first.contains("1-4 of 7") && first.contains("all"), "{first}");
    let last = stage.press("Right Right Right Right Right Right").text();
    assert!(last.contains("Afghanistan") && last.contains("4-7 of 7") && !last.contains("all"), "{last}");
    assert!(last.contains('['), "{last}");
}

#[test]
fn every_participant_can_be_reached_with_the_arrows_and_is_seen_there() {
    for (ascii, size) in [(false, (120, 36)), (false, (160, 50)), (true, (80, 24)), (true, (50, 14)), (true, (40, 10))]
    {
        let mut stage = Stage::new(embedded(), manner(true, ascii), size);
        stage.press("7");
        let all = stage.sheet().rows.len();
        let mut reached = vec![false; all];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut reached[at], true) {
                continue;
            }
            for key in ["Up", "Down", "Left", "Right"] {
                let sheet = stage.state.sheets.iter_mut().find(|sheet| sheet.id == stage.state.open).unwrap();
                sheet.view.at = Some(sheet.rows[at].at());
                sheet.cursor = at;
                stage.press(key);
                let sheet = stage.sheet();
                open.push(sheet.cursor);
            }
            assert!(stage.text().contains(&stage.here()), "{} is not seen at {size:?}", stage.here());
        }
        let sheet = stage.sheet();
        let rows = sheet.rows.iter().zip(&reached).filter(|(_, reached)| !**reached);
        let missed: Vec<&str> = rows.map(|(row, _)| row.cells[0].as_str()).collect();
        assert!(missed.is_empty(), "at {size:?} no arrow leads to {missed:?}");
    }
}
