//! What the mouse does: each gesture is what some keys do, at the place that it points at.
//!
//! Where everything stands is asked of the same code that drawing asks. A report of a place that is not on the screen does nothing.

use crate::config::Role;
use crate::keys::Action;
use crate::tui::bar;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layout::{Areas, Divider, Grip, Pane};
use crate::tui::msg::{Gesture, Mouse};
use crate::tui::overlay::{Overlay, Pick};
use crate::tui::program;
use crate::tui::screens::ScreenId;
use crate::tui::search;
use crate::tui::state::State;
use crate::tui::typing;
use crate::tui::update;

/// How many rows a notch of the wheel moves.
const NOTCH: isize = 3;

/// How many columns a key moves a divider.
const STEP: i16 = 2;

/// Does what a gesture asks for.
pub fn take(state: &mut State, mouse: Mouse, effects: &mut Effects) {
    let (width, height) = state.shared.size;
    let Some(areas) = state.areas() else { return };
    if mouse.at.0 >= width || mouse.at.1 >= height {
        return;
    }
    match mouse.gesture {
        Gesture::Press => press(state, mouse.at, &areas, effects),
        Gesture::PressAgain => press_again(state, mouse.at, &areas, effects),
        Gesture::Drag => {
            if let Some(Grip { divider, before }) = state.grip {
                let at = (mouse.at.0 + before, mouse.at.1 + before);
                state.shared.split = areas.pull(divider, at, state.shared.split);
            }
        }
        Gesture::Release => state.grip = None,
        Gesture::WheelUp => turn(state, -NOTCH, mouse.at, &areas),
        Gesture::WheelDown => turn(state, NOTCH, mouse.at, &areas),
    }
}

/// Releases the mouse, so that the terminal's own selection works, or takes it back.
pub fn switch(state: &mut State, effects: &mut Effects) {
    let shared = &mut state.shared;
    shared.mouse = !shared.mouse;
    effects.push(Effect::Mouse(shared.mouse));
    let key = program::key(&shared.keymap, Action::Mouse);
    let text = if shared.mouse {
        format!("the mouse works here again; {key} leaves it to the terminal")
    } else {
        format!("the mouse is left to the terminal, to select text; {key} takes it back")
    };
    shared.tell(Role::Notice, text);
}

/// Does by keys what dragging a divider does.
pub fn nudge(state: &mut State, action: Action) {
    let focus = if state.open == ScreenId::Explore { state.explore.view.focus } else { Pane::Detail };
    let by = if matches!(action, Action::DetailShorter | Action::PaneBroader) { 1 } else { -1 };
    let (divider, by) = match (action, focus) {
        (Action::DetailTaller | Action::DetailShorter, _) => (Divider::Detail, by),
        (_, Pane::Countries) => (Divider::First, by * STEP),
        (_, Pane::Goals) => (Divider::Second, by * STEP),
        (_, Pane::Activities) => (Divider::Second, -by * STEP),
        (_, Pane::Detail) => {
            return state.shared.tell(Role::Warning, "only the lists of Explore have others beside them");
        }
    };
    let areas = state.areas().unwrap_or_default();
    let Some((x, y)) = areas.place_of(divider) else {
        return state.shared.tell(Role::Warning, "one pane has all the room here");
    };
    let at = match divider {
        Divider::Detail => (x, y.saturating_add_signed(by)),
        Divider::First | Divider::Second => (x.saturating_add_signed(by), y),
    };
    state.shared.split = areas.pull(divider, at, state.shared.split);
}

fn press(state: &mut State, at: (u16, u16), areas: &Areas, effects: &mut Effects) {
    state.shared.notice = None;
    state.pending.clear();
    (state.interrupted, state.is_aimed, state.grip) = (false, false, None);
    if !state.overlays.is_empty() {
        return press_popup(state, at, effects);
    }
    if typing::point(state, at, effects) {
        return;
    }
    state.typing = None;
    let shared = &state.shared;
    if let Some(id) = bar::at(&bar::tabs(shared, state.open, areas.tabs.width), areas.tabs, 0, at) {
        update::run(state, id.spec().action, effects);
    } else if shared.blank.is_some() {
        // There is nothing yet to point at.
    } else if let Some(chip) = bar::at(&bar::chips(shared), areas.scope, bar::noted(state, areas), at) {
        update::pick(state, Pick::DropChip(chip), effects);
    } else if let Some(grip) = areas.grip_at(at) {
        state.grip = Some(grip);
    } else if let Some(pane) = areas.pane_at(at) {
        let (screen, shared) = state.stage();
        state.is_aimed = screen.point(pane, at, shared);
    }
}

/// A click beside a popup closes it, one on a row of it picks.
fn press_popup(state: &mut State, at: (u16, u16), effects: &mut Effects) {
    if search::point(state, at, effects) {
        return;
    }
    let size = state.shared.size;
    let (is_inside, is_row) = match state.overlays.last_mut() {
        Some(Overlay::Picker(picker)) => (picker.covers(at, size), picker.aim(at, size)),
        Some(Overlay::Reader(reader)) => (reader.covers(at, size, &state.shared.skin), false),
        Some(Overlay::Finding(finding)) => (finding.covers(at, size), finding.aim(at, size)),
        Some(Overlay::Naming(naming)) => (naming.covers(at, size, &state.shared.skin), false),
        // A press beside it must not close what is being written.
        Some(Overlay::Writing(_)) => return,
        None => return,
    };
    match (is_inside, is_row) {
        (false, _) => update::run(state, Action::Escape, effects),
        (true, true) => update::run(state, Action::Open, effects),
        // A text is opened by a double click.
        (true, false) => state.is_aimed = matches!(state.overlays.last(), Some(Overlay::Reader(_))),
    }
}

/// The second of two clicks opens what the first put the cursor on, wherever that has come to stand meanwhile.
fn press_again(state: &mut State, at: (u16, u16), areas: &Areas, effects: &mut Effects) {
    if std::mem::take(&mut state.is_aimed) {
        update::run(state, Action::Open, effects);
    } else if state.overlays.is_empty() {
        state.grip = areas.grip_at(at);
    }
}

fn turn(state: &mut State, by: isize, at: (u16, u16), areas: &Areas) {
    let size = state.shared.size;
    match state.overlays.last_mut() {
        Some(Overlay::Picker(picker)) => picker.step(by, size),
        Some(Overlay::Reader(reader)) => reader.step(by, size, &state.shared.skin),
        Some(Overlay::Finding(finding)) => finding.step(by, size),
        Some(Overlay::Naming(_) | Overlay::Writing(_)) => {}
        None => {
            if let Some(pane) = areas.pane_at(at) {
                let (screen, shared) = state.stage();
                screen.scroll(pane, by, shared);
            }
        }
    }
}
