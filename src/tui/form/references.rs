//! Records that are chosen by a few letters: who spoke, what it was about.
//!
//! A code in full stands before the beginning of a name and that before the beginning of a word in one; what fits alike stands in
//! alphabetical order.

use crate::base::codes;
use crate::base::quote::quoted;
use crate::base::text::fold;
use crate::index::Snapshot;
use crate::model::field::Target;
use crate::model::{Kind, Record, Reference, Rid};
use crate::query::complete::{Fit, fit};
use crate::tui::form::editor::{Edit, Edited, Editor};
use crate::tui::form::rows::Sight;

/// Of a kind with more records than this only the one is found whose reference is typed: all would be gone through at every letter.
const MANY: usize = 2_000;

/// How many of those that fit are kept; typing on narrows them.
const MOST: usize = 50;

/// The longest piece that is typed, in bytes.
const LONGEST: usize = 1_000;

/// The records that are chosen, and what is typed to choose another.
#[derive(Clone, Debug)]
pub struct References {
    target: Target,
    /// Those that are chosen, as references.
    chosen: Vec<String>,
    typed: Editor,
    /// Which of those that fit is taken.
    at: usize,
}

impl References {
    /// Reads what was chosen and typed before; what means no record stays as it was typed.
    pub fn new(target: Target, raw: &str, snapshot: &Snapshot) -> Self {
        let mut references = Self { target, chosen: Vec::new(), typed: Editor::default(), at: 0 };
        let mut rest = Vec::new();
        for piece in raw.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
            match references.exactly(piece, snapshot) {
                Some(record) => references.add(record),
                None => rest.push(piece),
            }
        }
        references.typed = Editor::new(&rest.join(", "));
        references
    }

    /// Finds the record of a reference, or of an id where the kinds share one space of them.
    fn exactly<'s>(&self, text: &str, snapshot: &'s Snapshot) -> Option<Record<'s>> {
        let dataset = &snapshot.dataset;
        let by_reference = Reference::parse(text).and_then(|reference| dataset.find_reference(reference));
        let by_id = || self.kinds().find_map(|kind| dataset.find(kind, text)).filter(|_| self.target != Target::Any);
        by_reference.filter(|record| self.target.allows(record.kind)).or_else(by_id)
    }

    fn kinds(&self) -> impl Iterator<Item = Kind> {
        let target = self.target;
        Kind::ALL.iter().copied().filter(move |&kind| target.allows(kind))
    }

    fn add(&mut self, record: Record<'_>) {
        let reference = record.reference().to_string();
        if !self.chosen.contains(&reference) {
            self.chosen.push(reference);
        }
    }

    /// Lists the references that are chosen.
    pub fn chosen(&self) -> &[String] {
        &self.chosen
    }

    /// Returns what is typed.
    pub fn typed(&self) -> &Editor {
        &self.typed
    }

    /// Tells whether nothing is chosen and nothing typed.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty() && !self.is_typing()
    }

    /// Tells whether something is typed that is not taken yet.
    pub fn is_typing(&self) -> bool {
        !self.typed.text().trim().is_empty()
    }

    /// Writes everything so that [`Self::new`] reads it again.
    pub fn raw(&self) -> String {
        let typed = self.is_typing().then(|| self.typed.text().to_owned());
        self.chosen.iter().cloned().chain(typed).collect::<Vec<_>>().join(", ")
    }

    /// Returns which of those that fit is taken.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Finds the records that fit what is typed, the best first.
    pub fn matches(&self, snapshot: &Snapshot) -> Vec<Rid> {
        let typed = self.typed.text().rsplit(',').next().unwrap_or_default();
        if typed.trim().is_empty() { Vec::new() } else { matches(typed.trim(), self.target, snapshot) }
    }

    /// Changes what is typed; taking away where nothing is typed takes the last one away that is chosen.
    pub fn edit(&mut self, edit: Edit, sight: Sight, snapshot: &Snapshot) -> Edited {
        match edit {
            Edit::Type(',') => return if self.take(snapshot).is_ok() { Edited::Text } else { Edited::Nothing },
            // A blank before anything is typed would only be in the way.
            Edit::Type(c) if c.is_whitespace() && self.typed.text().is_empty() => return Edited::Nothing,
            Edit::Type(_) if self.typed.text().len() > LONGEST => return Edited::Nothing,
            Edit::Before | Edit::WordBefore | Edit::ToStart if self.typed.text().is_empty() => {
                return if self.chosen.pop().is_some() { Edited::Text } else { Edited::Nothing };
            }
            Edit::Up | Edit::Down => return self.step(edit == Edit::Down, snapshot),
            _ => {}
        }
        let edited = self.typed.edit(edit, sight);
        if edited == Edited::Text {
            self.at = 0;
        }
        edited
    }

    fn step(&mut self, is_down: bool, snapshot: &Snapshot) -> Edited {
        let count = self.matches(snapshot).len();
        let to = if is_down { self.at.checked_add(1) } else { self.at.checked_sub(1) };
        match to.filter(|to| *to < count) {
            Some(to) => {
                self.at = to;
                Edited::Cursor
            }
            None => Edited::Nothing,
        }
    }

    /// Puts a text in where it is typed; `false` where it is too long.
    pub fn paste(&mut self, text: &str) -> bool {
        let room = LONGEST.saturating_sub(self.typed.text().len());
        let is_whole = text.len() <= room;
        let piece: String = text.chars().take(if is_whole { text.len() } else { room / 4 }).collect();
        self.typed.insert(&piece.replace(['\n', '\r'], " "));
        self.at = 0;
        is_whole
    }

    /// Takes what is typed for the records that are meant.
    ///
    /// # Errors
    ///
    /// Says what is not found; it stays as it is typed.
    pub fn take(&mut self, snapshot: &Snapshot) -> Result<(), String> {
        let typed = self.typed.text().to_owned();
        let pieces: Vec<&str> = typed.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        let Some((last, before)) = pieces.split_last() else { return Ok(()) };
        let mut found = Vec::new();
        for piece in before {
            found.push(matches(piece, self.target, snapshot).first().copied().ok_or_else(|| self.nothing(piece))?);
        }
        let fitting = matches(last, self.target, snapshot);
        found.push(fitting.get(self.at).or(fitting.first()).copied().ok_or_else(|| self.nothing(last))?);
        found.into_iter().filter_map(|rid| snapshot.dataset.record(rid)).for_each(|record| self.add(record));
        (self.typed, self.at) = (Editor::default(), 0);
        Ok(())
    }

    fn nothing(&self, typed: &str) -> String {
        format!("there is no {} {}", self.target.noun(), quoted(typed))
    }

    /// Says what is wrong: something is typed and not taken, or what was chosen is gone.
    pub fn wrong(&self, snapshot: &Snapshot) -> Option<String> {
        if self.is_typing() {
            let typed = self.typed.text().trim();
            let meant = self.matches(snapshot).first().and_then(|&rid| snapshot.dataset.record(rid));
            return Some(meant.map_or_else(
                || self.nothing(typed),
                |record| format!("{} is not taken yet; Enter takes {}", quoted(typed), record.label().text()),
            ));
        }
        self.chosen.iter().find(|text| self.exactly(text, snapshot).is_none()).map(|text| self.nothing(text))
    }
}

