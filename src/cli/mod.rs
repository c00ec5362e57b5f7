//! The command line: what the dashboard shows, printed.
//!
//! [`args`] is the one list of commands and options; there is a file for each command. Everything is printed through [`out`], and what
//! goes wrong is an [`error`] with what to do about it. Nothing here draws a screen, and nothing here writes into a dataset that is there.

pub mod args;
mod config;
mod deliver;
mod diff;
pub mod error;
mod excerpt;
mod export;
mod help;
pub mod journal;
mod list;
mod open;
pub mod out;
mod page;
pub mod paper;
mod revise;
mod search;
mod show;
mod table;
mod validate;

use crate::base::date::Day;
use crate::cache::Cache;
use crate::cli::args::{Args, Command};
use crate::cli::deliver::deliver;
use crate::cli::error::CliError;
use crate::cli::out::Out;
use crate::config::{Paths, Problem, Settings, Switch};

pub use open::{large, open, unread, unusable, view};

/// What a command may see besides its own arguments.
#[derive(Debug)]
pub struct Cx {
    /// The settings in force.
    pub settings: Settings,
    /// Where the program's files live.
    pub paths: Paths,
    /// What is wrong with the configuration.
    pub problems: Vec<Problem>,
    /// The dataset that the command line names.
    pub data: Option<std::path::PathBuf>,
    /// What day it is; `None` where the clock does not say.
    pub today: Option<Day>,
}

impl Cx {
    /// Returns where large datasets are kept, if they are to be and there is a place for it.
    pub fn cache(&self) -> Option<Cache> {
        let folder = self.paths.cache.clone().ok().filter(|_| self.settings.cache() == Switch::On)?;
        Some(Cache::new(folder.join("datasets")))
    }
}

/// What came of a command that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// The answer is no: nothing was found, or the file is not valid.
    No,
}

/// Carries out a command of this folder; `None` where the command is none of them.
pub fn run(args: &Args, cx: &Cx, out: &mut Out) -> Option<Result<Outcome, CliError>> {
    Some(match args.command.as_ref()? {
        Command::List(args) => list::run(args, cx, out),
        Command::Search(args) => search::run(args, cx, out),
        Command::Export(args) => export::run(args, cx, out),
        Command::Show(args) => show::run(args, cx, out),
        Command::Diff(args) => diff::run(args, cx, out),
        Command::Revise(args) => revise::run(args, cx, out),
        Command::Validate(args) => validate::run(args, cx, out),
        Command::Minutes(args) => paper::minutes(args, cx, out),
        Command::Brief(args) => paper::brief(args, cx, out),
        Command::Journal(args) => journal::run(args, cx, out),
        Command::Config(args) => config::run(args, cx, out),
        Command::Query | Command::Schema | Command::Completions(_) | Command::Man => return None,
    })
}
