//! Where words stand in a text as it is shown: looked for as it is folded, told in bytes of the text itself, by whole graphemes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::base::text::{cells, fold, part};

/// What is looked for in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A folded piece of text, anywhere.
    Piece(String),
    /// Folded words with no letter or digit beside them.
    Words(String),
    /// A word as it is written, with no letter or digit beside it: an acronym.
    Written(String),
}

/// Returns where what is sought stands in a text: byte ranges between graphemes, in order, none touching another.
pub fn places(text: &str, sought: &[Sought]) -> Vec<Range<usize>> {
    if sought.is_empty() || text.is_empty() {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for sought in sought {
        match sought {
            Sought::Piece(piece) => found.extend(all(&folded.text, piece).map(|range| folded.place(text, range))),
            Sought::Words(words) => {
                let free = all(&folded.text, words).filter(|range| is_free(&folded.text, range));
                found.extend(free.map(|range| folded.place(text, range)));
            }
            Sought::Written(word) => found.extend(all(text, word).filter(|range| is_free(text, range))),
        }
    }
    joined(found)
}

/// Tells whether no letter or digit stands beside a piece of a text.
pub fn is_free(text: &str, range: &Range<usize>) -> bool {
    let before = part(text, 0..range.start).chars().next_back();
    let after = part(text, range.end..text.len()).chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Returns the part of a text that shows a place of it in about so many cells, with some of what stands before it, between words.
pub fn excerpt(text: &str, place: &Range<usize>, width: usize) -> Range<usize> {
    let wide = cells(text);
    if wide <= width {
        return 0..text.len();
    }
    let third = width.saturating_sub(cells(part(text, place.clone()))) / 3;
    // No room stays free behind a place that stands near the end.
    let before = third.max(width.saturating_sub(cells(part(text, place.start..text.len()))));
    let mut start = place.start;
    let mut used = 0;
    for (at, word) in part(text, 0..place.start).split_word_bound_indices().rev() {
        used += cells(word);
        if used > before {
            break;
        }
        if word.starts_with(char::is_alphanumeric) {
            start = at;
        }
    }
    if used <= before { 0..text.len() } else { start..text.len() }
}

fn all<'t>(text: &'t str, piece: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let found = (!piece.is_empty()).then(|| text.match_indices(piece));
    found.into_iter().flatten().map(|(at, found)| at..at + found.len())
}

/// A text folded grapheme by grapheme, which is the same as folding the whole of it.
struct Folded {
    text: String,
    /// Where each grapheme begins, folded and in the text; empty where folding moves nothing.
    starts: Vec<(usize, usize)>,
}

impl Folded {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { text: fold(text).into_owned(), starts: Vec::new() };
        }
        let mut folded = Self { text: String::with_capacity(text.len()), starts: Vec::new() };
        for (at, grapheme) in text.grapheme_indices(true) {
            folded.starts.push((folded.text.len(), at));
            folded.text.push_str(&fold(grapheme));
        }
        folded
    }

    /// Returns the graphemes of the text in which a range of the folded text lies.
    fn place(&self, text: &str, range: Range<usize>) -> Range<usize> {
        if self.starts.is_empty() {
            return range;
        }
        let begun = self.starts.partition_point(|(folded, _)| *folded <= range.start).saturating_sub(1);
        let after = self.starts.partition_point(|(folded, _)| *folded < range.end);
        let start = self.starts.get(begun).map_or(0, |(_, at)| *at);
        let end = self.starts.get(after).map_or(text.len(), |(_, at)| *at);
        start..end
    }
}

/// Joins ranges that overlap or touch.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with brackets around what was found.
    fn marked(text: &str, sought: &[Sought]) -> String {
        let mut out = text.to_owned();
        for range in places(text, sought).into_iter().rev() {
            out.insert(range.end, ']');
            out.insert(range.start, '[');
        }
        out
    }

    fn piece(text: &str) -> Sought {
        Sought::Piece(fold(text).into_owned())
    }

    #[test]
    fn what_was_typed_is_marked_in_the_text_as_it_is_written() {
        assert_eq!(marked("Bulgaria", &[piece("bulg")]), "[Bulg]aria");
        assert_eq!(marked("Côte d’Ivoire", &[piece("cote d iv")]), "[Côte d’Iv]oire");
        assert_eq!(marked("Co\u{302}te", &[piece("cot")]), "[Co\u{302}t]e");
        assert_eq!(marked("Straße", &[piece("ss")]), "Stra[ß]e");
        assert_eq!(marked("Straße", &[piece("as")]), "Str[aß]e");
        assert_eq!(marked("ＦＵＬＬ 日本", &[piece("ul"), piece("本")]), "Ｆ[ＵＬ]Ｌ 日[本]");
        assert_eq!(marked("Return and returns", &[piece("return")]), "[Return] and [return]s");
        assert_eq!(marked("ababab", &[piece("ab"), piece("ba")]), "[ababab]");
    }

    #[test]
    fn another_name_is_marked_only_as_a_word_and_an_acronym_only_as_written() {
        let sought = [Sought::Words("iran".into()), Sought::Written("CAN".into())];
        assert_eq!(marked("Iran, Iranian, CAN can", &sought), "[Iran], Iranian, [CAN] can");
    }

    #[test]
    fn an_excerpt_begins_with_a_word_before_the_place() {
        let text = "one two three four five six seven eight";
        let shown = |width: usize| part(text, excerpt(text, &(19..23), width)).to_owned();
        assert_eq!(shown(18), "five six seven eight");
        assert_eq!(shown(34), "three four five six seven eight");
        assert_eq!(shown(80), text);
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_between_characters(text in "[a-cßéÉ’\u{301}日 A-C-]{0,16}", word in "[a-cé]{1,3}") {
            let found = places(&text, &[piece(&word)]);
            prop_assert_eq!(found.is_empty(), !fold(&text).contains(&*fold(&word)));
            let mut end = 0;
            for range in found {
                prop_assert!(range.start >= end && range.start < range.end && text.get(range.clone()).is_some());
                prop_assert!(fold(part(&text, range.clone())).len() >= fold(&word).len());
                end = range.end + 1;
            }
        }
    }
}
