//! The list of what can stand where the cursor is, for any line in which a query is typed.
//!
//! It opens by itself behind a field and its colon, and with Tab anywhere; plain words are not disturbed. Typing on narrows it. What
//! is chosen with Tab stands in the line at once, and the next Tab puts the next in its place, as in a shell. In a large dataset values are
//! counted while the screen goes on, and the list opens when they are: which values there are and in which order follows from the counts.

use std::sync::atomic::AtomicU64;

use fixedbitset::FixedBitSet;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::date::Day;
use crate::base::text::cells;
use crate::config::Role;
use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::Kind;
use crate::query::Ground;
use crate::query::complete::{Asking, Candidate, Fit, Offers, Piece, complete, complete_while};
use crate::query::words::grouped;
use crate::tui::input_line::InputLine;
use crate::tui::notebook::Shown;
use crate::tui::search::{is_large, is_wanted};
use crate::tui::skin::Skin;
use crate::tui::widget::frame::popup;
use crate::tui::widget::line::{Line, row_sign};
use crate::tui::widget::scroll::{distance, follow, step};

/// How many rows the list has at most.
const ROWS: u16 = 8;

/// The narrowest list, within its frame.
const NARROWEST: usize = 24;

/// What is told where there is nothing to choose from.
pub const NOTHING: &str = "nothing is known that begins so; a field stands before a colon";

/// What came of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is none for the list.
    Passed,
    /// The list took it; the line is as before.
    Moved,
    /// The list took it, and the line is another.
    Written,
    /// There is nothing to choose from.
    Nothing,
}

/// The list of candidates for one line, open or not.
#[derive(Debug, Default)]
pub struct Completion {
    list: Option<List>,
    /// Where the piece begins for which it was closed: it does not open again by itself.
    closed_at: Option<usize>,
    /// The line of which the values are being counted.
    awaited: Option<Awaited>,
}

/// A line of which the values are counted while the screen goes on.
#[derive(Debug)]
struct Awaited {
    /// The number under which they are; `None` until that is asked for.
    ticket: Option<u64>,
    text: String,
    cursor: usize,
    /// Whether the list was asked for with Tab.
    by_tab: bool,
}

impl Awaited {
    fn is_of(&self, line: &InputLine) -> bool {
        (self.text.as_str(), self.cursor) == (line.text(), line.cursor())
    }
}

/// Values that are to be counted while the screen goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The number of the question.
    pub ticket: u64,
    /// The query.
    pub text: String,
    /// Where the cursor is in it.
    pub cursor: usize,
    /// The kinds of the records, as in [`Asking`].
    pub kinds: &'static [Kind],
    /// The present day.
    pub today: Option<Day>,
    /// What was added.
    pub shown: Shown,
    /// The records that there are without the query.
    pub present: FixedBitSet,
    /// Whether anything is counted.
    pub is_counted: bool,
}

impl Wanted {
    /// Finds what can stand there; `None` where `latest` came to be another number meanwhile.
    pub fn offers(&self, snapshot: &Snapshot, latest: &AtomicU64) -> Option<Offers> {
        let ground = Ground::new(snapshot, self.today).with(&self.shown.book);
        let asking = Asking { kinds: self.kinds, ground, present: &self.present, is_counted: self.is_counted };
        complete_while(&self.text, self.cursor, asking, &|| is_wanted(self.ticket, latest))
    }
}

/// The list while it is open.
#[derive(Debug)]
struct List {
    /// What was typed.
    text: String,
    /// Where the cursor was.
    cursor: usize,
    offers: Offers,
    /// The candidate that is chosen; `None` where what is typed is one already.
    at: Option<usize>,
    /// Whether it stands in the line already.
    is_written: bool,
}

impl List {
    fn chosen(&self) -> Option<&Candidate> {
        self.offers.candidates.get(self.at?)
    }

    /// Puts the chosen candidate into the line, in the place of what was typed.
    fn write(&mut self, line: &mut InputLine) {
        let Some((text, cursor)) = self.chosen().map(|candidate| self.offers.with(&self.text, candidate)) else {
            return;
        };
        line.set(&text, cursor);
        self.is_written = true;
    }
}

impl Completion {
    /// Tells whether the list is open.
    pub fn is_open(&self) -> bool {
        self.list.is_some()
    }

    /// Returns the candidate that is chosen in the open list.
    pub fn chosen(&self) -> Option<&Candidate> {
        self.list.as_ref()?.chosen()
    }

    /// Closes the list, and forgets everything.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Looks at what is typed now: an open list is narrowed, and behind a field and its colon it opens by itself.
    pub fn look(&mut self, line: &InputLine, asking: Asking<'_>) {
        if self.puts_off(line, asking, false) {
            self.list = None;
            return;
        }
        self.look_at(line, complete(line.text(), line.cursor(), asking));
    }

