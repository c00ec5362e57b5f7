//! Which rows of the screen a text takes while it is edited, and where its cursor is seen.
//!
//! Unlike a text that is read, every blank is in a row: the cursor may stand behind it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::base::text::{cells, part, visible};

/// How a text is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// How many cells a row has; the last one is left to the cursor.
    pub width: usize,
    /// Whether only ASCII is shown.
    pub ascii: bool,
}

impl Sight {
    /// Returns how many cells a piece of text takes.
    fn cells(self, piece: &str) -> usize {
        cells(&visible(piece, self.ascii))
    }

    fn room(self) -> usize {
        self.width.saturating_sub(1).max(1)
    }
}

/// Breaks a text into rows, between words where it can, and returns the byte range of each: without its line break, with its blanks.
/// There is at least one; one that ends where the next begins goes on in it.
pub fn rows(text: &str, sight: Sight) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let mut row = Filling { start, at: start, used: 0, sight, rows: &mut rows };
        row.take_line(line);
        let last = row.start..row.at;
        start = last.end + 1;
        rows.push(last);
    }
    rows
}

/// A line while it is broken into rows.
struct Filling<'r> {
    /// Where the present row begins, and how far the line is taken.
    start: usize,
    at: usize,
    used: usize,
    sight: Sight,
    rows: &'r mut Vec<Range<usize>>,
}

impl Filling<'_> {
    fn take_line(&mut self, line: &str) {
        let mut rest = line;
        while !rest.is_empty() {
            let is_blank = rest.starts_with(char::is_whitespace);
            let length = rest.find(|c: char| c.is_whitespace() != is_blank).unwrap_or(rest.len());
            let Some((piece, after)) = rest.split_at_checked(length) else { return };
            if is_blank {
                self.take_blanks(piece)
            } else {
                self.take_word(piece)
            }
            rest = after;
        }
    }

    fn take_word(&mut self, word: &str) {
        let width = self.sight.cells(word);
        let room = self.sight.room();
        if self.used + width > room && self.used > 0 {
            self.end_row();
        }
        if width <= room {
            (self.used, self.at) = (self.used + width, self.at + word.len());
            return;
        }
        for grapheme in word.graphemes(true) {
            let width = self.sight.cells(grapheme);
            if self.used + width > room && self.used > 0 {
                self.end_row();
            }
            (self.used, self.at) = (self.used + width, self.at + grapheme.len());
        }
    }

    /// A blank may stand where otherwise only the cursor does, behind a word that fills its row.
    fn take_blanks(&mut self, blanks: &str) {
        for blank in blanks.graphemes(true) {
            if self.used > self.sight.room() {
                self.end_row();
            }
            (self.used, self.at) = (self.used + self.sight.cells(blank), self.at + blank.len());
        }
    }

    fn end_row(&mut self) {
        self.rows.push(self.start..self.at);
        (self.start, self.used) = (self.at, 0);
    }
}

/// Returns the row in which a byte of the text stands.
pub fn row_of(rows: &[Range<usize>], at: usize) -> usize {
    rows.partition_point(|row| row.start <= at).saturating_sub(1)
}

/// Returns the column and the row in which the cursor is seen.
pub fn caret(text: &str, rows: &[Range<usize>], cursor: usize, sight: Sight) -> (usize, usize) {
    let row = row_of(rows, cursor);
    let start = rows.get(row).map_or(0, |row| row.start);
    (sight.cells(part(text, start..cursor)).min(sight.width.saturating_sub(1)), row)
}

/// Returns the byte of a row that stands in a column, or the end of the row where it is shorter.
pub fn offset(row: &str, column: usize, sight: Sight) -> usize {
    let mut used = 0;
    for (at, grapheme) in row.grapheme_indices(true) {
        used += sight.cells(grapheme);
        if used > column {
            return at;
        }
    }
    row.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, width: usize) -> Vec<&str> {
        rows(text, Sight { width, ascii: false }).into_iter().map(|row| part(text, row)).collect()
    }

    #[test]
    fn words_stay_whole_and_blanks_stay_in_their_row() {
        assert_eq!(shown("", 10), [""]);
        assert_eq!(shown("one two three", 8), ["one two ", "three"]);
        assert_eq!(shown("one\n\ntwo\n", 8), ["one", "", "two", ""]);
        assert_eq!(shown("abcdefghij", 5), ["abcd", "efgh", "ij"]);
        assert_eq!(shown("日本語日本", 6), ["日本", "語日", "本"]);
        assert_eq!(shown("ab   cd", 3), ["ab ", "  ", "cd"]);
    }

    #[test]
    fn the_cursor_stands_behind_a_full_row_in_it_and_between_two_in_the_second() {
        let (text, sight) = ("abcdefgh", Sight { width: 5, ascii: false });
        let rows = rows(text, sight);
        assert_eq!(caret(text, &rows, 3, sight), (3, 0));
        assert_eq!(caret(text, &rows, 4, sight), (0, 1));
        assert_eq!(caret(text, &rows, 8, sight), (4, 1));
    }

    #[test]
    fn what_is_shown_by_other_letters_is_as_wide_as_those() {
        // In ASCII a paragraph sign is the word for it and a blank.
        assert_eq!(rows("¶5 ab", Sight { width: 7, ascii: true }), [0..4, 4..6]);
        assert_eq!(offset("¶5", 5, Sight { width: 7, ascii: true }), 2);
    }

    proptest! {
        #[test]
        fn every_byte_but_line_breaks_is_in_one_row_and_none_is_wider_than_the_screen(
            text in "[a-z \n\u{301}日👨\u{200d}é\u{202e}]{0,60}", width in 3usize..20, ascii: bool,
        ) {
            let sight = Sight { width: width.max(7), ascii };
            let rows = rows(&text, sight);
            let mut end = None;
            for row in &rows {
                match end {
                    None => prop_assert_eq!(row.start, 0),
                    Some(end) if row.start == end => {}
                    Some(end) => {
                        prop_assert_eq!(row.start, end + 1);
                        prop_assert_eq!(part(&text, end..row.start), "\n");
                    }
                }
                prop_assert!(!part(&text, row.clone()).contains('\n'));
                prop_assert!(sight.cells(part(&text, row.clone())) <= sight.width);
                end = Some(row.end);
            }
            prop_assert_eq!(end, Some(text.len()));
        }
    }
}
