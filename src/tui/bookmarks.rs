//! Bookmarks: records to come back to, kept by reference, so that they outlive the dataset that they were set in.

use serde::{Deserialize, Serialize};

use crate::model::{Record, Reference};
use crate::tui::overlay::{Item, Pick, Picker};
use crate::tui::screen::{Screen, current};
use crate::tui::shared::Shared;

/// A record to come back to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bookmark {
    /// The reference, such as `country:BG`.
    pub reference: String,
    /// What the record was called when the bookmark was set: shown where the dataset no longer has it.
    pub label: String,
}

impl Bookmark {
    fn of(record: Record<'_>) -> Self {
        Self { reference: record.reference().to_string(), label: record.label().text().to_owned() }
    }
}

/// Sets a bookmark on the record under the cursor, or takes it away; returns what to tell the user.
///
/// # Errors
///
/// Says why there is nothing to set one on.
pub fn toggle(screen: &dyn Screen, shared: &Shared) -> Result<(Vec<Bookmark>, String), String> {
    let record = current(screen, &shared.snapshot).ok_or("put the cursor on a record to set a bookmark on it")?;
    let (bookmark, mut bookmarks) = (Bookmark::of(record), shared.bookmarks.clone());
    let label = bookmark.label.clone();
    match bookmarks.iter().position(|known| known.reference == bookmark.reference) {
        Some(at) => {
            bookmarks.remove(at);
            Ok((bookmarks, format!("the bookmark on {label} is taken away")))
        }
        None => {
            bookmarks.push(bookmark);
            Ok((bookmarks, format!("a bookmark is set on {label}")))
        }
    }
}

/// Lists the bookmarks; those whose record this dataset does not have say so.
pub fn list(shared: &Shared) -> Picker {
    let dataset = &shared.snapshot.dataset;
    let item = |bookmark: &Bookmark| {
        let reference = Reference::parse(&bookmark.reference);
        match reference.and_then(|reference| dataset.find_reference(reference)) {
            Some(record) => Item {
                text: record.label().text().to_owned(),
                note: bookmark.reference.clone(),
                pick: Some(Pick::Record(record.rid)),
                ..Item::default()
            },
            None => Item {
                text: bookmark.label.clone(),
                note: bookmark.reference.clone(),
                refusal: Some("this dataset does not have it".into()),
                ..Item::default()
            },
        }
    };
    Picker::new("Bookmarks", shared.bookmarks.iter().map(item).collect())
}
