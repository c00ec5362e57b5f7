//! A sheet as a Markdown table, with what Markdown would take for its own escaped.

use crate::base::markdown::cell;
use std::io::{self, Write};

use crate::exchange::sheet::Sheet;

/// Writes a sheet as a table.
pub fn write(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    table(&sheet.heads(), &sheet.numeric(), sheet.rows(), out)
}

/// Writes a table of visible texts; columns of numbers stand right.
pub fn table(
    heads: &[String],
    numeric: &[bool],
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "| {} |", heads.join(" | "))?;
    let rules: Vec<&str> = numeric.iter().map(|&numeric| if numeric { "---:" } else { "---" }).collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
