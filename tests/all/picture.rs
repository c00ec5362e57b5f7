//! The picture in the README: the Explore screen, drawn from the program's own buffer.
//!
//! `PLENARY_WRITE=1 cargo test picture` draws it anew.

use std::fmt::Write as _;
use std::path::Path;

use crate::stage::{Stage, embedded, manner};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The size of a cell, in the units of the picture.
const CELL: (f32, f32) = (8.4, 18.0);

const GROUND: &str = "#000000";
const INK: &str = "#d7d9dc";

/// Makes a picture of a buffer, as Scalable Vector Graphics 1.1.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (f32::from(buffer.area.width) * CELL.0, f32::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-8 -8 {:.1} {:.1}\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, \
         monospace\" font-size=\"14\" xml:space=\"preserve\">\n\
         <rect x=\"-8\" y=\"-8\" width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{GROUND}\"/>\n",
        width + 16.0,
        height + 16.0
    );
    for y in 0..buffer.area.height {
        for (x, cells, text) in runs(buffer, y) {
            draw_run(&mut out, (x, y), cells, text.trim_end(), &buffer[(x, y)]);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Splits a row into pieces of one style: where each begins, how many cells it takes, its text.
fn runs(buffer: &Buffer, y: u16) -> Vec<(u16, u16, String)> {
    let mut runs: Vec<(u16, u16, String)> = Vec::new();
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        match runs.last_mut() {
            Some((start, cells, text)) if look(&buffer[(*start, y)]) == look(cell) => {
                *cells += 1;
                text.push_str(cell.symbol());
            }
            _ => runs.push((x, 1, cell.symbol().to_owned())),
        }
    }
    runs
}

fn look(cell: &Cell) -> (Color, Modifier) {
    (cell.fg, cell.modifier)
}

fn draw_run(out: &mut String, (x, y): (u16, u16), cells: u16, text: &str, cell: &Cell) {
    let (left, top) = (f32::from(x) * CELL.0, f32::from(y) * CELL.1);
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let ink = ink(cell.fg);
    if reversed {
        let width = f32::from(cells) * CELL.0;
        writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{ink}\"/>",
            CELL.1
        )
        .unwrap();
    }
    if text.is_empty() {
        return;
    }
    let mut style = format!("fill=\"{}\"", if reversed { GROUND } else { ink });
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.6\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    // Each word stands at its own cell: so they line up whatever font the reader has.
    let mut at = left;
    for word in text.split(' ') {
        let length = plenary::base::text::cells(word) as f32 * CELL.0;
        if !word.is_empty() {
            let (baseline, word) = (top + CELL.1 * 0.75, escaped(word));
            writeln!(out, "<text x=\"{at:.1}\" y=\"{baseline:.1}\" textLength=\"{length:.1}\" {style}>{word}</text>")
                .unwrap();
        }
        at += length + CELL.0;
    }
}

fn ink(color: Color) -> &'static str {
    match color {
        Color::Indexed(29) => "#00875f",
        Color::Indexed(63) => "#5f5fff",
        Color::Indexed(131) => "#af5f5f",
        Color::Indexed(163) => "#d700af",
        Color::Indexed(243) => "#767676",
        _ => INK,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn the_picture_in_the_readme_is_what_the_program_shows() {
    let mut stage = Stage::new(embedded(), manner(true, false), (110, 34));
    stage.press("/ b u l g Esc");
    let made = svg(&stage.buffer());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/explore.svg");
    if std::env::var_os("PLENARY_WRITE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "assets/explore.svg is not what is shown: PLENARY_WRITE=1 cargo test picture draws it anew");
}
