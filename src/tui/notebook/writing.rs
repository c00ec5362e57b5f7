//! Writing something that is to be added: the form that is open, what is kept of it as a draft, and what becomes of it when it is saved.
//!
//! A form is closed as soon as it is handed over. If it could not be saved it comes back with the reason in it; where something else is
//! open by then, it waits among the drafts.

use crate::config::Role;
use crate::index::Snapshot;
use crate::journal::draft::Draft;
use crate::journal::{EventId, Fields, Item, Op};
use crate::keys::{Action, Press};
use crate::model::{Kind, Name, Record};
use crate::tui::editor::Edited;
use crate::tui::effect::{Effect, Effects};
use crate::tui::flow::Flow;
use crate::tui::form::{Form, Taken};
use crate::tui::notebook::act::{about, label, named};
use crate::tui::notebook::{Act, Order, Sketch, Wish};
use crate::tui::overlay::Overlay;
use crate::tui::screen::shown;
use crate::tui::shared::Shared;
use crate::tui::state::State;

/// Something that is being written.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The form.
    pub form: Form,
    /// The number of its draft, and of the wish that comes of it.
    pub number: u64,
    /// The draft that an earlier program left, which it goes on with.
    pub restores: Option<EventId>,
    /// What was added that it changes; `None` where it adds something.
    pub of: Option<EventId>,
}

impl Writing {
    /// Calls it by what it adds, and to what: `note on Bulgaria`.
    pub fn title(&self, shared: &Shared) -> String {
        named(self.form.op(), self.form.on().map(|(reference, _)| reference.as_str()), shared)
    }

    fn sketch(&self) -> Sketch {
        let (form, text) = (&self.form, |(name, text): (&str, String)| (name.to_owned(), text.into()));
        Sketch {
            number: self.number,
            restores: self.restores,
            op: form.op(),
            on: form.on().map(|(reference, _)| reference.clone()),
            meeting: form.meeting().map(|(id, _)| id.clone()),
            of: self.of,
            fields: form.texts().into_iter().map(text).collect(),
        }
    }
}

/// Opens the form of an op, on the record under the cursor.
///
/// # Errors
///
/// Says why nothing such can be added here.
pub fn begin(state: &mut State, op: Op) -> Result<Overlay, String> {
    let snapshot = state.shared.snapshot.clone();
    let record = shown(state.screen(), &snapshot);
    if let Some(refusal) = refusal(op, record) {
        return Err(refusal);
    }
    let meeting = state.shared.notebook.whole().meeting.clone();
    let here = record.filter(|record| record.kind == Kind::Meeting && op != Op::Note);
    let meeting = meeting.or_else(|| here.map(|record| record.id().to_owned()));
    let mut texts = Vec::new();
    // Who speaks is never taken from the cursor: a wrong name is worse than two more letters.
    if let (Op::Statement, Some(record)) = (op, record)
        && !matches!(record.kind, Kind::Meeting | Kind::Country | Kind::Organisation)
    {
        texts.push(("about", record.reference().to_string()));
    }
    // What is said and decided belongs to the meeting; the rest hangs on the record.
    let hangs =
        record.filter(|record| !matches!(op, Op::Statement | Op::Decide) && Some(record.id()) != meeting.as_deref());
    let on = hangs.map(|record| (record.reference().to_string(), record.label().text().to_owned()));
    Ok(open(&mut state.shared, op, on, meeting, &texts, None))
}

/// Says why nothing of an op can be added to a record; `None` where it can.
fn refusal(op: Op, record: Option<Record<'_>>) -> Option<String> {
    let one = op.one();
    let Some(record) = record else {
        return op.spec().on.then(|| format!("put the cursor on a record: {one} hangs on it"));
    };
    let has_status = || record.fields().iter().any(|field| field.name == Name::Status);
    match op {
        Op::Observe if record.kind != Kind::Indicator => {
            Some(format!("put the cursor on an indicator: {one} is one of it"))
        }
        Op::Status if !has_status() => {
            Some(format!("{} has no status; activities, commitments and projects do", record.reference()))
        }
        _ => None,
    }
}

fn open(
    shared: &mut Shared,
    op: Op,
    on: Option<(String, String)>,
    meeting: Option<String>,
    texts: &[(&str, String)],
    of: Option<EventId>,
) -> Overlay {
    let meeting = meeting.map(|id| (id.clone(), label(&format!("meeting:{id}"), shared)));
    let form = Form::new(op, on, meeting, texts, &shared.snapshot);
    let number = shared.notebook.number();
    Overlay::Writing(Box::new(Writing { form, number, restores: None, of }))
}

/// Opens the form in which what was added is changed.
pub fn edit(item: &Item, shared: &mut Shared) -> Overlay {
    let on = item.event.on.clone().map(|on| (on.clone(), label(&on, shared)));
    let fields = item.op.spec().fields.iter();
    let texts: Vec<(&str, String)> = fields.map(|field| (field.name, text(item, field.name))).collect();
    open(shared, item.op, on, item.event.meeting.clone(), &texts, Some(item.event.id))
}

