//! All that the dashboard remembers.

use std::sync::Arc;

use crate::base::date::Day;
use crate::config::{Color, Glyphs, Settings, Switch, Theme, Views};
use crate::index::Snapshot;
use crate::keys::{Keymap, Press};
use crate::tui::explore::Explore;
use crate::tui::history::History;
use crate::tui::layout::{Areas, Grip, Split};
use crate::tui::notebook::Notebook;
use crate::tui::overlay::Overlay;
use crate::tui::scope::Scope;
use crate::tui::screen::Screen;
use crate::tui::screens::{SCREENS, ScreenId};
use crate::tui::search::Awaited;
use crate::tui::session::Session;
use crate::tui::shared::Shared;
use crate::tui::sheet::Sheet;
use crate::tui::skin::Skin;
use crate::tui::typing::Typing;
use crate::tui::work::Unopened;

/// All that the dashboard remembers.
#[derive(Debug)]
pub struct State {
    /// What every screen and popup may see.
    pub shared: Shared,
    /// Which screen is shown.
    pub open: ScreenId,
    /// The Explore screen.
    pub explore: Explore,
    /// The screens that are one list over the detail.
    pub sheets: Vec<Sheet>,
    /// The popups, the uppermost last.
    pub overlays: Vec<Overlay>,
    /// The filter that is being typed.
    pub typing: Option<Typing>,
    /// The filter that is being read.
    pub awaited: Option<Awaited>,
    /// What was typed while letters stand beside everything that can be gone to; `None` where none do.
    pub labels: Option<String>,
    /// The presses of a chord that has begun.
    pub pending: Vec<Press>,
    /// Whether the last key was Ctrl-c.
    pub interrupted: bool,
    /// Where the user was when that was last kept.
    pub kept: Option<Box<Session>>,
    /// The divider that the mouse holds.
    pub grip: Option<Grip>,
    /// Why the dataset that the program was started with cannot be used: it ends.
    pub failure: Option<Unopened>,
    /// Whether the last press of the mouse put the cursor on something that a second one opens.
    pub is_aimed: bool,
}

/// What the terminal and the user's settings say about how things look.
#[derive(Clone, Debug)]
pub struct Manner {
    /// How it looks.
    pub skin: Skin,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What is wrong in the configuration, each in one line.
    pub complaints: Vec<String>,
    /// The day on which the dashboard is opened; `None` where the clock does not say.
    pub today: Option<Day>,
    /// Whether the mouse is used.
    pub mouse: bool,
}

impl Manner {
    /// Decides by the settings, and by what the terminal can do where they leave it open.
    pub fn new(settings: &Settings, terminal: &Terminal, complaints: Vec<String>, today: Option<Day>) -> Self {
        let colour = match settings.color() {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal.colours,
        };
        let ascii = match settings.glyphs() {
            Glyphs::Ascii => true,
            Glyphs::Unicode => false,
            Glyphs::Auto => !terminal.unicode,
        };
        let skin = Skin::new(&Theme::named(settings.theme()), colour, ascii);
        Self { skin, keymap: settings.keymap(), complaints, today, mouse: settings.mouse() == Switch::On }
    }
}

/// What a terminal can do, as far as the environment tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Whether it shows colours.
    pub colours: bool,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

impl Terminal {
    /// Reads the environment: `TERM`, and the locale of `LC_ALL`, `LC_CTYPE` and `LANG`.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        // The first of the three that is set decides (POSIX.1-2017, 8.2).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        let plain = locale.is_some_and(|locale| locale == "C" || locale == "POSIX");
        Self { colours: term != "dumb", unicode: term != "linux" && term != "dumb" && !plain }
    }
}

impl State {
    /// Makes the state at the start, for a screen of that size.
    pub fn new(snapshot: Arc<Snapshot>, manner: Manner, size: (u16, u16)) -> Self {
        let Manner { skin, keymap, complaints, today, mouse } = manner;
        let (scope, history) = (Scope::default(), History::default());
        let shared = Shared {
            snapshot,
            scope,
            history,
            skin,
            keymap,
            notice: None,
            bookmarks: Vec::new(),
            datasets: Vec::new(),
            views: Views::default(),
            complaints,
            stale: None,
            changes: None,
            today,
            blank: None,
            opening: None,
            again: None,
            readings: 0,
            size,
            split: Split::default(),
            asked: 0,
            mouse,
            notebook: Notebook::default(),
        };
        let mut state = Self {
            shared,
            open: ScreenId::Explore,
            explore: Explore::default(),
            sheets: SCREENS.iter().filter_map(|spec| Some(Sheet::new(spec.id, spec.body?))).collect(),
            overlays: Vec::new(),
            typing: None,
            awaited: None,
            labels: None,
            pending: Vec::new(),
            interrupted: false,
            kept: None,
            grip: None,
            failure: None,
            is_aimed: false,
        };
        state.refresh();
        state
    }

    /// Returns how things look and which keys do what, for another dataset.
    pub fn manner(&self) -> Manner {
        let Shared { skin, keymap, complaints, today, mouse, .. } = &self.shared;
        Manner {
            skin: skin.clone(),
            keymap: keymap.clone(),
            complaints: complaints.clone(),
            today: *today,
            mouse: *mouse,
        }
    }

    /// Returns the screen that is shown.
    pub fn screen(&self) -> &dyn Screen {
        let sheet = self.sheets.iter().find(|sheet| sheet.id == self.open);
        sheet.map_or(&self.explore as &dyn Screen, |sheet| sheet)
    }

    /// Returns the screen that is shown and what it may see, to change both.
    pub fn stage(&mut self) -> (&mut dyn Screen, &mut Shared) {
        let sheet = self.sheets.iter_mut().find(|sheet| sheet.id == self.open);
        (sheet.map_or(&mut self.explore as &mut dyn Screen, |sheet| sheet), &mut self.shared)
    }

    /// Makes everything anew that follows from where the user is, and keeps every cursor on the screen.
    pub fn refresh(&mut self) {
        let (screen, shared) = self.stage();
        screen.refresh(shared);
        if let Some(areas) = screen.areas(shared.room()) {
            screen.settle(&areas, shared);
        }
        let shared = &self.shared;
        if let Some(Overlay::Writing(writing)) = self.overlays.last_mut() {
            writing.form.settle(shared.size, &shared.skin, &shared.snapshot);
        }
    }

    /// Returns where everything stands; `None` where the screen is too small.
    pub fn areas(&self) -> Option<Areas> {
        self.screen().areas(self.shared.room())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(variables: &[(&str, &str)]) -> Terminal {
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Terminal::from_environment(value)
    }

    #[test]
    fn a_console_and_a_plain_locale_get_ascii() {
        assert!(terminal(&[("TERM", "xterm-256color"), ("LANG", "en_GB.UTF-8")]).unicode);
        assert!(terminal(&[("TERM", "xterm")]).unicode);
        assert!(!terminal(&[("TERM", "linux"), ("LANG", "C.UTF-8")]).unicode);
        assert!(!terminal(&[("TERM", "xterm"), ("LC_ALL", "C"), ("LANG", "C.UTF-8")]).unicode);
        assert!(!terminal(&[("TERM", "dumb")]).colours);
    }
}
