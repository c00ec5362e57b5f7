//! Work that takes longer than a key press, on a thread of its own; a panic there is an answer like any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf, absolute, is_separator};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{RecvTimeoutError, Sender};

use super::completion::Wanted;
use super::datasets::Place;
use super::export::{Content, Order};
use super::keep;
use super::msg::Msg;
use super::outside::Outside;
use super::search::{Latest, Question, Sieve};
use super::session::Session;
use super::versions::revising::Request;
use super::versions::{self, Comparison};
use crate::base::fs::{self, ReadError, Standing, WriteError};
use crate::cache::{self, Cache, Later, Stale};
use crate::config::file::change_views;
use crate::config::typed;
use crate::config::views::Change;
use crate::diff::Report;
use crate::index::{Origin, Snapshot};
use crate::load::{LoadError, Progress, Source, Unloaded, watched};
use crate::query::anything::Anything;
use crate::revise::Next;
use crate::revise::place::{Taken, taken};

/// A dataset that was read again.
#[derive(Debug)]
pub struct Reloaded {
    /// The new dataset with all that is derived from it.
    pub snapshot: Snapshot,
    /// What is different from the old one; `None` where some of the old one could not be read.
    pub changes: Option<Report>,
}

/// A dataset that was opened in the place of another.
#[derive(Debug)]
pub struct Opened {
    /// The dataset with all that is derived from it.
    pub snapshot: Snapshot,
    /// Where the user was with it the last time.
    pub session: Option<Session>,
}

/// Says why a dataset could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Unopened {
    /// The file could not be read.
    #[error("{name}: {error}")]
    Unread {
        /// The path as it was given.
        name: String,
        /// Why.
        error: ReadError,
    },
    /// The file is no dataset.
    #[error(transparent)]
    Unusable(#[from] LoadError),
    /// It was stopped.
    #[error("reading it was stopped")]
    Stopped,
    /// The program failed.
    #[error("{0}")]
    Failed(String),
}

impl From<String> for Unopened {
    fn from(reason: String) -> Self {
        Self::Failed(reason)
    }
}

impl From<Unloaded> for Unopened {
    fn from(unloaded: Unloaded) -> Self {
        match unloaded {
            Unloaded::Stopped => Self::Stopped,
            Unloaded::Unusable(error) => Self::Unusable(error),
        }
    }
}

/// Of how many records that differ it is kept what they say, of a file that was read again: enough to be read, and never a second dataset.
pub const TOLD: usize = 1_000;

/// How often it is told how far a reading has come.
const TICK: Duration = Duration::from_millis(100);

/// Reads a dataset and where the user was with it, under a number; the answer is [`Msg::Opened`], and until then there is
/// [`Msg::SoFar`].
pub fn open(place: Place, (number, progress): (u64, Progress), outside: Outside, sender: Sender<Msg>) {
    let (working, back) = (tell_of(number, progress.clone(), sender.clone()), sender.clone());
    let work = move || {
        let opened = read_other(&place, &progress, (&outside, &back)).map(Box::new);
        drop(working);
        opened
    };
    on_a_thread(sender, "reading", work, move |answer| Msg::Opened { number, answer });
}

/// Tells how far a reading has come, again and again, until what is returned is dropped.
fn tell_of(number: u64, progress: Progress, sender: Sender<Msg>) -> Sender<()> {
    let (working, is_working) = crossbeam_channel::bounded(0);
    let begun = Instant::now();
    let tell = move || {
        while is_working.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) && !progress.is_stopped() {
            let msg = Msg::SoFar { number, so_far: progress.so_far(), taken: begun.elapsed() };
            // The loop is only gone when the program ends.
            let _ = sender.send(msg);
        }
    };
    // Without it the dataset is read all the same.
    let _ = thread::Builder::new().name("progress".into()).spawn(tell);
    working
}

