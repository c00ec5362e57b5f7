//! Where everything stands, from the size of the screen and how the user divided it.
//!
//! Both sides call [`areas`]: `update` needs the height of a page, `draw` the rectangles. So nothing has to come back from drawing.

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

/// The smallest screen that shows something of use.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The width from which the panes stand side by side.
const SIDE_BY_SIDE: u16 = 60;

/// A list needs five rows within its frame, the detail two.
const LIST: u16 = 7;
const DETAIL: u16 = 4;

/// The fewest columns that a list gets, frame and all.
const COLUMN: u16 = 10;

/// How the panes share the screen, in thousandths, so that it outlives another size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Split {
    /// The share of the detail; `None` is two fifths, and three while the keys go to it.
    pub detail: Option<u16>,
    /// The shares of the first and the second list of Explore; the third has the rest.
    pub lists: [u16; 2],
}

impl Default for Split {
    fn default() -> Self {
        // Titles of activities are the longest, names of countries the shortest.
        Self { detail: None, lists: [280, 300] }
    }
}

impl Split {
    /// Returns shares of which none is more than the whole.
    pub fn sound(self) -> Self {
        Self { detail: self.detail.map(|share| share.min(1000)), lists: self.lists.map(|share| share.min(1000)) }
    }
}

/// What the places of all panes follow from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// How the panes share it.
    pub split: Split,
}

/// A line between panes that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divider {
    /// Between the lists and the detail below.
    Detail,
    /// Between the first and the second list of Explore.
    First,
    /// Between the second and the third.
    Second,
}

/// A divider that is held, and by which of the two frames that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grip {
    /// The divider.
    pub divider: Divider,
    /// How many cells before the pane behind it.
    pub before: u16,
}

/// The panes of Explore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// Countries and organisations.
    Countries,
    /// Goals and action points.
    Goals,
    /// Activities.
    Activities,
    /// The record under the cursor in full.
    Detail,
}

impl Pane {
    /// Every pane, from the left to the right and then below.
    pub const ALL: [Self; 4] = [Self::Countries, Self::Goals, Self::Activities, Self::Detail];

    /// The panes that are lists.
    pub const LISTS: [Self; 3] = [Self::Countries, Self::Goals, Self::Activities];

    /// Returns the heading over it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Countries => "Countries",
            Self::Goals => "Goals",
            Self::Activities => "Activities",
            Self::Detail => "Detail",
        }
    }
}

/// The rectangles of a screen; those that have no place are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Dataset and plan.
    pub head: Rect,
    /// The names of the screens.
    pub tabs: Rect,
    /// The scope, or the path where one pane shows at a time.
    pub scope: Rect,
    /// The panes, in the order of [`Pane::ALL`].
    pub panes: [Rect; 4],
    /// The keys that work here.
    pub keys: Rect,
    /// Whether one pane shows at a time.
    pub single: bool,
}

impl Areas {
    /// Returns the rectangle of a pane, frame and all.
    pub fn pane(&self, pane: Pane) -> Rect {
        self.panes.get(pane as usize).copied().unwrap_or_default()
    }

    /// Returns what is inside the frame of a pane.
    pub fn inside(&self, pane: Pane) -> Rect {
        let area = self.pane(pane);
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(2));
        if width == 0 || height == 0 { Rect::default() } else { Rect { x: area.x + 1, y: area.y + 1, width, height } }
    }
}

/// Divides a screen that is one list over the detail; the list has the place of the first pane.
pub fn sheet_areas(room: Room, in_detail: bool, zoomed: bool) -> Option<Areas> {
    let focus = if in_detail { Pane::Detail } else { Pane::Countries };
    let mut areas = areas(room, focus, zoomed)?;
    let [list, second, third, _] = &mut areas.panes;
    if !second.is_empty() {
        list.width += second.width + third.width;
        (*second, *third) = (Rect::default(), Rect::default());
    }
    Some(areas)
}

