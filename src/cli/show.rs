//! `plenary show`: everything that is known of one record, and the source of every line.

use crate::base::quote::quoted;
use crate::base::suggest;
use crate::base::text::fold;
use crate::cli::args::{Format, ShowArgs};
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::open::open_and_tell;
use crate::cli::out::Out;
use crate::cli::{Cx, Outcome, page};
use crate::exchange;
use crate::model::field::Target;
use crate::model::{Dataset, Kind, Record, Reference};
use crate::query::meant;

/// How many records are listed that a word could mean.
const LISTED: usize = 12;

/// Prints the record.
pub fn run(args: &ShowArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let snapshot = open_and_tell(cx)?;
    let dataset = &snapshot.dataset;
    let record = find(&args.reference.join(" "), dataset)?;
    match args.format {
        Format::Json => exchange::json::write([record], dataset, Some(&snapshot.index.links), out)?,
        Format::Csv => exchange::csv::write(record.kind, &[record], dataset, out)?,
        Format::Text => page::text(&page::Page::new(record, &snapshot), out)?,
        Format::Md => page::markdown(&page::Page::new(record, &snapshot), out)?,
    }
    Ok(Outcome::Done)
}

/// Finds the one record that a word means: a reference, an id, a name, or a kind with a name.
pub fn find<'a>(word: &str, dataset: &'a Dataset) -> Result<Record<'a>, CliError> {
    find_among(word, Target::Any, dataset)
}

/// Finds the one record among those of some kinds that a word means.
pub fn find_among<'a>(word: &str, target: Target, dataset: &'a Dataset) -> Result<Record<'a>, CliError> {
    let found = candidates(word, target, dataset);
    match found.as_slice() {
        [] => Err(nothing(word, dataset)),
        [record] => Ok(*record),
        several => Err(ambiguous(word, several)),
    }
}

fn candidates<'a>(word: &str, target: Target, dataset: &'a Dataset) -> Vec<Record<'a>> {
    let (target, name) = match Reference::parse(word) {
        Some(Reference { kind, id }) if target.allows(kind) => (Target::Kind(kind), id),
        _ => (target, word),
    };
    meant(name, target, dataset).into_iter().filter_map(|rid| dataset.record(rid)).collect()
}

fn nothing(word: &str, dataset: &Dataset) -> CliError {
    let error = CliError::new(ErrorKind::Nothing, format!("no record {}", quoted(word)));
    let kinds = Kind::ALL.iter();
    let records: Vec<Record<'_>> = kinds.flat_map(|&kind| dataset.records(kind)).collect();
    let references: Vec<String> = records.iter().map(|record| record.reference().to_string()).collect();
    let folded = fold(word);
    let near = suggest::nearest(word, references.iter().map(String::as_str)).map(str::to_owned).or_else(|| {
        let names = records.iter().map(|record| record.label().text());
        let name = suggest::nearest(&folded, names)?;
        Some(records.iter().find(|record| record.label().text() == name)?.reference().to_string())
    });
    error.hint(near.map(|near| format!("did you mean {near}?")))
}

fn ambiguous(word: &str, several: &[Record<'_>]) -> CliError {
    let mut message = format!("{} could mean any of these", quoted(word));
    for record in several.iter().take(LISTED) {
        message.push_str(&format!("\n  {}  {}", record.reference(), record.label().text()));
    }
    if several.len() > LISTED {
        message.push_str(&format!("\n  and {} more", several.len() - LISTED));
    }
    CliError::new(ErrorKind::Usage, message)
}
