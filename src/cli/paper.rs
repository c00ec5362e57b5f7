//! `plenary minutes` and `plenary brief`: papers to hand out, printed or written to a file.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::base::quote::quoted;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::journal::Desk;
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome, deliver, show};
use crate::journal::Review;
use crate::model::Kind;
use crate::model::field::Target;
use crate::report::{Format, Report, brief, minutes};

/// How wide a line of text is where no terminal says so: what every terminal and every mail has.
const WIDTH: usize = 78;

/// What stands below the help of `minutes`.
pub const MINUTES_HELP: &str = "\
Numbered paragraphs: participants, statements, amendments and their fate,
decisions, next steps. Dataset and journal stand together, and every line ends
with its source; notes and flags stay yours. A file is written whole or not at
all; its name says the format where --format does not. Where a line of the
journal is damaged the paper says so, and the exit status is 1; where a file
of it cannot be read nothing is written.

Examples:
  plenary minutes som-2019
  plenary minutes som-2019 -o minutes.html
  plenary minutes som-2019 --format md | less";

/// What stands below the help of `brief`.
pub const BRIEF_HELP: &str = "\
REF is a reference such as country:BG, or an id or a name if only one record
has it. There are briefs on countries, organisations, goals, groups, projects
and meetings. With --public nothing of your journal is in it.

Examples:
  plenary brief bulgaria
  plenary brief country:BG --public -o bulgaria.html
  plenary brief goal:1 --format md";

/// What `minutes` takes.
#[derive(Debug, clap::Args)]
pub struct MinutesArgs {
    /// The meeting, by id, reference or title
    #[arg(required = true)]
    pub meeting: Vec<String>,
    /// How and where it is written
    #[command(flatten)]
    pub to: To,
}

/// What `brief` takes.
#[derive(Debug, clap::Args)]
pub struct BriefArgs {
    /// A reference such as country:BG, or an id, or a name
    #[arg(value_name = "REF", required = true)]
    pub reference: Vec<String>,
    /// Leave out what is in your journal
    #[arg(long)]
    pub public: bool,
    /// How and where it is written
    #[command(flatten)]
    pub to: To,
}

/// How and where a paper is written.
#[derive(Debug, clap::Args)]
pub struct To {
    /// The format; else that of the file's name, or text
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The file to write; - writes to standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.spec().name).help(self.spec().doc))
    }
}

/// Writes the minutes of a meeting.
pub fn minutes(args: &MinutesArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open_to_read(cx)?;
    desk.is_whole()?;
    let dataset = &desk.snapshot.dataset;
    let meeting = show::find_among(&args.meeting.join(" "), Target::Kind(Kind::Meeting), dataset)?;
    let review = Review::of(&desk.journal.events);
    let report = minutes::minutes(meeting, &desk.snapshot, &review).lacking(desk.lacks());
    write(&report, &args.to, out)?;
    Ok(desk.outcome())
}

/// Writes a brief on a record.
pub fn brief(args: &BriefArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let desk = Desk::open_to_read(cx)?;
    if !args.public {
        desk.is_whole()?;
    }
    let dataset = &desk.snapshot.dataset;
    let record = show::find(&args.reference.join(" "), dataset)?;
    let review = Review::of(&desk.journal.events);
    let review = (!args.public).then_some(&review);
    let report = brief::brief(record, &desk.snapshot, review).ok_or_else(|| {
        let kinds = crate::query::words::kinds(brief::KINDS);
        let reference = record.reference().to_string();
        let error = CliError::new(
            ErrorKind::Usage,
            format!("there is no brief on {}: there are on {kinds}", quoted(&reference)),
        );
        error.hint(format!("\"plenary show {reference}\" has all that is known of it"))
    })?;
    if args.public {
        write(&report, &args.to, out)?;
        return Ok(Outcome::Done);
    }
    write(&report.lacking(desk.lacks()), &args.to, out)?;
    Ok(desk.outcome())
}

fn write(report: &Report, to: &To, out: &mut Out) -> Result<(), CliError> {
    let format = to.format.or_else(|| of_name(&to.output)).unwrap_or_default();
    let width = out.width().map_or(WIDTH, |width| width.min(WIDTH));
    deliver(&to.output, format.write(report, width).as_bytes(), "written", out)
}

fn of_name(path: &Path) -> Option<Format> {
    Format::of_ending(path.extension()?.to_str()?)
}
