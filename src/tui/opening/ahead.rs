//! Keys that are pressed before there is anything that they could act on: they are kept, shown, and pressed when it is there.
//!
//! Some act at once: those that need no dataset. But letters after `/` are a text to come, and `q` in it is no wish to leave.

use crate::config::Role;
use crate::keys::{Action, Group, Press, Resolved, Scope};
use crate::tui::msg::Msg;
use crate::tui::opening::Blank;
use crate::tui::shared::Shared;
use crate::tui::state::State;

/// How much is kept: more is no typing but a key that something lies on.
const MOST: usize = 1_000;

/// Tells whether an action needs no dataset.
pub fn is_at_once(action: Action) -> bool {
    use Action::{Datasets, Escape, Help, Interrupt, Mouse, Quit, Redraw, Suspend};
    matches!(action, Quit | Interrupt | Escape | Help | Datasets | Mouse | Redraw | Suspend)
}

/// Tells whether letters after an action go into a text or a popup.
fn is_typed_into(action: Action) -> bool {
    use Action::{Bookmarks, Changes, Chips, Copy, Export, History, Labels, Links, Menu, Problems, Sort, Versions};
    action.spec().group == Group::Find
        || matches!(
            action,
            Bookmarks | Changes | Chips | Copy | Export | History | Labels | Links | Menu | Problems | Sort | Versions
        )
}

/// Keeps a press for when the dataset is there; `false` where it acts at once, does nothing, or nothing is being read.
pub fn keep(state: &mut State, press: Press, held: bool) -> bool {
    let State { shared, pending, overlays, .. } = state;
    let (true, true, Some(blank)) = (overlays.is_empty(), shared.opening.is_some(), &mut shared.blank) else {
        return false;
    };
    let scopes = if blank.is_text { Scope::IN_POPUP } else { Scope::IN_PANES };
    let is_typed = blank.is_text && press.typed().is_some();
    match shared.keymap.resolve(scopes, pending, press) {
        Resolved::Run(action) if is_at_once(action) && !is_typed => return false,
        Resolved::Run(Action::Open) => blank.is_text = false,
        Resolved::Run(action) if !blank.is_text => blank.is_text = is_typed_into(action),
        Resolved::Pending | Resolved::None if !blank.is_text => return false,
        _ => {}
    }
    let presses = pending.drain(..).chain([press]);
    let msg = |press| if held { Msg::Held(press) } else { Msg::Key(press) };
    blank.ahead.extend(presses.map(msg));
    limit(shared);
    true
}

/// Keeps a pasted text for when the dataset is there; `false` where it would go into no text.
pub fn keep_paste(state: &mut State, text: &str) -> bool {
    let State { shared, overlays, .. } = state;
    let Some(blank) = shared.blank.as_mut().filter(|blank| blank.is_text && overlays.is_empty()) else { return false };
    blank.ahead.push(Msg::Paste(text.to_owned()));
    limit(shared);
    true
}

fn limit(shared: &mut Shared) {
    let Some(blank) = shared.blank.as_mut().filter(|blank| blank.ahead.len() > MOST) else { return };
    blank.ahead.truncate(MOST);
    shared.tell(Role::Warning, "so many keys are not kept; the last was forgotten");
}

/// Writes what was typed ahead, as a person would: `2 j /bul Enter`. Of much only the end.
pub fn written(blank: &Blank) -> String {
    const SHOWN: usize = 12;
    let words = blank.ahead.iter().map(|msg| match msg {
        Msg::Key(press) | Msg::Held(press) => format!("{press:#}"),
        Msg::Paste(text) => text.clone(),
        _ => String::new(),
    });
    let words: Vec<String> = words.skip(blank.ahead.len().saturating_sub(SHOWN)).collect();
    words.join(" ")
}
