//! plenary: a terminal dashboard for following an intergovernmental dialogue.
//!
//! # The house in one page
//!
//! Data flows one way. Bytes become a [`model::Dataset`] in [`load`]; [`index`] derives links and counts from it; both stand in
//! one immutable [`index::Snapshot`]. In the dashboard ([`tui`]) a key press becomes an [`keys::Action`], `update` changes the
//! state, `draw` only reads it, and everything outside (disk, clipboard, job control) is asked for as an effect. On the command
//! line ([`cli`]) the same snapshot is printed.
//!
//! Folders have ranks and import only lower ones:
//!
//! | rank | folders | what they hold |
//! | --- | --- | --- |
//! | 0 | [`base`] | dates, text, diagnostics: nothing of this domain |
//! | 1 | [`model`] | what is true according to the file: kinds, fields, records |
//! | 2 | [`load`], [`index`], [`journal`] | bytes to dataset; what is derived from it; what a person adds |
//! | 3 | [`query`] | questions: the query language, filters |
//! | 3 | [`cache`] | what was read of a large file, kept on the disk |
//! | 4 | [`keys`], [`diff`], [`exchange`], [`report`](mod@report) | actions and the keys that call them; two datasets compared; files to take elsewhere; papers to hand out |
//! | 5 | [`config`], [`revise`] | settings, themes, where files live; the next version of a plan |
//! | 6 | [`cli`], [`tui`] | the two faces of the program |
//! | 7 | [`docs`] | every table as Markdown, manual page, completions |
//!
//! One table for each list of things: record kinds and fields in [`model::kinds`], actions in [`keys::action`], settings in
//! [`config::settings`], formats of files in [`exchange::FORMATS`] and [`report::FORMATS`],
//! what can be added in [`journal::OPS`]. Help, palette, README, manual page, JSON Schema and
//! completions are made from them.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use crate::base::date::{Day, PartialDate, Precision};
use crate::cli::args::{Args, Command};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::out::{Out, note, report};
use crate::cli::{Cx, Outcome};
use crate::config::{Color, Layer, Paths, Problem, Settings};

use crate::tui::datasets::Place;
use crate::tui::outside::{Journals, Outside};
use crate::tui::start::{Beginning, First, StartError};
use crate::tui::work::Unopened;

pub mod base;
pub mod cache;
pub mod cli;
pub mod config;
pub mod diff;
pub mod docs;
pub mod exchange;
pub mod index;
pub mod journal;
pub mod keys;
pub mod load;
pub mod model;
pub mod query;
pub mod report;
pub mod revise;
pub mod tui;

/// Runs the program: reads the command line and the configuration, then does what was asked for.
pub fn run(args: Vec<OsString>) -> ExitCode {
    let args = match cli::args::parse(args.clone()) {
        Ok(args) => args,
        Err(error) => return usage(&error, &args),
    };
    let (cx, color) = context(&args);
    match dispatch(&args, &cx) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Err(error) => {
            if error.kind != ErrorKind::Closed {
                report(&error, color);
            }
            ExitCode::from(error.status())
        }
    }
}

/// Prints help, version or a mistake in the command line.
fn usage(error: &clap::Error, args: &[OsString]) -> ExitCode {
    if error.kind() == clap::error::ErrorKind::InvalidSubcommand
        && let Some(error) = cli::args::unknown_command(args)
    {
        report(&error, Color::Auto);
        return ExitCode::from(error.status());
    }
    match error.print().map_err(CliError::from) {
        Ok(()) => ExitCode::from(if error.use_stderr() { 2 } else { 0 }),
        Err(error) => ExitCode::from(error.status()),
    }
}

/// Reads the configuration, and says what is wrong with it. A mistake in it stops nothing.
fn context(args: &Args) -> (Cx, Color) {
    let paths = Paths::find();
    let (file, mut problems) = match paths.config_file() {
        Ok(path) => config::file::read(&path),
        Err(_) => (Layer::default(), Vec::new()),
    };
    let (environment, wrong) = Layer::from_environment(|name| std::env::var_os(name));
    problems.extend(wrong);
    let today = today(&mut problems);
    let command_line = Layer { color: args.color, ..Layer::default() };
    let settings = Settings::new(file, environment, command_line);
    // The dashboard shows them itself, and `config` prints them.
    if !matches!(args.command, None | Some(Command::Config(_))) {
        problems.iter().for_each(|problem| note(&base::text::visible(&problem.to_string(), false)));
    }
    let color = settings.color();
    let data = args.data.clone();
    (Cx { settings, paths, problems, data, today }, color)
}

/// The environment variable that says what day it is taken to be.
const TODAY: &str = "PLENARY_TODAY";

/// Returns what day it is: the one that the environment names, or else that of the system's clock where the computer stands.
fn today(problems: &mut Vec<Problem>) -> Option<Day> {
    if let Some(text) = std::env::var_os(TODAY).filter(|text| !text.is_empty()) {
        let date = text.to_str().and_then(|text| text.parse::<PartialDate>().ok());
        if let Some(day) = date.filter(|date| date.precision() == Precision::Day) {
            return Some(day.first_day());
        }
        let message = format!("{} is no day; write it as 2020-03-15", base::quote::quoted(&text.to_string_lossy()));
        problems.push(Problem { path: TODAY.into(), at: None, message, suggestion: None });
    }
    let date = jiff::ZonedDateTime::try_from(std::time::SystemTime::now()).ok()?.date();
    let number = |value: i8| u8::try_from(value).ok();
    Some((u16::try_from(date.year()).ok()?, number(date.month())?, number(date.day())?))
}

