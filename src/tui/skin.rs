//! How the screen looks: the theme as styles, and the signs of the character set in use.
//!
//! Drawing names roles and signs; only here do they become colours and characters. Every text of the dataset passes through
//! [`Skin::shown`] before it reaches a cell.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::base::text::visible;
use crate::config::{Ink, Look, Role, Theme};

/// The styles and signs in use.
#[derive(Clone, Debug)]
pub struct Skin {
    styles: Vec<Style>,
    ascii: bool,
}

impl Skin {
    /// Makes a skin; without colour only attributes remain, in ASCII only the 95 printable characters.
    pub fn new(theme: &Theme, colour: bool, ascii: bool) -> Self {
        let look = |role: &Role| {
            let look = theme.look(*role);
            style(if colour { look } else { look.without_colour() })
        };
        Self { styles: Role::ALL.iter().map(look).collect(), ascii }
    }

    /// Returns the style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// Paints an area as ordinary text is painted, for themes that have a ground of their own.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let style = self.style(Role::Text);
        if style != Style::default() {
            buffer.set_style(area, style);
        }
    }

    /// Tells whether only ASCII is shown.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// Makes a text safe to show, in the character set in use.
    pub fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        visible(text, self.ascii)
    }

    /// Chooses between a sign and its ASCII form.
    pub fn sign(&self, (unicode, ascii): (&'static str, &'static str)) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }

    /// Returns the mark of a cut text.
    pub fn cut(&self) -> &'static str {
        self.sign(("…", "~"))
    }

    /// Returns the frame of panes and popups.
    pub fn border(&self) -> border::Set<'static> {
        if self.ascii { ASCII_BORDER } else { border::PLAIN }
    }

    /// Draws a share of a whole as a bar of at most `width` cells; something is never nothing.
    pub fn bar(&self, part: usize, whole: usize, width: usize) -> String {
        if part == 0 || whole == 0 || width == 0 {
            return String::new();
        }
        if self.ascii {
            return "#".repeat((part * width).div_ceil(whole).min(width));
        }
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let eighths = (part * width * 8).div_ceil(whole).clamp(1, width * 8);
        let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
        format!("{}{rest}", "█".repeat(eighths / 8))
    }
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

fn style(look: Look) -> Style {
    let mut style = Style::new();
    if let Some(ink) = color(look.ink) {
        style = style.fg(ink);
    }
    if let Some(ground) = color(look.ground) {
        style = style.bg(ground);
    }
    let attributes = [
        (look.bold, Modifier::BOLD),
        (look.dim, Modifier::DIM),
        (look.italic, Modifier::ITALIC),
        (look.underline, Modifier::UNDERLINED),
        (look.reverse, Modifier::REVERSED),
    ];
    attributes.into_iter().filter(|(on, _)| *on).fold(style, |style, (_, modifier)| style.add_modifier(modifier))
}

fn color(ink: Ink) -> Option<Color> {
    Some(match ink {
        Ink::Default => return None,
        Ink::Black => Color::Black,
        Ink::Red => Color::Red,
        Ink::Green => Color::Green,
        Ink::Yellow => Color::Yellow,
        Ink::Blue => Color::Blue,
        Ink::Magenta => Color::Magenta,
        Ink::Cyan => Color::Cyan,
        Ink::White => Color::Gray,
        Ink::BrightBlack => Color::DarkGray,
        Ink::BrightRed => Color::LightRed,
        Ink::BrightGreen => Color::LightGreen,
        Ink::BrightYellow => Color::LightYellow,
        Ink::BrightBlue => Color::LightBlue,
        Ink::BrightMagenta => Color::LightMagenta,
        Ink::BrightCyan => Color::LightCyan,
        Ink::BrightWhite => Color::White,
        fixed => return fixed.number().map(Color::Indexed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_never_longer_than_its_room_and_something_is_never_nothing() {
        let theme = Theme::named(Default::default());
        for ascii in [false, true] {
            let skin = Skin::new(&theme, true, ascii);
            assert_eq!(skin.bar(0, 10, 6), "");
            assert!(!skin.bar(1, 100_000, 6).is_empty());
            assert_eq!(skin.bar(10, 10, 6).chars().count(), 6);
            assert_eq!(skin.bar(3, 0, 6), "");
        }
    }
}
