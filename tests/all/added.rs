//! Records by what was added to them: `is:flagged`, `has:note` and their like, in lists, in find anything, and completed.

use fixedbitset::FixedBitSet;
use plenary::index::Snapshot;
use plenary::journal::{Book, Fields, Journal, Op, Pen};
use plenary::model::Kind;
use plenary::query::complete::{Asking, complete};
use plenary::query::{Filter, Ground};
use plenary::tui::msg::Msg;
use plenary::tui::notebook::Told;
use serde_json::json;

use crate::stage::{Stage, embedded};

/// A book of an afternoon: a note and a flag on Bulgaria, a flag on A-05, a statement of Turkey at the meeting of 2019 about goal 1 and A-05,
/// an amendment of A-05 that Serbia asked for, an observed value and a status, a decision, a task, a note on what is no longer there.
pub fn book() -> Book {
    let mut journal = Journal::default();
    let mut pen = Pen::new("d1", "A. Author", &journal, 0);
    let mut add = |op, on: &str, meeting: &str, fields: serde_json::Value| {
        let fields: Fields = fields.as_object().cloned().unwrap();
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        // A day after another, from 4 December 2019.
        let now = 1_575_417_600_000 + journal.events.len() as i64 * 86_400_000;
        journal.events.push(pen.event(op, some(on), some(meeting), fields, now));
    };
    add(Op::Open, "", "som-2019", json!({}));
    let about = json!(["goal:1", "activity:A-05"]);
    add(
        Op::Statement,
        "",
        "som-2019",
        json!({"text": "Turkey will host", "by": ["country:TR"], "type": "offer", "about": about}),
    );
    add(Op::Note, "country:BG", "som-2019", json!({"text": "Ask about the timeline"}));
    add(Op::Flag, "country:BG", "som-2019", json!({}));
    add(Op::Flag, "activity:A-05", "", json!({}));
    add(
        Op::Amend,
        "activity:A-05",
        "som-2019",
        json!({"field": "title", "before": "Old", "after": "New", "by": ["country:RS"]}),
    );
    add(Op::Decide, "", "som-2019", json!({"text": "The plan is endorsed"}));
    add(Op::Task, "", "", json!({"text": "Send the list", "owner": "Hungary", "due": "2020-03"}));
    add(Op::Status, "activity:A-07", "", json!({"value": "held"}));
    add(Op::Note, "activity:gone", "", json!({"text": "Left over"}));
    add(Op::Close, "", "som-2019", json!({}));
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

fn flagged(snapshot: &Snapshot, stage: &Stage) -> usize {
    let _ = snapshot;
    stage.state.explore.lists[0].rows.len() - 1
}

#[test]
fn a_list_that_asks_for_flags_follows_them() {
    let mut stage = Stage::usual().with_journal();
    stage.press("/ b u l g Esc f Esc / i s : f l a g g e d Enter Esc");
    assert!(stage.text().contains("Bulgaria"), "{}", stage.text());
    let snapshot = embedded();
    assert_eq!(flagged(&snapshot, &stage), 1);
    // Undone, it is no longer there; done again, it is.
    stage.press("u");
    assert_eq!(flagged(&snapshot, &stage), 0);
    stage.press("Ctrl-r");
    assert_eq!(flagged(&snapshot, &stage), 1);
    // While presenting nothing is flagged, and nothing says that something is.
    stage.press("F12");
    assert_eq!(flagged(&snapshot, &stage), 0);
    stage.press("F12");
    assert_eq!(flagged(&snapshot, &stage), 1);
}

#[test]
fn so_does_a_list_of_a_screen_and_what_is_not_asked_is_not_made_anew() {
    let mut stage = Stage::usual().with_journal();
    stage.press("2 / i s : f l a g g e d Esc");
    let first = |stage: &Stage| stage.sheet().rows.len();
    assert_eq!(first(&stage), 0);
    let dataset = stage.state.shared.snapshot.dataset.header().id.clone();
    let told = Told::Read { book: std::sync::Arc::new(book()), refusal: None };
    stage.tell(Msg::Notebook { dataset, told: Box::new(told) });
    assert_eq!(stage.sheet().rows.iter().filter(|row| row.rid.is_some()).count(), stage.sheet().count);
    assert!(stage.sheet().count <= 2);
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
