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
use crate::diff::words;
use crate::journal::{Journal, Review};
use crate::load::{Loaded, load};
use crate::model::{LangText, Name, Value};
use crate::revise::settle::{self, Settled, settle};
use crate::revise::standing::Map;
use crate::revise::wanted::accepted;
use crate::revise::{Amendment, Order, Unsound, checked, revised, version};

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
    let amendments = accepted(dataset, &review);
    let text = source.text().unwrap_or_default();
    let unsound = |error: Unsound| nothing_written(format!("{name}: {error}"));
    let mut map = Map::new(text, dataset).ok_or_else(|| unsound(Unsound::Text("it is no object".into())))?;
    let settled = settle(&amendments, &mut map, dataset);
    can_go_on(&settled, args.partly)?;
    let order = Order { version: next_version(args, cx, &loaded)?, today: cx.today };
    let new = revised(&mut map, &settled, &order, dataset).map_err(unsound)?;
    checked(&new, &loaded, &settled).map_err(unsound)?;
    write(&args.output, new.as_bytes(), out)?;
    tell(&report(&args.output, &settled, &order), args, out)?;
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
    if old.is_some_and(|old| fs::is_same(&old, output)) {
        let error = CliError::new(ErrorKind::Usage, format!("{name} is the old version, which is never touched"));
        return Err(error.hint("write the new version to another file".to_owned()));
    }
    let parent = output.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    if parent.zip(journal).is_some_and(|(parent, journal)| fs::is_same(parent, journal)) {
        return Err(CliError::new(ErrorKind::Usage, format!("{name} would lie in the journal; write it elsewhere")));
    }
    Ok(())
}

/// Sees that there is something to apply, and nothing that cannot be.
fn can_go_on(settled: &Settled<'_>, partly: bool) -> Result<(), CliError> {
    let refused: Vec<String> = settled.refused().map(|(amendment, why)| refusal(amendment, why)).collect();
    let is_any = settled.applied().next().is_some();
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
    Err(CliError::new(ErrorKind::Nothing, "nothing was accepted that is not in the plan already; nothing was written"))
}

fn refusal(amendment: &Amendment, why: &str) -> String {
    visible(&format!("  {}: {why}", named(amendment)), false).into_owned()
}

/// Names an amendment and what it is to change.
fn named(amendment: &Amendment) -> String {
    let of = |text: &Option<String>| text.as_ref().map(|text| format!(" {text}")).unwrap_or_default();
    format!("{}{}{}", amendment.reference(), of(&amendment.to), of(&amendment.field))
}

fn next_version(args: &ReviseArgs, cx: &Cx, loaded: &Loaded) -> Result<String, CliError> {
    let plan = loaded.dataset.plan().ok_or_else(|| nothing_written("the dataset has no plan".to_owned()))?;
    let old = match plan.get(Name::Version) {
        Value::Text(LangText::One(text)) => Some(text),
        // Which of its names is to be counted on cannot be told.
        _ => None,
    };
    version::next(old, args.version.as_deref(), cx.today).map_err(|error| {
        let error = CliError::new(ErrorKind::Usage, format!("{error}; nothing was written"));
        error.hint("name the new version with --version".to_owned())
    })
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
fn report(output: &Path, settled: &Settled<'_>, order: &Order) -> Vec<String> {
    let applied = count(settled.applied().count(), "amendment");
    let mut lines = vec![format!("{}: version {}, {applied} applied", output.display(), order.version)];
    for (amendment, outcome) in &settled.outcomes {
        let name = named(amendment);
        let lines_of = |why: &str| format!("  {name}: {why}");
        lines.extend(match outcome {
            settle::Outcome::Applied => Some(lines_of(&wordings(amendment))),
            settle::Outcome::Already => Some(lines_of("in the plan already")),
            settle::Outcome::NoWording => Some(lines_of("no wording is stated; taken to be in the plan already")),
            settle::Outcome::Refused(_) => None,
        });
    }
    lines.into_iter().map(|line| visible(&line, false).into_owned()).collect()
}

fn wordings(amendment: &Amendment) -> String {
    let side = |text: &Option<String>| text.clone().unwrap_or_default();
    words::marked(&words::compare(&side(&amendment.before), &side(&amendment.after))).0
}

/// Prints the report beside the dataset, wherever that went.
fn tell(lines: &[String], args: &ReviseArgs, out: &mut Out) -> Result<(), CliError> {
    if args.output.as_os_str() == STDOUT {
        lines.iter().for_each(|line| note(line));
        return Ok(());
    }
    Ok(lines.iter().try_for_each(|line| out.line(line))?)
}
