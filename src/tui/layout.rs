//! Where everything stands, from the size of the screen alone.
//!
//! Both sides call [`areas`]: `update` needs the height of a page, `draw` the rectangles. So nothing has to come back from drawing.

use ratatui::layout::Rect;

/// The smallest screen that shows something of use.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The width from which the panes stand side by side.
const SIDE_BY_SIDE: u16 = 60;

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
pub fn sheet_areas(size: (u16, u16), in_detail: bool, zoomed: bool) -> Option<Areas> {
    let focus = if in_detail { Pane::Detail } else { Pane::Countries };
    let mut areas = areas(size, focus, zoomed)?;
    let [list, second, third, _] = &mut areas.panes;
    if !second.is_empty() {
        list.width += second.width + third.width;
        (*second, *third) = (Rect::default(), Rect::default());
    }
    Some(areas)
}

/// Divides the screen; `None` where it is too small. `zoomed` gives the focused pane all the room there is.
pub fn areas(size: (u16, u16), focus: Pane, zoomed: bool) -> Option<Areas> {
    let (width, height) = size;
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
        areas.panes = side_by_side(body, focus);
    }
    Some(areas)
}

/// Lists above, detail below; the detail grows while the keys go to it. On a low screen only one of both shows.
fn side_by_side(body: Rect, focus: Pane) -> [Rect; 4] {
    // A list needs five rows within its frame, the detail two.
    const LIST: u16 = 7;
    const DETAIL: u16 = 4;
    let in_detail = focus == Pane::Detail;
    let detail_height = match (body.height < LIST + DETAIL, in_detail) {
        (true, true) => body.height,
        (true, false) => 0,
        (false, true) => (body.height * 3 / 5).max(LIST),
        (false, false) => (body.height * 2 / 5).min(body.height - LIST),
    };
    let lists = Rect { height: body.height - detail_height, ..body };
    let detail = Rect { y: body.y + lists.height, height: detail_height, ..body };
    // Titles of activities are the longest, names of countries the shortest.
    let first = body.width * 28 / 100;
    let second = body.width * 30 / 100;
    [
        Rect { width: first, ..lists },
        Rect { x: lists.x + first, width: second, ..lists },
        Rect { x: lists.x + first + second, width: lists.width - first - second, ..lists },
        detail,
    ]
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

    proptest! {
        #[test]
        fn panes_never_leave_the_screen_or_overlap(width in 0u16..250, height in 0u16..100, focus in 0usize..4, zoomed: bool) {
            let screen = Rect { x: 0, y: 0, width, height };
            if let Some(areas) = areas((width, height), Pane::ALL[focus], zoomed) {
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
        fn the_focused_pane_always_has_room(width in 40u16..250, height in 10u16..100, focus in 0usize..4) {
            let focus = Pane::ALL[focus];
            let areas = areas((width, height), focus, false).unwrap();
            prop_assert!(areas.inside(focus).height >= 5);
        }
    }
}
