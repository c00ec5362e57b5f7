//! What was accepted: amendments of the dataset, and of a journal.

use uuid::Uuid;

use crate::diff::words::{compare, marked};
use crate::journal::ops::FATES;
use crate::journal::{Item, Op, Review};
use crate::model::{Dataset, Kind, LangText, Name, Record, Reference, Value};

/// An amendment that was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amendment {
    /// Its id among the amendments of the dataset.
    pub id: String,
    /// The record that is to be changed, as a reference; not stated where there is none. The same holds for what follows.
    pub to: Option<String>,
    /// Which field of it.
    pub field: Option<String>,
    /// What stood there.
    pub before: Option<String>,
    /// What is to stand there.
    pub after: Option<String>,
    /// Who asked for it, by id or reference.
    pub by: Vec<String>,
    /// What it is, or why; may be empty.
    pub summary: String,
    /// The meeting, by id.
    pub meeting: Option<String>,
    /// Who noted it and on which day, where it is the journal that has it.
    pub noted: Option<(String, String)>,
    /// Why it cannot be carried out, whatever it says.
    pub unclear: Option<&'static str>,
}

impl Amendment {
    /// Returns the key of the field that it is to change; empty where it states none.
    pub fn key(&self) -> String {
        self.field.as_deref().unwrap_or_default().trim().to_lowercase().replace(' ', "_")
    }

    /// Names it and what it is to change.
    pub fn title(&self) -> String {
        let of = |text: &Option<String>| text.as_ref().map(|text| format!(" {text}")).unwrap_or_default();
        format!("{}{}{}", self.reference(), of(&self.to), of(&self.field))
    }

    /// Writes both wordings as one, word by word.
    pub fn wordings(&self) -> String {
        let side = |text: &Option<String>| text.clone().unwrap_or_default();
        marked(&compare(&side(&self.before), &side(&self.after))).0
    }

    /// Returns its reference.
    pub fn reference(&self) -> String {
        format!("{}:{}", Kind::Amendment.spec().name, self.id)
    }
}

/// Lists what was accepted: first what the dataset has, then what a journal adds to it.
pub fn accepted(dataset: &Dataset, review: &Review) -> Vec<Amendment> {
    let is_accepted = |record: &Record<'_>| record.word(Name::Status).is_some_and(|term| term.name == ACCEPTED);
    let records = dataset.records(Kind::Amendment).filter(is_accepted);
    let mut amendments: Vec<Amendment> = records.map(|record| of_record(record, dataset)).collect();
    let is_in_force =
        |item: &&Item| item.op == Op::Amend && item.fate.as_ref().is_some_and(|fate| fate.text("fate") == ACCEPTED);
    for item in review.items.iter().filter(is_in_force) {
        let mut amendment = of_item(item);
        match amendments.iter().find(|known| known.id == amendment.id) {
            // The dataset has it already, from an earlier version.
            Some(known) if is_same(known, &amendment) => continue,
            Some(_) => amendment.unclear = Some("the dataset has it with another wording"),
            None if dataset.find(Kind::Amendment, &amendment.id).is_some() => {
                amendment.unclear = Some("the dataset does not have it as accepted");
            }
            None => {}
        }
        amendments.push(amendment);
    }
    amendments
}

/// Lists what is not settled: first what the dataset has, then what a journal adds to it.
pub fn open(dataset: &Dataset, review: &Review) -> Vec<Amendment> {
    let is_open = |record: &Record<'_>| record.word(Name::Status).is_none_or(|term| !FATES.contains(&term.name));
    let records = dataset.records(Kind::Amendment).filter(is_open).map(|record| of_record(record, dataset));
    let items = review.items.iter().filter(|item| item.op == Op::Amend && item.fate.is_none()).map(of_item);
    records.chain(items).collect()
}

/// The word for an amendment that went into the plan.
const ACCEPTED: &str = "accepted";

fn is_same(one: &Amendment, other: &Amendment) -> bool {
    (&one.to, &one.field, &one.before, &one.after) == (&other.to, &other.field, &other.before, &other.after)
}

fn of_record(record: Record<'_>, dataset: &Dataset) -> Amendment {
    let mut unclear = None;
    let mut text = |name: Name| match record.get(name) {
        Value::Text(LangText::One(text)) => Some(text.to_owned()),
        Value::Text(text) => {
            unclear = Some("its wording is in several languages; ask for each by an amendment of its own");
            Some(text.text().to_owned())
        }
        _ => None,
    };
    let (field, before, after) = (text(Name::Field), text(Name::Before), text(Name::After));
    let id = |rid: &_| dataset.record(*rid).map(|record| record.id().to_owned());
    Amendment {
        id: record.id().to_owned(),
        to: record.link(Name::To).map(|to| to.reference().to_string()),
        field,
        before,
        after,
        by: record.links(Name::By).unwrap_or_default().iter().filter_map(id).collect(),
        summary: record.text(Name::Summary).unwrap_or_default().to_owned(),
        meeting: record.link(Name::RaisedAt).map(|meeting| meeting.id().to_owned()),
        noted: None,
        unclear,
    }
}

fn of_item(item: &Item) -> Amendment {
    let event = &item.event;
    let by: Vec<String> = match item.changes.contains_key("by") {
        true => item.text("by").split([',', ' ']).filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        false => event.list("by").map(str::to_owned).collect(),
    };
    let day = event.stamp.minute().split(' ').next().unwrap_or_default().to_owned();
    Amendment {
        id: id_of(event.id),
        // A reference may name its kind by the word for many, too.
        to: event.on.as_deref().map(|on| Reference::parse(on).map_or_else(|| on.to_owned(), |on| on.to_string())),
        field: Some(item.text("field").to_owned()),
        before: Some(item.text("before").to_owned()),
        after: Some(item.text("after").to_owned()),
        by,
        summary: item.text("text").to_owned(),
        meeting: event.meeting.clone(),
        noted: Some((event.who.clone(), day)),
        unclear: item.is_in_conflict().then_some("two changes of it do not know of each other; settle that first"),
    }
}

/// Returns the id that an amendment of a journal has in a dataset: always the same for the same event.
pub fn id_of(event: Uuid) -> String {
    let digits = event.simple().to_string();
    // What is random in it; what stands before is when it was made.
    format!("J-{}", digits.get(20..).unwrap_or(&digits))
}