fn source_at(place: &Place, progress: &Progress) -> Result<Source, Unopened> {
    match place {
        Place::Embedded => Ok(Source::embedded()),
        Place::File(path) => {
            let path = &typed(path);
            let unread = |error| Unopened::Unread { name: path.display().to_string(), error };
            Source::watched(path, progress).map_err(unread)
        }
    }
}

fn read_other(
    place: &Place,
    progress: &Progress,
    (outside, sender): (&Outside, &Sender<Msg>),
) -> Result<Opened, Unopened> {
    let source = source_at(place, progress)?;
    let file = if let Place::File(path) = place { Some(typed(path)) } else { None };
    let folders = source.folder.iter().cloned().chain(outside.data.clone()).collect();
    let origin = Origin { name: source.name.clone(), file, folders };
    let (snapshot, later) = cache::read(source, origin, progress, outside.cache.as_ref())?;
    super::fault::hold("reading", || progress.is_stopped());
    let session = outside.state.as_deref().and_then(|state| keep::read(state, &snapshot.dataset.header().id));
    go_on(&snapshot, later, sender);
    progress.step();
    Ok(Opened { snapshot, session })
}

/// Reads a dataset and compares it with what is shown, under a number; the answer is [`Msg::Compared`].
pub fn compare(place: Place, (number, progress): (u64, Progress), shown: Arc<Snapshot>, sender: Sender<Msg>) {
    let work = move || compared(&place, &progress, &shown).map(Box::new);
    on_a_thread(sender, "comparing", work, move |answer| Msg::Compared { number, answer });
}

/// Reads a dataset and compares it with what is shown.
///
/// # Errors
///
/// Says why it cannot be read.
pub fn compared(place: &Place, progress: &Progress, shown: &Snapshot) -> Result<Comparison, String> {
    let source = source_at(place, progress).map_err(|error| error.to_string())?;
    let name = source.name.clone();
    let other = watched(&source, progress).map_err(|unloaded| Unopened::from(unloaded).to_string())?.dataset;
    drop(source);
    Ok(versions::compare(shown, (&name, &other)))
}

/// Does what can be done once a dataset is shown, on a thread of its own: what is left to do with the cache, and collecting everything in
/// which words are looked for.
fn go_on(snapshot: &Snapshot, later: Later, sender: &Sender<Msg>) {
    let ahead = snapshot.ahead();
    if ahead.is_none() && matches!(later, Later::Nothing) {
        return;
    }
    let (snapshot, sender) = (snapshot.clone(), sender.clone());
    let work = move || {
        snapshot.dataset.prepare();
        if let Some((why, file)) = later.run(&snapshot).zip(snapshot.origin.file.clone()) {
            // The loop is only gone when the program ends.
            let _ = sender.send(Msg::Stale { file, why });
        }
        ahead.into_iter().for_each(|ahead| ahead());
    };
    // Without it whoever looks first collects it, and the file is read again the next time.
    let _ = thread::Builder::new().name("words".into()).spawn(work);
}

/// Makes the next version of a dataset, of which nothing is written; the answer is [`Msg::Revised`].
pub fn revise(request: Request, progress: Progress, sender: Sender<Msg>) {
    let number = request.number;
    let work = move || revised(&request, &progress).map(Box::new);
    on_a_thread(sender, "revising", work, move |answer| Msg::Revised { number, answer });
}

/// Reads a dataset and makes its next version.
///
/// # Errors
///
/// Says why it cannot be read, or taken apart.
pub fn revised(request: &Request, progress: &Progress) -> Result<Next, String> {
    let source = source_at(&request.place, progress).map_err(|error| error.to_string())?;
    let name = source.name.clone();
    let source = source.whole().map_err(|error| format!("{name}: {error}"))?;
    let loaded = watched(&source, progress).map_err(|unloaded| Unopened::from(unloaded).to_string())?;
    let text = source.text().unwrap_or_default();
    let next = Next::new((text, &loaded), &request.book.review, request.version.as_deref(), request.today);
    next.map_err(|error| format!("{name}: {error}"))
}

