//! A list to pick from; what is typed narrows it.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::{cells, fold};
use crate::config::Role;
use crate::diff;
use crate::exchange::{Format, Selection};
use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Name, Rid};
use crate::query::Filter;
use crate::report;
use crate::revise::{Amendment, Outcome};
use crate::tui::datasets::Place;
use crate::tui::detail::groups;
use crate::tui::export::Content;
use crate::tui::input_line::InputLine;
use crate::tui::layout;
use crate::tui::notebook::begun::Unfinished;
use crate::tui::papers::{Paper, Wanted};
use crate::tui::skin::Skin;
use crate::tui::widget::frame::popup;
use crate::tui::widget::line::Line;
use crate::tui::widget::scroll::{follow, step};

/// What was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// An action to run.
    Run(Action),
    /// A record to open.
    Record(Rid),
    /// A longer list of records, under a title.
    Many(String, Vec<Rid>),
    /// What is different in one of the records that say something else, by its position, or at the head of the dataset.
    Change(Arc<diff::Report>, Option<usize>),
    /// Differences to write to a file.
    Differences(Arc<diff::Report>),
    /// A dataset to compare with the one that is shown.
    Compare(Place),
    /// The name of the next version.
    Revise(String),
    /// An amendment that is settled or not, with what becomes of it.
    Amendment(Box<Amendment>, Option<Outcome>),
    /// Something to write to a file, as it is.
    Write(Content),
    /// A text to copy.
    Copy(String),
    /// A part of the scope to take away.
    DropChip(usize),
    /// A place of the way taken, counted back from the present.
    Back(usize),
    /// A dataset to show.
    Dataset(Place),
    /// A format to write these records in.
    Format(Arc<Selection>, Format),
    /// A field to sort the list by; `None` is its own order.
    Sort(Option<Name>),
    /// A saved view to open.
    View(String),
    /// A name under which what is shown is saved as a view.
    SaveView(String),
    /// A saved view to forget.
    ForgetView(String),
    /// A paper to show.
    Paper(Wanted),
    /// A format to write a paper in.
    PaperFormat(Paper, report::Format),
    /// Something to go on writing.
    Draft(Unfinished),
    /// A meeting to open.
    Meeting(Rid),
}

/// One line of the list.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// The text.
    pub text: String,
    /// What stands at the right: a key, a source.
    pub note: String,
    /// A line of explanation, also searched.
    pub more: String,
    /// What picking it answers; a line without is a heading or only to be read.
    pub pick: Option<Pick>,
    /// Whether it is a heading.
    pub heading: bool,
    /// Why it cannot be picked now.
    pub refusal: Option<String>,
}

/// The position of the line that is made of what is typed.
const TYPED: usize = usize::MAX;

/// What a list holds.
#[derive(Debug)]
enum Items {
    /// Lines that were made beforehand.
    Lines(Vec<Item>),
    /// Records, whose lines are made when they are drawn: there may be very many.
    Records(Vec<Rid>),
}

/// A list to pick from.
#[derive(Debug)]
pub struct Picker {
    title: String,
    items: Items,
    input: InputLine,
    /// The positions of the items that are shown.
    shown: Vec<usize>,
    cursor: usize,
    top: usize,
    /// Makes a line of what is typed, where that can be picked itself.
    taking: Option<fn(&str) -> Option<Item>>,
    /// Whether that line is the first.
    is_taken_first: bool,
}

impl Picker {
    /// Makes a list of lines under a title.
    pub fn new(title: impl Into<String>, items: Vec<Item>) -> Self {
        let shown = (0..items.len()).collect();
        Self::with(title.into(), Items::Lines(items), shown)
    }

    /// Makes a list of records under a title.
    pub fn of_records(title: impl Into<String>, rids: Vec<Rid>) -> Self {
        let shown = (0..rids.len()).collect();
        Self::with(title.into(), Items::Records(rids), shown)
    }

    fn with(title: String, items: Items, shown: Vec<usize>) -> Self {
        let mut picker = Self {
            title,
            items,
            input: InputLine::default(),
            shown,
            cursor: 0,
            top: 0,
            taking: None,
            is_taken_first: false,
        };
        picker.cursor = picker.next_pick(0, 1).unwrap_or(0);
        picker
    }

    /// Lets what is typed be picked itself, as a last line.
    pub fn taking(mut self, make: fn(&str) -> Option<Item>) -> Self {
        self.taking = Some(make);
        self
    }

