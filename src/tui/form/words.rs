//! One of several words, chosen by a letter.

use crate::base::text::fold;

/// A word that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// What stands beside it; may be empty.
    pub note: String,
    /// The letter that chooses it: its first one that chooses none before it; `None` where all of them do.
    pub letter: Option<char>,
}

/// Words of which one is chosen, or none.
#[derive(Clone, Debug, Default)]
pub struct Words {
    words: Vec<Word>,
    at: Option<usize>,
}

impl Words {
    /// Makes a choice of words with what stands beside each; `chosen` is chosen already, if it is one of them.
    pub fn new(pairs: impl Iterator<Item = (String, String)>, chosen: &str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        for (text, note) in pairs {
            let letters = fold(&text).into_owned();
            let is_free = |c: &char| c.is_alphanumeric() && words.iter().all(|word| word.letter != Some(*c));
            let letter = letters.chars().find(is_free);
            words.push(Word { text, note, letter });
        }
        let at = words.iter().position(|word| word.text == chosen);
        Self { words, at }
    }

    /// Lists the words.
    pub fn all(&self) -> &[Word] {
        &self.words
    }

    /// Returns which one is chosen.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// Returns the word that is chosen.
    pub fn chosen(&self) -> Option<&str> {
        self.at.and_then(|at| self.words.get(at)).map(|word| word.text.as_str())
    }

    /// Chooses the word of a letter; `false` where none has it.
    pub fn choose(&mut self, letter: char) -> bool {
        let letter = letter.to_lowercase().next();
        let found = self.words.iter().position(|word| word.letter.is_some() && word.letter == letter);
        self.at = found.or(self.at);
        found.is_some()
    }

    /// Chooses the word behind the one that is chosen, or the one before it; `false` at the ends.
    pub fn step(&mut self, is_on: bool) -> bool {
        let to = match (self.at, is_on) {
            (None, true) => Some(0),
            (None, false) => None,
            (Some(at), true) => at.checked_add(1),
            (Some(at), false) => at.checked_sub(1),
        };
        let to = to.filter(|to| *to < self.words.len());
        self.at = to.or(self.at);
        to.is_some()
    }

    /// Chooses the first or the last one.
    pub fn end(&mut self, is_last: bool) {
        self.at = if is_last { self.words.len().checked_sub(1) } else { (!self.words.is_empty()).then_some(0) };
    }

    /// Chooses none; `false` where none was.
    pub fn clear(&mut self) -> bool {
        self.at.take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::ops::TYPES;

    fn types() -> Words {
        Words::new(TYPES.iter().map(|word| ((*word).to_owned(), String::new())), "")
    }

    #[test]
    fn each_type_of_a_statement_has_a_letter_of_its_own() {
        let letters: String = types().all().iter().filter_map(|word| word.letter).collect();
        assert_eq!(letters, "opscmfreath");
    }

    #[test]
    fn a_letter_chooses_and_another_one_changes_nothing() {
        let mut words = types();
        assert!(words.choose('F'));
        assert_eq!(words.chosen(), Some("offer"));
        assert!(!words.choose('z'));
        assert_eq!(words.chosen(), Some("offer"));
        assert!(words.clear() && !words.clear());
    }

    #[test]
    fn arrows_go_from_the_first_to_the_last() {
        let mut words = types();
        assert!(!words.step(false) && words.step(true));
        assert_eq!(words.chosen(), Some("opening"));
        words.end(true);
        assert!(!words.step(true));
        assert_eq!(words.chosen(), Some("other"));
    }
}
