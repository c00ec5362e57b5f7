//! Records by what was added to them: `is:flagged`, `has:note` and their like, in lists, in find anything, and completed.

use fixedbitset::FixedBitSet;
use plenary::journal::{Book, Fields, Item, Journal, Op, Pen};
use plenary::model::Kind;
use plenary::query::complete::{Asking, complete};
use plenary::query::items::ItemFilter;
use plenary::query::{Filter, Ground};
use plenary::tui::msg::Msg;
use plenary::tui::notebook::Told;
use plenary::tui::overlay::Overlay;
use proptest::prelude::*;
use serde_json::json;

use crate::stage::{Stage, embedded};

/// A book of an afternoon: a note and a flag on Bulgaria, a flag on A-05, a statement of Turkey at the meeting of 2019 about goal 1 and A-05,
/// an amendment of A-05 that Serbia asked for, a decision with two later wordings, a task, a status, a note on what is no longer there.
/// The first was made on 4 December 2019, each of the others a day later.
pub fn book() -> Book {
    let mut journal = Journal::default();
    let mut pen = Pen::new("d1", "A. Author", &journal, 0);
    let mut add = |op, on: &str, meeting: &str, fields: serde_json::Value| {
        let fields: Fields = fields.as_object().cloned().unwrap();
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let now = 1_575_417_600_000 + journal.events.len() as i64 * 86_400_000;
        let event = pen.event(op, some(on), some(meeting), fields, now);
        let id = event.id.to_string();
        journal.events.push(event);
        id
    };
    add(Op::Open, "", "som-2019", json!({}));
    let about = json!(["goal:1", "activity:A-05"]);
    add(
        Op::Statement,
        "",
        "som-2019",
        json!({"text": "Turkey will host", "by": ["country:TR"], "type": "offer", "about": about}),
    );
    add(Op::Note, "country:BG", "som-2019", json!({"text": "Ask about the timetable"}));
    add(Op::Flag, "country:BG", "som-2019", json!({}));
    add(Op::Flag, "activity:A-05", "", json!({}));
    add(
        Op::Amend,
        "activity:A-05",
        "som-2019",
        json!({"field": "title", "before": "Old", "after": "New", "by": ["country:RS"]}),
    );
    let decision = add(Op::Decide, "", "som-2019", json!({"text": "The plan is endorsed"}));
    add(Op::Task, "", "", json!({"text": "Send the list", "owner": "Hungary", "due": "2020-03"}));
    add(Op::Status, "activity:A-07", "", json!({"value": "held"}));
    add(Op::Note, "activity:gone", "", json!({"text": "Left over"}));
    add(Op::Close, "", "som-2019", json!({}));
    for text in ["The plan is hailed", "The plan is adopted"] {
        add(Op::Edit, "", "", json!({"of": decision, "field": "text", "new": text}));
    }
    Book::new(&journal, "d1")
}

fn left(query: &str, kinds: &[Kind], book: &Book) -> Vec<String> {
    let snapshot = embedded();
    let filter = Filter::parse(query, kinds, Ground::new(&snapshot, None).with(book)).unwrap();
    let mask = filter.mask(kinds, &snapshot);
    let records = kinds.iter().flat_map(|&kind| snapshot.dataset.records(kind));
    let found = records.filter(|record| mask.contains(record.rid.index()));
    found.map(|record| record.reference().to_string()).collect()
}

