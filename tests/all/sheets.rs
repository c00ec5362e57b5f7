//! The screens that are one list over the detail: what stands in them, worked out by hand.

use plenary::tui::sheet::Row;

use crate::stage::{Stage, embedded, manner};

/// The rows of the screen that is shown: the heading, or the cells.
fn rows(stage: &Stage) -> Vec<String> {
    let cells = |row: &Row| format!("{}{}", "  ".repeat(usize::from(row.depth)), row.cells.join(" | "));
    stage.rows(|row| if row.cells.is_empty() { format!("  {}", stage.id(row)) } else { cells(row) })
}

fn stage(entries: &str, keys: &str) -> Stage {
    Stage::after(entries, false, (120, 36), keys)
}

#[test]
fn open_commitments_stand_first_and_those_due_first_before_the_others() {
    let entries = r#""countries":[{"id":"BG","name":"Bulgaria"},{"id":"TR","name":"Turkey"}],
        "commitments":[{"id":"C-1","by":["BG"],"status":"kept"},{"id":"C-2","by":["TR"],"status":"open"},
            {"id":"C-3","by":["BG","TR"],"status":"under-way","when":"2020"},{"id":"C-4","status":"no-record"}]"#;
    assert_eq!(
        rows(&stage(entries, "2")),
        ["Promised and not reported done  3", "  C-3", "  C-2", "  C-4", "Settled  1", "  C-1"]
    );
    let by_participant =
        ["Bulgaria  2", "  C-1", "  C-3", "Turkey  2", "  C-2", "  C-3", "No participant is named  1", "  C-4"];
    assert_eq!(rows(&stage(entries, "2 b")), by_participant);
}

#[test]
fn a_group_is_shown_with_who_leads_it_now_first_and_unknown_is_said() {
    let entries = r#""groups":[{"id":"sea","name":"Sea","kind":"regional"},{"id":"law","name":"Law","kind":"thematic"}],
        "countries":[{"id":"BG","name":"Bulgaria","roles":[{"role":"chair","of":"group:sea","when":"2010/2012"}]},
            {"id":"TR","name":"Turkey","roles":[{"role":"chair","of":"group:sea","when":"2013/"},{"role":"chair","when":"2006/"},
                {"role":"member"}]}],
        "meetings":[{"id":"m","when":"2014","groups":["sea"]}]"#;
    assert_eq!(
        rows(&stage(entries, "3")),
        [
            "The dialogue itself",
            "  chair: Turkey 2006/ |  |  |  |  | ",
            "regional  1",
            "  Sea | Turkey 2013/ (chair), Bulgaria 2010/2012 (chair) | 1 | 0 | not stated | ",
            "thematic  1",
            "  Law | not stated | 0 | 0 | not stated | "
        ]
    );
}

#[test]
fn projects_stand_under_their_parents_and_money_says_what_it_counts() {
    let entries = r#""organisations":[{"id":"EU","name":"European Union"}],
        "projects":[{"id":"b","title":"B part","parent":"a"},{"id":"a","title":"A whole","funders":["EU"],"when":"2019-01/2024-12",
            "budget":{"amount":"12000000","currency":"EUR","basis":"as stated"},"countries":[]},{"id":"c","title":"C alone"}]"#;
    assert_eq!(
        rows(&stage(entries, "4")),
        [
            "A whole | 12\u{202f}000\u{202f}000 EUR | 2019-01/2024-12 | EU | not stated | not stated | 0 | as stated",
            "  B part | not stated | not stated | not stated | not stated | not stated | not stated | not stated",
            "C alone | not stated | not stated | not stated | not stated | not stated | not stated | not stated"
        ]
    );
    let by_funder = rows(&stage(entries, "4 b"));
    assert_eq!((by_funder[0].as_str(), by_funder[2].as_str()), ("European Union  1", "Funder not stated  2"));
}

#[test]
fn no_data_is_not_zero_and_what_nothing_touches_says_so() {
    let entries = r#""frameworks":[{"id":"f","title":"F"}],
        "goals":[{"id":"1","framework":"f","number":1,"title":"One"},{"id":"2","framework":"f","number":2,"title":"Two"}],
        "activities":[{"id":"A","goals":["1"]},{"id":"B","goals":["1"]}],
        "indicators":[{"id":"I-1","title":"Trained","goal":"1","level":"outcome","unit":"people","baseline":{"value":0,"when":"2019"},
            "target":{"value":200,"when":"2024"},"observations":[{"value":50,"when":"2021"},{"value":10,"when":"2020"}]},
            {"id":"I-2","title":"Courses","goal":"1","level":"output","parent":"I-1","unit":"courses"}]"#;
    assert_eq!(
        rows(&stage(entries, "6")),
        [
            "1 One  2",
            "  Trained | 50 (2021) | people | █▌ 25 % | 0 (2019) | 200 (2024) | ▁█ 10 50 | outcome",
            "    Courses | no data | courses | not known | no data | no data | no data | output",
            "2 Two  no indicator is published"
        ]
    );
    assert_eq!(
        rows(&stage(entries, "6 b")),
        ["1 One |  | 2 | 0 | 0 | 0 | 0", "2 Two | nothing yet | 0 | 0 | 0 | 0 | 0"]
    );
}

#[test]
fn goals_stand_beside_those_that_mean_the_same() {
    let entries = r#""frameworks":[{"id":"old","title":"Old"},{"id":"new","title":"New","current":true}],
        "goals":[{"id":"o1","framework":"old","number":1,"title":"Return","same_as":["n2"]},
            {"id":"n1","framework":"new","number":1,"title":"Work"},{"id":"n2","framework":"new","number":2,"title":"Return","same_as":["o1"]}]"#;
    assert_eq!(
        rows(&stage(entries, "8 b b b")),
        ["Old  1", "  1 Return | 2 Return (new)", "New  2", "  1 Work | not stated", "  2 Return | 1 Return (old)"]
    );
}

