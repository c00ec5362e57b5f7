//! What a person waits for, with the real program in a real pseudo-terminal: from the start to the first frame and to the data, from a
//! key to its frame, also while a file is read or a search runs, a burst of keys; and what it costs while nobody touches it. Beside it
//! stands a bare program of ratatui that has nothing but a list of as many rows as the screen, whose cursor goes down and up.
//!
//! It is printed and not asserted: `cargo bench --bench whole`. Times differ from machine to machine; what can be compared are ratios.
//! The sizes are 1,000 and 100,000 activities, or what `PLENARY_ACTIVITIES` says.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant, UNIX_EPOCH};

use crossbeam_channel::Receiver;
use crossterm::event::{Event, KeyCode, KeyEventKind, read};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, List, ListState};

mod generator;

const ROUNDS: usize = 15;
const KEYS: usize = 200;
/// How many keys come at once.
const BURST: usize = 100;
/// How long a program is watched that nobody touches.
const REST: Duration = Duration::from_secs(5);
/// How long keys are pressed while a file is read, and how long after each.
const READING: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(5);
/// After so long nothing more comes.
const QUIET: Duration = Duration::from_millis(300);
/// A file of so many bytes is kept, and one of so many takes so long to read that it is read a few times only.
const KEPT: u64 = 8 << 20;
const HUGE: u64 = 1 << 30;
/// With this the program keeps nothing.
const NOT_KEPT: &[(&str, &str)] = &[("PLENARY_CACHE", "false")];
/// After so long a program is given up.
const LIMIT: Duration = Duration::from_secs(120);

/// The argument with which this program is the bare one.
const BARE: &str = "--bare";
/// What the bare program draws, and what a frame of the real one ends with.
const BARE_FRAME: &str = "bare";
const FRAME: &str = "\x1b[?2026l";
/// How they answer a key that is not bound.
const BARE_ANSWER: &str = "unbound";
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
    let bare = measure(
        &Program { path: &this, argument: BARE, file: None, says: [BARE_FRAME, BARE_FRAME, BARE_ANSWER] },
        home,
    )?;
    let wanted = std::env::var("PLENARY_ACTIVITIES").ok().and_then(|count| count.parse().ok());
    let mut columns = vec![("bare ratatui".to_owned(), bare)];
    for activities in wanted.map_or_else(|| vec![1_000, 100_000], |count: usize| vec![count]) {
        // The name of the file is on the first frame and must not be taken for the data.
        let file = home.join("plan.json");
        generator::write(activities, 1, &mut BufWriter::new(File::create(&file)?))?;
        let path = Path::new(env!("CARGO_BIN_EXE_plenary"));
        let argument = file.to_string_lossy();
        // A file that was written just now is not kept.
        File::options().write(true).open(&file)?.set_modified(UNIX_EPOCH)?;
        let program = Program { path, argument: &argument, file: Some(&file), says: [FRAME, TITLE, ANSWER] };
        columns.push((format!("{activities} activities"), measure(&program, home)?));
    }
    print(&columns)
}

/// Prints a line for each thing measured, the programs side by side, with the ratio to the bare one.
fn print(columns: &[(String, Measured)]) -> Outcome<()> {
    let mut out = io::stdout();
    let names: String = columns.iter().map(|(name, _)| format!("{name:>26}")).collect();
    writeln!(out, "{:<34}{names}", "")?;
    let [(_, bare), ..] = columns else { return Ok(()) };
    for (at, (what, _)) in bare.iter().enumerate() {
        let cells = columns.iter().map(|(_, measured)| {
            let value = measured.get(at).and_then(|(_, value)| *value);
            let floor = bare.get(at).and_then(|(_, value)| *value).filter(|floor| *floor > 0.0);
            let ratio = value.zip(floor).map_or_else(String::new, |(value, floor)| format!(" {:.2}x", value / floor));
            let cell = value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}{ratio}"));
            format!("{cell:>26}")
        });
        writeln!(out, "{what:<34}{}", cells.collect::<String>())?;
    }
    Ok(())
}

