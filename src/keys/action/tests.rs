//! What must hold of every row of the table of actions.

use super::*;
use crate::keys::Chord;
use crossterm::event::KeyCode;
use std::collections::HashSet;

fn chords(spec: &Spec) -> Vec<Chord> {
    spec.keys.iter().map(|key| key.parse().unwrap()).collect()
}

/// Whether every keyboard of Europe types it without AltGr, and none needs Shift for a digit.
fn is_easy(chord: &Chord) -> bool {
    chord.presses().iter().all(|press| match press.code {
        KeyCode::Char(c) => !"[]{}\\|@~#`^".contains(c) && !c.is_ascii_digit() && c.is_ascii(),
        _ => true,
    })
}

#[test]
fn rows_stand_in_the_order_of_the_enum() {
    for (place, action) in Action::ALL.iter().enumerate() {
        assert_eq!(*action as usize, place);
        assert_eq!(action.spec().action, *action);
    }
    assert_eq!(Action::ALL.len(), SPECS.len());
}

#[test]
fn names_and_titles_are_unique_and_well_formed() {
    let (mut names, mut titles) = (HashSet::new(), HashSet::new());
    for spec in SPECS {
        assert!(names.insert(spec.name), "{} twice", spec.name);
        assert!(titles.insert(spec.title), "{} twice", spec.title);
        assert!(spec.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", spec.name);
        assert!(spec.title.split(' ').count() <= 5 && spec.title.starts_with(char::is_uppercase), "{}", spec.title);
        assert!(!spec.short.is_empty() && spec.short.len() <= 13, "{}", spec.short);
    }
}

#[test]
fn docs_are_one_sentence_without_a_period() {
    for spec in SPECS {
        assert!(spec.doc.starts_with(char::is_uppercase), "{}", spec.name);
        assert!(!spec.doc.contains('.') && spec.doc.len() <= 90, "{}", spec.name);
        let verb = spec.doc.split(' ').next().unwrap();
        assert!(verb.ends_with('s'), "{} speaks in the third person", spec.name);
    }
}

#[test]
fn every_action_can_be_called_on_every_keyboard() {
    for spec in SPECS {
        let easy: Vec<_> = chords(spec).into_iter().filter(is_easy).collect();
        assert!(!easy.is_empty(), "{} needs AltGr or a bare digit", spec.name);
    }
}

#[test]
fn no_action_depends_on_a_key_that_others_swallow() {
    // Flow control, and the prefixes of tmux and screen.
    let swallowed = ["Ctrl-s", "Ctrl-q", "Ctrl-b", "Ctrl-a"];
    for spec in SPECS {
        assert!(spec.keys.iter().any(|key| !swallowed.contains(key)), "{}", spec.name);
    }
}

#[test]
fn a_bare_capital_never_touches_the_program() {
    // A torn escape sequence ends in one.
    for spec in Group::Program.actions().map(Action::spec) {
        for press in chords(spec).iter().flat_map(Chord::presses) {
            assert!(!press.typed().is_some_and(char::is_uppercase), "{}", spec.name);
        }
    }
}

#[test]
fn a_held_key_repeats_moves_only() {
    for spec in SPECS {
        assert!(!spec.repeats || spec.group == Group::Move, "{}", spec.name);
    }
    assert!(Action::Down.spec().repeats && !Action::Open.spec().repeats);
}

#[test]
fn every_action_is_in_the_menu() {
    let in_menu: Vec<Action> = Group::ALL.iter().flat_map(|group| group.actions()).collect();
    let mut all = in_menu.clone();
    all.sort_unstable();
    assert_eq!(all, Action::ALL);
    assert_eq!(Action::Menu.spec().keys, ["F10"]);
    assert!(Group::ALL.iter().all(|group| group.actions().next().is_some() && !group.title().is_empty()));
}

#[test]
fn keys_are_written_as_they_are_shown() {
    for spec in SPECS {
        for (chord, key) in chords(spec).iter().zip(spec.keys) {
            assert_eq!(chord.to_string(), *key);
        }
    }
}

#[test]
fn names_are_found_and_slips_recognised() {
    for action in Action::ALL {
        assert_eq!(Action::from_name(action.name()), Ok(*action));
    }
    let error = Action::from_name("next-pane").unwrap_err();
    assert_eq!(error.meant, Some(Action::PaneNext));
    assert_eq!(error.to_string(), "no action is called \"next-pane\"");
    assert_eq!(Action::from_name("fly").unwrap_err().meant, None);
}
