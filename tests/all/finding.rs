//! Finding anything: what is found, in which order, where Enter leads, and what happens while the answer is awaited.

use std::sync::atomic::{AtomicU64, Ordering};

use fixedbitset::FixedBitSet;
use plenary::index::Called;
use plenary::journal::Book;
use plenary::load::Source;
use plenary::model::{Kind, Record, Rid};
use plenary::query::Rank;
use plenary::query::anything::Anything;
use plenary::query::search::{Found, Group, Hit, Search};
use plenary::tui::completion::Wanted;
use plenary::tui::effect::Effect;
use plenary::tui::layout::Pane;
use plenary::tui::msg::Msg;
use plenary::tui::overlay::Overlay;
use plenary::tui::search::{Asked, Awaits, Sieve, awaits};
use plenary::tui::update::update;

use crate::stage::{Stage, dataset, embedded, manner, snapshot};

#[path = "../../benches/generator.rs"]
pub mod generator;

/// What is found, a line for each: the group's heading with its count, then references with how near they are.
fn found(entries: &str, text: &str) -> String {
    let snapshot = if entries.is_empty() { embedded() } else { dataset(entries) };
    let mut last = Found::default();
    let search = Search {
        text,
        snapshot: &snapshot,
        today: Some((2020, 2, 15)),
        book: &Book::default(),
        first: &FixedBitSet::new(),
        goes_on: &|| true,
    };
    search.run(&mut |found| last = found);
    let mut out: Vec<String> = last.slips.iter().map(|slip| slip.told()).collect();
    for group in &last.groups {
        let title = if group.paragraphs { "Paragraphs" } else { group.kind.spec().title };
        out.push(format!("{title} {}", group.count));
        out.extend(group.hits.iter().map(|hit| {
            let record = snapshot.dataset.record(hit.rid);
            let reference = record.map(|record| record.reference().to_string()).unwrap_or_default();
            let place = hit.paragraph.map_or_else(String::new, |at| format!(" {at}"));
            format!("  {reference}{place} {:?}", hit.rank)
        }));
    }
    out.join("\n")
}

const ENTRIES: &str = r#""countries":[{"id":"BG","name":"Bulgaria"},{"id":"HU","name":"Hungary","also":["Magyarország"]}],
    "activities":[{"id":"A","title":"Visit to Bulgaria","status":"planned"},
        {"id":"B","title":"Training","summary":"For officials of Bulgaria and others","status":"planned"},
        {"id":"C","title":"Bulgaria","status":"planned"}, {"id":"D","title":"Bulgarian study","status":"planned"}],
    "documents":[{"id":"som","title":"Summary","paragraphs":[
        {"n":4,"summary":"Hungary chairs."},{"n":5,"summary":"Bulgaria offers to host."}]}]"#;

#[test]
fn a_name_stands_before_its_beginning_before_a_title_before_a_text() {
    let expected = "Countries 1\n  country:BG Name\nActivities 4\n  activity:C Name\n  activity:D Beginning\n  activity:A Word\n  activity:B Text\nParagraphs 1\n  document:som 1 Text";
    assert_eq!(found(ENTRIES, "bulgaria"), expected);
}

#[test]
fn the_kind_with_the_nearest_stands_first() {
    let entries = r#""countries":[{"id":"BG","name":"Bulgaria","summary":"Chairs the Silk Routes group"}],
        "groups":[{"id":"silk","name":"Silk Routes"}]"#;
    assert_eq!(found(entries, "silk routes"), "Groups 1\n  group:silk Name\nCountries 1\n  country:BG Text");
}

#[test]
fn a_paragraph_is_found_by_its_own_words_and_the_fields_of_its_document() {
    assert_eq!(found(ENTRIES, "kind:document hungary chairs"), "Paragraphs 1\n  document:som 0 Text");
    assert_eq!(found(ENTRIES, "kind:country offers"), "");
}

#[test]
fn a_slip_of_the_finger_finds_what_was_meant_and_says_so() {
    let found = found("", "bulgraia");
    assert!(
        found.starts_with("nothing has \"bulgraia\"; shown is \"bulgaria\"\nCountries 2\n  country:BG Name"),
        "{found}"
    );
}

