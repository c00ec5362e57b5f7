//! A sheet as a Markdown table, with what Markdown would take for its own escaped.

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
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// Escapes what Markdown or HTML would take for its own.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '[' | ']' | '<' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_cell() {
        assert_eq!(escape("a | b\\"), "a \\| b\\\\");
        assert_eq!(escape("<script>"), "\\<script>");
        assert_eq!(escape("made_at"), "made_at");
    }
}
