//! The Review screen: what was added stands under its headings, in its order, with what became of it; nothing is left out unsaid.

use plenary::journal::{Event, Op};
use plenary::tui::msg::Gesture;
use plenary::tui::notebook::Added;
use plenary::tui::sheet::Row;

use crate::journal::Hand;
use crate::stage::{Stage, embedded, manner, styled};

/// A dashboard with a journal, and a hand that writes on its device.
fn begun() -> (Stage, Hand) {
    let stage = Stage::usual().with_journal();
    let hand = Hand::new(&stage.device());
    (stage, hand)
}

/// What is written at and around a meeting: two statements, two amendments of which one was accepted, two decisions, a task, and
/// what belongs to no meeting.
fn written(hand: &mut Hand) -> Vec<Event> {
    let mut events = vec![
        hand.event(Op::Note, Some("country:TR"), &[("text", "Ask about the date")]),
        hand.at("som-2023", Op::Open, None, &[]),
        hand.at("som-2023", Op::Statement, None, &[("text", "We thank the chair"), ("by", "country:LV")]),
        hand.at("som-2023", Op::Close, None, &[]),
        hand.at("som-2019", Op::Open, None, &[]),
        hand.at(
            "som-2019",
            Op::Statement,
            None,
            &[("text", "We offer to host"), ("by", "country:BG"), ("type", "offer"), ("about", "group:black-sea")],
        ),
        hand.at("som-2019", Op::Decide, None, &[("text", "The plan is endorsed")]),
        hand.at("som-2019", Op::Statement, None, &[("text", "Welcome")]),
        hand.at("som-2019", Op::Decide, None, &[("text", "The next meeting is in Sofia")]),
        hand.at(
            "som-2019",
            Op::Task,
            None,
            &[("text", "Circulate it"), ("owner", "Secretariat"), ("due", "2020-03-31")],
        ),
        hand.event(Op::Task, None, &[("text", "Write the brief")]),
        hand.event(Op::Flag, Some("country:BG"), &[]),
        hand.event(Op::Note, None, &[("text", "Of nothing in particular")]),
        hand.event(Op::Status, Some("activity:A-05"), &[("value", "held"), ("text", "seen in the press")]),
    ];
    for (by, after) in [("country:BG", "Meeting in Sofia"), ("country:TR", "Meeting in Istanbul")] {
        let fields = [("field", "title"), ("before", "Meeting"), ("after", after), ("by", by)];
        events.push(hand.at("som-2019", Op::Amend, Some("activity:A-05"), &fields));
    }
    let accepted = events[events.len() - 2].id.to_string();
    events.push(hand.event(Op::Resolve, None, &[("of", &accepted), ("fate", "accepted"), ("text", "nobody objected")]));
    events
}

/// The Review screen with all of that.
fn full() -> Stage {
    let (mut stage, mut hand) = begun();
    let events = written(&mut hand);
    stage.given(&events).press("9");
    stage
}

/// The rows: headings as they are, others as kind, who, place, text and what became of it.
fn rows(stage: &Stage) -> Vec<String> {
    let line = |row: &Row| {
        let [kind, who, place, text, became, ..] = row.cells.as_slice() else { return String::new() };
        let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
        format!("  {kind} | {who}{place}{text} | {became}").trim_end_matches([' ', '|']).to_owned()
    };
    stage.rows(line)
}

fn headings(stage: &Stage) -> Vec<String> {
    stage.sheet().rows.iter().filter(|row| row.is_heading()).map(|row| row.heading.clone()).collect()
}

/// The text of what the cursor is on.
fn here(stage: &Stage) -> String {
    let sheet = stage.sheet();
    sheet.rows.get(sheet.cursor).and_then(|row| row.cells.get(3)).cloned().unwrap_or_default()
}

#[test]
fn what_was_added_stands_by_meeting_the_one_in_progress_first_each_in_the_order_of_minutes() {
    let stage = full();
    assert_eq!(
        rows(&stage),
        [
            "Meeting in progress: Annual Senior Officials Meeting 2019  8",
            "  opening",
            "  statement | Bulgaria (offer): We offer to host",
            "  statement | no speaker named: Welcome",
            "  amendment | Bulgaria: Meeting offered by Bulgaria: title: Meeting → Meeting in Sofia | accepted",
            "  amendment | Turkey: Meeting offered by Bulgaria: title: Meeting → Meeting in Istanbul | not settled",
            "  decision 1 | The plan is endorsed",
            "  decision 2 | The next meeting is in Sofia",
            "  task | Secretariat: Circulate it | 2020-03-31",
            "Annual Senior Officials Meeting 2023  3",
            "  opening",
            "  closing",
            "  statement | Latvia: We thank the chair",
            "Open tasks  1",
            "  task | Write the brief | no date",
            "By record  4",
            "Of no record  1",
            "  note | Of nothing in particular",
            "Bulgaria  1",
            "  flag",
            "Turkey  1",
            "  note | Ask about the date",
            "Meeting offered by Bulgaria  1",
            "  status | held: seen in the press",
        ]
    );
    assert_eq!((stage.sheet().count, stage.sheet().whole), (16, 16));
}

