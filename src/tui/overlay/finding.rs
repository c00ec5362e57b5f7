//! Finding anything: what is asked, what was found of all kinds, and the row under the cursor.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::matching::{excerpt, places};
use crate::base::text::{cells, part, wrap};
use crate::config::Role;
use crate::index::Snapshot;
use crate::journal::{EventId, Op};
use crate::model::{Kind, Name, Record, Value};
use crate::query::anything::{Added, Anything};
use crate::query::items::texts;
use crate::query::search::{Group, Hit, KEPT, snippet};
use crate::query::words::grouped;
use crate::query::{InTheWay, QueryError, Rank};
use crate::report::told;
use crate::tui::completion::{Anchor, Completion};
use crate::tui::detail::groups::line as in_one_line;
use crate::tui::input_line::InputLine;
use crate::tui::layout;
use crate::tui::list_filter::underline;
use crate::tui::notebook::act;
use crate::tui::notebook::lines::HEADING;
use crate::tui::shared::Shared;
use crate::tui::skin::Skin;
use crate::tui::widget::frame::popup;
use crate::tui::widget::line::Line;
use crate::tui::widget::scroll::{follow, step};

/// How wide the popup is, if there is room.
const WIDTH: u16 = 120;

/// A row: a heading with how many there are, or something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    Heading(String, usize),
    Hit(Hit),
    /// Something that was added.
    Item(EventId),
    /// So many more of the kind, which were only counted.
    More(usize),
}

/// What the cursor is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A record or a paragraph.
    Hit(Hit),
    /// Something that was added.
    Item(EventId),
}

impl Row {
    fn aim(&self) -> Option<Aim> {
        match self {
            Self::Hit(hit) => Some(Aim::Hit(*hit)),
            Self::Item(id) => Some(Aim::Item(*id)),
            Self::Heading(..) | Self::More(_) => None,
        }
    }
}

/// The popup that finds anything.
#[derive(Debug, Default)]
pub struct Finding {
    input: InputLine,
    /// What can be written next.
    completion: Completion,
    /// The number of the question that was asked last: answers to earlier ones are no longer wanted.
    ticket: u64,
    /// What was found; it stays while the next answer is awaited.
    answer: Anything,
    /// Of which moment of what was added the question was asked.
    pub revision: u64,
    rows: Vec<Row>,
    cursor: usize,
    top: usize,
    /// Whether Enter was pressed before there was an answer.
    awaited: bool,
}

impl Finding {
    /// Returns what is being typed.
    pub fn input(&self) -> &InputLine {
        &self.input
    }

    /// Returns what is being typed, to change it.
    pub fn input_mut(&mut self) -> &mut InputLine {
        &mut self.input
    }

    /// Returns what is being typed and what can be written next, to change both.
    pub fn typed_mut(&mut self) -> (&mut InputLine, &mut Completion) {
        (&mut self.input, &mut self.completion)
    }

    /// Returns what can be written next.
    pub fn completion(&self) -> &Completion {
        &self.completion
    }

    /// Tells whether candidates are shown.
    pub fn is_completing(&self) -> bool {
        self.completion.is_open()
    }

    /// Returns where the candidates stand: below what is typed.
    pub fn anchor(&self, size: (u16, u16)) -> Anchor {
        let area = area(size);
        Anchor { at: (area.x + 1, area.y + 1), within: area }
    }

    /// Begins a question; its answer has this number.
    pub fn ask(&mut self, ticket: u64) {
        (self.ticket, self.awaited) = (ticket, false);
        self.answer.found.whole = false;
    }

    /// Takes away what was found: it may not be shown any more.
    pub fn clear(&mut self) {
        self.answer = Anything::default();
        self.rows.clear();
        (self.cursor, self.top) = (0, 0);
    }

    /// Takes what was found; `false` where it answers no question that is still asked.
    pub fn take(&mut self, ticket: u64, answer: Anything) -> bool {
        if ticket != self.ticket {
            return false;
        }
        // The cursor stays on what it was put on, and else on the nearest.
        let at = self.aimed().filter(|_| self.cursor > self.first());
        self.answer = answer;
        self.rows = rows(&self.answer.found.groups, &self.answer.added);
        let kept = at.and_then(|at| self.rows.iter().position(|row| row.aim().is_some_and(|aim| same(aim, at))));
        // What comes to stand above it moves up: the row under the cursor stays where it is looked at.
        self.top = kept.map_or(0, |kept| (kept + self.top).saturating_sub(self.cursor));
        self.cursor = kept.unwrap_or_else(|| self.first());
        true
    }

    fn first(&self) -> usize {
        self.rows.iter().position(|row| row.aim().is_some()).unwrap_or(0)
    }

