//! Which rows of a long list are on the screen.

use crate::keys::Action;

/// Returns the first row to show so that the cursor is on the screen, moving no further than it must.
///
/// `top` is the first row shown before, `rows` how many there are, `height` how many fit. Where it can, one row stays visible before
/// and after the cursor, so that one sees that the list goes on.
pub fn follow(top: usize, cursor: usize, rows: usize, height: usize) -> usize {
    let margin = usize::from(height > 4);
    let last_top = rows.saturating_sub(height);
    let lowest = (cursor + margin + 1).saturating_sub(height);
    let highest = cursor.saturating_sub(margin);
    top.clamp(lowest.min(highest), highest).min(last_top)
}

/// Returns the first row to show of a list that was turned away from its cursor.
pub fn turned(top: usize, by: isize, rows: usize, height: usize) -> usize {
    top.saturating_add_signed(by).min(rows.saturating_sub(height))
}

/// Moves a cursor by some rows, stopping at both ends.
pub fn step(cursor: usize, by: isize, rows: usize) -> usize {
    cursor.saturating_add_signed(by).min(rows.saturating_sub(1))
}

/// Returns by how many rows an action moves a cursor, in a list of which `page` rows fit; `None` where it does not move.
pub fn distance(action: Action, page: usize) -> Option<isize> {
    let page = page as isize;
    let half = (page / 2).max(1);
    Some(match action {
        Action::Down => 1,
        Action::Up => -1,
        Action::HalfPageDown => half,
        Action::HalfPageUp => -half,
        Action::PageDown => page.max(1),
        Action::PageUp => -page.max(1),
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        _ => return None,
    })
}

/// How far from the place of before something is looked for first, in rows.
const NEAR: usize = 200;

/// Returns the position of the first row that is so: near a position of before, where it is nearly always, or else anywhere. Of rows that are
/// so there must be one at most.
pub fn find_near<T>(rows: &[T], before: usize, is_it: impl Fn(&T) -> bool) -> Option<usize> {
    let start = before.saturating_sub(NEAR).min(rows.len());
    let near = rows.get(start..(before + NEAR).min(rows.len())).unwrap_or_default();
    near.iter().position(&is_it).map(|at| start + at).or_else(|| rows.iter().position(is_it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cursor_is_always_on_the_screen(top in 0usize..500, cursor in 0usize..500, rows in 1usize..500, height in 1usize..60) {
            let cursor = cursor.min(rows - 1);
            let top = follow(top, cursor, rows, height);
            prop_assert!(top <= cursor && cursor < top + height);
            prop_assert!(top + height <= rows.max(height));
        }
    }

    #[test]
    fn a_list_that_fits_is_never_scrolled() {
        assert_eq!(follow(7, 3, 5, 10), 0);
        assert_eq!(step(0, -5, 10), 0);
        assert_eq!(step(8, 5, 10), 9);
        assert_eq!(step(0, 5, 0), 0);
    }
}
