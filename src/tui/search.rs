//! Finding while the screen goes on: what is asked of anything or of a list, by whom it is answered, and going where it leads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fixedbitset::FixedBitSet;

use crate::base::date::Day;
use crate::config::Role;
use crate::index::Snapshot;
use crate::journal::EventId;
use crate::keys::{Action, Press};
use crate::model::{Kind, Name, Reference};
use crate::query::Ground;
use crate::query::anything::Anything;
use crate::query::complete::{Asking, Offers};
use crate::query::search::{Hit, Search};
use crate::report::told;
use crate::tui::completion::{Answer, Completion, NOTHING, Wanted};
use crate::tui::effect::{Effect, Effects};
use crate::tui::flow::Flow;
use crate::tui::input_line::{InputLine, completes};
use crate::tui::layout::Pane;
use crate::tui::list_filter::ListFilter;
use crate::tui::notebook::Shown;
use crate::tui::overlay::finding::Aim;
use crate::tui::overlay::{Finding, Overlay, Reader};
use crate::tui::scope::Scope;
use crate::tui::screen::follow;
use crate::tui::screens::ScreenId;
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::turn::give_way;
use crate::tui::update;
use crate::tui::widget::scroll::distance;

/// Something that is asked of all records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its number: a later one is greater.
    pub ticket: u64,
    /// What was typed.
    pub text: String,
    /// What has to do with this stands before others as near.
    pub scope: Scope,
    /// The present day.
    pub today: Option<Day>,
    /// What was added.
    pub shown: Shown,
}

impl Question {
    /// Answers it, once or several times, the last time with everything; no further once `latest` is another number.
    pub fn answer(&self, snapshot: &Snapshot, latest: &AtomicU64, tell: &mut dyn FnMut(Anything)) {
        let goes_on = || is_wanted(self.ticket, latest);
        let near = |scope: &Scope| scope.near(snapshot.dataset.len());
        let first = if self.scope.is_empty() { FixedBitSet::new() } else { near(&self.scope) };
        let (text, today) = (self.text.as_str(), self.today);
        let book = &self.shown.book;
        Search { text, snapshot, today, book, first: &first, goes_on: &goes_on }.anything(tell);
    }
}

/// Tells whether a question is still the latest, and lets the thread that draws go first: all that takes long asks this often.
pub fn is_wanted(ticket: u64, latest: &AtomicU64) -> bool {
    give_way();
    latest.load(Ordering::Relaxed) == ticket
}

/// A filter that is to be read while the screen goes on: there is much to go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sieve {
    /// Its number: a later question has a greater one.
    pub ticket: u64,
    /// What was typed.
    pub text: String,
    /// The kinds of the list.
    pub kinds: &'static [Kind],
    /// The present day.
    pub today: Option<Day>,
    /// What was added.
    pub shown: Shown,
}

impl Sieve {
    /// Reads the filter; `None` where `latest` came to be another number meanwhile.
    pub fn read(&self, snapshot: &Snapshot, latest: &AtomicU64) -> Option<ListFilter> {
        let goes_on = || is_wanted(self.ticket, latest);
        let ground = Ground::new(snapshot, self.today).with(&self.shown.book);
        ListFilter::read(&self.text, self.kinds, ground, self.shown.revision, &goes_on)
    }
}

/// A filter that is being read, and for which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    ticket: u64,
    open: ScreenId,
    pane: Pane,
    /// Whether Enter was pressed meanwhile.
    opens: bool,
}

/// From so many records on a filter is read while the screen goes on.
const LARGE: usize = 20_000;

/// Tells whether there are so many records that a key must not go through them before it is seen: neither to filter them, nor to count
/// the values that could be written next, which only Tab asks for.
pub fn is_large(snapshot: &Snapshot) -> bool {
    snapshot.dataset.len() >= LARGE
}

/// Puts what is typed into the filter of the list that has the keys: at once, or as soon as it was read.
pub fn filter(state: &mut State, words: &str, effects: &mut Effects) {
    state.awaited = None;
    // Where no records are filtered, there are never very many rows.
    if !is_large(&state.shared.snapshot) || state.screen().filtered().is_empty() {
        let (screen, shared) = state.stage();
        return screen.set_filter(words, shared);
    }
    state.shared.asked += 1;
    let (ticket, today, kinds) = (state.shared.asked, state.shared.today, state.screen().filtered());
    let shown = state.shared.notebook.shown();
    state.awaited = Some(Awaited { ticket, open: state.open, pane: state.screen().focused(), opens: false });
    effects.push(Effect::Sieve(Box::new(Sieve { ticket, text: words.to_owned(), kinds, today, shown })));
}

