//! The whole screen, from the state alone; nothing is changed by drawing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::languages::named;
use crate::base::text::{cells, truncate};
use crate::config::Role;
use crate::keys::Action;
use crate::model::{Name, Record};
use crate::query::words::grouped;
use crate::tui::bar;
use crate::tui::labels;
use crate::tui::languages;
use crate::tui::layout::{Areas, SMALLEST};
use crate::tui::notebook::words;
use crate::tui::opening;
use crate::tui::overlay::Overlay;
use crate::tui::program;
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::typing;
use crate::tui::widget::line::Line;

/// Draws the state into an empty buffer.
pub fn draw(state: &State, buffer: &mut Buffer) {
    state.shared.skin.paint(buffer.area, buffer);
    // The buffer has the size that the terminal has now; the state learns it with the next message.
    let size = (buffer.area.width, buffer.area.height);
    let Some(areas) = state.areas().filter(|_| size == state.shared.size) else {
        return draw_too_small(state, buffer);
    };
    let skin = &state.shared.skin;
    draw_head(&state.shared, areas.head, buffer);
    draw_tabs(state, areas.tabs, buffer);
    if let Some(blank) = &state.shared.blank {
        let body = Rect { y: areas.scope.y, height: areas.keys.y.saturating_sub(areas.scope.y), ..areas.scope };
        opening::draw::middle(&state.shared, blank, body, buffer);
    } else {
        draw_scope(state, &areas, buffer);
        state.screen().draw(&state.shared, &areas, state.typing.as_ref(), buffer);
        labels::draw(state, buffer);
        if state.overlays.is_empty() {
            typing::draw(state, buffer);
        }
    }
    // One popup alone: the edges of those below it say nothing.
    match state.overlays.last() {
        Some(Overlay::Picker(picker)) => picker.draw(&state.shared.snapshot, skin, buffer),
        Some(Overlay::Reader(reader)) => reader.draw(skin, buffer),
        Some(Overlay::Naming(naming)) => naming.draw(skin, buffer),
        Some(Overlay::Finding(finding)) => finding.draw(&state.shared, buffer),
        Some(Overlay::Writing(writing)) => writing.form.draw(&state.shared.snapshot, skin, buffer),
        None => {}
    }
    draw_keys(state, areas.keys, buffer);
}

fn draw_too_small(state: &State, buffer: &mut Buffer) {
    let area = buffer.area;
    let text = format!("Need {}x{}, have {}x{}", SMALLEST.0, SMALLEST.1, area.width, area.height);
    let left = usize::from(area.width).saturating_sub(cells(&text)) / 2;
    if let Some(mut line) = Line::new(buffer, &state.shared.skin, area, area.height / 2) {
        line.skip(left as u16).put(&text, Role::Text);
    }
}

fn draw_head(shared: &Shared, area: Rect, buffer: &mut Buffer) {
    if shared.blank.is_none() && opening::draw::line(shared, area, buffer) {
        return;
    }
    let Some(mut line) = Line::new(buffer, &shared.skin, area, 0) else { return };
    if let Some((said, role)) = words::state(shared) {
        // Nothing at the top matters more: of a long reason the beginning is shown.
        let mark = shared.skin.sign(("…", "..."));
        let room = line.room().saturating_sub(2);
        line.put_right(&format!("{} ", truncate(&said, room, mark)), role);
    }
    line.put_right(&troubles(shared), Role::Warning);
    let counts = words::counts(&shared.notebook);
    if !counts.is_empty() {
        let role = if shared.notebook.is_presenting { Role::Warning } else { Role::Count };
        line.put_right(&format!("{counts} "), role);
    }
    if let Some(language) = languages::chosen(&shared.snapshot) {
        line.put_right(&format!("in {} ", named(language)), Role::Notice);
    }
    if shared.blank.is_some() {
        line.skip(1).put("plenary", Role::Dataset);
        return;
    }
    let Some(plan) = shared.snapshot.dataset.plan() else {
        line.skip(1).put(shared.snapshot.dataset.title().text(), Role::Dataset);
        return;
    };
    // How far the plan has come matters more than the end of its title.
    line.put_right(&format!("{} ", standing(plan)), Role::Text);
    line.skip(1).put(shared.snapshot.dataset.title().text(), Role::Dataset);
    line.put("  ·  ", Role::Muted).put(plan.label().text(), Role::Text);
}

