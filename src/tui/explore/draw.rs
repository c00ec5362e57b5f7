//! Draws the Explore screen: only the rows that are on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::cells;
use crate::config::Role;
use crate::model::{Kind, Name, Record};
use crate::query::words::grouped;
use crate::tui::explore::rows::Row;
use crate::tui::explore::view::{Explore, ListView};
use crate::tui::layout::{Areas, Pane};
use crate::tui::list_filter::ListFilter;
use crate::tui::overlay::sorting;
use crate::tui::shared::Shared;
use crate::tui::skin::Skin;
use crate::tui::typing::Typing;
use crate::tui::widget::frame::{frame, padded};
use crate::tui::widget::line::{Line, row_sign};

/// The widest bar behind a count, in cells.
const BAR: usize = 6;

/// Where a name had less room than so many cells, there is no bar.
const NAME: usize = 10;

impl Explore {
    /// Draws the panes.
    pub(super) fn draw_panes(&self, shared: &Shared, areas: &Areas, typing: Option<&Typing>, buffer: &mut Buffer) {
        for pane in Pane::LISTS {
            if !areas.pane(pane).is_empty() {
                self.draw_list(pane, shared, areas, typing.filter(|_| self.view.focus == pane), buffer);
            }
        }
        if !areas.pane(Pane::Detail).is_empty() {
            self.detail.draw(self.view.focus == Pane::Detail, shared, areas.pane(Pane::Detail), buffer);
        }
    }

    fn draw_list(&self, pane: Pane, shared: &Shared, areas: &Areas, typing: Option<&Typing>, buffer: &mut Buffer) {
        let (list, view) = (self.list(pane), self.view.list(pane));
        let focused = self.view.focus == pane;
        let count = list.rows.len().saturating_sub(1);
        let whole = grouped(list.whole() as f64);
        let note = if count == list.whole() { whole } else { format!("{} of {whole}", grouped(count as f64)) };
        let (area, skin) = (areas.pane(pane), &shared.skin);
        let typed = typing.map(|typing| typing.line.title(area, &note, skin));
        let title = match &typed {
            Some(typed) => typed.text.clone(),
            None => title(pane, shared, (view, &list.filter)),
        };
        let note = typed.as_ref().map_or(note.as_str(), |typed| typed.note);
        let inside = frame(buffer, skin, area, &title, note, focused);
        // What is half typed is no mistake while it can be completed.
        if !typing.is_some_and(|typing| typing.completion.is_open()) {
            list.filter.underline(typed.as_ref(), area, skin, buffer);
        }
        if let Some(typed) = &typed {
            typed.mark(skin, buffer);
        }
        let inside = padded(inside, 26, 0);
        let columns = Columns::new(list.most as usize, inside);
        if list.rows.len() == 1 {
            let (why, what_to_do) = self.why_empty(pane, shared, typing.is_some());
            for (y, text) in (2..).zip([why, what_to_do]) {
                if let Some(mut line) = Line::new(buffer, &shared.skin, inside, y) {
                    line.skip(1).put(&text, Role::Muted);
                }
            }
        }
        let cursor = self.cursor(pane);
        for (y, row) in list.rows.from(view.top).take(usize::from(inside.height)).enumerate() {
            let Some(mut line) = Line::new(buffer, &shared.skin, inside, y as u16) else { continue };
            let state = RowState {
                cursor: view.top + y == cursor,
                focused,
                marked: row.rid.is_some_and(|rid| view.marks.contains(&rid)),
            };
            if state.cursor {
                let role = if focused { Role::Selected } else { Role::SelectedUnfocused };
                line.style(shared.skin.style(role));
            }
            line.mark(list.filter.sought());
            draw_row(&row, &state, &columns, shared, line);
        }
    }
}

impl Explore {
    /// Says why a list has no rows, and what to do.
    fn why_empty(&self, pane: Pane, shared: &Shared, is_typed: bool) -> (String, String) {
        let what = pane.title().to_lowercase();
        match self.list(pane).whole() {
            0 => (format!("The dataset holds no {what}"), shared.way_to_data()),
            _ if self.list(pane).filter.is_empty() => {
                (format!("No {what} touch all that is chosen"), "Up or Esc in the other lists widens it".into())
            }
            whole => self.list(pane).filter.way_out(whole, is_typed),
        }
    }
}

