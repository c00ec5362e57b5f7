//! The languages in which a dataset can be read, and going from one to the next.

use std::sync::Arc;

use crate::base::languages::named;
use crate::config::Role;
use crate::index::Snapshot;
use crate::tui::adopt::replace;
use crate::tui::state::State;

/// Returns the language after the present one, and after the last the first; `None` where there are not two.
fn next(snapshot: &Snapshot) -> Option<String> {
    let languages = snapshot.dataset.languages();
    let present = snapshot.dataset.language();
    let here = languages.iter().position(|tag| Some(*tag) == present);
    let next = here.map_or(0, |here| here + 1) % languages.len().max(1);
    languages.get(next).filter(|_| languages.len() > 1).map(|tag| (*tag).to_owned())
}

/// Says why there is no other language; `None` where there is one.
pub fn refusal(snapshot: &Snapshot) -> Option<String> {
    if next(snapshot).is_some() {
        return None;
    }
    let only = snapshot.dataset.languages().first().map(|tag| format!(": {}", named(tag)));
    Some(format!("the texts of this dataset are in one language{}", only.unwrap_or_default()))
}

/// Reads the texts in the next language. The place stays.
pub fn turn(state: &mut State) {
    let Some(language) = next(&state.shared.snapshot) else { return };
    let snapshot = state.shared.snapshot.read_in(&language);
    replace(state, Arc::new(snapshot));
    state
        .shared
        .tell(Role::Notice, format!("{}; where a text is missing, [..] says which stands in", named(&language)));
}

/// Returns the language that somebody chose: another than the one that the dataset begins with.
pub fn chosen(snapshot: &Snapshot) -> Option<&str> {
    let dataset = &snapshot.dataset;
    dataset.language().filter(|language| dataset.header().languages.first().is_none_or(|first| first != language))
}

/// Reads a dataset in a language, if it has that.
pub fn read_in(snapshot: Snapshot, language: Option<&str>) -> Snapshot {
    match language.filter(|language| snapshot.dataset.languages().contains(language)) {
        Some(language) => snapshot.read_in(language),
        None => snapshot,
    }
}
