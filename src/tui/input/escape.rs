//! Joins escape sequences that arrived in pieces.
//!
//! On a slow line the arrow key's bytes `ESC [ A` may come one by one. crossterm takes a lone `ESC` for the Esc key at once, and `[`
//! and `A` for letters: Up would close a window and then type. So Esc is held until it is clear that nothing belongs to it.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// How long the bytes of one sequence may be apart. Esc itself is felt this much later.
pub const PATIENCE: Duration = Duration::from_millis(50);

/// Longer than any key's sequence: what grows beyond this is text.
const LONGEST: usize = 24;

/// What came out whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A key.
    Key(KeyEvent),
    /// The mark before a bracketed paste; its end mark is swallowed by crossterm, so the paste ends in silence.
    PasteBegins,
    /// A report of the mouse.
    Mouse(MouseEvent),
}

/// Holds an Esc and what followed it while they may be one sequence.
///
/// Only [`Escape::elapse`] gives up waiting. A key that is late because this program was not running is still joined: a wrong
/// Esc does more harm than a late one.
#[derive(Debug, Default)]
pub struct Escape {
    held: Vec<KeyEvent>,
    since: Option<Instant>,
}

impl Escape {
    /// Takes one key in.
    pub fn take(&mut self, key: KeyEvent, now: Instant, out: &mut Vec<Piece>) {
        if self.held.is_empty() {
            self.start(key, now, out);
            return;
        }
        self.held.push(key);
        self.since = Some(now);
        match recognise(&self.text()) {
            Found::Partial => {}
            Found::Whole(piece) => {
                self.clear();
                out.push(piece);
            }
            Found::Unknown => self.clear(),
            Found::Text => {
                self.held.pop();
                self.flush(out);
                self.start(key, now, out);
            }
        }
    }

    /// Lets go what is held if its time is over.
    pub fn elapse(&mut self, now: Instant, out: &mut Vec<Piece>) {
        if self.deadline().is_some_and(|deadline| now >= deadline) {
            self.flush(out);
        }
    }

    /// Lets go what is held, as single keys.
    pub fn flush(&mut self, out: &mut Vec<Piece>) {
        out.extend(self.held.drain(..).map(Piece::Key));
        self.since = None;
    }

    /// Returns when [`Escape::elapse`] lets go, if anything is held.
    pub fn deadline(&self) -> Option<Instant> {
        self.since.and_then(|since| since.checked_add(PATIENCE))
    }

    fn start(&mut self, key: KeyEvent, now: Instant, out: &mut Vec<Piece>) {
        if key.code == KeyCode::Esc && key.modifiers.is_empty() {
            self.held.push(key);
            self.since = Some(now);
        } else {
            out.push(Piece::Key(key));
        }
    }

    fn clear(&mut self) {
        self.held.clear();
        self.since = None;
    }

    /// Returns the characters after Esc; what is no character spoils the sequence.
    fn text(&self) -> String {
        self.held.iter().skip(1).map(plain_character).collect()
    }
}

fn plain_character(key: &KeyEvent) -> char {
    match key.code {
        KeyCode::Char(character) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => character,
        _ => '\0',
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// More may follow.
    Partial,
    /// A sequence we know.
    Whole(Piece),
    /// A sequence, and none of ours: it says nothing, and its letters must not be taken for keys.
    Unknown,
    /// No sequence.
    Text,
}

fn recognise(text: &str) -> Found {
    let mut characters = text.chars();
    match characters.next() {
        Some('[') => recognise_csi(characters.as_str()),
        Some('O') => recognise_ss3(characters.as_str()),
        _ => Found::Text,
    }
}

fn recognise_ss3(rest: &str) -> Found {
    let mut characters = rest.chars();
    match characters.next() {
        None => Found::Partial,
        Some(last) => cursor_key(last).map_or(Found::Text, |code| whole(code, 1)),
    }
}

fn recognise_csi(rest: &str) -> Found {
    let is_parameter = |c: char| c.is_ascii_digit() || matches!(c, ';' | ':' | '<' | '?');
    let parameters: String = rest.chars().take_while(|c| is_parameter(*c)).collect();
    let mut after = rest.chars().skip_while(|c| is_parameter(*c));
    match (after.next(), after.next()) {
        (None, _) if rest.len() < LONGEST => Found::Partial,
        // The Linux console's F1 to F5 are `[[A` to `[[E`.
        (Some('['), None) if parameters.is_empty() => Found::Partial,
        (Some('['), Some(last @ 'A'..='E')) => function_key(last, 'A'),
        (Some(last @ '@'..='~'), None) => csi_key(&parameters, last),
        _ => Found::Text,
    }
}

fn csi_key(parameters: &str, last: char) -> Found {
    if let Some(report) = parameters.strip_prefix('<') {
        return mouse(report, last).map_or(Found::Unknown, |event| Found::Whole(Piece::Mouse(event)));
    }
    let mut numbers = parameters.split(';').map(|n| n.parse::<u16>().ok());
    let first = numbers.next().flatten().unwrap_or(1);
    let modifiers = numbers.next().flatten().unwrap_or(1);
    let code = match last {
        '~' if first == 200 => return Found::Whole(Piece::PasteBegins),
        '~' => numbered_key(first),
        'Z' => return whole(KeyCode::BackTab, 2),
        _ => cursor_key(last),
    };
    code.map_or(Found::Unknown, |code| whole(code, modifiers))
}

/// Reads a report in the form of SGR: button, column and row, counted from 1, and `m` at its end where a button went up.
fn mouse(report: &str, last: char) -> Option<MouseEvent> {
    let mut numbers = report.split(';').map(|n| n.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    // Shift, Alt and Control are bits of the button and change nothing here.
    let kind = match (button & !0b1_1100, last) {
        (0, 'M') => MouseEventKind::Down(MouseButton::Left),
        (0, 'm') => MouseEventKind::Up(MouseButton::Left),
        (32, 'M') => MouseEventKind::Drag(MouseButton::Left),
        (64, 'M') => MouseEventKind::ScrollUp,
        (65, 'M') => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
    numbers.next().is_none().then_some(event)
}

fn cursor_key(last: char) -> Option<KeyCode> {
    Some(match last {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'H' => KeyCode::Home,
        'F' => KeyCode::End,
        'P' => KeyCode::F(1),
        'Q' => KeyCode::F(2),
        'R' => KeyCode::F(3),
        'S' => KeyCode::F(4),
        _ => return None,
    })
}

fn numbered_key(number: u16) -> Option<KeyCode> {
    let function = |above: u16| u8::try_from(number.saturating_sub(above)).map(KeyCode::F);
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(10).ok()?,
        17..=21 => function(11).ok()?,
        23 | 24 => function(12).ok()?,
        _ => return None,
    })
}

fn function_key(last: char, first: char) -> Found {
    let above = u32::from(last).saturating_sub(u32::from(first));
    let number = u8::try_from(above).unwrap_or(0).saturating_add(1);
    whole(KeyCode::F(number), 1)
}

/// The parameter is one more than the bits of Shift, Alt and Control.
fn whole(code: KeyCode, modifiers: u16) -> Found {
    let bits = modifiers.saturating_sub(1);
    let mut held = KeyModifiers::NONE;
    held.set(KeyModifiers::SHIFT, bits & 1 != 0);
    held.set(KeyModifiers::ALT, bits & 2 != 0);
    held.set(KeyModifiers::CONTROL, bits & 4 != 0);
    Found::Whole(Piece::Key(KeyEvent::new(code, held)))
}
