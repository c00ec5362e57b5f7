//! The one list of commands and options.
//!
//! Help, completions, the manual page and the README's table of commands are made from it. Nothing here carries anything out.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::base::quote::quoted;
use crate::base::suggest;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::help::{
    DIFF_HELP, EXAMPLES, EXPORT_HELP, LIST_HELP, QUERY_EXAMPLES, REVISE_HELP, SEARCH_HELP, SHOW_HELP, VALIDATE_HELP,
};
use crate::cli::journal::args::JournalArgs;
use crate::cli::paper::{BRIEF_HELP, BriefArgs, MINUTES_HELP, MinutesArgs};
use crate::config::{Color, Value};
use crate::exchange;
use crate::model::Kind;
use crate::query::grammar;

/// How wide help is, at most: what every terminal has.
const HELP_WIDTH: usize = 80;

/// How many kinds stand in a line of help.
const KINDS_A_LINE: usize = 5;

/// A terminal dashboard for following an intergovernmental dialogue.
#[derive(Debug, Default, Parser)]
#[command(name = "plenary", version, max_term_width = HELP_WIDTH, after_help = EXAMPLES)]
#[command(subcommand_precedence_over_arg = true, disable_help_subcommand = false)]
pub struct Args {
    /// What to do; without it the dashboard opens.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The datasets to open, the first at once; - reads standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Begin as at the first time, not where you were; bookmarks stay
    #[arg(long)]
    pub fresh: bool,

    /// The saved view to begin with
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,

    /// The dataset, for every command; - reads standard input
    #[arg(long, global = true, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_parser = colors())]
    pub color: Option<Color>,
}

/// What can be done besides opening the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the records of a kind
    #[command(after_help = list_help())]
    List(ListArgs),
    /// Show everything that is known of a record, with its sources
    #[command(after_help = SHOW_HELP)]
    Show(ShowArgs),
    /// Find records of all kinds
    #[command(after_help = SEARCH_HELP)]
    Search(SearchArgs),
    /// Write meetings and activities to a file: a calendar, a table, a list
    #[command(after_help = EXPORT_HELP)]
    Export(ExportArgs),
    /// Compare two versions, record by record and word by word
    #[command(after_help = DIFF_HELP)]
    Diff(DiffArgs),
    /// Write the next version of the plan, with the accepted amendments
    #[command(after_help = REVISE_HELP)]
    Revise(ReviseArgs),
    /// Find every mistake in a dataset, with its place
    #[command(after_help = VALIDATE_HELP)]
    Validate(ValidateArgs),
    /// Write the minutes of a meeting
    #[command(after_help = MINUTES_HELP)]
    Minutes(MinutesArgs),
    /// Write a brief on a country, a goal, a group, a project
    #[command(after_help = BRIEF_HELP)]
    Brief(BriefArgs),
    /// Notes, statements, decisions: what you added to the dataset
    Journal(JournalArgs),
    /// Explain what a query can be made of
    #[command(after_help = query_help())]
    Query,
    /// Print the JSON Schema of a dataset
    Schema,
    /// Show the configuration, or find the mistakes in it
    Config(ConfigArgs),
    /// Print the completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

/// What `list` takes.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// The kind of records, such as countries
    #[arg(value_parser = kinds(), hide_possible_values = true)]
    pub kind: Kind,
    /// Words and field:value that the records must have
    pub query: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What `show` takes.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// A reference such as country:BG, or an id, or a name
    #[arg(value_name = "REF", required = true)]
    pub reference: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What `search` takes.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// Words and field:value that the records must have
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Leave out what is in your journal
    #[arg(long)]
    pub public: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What `export` takes.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// The format of the file
    #[arg(value_enum)]
    pub format: exchange::Format,
    /// Words and field:value that meetings and activities must have
    pub query: Vec<String>,
    /// The file to write; - writes to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// What `diff` takes.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The older dataset; - reads standard input. Alone, it is the newer one
    pub old: PathBuf,
    /// The newer dataset
    pub new: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: DiffFormat,
}

/// What `revise` takes.
#[derive(Debug, clap::Args)]
pub struct ReviseArgs {
    /// The file to write; - writes to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// The name of the new version
    #[arg(long, value_name = "NAME")]
    pub version: Option<String>,
    /// The folder of the journal, instead of the dataset's own
    #[arg(long, value_name = "DIR")]
    pub journal: Option<PathBuf>,
    /// Apply what can be applied, and list the rest
    #[arg(long)]
    pub partly: bool,
}

/// What `validate` takes.
#[derive(Debug, clap::Args)]
pub struct ValidateArgs {
    /// The dataset; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}

/// What `config` takes.
#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What can be done with the configuration.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print where the configuration file is, or would be
    Path,
    /// Print every setting, its value and where that comes from
    Show {
        /// Print the file to start from instead: every setting and key, explained
        #[arg(long)]
        default: bool,
    },
    /// Find every mistake in the configuration, with its place
    Check,
}

/// What `completions` takes.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// How records are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    #[default]
    Text,
    /// An array of records, for programs
    Json,
    /// Comma-separated values, for spreadsheets
    Csv,
    /// Markdown, for documents
    Md,
}

impl ValueEnum for exchange::Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.spec().name).help(self.spec().doc))
    }
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// How differences are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
    /// Markdown, for documents
    Md,
}

