//! What the popups hold of something that was added: what of it can be copied, and where it comes from.

use crate::config::Role;
use crate::journal::Item as AddedItem;
use crate::report::told;
use crate::tui::detail::Content;
use crate::tui::flow::Flow;
use crate::tui::notebook::{Added, words};
use crate::tui::overlay::{Item, Overlay, Pick, Picker, Reader};
use crate::tui::screen::Screen;
use crate::tui::shared::Shared;

/// What can be copied of what the cursor is on; `None` where that was not added.
pub fn copies(screen: &dyn Screen, shared: &Shared) -> Option<Flow> {
    let item = |what: &str, text: String| Item {
        text: format!("{what}: {text}"),
        pick: Some(Pick::Copy(text)),
        ..Item::default()
    };
    let added = screen.item().map(Added::Item).or(screen.detail().added)?;
    let content = Content::of_added(added, shared)?;
    let mut items = Vec::new();
    match added {
        Added::Item(id) => {
            let added = shared.notebook.item(id)?;
            let text = added.text("text");
            items.extend((!text.is_empty()).then(|| item("Text", text.to_owned())));
            items.push(item("As in a report", told::item(added, &shared.snapshot.dataset).text));
        }
        Added::Wish(number) => {
            let (wish, _) = shared.notebook.pending().find(|(wish, _)| wish.number == number)?;
            items.push(item("Text", words::said(wish)));
        }
    }
    let line = |name: &str, text: &str| if name.is_empty() { text.to_owned() } else { format!("{name}: {text}") };
    let all: Vec<String> = content.entries.iter().map(|entry| line(&entry.name, &entry.text)).collect();
    items.push(Item {
        text: "All of it, a line for each field".into(),
        pick: Some(Pick::Copy(all.join("\n"))),
        ..Item::default()
    });
    Some(Flow::Show(Overlay::Picker(Picker::new(format!("Copy of {}", content.title), items))))
}

/// Where what the cursor is on comes from; `None` where that was not added.
pub fn source(screen: &dyn Screen, shared: &Shared) -> Option<Flow> {
    let added = shared.notebook.item(screen.item()?)?;
    let AddedItem { event, .. } = added;
    let line = told::item(added, &shared.snapshot.dataset);
    let mut text = vec![(Role::Text, line.text), (Role::Source, format!("{} UTC", event.stamp.minute()))];
    text.extend((!event.who.is_empty()).then(|| (Role::Source, format!("by {}", event.who))));
    text.push((Role::Muted, format!("on device {}", event.device)));
    text.push((Role::Muted, format!("event {}", event.id)));
    Some(Flow::Show(Overlay::Reader(Reader::new("Source: your journal", text))))
}
