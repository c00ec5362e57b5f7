//! What `plenary journal` takes.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Subcommand, ValueEnum};

use crate::cli::args::{Format, ReportFormat};
use crate::journal::{OPS, Op};

const HELP: &str = "\
Examples:
  plenary journal add note Ask about the timeline --on country:BG
  plenary journal add statement by=BG type=offer Will host --meeting som-2019
  plenary journal add task owner=HU due=2020-03 Send the list
  plenary journal list --on country:BG
  plenary journal verify
  plenary journal recover
  plenary journal merge /media/usb/journals --dry-run
  plenary journal export -o journal.md

What you add lies in a folder of its own for each dataset, and is never
rewritten. The setting \"journal\" names a folder that people may share.";

const ADD_HELP: &str = "\
A word name=value is a field; all other words are the text. Without a text
it is read from standard input. Lists are written with commas: by=BG,HU.
\"undo\" and \"redo\" without \"of=\" mean the last step of this device.
\"saved\" and the id are printed when it is on the disk, not before.

Examples:
  plenary journal add note Ask about the timeline --on country:BG
  plenary journal add note --on plan < notes.txt
  plenary journal add note --lines < notes.txt
  plenary journal add decide The plan is endorsed --meeting som-2019
  plenary journal add amend field=title before=Old after=New --on activity:A-07";

const LIST_HELP: &str = "\
Examples:
  plenary journal list
  plenary journal list timeline --on country:BG
  plenary journal list --meeting som-2019 --op statement --format md
  plenary journal list kind:amendment is:open country:BG
  plenary journal list by:turkey -kind:statement after:2019

\"plenary help query\" explains the language. Times are in UTC. CSV and JSON
have the id of each, which \"of=\" of a later change names.";

const VERIFY_HELP: &str = "\
Says how much there is, and with file and line what could not be read. What
hangs on a record that the dataset no longer has is left over; nothing of it
is lost. Exit status 1 when something is damaged.";

const MERGE_HELP: &str = "\
Copies every whole line that the journal does not have from the segments of
others, files or folders, into a segment of its own. Doing it twice changes
nothing. Exit status 1 when a line of theirs is damaged; the others are taken.

Examples:
  plenary journal merge /media/usb/journals --dry-run
  plenary journal merge colleague.jsonl";

const RECOVER_HELP: &str = "\
What is being typed is kept until it is saved. Drafts that a program left when
it was stopped are listed with what was typed, and after them what of the
journal is cut off or damaged, with its file and line and the words in it.
Nothing is changed. Exit status 1 when nothing was left.

--add saves a draft as what it was to be, or says what it lacks; it is removed
when that is on the disk. --discard removes a draft, which cannot be undone. ID
may be the beginning of an id.

Examples:
  plenary journal recover
  plenary journal recover --add 0193a2c4";

const EXPORT_HELP: &str = "\
Markdown is what is so now, to be read. JSON is every event as it was written.
What is damaged stands behind the rest as it is, in JSON as an object with the
key \"unreadable\", and the exit status is 1. Where a file of the journal cannot
be read at all nothing is written, and the exit status is 2.";

/// What `journal` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub struct JournalArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub command: JournalCommand,
}

/// What can be done with a journal.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// List what was added
    #[command(after_help = LIST_HELP)]
    List(ListArgs),
    /// Add a note, a statement, a decision or another
    #[command(after_help = ADD_HELP)]
    Add(AddArgs),
    /// Take over what others added
    #[command(after_help = MERGE_HELP)]
    Merge(MergeArgs),
    /// Find what is damaged, in conflict or left over
    #[command(after_help = VERIFY_HELP)]
    Verify(VerifyArgs),
    /// Get back what was typed and not saved, or is damaged
    #[command(after_help = RECOVER_HELP)]
    Recover(RecoverArgs),
    /// Write all of it to a file
    #[command(after_help = EXPORT_HELP)]
    Export(ExportArgs),
}

/// What `journal list` takes.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Words and field:value that it must have
    pub query: Vec<String>,
    /// Only what hangs on this record
    #[arg(long, value_name = "REF")]
    pub on: Option<String>,
    /// Only what belongs to this meeting
    #[arg(long, value_name = "ID")]
    pub meeting: Option<String>,
    /// Only what is of this sort
    #[arg(long, value_parser = ops(true), hide_possible_values = true)]
    pub op: Option<Op>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What `journal add` takes.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// What to add
    #[arg(value_parser = ops(false))]
    pub op: Op,
    /// Fields as name=value, and the text
    #[arg(value_name = "FIELD=VALUE|TEXT")]
    pub words: Vec<String>,
    /// The record that it hangs on
    #[arg(long, value_name = "REF")]
    pub on: Option<String>,
    /// The meeting to which it belongs; else the one that is open
    #[arg(long, value_name = "ID")]
    pub meeting: Option<String>,
    /// Add one for each line of standard input
    #[arg(long)]
    pub lines: bool,
}

/// What `journal merge` takes.
#[derive(Debug, clap::Args)]
pub struct MergeArgs {
    /// Segments, or folders of them
    #[arg(required = true, value_name = "DIR|FILE")]
    pub from: Vec<PathBuf>,
    /// Only say what would be taken over
    #[arg(long)]
    pub dry_run: bool,
}

/// What `journal verify` takes.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}

/// What `journal recover` takes.
#[derive(Debug, clap::Args)]
pub struct RecoverArgs {
    /// Save a draft as what it was to be
    #[arg(long, value_name = "ID")]
    pub add: Vec<String>,
    /// Remove a draft
    #[arg(long, value_name = "ID")]
    pub discard: Vec<String>,
    /// How to print what was left
    #[arg(long, value_enum, default_value_t, conflicts_with_all = ["add", "discard"])]
    pub format: ReportFormat,
}

/// What `journal export` takes.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// The format of the file
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportFormat,
    /// The file to write; - writes to standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
}

/// The formats in which a journal is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// What is so now, to be read
    #[default]
    Md,
    /// Every event, as it was written
    Json,
}

/// Reads the name of an op; with `adds` of those alone that add something.
fn ops(adds: bool) -> impl TypedValueParser<Value = Op> {
    let specs = OPS.iter().filter(move |spec| spec.adds || !adds);
    let words = specs.map(|spec| PossibleValue::new(spec.name).help(spec.doc));
    PossibleValuesParser::new(words).try_map(|word| Op::named(&word).ok_or("nothing that can be added"))
}
