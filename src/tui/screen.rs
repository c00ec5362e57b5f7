//! What every screen of the dashboard can do.
//!
//! A screen has panes with cursors and, at its foot, the record under the cursor in full. What two screens do alike is done by those
//! who hold screens, through this trait: following links, going back, showing sources.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::index::Snapshot;
use crate::journal::EventId;
use crate::keys::Action;
use crate::model::{Kind, Record, Rid};
use crate::query::InTheWay;
use crate::query::sort::SortKey;
use crate::tui::detail::view::DetailView;
use crate::tui::detail::{DetailPane, Goto, groups};
use crate::tui::explore;
use crate::tui::flow::Flow;
use crate::tui::layout::{Areas, Pane, Room};
use crate::tui::list_filter::{ListFilter, Present};
use crate::tui::overlay::{Overlay, Picker};
use crate::tui::screens::ScreenId;
use crate::tui::shared::{Place, Shared};
use crate::tui::sheet::SheetView;
use crate::tui::typing::Typing;

/// Where the user is on a screen: everything that going back restores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// On the Explore screen.
    Explore(explore::View, DetailView),
    /// On a screen that is one list over the detail.
    Sheet(ScreenId, SheetView, DetailView),
}

impl View {
    /// Returns the screen that it is a view of.
    pub fn id(&self) -> ScreenId {
        match self {
            Self::Explore(..) => ScreenId::Explore,
            Self::Sheet(id, ..) => *id,
        }
    }

    /// Names the pane or screen, for the list of the way taken.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Explore(view, _) => view.focus.title(),
            Self::Sheet(id, view, _) => {
                if view.in_detail {
                    Pane::Detail.title()
                } else {
                    id.spec().title
                }
            }
        }
    }
}

/// Something on the screen that a cursor can be put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The pane that it stands in.
    pub pane: Pane,
    /// The cell where it begins.
    pub at: (u16, u16),
}

impl Spot {
    /// Lists the first cells of so many rows of a pane, as far as there is room for them.
    pub fn rows(pane: Pane, area: Rect, rows: usize) -> impl Iterator<Item = Self> {
        (area.y..area.bottom()).take(rows).map(move |y| Self { pane, at: (area.x, y) })
    }
}

/// A screen of the dashboard.
pub trait Screen {
    /// Does what an action asks for, if it is one of this screen's.
    fn act(&mut self, action: Action, shared: &mut Shared) -> Flow;

    /// Makes everything anew that follows from where the user is and from the scope.
    fn refresh(&mut self, shared: &Shared);

    /// Returns where everything stands in that room; `None` where it is too small.
    fn areas(&self, room: Room) -> Option<Areas>;

    /// Gives the keys to a pane, and puts its cursor on what stands at that cell within the frame; `false` where nothing does.
    fn point(&mut self, pane: Pane, at: (u16, u16), shared: &Shared) -> bool;

    /// Lists everything on the screen that [`Self::point`] can go to.
    fn spots(&self, areas: &Areas, shared: &Shared) -> Vec<Spot>;

    /// Moves what a pane shows by some rows. The cursor stays where it is, be it out of sight, until a key moves it.
    fn scroll(&mut self, pane: Pane, by: isize, shared: &Shared);

    /// Forgets everything that was made from the dataset: there is another one now.
    fn renew(&mut self);

    /// Puts every cursor on a row that exists and that is on the screen.
    fn settle(&mut self, areas: &Areas, shared: &Shared);

    /// Draws the panes.
    fn draw(&self, shared: &Shared, areas: &Areas, typing: Option<&Typing>, buffer: &mut Buffer);

    /// Returns the detail.
    fn detail(&self) -> &DetailPane;

    /// Returns the detail to change it.
    fn detail_mut(&mut self) -> &mut DetailPane;

    /// Returns the pane that the keys go to; the list of a screen with one is the first.
    fn focused(&self) -> Pane;

    /// Tells whether the keys go to the detail.
    fn in_detail(&self) -> bool {
        self.focused() == Pane::Detail
    }

    /// Gives the keys to the detail.
    fn enter_detail(&mut self);

    /// Returns the record under the cursor of the pane that has the keys; `None` where it is on none.
    fn under_cursor(&self) -> Option<Rid>;

    /// Returns what was added that the cursor of the pane with the keys is on; `None` where it is on nothing such.
    fn item(&self) -> Option<EventId> {
        self.detail().entry().filter(|_| self.in_detail()).and_then(|entry| entry.item)
    }

