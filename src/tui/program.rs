//! What the program itself does, whatever screen is shown: going back, help, quitting.

use crate::config::Role;
use crate::keys::{Action, Keymap};
use crate::tui::bookmarks;
use crate::tui::datasets;
use crate::tui::effect::{Effect, Effects};
use crate::tui::languages;
use crate::tui::mouse;
use crate::tui::notebook::Order;
use crate::tui::opening;
use crate::tui::overlay::{Overlay, changes, contents};
use crate::tui::scope::Scope;
use crate::tui::screen::{leave, place};
use crate::tui::screens::ScreenId;
use crate::tui::search;
use crate::tui::shared::Place;
use crate::tui::state::State;
use crate::tui::update::keep_place;
use crate::tui::versions;

/// Says why an action cannot be done now; `None` where it can.
pub fn refusal(state: &State, action: Action) -> Option<String> {
    if let Some(reason) = opening::refusal(state, action) {
        return Some(reason);
    }
    let history = &state.shared.history;
    if action == Action::Language {
        return languages::refusal(&state.shared.snapshot);
    }
    if let Some(reason) = state.screen().refusal(action) {
        return Some(reason.to_owned());
    }
    let reason = match action {
        Action::Back if history.before().is_empty() => "this is where you began; there is nothing to go back to",
        Action::Bookmarks if state.shared.bookmarks.is_empty() => "no bookmark is set yet; m sets one on a record",
        Action::History if history.before().is_empty() => "this is where you began; no way was taken yet",
        Action::Forward if !history.has_ahead() => "you did not go back from anywhere",
        Action::ClearScope | Action::Chips if state.shared.scope.is_empty() => {
            "the scope is empty: everything is shown"
        }
        Action::Mark if state.screen().in_detail() => "marks are made in the lists; Tab goes to them",
        Action::Filter if state.screen().in_detail() => "the lists can be filtered; Tab goes to them",
        _ => return None,
    };
    Some(reason.to_owned())
}

/// Does what no screen and no popup did.
pub fn run(state: &mut State, action: Action, interrupted: bool, effects: &mut Effects) {
    match action {
        Action::Back => go(state, |state, present| state.shared.history.back(present)),
        Action::Forward => go(state, |state, present| state.shared.history.forward(present)),
        Action::ClearScope => {
            let (screen, shared) = state.stage();
            leave(screen, shared);
            shared.scope = Scope::default();
        }
        Action::Suspend => effects.push(Effect::Suspend),
        Action::Language => languages::turn(state),
        Action::FindAnything => search::begin(state),
        Action::Mouse => mouse::switch(state, effects),
        Action::DetailTaller | Action::DetailShorter | Action::PaneBroader | Action::PaneSlimmer => {
            mouse::nudge(state, action);
        }
        Action::Redraw => effects.push(Effect::Redraw),
        Action::Quit => quit(state, effects),
        Action::Interrupt if interrupted => quit(state, effects),
        Action::Interrupt if opening::stop(state, action, effects) => {}
        Action::Interrupt => state.shared.tell(Role::Notice, "once more quits"),
        Action::Escape => {
            let quit = key(&state.shared.keymap, Action::Quit);
            state.shared.tell(Role::Notice, format!("this is the outermost level; {quit} quits"));
        }
        _ => match ScreenId::of_action(action) {
            Some(id) => {
                go_to(state, id);
                // Others may have added something to the same journal.
                effects.extend((id == ScreenId::Review).then_some(Effect::Journal(Order::Read)));
            }
            None => show(state, action),
        },
    }
}

fn quit(state: &mut State, effects: &mut Effects) {
    keep_place(state, effects);
    effects.push(Effect::Quit);
}

/// Shows a screen, as it was left.
fn go_to(state: &mut State, id: ScreenId) {
    let (screen, shared) = state.stage();
    leave(screen, shared);
    state.overlays.clear();
    state.typing = None;
    state.open = id;
}

/// Shows the popup that an action asks for.
fn show(state: &mut State, action: Action) {
    let picker = match action {
        Action::Help => contents::help(state),
        Action::Commands => contents::commands(state),
        Action::Menu => contents::menu(state),
        Action::Chips => contents::chips(&state.shared),
        Action::History => contents::way(&state.shared),
        Action::Problems => contents::problems(&state.shared),
        Action::Changes => changes::list(&state.shared),
        Action::Bookmarks => bookmarks::list(&state.shared),
        Action::Datasets => datasets::choose(&state.shared),
        Action::Versions => versions::choose(&state.shared),
        _ => {
            let title = action.spec().title.to_lowercase();
            let is_covered = !state.overlays.is_empty() || state.typing.is_some();
            let why =
                if is_covered { "not while this is open; Esc closes it" } else { "not on this screen, or not here" };
            return state.shared.tell(Role::Warning, format!("{title}: {why}"));
        }
    };
    // A popup of the program replaces what is open: two of them over each other hide what one came from.
    state.overlays.clear();
    state.typing = None;
    state.overlays.push(Overlay::Picker(picker));
}

fn go(state: &mut State, step: impl FnOnce(&mut State, Place) -> Option<Place>) {
    let present = place(state.screen(), &state.shared);
    if let Some(place) = step(state, present) {
        state.open = place.view.id();
        let (screen, shared) = state.stage();
        screen.restore(place.view);
        shared.scope = place.scope;
        state.refresh();
    }
}

/// Writes the key that calls an action, the one shown first.
pub fn key(keymap: &Keymap, action: Action) -> String {
    keymap.keys_of(action).next().map_or_else(|| action.name().to_owned(), |chord| format!("{chord:#}"))
}
