//! What happens to the state when something happens: the only writer of it.
//!
//! A press goes to what is uppermost: a popup, the filter that is being typed, or else through the keymap to the screen and at last to
//! the program itself. Nothing here draws, reads files or asks the clock: that is asked for as an [`Effect`].

use std::time::Duration;

use crate::config::Role;
use crate::keys::{Action, Press, Resolved, Scope as KeyScope};
use crate::model::Rid;
use crate::tui::adopt::adopt;
use crate::tui::bookmarks;
use crate::tui::datasets;
use crate::tui::effect::{Effect, Effects};
use crate::tui::export::{self, Content};
use crate::tui::flow::Flow;
use crate::tui::labels;
use crate::tui::mouse;
use crate::tui::msg::Msg;
use crate::tui::notebook::{act, begun, meeting, writing};
use crate::tui::opening::{self, ahead};
use crate::tui::overlay::{Naming, Overlay, Pick, Picker, Reader, changes, compare, contents, sorting};
use crate::tui::papers;
use crate::tui::program;
use crate::tui::screen::{current, follow, leave, place};
use crate::tui::search;
use crate::tui::session::Session;
use crate::tui::state::State;
use crate::tui::typing;
use crate::tui::versions::{self, revising};
use crate::tui::views;
use crate::tui::widget::scroll::distance;

/// Takes in what happened, and adds what it asks of the world.
pub fn update(state: &mut State, msg: Msg, effects: &mut Effects) {
    happen(state, msg, effects);
    for msg in opening::settle(state, effects) {
        state.refresh();
        happen(state, msg, effects);
    }
    search::ask_again(state, effects);
    state.refresh();
}

fn happen(state: &mut State, msg: Msg, effects: &mut Effects) {
    if matches!(msg, Msg::Key(_) | Msg::Held(_) | Msg::Mouse(_) | Msg::Paste(_)) {
        effects.push(Effect::WakeIn(REST));
    }
    // Letters stand where they stood when they were read, or not at all.
    if !matches!(msg, Msg::Key(_) | Msg::Held(_) | Msg::Wake | Msg::SoFar { .. } | Msg::Opened { .. }) {
        state.labels = None;
    }
    match msg {
        Msg::Key(press) => press_key(state, press, false, effects),
        Msg::Held(press) => press_key(state, press, true, effects),
        Msg::Mouse(mouse) => mouse::take(state, mouse, effects),
        Msg::Paste(text) => paste(state, &text, effects),
        Msg::Resize(width, height) => {
            // The first message of all: from now on the file is watched, or read.
            if state.shared.size == (0, 0) {
                effects.extend(state.shared.snapshot.origin.file.clone().map(Effect::Watch));
                effects.extend(opening::read(&state.shared));
                effects.extend(act::begin(&state.shared));
                effects.extend(state.shared.mouse.then_some(Effect::Mouse(true)));
            }
            state.shared.size = (width, height);
        }
        // Files that were shown before are still watched, and may still be read.
        Msg::Stale { file, .. } | Msg::Loaded { file, .. }
            if state.shared.snapshot.origin.file.as_ref() != Some(&file) => {}
        Msg::Stale { file, why } => effects.push(opening::read_again(&mut state.shared, file, why)),
        Msg::SoFar { number, so_far, taken } => opening::told(&mut state.shared, number, so_far, taken),
        Msg::Opened { number, answer } => opening::answered(state, number, answer, effects),
        Msg::Loaded { why, number, answer, .. } => {
            opening::was_read_again(&mut state.shared, number);
            adopt(state, why, answer);
        }
        Msg::Copied(Ok(bytes)) => {
            state.shared.tell(
                Role::Notice,
                format!("sent to the terminal's clipboard ({bytes} bytes); some terminals do not take it"),
            );
        }
        Msg::Copied(Err(error)) => state.shared.tell(Role::Warning, format!("not copied: {error}")),
        Msg::NotSuspended => state.shared.tell(Role::Warning, "no shell waits to take over; nothing was suspended"),
        Msg::Wording { document, paragraph, words } => {
            for overlay in &mut state.overlays {
                if let Overlay::Reader(reader) = overlay {
                    reader.fill(&document, paragraph, words.clone());
                }
            }
        }
        Msg::Found { ticket, answer } => search::found(state, ticket, answer),
        Msg::Sieved { ticket, answer } => search::sieved(state, ticket, answer, effects),
        Msg::Counted { ticket, answer } => search::counted(state, ticket, answer, effects),
        Msg::Compared { number, answer } => versions::answered(state, number, answer),
        Msg::Revised { number, answer } => revising::answered(state, number, answer),
        Msg::Looked { typed, file, standing, taken } => {
            export::looked(state, &typed, (file, standing, taken), effects);
        }
        Msg::Exported { file, is_version, answer } => export::tell(state, &file, is_version, answer),
        Msg::ViewKept { change, answer } => views::told(state, &change, answer),
        Msg::Notebook { dataset, told } => act::told(state, &dataset, *told),
        Msg::KeysHeld => writing::hand_over(state, effects),
        Msg::Edited(answer) => writing::edited(state, answer, effects),
        Msg::Wake => keep_place(state, effects),
        Msg::Continued | Msg::InputLost(_) => {}
    }
}

