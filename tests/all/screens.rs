//! How every screen and popup looks: at four sizes, in colour, without colour, in ASCII.

use std::fs;

use plenary::load::Source;

use crate::stage::{Stage, embedded, manner, snapshot, styled};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (50, 14), (40, 10)];

/// What is shown, and the keys that lead there from the start.
const SCENES: &[(&str, &str)] = &[
    ("start", ""),
    ("country", "/ b u Enter"),
    ("typing", "/ b u"),
    ("goals", "Tab Down"),
    ("activity", "Tab Tab Down Down Down Enter"),
    ("marks", "Down Space Space Space Tab"),
    ("scope", "Tab Down Down x"),
    ("followed", "/ b u Enter Enter"),
    ("source", "/ b u Enter s"),
    ("links", "/ b u Enter o"),
    ("copy", "/ b u Enter y"),
    ("formats", "5 g x"),
    ("naming", "5 g x Enter"),
    ("chips", "Tab Down x c"),
    ("way", "/ b u Enter Enter g h"),
    ("help", "?"),
    ("commands", ":"),
    ("menu", "F10"),
    ("problems", "g p"),
    ("zoom", "/ b u Enter z"),
    ("asked", "Tab Tab / s t a t u s : h e l d"),
    ("completing", "Tab Tab / c o u n t r y : t u"),
    ("completing_chosen", "Tab Tab / s t a t u s : Tab Tab Down"),
    ("completing_fields", "2 b / s Tab"),
    ("asked_wrongly", "Tab Tab / s t a t s u : h e l d Space b y : x"),
    ("asked_for_nothing", "2 b / b y : B G Space s t a t u s : l a p s e d"),
    ("coverage_number", "6 b Right Right"),
    ("finding", "F3"),
    ("found", "F3 r o u t e s Space s i l k Down"),
    ("finding_completes", "F3 k i n d : c o"),
    ("found_by_text", "F3 l a b o u r"),
    ("found_for_a_slip", "F3 b u l g r a i a"),
    ("asked_with_a_slip", "/ b u l g r a i a Esc"),
    ("labels", "/ b u Enter ;"),
    ("labels_half_typed", "8 ; z"),
    ("labels_map", "7 ;"),
    ("labels_matrix", "7 v ;"),
    ("peek", "/ b u Enter p"),
    ("compare", "Tab Tab Down Down Down Down Space Space ="),
    ("commitments", "2 Down Down"),
    ("commitments_by_participant", "2 b"),
    ("commitments_by_goal", "2 b b Down"),
    ("commitments_by_meeting", "2 b b b"),
    ("silent", "2 B B Down"),
    ("statements", "2 B Down Enter"),
    ("sorting", "S Down Enter Enter"),
    ("sorted", "2 b S Down Enter Down Enter Esc"),
    ("bookmarks", "/ b u Enter Esc m 4 m '"),
    ("datasets", "g o a . j s o n"),
    ("groups", "3 Down Down Down Down Down"),
    ("groups_alphabetical", "3 b"),
    ("groups_by_chair", "3 b b Down Down Down Down Down Down"),
    ("projects", "4 Down"),
    ("projects_by_funder", "4 b"),
    ("projects_below", "4 End"),
    ("budgets", "4 v Down Down"),
    ("budgets_without_amount", "4 v Down Down Down Down Down Down Down Down Down Down Down"),
    ("results", "6"),
    ("coverage", "6 b Down"),
    ("atlas", "7 Left Left"),
    ("atlas_zoomed", "7 b b b z"),
    ("atlas_filtered", "7 / s t a n Enter"),
    ("atlas_without_place", "7 End Space Left"),
    ("atlas_matrix", "7 v Down Down Down Down Down Down Down Down Down Down Right"),
    ("atlas_cell", "7 v / b u l g Esc Right Enter"),
    ("documents", "8"),
    ("documents_by_date", "8 b b"),
    ("crosswalk", "8 b b b Down"),
    ("paragraphs", "8 b b b b Down"),
    ("plan_and_changes", "8 B"),
    ("calendar", "5"),
    ("calendar_quarters", "5 + Down Down Down"),
    ("calendar_months_by_group", "5 b + + Down Down"),
    ("calendar_by_kind_undated", "5 b b End"),
    ("agenda", "5 v t"),
];