/// Says how far the plan has come, and since when.
fn standing(plan: Record<'_>) -> String {
    let status = plan.word(Name::Status).map(|term| term.name.to_owned());
    let date = plan.date(Name::Date).map(|date| date.compact());
    [status, date].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Counts what is wrong: nothing is passed over in silence.
fn troubles(shared: &Shared) -> String {
    let (errors, warnings) = shared.snapshot.problems();
    let counted = |count: usize, word: &str| {
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{} {word}{plural}", grouped(count as f64)))
    };
    let found = [
        counted(errors, "error"),
        counted(warnings, "warning"),
        counted(shared.complaints.len(), "configuration problem"),
        counted(shared.notebook.book.lacks, "journal problem"),
        shared.stale.as_ref().map(|_| "OLD DATA: the file on the disk cannot be used".to_owned()),
    ];
    let words = found.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let key = program::key(&shared.keymap, Action::Problems);
    if words.is_empty() { words } else { format!("{words} ({key}) ") }
}

fn draw_tabs(state: &State, area: Rect, buffer: &mut Buffer) {
    let Some(mut line) = Line::new(buffer, &state.shared.skin, area, 0) else { return };
    for tab in bar::tabs(&state.shared, state.open, area.width) {
        line.skip(1).put(&tab.text, if tab.of == state.open { Role::TabActive } else { Role::Tab });
    }
    // To which meeting everything belongs that is added now.
    if let Some(meeting) = words::meeting(&state.shared) {
        let room = line.room().saturating_sub(3);
        let said = format!("meeting: {meeting}");
        line.put_right(&format!("{} ", truncate(&said, room, state.shared.skin.sign(("…", "...")))), Role::Notice);
    }
}

fn draw_scope(state: &State, areas: &Areas, buffer: &mut Buffer) {
    let shared = &state.shared;
    let Some(mut line) = Line::new(buffer, &shared.skin, areas.scope, 0) else { return };
    if let Some(note) = bar::note(state, areas) {
        line.put_right(&note, Role::Count);
    }
    if shared.scope.is_empty() {
        let path = path(state, areas.single);
        line.skip(1).put(&path, Role::Breadcrumb);
        return;
    }
    for chip in bar::chips(shared) {
        line.skip(1).put(&chip.text, Role::Chip);
    }
    let clear = program::key(&shared.keymap, Action::ClearScope);
    line.skip(2).put(&format!("{clear} clears"), Role::Muted);
}

/// The way through the lists to here; with `pane` the name of the pane, where no other shows it.
fn path(state: &State, pane: bool) -> String {
    let (screen, dataset) = (state.screen(), &state.shared.snapshot.dataset);
    let mut steps = screen.path(&state.shared);
    if let Some(record) = screen.detail().view.opened.and_then(|rid| dataset.record(rid)) {
        steps.push(record.reference().to_string());
    }
    steps.extend(pane.then(|| screen.view().name().to_owned()));
    let arrow = state.shared.skin.sign((" › ", " > "));
    if steps.is_empty() { "All".into() } else { steps.join(arrow) }
}

fn draw_keys(state: &State, area: Rect, buffer: &mut Buffer) {
    let shared = &state.shared;
    let Some(mut line) = Line::new(buffer, &shared.skin, area, 0) else { return };
    line.skip(1);
    if let Some(waiting) = opening::draw::waiting(shared).filter(|_| shared.notice.is_none()) {
        line.put(&waiting, Role::Notice);
        return;
    }
    if state.labels.is_some() {
        line.put("type the letters of a place; Esc stays here", Role::Notice);
        return;
    }
    if let Some(notice) = &shared.notice {
        line.put(&notice.text, notice.role);
        return;
    }
    let is_typed = state.typing.is_some() && state.overlays.is_empty();
    if let Some(mistake) = mistake(state) {
        // Where both have no room, what is probably meant helps more than what is wrong: that is underlined.
        let meant = mistake.split_once("; ").map_or("", |(_, meant)| meant);
        let is_cut = cells(&mistake) > line.room() && !meant.is_empty();
        line.put(if is_cut { meant } else { &mistake }, Role::Warning);
        return;
    }
    if is_typed || matches!(state.overlays.last(), Some(Overlay::Finding(_))) {
        for (key, label) in typing::hints(state) {
            line.put(&key, Role::Key).skip(1).put(label, Role::KeyLabel).skip(2);
        }
        return;
    }
    if let Some(Overlay::Writing(writing)) = state.overlays.last() {
        for (key, label) in writing.form.hints() {
            line.put(key, Role::Key).skip(1).put(label, Role::KeyLabel).skip(2);
        }
        return;
    }
    // Help and quit are never crowded out.
    let fixed = [Action::Quit, Action::Help];
    let hints = hints(state);
    for action in fixed.iter().filter(|_| state.overlays.is_empty() && state.typing.is_none()) {
        line.put_right(&format!(" {}", hint(state, *action)), Role::KeyLabel);
    }
    for &action in hints {
        let (key, label) = (program::key(&shared.keymap, action), action.spec().short);
        if cells(&key) + cells(label) + 3 > line.room() {
            break;
        }
        line.put(&key, Role::Key).skip(1).put(label, Role::KeyLabel).skip(2);
    }
}

/// Says what is wrong with what is being typed, or that other words were looked for.
fn mistake(state: &State) -> Option<String> {
    match state.overlays.last() {
        Some(Overlay::Finding(finding)) => finding.mistake(),
        Some(_) => None,
        // What is half typed is no mistake while it can be completed.
        None if state.typing.is_none() || typing::is_open(state) => None,
        None => state.screen().mistake(),
    }
}

fn hint(state: &State, action: Action) -> String {
    format!("{} {}", program::key(&state.shared.keymap, action), action.spec().short)
}

/// The actions that matter here, the most useful first.
fn hints(state: &State) -> &'static [Action] {
    use Action::{Datasets, Down, Escape, Export, Open, Up};
    match state.overlays.last() {
        Some(Overlay::Reader(reader)) if reader.ticket.is_some() => &[Escape],
        Some(Overlay::Reader(reader)) if reader.can_be_written() => &[Escape, Export, Down, Up],
        Some(Overlay::Reader(_)) => &[Escape, Open, Down, Up],
        Some(Overlay::Naming(_)) => &[Open, Escape],
        // Its keys are those of a filter that is typed.
        Some(Overlay::Finding(_) | Overlay::Writing(_)) => &[],
        Some(Overlay::Picker(_)) => &[Open, Escape, Down, Up],
        None if state.shared.blank.is_some() && state.shared.opening.is_none() => &[Datasets],
        None if state.shared.blank.is_some() => &[Escape, Datasets],
        None => state.screen().hints(&state.shared),
    }
}