#[test]
fn the_other_ways_are_by_record_by_kind_and_day_by_day_the_last_first() {
    let mut stage = full();
    stage.press("b");
    assert_eq!(
        headings(&stage),
        [
            "Of no record  2",
            "Bulgaria  3",
            "Latvia  1",
            "Turkey  2",
            "Meeting offered by Bulgaria  3",
            "Black Sea Regional Working Group  1",
            "Annual Senior Officials Meeting 2019  5",
            "Annual Senior Officials Meeting 2023  2",
        ]
    );
    stage.press("b");
    let kinds = [
        "Openings  2",
        "Statements  3",
        "Amendments  2",
        "Decisions  2",
        "Tasks  2",
        "Statuses  1",
        "Notes  2",
        "Flags  1",
        "Closings  1",
    ];
    assert_eq!(headings(&stage), kinds);
    stage.press("b");
    assert_eq!(headings(&stage), ["2020-11-18  16"]);
    assert!(rows(&stage)[1].contains("Meeting in Istanbul"), "{:?}", rows(&stage));
    stage.press("b");
    assert!(headings(&stage)[0].starts_with("Meeting in progress: "));
}

#[test]
fn what_the_dataset_no_longer_has_is_left_over_with_its_reference_and_words() {
    let (mut stage, mut hand) = begun();
    let events = [
        hand.event(Op::Note, Some("activity:A-99"), &[("text", "was moved")]),
        hand.at("som-1900", Op::Decide, None, &[("text", "to meet again")]),
    ];
    stage.given(&events).press("9");
    assert_eq!(
        rows(&stage),
        [
            "Left over: its record is no longer in the dataset  2",
            "  note | activity:A-99 (no longer in the dataset): was moved",
            "  decision 1 | to meet again",
        ]
    );
    stage.press("Down");
    let text = stage.text();
    assert!(text.contains("meeting: meeting:som-1900 (no longer in the dataset)"), "{text}");
}

#[test]
fn a_conflict_stands_first_and_the_detail_has_every_version_with_who_wrote_it() {
    let (mut stage, mut hand) = begun();
    let mut other = Hand::new("d2");
    let note = hand.note("first");
    let (one, two) = (hand.edit(&note, "one", &[]), other.edit(&note, "two", &[]));
    stage.given(&[note, one, two]).press("9");
    let rows = rows(&stage);
    assert_eq!(headings(&stage), ["Conflicts to settle  1", "By record  1", "Bulgaria  1"]);
    assert!(rows[1].contains("≠ "), "{rows:?}");
    assert_eq!(stage.sheet().count, 1);
    let lines: Vec<String> = stage
        .sheet()
        .detail
        .content
        .entries
        .iter()
        .map(|entry| format!("{}|{}|{}", entry.name, entry.text, entry.note))
        .collect();
    assert_eq!(lines[0], "|2 versions of the text, not settled|");
    assert!(lines[1].starts_with("version 1|") && lines[2].starts_with("version 2|"), "{lines:?}");
    let versions = format!("{} {}", lines[1], lines[2]);
    assert!(versions.contains("|one|2020-11-18 10:42 UTC by A. Author"), "{versions}");
    assert!(versions.contains("|two|2020-11-18 10:42 UTC by A. Author, on another device, d2"), "{versions}");
}

#[test]
fn the_detail_tells_an_amendment_in_full_and_enter_follows_its_record_and_its_meeting() {
    let mut stage = full();
    stage.press("/ s o f i a Esc Down Down");
    while !here(&stage).contains("Meeting in Sofia") {
        stage.press("Up");
    }
    stage.press("Enter");
    let sheet = stage.sheet();
    assert_eq!(sheet.detail.content.title, "amendment on Meeting offered by Bulgaria");
    assert_eq!(sheet.detail.content.reference, "activity:A-05");
    let lines: Vec<String> =
        sheet.detail.content.entries.iter().map(|entry| format!("{}: {}", entry.name, entry.text)).collect();
    assert_eq!(
        lines,
        [
            "field: title",
            "before: Meeting",
            "after: Meeting in Sofia",
            "by: Bulgaria",
            "fate: accepted: nobody objected",
            "on: Meeting offered by Bulgaria",
            "meeting: Annual Senior Officials Meeting 2019",
            "added: 2020-11-18 10:42 UTC by A. Author",
        ]
    );
    stage.press("Down Down Down Enter");
    assert_eq!(stage.sheet().detail.content.reference, "meeting:som-2019");
    stage.press("Backspace");
    assert_eq!(stage.sheet().detail.content.title, "amendment on Meeting offered by Bulgaria");
}

