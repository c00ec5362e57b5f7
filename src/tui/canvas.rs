//! What the terminal shows, and the bytes that change it.
//!
//! ratatui's `Terminal` is not used: it writes `?25l` for a frame in which nothing changed and clears the screen at every resize.
//! Here a frame without a change is no byte at all, any other is one write between the marks of synchronized output, and a resize
//! paints every cell over what was there.

use std::io;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::encode::encode;
use super::term;

/// The cells on the terminal and those of the next frame.
#[derive(Debug)]
pub struct Canvas {
    shown: Buffer,
    next: Buffer,
    bytes: Vec<u8>,
    is_known: bool,
}

impl Canvas {
    /// Makes a canvas of this many columns and rows, whose content is not known yet.
    pub fn new(width: u16, height: u16) -> Canvas {
        let area = Rect::new(0, 0, width, height);
        Canvas {
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            bytes: Vec::with_capacity(16 * 1024),
            is_known: false,
        }
    }

    /// Returns columns and rows.
    pub fn size(&self) -> (u16, u16) {
        (self.next.area.width, self.next.area.height)
    }

    /// Takes a new size; the next frame paints every cell.
    pub fn resize(&mut self, width: u16, height: u16) {
        *self = Canvas::new(width, height);
    }

    /// Forgets what the terminal shows; the next frame paints every cell.
    pub fn forget(&mut self) {
        self.is_known = false;
    }

    /// Draws a frame and sends what changed; nothing is sent if nothing did.
    pub fn paint(&mut self, draw: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        self.next.reset();
        draw(&mut self.next);
        neutralise(&mut self.next);
        self.encode()?;
        if self.bytes.is_empty() {
            return Ok(());
        }
        if term::write(&self.bytes)? {
            std::mem::swap(&mut self.shown, &mut self.next);
            self.is_known = true;
        } else {
            self.is_known = false;
        }
        Ok(())
    }

    fn encode(&mut self) -> io::Result<()> {
        self.bytes.clear();
        queue!(self.bytes, BeginSynchronizedUpdate)?;
        let marked = self.bytes.len();
        encode(&self.shown, &self.next, !self.is_known, &mut self.bytes);
        if self.bytes.len() == marked {
            self.bytes.clear();
            return Ok(());
        }
        queue!(self.bytes, EndSynchronizedUpdate)
    }
}

/// Shows a mark in place of control characters: ratatui's text functions drop them, `Cell::set_symbol` passes them on, and this is
/// the last place before the terminal, which would obey them.
fn neutralise(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let symbol = cell.symbol();
        let is_one = matches!(symbol.as_bytes(), [b' '..=b'~']);
        if !is_one && symbol.chars().any(char::is_control) {
            cell.set_symbol("\u{fffd}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Cell;
    use ratatui::style::Style;

    fn encoded(screen: &mut Canvas, text: &str) -> Vec<u8> {
        screen.next.reset();
        screen.next.set_string(0, 0, text, Style::new());
        screen.encode().unwrap();
        std::mem::swap(&mut screen.shown, &mut screen.next);
        screen.is_known = true;
        screen.bytes.clone()
    }

    #[test]
    fn an_unchanged_frame_is_no_byte() {
        let mut screen = Canvas::new(10, 2);
        assert!(!encoded(&mut screen, "abc").is_empty());
        assert_eq!(encoded(&mut screen, "abc"), b"");
        assert!(!encoded(&mut screen, "abd").is_empty());
    }

    #[test]
    fn a_forgotten_screen_is_painted_whole_and_in_brackets() {
        let mut screen = Canvas::new(4, 2);
        encoded(&mut screen, "abc");
        screen.forget();
        let bytes = String::from_utf8(encoded(&mut screen, "abc")).unwrap();
        assert!(bytes.starts_with("\x1b[?2026h"), "{bytes:?}");
        assert!(bytes.ends_with("\x1b[?2026l"), "{bytes:?}");
        assert!(bytes.contains("abc \x1b[2;1H    "), "{bytes:?}");
    }

    #[test]
    fn a_control_character_never_reaches_the_terminal() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        for (x, symbol) in (0..).zip(["\x1b]0;x\x07", "\u{9b}31m", "a\n", "é"]) {
            buf[(x, 0)].set_symbol(symbol);
        }
        neutralise(&mut buf);
        let text: String = buf.content.iter().map(Cell::symbol).collect();
        assert_eq!(text, "\u{fffd}\u{fffd}\u{fffd}é");
    }

    #[test]
    fn a_screen_without_cells_can_be_painted() {
        for (width, height) in [(0, 0), (0, 3), (3, 0)] {
            assert_eq!(encoded(&mut Canvas::new(width, height), ""), b"");
        }
    }
}
