//! The map: coast lines of the part of the globe where the participants lie, and a label for each of them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use crate::tui::sheet::atlas::globe::Part;

/// How many cells a label takes: a sign, two letters, a shade.
pub const LABEL: u16 = 4;

/// The smallest area in which coast lines are recognised.
const SMALLEST: (u16, u16) = (60, 9);

/// How far a label may stand from its place, in cells and lines.
const FARTHEST: (i32, i32) = (12, 3);

/// Tells whether the area has room for a map at all.
pub fn has_room(area: Rect) -> bool {
    area.width >= SMALLEST.0 && area.height >= SMALLEST.1
}

/// Draws the coast lines, and nothing of borders.
pub fn draw_coasts(part: Part, area: Rect, buffer: &mut Buffer) {
    let degrees = |tenths: i32| f64::from(tenths) / 10.0;
    // In the east the part may lie beyond the edge of the data, in the west before it.
    for turn in [-3600, 0, 3600] {
        let (west, east) = (part.west + turn, part.east + turn);
        if east < -1800 || west > 1800 {
            continue;
        }
        let coasts = Map { resolution: MapResolution::High, color: Color::Reset };
        Canvas::default()
            .marker(Marker::Braille)
            .x_bounds([degrees(west), degrees(east)])
            .y_bounds([degrees(part.south), degrees(part.north)])
            .paint(|context| context.draw(&coasts))
            .render(area, buffer);
    }
}

/// Returns where the labels begin, each as near to its place as there is room; `None` where they would stand too far away.
pub fn labels(places: &[(i32, i32)], part: Part, area: Rect) -> Option<Vec<(u16, u16)>> {
    let wanted: Vec<(i32, i32)> = places.iter().map(|&place| cell(place, part, area)).collect();
    let mut taken = vec![false; usize::from(area.width) * usize::from(area.height)];
    let mut found = vec![(0, 0); places.len()];
    for item in from_the_middle(&wanted) {
        let &(x, y) = wanted.get(item)?;
        let (x, y) = nearest_free((x, y), area, &taken)?;
        let start = usize::from(y) * usize::from(area.width) + usize::from(x);
        taken.iter_mut().skip(start).take(usize::from(LABEL)).for_each(|cell| *cell = true);
        *found.get_mut(item)? = (x, y);
    }
    Some(found)
}

/// Returns where the label of a place would begin if it were alone, so that its middle is on the place.
fn cell((lon, lat): (i32, i32), part: Part, area: Rect) -> (i32, i32) {
    let scaled = |value: i32, span: i32, cells: u16| value * (i32::from(cells) - 1) / span.max(1);
    let x = scaled(lon - part.west, part.east - part.west, area.width) - i32::from(LABEL) / 2;
    let y = scaled(part.north - lat, part.north - part.south, area.height);
    (x.clamp(0, i32::from(area.width - LABEL)), y)
}

/// Orders the labels from the middle outwards: so the outer ones give way, outwards, and neighbours stay neighbours.
fn from_the_middle(wanted: &[(i32, i32)]) -> Vec<usize> {
    let mut xs: Vec<i32> = wanted.iter().map(|(x, _)| *x).collect();
    let mut ys: Vec<i32> = wanted.iter().map(|(_, y)| *y).collect();
    xs.sort_unstable();
    ys.sort_unstable();
    let middle = |values: &[i32]| values.get(values.len() / 2).copied().unwrap_or(0);
    let (middle_x, middle_y) = (middle(&xs), middle(&ys));
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&item| {
        let (x, y) = wanted.get(item).copied().unwrap_or_default();
        ((x - middle_x).pow(2) + (3 * (y - middle_y)).pow(2), item)
    });
    order
}

/// Returns the nearest place for a label where it covers no other.
fn nearest_free((x, y): (i32, i32), area: Rect, taken: &[bool]) -> Option<(u16, u16)> {
    let mut best = None;
    for dy in -FARTHEST.1..=FARTHEST.1 {
        for dx in -FARTHEST.0..=FARTHEST.0 {
            let (Ok(to_x), Ok(to_y)) = (u16::try_from(x + dx), u16::try_from(y + dy)) else { continue };
            let is_inside = to_x + LABEL <= area.width && to_y < area.height;
            let start = usize::from(to_y) * usize::from(area.width) + usize::from(to_x);
            let is_free = || taken.iter().skip(start).take(usize::from(LABEL)).all(|cell| !cell);
            let cost = (dx.abs() + 3 * dy.abs(), dy, dx);
            if is_inside && best.is_none_or(|(least, _)| cost < least) && is_free() {
                best = Some((cost, (to_x, to_y)));
            }
        }
    }
    best.map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::codes;
    use crate::base::places::point;

    #[test]
    fn no_label_covers_another_and_none_stands_outside() {
        let points: Vec<_> = codes::countries().filter_map(point).collect();
        let part = Part::around(&points);
        let places: Vec<_> = points.iter().map(|point| part.within(*point)).collect();
        let area = Rect::new(0, 0, 200, 60);
        let mut labels = labels(&places, part, area).unwrap();
        assert_eq!(labels.len(), 249);
        assert!(labels.iter().all(|(x, y)| x + LABEL <= area.width && *y < area.height));
        labels.sort_unstable_by_key(|(x, y)| (*y, *x));
        assert!(labels.windows(2).all(|pair| pair[0].1 < pair[1].1 || pair[0].0 + LABEL <= pair[1].0));
    }

    #[test]
    fn where_labels_would_stand_too_far_away_there_is_no_map() {
        let points: Vec<_> = codes::countries().filter_map(point).collect();
        let part = Part::around(&points);
        let places: Vec<_> = points.iter().map(|point| part.within(*point)).collect();
        assert_eq!(labels(&places, part, Rect::new(0, 0, 60, 9)), None);
        assert_eq!(labels(&[], part, Rect::new(0, 0, 60, 9)), Some(Vec::new()));
    }
}
