//! The pieces of the lines over the panes, and where each stands: for drawing, and for what the mouse points at.

use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::tui::layout::Areas;
use crate::tui::program;
use crate::tui::screens::{SCREENS, ScreenId, ScreenSpec};
use crate::tui::shared::Shared;
use crate::tui::state::State;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<T> {
    /// What it stands for.
    pub of: T,
    /// What it says.
    pub text: String,
}

/// How the tabs are written, from the roomiest on: whether all have their names, and what stands before and behind each.
const TABS: [(bool, &str, &str); 4] = [(true, " ", " "), (true, "", ""), (false, " ", " "), (false, " ", "")];

/// Lays out the names of the screens. On a narrow screen the keys alone stand for those that are not shown.
pub fn tabs(shared: &Shared, open: ScreenId, width: u16) -> Vec<Piece<ScreenId>> {
    let tabs = |(names, before, behind): (bool, &str, &str)| {
        let tab = |screen: &ScreenSpec| {
            let key = program::key(&shared.keymap, screen.action);
            let name = if names || screen.id == open { format!(" {}", screen.title) } else { String::new() };
            Piece { of: screen.id, text: format!("{before}{key}{name}{behind}") }
        };
        SCREENS.iter().map(tab).collect::<Vec<_>>()
    };
    let fits =
        |tabs: &Vec<Piece<ScreenId>>| tabs.iter().map(|tab| cells(&tab.text) + 1).sum::<usize>() <= usize::from(width);
    let [.., tightest] = TABS;
    TABS.into_iter().map(tabs).find(fits).unwrap_or_else(|| tabs(tightest))
}

/// Lays out the parts of the scope, by their positions.
pub fn chips(shared: &Shared) -> Vec<Piece<usize>> {
    let cross = shared.skin.sign(("×", "x"));
    let chips = shared.scope.chips().iter().enumerate().map(|(of, chip)| {
        let record = shared.snapshot.dataset.record(chip.rid);
        let reference = record.map(|record| record.reference().to_string()).unwrap_or_default();
        Piece { of, text: format!(" {reference} {cross} ") }
    });
    chips.collect()
}

/// Says what is shown of how much, at the right of the line of the scope; `None` where there is nothing to say.
pub fn note(state: &State, areas: &Areas) -> Option<String> {
    state.screen().shown().filter(|_| !areas.single).map(|shown| format!("{shown} "))
}

/// Returns how many cells that takes, with a blank before it.
pub fn noted(state: &State, areas: &Areas) -> usize {
    let width = note(state, areas).map_or(0, |note| cells(&note));
    if width > 0 && width < usize::from(areas.scope.width) { width + 1 } else { 0 }
}

/// Returns what the piece at a cell stands for, in a line of which `right` cells at the end are taken; one blank stands before each.
pub fn at<T: Copy>(pieces: &[Piece<T>], area: Rect, right: usize, (x, y): (u16, u16)) -> Option<T> {
    if !area.contains((x, y).into()) || usize::from(area.right() - x) <= right {
        return None;
    }
    let mut left = usize::from(area.x);
    pieces.iter().find_map(|piece| {
        let begin = left + 1;
        left = begin + cells(&piece.text);
        (begin..left).contains(&usize::from(x)).then_some(piece.of)
    })
}
