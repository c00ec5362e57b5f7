//! The lines that a field takes in its popup: made from what stands in it, drawn by [`super::draw`].

use std::borrow::Cow;
use std::ops::Range;

use crate::base::text::{cells, fold, part, wrap};
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Record, Reference, Rid};
use crate::tui::form::editor::Editor;
use crate::tui::form::field::{Content, Field};
use crate::tui::form::references::References;
use crate::tui::form::rows::{Sight, row_of, rows};
use crate::tui::form::words::{Word, Words};
use crate::tui::widget::scroll::follow;

/// How many of the records that fit are seen at once.
const ROWS: usize = 5;

/// How far from the cursor, or from its ends, the rows of a text are made: no screen shows those beyond.
const NEAR: usize = 500;

/// A line of a field.
#[derive(Debug, Default)]
pub struct Shown<'a> {
    /// What stands in it, from the left.
    pub pieces: Vec<(Cow<'a, str>, Role)>,
    /// What stands at its right.
    pub note: Cow<'a, str>,
    /// Whether it can be taken: such lines have a sign before them where they are chosen.
    pub is_row: bool,
    /// Whether it is the one that is chosen.
    pub is_chosen: bool,
}

/// The lines of a field, and which of them must be seen: the one with the cursor, and the last that belongs to it.
#[derive(Debug, Default)]
pub struct Lines<'a> {
    /// The lines.
    pub lines: Vec<Shown<'a>>,
    /// The line with the cursor, and the last one that is to be seen with it.
    pub cursor: (usize, usize),
}

impl<'a> Shown<'a> {
    fn of(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self { pieces: vec![(text.into(), role)], ..Self::default() }
    }
}

/// Makes the lines of a field that has the keys or not.
pub fn lines<'a>(field: &'a Field, has_keys: bool, sight: Sight, snapshot: &'a Snapshot) -> Lines<'a> {
    match &field.content {
        Content::Text(editor) | Content::Line(editor) if has_keys => typed(editor, field.spec.doc, sight),
        Content::Text(editor) | Content::Line(editor) => untyped(editor, field.spec.doc, sight),
        Content::Standing(standing) => text(standing, field.spec.doc, sight),
        Content::Kept(_) => Lines::default(),
        Content::References(references) => of_references(references, field.spec.doc, has_keys, sight, snapshot),
        Content::Words(words) if has_keys => of_words(words, sight),
        Content::Words(words) => text(words.chosen().unwrap_or_default(), field.spec.doc, sight),
    }
}

/// A text without the cursor; where there is none, what belongs there.
fn text<'a>(text: &'a str, doc: &'static str, sight: Sight) -> Lines<'a> {
    let lines = match text.is_empty() {
        true => vec![Shown::of(doc, Role::Muted)],
        false => rows(text, sight).into_iter().map(|row| Shown::of(part(text, row), Role::Text)).collect(),
    };
    Lines { lines, cursor: (0, 0) }
}

/// A text that was typed, without the cursor.
fn untyped<'a>(editor: &'a Editor, doc: &'static str, sight: Sight) -> Lines<'a> {
    let text = editor.text();
    if text.is_empty() {
        return self::text(text, doc, sight);
    }
    let rows = editor.rows(sight);
    let is_near = |nth: usize| nth < NEAR || nth + NEAR >= rows.len();
    let line = |(nth, row): (usize, &Range<usize>)| match is_near(nth) {
        true => Shown::of(part(text, row.clone()), Role::Text),
        false => Shown::default(),
    };
    Lines { lines: rows.iter().enumerate().map(line).collect(), cursor: (0, 0) }
}

