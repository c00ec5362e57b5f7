//! Finding anything in the real program: the search is a thread's, and its answer arrives.

use super::{Exit, Setup};

#[test]
fn bulg_and_enter_at_once_is_on_bulgaria() {
    let mut session = Setup::new().start();
    session.wait_for_row("All");
    // Enter follows before any answer can be there.
    session.press("C-t b u l g Enter");
    session.wait_for("country:BG");
    session.wait_until("the popup is closed", |screen| !screen.contents().contains("Find anything"));
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
}

#[test]
fn in_a_large_dataset_a_filter_and_enter_at_once_is_on_bulgaria() {
    let activities = (0..21_000).map(|at| format!(r#"{{"id":"a{at}","title":"Meeting number {at}"}}"#));
    let text = format!(
        r#"{{"format":"plenary/1","id":"large","title":"The large plan","countries":[{{"id":"AT","name":"Austria"}},{{"id":"BG","name":"Bulgaria"}}],"activities":[{}]}}"#,
        activities.collect::<Vec<_>>().join(",")
    );
    let mut session = Setup::new().file("large.json", &text).arg("large.json").start();
    session.wait_for("The large plan");
    session.press("/ b u l Enter");
    session.wait_for("country:BG");
    session.press("q");
    assert_eq!(session.finish(), Exit::Code(0));
}
