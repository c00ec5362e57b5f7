//! The piece of a text in which something is wrong, with a caret under it and what to do about it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, Title};

use crate::base::diag::Place;
use crate::base::text::visible;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::out::note;
use crate::query::{Query, QueryError};

/// The text around a place, made visible, with the bytes that are meant.
pub struct Excerpt {
    text: String,
    start: usize,
    end: usize,
    line: usize,
}

impl Excerpt {
    /// Takes the text around a place.
    pub fn new(place: &Place) -> Self {
        let (skip, length) = place.mark;
        let piece = |skip: usize, take: usize| -> String { place.excerpt.chars().skip(skip).take(take).collect() };
        let mut text = visible(&piece(0, skip), false).into_owned();
        let start = text.len();
        text.push_str(&visible(&piece(skip, length), false));
        let end = text.len();
        text.push_str(&visible(&piece(skip + length, usize::MAX), false));
        Self { text, start, end, line: place.line }
    }
}

/// Sets what is wrong: the title, the text with a caret, the hint.
pub fn group<'a>(title: Title<'a>, excerpt: Option<&'a Excerpt>, hint: Option<&'a str>) -> Group<'a> {
    let mut group = Group::with_title(title);
    if let Some(excerpt) = excerpt {
        let mark = AnnotationKind::Primary.span(excerpt.start..excerpt.end);
        group = group.element(Snippet::source(&excerpt.text).line_start(excerpt.line).annotation(mark));
    }
    if let Some(hint) = hint {
        group = group.element(Level::HELP.message(visible(hint, false)));
    }
    group
}

/// Says beside the answer what of a query is looked for as a word, though it was probably meant for something else.
pub fn advise(query: &str) {
    Query::parse(query).0.advice().iter().for_each(|advice| note(advice));
}

/// Shows what cannot be understood of a query, each mistake at its place.
pub fn not_understood(query: &str, errors: &[QueryError]) -> CliError {
    let places: Vec<Excerpt> =
        errors.iter().map(|error| Excerpt::new(&Place::of(query, error.at.start, error.at.end))).collect();
    let groups: Vec<Group<'_>> = errors
        .iter()
        .zip(&places)
        .map(|(error, excerpt)| {
            group(Level::ERROR.primary_title(&*error.message), Some(excerpt), error.hint.as_deref())
        })
        .collect();
    let shown = Renderer::plain().render(&groups);
    // The first line is that of the error itself, which says the word, too.
    CliError::new(ErrorKind::Usage, shown.strip_prefix("error: ").unwrap_or(&shown))
}
