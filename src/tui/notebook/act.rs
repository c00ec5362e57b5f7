//! What the keys of adding do, and what becomes of the state when the scribe answers.

use crate::base::text::truncate;
use crate::config::Role;
use crate::journal::{self, EventId, Fields, Op};
use crate::keys::Action;
use crate::model::Reference;
use crate::tui::effect::{Effect, Effects};
use crate::tui::flow::Flow;
use crate::tui::notebook::{Act, Order, Standing, Told, Wish, begun, meeting, writing};
use crate::tui::overlay::Overlay;
use crate::tui::program;
use crate::tui::screen::shown;
use crate::tui::shared::Shared;
use crate::tui::state::State;

/// How many cells of a record's name stand in a message: some are sentences.
const LONGEST: usize = 40;

/// Returns the request to read the journal of the dataset that is shown.
pub fn begin(shared: &Shared) -> Option<Effect> {
    shared.blank.is_none().then(|| Effect::Notebook(shared.snapshot.dataset.header().id.clone()))
}

/// Takes in what the scribe says.
pub fn told(state: &mut State, dataset: &str, told: Told) {
    let shared = &mut state.shared;
    if shared.snapshot.dataset.header().id != dataset {
        return;
    }
    let notebook = &mut shared.notebook;
    match told {
        Told::Read { book, refusal, left } => {
            notebook.take(book);
            notebook.left = left;
            notebook.standing = refusal.map_or(Standing::Ready, Standing::Refused);
        }
        Told::Written { number, book, at } => {
            notebook.take(book);
            (notebook.standing, notebook.saved) = (Standing::Ready, Some(at));
            notebook.waiting.retain(|wish| wish.number != number);
            notebook.unsaved.retain(|(wish, _)| wish.number != number);
            writing::done(state, number);
        }
        Told::Unsaved { number, why } => {
            let waits = notebook.waiting.iter().position(|wish| wish.number == number);
            let known = notebook.unsaved.iter_mut().find(|(wish, _)| wish.number == number);
            match (waits, known) {
                (Some(at), _) => {
                    let wish = notebook.waiting.remove(at);
                    notebook.unsaved.push((wish, why.clone()));
                }
                (None, Some(known)) => known.1.clone_from(&why),
                (None, None) => return,
            }
            let again = program::key(&shared.keymap, Action::SaveAgain);
            shared.tell(Role::Warning, format!("NOT SAVED: {why}; what you wrote is kept here, {again} tries again"));
            writing::come_back(state, number, &why);
        }
        Told::Unkept { number, why } => {
            let said = format!("no draft can be kept, so save soon: {why}");
            if let Some(Overlay::Writing(writing)) = state.overlays.last_mut()
                && writing.number == number
            {
                writing.form.say(Some(said));
            }
        }
    }
}

/// Does what an action of adding asks for; `None` where it is none.
pub fn act(state: &mut State, action: Action, effects: &mut Effects) -> Option<Flow> {
    let done = match action {
        Action::Flag => flag(state, effects),
        Action::Edit => return Some(edit(state)),
        Action::Fate => return Some(fate(state)),
        Action::Add => return Some(Flow::Show(Overlay::Picker(begun::menu(&state.shared)))),
        Action::Drafts => return Some(begun::drafts(&state.shared)),
        Action::Meeting => return Some(meeting::turn(state, effects)),
        Action::Delete => delete(state, effects),
        Action::Undo => step(state, Op::Undo, effects),
        Action::Redo => step(state, Op::Redo, effects),
        Action::SaveAgain => again(&mut state.shared, effects),
        Action::Present => present(&mut state.shared),
        _ => return begun::add(state, action),
    };
    Some(done.map_or_else(Flow::Refused, |()| Flow::Done))
}

/// Opens what the cursor is on to be changed, if it was added.
fn edit(state: &mut State) -> Flow {
    let Some(item) = state.screen().item().and_then(|id| state.shared.notebook.item(id)).cloned() else {
        return Flow::Refused("only what was added can be edited; put the cursor on it".to_owned());
    };
    if item.op.spec().fields.is_empty() {
        return Flow::Refused(format!("{} has nothing to edit", item.op.one()));
    }
    Flow::Show(writing::edit(&item, &mut state.shared))
}

/// Asks what became of the amendment under the cursor.
fn fate(state: &mut State) -> Flow {
    let item = state.screen().item().and_then(|id| state.shared.notebook.item(id));
    match item.filter(|item| item.op == Op::Amend).cloned() {
        Some(item) => Flow::Show(writing::settle(&item, &mut state.shared)),
        None => Flow::Refused("put the cursor on an amendment that was added here".to_owned()),
    }
}

/// What came of an action, or why it could not be done.
type Done = Result<(), String>;

