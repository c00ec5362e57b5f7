//! The filter of a list while it is typed: the line, and what can be written next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Role;
use crate::keys::{Action, Press};
use crate::query::complete::{Asking, Offers};
use crate::tui::completion::{Anchor, Answer, Completion, NOTHING};
use crate::tui::effect::Effects;
use crate::tui::flow::Flow;
use crate::tui::input_line::{COMPLETES, InputLine, completes};
use crate::tui::list_filter::Present;
use crate::tui::overlay::Overlay;
use crate::tui::program;
use crate::tui::search;
use crate::tui::state::State;

/// A filter of the list that has the keys, while it is being typed.
#[derive(Debug, Default)]
pub struct Typing {
    /// What was typed so far.
    pub line: InputLine,
    /// What can be written next.
    pub completion: Completion,
    /// What the list has without the filter; `None` until something is to be counted in it.
    present: Option<Present>,
}

impl Typing {
    /// Goes on with a filter that is there already.
    pub fn new(text: &str) -> Self {
        Self { line: InputLine::new(text), ..Self::default() }
    }

    /// Forgets what was counted: there is another dataset.
    pub fn renew(&mut self) {
        self.completion.forget();
        self.present = None;
    }
}

/// Begins to type the filter of the list that has the keys.
pub fn begin(state: &mut State) -> Flow {
    let Some(words) = state.screen().filter() else {
        return Flow::Refused("the lists can be filtered; Tab goes to them".into());
    };
    state.typing = Some(Typing::new(words));
    Flow::Done
}

/// Hands a press to the filter that is being typed; `false` where none is, or the press types nothing.
pub fn press(state: &mut State, press: Press, effects: &mut Effects) -> bool {
    let Some(typing) = &mut state.typing else { return false };
    if let Some(back) = completes(press) {
        let answer = ask(state, effects, |completion, line, asking| completion.tab(back, line, asking));
        if answer == Answer::Nothing {
            state.shared.tell(Role::Warning, NOTHING);
        }
        return true;
    }
    let taken = typing.line.take(press);
    if taken {
        typed(state, effects);
    }
    taken
}

/// Puts a text into the filter that is being typed; `false` where it was too long.
pub fn paste(state: &mut State, text: &str, effects: &mut Effects) -> bool {
    let whole = state.typing.as_mut().is_none_or(|typing| typing.line.insert(text));
    typed(state, effects);
    whole
}

/// Does what an action asks for while a filter is typed.
pub fn act(state: &mut State, action: Action, effects: &mut Effects) -> Flow {
    if state.typing.as_ref().is_some_and(|typing| typing.completion.is_open()) {
        let answer = ask(state, effects, |completion, line, asking| completion.act(action, line, asking));
        if answer != Answer::Passed {
            return Flow::Done;
        }
    }
    if action == Action::Open && drop_term(state, effects) {
        return Flow::Done;
    }
    match action {
        // Enter takes the row that was meant, so that a few letters and Enter open it.
        Action::Open => {
            state.typing = None;
            if search::put_off(state) {
                return Flow::Done;
            }
            let (screen, shared) = state.stage();
            screen.act(Action::Open, shared)
        }
        Action::Escape | Action::Interrupt => {
            state.typing = None;
            Flow::Done
        }
        _ if action.spec().repeats => {
            let (screen, shared) = state.stage();
            screen.act(action, shared)
        }
        _ => Flow::Ignored,
    }
}

/// Takes the term out of the filter without which the list would not be empty; `false` where there is none.
fn drop_term(state: &mut State, effects: &mut Effects) -> bool {
    // Of a filter that is still being read nothing is known.
    let way = state.screen().in_the_way().cloned().filter(|_| state.awaited.is_none());
    let Some((typing, way)) = state.typing.as_mut().zip(way) else { return false };
    let (text, cursor) = way.taken_out(typing.line.text(), typing.line.cursor());
    typing.line.set(&text, cursor);
    filter(state, effects);
    state.shared.tell(Role::Notice, format!("{} is dropped", way.term));
    true
}

/// Points at a cell: a candidate that stands there is taken; `false` where none does.
pub fn point(state: &mut State, at: (u16, u16), effects: &mut Effects) -> bool {
    let Some(anchor) = anchor(state).filter(|_| is_open(state)) else { return false };
    ask(state, effects, |completion, line, asking| completion.point(at, anchor, line, asking)) != Answer::Passed
}