/// Opens the form in which it is said what became of an amendment.
pub fn settle(item: &Item, shared: &mut Shared) -> Overlay {
    let on = item.event.on.clone().map(|on| (on.clone(), label(&on, shared)));
    let fate = |name: &str| item.fate.as_ref().map(|fate| fate.text(name).to_owned()).unwrap_or_default();
    let texts = [("of", item.event.id.to_string()), ("fate", fate("fate")), ("text", fate("text"))];
    open(shared, Op::Resolve, on, item.event.meeting.clone(), &texts, None)
}

/// Writes a field of an item as a form has it.
fn text(item: &Item, name: &str) -> String {
    let list = item.list(name);
    // A text that was changed is no list, whatever its field is.
    if list.is_empty() || item.op.field(name).is_some_and(|field| !field.shape.is_list()) {
        return item.text(name).to_owned();
    }
    list.join(", ")
}

/// Goes on with a draft that an earlier program left; `None` where this version does not know what it is.
pub fn restore(draft: &Draft, shared: &mut Shared) -> Option<Overlay> {
    let op = Op::named(&draft.op)?;
    let on = draft.on.clone().map(|on| (on.clone(), label(&on, shared)));
    let fields = op.spec().fields.iter();
    let texts: Vec<(&str, String)> = fields.map(|field| (field.name, draft.text(field.name).to_owned())).collect();
    let mut overlay = open(shared, op, on, draft.meeting.clone(), &texts, draft.of);
    if let Overlay::Writing(writing) = &mut overlay {
        writing.restores = Some(draft.id);
    }
    Some(overlay)
}

/// Takes a press while a form is open; `false` where it means nothing in it.
pub fn press(state: &mut State, press: Press, effects: &mut Effects) -> bool {
    let snapshot = state.shared.snapshot.clone();
    let Some(Overlay::Writing(writing)) = state.overlays.last_mut() else { return false };
    match writing.form.take(press, &snapshot) {
        Taken::Typed => {
            writing.form.say(None);
            keep(writing, effects);
        }
        Taken::Moved => {}
        Taken::Enter => save(state, effects),
        Taken::Out => leave(state, effects),
        Taken::Editor => effects.push(Effect::HoldKeys),
        Taken::Ignored => return false,
    }
    true
}

/// Puts a text in; `false` where not all of it was taken.
pub fn paste(writing: &mut Writing, text: &str, snapshot: &Snapshot, effects: &mut Effects) -> bool {
    let mut letters = text.chars();
    // Where letters come late and all at once they look like a paste: the first may choose a word, and the rest belongs behind it.
    if writing.form.is_choice()
        && let Some(letter) = letters.next()
    {
        writing.form.take(Press::plain(letter), snapshot);
    }
    let rest = letters.as_str();
    let whole = rest.is_empty() || writing.form.paste(rest);
    keep(writing, effects);
    whole
}

/// Hands over the text in focus, now that no key is read any more: what was typed in the meantime is in it. Where the form was left in the
/// meantime there is nothing to hand over.
pub fn hand_over(state: &mut State, effects: &mut Effects) {
    let mut text = None;
    if let Some(Overlay::Writing(writing)) = state.overlays.last_mut()
        && writing.form.hand_over() == Taken::Editor
    {
        text = Some(writing.form.text().to_owned());
    }
    effects.push(text.map_or(Effect::ReadKeys, Effect::Edit));
}

/// Takes what came from the user's editor.
pub fn edited(state: &mut State, edited: Edited, effects: &mut Effects) {
    let Some(Overlay::Writing(writing)) = state.overlays.last_mut() else { return };
    let Edited { text, said } = edited;
    // What was said before, such as why it was not saved, is of this text.
    if text.is_some() || said.is_some() {
        writing.form.say(said);
    }
    if let Some(text) = text {
        writing.form.set_text(&text);
        keep(writing, effects);
    }
}

fn keep(writing: &Writing, effects: &mut Effects) {
    effects.push(Effect::Journal(Order::Keep(Box::new(writing.sketch()))));
}

/// Closes the form: what stands in it stays as a draft.
pub fn leave(state: &mut State, effects: &mut Effects) {
    let Some(Overlay::Writing(writing)) = state.overlays.pop_if(|overlay| matches!(overlay, Overlay::Writing(_)))
    else {
        return;
    };
    let shared = &mut state.shared;
    if writing.form.is_empty() && writing.of.is_none() {
        forget(&writing, shared, effects);
        return;
    }
    keep(&writing, effects);
    let key = crate::tui::program::key(&shared.keymap, Action::Drafts);
    shared.tell(Role::Notice, format!("kept as a draft; {key} goes on with it"));
    shared.notebook.kept.push(*writing);
}

