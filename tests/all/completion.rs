//! What Tab offers in a query: which values, how many records each would leave, and in which form it is written.

use std::sync::atomic::{AtomicUsize, Ordering};

use fixedbitset::FixedBitSet;
use plenary::index::Snapshot;
use plenary::load::Source;
use plenary::model::Kind;
use plenary::query::complete::{Asking, Offers, complete, complete_while};
use plenary::query::{Filter, Ground};

use crate::finding::generator;
use crate::stage::{Stage, dataset, embedded, manner, snapshot};

/// Every record of some kinds.
fn all(kinds: &[Kind], snapshot: &Snapshot) -> FixedBitSet {
    let mut all = FixedBitSet::with_capacity(snapshot.dataset.len());
    for range in kinds.iter().map(|&kind| snapshot.dataset.range(kind)) {
        all.insert_range(range.start as usize..range.end as usize);
    }
    all
}

fn ground(snapshot: &Snapshot) -> Ground<'_> {
    Ground::new(snapshot, Some((2020, 2, 15)))
}

/// What is offered where the bar stands.
fn offers(marked: &str, kinds: &[Kind], snapshot: &Snapshot) -> (String, Offers) {
    let cursor = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let present = all(kinds, snapshot);
    let offers =
        complete(&text, cursor, Asking { kinds, ground: ground(snapshot), present: &present, is_counted: true });
    (text, offers)
}

/// The first of what is offered, each as it is written, called and counted.
fn first(marked: &str, kinds: &[Kind], count: usize) -> Vec<String> {
    let (_, offers) = offers(marked, kinds, &embedded());
    let line = |candidate: &plenary::query::complete::Candidate| {
        let left = candidate.left.map_or_else(String::new, |left| format!(" {left}"));
        format!("{} {}{left}", candidate.text, candidate.name)
    };
    offers.candidates.iter().take(count).map(line).collect()
}

/// What a query leaves of some kinds, or nothing where it is wrong.
fn left(query: &str, kinds: &[Kind], snapshot: &Snapshot) -> Option<usize> {
    let filter = Filter::parse(query, kinds, ground(snapshot)).ok()?;
    Some(filter.mask(kinds, snapshot).count_ones(..))
}

const ACTIVITIES: &[Kind] = &[Kind::Activity];

/// Counted by hand in the file.
#[test]
fn values_stand_by_how_well_they_fit_and_then_by_how_many_they_leave() {
    for (text, kinds, expected) in [
        // By any name, old or new, and by the code of three letters; a word of a longer name comes after its beginning.
        ("country:tur|", ACTIVITIES, &["TR Turkey 5", "ERRIN European Return and Reintegration Network 1"][..]),
        ("country:turkiye|", ACTIVITIES, &["TR Turkey (Türkiye) 5"]),
        ("country:bgr|", ACTIVITIES, &["BG Bulgaria (BGR) 3"]),
        ("country:repub|", &[Kind::Commitment], &["CZ Czech Republic 1"]),
        // Nothing that stands here fits, yet it is known.
        ("country:maur|", ACTIVITIES, &[]),
        ("country:denm|", ACTIVITIES, &["DK Denmark 0"]),
        // A word of a closed list is offered where nothing has it, too: it can be asked for.
        ("status:|", ACTIVITIES, &["held It took place 14", "planned It stands in the plan 9"]),
        ("status:p|", ACTIVITIES, &["planned It stands in the plan 9", "postponed It was put off 0"]),
        (
            "is:|",
            ACTIVITIES,
            &["dated A date is known 29", "inferred It was concluded from a source, or a part of it was 26"],
        ),
        ("has:ho|", ACTIVITIES, &["hosts Who receives it 12"]),
        // Years by time, the latest first.
        ("year:|", ACTIVITIES, &["2025  3", "2024  2", "2023  4"]),
        ("after:|", ACTIVITIES, &["2024  3", "2023  5", "2022  9"]),
        // Participants in the order of their names, whatever their counts.
        ("by:|", &[Kind::Commitment], &["AF Afghanistan 1", "AZ Azerbaijan 2", "BG Bulgaria 2", "CZ Czech Republic 1"]),
        ("goal:dev|", ACTIVITIES, &["4 Development 5"]),
        (
            "doc:som|",
            ACTIVITIES,
            &["som-2019 Summary of the Annual Senior Officials Meeting, Istanbul, 4-5 December 2019 13"],
        ),
        // Beside another value it adds to that, behind a minus it takes away, beside other terms it counts within them.
        ("country:BG,tu|", ACTIVITIES, &["TR Turkey 8"]),
        ("-country:tu|", ACTIVITIES, &["TR Turkey 29"]),
        ("status:planned country:tu|", ACTIVITIES, &["TR Turkey 0"]),
        ("country:tu| status:held", ACTIVITIES, &["TR Turkey 5"]),
        ("country:BG country:|", ACTIVITIES, &["BG Bulgaria 3"]),
        // Free text has no values to choose from.
        ("title:a|", ACTIVITIES, &[]),
        ("nonsense:a|", ACTIVITIES, &[]),
        ("\"country:tu|", ACTIVITIES, &[]),
    ] {
        assert_eq!(first(text, kinds, expected.len().max(1)), expected, "{text}");
    }
}

