//! Finding anything while the screen goes on: what is asked, by whom it is answered, and going where it leads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::base::date::Day;
use crate::config::Role;
use crate::index::Snapshot;
use crate::model::{Kind, Name};
use crate::query::search::{Found, Hit, Search};
use crate::tui::effect::{Effect, Effects};
use crate::tui::flow::Flow;
use crate::tui::overlay::{Finding, Overlay};
use crate::tui::scope::Scope;
use crate::tui::screen::follow;
use crate::tui::shared::Shared;
use crate::tui::state::State;

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
}

impl Question {
    /// Answers it, once or several times, the last time with everything; no further once `latest` is another number.
    pub fn answer(&self, snapshot: &Snapshot, latest: &AtomicU64, tell: &mut dyn FnMut(Found)) {
        let goes_on = || latest.load(Ordering::Relaxed) == self.ticket;
        let is_first = |rid| !self.scope.is_empty() && self.scope.is_near(rid);
        let (text, today) = (self.text.as_str(), self.today);
        Search { text, snapshot, today, is_first: &is_first, goes_on: &goes_on }.run(tell);
    }
}

/// The number of the question that was asked last, shared with those who answer.
pub type Latest = Arc<AtomicU64>;

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
    let (ticket, text) = (shared.asked, finding.input().text().to_owned());
    let question = Question { ticket, text, scope: shared.scope.clone(), today: shared.today };
    effects.push(Effect::Search(Box::new(question)));
}

/// Shows what was found, and goes there if that was asked for already.
pub fn found(state: &mut State, ticket: u64, answer: Result<Box<Found>, String>) {
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
    let Some(hit) = finding.open() else { return Flow::Done };
    state.overlays.clear();
    go(state, hit)
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