/// Does what was asked for.
fn dispatch(args: &Args, cx: &Cx) -> Result<Outcome, CliError> {
    let Some(command) = &args.command else { return dashboard(args, cx) };
    if let Some(file) = args.files.first() {
        let message = format!("{} stands before a command: name a dataset with --data", file.display());
        return Err(CliError::new(ErrorKind::Usage, message));
    }
    let forced = args.color == Some(Color::Always);
    let mut out = Out::stdout(cx.settings.color(), forced);
    let outcome = match cli::run(args, cx, &mut out) {
        Some(result) => result,
        None => document(command, &mut out).map(|()| Outcome::Done),
    };
    // What was printed before an error is still to be read.
    out.finish().and(outcome)
}

/// Prints what is made from the tables.
fn document(command: &Command, out: &mut Out) -> Result<(), CliError> {
    match command {
        Command::Schema => {
            serde_json::to_writer_pretty(&mut *out, &docs::schema())?;
            out.line("")?;
        }
        Command::Query => out.line(&cli::args::query_help())?,
        Command::Completions(args) => docs::completions::write(args.shell, out)?,
        Command::Man => docs::man::write(out)?,
        Command::List(_)
        | Command::Search(_)
        | Command::Export(_)
        | Command::Show(_)
        | Command::Diff(_)
        | Command::Revise(_)
        | Command::Validate(_)
        | Command::Minutes(_)
        | Command::Brief(_)
        | Command::Journal(_)
        | Command::Config(_) => {}
    }
    Ok(())
}

/// Opens the dashboard.
fn dashboard(args: &Args, cx: &Cx) -> Result<Outcome, CliError> {
    if let [first, _, ..] = args.files.as_slice()
        && !first.exists()
        && let Some(error) = cli::args::unknown_command(&[OsString::new(), first.into()])
    {
        return Err(error);
    }
    let views = cx.settings.views();
    let view = args.view.clone().map(|name| cli::view(name, &views)).transpose()?;
    if !tui::term::is_available() {
        return Err(no_dashboard(&tui::term::EnterError::NoTerminal));
    }
    let named = args.files.first().map(PathBuf::as_path).or(cx.data.as_deref());
    let meant = |error: CliError| {
        let word = args.files.first().and_then(|file| file.to_str()).unwrap_or_default();
        let near = cli::args::nearest_command(word);
        error.hint(near.map(|near| format!("for the command, write \"plenary {near}\"")))
    };
    let first = match cli::large(named, cx) {
        Some(path) => First::ToRead(Place::File(path)),
        None => First::Read(Box::new(cli::open(named, cx).map_err(meant)?)),
    };
    let terminal = tui::state::Terminal::from_environment(|name| std::env::var(name).ok());
    let complaints = cx.problems.iter().map(ToString::to_string).collect();
    let manner = tui::state::Manner::new(&cx.settings, &terminal, complaints, cx.today);
    let beginning = Beginning { datasets: datasets(args, cx), fresh: args.fresh, views, view };
    let outside = Outside {
        state: cx.paths.state.clone().ok(),
        cache: cx.cache(),
        data: cx.paths.data.clone().ok(),
        config: cx.paths.config_file().ok(),
        journal: Journals(Some(Arc::new((cx.settings.clone(), cx.paths.clone())))),
    };
    tui::start::start(first, manner, beginning, outside, note).map_err(|error| match error {
        StartError::Unopened(error) => meant(unopened(error, named.is_some())),
        StartError::Run(error) => no_dashboard(&error),
    })?;
    Ok(Outcome::Done)
}

/// Says why the dataset that the dashboard was to begin with cannot be used, as it is said where it is read beforehand.
fn unopened(error: Unopened, named: bool) -> CliError {
    match error {
        Unopened::Unread { name, error } => cli::unread(&name, &error, named),
        Unopened::Unusable(error) => cli::unusable(error),
        Unopened::Stopped | Unopened::Failed(_) => CliError::new(ErrorKind::Unusable, error.to_string()),
    }
}

/// Lists the datasets that the dashboard can switch between: those that are named, the configured one, the embedded one.
fn datasets(args: &Args, cx: &Cx) -> Vec<Place> {
    let configured = match cx.settings.dataset() {
        config::DatasetChoice::File(path) => Some(path),
        config::DatasetChoice::Embedded => None,
    };
    let named = args.files.iter().chain(&cx.data).filter(|path| path.as_os_str() != "-").cloned();
    let mut places: Vec<Place> = named.chain(configured).map(Place::File).collect();
    places.dedup();
    places.push(Place::Embedded);
    places
}

fn no_dashboard(error: &dyn std::error::Error) -> CliError {
    CliError::new(ErrorKind::Unusable, error.to_string())
}