/// The same with a dataset that is hostile in every text: each screen, its twin, and popups with its texts.
const HOSTILE: &[(&str, &str)] = &[
    ("hostile_start", "Down"),
    ("hostile_language", "g l Down"),
    ("hostile_asked_wrongly", "/ “ t i t l e : ( 日 本"),
    ("hostile_completing", "8 / d o c :"),
    ("hostile_detail", "Tab Tab Down Enter"),
    ("hostile_links", "Tab Tab Down o"),
    ("hostile_source", "Tab Tab Down s"),
    ("hostile_peek", "Tab Tab Down Down p"),
    ("hostile_compare", "Tab Tab Down Space Space Space ="),
    ("hostile_scope", "Tab Tab Down x c"),
    ("hostile_problems", "g p"),
    ("hostile_commitments", "2"),
    ("hostile_statements", "2 B"),
    ("hostile_groups", "3"),
    ("hostile_projects", "4"),
    ("hostile_budgets", "4 v"),
    ("hostile_calendar", "5"),
    ("hostile_agenda", "5 v"),
    ("hostile_results", "6"),
    ("hostile_coverage", "6 b"),
    ("hostile_atlas", "7"),
    ("hostile_atlas_matrix", "7 v"),
    ("hostile_documents", "8"),
    ("hostile_crosswalk", "8 b b b"),
    ("hostile_paragraphs", "8 b b b b"),
    ("hostile_plan", "8 B"),
];

fn snapshot_scenes(manner_name: &str, colour: bool, ascii: bool) {
    let hostile = snapshot(&Source::bytes("hostile.json", fs::read("tests/data/hostile/hostile.json").unwrap()));
    let scenes =
        SCENES.iter().map(|scene| (embedded(), scene)).chain(HOSTILE.iter().map(|scene| (hostile.clone(), scene)));
    for (dataset, (scene, keys)) in scenes {
        let mut all = String::new();
        for (width, height) in SIZES {
            let mut stage = Stage::new(dataset.clone(), manner(colour, ascii), (width, height));
            stage.press(keys);
            let buffer = stage.buffer();
            all.push_str(&format!("{width}x{height}\n{}\n", styled(&buffer)));
        }
        insta::assert_snapshot!(format!("{scene}_{manner_name}"), all);
    }
}

#[test]
fn every_screen_looks_as_reviewed_in_colour() {
    snapshot_scenes("colour", true, false);
}

#[test]
fn every_screen_looks_as_reviewed_without_colour() {
    snapshot_scenes("mono", false, false);
}

#[test]
fn every_screen_looks_as_reviewed_in_ascii() {
    snapshot_scenes("ascii", true, true);
}

#[test]
fn in_ascii_no_cell_holds_anything_else() {
    for (scene, keys) in SCENES {
        for (width, height) in SIZES {
            let mut stage = Stage::new(embedded(), manner(true, true), (width, height));
            let buffer = stage.press(keys).buffer();
            for cell in &buffer.content {
                assert!(cell.symbol().bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{scene}: {:?}", cell.symbol());
            }
        }
    }
}

#[test]
fn without_colour_no_cell_is_coloured_and_the_cursor_is_reversed() {
    use ratatui::style::{Color, Modifier};
    for (scene, keys) in SCENES {
        let mut stage = Stage::new(embedded(), manner(false, false), (120, 36));
        let buffer = stage.press(keys).buffer();
        assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset), "{scene}");
        let reversed = buffer.content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED));
        assert!(reversed || ["source", "peek", "compare"].contains(scene), "{scene} shows no cursor");
    }
}

#[test]
fn the_ground_is_never_painted() {
    for (scene, keys) in SCENES {
        let mut stage = Stage::new(embedded(), manner(true, false), (120, 36));
        let buffer = stage.press(keys).buffer();
        assert!(buffer.content.iter().all(|cell| cell.bg == ratatui::style::Color::Reset), "{scene}");
    }
}

#[test]
fn the_tabs_have_their_names_where_there_is_room_and_their_keys_everywhere() {
    for (width, tabs) in [
        (
            120,
            "1 Explore   2 Commitments   3 Groups   4 Projects   5 Calendar   6 Results   7 Atlas   8 Documents   9 Review",
        ),
        (100, "1 Explore 2 Commitments 3 Groups 4 Projects 5 Calendar 6 Results 7 Atlas 8 Documents 9 Review"),
        (80, "1   2 Commitments   3   4   5   6   7   8   9"),
    ] {
        let mut stage = Stage::new(embedded(), manner(true, false), (width, 24));
        let text = stage.press("2").text();
        let shown = text.lines().any(|line| line.trim() == tabs);
        assert!(shown, "{width}: {text}");
    }
}
