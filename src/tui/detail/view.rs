//! Where a reader is within a detail.

use crate::model::Rid;
use crate::tui::detail::content::Content;
use crate::tui::detail::rows::{Page, Rows};
use crate::tui::widget::scroll::{follow, step, turned};

/// Which record is shown, the line under the cursor, and the first row on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailView {
    /// The record that was opened; `None` shows what the cursor of the list is on.
    pub opened: Option<Rid>,
    /// The line under the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Whether the wheel turned the text, and the cursor may be out of sight.
    pub turned: bool,
}

impl DetailView {
    /// Puts the cursor on the first line that leads somewhere, or on the first line.
    pub fn begin(&mut self, content: &Content) {
        let leads = content.entries.iter().position(|entry| entry.goto.is_some() && !entry.heading);
        self.cursor = leads.or_else(|| content.entries.iter().position(|entry| entry.goto.is_some())).unwrap_or(0);
        (self.top, self.turned) = (0, false);
    }

    /// Moves the cursor by some lines.
    pub fn step(&mut self, by: isize, content: &Content) {
        self.cursor = step(self.cursor, by, content.entries.len());
        self.turned = false;
    }

    /// Keeps the cursor among the lines and its rows on the screen, and makes the rows that are seen.
    pub fn settle(&mut self, rows: &mut Rows, page: Page<'_>, height: usize) {
        self.cursor = self.cursor.min(page.content.entries.len().saturating_sub(1));
        if self.turned {
            rows.reach(self.top.saturating_add(height), page);
            self.top = turned(self.top, 0, rows.made().len(), height);
            return;
        }
        let (first, last) = rows.of_entry(self.cursor, page);
        // How many rows there are matters only where the screen would go beyond the last.
        rows.reach(self.top.saturating_add(height).max(last + 2), page);
        let count = rows.made().len();
        // A line longer than the screen is shown from its beginning.
        self.top = follow(self.top, last, count, height);
        self.top = follow(self.top, first, count, height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Theme, ThemeName};
    use crate::index::{Origin, Snapshot};
    use crate::model::Dataset;
    use crate::tui::detail::content::Entry;
    use crate::tui::skin::Skin;
    use proptest::prelude::*;

    fn snapshot() -> Snapshot {
        Snapshot::new(Dataset::empty(), Vec::new(), 0, Origin::default())
    }

    fn content(texts: Vec<String>) -> Content {
        let entries = texts.into_iter().map(|text| Entry { text, ..Entry::default() }).collect();
        Content { entries, ..Content::default() }
    }

    fn settled(view: &DetailView, mut rows: Rows, page: Page<'_>, height: usize) -> (DetailView, Rows) {
        let mut view = view.clone();
        view.settle(&mut rows, page, height);
        (view, rows)
    }

    #[test]
    fn what_is_below_the_screen_is_not_broken_into_rows() {
        let (snapshot, skin) = (snapshot(), Skin::new(&Theme::named(ThemeName::default()), true, false));
        let content = content(vec!["a line of two rows".to_owned(); 100]);
        let page = Page { content: &content, snapshot: &snapshot, width: 10, skin: &skin };
        let (_, rows) = settled(&DetailView::default(), Rows::default(), page, 6);
        assert_eq!(rows.made().len(), 6);
        let (view, rows) = settled(&DetailView { cursor: 99, ..DetailView::default() }, rows, page, 6);
        assert_eq!((view.top, rows.made().len()), (194, 200));
    }

    proptest! {
        #[test]
        fn the_screen_shows_the_same_whether_all_lines_are_rows_or_only_those_that_are_seen(
            texts in prop::collection::vec("[a-z ]{0,30}", 1..20),
            (cursor, top, turned, height) in (0usize..25, 0usize..60, any::<bool>(), 1usize..12),
        ) {
            let (snapshot, skin) = (snapshot(), Skin::new(&Theme::named(ThemeName::default()), true, false));
            let content = content(texts);
            let page = Page { content: &content, snapshot: &snapshot, width: 8, skin: &skin };
            let view = DetailView { opened: None, cursor, top, turned };
            let mut all = Rows::default();
            all.reach(usize::MAX, page);
            let (by_all, all) = settled(&view, all, page, height);
            let (by_seen, seen) = settled(&view, Rows::default(), page, height);
            prop_assert_eq!(&by_seen, &by_all);
            let screen = |rows: &Rows| rows.made().iter().skip(by_all.top).take(height).cloned().collect::<Vec<_>>();
            prop_assert_eq!(screen(&seen), screen(&all));
        }
    }
}
