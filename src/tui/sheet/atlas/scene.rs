//! Where each participant stands in the picture, and which one lies next in a direction.

use ratatui::layout::Rect;

use crate::base::places::Point;
use crate::base::text::cells;
use crate::query::words::grouped;
use crate::tui::sheet::atlas::globe::Part;
use crate::tui::sheet::atlas::{map, tiles};
use crate::tui::sheet::body::{Row, Sight};

/// The way in which the participants are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// On a map.
    Map,
    /// As tiles of so many cells, in so many lines.
    Tiles {
        /// The cells of a tile.
        width: usize,
        /// The lines of the grid; they may be more than there is room for.
        lines: usize,
    },
}

/// Where everything stands.
#[derive(Debug)]
pub struct Scene {
    /// Map or tiles.
    pub manner: Manner,
    /// The part of the globe that is shown.
    pub part: Part,
    /// Where the participants stand that have a place: column and line within the area, for the first rows in their order.
    pub spots: Vec<(u16, u16)>,
    /// Where map or tiles are drawn.
    pub area: Rect,
    /// The lines below.
    pub foot: Rect,
}

/// A direction on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}

/// A sign and two letters stand before shade and number.
const BEHIND_CODE: u16 = 3;

impl Scene {
    /// Finds a place for every participant that lies somewhere; there are at most as many as country codes.
    pub fn new(sight: &Sight<'_>) -> Self {
        // Those with a place come first.
        let placed = sight.rows.partition_point(|row| row.point.is_some());
        let rows = sight.rows.get(..placed).unwrap_or_default();
        let (area, foot) = divided(sight.area, placed < sight.rows.len());
        let points: Vec<Point> = rows.iter().filter_map(|row| row.point).collect();
        let part = Part::around(&points);
        let places: Vec<(i32, i32)> = points.iter().map(|&point| part.within(point)).collect();
        let labels = (!sight.ascii && map::has_room(area)).then(|| map::labels(&places, part, area)).flatten();
        if let Some(spots) = labels {
            return Self { manner: Manner::Map, part, spots, area, foot };
        }
        let (manner, spots) = tiled(rows, &places, area);
        Self { manner, part, spots, area, foot }
    }

    /// Returns the first line that is seen, so that the cursor is.
    pub fn top(&self, cursor: usize) -> u16 {
        let Manner::Tiles { lines, .. } = self.manner else { return 0 };
        let last = (lines as u16).saturating_sub(self.area.height);
        // Beside what is listed below, the last lines are seen.
        self.spots.get(cursor).map_or(last, |(_, y)| y.saturating_sub(self.area.height / 2).min(last))
    }

    /// Returns the participant that lies next in a direction; `None` where there is none.
    pub fn next(&self, cursor: usize, direction: Direction, rows: usize) -> Option<usize> {
        let placed = self.spots.len();
        if cursor >= placed {
            return match direction {
                Direction::Left => cursor.checked_sub(1).filter(|&at| at >= placed),
                Direction::Right => Some(cursor + 1).filter(|&at| at < rows),
                Direction::Up => self.lowest(),
                Direction::Down => None,
            };
        }
        let from = self.spots.get(cursor)?;
        let cost = |to: &(u16, u16)| {
            let dx = i32::from(to.0) - i32::from(from.0);
            // A line is as high as two cells are wide.
            let dy = 2 * (i32::from(to.1) - i32::from(from.1));
            let (along, across) = match direction {
                Direction::Left => (-dx, dy),
                Direction::Right => (dx, dy),
                Direction::Up => (-dy, dx),
                Direction::Down => (dy, dx),
            };
            (along > 0).then_some(along + 2 * across.abs())
        };
        let costs = self.spots.iter().enumerate().filter_map(|(at, to)| cost(to).map(|cost| (cost, at)));
        let below = (direction == Direction::Down && placed < rows).then_some(placed);
        costs.min().map(|(_, at)| at).or(below)
    }

    /// Returns the participant whose label or tile is drawn at a cell of the area.
    pub fn at(&self, at: (u16, u16), cursor: usize) -> Option<usize> {
        let (top, width) = (self.top(cursor), self.width());
        let is_there = |(x, y): &(u16, u16)| (*x..*x + width).contains(&at.0) && y.checked_sub(top) == Some(at.1);
        self.spots.iter().position(is_there)
    }

    /// Lists the cells behind the codes of the participants that are seen.
    pub fn places(&self, cursor: usize) -> Vec<(u16, u16)> {
        let top = self.top(cursor);
        let seen = self.spots.iter().filter_map(|&(x, y)| Some((x + BEHIND_CODE, y.checked_sub(top)?)));
        seen.filter(|(_, y)| *y < self.area.height).collect()
    }

    /// Returns how many cells a label or tile takes.
    pub fn width(&self) -> u16 {
        match self.manner {
            Manner::Map => map::LABEL,
            Manner::Tiles { width, .. } => width as u16,
        }
    }

    /// Returns the lowest participant, of several the one most to the left: from there the way leads down to those without a place.
    fn lowest(&self) -> Option<usize> {
        let spots = self.spots.iter().enumerate();
        spots.min_by_key(|(_, (x, y))| (u16::MAX - y, *x)).map(|(at, _)| at)
    }
}

/// Divides the area: map or tiles above, below them who the cursor is on, and where there is room those without a place.
fn divided(area: Rect, has_others: bool) -> (Rect, Rect) {
    let lines = if area.height >= 8 && has_others { 2 } else { 1 };
    let foot = lines.min(area.height.saturating_sub(1));
    let height = area.height - foot;
    (Rect { height, ..area }, Rect { y: area.y + height, height: foot, ..area })
}

/// Gives every participant its tile.
fn tiled(rows: &[Row], places: &[(i32, i32)], area: Rect) -> (Manner, Vec<(u16, u16)>) {
    let digits = rows.iter().map(|row| cells(&grouped(row.count as f64))).max().unwrap_or(1);
    // A sign, two letters, a shade, the number.
    let least = 4 + digits;
    let (room, height) = (usize::from(area.width), usize::from(area.height));
    let most = (room / least).max(1);
    // About as wide as high where there is room, but rather wide than too high for the screen.
    let square = (rows.len() * 5 / 2).isqrt();
    let columns = square.max(rows.len().div_ceil(height.max(1))).clamp(1, most);
    let lines = rows.len().div_ceil(columns).max(height.min((rows.len() * 2).div_ceil(columns)));
    let width = (room / columns).min(least + 4);
    let spots = tiles::layout(places, columns, lines).into_iter();
    let spots = spots.map(|(x, y)| ((x * width) as u16, y as u16)).collect();
    (Manner::Tiles { width, lines }, spots)
}