#[test]
fn fields_stand_by_how_well_they_fit_and_then_in_the_order_of_their_table() {
    assert_eq!(first("stat|", ACTIVITIES, 1), ["status: How far it has come"]);
    assert_eq!(first("-statu|", ACTIVITIES, 9), ["status: How far it has come"]);
    assert_eq!(first("|", ACTIVITIES, 2)[1], "doc: What rests on a document");
    assert_eq!(first("|", &[Kind::Commitment], 2)[1], "by: Who said it, undertook it or asked for it");
    assert_eq!(first("x made-|", &[Kind::Commitment], 1), ["made_at: The meeting at which it was made"]);
    assert_eq!(first("2020|", ACTIVITIES, 1), [""; 0]);
}

#[test]
fn what_is_chosen_stands_in_the_place_of_what_was_typed_and_of_nothing_else() {
    let written = |marked: &str, kinds: &[Kind]| {
        let (text, offers) = offers(marked, kinds, &embedded());
        let (mut query, cursor) = offers.with(&text, &offers.candidates[0]);
        query.insert(cursor, '|');
        query
    };
    assert_eq!(written("a country:BG,tu|,HU -x", ACTIVITIES), "a country:BG,TR|,HU -x");
    assert_eq!(written("-cou|", ACTIVITIES), "-country:|");
    assert_eq!(written("co|untry:TR", ACTIVITIES), "country:|TR");
    assert_eq!(written("country:\"turk| status:held", ACTIVITIES), "country:TR| status:held");
    assert_eq!(written("group:bla|", ACTIVITIES), "group:black-sea|");
}

/// Ids may have blanks, commas and quotation marks, and two kinds may have the same one.
#[test]
fn a_value_is_written_so_that_it_means_that_record_alone() {
    let snapshot = dataset(
        r#""organisations":[{"id":"a b","name":"Blank"},{"id":"c,d","name":"Comma"},{"id":"e\" f","name":"Mark"},{"id":"goal:1","name":"Odd"}],
        "goals":[{"id":"1","title":"First"}],
        "meetings":[{"id":"1","title":"First meeting","attended":["a b","c,d","e\" f","goal:1"]}],
        "statements":[{"id":"s","text":"Said","about":["goal:1","meeting:1"]}]"#,
    );
    let written = |text: &str, kind: Kind| -> Vec<String> {
        offers(text, &[kind], &snapshot).1.candidates.into_iter().map(|candidate| candidate.text).collect()
    };
    assert_eq!(written("attended:|", Kind::Meeting), ["\"a b\"", "\"c,d\"", "goal:1"]);
    assert_eq!(written("about:|", Kind::Statement), ["goal:1", "meeting:1"]);
}

