//! The minutes of a meeting, in numbered paragraphs: who took part, what was said, what was asked for and became of it, what was decided,
//! what comes next. Dataset and journal stand together; notes and flags, which are one person's, do not.

use crate::index::Snapshot;
use crate::journal::{Item, Op, Review};
use crate::model::{Dataset, Kind, Name, Record, Rid};
use crate::report::told::{self, sourced};
use crate::report::{Line, Report, Section};

/// Writes the minutes of a meeting.
pub fn minutes(meeting: Record<'_>, snapshot: &Snapshot, review: &Review) -> Report {
    let dataset = &snapshot.dataset;
    let items: Vec<&Item> = review.of_meeting(meeting.id()).collect();
    let added = |ops: &[Op]| -> Vec<Line> {
        items.iter().filter(|item| ops.contains(&item.op)).map(|item| told::item(item, dataset)).collect()
    };
    let records = |kind: Kind, field: Name| -> Vec<Record<'_>> {
        dataset.records(kind).filter(|record| record.link(field).is_some_and(|of| of.rid == meeting.rid)).collect()
    };
    let said = records(Kind::Statement, Name::Meeting).into_iter().map(|record| told::statement(record, dataset));
    let asked = records(Kind::Amendment, Name::RaisedAt).into_iter().map(|record| told::amendment(record, dataset));
    let promised = records(Kind::Commitment, Name::MadeAt);
    let promised = promised.into_iter().map(|record| told::commitment(record, true, dataset));
    let both = |dataset: Vec<Line>, journal: Vec<Line>| dataset.into_iter().chain(journal).collect::<Vec<_>>();
    let mut sections = vec![
        Section { title: "Participants".to_owned(), lines: participants(meeting, dataset) },
        Section::new("Statements", both(said.collect(), added(&[Op::Statement])), "No statement is recorded."),
        Section::new("Amendments", both(asked.collect(), added(&[Op::Amend])), "No amendment is recorded."),
        Section::new("Decisions", added(&[Op::Decide]), "No decision is recorded in your journal."),
        Section::new("Next steps", both(promised.collect(), added(&[Op::Task])), "No next step is recorded."),
    ];
    let other = added(&[Op::Status, Op::Observe]);
    if !other.is_empty() {
        sections.push(Section::new("Also recorded", other, ""));
    }
    let title = format!("Minutes: {}", meeting.label().text());
    Report { title, about: about(meeting, dataset, &items), sections, is_numbered: true }
}

/// Says when and where it took place, who received it, what there is to say of it.
fn about(meeting: Record<'_>, dataset: &Dataset, items: &[&Item]) -> Vec<Line> {
    let when = meeting.date(Name::When).map_or("not stated".to_owned(), |when| when.compact());
    let country = meeting.link(Name::Country).map(|country| country.label().text());
    let online = meeting.flag(Name::Online).filter(|online| *online).map(|_| "online");
    let place: Vec<&str> = meeting.text(Name::Place).into_iter().chain(country).chain(online).collect();
    let place = if place.is_empty() { "not stated".to_owned() } else { place.join(", ") };
    let hosts = listed(meeting.links(Name::Hosts), dataset);
    let mut lines = vec![sourced(format!("Date: {when}. Place: {place}. Host: {hosts}."), meeting.row())];
    if let Some(summary) = meeting.text(Name::Summary) {
        lines.push(sourced(told::sentence(summary), meeting.row()));
    }
    for (op, word) in [(Op::Open, "Opened"), (Op::Close, "Closed")] {
        let times = items.iter().filter(|item| item.op == op);
        lines.extend(times.map(|item| told::added(format!("{word} {}.", item.event.stamp.minute()), &item.event)));
    }
    lines
}

fn listed(rids: Option<&[Rid]>, dataset: &Dataset) -> String {
    match rids {
        None => "not stated".to_owned(),
        Some([]) => "none".to_owned(),
        Some(rids) => told::names(rids, dataset),
    }
}

fn participants(meeting: Record<'_>, dataset: &Dataset) -> Vec<Line> {
    let people = match meeting.whole(Name::Participants) {
        None => Line::unknown("How many people took part is not stated."),
        Some(1) => sourced("1 person took part.".to_owned(), meeting.row()),
        Some(count) => sourced(format!("{count} people took part."), meeting.row()),
    };
    let Some(attended) = meeting.links(Name::Attended) else {
        return vec![people, Line::unknown("Which countries and organisations were present is not stated.")];
    };
    let of = |kind: Kind| -> Vec<Rid> {
        attended.iter().copied().filter(|&rid| dataset.record(rid).is_some_and(|record| record.kind == kind)).collect()
    };
    let present = [Kind::Country, Kind::Organisation].map(|kind| {
        let rids = of(kind);
        sourced(format!("{} ({}): {}.", kind.spec().title, rids.len(), listed(Some(&rids), dataset)), meeting.row())
    });
    std::iter::once(people).chain(present).collect()
}