#[test]
fn the_cursor_stays_on_what_it_was_on_when_another_arrives_and_on_the_next_when_it_goes() {
    let (mut stage, mut hand) = begun();
    let notes: Vec<Event> = ["one", "two", "three"].map(|text| hand.note(text)).into_iter().collect();
    stage.given(&notes).press("9");
    assert_eq!(here(&stage), "one");
    let task = hand.event(Op::Task, None, &[("text", "above all others")]);
    stage.given(&[task]);
    assert_eq!((here(&stage).as_str(), stage.sheet().cursor), ("one", 4));
    stage.press("d");
    assert_eq!(here(&stage), "two");
    assert!(stage.notice().starts_with("deleted: note on Bulgaria"), "{}", stage.notice());
    stage.press("u Down d");
    assert_eq!(here(&stage), "two");
    stage.press("b b Down");
    stage.press("9");
    assert_eq!(here(&stage), "two");
}

#[test]
fn the_next_start_is_on_what_the_cursor_was_on() {
    let (mut stage, mut hand) = begun();
    let notes: Vec<Event> = ["one", "two", "three"].map(|text| hand.note(text)).into_iter().collect();
    stage.given(&notes).press("9 Down");
    let session = plenary::tui::session::Session::of(&stage.state);
    let mut stage = stage.again();
    session.restore(&mut stage.state);
    assert_eq!(here(&stage), "two");
}

#[test]
fn every_word_of_the_filter_must_stand_in_what_was_added_or_where_it_belongs() {
    let mut stage = full();
    stage.press("/ B U L G A R I A Space o f f e r");
    let found = rows(&stage);
    assert_eq!(found.len(), 7, "{found:?}");
    assert!(found[1].contains("We offer to host"));
    assert!(stage.text().contains("4 of 16"), "{}", stage.text());
    stage.press("Esc Esc / x y z z y");
    assert!(rows(&stage).is_empty() && stage.text().contains("Nothing has these words"), "{}", stage.text());
    stage.press("Esc Esc / p r e s s Enter");
    assert!(stage.sheet().view.in_detail);
    assert!(stage.sheet().detail.content.title.starts_with("status on Meeting offered"), "{}", stage.text());
}

#[test]
fn the_scope_leaves_what_touches_it_and_a_meeting_is_not_what_all_that_took_part_said() {
    let mut stage = Stage::usual().with_journal();
    let mut hand = Hand::new(&stage.device());
    let events = written(&mut hand);
    stage.given(&events).press("/ b u l g Esc x 9 b b");
    assert_eq!(headings(&stage), ["Statements  1", "Amendments  2", "Statuses  1", "Flags  1"]);
    assert!(stage.text().contains("5 of 16 that you added"), "{}", stage.text());
}

#[test]
fn what_is_not_saved_stands_first_in_words_and_can_be_copied() {
    let mut stage = Stage::usual().with_journal();
    let journals = stage.journals();
    std::fs::write(&journals, "").unwrap();
    stage.press("/ b u l g Esc f 9");
    assert_eq!(rows(&stage), ["Not saved  1", "  NOT SAVED | flag on Bulgaria"]);
    let text = stage.text();
    assert!(text.contains("NOT SAVED: ") && text.contains("r tries again"), "{text}");
    stage.press("d");
    assert_eq!(stage.notice(), "only what was added can be deleted; put the cursor on it");
    std::fs::remove_file(&journals).unwrap();
    stage.press("r");
    assert_eq!(rows(&stage), ["By record  1", "Bulgaria  1", "  flag"]);
}

