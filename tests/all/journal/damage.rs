//! Segments that were cut off, damaged, copied, turned over: what is whole is read, and what is not is told.

use std::path::Path;

use plenary::journal::line::{self, LineError};
use plenary::journal::read::What;
use plenary::journal::{Event, Journal, Op};
use proptest::prelude::*;

use super::{Hand, read, segment, texts};

/// Texts that have broken other programs.
const HOSTILE: [&str; 8] = [
    "",
    "\0",
    "it's",
    "back\\slash \\' \"quoted\"",
    "line\u{2028}separator\nnew line\r\n",
    "\u{feff}",
    "日本 👨‍👩‍👧‍👦",
    "},\"crc\":\"00000000\"}",
];

fn many() -> Vec<Event> {
    let mut hand = Hand::new("d1");
    let mut events: Vec<Event> = (0..40).map(|at| hand.note(&format!("note {at}"))).collect();
    events.extend(HOSTILE.iter().map(|text| hand.note(text)));
    events.push(hand.note(&"x".repeat(100_000)));
    events
}

#[test]
fn r1_whatever_part_of_a_segment_is_there_its_whole_lines_are_read_and_a_torn_one_is_told() {
    let events = many();
    let bytes = segment(&events);
    let ends: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
    let step = |at: usize| if at < 12_000 { 1 } else { 997 };
    let mut length = 0;
    while length <= bytes.len() {
        let journal = read(&[&bytes[..length]]);
        // A line that lacks its line feed alone is whole.
        let whole = ends.iter().filter(|end| **end <= length).count();
        assert_eq!(journal.events, events[..whole], "{length} bytes");
        let is_between = length == 0 || ends.iter().any(|end| length == *end || length == end + 1);
        assert_eq!(journal.troubles.len(), usize::from(!is_between), "{length} bytes: {:?}", journal.troubles);
        length += step(length);
    }
}

#[test]
fn r1_a_tail_of_rubbish_costs_nothing_that_stands_before_it_nor_what_stands_in_another_segment() {
    let events = many();
    let (first, second) = events.split_at(30);
    for rubbish in [&b"\0\0\0\0\0\0\0\0"[..], b"{\"v\":1,\"id\"", b"\xff\xfe", b"half a line"] {
        let mut bytes = segment(first);
        bytes.extend_from_slice(rubbish);
        let journal = read(&[&bytes, &segment(second)]);
        assert_eq!(journal.events, events);
        assert_eq!(journal.troubles.len(), 1);
        assert_eq!((journal.troubles[0].line, &journal.troubles[0].what), (Some(31), &What::Torn));
    }
}

#[test]
fn r2_a_byte_that_has_changed_costs_its_own_line_at_most_and_no_wrong_text_is_taken() {
    let mut hand = Hand::new("d1");
    let events: Vec<Event> = ["one", "two", "three"].iter().map(|text| hand.note(text)).collect();
    let bytes = segment(&events);
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            let journal = read(&[&damaged]);
            // A line feed that is lost glues two lines; nothing else reaches beyond its own.
            let lost = if bytes[at] == b'\n' { 2 } else { 1 };
            assert!(journal.events.len() + lost >= events.len(), "byte {at}, bit {bit}");
            assert!(journal.events.iter().all(|event| events.contains(event)), "byte {at}, bit {bit}");
            assert!(journal.events.len() == events.len() || !journal.troubles.is_empty(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn r8_copies_under_any_name_with_other_line_ends_and_half_of_them_give_each_event_once() {
    let events = many();
    let bytes = segment(&events);
    let turned: Vec<u8> = bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
    let half = &bytes[..bytes.len() / 2];
    for segments in [&[&bytes[..], &turned, half][..], &[half, &turned], &[&turned], &[half, &bytes]] {
        assert_eq!(read(segments).events, events);
    }
}

#[test]
fn two_events_of_one_id_are_told_and_the_same_one_is_taken_whichever_was_read_first() {
    let mut hand = Hand::new("d1");
    let one = hand.note("one");
    let other = Event { id: one.id, ..hand.note("other") };
    let (one, other) = (segment(&[one]), segment(&[other]));
    let (first, second) = (read(&[&one, &other]), read(&[&other, &one]));
    assert_eq!(first.events, second.events);
    assert_eq!((first.events.len(), &first.troubles[0].what), (1, &What::SameId));
}

#[test]
fn r13_a_later_version_is_told_and_an_op_or_field_that_is_not_known_is_kept() {
    let mut hand = Hand::new("d1");
    let mut event = hand.note("known");
    "applaud".clone_into(&mut event.op);
    event.fields.insert("loudness".into(), 11.into());
    let journal = read(&[&segment(std::slice::from_ref(&event))]);
    assert_eq!(journal.events, [event]);
    assert_eq!(texts(&journal), Vec::<String>::new());
    let later = r#"{"v":99,"id":"0193","op":"hologram"}"#;
    let sum = crc32fast::hash(later.as_bytes());
    let line = format!("{},\"crc\":\"{sum:08x}\"}}", later.trim_end_matches('}'));
    assert_eq!(line::read(line.as_bytes()), Err(LineError::Later(99)));
}

#[test]
fn a_line_without_what_an_op_must_have_is_told() {
    let mut hand = Hand::new("d1");
    let wrong = |event: Event| match line::read(line::write(&event).trim_ascii_end()) {
        Err(LineError::NoEvent(wrong)) => wrong,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(hand.event(Op::Note, None, &[])), "a note lacks text");
    assert_eq!(wrong(hand.event(Op::Flag, None, &[])), "a flag hangs on a record, and names none");
    let of = [("of", "no uuid"), ("fate", "accepted")];
    assert_eq!(wrong(hand.event(Op::Resolve, None, &of)), "a fate: its of is not what it should be");
}

proptest! {
    #[test]
    fn r12_any_text_is_read_back_as_it_was_written(text in any::<String>()) {
        let event = Hand::new("d1").note(&text);
        let journal = read(&[&segment(std::slice::from_ref(&event))]);
        prop_assert_eq!(&journal.events, &[event]);
        prop_assert_eq!(texts(&journal), [text]);
    }

    #[test]
    fn r14_any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read(&[&bytes]).events.is_empty());
    }
}

#[test]
fn a_line_that_was_cut_off_here_was_never_said_to_be_saved_and_lacks_in_no_paper() {
    let mut hand = Hand::new("d1");
    let bytes = segment(&[hand.note("one"), hand.note("two")]);
    let torn = &bytes[..bytes.len() - 9];
    let journal = |name: &str, bytes: &[u8]| Journal::of([(Path::new(name), Ok(bytes.to_vec()))]);
    // In a segment of the device itself the program was stopped; in that of another it may have been copied half-way.
    assert_eq!((journal("d1-1.jsonl", torn).troubles.len(), journal("d1-1.jsonl", torn).lacks("d1")), (1, 0));
    assert_eq!(journal("d2-1.jsonl", torn).lacks("d1"), 1);
    let mut flipped = bytes.clone();
    flipped[40] ^= 1;
    assert_eq!(journal("d1-1.jsonl", &flipped).lacks("d1"), 1);
}
