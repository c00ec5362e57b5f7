//! The main job on the embedded dataset: who takes part, what they work on, where it is written.

use super::bytes::strays;
use super::{Session, Setup};
use crate::stage::embedded;
use plenary::model::Kind;

fn started(columns: u16, rows: u16) -> Session {
    let session = Setup::new().size(columns, rows).start();
    session.wait_for_row("All");
    session
}

fn labels(kind: Kind) -> Vec<String> {
    let snapshot = embedded();
    snapshot.dataset.records(kind).map(|record| record.label().text().to_owned()).collect()
}

#[test]
fn explore_starts_with_all_states_six_goals_and_all_activities() {
    let session = started(120, 40);
    let text = session.contents();
    assert!(text.contains("Countries  59"), "{text}");
    for goal in ["1 Irregular", "2 Legal", "3 Integration", "4 Development", "5 Trafficking", "6 Protection"] {
        assert!(text.contains(goal), "{goal} in {text}");
    }
    let activities = labels(Kind::Activity).len();
    assert!(text.contains(&format!(" {activities} ─┐")), "{text}");
}

#[test]
fn every_state_and_every_activity_has_a_row() {
    let mut session = started(140, 100);
    let states = labels(Kind::Country);
    assert_eq!(states.len(), 59);
    session.press("z");
    session.wait_for(states.last().unwrap());
    let text = session.contents();
    states.iter().for_each(|state| assert!(text.contains(state), "{state} in {text}"));
    session.press("Tab Tab");
    session.wait_for("─ Activities ─");
    let text = session.contents();
    labels(Kind::Activity).iter().for_each(|title| assert!(text.contains(title), "{title} in {text}"));
}

#[test]
fn bulgaria_its_offer_and_its_source_take_six_keys() {
    let mut session = started(120, 40);
    session.press("/ b u Enter");
    session.wait_for("─ Bulgaria ─");
    session.wait_for("Host a meeting in 2020");
    session.press("s");
    session.wait_for("Source of Host a meeting in 2020");
    session.wait_for("¶5");
    // The answer that the paragraph's own words lie nowhere is a frame of its own.
    session.wait_for("documents/som-2019.txt");
    session.escape();
}

#[test]
fn the_cursor_in_countries_changes_goals_and_activities() {
    let mut session = started(120, 40);
    session.press("/ b u l g");
    session.escape();
    session.wait_for_row("Bulgaria");
    session.wait_for("3 of 34 activities");
    session.wait_until("the goals of Bulgaria", |screen| {
        let text = screen.contents();
        text.contains("2 Legal migration       0") && text.contains("Fourth COLEP meeting")
    });
    session.press("k");
    session.wait_until("another country", |screen| !screen.contents().contains("3 of 34 activities"));
}

#[test]
fn nothing_but_text_and_our_own_sequences_is_sent() {
    let mut session = started(80, 24);
    for keys in ["j j Tab j Enter o", "?", ":", "y", "s", "/ b u"] {
        session.press(keys);
        session.escape();
    }
    session.press("z w");
    session.wait_for("w does nothing here");
    let sent = session.since(0);
    assert_eq!(strays(&sent), [""; 0]);
}
