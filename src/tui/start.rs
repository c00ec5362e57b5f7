//! From a dataset and settings to a running dashboard.

use std::sync::Arc;

use ratatui::buffer::Buffer;

use crate::config::Views;
use crate::index::{Origin, Snapshot};
use crate::model::Dataset;
use crate::tui::datasets::Place;
use crate::tui::draw::draw;
use crate::tui::effect::Effects;
use crate::tui::keep;
use crate::tui::msg::Msg;
use crate::tui::notebook::words;
use crate::tui::opening;
use crate::tui::outside::Outside;
use crate::tui::run::{App, Mailbox, RunError, run};
use crate::tui::search::{self, Awaits};
use crate::tui::state::{Manner, State};
use crate::tui::update::update;
use crate::tui::views;
use crate::tui::work::Unopened;

impl App for State {
    fn handle(&mut self, msg: Msg, effects: &mut Effects) {
        update(self, msg, effects);
    }

    fn draw(&self, buffer: &mut Buffer) {
        draw(self, buffer);
    }

    fn shown(&self) -> Option<Arc<Snapshot>> {
        Some(self.shared.snapshot.clone())
    }

    fn awaits(&self) -> Awaits {
        search::awaits(self)
    }
}

/// The dataset that the dashboard begins with.
#[derive(Debug)]
pub enum First {
    /// It is there.
    Read(Box<Snapshot>),
    /// It is read once the first frame can be seen.
    ToRead(Place),
}

/// What the dashboard begins with besides the dataset.
#[derive(Debug, Default)]
pub struct Beginning {
    /// The datasets that can be switched between.
    pub datasets: Vec<Place>,
    /// Whether it begins as at the very first time, and not where the user was; bookmarks are kept in any case.
    pub fresh: bool,
    /// The saved views.
    pub views: Views,
    /// The name of the one that is shown first.
    pub view: Option<String>,
}

/// Why the dashboard ended otherwise than by the user's wish.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The terminal failed, or was never there.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The dataset cannot be used.
    #[error(transparent)]
    Unopened(#[from] Unopened),
}

/// Runs the dashboard until the user leaves it. However it ends, what the user wrote and could not be saved is told to `tell`.
///
/// # Errors
///
/// [`StartError`] when there is no terminal, or it fails, or the dataset that was to be read cannot be used.
pub fn start(
    first: First,
    manner: Manner,
    beginning: Beginning,
    outside: Outside,
    tell: impl Fn(&str),
) -> Result<(), StartError> {
    let mut state = match first {
        First::Read(snapshot) => {
            let mut state = shown(*snapshot, manner, beginning.fresh, &outside);
            state.shared.views = beginning.views;
            if let Some(name) = &beginning.view {
                // Whether there is one of that name was asked before.
                views::open(&mut state, name);
            }
            state
        }
        First::ToRead(place) => {
            let snapshot = Snapshot::new(Dataset::empty(), Vec::new(), 0, Origin::default());
            let mut state = State::new(Arc::new(snapshot), manner, NO_SIZE);
            state.shared.views = beginning.views;
            opening::begin(&mut state, place, beginning.fresh, beginning.view);
            state
        }
    };
    state.shared.datasets = beginning.datasets;
    let ended = run(&mut state, Mailbox::default(), outside);
    words::left(&state.shared.notebook).iter().for_each(|text| tell(text));
    ended?;
    state.failure.map_or(Ok(()), |error| Err(error.into()))
}

/// The loop tells the size before it draws the first time.
const NO_SIZE: (u16, u16) = (0, 0);

/// Makes the state that shows a dataset, where the user was with it the last time.
fn shown(snapshot: Snapshot, manner: Manner, fresh: bool, outside: &Outside) -> State {
    let session = outside.state.as_deref().and_then(|folder| keep::read(folder, &snapshot.dataset.header().id));
    let mut state = State::new(Arc::new(snapshot), manner, NO_SIZE);
    match session {
        Some(session) if fresh => state.shared.bookmarks = session.bookmarks,
        Some(session) => session.restore(&mut state),
        None => {}
    }
    state
}
