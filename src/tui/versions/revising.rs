//! The next version of the plan: shown before anything is written, then written to a new file.
//!
//! The file that is shown is read again and the accepted amendments are carried out on a thread, as `plenary revise` does; the text that
//! comes of it is held, so that what is written is what was shown.

use std::path::Path;
use std::sync::Arc;

use crate::base::date::Day;
use crate::base::text::visible;
use crate::config::Role;
use crate::journal::Book;
use crate::keys::Action;
use crate::model::field::Target;
use crate::model::{Dataset, Kind, Reference};
use crate::revise::standing::link;
use crate::revise::{Amendment, Next, Outcome};
use crate::tui::datasets::Place;
use crate::tui::effect::{Effect, Effects};
use crate::tui::export::Content;
use crate::tui::flow::Flow;
use crate::tui::notebook::{Standing, act};
use crate::tui::overlay::{Item, Overlay, Pick, Picker, Reader};
use crate::tui::program;
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::versions::is_awaited;

/// What the next version is to be made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The number of this request.
    pub number: u64,
    /// The dataset that is shown.
    pub place: Place,
    /// What was added to it.
    pub book: Arc<Book>,
    /// What the next version is called; `None` where that follows from the old one.
    pub version: Option<String>,
    /// The day; not known where the clock does not say.
    pub today: Option<Day>,
}

/// Asks for the next version, called so or as it follows.
pub fn ask(version: Option<String>, shared: &mut Shared, effects: &mut Effects) -> Flow {
    let notebook = &shared.notebook;
    if notebook.is_unsaved() {
        return Flow::Refused("what you added last is not on the disk yet".into());
    }
    if notebook.standing == Standing::Unread {
        return Flow::Refused("what you added is still being read".into());
    }
    let Some(place) = Place::of(&shared.snapshot.origin) else {
        return Flow::Refused("what came from standard input cannot be read again; open it as a file".into());
    };
    if let Some(why) = &notebook.book.unread {
        let why = visible(why, false).into_owned();
        return Flow::Refused(format!("what was accepted is not known: journal: {why}"));
    }
    let (book, today) = (notebook.book.clone(), shared.today);
    shared.asked += 1;
    let number = shared.asked;
    effects.push(Effect::Revise(Box::new(Request { number, place, book, version, today })));
    let text = "The accepted amendments are being applied to a copy; Esc gives it up".to_owned();
    Flow::Show(Overlay::Reader(Reader::awaiting(number, "The next version of the plan", text)))
}

/// Shows what the next version would be, if that is still waited for.
pub fn answered(state: &mut State, number: u64, answer: Result<Box<Next>, String>) {
    if !is_awaited(state, number) {
        return;
    }
    let shared = &mut state.shared;
    match answer {
        Err(reason) => shared.tell(Role::Warning, format!("no next version: {}", visible(&reason, false))),
        Ok(next) if next.applied().next().is_none() && next.refused().next().is_none() => {
            let why = nothing(&next, shared);
            shared.tell(Role::Warning, why);
        }
        Ok(next) => state.overlays.push(Overlay::Picker(list(&Arc::from(next), shared))),
    }
}

/// Says that there is nothing to write, and what to do.
fn nothing(next: &Next, shared: &Shared) -> String {
    let fate = program::key(&shared.keymap, Action::Fate);
    let open = match next.open.len() {
        0 => "no amendment waits".to_owned(),
        1 => format!("1 amendment is not settled, {fate} on it says what became of it"),
        count => format!("{count} amendments are not settled, {fate} on one says what became of it"),
    };
    format!("no next version: nothing was accepted that is not in the plan already; {open}")
}

/// Lists what the next version would be.
fn list(next: &Arc<Next>, shared: &Shared) -> Picker {
    let mut items = vec![writing(next)];
    items.push(Item { text: called(next), ..Item::default() });
    let dataset = &shared.snapshot.dataset;
    let group = |title: &str, wanted: fn(&Outcome) -> bool, items: &mut Vec<Item>| {
        let found: Vec<_> = next.outcomes.iter().filter(|(_, outcome)| wanted(outcome)).collect();
        items.extend((!found.is_empty()).then(|| Item::heading(format!("{title}  {}", found.len()))));
        items.extend(found.into_iter().map(|(amendment, outcome)| line(amendment, Some(outcome), dataset)));
    };
    group("Applied", |outcome| *outcome == Outcome::Applied, &mut items);
    group("Cannot be applied", |outcome| matches!(outcome, Outcome::Refused(_)), &mut items);
    group("In the plan already", |outcome| matches!(outcome, Outcome::Already | Outcome::NoWording), &mut items);
    if !next.open.is_empty() {
        items.push(Item::heading(format!("Not settled  {}", next.open.len())));
        items.extend(next.open.iter().map(|amendment| line(amendment, None, dataset)));
    }
    let typed = |text: &str| {
        let text = Some(text.trim()).filter(|text| !text.is_empty())?;
        let pick = Some(Pick::Revise(text.to_owned()));
        Some(Item { text: format!("Call the next version {text}"), pick, ..Item::default() })
    };
    // What is typed is a name before it is a word to look for: ids have digits, too.
    Picker::new("The next version of the plan", items).taking(typed).taken_first()
}

/// Makes the line that writes it, or says why that cannot be.
fn writing(next: &Arc<Next>) -> Item {
    match &next.text {
        Ok(_) => Item {
            text: format!("Write it to a new file: {}", words(next)),
            pick: Some(Pick::Write(Content::Version(next.clone()))),
            ..Item::default()
        },
        Err(why) => Item {
            text: "Write it to a new file".to_owned(),
            refusal: Some(visible(&why.to_string(), false).into_owned()),
            ..Item::default()
        },
    }
}

