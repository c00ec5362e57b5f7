//! Writing what a list shows, or a paper, to a file: which format, which file, and what came of it.
//!
//! Whatever touches the disk is asked for as an [`Effect`]; what stands at the path is said before anything is replaced.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::base::date::Day;
use crate::base::fs::Standing;
use crate::base::text::visible;
use crate::config::Role;
use crate::diff;
use crate::exchange::{FORMATS, Format, FormatSpec, Selection, selections};
use crate::index::Snapshot;
use crate::keys::Action;
use crate::model::{Dataset, Rid};
use crate::report;
use crate::revise::Next;
use crate::revise::place::Taken;
use crate::tui::effect::{Effect, Effects};
use crate::tui::flow::Flow;
use crate::tui::overlay::{Item, Naming, Overlay, Pick, Picker};
use crate::tui::papers::{self, Paper};
use crate::tui::program;
use crate::tui::screen::Screen;
use crate::tui::shared::Shared;
use crate::tui::state::State;
use crate::tui::versions::{self, revising};

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Records, in a format.
    Records(Arc<Selection>, Format),
    /// A paper, in a format.
    Paper(Paper, report::Format),
    /// What is different between two versions, in a format.
    Differences(Arc<diff::Report>, diff::Format),
    /// The next version of the plan.
    Version(Arc<Next>),
}

/// How wide the lines of a paper are: what every mail has.
const PAPER_WIDTH: usize = 78;

impl Content {
    /// Returns the name of its format.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Records(_, format) => format.spec().name,
            Self::Paper(_, format) => format.spec().name,
            Self::Differences(_, format) => format.spec().name,
            Self::Version(_) => "dataset",
        }
    }

    /// Returns the name that such a file usually has.
    pub fn file_name(&self, dataset: &Dataset) -> String {
        match self {
            Self::Records(selection, format) => selection.file_name(*format, dataset),
            Self::Paper(paper, format) => papers::file_name(paper, *format),
            Self::Differences(report, format) => versions::file_name(report, *format),
            Self::Version(next) => revising::file_name(next, dataset),
        }
    }

    /// Says what is written, in a few words.
    pub fn words(&self, dataset: &Dataset) -> String {
        match self {
            Self::Records(selection, format) => selection.dated(selection.fits(*format, dataset).unwrap_or(0)),
            Self::Paper(paper, _) => paper.report.title.clone(),
            Self::Differences(report, _) => report.summary.clone(),
            Self::Version(next) => revising::words(next),
        }
    }

    /// Makes the bytes of the file, and says what is in it.
    ///
    /// # Errors
    ///
    /// Says why they cannot be made.
    pub fn bytes(&self, dataset: &Dataset, today: Option<Day>) -> Result<(Vec<u8>, String), String> {
        match self {
            Self::Records(selection, format) => {
                let mut bytes = Vec::new();
                let written =
                    selection.write(*format, dataset, today, &mut bytes).map_err(|error| error.to_string())?;
                Ok((bytes, selection.dated(written)))
            }
            Self::Paper(paper, format) => {
                Ok((format.write(&paper.report, PAPER_WIDTH).into_bytes(), paper.report.title.clone()))
            }
            Self::Differences(report, format) => {
                let text = format.write(report).map_err(|error| error.to_string())?;
                Ok((text.into_bytes(), report.summary.clone()))
            }
            Self::Version(next) => {
                let text = next.text.as_ref().map_err(|error| error.to_string())?;
                Ok((text.as_bytes().to_vec(), revising::words(next)))
            }
        }
    }
}

/// What is to be written where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// What.
    pub content: Content,
    /// The file, its path in full.
    pub file: PathBuf,
    /// Whether the user knows that there is such a file, and that it is replaced.
    pub replaces: bool,
    /// The day on which it is written; `None` where the clock does not say.
    pub today: Option<Day>,
}

/// Lists the formats in which the records of the list can be written, or those that are marked in it.
pub fn formats(screen: &dyn Screen, shared: &Shared) -> Flow {
    let snapshot = &shared.snapshot;
    let rids = chosen(screen, snapshot);
    let found = selections(&rids, snapshot);
    if found.is_empty() {
        return Flow::Refused(emptiness(screen, shared));
    }
    let found: Vec<Arc<Selection>> = found.into_iter().map(Arc::new).collect();
    let mut items = Vec::new();
    for selection in &found {
        items.extend((found.len() > 1).then(|| Item::heading(selection.words())));
        items.extend(FORMATS.iter().filter_map(|format| row(format, selection, snapshot)));
    }
    items.extend(FORMATS.iter().filter_map(|format| unfit(format, &found, snapshot)));
    let title = match screen.marks().len() {
        0 => "Export what the list shows".to_owned(),
        marks => format!("Export the {marks} marked"),
    };
    Flow::Show(Overlay::Picker(Picker::new(title, items)))
}

