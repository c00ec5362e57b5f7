//! `plenary validate`: everything that is wrong with a dataset, with its place.

use annotate_snippets::{Level, Renderer};
use serde::Serialize;

use crate::base::diag::{Diagnostic, Severity};
use crate::base::json::escaped;
use crate::base::text::visible;
use crate::cli::args::{ReportFormat, ValidateArgs};
use crate::cli::error::CliError;
use crate::cli::excerpt::{self, Excerpt};
use crate::cli::open::{count, source};
use crate::cli::out::{Ink, Out};
use crate::cli::{Cx, Outcome};
use crate::load::{Source, load};

/// How wide an excerpt may be where nothing limits it: wider than the widest that a diagnostic holds.
const UNLIMITED: usize = 400;

/// What was found in a file.
struct Report {
    name: String,
    diagnostics: Vec<Diagnostic>,
    more: usize,
}

/// Prints what is wrong.
pub fn run(args: &ValidateArgs, cx: &Cx, out: &mut Out) -> Result<Outcome, CliError> {
    let named = args.file.as_deref().or(cx.data.as_deref());
    let report = Report::new(&source(named, cx)?);
    match args.format {
        ReportFormat::Text => report.print(out)?,
        ReportFormat::Json => {
            out.line(&escaped(&serde_json::to_string_pretty(&Summary::from(&report))?))?;
        }
    }
    Ok(if report.is_valid() { Outcome::Done } else { Outcome::No })
}

impl Report {
    fn new(source: &Source) -> Self {
        let name = visible(&source.name, false).into_owned();
        match load(source) {
            Ok(loaded) => Self { name, diagnostics: loaded.diagnostics, more: loaded.more },
            Err(error) => Self { name, diagnostics: vec![*error.diagnostic], more: 0 },
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| found.severity == severity).count()
    }

    fn is_valid(&self) -> bool {
        self.count(Severity::Fatal) + self.count(Severity::Error) == 0
    }

    fn print(&self, out: &mut Out) -> Result<(), CliError> {
        let renderer = if out.is_colored() { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
        let renderer = renderer.term_width(out.width().unwrap_or(UNLIMITED));
        for found in &self.diagnostics {
            out.line(&render(found, &self.name, &renderer))?;
            out.line("")?;
        }
        let ink = if self.is_valid() { Ink::Green } else { Ink::Red };
        let line = out.ink(ink, &self.summary());
        Ok(out.line(&line)?)
    }

    /// Writes the line at the end: `plan.json: 2 errors, 1 warning`.
    fn summary(&self) -> String {
        if self.count(Severity::Fatal) > 0 {
            return format!("{}: cannot be used", self.name);
        }
        let mut counts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
            .into_iter()
            .map(|(severity, noun)| (self.count(severity), noun))
            .filter(|(number, _)| *number > 0)
            .map(|(number, noun)| count(number, noun))
            .collect();
        if self.more > 0 {
            counts.push(format!("{} more, not listed", self.more));
        }
        let said = if counts.is_empty() { "valid, no warnings".into() } else { counts.join(", ") };
        format!("{}: {said}", self.name)
    }
}

/// Sets one diagnostic: file, line, column and path; grade, check and message; the excerpt with a caret; the hint.
fn render(found: &Diagnostic, name: &str, renderer: &Renderer) -> String {
    let level = match found.severity {
        Severity::Fatal => Level::ERROR.with_name(Severity::Fatal.word()),
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&found.message, false)).id(&*found.code);
    let excerpt = found.place.as_ref().map(Excerpt::new);
    let group = excerpt::group(title, excerpt.as_ref(), found.hint.as_deref());
    // The renderer would count columns in the excerpt, which begins anywhere in a long line.
    let place = found.place.as_ref().map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
    format!("{name}{place}: {}\n{}", visible(&found.path, false), renderer.render(&[group])).replace(": \n", ":\n")
}

/// The report as JSON.
#[derive(Serialize)]
struct Summary<'a> {
    file: &'a str,
    valid: bool,
    fatal: usize,
    errors: usize,
    warnings: usize,
    more: usize,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    severity: &'static str,
    code: &'a str,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    hint: Option<&'a str>,
}

impl<'a> From<&'a Report> for Summary<'a> {
    fn from(report: &'a Report) -> Self {
        Self {
            file: &report.name,
            valid: report.is_valid(),
            fatal: report.count(Severity::Fatal),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            more: report.more,
            diagnostics: report.diagnostics.iter().map(Entry::from).collect(),
        }
    }
}

impl<'a> From<&'a Diagnostic> for Entry<'a> {
    fn from(found: &'a Diagnostic) -> Self {
        Self {
            severity: found.severity.word(),
            code: &found.code,
            path: &found.path,
            line: found.place.as_ref().map(|place| place.line),
            column: found.place.as_ref().map(|place| place.column),
            message: &found.message,
            hint: found.hint.as_deref(),
        }
    }
}
