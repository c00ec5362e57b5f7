//! What every screen and popup may see.

use std::sync::Arc;

use crate::base::date::Day;
use crate::config::{Role, Views};
use crate::diff;
use crate::index::Snapshot;
use crate::keys::{Action, Keymap};
use crate::query::Ground;
use crate::tui::bookmarks::Bookmark;
use crate::tui::datasets;
use crate::tui::history::History;
use crate::tui::layout::{Room, Split};
use crate::tui::notebook::Notebook;
use crate::tui::opening::{Again, Blank, Opening};
use crate::tui::program;
use crate::tui::scope::Scope;
use crate::tui::screen::View;
use crate::tui::skin::Skin;

/// A place of the way taken: everything that going back restores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where the user was.
    pub view: View,
    /// What the screens were narrowed to.
    pub scope: Scope,
    /// What to call it.
    pub title: String,
}

impl Place {
    /// Returns what to call it: what was added is not named where it may not be shown.
    pub fn title(&self, notebook: &Notebook) -> &str {
        let added = match &self.view {
            View::Sheet(_, view, detail) if detail.opened.is_none() => view.at.and_then(|at| at.added),
            _ => None,
        };
        if added.is_some_and(|added| !notebook.shows(added)) { self.view.id().spec().title } else { &self.title }
    }
}

/// A line that tells the user something, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it looks.
    pub role: Role,
    /// What it says.
    pub text: String,
}

/// What every screen and popup may see.
#[derive(Debug)]
pub struct Shared {
    /// The dataset with all that is derived from it.
    pub snapshot: Arc<Snapshot>,
    /// What all screens are narrowed to.
    pub scope: Scope,
    /// The way taken.
    pub history: History<Place>,
    /// How it looks.
    pub skin: Skin,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What the user is told.
    pub notice: Option<Notice>,
    /// The records to come back to.
    pub bookmarks: Vec<Bookmark>,
    /// The datasets that can be switched between.
    pub datasets: Vec<datasets::Place>,
    /// The views that the user saved.
    pub views: Views,
    /// What is wrong in the configuration, each in one line.
    pub complaints: Vec<String>,
    /// Why the file that is shown is older than the file on the disk.
    pub stale: Option<String>,
    /// What was different when the file was last read again.
    pub changes: Option<Arc<diff::Report>>,
    /// The day on which the dashboard was opened; `None` where the clock does not say.
    pub today: Option<Day>,
    /// What there is instead of a dataset while none was shown yet: `snapshot` is empty then.
    pub blank: Option<Blank>,
    /// The dataset that is being read.
    pub opening: Option<Opening>,
    /// The file that is shown, while it is read once more.
    pub again: Option<Again>,
    /// How many datasets were asked for so far.
    pub readings: u64,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// How the panes share it.
    pub split: Split,
    /// How many questions were asked; the last one has this number.
    pub asked: u64,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// What the user adds.
    pub notebook: Notebook,
}

impl Shared {
    /// Returns what is asked: the dataset, and what was added to it as far as it may be shown.
    pub fn ground(&self) -> Ground<'_> {
        Ground::new(&self.snapshot, self.today).with(&self.notebook.book)
    }

    /// Returns what the places of all panes follow from.
    pub fn room(&self) -> Room {
        Room { size: self.size, split: self.split }
    }

    /// Says what to do where the dataset lacks something.
    pub fn way_to_data(&self) -> String {
        let key = program::key(&self.keymap, Action::Datasets);
        format!("{key} opens another dataset; \"plenary schema\" says what one can hold")
    }

    /// Tells the user something.
    pub fn tell(&mut self, role: Role, text: impl Into<String>) {
        self.notice = Some(Notice { role, text: text.into() });
    }
}
