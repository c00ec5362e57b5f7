//! Several replicas: whatever is exchanged in whatever order, all come to the same, and nothing that was written is out of reach.

use plenary::journal::undo::Steps;
use plenary::journal::{Event, Journal, Op, Review};
use proptest::prelude::*;

use super::{Hand, read, segment, texts};

#[test]
fn changes_that_do_not_know_of_each_other_are_both_kept_until_somebody_decides() {
    let (mut anna, mut boris) = (Hand::new("anna"), Hand::new("boris"));
    let note = anna.note("first");
    let (one, other) = (anna.edit(&note, "by Anna", &[]), boris.edit(&note, "by Boris", &[]));
    let journal = read(&[&segment(&[note.clone(), one.clone()]), &segment(std::slice::from_ref(&other))]);
    let review = Review::of(&journal.events);
    let mut both: Vec<&str> = review.items[0].conflict("text").collect();
    both.sort_unstable();
    assert_eq!(both, ["by Anna", "by Boris"]);
    let chosen = anna.edit(&note, "by both", &[&one, &other]);
    let journal = read(&[&segment(&[note, one, chosen]), &segment(&[other])]);
    let review = Review::of(&journal.events);
    assert!(!review.items[0].is_in_conflict());
    assert_eq!(review.items[0].text("text"), "by both");
}

#[test]
fn a_change_over_another_is_no_conflict_and_taking_it_back_shows_the_other() {
    let mut hand = Hand::new("d1");
    let note = hand.note("first");
    let second = hand.edit(&note, "second", &[]);
    let third = hand.edit(&note, "third", &[&second]);
    let mut events = vec![note.clone(), second, third.clone()];
    let now = |events: &[Event]| texts(&read(&[&segment(events)]));
    assert_eq!(now(&events), ["third"]);
    events.push(hand.of(Op::Undo, &third));
    assert_eq!(now(&events), ["second"]);
    events.push(hand.of(Op::Redo, &third));
    assert_eq!(now(&events), ["third"]);
    events.push(hand.of(Op::Retract, &note));
    assert_eq!(now(&events), Vec::<String>::new());
    let removal = events.last().unwrap().clone();
    events.push(hand.of(Op::Undo, &removal));
    assert_eq!(now(&events), ["third"]);
}

#[test]
fn r11_steps_are_the_same_after_a_restart_and_something_new_ends_the_way_forward() {
    let mut hand = Hand::new("d1");
    let (one, two) = (hand.note("one"), hand.note("two"));
    let mut events = vec![one.clone(), two.clone()];
    let steps = |events: &[Event]| Steps::of(&read(&[&segment(events)]).events, "d1");
    assert_eq!((steps(&events).back(), steps(&events).forward()), (Some(two.id), None));
    events.push(hand.of(Op::Undo, &two));
    assert_eq!((steps(&events).back(), steps(&events).forward()), (Some(one.id), Some(two.id)));
    events.push(hand.of(Op::Undo, &one));
    assert_eq!((steps(&events).back(), steps(&events).forward()), (None, Some(one.id)));
    events.push(hand.of(Op::Redo, &one));
    assert_eq!((steps(&events).back(), steps(&events).forward()), (Some(one.id), Some(two.id)));
    let three = hand.note("three");
    events.push(three.clone());
    assert_eq!((steps(&events).back(), steps(&events).forward()), (Some(three.id), None));
    assert_eq!(Steps::of(&events, "another device"), Steps::default());
}

#[test]
fn numbers_follow_the_order_within_a_meeting_and_an_opened_meeting_is_in_progress_until_it_is_closed() {
    let mut hand = Hand::new("d1");
    let mut at = |op, meeting: &str, pairs: &[(&str, &str)]| {
        let mut event = hand.event(op, None, pairs);
        event.meeting = Some(meeting.to_owned());
        event
    };
    let text = [("text", "Agreed")];
    let events = [
        at(Op::Open, "som", &[]),
        at(Op::Decide, "som", &text),
        at(Op::Decide, "other", &text),
        at(Op::Decide, "som", &text),
    ];
    let numbers = |events: &[Event]| Review::of(events).items.iter().map(|item| item.number).collect::<Vec<_>>();
    assert_eq!(numbers(&events), [1, 1, 1, 2]);
    assert_eq!(Review::of(&events).in_progress("d1"), Some("som"));
    assert_eq!(Review::of(&events).in_progress("d2"), None);
    let closed: Vec<Event> = events.into_iter().chain([at(Op::Close, "som", &[])]).collect();
    assert_eq!(Review::of(&closed).in_progress("d1"), None);
}

