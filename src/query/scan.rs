//! Going through very many records: on every core, and no further than somebody still wants to know.

use std::thread;

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
    }
}