#[test]
fn every_count_is_what_the_query_finds_then() {
    let snapshot = embedded();
    let mut kinds: Vec<Vec<Kind>> = Kind::ALL.iter().map(|&kind| vec![kind]).collect();
    kinds.extend([vec![Kind::Country, Kind::Organisation], vec![Kind::Goal, Kind::Action], Kind::ALL.to_vec()]);
    let mut checked = 0;
    for kinds in kinds {
        for name in plenary::query::fields::names(&kinds) {
            for before in ["", "-", "bulgaria ", "has:sources "] {
                let (text, offers) = offers(&format!("{before}{name}:|"), &kinds, &snapshot);
                for candidate in &offers.candidates {
                    let (query, cursor) = offers.with(&text, candidate);
                    assert_eq!(cursor, query.len());
                    assert_eq!(left(&query, &kinds, &snapshot), candidate.left, "{query} of {kinds:?}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 10_000, "{checked}");
}

/// A dashboard of 120x36 after keys and a text that is typed.
fn typed(keys: &str, text: &str) -> Stage {
    let mut stage = Stage::new(embedded(), manner(true, false), (120, 36));
    stage.press(keys);
    for letter in text.chars() {
        stage.press(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() });
    }
    stage
}

/// The filter as it is typed; nothing where none is.
fn line(stage: &Stage) -> &str {
    stage.state.typing.as_ref().map_or("", |typing| typing.line.text())
}

fn is_open(stage: &Stage) -> bool {
    stage.state.typing.as_ref().is_some_and(|typing| typing.completion.is_open())
}

#[test]
fn the_list_opens_behind_a_field_or_with_tab_and_not_for_plain_words() {
    assert!(!is_open(&typed("Tab Tab /", "bulgaria 2020")));
    assert!(!is_open(&typed("Tab Tab /", "status")));
    assert!(is_open(&typed("Tab Tab /", "status:")));
    assert!(is_open(&typed("Tab Tab / s t a t Tab", "")));
    assert!(!is_open(&typed("Tab Tab /", "status:held ")));
    assert!(!is_open(&typed("Tab Tab /", "title:a")));
    let stage = typed("Tab Tab / 2 0 Tab", "");
    assert!(!is_open(&stage) && stage.notice().contains("nothing is known"), "{}", stage.notice());
}

#[test]
fn tab_writes_what_is_chosen_and_then_the_next_as_a_shell_does() {
    let mut stage = typed("Tab Tab /", "status:p");
    assert_eq!(line(stage.press("Tab")), "status:planned");
    assert_eq!(line(stage.press("Tab")), "status:postponed");
    assert_eq!(line(stage.press("Tab")), "status:planned");
    assert_eq!(line(stage.press("Shift-Tab")), "status:postponed");
    // Esc gives back what was typed, and closes the list; the next Esc ends the typing.
    assert_eq!(line(stage.press("Esc")), "status:p");
    assert!(!is_open(&stage));
    assert!(stage.press("Esc").state.typing.is_none());
}

#[test]
fn the_only_candidate_is_written_at_once_and_a_field_is_followed_by_its_values() {
    let mut stage = typed("Tab Tab / s t a t u Tab", "");
    assert_eq!(line(&stage), "status:");
    assert!(is_open(&stage));
    stage.press("o f Tab");
    assert_eq!(line(&stage), "status:offered");
    assert!(!is_open(&stage));
    // A comma begins another value.
    assert!(is_open(stage.press(",")));
}

#[test]
fn enter_takes_what_is_chosen_and_else_opens_the_row_that_is_meant() {
    let mut stage = typed("Tab Tab /", "country:turki");
    stage.press("Enter");
    assert_eq!((line(&stage), is_open(&stage)), ("country:TR", false));
    // The list behind it is filtered by what was written.
    assert_eq!(stage.state.explore.list(plenary::tui::layout::Pane::Activities).rows.len() - 1, 5);
    assert!(stage.press("Enter").state.typing.is_none());
    // What is a value already is not chosen for anybody.
    assert!(typed("Tab Tab /", "status:held").press("Enter").state.typing.is_none());
    assert_eq!(line(typed("Tab Tab /", "status:held").press("Down Down Enter")), "status:held-online");
}

#[test]
fn a_list_that_was_closed_stays_closed_until_another_value_begins() {
    let mut stage = typed("Tab Tab /", "status:");
    stage.press("Esc h");
    assert!(!is_open(&stage));
    assert!(is_open(stage.press("Tab")));
    stage.press("Esc");
    assert!(is_open(stage.press("e l d ,")));
}

#[test]
fn counts_are_those_of_the_list_within_the_scope_on_every_screen() {
    for keys in ["1 /", "1 Tab /", "1 Tab Tab /", "2 b /", "2 b b /", "2 B /", "3 b /", "6 /", "8 /", "8 b b /"] {
        for scope in ["", "Down Down Down Down Down Down x Home "] {
            let mut stage = typed(&format!("{scope}{keys}"), "has:");
            let completion = stage.state.typing.as_ref().map(|typing| &typing.completion);
            let left = completion.and_then(|completion| completion.chosen());
            let snapshot = stage.state.shared.snapshot.clone();
            if stage.state.screen().listed(&snapshot).is_empty() {
                assert!(!is_open(&stage), "{scope}{keys}");
                continue;
            }
            let Some(left) = left.map(|candidate| candidate.left) else { panic!("{scope}{keys}\n{}", stage.text()) };
            stage.press("Tab");
            let mut listed = stage.state.screen().listed(&snapshot);
            listed.sort_unstable();
            listed.dedup();
            assert_eq!(left, Some(listed.len()), "{scope}{keys}{}\n{}", line(&stage), stage.text());
        }
    }
}

#[test]
fn a_click_takes_the_candidate_that_it_is_on() {
    let mut stage = typed("Tab Tab /", "status:");
    let at = stage.find("planned  ");
    stage.click(at);
    assert_eq!((line(&stage), is_open(&stage)), ("status:planned", false));
    // Beside the list it is as ever: the typing ends.
    let mut stage = typed("Tab Tab /", "status:");
    assert!(stage.click((2, 7)).state.typing.is_none());
}

#[test]
fn the_cursor_is_drawn_where_it_is() {
    let mut stage = typed("/", "abc");
    assert!(stage.text().contains("/abc_"));
    stage.press("Left Left");
    let (x, y) = stage.find("/abc ");
    let reversed = |x: u16| stage.buffer()[(x, y)].modifier.contains(ratatui::style::Modifier::REVERSED);
    assert_eq!([0, 1, 2, 3].map(|by| reversed(x + by)), [false, false, true, false]);
}

#[test]
fn a_count_that_is_no_longer_wanted_ends_soon_and_tells_nothing() {
    let mut bytes = Vec::new();
    assert!(generator::write(7_000, 3, &mut bytes).is_ok());
    let snapshot = snapshot(&Source::bytes("generated", bytes));
    let present = all(Kind::ALL, &snapshot);
    let asking = Asking { kinds: Kind::ALL, ground: ground(&snapshot), present: &present, is_counted: true };
    for (text, least) in [
        ("country:", 8),
        ("goal:m", 5),
        ("project:P-0", 4),
        ("activity:a", 20),
        ("hosts:", 40),
        ("status:", 40),
        ("year:", 80),
        ("after:2", 80),
        ("has:", 40),
        ("is:", 40),
        ("commitment:zzz", 20),
        ("title:the status:", 10),
        ("summary:the migration status:", 30),
    ] {
        let count = |most: usize| {
            let asked = AtomicUsize::new(0);
            let goes_on = || asked.fetch_add(1, Ordering::Relaxed) < most;
            (complete_while(text, text.len(), asking, &goes_on), asked.into_inner())
        };
        let (whole, times) = count(usize::MAX);
        assert_eq!(whole, Some(complete(text, text.len(), asking)), "{text}");
        assert!(times >= least, "{text}: between {times} questions whether to go on there is too much to do");
        for most in [0, 1, times / 2, times - 1] {
            let (told, asked) = count(most);
            // Each of the steps that are left, and each thread, asks once.
            assert!(told.is_none() && asked <= most + 24, "{text}: no was said after {most}, and {asked} were asked");
        }
    }
}
