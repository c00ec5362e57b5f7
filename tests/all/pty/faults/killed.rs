//! R3: killed at each call, while a note and a statement are entered.

use std::thread;

use super::{Found, Tracer, can_attach, has_draft, is_saved, started};
use crate::pty::{Exit, Session, Setup, wait};

/// How many programs live at a time: most of a life is waiting for drafts.
const AT_A_TIME: usize = 4;

const NOTE: &str = "a note in one go";
const BEGUN: &str = "We host";
const SAID: &str = "We host a meeting in 2020.";

/// How far somebody came before the program was killed.
#[derive(Debug, Default)]
struct Life {
    /// What the screen said was saved.
    saved: Vec<&'static str>,
    /// What was on the disk as a draft.
    kept: Option<&'static str>,
}

/// Enters a note at once, and a statement slowly; `None` where the program was killed before the end.
fn live(session: &mut Session, life: &mut Life) -> Option<()> {
    let alive = |session: &Session, what: &str| {
        session.wait_or_end(what, |screen| screen.contents().contains(what)).then_some(())
    };
    session.press("a n");
    alive(session, "Enter saves")?;
    session.send(NOTE);
    alive(session, NOTE)?;
    session.press("Enter");
    session.wait_or_end("saved", is_saved).then_some(())?;
    life.saved.push(NOTE);
    session.press("a s");
    alive(session, "Who spoke")?;
    session.press("b u l Enter");
    alive(session, "o opening")?;
    session.press("o");
    alive(session, "Enter saves")?;
    for text in [BEGUN, SAID] {
        session.send(text.strip_prefix(BEGUN).filter(|rest| !rest.is_empty()).unwrap_or(text));
        alive(session, text)?;
        let home = session.home().to_owned();
        wait("draft or end", || has_draft(&home, text) || session.is_over());
        has_draft(&home, text).then_some(())?;
        life.kept = Some(text);
    }
    session.press("Enter");
    session.wait_or_end("saved", is_saved).then_some(())?;
    life.saved.push(SAID);
    Some(())
}

/// Kills at the first, second … of these calls, some at a time, until nobody is killed; returns how often somebody was.
fn killed(calls: &str) -> usize {
    let mut tried = 0;
    loop {
        let some = thread::scope(|scope| {
            let some: Vec<_> = (1..=AT_A_TIME).map(|at| scope.spawn(move || is_killed(calls, tried + at))).collect();
            some.into_iter().map(|one| one.join().unwrap()).filter(|is_killed| *is_killed).count()
        });
        tried += some;
        if some < AT_A_TIME {
            return tried;
        }
    }
}

/// Kills at a call of these, if there are so many, and looks at what is left; tells whether it was.
fn is_killed(calls: &str, at: usize) -> bool {
    let mut session = started(Setup::new());
    let tracer = Tracer::of(&session, &format!("{calls}:signal=KILL:when={at}"));
    let mut life = Life::default();
    let is_killed = live(&mut session, &mut life).is_none();
    if is_killed {
        session.died();
        tracer.end();
    } else {
        tracer.end();
        assert_eq!(life.saved.len(), 2);
        session.press("q");
        assert_eq!(session.finish(), Exit::Code(0));
    }
    let found = Found::of(session.home());
    let case = format!("{calls} {at}: {life:?} {found:?}");
    assert!(life.saved.iter().all(|text| found.saved(text) == 1), "shown as saved, and not there: {case}");
    assert!(found.saved(NOTE) < 2 && found.saved(SAID) < 2, "{case}");
    // What came later may be there in its place.
    let is_there = |text: &str| found.saved(SAID) == 1 || found.drafts.iter().any(|draft| draft.starts_with(text));
    assert!(life.kept.is_none_or(is_there), "typed, kept and lost: {case}");
    is_killed
}

#[test]
fn r3_killed_at_a_write_what_was_shown_as_saved_is_there_and_what_was_kept_is() {
    // Two of the journal, two of a draft.
    assert!(!can_attach() || killed("write") >= 4);
}

#[test]
fn r3_killed_before_the_device_has_it_what_was_shown_as_saved_is_there_and_what_was_kept_is() {
    assert!(!can_attach() || killed("fdatasync") == 2);
}

#[test]
fn r3_killed_before_a_folder_or_a_draft_is_on_the_device_what_was_kept_is_there() {
    assert!(!can_attach() || killed("fsync") >= 5);
}

#[test]
fn r3_killed_when_a_file_is_opened_what_was_shown_as_saved_is_there_and_what_was_kept_is() {
    assert!(!can_attach() || killed("openat") >= 8);
}

#[test]
fn r3_killed_when_a_draft_is_named_or_removed_what_was_kept_is_there() {
    if can_attach() {
        assert!(killed("?rename,?renameat,?renameat2") >= 2);
        assert!(killed("?unlink,?unlinkat") >= 1);
    }
}
