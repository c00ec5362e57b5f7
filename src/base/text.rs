//! Text as a terminal shows it: measured by cell, cut between graphemes, made safe, folded for comparing.
//!
//! A terminal cell is not a byte, a character or what `str::width` says of a whole string: the screen is filled grapheme by grapheme,
//! so everything here measures by grapheme too. This is the only file that cuts strings by position.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns how many terminal cells the text takes on one line.
pub fn cells(text: &str) -> usize {
    let (simple, rest) = one_by_one(text);
    simple.chars().count() + pieces(rest).map(|(_, _, width)| width).sum::<usize>()
}

/// Splits a text into graphemes: where each begins, what it is, how many cells it takes.
///
/// Most texts are letters of which each is a cell of its own. For these the tables of Unicode need not be asked, which is slow.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut characters = rest.chars();
        let first = characters.next()?;
        let is_alone = is_one_cell(first) && characters.next().is_none_or(is_one_cell);
        let length = if is_alone { first.len_utf8() } else { rest.graphemes(true).next().map_or(rest.len(), str::len) };
        let (piece, after) = rest.split_at_checked(length)?;
        let at = text.len() - rest.len();
        rest = after;
        Some((at, piece, if is_alone { 1 } else { piece.width() }))
    })
}

/// Splits off a beginning of which each character is a cell of its own, whatever follows: nearly always that is the whole text.
pub fn one_by_one(text: &str) -> (&str, &str) {
    if is_plain(text) {
        return (text, "");
    }
    let Some((odd, _)) = text.char_indices().find(|(_, c)| !is_one_cell(*c)) else { return (text, "") };
    // What is odd may belong to the character before it.
    let before = text.get(..odd).and_then(|head| head.char_indices().next_back());
    text.split_at_checked(before.map_or(0, |(at, _)| at)).unwrap_or(("", text))
}

/// Tells whether every terminal shows a character in one cell, which the characters beside it do not change: it is of an alphabet without
/// combining marks, or one of the signs, lines and blocks that are as old as terminals.
pub fn is_one_cell(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{a0}'..='\u{ac}'
            | '\u{ae}'..='\u{2ff}'
            | '\u{370}'..='\u{482}'
            | '\u{48a}'..='\u{52f}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205e}'
            | '\u{2070}'..='\u{20c0}'
            | '\u{2100}'..='\u{2319}'
            | '\u{2400}'..='\u{2426}'
            | '\u{2500}'..='\u{25fc}'
            | '\u{2800}'..='\u{28ff}'
    )
}

/// Tells whether every byte of the text is one printable ASCII cell.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// Returns the longest beginning of the text that fits into `width` cells.
pub fn head(text: &str, width: usize) -> &str {
    let (simple, rest) = one_by_one(text);
    if let Some((at, _)) = simple.char_indices().nth(width) {
        return text.get(..at).unwrap_or_default();
    }
    let mut used = simple.chars().count();
    for (at, _, cells) in pieces(rest) {
        used += cells;
        if used > width {
            return text.get(..simple.len() + at).unwrap_or_default();
        }
    }
    text
}

/// Cuts the text to `width` cells; where something is lost, the last cell is the mark `cut`.
pub fn truncate<'a>(text: &'a str, width: usize, cut: &str) -> Cow<'a, str> {
    fit(text, width, cut).0
}

/// Does the same, and says how many cells are left of the text.
pub fn fit<'a>(text: &'a str, width: usize, cut: &str) -> (Cow<'a, str>, usize) {
    let whole = cells(text);
    if whole <= width {
        return (Cow::Borrowed(text), whole);
    }
    match width.checked_sub(cells(cut)) {
        None => (Cow::Borrowed(""), 0),
        Some(room) => {
            let piece = format!("{}{cut}", head(text, room));
            let used = cells(&piece);
            (Cow::Owned(piece), used)
        }
    }
}