/// Asks for events to be written together.
pub fn wish(shared: &mut Shared, acts: Vec<Act>, title: String, effects: &mut Effects) {
    let private = acts.iter().any(|act| act.op.spec().private);
    let number = shared.notebook.number();
    let wish = Wish { number, acts, title, private, restores: None };
    shared.notebook.waiting.push(wish.clone());
    effects.push(Effect::Journal(Order::Write(Box::new(wish))));
}

/// Flags the record under the cursor, or takes its flag away.
fn flag(state: &mut State, effects: &mut Effects) -> Done {
    let snapshot = state.shared.snapshot.clone();
    let record = shown(state.screen(), &snapshot).ok_or("put the cursor on a record to flag it")?;
    let reference = record.reference().to_string();
    let title = named(Op::Flag, Some(&reference), &state.shared);
    let flagged = state.shared.notebook.whole().flag(&reference).map(|item| item.event.id);
    let (act, said) = match flagged {
        Some(id) => (about(Op::Retract, id), format!("taken away: {title}")),
        None => {
            let act = Act { op: Op::Flag, on: Some(reference), meeting: None, fields: Fields::new() };
            (act, title.clone())
        }
    };
    wish(&mut state.shared, vec![act], title, effects);
    tell(&mut state.shared, said);
    Ok(())
}

/// Takes away what the cursor is on, if it was added.
fn delete(state: &mut State, effects: &mut Effects) -> Done {
    let id = state.screen().item().ok_or("only what was added can be deleted; put the cursor on it")?;
    let item = state.shared.notebook.item(id).ok_or("that is no longer there")?;
    let title = title(item, &state.shared);
    let undo = program::key(&state.shared.keymap, Action::Undo);
    wish(&mut state.shared, vec![about(Op::Retract, id)], format!("removal of {title}"), effects);
    tell(&mut state.shared, format!("deleted: {title}; {undo} brings it back"));
    Ok(())
}

/// Takes back the last step, or puts it in force again.
fn step(state: &mut State, op: Op, effects: &mut Effects) -> Done {
    let notebook = &state.shared.notebook;
    if notebook.is_unsaved() {
        return Err("what you added last is not on the disk yet".to_owned());
    }
    if notebook.standing == Standing::Unread {
        return Err("what you added is still being read".to_owned());
    }
    let steps = &notebook.whole().steps;
    let (of, none) = match op {
        Op::Undo => (steps.back(), "there is nothing that you added or changed here to undo"),
        _ => (steps.forward(), "nothing was undone that could be done again"),
    };
    let of = of.ok_or(none)?;
    // What is taken away is no longer there to be named.
    let named = notebook.item(of).map(|item| title(item, &state.shared));
    let word = if op == Op::Undo { "undone" } else { "done again" };
    let said = named.map_or_else(|| format!("the last step is {word}"), |title| format!("{word}: {title}"));
    wish(&mut state.shared, vec![about(op, of)], word.to_owned(), effects);
    tell(&mut state.shared, said);
    Ok(())
}

fn again(shared: &mut Shared, effects: &mut Effects) -> Done {
    if shared.notebook.unsaved.is_empty() {
        return Err("everything that you added is on the disk".to_owned());
    }
    effects.push(Effect::Journal(Order::Again));
    Ok(())
}

/// Hides what is the user's alone, or shows it again.
fn present(shared: &mut Shared) -> Done {
    let is_presenting = !shared.notebook.is_presenting;
    shared.notebook.present(is_presenting);
    let key = program::key(&shared.keymap, Action::Present);
    let said = if is_presenting { "hidden" } else { "shown again" };
    shared.tell(Role::Notice, format!("what is yours alone is {said}; {key} turns it"));
    Ok(())
}

/// Makes an act upon an earlier event.
pub fn about(op: Op, of: EventId) -> Act {
    let mut fields = Fields::new();
    fields.insert("of".to_owned(), of.to_string().into());
    Act { op, on: None, meeting: None, fields }
}

/// Calls an item by what it is and what it hangs on: `note on Bulgaria`.
pub fn title(item: &journal::Item, shared: &Shared) -> String {
    named(item.op, item.event.on.as_deref(), shared)
}

/// Calls what an op adds to a record: `note on Bulgaria`.
pub fn named(op: Op, on: Option<&str>, shared: &Shared) -> String {
    let label = |on: &str| truncate(&label(on, shared), LONGEST, shared.skin.sign(("…", "..."))).into_owned();
    on.map_or_else(|| op.spec().title.to_owned(), |on| format!("{} on {}", op.spec().title, label(on)))
}

/// Returns what a record is called; its reference where the dataset no longer has it.
pub fn label(reference: &str, shared: &Shared) -> String {
    let record = Reference::parse(reference).and_then(|found| shared.snapshot.dataset.find_reference(found));
    record.map_or_else(|| reference.to_owned(), |record| record.label().text().to_owned())
}

/// Tells what was done, unless that is hidden.
fn tell(shared: &mut Shared, said: String) {
    let said = if shared.notebook.is_presenting { "done; it is hidden while you present".to_owned() } else { said };
    shared.tell(Role::Notice, said);
}
