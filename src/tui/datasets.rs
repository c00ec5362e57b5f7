//! The datasets that can be switched between, and going from one to another.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::text::visible;
use crate::config::Role;
use crate::tui::effect::{Effect, Effects};
use crate::tui::overlay::{Item, Pick, Picker};
use crate::tui::session::Session;
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::work::Opened;

/// Where a dataset is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The one that comes with the program.
    Embedded,
    /// A file.
    File(PathBuf),
}

impl Place {
    /// Returns what to call it.
    fn name(&self) -> String {
        match self {
            Self::Embedded => "the dataset that comes with the program".to_owned(),
            Self::File(path) => visible(&path.display().to_string(), false).into_owned(),
        }
    }

    /// Returns the place that a person typed.
    fn typed(text: &str) -> Self {
        Self::File(PathBuf::from(text.trim()))
    }
}

/// Lists the datasets to switch to; the path of any other file can be typed.
pub fn choose(shared: &Shared) -> Picker {
    let item = |place: &Place| Item {
        text: place.name(),
        note: if is_shown(place, shared) { "shown now".into() } else { String::new() },
        pick: Some(Pick::Dataset(place.clone())),
        ..Item::default()
    };
    let typed = |text: &str| {
        let text = Some(text).filter(|text| !text.trim().is_empty())?;
        let pick = Some(Pick::Dataset(Place::typed(text)));
        Some(Item { text: format!("Open the file {text}"), pick, ..Item::default() })
    };
    let picker =
        Picker::new("Open a dataset: pick one, or type the path of a file", shared.datasets.iter().map(item).collect());
    picker.taking(typed)
}

/// Tells whether the dataset of that place is the one that is shown.
pub fn is_shown(place: &Place, shared: &Shared) -> bool {
    let shown = shared.snapshot.origin.file.as_ref();
    match place {
        Place::Embedded => shown.is_none(),
        Place::File(path) => shown == Some(path),
    }
}

/// Shows the dataset that was read, where the user was with it the last time, or says why the one of before stays.
pub fn adopt(state: &mut State, answer: Result<Box<Opened>, String>, effects: &mut Effects) {
    let opened = match answer {
        Ok(opened) => opened,
        Err(reason) => return state.shared.tell(Role::Warning, format!("not opened: {reason}")),
    };
    effects.push(Effect::Remember(Box::new(Session::of(state))));
    let place = opened.snapshot.origin.file.clone().map_or(Place::Embedded, Place::File);
    effects.extend(opened.snapshot.origin.file.clone().map(Effect::Watch));
    let mut datasets = std::mem::take(&mut state.shared.datasets);
    if !datasets.contains(&place) {
        datasets.push(place.clone());
    }
    let mut next = State::new(Arc::new(opened.snapshot), state.manner(), state.shared.size);
    (next.shared.datasets, next.shared.split) = (datasets, state.shared.split);
    next.shared.views = std::mem::take(&mut state.shared.views);
    if let Some(session) = opened.session {
        session.restore(&mut next);
    }
    next.shared.tell(Role::Notice, format!("{} is shown", place.name()));
    *state = next;
}
