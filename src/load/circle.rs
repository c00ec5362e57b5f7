//! Circles among parents: a record that is its own ancestor could never be drawn as a tree.

use rustc_hash::FxHashMap;

use crate::base::diag::Severity;
use crate::load::loss::record_path;
use crate::load::problem::{Mark, Problem, Problems, Step};
use crate::model::Kind;
use crate::model::column::{Column, Table};
use crate::model::name::Name;
use crate::model::record::Rid;

/// Finds records that are their own ancestors, reports each, and makes it an orphan.
pub fn cut_circles(
    tables: &mut [Table],
    ordinals: &[Vec<u32>],
    first: &[u32; Kind::COUNT + 1],
    problems: &mut Problems,
) {
    for (kind, (table, &start)) in Kind::ALL.iter().zip(tables.iter_mut().zip(first)) {
        let Some(at) = kind.spec().position(Name::Parent) else { continue };
        let Some(Column::Link(cells)) = table.columns.get_mut(at) else { continue };
        for row in in_circles(cells, start) {
            let mut path = record_path(*kind, ordinals, row);
            path.push(Step::Field(Name::Parent.text()));
            let message = format!("this {} is its own ancestor; it is shown without a parent", kind.spec().name);
            let (severity, code, mark) = (Severity::Error, "circle", Mark::Value);
            problems.push(Problem { severity, code, path, mark, message, hint: None });
            if let Some(cell) = cells.get_mut(row) {
                *cell = Rid::NONE;
            }
        }
    }
}

/// Lists the rows that lie on a circle of parents, whose numbers begin at `start`.
fn in_circles(parents: &[Rid], start: u32) -> Vec<usize> {
    let parent = |row: usize| parents.get(row).filter(|&&rid| rid != Rid::NONE).map(|rid| (rid.0 - start) as usize);
    // For each row the walk that reached it first.
    let mut reached: FxHashMap<usize, usize> = FxHashMap::default();
    let mut circles = Vec::new();
    for walk in 0..parents.len() {
        let mut at = walk;
        while let Some(next) = parent(at) {
            if *reached.entry(at).or_insert(walk) != walk {
                break;
            }
            if reached.get(&next) == Some(&walk) {
                circles.extend(circle_from(next, parent));
                break;
            }
            at = next;
        }
    }
    circles.sort_unstable();
    circles
}

fn circle_from(row: usize, parent: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut circle = vec![row];
    let mut at = row;
    while let Some(next) = parent(at).filter(|&next| next != row) {
        circle.push(next);
        at = next;
    }
    circle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_chains_are_not() {
        let none = Rid::NONE;
        let parents = [Rid(11), Rid(12), Rid(10), Rid(10), none, Rid(14), Rid(16)];
        assert_eq!(in_circles(&parents, 10), [0, 1, 2, 6]);
        assert_eq!(in_circles(&[], 0), [0usize; 0]);
    }
}
