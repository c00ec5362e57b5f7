//! From a snapshot and settings to a running dashboard.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::buffer::Buffer;

use crate::index::Snapshot;
use crate::tui::draw::draw;
use crate::tui::effect::Effects;
use crate::tui::msg::Msg;
use crate::tui::run::{App, Mailbox, RunError, run};
use crate::tui::state::{Manner, State};
use crate::tui::update::update;

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

/// Runs the dashboard until the user leaves it. A crash report would go to `state_dir`.
///
/// # Errors
///
/// [`RunError`] when there is no terminal, or it fails.
pub fn start(snapshot: Snapshot, manner: Manner, state_dir: Option<PathBuf>) -> Result<(), RunError> {
    // The loop tells the size before it draws the first time.
    let mut state = State::new(Arc::new(snapshot), manner, (0, 0));
    run(&mut state, Mailbox::default(), state_dir)
}
