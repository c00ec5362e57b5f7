//! A dashboard without a terminal: keys go in, the state and the drawn buffer come out.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use plenary::config::{Theme, ThemeName};
use plenary::index::{Origin, Snapshot};
use plenary::journal::{Event, Place};
use plenary::keys::{Keymap, Press};
use plenary::load::{Progress, Source, load};
use plenary::tui::draw::draw;
use plenary::tui::effect::{Effect, Effects};
use plenary::tui::msg::{Gesture, Mouse, Msg};
use plenary::tui::notebook::Order;
use plenary::tui::notebook::scribe::Scribe;
use plenary::tui::sheet::{Row, Sheet};
use plenary::tui::skin::Skin;
use plenary::tui::state::{Manner, State};
use plenary::tui::update::update;
use plenary::tui::work::{compared, revised};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// The moment at which everything is added: 18 November 2020, 10:42.
const NOW: i64 = 1_605_696_120_000;

/// A dashboard on which keys are pressed.
pub struct Stage {
    pub state: State,
    pub effects: Effects,
    journal: Option<Journal>,
    /// Whether nothing is answered by itself.
    is_silent: bool,
}

/// A journal in a folder of its own, with who writes it.
struct Journal {
    folder: tempfile::TempDir,
    scribe: Scribe,
}

pub fn manner(colour: bool, ascii: bool) -> Manner {
    let skin = Skin::new(&Theme::named(ThemeName::default()), colour, ascii);
    Manner { skin, keymap: Keymap::default(), complaints: Vec::new(), today: Some((2020, 2, 15)), mouse: true }
}

pub fn snapshot(source: &Source) -> Arc<Snapshot> {
    let loaded = load(source).unwrap();
    let file = source.name.ends_with(".json").then(|| source.name.clone().into());
    let origin = Origin { name: source.name.clone(), file, ..Origin::default() };
    Arc::new(Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, origin))
}

pub fn embedded() -> Arc<Snapshot> {
    static EMBEDDED: std::sync::OnceLock<Arc<Snapshot>> = std::sync::OnceLock::new();
    EMBEDDED.get_or_init(|| snapshot(&Source::embedded())).clone()
}