/// Reads the filter that is awaited of the new dataset: an answer that is of the old one says nothing of it.
pub fn renew(state: &mut State) {
    if state.awaited.take().is_some()
        && let Some(words) = state.typing.as_ref().map(|typing| typing.line.text().to_owned())
    {
        let (screen, shared) = state.stage();
        screen.set_filter(&words, shared);
    }
}

/// Puts off what Enter does until the filter was read; `false` where none is being read.
pub fn put_off(state: &mut State) -> bool {
    state.awaited.as_mut().map(|awaited| awaited.opens = true).is_some()
}

/// Shows what a filter lets pass, and opens what is meant if that was asked for already.
pub fn sieved(state: &mut State, ticket: u64, answer: Result<Option<Box<ListFilter>>, String>, effects: &mut Effects) {
    let Some(awaited) = state.awaited.filter(|awaited| awaited.ticket == ticket) else { return };
    state.awaited = None;
    let is_here = awaited.open == state.open && awaited.pane == state.screen().focused();
    let (screen, shared) = state.stage();
    match answer {
        Err(reason) => shared.tell(Role::Warning, reason),
        Ok(Some(filter)) if is_here => {
            screen.take_filter(*filter, shared);
            if awaited.opens {
                update::run(state, Action::Open, effects);
            }
        }
        Ok(_) => {}
    }
}

/// The number of the question whose answer is awaited, shared with those who answer.
pub type Latest = Arc<AtomicU64>;

/// The numbers of the questions whose answers are awaited, shared with those who answer.
#[derive(Debug, Default)]
pub struct Asked {
    /// What is asked of all records, or the filter that is read.
    pub answer: Latest,
    /// The values that are counted.
    pub count: Latest,
}

impl Asked {
    /// Lets those stop who look for what nobody waits for any more.
    pub fn give_up_but(&self, Awaits { answer, count }: Awaits) {
        if !answer {
            self.answer.store(0, Ordering::Relaxed);
        }
        self.count.store(count.unwrap_or_default(), Ordering::Relaxed);
    }
}

/// Of which questions the answers are awaited: to look for others is to keep a processor busy for nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Awaits {
    /// Whether one of all records is, or a filter.
    pub answer: bool,
    /// The number under which values are counted that can be written next.
    pub count: Option<u64>,
}

/// Tells of which questions the answers are awaited.
pub fn awaits(state: &State) -> Awaits {
    let finding = state.overlays.iter().find_map(|overlay| match overlay {
        Overlay::Finding(finding) => Some(finding),
        _ => None,
    });
    let completion = finding.map(|finding| finding.completion());
    let completion = completion.or(state.typing.as_ref().map(|typing| &typing.completion));
    let answer = state.awaited.is_some() || finding.is_some_and(|finding| !finding.is_answered());
    Awaits { answer, count: completion.and_then(Completion::awaited) }
}

/// Opens the popup.
pub fn begin(state: &mut State) {
    state.overlays.clear();
    state.typing = None;
    state.overlays.push(Overlay::Finding(Box::default()));
}

/// Asks what is typed now.
pub fn ask(finding: &mut Finding, shared: &mut Shared, effects: &mut Effects) {
    shared.asked += 1;
    finding.ask(shared.asked);
    finding.revision = shared.notebook.revision;
    let (ticket, text) = (shared.asked, finding.input().text().to_owned());
    let (scope, today, shown) = (shared.scope.clone(), shared.today, shared.notebook.shown());
    let question = Question { ticket, text, scope, today, shown };
    effects.push(Effect::Search(Box::new(question)));
}

/// Hands a press to the popup; `false` where it types nothing.
pub fn press(state: &mut State, press: Press, effects: &mut Effects) -> bool {
    if let Some(back) = completes(press) {
        let answer = complete(state, effects, |completion, line, asking| completion.tab(back, line, asking));
        if answer == Answer::Nothing {
            state.shared.tell(Role::Warning, NOTHING);
        }
        return true;
    }
    let Some(Overlay::Finding(finding)) = state.overlays.last_mut() else { return false };
    let taken = finding.input_mut().take(press);
    if taken {
        typed(state, effects);
    }
    taken
}