/// How long nothing must happen before it is kept where the user is.
const REST: Duration = Duration::from_secs(2);

/// Keeps where the user is, if that is not where it was when it was last kept.
pub fn keep_place(state: &mut State, effects: &mut Effects) {
    if state.shared.blank.is_some() {
        return;
    }
    let session = Box::new(Session::of(state));
    if state.kept.as_ref() != Some(&session) {
        state.kept = Some(session.clone());
        effects.push(Effect::Remember(session));
    }
}

fn press_key(state: &mut State, press: Press, held: bool, effects: &mut Effects) {
    if !held {
        state.shared.notice = None;
    }
    state.is_aimed = false;
    if ahead::keep(state, press, held) || labels::press(state, press) || type_into(state, press, effects) {
        state.interrupted = false;
        return;
    }
    let scopes = if !state.overlays.is_empty() {
        KeyScope::IN_POPUP
    } else if state.typing.is_some() {
        // While a filter is typed the list can be moved through, and no more.
        KeyScope::IN_POPUP
    } else {
        KeyScope::IN_PANES
    };
    match state.shared.keymap.resolve(scopes, &state.pending, press) {
        Resolved::Run(action) => {
            state.pending.clear();
            if !held || action.spec().repeats {
                run(state, action, effects);
            }
        }
        Resolved::Pending => {
            state.pending.push(press);
            let hint = contents::chord_hint(&state.shared.keymap, scopes, &state.pending);
            state.shared.tell(Role::Notice, hint);
        }
        Resolved::None => nothing_bound(state, press),
    }
}

fn nothing_bound(state: &mut State, press: Press) {
    let typed: Vec<String> = state.pending.drain(..).chain([press]).map(|press| format!("{press:#}")).collect();
    let help = program::key(&state.shared.keymap, Action::Help);
    state.shared.tell(Role::Warning, format!("{} does nothing here; {help} lists the keys", typed.join(" ")));
}

/// Hands a press to what is being typed; `false` where nothing is, or the press types nothing.
fn type_into(state: &mut State, press: Press, effects: &mut Effects) -> bool {
    match state.overlays.last_mut() {
        Some(Overlay::Picker(picker)) => {
            let taken = picker.input_mut().take(press);
            if taken {
                picker.narrow(&state.shared.snapshot);
            }
            taken
        }
        Some(Overlay::Naming(naming)) => {
            let taken = naming.input_mut().take(press);
            if taken {
                look(naming, effects);
            }
            taken
        }
        Some(Overlay::Finding(_)) => search::press(state, press, effects),
        Some(Overlay::Writing(_)) => writing::press(state, press, effects),
        Some(Overlay::Reader(_)) => false,
        None => typing::press(state, press, effects),
    }
}

/// Asks what stands at the path that is typed now.
fn look(naming: &mut Naming, effects: &mut Effects) {
    naming.forget();
    effects.push(Effect::Look(naming.text().to_owned()));
}

fn paste(state: &mut State, text: &str, effects: &mut Effects) {
    if ahead::keep_paste(state, text) {
        return;
    }
    let whole = match (state.overlays.last_mut(), &mut state.typing) {
        (Some(Overlay::Picker(picker)), _) => {
            let whole = picker.input_mut().insert(text);
            picker.narrow(&state.shared.snapshot);
            whole
        }
        (Some(Overlay::Naming(naming)), _) => {
            let whole = naming.input_mut().insert(text);
            look(naming, effects);
            whole
        }
        (Some(Overlay::Finding(_)), _) => search::paste(state, text, effects),
        (Some(Overlay::Writing(writing)), _) => writing::paste(writing, text, &state.shared.snapshot, effects),
        (None, Some(_)) => typing::paste(state, text, effects),
        _ => {
            return state
                .shared
                .tell(Role::Warning, "that looks like a paste; nothing here takes text, so nothing was done");
        }
    };
    if !whole {
        state.shared.tell(Role::Warning, "that paste is too long for a line; only its beginning was taken");
    }
}