#[test]
fn two_words_written_as_one_find_what_is_called_by_both() {
    let entries = r#""countries":[{"id":"VN","name":"Viet Nam"},{"id":"ST","name":"São Tomé"},{"id":"VE","name":"Vietnamese and"}]"#;
    let said = |typed, meant| format!("nothing has \"{typed}\"; shown is \"{meant}\"\nCountries 1\n  country:");
    assert!(found(entries, "SaoTome").starts_with(&(said("saotome", "sao tome") + "ST Name")));
    // What is called so as it stands is not taken apart; what is not whole words is none.
    assert_eq!(found(entries, "vietnam"), "Countries 1\n  country:VE Beginning");
    let entries = entries.replace("Vietnamese and", "Venezuela");
    assert!(found(&entries, "vietnam").starts_with(&(said("vietnam", "viet nam") + "VN Name")));
    assert!(found(&entries, "vietna").starts_with(&(said("vietna", "viet") + "VN Beginning")));
}

#[test]
fn words_are_taken_for_others_only_where_nothing_has_them() {
    assert_eq!(found(ENTRIES, "training"), "Activities 1\n  activity:B Name");
    // Both words stand somewhere, though in no record together: nothing was mistyped.
    assert_eq!(found(ENTRIES, "training hungary"), "");
    // Nor is anything said to be shown in its place where nothing is.
    assert_eq!(found(ENTRIES, "trainingg hungary"), "");
}

#[test]
fn a_name_in_any_language_and_an_old_name_find_it() {
    assert_eq!(found(ENTRIES, "magyarorszag").lines().nth(1), Some("  country:HU Name"));
    assert_eq!(found("", "turkey"), found("", "turkiye"));
}

#[test]
fn bulg_and_enter_is_on_bulgaria_from_any_screen() {
    for screen in ["", "2", "4", "7", "8"] {
        for key in ["Ctrl-t", "F3"] {
            let mut stage = Stage::usual();
            stage.press(screen).press(key).press("b u l g Enter");
            assert_eq!(stage.state.screen().detail().content.reference, "country:BG", "{screen} {key}");
            assert!(stage.state.overlays.is_empty() && stage.state.screen().in_detail());
            stage.press("Backspace");
            assert!(!stage.state.screen().in_detail(), "going back leads to where it was asked: {screen}");
        }
    }
}

#[test]
fn a_paragraph_is_opened_at_its_line() {
    let stage = Stage::after(ENTRIES, false, (80, 24), "F3 o f f e r s Enter");
    assert_eq!(stage.state.screen().detail().entry().unwrap().text, "¶5  Bulgaria offers to host.");
}

#[test]
fn what_has_to_do_with_the_scope_stands_before_others_as_near() {
    let entries = r#""countries":[{"id":"BG","name":"Bulgaria"}],"activities":[
        {"id":"A","title":"Visit to Athens","status":"planned"},
        {"id":"B","title":"Visit to Sofia","status":"planned","hosts":["BG"]}]"#;
    let first = |keys: &str| {
        let mut stage = Stage::after(entries, false, (80, 24), keys);
        stage.press("F3 v i s i t Enter");
        stage.state.screen().detail().content.reference.clone()
    };
    assert_eq!(first(""), "activity:A");
    assert_eq!(first("Down x"), "activity:B");
}

#[test]
fn enter_before_the_answer_opens_what_the_answer_finds_and_an_earlier_answer_does_nothing() {
    let mut stage = Stage::new(dataset(ENTRIES), manner(true, false), (80, 24));
    stage.press("F3 h u n");
    let Some(Effect::Search(earlier)) = stage.asked().into_iter().rev().nth(1).cloned() else { panic!("no search") };
    // As if the last answer were still awaited.
    let Some(Overlay::Finding(finding)) = stage.state.overlays.last_mut() else { panic!("no popup") };
    finding.ask(99);
    stage.press("Enter");
    assert_eq!(stage.state.overlays.len(), 1, "nothing is known yet");
    stage.tell(Msg::Found { ticket: earlier.ticket, answer: Ok(Box::default()) });
    assert!(stage.text().contains("Hungary") && stage.text().contains("searching"), "{}", stage.text());
    let mut last = Found::default();
    let snapshot = stage.state.shared.snapshot.clone();
    let search = Search {
        text: "hun",
        snapshot: &snapshot,
        today: None,
        book: &Book::default(),
        first: &FixedBitSet::new(),
        goes_on: &|| true,
    };
    search.run(&mut |found| last = found);
    stage.tell(Msg::Found { ticket: 99, answer: Ok(Box::new(Anything { found: last, ..Anything::default() })) });
    assert_eq!(stage.state.screen().detail().content.reference, "country:HU");
}

