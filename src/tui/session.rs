//! Where the user was, in words that outlive the dataset in memory: records by reference, fields and ways by name.
//!
//! It is kept when the dashboard is left and taken up again at the next start with the same dataset, even if that has changed since:
//! what is no longer there is left out. Reading and writing the file is [`keep`](crate::tui::keep)'s.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::index::Snapshot;
use crate::journal::EventId;
use crate::model::{Name, Reference, Rid};
use crate::query::sort::SortKey;
use crate::tui::adopt::replace;
use crate::tui::bookmarks::Bookmark;
use crate::tui::detail::DetailView;
use crate::tui::explore::{ListView, View as ExploreView};
use crate::tui::languages;
use crate::tui::layout::{Pane, Split};
use crate::tui::notebook::Added;
use crate::tui::scope::Scope;
use crate::tui::screen::{Screen, View};
use crate::tui::screens::{SCREENS, ScreenId};
use crate::tui::sheet::view::At;
use crate::tui::sheet::{Sheet, SheetView};
use crate::tui::state::State;

/// Where the user was with one dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The id of the dataset.
    pub dataset: String,
    /// The language that was chosen (a BCP 47 tag), where that is another than the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The bookmarks, in the order in which they were set.
    pub bookmarks: Vec<Bookmark>,
    /// The title of the screen.
    screen: String,
    /// The references of the scope.
    scope: Vec<String>,
    /// How the panes share the screen.
    split: Split,
    explore: Explore,
    /// Every other screen that was shown, by its title.
    screens: BTreeMap<String, List>,
}

/// The Explore screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Explore {
    /// The title of the pane with the keys.
    focus: String,
    /// The title of the list that had them last.
    list: String,
    zoomed: bool,
    lists: [List; 3],
    opened: Option<String>,
}

/// One list, or a screen that is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct List {
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    group: u32,
    /// The event that added what the cursor is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    filter: String,
    /// The names of fields, with a minus where the last stands first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sort: Vec<String>,
    /// The name of the way of grouping.
    #[serde(skip_serializing_if = "String::is_empty")]
    way: String,
    /// Whether the other of picture and table is shown than at the very first time.
    #[serde(skip_serializing_if = "is_no")]
    turned: bool,
    #[serde(skip_serializing_if = "is_zero")]
    scale: u32,
    #[serde(skip_serializing_if = "is_no")]
    zoomed: bool,
    #[serde(skip_serializing_if = "is_no")]
    in_detail: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    opened: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_no(flag: &bool) -> bool {
    !flag
}

impl Session {
    /// Makes the session of a dataset that was never shown.
    pub fn new(dataset: impl Into<String>) -> Self {
        Self { dataset: dataset.into(), ..Self::default() }
    }

    /// Returns where the user is.
    pub fn of(state: &State) -> Self {
        let shared = &state.shared;
        let writer = Writer { snapshot: &shared.snapshot };
        let shown = state.sheets.iter().map(|sheet| (sheet, writer.sheet(sheet)));
        Self {
            dataset: shared.snapshot.dataset.header().id.clone(),
            language: languages::chosen(&shared.snapshot).map(str::to_owned),
            bookmarks: shared.bookmarks.clone(),
            screen: state.open.spec().title.to_owned(),
            scope: shared.scope.chips().iter().filter_map(|chip| writer.reference(chip.rid)).collect(),
            split: shared.split,
            explore: writer.explore(&state.explore.view, &state.explore.detail.view),
            screens: shown
                .filter(|(_, list)| *list != List::default())
                .map(|(sheet, list)| (sheet.id.spec().title.to_owned(), list))
                .collect(),
        }
    }

    /// Goes there. What the dataset no longer has is left out.
    pub fn restore(&self, state: &mut State) {
        if let Some(language) = self.language.as_deref()
            && state.shared.snapshot.dataset.languages().contains(&language)
        {
            let snapshot = state.shared.snapshot.read_in(language);
            replace(state, Arc::new(snapshot));
        }
        let snapshot = state.shared.snapshot.clone();
        let reader = Reader { snapshot: &snapshot };
        let mut scope = Scope::default();
        for rid in self.scope.iter().filter_map(|reference| reader.rid(reference)) {
            scope.add(rid, &snapshot);
        }
        state.shared.scope = scope;
        state.shared.split = self.split.sound();
        state.shared.bookmarks.clone_from(&self.bookmarks);
        state.explore.restore(reader.explore(&self.explore));
        for sheet in &mut state.sheets {
            if let Some(list) = self.screens.get(sheet.id.spec().title) {
                let view = reader.sheet(list, sheet);
                sheet.restore(view);
            }
        }
        let open = SCREENS.iter().find(|spec| spec.title == self.screen);
        state.open = open.map_or(ScreenId::Explore, |spec| spec.id);
        state.refresh();
    }
}

struct Writer<'a> {
    snapshot: &'a Snapshot,
}