/// A dataset of these JSON entries behind a head.
pub fn dataset(entries: &str) -> Arc<Snapshot> {
    let comma = if entries.is_empty() { "" } else { "," };
    let text = format!(r#"{{"format":"plenary/1","id":"test","title":"Test"{comma}{entries}}}"#);
    snapshot(&Source::bytes("test.json", text.into_bytes()))
}

impl Stage {
    pub fn new(snapshot: Arc<Snapshot>, manner: Manner, size: (u16, u16)) -> Self {
        Self { state: State::new(snapshot, manner, size), effects: Effects::new(), journal: None, is_silent: false }
    }

    /// One in which whatever is asked of the world waits for an answer.
    pub fn silent(snapshot: Arc<Snapshot>, size: (u16, u16)) -> Self {
        Self { is_silent: true, ..Self::new(snapshot, manner(true, false), size) }
    }

    /// The same with a journal, which is empty at first.
    pub fn with_journal(mut self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        self.begin_journal(folder);
        self
    }

    /// The program is left and started again: with the same journal.
    pub fn again(mut self) -> Self {
        let folder = self.journal.take().unwrap().folder;
        let shared = self.state.shared;
        let mut next = Self::new(shared.snapshot.clone(), manner(true, false), shared.size);
        next.begin_journal(folder);
        next
    }

    fn begin_journal(&mut self, folder: tempfile::TempDir) {
        let dataset = self.state.shared.snapshot.dataset.header().id.clone();
        let place =
            Place::new(&folder.path().join("journals"), &dataset, Some(&folder.path().join("state")), "A. Author");
        let (scribe, told) = Scribe::begin(place);
        self.journal = Some(Journal { folder, scribe });
        self.tell(Msg::Notebook { dataset, told: Box::new(told) });
    }

    /// Somebody writes these events into the journal, and they are read.
    pub fn given(&mut self, events: &[Event]) -> &mut Self {
        let place = self.place();
        place.writer(place.storage()).write(events).unwrap();
        self.order(Order::Read)
    }

    /// The device on which the dashboard runs.
    pub fn device(&self) -> String {
        self.place().device().to_owned()
    }

    /// Who holds the journal is asked for something.
    pub fn order(&mut self, order: Order) -> &mut Self {
        self.answer(&Effect::Journal(order));
        self
    }

    fn place(&self) -> Place {
        let folder = self.journal.as_ref().unwrap().folder.path();
        let dataset = &self.state.shared.snapshot.dataset.header().id;
        Place::new(&folder.join("journals"), dataset, Some(&folder.join("state")), "A. Author")
    }

    /// The folder in which the journals lie.
    pub fn journals(&self) -> std::path::PathBuf {
        self.journal.as_ref().unwrap().folder.path().join("journals")
    }

    /// The embedded dataset on a screen of 80x24, in colour.
    pub fn usual() -> Self {
        Self::new(embedded(), manner(true, false), (80, 24))
    }

    /// A dataset of these JSON entries on a screen of that size, after these keys.
    pub fn after(entries: &str, ascii: bool, size: (u16, u16), keys: &str) -> Self {
        let mut stage = Self::new(dataset(entries), manner(true, ascii), size);
        stage.press(keys);
        stage
    }

    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        let before = self.effects.len();
        update(&mut self.state, msg, &mut self.effects);
        let asked: Vec<Effect> = self.effects[before..].to_vec();
        asked.iter().for_each(|effect| self.answer(effect));
        self
    }

    /// Answers a search at once, as the thread does that searches, and what is asked of the journal.
    fn answer(&mut self, effect: &Effect) {
        if self.is_silent {
            return;
        }
        if let (Effect::Journal(order), Some(journal)) = (effect, &mut self.journal) {
            let dataset = self.state.shared.snapshot.dataset.header().id.clone();
            for told in journal.scribe.obey(order.clone(), NOW, "10:42") {
                self.tell(Msg::Notebook { dataset: dataset.clone(), told: Box::new(told) });
            }
        }
        if let Effect::Sieve(sieve) = effect {
            let (latest, snapshot) = (AtomicU64::new(sieve.ticket), self.state.shared.snapshot.clone());
            let filter = sieve.read(&snapshot, &latest).map(Box::new);
            self.tell(Msg::Sieved { ticket: sieve.ticket, answer: Ok(filter) });
        }
        if let Effect::Complete(wanted) = effect {
            let (latest, snapshot) = (AtomicU64::new(wanted.ticket), self.state.shared.snapshot.clone());
            let offers = wanted.offers(&snapshot, &latest).map(Box::new);
            self.tell(Msg::Counted { ticket: wanted.ticket, answer: Ok(offers) });
        }
        if let Effect::Revise(request) = effect {
            let answer = revised(request, &Progress::default()).map(Box::new);
            self.tell(Msg::Revised { number: request.number, answer });
        }
        if let Effect::Compare { place, number } = effect {
            let answer = compared(place, &Progress::default(), &self.state.shared.snapshot).map(Box::new);
            self.tell(Msg::Compared { number: *number, answer });
        }
        let Effect::Search(question) = effect else { return };
        let (latest, snapshot) = (AtomicU64::new(question.ticket), self.state.shared.snapshot.clone());
        let mut answers = Vec::new();
        question.answer(&snapshot, &latest, &mut |found| answers.push(found));
        for found in answers {
            self.tell(Msg::Found { ticket: question.ticket, answer: Ok(Box::new(found)) });
        }
    }

    /// Presses keys, written with blanks between them: `/ b u Enter`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let press: Press = key.parse().unwrap_or_else(|_| panic!("no key {key}"));
            self.tell(Msg::Key(press));
        }
        self
    }

    /// Does one gesture of the mouse at a cell.
    pub fn mouse(&mut self, gesture: Gesture, at: (u16, u16)) -> &mut Self {
        self.tell(Msg::Mouse(Mouse { gesture, at }))
    }

    pub fn click(&mut self, at: (u16, u16)) -> &mut Self {
        self.mouse(Gesture::Press, at).mouse(Gesture::Release, at)
    }

    pub fn double_click(&mut self, at: (u16, u16)) -> &mut Self {
        self.click(at).mouse(Gesture::PressAgain, at).mouse(Gesture::Release, at)
    }

    pub fn drag(&mut self, from: (u16, u16), to: (u16, u16)) -> &mut Self {
        self.mouse(Gesture::Press, from).mouse(Gesture::Drag, to).mouse(Gesture::Release, to)
    }

    /// The cell in which a text begins on the screen.
    pub fn find(&self, text: &str) -> (u16, u16) {
        let screen = self.text();
        let found = screen.lines().enumerate().find_map(|(y, line)| {
            let before = line.split_once(text)?.0;
            Some((plenary::base::text::cells(before) as u16, y as u16))
        });
        found.unwrap_or_else(|| panic!("no {text} on\n{screen}"))
    }

    /// The screen that is shown, which is not Explore.
    pub fn sheet(&self) -> &Sheet {
        self.state.sheets.iter().find(|sheet| sheet.id == self.state.open).unwrap()
    }

    /// Its rows: headings as they are, the others as `line` writes them.
    pub fn rows(&self, line: impl Fn(&Row) -> String) -> Vec<String> {
        self.sheet().rows.iter().map(|row| if row.is_heading() { row.heading.clone() } else { line(row) }).collect()
    }

    /// The id of the record of one of its rows; empty where it has none.
    pub fn id(&self, row: &Row) -> String {
        let record = row.rid.and_then(|rid| self.state.shared.snapshot.dataset.record(rid));
        record.map_or_else(String::new, |record| record.id().to_owned())
    }

    /// The id of the record under its cursor.
    pub fn here(&self) -> String {
        let sheet = self.sheet();
        self.id(&sheet.rows[sheet.cursor])
    }

    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.state.shared.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&self.state, &mut buffer);
        buffer
    }

    pub fn text(&self) -> String {
        text(&self.buffer())
    }

    /// What was asked of the world, besides keeping the place, which every key does.
    pub fn asked(&self) -> Vec<&Effect> {
        let keeps = |effect: &&Effect| matches!(effect, Effect::WakeIn(_) | Effect::Remember(_));
        self.effects.iter().filter(|effect| !keeps(effect)).collect()
    }

    pub fn copied(&self) -> Option<&str> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The beginning of the name under the cursor, short enough to stand in every column.
    pub fn row(&self) -> String {
        let explore = &self.state.explore;
        let rid = explore.row_under_cursor(explore.view.focus);
        let record = rid.and_then(|rid| self.state.shared.snapshot.dataset.record(rid));
        record.map_or_else(|| "All".to_owned(), |record| record.label().text().chars().take(8).collect())
    }

    pub fn notice(&self) -> &str {
        self.state.shared.notice.as_ref().map_or("", |notice| &notice.text)
    }
}

/// The characters of a buffer, line by line.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut hidden = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if hidden == 0 {
                line.push_str(symbol);
                hidden = plenary::base::text::cells(symbol).max(1);
            }
            hidden -= 1;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The characters of a buffer, and beneath them which cells are not plain.
pub fn styled(buffer: &Buffer) -> String {
    let mut out = text(buffer);
    for y in 0..buffer.area.height {
        let mut runs: Vec<(String, u16, u16)> = Vec::new();
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let style = style(cell.fg, cell.bg, cell.modifier);
            match runs.last_mut() {
                Some((same, _, end)) if *same == style && *end == x => *end = x + 1,
                _ => runs.push((style, x, x + 1)),
            }
        }
        for (style, start, end) in runs.into_iter().filter(|(style, ..)| !style.is_empty()) {
            writeln!(out, "{y}:{start}-{end} {style}").unwrap();
        }
    }
    out
}

fn style(ink: Color, ground: Color, modifier: Modifier) -> String {
    let mut words = Vec::new();
    if ink != Color::Reset {
        words.push(format!("{ink:?}").to_lowercase());
    }
    if ground != Color::Reset {
        words.push(format!("on {ground:?}").to_lowercase());
    }
    words.extend(modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    words.join(" ")
}
