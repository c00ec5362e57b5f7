//! How long reading a dataset takes and how much memory: `cargo run --release --example reading -- big.json [ROUNDS]`.
//!
//! `bytes` is to have the file in memory; `floor` reads those bytes with `serde_json` into borrowed structs on one thread; quote the others as ratios to it, since
//! machines differ and are shared. `texts` is a leaner floor that skips all but ids, titles and summaries. Each round measures all, so that
//! they meet the same noise; the least of the rounds is what the program costs. Memory is measured in a run that only reads: `reading FILE memory`. `reading FILE cache` reads with a cache, once to fill it, and
//! once from it.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use plenary::cache::{self, Cache, Later};
use plenary::index::{Index, Origin};
use plenary::load::{Progress, Source, load};

#[path = "../benches/floor.rs"]
mod floor;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(file) = args.next() else { return fail("reading FILE [ROUNDS|memory|cache]") };
    let second = args.next().unwrap_or_else(|| "3".into());
    let run = match second.as_str() {
        "memory" => memory(Path::new(&file)),
        "cache" => kept(Path::new(&file)),
        rounds => measure(Path::new(&file), rounds.parse().unwrap_or(3)),
    };
    match run {
        Ok(said) => {
            let _ = io::stdout().write_all(said.as_bytes());
            ExitCode::SUCCESS
        }
        Err(said) => fail(&said),
    }
}

/// Time that passed, and time that the processors worked for this program meanwhile: where others use them, too, only the second says
/// what something costs.
#[derive(Clone, Copy)]
struct Spent {
    passed: Duration,
    worked: Duration,
}

impl Spent {
    fn now() -> Self {
        static BEGIN: OnceLock<Instant> = OnceLock::new();
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The 14th and 15th field, in hundredths of a second; the name before them may have blanks and ends with a bracket.
        let behind = stat.rsplit(')').next().unwrap_or_default();
        let ticks: u64 = behind.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Self { passed: BEGIN.get_or_init(Instant::now).elapsed(), worked: Duration::from_millis(ticks * 10) }
    }

    fn since(self) -> Self {
        let now = Self::now();
        Self { passed: now.passed - self.passed, worked: now.worked - self.worked }
    }
}

/// Measures all in turn, as often as asked for, and takes the least.
fn measure(file: &Path, rounds: usize) -> Result<String, String> {
    const NAMES: [&str; 5] = ["bytes", "floor", "texts", "load", "index"];
    let mut least = [Spent { passed: Duration::MAX, worked: Duration::MAX }; 5];
    for _ in 0..rounds {
        let round = once(file)?;
        for (least, now) in least.iter_mut().zip(round) {
            least.passed = now.passed.min(least.passed);
            least.worked = now.worked.min(least.worked);
        }
    }
    let mut out = String::new();
    for (name, spent) in NAMES.iter().zip(least) {
        let _ = writeln!(out, "{name} {} ms, worked {} ms", spent.passed.as_millis(), spent.worked.as_millis());
    }
    for (name, of) in [("passed", least.map(|spent| spent.passed)), ("worked", least.map(|spent| spent.worked))] {
        let [bytes, floor, texts, load, index] = of.map(|time| time.as_secs_f64());
        let whole = load + index;
        let (floor, texts, both) = (whole / floor, whole / texts, whole / (bytes + floor));
        let _ = writeln!(
            out,
            "{name}, file to index: {floor:.2} of floor, {texts:.2} of texts, {both:.2} of bytes and floor"
        );
    }
    Ok(out)
}

