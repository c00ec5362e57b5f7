//! How something looks: ink, ground and attributes, as a theme writes them.
//!
//! Data alone: the terminal's side turns it into escape sequences.

use super::value::{Value, words};
use crate::base::quote::quoted;
use crate::base::suggest;

words! {
    /// A colour: the terminal's own default, one of its sixteen, which the user may have changed, or one whose value is fixed.
    Ink {
        /// The terminal's own.
        Default "default",
        /// Colour 0.
        Black "black",
        /// Colour 1.
        Red "red",
        /// Colour 2.
        Green "green",
        /// Colour 3.
        Yellow "yellow",
        /// Colour 4.
        Blue "blue",
        /// Colour 5.
        Magenta "magenta",
        /// Colour 6.
        Cyan "cyan",
        /// Colour 7.
        White "white",
        /// Colour 8.
        BrightBlack "bright-black",
        /// Colour 9.
        BrightRed "bright-red",
        /// Colour 10.
        BrightGreen "bright-green",
        /// Colour 11.
        BrightYellow "bright-yellow",
        /// Colour 12.
        BrightBlue "bright-blue",
        /// Colour 13.
        BrightMagenta "bright-magenta",
        /// Colour 14.
        BrightCyan "bright-cyan",
        /// Colour 15.
        BrightWhite "bright-white",
        /// Fixed: `#00875f`.
        Teal "teal",
        /// Fixed: `#5f5fff`.
        Indigo "indigo",
        /// Fixed: `#af5f5f`.
        Rose "rose",
        /// Fixed: `#d700af`.
        Fuchsia "fuchsia",
        /// Fixed: `#767676`.
        Grey "grey",
        /// Fixed: `#bcbcbc`.
        Silver "silver",
        /// Fixed: `#ffff00`.
        Lemon "lemon",
        /// Fixed: `#00ffff`.
        Aqua "aqua",
        /// Fixed: `#000000`.
        Coal "coal",
        /// Fixed: `#ffffff`.
        Snow "snow",
    }
}

impl Ink {
    /// Returns the number of a fixed colour in the cube and the greys of the 256 colours of xterm, which nobody changes.
    pub fn number(self) -> Option<u8> {
        Some(match self {
            Self::Teal => 29,
            Self::Indigo => 63,
            Self::Rose => 131,
            Self::Fuchsia => 163,
            Self::Grey => 243,
            Self::Silver => 250,
            Self::Lemon => 226,
            Self::Aqua => 51,
            Self::Coal => 16,
            Self::Snow => 231,
            _ => return None,
        })
    }
}

/// How a role looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    /// The colour of the text.
    pub ink: Ink,
    /// The colour behind it.
    pub ground: Ink,
    /// Heavier.
    pub bold: bool,
    /// Fainter.
    pub dim: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line below.
    pub underline: bool,
    /// With ink and ground exchanged.
    pub reverse: bool,
}

const ATTRIBUTES: &[&str] = &["plain", "bold", "dim", "italic", "underline", "reverse"];

/// A word of a look that is neither colour nor attribute.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is neither a colour nor one of {}", quoted(.word), ATTRIBUTES.join(", "))]
pub struct LookError {
    /// The word.
    pub word: String,
    /// What was probably meant.
    pub meant: Option<&'static str>,
}

impl Look {
    /// Reads a look: attributes and a colour in any order, the ground after `on`: `bold red on blue`.
    ///
    /// # Errors
    ///
    /// Names the first word that is neither.
    pub fn read(text: &str) -> Result<Self, LookError> {
        let mut look = Self::default();
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            if word == "on" {
                let ground = words.next().unwrap_or_default();
                look.ground = Ink::read(ground).ok_or_else(|| unknown(ground))?;
            } else if let Some(ink) = Ink::read(word) {
                look.ink = ink;
            } else {
                *look.attribute(word).ok_or_else(|| unknown(word))? = word != "plain";
            }
        }
        Ok(look)
    }

    /// Returns the look without its colours: what was grey is faint.
    pub fn without_colour(self) -> Self {
        Self { ink: Ink::Default, ground: Ink::Default, dim: self.dim || self.ink == Ink::Grey, ..self }
    }

    fn attribute(&mut self, word: &str) -> Option<&mut bool> {
        match word {
            // A look that says so is set, and sets nothing.
            "plain" | "bold" => Some(&mut self.bold),
            "dim" => Some(&mut self.dim),
            "italic" => Some(&mut self.italic),
            "underline" => Some(&mut self.underline),
            "reverse" => Some(&mut self.reverse),
            _ => None,
        }
    }
}

fn unknown(word: &str) -> LookError {
    let inks = Ink::allowed();
    let known = ATTRIBUTES.iter().copied().chain(inks);
    LookError { word: word.to_owned(), meant: suggest::nearest(word, known) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_read_in_any_order() {
        let look = Look::read("bold red on bright-blue underline").unwrap();
        let wanted = Look { ink: Ink::Red, ground: Ink::BrightBlue, bold: true, underline: true, ..Look::default() };
        assert_eq!(look, wanted);
        assert_eq!(look.without_colour(), Look { bold: true, underline: true, ..Look::default() });
        assert_eq!(Look::read("plain"), Ok(Look::default()));
        assert_eq!(
            Look::read("dim italic reverse").unwrap(),
            Look { dim: true, italic: true, reverse: true, ..Look::default() }
        );
    }

    #[test]
    fn other_words_are_told() {
        let error = Look::read("bold gren").unwrap_err();
        assert_eq!(error.meant, Some("green"));
        let said = "\"gren\" is neither a colour nor one of plain, bold, dim, italic, underline, reverse";
        assert_eq!(error.to_string(), said);
        assert_eq!(Look::read("red on").unwrap_err().word, "");
        assert_eq!(Look::read("undreline").unwrap_err().meant, Some("underline"));
    }

    #[test]
    fn there_are_the_default_sixteen_colours_and_fixed_ones() {
        assert_eq!(Ink::ALL.iter().filter(|ink| ink.number().is_none()).count(), 17);
        assert!(Ink::ALL.iter().filter_map(|ink| ink.number()).all(|number| number >= 16));
    }

    #[test]
    fn grey_is_faint_where_there_are_no_colours() {
        let look = Look::read("italic grey").unwrap().without_colour();
        assert_eq!(look, Look { italic: true, dim: true, ..Look::default() });
    }
}
