//! Keys and pastes as terminals and slow lines deliver them.

use std::thread;
use std::time::{Duration, Instant};

use super::{Session, Setup, selected};
use crate::stage::Stage;

const PASTE: &str = "that looks like a paste; nothing here takes text";

fn started() -> Session {
    let session = Setup::new().start();
    session.wait_for_row("All");
    session
}

/// The row under the cursor after these keys, as a dashboard without a terminal has it.
fn row_after(keys: &str) -> String {
    let mut stage = Stage::usual();
    stage.press(keys);
    stage.row()
}

/// Sends Esc and, after a pause, the rest; says whether the pause was as short as it should be (the machine may be busy).
fn send_split(session: &mut Session, pause_ms: u64, rest: &str) -> bool {
    let start = Instant::now();
    session.send("\x1b");
    thread::sleep(Duration::from_millis(pause_ms));
    session.send(rest);
    start.elapsed() < Duration::from_millis(45)
}

/// Says something in the bottom line, so that the next thing said is new, and goes to the fourth row.
fn clear_line(session: &mut Session) {
    session.press("Home j j j w");
    session.wait_for("w does nothing here");
}

#[test]
fn a_sequence_that_comes_in_two_pieces_is_one_key() {
    let mut session = started();
    let (row_before, page_before) = (row_after("Home j j"), row_after("Home"));
    assert_ne!(row_before, page_before);
    for pause_ms in [1, 5, 20, 30] {
        for (rest, row) in [("[A", &row_before), ("OA", &row_before), ("[5~", &page_before)] {
            clear_line(&mut session);
            let mark = session.mark();
            // A pause that became too long is Esc and two keys: begin again.
            while !send_split(&mut session, pause_ms, rest) {
                clear_line(&mut session);
            }
            session.wait_for_row(row);
            assert!(
                !session.contents().contains("does nothing"),
                "{rest} after {pause_ms} ms: {}",
                session.since(mark)
            );
        }
        clear_line(&mut session);
        while !send_split(&mut session, pause_ms, "[1;3D") {}
        session.wait_for("there is nothing to go back to");
    }
}

#[test]
fn esc_followed_by_silence_is_esc() {
    let mut session = started();
    session.send("\x1b");
    session.wait_for("this is the outermost level");
    thread::sleep(Duration::from_millis(200));
    session.send("[");
    session.wait_for("[ does nothing here");
    session.send("A");
    session.wait_for("A does nothing here");
}

#[test]
fn a_paste_is_one_message_and_no_commands() {
    let mut session = started();
    session.send("\x1b[200~dq\r\x1b[201~");
    session.wait_for(PASTE);
    assert_eq!(session.look(selected).split(' ').next(), Some("All"));
}

#[test]
fn a_large_paste_is_one_message() {
    let mut session = started();
    let text = "a\tb\r\n".repeat(200_000);
    let start = Instant::now();
    session.send(&format!("\x1b[200~{text}\x1b[201~"));
    session.wait_for(PASTE);
    println!("a paste of 1 MB took {:?}", start.elapsed());
}

#[test]
fn a_large_paste_into_a_filter_does_not_hang() {
    let mut session = started();
    let text = "a\tb\r\n".repeat(200_000);
    session.press("/");
    session.wait_for("/_");
    let start = Instant::now();
    session.send(&format!("\x1b[200~{text}\x1b[201~"));
    session.wait_for("only its beginning was taken");
    println!("a paste of 1 MB into a filter took {:?}", start.elapsed());
    session.escape();
}

#[test]
fn a_burst_without_brackets_is_a_paste() {
    let mut session = started();
    session.send("quit all of it, and delete it\r");
    session.wait_for(PASTE);
}

#[test]
fn a_key_held_on_a_slow_line_moves_and_is_no_paste() {
    let mut session = started();
    session.send(&"j".repeat(60));
    session.wait_for_row(&row_after(&"j ".repeat(60)));
}
