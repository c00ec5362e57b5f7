//! Letters beside everything that can be seen and gone to: one or two of them put the cursor there.
//!
//! Which letters stand where follows from the state, for keys and for drawing alike; the state remembers only what was typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::keys::Press;
use crate::tui::flow::Flow;
use crate::tui::screen::Spot;
use crate::tui::state::State;
use crate::tui::widget::line::Line;

/// The letters, those that lie under the fingers first.
const LETTERS: [char; 26] = [
    'f', 'j', 'd', 'k', 's', 'l', 'a', 'g', 'h', 'r', 'u', 'e', 'i', 'w', 'o', 'q', 'p', 't', 'y', 'v', 'n', 'c', 'm',
    'x', 'b', 'z',
];

/// Something that can be gone to, and the letters that do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What is typed.
    pub letters: String,
    /// Where it stands.
    pub spot: Spot,
}

/// Lists everything that can be seen and gone to; the pane that has the keys gets the shortest labels.
pub fn labels(state: &State) -> Vec<Label> {
    let Some(areas) = state.areas() else { return Vec::new() };
    let screen = state.screen();
    let mut spots = screen.spots(&areas, &state.shared);
    let here = screen.focused();
    spots.sort_by_key(|spot| spot.pane != here);
    letters(spots.len()).zip(spots).map(|(letters, spot)| Label { letters, spot }).collect()
}

/// Shows the labels.
pub fn show(state: &mut State) -> Flow {
    if labels(state).is_empty() {
        return Flow::Refused("nothing is shown here that could be gone to".into());
    }
    state.labels = Some(String::new());
    Flow::Done
}

/// Takes a press while labels are shown; `false` where none are. A press that no label goes on with takes the labels away, and no more.
pub fn press(state: &mut State, press: Press) -> bool {
    let Some(mut typed) = state.labels.take() else { return false };
    // On the keyboard of another script the letter is the one on the same key.
    let Some(letter) = press.latin().unwrap_or(press).typed() else { return true };
    typed.extend(letter.to_lowercase());
    let labels = labels(state);
    let mut left = labels.iter().filter(|label| label.letters.starts_with(&typed));
    match (left.next(), left.next()) {
        (Some(label), None) if label.letters == typed => {
            let Spot { pane, at } = label.spot;
            let (screen, shared) = state.stage();
            screen.point(pane, at, shared);
        }
        (Some(_), _) => state.labels = Some(typed),
        (None, _) => state.shared.tell(Role::Warning, format!("no label begins with {typed}; nothing was done")),
    }
    true
}

/// Draws the labels that go on with what was typed, without that.
pub fn draw(state: &State, buffer: &mut Buffer) {
    let Some(typed) = &state.labels else { return };
    for label in labels(state) {
        let Some(rest) = label.letters.strip_prefix(typed.as_str()) else { continue };
        let (x, y) = label.spot.at;
        let area = Rect { x, y, width: rest.len() as u16, height: 1 };
        if let Some(mut line) = Line::new(buffer, &state.shared.skin, area, 0) {
            line.put(rest, Role::Label);
        }
    }
}

/// Makes so many labels of which none begins another: single letters first, as far as they go.
fn letters(count: usize) -> impl Iterator<Item = String> {
    let alphabet = LETTERS.len();
    // Each letter that begins pairs costs one and gives as many as there are letters.
    let begins = count.saturating_sub(alphabet).div_ceil(alphabet - 1).min(alphabet);
    let singles = LETTERS.iter().take(alphabet - begins).map(char::to_string);
    let pairs = LETTERS
        .iter()
        .skip(alphabet - begins)
        .flat_map(|first| LETTERS.iter().map(move |second| String::from_iter([first, second])));
    singles.chain(pairs).take(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another_however_many_there_are() {
        for count in 0..=676 {
            let all: Vec<String> = letters(count).collect();
            assert_eq!(all.len(), count);
            for (at, label) in all.iter().enumerate() {
                assert!(
                    !all.iter().enumerate().any(|(other, longer)| other != at && longer.starts_with(label)),
                    "{label}"
                );
            }
        }
    }

    #[test]
    fn as_many_as_can_be_have_one_letter() {
        let single = |count| letters(count).filter(|label| label.len() == 1).count();
        assert_eq!([26, 27, 51, 52, 676].map(single), [26, 25, 25, 24, 0]);
    }
}
