//! From two frames to the bytes that turn one into the other, as few as can be.
//!
//! A slow line pays for every byte. Styles are told by their difference, unchanged cells between two changed ones are written again
//! where that is shorter than moving over them, and a run of blanks is one erasure (ECMA-48: CUP, CUF, ECH, SGR).

use std::fmt::Arguments;
use std::io::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::base::text::is_one_cell;

/// The longest run of unchanged cells that is written again instead of moved over: a move takes four bytes.
const BRIDGED: u16 = 4;

/// From how many blanks on they are erased instead of written: an erasure and the move behind it take eight bytes.
const ERASED: usize = 9;

/// Writes what turns the frame `shown` into `next`, which has the same size; with `whole` every cell is written.
pub fn encode(shown: &Buffer, next: &Buffer, whole: bool, out: &mut Vec<u8>) {
    let mut pen = Pen { out, at: None, style: PLAIN };
    let mut blanks = Blanks { x: 0, y: 0, count: 0 };
    let width = usize::from(next.area.width).max(1);
    let rows = shown.content.chunks(width).zip(next.content.chunks(width)).zip(0..);
    for ((before, after), y) in rows {
        row_changes(before, after, whole, |x, cell| {
            let x = x as u16;
            let is_blank = is_blank(cell);
            if is_blank && blanks.count > 0 && (x, y) == (blanks.x + blanks.count, blanks.y) {
                blanks.count += 1;
                return;
            }
            blanks.write(&mut pen, next);
            if is_blank {
                blanks = Blanks { x, y, count: 1 };
            } else {
                pen.go(x, y, next);
                pen.write(cell);
            }
        });
    }
    blanks.write(&mut pen, next);
    pen.set(PLAIN);
}

/// Plain blanks side by side that are still to be written: where they begin, and how many.
#[derive(Clone, Copy, Debug)]
struct Blanks {
    x: u16,
    y: u16,
    count: u16,
}

impl Blanks {
    fn write(&mut self, pen: &mut Pen<'_>, next: &Buffer) {
        let Self { x, y, count } = *self;
        if usize::from(count) >= ERASED {
            pen.go(x, y, next);
            pen.erase(usize::from(count));
        } else {
            for x in x..x + count {
                pen.go(x, y, next);
                next.cell((x, y)).into_iter().for_each(|cell| pen.write(cell));
            }
        }
        self.count = 0;
    }
}

/// Visits the cells of a row that differ. A wide character that is overwritten in part leaves a half behind, which terminals blank
/// each in their own way: what stands there is written, too.
fn row_changes<'a>(before: &[Cell], after: &'a [Cell], whole: bool, mut visit: impl FnMut(usize, &'a Cell)) {
    let (mut x, mut torn_to) = (0, 0);
    while let Some(cell) = after.get(x) {
        let end = x + width(cell);
        let is_same = if end == x + 1 { before.get(x) == Some(cell) } else { before.get(x..end) == after.get(x..end) };
        let differs = whole || !is_same;
        if differs {
            let old = before.iter().enumerate().take(end).skip(x).map(|(at, cell)| at + width(cell));
            torn_to = old.fold(torn_to, usize::max);
        }
        if differs || x < torn_to {
            visit(x, cell);
        }
        x = end;
    }
}

fn width(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    if symbol.len() == 1 || is_surely_narrow(symbol) { 1 } else { symbol.width().max(1) }
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && style_of(cell) == PLAIN
}

/// Tells whether every terminal shows it in one cell.
fn is_surely_narrow(symbol: &str) -> bool {
    let mut characters = symbol.chars();
    characters.next().is_some_and(is_one_cell) && characters.next().is_none()
}

/// Ink, ground and attributes.
type Told = (Color, Color, Modifier);

const PLAIN: Told = (Color::Reset, Color::Reset, Modifier::empty());

fn style_of(cell: &Cell) -> Told {
    (cell.fg, cell.bg, cell.modifier)
}

