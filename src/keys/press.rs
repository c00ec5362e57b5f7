//! One key press, as the terminal reported it, in one form whatever the terminal.
//!
//! Terminals disagree on how they report the same key. Everything here is brought to one form when it is made, so that bindings
//! can be compared. What a press means is not decided here.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::layout;

/// One key press: a key and what was held with it.
///
/// Shift is kept only where the key itself does not say it: `X` is the character `X` without Shift, Shift-F7 is F7 with Shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    /// The key.
    pub code: KeyCode,
    /// Control, Alt and, for keys that are not characters, Shift.
    pub mods: KeyModifiers,
}

impl Press {
    /// Returns the press of a key with modifiers, in the form that all terminals share.
    ///
    /// - Shift-Tab is Tab with Shift, never a key of its own.
    /// - A character with Shift is the capital; with Control it is the small letter, since most terminals send no other.
    /// - Control-I, M, H and `[` are Tab, Enter, Backspace and Esc: that is what terminals send.
    /// - Control with Alt and a sign is AltGr on Windows: the sign was typed.
    pub fn new(code: KeyCode, mods: KeyModifiers) -> Self {
        let mods = without_meta(mods);
        match code {
            KeyCode::BackTab => Self { code: KeyCode::Tab, mods: mods | KeyModifiers::SHIFT },
            KeyCode::Null => Self::of_char(' ', mods | KeyModifiers::CONTROL),
            KeyCode::Char(c) => Self::of_char(c, mods),
            _ => Self { code, mods },
        }
    }

    /// Returns the press of a key with nothing held.
    pub fn key(code: KeyCode) -> Self {
        Self::new(code, KeyModifiers::NONE)
    }

    /// Returns the press that types this character.
    pub fn plain(c: char) -> Self {
        Self::key(KeyCode::Char(c))
    }

    /// Returns the press of this letter with Control held.
    pub fn control(c: char) -> Self {
        Self::new(KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    /// Returns the character that the press types in an input, or none when it is a command there too.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.mods.is_empty() => Some(c),
            _ => None,
        }
    }

    /// Returns the press of the same key on a US keyboard, when the character belongs to a Cyrillic, Greek, Arabic or Hebrew one.
    ///
    /// ```
    /// use plenary::keys::Press;
    ///
    /// assert_eq!(Press::plain('о').latin(), Some(Press::plain('j')));
    /// assert_eq!(Press::plain('Ж').latin(), Some(Press::plain(':')));
    /// assert_eq!(Press::plain('j').latin(), None);
    /// ```
    pub fn latin(self) -> Option<Self> {
        let KeyCode::Char(c) = self.code else {
            return None;
        };
        layout::latin(c).map(|c| Self::new(KeyCode::Char(c), self.mods))
    }

    fn of_char(c: char, mods: KeyModifiers) -> Self {
        if let Some(code) = sent_as_control(c) {
            return Self { code, mods };
        }
        let mods = without_altgr(c, mods);
        if mods.contains(KeyModifiers::CONTROL) {
            return Self::of_control(c, mods - KeyModifiers::SHIFT);
        }
        let c = if mods.contains(KeyModifiers::SHIFT) { only(c.to_uppercase(), c) } else { c };
        Self { code: KeyCode::Char(c), mods: mods - KeyModifiers::SHIFT }
    }

    fn of_control(c: char, mods: KeyModifiers) -> Self {
        let bare = mods - KeyModifiers::CONTROL;
        let (code, mods) = match only(c.to_lowercase(), c) {
            'i' => (KeyCode::Tab, bare),
            'm' => (KeyCode::Enter, bare),
            'h' => (KeyCode::Backspace, bare),
            '[' => (KeyCode::Esc, bare),
            // With Alt as well it would be taken for AltGr.
            c if mods.contains(KeyModifiers::ALT) => (KeyCode::Char(c), mods),
            c => (KeyCode::Char(sign_of_digit(c)), mods),
        };
        Self { code, mods }
    }
}

impl From<KeyEvent> for Press {
    fn from(event: KeyEvent) -> Self {
        Self::new(event.code, event.modifiers)
    }
}

/// Returns the key behind a control character that came as if it were text.
fn sent_as_control(c: char) -> Option<KeyCode> {
    Some(match c {
        '\t' => KeyCode::Tab,
        '\r' | '\n' => KeyCode::Enter,
        '\u{8}' | '\u{7f}' => KeyCode::Backspace,
        '\u{1b}' => KeyCode::Esc,
        _ => return None,
    })
}