/// Puts a text into the popup; `false` where it was too long.
pub fn paste(state: &mut State, text: &str, effects: &mut Effects) -> bool {
    let Some(Overlay::Finding(finding)) = state.overlays.last_mut() else { return true };
    let whole = finding.input_mut().insert(text);
    typed(state, effects);
    whole
}

/// Does what an action asks for while the popup is open.
pub fn act(state: &mut State, action: Action, effects: &mut Effects) -> Flow {
    let Some(Overlay::Finding(finding)) = state.overlays.last_mut() else { return Flow::Ignored };
    if finding.is_completing() {
        let answer = complete(state, effects, |completion, line, asking| completion.act(action, line, asking));
        if answer != Answer::Passed {
            return Flow::Done;
        }
    }
    let (size, Some(Overlay::Finding(finding))) = (state.shared.size, state.overlays.last_mut()) else {
        return Flow::Ignored;
    };
    match (action, distance(action, finding.page(size))) {
        (Action::Open, _) if finding.in_the_way().is_some() => drop_term(state, effects),
        (Action::Open, _) => open(state),
        (Action::Escape | Action::Interrupt, _) => {
            state.overlays.pop();
            Flow::Done
        }
        (_, Some(by)) => {
            finding.step(by, size);
            Flow::Done
        }
        (_, None) => Flow::Ignored,
    }
}

/// Takes the term out of what is asked without which something would be found.
fn drop_term(state: &mut State, effects: &mut Effects) -> Flow {
    let Some(Overlay::Finding(finding)) = state.overlays.last_mut() else { return Flow::Ignored };
    let Some(way) = finding.in_the_way().cloned() else { return Flow::Ignored };
    let line = finding.input_mut();
    let (text, cursor) = way.taken_out(line.text(), line.cursor());
    line.set(&text, cursor);
    ask(finding, &mut state.shared, effects);
    state.shared.tell(Role::Notice, format!("{} is dropped", way.term));
    Flow::Done
}

/// Points at a cell: a candidate that stands there is taken; `false` where none does.
pub fn point(state: &mut State, at: (u16, u16), effects: &mut Effects) -> bool {
    let Some(Overlay::Finding(finding)) = state.overlays.last() else { return false };
    let anchor = finding.anchor(state.shared.size);
    finding.is_completing()
        && complete(state, effects, |completion, line, asking| completion.point(at, anchor, line, asking))
            != Answer::Passed
}

/// Asks what is typed now, and looks what can be written next.
fn typed(state: &mut State, effects: &mut Effects) {
    let State { overlays, shared, .. } = state;
    let Some(Overlay::Finding(finding)) = overlays.last_mut() else { return };
    if is_large(&shared.snapshot) {
        finding.typed_mut().1.forget();
        return ask(finding, shared, effects);
    }
    complete(state, effects, |completion, line, asking| {
        completion.look(line, asking);
        Answer::Written
    });
}

