//! What the popups hold.

use crate::config::Role;
use crate::keys::{Action, Group, Keymap, Press, Scope as KeyScope};
use crate::model::{Record, Row, Value};
use crate::query::cite::{Cite, citation, cites};
use crate::query::words::words;
use crate::tui::detail::groups::{self, Group as Linked};
use crate::tui::effect::{Effect, Effects};
use crate::tui::flow::Flow;
use crate::tui::overlay::{Item, Overlay, Pick, Picker, Reader, added};
use crate::tui::program;
use crate::tui::screen::{Screen, current};
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::views;

/// How many links of one group stand in the list of all links; a line opens the others.
const LINKED: usize = 200;

/// Writes how a chord that has begun may go on.
pub fn chord_hint(keymap: &Keymap, scopes: &[KeyScope], pending: &[Press]) -> String {
    let typed: String = pending.iter().map(|press| format!("{press:#}")).collect();
    let hints = keymap.prefix_hints(scopes, pending).into_iter().map(|hint| {
        let rest: String = hint.rest.iter().map(|press| format!("{press:#}")).collect();
        format!("{rest} {}", hint.action.spec().short)
    });
    format!("{typed} …  {}", hints.collect::<Vec<_>>().join("  "))
}

/// The help: what works here first, with every key of each action.
pub fn help(state: &State) -> Picker {
    let here = if state.overlays.is_empty() { KeyScope::IN_PANES } else { KeyScope::IN_POPUP };
    let works = |action: &Action| here.contains(&action.spec().scope);
    let mut items = Vec::new();
    for group in Group::ALL {
        items.push(Item::heading(group.title()));
        items.extend(
            group.actions().filter(works).map(|action| Item { more: String::new(), ..line(state, action, true) }),
        );
    }
    Picker::new("Help: keys that work here", items)
}

/// The palette: every action by its name, with its key, and the saved views.
pub fn commands(state: &State) -> Picker {
    let actions = Action::ALL.iter().map(|&action| line(state, action, false));
    Picker::new("Commands", actions.chain(views::items(&state.shared)).collect()).taking(views::saving).taken_first()
}

/// The menu: every action in its group.
pub fn menu(state: &State) -> Picker {
    let mut items = Vec::new();
    for group in Group::ALL {
        items.push(Item::heading(group.title()));
        items.extend(group.actions().map(|action| line(state, action, false)));
    }
    Picker::new("Menu", items)
}

fn line(state: &State, action: Action, in_full: bool) -> Item {
    let spec = action.spec();
    let keys: Vec<String> = state.shared.keymap.keys_of(action).map(|chord| format!("{chord:#}")).collect();
    let text = if in_full { spec.doc } else { spec.title }.to_owned();
    Item {
        text,
        note: keys.join("  "),
        more: format!("{} {} {}", spec.name, spec.title, spec.doc),
        pick: Some(Pick::Run(action)),
        heading: false,
        refusal: program::refusal(state, action),
    }
}

/// The parts of the scope, to take one away.
pub fn chips(shared: &Shared) -> Picker {
    let chips = shared.scope.chips().iter().enumerate();
    let items = chips.filter_map(|(at, chip)| {
        let record = shared.snapshot.dataset.record(chip.rid)?;
        let text = format!("Take away: {}", record.label().text());
        Some(Item { text, note: record.reference().to_string(), pick: Some(Pick::DropChip(at)), ..Item::default() })
    });
    Picker::new("The scope: only what touches all of these", items.collect())
}

/// The places that the user came through, the last one first.
pub fn way(shared: &Shared) -> Picker {
    let places = shared.history.before().iter().rev().enumerate();
    let items = places.map(|(at, place)| {
        let note = place.view.name().to_owned();
        Item { text: place.title(&shared.notebook).to_owned(), note, pick: Some(Pick::Back(at + 1)), ..Item::default() }
    });
    Picker::new("The way taken here", items.collect())
}

/// What is wrong in the configuration, in the journal and in the dataset.
pub fn problems(shared: &Shared) -> Picker {
    let snapshot = &shared.snapshot;
    let mut items = Vec::new();
    if !shared.complaints.is_empty() {
        items.push(Item::heading("In the configuration"));
        items.extend(shared.complaints.iter().map(|text| Item { text: text.clone(), ..Item::default() }));
    }
    if let Some(stale) = &shared.stale {
        items.push(Item::heading("The file on the disk cannot be used; the data of before are shown"));
        items.push(Item { text: stale.clone(), ..Item::default() });
    }
    let unread = &shared.notebook.book.troubles;
    if !unread.is_empty() {
        items.push(Item::heading("In the journal; \"plenary journal recover\" has the words of it"));
        items.extend(unread.iter().map(|text| Item { text: text.clone(), ..Item::default() }));
    }
    if !snapshot.diagnostics.is_empty() {
        items.push(Item::heading(format!("In the dataset {}", snapshot.origin.name)));
        items.extend(snapshot.diagnostics.iter().map(|found| Item { text: found.to_string(), ..Item::default() }));
    }
    if snapshot.more > 0 {
        items.push(Item { text: format!("and {} more", snapshot.more), ..Item::default() });
    }
    if items.is_empty() {
        items.push(Item { text: "Nothing is wrong".into(), ..Item::default() });
    }
    Picker::new("Problems", items)
}