/// Does what an action asks for: the popup first, then the screen, then the program.
pub fn run(state: &mut State, action: Action, effects: &mut Effects) {
    let interrupted = std::mem::replace(&mut state.interrupted, action == Action::Interrupt);
    if let Some(reason) = program::refusal(state, action) {
        return state.shared.tell(Role::Warning, reason);
    }
    let flow = if !state.overlays.is_empty() {
        in_popup(state, action, effects)
    } else if state.typing.is_some() {
        typing::act(state, action, effects)
    } else {
        in_panes(state, action, effects)
    };
    match flow {
        Flow::Done => {}
        Flow::Refused(reason) => state.shared.tell(Role::Warning, reason),
        Flow::Show(overlay) => state.overlays.push(overlay),
        Flow::Ignored => program::run(state, action, interrupted, effects),
    }
}

fn in_panes(state: &mut State, action: Action, effects: &mut Effects) -> Flow {
    match action {
        Action::Escape if opening::stop(state, action, effects) => Flow::Done,
        Action::Filter => typing::begin(state),
        Action::Source => contents::source(state.screen(), &state.shared, effects),
        Action::Links => contents::links(state.screen(), &state.shared),
        Action::Copy => contents::copies(state.screen(), &state.shared),
        Action::Export => export::formats(state.screen(), &state.shared),
        Action::Paper => papers::choose(state.screen(), &state.shared),
        Action::Peek => compare::peek(state.screen(), &state.shared),
        Action::Compare => compare::compare(state.screen(), &state.shared),
        Action::Bookmark => set_bookmark(state),
        Action::Sort => sorting::choose(state.screen(), &state.shared.skin, None),
        Action::Only => narrow_to_current(state),
        Action::Labels => labels::show(state),
        Action::Revise => revising::ask(None, &mut state.shared, effects),
        _ => {
            if let Some(flow) = act::act(state, action, effects) {
                return flow;
            }
            let (screen, shared) = state.stage();
            screen.act(action, shared)
        }
    }
}

fn set_bookmark(state: &mut State) -> Flow {
    match bookmarks::toggle(state.screen(), &state.shared) {
        Err(reason) => Flow::Refused(reason),
        Ok((bookmarks, told)) => {
            state.shared.bookmarks = bookmarks;
            state.shared.tell(Role::Notice, told);
            Flow::Done
        }
    }
}

/// Makes the record under the cursor a part of the scope.
fn narrow_to_current(state: &mut State) -> Flow {
    let snapshot = state.shared.snapshot.clone();
    let Some(record) = current(state.screen(), &snapshot) else {
        return Flow::Refused("put the cursor on what everything shown shall have to do with".into());
    };
    let present = place(state.screen(), &state.shared);
    if !state.shared.scope.add(record.rid, &snapshot) {
        return Flow::Refused(format!("{} is part of the scope already", record.reference()));
    }
    state.shared.history.leave(present);
    state.shared.tell(Role::Notice, format!("Only what touches {}", record.label().text()));
    Flow::Done
}

fn in_popup(state: &mut State, action: Action, effects: &mut Effects) -> Flow {
    let size = state.shared.size;
    match (state.overlays.last_mut(), action) {
        (Some(Overlay::Finding(_)), action) => search::act(state, action, effects),
        (Some(Overlay::Writing(_)), action) => writing::in_form(state, action, effects),
        (_, Action::Escape | Action::Interrupt) => close(state, effects),
        (Some(Overlay::Reader(_)), Action::Quit) => close(state, effects),
        (Some(Overlay::Reader(Reader { paper: Some(paper), .. })), Action::Export) => papers::formats(paper),
        (Some(Overlay::Reader(Reader { differences: Some(report), .. })), Action::Export) => versions::formats(report),
        (Some(Overlay::Reader(Reader { ticket: Some(_), .. })), Action::Open) => Flow::Done,
        (Some(Overlay::Picker(picker)), Action::Open) => {
            let picked = picker.picked(&state.shared.snapshot);
            picked.map_or(Flow::Done, |item| take(state, item, effects))
        }
        (Some(Overlay::Naming(_)), Action::Open) => export::enter(state, effects),
        (Some(Overlay::Naming(_)), _) => Flow::Ignored,
        (Some(Overlay::Reader(reader)), Action::Open) => match reader.opens {
            None => close(state, effects),
            Some(rid) => {
                state.overlays.clear();
                open_record(state, rid)
            }
        },
        (Some(Overlay::Picker(picker)), action) => match distance(action, picker.page(size)) {
            Some(by) => {
                picker.step(by, size);
                Flow::Done
            }
            None => Flow::Ignored,
        },
        (Some(Overlay::Reader(reader)), action) => match distance(action, reader.page(size)) {
            Some(by) => {
                reader.step(by, size, &state.shared.skin);
                Flow::Done
            }
            None => Flow::Ignored,
        },
        (None, _) => Flow::Ignored,
    }
}

