//! A filter: words that a record must mention, and values that its fields must have.
//!
//! The grammar is a part of the query language: `word`, `"a phrase"`, `field:value`, `field:one,other`, and a minus before any of them.
//! A space is 'and', a comma is 'or'.

use thiserror::Error;

use crate::base::date::Period;
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::base::text::{fold, part};
use crate::model::field::{Field, Shape, Target};
use crate::model::{Dataset, Kind, Record, Rid, Row, Value};
use crate::query::text::{contains, mentions};

/// Says why a filter cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong, with what is probably meant.
    pub message: String,
    /// Where in the filter: first byte and length.
    pub at: (usize, usize),
}

/// A filter for records of one kind.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
struct Clause {
    /// As it was typed.
    text: String,
    wanted: bool,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    /// A folded word or phrase that stands anywhere.
    Mentions(String),
    /// A value of one of the fields at these positions; with a second position, of a part's field.
    Has(Vec<(usize, Option<usize>)>, Vec<Wanted>),
}

/// A value that is wanted.
#[derive(Clone, Debug)]
struct Wanted {
    folded: String,
    period: Option<Period>,
    records: Vec<Rid>,
}

impl Filter {
    /// Reads a filter for records of a kind.
    ///
    /// # Errors
    ///
    /// [`QueryError`] when a quotation mark is not closed, or a field is not one of that kind.
    pub fn parse(text: &str, kind: Kind, dataset: &Dataset) -> Result<Self, QueryError> {
        let terms = split(text)?;
        let typed = |term: &Term| part(text, term.at.0..term.at.0 + term.at.1).to_owned();
        let read = |term: Term| Ok(Clause { text: typed(&term), ..clause(&term, kind, dataset)? });
        let clauses = terms.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { clauses })
    }

    /// Makes a filter of words alone, as they are typed into a list: every one must stand somewhere.
    pub fn words(text: &str) -> Self {
        let words = text.split_whitespace().map(|word| Test::Mentions(fold(word).trim().to_owned()));
        Self { clauses: words.map(|test| Clause { text: String::new(), wanted: true, test }).collect() }
    }

    /// Lists the terms as they were typed, each with what the filter would be without it.
    pub fn without_each(&self) -> impl Iterator<Item = (&str, Self)> {
        self.clauses.iter().enumerate().map(|(at, clause)| {
            let others = self.clauses.iter().enumerate().filter(|(other, _)| *other != at);
            (clause.text.as_str(), Self { clauses: others.map(|(_, clause)| clause.clone()).collect() })
        })
    }

    /// Tells whether the filter lets everything pass.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Tells whether a record passes.
    pub fn accepts(&self, record: Record<'_>, dataset: &Dataset) -> bool {
        self.clauses.iter().all(|clause| clause.test.holds(record, dataset) == clause.wanted)
    }
}

/// Splits a filter into its terms as they were typed, each with its first byte.
///
/// # Errors
///
/// [`QueryError`] when a quotation mark is not closed.
pub(super) fn terms(text: &str) -> Result<Vec<(usize, &str)>, QueryError> {
    let terms = split(text)?;
    Ok(terms.into_iter().map(|Term { at: (start, length), .. }| (start, part(text, start..start + length))).collect())
}

/// Tells whether a term asks for a field that a kind does not have.
pub(super) fn is_foreign(term: &str, kind: Kind) -> bool {
    let name = term.trim_start_matches('-').split_once(':').map(|(name, _)| name);
    name.is_some_and(|name| is_name(name) && places(name, kind.spec().fields).is_empty())
}

/// A term as it was typed.
struct Term {
    text: String,
    quoted: bool,
    at: (usize, usize),
}

