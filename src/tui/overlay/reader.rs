//! A text to read, broken to the width of its popup.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::{part, wrap};
use crate::config::Role;
use crate::diff;
use crate::model::Rid;
use crate::tui::layout;
use crate::tui::papers::Paper;
use crate::tui::skin::Skin;
use crate::tui::widget::frame::popup;
use crate::tui::widget::line::Line;
use crate::tui::widget::scroll::step;

/// A paragraph with its role.
pub type Paragraph = (Role, String);

/// A text to read.
#[derive(Debug, Default)]
pub struct Reader {
    title: String,
    text: Vec<Paragraph>,
    top: usize,
    /// The document and paragraph whose wording is awaited, and where it will stand.
    pub awaits: Vec<(String, u32, usize)>,
    /// The document that Enter opens.
    pub opens: Option<Rid>,
    /// The paper that the text is, which can be written to a file.
    pub paper: Option<Paper>,
    /// The differences of which it shows some, which can be written to a file.
    pub differences: Option<Arc<diff::Report>>,
    /// The number of the answer that it waits for, and gives its place to.
    pub ticket: Option<u64>,
}

impl Reader {
    /// Makes a text under a title.
    pub fn new(title: impl Into<String>, text: Vec<Paragraph>) -> Self {
        Self { title: title.into(), text, ..Self::default() }
    }

    /// Makes a text that stands as long as an answer is waited for.
    pub fn awaiting(number: u64, title: &str, text: String) -> Self {
        Self { ticket: Some(number), ..Self::new(title, vec![(Role::Muted, text)]) }
    }

    /// Tells whether what it shows can be written to a file.
    pub fn can_be_written(&self) -> bool {
        self.paper.is_some() || self.differences.is_some()
    }

    /// Puts the wording of a paragraph where it is awaited.
    pub fn fill(&mut self, document: &str, number: u32, wording: Option<String>) {
        for (_, _, at) in self.awaits.iter().filter(|(of, para, _)| of == document && *para == number) {
            if let Some(paragraph) = self.text.get_mut(*at) {
                *paragraph = match &wording {
                    Some(words) => (Role::Text, format!("“{words}”")),
                    None => {
                        let place = format!("documents/{document}.txt");
                        (
                            Role::Muted,
                            format!("The paragraph itself is shown where its text lies beside the dataset, as {place}"),
                        )
                    }
                };
            }
        }
    }

    /// Scrolls by some rows.
    pub fn step(&mut self, by: isize, size: (u16, u16), skin: &Skin) {
        let rows = self.rows(size, skin).len();
        let height = self.page(size);
        self.top = step(self.top, by, rows.saturating_sub(height) + 1);
    }

    /// Returns how many rows fit on a screen of that size.
    pub fn page(&self, size: (u16, u16)) -> usize {
        usize::from(layout::popup(size, WIDTH, size.1).height.saturating_sub(2)).max(1)
    }

    fn rows(&self, size: (u16, u16), skin: &Skin) -> Vec<(Role, String)> {
        let width = usize::from(layout::popup(size, WIDTH, 1).width.saturating_sub(4));
        let mut rows = Vec::new();
        for (role, text) in &self.text {
            let shown = skin.shown(text);
            let pieces = wrap(&shown, width.max(1)).into_iter().map(|range| (*role, part(&shown, range).to_owned()));
            rows.extend(pieces);
        }
        rows
    }

    /// Tells whether a cell is within the popup.
    pub fn covers(&self, at: (u16, u16), size: (u16, u16), skin: &Skin) -> bool {
        area(self.rows(size, skin).len(), size).contains(at.into())
    }

    /// Draws the text over the screen.
    pub fn draw(&self, skin: &Skin, buffer: &mut Buffer) {
        let size = (buffer.area.width, buffer.area.height);
        let rows = self.rows(size, skin);
        let area = area(rows.len(), size);
        let height = usize::from(area.height.saturating_sub(2));
        let last = (self.top + height).min(rows.len());
        let note = if height < rows.len() {
            format!("{}-{last} of {} lines", self.top + 1, rows.len())
        } else {
            String::new()
        };
        let inside = popup(buffer, skin, area, &self.title, &note);
        for (y, (role, text)) in rows.iter().skip(self.top).take(usize::from(inside.height)).enumerate() {
            if let Some(mut line) = Line::new(buffer, skin, inside, y as u16) {
                line.skip(1).put(text, *role);
            }
        }
    }
}

/// Returns the area of a text of so many rows, frame and all.
fn area(rows: usize, size: (u16, u16)) -> Rect {
    layout::popup(size, WIDTH, (rows + 2).min(usize::from(u16::MAX)) as u16)
}

/// The width of a text that reads well, with its frame.
const WIDTH: u16 = 84;
