//! Saved views: what is shown and how, kept under a name in the configuration file and opened again by it.

use crate::config::Role;
use crate::config::views::{Change, View};
use crate::model::{Reference, Rid};
use crate::tui::detail::DetailView;
use crate::tui::effect::{Effect, Effects};
use crate::tui::explore::{ListView, View as ExploreView};
use crate::tui::flow::Flow;
use crate::tui::layout::Pane;
use crate::tui::overlay::{Item, Pick};
use crate::tui::scope::Scope;
use crate::tui::screen::{Screen, View as Place, leave};
use crate::tui::screens::{SCREENS, ScreenId};
use crate::tui::session::{read_sort, written_sort};
use crate::tui::shared::Shared;
use crate::tui::sheet::{Sheet, SheetView};
use crate::tui::state::State;

/// The word before the name under which a view is saved.
const SAVE: &str = "save ";

/// Lists the views for the palette: each to be opened and to be forgotten, and how one is saved.
pub fn items(shared: &Shared) -> Vec<Item> {
    let views = || shared.views.0.iter().map(|view| view.name.as_str());
    let open = views().map(|name| Item {
        text: format!("View: {name}"),
        more: "open saved view".into(),
        pick: Some(Pick::View(name.to_owned())),
        ..Item::default()
    });
    let forget = views().map(|name| Item {
        text: format!("Forget the view \"{name}\""),
        more: "delete remove saved view".into(),
        pick: Some(Pick::ForgetView(name.to_owned())),
        ..Item::default()
    });
    let save = Item {
        text: "Save this view".into(),
        refusal: Some(format!("type \"{SAVE}\" and a name here")),
        ..Item::default()
    };
    open.chain(forget).chain([save]).collect()
}

/// Makes the line of the palette that saves a view under the name that is typed behind `save`.
pub fn saving(text: &str) -> Option<Item> {
    let name = text.trim_start().strip_prefix(SAVE)?.trim();
    let item = || Item {
        text: format!("Save this view as \"{name}\""),
        pick: Some(Pick::SaveView(name.to_owned())),
        ..Item::default()
    };
    (!name.is_empty()).then(item)
}

/// Asks for what is shown to be kept under a name.
pub fn save(state: &State, name: String, effects: &mut Effects) -> Flow {
    effects.push(Effect::KeepView(Box::new(Change::Save(of(state, name)))));
    Flow::Done
}

/// Asks for a view to be forgotten.
pub fn forget(name: String, effects: &mut Effects) -> Flow {
    effects.push(Effect::KeepView(Box::new(Change::Forget(name))));
    Flow::Done
}

/// Takes in that a view was kept or forgotten, or why it was not.
pub fn told(state: &mut State, change: &Change, answer: Result<String, String>) {
    let name = change.name();
    let is_new = state.shared.views.find(name).is_none();
    match (answer, change) {
        (Err(reason), _) => state.shared.tell(Role::Warning, format!("the view {name:?} is as it was: {reason}")),
        (Ok(file), Change::Save(_)) => {
            let what = if is_new { "saved" } else { "saved in the place of the one of before" };
            state.shared.tell(Role::Notice, format!("the view {name:?} is {what}, in {file}"));
            state.shared.views.change(change);
        }
        (Ok(_), Change::Forget(_)) => {
            state.shared.tell(Role::Notice, format!("the view {name:?} is forgotten"));
            state.shared.views.change(change);
        }
    }
}

/// Returns what is shown, as a view.
fn of(state: &State, name: String) -> View {
    let shared = &state.shared;
    let reference = |rid: Rid| shared.snapshot.dataset.record(rid).map(|record| record.reference().to_string());
    let view = View {
        name,
        screen: state.open.spec().title.to_owned(),
        scope: shared.scope.chips().iter().filter_map(|chip| reference(chip.rid)).collect(),
        ..View::default()
    };
    match state.sheets.iter().find(|sheet| sheet.id == state.open) {
        Some(Sheet { view: shown, body, .. }) => View {
            filter: shown.filter.clone(),
            sort: written_sort(&shown.sort),
            group: body.way_at(shown.grouping).to_owned(),
            turned: shown.table != body.begins_as_table(),
            ..view
        },
        None => {
            let pane = state.explore.view.list;
            let list = state.explore.view.list(pane);
            let (filter, sort) = (list.filter.clone(), written_sort(&list.sort));
            View { list: pane.title().to_owned(), filter, sort, ..view }
        }
    }
}

/// Opens a view, and says what of it is not in this dataset.
pub fn open(state: &mut State, name: &str) -> Flow {
    let Some(view) = state.shared.views.find(name).cloned() else {
        return Flow::Refused(format!("there is no view {name:?} any more"));
    };
    let (screen, shared) = state.stage();
    leave(screen, shared);
    let missing = show(state, &view);
    let left_out = format!("; left out, since it is not in this dataset: {}", missing.join(", "));
    let role = if missing.is_empty() { Role::Notice } else { Role::Warning };
    state.shared.tell(role, format!("View {name}{}", if missing.is_empty() { "" } else { &left_out }));
    Flow::Done
}

/// Shows what a view says, and returns what of it there is not.
fn show(state: &mut State, view: &View) -> Vec<String> {
    let snapshot = state.shared.snapshot.clone();
    let (mut scope, mut missing) = (Scope::default(), Vec::new());
    for text in &view.scope {
        let record = Reference::parse(text).and_then(|reference| snapshot.dataset.find_reference(reference));
        match record {
            Some(record) => drop(scope.add(record.rid, &snapshot)),
            None => missing.push(text.clone()),
        }
    }
    state.overlays.clear();
    state.typing = None;
    state.shared.scope = scope;
    let spec = SCREENS.iter().find(|spec| spec.title == view.screen);
    missing.extend((spec.is_none() && !view.screen.is_empty()).then(|| format!("the screen {}", view.screen)));
    state.open = spec.map_or(ScreenId::Explore, |spec| spec.id);
    match state.sheets.iter_mut().find(|sheet| sheet.id == state.open) {
        Some(sheet) => restore_sheet(sheet, view),
        None => state.explore.restore(explore(view)),
    }
    state.refresh();
    missing
}

fn restore_sheet(sheet: &mut Sheet, view: &View) {
    let grouping = sheet.body.groupings().iter().position(|way| *way == view.group).unwrap_or(0);
    let shown = SheetView {
        filter: view.filter.clone(),
        sort: read_sort(&view.sort),
        grouping,
        table: view.turned != sheet.body.begins_as_table(),
        ..SheetView::default()
    };
    sheet.restore(Place::Sheet(sheet.id, shown, DetailView::default()));
}

fn explore(view: &View) -> Place {
    let pane = Pane::LISTS.into_iter().find(|pane| pane.title() == view.list).unwrap_or(Pane::Countries);
    let mut shown = ExploreView { focus: pane, list: pane, ..ExploreView::default() };
    *shown.list_mut(pane) =
        ListView { filter: view.filter.clone(), sort: read_sort(&view.sort), ..ListView::default() };
    Place::Explore(shown, DetailView::default())
}