/// What a replica does next.
#[derive(Clone, Debug)]
enum Act {
    Note(String),
    Edit(usize, String),
    Take(Op, usize),
}

fn acts() -> impl Strategy<Value = Vec<(usize, Act)>> {
    let act = prop_oneof![
        "[a-z]{1,6}".prop_map(Act::Note),
        (any::<prop::sample::Index>(), "[a-z]{1,6}").prop_map(|(at, text)| Act::Edit(at.index(64), text)),
        (prop::sample::select(&[Op::Retract, Op::Undo, Op::Redo][..]), any::<prop::sample::Index>())
            .prop_map(|(op, at)| Act::Take(op, at.index(64))),
    ];
    prop::collection::vec((0usize..3, act), 1..24)
}

/// Lets three replicas act, each knowing what it wrote itself, and returns their segments.
fn replicas(acts: &[(usize, Act)]) -> [Vec<Event>; 3] {
    let mut hands = ["a", "b", "c"].map(Hand::new);
    let mut events: [Vec<Event>; 3] = Default::default();
    for (who, act) in acts {
        let own = &events[*who];
        let target = |at: usize| own.get(at % own.len().max(1)).cloned();
        let hand = &mut hands[*who];
        let event = match act {
            Act::Note(text) => Some(hand.note(text)),
            Act::Edit(at, text) => target(*at).map(|of| hand.edit(&of, text, &[])),
            Act::Take(op, at) => target(*at).map(|of| hand.of(*op, &of)),
        };
        events[*who].extend(event);
    }
    events
}

fn merged(parts: &[&[Event]]) -> Journal {
    let segments: Vec<Vec<u8>> = parts.iter().map(|events| segment(events)).collect();
    read(&segments.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn r10_merging_is_the_same_in_any_order_any_number_of_times(acts in acts()) {
        let [a, b, c] = replicas(&acts);
        let all = merged(&[&a, &b, &c]);
        for parts in [[&c[..], &b, &a], [&b, &c, &a], [&a, &c, &b]] {
            prop_assert_eq!(&merged(&parts), &all);
        }
        prop_assert_eq!(&merged(&[&a, &b, &c, &a, &c]), &all);
        // First two, then the third: what came of two is a segment like any other.
        let two = merged(&[&a, &b]);
        prop_assert_eq!(&merged(&[&two.events, &c]), &all);
        prop_assert_eq!(texts(&merged(&[&c, &two.events])), texts(&all));
    }

    #[test]
    fn r10_every_text_that_was_ever_written_is_in_the_events(acts in acts()) {
        let [a, b, c] = replicas(&acts);
        let all = merged(&[&a, &b, &c]);
        for event in a.iter().chain(&b).chain(&c) {
            prop_assert!(all.events.contains(event));
        }
    }

    #[test]
    fn taking_everything_back_leaves_nothing_and_putting_it_back_leaves_all(acts in acts()) {
        let [mut a, ..] = replicas(&acts);
        let before = texts(&merged(&[&a]));
        let mut hand = Hand::new("a");
        let mut steps = 0;
        // Later than all that is there.
        for _ in 0..200 { hand.note(""); }
        while let Some(of) = Steps::of(&a, "a").back() {
            let event = hand.event(Op::Undo, None, &[("of", &of.to_string())]);
            a.push(event);
            steps += 1;
        }
        prop_assert_eq!(texts(&merged(&[&a])), Vec::<String>::new());
        for _ in 0..steps {
            let of = Steps::of(&a, "a").forward();
            prop_assert!(of.is_some());
            let event = hand.event(Op::Redo, None, &[("of", &of.map(|of| of.to_string()).unwrap_or_default())]);
            a.push(event);
        }
        prop_assert_eq!(texts(&merged(&[&a])), before);
    }
}