/// Returns the records to be written: the marked ones, or else all that the list shows, in its order.
fn chosen(screen: &dyn Screen, snapshot: &Snapshot) -> Vec<Rid> {
    let (listed, marks) = (screen.listed(snapshot), screen.marks());
    if marks.is_empty() {
        return listed;
    }
    let mut marked = FixedBitSet::with_capacity(snapshot.dataset.len());
    marked.extend(marks.iter().map(|rid| rid.index()));
    // A mark may be on what the filter hides now; it was made all the same.
    listed.into_iter().filter(|rid| marked.contains(rid.index())).chain(marks.iter().copied()).collect()
}

/// Makes the line of a format that can hold some of the records.
fn row(format: &FormatSpec, selection: &Arc<Selection>, snapshot: &Snapshot) -> Option<Item> {
    let dataset = &snapshot.dataset;
    let count = selection.fits(format.format, dataset).ok()?;
    Some(Item {
        text: format!("{} · {}", format.name, selection.dated(count)),
        note: selection.file_name(format.format, dataset),
        more: format.doc.to_owned(),
        pick: Some(Pick::Format(selection.clone(), format.format)),
        ..Item::default()
    })
}

/// Makes the line of a format that can hold none of the records, with the reason.
fn unfit(format: &FormatSpec, found: &[Arc<Selection>], snapshot: &Snapshot) -> Option<Item> {
    let fits: Vec<_> = found.iter().map(|selection| selection.fits(format.format, &snapshot.dataset)).collect();
    let reason = fits.iter().all(Result::is_err).then(|| fits.first()?.err())??;
    Some(Item {
        text: format.name.to_owned(),
        more: format.doc.to_owned(),
        refusal: Some(reason.to_owned()),
        ..Item::default()
    })
}

/// Says why there is nothing to be written, and what to do.
fn emptiness(screen: &dyn Screen, shared: &Shared) -> String {
    let key = |action| program::key(&shared.keymap, action);
    let why = if screen.filter().is_some_and(|words| !words.trim().is_empty()) {
        format!("no row has the words of the filter; {} takes them away", key(Action::Escape))
    } else if !shared.scope.is_empty() {
        format!("nothing here touches all of the scope; {} clears it", key(Action::ClearScope))
    } else {
        "the list shows no records".to_owned()
    };
    format!("nothing to export: {why}")
}

/// Asks for the name of the file.
pub fn name(content: Content, shared: &Shared, effects: &mut Effects) -> Flow {
    let naming = Naming::new(content, &shared.snapshot.dataset);
    effects.push(Effect::Look(naming.text().to_owned()));
    Flow::Show(Overlay::Naming(naming))
}

/// Writes to the file that is named, if it is known what stands there and that it may be written.
pub fn enter(state: &mut State, effects: &mut Effects) -> Flow {
    let today = state.shared.today;
    let Some(Overlay::Naming(naming)) = state.overlays.last_mut() else { return Flow::Ignored };
    if let Some(reason) = naming.refusal() {
        return Flow::Refused(reason.to_owned());
    }
    // Where it is not known yet what stands there, the answer goes on from here.
    let Some(order) = naming.order(today) else { return Flow::Done };
    state.overlays.clear();
    state.shared.tell(Role::Notice, format!("writing {}", name_of(&order.file)));
    effects.push(Effect::Export(Box::new(order)));
    Flow::Done
}

/// Takes in what stands at the path that was typed.
pub fn looked(
    state: &mut State,
    typed: &str,
    (file, standing, taken): (PathBuf, Standing, Option<Taken>),
    effects: &mut Effects,
) {
    let Some(Overlay::Naming(naming)) = state.overlays.last_mut() else { return };
    if naming.learn(typed, file, standing, taken)
        && let Flow::Refused(reason) = enter(state, effects)
    {
        state.shared.tell(Role::Warning, reason);
    }
}

/// Tells what came of it.
pub fn tell(state: &mut State, file: &Path, is_version: bool, answer: Result<String, String>) {
    match answer {
        Ok(what) => {
            if is_version {
                revising::written(state, file);
            }
            let folder = file.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
            let place = visible(&folder, false);
            state.shared.tell(Role::Notice, format!("written: {what}, {} in {place}", name_of(file)));
        }
        Err(reason) => {
            let place = file.display().to_string();
            state.shared.tell(Role::Warning, format!("not written: {reason}: {}", visible(&place, false)));
        }
    }
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    visible(&name, false).into_owned()
}
