//! R4: a call fails. It is said with its reason, what was typed stays on the screen, and the next try saves it, once.

use rustix::process::Signal;

use super::{Found, Tracer, can_attach, has_draft, is_saved, note, started};
use crate::pty::{Exit, Session, Setup, wait};

const TEXT: &str = "typed once";
/// What stands above the form.
const FORM: &str = "Note on Bulgaria";

/// What fails, one after the other, and what is said of it: the folder and the file are made, the name is waited for, the line is
/// written, the line is waited for.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("?mkdir,?mkdirat", "EROFS", "Read-only file system"),
    ("openat", "EACCES", "Permission denied"),
    ("openat", "EDQUOT", "Disk quota exceeded"),
    ("openat", "EROFS", "Read-only file system"),
    ("openat", "ENOSPC", "No space left on device"),
    ("fsync", "EIO", "Input/output error"),
    ("write", "ENOSPC", "No space left on device"),
    ("write", "EIO", "Input/output error"),
    ("write", "EDQUOT", "Disk quota exceeded"),
    ("fdatasync", "EIO", "Input/output error"),
    ("fdatasync", "ENOSPC", "No space left on device"),
    ("fdatasync", "EDQUOT", "Disk quota exceeded"),
];

/// Types a note, and waits until nothing else will be written before it is saved.
fn typed(text: &str) -> Session {
    let mut session = started(Setup::new());
    note(&mut session, text);
    wait("draft", || has_draft(session.home(), text));
    session
}

/// Saves what is in the form, while the first of these calls fails.
fn refused(session: &mut Session, calls: &str, error: &str, reason: &str) {
    let tracer = Tracer::of(session, &format!("{calls}:error={error}:when=1"));
    session.press("Enter");
    let said = format!("NOT SAVED: {reason}");
    session.wait_until(&format!("{said} after {calls}"), |screen| {
        let text = screen.contents();
        // Above, below, and in the form, which came back.
        text.matches(&said).count() == 3 && text.contains(FORM) && text.contains(TEXT)
    });
    assert!(tracer.is_hit());
    tracer.end();
}

/// Quits, and insists that the text is saved once and nothing else was left.
fn is_there_once(mut session: Session) {
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
    let found = Found::of(session.home());
    assert_eq!((found.texts.as_slice(), found.drafts.len()), (&[TEXT.to_owned()][..], 0), "{found:?}");
}

#[test]
fn r4_whatever_fails_is_said_with_what_was_typed_and_enter_saves_it_once() {
    if !can_attach() {
        return;
    }
    let mut session = typed(TEXT);
    for (calls, error, reason) in REFUSALS {
        refused(&mut session, calls, error, reason);
    }
    // It is among the drafts as long as it is not saved.
    assert!(has_draft(session.home(), TEXT));
    session.press("Enter");
    session.wait_until("saved", is_saved);
    is_there_once(session);
}

#[test]
fn r4_what_could_not_be_saved_and_was_put_away_is_saved_once_by_the_key_that_tries_again() {
    if !can_attach() {
        return;
    }
    let mut session = typed(TEXT);
    refused(&mut session, "write", "ENOSPC", "No space left on device");
    session.escape();
    session.wait_until("NOT SAVED, and no form", |screen| {
        let text = screen.contents();
        text.contains("NOT SAVED: No space left on device") && !text.contains(FORM)
    });
    session.press("r");
    session.wait_until("saved", |screen| is_saved(screen) && !screen.contents().contains("1 draft"));
    is_there_once(session);
}

#[test]
fn r4_what_could_not_be_saved_is_a_draft_however_soon_it_was_handed_over() {
    if !can_attach() {
        return;
    }
    let mut session = started(Setup::new());
    note(&mut session, TEXT);
    // Drafts are waited for in another way.
    refused(&mut session, "fdatasync", "EIO", "Input/output error");
    wait("draft", || has_draft(session.home(), TEXT));
    session.signal(Signal::KILL);
    session.died();
    // The line is there by luck: it was written, and no power was lost. Then the draft of the same id is the same.
    let found = Found::of(session.home());
    assert_eq!(found.saved(TEXT).max(found.drafts.len()), 1, "{found:?}");
}

#[test]
fn r4_a_call_that_was_interrupted_is_made_again_and_nothing_is_said() {
    if !can_attach() {
        return;
    }
    for calls in ["openat", "write", "fdatasync", "fsync"] {
        let mut session = typed(TEXT);
        let tracer = Tracer::of(&session, &format!("{calls}:error=EINTR:when=1"));
        session.press("Enter");
        session.wait_until("saved", |screen| {
            assert!(!screen.contents().contains("NOT SAVED"), "{calls}: {}", screen.contents());
            is_saved(screen)
        });
        assert!(tracer.is_hit(), "{calls}");
        tracer.end();
        is_there_once(session);
    }
}

#[test]
fn r4_a_draft_that_cannot_be_kept_is_said_while_it_is_typed_and_the_next_letter_tries_again() {
    if !can_attach() {
        return;
    }
    let failing = [
        ("openat", "EACCES", "Permission denied"),
        ("write", "ENOSPC", "No space left on device"),
        ("fsync", "EIO", "Input/output error"),
        ("?rename,?renameat,?renameat2", "EROFS", "Read-only file system"),
    ];
    let mut letters = TEXT.chars().map(String::from);
    let mut typed = letters.next().unwrap();
    let mut session = started(Setup::new());
    note(&mut session, &typed);
    for (calls, error, reason) in failing {
        let kept = format!("\"{typed}\"");
        wait("draft", || has_draft(session.home(), &kept));
        let tracer = Tracer::of(&session, &format!("{calls}:error={error}:when=1"));
        let (unkept, next) = (letters.next().unwrap(), letters.next().unwrap());
        session.send(&unkept);
        session.wait_for(&format!("no draft can be kept, so save soon: {reason}"));
        assert!(tracer.is_hit(), "{calls}");
        tracer.end();
        // What was kept before is there.
        assert!(has_draft(session.home(), &kept));
        session.send(&next);
        session.wait_until("no complaint", |screen| !screen.contents().contains("no draft can be kept"));
        typed.extend([unkept, next]);
    }
    session.send(&letters.collect::<String>());
    session.wait_for(TEXT);
    session.press("Enter");
    session.wait_until("saved", is_saved);
    is_there_once(session);
}