    /// Returns what is under the cursor.
    fn aimed(&self) -> Option<Aim> {
        self.rows.get(self.cursor).and_then(Row::aim)
    }

    /// Returns what Enter opens; where there is no answer yet, that is what the answer will have the cursor on.
    pub fn open(&mut self) -> Option<Aim> {
        self.awaited = !self.answer.found.whole;
        self.aimed().filter(|_| self.answer.found.whole)
    }

    /// Returns the term that stands in the way, where nothing was found and one does; nothing while an answer is awaited.
    pub fn in_the_way(&self) -> Option<&InTheWay> {
        self.answer.in_the_way.as_ref().filter(|_| self.answer.found.whole)
    }

    /// Tells whether no other answer comes.
    pub fn is_answered(&self) -> bool {
        self.answer.is_last()
    }

    /// Tells whether Enter was pressed before there was an answer.
    pub fn is_awaited(&self) -> bool {
        self.awaited
    }

    /// Tells whether what is under the cursor is to be opened now: Enter was pressed before it was known.
    pub fn is_due(&self) -> bool {
        self.awaited && self.answer.found.whole
    }

    /// Says what is wrong first, and what is probably meant, or what is looked for as it stands though something else was.
    pub fn mistake(&self) -> Option<String> {
        // What is half typed is no mistake while it can be completed.
        let mistake =
            self.answer.found.mistakes.first().filter(|_| !self.completion.is_open()).map(QueryError::to_string);
        mistake.or_else(|| self.answer.found.advice.clone())
    }

    /// Moves the cursor by some rows, over headings.
    pub fn step(&mut self, by: isize, size: (u16, u16)) {
        let wanted = step(self.cursor, by, self.rows.len());
        let is_hit = |at: &usize| self.rows.get(*at).is_some_and(|row| row.aim().is_some());
        let (mut down, mut up) = (wanted..self.rows.len(), (0..=wanted).rev());
        let found = if by < 0 {
            up.find(is_hit).or_else(|| down.find(is_hit))
        } else {
            down.find(is_hit).or_else(|| up.find(is_hit))
        };
        self.cursor = found.unwrap_or(self.cursor);
        self.settle(size);
    }

    /// Keeps the cursor on the screen.
    pub fn settle(&mut self, size: (u16, u16)) {
        let page = self.page(size);
        // At the first row the heading over it is seen, too.
        self.top = if self.cursor <= self.first() { 0 } else { follow(self.top, self.cursor, self.rows.len(), page) };
    }

    /// Returns how many rows of the list fit on a screen of that size.
    pub fn page(&self, size: (u16, u16)) -> usize {
        usize::from(self.rows_area(size).height).max(1)
    }

