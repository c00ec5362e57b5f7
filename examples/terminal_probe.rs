//! A small application on the real loop, so that the terminal can be tested before there are screens.
//!
//! It lists 200 rows with a reversed selection and says in its last line what happened.

use std::io::{self, Write};
use std::panic::catch_unwind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};
use plenary::keys::Press;
use plenary::tui::effect::{Effect, Effects};
use plenary::tui::fault;
use plenary::tui::msg::Msg;
use plenary::tui::run::{App, Mailbox, RunError, run};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

const ROWS: usize = 200;

struct Probe {
    selected: usize,
    height: usize,
    said: String,
    is_colourful: bool,
    has_worker_failed: Arc<AtomicBool>,
}

impl App for Probe {
    fn handle(&mut self, msg: Msg, effects: &mut Effects) {
        match msg {
            Msg::Key(press) | Msg::Held(press) => self.press(press, effects),
            Msg::Paste(text) => self.said = format!("pasted {} bytes", text.len()),
            Msg::Resize(width, height) => {
                self.height = usize::from(height);
                self.said = format!("size {width}x{height}");
            }
            Msg::Continued => self.said = "continued".into(),
            Msg::NotSuspended => self.said = "not suspended".into(),
            Msg::Copied(Ok(bytes)) => {
                self.said = format!("sent {bytes} bytes to the terminal clipboard");
            }
            Msg::Copied(Err(error)) => self.said = format!("refused: {error}"),
            Msg::Wake if self.has_worker_failed.load(Ordering::SeqCst) => {
                self.said = "Loading failed: press r to retry".into();
            }
            Msg::Wake => self.said = "woken".into(),
            Msg::InputLost(_) | Msg::Wording { .. } => {}
        }
    }

    fn draw(&self, buf: &mut Buffer) {
        let (width, height) = (buf.area.width, buf.area.height);
        let accent = if self.is_colourful { Color::Cyan } else { Color::Reset };
        let mut write = |y: u16, text: String, style: Style| {
            if y < height {
                let cells = usize::from(width);
                buf.set_stringn(0, y, format!("{text:cells$}"), cells, style);
            }
        };
        write(0, "Rows".into(), Style::new().bold().fg(accent));
        let page = self.page();
        let top = self.selected.saturating_sub(page.saturating_sub(1));
        for (y, row) in (1_u16..).zip(top..(top + page).min(ROWS)) {
            let style = if row == self.selected { Style::new().reversed().fg(accent) } else { Style::new() };
            write(y, format!("row {row:03} of the list"), style);
        }
        write(height.saturating_sub(1), self.said.clone(), Style::new());
    }
}

impl Probe {
    fn page(&self) -> usize {
        self.height.saturating_sub(2)
    }

    fn press(&mut self, press: Press, effects: &mut Effects) {
        self.said = format!("key {:?} {:?}", press.code, press.mods);
        let control = press.mods == KeyModifiers::CONTROL;
        match press.code {
            KeyCode::Char('z') if control => effects.push(Effect::Suspend),
            KeyCode::Char('l') if control => effects.push(Effect::Redraw),
            KeyCode::Char('j') | KeyCode::Down => self.move_to(self.selected.saturating_add(1)),
            KeyCode::Char('k') | KeyCode::Up => self.move_to(self.selected.saturating_sub(1)),
            KeyCode::PageUp => self.move_to(self.selected.saturating_sub(self.page())),
            KeyCode::Char('y') => effects.push(Effect::Copy("Côte d’Ivoire".into())),
            KeyCode::Char('Y') => effects.push(Effect::Copy("x".repeat(60_000))),
            KeyCode::Char('w') => effects.push(Effect::WakeIn(Duration::from_millis(50))),
            KeyCode::Char('q') => effects.push(Effect::Quit),
            _ => {}
        }
    }

    fn move_to(&mut self, row: usize) {
        self.selected = row.min(ROWS - 1);
    }
}

/// Fails on a thread of its own, as a worker would, and tells the application.
fn start_worker(mailbox: &Mailbox, has_failed: Arc<AtomicBool>) {
    let sender = mailbox.sender.clone();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(300));
        let result = catch_unwind(|| fault::trip("worker"));
        has_failed.store(result.is_err(), Ordering::SeqCst);
        let _ = result.map_err(|_| sender.send(Msg::Wake));
    });
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn main() -> ExitCode {
    let mailbox = Mailbox::default();
    let has_worker_failed = Arc::new(AtomicBool::new(false));
    if is_set("PLENARY_TEST_PANIC") {
        start_worker(&mailbox, has_worker_failed.clone());
    }
    let mut probe = Probe {
        selected: 0,
        height: 0,
        said: String::new(),
        is_colourful: is_set("CLICOLOR_FORCE") || !is_set("NO_COLOR"),
        has_worker_failed,
    };
    let state_dir = std::env::var_os("XDG_STATE_HOME").map(|dir| PathBuf::from(dir).join("plenary"));
    match run(&mut probe, mailbox, state_dir) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "plenary: {error}");
            let is_refusal = matches!(error, RunError::Enter(_));
            ExitCode::from(if is_refusal { 2 } else { 1 })
        }
    }
}
