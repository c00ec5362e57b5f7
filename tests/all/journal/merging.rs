//! Merging line by line: whoever merges with whom, and however often, all end with the same.

use std::path::Path;

use plenary::journal::{Event, Journal, Merge, line};

use super::{Hand, read, segment};

/// What a journal of one's own lacks of another, as one segment.
fn lacking(own: &[Vec<u8>], other: &[u8]) -> Merge {
    Merge::of(own, [(Path::new("other.jsonl"), Ok(other.to_vec()))])
}

#[test]
fn merging_both_ways_gives_the_same_even_where_two_events_have_one_id() {
    let mut hand = Hand::new("a");
    let (first, second) = (hand.note("first"), hand.note("second"));
    let other = Event { fields: hand.note("another").fields, ..first.clone() };
    let (one, two) = (segment(&[first.clone(), second]), segment(&[other]));
    let forth = lacking(std::slice::from_ref(&one), &two);
    let back = lacking(std::slice::from_ref(&two), &one);
    assert_eq!(((forth.new, forth.had), (back.new, back.had)), ((1, 0), (2, 0)));
    let here = read(&[&one, &forth.lines]);
    let there = read(&[&two, &back.lines]);
    assert_eq!(here.events, there.events);
    // Both are kept, and a third who has all of it takes over nothing.
    let all = lacking(&[one, forth.lines], &two);
    assert_eq!((all.new, all.had, all.lines), (0, 1, Vec::new()));
}

#[test]
fn a_line_of_a_later_version_is_taken_over_as_it_is_and_once() {
    let event = Hand::new("a").note("later");
    let text = String::from_utf8(line::write(&event)).unwrap();
    let (object, _) = text.split_once(",\"crc\"").unwrap();
    let object = format!("{}}}", object.replace("\"v\":1", "\"v\":99"));
    let sum = crc32fast::hash(object.as_bytes());
    let later = format!("{},\"crc\":\"{sum:08x}\"}}\n", object.strip_suffix('}').unwrap()).into_bytes();
    let merge = lacking(&[], &later);
    assert_eq!((merge.new, &merge.lines, merge.troubles.len()), (1, &later, 0));
    let again = lacking(&[merge.lines], &later);
    assert_eq!((again.new, again.had), (0, 1));
}

#[test]
fn every_way_of_merging_three_journals_ends_with_the_same() {
    let journals: Vec<Vec<u8>> = ["a", "b", "c"]
        .map(|device| {
            let mut hand = Hand::new(device);
            let events: Vec<Event> = (0..5).map(|at| hand.note(&format!("{device}{at}"))).collect();
            segment(&events)
        })
        .into();
    let mut outcomes: Vec<Journal> = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut own: Vec<Vec<u8>> = Vec::new();
        for at in order.into_iter().chain(order) {
            let merge = lacking(&own, &journals[at]);
            own.push(merge.lines);
        }
        let segments: Vec<&[u8]> = own.iter().map(Vec::as_slice).collect();
        outcomes.push(read(&segments));
    }
    assert_eq!(outcomes[0].events.len(), 15);
    assert!(outcomes.iter().all(|outcome| outcome == &outcomes[0]));
}