/// Lists the keys of what is typed, a filter or a question, and of its candidates, with what they do.
pub fn hints(state: &State) -> [(String, &'static str); 3] {
    let key = |action: Action| program::key(&state.shared.keymap, action);
    let completion = match (state.overlays.last(), &state.typing) {
        (Some(Overlay::Finding(finding)), _) => Some(finding.completion()),
        (_, typing) => typing.as_ref().map(|typing| &typing.completion),
    };
    let has_chosen = completion.is_some_and(|completion| completion.chosen().is_some());
    let is_in_the_way = match state.overlays.last() {
        Some(Overlay::Finding(finding)) => finding.in_the_way().is_some(),
        Some(_) => false,
        None => state.screen().in_the_way().is_some(),
    };
    let enter = match (has_chosen, is_in_the_way) {
        (true, _) => "take",
        (false, true) => "drop",
        (false, false) => Action::Open.spec().short,
    };
    let is_open = completion.is_some_and(Completion::is_open);
    let (tab, escape) = if is_open { ("next", "close") } else { ("complete", Action::Escape.spec().short) };
    [(key(Action::Open), enter), (key(Action::Escape), escape), (COMPLETES.to_owned(), tab)]
}

/// Tells whether candidates are shown.
pub fn is_open(state: &State) -> bool {
    state.typing.as_ref().is_some_and(|typing| typing.completion.is_open())
}

/// Draws the candidates over the screen.
pub fn draw(state: &State, buffer: &mut Buffer) {
    if let (Some(typing), Some(anchor)) = (&state.typing, anchor(state)) {
        typing.completion.draw(anchor, &state.shared.skin, buffer);
    }
}

/// Returns where the candidates stand: below the title in which the filter is typed, over the line of keys.
fn anchor(state: &State) -> Option<Anchor> {
    let areas = state.areas()?;
    let title = areas.pane(state.screen().focused());
    let (width, height) = state.shared.size;
    let within =
        Rect { x: 0, y: areas.scope.y, width, height: height.saturating_sub(areas.scope.y + areas.keys.height) };
    Some(Anchor { at: (title.x + 2, title.y), within })
}

/// Filters by what is typed now, and looks what can be written next.
fn typed(state: &mut State, effects: &mut Effects) {
    filter(state, effects);
    if search::is_large(&state.shared.snapshot) {
        return state.typing.iter_mut().for_each(|typing| typing.completion.forget());
    }
    ask(state, effects, |completion, line, asking| {
        completion.look(line, asking);
        Answer::Moved
    });
}

/// Puts what is typed into the filter of its list, and the cursor on what was probably meant.
fn filter(state: &mut State, effects: &mut Effects) {
    let Some(words) = state.typing.as_ref().map(|typing| typing.line.text().to_owned()) else { return };
    search::filter(state, &words, effects);
}

/// Shows the values that were counted; `Passed` where they are no longer wanted.
pub fn counted(state: &mut State, ticket: u64, offers: Offers, effects: &mut Effects) -> Answer {
    let Some(typing) = &mut state.typing else { return Answer::Passed };
    let answer = typing.completion.counted(ticket, offers, &mut typing.line);
    if answer == Answer::Written {
        filter(state, effects);
    }
    answer
}

/// Asks for what can be written next.
fn ask(
    state: &mut State,
    effects: &mut Effects,
    what: impl FnOnce(&mut Completion, &mut InputLine, Asking<'_>) -> Answer,
) -> Answer {
    let Some(mut typing) = state.typing.take() else { return Answer::Passed };
    let (screen, shared) = state.stage();
    let kinds = screen.filtered();
    let Present { records, is_counted } = typing.present.get_or_insert_with(|| screen.present(shared));
    let asking = Asking { kinds, ground: shared.ground(), present: records, is_counted: *is_counted };
    let answer = what(&mut typing.completion, &mut typing.line, asking);
    search::count(&mut typing.completion, shared, (kinds, records, *is_counted), effects);
    state.typing = Some(typing);
    if answer == Answer::Written {
        filter(state, effects);
    }
    answer
}