/// Says what it is called, and what before.
fn called(next: &Next) -> String {
    let previous = next.previous.as_deref().unwrap_or("not known");
    match &next.version {
        Ok(version) => format!("Version {version}, previous {previous}; type a name to call it otherwise"),
        Err(_) => format!("Previous version {previous}; type the name of the new one"),
    }
}

/// Says in a few words what is written.
pub fn words(next: &Next) -> String {
    let version = next.version.as_deref().unwrap_or_default();
    let applied = match next.applied().count() {
        1 => "1 amendment applied".to_owned(),
        count => format!("{count} amendments applied"),
    };
    let left = match next.refused().count() {
        0 => String::new(),
        count => format!(", {count} left out"),
    };
    format!("version {version}, {applied}{left}")
}

/// Returns the name that its file has unless it is given another.
pub fn file_name(next: &Next, dataset: &Dataset) -> String {
    let plain =
        |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c.to_ascii_lowercase() } else { '-' };
    let name = format!("{}-{}", dataset.header().id, next.version.as_deref().unwrap_or_default());
    format!("{}.json", name.chars().map(plain).collect::<String>())
}

/// Makes the line of an amendment.
fn line(amendment: &Amendment, outcome: Option<&Outcome>, dataset: &Dataset) -> Item {
    let field = amendment.field.as_deref().map(|field| format!(", {field}")).unwrap_or_default();
    let says = match outcome {
        Some(Outcome::Refused(why)) => why.clone(),
        Some(Outcome::NoWording) => amendment.summary.clone(),
        None if amendment.after.is_none() => amendment.summary.clone(),
        _ => amendment.wordings(),
    };
    let pick = Some(Pick::Amendment(Box::new(amendment.clone()), outcome.cloned()));
    let text = format!("{}{field}: {says}", on(amendment, dataset));
    let who: Vec<String> = amendment.by.iter().map(|id| asked(id, dataset)).collect();
    Item { text, note: who.join(", "), more: amendment.reference(), pick, ..Item::default() }
}

/// Names the record that an amendment is to change.
fn on(amendment: &Amendment, dataset: &Dataset) -> String {
    let to = amendment.to.as_deref().unwrap_or("nothing named");
    let record = Reference::parse(to).and_then(|reference| dataset.find_reference(reference));
    record.map_or_else(|| to.to_owned(), |record| record.label().text().to_owned())
}

/// Shows an amendment in full: what it is to change, who asked, both wordings, what becomes of it.
pub fn of_one(amendment: &Amendment, outcome: Option<&Outcome>, shared: &Shared) -> Reader {
    let dataset = &shared.snapshot.dataset;
    let who: Vec<String> = amendment.by.iter().map(|id| asked(id, dataset)).collect();
    let who = if who.is_empty() { "not stated".to_owned() } else { who.join(", ") };
    let mut text = vec![(Role::Text, format!("on: {}", on(amendment, dataset)))];
    let mut add = |name: &str, said: Option<String>| {
        text.extend(said.filter(|said| !said.is_empty()).map(|said| (Role::Text, format!("{name}: {said}"))));
    };
    add("field", amendment.field.clone());
    add("asked for by", Some(who));
    add("before", amendment.before.clone());
    add("after", amendment.after.clone());
    add("word by word", amendment.after.is_some().then(|| amendment.wordings()));
    add("what", Some(amendment.summary.clone()));
    let meeting = amendment.meeting.as_deref();
    add("meeting", meeting.map(|id| act::label(&format!("{}:{id}", Kind::Meeting.spec().name), shared)));
    text.push(fate(outcome));
    if let Some((who, day)) = &amendment.noted {
        let who = if who.is_empty() { String::new() } else { format!(" by {who}") };
        text.push((Role::Source, format!("noted{who}, {day}")));
    }
    Reader::new(amendment.reference(), text)
}

/// Says what becomes of an amendment.
fn fate(outcome: Option<&Outcome>) -> (Role, String) {
    match outcome {
        Some(Outcome::Applied) => (Role::Notice, "accepted, and applied".to_owned()),
        Some(Outcome::Already) => (Role::Muted, "accepted, and in the plan already".to_owned()),
        Some(Outcome::NoWording) => {
            (Role::Muted, "accepted; no wording is stated, taken to be in the plan already".to_owned())
        }
        Some(Outcome::Refused(why)) => (Role::Warning, format!("accepted, and cannot be applied: {why}")),
        None => (Role::Muted, "not settled".to_owned()),
    }
}

/// Names who asked, as the dataset does where it knows them.
fn asked(id: &str, dataset: &Dataset) -> String {
    let known = link(id, Target::Participant, dataset).ok();
    let kinds = [Kind::Country, Kind::Organisation];
    let record = known.and_then(|id| kinds.iter().find_map(|&kind| dataset.find(kind, &id)));
    record.map_or_else(|| id.to_owned(), |record| record.label().text().to_owned())
}

/// Offers what can be done with the version that was written.
pub fn written(state: &mut State, file: &Path) {
    let place = Place::File(file.to_owned());
    if !state.shared.datasets.contains(&place) {
        state.shared.datasets.push(place.clone());
    }
    // What the user has gone on with meanwhile is not covered.
    if !state.overlays.is_empty() || state.typing.is_some() {
        return;
    }
    let item = |text: &str, pick: Pick| Item { text: text.to_owned(), pick: Some(pick), ..Item::default() };
    let items = vec![
        item("Compare it with what is shown", Pick::Compare(place.clone())),
        item("Open it in the place of what is shown", Pick::Dataset(place.clone())),
    ];
    state.overlays.push(Overlay::Picker(Picker::new(format!("{} is written; Esc stays here", place.short()), items)));
}