/// What was measured of a program, with what it is; `None` where it has no such thing or the system does not tell.
type Measured = Vec<(&'static str, Option<f64>)>;

/// A program, how it is begun, and what it says: on its first frame, with its data, to a key that is not bound.
struct Program<'a> {
    path: &'a Path,
    argument: &'a str,
    /// The file that it reads.
    file: Option<&'a Path>,
    says: [&'static str; 3],
}

fn measure(program: &Program<'_>, home: &Path) -> Outcome<Measured> {
    let [frame, data, answer] = program.says;
    let (mut frames, mut datas) = (Vec::new(), Vec::new());
    let rounds =
        if program.file.is_some_and(|file| file.metadata().is_ok_and(|file| file.len() > HUGE)) { 3 } else { ROUNDS };
    for _ in 0..rounds {
        let mut session = Session::start(program, home, NOT_KEPT)?;
        frames.push(session.until(frame)?);
        datas.push(session.until(data)?);
        session.quit()?;
    }
    let again = program.file.map(|_| kept(program, home, rounds)).transpose()?.flatten();
    let mut session = Session::start(program, home, NOT_KEPT)?;
    session.until(data)?;
    session.settle();
    let mut keys = (0..KEYS).map(|at| session.key(down_and_up(at))).collect::<Outcome<Vec<_>>>()?;
    let mut bursts = (0..ROUNDS).map(|_| session.burst(answer)).collect::<Outcome<Vec<_>>>()?;
    let rest = session.rest();
    let reading = program.file.map(|file| session.keys_while_reading(file)).transpose()?;
    let searching = program.file.map(|_| session.letters()).transpose()?;
    session.quit()?;
    let time = |times: &mut Vec<Duration>, percent| Some(part(times, percent).as_secs_f64() * 1e3);
    let of = |times: &Option<Vec<Duration>>, percent| times.clone().and_then(|mut times| time(&mut times, percent));
    Ok(vec![
        ("first frame, ms", time(&mut frames, 50)),
        ("data shown, ms", time(&mut datas, 50)),
        ("data shown from the cache, ms", of(&again, 50)),
        ("key, median, ms", time(&mut keys, 50)),
        ("key, 99 %, ms", time(&mut keys, 99)),
        ("100 keys at once, ms", time(&mut bursts, 50)),
        ("key while a file is read, median", of(&reading, 50)),
        ("key while a file is read, 99 %", of(&reading, 99)),
        ("letter while searching, median", of(&searching, 50)),
        ("letter while searching, 99 %", of(&searching, 99)),
        ("bytes sent at rest, 5 s", Some(rest.0 as f64)),
        ("processor at rest, % of a core", rest.1),
    ])
}

/// Lets the program keep its dataset, and returns how long it takes until the data are shown from there; `None` where it is too small to be
/// kept.
fn kept(program: &Program<'_>, home: &Path, rounds: usize) -> Outcome<Option<Vec<Duration>>> {
    let [_, data, _] = program.says;
    let folder = home.join("home").join("plenary").join("datasets");
    let is_kept = || {
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        entries.into_iter().any(|entry| entry.path().extension().is_some_and(|extension| extension == "dataset"))
    };
    if program.file.is_none_or(|file| file.metadata().is_ok_and(|file| file.len() < KEPT)) {
        return Ok(None);
    }
    let mut session = Session::start(program, home, &[])?;
    let begun = Instant::now();
    while !is_kept() && begun.elapsed() < LIMIT {
        std::thread::sleep(QUIET);
    }
    session.quit()?;
    let again = (0..rounds).map(|_| {
        let mut session = Session::start(program, home, &[])?;
        let shown = session.until(data)?;
        session.quit()?;
        Ok(shown)
    });
    again.collect::<Outcome<_>>().map(Some)
}

/// The key that moves the cursor down or up: ten down, ten up.
fn down_and_up(at: usize) -> &'static [u8] {
    // Arrows: many letters at once are a paste to the real program, which does nothing with them.
    if at % 20 < 10 { b"\x1b[B" } else { b"\x1b[A" }
}

/// Returns the time that so many of a hundred do not exceed.
fn part(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// A program in a pseudo-terminal.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    /// What it sends, as it comes.
    screen: Receiver<Vec<u8>>,
    /// What a frame ends with; nothing, where a frame comes in one piece.
    end: &'static str,
    keyboard: Box<dyn Write + Send>,
    _master: Box<dyn MasterPty + Send>,
    begun: Instant,
    sent: Vec<u8>,
}

