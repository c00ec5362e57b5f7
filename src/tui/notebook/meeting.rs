//! Opening and closing a meeting.

use crate::config::Role;
use crate::journal::{Fields, Op};
use crate::model::{Kind, Name, Record, Rid};
use crate::tui::effect::Effects;
use crate::tui::flow::Flow;
use crate::tui::notebook::Act;
use crate::tui::notebook::act::{label, wish};
use crate::tui::overlay::{Item, Overlay, Pick, Picker};
use crate::tui::screen::shown;
use crate::tui::shared::Shared;
use crate::tui::state::State;

/// Closes the meeting in progress, or opens the one under the cursor, or asks which.
pub fn turn(state: &mut State, effects: &mut Effects) -> Flow {
    let snapshot = state.shared.snapshot.clone();
    let shared = &state.shared;
    if let Some(id) = shared.notebook.whole().meeting.clone() {
        let title = label(&format!("meeting:{id}"), shared);
        let act = Act { op: Op::Close, on: None, meeting: Some(id), fields: Fields::new() };
        wish(&mut state.shared, vec![act], format!("closing of {title}"), effects);
        state.shared.tell(Role::Notice, format!("{title} is closed"));
        return Flow::Done;
    }
    if let Some(record) = shown(state.screen(), &snapshot).filter(|record| record.kind == Kind::Meeting) {
        open(&mut state.shared, record.rid, effects);
        return Flow::Done;
    }
    let mut meetings: Vec<Record<'_>> = snapshot.dataset.records(Kind::Meeting).collect();
    if meetings.is_empty() {
        return Flow::Refused("the dataset has no meetings".to_owned());
    }
    // What is opened is mostly the last.
    meetings.sort_by_key(|meeting| std::cmp::Reverse(meeting.date(Name::When).and_then(|when| when.start())));
    let item = |meeting: &Record<'_>| Item {
        text: meeting.label().text().to_owned(),
        note: meeting.date(Name::When).map(|when| when.compact()).unwrap_or_default(),
        pick: Some(Pick::Meeting(meeting.rid)),
        ..Item::default()
    };
    Flow::Show(Overlay::Picker(Picker::new("Open which meeting?", meetings.iter().map(item).collect())))
}

/// Opens a meeting: what is added from now on belongs to it.
pub fn open(shared: &mut Shared, rid: Rid, effects: &mut Effects) {
    let snapshot = shared.snapshot.clone();
    let Some(record) = snapshot.dataset.record(rid) else { return };
    let act = Act { op: Op::Open, on: None, meeting: Some(record.id().to_owned()), fields: Fields::new() };
    let title = record.label().text();
    wish(shared, vec![act], format!("opening of {title}"), effects);
    shared.tell(Role::Notice, format!("{title} is open: what you add belongs to it"));
}
