//! The name of a file that is to be written, while it is typed, with its path in full and what stands there.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::date::Day;
use crate::base::fs::Standing;
use crate::base::text::{part, wrap};
use crate::config::Role;
use crate::model::Dataset;
use crate::revise::place::Taken;
use crate::tui::export::{Content, Order};
use crate::tui::input_line::InputLine;
use crate::tui::layout;
use crate::tui::skin::Skin;
use crate::tui::widget::frame::popup;
use crate::tui::widget::line::Line;

/// The widest popup, with its frame.
const WIDTH: u16 = 84;

/// The name of a file that is to be written.
#[derive(Debug)]
pub struct Naming {
    input: InputLine,
    content: Content,
    /// What that is, in a few words.
    words: String,
    /// The path in full and what stands there; `None` as long as that is not known of what is typed.
    known: Option<(PathBuf, Standing)>,
    /// What it is that must never be written over, if it is that.
    taken: Option<Taken>,
    /// Whether it is to be written as soon as that is known.
    is_entered: bool,
}

impl Naming {
    /// Begins with the name that such a file usually has.
    pub fn new(content: Content, dataset: &Dataset) -> Self {
        let input = InputLine::new(&content.file_name(dataset));
        let words = content.words(dataset);
        Self { input, content, words, known: None, taken: None, is_entered: false }
    }

    /// Returns what is typed.
    pub fn text(&self) -> &str {
        self.input.text()
    }

    /// Returns what is being typed, to change it: what stood at the path of before says nothing any more.
    pub fn input_mut(&mut self) -> &mut InputLine {
        &mut self.input
    }

    /// Forgets what stood at the path of before, after another was typed.
    pub fn forget(&mut self) {
        (self.known, self.taken, self.is_entered) = (None, None, false);
    }

    /// Takes in what stands at the path that was typed; `true` where that was waited for, and nothing is there to be replaced.
    pub fn learn(&mut self, typed: &str, file: PathBuf, standing: Standing, taken: Option<Taken>) -> bool {
        if typed != self.text() {
            return false;
        }
        (self.known, self.taken) = (Some((file, standing)), taken);
        std::mem::take(&mut self.is_entered) && standing != Standing::File
    }

    /// Says why it cannot be written there.
    pub fn refusal(&self) -> Option<&'static str> {
        if self.text().trim().is_empty() {
            return Some("type the name of the file");
        }
        match self.taken {
            Some(Taken::Old) => {
                return Some("this is the dataset that is shown, which is never touched; type another name");
            }
            Some(Taken::Journal) => return Some("this would lie in the journal; type another folder"),
            None => {}
        }
        match self.known.as_ref()?.1 {
            Standing::Free | Standing::File => None,
            Standing::Directory => Some("this is a folder; type the name of a file behind it"),
            Standing::Other => Some("this is a device or a pipe; type the name of a file"),
            Standing::NoFolder => Some("there is no such folder; make it first, or type another"),
        }
    }

    /// Returns what is to be written; where it is not known yet what stands there, that is waited for.
    pub fn order(&mut self, today: Option<Day>) -> Option<Order> {
        self.is_entered = self.known.is_none();
        let (file, standing) = self.known.clone()?;
        let replaces = standing == Standing::File;
        Some(Order { content: self.content.clone(), file, replaces, today })
    }

    /// Tells whether a cell is within the popup.
    pub fn covers(&self, at: (u16, u16), size: (u16, u16), skin: &Skin) -> bool {
        area(self.lines(size, skin).len(), size).contains(at.into())
    }

    /// Draws it over the screen.
    pub fn draw(&self, skin: &Skin, buffer: &mut Buffer) {
        let size = (buffer.area.width, buffer.area.height);
        let lines = self.lines(size, skin);
        let title = format!("Name of the {} file", self.content.format());
        let inside = popup(buffer, skin, area(lines.len(), size), &title, "");
        self.draw_input(skin, inside, buffer);
        for (y, (role, text)) in (1..).zip(lines) {
            if let Some(mut line) = Line::new(buffer, skin, inside, y) {
                line.skip(1).put(&text, role);
            }
        }
    }

    fn draw_input(&self, skin: &Skin, area: Rect, buffer: &mut Buffer) {
        let Some(mut line) = Line::new(buffer, skin, area, 0) else { return };
        line.put(skin.sign(("› ", "> ")), Role::Key);
        self.input.put(&mut line, skin);
    }

    /// What stands below the name: the path, what stands there, what is written; broken to the width of the popup.
    fn lines(&self, size: (u16, u16), skin: &Skin) -> Vec<(Role, String)> {
        let width = usize::from(layout::popup(size, WIDTH, 1).width.saturating_sub(4)).max(1);
        let mut lines = Vec::new();
        for (role, text) in self.paragraphs() {
            let shown = skin.shown(&text);
            lines.extend(wrap(&shown, width).into_iter().map(|range| (role, part(&shown, range).to_owned())));
        }
        lines
    }

    fn paragraphs(&self) -> Vec<(Role, String)> {
        let (path, said) = match (&self.known, self.refusal()) {
            (_, Some(reason)) => (self.known.as_ref(), (Role::Warning, reason)),
            (None, _) => (None, (Role::Muted, "looking what stands there")),
            (Some(known), None) if known.1 == Standing::File => {
                (Some(known), (Role::Warning, "is there already; Enter replaces it whole"))
            }
            (Some(known), None) => (Some(known), (Role::Text, "a new file; Enter writes it")),
        };
        let path = path.map_or_else(|| self.text().to_owned(), |(file, _)| file.display().to_string());
        vec![(Role::Text, path), (said.0, said.1.to_owned()), (Role::Muted, self.words.clone())]
    }
}

/// Returns the area of so many lines below the name, frame and all.
fn area(lines: usize, size: (u16, u16)) -> Rect {
    layout::popup(size, WIDTH, (lines + 3).min(usize::from(u16::MAX)) as u16)
}