/// Reads a file again and compares it with what is shown, under a number; the answer is [`Msg::Loaded`], and until then there is
/// [`Msg::SoFar`].
pub fn reload(
    (file, why, number): (PathBuf, Stale, u64),
    shown: Arc<Snapshot>,
    cache: Option<Cache>,
    sender: Sender<Msg>,
) {
    let read = {
        let (file, back, progress) = (file.clone(), sender.clone(), Progress::default());
        let working = tell_of(number, progress.clone(), sender.clone());
        move || {
            let read = read((&file, why), &shown, &progress, (cache.as_ref(), &back)).map(Box::new);
            drop(working);
            read
        }
    };
    on_a_thread(sender, "reading", read, move |answer| Msg::Loaded { file: file.clone(), why, number, answer });
}

/// What stands at a path, and what that is if it must never be written over.
type Seen = (PathBuf, Standing, Option<Taken>);

/// Looks what stands at the path that a person typed, and whether that is the file that is shown or in the folder of the journal; the
/// answer is [`Msg::Looked`].
pub fn look(typed: String, (shown, journal): (Option<PathBuf>, Option<PathBuf>), sender: Sender<Msg>) {
    let look = {
        let typed = typed.clone();
        move || {
            let (file, standing) = look_at(&typed);
            let taken = taken(&file, shown.as_deref(), journal.as_deref());
            Ok((file, standing, taken))
        }
    };
    let answer = move |seen: Result<Seen, String>| {
        // Where it cannot be looked, whether it can be written will show.
        let (file, standing, taken) = seen.unwrap_or_else(|_| (PathBuf::from(&typed), Standing::Free, None));
        Msg::Looked { typed: typed.clone(), file, standing, taken }
    };
    on_a_thread(sender, "looking at", look, answer);
}

/// Returns the path in full that a person typed, and what stands there.
pub fn look_at(text: &str) -> (PathBuf, Standing) {
    let file = typed(Path::new(text.trim()));
    let file = absolute(&file).unwrap_or(file);
    let names_folder = text.trim_end().ends_with(is_separator);
    let standing = if names_folder { Standing::Directory } else { fs::look(&file) };
    (file, standing)
}

/// Finds anything; the answers are [`Msg::Found`].
pub fn search(question: Question, shown: Arc<Snapshot>, latest: Latest, sender: Sender<Msg>) {
    let ticket = question.ticket;
    let answer = move |answer: Result<Anything, String>| Msg::Found { ticket, answer: answer.map(Box::new) };
    let back = sender.clone();
    let work = move || {
        let mut last = Anything::default();
        question.answer(&shown, &latest, &mut |found| match found.is_last() {
            true => last = found,
            // The loop is only gone when the program ends.
            false => drop(back.send(answer(Ok(found)))),
        });
        // Where a later question has ended this one, nobody waits for this.
        Ok(last)
    };
    on_a_thread(sender, "searching", work, answer);
}

/// Reads a filter; the answer is [`Msg::Sieved`].
pub fn sieve(sieve: Sieve, shown: Arc<Snapshot>, latest: Latest, sender: Sender<Msg>) {
    let ticket = sieve.ticket;
    let work = move || Ok(sieve.read(&shown, &latest).map(Box::new));
    on_a_thread(sender, "filtering", work, move |answer| Msg::Sieved { ticket, answer });
}

/// Counts the values that can be written next; the answer is [`Msg::Counted`].
pub fn complete(wanted: Wanted, shown: Option<Arc<Snapshot>>, latest: Latest, sender: Sender<Msg>) {
    let (Some(shown), ticket) = (shown, wanted.ticket) else { return };
    let work = move || Ok(wanted.offers(&shown, &latest).map(Box::new));
    on_a_thread(sender, "counting", work, move |answer| Msg::Counted { ticket, answer });
}

/// Writes records of what is shown to a file; the answer is [`Msg::Exported`]. Returns the thread that does it.
pub fn export(order: Order, shown: Arc<Snapshot>, sender: Sender<Msg>) -> Option<JoinHandle<()>> {
    let (file, is_version) = (order.file.clone(), matches!(order.content, Content::Version(_)));
    let answer = move |answer| Msg::Exported { file: file.clone(), is_version, answer };
    on_a_thread(sender, "writing", move || write(&order, &shown), answer)
}

