//! Keys and pastes as terminals and slow lines deliver them.

use std::thread;
use std::time::{Duration, Instant};

use super::{Session, Setup};

fn started() -> Session {
    let session = Setup::new().start();
    session.wait_for("row 000");
    session
}

/// Sends Esc and, after a pause, the rest; says whether the pause was as short as it should be (the machine may be busy).
fn send_split(session: &mut Session, pause_ms: u64, rest: &str) -> bool {
    let start = Instant::now();
    session.send("\x1b");
    thread::sleep(Duration::from_millis(pause_ms));
    session.send(rest);
    start.elapsed() < Duration::from_millis(45)
}

#[test]
fn a_sequence_that_comes_in_two_pieces_is_one_key() {
    let mut session = started();
    for pause_ms in [1, 5, 20, 30] {
        for (rest, expected) in
            [("[A", "key Up "), ("OA", "key Up "), ("[5~", "key PageUp "), ("[1;3D", "key Left KeyModifiers(ALT)")]
        {
            // Another line first, so that the awaited one is new.
            session.press("x");
            session.wait_for("key Char('x')");
            let mark = session.mark();
            while !send_split(&mut session, pause_ms, rest) {}
            session.wait_for(expected);
            assert!(!session.since(mark).contains("Esc"), "{rest} after {pause_ms} ms");
        }
    }
}

#[test]
fn esc_followed_by_silence_is_esc() {
    let mut session = started();
    session.send("\x1b");
    session.wait_for("key Esc");
    thread::sleep(Duration::from_millis(200));
    session.send("[");
    session.wait_for("key Char('[')");
    session.send("A");
    session.wait_for("key Char('A')");
}

#[test]
fn a_paste_is_one_message_and_no_commands() {
    let mut session = started();
    session.send("\x1b[200~dq\r\x1b[201~");
    session.wait_for("pasted 3 bytes");
}

#[test]
fn a_large_paste_is_one_message() {
    let mut session = started();
    let text = "a\tb\r\n".repeat(200_000);
    let start = Instant::now();
    session.send(&format!("\x1b[200~{text}\x1b[201~"));
    session.wait_for("pasted 800000 bytes");
    println!("a paste of 1 MB took {:?}", start.elapsed());
}

#[test]
fn a_burst_without_brackets_is_a_paste() {
    let mut session = started();
    session.send("quit all of it, and delete it\r");
    session.wait_for("pasted 30 bytes");
}

#[test]
fn a_key_held_on_a_slow_line_moves_and_is_no_paste() {
    let mut session = started();
    session.send(&"j".repeat(60));
    session.wait_for("row 060");
}
