//! All that is in a journal, sort by sort: what a person keeps a copy of, readable without the program.

use crate::journal::{Item, OPS, Review, Trouble};
use crate::model::Dataset;
use crate::report::told::{self, meant};
use crate::report::{Line, Report, Section};

/// Writes all of a journal, and what of it could not be read as it stands there.
pub fn all(review: &Review, troubles: &[Trouble], dataset: &Dataset) -> Report {
    let sections = OPS.iter().filter(|spec| spec.adds).filter_map(|spec| {
        let items = review.items.iter().filter(|item| item.op == spec.op);
        let lines: Vec<Line> = items.map(|item| placed(item, dataset)).collect();
        (!lines.is_empty()).then(|| Section { title: told::capital(spec.plural), lines })
    });
    let unread: Vec<Line> = troubles.iter().map(unread).collect();
    let unread = (!unread.is_empty()).then(|| Section { title: "Could not be read".to_owned(), lines: unread });
    let title = format!("Journal: {}", dataset.title().text());
    let report = Report { title, about: Vec::new(), sections: sections.chain(unread).collect(), is_numbered: false };
    report.lacking(troubles.len())
}

fn unread(trouble: &Trouble) -> Line {
    Line { text: trouble.text.clone(), source: trouble.to_string(), cites: Vec::new() }
}

/// Tells an item, after where it belongs.
fn placed(item: &Item, dataset: &Dataset) -> Line {
    let meeting = item.event.meeting.as_deref().map(|id| meant(&format!("meeting:{id}"), dataset));
    let on = item.event.on.as_deref().map(|on| meant(on, dataset));
    let place: Vec<String> = [on, meeting].into_iter().flatten().collect();
    let line = told::item(item, dataset);
    if place.is_empty() { line } else { Line { text: format!("{}: {}", place.join(", "), line.text), ..line } }
}