impl Writer<'_> {
    fn reference(&self, rid: Rid) -> Option<String> {
        self.snapshot.dataset.record(rid).map(|record| record.reference().to_string())
    }

    fn references(&self, rids: &[Rid]) -> Vec<String> {
        rids.iter().filter_map(|&rid| self.reference(rid)).collect()
    }

    fn explore(&self, view: &ExploreView, detail: &DetailView) -> Explore {
        let list = |list: &ListView| List {
            at: list.at.and_then(|rid| self.reference(rid)),
            marks: self.references(&list.marks),
            filter: list.filter.clone(),
            sort: written_sort(&list.sort),
            ..List::default()
        };
        let [countries, goals, activities] = &view.lists;
        Explore {
            focus: view.focus.title().to_owned(),
            list: view.list.title().to_owned(),
            zoomed: view.zoomed,
            lists: [list(countries), list(goals), list(activities)],
            opened: detail.opened.and_then(|rid| self.reference(rid)),
        }
    }

    fn sheet(&self, sheet: &Sheet) -> List {
        let view = &sheet.view;
        List {
            at: view.at.and_then(|at| at.rid).and_then(|rid| self.reference(rid)),
            group: view.at.map_or(0, |at| at.group),
            item: view.at.and_then(|at| match at.added? {
                Added::Item(id) => Some(id.to_string()),
                // By the next start it is on the disk as something else, or nowhere.
                Added::Wish(_) => None,
            }),
            marks: self.references(&view.marks),
            filter: view.filter.clone(),
            sort: written_sort(&view.sort),
            way: sheet.body.way_at(view.grouping).to_owned(),
            turned: view.table != sheet.body.begins_as_table(),
            scale: view.scale as u32,
            zoomed: view.zoomed,
            in_detail: view.in_detail,
            opened: sheet.detail.view.opened.and_then(|rid| self.reference(rid)),
        }
    }
}

struct Reader<'a> {
    snapshot: &'a Snapshot,
}

impl Reader<'_> {
    fn rid(&self, text: &str) -> Option<Rid> {
        let record = Reference::parse(text).and_then(|reference| self.snapshot.dataset.find_reference(reference));
        record.map(|record| record.rid)
    }

    fn rids(&self, texts: &[String]) -> Vec<Rid> {
        texts.iter().filter_map(|text| self.rid(text)).collect()
    }

    fn opened(&self, text: Option<&String>) -> DetailView {
        DetailView { opened: text.and_then(|text| self.rid(text)), ..DetailView::default() }
    }

    fn explore(&self, saved: &Explore) -> View {
        let list = |list: &List| ListView {
            at: list.at.as_ref().and_then(|at| self.rid(at)),
            marks: self.rids(&list.marks),
            filter: list.filter.clone(),
            sort: read_sort(&list.sort),
            ..ListView::default()
        };
        let pane = |title: &str| Pane::ALL.into_iter().find(|pane| pane.title() == title);
        let [countries, goals, activities] = &saved.lists;
        let view = ExploreView {
            focus: pane(&saved.focus).unwrap_or(Pane::Countries),
            list: pane(&saved.list).filter(|pane| *pane != Pane::Detail).unwrap_or(Pane::Countries),
            lists: [list(countries), list(goals), list(activities)],
            zoomed: saved.zoomed,
        };
        View::Explore(view, self.opened(saved.opened.as_ref()))
    }

    fn sheet(&self, list: &List, sheet: &Sheet) -> View {
        let rid = list.at.as_ref().and_then(|at| self.rid(at));
        let item = list.item.as_ref().and_then(|id| id.parse::<EventId>().ok()).map(Added::Item);
        let ways = sheet.body.groupings();
        let view = SheetView {
            in_detail: list.in_detail,
            at: (rid.is_some() || item.is_some() || list.group > 0).then_some(At {
                group: list.group,
                rid,
                added: item,
            }),
            marks: self.rids(&list.marks),
            filter: list.filter.clone(),
            sort: read_sort(&list.sort),
            grouping: ways.iter().position(|way| *way == list.way).unwrap_or(0),
            table: list.turned != sheet.body.begins_as_table(),
            scale: list.scale as usize,
            zoomed: list.zoomed,
            ..SheetView::default()
        };
        View::Sheet(sheet.id, view, self.opened(list.opened.as_ref()))
    }
}

/// Writes the fields that a list is sorted by, with a minus where the last stands first.
pub fn written_sort(keys: &[SortKey]) -> Vec<String> {
    let word = |key: &SortKey| format!("{}{}", if key.descending { "-" } else { "" }, key.name.text());
    keys.iter().map(word).collect()
}

/// Reads such fields; those that there are not are left out.
pub fn read_sort(words: &[String]) -> Vec<SortKey> {
    let key = |word: &String| {
        let (descending, text) = word.strip_prefix('-').map_or((false, word.as_str()), |text| (true, text));
        let name = Name::ALL.iter().copied().find(|name| name.text() == text)?;
        Some(SortKey { name, descending })
    };
    words.iter().filter_map(key).collect()
}
