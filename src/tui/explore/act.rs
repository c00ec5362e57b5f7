//! What keys do on the Explore screen.

use ratatui::buffer::Buffer;

use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Kind, Rid};
use crate::query::InTheWay;
use crate::query::sort::SortKey;
use crate::query::words::grouped;
use crate::tui::detail::{DetailPane, DetailView};
use crate::tui::explore::rows;
use crate::tui::explore::view::Explore;
use crate::tui::flow::Flow;
use crate::tui::layout::{Areas, Pane, Room, areas};
use crate::tui::list_filter::{ListFilter, Present};
use crate::tui::screen::{Screen, Spot, View, leave, open_line};
use crate::tui::shared::Shared;
use crate::tui::typing::Typing;
use crate::tui::widget::scroll::{distance, step, turned};

impl Screen for Explore {
    fn act(&mut self, action: Action, shared: &mut Shared) -> Flow {
        let page = self.page(shared);
        self.view.list_mut(self.view.focus).turned = false;
        if self.view.focus == Pane::Detail && self.detail.step(action, page) {
            return Flow::Done;
        }
        if let Some(by) = distance(action, page) {
            return self.move_cursor(by);
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
            Action::Escape => self.leave_one_level(),
            _ => Flow::Ignored,
        }
    }

    fn refresh(&mut self, shared: &Shared) {
        self.make_rows(shared);
    }

    fn renew(&mut self) {
        self.lists = Default::default();
        self.detail = DetailPane::default();
    }

    fn areas(&self, room: Room) -> Option<Areas> {
        areas(room, self.view.focus, self.view.zoomed)
    }

    fn point(&mut self, pane: Pane, at: (u16, u16), shared: &Shared) -> bool {
        let inside = self.areas(shared.room()).unwrap_or_default().inside(pane);
        if pane == Pane::Detail {
            let line = self.detail.line_at(inside, at);
            if self.view.focus != pane {
                self.focus(pane);
            }
            return self.detail.aim(line);
        }
        let top = self.view.list(pane).top;
        let nth = inside.contains(at.into()).then(|| top + usize::from(at.1 - inside.y));
        self.focus(pane);
        let Some(row) = nth.and_then(|nth| self.list(pane).rows.get(nth)) else { return false };
        self.view.list_mut(pane).at = row.rid;
        true
    }

    fn spots(&self, areas: &Areas, _shared: &Shared) -> Vec<Spot> {
        let rows = |pane: Pane| {
            let below = self.list(pane).rows.len().saturating_sub(self.view.list(pane).top);
            Spot::rows(pane, areas.inside(pane), below)
        };
        let lists = Pane::LISTS.into_iter().flat_map(rows);
        lists.chain(self.detail.spots(areas.inside(Pane::Detail))).collect()
    }

    fn scroll(&mut self, pane: Pane, by: isize, shared: &Shared) {
        if pane == Pane::Detail {
            return self.detail.scroll(by);
        }
        let height = usize::from(self.areas(shared.room()).unwrap_or_default().inside(pane).height);
        let count = self.list(pane).rows.len();
        let list = self.view.list_mut(pane);
        (list.top, list.turned) = (turned(list.top, by, count, height), true);
    }

    fn settle(&mut self, areas: &Areas, shared: &Shared) {
        self.settle_panes(areas, shared);
    }

    fn draw(&self, shared: &Shared, areas: &Areas, typing: Option<&Typing>, buffer: &mut Buffer) {
        self.draw_panes(shared, areas, typing, buffer);
    }

    fn detail(&self) -> &DetailPane {
        &self.detail
    }

    fn detail_mut(&mut self) -> &mut DetailPane {
        &mut self.detail
    }

    fn focused(&self) -> Pane {
        self.view.focus
    }

    fn enter_detail(&mut self) {
        self.view.focus = Pane::Detail;
    }

    fn under_cursor(&self) -> Option<Rid> {
        self.row_under_cursor(self.view.focus)
    }

    fn marks(&self) -> &[Rid] {
        &self.view.list(self.view.list).marks
    }

    fn listed(&self, _snapshot: &Snapshot) -> Vec<Rid> {
        self.list(self.view.focus).rows.records().collect()
    }

    fn view(&self) -> View {
        View::Explore(self.view.clone(), self.detail.view.clone())
    }

    fn restore(&mut self, view: View) {
        if let View::Explore(view, detail) = view {
            (self.view, self.detail.view) = (view, detail);
        }
    }

    fn filter(&self) -> Option<&str> {
        (self.view.focus != Pane::Detail).then(|| self.view.list(self.view.focus).filter.as_str())
    }