fn once(file: &Path) -> Result<[Spent; 5], String> {
    let wrong = |error: &dyn std::fmt::Display| error.to_string();
    let begin = Spent::now();
    let bytes = std::fs::read(file).map_err(|error| wrong(&error))?;
    let read = begin.since();
    let begin = Spent::now();
    let whole: floor::Whole<'_> = serde_json::from_slice(&bytes).map_err(|error| wrong(&error))?;
    let floor = begin.since();
    drop(whole);
    let begin = Spent::now();
    let whole: floor::WholeLean<'_> = serde_json::from_slice(&bytes).map_err(|error| wrong(&error))?;
    let texts = begin.since();
    drop(whole);
    drop(bytes);
    let begin = Spent::now();
    let source = Source::file(file).map_err(|error| wrong(&error))?;
    let loaded = load(&source).map_err(|error| wrong(&error))?;
    drop(source);
    let load = begin.since();
    let begin = Spent::now();
    let index = Index::new(&loaded.dataset);
    let indexed = begin.since();
    drop(index);
    Ok([read, floor, texts, load, indexed])
}

/// Reads and indexes, and says how much memory that took and holds.
fn memory(file: &Path) -> Result<String, String> {
    let size = std::fs::metadata(file).map_err(|error| error.to_string())?.len();
    let source = Source::file(file).map_err(|error| error.to_string())?;
    let loaded = load(&source).map_err(|error| error.to_string())?;
    drop(source);
    let read = resident("VmRSS:")?;
    let index = Index::new(&loaded.dataset);
    let (peak, held) = (resident("VmHWM:")?, resident("VmRSS:")?);
    drop(index);
    let say = |(name, bytes): (&str, u64)| {
        format!("{name} {} MB, {:.2} of the file\n", bytes / 1_000_000, bytes as f64 / size as f64)
    };
    Ok([("peak", peak), ("held", held), ("of that the records", read)].map(say).concat())
}

/// Reads with a cache that is empty and fills it or, with `PLENARY_KEPT` naming a folder that was filled before, opens what is kept there,
/// of which most is read when it is first asked for; says how long each took, and how much memory.
fn kept(file: &Path) -> Result<String, String> {
    let size = std::fs::metadata(file).map_err(|error| error.to_string())?.len();
    let folder = std::env::var_os("PLENARY_KEPT").map_or_else(std::env::temp_dir, Into::into);
    let cache = Cache::new(folder.join("plenary-reading"));
    let begin = Spent::now();
    let source = Source::file(file).map_err(|error| error.to_string())?;
    let read = cache::read(source, Origin::default(), &Progress::default(), Some(&cache));
    let (snapshot, later) = read.map_err(|error| error.to_string())?;
    let was_kept = matches!(later, Later::Check(..));
    let read = begin.since();
    let (peak, held) = (resident("VmHWM:")?, resident("VmRSS:")?);
    let begin = Spent::now();
    snapshot.heads();
    snapshot.prose();
    let collected = begin.since();
    let begin = Spent::now();
    later.run(&snapshot);
    let later = begin.since();
    let mut out = format!("was kept: {was_kept}\n");
    for (name, spent) in [("read", read), ("names and places", collected), ("keep or check", later)] {
        let _ = writeln!(out, "{name} {} ms, worked {} ms", spent.passed.as_millis(), spent.worked.as_millis());
    }
    let all = [
        ("peak", peak),
        ("held", held),
        ("peak at the end", resident("VmHWM:")?),
        ("held at the end", resident("VmRSS:")?),
    ];
    if was_kept {
        drop(snapshot);
        let begin = Spent::now();
        let source = Source::file(file).map_err(|error| error.to_string())?;
        let whole = cache.open(&source, &Origin::default()).is_some();
        let spent = begin.since();
        let (passed, worked) = (spent.passed.as_millis(), spent.worked.as_millis());
        let _ = writeln!(out, "all of it at once, as a command does: {whole}, {passed} ms, worked {worked} ms");
    }
    for (name, bytes) in all {
        let _ = writeln!(out, "{name} {} MB, {:.2} of the file", bytes / 1_000_000, bytes as f64 / size as f64);
    }
    Ok(out)
}

/// Returns how many bytes of memory the system counts for this program under a name.
fn resident(name: &str) -> Result<u64, String> {
    let status = std::fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map(|kilobytes| kilobytes * 1024).ok_or_else(|| format!("the system does not say {name}"))
}

fn fail(message: &str) -> ExitCode {
    // There is nobody left to tell when this cannot be written.
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}
