//! What a person waits for, with the real program in a real pseudo-terminal: from the start to the first frame and to the data, and from
//! a key to its frame, at 1,000 and 100,000 activities, beside a program that does nothing but draw a line with ratatui.
//!
//! It is printed and not asserted: `cargo bench --bench whole`. Times differ from machine to machine; what can be compared are ratios.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, read};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

mod generator;

const SIZES: [usize; 2] = [1_000, 100_000];
const ROUNDS: usize = 15;
const KEYS: usize = 200;

/// The argument with which this program is the bare one.
const BARE: &str = "--bare";
/// What the bare program draws, and what a frame of the real one ends with.
const BARE_FRAME: &str = "bare";
const FRAME: &str = "\x1b[?2026l";
/// How they answer a key that is not bound: the bare one counts it.
const BARE_ANSWER: &str = "1";
const ANSWER: &str = "does nothing";
/// What only the data can have put on the screen: the title of what is generated.
const TITLE: &str = "Generated";

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    if std::env::args().any(|argument| argument == BARE) {
        return Ok(bare()?);
    }
    let folder = tempfile::tempdir()?;
    let home = folder.path();
    let this = std::env::current_exe()?;
    let bare = measure(this.as_ref(), BARE, [BARE_FRAME, BARE_FRAME, BARE_ANSWER], home)?;
    let mut out = io::stdout();
    writeln!(out, "{:<20}{:>20}{:>20}{:>20}{:>20}", "", "first frame", "data shown", "key, median", "key, 99 %")?;
    writeln!(out, "{}", row("bare ratatui", &bare, None))?;
    for activities in SIZES {
        // The name of the file is on the first frame and must not be taken for the data.
        let file = home.join("plan.json");
        generator::write(activities, 1, &mut BufWriter::new(File::create(&file)?))?;
        let program = Path::new(env!("CARGO_BIN_EXE_plenary"));
        let real = measure(program, &file.to_string_lossy(), [FRAME, TITLE, ANSWER], home)?;
        writeln!(out, "{}", row(&format!("{activities} activities"), &real, Some(&bare)))?;
    }
    Ok(())
}

/// What was measured of a program.
struct Measured {
    /// From the start to the first frame, to the data, and from a key to its frame: the median and the 99th percentile.
    times: [Duration; 4],
}

fn row(name: &str, measured: &Measured, bare: Option<&Measured>) -> String {
    let ratios = measured.times.iter().enumerate().map(|(at, time)| {
        let floor = bare.and_then(|bare| bare.times.get(at)).map_or(0.0, Duration::as_secs_f64);
        let ratio = if floor > 0.0 { format!(" {:.1}x", time.as_secs_f64() / floor) } else { String::new() };
        format!("{:>20}", format!("{:.2} ms{ratio}", time.as_secs_f64() * 1e3))
    });
    format!("{name:<20}{}", ratios.collect::<String>())
}

fn measure(program: &Path, argument: &str, [frame, data, answer]: [&str; 3], home: &Path) -> Outcome<Measured> {
    let (mut frames, mut datas) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut session = Session::start(program, argument, home)?;
        frames.push(session.until(frame)?);
        datas.push(session.until(data)?);
        session.quit()?;
    }
    let mut session = Session::start(program, argument, home)?;
    session.until(data)?;
    session.settle(answer)?;
    let keys = (0..KEYS).map(|at| session.key(if at % 20 < 10 { b"j" } else { b"k" })).collect::<Outcome<Vec<_>>>()?;
    session.quit()?;
    Ok(Measured {
        times: [part(&mut frames, 50), part(&mut datas, 50), part(&mut keys.clone(), 50), part(&mut keys.clone(), 99)],
    })
}

/// Returns the time that so many of a hundred do not exceed.
fn part(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// A program in a pseudo-terminal.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    screen: Box<dyn Read + Send>,
    keyboard: Box<dyn Write + Send>,
    _master: Box<dyn MasterPty + Send>,
    begun: Instant,
    sent: Vec<u8>,
}

impl Session {
    fn start(program: &Path, argument: &str, home: &Path) -> Outcome<Self> {
        let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, ..PtySize::default() })?;
        let mut command = CommandBuilder::new(program);
        command.arg(argument);
        command.cwd(home);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
            command.env(variable, home.join("home"));
        }
        let (screen, keyboard) = (pair.master.try_clone_reader()?, pair.master.take_writer()?);
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self { child, screen, keyboard, _master: pair.master, begun, sent: Vec::new() })
    }

    /// Waits until these characters were sent, and returns how long after the start that was.
    fn until(&mut self, wanted: &str) -> Outcome<Duration> {
        while memchr::memmem::find(&self.sent, wanted.as_bytes()).is_none() {
            self.read()?;
        }
        Ok(self.begun.elapsed())
    }

    /// Takes what is sent next.
    fn read(&mut self) -> Outcome<()> {
        let mut buffer = [0; 1 << 16];
        let count = self.screen.read(&mut buffer)?;
        if count == 0 {
            return Err("the program ended".into());
        }
        self.sent.extend(buffer.iter().take(count));
        Ok(())
    }

    /// Waits until what the start began is done and everything of it was read: a frame that is left would be taken for the answer to the
    /// next key, and two keys that wait are answered by one frame.
    fn settle(&mut self, answer: &str) -> Outcome<()> {
        std::thread::sleep(Duration::from_millis(300));
        self.sent.clear();
        self.keyboard.write_all(b"w")?;
        self.keyboard.flush()?;
        self.until(answer).map(drop)
    }

    /// Presses a key and returns how long it took until its frame came, which is one write.
    fn key(&mut self, key: &[u8]) -> Outcome<Duration> {
        let begun = Instant::now();
        self.keyboard.write_all(key)?;
        self.keyboard.flush()?;
        self.read()?;
        Ok(begun.elapsed())
    }

    fn quit(&mut self) -> Outcome<()> {
        self.keyboard.write_all(b"q")?;
        self.keyboard.flush()?;
        // Until the other side is closed, which is an error on Linux.
        while self.read().is_ok() {}
        self.child.wait()?;
        Ok(())
    }
}

/// A program that draws one line and counts keys in it.
fn bare() -> io::Result<()> {
    let mut terminal = ratatui::init();
    let mut count = 0;
    loop {
        terminal.draw(|frame| frame.render_widget(format!("{BARE_FRAME} {count}"), frame.area()))?;
        match read()? {
            Event::Key(key) if key.code == KeyCode::Char('q') => break,
            Event::Key(_) => count += 1,
            _ => {}
        }
    }
    ratatui::restore();
    Ok(())
}