#[test]
fn enter_before_the_answer_is_not_forgotten_when_what_was_added_is_read_meanwhile() {
    let mut stage = Stage::new(dataset(ENTRIES), manner(true, false), (80, 24));
    stage.press("F3 h u n");
    // As if the last answer were still awaited.
    let Some(Overlay::Finding(finding)) = stage.state.overlays.last_mut() else { panic!("no popup") };
    finding.ask(99);
    stage.press("Enter");
    assert_eq!(stage.state.overlays.len(), 1, "nothing is known yet");
    stage.state.shared.notebook.revision += 1;
    stage.tell(Msg::Found { ticket: 98, answer: Ok(Box::default()) });
    assert_eq!(stage.state.screen().detail().content.reference, "country:HU");
}

#[test]
fn the_row_under_the_cursor_stays_where_it_is_when_more_is_found_above_it() {
    let mut stage = Stage::usual();
    stage.press("F3 b");
    let Some(Overlay::Finding(finding)) = stage.state.overlays.last_mut() else { panic!("no popup") };
    finding.ask(99);
    let snapshot = stage.state.shared.snapshot.clone();
    let group = |kind: Kind, count: usize| {
        let hit = |record: Record<'_>| Hit { rid: record.rid, rank: Rank::Title, paragraph: None };
        Group { kind, paragraphs: false, hits: snapshot.dataset.records(kind).take(count).map(hit).collect(), count }
    };
    let told = |activities: usize, whole: bool| {
        let groups = vec![group(Kind::Activity, activities), group(Kind::Commitment, 3)];
        let found = Found { groups, whole, ..Found::default() };
        Msg::Found { ticket: 99, answer: Ok(Box::new(Anything { found, ..Anything::default() })) }
    };
    let at_cursor = |stage: &Stage| -> Vec<(usize, String)> {
        let text = stage.text();
        text.lines().enumerate().filter(|(_, line)| line.contains('▌')).map(|(y, line)| (y, line.to_owned())).collect()
    };
    stage.tell(told(1, false)).press("Down Down");
    let before = at_cursor(&stage);
    assert!(before.iter().any(|(_, line)| line.contains("commitment:")), "{before:?}");
    stage.tell(told(9, true));
    assert_eq!(at_cursor(&stage), before);
}

#[test]
fn a_search_that_is_no_longer_wanted_ends_without_an_answer() {
    let snapshot = embedded();
    let search = Search {
        text: "a",
        snapshot: &snapshot,
        today: None,
        book: &Book::default(),
        first: &FixedBitSet::new(),
        goes_on: &|| false,
    };
    let mut answers = 0;
    search.run(&mut |_| answers += 1);
    assert_eq!(answers, 0);
}

#[test]
fn a_mistake_is_told_and_what_is_understood_is_found_all_the_same() {
    let mut stage = Stage::usual();
    stage.press("F3 c o u n t r y : b u l g a r a a Space s i l k");
    let text = stage.text();
    assert!(text.contains("did you mean \"Bulgaria\"?") && text.contains("Silk Routes"), "{text}");
}

#[test]
fn nothing_found_says_what_to_do() {
    let mut stage = Stage::usual();
    stage.press("F3 x x q q z z");
    assert!(stage.text().contains("Nothing has these words"));
    stage.press("Enter");
    assert_eq!(stage.state.overlays.len(), 1, "there is nothing to open");
    stage.press("Esc");
    assert!(stage.state.overlays.is_empty());
}

