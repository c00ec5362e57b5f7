//! What keys do: pressed on a dashboard without a terminal.

use std::time::Duration;

use crate::stage::{Stage, dataset, embedded, manner};
use plenary::cache::Stale;
use plenary::index::{Origin, Snapshot};
use plenary::keys::{Action, Press};
use plenary::load::progress::{Doing, SoFar};
use plenary::load::{Source, load};
use plenary::model::{Kind, Reference, Rid};
use plenary::tui::datasets;
use plenary::tui::effect::Effect;
use plenary::tui::layout::Pane;
use plenary::tui::msg::Msg;
use plenary::tui::screens::ScreenId;
use plenary::tui::session::Session;
use plenary::tui::work::Opened;

fn reference(stage: &Stage) -> String {
    stage.state.explore.detail.content.reference.clone()
}

fn counts(stage: &Stage, pane: Pane) -> Vec<u32> {
    stage.state.explore.list(pane).rows.from(0).map(|row| row.count).collect()
}

#[test]
fn what_a_participant_and_a_goal_have_in_common_is_what_counting_finds() {
    let stage = Stage::usual();
    let (dataset, index) = (&stage.state.shared.snapshot.dataset, &stage.state.shared.snapshot.index);
    let touched = |rid: Rid| {
        let mut activities = Vec::new();
        index.touched(dataset, rid, |activity| activities.push(activity));
        activities
    };
    let mut pairs = 0;
    for participant in dataset.records(Kind::Country).chain(dataset.records(Kind::Organisation)) {
        for goal in dataset.records(Kind::Goal).chain(dataset.records(Kind::Action)) {
            let both = touched(participant.rid).into_iter().filter(|rid| touched(goal.rid).contains(rid)).count();
            assert_eq!(index.touch.in_common(dataset, participant.rid, goal.rid), Some(both as u32));
            pairs += both;
        }
    }
    assert!(pairs > 0);
    let activity = dataset.records(Kind::Activity).next().unwrap();
    let country = dataset.records(Kind::Country).next().unwrap();
    assert_eq!(index.touch.in_common(dataset, country.rid, activity.rid), None);
    assert_eq!(index.touch.in_common(dataset, activity.rid, country.rid), None);
}

#[test]
fn bulgaria_then_its_offer_then_its_source_takes_five_keys() {
    let mut stage = Stage::usual();
    stage.press("/ b u Enter");
    assert_eq!(reference(&stage), "country:BG");
    let text = stage.text();
    assert!(text.contains("Host a meeting in 2020"), "{text}");
    stage.press("s");
    let text = stage.text();
    assert!(text.contains("Source of Host a meeting") && text.contains("¶5"), "{text}");
}

#[test]
fn the_cursor_in_countries_changes_goals_and_activities_at_once() {
    let mut stage = Stage::usual();
    let (goals, activities) = (counts(&stage, Pane::Goals), stage.state.explore.list(Pane::Activities).rows.len());
    assert_eq!(activities, 35);
    stage.press("/ b u l g Esc");
    assert_eq!(counts(&stage, Pane::Goals).first(), Some(&3));
    assert_ne!(counts(&stage, Pane::Goals), goals);
    assert_eq!(stage.state.explore.list(Pane::Activities).rows.len(), 4);
}

#[test]
fn marks_in_a_list_are_any_of_them_and_marks_across_lists_are_all_of_them() {
    // A touches TR and goal 1, B touches HU and goal 1, C touches HU and goal 2.
    let snapshot = dataset(
        r#""frameworks":[{"id":"f","title":"F"}],
        "goals":[{"id":"1","framework":"f","title":"One"},{"id":"2","framework":"f","title":"Two"}],
        "countries":[{"id":"TR","name":"Turkey"},{"id":"HU","name":"Hungary"}],
        "activities":[{"id":"A","title":"A","goals":["1"],"hosts":["TR"]},{"id":"B","title":"B","goals":["1"],"hosts":["HU"]},
            {"id":"C","title":"C","goals":["2"],"hosts":["HU"]}]"#,
    );
    let mut stage = Stage::new(snapshot, manner(true, false), (80, 24));
    assert_eq!(counts(&stage, Pane::Countries), [3, 2, 1]);
    stage.press("Down Space");
    assert_eq!(counts(&stage, Pane::Goals), [2, 1, 1]);
    stage.press("Space");
    assert_eq!(counts(&stage, Pane::Goals), [3, 2, 1]);
    stage.press("Tab Down Down Space");
    // The goal's mark filters the countries; the marks of the countries do not filter their own list.
    assert_eq!(counts(&stage, Pane::Countries), [1, 1, 0]);
    assert_eq!(stage.state.explore.list(Pane::Activities).rows.len(), 2);
}