/// Divides the screen; `None` where it is too small. `zoomed` gives the focused pane all the room there is.
pub fn areas(room: Room, focus: Pane, zoomed: bool) -> Option<Areas> {
    let (width, height) = room.size;
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return None;
    }
    let line = |y: u16| Rect { x: 0, y, width, height: 1 };
    // A low screen does without the tabs: there the panes need the line.
    let tabs = u16::from(height >= 16);
    let body = Rect { x: 0, y: 2 + tabs, width, height: height - 3 - tabs };
    let single = width < SIDE_BY_SIDE;
    let mut areas = Areas {
        head: line(0),
        tabs: if tabs == 1 { line(1) } else { Rect::default() },
        scope: line(1 + tabs),
        panes: [Rect::default(); 4],
        keys: line(height - 1),
        single,
    };
    if single || zoomed {
        if let Some(area) = areas.panes.get_mut(focus as usize) {
            *area = body;
        }
    } else {
        areas.panes = side_by_side(body, &room.split, focus);
    }
    Some(areas)
}

/// Lists above, detail below; unless the user set its share, the detail grows while the keys go to it. On a low screen only one of
/// both shows.
fn side_by_side(body: Rect, split: &Split, focus: Pane) -> [Rect; 4] {
    let in_detail = focus == Pane::Detail;
    let detail_height = match (body.height < LIST + DETAIL, in_detail, split.detail) {
        (true, true, _) => body.height,
        (true, false, _) => 0,
        (false, true, None) => (body.height * 3 / 5).max(LIST),
        (false, true, Some(share)) => of(share, body.height).clamp(LIST, (body.height - LIST).max(LIST)),
        (false, false, None) => (body.height * 2 / 5).min(body.height - LIST),
        (false, false, Some(share)) => of(share, body.height).clamp(DETAIL, body.height - LIST),
    };
    let lists = Rect { height: body.height - detail_height, ..body };
    let detail = Rect { y: body.y + lists.height, height: detail_height, ..body };
    let [first, second] = split.lists;
    let first = of(first, body.width).clamp(COLUMN, body.width - 2 * COLUMN);
    let second = of(second, body.width).clamp(COLUMN, body.width - first - COLUMN);
    [
        Rect { width: first, ..lists },
        Rect { x: lists.x + first, width: second, ..lists },
        Rect { x: lists.x + first + second, width: lists.width - first - second, ..lists },
        detail,
    ]
}

/// Returns some thousandths of a length.
fn of(share: u16, whole: u16) -> u16 {
    (u32::from(share) * u32::from(whole) / 1000).min(u32::from(whole)) as u16
}

/// Returns how many thousandths of the whole a part is, so that [`of`] them is the part again.
fn share(part: u16, whole: u16) -> u16 {
    (u32::from(part) * 1000).div_ceil(u32::from(whole.max(1))).min(1000) as u16
}

impl Areas {
    /// Returns the pane at a cell.
    pub fn pane_at(&self, (x, y): (u16, u16)) -> Option<Pane> {
        Pane::ALL.into_iter().find(|&pane| self.pane(pane).contains((x, y).into()))
    }

    /// Takes hold of the divider at a cell.
    pub fn grip_at(&self, at: (u16, u16)) -> Option<Grip> {
        let divider = self.divider_at(at)?;
        let (x, y) = self.place_of(divider)?;
        let before = if divider == Divider::Detail { y.saturating_sub(at.1) } else { x.saturating_sub(at.0) };
        Some(Grip { divider, before })
    }

    /// Returns the divider at a cell: the frames of two panes that touch.
    pub fn divider_at(&self, (x, y): (u16, u16)) -> Option<Divider> {
        let [first, second, third, detail] = self.panes;
        let is_lists = [first, second, third].iter().any(|list| list.contains((x, y).into()));
        let beside = |left: Rect, right: Rect| {
            !left.is_empty() && !right.is_empty() && is_lists && (x + 1 == right.x || x == right.x)
        };
        let is_over = !first.is_empty() && !detail.is_empty();
        match () {
            () if is_over && (y + 1 == detail.y || y == detail.y) && x < detail.right() => Some(Divider::Detail),
            () if beside(first, second) => Some(Divider::First),
            () if beside(second, third) => Some(Divider::Second),
            () => None,
        }
    }