/// Returns the sign behind the control codes 28 to 31, which crossterm reports by the digits that send them on some keyboards.
fn sign_of_digit(c: char) -> char {
    match c {
        '4' => '\\',
        '5' => ']',
        '6' => '^',
        '7' | '_' => '/',
        _ => c,
    }
}

/// Returns the modifiers with Meta counted as Alt: which of the two arrives is the terminal's choice.
fn without_meta(mods: KeyModifiers) -> KeyModifiers {
    if mods.contains(KeyModifiers::META) { (mods - KeyModifiers::META) | KeyModifiers::ALT } else { mods }
}

/// Returns the modifiers without the Control and Alt that Windows reports for AltGr.
///
/// Letters and digits keep them: there Control-Alt is what was pressed.
fn without_altgr(c: char, mods: KeyModifiers) -> KeyModifiers {
    let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    if mods.contains(altgr) && !c.is_ascii_alphanumeric() && c != ' ' { mods - altgr } else { mods }
}

/// Returns the only character of a change of case, or `otherwise` when there are several.
fn only(mut cased: impl Iterator<Item = char>, otherwise: char) -> char {
    match (cased.next(), cased.next()) {
        (Some(c), None) => c,
        _ => otherwise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: KeyModifiers = KeyModifiers::NONE;
    const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
    const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
    const ALT: KeyModifiers = KeyModifiers::ALT;

    fn event(code: KeyCode, mods: KeyModifiers) -> Press {
        Press::from(KeyEvent::new(code, mods))
    }

    #[test]
    fn shift_is_said_once() {
        assert_eq!(event(KeyCode::Char('X'), SHIFT), event(KeyCode::Char('X'), NONE));
        assert_eq!(event(KeyCode::Char('x'), SHIFT), Press::plain('X'));
        assert_eq!(event(KeyCode::Char('?'), SHIFT), Press::plain('?'));
        assert_eq!(event(KeyCode::BackTab, NONE), Press { code: KeyCode::Tab, mods: SHIFT });
        assert_eq!(event(KeyCode::BackTab, SHIFT), event(KeyCode::Tab, SHIFT));
        assert_eq!(event(KeyCode::F(7), SHIFT).mods, SHIFT);
    }

    #[test]
    fn control_means_what_a_terminal_sends() {
        assert_eq!(event(KeyCode::Char('D'), CONTROL | SHIFT), Press::control('d'));
        assert_eq!(Press::control('i'), Press::key(KeyCode::Tab));
        assert_eq!(Press::control('m'), Press::key(KeyCode::Enter));
        assert_eq!(Press::control('h'), Press::key(KeyCode::Backspace));
        assert_eq!(Press::control('['), Press::key(KeyCode::Esc));
        assert_eq!(Press::control('7'), Press::control('/'));
        assert_eq!(Press::key(KeyCode::Null), Press::control(' '));
    }

    #[test]
    fn altgr_types_its_sign() {
        for c in ['@', '{', '[', '\\', '|', '~', '€', 'ą'] {
            assert_eq!(event(KeyCode::Char(c), CONTROL | ALT).typed(), Some(c));
        }
        assert_eq!(event(KeyCode::Char('q'), CONTROL | ALT).typed(), None);
    }

    #[test]
    fn only_plain_characters_are_typed() {
        assert_eq!(Press::plain('é').typed(), Some('é'));
        assert_eq!(Press::plain(' ').typed(), Some(' '));
        for press in [Press::control('a'), Press::key(KeyCode::Enter), Press::new(KeyCode::Char('b'), ALT)] {
            assert_eq!(press.typed(), None);
        }
    }

    #[test]
    fn another_alphabet_falls_back_with_what_is_held() {
        assert_eq!(Press::control('ы').latin(), Some(Press::control('s')));
        assert_eq!(event(KeyCode::Char('П'), SHIFT).latin(), Some(Press::plain('G')));
        assert_eq!(Press::key(KeyCode::Enter).latin(), None);
    }

    proptest! {
        #[test]
        fn making_it_again_changes_nothing(c: char, bits in 0u8..64) {
            let once = Press::new(KeyCode::Char(c), KeyModifiers::from_bits_truncate(bits));
            prop_assert_eq!(Press::new(once.code, once.mods), once);
        }
    }
}