#[test]
fn the_selection_follows_the_record_through_filter_and_scope() {
    let mut stage = Stage::usual();
    stage.press("/ h u n g a Esc");
    let hungary = stage.state.shared.snapshot.dataset.find(Kind::Country, "HU").unwrap().rid;
    assert_eq!(stage.state.explore.row_under_cursor(Pane::Countries), Some(hungary));
    stage.press("Esc");
    assert_eq!(stage.state.explore.view.lists[0].filter, "");
    assert_eq!(stage.state.explore.row_under_cursor(Pane::Countries), Some(hungary));
    stage.press("x X");
    assert_eq!(stage.state.explore.row_under_cursor(Pane::Countries), Some(hungary));
    let text = stage.text();
    assert!(text.contains("▌Hungary"), "{text}");
}

#[test]
fn back_restores_filter_selection_and_scroll_and_forward_returns() {
    let mut stage = Stage::usual();
    stage.press("/ b u Enter");
    let before = stage.state.screen().view();
    stage.press("Enter");
    let offer = stage.state.screen().view();
    assert_eq!(reference(&stage), "commitment:C-02");
    stage.press("Backspace");
    assert_eq!(stage.state.screen().view(), before);
    stage.press("L");
    assert_eq!(stage.state.screen().view(), offer);
    stage.press("H H");
    assert_eq!(stage.state.explore.view.focus, Pane::Countries);
    stage.press("H");
    assert_eq!(stage.notice(), "this is where you began; there is nothing to go back to");
}

#[test]
fn links_go_both_ways() {
    let mut stage = Stage::usual();
    stage.press("/ b u Enter Enter o");
    let text = stage.text();
    assert!(text.contains("Links of"), "{text}");
    // The group's detail names its chair, who holds the role.
    let mut stage = Stage::usual();
    let dataset = &embedded().dataset;
    let group = dataset.find_reference(Reference::parse("group:black-sea").unwrap()).unwrap();
    let (screen, shared) = stage.state.stage();
    plenary::tui::screen::follow(screen, group.rid, shared);
    stage.press("z");
    assert!(stage.text().contains("Bulgaria"), "{}", stage.text());
}

#[test]
fn escape_goes_one_level_out_and_never_quits() {
    let mut stage = Stage::usual();
    stage.press("/ b u Esc");
    assert!(stage.state.typing.is_none());
    assert_eq!(stage.state.explore.view.lists[0].filter, "bu");
    stage.press("Space ? Esc");
    assert!(stage.state.overlays.is_empty());
    stage.press("Esc");
    assert!(stage.state.explore.view.lists[0].marks.is_empty());
    stage.press("Esc");
    assert_eq!(stage.state.explore.view.lists[0].filter, "");
    stage.press("Esc Esc Esc");
    assert!(stage.asked().is_empty());
    assert_eq!(stage.notice(), "this is the outermost level; q quits");
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let mut stage = Stage::usual();
    assert_eq!(stage.press("w").notice(), "w does nothing here; ? lists the keys");
    let hint = stage.press("g").notice().to_owned();
    assert!(hint.starts_with("g …  g first  h history  i next version  m meeting  e explore"), "{hint}");
    assert_eq!(stage.press("z").notice(), "g z does nothing here; ? lists the keys");
    assert_eq!(stage.press("X").notice(), "the scope is empty: everything is shown");
    assert_eq!(stage.press("Left").notice(), "this is the first pane; Tab goes round");
}

