//! The lines of a detail, made from something that was added: all that it says, every version where those are in conflict, what it
//! belongs to, who wrote it, when and where.

use crate::journal::ops::{Field, Shape};
use crate::journal::{Book, Event, Item, Op};
use crate::keys::Action;
use crate::model::{Reference, Rid};
use crate::report::told;
use crate::tui::detail::content::{Content, Entry, Goto};
use crate::tui::notebook::{Act, Added, Wish, act};
use crate::tui::program;
use crate::tui::shared::Shared;

impl Content {
    /// Describes something that was added; `None` where it is no longer there, or may not be shown.
    pub fn of_added(added: Added, shared: &Shared) -> Option<Self> {
        match added {
            Added::Item(id) => shared.notebook.item(id).map(|item| Self::of_item(item, shared)),
            Added::Wish(number) => {
                let mut pending = shared.notebook.pending();
                pending.find(|(wish, _)| wish.number == number).map(|(wish, why)| Self::of_wish(wish, why, shared))
            }
        }
    }

    /// Describes something that is on the disk.
    pub fn of_item(item: &Item, shared: &Shared) -> Self {
        let teller = Teller { shared, on: find(item.event.on.as_deref(), shared) };
        let mut entries = Vec::new();
        for field in ordered(item.op) {
            entries.extend(teller.versions(item, field.name));
            match field.shape.is_list() {
                true => entries.extend(teller.links(field.name, &item.list(field.name))),
                false => entries.extend(teller.text(name(field), item.text(field.name))),
            }
        }
        entries.extend(teller.fate(item));
        entries.extend(item.event.on.as_deref().map(|on| teller.link("on", on)));
        let meeting = item.event.meeting.as_deref().map(|id| format!("meeting:{id}"));
        entries.extend(meeting.map(|meeting| teller.link("meeting", &meeting)));
        entries.push(teller.line("added", written(&item.event, &shared.notebook.book)));
        entries.extend(teller.line_of_changes(item));
        for entry in &mut entries {
            entry.item = Some(item.event.id);
        }
        Self { title: title(item, shared), reference: item.event.on.clone().unwrap_or_default(), entries }
    }

    /// Describes something that is not on the disk, and why.
    fn of_wish(wish: &Wish, why: Option<&str>, shared: &Shared) -> Self {
        let on = wish.acts.iter().find_map(|act| act.on.as_deref());
        let teller = Teller { shared, on: find(on, shared) };
        let again = program::key(&shared.keymap, Action::SaveAgain);
        let state = why.map_or_else(|| "saving".to_owned(), |why| format!("NOT SAVED: {why}; {again} tries again"));
        let mut entries = vec![Entry { unknown: true, about: teller.on, text: state, ..Entry::default() }];
        for act in &wish.acts {
            entries.extend(teller.act(act));
        }
        Self { title: wish.title.clone(), reference: on.unwrap_or_default().to_owned(), entries }
    }
}

/// Calls something that was added by what it is and what it hangs on, or who said it.
fn title(item: &Item, shared: &Shared) -> String {
    let by = item.list("by");
    match (item.event.on.is_some(), by.as_slice()) {
        (false, [_, ..]) => {
            let by = by.iter().map(|by| told::meant(by, &shared.snapshot.dataset)).collect::<Vec<_>>().join(", ");
            format!("{} by {by}", item.op.spec().title)
        }
        _ if item.op == Op::Decide => format!("{} {}", item.op.spec().title, item.number),
        _ => act::title(item, shared),
    }
}

/// Lists the fields, the text first where there must be one: it is what the whole is about.
fn ordered(op: Op) -> Vec<&'static Field> {
    let mut fields: Vec<&Field> = op.spec().fields.iter().collect();
    fields.sort_by_key(|field| !(field.required && field.name == "text"));
    fields
}

/// What a field is called: the text itself needs no name, and one that stands beside something else says why.
fn name(field: &Field) -> &'static str {
    match (field.name, field.required) {
        ("text", true) => "",
        ("text", false) => "why",
        (name, _) => name,
    }
}

fn find(reference: Option<&str>, shared: &Shared) -> Option<Rid> {
    let found = Reference::parse(reference?).and_then(|found| shared.snapshot.dataset.find_reference(found));
    found.map(|record| record.rid)
}