/// All links of the record under the cursor, both ways.
pub fn links(screen: &dyn Screen, shared: &Shared) -> Flow {
    let snapshot = &shared.snapshot;
    let Some(record) = current(screen, snapshot) else {
        return Flow::Refused("put the cursor on a record to see its links".into());
    };
    let mut items = Vec::new();
    for (way, linked) in [("names", groups::forward(record)), ("named by", groups::backward(record, snapshot))] {
        for Linked { title, rids, .. } in linked.into_iter().filter(|group| !group.rids.is_empty()) {
            items.push(Item::heading(format!("{way}: {title}  {}", rids.len())));
            items.extend(rids.iter().take(LINKED).map(|&rid| Item::of_record(rid, snapshot)));
            if rids.len() > LINKED {
                let text = format!("and {} more", rids.len() - LINKED);
                items.push(Item { text, pick: Some(Pick::Many(title, rids.into_owned())), ..Item::default() });
            }
        }
    }
    if items.is_empty() {
        return Flow::Refused(format!("{} names nothing and nothing names it", record.reference()));
    }
    let title = format!("Links of {}", record.label().text());
    Flow::Show(Overlay::Picker(Picker::new(title, items)))
}

/// What can be copied of the record under the cursor.
pub fn copies(screen: &dyn Screen, shared: &Shared) -> Flow {
    if let Some(flow) = added::copies(screen, shared) {
        return flow;
    }
    let dataset = &shared.snapshot.dataset;
    let Some(record) = current(screen, &shared.snapshot) else {
        return Flow::Refused("put the cursor on a record to copy something of it".into());
    };
    let item = |what: &str, text: String| Item {
        text: format!("{what}: {text}"),
        pick: Some(Pick::Copy(text)),
        ..Item::default()
    };
    let mut items = vec![
        item("Name", record.label().text().to_owned()),
        item("Reference", record.reference().to_string()),
        item("Citation", citation(record, dataset)),
    ];
    let fields = record.fields().iter().enumerate();
    let values = fields.filter(|(_, field)| field.parts().is_empty()).filter_map(|(at, field)| {
        words(&record.value(at), dataset).map(|text| (field.name.text().replace('_', " "), text))
    });
    let values: Vec<(String, String)> = values.collect();
    let all = values.iter().map(|(name, text)| format!("{name}: {text}")).collect::<Vec<_>>().join("\n");
    items.push(Item {
        text: "The whole record, a line for each field".into(),
        pick: Some(Pick::Copy(all)),
        ..Item::default()
    });
    items.push(Item::heading("Fields"));
    items.extend(values.into_iter().map(|(name, text)| item(&name, text)));
    Flow::Show(Overlay::Picker(Picker::new(format!("Copy of {}", record.label().text()), items)))
}

/// The sources of the line under the cursor, each with what its paragraph says.
pub fn source(screen: &dyn Screen, shared: &Shared, effects: &mut Effects) -> Flow {
    if let Some(flow) = added::source(screen, shared) {
        return flow;
    }
    let Some((record, row)) = sourced(screen, shared) else {
        return Flow::Refused("put the cursor on a record to see its source".into());
    };
    let found = cites(row.unwrap_or(record.row()));
    if found.is_empty() {
        return Flow::Refused(format!("{} names no source", record.reference()));
    }
    let mut text = Vec::new();
    let mut awaits = Vec::new();
    for cite in &found {
        describe(*cite, &mut text, &mut awaits);
    }
    text.pop();
    for (document, paragraph, _) in &awaits {
        let (folders, document, paragraph) = (shared.snapshot.origin.folders.clone(), document.clone(), *paragraph);
        effects.push(Effect::ReadWording { folders, document, paragraph });
    }
    let mut reader = Reader::new(format!("Source of {}", record.label().text()), text);
    reader.awaits = awaits;
    reader.opens = found.first().and_then(|cite| cite.document()).map(|document| document.rid);
    Flow::Show(Overlay::Reader(reader))
}

/// Returns the record of the line under the cursor, and the part of it that the line is, where that has sources of its own.
fn sourced<'s>(screen: &dyn Screen, shared: &'s Shared) -> Option<(Record<'s>, Option<Row<'s>>)> {
    let record = current(screen, &shared.snapshot)?;
    let entry = screen.detail().entry().filter(|_| screen.in_detail());
    let part = entry.and_then(|entry| entry.part);
    let row = part.and_then(|(name, at)| match record.get(name) {
        Value::Parts(rows) => rows.into_iter().nth(at).filter(|row| !cites(*row).is_empty()),
        _ => None,
    });
    Some((record, row))
}

fn describe(cite: Cite<'_>, text: &mut Vec<(Role, String)>, awaits: &mut Vec<(String, u32, usize)>) {
    let title = cite.title().unwrap_or("A source without a name");
    text.push((Role::Heading, format!("{title}  {}", cite.place()).trim_end().to_owned()));
    match (cite.doubt(), cite.says()) {
        (Some("inferred"), _) => {
            text.push((Role::Inferred, "≈ inferred: concluded from this source, not stated in it".into()))
        }
        (Some(doubt), None) => text.push((Role::Inferred, format!("≠ {doubt}: this source says otherwise"))),
        (_, Some(says)) => text.push((Role::Inferred, format!("≠ this source says: {says}"))),
        (None, None) => {}
    }
    text.extend(cite.summary().map(|summary| (Role::Text, format!("In our words: {summary}"))));
    text.extend(cite.url().map(|url| (Role::Link, url.to_owned())));
    if let (Some(document), Some(number)) = (cite.document(), cite.paragraph()) {
        awaits.push((document.id().to_owned(), number, text.len()));
        text.push((Role::Muted, String::new()));
    }
    text.push((Role::Text, String::new()));
}