/// Finds the records that fit a piece of text, the best first.
fn matches(typed: &str, target: Target, snapshot: &Snapshot) -> Vec<Rid> {
    let dataset = &snapshot.dataset;
    let exact = Reference::parse(typed).and_then(|reference| dataset.find_reference(reference));
    if let Some(record) = exact.filter(|record| target.allows(record.kind)) {
        return vec![record.rid];
    }
    let folded = fold(typed).into_owned();
    let kinds = Kind::ALL.iter().copied().filter(|&kind| target.allows(kind) && dataset.count(kind) <= MANY);
    let records = kinds.flat_map(|kind| dataset.records(kind));
    let found = records.filter_map(|record| Some((fits(&folded, record, target)?, record)));
    let mut found: Vec<(Fit, String, Rid)> =
        found.map(|(fit, record)| (fit, fold(record.label().text()).into_owned(), record.rid)).collect();
    found.sort();
    found.truncate(MOST);
    found.into_iter().map(|(.., rid)| rid).collect()
}

/// Tells how well a record fits: by its names, its id, for a country its code of three letters, and where it may be any by its
/// reference. Nothing is found out of the middle of a word.
fn fits(typed: &str, record: Record<'_>, target: Target) -> Option<Fit> {
    let code = (record.kind == Kind::Country).then(|| codes::alpha3(record.id())).flatten();
    let reference = (target == Target::Any).then(|| record.reference().to_string());
    let of_reference = reference.and_then(|reference| fit(typed, [reference.as_str()].into_iter()));
    let of_names = fit(typed, record.names().chain([record.id()]).chain(code));
    of_names.into_iter().chain(of_reference).min().filter(|fit| *fit < Fit::Inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Origin;
    use crate::load::{Source, load};

    const SIGHT: Sight = Sight { width: 40, ascii: false };

    fn snapshot() -> Snapshot {
        let loaded = load(&Source::embedded()).unwrap();
        Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default())
    }

    fn typed(text: &str, snapshot: &Snapshot) -> References {
        let mut references = References::new(Target::Participant, "", snapshot);
        for c in text.chars() {
            references.edit(Edit::Type(c), SIGHT, snapshot);
        }
        references
    }

    fn taken(text: &str) -> String {
        let snapshot = snapshot();
        let mut references = typed(text, &snapshot);
        references.take(&snapshot).unwrap();
        references.raw()
    }

    #[test]
    fn a_code_an_acronym_a_name_and_the_beginning_of_one_are_enough() {
        assert_eq!(taken("bg"), "country:BG");
        assert_eq!(taken("TUR"), "country:TR");
        assert_eq!(taken("icmpd"), "organisation:ICMPD");
        assert_eq!(taken("hung"), "country:HU");
        assert_eq!(taken("turkey"), "country:TR");
        assert_eq!(taken("macedonia"), "country:MK");
        assert_eq!(taken("bg,hu,bg"), "country:BG, country:HU");
    }

    #[test]
    fn the_code_stands_before_names_that_begin_so_and_those_in_the_order_of_the_alphabet() {
        let snapshot = snapshot();
        let names = |text: &str| -> Vec<String> {
            let found = typed(text, &snapshot).matches(&snapshot);
            found.iter().map(|&rid| snapshot.dataset.record(rid).unwrap().label().text().to_owned()).collect()
        };
        let at = names("at");
        assert_eq!(at[0], "Austria");
        let be = names("be");
        assert_eq!(be[..2], ["Belgium", "Belarus"]);
    }

    #[test]
    fn backspace_where_nothing_is_typed_takes_the_last_one_away() {
        let snapshot = snapshot();
        let mut references = References::new(Target::Participant, "country:BG, HU", &snapshot);
        assert_eq!(references.chosen(), ["country:BG", "country:HU"]);
        assert_eq!(references.edit(Edit::Before, SIGHT, &snapshot), Edited::Text);
        assert_eq!(references.raw(), "country:BG");
    }

    #[test]
    fn what_is_not_known_stays_as_it_is_typed() {
        let snapshot = snapshot();
        let mut references = typed("atlantis", &snapshot);
        let said = references.take(&snapshot).unwrap_err();
        assert_eq!(said, "there is no country or organisation \"atlantis\"");
        assert_eq!(references.raw(), "atlantis");
        let again = References::new(Target::Participant, "country:BG, atlantis", &snapshot);
        assert_eq!((again.raw().as_str(), again.chosen().len()), ("country:BG, atlantis", 1));
    }

    #[test]
    fn several_that_were_pasted_are_taken_together() {
        let snapshot = snapshot();
        let mut references = References::new(Target::Participant, "", &snapshot);
        assert!(references.paste("Bulgaria, Hungary"));
        references.take(&snapshot).unwrap();
        assert_eq!(references.raw(), "country:BG, country:HU");
    }

    #[test]
    fn anything_is_found_by_its_reference_or_name() {
        let snapshot = snapshot();
        let mut references = References::new(Target::Any, "plan, activity:A-07", &snapshot);
        assert_eq!(references.raw(), "plan, activity:A-07");
        references.paste("goal:4");
        let found = references.matches(&snapshot);
        assert_eq!(snapshot.dataset.record(found[0]).unwrap().reference().to_string(), "goal:4");
    }
}
