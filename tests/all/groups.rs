//! The working groups: who led which when, who is in them, and what they did.

use crate::stage::Stage;

const GROUPS: &str = r#""groups":[{"id":"sea","name":"Sea","kind":"regional"},{"id":"law","name":"Law","kind":"thematic"},
        {"id":"air","name":"Air"}],
    "countries":[
        {"id":"BG","name":"Bulgaria","roles":[{"role":"chair","of":"group:sea","when":"2010/2012"},{"role":"co-chair","of":"group:law"},
            {"role":"member","of":"group:sea"}]},
        {"id":"TR","name":"Turkey","roles":[{"role":"chair","of":"group:sea","when":"2013/"},{"role":"chair"},
            {"role":"member","of":"group:sea","when":"2010/"}]},
        {"id":"RO","name":"Romania","roles":[{"role":"member","of":"group:sea","when":"2009/2011"}]}],
    "meetings":[{"id":"m","title":"Meeting one","when":"2014","groups":["sea"]},{"id":"n","title":"Meeting two","groups":["sea","law"]}],
    "activities":[{"id":"a","title":"Activity one","groups":["law"]}]"#;

fn rows(stage: &Stage) -> Vec<String> {
    stage.rows(|row| row.cells[..5].join(" | "))
}

#[test]
fn by_chair_a_group_stands_below_each_who_led_it_and_those_without_a_chair_say_so() {
    assert_eq!(
        rows(&Stage::after(GROUPS, false, (120, 36), "3 b b")),
        [
            "The dialogue itself",
            "chair: Turkey, when not stated |  |  |  | ",
            "Bulgaria  2",
            "Law | co-chair, when not stated | 1 | 1 | not stated",
            "Sea | chair 2010/2012 | 2 | 0 | 2, 1 before",
            "Turkey  1",
            "Sea | chair 2013/ | 2 | 0 | 2, 1 before",
            "Chair not stated  1",
            "Air | not stated | 0 | 0 | not stated",
        ]
    );
}

#[test]
fn a_role_without_a_time_says_so_and_members_are_counted_only_where_they_are_known() {
    assert_eq!(
        rows(&Stage::after(GROUPS, false, (120, 36), "3 b"))[2..],
        [
            "Working groups",
            "Air | not stated | 0 | 0 | not stated",
            "Law | Bulgaria (co-chair) undated | 1 | 1 | not stated",
            // Romania is a member no longer; Bulgaria and Turkey are, or no source says that they are not.
            "Sea | Turkey 2013/ (chair), Bulgaria 2010/2012 (chair) | 2 | 0 | 2, 1 before",
        ]
    );
}

#[test]
fn the_detail_opens_what_the_row_counts() {
    let mut stage = Stage::after(GROUPS, false, (120, 36), "3 b Down Down Down Down Down");
    let text = stage.text();
    assert!(text.contains("Meetings  2") && text.contains("Meeting one") && text.contains("Meeting two"), "{text}");
    assert!(stage.press("Enter").state.sheets.iter().any(|sheet| sheet.view.in_detail));
}

#[test]
fn the_filter_leaves_the_groups_that_have_its_words_below_their_chairs() {
    let rows = rows(&Stage::after(GROUPS, false, (120, 36), "3 b b / l a w Enter"));
    assert_eq!(rows, ["Bulgaria  1", "Law | co-chair, when not stated | 1 | 1 | not stated"]);
}

#[test]
fn one_group_or_none_is_shown_in_every_way() {
    for keys in ["3", "3 b", "3 b b"] {
        let one = Stage::after(r#""groups":[{"id":"g","name":"Only"}]"#, true, (80, 24), keys).text();
        assert!(one.contains("Only") && one.contains("not stated"), "{one}");
    }
    assert!(Stage::after("", true, (40, 10), "3 b b").text().contains("no groups"));
}
