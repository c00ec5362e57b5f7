//! From one dataset to the next without losing the place: every record that the user was on is found again by kind and id.

use std::sync::Arc;

use crate::cache::Stale;
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::Rid;
use crate::tui::languages;
use crate::tui::overlay::Overlay;
use crate::tui::scope::Scope;
use crate::tui::screen::View;
use crate::tui::search;
use crate::tui::shared::{Place, Shared};
use crate::tui::sheet::view::At;
use crate::tui::state::State;
use crate::tui::work::Reloaded;

/// Shows what was read again, or says why the old data stay.
pub fn adopt(state: &mut State, why: Stale, answer: Result<Box<Reloaded>, String>) {
    let name = state.shared.snapshot.origin.name.clone();
    match answer {
        Err(reason) => {
            let said = match why {
                Stale::Changed => format!("{name} changed and cannot be used: {reason}; the data of before stay"),
                Stale::Torn => format!(
                    "what was kept of {name} is damaged, and it cannot be read again: {reason}; what is shown may lack something"
                ),
            };
            state.shared.tell(Role::Warning, said);
            state.shared.stale = Some(format!("{name}: {reason}"));
        }
        Ok(reloaded) => {
            let Reloaded { snapshot, changes } = *reloaded;
            state.shared.stale = None;
            if changes.as_ref().is_some_and(|changes| changes.same)
                && snapshot.diagnostics == state.shared.snapshot.diagnostics
            {
                return;
            }
            let said = match &changes {
                Some(changes) => format!("{name} changed: {}", changes.summary),
                None => format!("{name} was read again: what was kept of it on the disk was damaged"),
            };
            state.shared.changes = changes.map(Arc::new);
            let chosen = languages::chosen(&state.shared.snapshot).map(str::to_owned);
            replace(state, Arc::new(languages::read_in(snapshot, chosen.as_deref())));
            state.shared.tell(Role::Notice, said);
        }
    }
}

/// Puts a new dataset in the place of the old one.
pub fn replace(state: &mut State, new: Arc<Snapshot>) {
    let old = std::mem::replace(&mut state.shared.snapshot, new.clone());
    let find = |rid: Rid| {
        let reference = old.dataset.record(rid)?.reference();
        new.dataset.find_reference(reference).map(|record| record.rid)
    };
    state.shared.scope = moved_scope(&state.shared.scope, &find, &new);
    move_history(&mut state.shared, &find, &new);
    // What a popup lists is of the old dataset.
    state.overlays.retain(|overlay| matches!(overlay, Overlay::Writing(_)));
    if let Some(typing) = &mut state.typing {
        typing.renew();
    }
    let screens = std::iter::once(&mut state.explore as &mut dyn crate::tui::screen::Screen);
    for screen in screens.chain(state.sheets.iter_mut().map(|sheet| sheet as &mut dyn crate::tui::screen::Screen)) {
        let view = moved_view(screen.view(), &find);
        screen.renew();
        screen.restore(view);
    }
    search::renew(state);
}

fn move_history(shared: &mut Shared, find: &impl Fn(Rid) -> Option<Rid>, new: &Snapshot) {
    shared.history.each(|place: &mut Place| {
        place.scope = moved_scope(&place.scope, find, new);
        place.view = moved_view(place.view.clone(), find);
    });
}

/// A part of the scope whose record is gone is taken away.
fn moved_scope(scope: &Scope, find: &impl Fn(Rid) -> Option<Rid>, new: &Snapshot) -> Scope {
    let mut moved = Scope::default();
    for rid in scope.chips().iter().filter_map(|chip| find(chip.rid)) {
        moved.add(rid, new);
    }
    moved
}

fn moved_view(view: View, find: &impl Fn(Rid) -> Option<Rid>) -> View {
    match view {
        View::Explore(mut view, mut detail) => {
            for list in &mut view.lists {
                list.at = list.at.and_then(find);
                list.marks = list.marks.iter().filter_map(|&rid| find(rid)).collect();
            }
            detail.opened = detail.opened.and_then(find);
            View::Explore(view, detail)
        }
        View::Sheet(id, mut view, mut detail) => {
            view.at = view.at.map(|at| At { rid: at.rid.and_then(find), ..at });
            view.marks = view.marks.iter().filter_map(|&rid| find(rid)).collect();
            detail.opened = detail.opened.and_then(find);
            View::Sheet(id, view, detail)
        }
    }
}