/// Splits a filter at its spaces, but for those within quotation marks.
fn split(text: &str) -> Result<Vec<Term>, QueryError> {
    let mut terms = Vec::new();
    let mut term: Option<Term> = None;
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '"' => {
                open = if open.is_some() { None } else { Some(at) };
                let term = term.get_or_insert_with(|| Term { text: String::new(), quoted: false, at: (at, 0) });
                term.quoted = true;
            }
            c if c.is_whitespace() && open.is_none() => terms.extend(term.take().map(|term| ended(term, at))),
            c => term.get_or_insert_with(|| Term { text: String::new(), quoted: false, at: (at, 0) }).text.push(c),
        }
    }
    if let Some(at) = open {
        let message = "a quotation mark is not closed".into();
        return Err(QueryError { message, at: (at, text.len() - at) });
    }
    terms.extend(term.take().map(|term| ended(term, text.len())));
    Ok(terms)
}

fn ended(mut term: Term, end: usize) -> Term {
    term.at.1 = end - term.at.0;
    term
}

fn clause(term: &Term, kind: Kind, dataset: &Dataset) -> Result<Clause, QueryError> {
    let (wanted, text) = match term.text.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (false, rest),
        _ => (true, term.text.as_str()),
    };
    let test = match text.split_once(':') {
        Some((name, value)) if is_name(name) => has(name, value, kind, dataset, term.at)?,
        _ => Test::Mentions(fold(text).into_owned()),
    };
    Ok(Clause { text: String::new(), wanted, test })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn has(name: &str, value: &str, kind: Kind, dataset: &Dataset, at: (usize, usize)) -> Result<Test, QueryError> {
    let fields = kind.spec().fields;
    let places = places(name, fields);
    if places.is_empty() {
        let known = fields.iter().map(|field| field.name.text());
        let near = suggest::hint(name, known.clone());
        let hint = near.unwrap_or_else(|| format!("fields are {}", known.collect::<Vec<_>>().join(", ")));
        let message = format!("{} have no field {}; {hint}", kind.spec().plural, quoted(name));
        return Err(QueryError { message, at });
    }
    let field = |&(first, second): &(usize, Option<usize>)| {
        let field = fields.get(first)?;
        second.map_or(Some(field), |second| field.parts().get(second))
    };
    let shapes: Vec<Shape> = places.iter().filter_map(field).map(|field| field.shape).collect();
    let values = value.split(',').map(|value| wanted(value, &shapes, dataset, at)).collect::<Result<_, _>>()?;
    Ok(Test::Has(places, values))
}

/// Finds the fields that a name means: the field itself, its plural, the same in parts; for `country` every participant, for `year`
/// every date.
fn places(name: &str, fields: &[Field]) -> Vec<(usize, Option<usize>)> {
    let means = |field: &Field| {
        let text = field.name.text();
        let stem = text.strip_suffix("ies");
        let plural = text.strip_suffix('s') == Some(name) || stem.is_some() && stem == name.strip_suffix('y');
        text == name || (plural && name.len() > 2)
    };
    let participants = |field: &Field| {
        let target = matches!(field.shape, Shape::Link(Target::Participant) | Shape::Links(Target::Participant));
        name == "country" && target
    };
    let is_date = |field: &Field| name == "year" && matches!(field.shape, Shape::Date);
    let mut found = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        if means(field) || participants(field) || is_date(field) {
            found.push((at, None));
        }
        let parts = field.parts().iter().enumerate();
        found.extend(parts.filter(|(_, part)| part.name.text() == name).map(|(part, _)| (at, Some(part))));
    }
    // A record's own field stands before one of the same name in its parts.
    let own: Vec<_> = found.iter().copied().filter(|(_, part)| part.is_none()).collect();
    if own.is_empty() { found } else { own }
}

