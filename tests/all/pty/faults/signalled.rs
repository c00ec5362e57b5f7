//! R15 while something is being saved: nothing is called saved before it is, and whatever ends the program then, it is there or a draft.

use rustix::process::Signal;

use super::{Found, Tracer, can_attach, has_draft, is_saved, note, started};
use crate::pty::{Exit, Session, Setup, wait};

const FIRST: &str = "saved before";
const TEXT: &str = "being saved";

/// Begins to save a note on a device that takes its time, with one that is saved before it.
fn saving(setup: Setup, call: &str) -> (Session, Tracer) {
    let mut session = started(setup);
    note(&mut session, FIRST);
    session.press("Enter");
    session.wait_until("saved", is_saved);
    note(&mut session, TEXT);
    wait("draft", || has_draft(session.home(), TEXT));
    // In microseconds.
    let tracer = Tracer::of(&session, &format!("{call}:delay_enter=400000:when=1"));
    session.press("Enter");
    session.wait_until("saving", |screen| {
        assert!(!is_saved(screen), "said before it is so");
        screen.contents().contains("saving")
    });
    (session, tracer)
}

#[test]
fn r15_whatever_signal_comes_while_something_is_saved_it_is_there_or_a_draft_and_nothing_is_torn() {
    if !can_attach() {
        return;
    }
    let signals =
        [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt"), (Signal::QUIT, "Quit")];
    for (at, (signal, name)) in signals.into_iter().enumerate() {
        let call = ["write", "fdatasync"][at % 2];
        let (mut session, tracer) = saving(Setup::new(), call);
        session.signal(signal);
        assert_eq!(session.finish(), Exit::Signal(name.into()));
        tracer.end();
        let found = Found::of(session.home());
        assert_eq!(found.saved(FIRST), 1, "{call}: {found:?}");
        assert_eq!(
            found.saved(TEXT) + found.drafts.iter().filter(|draft| *draft == TEXT).count(),
            1,
            "{call}: {found:?}"
        );
        assert_eq!(found.damaged, 0, "{call}: {found:?}");
    }
}

#[test]
fn r15_a_stop_while_something_is_saved_delays_it_and_no_more() {
    if !can_attach() {
        return;
    }
    let (session, tracer) = saving(Setup::new().entries(2), "fdatasync");
    let mut session = session.uncaught(1);
    session.signal(Signal::STOP);
    session.signal(Signal::CONT);
    session.wait_until("saved", is_saved);
    tracer.end();
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
    let found = Found::of(session.home());
    assert_eq!((found.saved(FIRST), found.saved(TEXT), found.damaged), (1, 1, 0), "{found:?}");
}

#[test]
fn r15_what_was_typed_or_handed_over_a_moment_before_the_signal_is_a_draft_or_saved() {
    for is_handed_over in [false, true] {
        let mut session = started(Setup::new());
        note(&mut session, TEXT);
        if is_handed_over {
            session.press("Enter");
            session.wait_until("no form", |screen| !screen.contents().contains("Enter saves"));
        }
        session.signal(Signal::TERM);
        assert_eq!(session.finish(), Exit::Signal("Terminated".into()));
        let found = Found::of(session.home());
        let wanted = [TEXT.to_owned()];
        let (wanted, there) = if is_handed_over { (&wanted, &found.texts) } else { (&wanted, &found.drafts) };
        assert_eq!(there, wanted, "{found:?}");
        assert_eq!(found.texts.len() + found.drafts.len(), 1, "{found:?}");
    }
}