#[test]
fn every_screen_says_what_is_missing_in_an_empty_dataset() {
    for (key, said) in [
        ("2", "The dataset holds no commitments"),
        ("2 B B", "The dataset holds no countries and no organisations"),
        ("2 B", "The dataset holds no statements"),
        ("3", "The dataset holds no groups"),
        ("4", "The dataset holds no projects"),
        ("4 v", "The dataset holds no projects"),
        ("5", "The dataset holds no meetings and no activities"),
        ("5 v", "The dataset holds no meetings and no activities"),
        ("6", "The dataset holds no indicators"),
        ("6 b", "The dataset holds no goals and no action points"),
        ("7", "The dataset holds no countries and no organisations"),
        ("7 v", "The dataset holds no countries and no organisations"),
        ("8", "The dataset holds no documents"),
        ("8 b b b", "The dataset holds no goals"),
    ] {
        let mut stage = stage("", key);
        let text = stage.text();
        assert!(text.contains(said), "{key}: {text}");
        assert!(text.contains("go opens another dataset"), "{key}: {text}");
        assert_eq!(stage.press("Enter").notice(), said);
    }
}

#[test]
fn scope_narrows_every_screen_and_going_back_returns_to_the_screen_before() {
    let mut stage = Stage::usual();
    stage.press("/ b u l g Esc x 2 b");
    assert_eq!(rows(&stage), ["Bulgaria  2", "  C-01", "  C-02"]);
    stage.press("4");
    assert!(rows(&stage).iter().any(|row| row.contains("Silk Routes Partnership")), "{:?}", rows(&stage));
    stage.press("Backspace Backspace");
    assert_eq!(stage.state.open, plenary::tui::screens::ScreenId::Explore);
    assert_eq!(stage.state.shared.scope.chips().len(), 1);
}

#[test]
fn a_cell_of_the_atlas_opens_what_it_counts() {
    let entries = r#""frameworks":[{"id":"f","title":"F"}],
        "goals":[{"id":"1","framework":"f","number":1,"title":"One"},{"id":"2","framework":"f","number":2,"title":"Two"}],
        "countries":[{"id":"BG","name":"Bulgaria"},{"id":"TR","name":"Turkey"}],
        "activities":[{"id":"A","title":"First","goals":["1"],"hosts":["BG"]},{"id":"B","title":"Second","goals":["1","2"],
            "hosts":["TR"],"participants":["BG"]}],
        "commitments":[{"id":"C","by":["TR"],"goals":["2"],"summary":"To help"}]"#;
    assert_eq!(rows(&stage(entries, "7 v")), ["Bulgaria | 2 | 2 | 1", "Turkey | 1 | 1 | 1"]);
    assert_eq!(rows(&stage(entries, "7 v b")), ["Bulgaria | 0 | 0 | 0", "Turkey | 1 | 0 | 1"]);
    let text = stage(entries, "7 v Right Right Enter").text();
    assert!(text.contains("Bulgaria · Two: 1 activity") && text.contains("Second"), "{text}");
    // Numbers follow the scope: what Turkey has to do with.
    assert_eq!(rows(&stage(entries, "Down Down x 7 v")), ["Turkey | 1 | 1 | 1"]);
    assert_eq!(rows(&stage(entries, "Tab Tab Down x 7 v")), ["Bulgaria | 1 | 1 | 0"]);
    assert_eq!(stage(entries, "7 v Left").notice(), "there is no further column; Tab goes to the detail");
}

#[test]
fn the_cursor_goes_through_every_row_of_every_screen_in_every_way() {
    for (screen, ways) in
        [("2", 5), ("3", 3), ("4", 4), ("4 v", 1), ("5", 3), ("5 v", 1), ("6", 2), ("7 v", 5), ("8", 4)]
    {
        let mut stage = Stage::usual();
        stage.press(screen);
        for way in 0..ways {
            stage.press("Home");
            let sheet = |stage: &Stage| {
                let sheet = stage.sheet();
                (sheet.cursor, sheet.rows.len())
            };
            for wanted in 1..sheet(&stage).1 {
                stage.press("Down");
                assert_eq!(sheet(&stage).0, wanted, "screen {screen}, way {way}");
            }
            stage.press("b");
        }
    }
}

#[test]
fn under_the_cursor_no_piece_of_a_row_has_a_ground_of_its_own_and_bars_stay_upright() {
    use ratatui::style::{Color, Modifier};
    for keys in
        ["1 Down", "2 Down", "4", "4 v Down", "6 b", "7 v", "8 Down", "8 b b b b Down", "8 B Down Down Down Down"]
    {
        let mut stage = Stage::new(embedded(), manner(true, false), (140, 40));
        let buffer = stage.press(keys).buffer();
        let reversed = |x, y| buffer[(x, y)].modifier.contains(Modifier::REVERSED);
        let row = (4..24).find(|&y| reversed(2, y)).unwrap_or_else(|| panic!("no cursor after {keys}"));
        let pane = (2..139).take_while(|&x| buffer[(x, row)].symbol() != "│");
        let last = pane.filter(|&x| reversed(x, row)).last().unwrap();
        for x in 2..=last {
            let cell = &buffer[(x, row)];
            let is_bar = "█▉▊▋▌▍▎▏".contains(cell.symbol()) && x > 2;
            assert_eq!(reversed(x, row), !is_bar, "{keys}: {:?} at {x}", cell.symbol());
            assert!(is_bar || cell.fg == Color::Reset, "{keys}: {:?} is coloured", cell.symbol());
        }
    }
}
