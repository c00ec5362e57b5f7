//! What can be added here, and what was begun and is not saved.

use crate::journal::{EventId, Op};
use crate::keys::Action;
use crate::tui::flow::Flow;
use crate::tui::notebook::act::named;
use crate::tui::notebook::writing;
use crate::tui::overlay::{Item, Overlay, Pick, Picker};
use crate::tui::program;
use crate::tui::shared::Shared;
use crate::tui::state::State;

/// The actions that open a form, and what each adds.
pub const ADDS: &[(Action, Op)] = &[
    (Action::AddNote, Op::Note),
    (Action::AddStatement, Op::Statement),
    (Action::AddAmendment, Op::Amend),
    (Action::AddDecision, Op::Decide),
    (Action::AddTask, Op::Task),
    (Action::AddStatus, Op::Status),
    (Action::AddObserved, Op::Observe),
];

/// Opens the form of what an action adds; `None` where it adds nothing.
pub fn add(state: &mut State, action: Action) -> Option<Flow> {
    let (_, op) = ADDS.iter().find(|(adds, _)| *adds == action)?;
    Some(writing::begin(state, *op).map_or_else(Flow::Refused, Flow::Show))
}

/// Lists what can be added, after what was begun and is not saved.
pub fn menu(shared: &Shared) -> Picker {
    let key = |action| program::key(&shared.keymap, action);
    let item = |action: Action| Item {
        text: action.spec().title.to_owned(),
        note: key(action),
        pick: Some(Pick::Run(action)),
        ..Item::default()
    };
    let actions = ADDS.iter().map(|(action, _)| *action).chain([Action::Flag, Action::Meeting]);
    let begun = unfinished(shared);
    Picker::new("Add", begun.into_iter().chain(actions.map(item)).collect())
}

/// Lists what was begun and is not saved: forms that were closed, and drafts that earlier programs left. Hidden while presenting.
fn unfinished(shared: &Shared) -> Vec<Item> {
    let notebook = &shared.notebook;
    if notebook.is_presenting {
        return Vec::new();
    }
    let item = |title: String, text: &str, draft: Unfinished| Item {
        text: format!("Draft: {title}: {text}"),
        pick: Some(Pick::Draft(draft)),
        ..Item::default()
    };
    let begin = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let kept = notebook.kept.iter().map(|writing| {
        let texts = writing.form.texts();
        let text = texts.iter().find(|(name, _)| *name == "text").map_or("", |(_, text)| text);
        item(writing.title(shared), &begin(text), Unfinished::Kept(writing.number))
    });
    let left = notebook.left.iter().map(|draft| {
        let op = Op::named(&draft.op);
        let title = op.map_or_else(|| draft.op.clone(), |op| named(op, draft.on.as_deref(), shared));
        item(title, &begin(draft.text("text")), Unfinished::Left(draft.id))
    });
    kept.chain(left).collect()
}

/// Lists what was begun and is not saved, to go on with it.
pub fn drafts(shared: &Shared) -> Flow {
    if shared.notebook.is_presenting {
        return Flow::Refused("drafts are hidden while you present".to_owned());
    }
    match unfinished(shared) {
        items if items.is_empty() => Flow::Refused("nothing was begun that is not saved".to_owned()),
        items => Flow::Show(Overlay::Picker(Picker::new("Drafts", items))),
    }
}

/// Something that was begun and is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// A form that was closed, by its number.
    Kept(u64),
    /// A draft that an earlier program left.
    Left(EventId),
}

/// Goes on with something that was begun.
pub fn go_on(state: &mut State, draft: Unfinished) -> Flow {
    let notebook = &mut state.shared.notebook;
    let overlay = match draft {
        Unfinished::Kept(number) => {
            let at = notebook.kept.iter().position(|writing| writing.number == number);
            at.map(|at| Overlay::Writing(Box::new(notebook.kept.remove(at))))
        }
        Unfinished::Left(id) => {
            let draft = notebook.left.iter().find(|draft| draft.id == id).cloned();
            draft.and_then(|draft| writing::restore(&draft, &mut state.shared))
        }
    };
    overlay.map_or_else(|| Flow::Refused("a later version of the program wrote this".to_owned()), Flow::Show)
}
