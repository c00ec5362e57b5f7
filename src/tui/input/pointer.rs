//! From reports of the mouse to what it did: only the left button and the wheel, and the second of two clicks.

use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::tui::msg::{Gesture, Mouse};

/// How soon after the first a second click makes a double click of both.
pub const DOUBLE: Duration = Duration::from_millis(400);

/// Remembers the last click.
#[derive(Debug, Default)]
pub struct Pointer {
    last: Option<((u16, u16), Instant)>,
}

impl Pointer {
    /// Returns what a report says; `None` for buttons and moves that mean nothing here.
    pub fn take(&mut self, event: MouseEvent, now: Instant) -> Option<Mouse> {
        let at = (event.column, event.row);
        let gesture = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press(at, now),
            MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
            MouseEventKind::Drag(MouseButton::Left) => {
                // A click that was dragged is none.
                self.last = self.last.filter(|(place, _)| *place == at);
                Gesture::Drag
            }
            MouseEventKind::ScrollUp => Gesture::WheelUp,
            MouseEventKind::ScrollDown => Gesture::WheelDown,
            _ => return None,
        };
        Some(Mouse { gesture, at })
    }

    /// The third of three clicks is a first one again.
    fn press(&mut self, at: (u16, u16), now: Instant) -> Gesture {
        match self.last.take() {
            Some((place, then)) if place == at && now.saturating_duration_since(then) <= DOUBLE => Gesture::PressAgain,
            _ => {
                self.last = Some((at, now));
                Gesture::Press
            }
        }
    }
}
