//! A dataset that is being read in the background, from the key that asked for it to the moment it is shown.
//!
//! At the start there may be nothing to show meanwhile ([`Blank`]): then keys are kept ([`ahead`]) and pressed once the dataset is there.
//! Where another dataset is shown it stays and all its keys work. Either way [`draw`] says how far the reading has come and Escape stops
//! it. What was asked for last is what is read: an answer with another number is nobody's any more.

pub mod ahead;
pub mod draw;

use std::path::PathBuf;
use std::time::Duration;

use crate::cache::Stale;
use crate::config::Role;
use crate::keys::Action;
use crate::load::progress::SoFar;
use crate::tui::datasets::{self, Place};
use crate::tui::effect::{Effect, Effects};
use crate::tui::msg::Msg;
use crate::tui::program;
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::work::{Opened, Unopened};

/// A dataset that is being read.
#[derive(Debug)]
pub struct Opening {
    /// The number under which it is told of.
    pub number: u64,
    /// Where it is.
    pub place: Place,
    /// How far that had come and how long it had taken, when it was last told. A reading that is over before it is told is not shown.
    pub told: Option<(SoFar, Duration)>,
    /// The dataset, where it is there and waits until something that is being typed or read is closed.
    pub waiting: Option<Box<Opened>>,
}

/// The file that is shown, while it is read once more.
#[derive(Debug)]
pub struct Again {
    /// The number under which it is told of.
    pub number: u64,
    /// Where it is.
    pub place: Place,
    /// How far that had come and how long it had taken, when it was last told.
    pub told: Option<(SoFar, Duration)>,
}

/// A dashboard that shows no dataset yet.
#[derive(Debug, Default)]
pub struct Blank {
    /// Whether it begins as at the very first time, and not where the user was.
    pub fresh: bool,
    /// Whether the dataset that is being read is the one that the program was started with: where that cannot be used, it ends.
    pub is_first: bool,
    /// The name of the view that is shown once it is there.
    pub view: Option<String>,
    /// What was typed for when the dataset is there.
    pub ahead: Vec<Msg>,
    /// Whether letters that are typed now will go into a text.
    pub is_text: bool,
    /// Why nothing is shown, where nothing is being read.
    pub why: String,
}

/// Begins with nothing to show, and the dataset of a place to be read once the size of the screen is known.
pub fn begin(state: &mut State, place: Place, fresh: bool, view: Option<String>) {
    state.shared.blank = Some(Blank { fresh, is_first: true, view, ..Blank::default() });
    expect(&mut state.shared, place);
}

/// Asks for the dataset of a place.
pub fn ask(state: &mut State, place: Place, effects: &mut Effects) {
    if let Some(blank) = &mut state.shared.blank {
        blank.is_first = false;
    } else {
        state.shared.tell(Role::Notice, "reading; what is shown stays until it is there");
    }
    expect(&mut state.shared, place);
    effects.extend(read(&state.shared));
}

fn expect(shared: &mut Shared, place: Place) {
    shared.readings += 1;
    shared.opening = Some(Opening { number: shared.readings, place, told: None, waiting: None });
}

/// Returns the request to read what is expected.
pub fn read(shared: &Shared) -> Option<Effect> {
    let opening = shared.opening.as_ref()?;
    Some(Effect::Open { place: opening.place.clone(), number: opening.number })
}

/// Returns the request to read the file that is shown once more.
pub fn read_again(shared: &mut Shared, file: PathBuf, why: Stale) -> Effect {
    shared.readings += 1;
    let number = shared.readings;
    shared.again = Some(Again { number, place: Place::File(file.clone()), told: None });
    Effect::Reload { file, why, number }
}

/// Takes note that an answer has come to such a request: there is nothing more to be told of it.
pub fn was_read_again(shared: &mut Shared, number: u64) {
    shared.again.take_if(|again| again.number == number);
}

/// Takes note of how far a reading has come.
pub fn told(shared: &mut Shared, number: u64, so_far: SoFar, taken: Duration) {
    let opening = shared.opening.iter_mut().map(|opening| (opening.number, &mut opening.told));
    let again = shared.again.iter_mut().map(|again| (again.number, &mut again.told));
    for (_, told) in opening.chain(again).filter(|(of, _)| *of == number) {
        *told = Some((so_far, taken));
    }
}

/// Takes what came of a reading: the dataset waits to be shown, or it is said why there is none.
pub fn answered(state: &mut State, number: u64, answer: Result<Box<Opened>, Unopened>, effects: &mut Effects) {
    let Some(opening) = state.shared.opening.as_mut().filter(|opening| opening.number == number) else { return };
    let error = match answer {
        Ok(opened) => return opening.waiting = Some(opened),
        Err(error) => error,
    };
    state.shared.opening = None;
    match &mut state.shared.blank {
        Some(blank) if blank.is_first => {
            state.failure = Some(error);
            effects.push(Effect::Quit);
        }
        Some(blank) => {
            blank.why = format!("not opened: {error}");
            blank.ahead.clear();
        }
        None => state.shared.tell(Role::Warning, format!("not opened: {error}")),
    }
}

/// Shows the dataset that waits, unless something is open or being typed. Returns what was typed ahead, to be done now.
pub fn settle(state: &mut State, effects: &mut Effects) -> Vec<Msg> {
    let is_busy = is_covered(state) || state.labels.is_some() || !state.pending.is_empty();
    let Some(opened) = state.shared.opening.as_mut().filter(|_| !is_busy).and_then(|opening| opening.waiting.take())
    else {
        return Vec::new();
    };
    state.shared.opening = None;
    let ahead = state.shared.blank.as_mut().map(|blank| std::mem::take(&mut blank.ahead));
    datasets::show(state, *opened, effects);
    ahead.unwrap_or_default()
}

fn is_covered(state: &State) -> bool {
    !state.overlays.is_empty() || state.typing.is_some()
}

/// Does what Escape and Ctrl-c do while something is being read: stops that, or at first forgets what was typed ahead. `false` where
/// nothing is being read.
pub fn stop(state: &mut State, action: Action, effects: &mut Effects) -> bool {
    let shared = &mut state.shared;
    let Some(opening) = &shared.opening else { return false };
    let name = opening.place.short();
    if let Some(blank) = &mut shared.blank {
        blank.is_text = false;
        if !blank.ahead.is_empty() {
            blank.ahead.clear();
            if action == Action::Escape {
                let key = program::key(&shared.keymap, Action::Escape);
                shared.tell(Role::Notice, format!("what you typed ahead is forgotten; {key} once more stops reading"));
                return true;
            }
        }
        blank.why = format!("reading {name} was stopped");
    }
    shared.opening = None;
    effects.push(Effect::StopReading);
    let stays = if shared.blank.is_some() { "nothing is shown" } else { "what was shown stays" };
    shared.tell(Role::Notice, format!("reading {name} was stopped; {stays}"));
    true
}

/// Says why an action cannot be done while no dataset is shown; `None` where it can.
pub fn refusal(state: &State, action: Action) -> Option<String> {
    state.shared.blank.as_ref()?;
    if ahead::is_at_once(action) || is_covered(state) || matches!(action, Action::Commands | Action::Menu) {
        return None;
    }
    let key = program::key(&state.shared.keymap, Action::Datasets);
    Some(match &state.shared.opening {
        Some(opening) => format!("{} is still being read", opening.place.short()),
        None => format!("no dataset is shown; {key} opens one"),
    })
}