/// Writes a file whole or not at all, and says what was written, or why nothing was and what to do.
///
/// # Errors
///
/// Says why nothing was written.
pub fn write(order: &Order, shown: &Snapshot) -> Result<String, String> {
    let Order { content, file, replaces, today } = order;
    let (bytes, what) = content.bytes(&shown.dataset, *today)?;
    if shown.dataset.is_torn() {
        return Err("what was kept of the dataset is damaged, and it is read again; export once that is done".into());
    }
    if taken(file, shown.origin.file.as_deref(), None).is_some() {
        return Err("it is the dataset that is shown, which is never touched".into());
    }
    if !replaces && matches!(fs::look(file), Standing::File | Standing::Other) {
        return Err("something has come to stand there meanwhile; export again to see what".into());
    }
    fs::replace(file, &bytes).map_err(|error| {
        let what_to_do = match error {
            WriteError::NoFolder => "make it first, or choose another",
            WriteError::Directory => "choose another name",
            WriteError::Denied => "choose another folder",
            WriteError::Other(_) => "an older file is as it was",
        };
        format!("{error}; {what_to_do}")
    })?;
    Ok(what)
}

/// Keeps a view in the configuration file, or takes it out; the answer is [`Msg::ViewKept`]. Returns the thread that does it.
pub fn keep_view(change: Change, config: Option<PathBuf>, sender: Sender<Msg>) -> Option<JoinHandle<()>> {
    let keep = {
        let change = change.clone();
        move || {
            let file = config.ok_or("there is no home directory for the configuration file: set HOME")?;
            let name = file.display().to_string();
            change_views(&file, &change).map_err(|error| format!("{name}: {error}"))?;
            Ok(name)
        }
    };
    on_a_thread(sender, "writing", keep, move |answer| Msg::ViewKept { change: change.clone(), answer })
}

/// Does a piece of work on a thread of its own and sends what came of it.
fn on_a_thread<T: Send + 'static, E: From<String> + Send + 'static>(
    sender: Sender<Msg>,
    doing: &'static str,
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
    answer: impl Fn(Result<T, E>) -> Msg + Clone + Send + 'static,
) -> Option<JoinHandle<()>> {
    let work = move || {
        super::fault::trip("worker");
        work()
    };
    let (back, answer_back) = (sender.clone(), answer.clone());
    let thread = thread::Builder::new().name("work".into()).spawn(move || {
        let result = catch_unwind(AssertUnwindSafe(work))
            .unwrap_or_else(|_| Err(format!("the program failed while {doing} it").into()));
        // The loop is only gone when the program ends.
        let _ = back.send(answer_back(result));
    });
    match thread {
        Ok(thread) => Some(thread),
        Err(error) => {
            let _ = sender.send(answer(Err(format!("{doing} it cannot begin now: {error}").into())));
            None
        }
    }
}

fn read(
    (file, why): (&Path, Stale),
    shown: &Snapshot,
    progress: &Progress,
    (cache, sender): (Option<&Cache>, &Sender<Msg>),
) -> Result<Reloaded, String> {
    let source = Source::watched(file, progress).map_err(|error| error.to_string())?;
    let said = |unloaded| match unloaded {
        Unloaded::Unusable(error) => error.diagnostic.to_string(),
        Unloaded::Stopped => unloaded.to_string(),
    };
    let read = cache::read(source, shown.origin.clone(), progress, cache);
    let (snapshot, later) = read.map_err(said)?;
    go_on(&snapshot, later, sender);
    let (old, new) = (&shown.dataset, &snapshot.dataset);
    let name = shown.origin.name.as_str();
    let is_known = why == Stale::Changed && !old.is_torn();
    let changes = is_known.then(|| Report::between((name, old), (name, new), TOLD));
    Ok(Reloaded { snapshot, changes })
}