fn wanted(value: &str, shapes: &[Shape], dataset: &Dataset, at: (usize, usize)) -> Result<Wanted, QueryError> {
    let folded = fold(value).trim().to_owned();
    let period = value.parse().ok();
    let mut records = Vec::new();
    for shape in shapes {
        match shape {
            Shape::Date if period.is_none() => {
                let message = format!("{} is no date; {}", quoted(value), Shape::Date.expected());
                return Err(QueryError { message, at });
            }
            Shape::Term(terms) if !terms.iter().any(|term| term.name == value) => {
                let hint = suggest::hint(value, terms.iter().map(|term| term.name));
                let hint = hint.unwrap_or_else(|| Shape::Term(terms).expected());
                return Err(QueryError { message: format!("no value {}; {hint}", quoted(value)), at });
            }
            Shape::Link(target) | Shape::Links(target) => records.extend(meant(value, *target, dataset)),
            _ => {}
        }
    }
    let only_links = shapes.iter().all(|shape| matches!(shape, Shape::Link(_) | Shape::Links(_)));
    if records.is_empty() && only_links {
        return Err(QueryError { message: no_such_record(value, shapes, dataset), at });
    }
    Ok(Wanted { folded, period, records })
}

/// Says that a value means no record that the fields could refer to, with the one probably meant.
fn no_such_record(value: &str, shapes: &[Shape], dataset: &Dataset) -> String {
    let targets = || {
        shapes.iter().filter_map(|shape| match shape {
            Shape::Link(target) | Shape::Links(target) => Some(*target),
            _ => None,
        })
    };
    let kinds = Kind::ALL.iter().copied().filter(|&kind| targets().any(|target| target.allows(kind)));
    let words = kinds.flat_map(|kind| dataset.records(kind)).flat_map(|record| [record.id(), record.label().text()]);
    let noun = targets().next().map_or("record", Target::noun);
    let near = suggest::hint(value, words).map(|hint| format!("; {hint}")).unwrap_or_default();
    format!("no {noun} {}{near}", quoted(value))
}

/// Finds the records that a value means: by id, by reference, or by a whole name.
pub fn meant(value: &str, target: Target, dataset: &Dataset) -> Vec<Rid> {
    let folded = fold(value);
    let folded = folded.trim();
    let kinds = Kind::ALL.iter().copied().filter(|&kind| target.allows(kind));
    let is_it = |record: &Record<'_>| {
        record.id().eq_ignore_ascii_case(value)
            || record.label().all().any(|name| fold(name) == folded)
            || record.text(crate::model::Name::Name).is_some_and(|name| fold(name) == folded)
            || names(*record).any(|name| fold(name) == folded)
    };
    let by_reference = crate::model::Reference::parse(value).and_then(|reference| dataset.find_reference(reference));
    let found: Vec<Rid> = by_reference.map(|record| record.rid).into_iter().collect();
    if !found.is_empty() {
        return found;
    }
    let by_id: Vec<Rid> = kinds.clone().filter_map(|kind| dataset.find(kind, value)).map(|record| record.rid).collect();
    if !by_id.is_empty() {
        return by_id;
    }
    kinds.flat_map(|kind| dataset.records(kind)).filter(is_it).map(|record| record.rid).collect()
}

/// Lists the other names of a record.
fn names(record: Record<'_>) -> impl Iterator<Item = &str> {
    let names = match record.get(crate::model::Name::Also) {
        Value::Texts(texts) => texts,
        _ => Vec::new(),
    };
    names.into_iter().map(|text| text.text())
}

impl Test {
    fn holds(&self, record: Record<'_>, dataset: &Dataset) -> bool {
        match self {
            Self::Mentions(word) => mentions(record, word),
            Self::Has(places, values) => places.iter().any(|&(at, part)| match (part, record.value(at)) {
                (None, value) => values.iter().any(|wanted| wanted.is(&value, dataset)),
                (Some(part), Value::Parts(rows)) => {
                    let has = |row: &Row<'_>| values.iter().any(|wanted| wanted.is(&row.value(part), dataset));
                    rows.iter().any(has)
                }
                _ => false,
            }),
        }
    }
}

