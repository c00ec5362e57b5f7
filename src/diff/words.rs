//! Two wordings of a text, word by word: what stayed, what is gone, what is new.

use std::ops::Range;

use similar::{ChangeTag, TextDiff};

/// Up to how many bytes a stretch that differs is compared word by word; a longer one is gone and new as a whole.
const LONGEST: usize = 100_000;

/// What became of a piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in both.
    Same,
    /// Only the old text has it.
    Gone,
    /// Only the new text has it.
    New,
}

/// A piece of a text, and what became of it.
pub type Piece = (Fate, String);

/// Compares two texts word by word. What is gone stands before what is new in its place.
pub fn compare(old: &str, new: &str) -> Vec<Piece> {
    if old == new {
        return vec![(Fate::Same, old.to_owned())];
    }
    if old.len().max(new.len()) > LONGEST {
        return vec![(Fate::Gone, old.to_owned()), (Fate::New, new.to_owned())];
    }
    let diff = TextDiff::from_unicode_words(old, new);
    let mut pieces = Pieces::default();
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => pieces.same(change.value()),
            ChangeTag::Delete => pieces.gone.push_str(change.value()),
            ChangeTag::Insert => pieces.new.push_str(change.value()),
        }
    }
    pieces.end()
}

/// Writes pieces so that they can be read without colour: `a [-study-]{+campaign+} on return`; where each stands is beside it.
pub fn marked(pieces: &[Piece]) -> (String, Vec<(Fate, Range<usize>)>) {
    let mut out = String::new();
    let mut places = Vec::with_capacity(pieces.len());
    for (fate, text) in pieces {
        let start = out.len();
        let (before, after) = match fate {
            Fate::Same => ("", ""),
            Fate::Gone => ("[-", "-]"),
            Fate::New => ("{+", "+}"),
        };
        [before, text, after].into_iter().for_each(|piece| out.push_str(piece));
        places.push((*fate, start..out.len()));
    }
    (out, places)
}

/// Pieces that are being gathered: changes between which there is no word are one.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    gone: String,
    new: String,
    /// Blanks and points after a change, of which it is not known yet whether another change follows.
    blank: String,
}

impl Pieces {
    fn same(&mut self, text: &str) {
        let is_after_change = !self.gone.is_empty() || !self.new.is_empty();
        if is_after_change && !text.contains(char::is_alphanumeric) {
            self.blank.push_str(text);
            self.gone.push_str(text);
            self.new.push_str(text);
            return;
        }
        self.change();
        match self.done.last_mut() {
            Some((Fate::Same, last)) => last.push_str(text),
            _ => self.done.push((Fate::Same, text.to_owned())),
        }
    }

    /// Ends a change; blanks and points that both sides end with belong to what stayed.
    fn change(&mut self) {
        let blank = common_end(&self.gone, &self.new, &self.blank);
        let (gone, new) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.new));
        for (fate, text) in [(Fate::Gone, gone), (Fate::New, new)] {
            let text = text.strip_suffix(&blank).unwrap_or(&text);
            if !text.is_empty() {
                self.done.push((fate, text.to_owned()));
            }
        }
        if !blank.is_empty() {
            self.done.push((Fate::Same, blank));
        }
        self.blank.clear();
    }

    fn end(mut self) -> Vec<Piece> {
        self.change();
        self.done
    }
}

/// Returns the blanks and points at the end of both texts, as far as they were the same in both.
fn common_end(gone: &str, new: &str, blank: &str) -> String {
    let starts = blank.char_indices().map(|(at, _)| at);
    let mut ends = starts.filter_map(|at| blank.get(at..)).filter(|end| gone.ends_with(end) && new.ends_with(end));
    ends.next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        marked(&compare(old, new)).0
    }

    #[test]
    fn words_that_are_gone_and_new_are_marked_in_their_place() {
        assert_eq!(shown("A study on return", "A campaign on return"), "A [-study-]{+campaign+} on return");
        assert_eq!(shown("return", "voluntary return"), "{+voluntary +}return");
        assert_eq!(shown("in the year 2020", "in 2020"), "in [-the year -]2020");
        assert_eq!(shown("the same", "the same"), "the same");
        assert_eq!(shown("", "new"), "{+new+}");
        assert_eq!(shown("Turkey", "Türkiye"), "[-Turkey-]{+Türkiye+}");
    }

    #[test]
    fn changes_with_no_word_between_them_are_one() {
        assert_eq!(shown("in 2019-12-05, he", "in 2020-11-18, she"), "in [-2019-12-05, he-]{+2020-11-18, she+}");
        assert_eq!(shown("in 2019-12, held", "in 2020-11, held"), "in [-2019-12-]{+2020-11+}, held");
        assert_eq!(shown("one two three", "four five three"), "[-one two-]{+four five+} three");
        assert_eq!(shown("red old house", "blue new house "), "[-red old-]{+blue new+} house{+ +}");
    }

    #[test]
    fn the_pieces_give_both_texts_back() {
        let (old, new) = ("A study, in Sofia; on return.", "A long study in Sofia and Varna on return");
        let pieces = compare(old, new);
        let side = |other: Fate| {
            let kept = pieces.iter().filter(|(fate, _)| *fate != other);
            kept.map(|(_, text)| text.as_str()).collect::<String>()
        };
        assert_eq!((side(Fate::New), side(Fate::Gone)), (old.to_owned(), new.to_owned()));
    }

    #[test]
    fn what_is_too_long_is_replaced_as_a_whole() {
        let (old, new) = ("a ".repeat(60_000), "b ".repeat(60_000));
        assert_eq!(compare(&old, &new), [(Fate::Gone, old.clone()), (Fate::New, new.clone())]);
    }
}