    fn look_at(&mut self, line: &InputLine, offers: Offers) {
        let same_piece = self.list.as_ref().is_some_and(|list| list.offers.at.start == offers.at.start);
        let is_closed = self.closed_at == Some(offers.at.start);
        if self.closed_at.is_some() && !is_closed {
            self.closed_at = None;
        }
        // The name of a field is offered only where somebody asked for that, and goes on typing it.
        let is_asked = if offers.is_value { !is_closed } else { same_piece && !offers.at.is_empty() };
        self.list = if is_asked && !offers.is_done() { List::of(line, offers) } else { None };
    }

    /// Opens the list where it is closed; otherwise puts the chosen candidate into the line, or the next one or the one before it.
    pub fn tab(&mut self, back: bool, line: &mut InputLine, asking: Asking<'_>) -> Answer {
        let Some(list) = &mut self.list else { return self.open(line, asking) };
        let count = list.offers.candidates.len();
        list.at = match list.at {
            Some(at) if !list.is_written && !back => Some(at),
            Some(at) if back => Some(at.checked_sub(1).unwrap_or(count - 1)),
            Some(at) => Some((at + 1) % count),
            None if back => Some(count - 1),
            None => Some(0),
        };
        if count == 1 {
            return self.take(line, asking);
        }
        list.write(line);
        Answer::Written
    }

    fn open(&mut self, line: &mut InputLine, asking: Asking<'_>) -> Answer {
        if self.puts_off(line, asking, true) {
            return Answer::Moved;
        }
        match self.open_at(line, complete(line.text(), line.cursor(), asking)) {
            (Answer::Written, false) => {
                self.look(line, asking);
                Answer::Written
            }
            (answer, _) => answer,
        }
    }

    /// Opens the list, or takes the only candidate; returns whether that is a value, too.
    fn open_at(&mut self, line: &mut InputLine, offers: Offers) -> (Answer, bool) {
        let is_value = offers.is_value;
        self.list = List::of(line, offers);
        let answer = match &mut self.list {
            None => Answer::Nothing,
            Some(list) if list.offers.candidates.len() == 1 => {
                list.at = Some(0);
                list.write(line);
                self.close();
                Answer::Written
            }
            Some(_) => Answer::Moved,
        };
        (answer, is_value)
    }

    /// Tells whether what stands in a line is put off, and remembers that it is awaited: to count values of very many records takes longer
    /// than a key press.
    fn puts_off(&mut self, line: &InputLine, asking: Asking<'_>, by_tab: bool) -> bool {
        let is_value = || Piece::at(line.text(), line.cursor()).is_some_and(|piece| piece.field.is_some());
        if asking.kinds.is_empty() || !is_large(asking.ground.snapshot) || !is_value() {
            self.awaited = None;
            return false;
        }
        if !self.awaited.as_ref().is_some_and(|awaited| awaited.is_of(line)) {
            let (text, cursor) = (line.text().to_owned(), line.cursor());
            self.awaited = Some(Awaited { ticket: None, text, cursor, by_tab });
        }
        true
    }

    /// Returns the line, and where its cursor is, of which the values are to be counted under a number; `None` where none are, or that was
    /// asked for already.
    pub fn ask(&mut self, ticket: u64) -> Option<(String, usize)> {
        let awaited = self.awaited.as_mut().filter(|awaited| awaited.ticket.is_none())?;
        awaited.ticket = Some(ticket);
        Some((awaited.text.clone(), awaited.cursor))
    }

    /// Returns the number under which values are being counted, if they are.
    pub fn awaited(&self) -> Option<u64> {
        self.awaited.as_ref()?.ticket
    }

    /// Takes values that were counted; `Passed` where they are no longer wanted.
    pub fn counted(&mut self, ticket: u64, offers: Offers, line: &mut InputLine) -> Answer {
        let is_it = |awaited: &mut Awaited| awaited.ticket == Some(ticket) && awaited.is_of(line);
        match self.awaited.take_if(is_it) {
            None => Answer::Passed,
            Some(Awaited { by_tab: true, .. }) => self.open_at(line, offers).0,
            Some(_) => {
                self.look_at(line, offers);
                Answer::Moved
            }
        }
    }

    /// Does what an action asks of the open list: to take, to close, to move through it.
    pub fn act(&mut self, action: Action, line: &mut InputLine, asking: Asking<'_>) -> Answer {
        let Some(list) = &mut self.list else { return Answer::Passed };
        match action {
            Action::Open if list.at.is_none() => {
                self.close();
                Answer::Passed
            }
            Action::Open => self.take(line, asking),
            Action::Escape => {
                // As it was typed before anything was chosen.
                let before = list.is_written.then(|| (std::mem::take(&mut list.text), list.cursor));
                self.close();
                let Some((text, cursor)) = before else { return Answer::Moved };
                line.set(&text, cursor);
                Answer::Written
            }
            _ => match distance(action, usize::from(ROWS)) {
                Some(by) => {
                    let count = list.offers.candidates.len();
                    list.at = Some(list.at.map_or(if by < 0 { count - 1 } else { 0 }, |at| step(at, by, count)));
                    Answer::Moved
                }
                None => Answer::Passed,
            },
        }
    }