    /// Puts the line of what is typed before all others.
    pub fn taken_first(mut self) -> Self {
        self.is_taken_first = true;
        self
    }

    /// Puts the cursor on a line.
    pub fn on(mut self, at: usize) -> Self {
        self.cursor = self.next_pick(at, 1).unwrap_or(self.cursor);
        self
    }

    /// Returns what is being typed, to change it.
    pub fn input_mut(&mut self) -> &mut InputLine {
        &mut self.input
    }

    /// Shows what has every word that was typed, and puts the cursor on the first that can be picked.
    pub fn narrow(&mut self, snapshot: &Snapshot) {
        let text = self.input.text();
        self.shown = match &self.items {
            Items::Lines(items) => lines_with(items, text),
            Items::Records(rids) => {
                let words = Filter::of_words(text);
                let passes = |rid: &Rid| snapshot.dataset.record(*rid).is_some_and(|record| words.accepts(record));
                (0..rids.len()).filter(|at| rids.get(*at).is_some_and(passes)).collect()
            }
        };
        if self.taking.is_some_and(|make| make(text).is_some()) {
            // What begins as if it were to be saved is meant to be; a path may be the beginning of another line.
            let at = if self.is_taken_first { 0 } else { self.shown.len() };
            self.shown.insert(at, TYPED);
        }
        self.cursor = self.next_pick(0, 1).unwrap_or(0);
        self.top = 0;
    }

    /// Moves the cursor by some rows, over headings.
    pub fn step(&mut self, by: isize, size: (u16, u16)) {
        let wanted = step(self.cursor, by, self.shown.len());
        let found = self.next_pick(wanted, by.signum()).or_else(|| self.next_pick(wanted, -by.signum()));
        self.cursor = found.unwrap_or(wanted);
        self.settle(size);
    }

    /// Keeps the cursor on the screen.
    pub fn settle(&mut self, size: (u16, u16)) {
        let page = self.page(size);
        // At the first item the heading over it is seen, too.
        let first = self.next_pick(0, 1).unwrap_or(0) == self.cursor && self.cursor < page;
        self.top = if first { 0 } else { follow(self.top, self.cursor, self.shown.len(), page) };
    }

    fn next_pick(&self, from: usize, by: isize) -> Option<usize> {
        let mut at = from;
        loop {
            let item = *self.shown.get(at)?;
            if !self.is_heading(item) {
                return Some(at);
            }
            at = at.checked_add_signed(if by == 0 { 1 } else { by })?;
        }
    }

    fn is_heading(&self, at: usize) -> bool {
        matches!(&self.items, Items::Lines(items) if items.get(at).is_some_and(|item| item.heading))
    }

    /// Returns the line under the cursor.
    pub fn picked(&self, snapshot: &Snapshot) -> Option<Item> {
        self.item(*self.shown.get(self.cursor)?, snapshot)
    }

    fn item(&self, at: usize, snapshot: &Snapshot) -> Option<Item> {
        if at == TYPED {
            return self.taking.and_then(|make| make(self.input.text()));
        }
        match &self.items {
            Items::Lines(items) => items.get(at).cloned(),
            Items::Records(rids) => rids.get(at).map(|&rid| Item::of_record(rid, snapshot)),
        }
    }

    /// Returns how many rows of the list fit on a screen of that size.
    pub fn page(&self, size: (u16, u16)) -> usize {
        usize::from(self.area(size).height.saturating_sub(3)).max(1)
    }

