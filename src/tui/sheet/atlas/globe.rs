//! The part of the globe that a picture shows: where most of the participants lie.

use crate::base::places::Point;

/// A turn round the globe, in tenths of a degree.
const TURN: i32 = 3600;

/// The smallest part that is shown, in tenths of a degree: a country alone stands among its neighbours.
const SMALLEST: (i32, i32) = (300, 160);

/// A part of the globe, in tenths of a degree. In the east it may lie beyond 1800, where it goes on from -1800.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The western edge.
    pub west: i32,
    /// The eastern edge.
    pub east: i32,
    /// The southern edge.
    pub south: i32,
    /// The northern edge.
    pub north: i32,
}

/// On which side beyond the part a point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Left of it.
    West,
    /// Right of it.
    East,
    /// Below it.
    South,
    /// Above it.
    North,
}

impl Part {
    /// Returns the part in which the points lie, without those that lie far from all others: they would make the rest small.
    pub fn around(points: &[Point]) -> Self {
        let lons = unrolled(points);
        let lats: Vec<i32> = points.iter().map(|point| i32::from(point.lat)).collect();
        let (west, east) = widened(core(lons), SMALLEST.0);
        let (south, north) = widened(core(lats), SMALLEST.1);
        Self { west, east, south: south.max(-900), north: north.min(900) }
    }

    /// Returns the longitude and latitude of a point within the part, moved to its edge where it lies beyond.
    pub fn within(&self, point: Point) -> (i32, i32) {
        let (lon, lat) = self.unrolled(point);
        (lon.clamp(self.west, self.east), lat.clamp(self.south, self.north))
    }

    /// Tells on which side a point lies beyond the part.
    pub fn beyond(&self, point: Point) -> Option<Beyond> {
        let (lon, lat) = self.unrolled(point);
        Some(match () {
            () if lon < self.west => Beyond::West,
            () if lon > self.east => Beyond::East,
            () if lat < self.south => Beyond::South,
            () if lat > self.north => Beyond::North,
            () => return None,
        })
    }

    /// Counts the longitude so that the point lies as near to the middle of the part as it can.
    fn unrolled(&self, point: Point) -> (i32, i32) {
        let middle = i32::midpoint(self.west, self.east);
        let lon = (i32::from(point.lon) - middle + TURN / 2).rem_euclid(TURN) - TURN / 2 + middle;
        (lon, i32::from(point.lat))
    }
}

/// Counts the longitudes on from the widest gap between them, so that what lies together is not cut at the edge of the map.
fn unrolled(points: &[Point]) -> Vec<i32> {
    let mut lons: Vec<i32> = points.iter().map(|point| i32::from(point.lon)).collect();
    lons.sort_unstable();
    let Some(&first) = lons.first() else { return lons };
    let nexts = lons.iter().skip(1).copied().chain([first + TURN]);
    let gap = lons.iter().zip(nexts).enumerate().max_by_key(|(at, (lon, next))| (next - *lon, *at));
    let cut = gap.map_or(0, |(at, _)| (at + 1) % lons.len());
    lons.iter().skip(cut).copied().chain(lons.iter().take(cut).map(|lon| lon + TURN)).collect()
}

/// Returns the ends of the values without those far out: more than twice the middle half away from it.
fn core(mut values: Vec<i32>) -> (i32, i32) {
    values.sort_unstable();
    let at = |quarter: usize| values.get(values.len() * quarter / 4).copied();
    let (Some(low), Some(high)) = (at(1), at(3)) else {
        // Up to one value there is no middle half.
        let only = values.first().copied().unwrap_or(0);
        return (only, only);
    };
    let reach = 2 * (high - low).max(100);
    let mut near = values.into_iter().filter(|value| (low - reach..=high + reach).contains(value));
    let first = near.next().unwrap_or(low);
    (first, near.next_back().unwrap_or(first))
}

/// Leaves some room at both ends, and at least so much in all.
fn widened((from, to): (i32, i32), least: i32) -> (i32, i32) {
    let margin = ((to - from) / 20).max((least - (to - from)) / 2).max(20);
    (from - margin, to + margin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::places::point;

    fn part(codes: &str) -> Part {
        Part::around(&codes.split(' ').filter_map(point).collect::<Vec<_>>())
    }

    #[test]
    fn what_lies_far_from_all_others_does_not_make_them_small() {
        let part = part("PT ES FR DE IT AT HU RO BG GR TR PL AU");
        assert!(part.beyond(point("AU").unwrap()) == Some(Beyond::East) && part.beyond(point("PT").unwrap()).is_none());
        assert!(part.east < 500 && part.west < -80);
        assert_eq!(part.within(point("AU").unwrap()), (part.east, part.south));
    }

    #[test]
    fn what_lies_together_across_the_date_line_stays_together() {
        let part = part("FJ WS TO TV NZ");
        assert!(part.east - part.west < 400, "{part:?}");
        assert!(part.within(point("WS").unwrap()).0 > part.within(point("FJ").unwrap()).0);
    }

    #[test]
    fn a_country_alone_stands_in_the_middle_of_its_part() {
        let alone = part("BG");
        assert_eq!(alone, Part { west: 100, east: 400, south: 350, north: 510 });
        assert_eq!(Part::around(&[]), Part { west: -150, east: 150, south: -80, north: 80 });
    }
}
