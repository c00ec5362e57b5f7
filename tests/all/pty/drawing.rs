//! What is sent: whole frames, only changes, nothing when nothing happens.

use std::time::Duration;

use super::{Session, Setup};

fn started(columns: u16, rows: u16) -> Session {
    let session = Setup::new().size(columns, rows).start();
    session.wait_for(&format!("size {columns}x{rows}"));
    session
}

/// Describes every cell with its attributes. (`contents_formatted` also tells how lines came to be.)
fn picture(screen: &vt100::Screen) -> String {
    let describe = |cell: &vt100::Cell| {
        let (bold, inverse) = (cell.bold(), cell.inverse());
        let (fore, back) = (cell.fgcolor(), cell.bgcolor());
        format!("{}{bold}{inverse}{fore:?}{back:?}", cell.contents())
    };
    cells(screen).map(describe).collect()
}

fn cells(screen: &vt100::Screen) -> impl Iterator<Item = &vt100::Cell> {
    let (rows, columns) = screen.size();
    let places = (0..rows.get()).flat_map(move |y| (0..columns.get()).map(move |x| (y, x)));
    places.filter_map(|(y, x)| screen.cell(y, x))
}

fn reversed_rows(screen: &vt100::Screen) -> Vec<u16> {
    let (rows, _) = screen.size();
    let is_reversed = |y: &u16| screen.cell(*y, 0).is_some_and(vt100::Cell::inverse);
    (0..rows.get()).filter(is_reversed).collect()
}

#[test]
fn a_step_is_a_small_whole_frame_and_never_a_cleared_screen() {
    let mut session = started(120, 40);
    assert_eq!(session.since(0).matches("\x1b[2J").count(), 0);
    for step in 1..200 {
        let mark = session.mark();
        session.press("j");
        session.wait_for_bytes(mark, "\x1b[?2026l");
        let sent = session.since(mark);
        assert!(sent.len() < 4096, "{} bytes in step {step}", sent.len());
        assert!(sent.starts_with("\x1b[?2026h"), "{sent:?}");
        assert!(sent.ends_with("\x1b[?2026l"), "{sent:?}");
        assert!(!sent.contains("\x1b[2J"), "{sent:?}");
    }
    session.wait_for("row 199");
}

#[test]
fn a_resize_shows_what_a_fresh_start_at_that_size_shows() {
    let session = started(80, 24);
    for (columns, rows) in [(120, 40), (40, 10), (60, 20), (1, 1), (200, 50), (100, 15)] {
        session.resize(columns, rows);
        let fresh = Setup::new().size(columns, rows).start();
        let drawn = |screen: &vt100::Screen| !screen.contents().trim().is_empty();
        fresh.wait_until("a frame", drawn);
        let wanted = fresh.look(picture);
        session.wait_until(&format!("the frame of a fresh {columns}x{rows}"), |screen| picture(screen) == wanted);
    }
    assert!(!session.since(0).contains("\x1b[2J"));
}

#[test]
fn a_storm_of_resizes_ends_in_the_last_size() {
    let mut session = started(200, 50);
    for _ in 0..50 {
        session.resize(1, 1);
        session.press("j");
        session.resize(200, 50);
    }
    session
        .wait_until("fifty steps", |screen| screen.contents().contains("row 050") && reversed_rows(screen).len() == 1);
    session.resize(90, 30);
    session.wait_for("size 90x30");
}

#[test]
fn idle_is_no_byte_and_no_processor() {
    let mut session = started(80, 24);
    session.press("j");
    session.wait_for("key Char('j')");
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
    session.press("k");
    session.wait_for("key Char('k')");
    let mark = session.mark();
    session.press("k k k");
    // The wake's line is the next change, and so the first byte.
    session.press("w");
    session.wait_for("woken");
    let frames = session.since(mark).matches("\x1b[?2026h").count();
    assert!(frames <= 2, "{:?}", session.since(mark));
}

#[test]
fn without_colour_the_selection_is_still_reversed_and_the_heading_bold() {
    let session = Setup::new().env("NO_COLOR", "1").start();
    session.wait_for("row 000");
    session.look(|screen| {
        assert_eq!(reversed_rows(screen), [1]);
        assert!(screen.cell(0, 0).unwrap().bold());
        assert_eq!(colours(screen), 0);
    });
}

#[test]
fn colour_that_was_asked_for_beats_no_color_and_leaves_the_attributes() {
    let setup = Setup::new().env("NO_COLOR", "1");
    let session = setup.env("CLICOLOR_FORCE", "1").start();
    session.wait_for("row 000");
    session.look(|screen| {
        assert_eq!(reversed_rows(screen), [1]);
        assert!(screen.cell(0, 0).unwrap().bold());
        assert!(colours(screen) > 0);
    });
}

#[test]
fn an_empty_no_color_leaves_the_colours() {
    let session = Setup::new().env("NO_COLOR", "").start();
    session.wait_for("row 000");
    assert!(session.look(colours) > 0);
}

/// Counts the cells that have a colour.
fn colours(screen: &vt100::Screen) -> usize {
    let is_plain = |colour| colour == vt100::Color::Default;
    cells(screen).filter(|cell| !is_plain(cell.fgcolor()) || !is_plain(cell.bgcolor())).count()
}
