//! The user's own keys: the `[keys]` table of the configuration file.
//!
//! `action = "key"` or `action = ["key", "key"]`; an empty list takes the action's keys away. A list replaces the default keys of
//! the action, except the few that are always kept. What cannot be bound is reported and left out.

use toml::Spanned;
use toml::de::DeValue;

use super::document::{Document, Entry, kind, texts};
use super::problem::Report;
use super::settings::SETTINGS;
use crate::base::quote::quoted;
use crate::keys::{Action, Chord, Keymap};

/// The most keys that one action can be given: a list of thousands is a mistake, and would be slow.
const MOST: usize = 12;

const WANTED: &str = "a key is text in quotes, such as \"Ctrl-d\" or \"g e\"";

/// The user's own keys by action, in the order of the file. They are free of conflicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings(Vec<(Action, Vec<Chord>)>);

impl Bindings {
    /// Returns the actions with the keys that the user gave them.
    pub fn iter(&self) -> impl Iterator<Item = (Action, &[Chord])> {
        self.0.iter().map(|(action, chords)| (*action, chords.as_slice()))
    }

    /// Returns the default keys with these laid over them.
    pub fn keymap(&self) -> Keymap {
        let mut keymap = Keymap::default();
        for (action, chords) in &self.0 {
            keymap.clear(*action);
            for chord in chords {
                // What conflicts was left out when the file was read.
                let _ = keymap.bind(*action, chord.clone());
            }
        }
        keymap
    }

    /// Reads the `[keys]` table.
    pub(super) fn read(table: &Entry<'_>, document: &Document<'_>, report: &mut Report<'_>) -> Self {
        let mut bindings = Self::default();
        let Some(rows) = table.value.as_table() else {
            let message = format!("\"keys\" is a table of keys by action, not {}", kind(table.value));
            report.at(table.value_span.clone(), message);
            return bindings;
        };
        let mut keymap = Keymap::default();
        for entry in document.entries(rows) {
            if let Some(action) = action(&entry, report) {
                bindings.add(action, &entry, &mut keymap, report);
            }
        }
        bindings
    }

    /// Adds what is right in one row. A row with nothing right leaves the defaults in force.
    fn add(&mut self, action: Action, entry: &Entry<'_>, keymap: &mut Keymap, report: &mut Report<'_>) {
        let Some(written) = keys(entry, report) else {
            return;
        };
        let mut changed = keymap.clone();
        changed.clear(action);
        let mut bound = Vec::new();
        for key in &written {
            match bind(action, key.get_ref(), &mut changed) {
                Ok(chord) => bound.push(chord),
                Err((message, meant)) => report.at_meant(key.span(), message, meant.as_deref()),
            }
        }
        let emptied = matches!(entry.value, DeValue::Array(items) if items.is_empty());
        if emptied || !bound.is_empty() {
            *keymap = changed;
            self.0.push((action, bound));
        }
    }
}

/// Binds one key, or says why it cannot be and what was probably meant.
fn bind(action: Action, key: &str, keymap: &mut Keymap) -> Result<Chord, (String, Option<String>)> {
    let chord: Chord = key.parse().map_err(|error: crate::keys::KeyError| {
        let meant = error.suggestion().map(str::to_owned);
        (error.to_string(), meant)
    })?;
    match keymap.bind(action, chord.clone()) {
        Ok(()) => Ok(chord),
        Err(conflict) => Err((conflict.to_string(), None)),
    }
}

/// Returns the action that a row is about.
fn action(entry: &Entry<'_>, report: &mut Report<'_>) -> Option<Action> {
    let unknown = match Action::from_name(entry.key) {
        Ok(action) => return Some(action),
        Err(unknown) => unknown,
    };
    if SETTINGS.iter().any(|setting| setting.key == entry.key) {
        let message = format!("{} is a setting, not an action: put it above [keys]", quoted(entry.key));
        report.at(entry.key_span.clone(), message);
    } else {
        let meant = unknown.meant.map(Action::name);
        report.at_meant(entry.key_span.clone(), unknown.to_string(), meant);
    }
    None
}

/// Returns the keys of one row: one text, or a list of them.
fn keys<'a>(entry: &Entry<'a>, report: &mut Report<'_>) -> Option<Vec<Spanned<&'a str>>> {
    match entry.value {
        DeValue::String(text) => Some(vec![Spanned::new(entry.value_span.clone(), text.as_ref())]),
        DeValue::Array(items) => {
            if let Some(beyond) = items.get(MOST) {
                report.at(beyond.span(), format!("an action has at most {MOST} keys: the rest is left out"));
            }
            Some(texts(items.get(..MOST).unwrap_or(items), WANTED, report))
        }
        other => {
            report.at(entry.value_span.clone(), format!("{WANTED}, not {}", kind(other)));
            None
        }
    }
}
