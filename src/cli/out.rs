//! Where everything is printed.
//!
//! The only place that writes to standard output and standard error. Texts from a dataset are made visible before they come here;
//! colour is added only here, and only where a person looks.

use std::io::{self, BufWriter, IsTerminal, Write};

use crate::base::text::{hanging, visible};
use crate::cli::error::CliError;
use crate::config::Color;

/// How wide a terminal is taken to be that does not say.
const USUAL_WIDTH: usize = 80;

/// How a piece of output looks where there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A heading.
    Bold,
    /// What matters less.
    Dim,
    /// What went wrong.
    Red,
    /// What was done.
    Green,
    /// What somebody should look at.
    Yellow,
}

impl Ink {
    fn start(self) -> &'static str {
        match self {
            Self::Bold => "\x1b[1m",
            Self::Dim => "\x1b[2m",
            Self::Red => "\x1b[1;31m",
            Self::Green => "\x1b[32m",
            Self::Yellow => "\x1b[33m",
        }
    }
}

/// Standard output, with what is known of who reads it.
pub struct Out {
    to: Box<dyn Write>,
    width: Option<usize>,
    is_colored: bool,
}

impl Out {
    /// Takes standard output. Colours are used on a terminal unless `color` or the terminal say no; `forced` uses them anywhere.
    pub fn stdout(color: Color, forced: bool) -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        let width = is_terminal.then(|| terminal_width().unwrap_or(USUAL_WIDTH));
        let is_colored = forced || is_terminal && wants_color(color);
        Self { to: Box::new(BufWriter::new(stdout.lock())), width, is_colored }
    }

    /// Returns how many cells a line has; `None` where there is no limit.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Tells whether colours are used.
    pub fn is_colored(&self) -> bool {
        self.is_colored
    }

    /// Returns the text in a colour, where there are colours.
    pub fn ink(&self, ink: Ink, text: &str) -> String {
        if self.is_colored && !text.is_empty() { format!("{}{text}\x1b[0m", ink.start()) } else { text.to_owned() }
    }

    /// Writes a line.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(text.as_bytes())?;
        self.to.write_all(b"\n")
    }

    /// Writes a text behind a `head`, and a `tail` that stays whole, broken into lines where the width is limited; further lines are
    /// indented as far as the first.
    pub fn wrapped(&mut self, head: &str, text: &str, tail: &str) -> io::Result<()> {
        hanging(head, text, tail, self.width).iter().try_for_each(|line| self.line(line))
    }

    /// Writes everything that is still waiting.
    ///
    /// # Errors
    ///
    /// Says why it cannot be written.
    pub fn finish(mut self) -> Result<(), CliError> {
        Ok(self.to.flush()?)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Writes a line on standard error.
pub fn note(text: &str) {
    // There is nobody left to tell when this cannot be written.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes an error on standard error, with what to do about it.
pub fn report(error: &CliError, color: Color) {
    let is_colored = io::stderr().is_terminal() && wants_color(color);
    let head = if is_colored { format!("{}error:\x1b[0m", Ink::Red.start()) } else { "error:".into() };
    let mut lines = error.message.lines().map(|line| visible(line, false).into_owned());
    note(&format!("{head} {}", lines.next().unwrap_or_default()));
    lines.for_each(|line| note(&line));
    for hint in &error.hints {
        note(&format!("  {}", visible(hint, false)));
    }
}

fn wants_color(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// Asks the terminal for its width.
#[cfg(unix)]
fn terminal_width() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|&width| width > 0)
}

#[cfg(not(unix))]
fn terminal_width() -> Option<usize> {
    None
}