    /// Says why an action makes no sense here; `None` where it does.
    fn refusal(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Returns the marked records of the list that had the keys last.
    fn marks(&self) -> &[Rid];

    /// Returns the records of the list that had the keys last, in its order, as scope and filter let them pass.
    fn listed(&self, snapshot: &Snapshot) -> Vec<Rid>;

    /// Returns where the user is.
    fn view(&self) -> View;

    /// Goes where the user was; a view of another screen changes nothing.
    fn restore(&mut self, view: View);

    /// Returns the words of the filter of the list that has the keys; `None` where nothing can be filtered.
    fn filter(&self) -> Option<&str>;

    /// Sets those words while they are typed, and puts the cursor on what was probably meant.
    fn set_filter(&mut self, words: &str, shared: &Shared);

    /// Returns the term of that filter without which the list would not be empty; `None` where it is not, or no single term is why.
    fn in_the_way(&self) -> Option<&InTheWay>;

    /// Finds what the list that has the keys would show without its filter.
    fn present(&mut self, shared: &Shared) -> Present;

    /// Returns the kinds of record that the filter is asked of.
    fn filtered(&self) -> &'static [Kind];

    /// Sets the filter as it was read elsewhere, as [`Self::set_filter`] does.
    fn take_filter(&mut self, filter: ListFilter, shared: &Shared);

    /// Says what is wrong with that filter; `None` where nothing is.
    fn mistake(&self) -> Option<String>;

    /// Returns the fields by which the list that has the keys is sorted, and the kinds of its records; `None` where nothing can be sorted.
    fn sorting(&self) -> Option<(&[SortKey], &'static [Kind])>;

    /// Sorts that list.
    fn sort(&mut self, keys: Vec<SortKey>);

    /// Returns the steps through the lists to here.
    fn path(&self, shared: &Shared) -> Vec<String>;

    /// Returns what is shown of how much, such as "3 of 34 activities"; `None` where all is shown.
    fn shown(&self) -> Option<String>;

    /// Lists the actions that matter here, the most useful first.
    fn hints(&self, shared: &Shared) -> &'static [Action];
}

/// Returns the record that keys act on: that of the line under the cursor, or else the one that the detail shows.
pub fn current<'s>(screen: &dyn Screen, snapshot: &'s Snapshot) -> Option<Record<'s>> {
    let line =
        if screen.in_detail() { screen.detail().entry().and_then(|entry| entry.about) } else { screen.under_cursor() };
    line.or(screen.detail().subject).and_then(|rid| snapshot.dataset.record(rid))
}

/// Returns the record that something is added to: the one that is shown, or that the cursor of a list is on. A line of a detail that
/// names another record does not count: who reads a record writes about it.
pub fn shown<'s>(screen: &dyn Screen, snapshot: &'s Snapshot) -> Option<Record<'s>> {
    let under_cursor = if screen.in_detail() { None } else { screen.under_cursor() };
    under_cursor.or(screen.detail().subject).and_then(|rid| snapshot.dataset.record(rid))
}

/// Opens a record in the detail.
pub fn follow(screen: &mut dyn Screen, rid: Rid, shared: &mut Shared) -> Flow {
    leave(screen, shared);
    screen.enter_detail();
    screen.detail_mut().view.opened = Some(rid);
    screen.refresh(shared);
    screen.detail_mut().begin();
    Flow::Done
}

/// Does what Enter does in the detail.
pub fn open_line(screen: &mut dyn Screen, shared: &mut Shared) -> Flow {
    let (title, rids) = match screen.detail().goto() {
        Some(Goto::Record(rid)) => return follow(screen, rid, shared),
        Some(Goto::Linked { title, about, way }) => (title, groups::linked(about, way, &shared.snapshot)),
        Some(Goto::Kind(kind)) => (kind.spec().title.to_owned(), shared.snapshot.index.order.of(kind).to_vec()),
        None => return Flow::Refused("this line leads nowhere; s shows its source".into()),
    };
    Flow::Show(Overlay::Picker(Picker::of_records(title, rids)))
}

/// Remembers where the user is before going elsewhere.
pub fn leave(screen: &dyn Screen, shared: &mut Shared) {
    let present = place(screen, shared);
    shared.history.leave(present);
}

/// Returns where the user is.
pub fn place(screen: &dyn Screen, shared: &Shared) -> Place {
    let title = screen.detail().content.title.clone();
    Place { view: screen.view(), scope: shared.scope.clone(), title }
}