/// Looks what can be written next, counted among all records or those of the scope; asks anew where the line was changed.
fn complete(
    state: &mut State,
    effects: &mut Effects,
    what: impl FnOnce(&mut Completion, &mut InputLine, Asking<'_>) -> Answer,
) -> Answer {
    let State { overlays, shared, .. } = state;
    let Some(Overlay::Finding(finding)) = overlays.last_mut() else { return Answer::Passed };
    let present = shared.scope.near(shared.snapshot.dataset.len());
    let asking = Asking { kinds: Kind::ALL, ground: shared.ground(), present: &present, is_counted: true };
    let (line, completion) = finding.typed_mut();
    let answer = what(completion, line, asking);
    count(completion, shared, (Kind::ALL, &present, true), effects);
    if answer == Answer::Written {
        ask(finding, shared, effects);
    }
    answer
}

/// Has the values counted that a list of candidates waits for, if it does: of records of these kinds, among those that are present.
pub fn count(
    completion: &mut Completion,
    shared: &mut Shared,
    (kinds, present, is_counted): (&'static [Kind], &FixedBitSet, bool),
    effects: &mut Effects,
) {
    let ticket = shared.asked + 1;
    let Some((text, cursor)) = completion.ask(ticket) else { return };
    shared.asked = ticket;
    let (today, shown, present) = (shared.today, shared.notebook.shown(), present.clone());
    let wanted = Wanted { ticket, text, cursor, kinds, today, shown, present, is_counted };
    effects.push(Effect::Complete(Box::new(wanted)));
}

/// Shows the values that were counted, in the list of what is asked of anything or of the filter that is typed.
pub fn counted(state: &mut State, ticket: u64, answer: Result<Option<Box<Offers>>, String>, effects: &mut Effects) {
    let State { overlays, shared, typing, .. } = state;
    let answer = match (answer, overlays.last_mut()) {
        (Err(reason), _) => {
            // The next Tab may have more luck.
            typing.iter_mut().for_each(|typing| typing.completion.forget());
            if let Some(Overlay::Finding(finding)) = overlays.last_mut() {
                finding.typed_mut().1.forget();
            }
            return shared.tell(Role::Warning, reason);
        }
        // It was given up, as nobody waits for it.
        (Ok(None), _) => return,
        (Ok(Some(offers)), Some(Overlay::Finding(finding))) => {
            let (line, completion) = finding.typed_mut();
            let answer = completion.counted(ticket, *offers, line);
            if answer == Answer::Written {
                ask(finding, shared, effects);
            }
            answer
        }
        (Ok(Some(offers)), _) => super::typing::counted(state, ticket, *offers, effects),
    };
    if answer == Answer::Nothing {
        state.shared.tell(Role::Warning, NOTHING);
    }
}

/// Shows what was found, and goes there if that was asked for already.
pub fn found(state: &mut State, ticket: u64, answer: Result<Box<Anything>, String>) {
    let Some(Overlay::Finding(finding)) = state.overlays.last_mut() else { return };
    match answer {
        Err(reason) => state.shared.tell(Role::Warning, reason),
        Ok(found) => {
            if finding.take(ticket, *found) && finding.is_due() {
                open(state);
            }
        }
    }
}

/// Goes to what is under the cursor, or will go there as soon as it is known.
pub fn open(state: &mut State) -> Flow {
    let Some(Overlay::Finding(finding)) = state.overlays.last_mut() else { return Flow::Ignored };
    let Some(aim) = finding.open() else { return Flow::Done };
    state.overlays.clear();
    match aim {
        Aim::Hit(hit) => go(state, hit),
        Aim::Item(id) => go_to_added(state, id),
    }
}

/// Opens the record to which something that was added belongs, with the cursor on it; where there is none, shows it.
fn go_to_added(state: &mut State, id: EventId) -> Flow {
    let (screen, shared) = state.stage();
    let Some(item) = shared.notebook.item(id) else { return Flow::Refused("that is no longer there".to_owned()) };
    let dataset = &shared.snapshot.dataset;
    let touches = item.touches();
    let record =
        touches.iter().find_map(|text| dataset.find_reference(Reference::parse(text)?)).map(|record| record.rid);
    let Some(rid) = record else {
        let (title, line) = (told::capital(item.op.spec().title), told::item(item, dataset));
        let text = vec![(Role::Text, line.text), (Role::Source, line.source)];
        return show(state, Overlay::Reader(Reader::new(title, text)));
    };
    let flow = follow(screen, rid, shared);
    screen.detail_mut().aim_at_item(id);
    flow
}

fn show(state: &mut State, overlay: Overlay) -> Flow {
    state.overlays.push(overlay);
    Flow::Done
}

/// Asks again what is asked of anything, where what was added has become another since: what is hidden is found no more.
pub fn ask_again(state: &mut State, effects: &mut Effects) {
    let State { overlays, shared, .. } = state;
    if let Some(Overlay::Finding(finding)) = overlays.last_mut()
        && finding.revision != shared.notebook.revision
        && !finding.input().text().is_empty()
    {
        let is_awaited = finding.is_awaited();
        finding.clear();
        ask(finding, shared, effects);
        // Enter that was pressed before the answer is meant for the answer to come.
        if is_awaited {
            finding.open();
        }
    }
}

/// Opens a record in the detail; a paragraph is the line under its cursor.
fn go(state: &mut State, hit: Hit) -> Flow {
    let (screen, shared) = state.stage();
    let flow = follow(screen, hit.rid, shared);
    let is_document = shared.snapshot.dataset.kind(hit.rid) == Some(Kind::Document);
    if let Some(at) = hit.paragraph.filter(|_| is_document) {
        screen.detail_mut().aim_at_part(Name::Paragraphs, at);
    }
    flow
}
