//! Versions of the plan: the one that is shown compared with another, and the next one made of it ([`revising`]).
//!
//! The other is read and compared on a thread ([`work`](super::work)); meanwhile a popup says so, and closing it gives the comparison up.
//! What came of it is a list as that of a file that was read again ([`changes`]).

pub mod revising;

use std::sync::Arc;

use crate::base::text::visible;
use crate::config::Role;
use crate::diff::report::FORMATS;
use crate::diff::versions::{Order, order, status, version};
use crate::diff::{Format, Report};
use crate::index::Snapshot;
use crate::model::Dataset;
use crate::tui::datasets::{Place, is_shown};
use crate::tui::effect::{Effect, Effects};
use crate::tui::export::Content;
use crate::tui::flow::Flow;
use crate::tui::overlay::{Item, Overlay, Pick, Picker, Reader, changes};
use crate::tui::shared::Shared;
use crate::tui::state::State;

/// What is different between the dataset that is shown and another version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What both are called, the old one first.
    pub title: String,
    /// What their plans say of themselves, in lines.
    pub plan: Vec<String>,
    /// All that is different.
    pub report: Arc<Report>,
}

/// Compares the dataset that is shown with another: which is the older one their plans say, or else what is shown is the new one.
pub fn compare(shown: &Snapshot, other: (&str, &Dataset)) -> Comparison {
    let own = (shown.origin.name.as_str(), &shown.dataset);
    let said = order(own.1, other.1);
    let is_own_older = said.as_ref().is_some_and(|order| order.is_first_older);
    let (old, new) = if is_own_older { (own, other) } else { (other, own) };
    let sign = |is_own: bool| if is_own { " (shown)" } else { "" };
    let title = format!("{}{} -> {}{}", short(old.0), sign(is_own_older), short(new.0), sign(!is_own_older));
    let plan = plan((old.1, new.1), said);
    Comparison { title, plan, report: Arc::new(Report::between(old, new, usize::MAX)) }
}

/// Says what two plans say of themselves, and by what it is known which came first.
fn plan((old, new): (&Dataset, &Dataset), said: Option<Order>) -> Vec<String> {
    let pair = |what: &str, old: Option<String>, new: Option<String>| {
        let [old, new] = [old, new].map(|side| side.unwrap_or_else(|| "not known".to_owned()));
        if old == new { format!("{what} {old} in both") } else { format!("{what} {old} -> {new}") }
    };
    if old.plan().is_none() && new.plan().is_none() {
        return vec!["Neither has a plan: what is shown is taken to be the new one".to_owned()];
    }
    let why = said.map_or_else(
        || "Which came first they do not say: what is shown is taken to be the new one".to_owned(),
        |order| format!("Which came first: {}", order.why),
    );
    vec![pair("Version", version(old), version(new)), pair("Status", status(old), status(new)), why]
}

/// Returns the last part of a path.
fn short(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().filter(|last| !last.is_empty()).unwrap_or(name);
    visible(name, false).into_owned()
}

/// Lists the datasets with which the one that is shown can be compared; the path of any other file can be typed.
pub fn choose(shared: &Shared) -> Picker {
    let item = |place: &Place| Item {
        text: place.name(),
        pick: Some(Pick::Compare(place.clone())),
        refusal: is_shown(place, shared).then(|| "shown now".to_owned()),
        ..Item::default()
    };
    let typed = |text: &str| {
        let text = Some(text).filter(|text| !text.trim().is_empty())?;
        let pick = Some(Pick::Compare(Place::typed(text)));
        Some(Item { text: format!("Compare with the file {text}"), pick, ..Item::default() })
    };
    let items = shared.datasets.iter().map(item).collect();
    Picker::new("Compare with another version: pick one, or type the path of a file", items).taking(typed)
}

/// Asks for the comparison with another dataset.
pub fn ask(place: Place, shared: &mut Shared, effects: &mut Effects) -> Flow {
    if is_shown(&place, shared) {
        return Flow::Refused("this is the dataset that is shown; pick another version of it".into());
    }
    shared.asked += 1;
    let number = shared.asked;
    let text = format!("{} is being read and compared; Esc gives it up", place.name());
    effects.push(Effect::Compare { place, number });
    Flow::Show(Overlay::Reader(Reader::awaiting(number, "Comparing", text)))
}

/// Shows what is different, if that is still waited for.
pub fn answered(state: &mut State, number: u64, answer: Result<Box<Comparison>, String>) {
    if !is_awaited(state, number) {
        return;
    }
    match answer {
        Ok(comparison) => state.overlays.push(Overlay::Picker(list(&comparison, &state.shared))),
        Err(reason) => state.shared.tell(Role::Warning, format!("not compared: {}", visible(&reason, false))),
    }
}

/// Tells whether the popup that waits for an answer is still there, and takes it away.
pub fn is_awaited(state: &mut State, number: u64) -> bool {
    let waits = |overlay: &Overlay| matches!(overlay, Overlay::Reader(reader) if reader.ticket == Some(number));
    let found = state.overlays.iter().any(waits);
    state.overlays.retain(|overlay| !waits(overlay));
    found
}

/// Lists what is different: first what the plan says of itself, then the records.
fn list(comparison: &Comparison, shared: &Shared) -> Picker {
    let report = &comparison.report;
    let mut items = vec![Item::heading("Plan")];
    let at = changes::plan(report);
    let pick = at.map(|at| Pick::Change(report.clone(), Some(at)));
    items.extend(comparison.plan.iter().map(|line| Item { text: line.clone(), pick: pick.clone(), ..Item::default() }));
    if report.same {
        items.push(Item { text: "Nothing is different, in no record".into(), ..Item::default() });
    } else {
        let text = format!("Write all of it to a file: {}", report.summary);
        items.push(Item { text, pick: Some(Pick::Differences(report.clone())), ..Item::default() });
    }
    items.extend(changes::records(report, shared));
    Picker::new(comparison.title.clone(), items)
}

/// Lists the formats in which differences can be written.
pub fn formats(report: &Arc<Report>) -> Flow {
    let item = |format: Format| Item {
        text: format.spec().name.to_owned(),
        note: file_name(report, format),
        more: format.spec().doc.to_owned(),
        pick: Some(Pick::Write(Content::Differences(report.clone(), format))),
        ..Item::default()
    };
    let items = FORMATS.iter().map(|spec| item(spec.format)).collect();
    Flow::Show(Overlay::Picker(Picker::new("Write what is different", items)))
}

/// Returns the name that a file of differences has unless it is given another.
pub fn file_name(report: &Report, format: Format) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '-' };
    let stem = |name: &str| {
        let name = short(name);
        let stem: String = name.strip_suffix(".json").unwrap_or(&name).chars().map(plain).collect();
        stem.trim_matches('-').to_owned()
    };
    format!("diff-{}-{}.{}", stem(&report.old), stem(&report.new), format.spec().ending)
}
