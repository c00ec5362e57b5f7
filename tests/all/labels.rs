//! Letters beside everything that can be gone to: typing them is a click there.

use plenary::load::Source;
use plenary::tui::labels::labels;
use plenary::tui::layout::Pane;
use plenary::tui::msg::Msg;
use plenary::tui::screen::View;

use crate::stage::{Stage, embedded, manner, snapshot};

fn view(stage: &Stage) -> View {
    stage.state.screen().view()
}

/// The reference of the record that the detail shows.
fn shown(stage: &Stage) -> String {
    let subject = stage.state.screen().detail().subject.unwrap();
    stage.state.shared.snapshot.dataset.record(subject).unwrap().reference().to_string()
}

#[test]
fn the_list_that_has_the_keys_has_the_letters_under_the_fingers() {
    let mut stage = Stage::usual();
    stage.press("; j");
    // All, Afghanistan, Albania: f, j, d.
    assert_eq!(shown(&stage), "country:AF");
    stage.press("; d");
    assert_eq!(shown(&stage), "country:AL");
    // On the keyboard of Russia the key of d types в.
    stage.press("g g ; в");
    assert_eq!(shown(&stage), "country:AL");
    // And what is shown is no longer covered.
    assert_eq!(stage.state.labels, None);
}

#[test]
fn letters_stand_where_they_go() {
    let mut stage = Stage::new(embedded(), manner(true, false), (120, 36));
    stage.press("/ b u Enter ;");
    let all = labels(&stage.state);
    let buffer = stage.buffer();
    for label in &all {
        let (x, y) = label.spot.at;
        let seen: String = (x..).take(label.letters.len()).map(|x| buffer[(x, y)].symbol().to_owned()).collect();
        assert_eq!(seen, label.letters);
    }
    let panes: Vec<Pane> = all.iter().map(|label| label.spot.pane).collect();
    assert!(Pane::ALL.iter().all(|pane| panes.contains(pane)), "{panes:?}");
}

#[test]
fn the_first_of_two_letters_leaves_those_that_go_on() {
    let mut stage = Stage::new(embedded(), manner(true, false), (120, 36));
    stage.press(";");
    let pair = labels(&stage.state).into_iter().find(|label| label.letters.len() == 2).unwrap();
    let (first, second) = pair.letters.split_at(1);
    stage.press(first);
    assert_eq!(stage.state.labels.as_deref(), Some(first));
    let (x, y) = pair.spot.at;
    assert_eq!(stage.buffer()[(x, y)].symbol(), second);
    stage.press(second);
    assert_eq!(stage.state.screen().focused(), pair.spot.pane);
}

#[test]
fn a_key_that_is_no_label_takes_them_away_and_does_nothing_else() {
    for key in ["Esc", "Enter", "Down", "4", "Ctrl-c", "?"] {
        let mut stage = Stage::usual();
        let before = view(&stage);
        stage.press(";").press(key);
        assert_eq!((stage.state.labels.clone(), view(&stage)), (None, before), "{key}");
        assert!(stage.state.overlays.is_empty(), "{key}");
    }
}

#[test]
fn letters_go_when_what_they_stand_beside_moves() {
    let mut stage = Stage::usual();
    stage.press(";").tell(Msg::Resize(100, 30));
    assert_eq!(stage.state.labels, None);
}

/// On every screen and its twin, large and small, the letters do what a click at that place does.
#[test]
fn typing_a_label_is_a_click_there_on_every_screen() {
    let hostile = Source::bytes("hostile", include_bytes!("../data/hostile/hostile.json").to_vec());
    for (snapshot, ascii) in [(embedded(), false), (snapshot(&hostile), true)] {
        for size in [(120, 36), (50, 14)] {
            for keys in
                ["1", "1 Tab Tab", "2", "3", "3 v", "4", "4 v", "5", "6", "6 b", "7", "7 v", "8", "8 b", "8 Enter"]
            {
                let new = || {
                    let mut stage = Stage::new(snapshot.clone(), manner(true, ascii), size);
                    stage.press(keys);
                    stage
                };
                for label in labels(&new().state) {
                    let (mut typed, mut clicked) = (new(), new());
                    typed.press(";").press(&label.letters.split("").collect::<Vec<_>>().join(" "));
                    clicked.click(label.spot.at);
                    assert_eq!(view(&typed), view(&clicked), "{keys} at {size:?}: {label:?}");
                    assert!(clicked.state.is_aimed, "{keys} at {size:?}: {label:?}");
                }
            }
        }
    }
}
