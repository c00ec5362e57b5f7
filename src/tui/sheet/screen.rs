//! What keys do on such a screen, and how it is drawn: only the rows that are on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::index::Snapshot;
use crate::journal::EventId;
use crate::keys::Action;
use crate::model::{Kind, Rid};
use crate::query::InTheWay;
use crate::query::sort::SortKey;
use crate::query::words::grouped;
use crate::tui::detail::{DetailPane, DetailView};
use crate::tui::flow::Flow;
use crate::tui::layout::{Areas, Pane, Room, sheet_areas};
use crate::tui::list_filter::{ListFilter, Present};
use crate::tui::notebook::Added;
use crate::tui::overlay::{Overlay, Picker};
use crate::tui::screen::{Screen, Spot, View, leave, open_line};
use crate::tui::shared::Shared;
use crate::tui::sheet::body::Row;
use crate::tui::sheet::view::Sheet;
use crate::tui::typing::Typing;
use crate::tui::widget::frame::padded;
use crate::tui::widget::scroll::{distance, follow, step, turned};

impl Screen for Sheet {
    fn act(&mut self, action: Action, shared: &mut Shared) -> Flow {
        let page = self.page(shared);
        self.view.turned = false;
        if self.view.in_detail && self.detail.step(action, page) {
            return Flow::Done;
        }
        if !self.view.in_detail {
            match self.body.act(action, &mut self.view, &shared.snapshot) {
                Flow::Ignored => {}
                done => return done,
            }
            match self.travel(action, shared) {
                Flow::Ignored => {}
                done => return done,
            }
        }
        if let Some(by) = distance(action, page) {
            return self.move_cursor(by);
        }
        match action {
            Action::PaneNext | Action::PanePrevious => self.focus(!self.view.in_detail),
            Action::PaneLeft => self.focus(false),
            Action::PaneRight => self.focus(true),
            Action::Open => self.open(shared),
            Action::Mark => self.mark(),
            Action::Group => self.group(1, shared),
            Action::GroupBack => self.group(-1, shared),
            Action::Picture => self.turn(),
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
        let view = std::mem::take(&mut self.view);
        *self = Self::new(self.id, self.body);
        self.view = view;
    }

    fn areas(&self, room: Room) -> Option<Areas> {
        sheet_areas(room, self.view.in_detail, self.view.zoomed)
    }

    fn point(&mut self, pane: Pane, at: (u16, u16), shared: &Shared) -> bool {
        let areas = self.areas(shared.room()).unwrap_or_default();
        let (line, list) = (self.detail.line_at(areas.inside(Pane::Detail), at), self.list_area(&areas, shared));
        if self.view.in_detail != (pane == Pane::Detail) {
            self.focus(pane == Pane::Detail);
        }
        if pane == Pane::Detail {
            return self.detail.aim(line);
        }
        let within = list.contains(at.into()).then(|| (at.0 - list.x, at.1 - list.y));
        let nth = within.and_then(|at| self.body.row_at(at, &self.view, &self.sight(shared, list)));
        let Some(row) = nth.and_then(|nth| self.rows.get(nth)) else { return false };
        self.view.at = Some(row.at());
        self.detail.view = DetailView::default();
        let mut view = self.view.clone();
        self.body.aim(at.0 - list.x, &mut view, &self.sight(shared, list));
        self.view = view;
        true
    }

    fn spots(&self, areas: &Areas, shared: &Shared) -> Vec<Spot> {
        let area = self.list_area(areas, shared);
        let places = self.body.places(&self.view, &self.sight(shared, area)).into_iter();
        let list = places.map(|(x, y)| Spot { pane: Pane::Countries, at: (area.x + x, area.y + y) });
        list.chain(self.detail.spots(areas.inside(Pane::Detail))).collect()
    }

    fn scroll(&mut self, pane: Pane, by: isize, shared: &Shared) {
        if pane == Pane::Detail {
            return self.detail.scroll(by);
        }
        let areas = self.areas(shared.room()).unwrap_or_default();
        let height = usize::from(self.list_area(&areas, shared).height);
        self.view.top = turned(self.view.top, by, self.rows.len(), height);
        self.view.turned = true;
    }

    fn settle(&mut self, areas: &Areas, shared: &Shared) {
        let area = self.list_area(areas, shared);
        if area.height > 0 {
            let (top, rows, height) = (self.view.top, self.rows.len(), usize::from(area.height));
            self.view.top = match (self.view.turned, self.cursor) {
                (true, _) => turned(top, 0, rows, height),
                // The heading over the first row is seen with it.
                (false, 1) if height > 1 => 0,
                (false, cursor) => follow(top, cursor, rows, height),
            };
            let mut view = self.view.clone();
            self.body.settle(&mut view, &self.sight(shared, area));
            self.view = view;
        }
        self.detail.settle(areas.inside(Pane::Detail), shared);
    }

    fn draw(&self, shared: &Shared, areas: &Areas, typing: Option<&Typing>, buffer: &mut Buffer) {
        if !areas.pane(Pane::Countries).is_empty() {
            self.draw_list(shared, areas, typing, buffer);
        }
        if !areas.pane(Pane::Detail).is_empty() {
            self.detail.draw(self.view.in_detail, shared, areas.pane(Pane::Detail), buffer);
        }
    }

    fn detail(&self) -> &DetailPane {
        &self.detail
    }

    fn detail_mut(&mut self) -> &mut DetailPane {
        &mut self.detail
    }

    fn focused(&self) -> Pane {
        if self.view.in_detail { Pane::Detail } else { Pane::Countries }
    }

    fn enter_detail(&mut self) {
        self.view.in_detail = true;
    }

    fn under_cursor(&self) -> Option<Rid> {
        self.rows.get(self.cursor).and_then(|row| row.rid)
    }

    fn marks(&self) -> &[Rid] {
        &self.view.marks
    }

    fn listed(&self, snapshot: &Snapshot) -> Vec<Rid> {
        self.records(snapshot).collect()
    }

    fn item(&self) -> Option<EventId> {
        if self.view.in_detail {
            return self.detail.entry().and_then(|entry| entry.item);
        }
        match self.rows.get(self.cursor).and_then(|row| row.added) {
            Some(Added::Item(id)) => Some(id),
            _ => None,
        }
    }

    fn refusal(&self, action: Action) -> Option<&'static str> {
        self.body.refusal(action)
    }