    /// Returns where the rows stand on a screen of that size: inside the frame, below what is typed.
    fn rows_area(&self, size: (u16, u16)) -> Rect {
        let area = self.area(size);
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(3));
        Rect { x: area.x + 1, y: area.y + 2, width, height }
    }

    /// Tells whether a cell is within the popup.
    pub fn covers(&self, at: (u16, u16), size: (u16, u16)) -> bool {
        self.area(size).contains(at.into())
    }

    /// Puts the cursor on the row at a cell; `false` where there is none, or a heading.
    pub fn aim(&mut self, at: (u16, u16), size: (u16, u16)) -> bool {
        let rows = self.rows_area(size);
        let nth = rows.contains(at.into()).then(|| self.top + usize::from(at.1 - rows.y));
        let found = nth.filter(|nth| self.shown.get(*nth).is_some_and(|item| !self.is_heading(*item)));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    fn area(&self, size: (u16, u16)) -> Rect {
        let (width, count) = match &self.items {
            Items::Lines(items) => {
                let refusal = |item: &Item| item.refusal.as_ref().map_or(0, |reason| cells(reason) + 3);
                let width = |item: &Item| cells(&item.text) + refusal(item) + cells(&item.note) + 6;
                // The title, its corners, and a count: it must not become another width while something is typed.
                let title = cells(&self.title) + 14;
                (items.iter().take(200).map(width).max().unwrap_or(0).max(title).clamp(36, 100), items.len())
            }
            Items::Records(rids) => (100, rids.len()),
        };
        layout::popup(size, width as u16, (count + 3).min(200) as u16)
    }

    fn counts(&self) -> String {
        let (found, all) = match &self.items {
            Items::Records(rids) => (self.shown.len(), rids.len()),
            Items::Lines(items) => {
                let found = self.shown.iter().filter(|at| !self.is_heading(**at)).count();
                (found, items.iter().filter(|item| !item.heading).count())
            }
        };
        if found == all { all.to_string() } else { format!("{found} of {all}") }
    }

    /// Draws the list over the screen.
    pub fn draw(&self, snapshot: &Snapshot, skin: &Skin, buffer: &mut Buffer) {
        let size = (buffer.area.width, buffer.area.height);
        let inside = popup(buffer, skin, self.area(size), &self.title, &self.counts());
        self.draw_input(skin, inside, buffer);
        let rows = self.rows_area(size);
        for (y, at) in self.shown.iter().skip(self.top).take(usize::from(rows.height)).enumerate() {
            let Some(item) = self.item(*at, snapshot) else { continue };
            let Some(line) = Line::new(buffer, skin, rows, y as u16) else { continue };
            draw_item(&item, self.top + y == self.cursor, line, skin);
        }
        if self.shown.is_empty()
            && let Some(mut line) = Line::new(buffer, skin, rows, 0)
        {
            line.skip(1).put("Nothing has these words; Esc closes", Role::Muted);
        }
    }

    fn draw_input(&self, skin: &Skin, area: Rect, buffer: &mut Buffer) {
        let Some(mut line) = Line::new(buffer, skin, area, 0) else { return };
        line.put(skin.sign(("› ", "> ")), Role::Key);
        if self.input.text().is_empty() {
            line.put("type to narrow, Enter picks, Esc closes", Role::Muted);
        } else {
            self.input.put(&mut line, skin);
        }
    }
}

impl Item {
    /// Makes the line of a record.
    pub fn of_record(rid: Rid, snapshot: &Snapshot) -> Self {
        let entry = groups::link(rid, snapshot);
        Self { text: entry.text, note: entry.note, pick: Some(Pick::Record(rid)), ..Self::default() }
    }

    /// Makes a heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self { text: text.into(), heading: true, ..Self::default() }
    }
}

/// Finds the lines that have every word; those that begin with the first stand first.
fn lines_with(items: &[Item], text: &str) -> Vec<usize> {
    let typed = fold(text).into_owned();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let Some(first) = words.first() else { return (0..items.len()).collect() };
    let has = |item: &Item| {
        let text = fold(&format!("{} {} {}", item.text, item.more, item.note)).into_owned();
        !item.heading && words.iter().all(|word| text.contains(word))
    };
    let mut found: Vec<usize> = items.iter().enumerate().filter(|(_, item)| has(item)).map(|(at, _)| at).collect();
    found.sort_by_key(|at| !items.get(*at).is_some_and(|item| fold(&item.text).starts_with(first)));
    found
}

fn draw_item(item: &Item, selected: bool, mut line: Line<'_>, skin: &Skin) {
    if selected {
        line.style(skin.style(Role::Selected));
    }
    if item.heading {
        line.put(&item.text, Role::Heading);
        return;
    }
    let cursor = if selected { skin.sign(("▌", ">")) } else { " " };
    line.put(cursor, Role::Text);
    let note = match item.pick {
        Some(Pick::Run(_)) => Role::Key,
        _ if selected => Role::Text,
        _ => Role::Source,
    };
    // How much is written matters more than the name of the file, which is asked for next.
    let gives_way = matches!(item.pick, Some(Pick::Format(..))) && cells(&item.text) + cells(&item.note) >= line.room();
    if !gives_way {
        line.put_right(&item.note, note);
    }
    match &item.refusal {
        None => line.put(&item.text, Role::Text),
        Some(reason) => line.put(&item.text, Role::Muted).put(&format!(" - {reason}"), Role::Muted),
    };
}