    fn rows_area(&self, size: (u16, u16)) -> Rect {
        let area = area(size);
        // A line of its own says where other words were looked for than those that were typed.
        let head = 2 + u16::from(!self.answer.found.slips.is_empty());
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(head + 1));
        Rect { x: area.x + 1, y: area.y + head, width, height }
    }

    /// Tells whether a cell is within the popup.
    pub fn covers(&self, at: (u16, u16), size: (u16, u16)) -> bool {
        area(size).contains(at.into())
    }

    /// Puts the cursor on the row at a cell; `false` where nothing that was found stands there.
    pub fn aim(&mut self, at: (u16, u16), size: (u16, u16)) -> bool {
        let rows = self.rows_area(size);
        let nth = rows.contains(at.into()).then(|| self.top + usize::from(at.1 - rows.y));
        let found = nth.filter(|nth| self.rows.get(*nth).is_some_and(|row| row.aim().is_some()));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Draws it over the screen.
    pub fn draw(&self, shared: &Shared, buffer: &mut Buffer) {
        let (snapshot, skin) = (&shared.snapshot, &shared.skin);
        let size = (buffer.area.width, buffer.area.height);
        let inside = popup(buffer, skin, area(size), "Find anything", &self.note());
        self.draw_input(skin, inside, buffer);
        if let (Some(slip), Some(mut line)) = (self.answer.found.slips.first(), Line::new(buffer, skin, inside, 1)) {
            line.skip(1).put(&slip.told(), Role::Notice);
        }
        let area = self.rows_area(size);
        if self.rows.is_empty() {
            self.draw_emptiness(skin, area, buffer);
        }
        for (y, row) in self.rows.iter().skip(self.top).take(usize::from(area.height)).enumerate() {
            let Some(mut line) = Line::new(buffer, skin, area, y as u16) else { continue };
            match row {
                Row::Heading(title, count) => {
                    line.put(title, Role::Heading).skip(1).put(&grouped(*count as f64), Role::Count);
                }
                Row::More(count) => {
                    let text = format!("and {} more; further words narrow it", grouped(*count as f64));
                    line.skip(1).put(&text, Role::Muted);
                }
                Row::Hit(hit) => self.draw_hit(*hit, self.top + y == self.cursor, snapshot, skin, line),
                Row::Item(id) => self.draw_item(*id, self.top + y == self.cursor, shared, line),
            }
        }
        self.completion.draw(self.anchor(size), skin, buffer);
    }

    fn note(&self) -> String {
        match (self.answer.found.whole, self.input.text().trim().is_empty()) {
            (_, true) => String::new(),
            (true, false) => grouped(self.answer.count() as f64),
            (false, false) => "searching".to_owned(),
        }
    }

    fn draw_input(&self, skin: &Skin, area: Rect, buffer: &mut Buffer) {
        let Some(mut line) = Line::new(buffer, skin, area, 0) else { return };
        line.put(skin.sign(("› ", "> ")), Role::Key);
        if self.input.text().is_empty() {
            line.put("a name, a word, a code, or field:value", Role::Muted);
            return;
        }
        let from = self.input.put(&mut line, skin);
        // A sign stands for what is not seen before it.
        let left = 2 + if from > 0 { cells(skin.cut()) as u16 } else { 0 };
        let text = Rect { x: area.x.saturating_add(left), height: 1, width: area.width.saturating_sub(left), ..area };
        // What is half typed is no mistake while it can be completed.
        let mistakes = if self.completion.is_open() { &[][..] } else { &self.answer.found.mistakes };
        underline(mistakes, (self.input.text(), from), text, skin, buffer);
    }

    fn draw_emptiness(&self, skin: &Skin, area: Rect, buffer: &mut Buffer) {
        let room = usize::from(area.width.saturating_sub(2)).max(1);
        let wrapped = |text: &String| -> Vec<String> {
            let shown = skin.shown(text);
            wrap(&shown, room).into_iter().map(|range| part(&shown, range).to_owned()).collect()
        };
        let lines: Vec<String> = match (self.input.text().trim().is_empty(), self.answer.found.whole) {
            (true, _) => EXAMPLES.map(str::to_owned).to_vec(),
            (false, true) => self.emptiness().iter().flat_map(wrapped).collect(),
            (false, false) => Vec::new(),
        };
        for (y, text) in (0..).zip(&lines) {
            if let Some(mut line) = Line::new(buffer, skin, area, y) {
                line.skip(1).put(text, Role::Muted);
            }
        }
    }

    /// Says why nothing was found, and what to do.
    fn emptiness(&self) -> Vec<String> {
        if let Some(InTheWay { term, left, .. }) = &self.answer.in_the_way {
            let why = format!("Nothing has all of this; without {term} {}", grouped(*left as f64));
            return vec![why, "Enter drops it".to_owned()];
        }
        // What is not understood was not looked for; what is half typed stands there while it can be completed.
        if let Some(mistake) = self.answer.found.mistakes.first() {
            let lines = [&mistake.message].into_iter().chain(&mistake.hint);
            return lines.filter(|_| !self.completion.is_open()).cloned().collect();
        }
        let lines = match self.answer.is_weighed {
            true => ["Nothing has all of this", "Which term stands in the way is looked for"],
            false => ["Nothing has these words", "Fewer words, or a piece of a word, find more; Esc closes"],
        };
        lines.map(str::to_owned).to_vec()
    }

    fn draw_hit<'a>(&'a self, hit: Hit, selected: bool, snapshot: &Snapshot, skin: &Skin, mut line: Line<'a>) {
        let Some(record) = snapshot.dataset.record(hit.rid) else { return };
        let name = name(record, hit, snapshot);
        let reference = if hit.paragraph.is_some() { String::new() } else { record.reference().to_string() };
        begin_row(selected, &reference, skin, &mut line);
        let says_it = !places(&name, &self.answer.found.sought).is_empty();
        // Texts are read only where the name does not say it: they may be on the disk.
        let found = if says_it { None } else { snippet(hit, &self.answer.found.sought, snapshot) };
        line.mark(&self.answer.found.sought);
        match found {
            None => drop(line.put(&name, Role::Text)),
            Some((text, at)) => put_both(&name, text, &at.into_iter().next().unwrap_or_default(), skin, &mut line),
        }
    }

    fn draw_item<'a>(&'a self, id: EventId, selected: bool, shared: &'a Shared, mut line: Line<'a>) {
        let Some(item) = shared.notebook.item(id) else { return };
        let name = told::capital(&act::title(item, shared));
        let meeting = item.event.meeting.as_ref().map(|id| format!("meeting:{id}"));
        begin_row(selected, &item.event.on.clone().or(meeting).unwrap_or_default(), &shared.skin, &mut line);
        let with_places = |text| Some((text, places(text, &self.answer.added.sought).into_iter().next()?));
        let said = ["text", "after", "value"].map(|name| item.text(name)).into_iter().find(|text| !text.is_empty());
        let found = texts(item).find_map(with_places).or_else(|| said.map(|text| (text, 0..0)));
        line.mark(&self.answer.added.sought);
        match found.filter(|_| item.op != Op::Flag) {
            None => drop(line.put(&name, Role::Text)),
            Some((text, at)) => put_both(&name, text, &at, &shared.skin, &mut line),
        }
    }
}

