//! `plenary journal merge`: what others added, taken over line by line.

use std::io;
use std::path::{Path, PathBuf};

use super::{Desk, conflicts, named};
use crate::base::fs::{self, Standing};
use crate::base::text::visible;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::journal::args::MergeArgs;
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome};
use crate::journal::read::{Trouble, What, segments};
use crate::journal::{Journal, Merge, Review, place};

/// Takes over what is new, and says what it was.
pub fn run(args: &MergeArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open(cx)?;
    let files = files(&args.from, &desk)?;
    let own = own(&desk)?;
    let merge = Merge::of(&own, files.iter().map(|file| (file.as_path(), desk.storage.read(file))));
    if !args.dry_run && merge.new > 0 {
        let mut writer = desk.place.writer(desk.storage.clone());
        writer.copy(&merge.lines).map_err(|error| {
            CliError::new(ErrorKind::Output, format!("NOT SAVED: {error}"))
                .hint("what was taken over counts once, however often it is: try again".to_owned())
        })?;
    }
    let both = Journal::of(own.into_iter().chain([merge.lines.clone()]).map(|bytes| (Path::new("merged"), Ok(bytes))));
    tell(&desk, &merge, &both, args.dry_run, files.len(), out)?;
    Ok(if merge.troubles.is_empty() { Outcome::Done } else { Outcome::No })
}

/// Reads the segments of the journal.
fn own(desk: &Desk) -> Result<Vec<Vec<u8>>, CliError> {
    let folder = &desk.place.folder;
    let unread = |file: &Path, error: io::Error| {
        CliError::new(ErrorKind::Unusable, format!("{}: it cannot be read: {error}", file.display()))
    };
    let files = segments(folder, &*desk.storage).map_err(|error| unread(folder, error))?;
    files.iter().map(|file| desk.storage.read(file).map_err(|error| unread(file, error))).collect()
}

/// Finds the segments that are named: files, those in a folder, and those of this dataset in a folder of journals.
fn files(from: &[PathBuf], desk: &Desk) -> Result<Vec<PathBuf>, CliError> {
    let below = place::folder(&desk.snapshot.dataset.header().id);
    let mut files = Vec::new();
    for path in from {
        let unusable = |why: &str| CliError::new(ErrorKind::Unusable, format!("{}: {why}", path.display()));
        match fs::look(path) {
            Standing::Directory => {
                let before = files.len();
                for folder in [path.clone(), path.join(&below), path.join("journals").join(&below)] {
                    let found = segments(&folder, &*desk.storage);
                    files.extend(found.map_err(|error| unusable(&format!("it cannot be read: {error}")))?);
                }
                if files.len() == before {
                    return Err(unusable("there is no segment of a journal in it"));
                }
            }
            Standing::Free | Standing::NoFolder => return Err(unusable("there is no such file")),
            Standing::File | Standing::Other => files.push(path.clone()),
        }
    }
    Ok(files)
}

fn tell(desk: &Desk, merge: &Merge, both: &Journal, dry: bool, files: usize, out: &mut Out) -> Result<(), CliError> {
    let (before, after) = (Review::of(&desk.journal.events), Review::of(&both.events));
    let was = |id| before.item(id).is_some_and(|item| item.is_in_conflict());
    let fresh = after.items.iter().filter(|item| item.is_in_conflict() && !was(item.event.id));
    let mut fresh: Vec<String> = fresh.map(|item| format!("{}: {}", named(item), conflicts(item))).collect();
    let same_id = |journal: &Journal| journal.troubles.iter().filter(|trouble| trouble.what == What::SameId).count();
    let twice = same_id(both).saturating_sub(same_id(&desk.journal));
    if twice > 0 {
        fresh.push(format!(
            "{twice} of another content under an id that was there; one of each is shown, both are kept"
        ));
    }
    out.line(&format!("segments      {files}"))?;
    out.line(&format!("new           {}{}", merge.new, if dry { ", not taken over: a dry run" } else { "" }))?;
    out.line(&format!("already had   {}", merge.had))?;
    part("conflicts", fresh, out)?;
    part("damaged", merge.troubles.iter().map(Trouble::to_string).collect(), out)?;
    if !dry && merge.new > 0 {
        out.line(&format!("taken over into {}", visible(&desk.place.folder.display().to_string(), false)))?;
    }
    Ok(())
}

fn part(title: &str, lines: Vec<String>, out: &mut Out) -> Result<(), CliError> {
    out.line(&format!("{title:13} {}", lines.len()))?;
    Ok(lines.iter().try_for_each(|line| out.wrapped("  ", line, ""))?)
}