#[test]
fn while_presenting_nothing_of_what_is_the_users_alone_is_shown_not_even_as_a_way_taken() {
    let mut stage = full();
    stage.press("/ a s k Space d a t e Enter Enter");
    assert!(stage.text().contains("note on Turkey"), "{}", stage.text());
    stage.press("F12");
    let text = stage.text();
    assert!(!text.contains("note on") && !text.contains("Ask about"), "{text}");
    stage.press("g h");
    assert!(!stage.text().contains("note on"), "{}", stage.text());
    stage.press("Esc Esc Esc Esc");
    let all = rows(&stage).join("\n");
    assert!(!all.contains("note") && !all.contains("flag") && !all.contains("status"), "{all}");
    assert!(all.contains("We offer to host"), "{all}");
    assert_eq!((stage.sheet().count, stage.sheet().whole), (12, 12));
}

#[test]
fn an_empty_screen_says_how_something_is_added() {
    let mut stage = Stage::usual().with_journal();
    stage.press("9");
    assert!(
        stage.text().contains("aa adds to the record under the cursor, f flags it, gm opens a meeting"),
        "{}",
        stage.text()
    );
    let mut stage = full();
    stage.press("b b F12");
    assert!(stage.text().contains("PRESENTING"));
    let (mut stage, mut hand) = begun();
    let note = hand.note("mine alone");
    stage.given(&[note]).press("F12 9");
    assert!(stage.text().contains("Nothing of it is to be presented"), "{}", stage.text());
    assert_eq!((stage.sheet().count, stage.sheet().whole), (0, 0));
}

#[test]
fn what_makes_no_sense_of_what_was_added_is_refused_with_a_reason() {
    let mut stage = full();
    for (key, said) in
        [("Space", "only records can be marked"), ("S", "has an order of its own"), ("g x", "plenary journal export")]
    {
        stage.press(key);
        assert!(stage.notice().contains(said), "{key}: {}", stage.notice());
    }
}

#[test]
fn the_text_is_copied_and_its_source_is_who_wrote_it_and_when() {
    let mut stage = full();
    stage.press("Down y Enter");
    assert_eq!(stage.copied(), Some("We offer to host"));
    stage.press("s");
    let text = stage.text();
    assert!(text.contains("2020-11-18 10:42 UTC") && text.contains("by A. Author"), "{text}");
}

#[test]
fn a_click_puts_the_cursor_on_a_row_and_a_letter_does() {
    let mut stage = full();
    let at = stage.find("no speaker named");
    stage.click(at);
    assert_eq!(here(&stage), "Welcome");
    stage.mouse(Gesture::WheelDown, at);
    assert_eq!(here(&stage), "Welcome");
    stage.press("Home ; d");
    assert!(stage.sheet().cursor > 0);
    assert!(matches!(stage.sheet().rows[stage.sheet().cursor].added, Some(Added::Item(_))));
}

#[test]
fn what_was_added_is_edited_and_an_amendment_settled_where_the_cursor_is_on_it() {
    let mut stage = full();
    stage.press("Down e Tab Tab End ! Enter");
    assert_eq!(here(&stage), "We offer to host!");
    stage.press("Down Down Down a f");
    assert!(stage.text().contains("fate"), "{}", stage.text());
    stage.press("r Tab Enter");
    assert!(rows(&stage)[5].ends_with("| rejected"), "{:?}", rows(&stage));
}

#[test]
fn what_keys_act_on_is_the_record_that_it_hangs_on() {
    let mut stage = full();
    stage.press("/ s t a t u s Esc x");
    assert!(stage.notice().starts_with("Only what touches Meeting offered by"), "{}", stage.notice());
}

#[test]
fn what_a_later_version_wrote_is_counted_and_not_while_presenting() {
    let (mut stage, mut hand) = begun();
    let mut event = hand.note("x");
    event.op = "sing".to_owned();
    stage.given(&[event, hand.note("y")]).press("9");
    assert_eq!(headings(&stage).last().unwrap(), "Written by a later version of this program, kept  1");
    stage.press("F12");
    assert!(headings(&stage).is_empty());
}

#[test]
fn the_screen_looks_as_reviewed() {
    for (name, colour, ascii) in [("colour", true, false), ("mono", false, false), ("ascii", true, true)] {
        let mut all = String::new();
        for size in [(140, 40), (80, 24), (50, 14), (40, 10)] {
            let mut stage = Stage::new(embedded(), manner(colour, ascii), size).with_journal();
            let mut hand = Hand::new(&stage.device());
            let events = written(&mut hand);
            let buffer = stage.given(&events).press("9 Down Down Down").buffer();
            all.push_str(&format!("{}x{}\n{}\n", size.0, size.1, styled(&buffer)));
            let cells = buffer.content.iter();
            assert!(!ascii || cells.clone().all(|cell| cell.symbol().is_ascii()), "{size:?}");
        }
        insta::assert_snapshot!(format!("review_{name}"), all);
    }
}
