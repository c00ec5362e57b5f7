//! One line of the picture: signs in cells, later ones over earlier ones, cut at both ends.

use crate::base::date::{Day, PartialDate, Period, Precision};
use crate::base::text::cells;
use crate::config::Role;
use crate::model::field::Term;
use crate::tui::sheet::calendar::axis::Scale;
use crate::tui::skin::Skin;
use crate::tui::widget::line::Line;

/// What a sign is in Unicode and in ASCII.
type Sign = (&'static str, &'static str);

/// Time that is certain.
pub const SURE: Sign = ("█", "#");
/// Time within which something takes place, nobody knows when.
pub const UNSURE: Sign = ("░", ":");
/// The beginning of a unit of the axis.
const GRID: Sign = ("·", ".");
/// The day on which the dashboard was opened.
const TODAY: Sign = ("│", "|");
/// The same over the picture.
const TODAY_HEAD: Sign = ("▼", "v");
/// A beginning and an end that nobody states.
const OPEN: [Sign; 2] = [("◀", "<"), ("▶", ">")];
/// Where what is not seen lies.
const AWAY: [Sign; 2] = [("‹", "<"), ("›", ">")];

/// The part of time that is seen.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// How time becomes cells.
    pub scale: Scale,
    /// The first cell that is seen.
    pub left: i32,
    /// How many are seen.
    pub width: i32,
}

impl Window {
    /// Returns where a day lies, counted from the first cell that is seen.
    pub fn at(self, day: Day) -> i32 {
        self.scale.cell(day) - self.left
    }

    /// Returns the first and the last cell of a period; an open end has none.
    pub fn ends(self, when: Period) -> (Option<i32>, Option<i32>) {
        (when.start().map(|from| self.at(from.first_day())), when.end().map(|to| self.at(to.last_day())))
    }
}

/// A line of cells.
pub struct Strip<'a> {
    cells: Vec<(String, Role)>,
    window: Window,
    skin: &'a Skin,
}

impl<'a> Strip<'a> {
    /// Makes an empty line.
    pub fn new(window: Window, skin: &'a Skin) -> Self {
        let cells = vec![(" ".to_owned(), Role::Text); usize::try_from(window.width).unwrap_or_default()];
        Self { cells, window, skin }
    }

    fn sign(&mut self, at: i32, sign: Sign, role: Role) {
        let shown = self.skin.sign(sign);
        if let Some(cell) = usize::try_from(at).ok().and_then(|at| self.cells.get_mut(at)) {
            *cell = (shown.to_owned(), role);
        }
    }

    /// Puts words, of which every letter has one cell; `false` where they do not fit.
    fn words(&mut self, at: i32, words: &str, role: Role) -> bool {
        let fits = at >= 0 && at + cells(words) as i32 <= self.window.width;
        for (at, letter) in (at..).zip(words.chars()).filter(|_| fits) {
            if let Some(cell) = usize::try_from(at).ok().and_then(|at| self.cells.get_mut(at)) {
                *cell = (letter.to_string(), role);
            }
        }
        fits
    }

    /// Marks the beginnings of units, and today.
    pub fn ground(&mut self, today: Option<Day>) {
        let Window { scale, left, width } = self.window;
        for at in (0..width).filter(|at| scale.begins_unit(left + at)) {
            self.sign(at, GRID, Role::Muted);
        }
        if let Some(today) = today {
            self.sign(self.window.at(today), TODAY, Role::Notice);
        }
    }

    /// Puts names over the picture, and the mark of today over those.
    pub fn names(&mut self, names: &[(i32, String)], today: Option<Day>, role: Role) {
        let mut free = 0;
        let left = self.window.left;
        let mark = today.map(|today| self.window.at(today));
        for (mut at, name) in names.iter().map(|(cell, name)| (cell - left, name)) {
            // A name at the left edge gives way to the next one.
            let next = names.iter().map(|(cell, _)| cell - left).find(|&other| other > at);
            if let Some(mark) = mark.filter(|mark| (at..=at + cells(name) as i32).contains(mark)) {
                at = mark + 2;
            }
            let room = next.unwrap_or(i32::MAX) - at;
            if at >= free && room > cells(name) as i32 && self.words(at, name, role) {
                free = at + cells(name) as i32 + 1;
            }
        }
        if let Some(mark) = mark {
            self.sign(mark, TODAY_HEAD, Role::Notice);
        }
    }

    /// Draws a period as wide as it is unsure, with its status beside it.
    pub fn bar(&mut self, when: Period, status: &Term) {
        let (first, last) = self.window.ends(when);
        let (begin, end) = (first.unwrap_or(0), last.unwrap_or(self.window.width - 1));
        if last.is_some_and(|last| last < 0) {
            self.away(0, &when.compact());
        } else if first.is_some_and(|first| first >= self.window.width) {
            self.away(1, &when.compact());
        } else {
            let sure = |date: Option<PartialDate>| date.is_none_or(|date| date.precision() == Precision::Day);
            let begun = when.start().filter(|_| !sure(when.start())).map(|from| self.window.at(from.last_day()));
            let ending = when.end().filter(|_| !sure(when.end())).map(|to| self.window.at(to.first_day()));
            for at in begin.max(0)..=end.min(self.window.width - 1) {
                let light = begun.is_some_and(|begun| at <= begun) || ending.is_some_and(|ending| at >= ending);
                self.sign(at, if light { UNSURE } else { SURE }, Role::Bar);
            }
            let [before, after] = OPEN;
            if first.is_none() {
                self.sign(0, before, Role::Bar);
            }
            if last.is_none() {
                self.sign(self.window.width - 1, after, Role::Bar);
            }
            self.beside(begin, end, status.name);
        }
    }

    /// Puts a word right of a bar, or else left of it.
    fn beside(&mut self, begin: i32, end: i32, word: &str) {
        let before = begin - 1 - cells(word) as i32;
        let gap = if self.words(end + 2, word, Role::Muted) {
            end + 1
        } else if self.words(before, word, Role::Muted) {
            begin - 1
        } else {
            return;
        };
        self.blank(gap);
    }

    /// Takes the mark of a unit away that stands beside words.
    fn blank(&mut self, at: i32) {
        let cell = usize::try_from(at).ok().and_then(|at| self.cells.get_mut(at));
        if let Some(cell) = cell.filter(|(_, role)| *role == Role::Muted) {
            *cell = (" ".to_owned(), Role::Text);
        }
    }

    /// Says at an edge when something takes place that is not seen.
    fn away(&mut self, edge: usize, when: &str) {
        let sign = self.skin.sign(AWAY.get(edge).copied().unwrap_or_default());
        let words = if edge == 0 { format!("{sign} {when}") } else { format!("{when} {sign}") };
        let at = if edge == 0 { 0 } else { self.window.width - cells(&words) as i32 };
        if self.words(at, &words, Role::Date) {
            self.blank(if edge == 0 { cells(&words) as i32 } else { at - 1 });
        } else {
            self.sign(if edge == 0 { 0 } else { self.window.width - 1 }, (sign, sign), Role::Date);
        }
    }

    /// Says that there is no date.
    pub fn undated(&mut self) {
        let _ = self.words(0, "no date is stated", Role::Unknown) || self.words(0, "no date", Role::Unknown);
    }

    /// Puts the line at the left of what is free.
    pub fn put(&self, line: &mut Line<'_>) {
        for run in self.cells.chunk_by(|one, other| one.1 == other.1) {
            let signs: String = run.iter().map(|(sign, _)| sign.as_str()).collect();
            line.put(&signs, run.first().map_or(Role::Text, |(_, role)| *role));
        }
    }
}
