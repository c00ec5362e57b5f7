//! Keys pressed, and what they must call.

use super::*;

fn chord(text: &str) -> Chord {
    text.parse().unwrap()
}

/// What the keys call one after the other, in the panes of a screen.
fn resolve(keymap: &Keymap, text: &str) -> Resolved {
    let presses: Vec<Press> = text.split(' ').map(|key| key.parse().unwrap()).collect();
    let (last, pending) = presses.split_last().unwrap();
    keymap.resolve(Scope::IN_PANES, pending, *last)
}

fn keys(keymap: &Keymap, action: Action) -> String {
    keymap.keys_of(action).map(Chord::to_string).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_default_key_calls_its_action() {
    let keymap = Keymap::default();
    for spec in Action::ALL.iter().map(|action| action.spec()) {
        for key in spec.keys {
            assert_eq!(resolve(&keymap, key), Resolved::Run(spec.action), "{key}");
        }
    }
}

#[test]
fn no_default_key_hides_another() {
    let keymap = Keymap::default();
    for (place, one) in keymap.bindings.iter().enumerate() {
        for other in keymap.bindings.iter().skip(place + 1) {
            assert!(!one.chord.collides(&other.chord), "{} and {}", one.chord, other.chord);
        }
    }
}

#[test]
fn chords_wait_for_their_end() {
    let keymap = Keymap::default();
    assert_eq!(resolve(&keymap, "g"), Resolved::Pending);
    assert_eq!(resolve(&keymap, "g g"), Resolved::Run(Action::First));
    assert_eq!(resolve(&keymap, "g z"), Resolved::None);
    assert_eq!(resolve(&keymap, "w"), Resolved::None);
}

#[test]
fn other_layouts_call_by_the_place_of_the_key() {
    let keymap = Keymap::default();
    for (typed, action) in [
        ("о", Action::Down),
        ("п п", Action::First),
        ("п g", Action::First),
        ("Ч", Action::ClearScope),
        ("Ж", Action::Commands),
        ("ξ", Action::Down),
        ("ت", Action::Down),
        ("ח", Action::Down),
        ("Ctrl-а", Action::Filter),
    ] {
        assert_eq!(resolve(&keymap, typed), Resolved::Run(action), "{typed}");
    }
}

#[test]
fn a_letter_that_is_bound_does_not_fall_back() {
    let mut keymap = Keymap::default();
    keymap.bind(Action::Zoom, chord("о")).unwrap();
    assert_eq!(resolve(&keymap, "о"), Resolved::Run(Action::Zoom));
}

#[test]
fn scopes_decide_what_works() {
    let keymap = Keymap::default();
    let calls = |scopes: &[Scope], key: &str| keymap.resolve(scopes, &[], key.parse().unwrap());
    assert_eq!(calls(Scope::IN_POPUP, "Down"), Resolved::Run(Action::Down));
    assert_eq!(calls(Scope::IN_POPUP, "x"), Resolved::None);
    assert_eq!(calls(&[Scope::Global], "Esc"), Resolved::Run(Action::Escape));
    assert_eq!(calls(&[Scope::Global], "Down"), Resolved::None);
    assert_eq!(calls(&[], "Esc"), Resolved::None);
}

#[test]
fn a_binding_takes_the_key_from_its_default() {
    let mut keymap = Keymap::default();
    keymap.bind(Action::Zoom, chord("j")).unwrap();
    assert_eq!(resolve(&keymap, "j"), Resolved::Run(Action::Zoom));
    assert_eq!(keys(&keymap, Action::Zoom), "j, z");
    assert_eq!(keys(&keymap, Action::Down), "Down");
}

#[test]
fn a_binding_takes_the_chords_that_it_begins() {
    let mut keymap = Keymap::default();
    keymap.bind(Action::Links, chord("g")).unwrap();
    assert_eq!(resolve(&keymap, "g"), Resolved::Run(Action::Links));
    assert_eq!(keys(&keymap, Action::First), "Home");
}

#[test]
fn cleared_actions_keep_what_must_stay_within_reach() {
    let mut keymap = Keymap::default();
    keymap.clear(Action::Down);
    keymap.clear(Action::Quit);
    assert_eq!(keys(&keymap, Action::Down), "Down");
    assert_eq!(keys(&keymap, Action::Quit), "");
}

#[test]
fn kept_keys_are_refused() {
    let mut keymap = Keymap::default();
    let before = keymap.clone();
    for key in ["Esc", "Enter", "Up", "F10", "F1", "Ctrl-c", "Esc x"] {
        assert!(matches!(keymap.bind(Action::Zoom, chord(key)), Err(Conflict::Kept { .. })), "{key}");
    }
    assert_eq!(keymap, before);
    assert_eq!(keymap.bind(Action::Escape, chord("Esc")), Ok(()));
    assert_eq!(keymap, before);
}

#[test]
fn conflicts_between_the_users_own_keys_are_reported() {
    let mut keymap = Keymap::default();
    keymap.bind(Action::Zoom, chord("n")).unwrap();
    let taken = keymap.bind(Action::Copy, chord("n")).unwrap_err();
    assert_eq!(taken.to_string(), "\"n\" already calls \"zoom\"");
    let hidden = keymap.bind(Action::Copy, chord("n c")).unwrap_err();
    let said = "\"n c\" does not go together with \"n\", which calls \"zoom\": one begins the other";
    assert_eq!(hidden.to_string(), said);
    let kept = keymap.bind(Action::Copy, chord("Esc")).unwrap_err();
    assert_eq!(kept.to_string(), "\"Esc\" always calls \"escape\", so that everything stays within reach");
}

#[test]
fn a_chord_of_the_same_action_cannot_hide_it() {
    let mut keymap = Keymap::default();
    keymap.bind(Action::Zoom, chord("n")).unwrap();
    assert!(matches!(keymap.bind(Action::Zoom, chord("n n")), Err(Conflict::Hidden { .. })));
    assert_eq!(keymap.bind(Action::Zoom, chord("n")), Ok(()));
    assert_eq!(keys(&keymap, Action::Zoom), "n, z");
}

#[test]
fn hints_say_how_a_chord_goes_on() {
    let keymap = Keymap::default();
    let hints = |pending: &[Press]| {
        let hints = keymap.prefix_hints(Scope::IN_PANES, pending);
        hints.iter().map(|hint| (hint.rest[0].to_string(), hint.action)).collect::<Vec<_>>()
    };
    let begun = Action::ALL.iter().flat_map(|action| action.spec().keys.iter().map(move |key| (*action, *key)));
    let mut expected: Vec<_> =
        begun.filter_map(|(action, key)| Some((key.strip_prefix("g ")?.to_owned(), action))).collect();
    expected.sort();
    for first in ['g', 'п'] {
        let mut found = hints(&[Press::plain(first)]);
        found.sort();
        assert_eq!(found, expected);
    }
    assert!(
        expected.contains(&("g".to_owned(), Action::First)) && expected.contains(&("h".to_owned(), Action::History))
    );
    assert!(hints(&[Press::plain('w')]).is_empty());
    assert_eq!(hints(&[]).len(), keymap.bindings.len());
}
