//! The rows of the three lists.

use std::sync::Arc;

use crate::base::ranked::Ranked;
use crate::index::Order;
use crate::model::{Kind, Rid};
use crate::tui::layout::Pane;
use crate::tui::widget::scroll::find_near;

/// Returns the kinds that the rows of a list are of.
pub fn kinds(pane: Pane) -> &'static [Kind] {
    match pane {
        Pane::Countries => &[Kind::Country, Kind::Organisation],
        Pane::Goals => &[Kind::Goal, Kind::Action],
        Pane::Activities => &[Kind::Activity],
        Pane::Detail => &[],
    }
}

/// One row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The record; `None` is the row 'All'.
    pub rid: Option<Rid>,
    /// How many activities it touches within what the list is filtered by; for an activity nothing is counted.
    pub count: u32,
    /// How far it is set in: an action point under its goal.
    pub depth: u8,
}

/// The rows of a list, the first being 'All'.
#[derive(Clone, Debug)]
pub enum Rows {
    /// Countries or goals: each is counted.
    Counted(Vec<Row>),
    /// Activities: there may be very many, of which only those on the screen are written out.
    Chosen(Chosen),
}

/// Some of the activities, in the order of their list.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// All of them.
    pub order: Arc<[Rid]>,
    /// The places in that order of those that are chosen.
    pub places: Ranked,
    /// The places in that order by the places in the order that lists have before anybody asks for another; `None` where it is that.
    pub moved: Option<Arc<[u32]>>,
}

impl Default for Rows {
    fn default() -> Self {
        Self::Counted(Vec::new())
    }
}

impl Rows {
    /// Returns how many rows there are.
    pub const fn len(&self) -> usize {
        match self {
            Self::Counted(rows) => rows.len(),
            Self::Chosen(chosen) => chosen.places.len() + 1,
        }
    }

    /// Tells whether there is none: nothing was made yet.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a row.
    pub fn get(&self, at: usize) -> Option<Row> {
        match self {
            Self::Counted(rows) => rows.get(at).copied(),
            Self::Chosen(chosen) => chosen.row(at),
        }
    }

    /// Lists the rows from one on.
    pub fn from(&self, first: usize) -> impl Iterator<Item = Row> {
        (first..self.len()).filter_map(|at| self.get(at))
    }

    /// Lists the records of the rows.
    pub fn records(&self) -> Box<dyn Iterator<Item = Rid> + '_> {
        match self {
            Self::Counted(rows) => Box::new(rows.iter().filter_map(|row| row.rid)),
            Self::Chosen(chosen) => Box::new(chosen.places.iter().filter_map(|at| chosen.order.get(at).copied())),
        }
    }

    /// Returns the position of a record's row, or of 'All'; `near` is where it stood before. `None` where it has no row.
    pub fn position(&self, record: Option<Rid>, near: usize, order: &Order) -> Option<usize> {
        match (self, record) {
            (Self::Counted(rows), _) => find_near(rows, near, |row| row.rid == record),
            (Self::Chosen(_), None) => Some(0),
            (Self::Chosen(chosen), Some(rid)) => chosen.position(order.place(rid)?),
        }
    }

    /// Returns the largest count of a row.
    pub fn most(&self) -> u32 {
        match self {
            Self::Counted(rows) => rows.iter().map(|row| row.count).max().unwrap_or(0),
            Self::Chosen(chosen) => chosen.places.len() as u32,
        }
    }
}

impl Chosen {
    fn row(&self, at: usize) -> Option<Row> {
        let Some(nth) = at.checked_sub(1) else {
            return Some(Row { rid: None, count: self.places.len() as u32, depth: 0 });
        };
        let rid = self.order.get(self.places.nth(nth)?).copied();
        Some(Row { rid, count: 0, depth: 0 })
    }

    fn position(&self, place: usize) -> Option<usize> {
        let place = self.moved.as_ref().map_or(Some(place), |moved| moved.get(place).map(|&place| place as usize))?;
        self.places.position(place).map(|before| before + 1)
    }
}