/// Says who wrote an event, when, and on which device, if that is not this one.
fn written(event: &Event, book: &Book) -> String {
    let who = if event.who.is_empty() { String::new() } else { format!(" by {}", event.who) };
    let device =
        if event.device == book.device { String::new() } else { format!(", on another device, {}", event.device) };
    format!("{} UTC{who}{device}", event.stamp.minute())
}

/// Writes lines of what hangs on a record.
struct Teller<'a> {
    shared: &'a Shared,
    /// The record.
    on: Option<Rid>,
}

impl Teller<'_> {
    fn line(&self, name: &str, text: String) -> Entry {
        Entry { name: name.to_owned(), text, about: self.on, ..Entry::default() }
    }

    /// Writes a text, a line for each of its own.
    fn text(&self, name: &str, text: &str) -> Vec<Entry> {
        let lines = text.lines().enumerate();
        lines.map(|(nth, line)| self.line(if nth == 0 { name } else { "" }, line.to_owned())).collect()
    }

    fn link(&self, name: &str, reference: &str) -> Entry {
        let rid = find(Some(reference), self.shared);
        let text = told::meant(reference, &self.shared.snapshot.dataset);
        let entry = self.line(name, text);
        Entry { goto: rid.map(Goto::Record), about: rid.or(self.on), unknown: rid.is_none(), ..entry }
    }

    fn links(&self, name: &str, references: &[&str]) -> Vec<Entry> {
        references.iter().map(|reference| self.link(name, reference)).collect()
    }

    /// Writes what became of an amendment.
    fn fate(&self, item: &Item) -> Option<Entry> {
        let settled = |fate: &Event| {
            let why = fate.text("text");
            let why = if why.is_empty() { String::new() } else { format!(": {why}") };
            let note = written(fate, &self.shared.notebook.book);
            Entry { note, ..self.line("fate", format!("{}{why}", fate.text("fate"))) }
        };
        let open = || Entry { unknown: true, ..self.line("fate", "not settled".to_owned()) };
        (item.op == Op::Amend).then(|| item.fate.as_deref().map_or_else(open, settled))
    }

    /// Writes every version of a field that is in conflict; the last is the one that stands there until somebody settles it.
    fn versions(&self, item: &Item, name: &str) -> Vec<Entry> {
        let changes = item.changes.get(name).filter(|changes| changes.len() > 1);
        let mut entries = Vec::new();
        for (nth, change) in changes.into_iter().flatten().enumerate() {
            if nth == 0 {
                let count = item.conflict(name).count();
                let text = format!("{count} versions of the {name}, not settled");
                entries.push(Entry { heading: true, ..self.line("", text) });
            }
            let note = written(change, &self.shared.notebook.book);
            let lines = self.text(&format!("version {}", nth + 1), change.text("new"));
            entries.extend(lines.into_iter().enumerate().map(|(nth, line)| match nth {
                0 => Entry { note: note.clone(), ..line },
                _ => line,
            }));
        }
        let shown = (!entries.is_empty()).then(|| Entry { heading: true, ..self.line("", "As it stands".to_owned()) });
        entries.into_iter().chain(shown).collect()
    }

    /// Says when what was changed since was changed last.
    fn line_of_changes(&self, item: &Item) -> Option<Entry> {
        let last = item.changes.values().flatten().max_by(|one, other| one.place().cmp(&other.place()))?;
        Some(self.line("changed", written(last, &self.shared.notebook.book)))
    }

    /// Writes one event that is to be written.
    fn act(&self, act: &Act) -> Vec<Entry> {
        let heading = Entry { heading: true, ..self.line("", told::capital(act.op.spec().title)) };
        let mut entries = vec![heading];
        for (field, value) in act.op.spec().fields.iter().filter_map(|field| Some((field, act.fields.get(field.name)?)))
        {
            // Which event is meant says nothing to a reader.
            if matches!(field.shape, Shape::Event | Shape::Events) {
                continue;
            }
            let list = value.as_array().into_iter().flatten().filter_map(|value| value.as_str());
            entries.extend(list.map(|reference| self.link(field.name, reference)));
            entries.extend(self.text(name(field), value.as_str().unwrap_or_default()));
        }
        entries.extend(act.on.as_deref().map(|on| self.link("on", on)));
        entries
    }
}