impl Wanted {
    fn is(&self, value: &Value<'_>, _dataset: &Dataset) -> bool {
        match value {
            Value::Text(text) => text.all().any(|text| contains(text, &self.folded)),
            Value::Texts(texts) => texts.iter().any(|text| text.all().any(|text| contains(text, &self.folded))),
            Value::Term(term) => term.name == self.folded || fold(term.name) == self.folded,
            Value::Date(period) => self.period.is_some_and(|wanted| wanted.overlaps(*period)),
            Value::Whole(number) => self.folded == number.to_string(),
            Value::Number(number) => self.folded.parse() == Ok(*number),
            Value::Flag(flag) => self.folded == if *flag { "yes" } else { "no" } || self.folded == flag.to_string(),
            Value::Link(rid) => self.records.contains(rid),
            Value::Links(rids) => rids.iter().any(|rid| self.records.contains(rid)),
            Value::Unknown | Value::Parts(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    fn count(kind: Kind, query: &str) -> usize {
        let dataset = load(&Source::embedded()).unwrap().dataset;
        let filter = Filter::parse(query, kind, &dataset).unwrap();
        dataset.records(kind).filter(|record| filter.accepts(*record, &dataset)).count()
    }

    fn error(kind: Kind, query: &str) -> QueryError {
        let dataset = load(&Source::embedded()).unwrap().dataset;
        Filter::parse(query, kind, &dataset).unwrap_err()
    }

    #[test]
    fn a_field_means_itself_or_its_plural_and_nothing_else() {
        let names = |name: &str, kind: Kind| -> Vec<&str> {
            let fields = kind.spec().fields;
            places(name, fields).into_iter().map(|(at, _)| fields[at].name.text()).collect()
        };
        assert_eq!(names("meeting", Kind::Statement), ["meeting"]);
        assert_eq!(names("goal", Kind::Activity), ["goals"]);
        assert_eq!(names("activity", Kind::Commitment), ["activities"]);
        assert_eq!(names("country", Kind::Activity), ["hosts", "participants"]);
        assert_eq!(names("year", Kind::Framework), ["adopted", "period"]);
        assert_eq!(names("stats", Kind::Activity), [""; 0]);
    }

    #[test]
    fn terms_are_joined_by_and_values_by_or() {
        assert_eq!(count(Kind::Statement, "meeting:som-2019"), 38);
        let (all, bulgaria) = (count(Kind::Statement, ""), count(Kind::Statement, "by:BG"));
        assert_eq!((bulgaria, count(Kind::Statement, "by:bulgaria type:offer")), (3, 1));
        assert_eq!(count(Kind::Statement, "-by:BG"), all - bulgaria);
        assert_eq!(count(Kind::Statement, "by:BG,TR"), bulgaria + count(Kind::Statement, "by:TR"));
    }

    #[test]
    fn a_mistake_is_told_at_its_place() {
        let error = error(Kind::Activity, "word stats:planned");
        assert_eq!(error.message, "activities have no field \"stats\"; did you mean \"status\"?");
        assert_eq!(error.at, (5, 13));
        let error = Filter::parse("meeting:som-2091", Kind::Statement, &load(&Source::embedded()).unwrap().dataset);
        assert_eq!(error.unwrap_err().message, "no meeting \"som-2091\"; did you mean \"som-2019\"?");
    }

    #[test]
    fn each_term_can_be_left_out() {
        let dataset = load(&Source::embedded()).unwrap().dataset;
        let filter = Filter::parse("by:BG \"no such words\"", Kind::Statement, &dataset).unwrap();
        let counts: Vec<(String, usize)> = filter
            .without_each()
            .map(|(term, rest)| {
                let passing = dataset.records(Kind::Statement).filter(|record| rest.accepts(*record, &dataset));
                (term.to_owned(), passing.count())
            })
            .collect();
        assert_eq!(counts, [("by:BG".to_owned(), 0), ("\"no such words\"".to_owned(), 3)]);
    }
}