/// Nothing is left of it: neither a draft nor what could not be saved.
fn forget(writing: &Writing, shared: &mut Shared, effects: &mut Effects) {
    shared.notebook.unsaved.retain(|(wish, _)| wish.number != writing.number);
    let (number, restores) = (writing.number, writing.restores);
    effects.push(Effect::Journal(Order::Drop { number, restores }));
}

/// Hands over what is in the form.
fn save(state: &mut State, effects: &mut Effects) {
    let Some(Overlay::Writing(mut writing)) = state.overlays.pop() else { return };
    let shared = &mut state.shared;
    let acts = match writing.form.fields(&shared.snapshot) {
        Ok(fields) => acts(&writing, fields, shared),
        Err(mistake) => {
            writing.form.show(mistake);
            state.overlays.push(Overlay::Writing(writing));
            return;
        }
    };
    if acts.is_empty() {
        forget(&writing, shared, effects);
        return shared.tell(Role::Notice, "nothing was changed");
    }
    let private = acts.iter().any(|act| act.op.spec().private);
    let wish = Wish { number: writing.number, acts, title: writing.title(shared), private, restores: writing.restores };
    shared.notebook.unsaved.retain(|(unsaved, _)| unsaved.number != wish.number);
    shared.notebook.waiting.push(wish.clone());
    shared.notebook.sent.push(*writing);
    effects.push(Effect::Journal(Order::Write(Box::new(wish))));
}

/// Makes the events of what is in a form.
fn acts(writing: &Writing, fields: Fields, shared: &Shared) -> Vec<Act> {
    let form = &writing.form;
    let Some(of) = writing.of else {
        let (on, meeting) = (form.on(), form.meeting());
        let is_about_another = form.op() == Op::Resolve;
        let on = on.filter(|_| !is_about_another).map(|(reference, _)| reference.clone());
        return vec![Act { op: form.op(), on, meeting: meeting.map(|(id, _)| id.clone()), fields }];
    };
    let Some(item) = shared.notebook.whole().item(of) else { return Vec::new() };
    let names = form.op().spec().fields.iter().map(|field| field.name);
    names.filter_map(|name| change(item, name, &flat(&fields, name))).collect()
}

/// Writes a field in one text, as a change has it.
fn flat(fields: &Fields, name: &str) -> String {
    match fields.get(name) {
        Some(serde_json::Value::Array(list)) => {
            list.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join(", ")
        }
        Some(value) => value.as_str().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

/// Makes the change of a field; `None` where it stays as it is. Where versions of it are in conflict, what is saved settles that.
fn change(item: &Item, name: &str, new: &str) -> Option<Act> {
    let (old, over) = (text(item, name), item.over(name).map(|id| id.to_string()).collect::<Vec<_>>());
    if old == new && over.len() < 2 {
        return None;
    }
    let mut act = about(Op::Edit, item.event.id);
    let texts = [("field", name), ("new", new), ("old", old.as_str())];
    act.fields.extend(texts.map(|(key, value)| (key.to_owned(), value.into())));
    act.fields.insert("over".to_owned(), over.into());
    Some(act)
}

/// What was handed over could not be saved: its form comes back, or waits among the drafts.
pub fn come_back(state: &mut State, number: u64, why: &str) {
    let sent = &mut state.shared.notebook.sent;
    let Some(at) = sent.iter().position(|writing| writing.number == number) else { return };
    let mut writing = sent.remove(at);
    writing.form.say(Some(format!("NOT SAVED: {why}")));
    let is_free = state.overlays.is_empty() && state.typing.is_none() && state.labels.is_none();
    if is_free {
        state.overlays.push(Overlay::Writing(Box::new(writing)));
    } else {
        state.shared.notebook.kept.push(writing);
    }
}

/// What was handed over is on the disk.
pub fn done(state: &mut State, number: u64) {
    let notebook = &mut state.shared.notebook;
    let restores = notebook.sent.iter().find(|writing| writing.number == number).and_then(|writing| writing.restores);
    notebook.left.retain(|draft| Some(draft.id) != restores);
    notebook.sent.retain(|writing| writing.number != number);
    notebook.kept.retain(|writing| writing.number != number);
    state.overlays.retain(|overlay| !matches!(overlay, Overlay::Writing(writing) if writing.number == number));
}

/// Does what an action asks for while a form is open.
pub fn in_form(state: &mut State, action: Action, effects: &mut Effects) -> Flow {
    match action {
        Action::Escape | Action::Interrupt => leave(state, effects),
        Action::Quit => {
            leave(state, effects);
            return Flow::Ignored;
        }
        Action::Present | Action::Redraw | Action::Suspend | Action::Mouse => return Flow::Ignored,
        _ => return Flow::Refused("not while you write; Esc keeps it as a draft".to_owned()),
    }
    Flow::Done
}