impl Session {
    fn start(program: &Program<'_>, home: &Path, environment: &[(&str, &str)]) -> Outcome<Self> {
        let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, ..PtySize::default() })?;
        let mut command = CommandBuilder::new(program.path);
        command.arg(program.argument);
        command.cwd(home);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (variable, value) in environment {
            command.env(variable, value);
        }
        for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
            command.env(variable, home.join("home"));
        }
        let (mut output, keyboard) = (pair.master.try_clone_reader()?, pair.master.take_writer()?);
        let (sender, screen) = crossbeam_channel::unbounded();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            // Until the other side is closed, which is an error on Linux.
            while let Ok(count) = output.read(&mut buffer) {
                let bytes = buffer.iter().take(count).copied().collect();
                if count == 0 || sender.send(bytes).is_err() {
                    break;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        let end = if program.file.is_some() { FRAME } else { "" };
        Ok(Self { child, screen, end, keyboard, _master: pair.master, begun, sent: Vec::new() })
    }

    /// Waits until these characters were sent, and returns how long after the start that was.
    fn until(&mut self, wanted: &str) -> Outcome<Duration> {
        while memchr::memmem::find(&self.sent, wanted.as_bytes()).is_none() {
            let next = self.screen.recv_timeout(LIMIT).map_err(|_| format!("{wanted} did not come"))?;
            self.sent.extend(next);
        }
        Ok(self.begun.elapsed())
    }

    /// Takes what is sent until nothing more comes, and returns how much it was: a frame that is left would be taken for the answer to the
    /// next key.
    fn settle(&mut self) -> usize {
        let mut count = 0;
        while let Ok(bytes) = self.screen.recv_timeout(QUIET) {
            count += bytes.len();
        }
        self.sent.clear();
        count
    }

    fn send(&mut self, keys: &[u8]) -> Outcome<()> {
        self.keyboard.write_all(keys)?;
        Ok(self.keyboard.flush()?)
    }

    /// Presses a key and returns how long it took until all of its frame came: what is left of one would be taken for the next.
    fn key(&mut self, key: &[u8]) -> Outcome<Duration> {
        while self.screen.try_recv().is_ok() {}
        let begun = Instant::now();
        self.send(key)?;
        let mut frame = self.screen.recv_timeout(LIMIT)?;
        while !frame.ends_with(self.end.as_bytes()) {
            frame.extend(self.screen.recv_timeout(LIMIT)?);
        }
        Ok(begun.elapsed())
    }

    /// Presses many keys at once, the last one not bound, and returns how long it took until that one was answered.
    fn burst(&mut self, answer: &str) -> Outcome<Duration> {
        self.settle();
        let mut keys: Vec<u8> = (0..BURST - 1).flat_map(down_and_up).copied().collect();
        keys.push(b'w');
        let begun = Instant::now();
        self.send(&keys)?;
        self.until(answer)?;
        let taken = begun.elapsed();
        // The next key takes the answer away, so that it is sent again.
        self.settle();
        self.key(down_and_up(0))?;
        Ok(taken)
    }

    /// Presses keys while the file is read again that was changed, and for some time.
    fn keys_while_reading(&mut self, file: &Path) -> Outcome<Vec<Duration>> {
        self.settle();
        OpenOptions::new().append(true).open(file)?.write_all(b"\n")?;
        let (begun, mut times) = (Instant::now(), Vec::new());
        while begun.elapsed() < READING {
            times.push(self.key(down_and_up(times.len()))?);
            std::thread::sleep(PAUSE);
        }
        Ok(times)
    }

    /// Types letters where anything is found, each while what the last one asked is still looked for.
    fn letters(&mut self) -> Outcome<Vec<Duration>> {
        self.settle();
        self.send(b"\x14")?;
        self.settle();
        let mut times = Vec::new();
        for _ in 0..8 {
            for letter in "migration".bytes() {
                times.push(self.key(&[letter])?);
                std::thread::sleep(PAUSE);
            }
            for _ in "migration".bytes() {
                times.push(self.key(b"\x7f")?);
                std::thread::sleep(PAUSE);
            }
        }
        self.settle();
        self.send(b"\x1b")?;
        self.settle();
        Ok(times)
    }

    /// Touches nothing; returns how many bytes were sent meanwhile and how much of a core was used, in percent.
    fn rest(&mut self) -> (usize, Option<f64>) {
        while self.settle() > 0 {}
        let before = self.worked();
        let begun = Instant::now();
        let mut bytes = 0;
        while let Ok(sent) = self.screen.recv_timeout(REST.saturating_sub(begun.elapsed())) {
            bytes += sent.len();
        }
        let worked = before.zip(self.worked()).map(|(before, after)| after.saturating_sub(before));
        (bytes, worked.map(|worked| worked.as_secs_f64() / begun.elapsed().as_secs_f64() * 100.0))
    }

    /// Returns how long the processors worked for it, for the threads that it has now; `None` where the system does not tell, which is
    /// Linux alone.
    fn worked(&self) -> Option<Duration> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id()?)).ok()?;
        let of = |thread: std::fs::DirEntry| {
            let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
            told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
        };
        threads.map(|thread| of(thread.ok()?)).sum()
    }

    fn quit(&mut self) -> Outcome<()> {
        self.send(b"q")?;
        while self.screen.recv_timeout(LIMIT).is_ok() {}
        self.child.wait()?;
        Ok(())
    }
}

/// A program that has a list of more rows than the screen, whose cursor goes down and up, and a line that says what is not bound.
fn bare() -> io::Result<()> {
    let mut terminal = ratatui::init();
    let rows: Vec<String> = (0..1_000).map(|row| format!("Row {row} of a list with a title of some words")).collect();
    let mut state = ListState::default().with_selected(Some(0));
    let mut said = "";
    loop {
        terminal.draw(|frame| {
            let [list, line] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(frame.area());
            let shown = List::new(rows.iter().map(String::as_str));
            let shown = shown.block(Block::bordered().title(BARE_FRAME));
            let shown = shown.highlight_style(Style::new().add_modifier(Modifier::REVERSED));
            frame.render_stateful_widget(shown, list, &mut state);
            frame.render_widget(said, line);
        })?;
        let Event::Key(key) = read()? else { continue };
        if key.kind != KeyEventKind::Press {
            continue;
        }
        said = "";
        match key.code {
            KeyCode::Char('q') => break,
            KeyCode::Down => state.select_next(),
            KeyCode::Up => state.select_previous(),
            _ => said = BARE_ANSWER,
        }
    }
    ratatui::restore();
    Ok(())
}