/// A text with the cursor in it.
fn typed<'a>(editor: &'a Editor, doc: &'static str, sight: Sight) -> Lines<'a> {
    let text = editor.text();
    if text.is_empty() {
        let pieces = vec![("_".into(), Role::Input), (" ".into(), Role::Text), (doc.into(), Role::Muted)];
        return Lines { lines: vec![Shown { pieces, ..Shown::default() }], cursor: (0, 0) };
    }
    let rows = editor.rows(sight);
    let at = row_of(&rows, editor.cursor());
    let line = |(nth, row): (usize, &Range<usize>)| match nth.abs_diff(at) {
        0 => with_cursor(editor, row.clone(), sight),
        1..NEAR => Shown::of(part(text, row.clone()), Role::Input),
        _ => Shown::default(),
    };
    Lines { lines: rows.iter().enumerate().map(line).collect(), cursor: (at, at) }
}

/// The row in which the cursor is: on a character, or behind the last one.
fn with_cursor(editor: &Editor, row: Range<usize>, sight: Sight) -> Shown<'_> {
    let (text, cursor) = (editor.text(), editor.cursor());
    let under = editor.under().min(row.end.saturating_sub(cursor));
    let mut before: Cow<'_, str> = part(text, row.start..cursor).into();
    if under == 0 && cells(&before) >= sight.width {
        // A blank stands in the last cell; the cursor stands on it.
        before = part(text, row.start..cursor).strip_suffix(' ').unwrap_or_default().into();
    }
    let mut pieces = vec![(before, Role::Input)];
    if under == 0 {
        pieces.push(("_".into(), Role::Input));
    } else {
        pieces.push((part(text, cursor..cursor + under).into(), Role::Selected));
        pieces.push((part(text, cursor + under..row.end).into(), Role::Input));
    }
    Shown { pieces, ..Shown::default() }
}

/// Those that are chosen, what is typed, and below it what fits.
fn of_references<'a>(
    references: &'a References,
    doc: &'static str,
    has_keys: bool,
    sight: Sight,
    snapshot: &'a Snapshot,
) -> Lines<'a> {
    if !has_keys && references.is_empty() {
        return text("", doc, sight);
    }
    let named = |reference: &String| {
        let record = Reference::parse(reference).and_then(|reference| snapshot.dataset.find_reference(reference));
        record.map_or_else(|| reference.clone(), |record| record.label().text().replace('\n', " "))
    };
    let names: Vec<String> = references.chosen().iter().map(named).collect();
    let names = names.join(", ");
    if !has_keys {
        let typed = references.typed().text().trim();
        let comma = if names.is_empty() || typed.is_empty() { "" } else { ", " };
        let whole = format!("{names}{comma}{typed}");
        let lines = wrap(&whole, sight.width).into_iter();
        let lines = lines.map(|row| Shown::of(part(&whole, row).to_owned(), Role::Text)).collect();
        return Lines { lines, cursor: (0, 0) };
    }
    let mut lines = chosen(&names, references.typed(), doc, sight);
    let at = lines.len().saturating_sub(1);
    let found = references.matches(snapshot);
    let chosen = references.at().min(found.len().saturating_sub(1));
    let top = follow(0, chosen, found.len(), ROWS);
    let shown = found.iter().enumerate().skip(top).take(ROWS);
    lines.extend(shown.map(|(nth, &rid)| fitting(rid, nth == chosen, references.typed().text(), snapshot)));
    let last = lines.len().saturating_sub(1);
    Lines { lines, cursor: (at, last) }
}

/// The names that are chosen and behind them what is typed, which stands in a line of its own where it has no room.
fn chosen<'a>(names: &str, typed: &'a Editor, doc: &'static str, sight: Sight) -> Vec<Shown<'a>> {
    let names = if names.is_empty() { String::new() } else { format!("{names}, ") };
    let rows = rows(&names, sight);
    let mut lines: Vec<Shown<'a>> =
        rows.into_iter().map(|row| Shown::of(part(&names, row).to_owned(), Role::Text)).collect();
    let used = lines.last().and_then(|line| line.pieces.first()).map_or(0, |(text, _)| cells(text));
    if typed.text().is_empty() {
        let hint = if names.is_empty() { doc } else { "" };
        let pieces = [("_".into(), Role::Input), (" ".into(), Role::Text), (hint.into(), Role::Muted)];
        lines.last_mut().into_iter().for_each(|line| line.pieces.extend(pieces.clone()));
        return lines;
    }
    let Lines { lines: of_typed, .. } = self::typed(typed, "", sight);
    let mut of_typed = of_typed.into_iter();
    if used + cells(typed.text()) < sight.width
        && let Some((last, first)) = lines.last_mut().zip(of_typed.next())
    {
        last.pieces.extend(first.pieces);
    }
    lines.extend(of_typed);
    lines
}