/// Begins a row, with its reference at the right.
fn begin_row(selected: bool, reference: &str, skin: &Skin, line: &mut Line<'_>) {
    if selected {
        line.style(skin.style(Role::Selected));
    }
    line.put(if selected { skin.sign(("▌", ">")) } else { " " }, Role::Text);
    // The reference gives way before half of the line is gone.
    if cells(&skin.shown(reference)) * 2 < line.room() {
        line.put_right(reference, Role::Source);
    }
}

/// Puts a name, which says what it is, and the piece of a text at a place, which says why it was found: both are seen.
fn put_both(name: &str, text: &str, at: &Range<usize>, skin: &Skin, line: &mut Line<'_>) {
    let room = line.room().saturating_sub(3);
    let wide = cells(&skin.shown(name)).min(room / 2);
    line.put_within(name, wide, Role::Text).put(skin.sign((" · ", " - ")), Role::Muted);
    let shown = excerpt(text, at, line.room().saturating_sub(1));
    if shown.start > 0 {
        line.put(skin.cut(), Role::Muted);
    }
    line.put(part(text, shown), Role::Muted);
}

/// What stands there before anything was typed.
const EXAMPLES: [&str; 4] = [
    "bulg              what is called so, then what says so",
    "\"return policy\"   a phrase",
    "by:TR kind:statement",
    "\"plenary query\" in a shell explains all of it",
];

fn area(size: (u16, u16)) -> Rect {
    layout::popup(size, WIDTH, size.1)
}

fn same(one: Aim, other: Aim) -> bool {
    match (one, other) {
        (Aim::Hit(one), Aim::Hit(other)) => (one.rid, one.paragraph) == (other.rid, other.paragraph),
        (one, other) => one == other,
    }
}

/// Makes the rows: what was added stands behind what is called so, and before what only says so in a text.
fn rows(groups: &[Group], added: &Added) -> Vec<Row> {
    let mut rows = Vec::new();
    let is_far = |group: &Group| group.hits.first().is_none_or(|hit| hit.rank == Rank::Text);
    let (near, far) = groups.split_at(groups.iter().position(is_far).unwrap_or(groups.len()));
    put_groups(near, &mut rows);
    if !added.ids.is_empty() {
        rows.push(Row::Heading(HEADING.to_owned(), added.count));
        rows.extend(added.ids.iter().copied().map(Row::Item));
        rows.extend((added.count > added.ids.len()).then(|| Row::More(added.count - added.ids.len())));
    }
    put_groups(far, &mut rows);
    rows
}

fn put_groups(groups: &[Group], rows: &mut Vec<Row>) {
    for group in groups {
        let title = if group.paragraphs { "Paragraphs" } else { group.kind.spec().title };
        rows.push(Row::Heading(title.to_owned(), group.count));
        rows.extend(group.hits.iter().copied().map(Row::Hit));
        let more = group.count.saturating_sub(group.hits.len());
        rows.extend((more > 0 && group.hits.len() >= KEPT).then_some(Row::More(more)));
    }
}

/// Says what was found: what the record is called, or which paragraph of it.
fn name(record: Record<'_>, hit: Hit, snapshot: &Snapshot) -> String {
    let number = |at: usize| record.parts(Name::Paragraphs).into_iter().nth(at)?.whole(Name::N);
    match hit.paragraph {
        Some(at) => {
            let sign = number(at).map_or_else(|| "¶".to_owned(), |number| format!("¶{number}"));
            format!("{} {sign}", record.id())
        }
        None if matches!(record.kind, Kind::Country | Kind::Organisation) => record.label().text().to_owned(),
        None => format!("{}{}", by(record, snapshot), in_one_line(record)),
    }
}

/// Says whose it is: a word without its speaker is taken for somebody else's.
fn by(record: Record<'_>, snapshot: &Snapshot) -> String {
    let who = match record.get(Name::By) {
        Value::Link(rid) => vec![rid],
        Value::Links(rids) => rids.to_vec(),
        _ => return String::new(),
    };
    let names = who.iter().filter_map(|&rid| snapshot.dataset.record(rid)).map(|record| record.label().text());
    let names = names.collect::<Vec<_>>().join(", ");
    if names.is_empty() { names } else { format!("{names}: ") }
}
