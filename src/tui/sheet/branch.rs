//! The lines of a tree: which rows have another beside them further down, and the signs that show it.

use std::collections::{HashMap, HashSet};

use crate::model::{Name, Record, Rid};
use crate::tui::sheet::body::Row;
use crate::tui::skin::Skin;

/// How many levels are drawn; the rows below say how deep they are with a number, so that their names keep room.
const DEEPEST: u8 = 6;

/// Puts records below those that a field names as their whole, each with its depth; where that is not among them they stand alone.
pub fn tree<'a>(records: Vec<Record<'a>>, whole: Name) -> Vec<(Record<'a>, u8)> {
    let known: HashSet<Rid> = records.iter().map(|record| record.rid).collect();
    let mut below: HashMap<Option<Rid>, Vec<Record<'a>>> = HashMap::new();
    for record in records {
        let whole = record.link(whole).map(|whole| whole.rid).filter(|whole| known.contains(whole));
        below.entry(whole).or_default().push(record);
    }
    let mut taken = Vec::with_capacity(known.len());
    let mut take = |whole: Option<Rid>, depth: u8| {
        let parts = below.remove(&whole).unwrap_or_default();
        parts.into_iter().rev().map(move |record| (record, depth))
    };
    let mut open: Vec<(Record<'a>, u8)> = take(None, 0).collect();
    while let Some((record, depth)) = open.pop() {
        taken.push((record, depth));
        open.extend(take(Some(record.rid), depth.saturating_add(1)));
    }
    taken
}

/// Notes for each row at which depths the tree goes on below it. Sorting moves rows, so this is done after it.
pub fn mark(rows: &mut [Row]) {
    let mut below = 0u64;
    for row in rows.iter_mut().rev() {
        if row.is_heading() {
            below = 0;
            continue;
        }
        let own = 1u64.checked_shl(u32::from(row.depth)).unwrap_or(0);
        row.branches = below & (own | own.wrapping_sub(1));
        // Deeper rows that follow belong to this one, not to what stands above it.
        below = row.branches | own;
    }
}

/// Draws what stands before the name of a row; the rows of the depth `root` have no line.
pub fn lead(row: &Row, root: u8, skin: &Skin) -> String {
    let indent = " ".repeat(2 * usize::from(root));
    if row.depth <= root {
        return " ".repeat(2 * usize::from(row.depth));
    }
    let goes_on = |depth: u8| 1u64.checked_shl(u32::from(depth)).is_some_and(|bit| row.branches & bit != 0);
    let end = skin.sign(if goes_on(row.depth) { ("├ ", "|-") } else { ("└ ", "`-") });
    if row.depth - root > DEEPEST {
        return format!("{indent}{} {}{end}", skin.sign(("…", "~")), row.depth - root);
    }
    let before = (root + 1..row.depth).map(|depth| if goes_on(depth) { skin.sign(("│ ", "| ")) } else { "  " });
    format!("{indent}{}{end}", before.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Theme;
    use crate::model::Rid;

    fn drawn(depths: &[u8], root: u8, ascii: bool) -> Vec<String> {
        let skin = Skin::new(&Theme::named(Default::default()), true, ascii);
        let mut rows: Vec<Row> = depths.iter().map(|&depth| Row::record(Rid(0), 0, depth)).collect();
        mark(&mut rows);
        rows.iter().map(|row| lead(row, root, &skin)).collect()
    }

    #[test]
    fn a_line_goes_on_to_the_last_row_below_a_row_and_no_further() {
        assert_eq!(drawn(&[0, 1, 2, 2, 1, 0, 1], 0, false), ["", "├ ", "│ ├ ", "│ └ ", "└ ", "", "└ "]);
        assert_eq!(drawn(&[0, 1, 2, 1], 0, true), ["", "|-", "| `-", "`-"]);
        assert_eq!(drawn(&[0, 1, 2, 0], 0, false), ["", "└ ", "  └ ", ""]);
    }

    #[test]
    fn a_tree_may_begin_below_a_heading() {
        assert_eq!(drawn(&[1, 2, 2, 1], 1, false), ["  ", "  ├ ", "  └ ", "  "]);
    }

    #[test]
    fn a_very_deep_row_says_how_deep_it_is() {
        let deep = drawn(&[0, 6, 7, 255], 0, false);
        assert_eq!(deep[2..], ["… 7└ ", "… 255└ "]);
    }
}
