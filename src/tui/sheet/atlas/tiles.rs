//! Where the tiles of a grid stand: one for each participant, roughly as they lie on the globe.

/// Part of the grid, in tiles.
#[derive(Clone, Copy, Debug)]
struct Patch {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    /// The part of the globe that it stands for: the values at the left, right, upper and lower edge.
    edges: Edges,
}

/// From which value to which one, in the order of columns and in the order of lines.
type Edges = [(i32, i32); 2];

/// How much wider a tile is than it is high, as it looks.
const SHAPE: usize = 3;

/// Gives each place, a longitude and a latitude, a tile of its own in a grid: column and line.
///
/// The grid is halved again and again, and the places with it: in the west the left half, in the north the upper one. How many go
/// to either half follows geography where there is room and equal shares where there is none.
pub fn layout(places: &[(i32, i32)], columns: usize, lines: usize) -> Vec<(usize, usize)> {
    let width = columns.min(places.len()).max(1);
    let height = lines.max(places.len().div_ceil(width));
    // From left to right, and from top to bottom.
    let values: Vec<[i32; 2]> = places.iter().map(|(lon, lat)| [*lon, -lat]).collect();
    let ends = |axis: usize| {
        let along = || values.iter().filter_map(|value| value.get(axis).copied());
        (along().min().unwrap_or(0), along().max().unwrap_or(0))
    };
    let mut tiles = vec![(0, 0); places.len()];
    let mut items: Vec<usize> = (0..places.len()).collect();
    divide(&mut items, Patch { x: 0, y: 0, width, height, edges: [ends(0), ends(1)] }, &values, &mut tiles);
    tiles
}

fn divide(items: &mut [usize], patch: Patch, values: &[[i32; 2]], tiles: &mut [(usize, usize)]) {
    if items.is_empty() {
        return;
    }
    if patch.width * patch.height <= 1 {
        let own = items.first().and_then(|&item| tiles.get_mut(item));
        own.into_iter().for_each(|tile| *tile = (patch.x, patch.y));
        return;
    }
    let by_column = patch.height == 1 || (patch.width > 1 && patch.width * SHAPE >= patch.height);
    let value = |item: usize| {
        let [x, y] = values.get(item).copied().unwrap_or_default();
        if by_column { (x, y) } else { (y, x) }
    };
    items.sort_by_key(|&item| (value(item), item));
    let along: Vec<i32> = items.iter().map(|&item| value(item).0).collect();
    let (first, line) = patch.share(&along, by_column);
    let (near, far) = patch.halves(by_column, line);
    let (left, right) = items.split_at_mut(first);
    divide(left, near, values, tiles);
    divide(right, far, values, tiles);
}

impl Patch {
    /// Returns how many of the ascending values go to the first half, and at which value it ends.
    fn share(&self, along: &[i32], by_column: bool) -> (usize, i32) {
        let [columns, lines] = self.edges;
        let (length, other, (low, high)) =
            if by_column { (self.width, self.height, columns) } else { (self.height, self.width, lines) };
        let (half, number, tiles) = (length / 2, along.len(), length * other);
        let line = low + (i64::from(high - low) * half as i64 / length as i64) as i32;
        let geographic = along.partition_point(|&value| value < line);
        // The fuller the patch, the more equal the shares.
        let parts = geographic * (tiles - number.min(tiles)) * length + number * half * number;
        let wanted = (parts + tiles * length / 2) / (tiles * length);
        let first = wanted.clamp(number.saturating_sub((length - half) * other), number.min(half * other));
        let last_near = first.checked_sub(1).and_then(|at| along.get(at));
        let line = match (last_near, along.get(first)) {
            (Some(&near), Some(&far)) if first != geographic => i32::midpoint(near, far),
            _ => line,
        };
        (first, line)
    }

    /// Divides the patch at a value.
    fn halves(self, by_column: bool, line: i32) -> (Self, Self) {
        let [(left, right), (top, bottom)] = self.edges;
        let Self { x, y, width, height, .. } = self;
        if by_column {
            let half = width / 2;
            let near = Self { width: half, edges: [(left, line), (top, bottom)], ..self };
            return (near, Self { x: x + half, width: width - half, edges: [(line, right), (top, bottom)], ..self });
        }
        let half = height / 2;
        let near = Self { height: half, edges: [(left, right), (top, line)], ..self };
        (near, Self { y: y + half, height: height - half, edges: [(left, right), (line, bottom)], ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::codes;
    use crate::base::places::point;
    use proptest::prelude::*;

    fn places(codes: &[&str]) -> Vec<(i32, i32)> {
        codes.iter().filter_map(|code| point(code)).map(|point| (point.lon.into(), point.lat.into())).collect()
    }

    fn assert_apart(tiles: &[(usize, usize)], columns: usize) {
        let mut seen = tiles.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), tiles.len(), "two stand on one tile");
        assert!(tiles.iter().all(|(x, _)| *x < columns));
    }

    #[test]
    fn every_country_of_the_world_has_a_tile_of_its_own_at_every_width() {
        let places = places(&codes::countries().collect::<Vec<_>>());
        for columns in 1..40 {
            for lines in [1, 7, 20, 60] {
                let tiles = layout(&places, columns, lines);
                assert_apart(&tiles, columns);
                assert_eq!(tiles, layout(&places, columns, lines));
            }
        }
    }

    #[test]
    fn tiles_keep_west_left_of_east_and_north_above_south() {
        let codes = ["PT", "ES", "FR", "DE", "IT", "GR", "TR", "SE", "UA"];
        let tiles = layout(&places(&codes), 4, 4);
        let tile = |code: &str| tiles[codes.iter().position(|known| *known == code).unwrap()];
        assert!(tile("PT").0 < tile("TR").0 && tile("FR").0 < tile("UA").0);
        assert!(tile("SE").1 < tile("IT").1 && tile("DE").1 < tile("GR").1);
        assert_eq!(layout(&places(&["BG"]), 6, 1), [(0, 0)]);
        assert_eq!(layout(&[], 6, 0), []);
    }

    proptest! {
        #[test]
        fn no_two_stand_on_one_tile(places in prop::collection::vec((-1800i32..1800, -900i32..900), 0..80), columns in 1usize..12, lines in 0usize..12) {
            assert_apart(&layout(&places, columns, lines), columns);
        }
    }
}
