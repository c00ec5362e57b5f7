//! A table for people: columns set by cell, as wide as the terminal, never cut where nobody's terminal limits it.

use std::io;

use crate::base::text::{cells, pad, truncate};
use crate::cli::out::{Ink, Out};
use crate::cli::sheet::Sheet;

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
        fit(&mut widths, room);
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

/// Takes from the widest columns until the table fits.
fn fit(widths: &mut [usize], room: usize) {
    let gaps = cells(GAP) * widths.len().saturating_sub(1);
    let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
    while over > 0 {
        let Some(widest) = widths.iter_mut().max().filter(|width| **width > NARROWEST) else { return };
        *widest -= 1;
        over -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_column_gives_way_first() {
        let mut widths = [2, 30, 10];
        fit(&mut widths, 30);
        assert_eq!(widths, [2, 14, 10]);
        fit(&mut widths, 3);
        assert_eq!(widths, [2, 6, 6]);
    }

    #[test]
    fn numbers_stand_right_and_no_line_ends_in_spaces() {
        let row = ["7".to_owned(), "Türkiye".to_owned(), String::new()];
        assert_eq!(line(&row, &[3, 8, 4], &[true, false, false]), "  7  Türkiye");
    }
}
