//! The datasets that can be switched between, and going from one to another.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::text::visible;
use crate::config::Role;
use crate::index::Origin;
use crate::load::Source;
use crate::tui::effect::{Effect, Effects};
use crate::tui::notebook::act;
use crate::tui::overlay::{Item, Pick, Picker};
use crate::tui::session::Session;
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::views;
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
    /// Returns where a dataset that was read can be read again; `None` where it cannot.
    pub fn of(origin: &Origin) -> Option<Self> {
        let is_embedded = || (origin.name == Source::embedded().name).then_some(Self::Embedded);
        origin.file.clone().map(Self::File).or_else(is_embedded)
    }

    /// Returns what to call it.
    pub fn name(&self) -> String {
        match self {
            Self::Embedded => "the dataset that comes with the program".to_owned(),
            Self::File(path) => visible(&path.display().to_string(), false).into_owned(),
        }
    }

    /// Returns what to call it in few words: of a file its name.
    pub fn short(&self) -> String {
        let name = match self {
            Self::File(path) => path.file_name(),
            Self::Embedded => None,
        };
        name.map_or_else(|| self.name(), |name| visible(&name.to_string_lossy(), false).into_owned())
    }

    /// Returns the place that a person typed.
    pub fn typed(text: &str) -> Self {
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
    if shared.blank.is_some() {
        return false;
    }
    let shown = shared.snapshot.origin.file.as_ref();
    match place {
        Place::Embedded => shown.is_none(),
        Place::File(path) => shown == Some(path),
    }
}

/// Shows the dataset that was read, where the user was with it the last time.
pub fn show(state: &mut State, opened: Opened, effects: &mut Effects) {
    let blank = state.shared.blank.take();
    if blank.is_none() {
        effects.push(Effect::Remember(Box::new(Session::of(state))));
    }
    let place = opened.snapshot.origin.file.clone().map_or(Place::Embedded, Place::File);
    effects.extend(opened.snapshot.origin.file.clone().map(Effect::Watch));
    let mut next = State::new(Arc::new(opened.snapshot), state.manner(), state.shared.size);
    next.shared.datasets = std::mem::take(&mut state.shared.datasets);
    if !next.shared.datasets.contains(&place) {
        next.shared.datasets.push(place.clone());
    }
    next.shared.views = std::mem::take(&mut state.shared.views);
    (next.shared.split, next.shared.readings) = (state.shared.split, state.shared.readings);
    // An answer to what was asked before is none to what will be asked.
    next.shared.asked = state.shared.asked;
    match (opened.session, &blank) {
        (Some(session), Some(blank)) if blank.fresh => next.shared.bookmarks = session.bookmarks,
        (Some(session), _) => session.restore(&mut next),
        (None, _) => {}
    }
    let view = blank.as_ref().and_then(|blank| blank.view.clone());
    // What the program was started with needs no word.
    if blank.is_none_or(|blank| !blank.is_first) {
        next.shared.tell(Role::Notice, format!("{} is shown", place.name()));
    }
    if let Some(view) = view {
        views::open(&mut next, &view);
    }
    next.shared.notebook.is_presenting = state.shared.notebook.is_presenting;
    effects.extend(act::begin(&next.shared));
    *state = next;
}