    fn set_filter(&mut self, words: &str, shared: &Shared) {
        let pane = self.view.focus;
        self.view.list_mut(pane).turned = false;
        words.clone_into(&mut self.view.list_mut(pane).filter);
        self.refresh(shared);
        if !words.trim().is_empty() {
            let list = self.list(pane);
            // Where nothing is understood no record is meant, and 'All' leaves nothing out of the other lists.
            let is_meant = !list.filter.is_empty();
            self.view.list_mut(pane).at =
                is_meant.then(|| list.filter.meant(list.rows.records(), &shared.snapshot)).flatten();
            self.detail.view = DetailView::default();
        }
    }

    fn in_the_way(&self) -> Option<&InTheWay> {
        self.list(self.view.focus).filter.in_the_way().filter(|_| self.view.focus != Pane::Detail)
    }

    fn present(&mut self, shared: &Shared) -> Present {
        self.unfiltered(shared)
    }

    fn filtered(&self) -> &'static [Kind] {
        rows::kinds(self.view.focus)
    }

    fn take_filter(&mut self, filter: ListFilter, shared: &Shared) {
        if self.view.focus != Pane::Detail {
            let words = filter.text().to_owned();
            self.take_read(filter, shared);
            self.set_filter(&words, shared);
        }
    }

    fn mistake(&self) -> Option<String> {
        let filter = &self.list(self.view.focus).filter;
        filter.mistake().or_else(|| filter.slip()).filter(|_| self.view.focus != Pane::Detail)
    }

    fn sorting(&self) -> Option<(&[SortKey], &'static [Kind])> {
        let pane = self.view.focus;
        (pane != Pane::Detail).then(|| (&self.view.list(pane).sort[..], rows::kinds(pane)))
    }

    fn sort(&mut self, keys: Vec<SortKey>) {
        self.view.list_mut(self.view.focus).sort = keys;
    }

    fn path(&self, shared: &Shared) -> Vec<String> {
        let dataset = &shared.snapshot.dataset;
        let chosen = Pane::LISTS.into_iter().filter_map(|pane| {
            let marks = self.view.list(pane).marks.len();
            let under = self.row_under_cursor(pane).and_then(|rid| dataset.record(rid));
            match (marks, under) {
                (0, under) => under.map(|record| record.label().text().to_owned()),
                (marks, _) => Some(format!("{marks} marked")),
            }
        });
        chosen.collect()
    }

    fn shown(&self) -> Option<String> {
        let activities = self.list(Pane::Activities);
        let shown = activities.rows.len().saturating_sub(1);
        let counted = || format!("{} of {} activities", grouped(shown as f64), grouped(activities.whole() as f64));
        (shown < activities.whole()).then(counted)
    }

    fn hints(&self, shared: &Shared) -> &'static [Action] {
        use Action::{
            Add, Back, ClearScope, Copy, Filter, Links, Mark, Only, Open, PaneLeft, PaneNext, PaneRight, Source, Zoom,
        };
        match self.view.focus {
            Pane::Detail => &[Open, Source, Add, Back, Links, PaneLeft, Only, Copy, Zoom],
            _ if !shared.scope.is_empty() => {
                &[Open, PaneRight, Filter, Mark, Source, Add, ClearScope, Only, Links, Back, Zoom]
            }
            _ => &[Open, PaneRight, Filter, Mark, Source, Add, Only, Links, Back, PaneNext, Zoom, Copy],
        }
    }
}

impl Explore {
    fn page(&self, shared: &Shared) -> usize {
        let areas = areas(shared.room(), self.view.focus, self.view.zoomed).unwrap_or_default();
        usize::from(areas.inside(self.view.focus).height).max(1)
    }

    fn move_cursor(&mut self, by: isize) -> Flow {
        let pane = self.view.focus;
        let cursor = step(self.cursor(pane), by, self.list(pane).rows.len());
        let at = self.list(pane).rows.get(cursor).and_then(|row| row.rid);
        self.view.list_mut(pane).at = at;
        // What was opened from the detail gives way to what the cursor is on.
        self.detail.view = DetailView::default();
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
            self.detail.begin();
        } else {
            self.view.list = pane;
            self.detail.view = DetailView::default();
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

    fn open(&mut self, shared: &mut Shared) -> Flow {
        if self.view.focus == Pane::Detail {
            return open_line(self, shared);
        }
        leave(self, shared);
        self.focus(Pane::Detail)
    }

    fn mark(&mut self) -> Flow {
        let pane = self.view.focus;
        let at = if pane == Pane::Detail { None } else { self.row_under_cursor(pane) };
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
}