#[test]
fn nothing_found_names_the_term_in_the_way_and_enter_drops_it() {
    let mut stage = Stage::usual();
    // "silk zzzz", with what stands behind the cursor left as it is.
    stage.press("F3 s i l k Space z z z z Space r o u t e s");
    let text = stage.text();
    assert!(text.contains("Nothing has all of this; without zzzz ") && text.contains("Enter drops it"), "{text}");
    assert!(text.contains("Enter drop "), "{text}");
    let promised: usize =
        text.split("without zzzz ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().parse().unwrap();
    stage.press("Enter");
    let Some(Overlay::Finding(finding)) = stage.state.overlays.last() else { panic!("no popup") };
    assert_eq!(finding.input().text(), "silk routes");
    let title = stage.text().lines().find(|line| line.contains("Find anything")).map(str::to_owned).unwrap();
    assert!(promised > 3 && title.contains(&format!(" {promised} ")), "{promised}: {title}");
    assert!(stage.text().contains("zzzz is dropped"));
    stage.press("Enter");
    assert!(stage.state.overlays.is_empty(), "the next one opens what is found");
}

#[test]
fn where_nothing_is_understood_it_is_not_said_that_nothing_has_it() {
    let mut stage = Stage::usual();
    stage.press("F3 s t a t u s : d o n e");
    let text = stage.text();
    assert!(!text.contains("Nothing has"), "{text}");
    // Whole, over as many lines as it takes.
    for piece in ["status: has no value \"done\"", "one of offered, planned", "completed", "suspended"] {
        assert!(text.contains(piece), "{piece}: {text}");
    }
}

#[test]
fn a_filter_that_is_not_understood_leaves_nothing_out_of_the_other_lists() {
    let mut stage = Stage::usual();
    let rows = |stage: &Stage| stage.state.explore.lists.each_ref().map(|list| list.rows.len());
    let (all, cursor) = (rows(&stage), stage.state.explore.cursor(Pane::Countries));
    stage.press("/ s t a t u s : p l a n n e d");
    assert!(stage.text().contains("fields are country"), "{}", stage.text());
    assert_eq!((rows(&stage), stage.state.explore.cursor(Pane::Countries)), (all, cursor), "{}", stage.text());
    // What was found before the mistake is left, too.
    stage.press("Esc / Ctrl-u b u l g");
    assert_ne!(stage.state.explore.cursor(Pane::Countries), cursor);
    stage.press("Ctrl-u b y : x");
    assert_eq!((rows(&stage), stage.state.explore.cursor(Pane::Countries)), (all, cursor), "{}", stage.text());
}

#[test]
fn what_is_a_sign_in_other_languages_is_told_to_be_looked_for_as_it_stands() {
    let told = "\"or\" is a word here; a comma between values is 'or'";
    let mut stage = Stage::usual();
    stage.press("F3 b u l g a r i a Space o r Space t u r k e y");
    assert!(stage.text().contains(told), "{}", stage.text());
    stage.press("Esc 2 / b u l g a r i a Space o r Space t u r k e y");
    assert!(stage.text().contains(told), "{}", stage.text());
}

#[test]
fn a_click_opens_what_was_found() {
    let mut stage = Stage::usual();
    stage.press("F3 b u l g");
    let at = stage.find("country:BG");
    stage.click(at);
    assert_eq!(stage.state.screen().detail().content.reference, "country:BG");
}

/// A dataset of so many records that a filter is read while the screen goes on.
fn large() -> Stage {
    let mut bytes = Vec::new();
    assert!(generator::write(7_000, 1, &mut bytes).is_ok());
    let snapshot = snapshot(&Source::bytes("large", bytes));
    assert!(snapshot.dataset.len() > 20_000);
    Stage::new(snapshot, manner(true, false), (80, 24))
}

#[test]
fn of_a_text_that_was_pasted_no_term_is_tried_as_the_one_in_the_way() {
    let (snapshot, book, first) = (embedded(), Book::default(), FixedBitSet::new());
    let way = |text: &str| {
        let search = Search { text, snapshot: &snapshot, today: None, book: &book, first: &first, goes_on: &|| true };
        let mut last = Anything::default();
        search.anything(&mut |answer| last = answer);
        assert!(last.is_last() && last.count() == 0, "{text}");
        last.in_the_way.map(|way| way.term)
    };
    // Sixteen terms are tried, seventeen are not.
    assert_eq!(way(&("silk ".repeat(15) + "xxqqzz")).as_deref(), Some("xxqqzz"));
    assert_eq!(way(&("silk ".repeat(16) + "xxqqzz")), None);
}

#[test]
fn in_a_large_dataset_it_is_told_that_nothing_was_found_before_it_is_known_which_term_stands_in_the_way() {
    let mut stage = large();
    let snapshot = stage.state.shared.snapshot.clone();
    let (book, first) = (Book::default(), FixedBitSet::new());
    let answers = |text: &str| {
        let search = Search { text, snapshot: &snapshot, today: None, book: &book, first: &first, goes_on: &|| true };
        let mut answers = Vec::new();
        search.anything(&mut |answer| answers.push(answer));
        answers
    };
    let told = |answers: &[Anything]| -> Vec<(bool, bool, Option<String>)> {
        let way = |answer: &Anything| answer.in_the_way.as_ref().map(|way| way.term.clone());
        answers.iter().map(|answer| (answer.found.whole, answer.is_last(), way(answer))).collect()
    };
    let both = answers("bulgaria xxqqzz");
    let all = told(&both);
    let [.., nothing, last] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((nothing, last), (&(true, false, None), &(true, true, Some("xxqqzz".into()))));
    // Of a single term there is nothing to weigh.
    assert!(told(&answers("xxqqzz")).iter().all(|(whole, is_last, _)| whole == is_last));
    stage.press("F3 x");
    let mut tell = |answer: &Anything| {
        let Some(Overlay::Finding(finding)) = stage.state.overlays.last_mut() else { panic!("no popup") };
        finding.ask(99);
        stage.tell(Msg::Found { ticket: 99, answer: Ok(Box::new(answer.clone())) });
        (awaits(&stage.state).answer, stage.text())
    };
    let (is_awaited, text) = tell(&both[both.len() - 2]);
    assert!(is_awaited && text.contains("Which term stands in the way is looked for"), "{text}");
    let (is_awaited, text) = tell(&both[both.len() - 1]);
    assert!(!is_awaited && text.contains("Nothing has all of this; without xxqqzz "), "{text}");
}

#[test]
fn in_a_large_dataset_a_filter_is_read_meanwhile_and_enter_waits_for_it() {
    let mut stage = large();
    stage.press("/ b u l g");
    assert_eq!(stage.state.screen().filter(), Some("bulg"), "the stage answers at once");
    // As if the answer to the last letter were still awaited.
    update(&mut stage.state, Msg::Key("a".parse().unwrap()), &mut stage.effects);
    let Some(Effect::Sieve(sieve)) = stage.effects.last().cloned() else { panic!("{:?}", stage.effects.last()) };
    stage.press("Enter");
    assert!(!stage.state.screen().in_detail(), "it is not known yet what is meant");
    let (latest, snapshot) = (AtomicU64::new(sieve.ticket), stage.state.shared.snapshot.clone());
    let filter = sieve.read(&snapshot, &latest).map(Box::new);
    stage.tell(Msg::Sieved { ticket: sieve.ticket, answer: Ok(filter) });
    assert_eq!(stage.state.screen().detail().content.reference, "country:BG");
    let later = AtomicU64::new(sieve.ticket + 1);
    assert!(sieve.read(&snapshot, &later).is_none(), "a later letter ends it");
    let of_text = Sieve { text: "title:migration".into(), ..*sieve };
    assert!(of_text.read(&snapshot, &later).is_none(), "also where it asks for a text of a field");
}

#[test]
fn in_a_large_dataset_names_are_told_before_the_texts_were_gone_through() {
    let stage = large();
    let snapshot = &stage.state.shared.snapshot;
    let search = Search {
        text: "bulgaria",
        snapshot,
        today: None,
        book: &Book::default(),
        first: &FixedBitSet::new(),
        goes_on: &|| true,
    };
    let mut answers = Vec::new();
    search.run(&mut |found| answers.push((found.whole, found.groups[0].hits[0].rid)));
    let bulgaria = snapshot.dataset.find(Kind::Country, "BG").unwrap().rid;
    assert_eq!(answers, [(false, bulgaria), (true, bulgaria)]);
}

#[test]
fn one_pass_over_all_names_finds_what_looking_at_each_finds() {
    let mut bytes = Vec::new();
    // More than a megabyte of names is shared by several threads.
    assert!(generator::write(16_000, 2, &mut bytes).is_ok());
    let letters = ["a", "c", "m", "e", "q", "0", "9", "-"];
    let longer = ["bulgaria", "so", "silk routes", "2019", "xyzzy", "a 07", "c 0015", "ki", "\n"];
    let pieces: Vec<&str> = letters.into_iter().chain(longer).collect();
    let snapshots = [embedded(), snapshot(&Source::bytes("generated", bytes))];
    // The second time it is known of each letter where it stands.
    for (snapshot, is_known) in snapshots.iter().flat_map(|snapshot| [(snapshot, false), (snapshot, true)]) {
        let heads = snapshot.heads();
        if is_known {
            heads.know_letters(&snapshot.dataset);
        }
        for piece in &pieces {
            let Called { having, beginning } = heads.called(piece);
            for at in 0..snapshot.dataset.len() {
                let of = || heads.of(Rid(at as u32));
                assert_eq!(having.contains(at), of().any(|line| line.contains(piece)), "{piece} {at}");
                assert_eq!(beginning.contains(at), of().any(|line| line.starts_with(piece)), "{piece} {at}");
            }
        }
    }
}

#[test]
fn what_is_asked_of_anything_completes_with_tab_and_counts() {
    let mut stage = Stage::usual();
    stage.press("F3 c o u n t r y : b u l g");
    assert!(stage.text().contains("Bulgaria"), "{}", stage.text());
    stage.press("Tab Space k i n d : c o m m i t m e n t");
    let Some(Overlay::Finding(finding)) = stage.state.overlays.last() else { panic!("no popup") };
    assert_eq!(finding.input().text(), "country:BG kind:commitment");
    stage.press("Enter");
    assert_eq!(stage.state.screen().detail().content.reference, "commitment:C-01");
}

#[test]
fn looking_in_all_texts_at_once_finds_what_looking_in_each_record_finds() {
    let mut bytes = Vec::new();
    assert!(generator::write(300, 7, &mut bytes).is_ok());
    for snapshot in [embedded(), snapshot(&Source::bytes("generated", bytes))] {
        let ground = plenary::query::Ground::new(&snapshot, None);
        for text in [
            "a",
            "bulgaria",
            "türkiye",
            "turkey",
            "\"return and\"",
            "côte",
            "held",
            "plan",
            "c-01",
            "eu",
            "CAN",
            "-migration",
            "in house",
            "l'",
            "\"co-chair\"",
            "2019",
            "silk -routes",
            "qzqzq",
            "’",
            "\"12 000\"",
        ] {
            let Ok(filter) = plenary::query::Filter::parse(text, Kind::ALL, ground) else { panic!("{text}") };
            let mask = filter.mask(Kind::ALL, &snapshot);
            for record in Kind::ALL.iter().flat_map(|&kind| snapshot.dataset.records(kind)) {
                let reference = record.reference();
                assert_eq!(mask.contains(record.rid.index()), filter.accepts(record), "{text}: {reference}");
            }
        }
    }
}

#[test]
fn in_a_large_dataset_values_are_listed_where_tab_asks_for_them() {
    let mut stage = large();
    stage.press("F3 c o u n t r y : b u l g");
    let is_completing = |stage: &Stage| match stage.state.overlays.last() {
        Some(Overlay::Finding(finding)) => finding.is_completing(),
        _ => panic!("no popup"),
    };
    assert!(!is_completing(&stage), "a letter waits for nothing");
    stage.press("Tab");
    let Some(Overlay::Finding(finding)) = stage.state.overlays.last() else { panic!("no popup") };
    assert_eq!(finding.input().text(), "country:BG");
}

#[test]
fn in_a_large_dataset_values_are_counted_while_keys_go_on_and_are_shown_only_for_what_they_were_counted_for() {
    let mut stage = large();
    stage.press("/ c o u n t r y : b");
    let tab = |stage: &mut Stage| update(&mut stage.state, Msg::Key("Tab".parse().unwrap()), &mut stage.effects);
    let wanted = |stage: &Stage| match stage.effects.last().cloned() {
        Some(Effect::Complete(wanted)) => wanted,
        other => panic!("{other:?}"),
    };
    tab(&mut stage);
    let first = wanted(&stage);
    let asked = stage.effects.len();
    tab(&mut stage);
    let again: Vec<&Effect> =
        stage.effects[asked..].iter().filter(|effect| matches!(effect, Effect::Complete(_))).collect();
    assert_eq!(again, Vec::<&Effect>::new(), "they are counted already");
    stage.press("g");
    let answer = |wanted: &Wanted, stage: &Stage| {
        let offers = wanted.offers(&stage.state.shared.snapshot, &AtomicU64::new(wanted.ticket));
        Msg::Counted { ticket: wanted.ticket, answer: Ok(offers.map(Box::new)) }
    };
    let late = answer(&first, &stage);
    stage.tell(late);
    let typed = |stage: &Stage| stage.state.typing.as_ref().map(|typing| typing.line.text().to_owned());
    let is_open = |stage: &Stage| stage.state.typing.as_ref().is_some_and(|typing| typing.completion.is_open());
    assert_eq!(
        (typed(&stage).as_deref(), is_open(&stage)),
        (Some("country:bg"), false),
        "another letter was typed since"
    );
    stage.press("Backspace");
    tab(&mut stage);
    let again = answer(&wanted(&stage), &stage);
    stage.tell(again);
    assert!(is_open(&stage) && stage.text().contains("Bulgaria"), "{}", stage.text());
    let failed = "the program failed while counting it";
    stage.tell(Msg::Counted { ticket: 99, answer: Err(failed.into()) });
    assert_eq!(stage.notice(), failed);
}

#[test]
fn what_nobody_waits_for_any_more_is_given_up() {
    let mut stage = large();
    let letter =
        |stage: &mut Stage, key: &str| update(&mut stage.state, Msg::Key(key.parse().unwrap()), &mut stage.effects);
    let count = |stage: &Stage| awaits(&stage.state).count;
    for (open, next) in [("/", "b"), ("/", "Left"), ("/", "Esc"), ("F3", "b"), ("F3", "Esc"), ("F3", "F1"), ("/", "2")]
    {
        stage.press(open).press("c o u n t r y : b");
        assert_eq!(count(&stage), None, "a letter has nothing counted");
        letter(&mut stage, "Tab");
        let Some(Effect::Complete(wanted)) = stage.effects.last().cloned() else {
            panic!("{:?}", stage.effects.last())
        };
        assert_eq!(count(&stage), Some(wanted.ticket));
        stage.press(next);
        assert_eq!(count(&stage), None, "{open} Tab {next}");
        let snapshot = stage.state.shared.snapshot.clone();
        assert_eq!(wanted.offers(&snapshot, &AtomicU64::new(0)), None);
        stage.tell(Msg::Counted { ticket: wanted.ticket, answer: Ok(None) });
        stage.press("Esc Esc Esc");
    }
    let answer = |stage: &Stage| awaits(&stage.state).answer;
    assert!(!answer(&stage));
    stage.press("F3");
    letter(&mut stage, "b");
    assert!(answer(&stage));
    stage.press("Esc");
    assert!(!answer(&stage), "the popup was closed");

    let asked = Asked::default();
    let numbers = || [&asked.answer, &asked.count].map(|number| number.load(Ordering::Relaxed));
    asked.answer.store(7, Ordering::Relaxed);
    asked.give_up_but(Awaits { answer: true, count: Some(8) });
    assert_eq!(numbers(), [7, 8]);
    asked.give_up_but(Awaits { answer: false, count: None });
    assert_eq!(numbers(), [0, 0], "no question has this number");
}

#[test]
fn a_filter_that_was_read_of_an_older_dataset_is_not_shown_on_the_new_one() {
    let mut stage = large();
    stage.press("/");
    // As if the answer to this letter were still awaited when the file is read again.
    update(&mut stage.state, Msg::Key("b".parse().unwrap()), &mut stage.effects);
    let Some(Effect::Sieve(sieve)) = stage.effects.last().cloned() else { panic!("{:?}", stage.effects.last()) };
    let (latest, old) = (AtomicU64::new(sieve.ticket), stage.state.shared.snapshot.clone());
    let filter = sieve.read(&old, &latest).map(Box::new);
    let new = dataset(r#""countries":[{"id":"BG","name":"Bulgaria"},{"id":"AT","name":"Austria"}]"#);
    plenary::tui::adopt::replace(&mut stage.state, new);
    stage.tell(Msg::Sieved { ticket: sieve.ticket, answer: Ok(filter) });
    assert_eq!(stage.state.screen().filter(), Some("b"), "what was typed is not lost");
    let rows = &stage.state.explore.lists[0].rows;
    let names: Vec<&str> = rows
        .from(0)
        .filter_map(|row| stage.state.shared.snapshot.dataset.record(row.rid?))
        .map(|record| record.id())
        .collect();
    assert_eq!(names, ["BG"]);
}

#[test]
fn a_search_that_failed_says_so_and_the_popup_stays() {
    let mut stage = Stage::usual();
    stage.press("F3 b u l g");
    let ticket = stage.state.shared.asked;
    stage.tell(Msg::Found { ticket, answer: Err("the program failed while searching it".into()) });
    assert_eq!((stage.notice(), stage.state.overlays.len()), ("the program failed while searching it", 1));
}
