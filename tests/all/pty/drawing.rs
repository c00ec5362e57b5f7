//! What is sent: whole frames, only changes, nothing when nothing happens.

use std::time::Duration;

use super::{Session, Setup};

/// What a step of the cursor may write on a screen of 120x40.
const STEP_LIMIT: usize = 4096;

fn started(columns: u16, rows: u16) -> Session {
    let session = Setup::new().size(columns, rows).start();
    session.wait_for_row("All");
    // The mouse is taken once the first frame can be seen: what is sent for that is no part of a frame.
    session.wait_for_bytes(0, "\x1b[?1006h");
    session
}

#[test]
fn a_step_is_a_small_whole_frame_and_never_a_cleared_screen() {
    let mut session = started(120, 40);
    assert_eq!(session.since(0).matches("\x1b[2J").count(), 0);
    let mut sizes: Vec<usize> = Vec::new();
    for _ in 0..80 {
        let mark = session.mark();
        session.press("j");
        session.wait_for_bytes(mark, "\x1b[?2026l");
        let sent = session.since(mark);
        sizes.push(sent.len());
        assert!(sent.starts_with("\x1b[?2026h"), "{sent:?}");
        assert!(sent.ends_with("\x1b[?2026l"), "{sent:?}");
        assert!(!sent.contains("\x1b[2J"), "{sent:?}");
    }
    sizes.sort_unstable();
    println!("a step at 120x40 writes {} bytes in the middle, {} at most", sizes[40], sizes[79]);
    let over: Vec<_> = sizes.iter().filter(|size| **size >= STEP_LIMIT).collect();
    assert!(over.is_empty(), "{} of 80 steps are over the limit: {over:?}", over.len());
}

#[test]
fn idle_is_no_byte_and_no_processor() {
    let mut session = started(80, 24);
    session.press("j");
    session.wait_for_row("Afghanistan");
    let (mark, cpu) = (session.mark(), session.cpu_time());
    // The silence is what is measured.
    std::thread::sleep(Duration::from_secs(3));
    let used = session.cpu_time() - cpu;
    assert_eq!(session.since(mark), "");
    println!("idle for 3 s: {used:?} of processor");
    assert!(used < Duration::from_millis(20), "{used:?}");
}

#[test]
fn a_frame_that_changes_nothing_is_no_byte() {
    let mut session = started(80, 24);
    let mark = session.mark();
    session.press("k k k j");
    session.wait_for_row("Afghanistan");
    let frames = session.since(mark).matches("\x1b[?2026h").count();
    assert_eq!(frames, 1, "{:?}", session.since(mark));
}

#[test]
fn a_redraw_sends_every_cell_again() {
    let mut session = started(80, 24);
    let mark = session.mark();
    session.press("C-l");
    session.wait_for_bytes(mark, "\x1b[?2026l");
    let sent = session.since(mark);
    assert!(sent.contains("Countries") && sent.contains("Trafficking") && sent.contains("quit"), "{sent:?}");
}