/// Cuts or fills the text with spaces to exactly `width` cells.
pub fn pad(text: &str, width: usize, cut: &str) -> String {
    let mut out = truncate(text, width, cut).into_owned();
    let missing = width.saturating_sub(cells(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Breaks the text into lines of at most `width` cells, at word boundaries where it can, and returns the byte range of each.
///
/// A line break in the text ends a line; spaces at a break are in no line. A word wider than a line is cut between graphemes. A width
/// of 0 gives no lines.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    if width == 0 {
        return lines;
    }
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph.strip_suffix('\r').unwrap_or(paragraph), start, width, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(paragraph: &str, offset: usize, width: usize, lines: &mut Vec<Range<usize>>) {
    // Most texts need no break.
    let solid = paragraph.trim();
    if cells(solid) <= width {
        let start = offset + paragraph.len() - paragraph.trim_start().len();
        return lines.push(start..start + solid.len());
    }
    let mut line = Broken { offset, start: 0, end: 0, used: 0, width, lines };
    for (at, word, blank) in words(paragraph) {
        line.take(at, word, blank);
    }
    line.finish();
}

/// Splits a text into words and the blanks between them: where each begins, what it is, whether it is blank.
fn words(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let blank = rest.starts_with(char::is_whitespace);
        let length = rest.find(|c: char| c.is_whitespace() != blank).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(length).filter(|(word, _)| !word.is_empty())?;
        let at = text.len() - rest.len();
        rest = after;
        Some((at, word, blank))
    })
}

/// A paragraph while it is broken into lines.
struct Broken<'a> {
    /// Where the paragraph begins in the text.
    offset: usize,
    /// Where the present line begins and, without blanks, ends.
    start: usize,
    end: usize,
    /// How many cells it takes, with blanks.
    used: usize,
    width: usize,
    lines: &'a mut Vec<Range<usize>>,
}

impl Broken<'_> {
    fn take(&mut self, at: usize, word: &str, blank: bool) {
        if blank {
            self.used += cells(word);
            if self.end == self.start {
                self.begin(at + word.len());
            }
            return;
        }
        let whole = cells(word);
        if self.used + whole > self.width && self.end > self.start {
            self.push();
            self.begin(at);
        }
        if self.used + whole <= self.width {
            (self.used, self.end) = (self.used + whole, at + word.len());
            return;
        }
        for (inner, piece, width) in pieces(word) {
            if self.used + width > self.width && self.end > self.start {
                self.push();
                self.begin(at + inner);
            }
            self.used += width;
            self.end = at + inner + piece.len();
        }
    }

    fn begin(&mut self, at: usize) {
        (self.start, self.end, self.used) = (at, at, 0);
    }

    fn push(&mut self) {
        self.lines.push(self.offset + self.start..self.offset + self.end);
    }

    fn finish(self) {
        self.lines.push(self.offset + self.start..self.offset + self.end);
    }
}

/// Where a line has less room than this beside what stands before it, it is not broken at all.
const NARROWEST: usize = 20;

/// Breaks a text that stands behind a `head` into lines, further ones indented as far as the first; a `tail` stays whole. Without a width
/// nothing is broken.
pub fn hanging(head: &str, text: &str, tail: &str, width: Option<usize>) -> Vec<String> {
    const GAP: &str = "  ";
    let indent = cells(head);
    let room = width.map(|width| width.saturating_sub(indent)).filter(|&room| room >= NARROWEST);
    let mut lines: Vec<String> = match room {
        Some(room) => wrap(text, room).into_iter().map(|range| part(text, range).to_owned()).collect(),
        None => vec![text.to_owned()],
    };
    match lines.last_mut() {
        Some(last) if room.is_none_or(|room| cells(last) + GAP.len() + cells(tail) <= room) => {
            last.push_str(if tail.is_empty() { "" } else { GAP });
            last.push_str(tail);
        }
        _ => lines.push(tail.to_owned()),
    }
    let before = |at: usize| if at == 0 { head.to_owned() } else { " ".repeat(indent) };
    lines.iter().enumerate().map(|(at, line)| format!("{}{line}", before(at)).trim_end().to_owned()).collect()
}