#[test]
fn typing_in_an_input_only_types() {
    let mut stage = Stage::usual();
    stage.press("/");
    for c in "qXxsoyz?:gG jk1".chars() {
        stage.tell(Msg::Key(Press::plain(c)));
    }
    assert_eq!(stage.state.explore.view.lists[0].filter, "qXxsoyz?:gG jk1");
    assert!(stage.asked().is_empty());
    stage.press("Esc : q u i t");
    assert!(stage.asked().is_empty());
    stage.press("Enter");
    assert_eq!(stage.asked(), [&Effect::Quit]);
}

#[test]
fn a_held_key_repeats_moves_and_nothing_else() {
    let mut stage = Stage::usual();
    for key in ["Down", "Down", "Space", "x", "Enter"] {
        stage.tell(Msg::Held(key.parse().unwrap()));
    }
    let view = &stage.state.explore.view;
    assert_eq!((stage.state.explore.cursor(Pane::Countries), view.focus), (2, Pane::Countries));
    assert!(view.lists[0].marks.is_empty() && stage.state.shared.scope.is_empty());
}

#[test]
fn a_paste_outside_an_input_does_nothing() {
    let mut stage = Stage::usual();
    stage.tell(Msg::Paste("dq\nx".into()));
    assert!(stage.asked().is_empty());
    assert!(stage.notice().contains("looks like a paste"));
    stage.press("/").tell(Msg::Paste("bulg\naria".into()));
    assert_eq!(stage.state.explore.view.lists[0].filter, "bulg aria");
}

#[test]
fn interrupting_twice_in_a_row_quits() {
    let mut stage = Stage::usual();
    stage.press("Ctrl-c Down Ctrl-c");
    assert!(stage.asked().is_empty());
    stage.press("Ctrl-c");
    assert_eq!(stage.asked(), [&Effect::Quit]);
}

#[test]
fn what_is_copied_is_what_was_picked() {
    let mut stage = Stage::usual();
    stage.press("/ b u Enter Left y Down Enter");
    assert_eq!(stage.copied(), Some("country:BG"));
    stage.tell(Msg::Copied(Ok(10)));
    assert!(stage.notice().contains("sent to the terminal's clipboard"));
}

#[test]
fn the_wording_of_a_paragraph_is_shown_where_its_text_lies() {
    let mut stage = Stage::usual();
    stage.press("/ b u Enter s");
    let asked = stage.effects.iter().any(|effect| {
        matches!(effect, Effect::ReadWording { document, paragraph, .. } if document == "som-2019" && *paragraph == 5)
    });
    assert!(asked);
    let words = Some("The very words".to_owned());
    stage.tell(Msg::Wording { document: "som-2019".into(), paragraph: 5, words });
    assert!(stage.text().contains("“The very words”"), "{}", stage.text());
}

#[test]
fn every_action_can_be_called_from_the_menu_without_harm() {
    for action in Action::ALL {
        let mut stage = Stage::usual();
        stage.press("/ b u Enter F10");
        for c in action.spec().title.chars() {
            stage.tell(Msg::Key(Press::plain(c)));
        }
        stage.press("Enter");
        stage.buffer();
    }
}

#[test]
fn an_empty_dataset_shows_a_screen_that_says_what_is_missing() {
    let mut stage = Stage::new(dataset(""), manner(true, false), (80, 24));
    let text = stage.text();
    assert!(text.contains("The dataset holds no countries, no organisations"), "{text}");
    stage.press("Down Tab Down Tab Down Enter Down Enter s o y x Space Backspace");
    stage.buffer();
}

/// What is told when the file of a stage was read again and holds this.
pub fn reloaded(stage: &Stage, snapshot: std::sync::Arc<Snapshot>) -> Msg {
    let (old, new) = (&stage.state.shared.snapshot.dataset, &snapshot.dataset);
    let changes = plenary::diff::Report::between(("test.json", old), ("test.json", new), plenary::tui::work::TOLD);
    let snapshot = std::sync::Arc::try_unwrap(snapshot).unwrap();
    let file = stage.state.shared.snapshot.origin.file.clone().unwrap();
    let answer = Ok(Box::new(plenary::tui::work::Reloaded { snapshot, changes: Some(changes) }));
    Msg::Loaded { file, why: Stale::Changed, number: 1, answer }
}