/// The terminal's cursor and style, as far as they are known.
struct Pen<'a> {
    out: &'a mut Vec<u8>,
    /// Where the cursor is; unknown at the beginning and after a last column.
    at: Option<(u16, u16)>,
    style: Told,
}

impl Pen<'_> {
    /// Brings the cursor to a cell.
    fn go(&mut self, x: u16, y: u16, next: &Buffer) {
        match self.at {
            Some((column, row)) if row == y && column == x => {}
            Some((column, row)) if row == y && column < x => {
                let between = || (column..x).filter_map(|x| next.cell((x, y)));
                let alike = |cell: &Cell| style_of(cell) == self.style && is_surely_narrow(cell.symbol());
                if x - column <= BRIDGED && between().all(alike) {
                    between().for_each(|cell| self.out.extend_from_slice(cell.symbol().as_bytes()));
                } else {
                    self.say(format_args!("\x1b[{}C", x - column));
                }
            }
            _ => self.say(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some((x, y));
    }

    fn write(&mut self, cell: &Cell) {
        self.set(style_of(cell));
        self.out.extend_from_slice(cell.symbol().as_bytes());
        // Where terminals may differ on how wide it is, the next cell is gone to by its number: else all that follows would be shifted.
        self.at = self.at.filter(|_| is_surely_narrow(cell.symbol())).map(|(x, y)| (x + 1, y));
    }

    fn erase(&mut self, cells: usize) {
        self.set(PLAIN);
        self.say(format_args!("\x1b[{cells}X"));
    }

    /// Tells the terminal the style of what follows, by what is different from before.
    fn set(&mut self, style: Told) {
        if style == self.style {
            return;
        }
        let (before, after) = (self.style, style);
        let is_reset = style == PLAIN || !(before.2 - after.2).is_empty();
        let base = if is_reset { PLAIN } else { before };
        self.say(format_args!("\x1b["));
        let start = self.out.len();
        if is_reset && style != PLAIN {
            self.code(start, format_args!("0"));
        }
        for (modifier, code) in ATTRIBUTES {
            if (after.2 - base.2).contains(modifier) {
                self.code(start, format_args!("{code}"));
            }
        }
        if after.0 != base.0 {
            self.color(start, after.0, 30);
        }
        if after.1 != base.1 {
            self.color(start, after.1, 40);
        }
        self.out.push(b'm');
        self.style = style;
    }

    /// Adds a code to those of a style, which begin at `start`.
    fn code(&mut self, start: usize, code: Arguments<'_>) {
        if self.out.len() > start {
            self.out.push(b';');
        }
        self.say(code);
    }

    /// Adds the code of a colour; `base` is 30 for ink and 40 for ground.
    fn color(&mut self, start: usize, color: Color, base: u8) {
        match color {
            Color::Indexed(number) => self.code(start, format_args!("{};5;{number}", base + 8)),
            Color::Rgb(red, green, blue) => self.code(start, format_args!("{};2;{red};{green};{blue}", base + 8)),
            named => self.code(start, format_args!("{}", base + named_color(named))),
        }
    }

    fn say(&mut self, words: Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.out.write_fmt(words);
    }
}

/// The attributes with their numbers in ECMA-48.
const ATTRIBUTES: [(Modifier, &str); 9] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// Returns the number of a named colour, counted from that of black.
fn named_color(color: Color) -> u8 {
    match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        // What has no name has been told by its numbers.
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use std::num::NonZeroU16;

    fn bytes(before: &Buffer, after: &Buffer) -> Vec<u8> {
        let mut out = Vec::new();
        encode(before, after, false, &mut out);
        out
    }

    fn buffer(lines: &[(u16, &str, Style)]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 3));
        for (y, text, style) in lines {
            buffer.set_string(0, *y, text, *style);
        }
        buffer
    }

    #[test]
    fn a_move_over_a_few_equal_cells_writes_them_again() {
        let plain = Style::new();
        let before = buffer(&[(0, "abcdef", plain)]);
        assert_eq!(bytes(&before, &buffer(&[(0, "aBcdEf", plain)])), b"\x1b[1;2HBcdE");
        let before = buffer(&[(1, "abcdefghij", plain)]);
        assert_eq!(bytes(&before, &buffer(&[(1, "Abcdefghi!", plain)])), b"\x1b[2;1HA\x1b[8C!");
    }

    #[test]
    fn a_run_of_blanks_is_one_erasure() {
        let before = buffer(&[(0, "0123456789012345", Style::new())]);
        assert_eq!(bytes(&before, &buffer(&[(0, "0", Style::new())])), b"\x1b[1;2H\x1b[15X");
    }

    #[test]
    fn a_style_is_told_by_its_difference_and_ends_with_the_frame() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let before = buffer(&[]);
        let mut after = buffer(&[(0, "ab", bold)]);
        after.set_string(1, 0, "b", bold.fg(Color::Magenta));
        assert_eq!(bytes(&before, &after), b"\x1b[1;1H\x1b[1ma\x1b[35mb\x1b[m");
    }

    #[test]
    fn behind_what_terminals_show_in_different_widths_the_next_cell_is_gone_to_by_its_number() {
        for odd in ["日", "⌚", "👨\u{200d}👩", "ท\u{e48}", "☀\u{fe0f}", "☀", "e\u{301}"] {
            let after = buffer(&[(0, &format!("a{odd}b"), Style::new())]);
            let next = 2 + width(&after[(1, 0)]);
            assert_eq!(text_of(&bytes(&buffer(&[]), &after)), format!("\x1b[1;1Ha{odd}\x1b[1;{next}Hb"), "{odd}");
        }
        let sure = "aé\u{1ea1}–│●…Жω";
        assert_eq!(text_of(&bytes(&buffer(&[]), &buffer(&[(0, sure, Style::new())]))), format!("\x1b[1;1H{sure}"));
    }

    fn text_of(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn drawn(pieces: &[(u16, u16, String, u8, bool)]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 3));
        for (x, y, text, ink, reversed) in pieces {
            let style = Style::new().fg(Color::Indexed(*ink));
            let style = if *reversed { style.add_modifier(Modifier::REVERSED) } else { Style::new() };
            buffer.set_string(x % 30, y % 3, text, style);
        }
        buffer
    }

    proptest! {
        /// What a terminal shows after the changes is what it shows when the frame is drawn on an empty screen.
        #[test]
        fn the_changes_lead_to_the_frame(
            before in prop::collection::vec((0u16..30, 0u16..3, "[a-z 日é]{0,20}", 0u8..3, any::<bool>()), 0..6),
            after in prop::collection::vec((0u16..30, 0u16..3, "[a-z 日é]{0,20}", 0u8..3, any::<bool>()), 0..6),
        ) {
            let (rows, columns) = (NonZeroU16::new(3).unwrap(), NonZeroU16::new(30).unwrap());
            let empty = Buffer::empty(Rect::new(0, 0, 30, 3));
            let (before, after) = (drawn(&before), drawn(&after));
            let mut changed = vt100::Parser::new(rows, columns, 0);
            changed.process(&bytes(&empty, &before));
            changed.process(&bytes(&before, &after));
            let mut fresh = vt100::Parser::new(rows, columns, 0);
            fresh.process(&bytes(&empty, &after));
            for y in 0..3 {
                for x in 0..30 {
                    let (one, other) = (changed.screen().cell(y, x).unwrap(), fresh.screen().cell(y, x).unwrap());
                    if other.is_wide_continuation() {
                        continue;
                    }
                    prop_assert_eq!(one.contents().trim(), other.contents().trim());
                    prop_assert_eq!((one.inverse(), one.fgcolor()), (other.inverse(), other.fgcolor()));
                }
            }
        }
    }
}