    fn view(&self) -> View {
        View::Sheet(self.id, self.view.clone(), self.detail.view.clone())
    }

    fn restore(&mut self, view: View) {
        if let View::Sheet(id, view, detail) = view
            && id == self.id
        {
            (self.view, self.detail.view) = (view, detail);
        }
    }

    fn filter(&self) -> Option<&str> {
        (!self.view.in_detail).then_some(self.view.filter.as_str())
    }

    fn set_filter(&mut self, words: &str, shared: &Shared) {
        self.view.turned = false;
        words.clone_into(&mut self.view.filter);
        self.refresh(shared);
        if let Some(row) = self.meant(shared).filter(|_| !words.trim().is_empty()) {
            self.view.at = Some(row.at());
            self.detail.view = DetailView::default();
        }
    }

    fn in_the_way(&self) -> Option<&InTheWay> {
        self.filter.in_the_way().filter(|_| !self.view.in_detail)
    }

    fn present(&mut self, shared: &Shared) -> Present {
        self.unfiltered(shared)
    }

    fn filtered(&self) -> &'static [Kind] {
        self.body.kinds()
    }

    fn take_filter(&mut self, filter: ListFilter, shared: &Shared) {
        let words = filter.text().to_owned();
        self.filter = filter;
        self.set_filter(&words, shared);
    }

    fn mistake(&self) -> Option<String> {
        self.filter.mistake().or_else(|| self.filter.slip()).filter(|_| !self.view.in_detail)
    }

    fn sorting(&self) -> Option<(&[SortKey], &'static [Kind])> {
        (!self.view.in_detail).then(|| (&self.view.sort[..], self.body.counted(self.view.grouping)))
    }

    fn sort(&mut self, keys: Vec<SortKey>) {
        self.view.sort = keys;
    }

    fn path(&self, shared: &Shared) -> Vec<String> {
        let mut steps = vec![self.id.spec().title.to_owned()];
        steps.extend(self.body.way(&self.view).map(str::to_owned));
        if !self.view.marks.is_empty() {
            steps.push(format!("{} marked", self.view.marks.len()));
        }
        let record = self.under_cursor().and_then(|rid| shared.snapshot.dataset.record(rid));
        steps.extend(record.map(|record| record.reference().to_string()));
        steps
    }

    fn shown(&self) -> Option<String> {
        let (count, what) = (self.count, self.body.counts(self.view.grouping));
        (count < self.whole).then(|| format!("{} of {} {what}", grouped(count as f64), grouped(self.whole as f64)))
    }

    fn hints(&self, shared: &Shared) -> &'static [Action] {
        use Action::{
            Add, Back, ClearScope, Copy, Filter, Group, Links, Mark, Only, Open, PaneLeft, Picture, Source, Zoom,
        };
        if self.view.in_detail {
            return &[Open, Source, Add, Back, Links, PaneLeft, Only, Copy, Zoom];
        }
        if let Some(hints) = self.body.hints(&self.view).filter(|_| shared.scope.is_empty()) {
            return hints;
        }
        match (self.body.has_picture(), self.body.groupings().len() > 1, shared.scope.is_empty()) {
            (true, _, true) => &[Open, Filter, Source, Add, Picture, Group, Only, Mark, Links, Back, Zoom],
            (false, true, true) => &[Open, Filter, Source, Add, Group, Only, Mark, Links, Back, Zoom],
            (false, false, true) => &[Open, Filter, Source, Add, Only, Mark, Links, Back, Zoom],
            _ => &[Open, Filter, Source, Add, ClearScope, Group, Only, Mark, Links, Back, Zoom],
        }
    }
}