/// Returns the part of the text in a byte range; empty where the range is none of this text's.
pub fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Makes a text safe to show on one line: what would steer the terminal or turn the reading direction is shown instead of sent.
///
/// Control characters become their pictures (`␛`), those of C1 and the bidirectional controls their names (`⟨9B⟩`, `⟨RLO⟩`); a line
/// break or tab becomes a space. With `ascii` everything outside printable ASCII is shown by its nearest letters or as `?`.
pub fn visible(text: &str, ascii: bool) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let shown = if text.chars().any(|c| !is_one_cell(c) && is_hidden(c)) {
        Cow::Owned(text.chars().fold(String::with_capacity(text.len()), push_visible))
    } else {
        Cow::Borrowed(text)
    };
    if ascii { Cow::Owned(to_ascii(&shown)) } else { shown }
}

/// Tells whether a character would steer the terminal, turn the reading direction, or not be seen at all.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || name_of_hidden(c).is_some()
}

fn push_visible(mut out: String, c: char) -> String {
    match (c, name_of_hidden(c)) {
        ('\n' | '\t', _) => out.push(' '),
        ('\r', _) => {}
        (_, Some(name)) => out.extend(['⟨'].into_iter().chain(name.chars()).chain(['⟩'])),
        ('\u{7f}', _) => out.push('␡'),
        ('\0'..='\u{1f}', _) => out.extend(char::from_u32(0x2400 + c as u32)),
        ('\u{80}'..='\u{9f}', _) => out.push_str(&format!("⟨{:02X}⟩", c as u32)),
        _ => out.push(c),
    }
    out
}

/// Names a character that turns the reading direction or cannot be seen at all (Unicode Standard Annex 9).
fn name_of_hidden(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{061c}' => "ALM",
        '\u{feff}' => "BOM",
        _ => return None,
    })
}

/// Writes the text with printable ASCII alone: base letters for accented ones, signs by their nearest, `?` for the rest.
fn to_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let before = out.len();
        for c in grapheme.nfkd().filter(|&c| !is_combining_mark(c)) {
            match c {
                ' '..='~' => out.push(c),
                _ => out.push_str(ascii_of(c)),
            }
        }
        if out.len() == before && grapheme.width() > 0 {
            out.push('?');
        }
    }
    out
}

fn ascii_of(c: char) -> &'static str {
    match c {
        '‘' | '’' | '′' | 'ʼ' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '–' | '—' | '‐' | '−' => "-",
        '⟨' => "<",
        '⟩' => ">",
        '·' | '•' => ".",
        '→' => "->",
        '←' => "<-",
        '¶' => "para ",
        '§' => "section ",
        _ => plain_letter(c).unwrap_or("?"),
    }
}

/// Gives letters that have no decomposition in Unicode, yet are written and searched as plain ones.
fn plain_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ł' => "l",
        'Ł' => "L",
        'ı' => "i",
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        'ħ' => "h",
        'Ħ' => "H",
        _ => return None,
    })
}

/// Folds a text for comparing: case, accents, width, normal form and what is not seen are gone, apostrophes and dashes are spaces.
///
/// `fold("Côte d’Ivoire") == fold("COTE D IVOIRE")`, `fold("Türkiye") == "turkiye"`.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'\'' && byte != b'-') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    // Most characters are ASCII even where some are not: they need no tables.
    for c in text.chars() {
        match c {
            '\'' | '-' => out.push(' '),
            '\0'..='\u{7f}' => out.push(c.to_ascii_lowercase()),
            _ => fold_letter(c, &mut out),
        }
    }
    Cow::Owned(out)
}

/// Folds a text behind what is there already: quickly where it is in ASCII, for very many of them. The bytes are UTF-8.
pub fn fold_into(text: &str, out: &mut Vec<u8>) {
    let start = out.len();
    if !text.is_ascii() {
        return out.extend_from_slice(fold(text).as_bytes());
    }
    out.extend_from_slice(text.as_bytes());
    for byte in out.iter_mut().skip(start) {
        *byte = if matches!(*byte, b'\'' | b'-') { b' ' } else { byte.to_ascii_lowercase() };
    }
}