/// How a row is shown.
struct RowState {
    cursor: bool,
    focused: bool,
    marked: bool,
}

/// How wide the columns of a list are.
struct Columns {
    count: usize,
    bar: usize,
    /// What a whole bar stands for.
    most: usize,
}

impl Columns {
    fn new(most: usize, area: Rect) -> Self {
        let (count, width) = (cells(&grouped(most as f64)), usize::from(area.width));
        let bar = match width {
            28.. => BAR,
            20.. => 3,
            _ => 0,
        };
        // The bar gives way before the name is cut. A blank stands before it and before the count, and a sign before the name.
        let bar = if width < NAME + count + bar + 3 { 0 } else { bar };
        Self { count, bar, most }
    }
}

fn title(pane: Pane, shared: &Shared, (view, filter): (&ListView, &ListFilter)) -> String {
    if !view.filter.is_empty() {
        return format!("/{}{}", view.filter, filter.taken_for(&shared.skin));
    }
    let mut title = pane.title().to_owned();
    if !view.sort.is_empty() {
        return format!("{title}  {}", sorting::words(&view.sort, &shared.skin));
    }
    if pane == Pane::Goals
        && let Some(framework) = shared.snapshot.framework()
    {
        title = format!("{title} · {}", framework.label().text());
    }
    title
}

fn draw_row(row: &Row, state: &RowState, columns: &Columns, shared: &Shared, mut line: Line<'_>) {
    let skin = &shared.skin;
    line.put(
        row_sign(skin, state.cursor, state.focused, state.marked),
        if state.marked { Role::Marked } else { Role::Text },
    );
    match row.rid.and_then(|rid| shared.snapshot.dataset.record(rid)) {
        Some(record) if record.kind == Kind::Activity => draw_activity(record, skin, line),
        record => {
            let role = match () {
                () if state.marked => Role::Marked,
                () if row.count == 0 => Role::Muted,
                () => Role::Text,
            };
            draw_counted(&name(record, row), role, row.count as usize, columns, line);
        }
    }
}

fn name(record: Option<Record<'_>>, row: &Row) -> String {
    let Some(record) = record else { return "All".into() };
    let indent = "  ".repeat(usize::from(row.depth));
    let label = record.label();
    match (record.kind, record.whole(Name::Number)) {
        (Kind::Goal, Some(number)) => format!("{number} {}", label.text()),
        (Kind::Action, _) => format!("{indent}{} {}", record.id(), label.text()),
        _ => format!("{indent}{}", label.text()),
    }
}

fn draw_counted(name: &str, role: Role, count: usize, columns: &Columns, mut line: Line<'_>) {
    let tail = columns.count + 1 + columns.bar + usize::from(columns.bar > 0);
    let room = line.room().saturating_sub(tail);
    line.column(name, room, role);
    let number = grouped(count as f64);
    let pad = columns.count.saturating_sub(cells(&number));
    line.skip(1 + pad as u16).put(&number, if count == 0 { Role::Muted } else { Role::Count });
    if columns.bar > 0 {
        line.skip(1).put_bar(count, columns.most, columns.bar, Role::Bar);
    }
}

fn draw_activity(record: Record<'_>, skin: &Skin, mut line: Line<'_>) {
    if let Some(date) = record.date(Name::When) {
        // In a narrow list the day on which it begins says enough; the detail has all of it.
        let whole = date.compact();
        let begins = date.start().map_or_else(|| whole.clone(), |start| start.to_string());
        match line.room() {
            48.. => line.put_right(&whole, Role::Date),
            26.. => line.put_right(&begins, Role::Date),
            _ => &mut line,
        };
    }
    if let Some(status) = record.word(Name::Status) {
        line.put(skin.sign(status.glyph), Role::Text).skip(1);
    }
    line.put(record.label().text(), Role::Text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_gives_way_where_large_numbers_leave_a_name_no_room() {
        let bar = |most, width| Columns::new(most, Rect { width, height: 1, ..Rect::default() }).bar;
        assert_eq!([bar(34, 20), bar(34, 19), bar(34, 28)], [3, 0, BAR]);
        // "1 000 000" takes nine cells, and leaves ten to the name only from here on.
        assert_eq!([bar(1_000_000, 20), bar(1_000_000, 24), bar(1_000_000, 25)], [0, 0, 3]);
    }
}
