//! What is so now: all events folded into what was added, as it was changed since.
//!
//! The outcome follows from the set of events alone. A change says which earlier changes it was made over; two that do not know of each
//! other are both kept, and the item is in conflict until somebody makes a change over both. Nothing that was written is dropped.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use crate::journal::event::Event;
use crate::journal::ops::Op;

/// Something that was added, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The event that added it.
    pub event: Arc<Event>,
    /// What that does.
    pub op: Op,
    /// The changes in force, by field: the last is what stands there; more than one are in conflict.
    pub changes: HashMap<String, Vec<Arc<Event>>>,
    /// What became of it, where it is an amendment.
    pub fate: Option<Arc<Event>>,
    /// Its number among those of its sort in its meeting, from 1, in the order in which they were made.
    pub number: usize,
}

impl Item {
    /// Returns a field as it is now; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        match self.changes.get(name).and_then(|changes| changes.last()) {
            Some(change) => change.text("new"),
            None => self.event.text(name),
        }
    }

    /// Lists what stands in a field that is a list, as it is now.
    pub fn list(&self, name: &str) -> Vec<&str> {
        if self.changes.contains_key(name) {
            return self.text(name).split([' ', ',', ';']).filter(|text| !text.is_empty()).collect();
        }
        self.event.list(name).collect()
    }

    /// Lists what stands in a field according to changes that do not know of each other; empty where there is no conflict.
    pub fn conflict(&self, name: &str) -> impl Iterator<Item = &str> {
        let changes = self.changes.get(name).filter(|changes| changes.len() > 1);
        changes.into_iter().flatten().map(|change| change.text("new"))
    }

    /// Tells whether any field is in conflict.
    pub fn is_in_conflict(&self) -> bool {
        self.changes.values().any(|changes| changes.len() > 1)
    }

    /// Lists the records that it belongs to, by reference: what it hangs on, its meeting, who spoke or asked, what it was about.
    pub fn touches(&self) -> Vec<String> {
        let named = ["by", "about"].into_iter().flat_map(|name| self.list(name)).map(str::to_owned);
        let meeting = self.event.meeting.as_ref().map(|id| format!("meeting:{id}"));
        self.event.on.clone().into_iter().chain(meeting).chain(named).collect()
    }

    /// Lists the changes of a field that a further one is made over.
    pub fn over(&self, name: &str) -> impl Iterator<Item = Uuid> {
        self.changes.get(name).into_iter().flatten().map(|change| change.id)
    }
}

/// All that was added, as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// What was added and not taken away, in the order in which it was made.
    pub items: Vec<Item>,
    /// Events that this version does not know.
    pub unknown: Vec<Arc<Event>>,
}

impl Review {
    /// Folds events; they are in the order of [`Event::place`].
    pub fn of(events: &[Event]) -> Self {
        let force = Force::of(events);
        let mut numbers: HashMap<(Op, Option<&str>), usize> = HashMap::new();
        let mut items: Vec<Item> = Vec::new();
        let added = events.iter().filter_map(|event| Some((event, event.known().filter(|op| op.spec().adds)?)));
        for (event, op) in added.filter(|(event, _)| force.has(event)) {
            let number = numbers.entry((op, event.meeting.as_deref())).or_default();
            *number += 1;
            let (changes, fate) = (force.changes(event.id), force.fate(event.id));
            items.push(Item { event: Arc::new(event.clone()), op, changes, fate, number: *number });
        }
        let unknown = events.iter().filter(|event| event.known().is_none());
        Self { items, unknown: unknown.cloned().map(Arc::new).collect() }
    }

    /// Returns what was added by an event.
    pub fn item(&self, id: Uuid) -> Option<&Item> {
        self.items.iter().find(|item| item.event.id == id)
    }

    /// Lists what hangs on a record.
    pub fn on<'r>(&'r self, reference: &'r str) -> impl Iterator<Item = &'r Item> {
        self.items.iter().filter(move |item| item.event.on.as_deref() == Some(reference))
    }

    /// Lists what belongs to a meeting.
    pub fn of_meeting<'r>(&'r self, id: &'r str) -> impl Iterator<Item = &'r Item> {
        self.items.iter().filter(move |item| item.event.meeting.as_deref() == Some(id))
    }

    /// Returns the meeting that was opened last on a device and is not closed.
    pub fn in_progress(&self, device: &str) -> Option<&str> {
        let mut own = self.items.iter().filter(|item| item.event.device == device);
        let last = own.rfind(|item| matches!(item.op, Op::Open | Op::Close))?;
        last.event.meeting.as_deref().filter(|_| last.op == Op::Open)
    }
}

/// Which events are in force.
struct Force<'e> {
    /// Events that were taken back, and not put in force again.
    undone: HashSet<Uuid>,
    /// Items that were taken away.
    retracted: HashSet<Uuid>,
    /// The changes in force of each item.
    edits: HashMap<Uuid, Vec<&'e Event>>,
    /// The last fate of each amendment.
    fates: HashMap<Uuid, &'e Event>,
}

impl<'e> Force<'e> {
    fn of(events: &'e [Event]) -> Self {
        let (retracted, edits, fates) = (HashSet::new(), HashMap::new(), HashMap::new());
        let mut force = Self { undone: undone(events), retracted, edits, fates };
        for event in events.iter().filter(|event| !force.undone.contains(&event.id)).collect::<Vec<_>>() {
            let Some(of) = event.event("of") else { continue };
            match event.known() {
                Some(Op::Retract) => drop(force.retracted.insert(of)),
                Some(Op::Edit) => force.edits.entry(of).or_default().push(event),
                Some(Op::Resolve) => drop(force.fates.insert(of, event)),
                _ => {}
            }
        }
        force
    }

    fn has(&self, event: &Event) -> bool {
        !self.undone.contains(&event.id) && !self.retracted.contains(&event.id)
    }

    /// Returns the changes of an item, by field, over which no other was made.
    fn changes(&self, of: Uuid) -> HashMap<String, Vec<Arc<Event>>> {
        let edits = self.edits.get(&of).map_or(&[][..], Vec::as_slice);
        let over: HashSet<Uuid> = edits.iter().flat_map(|edit| edit.events("over")).collect();
        let mut changes: HashMap<String, Vec<Arc<Event>>> = HashMap::new();
        for edit in edits.iter().filter(|edit| !over.contains(&edit.id)) {
            let field = changes.entry(edit.text("field").to_owned()).or_default();
            // Who writes the same twice is not in conflict.
            field.retain(|other| other.text("new") != edit.text("new"));
            field.push(Arc::new((*edit).clone()));
        }
        changes
    }

    fn fate(&self, of: Uuid) -> Option<Arc<Event>> {
        self.fates.get(&of).map(|fate| Arc::new((*fate).clone()))
    }
}

/// Finds the events that were taken back; the last word counts.
pub fn undone(events: &[Event]) -> HashSet<Uuid> {
    let mut undone = HashSet::new();
    for event in events {
        match (event.known(), event.event("of")) {
            (Some(Op::Undo), Some(of)) => drop(undone.insert(of)),
            (Some(Op::Redo), Some(of)) => drop(undone.remove(&of)),
            _ => {}
        }
    }
    undone
}