    /// Puts the chosen candidate into the line and closes the list; behind a field the list of its values follows.
    fn take(&mut self, line: &mut InputLine, asking: Asking<'_>) -> Answer {
        let Some(list) = &mut self.list else { return Answer::Passed };
        let is_value = list.offers.is_value;
        list.write(line);
        self.close();
        if !is_value {
            self.look(line, asking);
        }
        Answer::Written
    }

    fn close(&mut self) {
        self.closed_at = self.list.take().map(|list| list.offers.at.start);
    }

    /// Chooses the candidate at a cell of the list, and takes it; `Passed` where the cell is none of the list's.
    pub fn point(&mut self, at: (u16, u16), anchor: Anchor, line: &mut InputLine, asking: Asking<'_>) -> Answer {
        let Some((area, list)) = self.area(anchor).zip(self.list.as_mut()) else { return Answer::Passed };
        if !area.contains(at.into()) {
            return Answer::Passed;
        }
        let row = usize::from(at.1.saturating_sub(area.y + 1));
        let is_row = at.1 > area.y && at.1 + 1 < area.bottom();
        let nth = list.top(usize::from(area.height.saturating_sub(2))) + row;
        if !is_row || nth >= list.offers.candidates.len() {
            return Answer::Moved;
        }
        list.at = Some(nth);
        self.take(line, asking)
    }

    /// Returns where the list stands, frame and all; `None` where it is closed or has no room.
    fn area(&self, Anchor { at: (x, y), within }: Anchor) -> Option<Rect> {
        let list = self.list.as_ref()?;
        let width = list.widths();
        let width = (width.0 + width.1 + width.2 + 5).max(NARROWEST).min(usize::from(within.width.saturating_sub(2)))
            as u16
            + 2;
        let rows = (list.offers.candidates.len() as u16).min(ROWS) + 2;
        let (below, above) = (within.bottom().saturating_sub(y + 1), y.saturating_sub(within.y));
        let is_below = below >= rows || below >= above;
        let height = rows.min(if is_below { below } else { above });
        let x = x.min(within.right().saturating_sub(width)).max(within.x);
        let y = if is_below { y + 1 } else { y - height };
        (height > 2).then_some(Rect { x, y, width: width.min(within.width), height })
    }

    /// Draws the list over the screen, near the line in which it is typed.
    pub fn draw(&self, anchor: Anchor, skin: &Skin, buffer: &mut Buffer) {
        let Some((area, list)) = self.area(anchor).zip(self.list.as_ref()) else { return };
        let Offers { candidates, all, .. } = &list.offers;
        let rows = usize::from(area.height.saturating_sub(2));
        let note = if rows < *all { grouped(*all as f64) } else { String::new() };
        let inside = popup(buffer, skin, area, "", &note);
        let top = list.top(rows);
        let (first, ..) = list.widths();
        for (y, candidate) in candidates.iter().skip(top).take(rows).enumerate() {
            let Some(mut line) = Line::new(buffer, skin, inside, y as u16) else { continue };
            let is_chosen = list.at == Some(top + y);
            if is_chosen {
                line.style(skin.style(Role::Selected));
            }
            line.put(row_sign(skin, is_chosen, true, false), Role::Text);
            if let Some(left) = candidate.left {
                line.put_right(&grouped(left as f64), if left == 0 { Role::Muted } else { Role::Count });
            }
            let room = line.room();
            line.column(&candidate.text, first.min(room.max(2) / 2), Role::Text);
            if !candidate.name.is_empty() {
                line.skip(2).put(&candidate.name, Role::Muted);
            }
        }
    }
}

impl List {
    /// Opens the list, if there is anything to choose from.
    fn of(line: &InputLine, offers: Offers) -> Option<Self> {
        let first = offers.candidates.first()?;
        // What is a value already is left as it is typed, until something else is chosen.
        let at = (!offers.is_value || first.fit != Fit::Whole).then_some(0);
        Some(Self { text: line.text().to_owned(), cursor: line.cursor(), offers, at, is_written: false })
    }

    /// Returns the first candidate that is seen.
    fn top(&self, rows: usize) -> usize {
        follow(0, self.at.unwrap_or(0), self.offers.candidates.len(), rows)
    }

    /// How wide the columns are: what is written, what it is called, how many are left.
    fn widths(&self) -> (usize, usize, usize) {
        let widest = |of: fn(&Candidate) -> usize| self.offers.candidates.iter().map(of).max().unwrap_or(0);
        let count = |candidate: &Candidate| candidate.left.map_or(0, |left| cells(&grouped(left as f64)));
        (widest(|candidate| cells(&candidate.text)), widest(|candidate| cells(&candidate.name)), widest(count))
    }
}

/// Where the list stands: near this cell of the line that is typed, within this area.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The cell where the line begins.
    pub at: (u16, u16),
    /// What the list must not leave.
    pub within: Rect,
}
