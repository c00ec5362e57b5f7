//! `plenary config`: where the configuration is, what is in force, what is wrong with it.

use crate::base::text::visible;
use crate::cli::args::{ConfigArgs, ConfigCommand};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::open::count;
use crate::cli::out::{Ink, Out};
use crate::cli::{Cx, Outcome};
use crate::config::file::default_file;

/// Prints what was asked for.
pub fn run(args: &ConfigArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    match args.command {
        ConfigCommand::Path => path(cx, out),
        ConfigCommand::Show { default: true } => {
            default_file().lines().try_for_each(|line| out.line(line))?;
            Ok(Outcome::Done)
        }
        ConfigCommand::Show { default: false } => show(cx, out),
        ConfigCommand::Check => check(cx, out),
    }
}

fn path(cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let file = cx.paths.config_file().map_err(|error| CliError::new(ErrorKind::Unusable, error.to_string()))?;
    out.line(&visible(&file.display().to_string(), false))?;
    Ok(Outcome::Done)
}

fn show(cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let rows = cx.settings.explain();
    let width =
        |of: fn(&(String, String, _)) -> &str| rows.iter().map(|row| visible(of(row), false).chars().count()).max();
    let (first, second) = (width(|row| &row.0).unwrap_or(0), width(|row| &row.1).unwrap_or(0));
    for (key, value, origin) in &rows {
        let (key, value) = (visible(key, false), visible(value, false));
        out.line(&format!("{key:first$}  {value:second$}  {}", out.ink(Ink::Dim, &origin.to_string())))?;
    }
    Ok(Outcome::Done)
}

/// Prints the mistakes that were found when the configuration was read.
fn check(cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    for problem in &cx.problems {
        out.line(&visible(&problem.to_string(), false))?;
    }
    if cx.problems.is_empty() {
        out.line(&out.ink(Ink::Green, "no mistakes"))?;
        return Ok(Outcome::Done);
    }
    out.line(&out.ink(Ink::Yellow, &count(cx.problems.len(), "mistake")))?;
    Ok(Outcome::No)
}
