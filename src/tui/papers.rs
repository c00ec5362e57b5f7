//! Papers to hand out, shown in the dashboard: the minutes of a meeting, a brief on a record.

use std::sync::Arc;

use crate::config::Role;
use crate::model::{Kind, Record, Reference, Rid};
use crate::query::words::kinds;
use crate::report::{FORMATS, Format, Paragraph, Report, brief, minutes};
use crate::tui::flow::Flow;
use crate::tui::overlay::{Item, Overlay, Pick, Picker, Reader};
use crate::tui::screen::{Screen, shown};
use crate::tui::shared::Shared;

/// What a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The minutes of a meeting.
    Minutes,
    /// A brief on a record.
    Brief,
}

/// A paper that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is.
    pub sort: Sort,
    /// The record that it is on.
    pub on: Rid,
}

/// A paper that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What is in it.
    pub report: Arc<Report>,
    /// The name of a file of it, without its ending.
    pub name: String,
}

/// Shows the paper on the record under the cursor, or lists those that there are.
pub fn choose(screen: &dyn Screen, shared: &Shared) -> Flow {
    let record = shown(screen, &shared.snapshot);
    let found = wanted(record, shared);
    if let [only] = found.as_slice() {
        return show(*only, shared);
    }
    let item = |wanted: &Wanted| {
        let label = shared.snapshot.dataset.record(wanted.on).map_or("", |record| record.label().text());
        let word = if wanted.sort == Sort::Minutes { "Minutes of" } else { "Brief on" };
        Item { text: format!("{word} {label}"), pick: Some(Pick::Paper(*wanted)), ..Item::default() }
    };
    if found.is_empty() {
        return Flow::Refused(format!("put the cursor on one of what there are briefs on: {}", kinds(brief::KINDS)));
    }
    Flow::Show(Overlay::Picker(Picker::new("Papers", found.iter().map(item).collect())))
}

/// Lists the papers that can be made here: those on the record, and the minutes of the meeting in progress.
fn wanted(record: Option<Record<'_>>, shared: &Shared) -> Vec<Wanted> {
    let dataset = &shared.snapshot.dataset;
    let open = shared.notebook.book.meeting.as_ref().map(|id| format!("meeting:{id}"));
    let open = open.as_deref().and_then(Reference::parse).and_then(|reference| dataset.find_reference(reference));
    let meetings = record.filter(|record| record.kind == Kind::Meeting).into_iter().chain(open);
    let mut found: Vec<Wanted> = meetings.map(|meeting| Wanted { sort: Sort::Minutes, on: meeting.rid }).collect();
    found.dedup();
    let brief = record.filter(|record| brief::KINDS.contains(&record.kind));
    found.extend(brief.map(|record| Wanted { sort: Sort::Brief, on: record.rid }));
    found
}

/// Shows a paper, to be read and to be written to a file.
pub fn show(wanted: Wanted, shared: &Shared) -> Flow {
    let snapshot = &shared.snapshot;
    let Some(record) = snapshot.dataset.record(wanted.on) else { return Flow::Ignored };
    let book = &shared.notebook.book;
    let (review, lacks) = (&book.review, book.lacks);
    let (word, report) = match wanted.sort {
        Sort::Minutes => ("minutes", Some(minutes::minutes(record, snapshot, review).lacking(lacks))),
        // While he presents nothing of the journal is in it, as with --public.
        Sort::Brief => {
            let review = (!shared.notebook.is_presenting).then_some(review);
            let lacks = if review.is_some() { lacks } else { 0 };
            ("brief", brief::brief(record, snapshot, review).map(|report| report.lacking(lacks)))
        }
    };
    let Some(report) = report else { return Flow::Ignored };
    let paragraph = |paragraph: Paragraph| match paragraph {
        Paragraph::Heading(text) => (Role::Heading, text),
        Paragraph::Text(text) => (Role::Text, text),
        Paragraph::Space => (Role::Text, String::new()),
    };
    let text = report.paragraphs().into_iter().map(paragraph).collect();
    let name = format!("{word}-{}", record.id());
    let mut reader = Reader::new(report.title.clone(), text);
    reader.paper = Some(Paper { report: Arc::new(report), name });
    Flow::Show(Overlay::Reader(reader))
}

/// Lists the formats in which a paper can be written.
pub fn formats(paper: &Paper) -> Flow {
    let item = |format: Format| Item {
        text: format.spec().name.to_owned(),
        note: file_name(paper, format),
        more: format.spec().doc.to_owned(),
        pick: Some(Pick::PaperFormat(paper.clone(), format)),
        ..Item::default()
    };
    let items = FORMATS.iter().map(|spec| item(spec.format)).collect();
    Flow::Show(Overlay::Picker(Picker::new(format!("Write {}", paper.report.title), items)))
}

/// Returns the name that a file of a paper has unless it is given another.
pub fn file_name(paper: &Paper, format: Format) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '-' };
    format!("{}.{}", paper.name.chars().map(plain).collect::<String>(), format.spec().ending)
}