    /// Returns the shares with which a divider comes to stand at a cell, as near as the panes' least sizes let it.
    pub fn pull(&self, divider: Divider, (x, y): (u16, u16), split: Split) -> Split {
        let [first, second, third, detail] = self.panes;
        let (width, height) = (first.width + second.width + third.width, first.height + detail.height);
        let within = |at: u16, both: u16| at.clamp(COLUMN, both.saturating_sub(COLUMN).max(COLUMN));
        let (one, two) = match divider {
            Divider::Detail => {
                let lowest = (first.y + height).saturating_sub(DETAIL);
                let top = y.clamp((first.y + LIST).min(lowest), lowest);
                return Split { detail: Some(share(first.y + height - top, height)), ..split };
            }
            Divider::First => {
                let both = first.width + second.width;
                let one = within(x.saturating_sub(first.x), both);
                (one, both.saturating_sub(one))
            }
            Divider::Second => (first.width, within(x.saturating_sub(second.x), second.width + third.width)),
        };
        Split { lists: [share(one, width), share(two, width)], ..split }
    }

    /// Returns where a divider stands: the first cell behind it; `None` where there is none.
    pub fn place_of(&self, divider: Divider) -> Option<(u16, u16)> {
        let [first, second, third, detail] = self.panes;
        let behind = match divider {
            _ if first.is_empty() => return None,
            Divider::Detail => detail,
            Divider::First => second,
            Divider::Second => third,
        };
        (!behind.is_empty()).then_some((behind.x, behind.y))
    }
}

/// Returns the area of a popup: centred, at most of that size, with the screen's edge left free where there is room.
///
/// The line of keys at the bottom is never covered.
pub fn popup(size: (u16, u16), width: u16, height: u16) -> Rect {
    let edge = if size.0 > 50 { 4 } else { 0 };
    let above_keys = size.1.saturating_sub(1);
    let width = width.min(size.0.saturating_sub(edge));
    let height = height.min(above_keys.saturating_sub(u16::from(size.1 > 18)));
    Rect { x: (size.0 - width) / 2, y: (above_keys - height) / 2, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split() -> impl Strategy<Value = Split> {
        (proptest::option::of(0u16..1001), [0u16..1001, 0u16..1001]).prop_map(|(detail, lists)| Split { detail, lists })
    }

    proptest! {
        #[test]
        fn panes_never_leave_the_screen_or_overlap(
            (width, height) in (0u16..250, 0u16..100), split in split(), focus in 0usize..4, zoomed: bool,
        ) {
            let screen = Rect { x: 0, y: 0, width, height };
            if let Some(areas) = areas(Room { size: (width, height), split }, Pane::ALL[focus], zoomed) {
                let all = [areas.head, areas.tabs, areas.scope, areas.keys].into_iter().chain(areas.panes);
                let all: Vec<Rect> = all.filter(|area| !area.is_empty()).collect();
                for (at, area) in all.iter().enumerate() {
                    prop_assert_eq!(area.intersection(screen), *area);
                    prop_assert!(all.iter().skip(at + 1).all(|other| area.intersection(*other).is_empty()));
                }
            }
            prop_assert_eq!(popup((width, height), 60, 20).intersection(screen), popup((width, height), 60, 20));
        }

        #[test]
        fn the_focused_pane_always_has_room(size in (40u16..250, 10u16..100), split in split(), focus in 0usize..4) {
            let focus = Pane::ALL[focus];
            let areas = areas(Room { size, split }, focus, false).unwrap();
            prop_assert!(areas.inside(focus).height >= 5);
        }

        #[test]
        fn a_divider_comes_to_stand_where_it_is_pulled(
            size in (60u16..250, 20u16..100), split in split(), (right, down) in (0u16..1000, 0u16..1000),
        ) {
            let room = Room { size, split };
            let before = areas(room, Pane::Goals, false).unwrap();
            for divider in [Divider::Detail, Divider::First, Divider::Second] {
                let split = before.pull(divider, (right % size.0, down % size.1), split);
                let after = areas(Room { split, ..room }, Pane::Goals, false).unwrap();
                // Where it stands now it can be pulled back to where it was: nothing is lost by the thousandths.
                let was = before.place_of(divider).unwrap();
                let back = after.pull(divider, was, split);
                let again = areas(Room { split: back, ..room }, Pane::Goals, false).unwrap();
                prop_assert_eq!(again.place_of(divider), Some(was), "{:?}", divider);
            }
        }
    }
}