/// Returns the help of `list`, with the kinds that there are.
fn list_help() -> String {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.spec().plural).collect();
    let lines: Vec<String> = kinds.chunks(KINDS_A_LINE).map(|kinds| kinds.join(", ")).collect();
    let forms: Vec<_> = grammar::FORMS.iter().map(|(form, doc)| ((*form).to_owned(), (*doc).to_owned())).collect();
    let forms = grammar::set(&forms, HELP_WIDTH);
    let query = format!("A query is terms, all of which must hold; \"plenary help query\" has more:\n{forms}");
    format!("Kinds:\n  {}\n\n{query}\n{LIST_HELP}", lines.join(",\n  "))
}

/// Returns what a query can be made of.
pub fn query_help() -> String {
    let text = grammar::text(HELP_WIDTH);
    format!("{text}\nExamples:\n{QUERY_EXAMPLES}")
}

fn colors() -> impl TypedValueParser<Value = Color> {
    PossibleValuesParser::new(Color::allowed()).map(|word| Color::read(&word).unwrap_or_default())
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let words = Kind::ALL.iter().map(|kind| kind.spec()).map(|spec| {
        let many = PossibleValue::new(spec.plural).help(spec.doc);
        if spec.name == spec.plural { many } else { many.alias(spec.name) }
    });
    PossibleValuesParser::new(words).try_map(|word| Kind::from_word(&word).ok_or("no kind of record"))
}

/// Returns the command line as help, completions and documentation see it.
pub fn command() -> clap::Command {
    Args::command()
}

/// Reads the command line.
///
/// # Errors
///
/// What is to be printed instead: a mistake, or the help or version that was asked for.
pub fn parse(args: Vec<OsString>) -> Result<Args, clap::Error> {
    // Making the table of commands takes longer than drawing the first screen.
    if args.len() < 2 { Ok(Args::default()) } else { Args::try_parse_from(minus_words_last(args)) }
}

/// Says which command was probably meant by a first word that is none.
pub fn unknown_command(args: &[OsString]) -> Option<CliError> {
    let words = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    let word = words.into_iter().find(|word| !word.starts_with('-'))?;
    let near = nearest_command(&word).filter(|near| *near != word)?;
    let message = format!("no command {}; did you mean \"{near}\"?", quoted(&word));
    Some(CliError::new(ErrorKind::Usage, message).hint("\"plenary --help\" lists the commands".to_owned()))
}

/// Returns the command that a word was probably to be.
pub fn nearest_command(word: &str) -> Option<String> {
    let command = command();
    suggest::nearest(word, command.get_subcommands().map(clap::Command::get_name)).map(str::to_owned)
}

/// Puts the words of a query that begin with a minus behind a `--`, since they are no options.
fn minus_words_last(args: Vec<OsString>) -> Vec<OsString> {
    let with_query = |arg: &OsString| ["list", "search", "export"].iter().any(|command| arg == command);
    let Some(list) = args.iter().skip(1).position(with_query) else { return args };
    if args.iter().any(|arg| arg == "--") {
        return args;
    }
    let is_word = |at: usize, arg: &OsString| {
        let arg = arg.to_string_lossy();
        at > list
            && arg.len() > 1
            && arg.starts_with('-')
            && !arg.starts_with("--")
            && !["-h", "-V", "-o"].contains(&&*arg)
    };
    let (words, mut rest): (Vec<_>, Vec<_>) = args.into_iter().enumerate().partition(|(at, arg)| is_word(*at, arg));
    if !words.is_empty() {
        rest.push((0, "--".into()));
        rest.extend(words);
    }
    rest.into_iter().map(|(_, arg)| arg).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, clap::Error> {
        parse(line.split(' ').map(OsString::from).collect())
    }

    #[test]
    fn the_table_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn a_word_with_a_minus_is_no_option() {
        let args = read("plenary list activities -status:held --format json -word").unwrap();
        let Some(Command::List(list)) = args.command else { panic!("{args:?}") };
        assert_eq!(list.query, ["-status:held", "-word"]);
        assert_eq!(list.format, Format::Json);
    }

    #[test]
    fn the_file_of_an_export_is_told_from_its_query() {
        for line in ["plenary export md -status:held -o - -word", "plenary export md -o - -status:held -word"] {
            let Some(Command::Export(export)) = read(line).unwrap().command else { panic!("{line}") };
            assert_eq!(
                (export.query, export.output),
                (vec!["-status:held".into(), "-word".into()], PathBuf::from("-"))
            );
        }
    }

    #[test]
    fn kinds_are_named_by_one_word_or_the_other() {
        for (word, kind) in [("country", Kind::Country), ("countries", Kind::Country), ("plan", Kind::Plan)] {
            let args = read(&format!("plenary list {word}")).unwrap();
            assert!(matches!(args.command, Some(Command::List(list)) if list.kind == kind));
        }
    }

    #[test]
    fn options_stand_before_and_after_the_command() {
        for line in ["plenary --data a.json list goals", "plenary list goals --data a.json"] {
            assert_eq!(read(line).unwrap().data, Some("a.json".into()), "{line}");
        }
        assert_eq!(read("plenary a.json b.json").unwrap().files, ["a.json", "b.json"].map(PathBuf::from));
        assert_eq!(read("plenary -").unwrap().files, [PathBuf::from("-")]);
    }
}
