//! What stands at the top of the screen about what the user adds: whether it is on the disk, and how much there is.

use serde_json::Value;

use crate::base::text::visible;
use crate::config::Role;
use crate::journal::Op;
use crate::keys::Action;
use crate::query::words::grouped;
use crate::tui::notebook::{Notebook, Standing, Wish};
use crate::tui::program;
use crate::tui::shared::Shared;

/// Says whether what the user added is on the disk; `None` where nothing was added since the start and all is well.
pub fn state(shared: &Shared) -> Option<(String, Role)> {
    let notebook = &shared.notebook;
    let again = program::key(&shared.keymap, Action::SaveAgain);
    if let Some((_, why)) = notebook.unsaved.last() {
        let count = notebook.unsaved.len();
        let count = if count > 1 { format!(" ({count})") } else { String::new() };
        return Some((format!("NOT SAVED{count}: {why} ({again} tries again)"), Role::Warning));
    }
    if !notebook.waiting.is_empty() {
        return Some(("saving…".to_owned(), Role::Notice));
    }
    if let Standing::Refused(why) = &notebook.standing {
        return Some((format!("NOTES CANNOT BE SAVED: {why}"), Role::Warning));
    }
    notebook.saved.as_ref().map(|at| (format!("saved {at}"), Role::Notice))
}

/// Counts what is shown of what the user added, such as "3 flags  7 notes"; while he presents, says that it is hidden.
pub fn counts(notebook: &Notebook) -> String {
    if notebook.is_presenting {
        return "PRESENTING: what is yours is hidden".to_owned();
    }
    let mut words = Vec::new();
    for op in [Op::Flag, Op::Note] {
        let (spec, count) = (op.spec(), notebook.book.count(op));
        let word = if count == 1 { spec.title } else { spec.plural };
        words.extend((count > 0).then(|| format!("{} {word}", grouped(count as f64))));
    }
    let drafts = notebook.kept.len() + notebook.left.len();
    words.extend((drafts > 0).then(|| format!("{drafts} draft{}", if drafts == 1 { "" } else { "s" })));
    words.join("  ")
}

/// Lists what the user wrote that is not on the disk, word for word.
pub fn left(notebook: &Notebook) -> Vec<String> {
    let unsaved = notebook.unsaved.iter().map(|(wish, _)| wish).chain(&notebook.waiting);
    unsaved.map(|wish| format!("NOT SAVED: {}{}", wish.title, texts(wish))).collect()
}

/// Writes the texts of what is wished one behind the other, for a row of a list.
pub fn said(wish: &Wish) -> String {
    let fields = wish.acts.iter().flat_map(|act| &act.fields).filter(|(name, _)| *name != "of");
    fields
        .map(|(_, value)| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Writes the fields of a wish, each on a line of its own.
fn texts(wish: &Wish) -> String {
    let fields = wish.acts.iter().flat_map(|act| &act.fields).filter(|(name, _)| *name != "of");
    let line = |(name, value): (&String, &Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let lines: Vec<_> = text.split('\n').map(|line| visible(line, false)).collect();
        format!("\n  {name}: {}", lines.join("\n    "))
    };
    fields.map(line).collect()
}

/// Says which meeting is in progress, by its title.
pub fn meeting(shared: &Shared) -> Option<String> {
    let id = shared.notebook.book.meeting.as_deref()?;
    let record = crate::model::Reference::parse(&format!("meeting:{id}"))
        .and_then(|reference| shared.snapshot.dataset.find_reference(reference))
        .map(|record| record.label().text().to_owned());
    Some(record.unwrap_or_else(|| id.to_owned()))
}
