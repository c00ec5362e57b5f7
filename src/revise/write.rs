//! The text of the next version: what was accepted in its place, and what the plan says of itself.

use crate::base::date::Day;
use crate::model::field::Target;
use crate::model::kind::PLAN_ID;
use crate::model::{Dataset, Kind, Name, Reference};
use crate::revise::edit::{Edits, Object, quoted};
use crate::revise::settle::Settled;
use crate::revise::standing::{Map, link};
use crate::revise::wanted::Amendment;
use crate::revise::{Order, Unsound};

/// How long a wording is, in characters, that the list of changes quotes.
const LONGEST: usize = 80;

/// Writes the next version.
///
/// # Errors
///
/// Says what stands in the way in the text.
pub fn revised(map: &mut Map<'_>, settled: &Settled<'_>, order: &Order, dataset: &Dataset) -> Result<String, Unsound> {
    let plan = map.object(Reference { kind: Kind::Plan, id: PLAN_ID });
    let plan = plan.ok_or_else(|| Unsound::Text("the dataset has no plan".into()))?;
    let mut edits = Edits::new(map.document);
    for (standing, values) in &settled.changes {
        for (slot, json) in values {
            match standing.slots.get(*slot).and_then(|slot| slot.at.clone()) {
                Some(at) => edits.replace(at, json.clone()),
                None => edits.set(&standing.object, standing.field.key, json.clone()),
            }
        }
    }
    let changes: Vec<String> = settled.applied().map(|amendment| change(amendment, map, dataset)).collect();
    head(&plan, changes, settled, order, map, &mut edits);
    let records: Vec<String> = settled.recorded().map(|amendment| record(amendment, dataset)).collect();
    if !records.is_empty() {
        edits.append(&map.head, Kind::Amendment.spec().plural, &records);
    }
    Ok(edits.made())
}

/// Writes what the plan says of itself. It is revised now, whatever the version before was.
fn head(
    plan: &Object,
    changes: Vec<String>,
    settled: &Settled<'_>,
    order: &Order,
    map: &Map<'_>,
    edits: &mut Edits<'_>,
) {
    let previous = plan.member(Name::Version.text()).map(|member| map.document.piece(&member.value).to_owned());
    let is_amended = |name: Name| {
        let mut of_plan = settled.applied().filter(|amendment| amendment.to.as_deref() == Some(PLAN_ID));
        of_plan.any(|amendment| amendment.key() == name.text())
    };
    edits.set(plan, Name::Version.text(), quoted(&order.version));
    if previous.is_some() || plan.member(Name::Previous.text()).is_some() {
        edits.set(plan, Name::Previous.text(), previous.unwrap_or_else(|| "null".into()));
    }
    let has_status = is_amended(Name::Status);
    if !has_status {
        edits.set(plan, Name::Status.text(), quoted("revised"));
    }
    // Since when it has a status that was asked for is not known.
    match order.today.filter(|_| !has_status) {
        _ if is_amended(Name::Date) => {}
        Some(day) => edits.set(plan, Name::Date.text(), quoted(&written(day))),
        None if plan.member(Name::Date.text()).is_some() => edits.set(plan, Name::Date.text(), "null".into()),
        None => {}
    }
    let list = edits.list_in(plan, &changes);
    edits.set(plan, Name::Changes.text(), list);
}

fn written((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Writes the entry of an amendment in the list of changes.
fn change(amendment: &Amendment, map: &mut Map<'_>, dataset: &Dataset) -> String {
    let mut members = vec![("at", quoted(amendment.to.as_deref().unwrap_or_default()))];
    members.push(("what", quoted(&format!("{} ({})", what(amendment), amendment.reference()))));
    members.extend(by(amendment, dataset));
    let own = Reference { kind: Kind::Amendment, id: &amendment.id };
    let sources = match &amendment.noted {
        Some(_) => Some(journal_source(amendment)),
        None => map.object(own).and_then(|object| {
            let sources = object.member(Name::Sources.text())?;
            Some(map.document.piece(&sources.value).to_owned())
        }),
    };
    members.extend(sources.map(|sources| ("sources", sources)));
    object(&members)
}

/// Says what a change is: both wordings where they are short.
fn what(amendment: &Amendment) -> String {
    let field = amendment.field.as_deref().unwrap_or_default().trim().to_lowercase().replace('_', " ");
    let (before, after) =
        (amendment.before.as_deref().unwrap_or_default(), amendment.after.as_deref().unwrap_or_default());
    let is_short = |text: &str| text.chars().count() <= LONGEST;
    match (before, after) {
        ("", after) if is_short(after) => format!("{field}: now \"{after}\""),
        (before, "") if is_short(before) => format!("{field}: no longer \"{before}\""),
        (before, after) if is_short(before) && is_short(after) => format!("{field}: \"{before}\" is now \"{after}\""),
        _ if amendment.summary.is_empty() => format!("{field}: reworded"),
        _ => format!("{field}: reworded: {}", amendment.summary),
    }
}

/// Lists who asked for it, as far as the dataset knows them.
fn by(amendment: &Amendment, dataset: &Dataset) -> Option<(&'static str, String)> {
    let ids = amendment.by.iter().filter_map(|id| link(id, Target::Participant, dataset).ok());
    let ids: Vec<String> = ids.map(|id| quoted(&id)).collect();
    (!ids.is_empty()).then(|| ("by", format!("[{}]", ids.join(", "))))
}

/// Writes an amendment of the journal as a record of the dataset.
fn record(amendment: &Amendment, dataset: &Dataset) -> String {
    let text = |text: &Option<String>| quoted(text.as_deref().unwrap_or_default());
    let summary = if amendment.summary.is_empty() { what(amendment) } else { amendment.summary.clone() };
    let mut members = vec![("id", quoted(&amendment.id))];
    members.extend(by(amendment, dataset));
    members.push(("summary", quoted(&summary)));
    members.push(("status", quoted("accepted")));
    members.push(("to", text(&amendment.to)));
    members.push(("field", text(&amendment.field)));
    members.push(("before", text(&amendment.before)));
    members.push(("after", text(&amendment.after)));
    let meeting = amendment.meeting.as_deref().filter(|id| dataset.find(Kind::Meeting, id).is_some());
    members.extend(meeting.map(|id| ("raised_at", quoted(id))));
    members.push(("sources", journal_source(amendment)));
    object(&members)
}

/// Writes the source of what a journal has: who noted it, and when.
fn journal_source(amendment: &Amendment) -> String {
    let (who, day) = amendment.noted.clone().unwrap_or_default();
    let title = if who.is_empty() { "Journal".to_owned() } else { format!("Journal of {who}") };
    format!("[{}]", object(&[("title", quoted(&title)), ("date", quoted(&day))]))
}

fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(key, json)| format!("\"{key}\": {json}")).collect();
    format!("{{{}}}", members.join(", "))
}
