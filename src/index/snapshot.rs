//! Everything that one reading of a file gave, ready to be asked.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread;

use crate::base::diag::{Diagnostic, Severity};
use crate::base::lazy::{Force, Lazy};
use crate::base::pages::Pages;
use crate::base::stretch::Reader;
use crate::index::frozen;
use crate::index::heads::Heads;
use crate::index::links::Links;
use crate::index::order::Order;
use crate::index::prose::Prose;
use crate::index::resting::Resting;
use crate::index::touch::Touch;
use crate::model::{Dataset, Kind, Name, Record, Rid};

/// From so many records on a second thread is worth its beginning.
const MANY: usize = 20_000;

/// What is derived from a dataset.
#[derive(Clone, Debug)]
pub struct Index {
    /// Links seen from the other end.
    pub links: Arc<Lazy<Links>>,
    /// Which activities a record touches.
    pub touch: Arc<Lazy<Touch>>,
    /// The order of lists.
    pub order: Arc<Lazy<Order>>,
}

impl Index {
    /// Derives everything; from many records, with two threads.
    pub fn new(dataset: &Dataset) -> Self {
        let order = || Order::new(dataset);
        thread::scope(|scope| {
            let begin = || thread::Builder::new().name("order".into()).spawn_scoped(scope, order).ok();
            let other = (dataset.len() >= MANY).then(begin).flatten();
            let links = Links::new(dataset);
            let order = other.and_then(|other| other.join().ok()).unwrap_or_else(order);
            let touch = Touch::new(dataset, &links, &order);
            Self { order: Arc::new(order.into()), touch: Arc::new(touch.into()), links: Arc::new(links.into()) }
        })
    }

    /// Visits the activities that a participant, goal or action point touches, in the order of their list; none for other kinds.
    pub fn touched(&self, dataset: &Dataset, rid: Rid, mut visit: impl FnMut(Rid)) {
        self.touch.kept(dataset, rid).each(|place| {
            if let Some(activity) = self.order.at(place as usize) {
                visit(activity);
            }
        });
    }
}

/// Where a dataset came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What to call it.
    pub name: String,
    /// The file, where it is one: it may change.
    pub file: Option<PathBuf>,
    /// The folders in which the texts of its documents may lie.
    pub folders: Vec<PathBuf>,
}

/// A dataset, what is derived from it, and what was wrong with its file; immutable, and shared by its copies.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The dataset.
    pub dataset: Dataset,
    /// What is derived from it.
    pub index: Index,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// How many further problems were counted but not described.
    pub more: usize,
    /// Where it came from.
    pub origin: Origin,
    resting: Arc<OnceLock<Resting>>,
    heads: Arc<Lazy<Heads>>,
    prose: Arc<Lazy<Prose>>,
}

/// What records are called, and where their texts begin.
pub(super) type Called = (Lazy<Heads>, Lazy<Prose>);

impl Snapshot {
    /// Derives everything from a dataset.
    pub fn new(dataset: Dataset, diagnostics: Vec<Diagnostic>, more: usize, origin: Origin) -> Self {
        let index = Index::new(&dataset);
        let (heads, prose) = (dataset.clone(), dataset.clone());
        let called = (Lazy::new(move || Heads::new(&heads)), Lazy::new(move || Prose::new(&prose)));
        Self::of((dataset, index, called), (diagnostics, more), origin)
    }

    /// Makes the snapshot that is [kept](Self::freeze) in a file; what is not asked for at once is read later. `None` where that is not what
    /// was written.
    pub fn thaw(reader: &mut Reader, left: Pages, problems: (Vec<Diagnostic>, usize), origin: Origin) -> Option<Self> {
        Some(Self::of(frozen::thaw(reader, left)?, problems, origin))
    }

    fn of(
        (dataset, index, (heads, prose)): (Dataset, Index, Called),
        (diagnostics, more): (Vec<Diagnostic>, usize),
        origin: Origin,
    ) -> Self {
        let (heads, prose) = (Arc::new(heads), Arc::new(prose));
        Self { dataset, index, diagnostics, more, origin, resting: Arc::default(), heads, prose }
    }

    /// Returns the same read in a language (a BCP 47 tag): lists stand in the alphabetical order of its names, activities by date as before.
    pub fn read_in(&self, language: &str) -> Self {
        let dataset = self.dataset.read_in(language);
        let (links, touch) = (self.index.links.clone(), self.index.touch.clone());
        let index = Index { order: Arc::new(Order::new(&dataset).into()), links, touch };
        let (diagnostics, origin) = (self.diagnostics.clone(), self.origin.clone());
        let (heads, prose) = (self.heads.clone(), self.prose.clone());
        Self { dataset, index, diagnostics, more: self.more, origin, resting: Arc::default(), heads, prose }
    }

    /// Returns what rests on which paragraph. It is derived when it is first asked for: only one screen does.
    pub fn resting(&self) -> &Resting {
        self.resting.get_or_init(|| Resting::new(&self.dataset))
    }

    /// Returns what records are called. It is collected when it is first asked for.
    pub fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Returns where the texts of records begin. It is collected when it is first asked for.
    pub fn prose(&self) -> &Prose {
        &self.prose
    }

    /// Lists what is read from a file when it is first asked for, or made then. What a first screen asks for stands before the rest.
    pub fn lazies(&self) -> Vec<&dyn Force> {
        let Index { links, touch, order } = &self.index;
        let (first, last): ([&dyn Force; 2], [&dyn Force; 3]) =
            ([&**order, &**touch], [&**links, &*self.heads, &*self.prose]);
        first.into_iter().chain(self.dataset.lazies()).chain(last).collect()
    }

    /// Returns the work of collecting everything in which words are looked for, and of counting what a cursor asks, so that the first key
    /// need not wait for it: to be done while the screen goes on. `None` where there are so few records that nobody would wait.
    pub fn ahead(&self) -> Option<impl FnOnce() + Send + use<>> {
        let (dataset, heads, prose) = (self.dataset.clone(), self.heads.clone(), self.prose.clone());
        let touch = self.index.touch.clone();
        (self.dataset.len() >= MANY).then_some(move || {
            touch.count_ahead(&dataset);
            prose.force();
            heads.know_letters(&dataset);
            for &kind in Kind::ALL {
                heads.words(kind, &dataset);
            }
        })
    }

    /// Returns how many errors and how many warnings there are.
    pub fn problems(&self) -> (usize, usize) {
        let errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        (errors, self.diagnostics.len() - errors + self.more)
    }

    /// Returns the framework by which the dialogue works now: the one so marked, or else the last one.
    pub fn framework(&self) -> Option<Record<'_>> {
        let mut frameworks = self.dataset.records(Kind::Framework);
        let current = frameworks.find(|framework| framework.flag(Name::Current) == Some(true));
        current.or_else(|| self.dataset.records(Kind::Framework).next_back())
    }

    /// Tells whether a goal is one of that framework.
    pub fn is_in_force(&self, goal: Record<'_>) -> bool {
        goal.link(Name::Framework).map(|of| of.rid) == self.framework().map(|framework| framework.rid)
    }

    /// Lists the goals of that framework, in the order of lists.
    pub fn goals(&self) -> impl Iterator<Item = Record<'_>> {
        let framework = self.framework().map(|framework| framework.rid);
        let goals = self.index.order.of(Kind::Goal).iter().filter_map(|&rid| self.dataset.record(rid));
        goals.filter(move |goal| goal.link(Name::Framework).map(|of| of.rid) == framework)
    }
}
