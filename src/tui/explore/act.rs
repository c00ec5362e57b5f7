//! What keys do on the Explore screen.

use crate::config::Role;
use crate::keys::Action;
use crate::model::{Kind, Rid};
use crate::tui::detail::Goto;
use crate::tui::explore::view::Explore;
use crate::tui::flow::Flow;
use crate::tui::layout::{Pane, areas};
use crate::tui::overlay::{Overlay, Picker};
use crate::tui::shared::{Place, Shared};
use crate::tui::widget::scroll::{distance, step};

impl Explore {
    /// Does what an action asks for, if it is one of this screen's.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Flow {
        if let Some(by) = distance(action, self.page(shared)) {
            return self.move_cursor(by, shared);
        }
        match action {
            Action::PaneNext => self.focus_by(1),
            Action::PanePrevious => self.focus_by(3),
            Action::PaneLeft => self.focus_left(),
            Action::PaneRight => self.focus_right(),
            Action::Open => self.open(shared),
            Action::Mark => self.mark(),
            Action::Zoom => {
                self.view.zoomed = !self.view.zoomed;
                Flow::Done
            }
            Action::Only => self.narrow_to_current(shared),
            Action::Explore => self.focus(Pane::Countries),
            Action::Escape => self.leave_one_level(),
            _ => Flow::Ignored,
        }
    }

    fn page(&self, shared: &Shared) -> usize {
        let areas = areas(shared.size, self.view.focus, self.view.zoomed).unwrap_or_default();
        usize::from(areas.inside(self.view.focus).height).max(1)
    }

    fn move_cursor(&mut self, by: isize, _shared: &Shared) -> Flow {
        let pane = self.view.focus;
        if pane == Pane::Detail {
            self.view.detail.step(by, &self.content);
            return Flow::Done;
        }
        let cursor = step(self.cursor(pane), by, self.list(pane).rows.len());
        let at = self.list(pane).rows.get(cursor).and_then(|row| row.rid);
        self.view.list_mut(pane).at = at;
        // What was opened from the detail gives way to what the cursor is on.
        self.view.detail.opened = None;
        Flow::Done
    }

    fn focus_by(&mut self, by: usize) -> Flow {
        let at = (self.view.focus as usize + by) % Pane::ALL.len();
        Pane::ALL.get(at).map_or(Flow::Ignored, |&pane| self.focus(pane))
    }

    /// Gives the keys to a pane.
    pub fn focus(&mut self, pane: Pane) -> Flow {
        self.view.focus = pane;
        if pane == Pane::Detail {
            self.view.detail.begin(&self.content);
        } else {
            self.view.list = pane;
            self.view.detail.opened = None;
        }
        Flow::Done
    }

    fn focus_left(&mut self) -> Flow {
        match self.view.focus {
            Pane::Countries => Flow::Refused("this is the first pane; Tab goes round".into()),
            Pane::Goals => self.focus(Pane::Countries),
            Pane::Activities => self.focus(Pane::Goals),
            Pane::Detail => self.focus(self.view.list),
        }
    }

    fn focus_right(&mut self) -> Flow {
        match self.view.focus {
            Pane::Countries => self.focus(Pane::Goals),
            Pane::Goals => self.focus(Pane::Activities),
            Pane::Activities => self.focus(Pane::Detail),
            Pane::Detail => Flow::Refused("this is the last pane; Tab goes round".into()),
        }
    }

    /// Remembers where the user is before going elsewhere.
    pub fn leave(&self, shared: &mut Shared) {
        let present = self.place(shared);
        shared.history.leave(present);
    }

    /// Returns where the user is.
    pub fn place(&self, shared: &Shared) -> Place {
        Place { view: self.view.clone(), scope: shared.scope.clone(), title: self.content.title.clone() }
    }

    fn open(&mut self, shared: &mut Shared) -> Flow {
        if self.view.focus != Pane::Detail {
            self.leave(shared);
            return self.focus(Pane::Detail);
        }
        let entry = self.content.entries.get(self.view.detail.cursor);
        match entry.and_then(|entry| entry.goto.clone()) {
            Some(Goto::Record(rid)) => self.follow(rid, shared),
            Some(Goto::Many(title, rids)) => Flow::Show(Overlay::Picker(Picker::of_records(title, rids))),
            Some(Goto::Kind(kind)) => self.open_kind(kind, shared),
            None => Flow::Refused("this line leads nowhere; s shows its source".into()),
        }
    }

    /// Opens a record in the detail.
    pub fn follow(&mut self, rid: Rid, shared: &mut Shared) -> Flow {
        self.leave(shared);
        self.view.focus = Pane::Detail;
        self.view.detail.opened = Some(rid);
        self.refresh(&shared.snapshot, &shared.scope);
        self.view.detail.begin(&self.content);
        Flow::Done
    }

    /// Goes to the list that has the records of a kind, or lists them in a popup.
    fn open_kind(&mut self, kind: Kind, shared: &mut Shared) -> Flow {
        match kind {
            Kind::Country | Kind::Organisation => self.focus(Pane::Countries),
            Kind::Activity => self.focus(Pane::Activities),
            _ => {
                let rids = shared.snapshot.index.order.of(kind).to_vec();
                Flow::Show(Overlay::Picker(Picker::of_records(kind.spec().title, rids)))
            }
        }
    }

    fn mark(&mut self) -> Flow {
        let pane = self.view.focus;
        let at = if pane == Pane::Detail { None } else { self.under_cursor(pane) };
        let Some(rid) = at else {
            return Flow::Refused("only a country, goal or activity can be marked".into());
        };
        let cursor = self.cursor(pane);
        let next = self.list(pane).rows.get(cursor + 1).and_then(|row| row.rid);
        let list = self.view.list_mut(pane);
        match list.marks.iter().position(|&marked| marked == rid) {
            Some(position) => drop(list.marks.remove(position)),
            None => list.marks.push(rid),
        }
        // The cursor goes on, so that several rows in a row are marked with the same key.
        list.at = next.or(Some(rid));
        Flow::Done
    }

    fn narrow_to_current(&mut self, shared: &mut Shared) -> Flow {
        let snapshot = shared.snapshot.clone();
        let Some(record) = self.current(&snapshot) else {
            return Flow::Refused("put the cursor on what everything shown shall have to do with".into());
        };
        let present = self.place(shared);
        if !shared.scope.add(record.rid, &snapshot) {
            return Flow::Refused(format!("{} is part of the scope already", record.reference()));
        }
        shared.history.leave(present);
        shared.tell(Role::Notice, format!("Only what touches {}", record.label().text()));
        Flow::Done
    }

    /// Goes one level out: from the detail to its list, then marks, then the filter.
    fn leave_one_level(&mut self) -> Flow {
        if self.view.zoomed {
            self.view.zoomed = false;
            return Flow::Done;
        }
        if self.view.focus == Pane::Detail {
            return self.focus(self.view.list);
        }
        let list = self.view.list_mut(self.view.focus);
        if !list.marks.is_empty() {
            list.marks.clear();
        } else if !list.filter.is_empty() {
            list.filter.clear();
        } else {
            return Flow::Ignored;
        }
        Flow::Done
    }

    /// Puts the cursor of a list on the row that was probably meant by the words typed into its filter.
    pub fn meet(&mut self, pane: Pane, shared: &Shared) {
        let typed = self.view.list(pane).filter.clone();
        let best = super::best::best(&self.list(pane).rows, &typed, &shared.snapshot.dataset);
        self.view.list_mut(pane).at = best;
        self.view.detail.opened = None;
    }
}
