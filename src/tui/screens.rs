//! The table of screens: tabs, keys and documentation follow it.

use crate::keys::Action;
use crate::tui::sheet::Body;
use crate::tui::sheet::atlas::Atlas;
use crate::tui::sheet::calendar::Calendar;
use crate::tui::sheet::commitments::Commitments;
use crate::tui::sheet::documents::Documents;
use crate::tui::sheet::groups::Groups;
use crate::tui::sheet::projects::Projects;
use crate::tui::sheet::results::Results;
use crate::tui::sheet::review::Review;

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScreenId {
    /// Countries, goals and activities side by side.
    Explore,
    /// Who undertook what.
    Commitments,
    /// Working groups and their chairs.
    Groups,
    /// The tree of projects, with their money.
    Projects,
    /// What takes place when.
    Calendar,
    /// What was measured, and what touches each goal.
    Results,
    /// Participants and goals as a matrix.
    Atlas,
    /// The sources, and the goals of the frameworks.
    Documents,
    /// What the user added.
    Review,
}

/// One row of the table.
#[derive(Debug)]
pub struct ScreenSpec {
    /// The screen.
    pub id: ScreenId,
    /// What the tab shows.
    pub title: &'static str,
    /// The action that goes there.
    pub action: Action,
    /// What it shows, where it is one list over the detail.
    pub body: Option<&'static dyn Body>,
}

/// Every screen, in the order of the tabs.
pub const SCREENS: &[ScreenSpec] = &[
    ScreenSpec { id: ScreenId::Explore, title: "Explore", action: Action::Explore, body: None },
    ScreenSpec {
        id: ScreenId::Commitments,
        title: "Commitments",
        action: Action::Commitments,
        body: Some(&Commitments),
    },
    ScreenSpec { id: ScreenId::Groups, title: "Groups", action: Action::Groups, body: Some(&Groups) },
    ScreenSpec { id: ScreenId::Projects, title: "Projects", action: Action::Projects, body: Some(&Projects) },
    ScreenSpec { id: ScreenId::Calendar, title: "Calendar", action: Action::Calendar, body: Some(&Calendar) },
    ScreenSpec { id: ScreenId::Results, title: "Results", action: Action::Results, body: Some(&Results) },
    ScreenSpec { id: ScreenId::Atlas, title: "Atlas", action: Action::Atlas, body: Some(&Atlas) },
    ScreenSpec { id: ScreenId::Documents, title: "Documents", action: Action::Documents, body: Some(&Documents) },
    ScreenSpec { id: ScreenId::Review, title: "Review", action: Action::Review, body: Some(&Review) },
];

impl ScreenId {
    /// Returns the screen's row of the table.
    pub fn spec(self) -> &'static ScreenSpec {
        // The enum and the table have the same order; a test holds it.
        SCREENS.get(self as usize).unwrap_or(&SCREENS[0])
    }

    /// Returns the screen that an action goes to.
    pub fn of_action(action: Action) -> Option<Self> {
        SCREENS.iter().find(|spec| spec.action == action).map(|spec| spec.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_order_of_the_screens() {
        for (at, spec) in SCREENS.iter().enumerate() {
            assert_eq!(spec.id as usize, at);
            assert_eq!(ScreenId::of_action(spec.action), Some(spec.id));
        }
    }
}