fn open_record(state: &mut State, rid: Rid) -> Flow {
    let (screen, shared) = state.stage();
    follow(screen, rid, shared)
}

fn close(state: &mut State, effects: &mut Effects) -> Flow {
    if let Some(Overlay::Reader(Reader { ticket: Some(_), .. })) = state.overlays.pop() {
        effects.push(Effect::StopComparing);
    }
    Flow::Done
}

/// Does what was picked from a list.
fn take(state: &mut State, item: crate::tui::overlay::Item, effects: &mut Effects) -> Flow {
    if let Some(reason) = item.refusal {
        return Flow::Refused(reason);
    }
    let Some(picked) = item.pick else { return Flow::Done };
    if let Pick::Many(title, rids) = picked {
        return Flow::Show(Overlay::Picker(Picker::of_records(title, rids)));
    }
    // The list stays below, to be gone back to.
    match picked {
        Pick::Change(report, at) => Flow::Show(Overlay::Reader(changes::of_one(&report, at, &state.shared))),
        Pick::Differences(report) => versions::formats(&report),
        Pick::Format(selection, format) => export::name(Content::Records(selection, format), &state.shared, effects),
        Pick::PaperFormat(paper, format) => export::name(Content::Paper(paper, format), &state.shared, effects),
        Pick::Amendment(amendment, outcome) => {
            Flow::Show(Overlay::Reader(revising::of_one(&amendment, outcome.as_ref(), &state.shared)))
        }
        Pick::Write(content) => export::name(content, &state.shared, effects),
        picked => {
            state.overlays.clear();
            pick(state, picked, effects)
        }
    }
}

/// Does what was picked; a longer list is for who shows popups.
pub fn pick(state: &mut State, pick: Pick, effects: &mut Effects) -> Flow {
    match pick {
        Pick::Run(action) => {
            run(state, action, effects);
            Flow::Done
        }
        Pick::Record(rid) => open_record(state, rid),
        Pick::Copy(text) => {
            effects.push(Effect::Copy(text));
            Flow::Done
        }
        Pick::Dataset(place) => {
            if datasets::is_shown(&place, &state.shared) {
                return Flow::Refused("this dataset is shown already".into());
            }
            if state.shared.notebook.is_unsaved() {
                return Flow::Refused("what you added is not saved yet; another dataset has another journal".into());
            }
            // First, since the other may be a version of the same dataset, with the same place.
            keep_place(state, effects);
            opening::ask(state, place, effects);
            Flow::Done
        }
        Pick::Sort(name) => {
            let keys = state.screen().sorting().map(|(keys, _)| sorting::picked(keys, name)).unwrap_or_default();
            state.stage().0.sort(keys);
            // The list of fields stays: several may follow one another.
            sorting::choose(state.screen(), &state.shared.skin, name)
        }
        Pick::DropChip(at) => {
            let (screen, shared) = state.stage();
            leave(screen, shared);
            shared.scope.remove(at);
            Flow::Done
        }
        Pick::Back(steps) => {
            (0..steps).for_each(|_| program::run(state, Action::Back, false, effects));
            Flow::Done
        }
        Pick::View(name) => views::open(state, &name),
        Pick::SaveView(name) => views::save(state, name, effects),
        Pick::ForgetView(name) => views::forget(name, effects),
        Pick::Paper(wanted) => papers::show(wanted, &state.shared),
        Pick::Draft(draft) => begun::go_on(state, draft),
        Pick::Meeting(rid) => {
            meeting::open(&mut state.shared, rid, effects);
            Flow::Done
        }
        Pick::Revise(version) => revising::ask(Some(version), &mut state.shared, effects),
        Pick::Compare(place) => versions::ask(place, &mut state.shared, effects),
        // They are for who shows popups.
        Pick::Many(..) | Pick::Change(..) | Pick::Differences(_) | Pick::Amendment(..) => Flow::Done,
        Pick::Format(..) | Pick::PaperFormat(..) | Pick::Write(_) => Flow::Done,
    }
}
