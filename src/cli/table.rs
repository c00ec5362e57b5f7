//! A table for people: columns set by cell, as wide as the terminal, never cut where nobody's terminal limits it.

use std::io;

use crate::base::text::{cells, pad, truncate};
use crate::cli::out::{Ink, Out};
use crate::exchange::Sheet;

/// What stands between two columns.
const GAP: &str = "  ";
/// What marks a text that was cut.
const CUT: &str = "…";
/// A column is never made narrower than this for lack of room.
const NARROWEST: usize = 6;

/// Writes a sheet as a table.
pub fn write(sheet: &Sheet<'_>, out: &mut Out) -> io::Result<()> {
    let heads = sheet.heads();
    let rows: Vec<Vec<String>> = sheet.rows().collect();
    let mut widths: Vec<usize> = heads.iter().map(|head| cells(head)).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cells(cell));
        }
    }
    if let Some(room) = out.width() {
        fit(&mut widths, &sheet.floors(), room);
    }
    let numeric = sheet.numeric();
    let head = line(&heads, &widths, &numeric);
    out.line(&out.ink(Ink::Bold, &head))?;
    rows.iter().try_for_each(|row| out.line(&line(row, &widths, &numeric)))
}

fn line(row: &[String], widths: &[usize], numeric: &[bool]) -> String {
    let mut out = String::new();
    for ((cell, &width), &is_numeric) in row.iter().zip(widths).zip(numeric) {
        if !out.is_empty() {
            out.push_str(GAP);
        }
        if is_numeric {
            let cell = truncate(cell, width, CUT);
            out.extend(std::iter::repeat_n(' ', width.saturating_sub(cells(&cell))));
            out.push_str(&cell);
        } else {
            out.push_str(&pad(cell, width, CUT));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Takes from the widest columns until the table fits: first down to their floors, then, but for those without end, to the narrowest.
fn fit(widths: &mut [usize], floors: &[usize], room: usize) {
    let gaps = cells(GAP) * widths.len().saturating_sub(1);
    let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
    for round in [true, false] {
        let least = |floor: usize| if round || floor == usize::MAX { floor } else { NARROWEST };
        while over > 0 {
            let can_give = widths.iter_mut().zip(floors).filter(|(width, floor)| **width > least(**floor));
            let Some((widest, _)) = can_give.max_by_key(|(width, _)| **width) else { break };
            *widest -= 1;
            over -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_give_way_before_labels_and_ids_never_do() {
        let floors = [usize::MAX, 36, 12];
        let mut widths = [9, 60, 40];
        fit(&mut widths, &floors, 80);
        assert_eq!(widths, [9, 36, 31]);
        fit(&mut widths, &floors, 60);
        assert_eq!(widths, [9, 35, 12]);
        fit(&mut widths, &floors, 3);
        assert_eq!(widths, [9, 6, 6]);
    }

    #[test]
    fn numbers_stand_right_and_no_line_ends_in_spaces() {
        let row = ["7".to_owned(), "Türkiye".to_owned(), String::new()];
        assert_eq!(line(&row, &[3, 8, 4], &[true, false, false]), "  7  Türkiye");
    }
}
