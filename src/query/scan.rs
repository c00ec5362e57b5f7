//! Going through very many records: on every core, and no further than somebody still wants to know.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fixedbitset::FixedBitSet;

/// How many records are looked at between two questions whether to go on.
const STRIDE: usize = 512;

/// From so many records on a second thread is worth its start.
const LARGE: usize = 20_000;

/// Finds the positions that are so, in their order; `None` where `goes_on` said no before the end.
pub fn those(
    among: &[usize],
    is_so: &(impl Fn(usize) -> bool + Sync),
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<usize>> {
    let threads = if among.len() < LARGE { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    if threads == 1 {
        return alone(among, is_so, goes_on);
    }
    thread::scope(|scope| {
        let parts = among.chunks(among.len().div_ceil(threads));
        let working: Vec<_> = parts.map(|part| scope.spawn(|| alone(part, is_so, goes_on))).collect();
        let mut found = Vec::new();
        for part in working {
            // A panic over there is one here, too: it is told where the work was asked for.
            found.extend(part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Some(found)
    })
}

/// Finds those of a mask within a range that are so; `None` where `goes_on` said no before the end.
pub fn of_mask(
    among: &FixedBitSet,
    range: Range<usize>,
    is_so: &(impl Fn(usize) -> bool + Sync),
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<FixedBitSet> {
    let next = AtomicUsize::new(range.start);
    let work = || {
        let mut found = FixedBitSet::with_capacity(among.len());
        loop {
            let start = next.fetch_add(STRIDE, Ordering::Relaxed);
            if start >= range.end {
                return Some(found);
            }
            if !goes_on() {
                return None;
            }
            let some = start..range.end.min(start + STRIDE);
            some.filter(|at| among.contains(*at) && is_so(*at)).for_each(|at| found.insert(at));
        }
    };
    let threads = if range.len() < LARGE { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    thread::scope(|scope| {
        let working: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut found = work();
        for part in working {
            // A panic over there is one here, too: it is told where the work was asked for.
            let part = part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            found = found.zip(part).map(|(mut found, part)| {
                found.union_with(&part);
                found
            });
        }
        found
    })
}

/// Lists things as long as somebody wants to know, which is asked every so often.
pub fn while_wanted<'a, T: 'a>(
    things: impl Iterator<Item = T> + 'a,
    goes_on: &'a (dyn Fn() -> bool + Sync),
) -> impl Iterator<Item = T> + 'a {
    things.enumerate().take_while(|(nth, _)| !nth.is_multiple_of(STRIDE) || goes_on()).map(|(_, thing)| thing)
}

fn alone(among: &[usize], is_so: &impl Fn(usize) -> bool, goes_on: &dyn Fn() -> bool) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for part in among.chunks(STRIDE) {
        if !goes_on() {
            return None;
        }
        found.extend(part.iter().copied().filter(|at| is_so(*at)));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_threads_find_what_one_finds_in_the_same_order() {
        let among: Vec<usize> = (0..50_000).filter(|at: &usize| !at.is_multiple_of(3)).collect();
        let is_so = |at: usize| at.is_multiple_of(7);
        let one = alone(&among, &is_so, &|| true);
        assert_eq!(those(&among, &is_so, &|| true), one);
        assert_eq!(one.map(|found| found.len()), Some(4_762));
        assert_eq!(those(&among, &is_so, &|| false), None);
        let mask: FixedBitSet = among.iter().copied().collect();
        let expected = among.iter().copied().filter(|at| (20..45_001).contains(at) && is_so(*at));
        let found = of_mask(&mask, 20..45_001, &is_so, &|| true).unwrap();
        assert!(found.ones().eq(expected));
        assert_eq!(of_mask(&mask, 20..45_001, &is_so, &|| false), None);
    }
}