/// Tells whether a character is nothing that anybody types: it breaks or joins a line or letters, turns the reading direction (the default
/// ignorable ones of Unicode that occur in texts), or draws out an Arabic word.
fn is_unseen(c: char) -> bool {
    let breaks = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{180e}');
    breaks || c == '\u{640}' || name_of_hidden(c).is_some()
}

/// Tells whether nothing is left of a character where a text is folded.
pub fn is_dropped(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || is_unseen(c))
}

/// Folds a character outside ASCII. Marks and what is not seen are dropped, so each may be taken by itself.
fn fold_letter(c: char, out: &mut String) {
    for base in std::iter::once(c).nfkd().filter(|&c| !is_dropped(c)) {
        match base {
            '\'' | '-' | '‘' | '’' | '′' | 'ʼ' | '‐' | '–' | '—' => out.push(' '),
            '\0'..='\u{7f}' => out.push(base.to_ascii_lowercase()),
            _ => match plain_letter(base) {
                Some(letters) => out.push_str(&letters.to_ascii_lowercase()),
                None => out.extend(base.to_lowercase().nfkd().filter(|&c| !is_combining_mark(c))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    const NAMES: [&str; 12] =
        ["Bulgaria", "Côte d’Ivoire", "Türkiye", "日本", "لا", "السلام", "क्षि", "👨‍👩‍👧‍👦", "🇫🇷", "❤️", "e\u{301}", "한"];

    /// How many cells a buffer fills with the text: the truth that `cells` must agree with.
    fn cells_filled(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 400, 1));
        buffer.set_stringn(0, 0, text, usize::MAX, Style::new()).0 as usize
    }

    #[test]
    fn a_name_is_as_wide_as_the_buffer_draws_it() {
        for name in NAMES {
            assert_eq!(cells(name), cells_filled(name), "{name}");
        }
    }

    #[test]
    fn a_character_that_is_one_cell_is_so_beside_every_other_one_and_is_never_hidden() {
        for c in ('\0'..=char::MAX).filter(|&c| is_one_cell(c)) {
            assert_eq!(c.to_string().width(), 1, "{c:?}");
            assert!(!is_hidden(c), "{c:?}");
            for other in ['a', 'é', '\u{1ea1}', 'Ж', '…', '●', c] {
                for pair in [format!("{c}{other}"), format!("{other}{c}")] {
                    assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
                }
            }
        }
    }

    #[test]
    fn a_letter_with_a_mark_behind_it_is_not_taken_apart() {
        assert_eq!(one_by_one("Türkiye"), ("Türkiye", ""));
        assert_eq!(one_by_one("Cote\u{301}d"), ("Cot", "e\u{301}d"));
        assert_eq!(one_by_one("Vi\u{1ec7}t 日本"), ("Vi\u{1ec7}t", " 日本"));
        assert_eq!(one_by_one("©\u{fe0f}"), ("", "©\u{fe0f}"));
        assert_eq!(one_by_one(""), ("", ""));
    }

    #[test]
    fn a_cut_text_says_that_it_was_cut() {
        assert_eq!(truncate("Bulgaria", 8, "…"), "Bulgaria");
        assert_eq!(truncate("Bulgaria", 5, "…"), "Bulg…");
        assert_eq!(truncate("日本語", 4, "…"), "日…");
        assert_eq!(truncate("Bulgaria", 0, "…"), "");
        assert_eq!(pad("日本語", 4, "…"), "日… ");
    }

    #[test]
    fn words_are_kept_whole_where_the_line_allows() {
        let text = "Return and reintegration\nof migrants";
        let lines: Vec<&str> = wrap(text, 10).into_iter().map(|range| part(text, range)).collect();
        assert_eq!(lines, ["Return and", "reintegrat", "ion", "of", "migrants"]);
        let text = "co-chairs COLEP.";
        let lines: Vec<&str> = wrap(text, 15).into_iter().map(|range| part(text, range)).collect();
        assert_eq!(lines, ["co-chairs", "COLEP."]);
        assert_eq!(wrap("", 10), vec![0..0]);
        assert_eq!(wrap("  a  b  ", 4), vec![2..6]);
        assert_eq!(wrap("a\n   \nb", 4), vec![0..1, 5..5, 6..7]);
        assert_eq!(wrap("a  b", 1).len(), 2);
    }

    #[test]
    fn what_would_steer_the_terminal_is_shown_not_sent() {
        let title = "A\u{1b}]52;c;ZXZpbA==\u{7}B\u{9b}31mD\u{202e}x";
        assert_eq!(visible(title, false), "A␛]52;c;ZXZpbA==␇B⟨9B⟩31mD⟨RLO⟩x");
        assert_eq!(visible("two\r\nlines", false), "two lines");
        assert_eq!(visible("Türkiye – ¶5 日", true), "Turkiye - para 5 ?");
    }

    #[test]
    fn names_are_found_however_they_are_typed() {
        for (data, typed) in [
            ("Côte d’Ivoire", "cote d ivoire"),
            ("Türkiye", "turkiye"),
            ("Co\u{302}te", "Côte"),
            ("São Tomé", "sao tome"),
            ("Øresund", "oresund"),
            ("İstanbul", "istanbul"),
            ("Ｆｕｌｌ", "full"),
            ("North-South", "north south"),
            // What a word processor or a web page leaves between letters, and nobody sees or types.
            ("re\u{ad}turn", "return"),
            ("re\u{200b}turn\u{feff}", "return"),
            ("\u{200f}\u{202a}IOM\u{202c}\u{2060}", "iom"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("مـهـاجـرة", "مهاجرة"),
        ] {
            assert_eq!(fold(data), fold(typed), "{data}");
        }
    }

    #[test]
    fn of_a_text_that_cannot_be_seen_nothing_is_left_to_be_looked_for() {
        assert_eq!(fold("\u{200b}\u{ad}\u{2066}\u{2069}"), "");
        // What steers a terminal is no letter, but it is there: it is shown as a sign.
        assert_eq!(fold("a\u{7}b"), "a\u{7}b");
    }

    proptest! {
        #[test]
        fn a_cut_text_never_takes_more_cells_than_it_may(text in "\\PC{0,30}", width in 0usize..40) {
            prop_assert!(cells(&truncate(&text, width, "…")) <= width);
            prop_assert!(cells(&pad(&text, width, "…")) <= width.max(1));
        }

        /// The tables of Unicode say the same of every text.
        #[test]
        fn pieces_are_graphemes(text in "([a-zé…●Ж\u{1ea1}©\u{2194}]{0,3}\\PC{0,2}[\u{301}\u{200d}\u{fe0f}日\u{1f1eb}\u{e48}]{0,2}){0,8}") {
            let ours: Vec<_> = pieces(&text).collect();
            let truth: Vec<_> = text.grapheme_indices(true).map(|(at, piece)| (at, piece, piece.width())).collect();
            prop_assert_eq!(ours, truth);
        }

        #[test]
        fn many_are_folded_as_one_is(texts in proptest::collection::vec("[ -~é’\n]{0,20}", 0..4)) {
            let (mut out, mut by_hand) = (Vec::new(), String::new());
            for text in &texts {
                fold_into(text, &mut out);
                by_hand.push_str(&fold(text));
            }
            prop_assert_eq!(String::from_utf8(out), Ok(by_hand));
        }

        #[test]
        fn wrapping_loses_nothing_but_blanks(text in ".{0,60}", width in 1usize..20) {
            let shown = visible(&text, false).into_owned();
            let joined: String = wrap(&shown, width).into_iter().map(|r| part(&shown, r).to_owned()).collect();
            let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&joined), solid(&shown));
            for range in wrap(&shown, width.max(2)) {
                prop_assert!(cells(part(&shown, range)) <= width.max(2));
            }
        }

        #[test]
        fn nothing_that_is_shown_steers_a_terminal(text in any::<String>()) {
            let shown = visible(&text, false);
            prop_assert!(!shown.chars().any(|c| c.is_control() || name_of_hidden(c).is_some()));
            prop_assert!(visible(&text, true).bytes().all(|b| (0x20..0x7f).contains(&b)));
        }
    }
}