#[test]
fn a_new_dataset_is_shown_without_losing_the_place() {
    let country = |names: &[&str]| {
        let records = names.iter().map(|name| format!(r#"{{"id":"{}","name":"{name}"}}"#, name.to_uppercase()));
        dataset(&format!(r#""countries":[{}]"#, records.collect::<Vec<_>>().join(",")))
    };
    let mut stage = Stage::new(country(&["Bg", "Hu", "Tr"]), manner(true, false), (80, 24));
    stage.press("Down Down Down Space x");
    assert_eq!(reference(&stage), "country:TR");
    let msg = reloaded(&stage, country(&["At", "Bg", "Tr"]));
    stage.tell(msg);
    assert_eq!(reference(&stage), "country:TR");
    assert_eq!(stage.notice(), "test.json changed: 1 added, 1 dropped");
    let turkey = stage.state.shared.snapshot.dataset.find(Kind::Country, "TR").unwrap().rid;
    assert_eq!(stage.state.explore.view.lists[0].marks, [turkey]);
    assert_eq!(stage.state.shared.scope.chips()[0].rid, turkey);
    stage.press("g n");
    assert!(stage.text().contains("country:HU"), "{}", stage.text());
    // Then the record under the cursor is gone: the cursor is on 'All', and nothing else is lost.
    let msg = reloaded(&stage, country(&["At"]));
    stage.tell(msg);
    assert_eq!(reference(&stage), "");
    assert!(stage.state.shared.scope.is_empty());
}

#[test]
fn what_a_record_said_and_says_is_shown_field_by_field() {
    let activity = |title: &str, status: &str| {
        dataset(&format!(
            r#""activities":[{{"id":"A","title":"{title}","status":"{status}"}},{{"id":"B","title":"Talks"}}]"#
        ))
    };
    let mut stage = Stage::new(activity("A study on return", "planned"), manner(true, false), (80, 24));
    let msg = reloaded(&stage, activity("A campaign on return", "held"));
    stage.tell(msg);
    stage.press("g n");
    assert!(stage.text().contains("A campaign on return: title, status"), "{}", stage.text());
    stage.press("Enter");
    let text = stage.text();
    assert!(text.contains("title: A [-study-]{+campaign+} on return"), "{text}");
    assert!(text.contains("status: [-planned-]{+held+}") && text.contains("activity:A"), "{text}");
    // Back to the list, and in again; Enter goes on to the record.
    stage.press("Esc");
    assert!(stage.text().contains("What changed in the file"), "{}", stage.text());
    stage.press("Enter Enter");
    assert_eq!(reference(&stage), "activity:A");
}

#[test]
fn where_what_was_kept_is_damaged_that_is_said_and_no_change_of_the_file() {
    let countries = r#""countries":[{"id":"BG","name":"Bulgaria"},{"id":"HU","name":"Hungary"}]"#;
    let mut stage = Stage::new(dataset(countries), manner(true, false), (80, 24));
    stage.press("Down Down");
    let read = std::sync::Arc::try_unwrap(dataset(countries)).unwrap();
    let file = stage.state.shared.snapshot.origin.file.clone().unwrap();
    let answer = Ok(Box::new(plenary::tui::work::Reloaded { snapshot: read, changes: None }));
    stage.tell(Msg::Loaded { file: file.clone(), why: Stale::Torn, number: 1, answer });
    assert_eq!(stage.notice(), "test.json was read again: what was kept of it on the disk was damaged");
    assert_eq!(reference(&stage), "country:HU");
    assert!(stage.state.shared.changes.is_none());
    stage.tell(Msg::Loaded { file, why: Stale::Torn, number: 1, answer: Err("it is cut short".into()) });
    assert!(
        stage.notice().contains("what was kept of test.json is damaged, and it cannot be read again: it is cut short")
    );
}

#[test]
fn a_file_that_is_read_again_says_how_far_that_has_come_and_what_is_shown_stays() {
    let countries = r#""countries":[{"id":"BG","name":"Bulgaria"},{"id":"HU","name":"Hungary"}]"#;
    let mut stage = Stage::new(dataset(countries), manner(true, false), (100, 24));
    let file = stage.state.shared.snapshot.origin.file.clone().unwrap();
    let stale = Msg::Stale { file: file.clone(), why: Stale::Changed };
    stage.tell(stale);
    assert!(matches!(stage.effects.last(), Some(Effect::Reload { number: 1, .. })), "{:?}", stage.effects);
    let so_far = |number| {
        let so_far =
            SoFar { doing: Doing::Reading, bytes: 510_400_000, size: 1_240_000_000, records: 412_000, percent: 41 };
        Msg::SoFar { number, so_far, taken: Duration::from_millis(1_400) }
    };
    assert!(!stage.text().contains("again"));
    stage.tell(so_far(1));
    let text = stage.text();
    assert!(text.contains("Reading test.json again") && text.contains("41 %") && text.contains("3 s left"), "{text}");
    assert!(text.contains("Bulgaria") && !text.contains("stops"), "{text}");
    // It changed once more: the first answer is not the end of it.
    stage.tell(Msg::Stale { file: file.clone(), why: Stale::Changed });
    stage.tell(so_far(2));
    let answer =
        |number| Msg::Loaded { file: file.clone(), why: Stale::Changed, number, answer: Err("it is cut short".into()) };
    stage.tell(answer(1));
    assert!(stage.text().contains("Reading test.json again"), "{}", stage.text());
    stage.tell(answer(2));
    stage.tell(so_far(2));
    assert!(!stage.text().contains("again"), "{}", stage.text());
}

#[test]
fn a_bad_file_leaves_the_old_view_and_says_what_is_wrong() {
    let mut stage = Stage::after(r#""countries":[{"id":"BG","name":"Bulgaria"}]"#, false, (80, 24), "");
    stage.press("/ b u Enter");
    let before = stage.state.screen().view();
    let answer = Err("3:7 fatal: the file is cut short: the JSON does not end".into());
    stage.tell(Msg::Loaded { file: "test.json".into(), why: Stale::Changed, number: 1, answer });
    assert_eq!(stage.state.screen().view(), before);
    assert!(stage.notice().contains("3:7 fatal: the file is cut short"));
    let text = stage.press("Esc").text();
    assert!(text.contains("OLD DATA"), "{text}");
}

#[test]
fn marked_records_are_compared_field_by_field() {
    let mut stage = Stage::usual();
    assert_eq!(stage.press("=").notice(), "mark two to four records with Space to compare them; 0 are marked");
    stage.press("Tab Tab Down Down Down Down Space Space =");
    let text = stage.text();
    assert!(text.contains("2 records side by side"), "{text}");
    assert!(text.contains("Meeting offered by Azerbaijan") && text.contains("Meeting offered by Bulgaria"), "{text}");
    assert!(text.contains("status  (the same)") && text.contains("offered"), "{text}");
}

#[test]
fn a_link_can_be_peeked_at_without_leaving() {
    let mut stage = Stage::usual();
    stage.press("/ b u Enter");
    let before = stage.state.screen().view();
    stage.press("p");
    assert!(stage.text().contains("commitment:C-02"), "{}", stage.text());
    stage.press("Esc");
    assert_eq!(stage.state.screen().view(), before);
    stage.press("p Enter");
    assert_eq!(reference(&stage), "commitment:C-02");
}

#[test]
fn a_list_is_sorted_by_several_fields_and_a_third_press_takes_one_away() {
    let entries = r#""activities":[
        {"id":"a","title":"Ape","status":"held","when":"2020"},
        {"id":"b","title":"Bee","status":"planned","when":"2021"},
        {"id":"c","title":"Cat","status":"held","when":"2022"}]"#;
    let mut stage = Stage::new(dataset(entries), manner(true, false), (100, 30));
    stage.press("Right Right");
    let order = |stage: &Stage| {
        let rows = &stage.state.explore.list(Pane::Activities).rows;
        let ids = rows.from(0).filter_map(|row| stage.state.shared.snapshot.dataset.record(row.rid?));
        ids.map(|record| record.id()).collect::<String>()
    };
    assert_eq!(order(&stage), "abc");
    // Words find the field; the popup stays for the next one.
    stage.press("S s t a t u s Enter");
    assert_eq!(order(&stage), "bac");
    stage.press("Esc S w h e n Enter Enter");
    assert_eq!(order(&stage), "bca");
    assert!(stage.press("Esc").text().contains("Activities  status ↑, when ↓"), "{}", stage.text());
    stage.press("S w h e n Enter");
    assert_eq!(order(&stage), "bac");
    stage.press("Esc S Home Enter Esc");
    assert_eq!(order(&stage), "abc");
}

#[test]
fn a_tree_is_sorted_with_what_stands_below_each_row() {
    let entries = r#""projects":[
        {"id":"one","name":"One","when":"2021"},{"id":"one-b","name":"One B","when":"2020","parent":"one"},
        {"id":"one-a","name":"One A","when":"2022","parent":"one"},{"id":"two","name":"Two","when":"2019"}]"#;
    let mut stage = Stage::new(dataset(entries), manner(true, false), (100, 30));
    let order = |stage: &Stage| {
        let rows = stage.state.sheets.iter().find(|sheet| sheet.id == ScreenId::Projects).unwrap().rows.iter();
        let ids = rows.filter_map(|row| stage.state.shared.snapshot.dataset.record(row.rid?));
        ids.map(|record| record.id().to_owned()).collect::<Vec<_>>().join(" ")
    };
    stage.press("4");
    assert_eq!(order(&stage), "one one-a one-b two");
    stage.press("S w h e n Enter Esc");
    assert_eq!(order(&stage), "two one one-b one-a");
}

fn session(stage: &mut Stage) -> Session {
    stage.tell(Msg::Wake);
    let kept = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remember(session) => Some((**session).clone()),
        _ => None,
    });
    kept.unwrap()
}

#[test]
fn the_place_is_taken_up_again_with_scope_filter_sort_and_what_was_opened() {
    let mut stage = Stage::usual();
    stage.press("/ b u l g Esc x 2 b S w h e n Enter Enter Esc j j j v 3 b j z 2 Enter");
    let session = session(&mut stage);
    let mut next = Stage::usual();
    session.restore(&mut next.state);
    assert_eq!(next.text(), stage.text());
    next.press("3");
    stage.press("3");
    assert_eq!(next.text(), stage.text());
    let text = serde_json::to_string(&session).unwrap();
    assert_eq!(serde_json::from_str::<Session>(&text).unwrap(), session);
}

#[test]
fn the_twin_of_every_screen_is_taken_up_again() {
    for keys in ["4", "4 v", "5", "5 v", "7", "7 v"] {
        let mut stage = Stage::usual();
        stage.press(keys);
        let session = session(&mut stage);
        let mut next = Stage::usual();
        session.restore(&mut next.state);
        assert_eq!(next.sheet().view.table, stage.sheet().view.table, "{keys}");
    }
}

#[test]
fn what_a_dataset_no_longer_has_is_left_out_of_the_place() {
    let mut stage = Stage::usual();
    stage.press("/ b u l g Esc m x Right j Space 8 j");
    let session = session(&mut stage);
    let mut next = Stage::new(dataset(r#""goals":[{"id":"1","title":"One"}]"#), manner(true, false), (80, 24));
    session.restore(&mut next.state);
    assert!(next.state.shared.scope.is_empty() && next.state.open == ScreenId::Documents);
    next.press("'");
    let text = next.text();
    assert!(text.contains("Bulgaria - this dataset does not have it") && text.contains("country:BG"), "{text}");
}

#[test]
fn the_place_is_kept_once_after_a_rest_and_when_the_program_is_left() {
    let mut stage = Stage::usual();
    stage.press("j").tell(Msg::Wake).tell(Msg::Wake);
    let kept = |stage: &Stage| stage.effects.iter().filter(|effect| matches!(effect, Effect::Remember(_))).count();
    assert_eq!(kept(&stage), 1);
    stage.press("j q");
    assert!(matches!(stage.effects.as_slice(), [.., Effect::Remember(_), Effect::Quit]));
    assert_eq!(kept(&stage), 2);
}

#[test]
fn a_bookmark_is_set_listed_followed_and_taken_away() {
    let mut stage = Stage::usual();
    assert_eq!(stage.press("'").notice(), "no bookmark is set yet; m sets one on a record");
    assert_eq!(stage.press("/ b u l g Esc m").notice(), "a bookmark is set on Bulgaria");
    stage.press("4 ' Enter");
    assert_eq!(stage.state.screen().detail().content.reference, "country:BG");
    assert_eq!(stage.press("1 m").notice(), "the bookmark on Bulgaria is taken away");
}

#[test]
fn another_dataset_is_shown_and_the_place_in_the_first_is_kept() {
    let mut stage = Stage::usual();
    stage.state.shared.datasets = vec![datasets::Place::Embedded];
    stage.press("2 j g o o t h e r . j s o n");
    assert!(stage.text().contains("Open the file other.json"), "{}", stage.text());
    stage.press("Enter");
    assert_eq!(
        stage.asked().last(),
        Some(&&Effect::Open { place: datasets::Place::File("other.json".into()), number: 1 })
    );
    let mut other =
        load(&Source::bytes("other.json", br#"{"format":"plenary/1","id":"other","title":"Other plan"}"#.to_vec()))
            .unwrap();
    let origin = Origin { name: "other.json".into(), file: Some("other.json".into()), ..Origin::default() };
    let snapshot = Snapshot::new(other.dataset, std::mem::take(&mut other.diagnostics), 0, origin);
    stage.effects.clear();
    stage.tell(Msg::Opened { number: 1, answer: Ok(Box::new(Opened { snapshot, session: None })) });
    assert!(stage.text().contains("Other plan") && stage.state.open == ScreenId::Explore);
    assert!(
        matches!(stage.effects.as_slice(), [Effect::Remember(_), Effect::Watch(_), Effect::Notebook(_)]),
        "{:?}",
        stage.effects
    );
    // A change of the file of before is nobody's any more.
    stage.effects.clear();
    stage.tell(Msg::Stale { file: "before.json".into(), why: Stale::Changed });
    assert!(stage.asked().is_empty());
    let before = Msg::Loaded {
        file: "before.json".into(),
        why: Stale::Changed,
        number: 1,
        answer: Err("it is cut short".into()),
    };
    stage.tell(before);
    assert!(stage.state.shared.stale.is_none() && !stage.notice().contains("cut short"));
    stage.press("g o g o n e Enter");
    stage.tell(Msg::Opened { number: 2, answer: Err("gone.json: there is no such file".to_owned().into()) });
    assert_eq!(stage.notice(), "not opened: gone.json: there is no such file");
    assert!(stage.text().contains("Other plan"));
}

#[test]
fn what_cannot_be_done_with_datasets_and_sorting_says_why() {
    let mut stage = Stage::usual();
    stage.state.shared.datasets = vec![datasets::Place::Embedded];
    assert_eq!(stage.press("g o Enter").notice(), "this dataset is shown already");
    stage.press("Esc g o o t h e r Enter");
    assert_eq!(stage.notice(), "reading; what is shown stays until it is there");
    assert_eq!(stage.press("Tab Tab Tab S").notice(), "the lists can be sorted; Tab goes to them");
    let mut empty = Stage::new(dataset(""), manner(true, false), (80, 24));
    assert_eq!(empty.press("m").notice(), "put the cursor on a record to set a bookmark on it");
    assert_eq!(
        empty.press("4 v b").notice(),
        "budgets stand together by what they count; v shows the table with its groups"
    );
}