#[test]
fn records_are_found_by_what_was_added_to_them() {
    let book = book();
    for (query, expected) in [
        ("is:flagged", &["activity:A-05", "country:BG"][..]),
        ("is:flagged country:BG kind:country", &["country:BG"]),
        ("has:note", &["country:BG", "meeting:som-2019"]),
        ("has:statement", &["country:TR", "goal:1", "activity:A-05", "meeting:som-2019"]),
        ("has:amendment -has:statement", &["country:RS"]),
        ("has:decision", &["meeting:som-2019"]),
        ("has:added-status", &["activity:A-07"]),
        ("has:observed_value", &[]),
        ("has:task", &[]),
        ("has:added kind:activity", &["activity:A-05", "activity:A-07"]),
        ("has:added -has:statement,note,amendment,added-status", &[]),
        ("is:flagged,in-force has:added kind:country,activity", &["activity:A-05", "country:BG"]),
    ] {
        let mut found = left(query, Kind::ALL, &book);
        let mut expected: Vec<String> = expected.iter().map(|&reference| reference.to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{query}");
    }
    let all = embedded().dataset.count(Kind::Country);
    assert_eq!(left("-is:flagged", &[Kind::Country], &book).len(), all - 1);
    assert_eq!(left("-is:flagged", &[Kind::Country], &book.public()).len(), all);
    assert_eq!(left("is:flagged", Kind::ALL, &Book::default()), [""; 0]);
    // What a dataset has a closed list for is asked of the dataset.
    assert!(left("has:status", &[Kind::Activity], &Book::default()).len() > 1);
}

#[test]
fn a_slip_in_such_a_word_is_told_with_what_was_meant() {
    let snapshot = embedded();
    let wrong = |query: &str| {
        let ground = Ground::new(&snapshot, None);
        Filter::parse(query, &[Kind::Country], ground).unwrap_err().remove(0).to_string()
    };
    assert_eq!(wrong("is:flaged"), "is: has no value \"flaged\"; did you mean \"flagged\"?");
    assert_eq!(wrong("has:amendmnt"), "no field \"amendmnt\"; did you mean \"amendment\"?");
}

#[test]
fn such_words_complete_with_how_many_records_they_leave() {
    let (snapshot, book) = (embedded(), book());
    let offered = |text: &str, kinds: &[Kind], book: &Book| -> Vec<String> {
        let mut present = FixedBitSet::with_capacity(snapshot.dataset.len());
        kinds.iter().map(|&kind| snapshot.dataset.range(kind)).for_each(|range| {
            present.insert_range(range.start as usize..range.end as usize);
        });
        let ground = Ground::new(&snapshot, None).with(book);
        let offers = complete(text, text.len(), Asking { kinds, ground, present: &present, is_counted: true });
        let line = |offer: &plenary::query::complete::Candidate| {
            format!("{} {} {}", offer.text, offer.name, offer.left.unwrap_or_default())
        };
        offers.candidates.iter().map(line).collect()
    };
    assert_eq!(offered("is:fl", Kind::ALL, &book), ["flagged You flagged it 2"]);
    assert_eq!(offered("is:fl", &[Kind::Goal], &book), ["flagged You flagged it 0"]);
    assert_eq!(offered("has:not", Kind::ALL, &book), ["note A note was added to it, about it or at it 2"]);
    assert_eq!(offered("has:not", Kind::ALL, &book.public()), [""; 0]);
    assert_eq!(
        offered("has:add", Kind::ALL, &book)[0],
        "added Something was added to it, or at it where it is a meeting 7"
    );
}

/// What was added that a query lets pass, each by its kind and day of December.
fn items(query: &str, book: &Book) -> Vec<String> {
    let snapshot = embedded();
    let ground = Ground::new(&snapshot, Some((2020, 6, 1))).with(book);
    let filter = ItemFilter::parse(query, ground).unwrap_or_else(|errors| panic!("{query}: {}", errors[0]));
    let day = |item: &Item| item.event.stamp.minute().chars().skip(8).take(2).collect::<String>();
    filter.find(book, ground).into_iter().map(|item| format!("{} {}", item.op.spec().title, day(item))).collect()
}

#[test]
fn what_was_added_is_asked_by_the_same_language() {
    let book = book();
    for (query, expected) in [
        ("timetable", &["note 06"][..]),
        ("TIMETABLE bulgaria", &["note 06"]),
        // A record to which they belong is called so, too: A-05 is a meeting offered by Bulgaria.
        ("bulgaria", &["statement 05", "note 06", "flag 07", "flag 08", "amendment 09"]),
        ("\"offered by\"", &["statement 05", "flag 08", "amendment 09"]),
        // By any name of what it belongs to, and in every version.
        ("türkiye", &["statement 05"]),
        ("plan hailed", &["decision 10"]),
        ("adopted", &["decision 10"]),
        ("endorsed", &[]),
        ("\"will host\"", &["statement 05"]),
        ("\"host will\"", &[]),
        ("kind:note", &["note 06", "note 13"]),
        ("kind:note,statement", &["statement 05", "note 06", "note 13"]),
        ("kind:amend", &["amendment 09"]),
        ("kind:observed-value", &[]),
        ("kind:opening,closings", &["opening 04", "closing 14"]),
        ("by:TR", &["statement 05"]),
        ("by:turkey,serbia", &["statement 05", "amendment 09"]),
        ("by:hungary", &["task 11"]),
        ("by:HU", &["task 11"]),
        ("who:author kind:task", &["task 11"]),
        ("on:A-05", &["flag 08", "amendment 09"]),
        ("activity:A-05", &["statement 05", "flag 08", "amendment 09"]),
        ("about:activity:A-05", &["statement 05"]),
        ("goal:1", &["statement 05"]),
        ("country:BG", &["note 06", "flag 07"]),
        ("activity:gone", &["note 13"]),
        ("meeting:som-2019 -kind:opening,closing,flag", &["statement 05", "note 06", "amendment 09", "decision 10"]),
        ("-meeting:som-2019 -kind:flag", &["task 11", "status 12", "note 13"]),
        ("type:offer", &["statement 05"]),
        // The beginning of a word of a closed list, or a piece of what A-05 is called.
        ("offer", &["statement 05", "flag 08", "amendment 09"]),
        ("field:title", &["amendment 09"]),
        ("owner:hung", &["task 11"]),
        ("due:2020-Q1", &["task 11"]),
        ("due:2021", &[]),
        ("value:held", &["status 12"]),
        ("is:open", &["amendment 09", "task 11"]),
        ("is:overdue", &["task 11"]),
        ("is:conflict", &["decision 10"]),
        ("is:left-over", &["note 13"]),
        ("is:flagged kind:note,flag", &["note 06", "flag 07", "flag 08"]),
        ("is:private -kind:note", &["flag 07", "flag 08", "status 12"]),
        ("fate:accepted", &[]),
        ("after:2019-12-11", &["status 12", "note 13", "closing 14"]),
        ("before:2019-12-06", &["opening 04", "statement 05"]),
        ("year:2019-12-10..2019-12-11", &["decision 10", "task 11"]),
        ("year:2020", &[]),
    ] {
        assert_eq!(items(query, &book), expected, "{query}");
    }
    assert_eq!(items("bulgaria", &book.public()), ["statement 05", "amendment 09"]);
    assert_eq!(items("", &book).len(), 11);
}

#[test]
fn what_is_not_understood_of_such_a_question_is_told_with_what_was_meant() {
    let (snapshot, book) = (embedded(), book());
    let wrong = |query: &str| {
        let ground = Ground::new(&snapshot, None).with(&book);
        ItemFilter::parse(query, ground).unwrap_err().remove(0).to_string()
    };
    assert_eq!(wrong("kind:notes,statment"), "kind: has no value \"statment\"; did you mean \"statement\"?");
    assert_eq!(wrong("ownr:x"), "what you added has no field \"ownr\"; did you mean \"owner\"?");
    assert_eq!(wrong("country:bulgria"), "no country or organisation \"bulgria\"; did you mean \"Bulgaria\"?");
    assert!(wrong("is:opn").ends_with("did you mean \"open\"?"));
    assert!(wrong("due:soon").starts_with("\"soon\" is no date"));
    assert!(wrong("fate:lost").ends_with("one of accepted, rejected, withdrawn"));
}

proptest! {
    /// Against one pass over the items by hand: terms of each sort, wanted or not, in any number.
    #[test]
    fn a_filter_of_items_is_all_of_its_terms(terms in prop::collection::vec((0usize..6, any::<bool>()), 0..4)) {
        type Holds = fn(&Item) -> bool;
        const TERMS: [(&str, Holds); 6] = [
            ("kind:note,flag", |item| matches!(item.op, Op::Note | Op::Flag)),
            ("meeting:som-2019", |item| item.event.meeting.as_deref() == Some("som-2019")),
            ("on:country:BG", |item| item.event.on.as_deref() == Some("country:BG")),
            ("plan", |item| item.text("text").contains("plan")),
            ("is:private", |item| item.op.spec().private),
            ("by:RS", |item| item.list("by").contains(&"country:RS")),
        ];
        let book = book();
        let text: Vec<String> = terms.iter().map(|&(at, wanted)| format!("{}{}", if wanted { "" } else { "-" }, TERMS[at].0)).collect();
        let holds = |item: &Item| terms.iter().all(|&(at, wanted)| (TERMS[at].1)(item) == wanted);
        let expected = book.review.items.iter().filter(|item| holds(item)).count();
        prop_assert_eq!(items(&text.join(" "), &book).len(), expected, "{:?}", text);
    }
}

#[test]
fn what_is_asked_of_what_was_added_completes_with_tab() {
    let (snapshot, book) = (embedded(), book());
    let offered = |text: &str| -> Vec<String> {
        let (ground, present) = (Ground::new(&snapshot, None).with(&book), FixedBitSet::new());
        let offers = complete(text, text.len(), Asking { kinds: &[], ground, present: &present, is_counted: false });
        offers.candidates.into_iter().map(|offer| format!("{} {}", offer.text, offer.name)).collect()
    };
    assert_eq!(offered("kind:am"), ["amendment A change that was asked for"]);
    assert_eq!(offered("kind:observed"), ["observed-value A value of an indicator that was observed"]);
    assert_eq!(
        offered("is:left"),
        ["left-over The record or the meeting to which it belongs is no longer in the dataset"]
    );
    assert_eq!(offered("by:serb"), ["RS Serbia"]);
    assert_eq!(offered("activity:g")[0], "gone no longer in the dataset");
    assert_eq!(offered("on:bulgaria"), ["country:BG Bulgaria", "activity:A-05 Meeting offered by Bulgaria"]);
    assert_eq!(offered("type:re"), ["request ", "reservation ", "presentation "]);
    assert_eq!(offered("ow"), ["owner: Who does it"]);
    assert_eq!(offered("meeti")[0], "meeting: What belongs to one of the meetings");
    let mut stage = with_book();
    stage.press("9 / k i n d : n o Tab");
    assert_eq!(stage.sheet().view.filter, "kind:note");
}

fn flagged(stage: &Stage) -> usize {
    stage.state.explore.lists[0].rows.len() - 1
}

/// A dashboard to which the book belongs.
fn with_book() -> Stage {
    let mut stage = Stage::usual();
    let dataset = stage.state.shared.snapshot.dataset.header().id.clone();
    let told = Told::Read { book: std::sync::Arc::new(book()), refusal: None, left: Vec::new() };
    stage.tell(Msg::Notebook { dataset, told: Box::new(told) });
    stage
}

#[test]
fn the_term_in_the_way_is_counted_in_what_was_added_too() {
    let mut stage = with_book();
    stage.press("F3 t i m e t a b l e Space z z z z");
    assert!(stage.text().contains("without zzzz 1 "), "{}", stage.text());
    stage.press("Enter Enter");
    assert_eq!(stage.state.screen().detail().content.reference, "country:BG");
}

#[test]
fn what_was_added_is_found_and_enter_puts_the_cursor_on_it() {
    let mut stage = with_book();
    stage.press("F3 t i m e t a b l e");
    let text = stage.text();
    assert!(text.contains("Added 1"), "{text}");
    assert!(text.contains("Note on Bulgaria · Ask about the timetable"), "{text}");
    stage.press("Enter");
    let detail = stage.state.screen().detail();
    assert_eq!(detail.content.reference, "country:BG");
    assert_eq!(
        detail.entry().map(|entry| (entry.name.as_str(), entry.text.as_str())),
        Some(("Note", "Ask about the timetable."))
    );
    // What hangs on no record is with its meeting, and what belongs to nothing is shown.
    stage.press("F3 h a i l e d Enter");
    let detail = stage.state.screen().detail();
    assert_eq!(detail.content.reference, "meeting:som-2019");
    assert!(detail.entry().is_some_and(|entry| entry.text.contains("The plan is adopted")));
    stage.press("F3 s e n d Space t h e Space l i s t Enter");
    assert!(matches!(stage.state.overlays.last(), Some(Overlay::Reader(_))));
    assert!(stage.text().contains("Hungary: Send the list."), "{}", stage.text());
}

#[test]
fn one_question_is_asked_of_records_and_of_what_was_added() {
    let shown = |keys: &str| {
        let mut stage = with_book();
        stage.press("F3");
        stage.tell(Msg::Paste(keys.to_owned()));
        stage.text()
    };
    // A kind of what was added is no record, and no mistake.
    let text = shown("kind:note");
    assert!(text.contains("Added 2") && !text.contains("Countries") && !text.contains("has no value"), "{text}");
    // Nothing that was added has a status of the dataset.
    let text = shown("status:held country:BG");
    assert!(!text.contains("Added"), "{text}");
    let text = shown("-kind:note bulgaria");
    assert!(text.contains("Countries 2") && text.contains("Added 4"), "{text}");
    // What neither understands is a mistake.
    let text = shown("kind:statment");
    assert!(text.contains("did you mean \"statement\"?"), "{text}");
    // What somebody wrote is no slip.
    assert!(!shown("hailed").contains("nothing has"));
}

#[test]
fn while_presenting_nothing_is_found_of_what_is_the_users_alone() {
    let mut stage = with_book();
    stage.press("F12 F3 t i m e t a b l e");
    let text = stage.text();
    assert!(!text.contains("Added") && !text.contains("Ask about"), "{text}");
    let mut stage = with_book();
    stage.press("F3 b u l g");
    assert!(stage.text().contains("Added 5"), "{}", stage.text());
    stage.press("Esc F12 F3 b u l g");
    let text = stage.text();
    assert!(text.contains("Added 2") && !text.contains("Note on") && !text.contains("Flag on"), "{text}");
}

#[test]
fn the_review_screen_is_filtered_by_the_same_language() {
    let mut stage = with_book();
    let shown = |stage: &mut Stage, query: &str| {
        stage.press("Esc Esc /");
        stage.tell(Msg::Paste(query.to_owned()));
        stage.sheet().rows.iter().filter(|row| row.added.is_some()).count()
    };
    stage.press("9");
    assert_eq!(shown(&mut stage, "kind:note"), 2);
    assert_eq!(shown(&mut stage, "is:left-over"), 1);
    // What is not understood takes nothing away; what is in conflict stands among conflicts, too.
    assert_eq!(shown(&mut stage, "kind:statment"), 12);
    assert!(stage.text().contains("did you mean"), "{}", stage.text());
}

#[test]
fn a_list_that_asks_for_flags_follows_them() {
    let mut stage = Stage::usual().with_journal();
    stage.press("/ b u l g Esc f Esc / i s : f l a g g e d Enter Esc");
    assert!(stage.text().contains("Bulgaria"), "{}", stage.text());
    assert_eq!(flagged(&stage), 1);
    // Undone, it is no longer there; done again, it is.
    stage.press("u");
    assert_eq!(flagged(&stage), 0);
    stage.press("Ctrl-r");
    assert_eq!(flagged(&stage), 1);
    // While presenting nothing is flagged, and nothing says that something is.
    stage.press("F12");
    assert_eq!(flagged(&stage), 0);
    stage.press("F12");
    assert_eq!(flagged(&stage), 1);
}

#[test]
fn so_does_a_list_of_a_screen() {
    let mut stage = with_book();
    stage.press("2 / i s : f l a g g e d");
    assert_eq!(stage.sheet().count, 0);
    stage.tell(Msg::Paste(",undated".to_owned()));
    assert!(stage.sheet().count > 0);
}

#[test]
fn anything_is_found_by_what_was_added_to_it() {
    let mut stage = Stage::usual().with_journal();
    stage.press("/ b u l g Esc f F3 i s : f l a g g e d");
    let text = stage.text();
    assert!(text.contains("Countries 1") && text.contains("Bulgaria"), "{text}");
    stage.press("Enter");
    assert_eq!(stage.state.screen().detail().content.reference, "country:BG");
}
