//! From a snapshot and settings to a running dashboard.

use std::sync::Arc;

use ratatui::buffer::Buffer;

use crate::config::Views;
use crate::index::Snapshot;
use crate::tui::datasets::Place;
use crate::tui::draw::draw;
use crate::tui::effect::Effects;
use crate::tui::keep;
use crate::tui::msg::Msg;
use crate::tui::run::{App, Mailbox, Outside, RunError, run};
use crate::tui::state::{Manner, State};
use crate::tui::update::update;
use crate::tui::views;

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

/// Runs the dashboard until the user leaves it.
///
/// # Errors
///
/// [`RunError`] when there is no terminal, or it fails.
pub fn start(snapshot: Snapshot, manner: Manner, beginning: Beginning, outside: Outside) -> Result<(), RunError> {
    let session = outside.state.as_deref().and_then(|folder| keep::read(folder, &snapshot.dataset.header().id));
    // The loop tells the size before it draws the first time.
    let mut state = State::new(Arc::new(snapshot), manner, (0, 0));
    state.shared.datasets = beginning.datasets;
    match session {
        Some(session) if beginning.fresh => state.shared.bookmarks = session.bookmarks,
        Some(session) => session.restore(&mut state),
        None => {}
    }
    state.shared.views = beginning.views;
    if let Some(name) = &beginning.view {
        // Whether there is one of that name was asked before.
        views::open(&mut state, name);
    }
    run(&mut state, Mailbox::default(), outside)
}
