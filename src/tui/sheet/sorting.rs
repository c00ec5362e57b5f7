//! Rows in another order: siblings are sorted, and what is set in below a row goes with it.

use crate::model::Dataset;
use crate::query::sort::{Place, SortKey};
use crate::tui::sheet::body::Row;

/// A row with the rows that are set in below it.
struct Branch {
    place: Option<Place>,
    rows: Vec<Row>,
}

/// Sorts the rows of records within their groups; headings stay where they are.
pub fn sorted(rows: Vec<Row>, keys: &[SortKey], dataset: &Dataset) -> Vec<Row> {
    if keys.is_empty() {
        return rows;
    }
    let (mut done, mut siblings): (Vec<Row>, Vec<Branch>) = (Vec::with_capacity(rows.len()), Vec::new());
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        if row.is_heading() {
            settle(&mut siblings, &mut done);
            done.push(row);
            continue;
        }
        if siblings.first().and_then(|branch| branch.rows.first()).is_some_and(|first| first.depth > row.depth) {
            settle(&mut siblings, &mut done);
        }
        let depth = row.depth;
        let record = row.rid.and_then(|rid| dataset.record(rid));
        let place = record.map(|record| Place::of(record, keys, dataset));
        let mut below = Vec::new();
        while let Some(next) = rows.next_if(|next| !next.is_heading() && next.depth > depth) {
            below.push(next);
        }
        let mut branch = vec![row];
        branch.extend(sorted(below, keys, dataset));
        siblings.push(Branch { place, rows: branch });
    }
    settle(&mut siblings, &mut done);
    done
}

/// Puts siblings behind what is done, in their order; those that are equal keep theirs.
fn settle(siblings: &mut Vec<Branch>, done: &mut Vec<Row>) {
    siblings.sort_by(|a, b| a.place.partial_cmp(&b.place).unwrap_or(std::cmp::Ordering::Equal));
    done.extend(siblings.drain(..).flat_map(|branch| branch.rows));
}