/// A record that fits, with the name by which it does where that is another.
fn fitting<'a>(rid: Rid, is_chosen: bool, typed: &str, snapshot: &'a Snapshot) -> Shown<'a> {
    let Some(record) = snapshot.dataset.record(rid) else { return Shown::default() };
    let name = record.label().text().replace('\n', " ");
    let name = match why(record, typed) {
        Some(why) => format!("{name} ({why})"),
        None => name,
    };
    let is_participant = matches!(record.kind, Kind::Country | Kind::Organisation);
    let note = if is_participant { record.id().to_owned() } else { record.reference().to_string() };
    Shown { pieces: vec![(name.into(), Role::Text)], note: note.into(), is_row: true, is_chosen }
}

/// Returns the name in which stands what is typed, where it does not stand in what the record is called or in its id.
fn why<'a>(record: Record<'a>, typed: &str) -> Option<&'a str> {
    let typed = typed.rsplit(',').next().unwrap_or_default();
    let typed = fold(typed.trim()).into_owned();
    let has = |text: &str| fold(text).contains(&typed);
    if has(record.label().text()) || has(&record.reference().to_string()) {
        return None;
    }
    record.names().find(|name| has(name))
}

/// The words to choose from: one behind the other, or below each other where something stands beside them.
fn of_words(words: &Words, sight: Sight) -> Lines<'_> {
    if words.all().iter().any(|word| !word.note.is_empty()) {
        return listed(words);
    }
    let (mut lines, mut cursor) = (vec![Shown::default()], 0);
    let mut used = 0;
    for (nth, word) in words.all().iter().enumerate() {
        let pieces = of_word(word, words.at() == Some(nth));
        let width: usize = pieces.iter().map(|(text, _)| cells(text)).sum();
        if used > 0 && used + 2 + width > sight.width {
            lines.push(Shown::default());
            used = 0;
        }
        if words.at() == Some(nth) {
            cursor = lines.len() - 1;
        }
        let gap = if used > 0 { 2 } else { 0 };
        used += gap + width;
        if let Some(line) = lines.last_mut() {
            line.pieces.push((" ".repeat(gap).into(), Role::Text));
            line.pieces.extend(pieces);
        }
    }
    let last = lines.len() - 1;
    Lines { lines, cursor: (cursor, last) }
}

/// The letter of a word and the word; that one is chosen is seen without colour, too.
fn of_word(word: &Word, is_chosen: bool) -> Vec<(Cow<'_, str>, Role)> {
    let letter = word.letter.map_or_else(|| " ".to_owned(), String::from);
    if is_chosen {
        return vec![(format!("{letter} {}", word.text).into(), Role::Selected)];
    }
    vec![(letter.into(), Role::Key), (" ".into(), Role::Text), (word.text.as_str().into(), Role::KeyLabel)]
}

fn listed(words: &Words) -> Lines<'_> {
    let widest = words.all().iter().map(|word| cells(&word.text)).max().unwrap_or(0);
    let line = |(nth, word): (usize, &'_ Word)| {
        let letter = word.letter.map_or_else(|| " ".to_owned(), String::from);
        let gap = " ".repeat(widest.saturating_sub(cells(&word.text)) + 2);
        let pieces = vec![
            (letter.into(), Role::Key),
            (format!(" {}{gap}", word.text).into(), Role::Text),
            (word.note.replace('\n', " ").into(), Role::Muted),
        ];
        Shown { pieces, is_row: true, is_chosen: words.at() == Some(nth), ..Shown::default() }
    };
    let at = words.at().unwrap_or(0);
    Lines { lines: words.all().iter().enumerate().map(line).collect(), cursor: (at, at) }
}
