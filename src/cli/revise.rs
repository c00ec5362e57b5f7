//! `plenary revise`: the next version of the plan, with the accepted amendments.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::base::append::Disk;
use crate::base::fs::{self, Standing};
use crate::base::text::visible;
use crate::cli::args::ReviseArgs;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::open::{count, source, unread, unusable};
use crate::cli::out::{Out, note};
use crate::cli::{Cx, Outcome};
use crate::config::{self, DatasetChoice};
use crate::journal::{Journal, Review};
use crate::load::load;
use crate::revise::next::{Next, Unmade};
use crate::revise::place::{Taken, taken};
use crate::revise::{Amendment, Unsound, settle};

/// Where the result is written to instead of a file.
const STDOUT: &str = "-";

/// Writes the next version.
pub fn run(args: &ReviseArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let source = source(cx.data.as_deref(), cx)?;
    let name = source.name.clone();
    let source = source.whole().map_err(|error| unread(&name, &error, cx.data.is_some()))?;
    let loaded = load(&source).map_err(unusable)?;
    let dataset = &loaded.dataset;
    let folder = journal_folder(args, cx, &dataset.header().id)?;
    is_other_file(&args.output, cx, folder.as_deref())?;
    let journal = folder.map(|folder| Journal::read(&folder, &Disk)).unwrap_or_default();
    if let Some(trouble) = journal.unread() {
        return Err(nothing_written(format!("journal: {trouble}")));
    }
    journal.troubles.iter().for_each(|trouble| note(&format!("journal: {trouble}")));
    let review = Review::of(&journal.events);
    if !review.unknown.is_empty() {
        note(&format!("journal: {} of a later version of plenary left out", count(review.unknown.len(), "event")));
    }
    let text = source.text().unwrap_or_default();
    let unsound = |error: Unsound| nothing_written(format!("{name}: {error}"));
    let next = Next::new((text, &loaded), &review, args.version.as_deref(), cx.today).map_err(unsound)?;
    can_go_on(&next, args.partly)?;
    let version = next.version.as_ref().map_err(|error| unnamed(error.clone()))?;
    let text = next.text.as_ref().map_err(|error| nothing_written(format!("{name}: {error}")))?;
    write(&args.output, text.as_bytes(), out)?;
    tell(&report(&args.output, &next, version), args, out)?;
    Ok(Outcome::Done)
}

/// Returns the folder of the journal, if there is one.
fn journal_folder(args: &ReviseArgs, cx: &Cx, id: &str) -> Result<Option<PathBuf>, CliError> {
    if let Some(folder) = &args.journal {
        return match fs::look(folder) {
            Standing::Directory => Ok(Some(folder.clone())),
            _ => Err(CliError::new(ErrorKind::Usage, format!("{}: there is no such folder", folder.display()))),
        };
    }
    let place = config::journal::place(&cx.settings, &cx.paths, id).ok();
    let folder = place.map(|place| place.folder);
    Ok(folder.filter(|folder| fs::look(folder) == Standing::Directory))
}

/// Refuses to write over the dataset itself, or among the segments of the journal.
fn is_other_file(output: &Path, cx: &Cx, journal: Option<&Path>) -> Result<(), CliError> {
    let old = cx.data.clone().or_else(|| match cx.settings.dataset() {
        DatasetChoice::File(path) => Some(path),
        DatasetChoice::Embedded => None,
    });
    let name = output.display();
    let usage = |message: String| CliError::new(ErrorKind::Usage, message);
    match taken(output, old.as_deref(), journal) {
        None => Ok(()),
        Some(Taken::Old) => Err(usage(format!("{name} is the old version, which is never touched"))
            .hint("write the new version to another file".to_owned())),
        Some(Taken::Journal) => Err(usage(format!("{name} would lie in the journal; write it elsewhere"))),
    }
}

/// Sees that there is something to apply, and nothing that cannot be.
fn can_go_on(next: &Next, partly: bool) -> Result<(), CliError> {
    let refused: Vec<String> = next.refused().map(|(amendment, why)| refusal(amendment, why)).collect();
    let is_any = next.applied().next().is_some();
    let goes_on = partly && is_any;
    if !refused.is_empty() && !goes_on {
        let count = count(refused.len(), "accepted amendment");
        let error = nothing_written(format!("{count} cannot be applied:\n{}", refused.join("\n")));
        return Err(error.hint(is_any.then(|| "--partly applies the others".to_owned())));
    }
    refused.iter().for_each(|line| note(&format!("not applied:{line}")));
    if is_any {
        return Ok(());
    }
    Err(CliError::new(ErrorKind::Nothing, format!("{}; nothing was written", Unmade::Nothing)))
}

fn refusal(amendment: &Amendment, why: &str) -> String {
    visible(&format!("  {}: {why}", amendment.title()), false).into_owned()
}

/// Says that the new version has to be named.
fn unnamed(error: Unmade) -> CliError {
    if error == Unmade::NoPlan {
        return nothing_written(error.to_string());
    }
    let error = CliError::new(ErrorKind::Usage, format!("{error}; nothing was written"));
    error.hint("name the new version with --version".to_owned())
}

fn nothing_written(message: String) -> CliError {
    CliError::new(ErrorKind::Unusable, message).hint("nothing was written".to_owned())
}

fn write(path: &Path, bytes: &[u8], out: &mut Out) -> Result<(), CliError> {
    if path.as_os_str() == STDOUT {
        return Ok(out.write_all(bytes)?);
    }
    fs::replace(path, bytes).map_err(|error| {
        let error = CliError::new(ErrorKind::Output, format!("{}: {error}", path.display()));
        error.hint("nothing was written; an older file is as it was".to_owned())
    })
}

/// Says what was applied, and what was not since there was nothing to do.
fn report(output: &Path, next: &Next, version: &str) -> Vec<String> {
    let applied = count(next.applied().count(), "amendment");
    let mut lines = vec![format!("{}: version {version}, {applied} applied", output.display())];
    for (amendment, outcome) in &next.outcomes {
        let name = amendment.title();
        let lines_of = |why: &str| format!("  {name}: {why}");
        lines.extend(match outcome {
            settle::Outcome::Applied => Some(lines_of(&amendment.wordings())),
            settle::Outcome::Already => Some(lines_of("in the plan already")),
            settle::Outcome::NoWording => Some(lines_of("no wording is stated; taken to be in the plan already")),
            settle::Outcome::Refused(_) => None,
        });
    }
    lines.into_iter().map(|line| visible(&line, false).into_owned()).collect()
}

/// Prints the report beside the dataset, wherever that went.
fn tell(lines: &[String], args: &ReviseArgs, out: &mut Out) -> Result<(), CliError> {
    if args.output.as_os_str() == STDOUT {
        lines.iter().for_each(|line| note(line));
        return Ok(());
    }
    Ok(lines.iter().try_for_each(|line| out.line(line))?)
}
