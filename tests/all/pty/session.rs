//! One program in one pseudo-terminal: pressing, waiting, looking, and the check at the end.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use filedescriptor::FileDescriptor;
use memchr::memmem::rfind;
use portable_pty::{Child, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::ioctl_fionread;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::setup::Setup;
use super::{keyboard, selected, wait};

/// How long any wait may take: long, since it is only waited out in failure.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// What is set on entering; the reset is the same with `l` (with `h` for the cursor).
const PAIRS: [(&str, &str); 3] =
    [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?25l", "\x1b[?25h"), ("\x1b[?2004h", "\x1b[?2004l")];

/// What is set and reset with the mouse, once more whenever it is released and taken.
const MOUSE: [(&str, &str); 3] =
    [("\x1b[?1000h", "\x1b[?1000l"), ("\x1b[?1002h", "\x1b[?1002l"), ("\x1b[?1006h", "\x1b[?1006l")];

/// What must never be sent: any-motion mouse, older forms of its reports, keyboard protocols, colours asked for or set.
const FORBIDDEN: [&str; 9] =
    ["?1003h", "?1005h", "?1015h", "\x1b[>", "\x1b[=", "\x1b[?u", "\x1b]10;", "\x1b]11;", "\x1b]52;c;?"];

/// What the program sent, as bytes and as a screen.
struct Output {
    bytes: Vec<u8>,
    parser: vt100::Parser,
    is_over: bool,
}

impl Output {
    /// Takes bytes as a terminal does. The emulator fails on a wide character beside a combining one at the edge of a screen of one
    /// column; a terminal would not, so it begins again with the last frame.
    fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        let parser = &mut self.parser;
        if catch_unwind(AssertUnwindSafe(|| parser.process(bytes))).is_err() {
            let (rows, columns) = self.parser.screen().size();
            self.parser = vt100::Parser::new(rows, columns, 0);
            let frame = rfind(bytes, b"\x1b[?2026h").unwrap_or(bytes.len());
            let parser = &mut self.parser;
            let _ = catch_unwind(AssertUnwindSafe(|| parser.process(&bytes[frame..])));
        }
    }

    /// Says whether no frame is half there: a terminal shows it only when it is whole.
    fn is_between_frames(&self) -> bool {
        rfind(&self.bytes, b"\x1b[?2026h") <= rfind(&self.bytes, b"\x1b[?2026l")
    }
}

/// Shared with the thread that reads.
struct Shared {
    output: Mutex<Output>,
    changed: Condvar,
    is_frozen: AtomicBool,
    is_stopped: AtomicBool,
}

/// How the program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    Code(u32),
    Signal(String),
}

/// The tty's flags, compared before and after.
type Modes = [u64; 3];

/// A running program; when it is dropped it is made to quit and checked, if it was not yet.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<File>,
    shared: Arc<Shared>,
    reader: Option<JoinHandle<()>>,
    modes_before: Modes,
    entries: usize,
    uncaught: usize,
    is_finished: bool,
    home: TempDir,
}

impl Session {
    /// Starts what the setup says in a terminal of its own, with a private home.
    pub fn start(setup: &Setup) -> Session {
        let home = tempfile::tempdir().unwrap();
        setup.furnish(home.path());
        let size = pty_size(setup.columns, setup.rows);
        let pair = native_pty_system().openpty(size).unwrap();
        let modes_before = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(setup.command_in(home.path()));
        let child = child.unwrap();
        drop(pair.slave);
        let shared = Arc::new(Shared {
            output: Mutex::new(Output {
                bytes: Vec::new(),
                parser: vt100::Parser::new(cells(setup.rows), cells(setup.columns), 0),
                is_over: false,
            }),
            changed: Condvar::new(),
            is_frozen: AtomicBool::new(false),
            is_stopped: AtomicBool::new(false),
        });
        let screen = clone_of(pair.master.as_ref());
        let keyboard = clone_of(pair.master.as_ref());
        let reader = thread::spawn({
            let shared = shared.clone();
            move || read_all(screen, &shared)
        });
        Session {
            child,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            shared,
            reader: Some(reader),
            modes_before,
            entries: setup.entries,
            uncaught: 0,
            is_finished: false,
            home,
        }
    }

    /// Says how many of the entries follow a stop that the program did not see, and so could not leave before.
    pub fn uncaught(mut self, stops: usize) -> Session {
        self.uncaught = stops;
        self
    }

    /// Sends bytes as the terminal would.
    pub fn send(&mut self, bytes: &str) {
        let keyboard = self.keyboard.as_mut().expect("the terminal is closed");
        keyboard.write_all(bytes.as_bytes()).unwrap();
    }

    /// Presses named keys (`Up`, `C-z`, `Esc`, …) or single characters, one write each.
    pub fn press(&mut self, names: &str) {
        for name in names.split(' ') {
            self.send(&keyboard::bytes_of(name));
        }
    }

    /// Presses keys as somebody does who waits until each was taken: what comes all at once may be a paste.
    pub fn press_slowly(&mut self, names: &str) {
        for name in names.split(' ') {
            self.press(name);
            wait("answer to a key", || !self.has_unread());
        }
    }

    /// Presses Esc, as terminals with the kitty keyboard protocol tell it, and waits for the answer: with the plain one, a key that is read
    /// together with it would be one with Alt. Where the key before it was answered together with it, the screen may be as it was, and
    /// there is no answer to wait for.
    pub fn escape(&mut self) {
        let mark = self.mark();
        self.send("\x1b[27u");
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(500) && !self.since(mark).contains("\x1b[?2026l") {
            thread::sleep(Duration::from_millis(5));
        }
        // That may have been the answer to the key before: what follows waits until Esc was read, too.
        while start.elapsed() < DEADLINE && self.has_unread() {
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Tells whether keys lie in the terminal that the program has not read yet.
    fn has_unread(&self) -> bool {
        /// `O_NOCTTY`: the terminal is the program's, and not that of the tests.
        const NO_TERMINAL_OF_OURS: i32 = 0o400;
        let path = format!("/proc/{}/fd/0", self.pid().as_raw_nonzero());
        let terminal = File::options().read(true).custom_flags(NO_TERMINAL_OF_OURS).open(path);
        terminal.is_ok_and(|terminal| ioctl_fionread(terminal).is_ok_and(|unread| unread > 0))
    }

    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the row under the cursor begins with this.
    pub fn wait_for_row(&self, name: &str) {
        self.wait_until(&format!("{name} under the cursor"), |screen| selected(screen).starts_with(name));
    }

    /// Waits until the screen is as `wanted`; `what` is said if it never is.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait_for_output(what, |output| output.is_between_frames() && wanted(output.parser.screen()));
    }

    /// Waits until the bytes sent since `mark` contain this.
    pub fn wait_for_bytes(&self, mark: usize, wanted: &str) {
        let has = |output: &Output| text_of(&output.bytes[mark..]).contains(wanted);
        self.wait_for_output(wanted, has);
    }

    /// Waits until the screen is as `wanted`, or the program has ended; `false` where it ended without that.
    pub fn wait_or_end(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> bool {
        let is_wanted = |output: &Output| output.is_between_frames() && wanted(output.parser.screen());
        self.wait_for_output(what, |output| output.is_over || is_wanted(output));
        is_wanted(&self.output())
    }

    /// Tells whether the program has ended.
    pub fn is_over(&self) -> bool {
        self.output().is_over
    }

    fn wait_for_output(&self, what: &str, wanted: impl Fn(&Output) -> bool) {
        let start = Instant::now();
        let mut output = self.output();
        while !wanted(&output) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            let screen = output.parser.screen().contents();
            assert!(!left.is_zero(), "waited for {what:?}, the screen is\n{screen}");
            assert!(!output.is_over, "ended before {what:?}, the screen is\n{screen}");
            (output, _) = self.shared.changed.wait_timeout(output, left).unwrap();
        }
    }

    /// Looks at the screen as it is now.
    pub fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.output().parser.screen())
    }

    /// Returns how many bytes were sent so far.
    pub fn mark(&self) -> usize {
        self.output().bytes.len()
    }

    /// Returns what was sent since the mark, as text.
    pub fn since(&self, mark: usize) -> String {
        text_of(&self.output().bytes[mark..])
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let mut output = self.output();
        let screen = output.parser.screen_mut();
        screen.set_size(cells(rows), cells(columns));
        let master = self.master.as_ref().unwrap();
        master.resize(pty_size(columns, rows)).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub fn pid(&self) -> Pid {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        Pid::from_raw(pid).unwrap()
    }

    /// Returns the private folder that is the program's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Returns the time on a processor of all the program's threads.
    pub fn cpu_time(&self) -> Duration {
        let tasks = format!("/proc/{}/task", self.pid().as_raw_nonzero());
        let nanoseconds = fs::read_dir(tasks).unwrap().map(|task| {
            let text = fs::read_to_string(task.unwrap().path().join("schedstat")).unwrap();
            text.split(' ').next().unwrap().parse::<u64>().unwrap()
        });
        Duration::from_nanos(nanoseconds.sum())
    }

    /// Stops reading, as a terminal does after Ctrl-S.
    pub fn freeze(&self) {
        self.shared.is_frozen.store(true, Ordering::SeqCst);
    }

    /// Reads on.
    pub fn thaw(&self) {
        self.shared.is_frozen.store(false, Ordering::SeqCst);
    }

    /// Closes the terminal, as its window's close button does.
    pub fn close(&mut self) {
        self.shared.is_stopped.store(true, Ordering::SeqCst);
        self.reader.take().unwrap().join().unwrap();
        self.keyboard = None;
        self.master = None;
    }

    /// Waits for the program's end, at most so long.
    pub fn exit_within(&mut self, limit: Duration) -> Option<Exit> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                let code = Exit::Code(status.exit_code());
                return Some(status.signal().map_or(code, |name| Exit::Signal(name.into())));
            }
            if start.elapsed() >= limit {
                return None;
            }
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for the program's end and checks that the terminal was given back.
    pub fn finish(&mut self) -> Exit {
        self.is_finished = true;
        let exit = self.exit_within(DEADLINE);
        let exit = exit.unwrap_or_else(|| panic!("still running:\n{}", self.contents()));
        if self.master.is_some() {
            self.check_restored();
        }
        exit
    }

    /// Kills the program, which can give nothing back then.
    pub fn kill(mut self) {
        self.signal(Signal::KILL);
        self.died();
    }

    /// Waits for the end of a program that somebody kills.
    pub fn died(&mut self) {
        self.is_finished = true;
        assert_eq!(self.exit_within(DEADLINE), Some(Exit::Signal("Killed".into())));
    }

    pub fn contents(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    fn check_restored(&mut self) {
        self.reader.take().unwrap().join().unwrap();
        assert_eq!(modes(self.master.as_deref().unwrap()), self.modes_before, "the modes of the tty");
        let sent = self.since(0);
        for (set, reset) in PAIRS {
            assert_eq!(sent.matches(set).count(), self.entries, "{set:?} in {sent:?}");
            assert_eq!(sent.matches(reset).count(), self.entries - self.uncaught, "{reset:?} in {sent:?}");
            assert!(sent.rfind(set) <= sent.rfind(reset), "{reset:?} last");
        }
        for (set, reset) in MOUSE {
            let (taken, released) = (sent.matches(set).count(), sent.matches(reset).count());
            assert_eq!(taken, released + self.uncaught.min(taken), "{set:?} in {sent:?}");
            assert!(sent.rfind(set) <= sent.rfind(reset), "{reset:?} last");
        }
        for forbidden in FORBIDDEN {
            assert!(!sent.contains(forbidden), "{forbidden:?} in {sent:?}");
        }
        assert!(!shapes_the_cursor(&sent), "the cursor's shape is set in {sent:?}");
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        self.shared.output.lock().unwrap()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.is_finished && !thread::panicking() {
            self.press("q");
            assert_eq!(self.finish(), Exit::Code(0));
        }
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            let _ = self.child.kill();
        }
        self.shared.is_stopped.store(true, Ordering::SeqCst);
    }
}

/// Reads until the other side is closed or this one is told to stop.
fn read_all(mut screen: File, shared: &Shared) {
    let mut buffer = [0; 64 * 1024];
    let tick = Timespec { tv_sec: 0, tv_nsec: 5_000_000 };
    while !shared.is_stopped.load(Ordering::SeqCst) {
        let mut watched = [PollFd::new(&screen, PollFlags::IN)];
        let is_ready = poll(&mut watched, Some(&tick)).unwrap() > 0;
        if shared.is_frozen.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(5));
            continue;
        }
        if !is_ready {
            continue;
        }
        // An error is how Linux says that the other side was closed.
        let count = screen.read(&mut buffer).unwrap_or(0);
        let Ok(mut output) = shared.output.lock() else {
            return;
        };
        output.take(&buffer[..count]);
        output.is_over = count == 0;
        shared.changed.notify_all();
        if count == 0 {
            return;
        }
    }
}

/// Says whether the cursor's shape is set: there is no way to ask what it was.
fn shapes_the_cursor(sent: &str) -> bool {
    sent.split("\x1b[").skip(1).any(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(" q"))
}

fn clone_of(master: &dyn MasterPty) -> File {
    let descriptor = FileDescriptor::dup(&master.as_raw_fd().unwrap()).unwrap();
    descriptor.as_file().unwrap()
}

fn modes(master: &dyn MasterPty) -> Modes {
    let modes = master.get_termios().unwrap();
    [u64::from(modes.input_flags.bits()), u64::from(modes.output_flags.bits()), u64::from(modes.local_flags.bits())]
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