impl Sheet {
    fn page(&self, shared: &Shared) -> usize {
        let areas = self.areas(shared.room()).unwrap_or_default();
        let area = if self.view.in_detail { areas.inside(Pane::Detail) } else { self.list_area(&areas, shared) };
        usize::from(area.height).max(1)
    }

    /// Returns where the rows stand: inside the frame, below the head.
    pub(super) fn list_area(&self, areas: &Areas, shared: &Shared) -> Rect {
        let area = padded(areas.inside(Pane::Countries), 26, 0);
        // On a low screen the rows need the lines more.
        let head = self.body.head_height(&self.cx(shared)).min(area.height / 3);
        Rect { y: area.y + head, height: area.height - head, ..area }
    }

    /// Returns the row that the filter probably means.
    fn meant(&self, shared: &Shared) -> Option<&Row> {
        let rows = || self.rows.iter().filter(|row| !row.is_heading());
        if self.body.is_of_journal() {
            let stays = rows().find(|row| self.view.at == Some(row.at()));
            return stays.or_else(|| rows().next());
        }
        let meant = self.filter.meant(rows().filter_map(|row| row.rid), &shared.snapshot);
        rows().find(|row| row.rid == meant)
    }

    fn travel(&mut self, action: Action, shared: &Shared) -> Flow {
        let areas = self.areas(shared.room()).unwrap_or_default();
        let mut view = self.view.clone();
        let flow = self.body.travel(action, &mut view, &self.sight(shared, self.list_area(&areas, shared)));
        if view.at != self.view.at {
            self.detail.view = DetailView::default();
        }
        self.view = view;
        flow
    }

    fn move_cursor(&mut self, by: isize) -> Flow {
        let cursor = step(self.cursor, by, self.rows.len());
        self.view.at = self.rows.get(cursor).map(Row::at);
        self.detail.view = DetailView::default();
        Flow::Done
    }

    fn focus(&mut self, in_detail: bool) -> Flow {
        if in_detail == self.view.in_detail {
            return Flow::Refused("there is no further pane; Tab goes round".into());
        }
        self.view.in_detail = in_detail;
        if in_detail {
            self.detail.begin();
        } else {
            self.detail.view = DetailView::default();
        }
        Flow::Done
    }

    fn open(&mut self, shared: &mut Shared) -> Flow {
        if self.view.in_detail {
            return open_line(self, shared);
        }
        let Some(row) = self.rows.get(self.cursor) else { return Flow::Refused(self.emptiness(shared).0) };
        if let Some((title, rids)) = self.body.open(row, &self.cx(shared)) {
            // Where nothing is behind a number, the title says what there is none of.
            return if rids.is_empty() {
                Flow::Refused(title)
            } else {
                Flow::Show(Overlay::Picker(Picker::of_records(title, rids)))
            };
        }
        if row.rid.is_none() && row.added.is_none() {
            return Flow::Refused("this is a heading; the rows below it can be opened".into());
        }
        leave(self, shared);
        self.focus(true)
    }

    fn mark(&mut self) -> Flow {
        let row = self.rows.get(self.cursor).filter(|row| !row.is_heading());
        let Some(rid) = row.and_then(|row| row.rid) else {
            return Flow::Refused("a heading cannot be marked".into());
        };
        match self.view.marks.iter().position(|&marked| marked == rid) {
            Some(position) => drop(self.view.marks.remove(position)),
            None => self.view.marks.push(rid),
        }
        self.move_cursor(1)
    }

    fn group(&mut self, by: isize, shared: &mut Shared) -> Flow {
        let ways = self.body.groupings();
        if ways.len() < 2 {
            return Flow::Refused("this list has one order".into());
        }
        self.view.grouping = (self.view.grouping + ways.len()).wrapping_add_signed(by) % ways.len();
        if let Some(way) = ways.get(self.view.grouping) {
            shared.tell(Role::Notice, *way);
        }
        Flow::Done
    }

    fn turn(&mut self) -> Flow {
        if !self.body.has_picture() {
            return Flow::Refused("this screen has no picture: it is a table already".into());
        }
        self.view.table = !self.view.table;
        Flow::Done
    }

    fn leave_one_level(&mut self) -> Flow {
        if self.view.zoomed {
            self.view.zoomed = false;
        } else if self.view.in_detail {
            return self.focus(false);
        } else if !self.view.marks.is_empty() {
            self.view.marks.clear();
        } else if !self.view.filter.is_empty() {
            self.view.filter.clear();
        } else {
            return Flow::Ignored;
        }
        Flow::Done
    }
}
