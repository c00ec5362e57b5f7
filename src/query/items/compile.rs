//! From the tree of a query to a filter of what was added.

use crate::base::quote::quoted;
use crate::base::suggest;
use crate::base::text::fold;
use crate::journal::Op;
use crate::journal::ops::{FATES, Field, Shape};
use crate::model::field::Target;
use crate::model::{Dataset, Kind, Reference, Rid};
use crate::query::conditions::Ground;
use crate::query::error::QueryError;
use crate::query::items::conditions::CONDITIONS;
use crate::query::items::filter::{Clause, Test};
use crate::query::items::words::{Meaning, meaning, names, specs};
use crate::query::meant::meant;
use crate::query::mention::Mention;
use crate::query::range::Range;
use crate::query::tree::{Matter, Query, Term};
use crate::query::wanted::Wrong;

/// Makes a test of every term. A term that means nothing is left out, and what is wrong with it is told.
pub fn compile(query: &Query, ground: Ground<'_>) -> (Vec<Clause>, Vec<QueryError>) {
    let mut errors = Vec::new();
    let clauses = query.terms.iter().filter_map(|term| {
        let tests = tests(term, ground, &mut errors);
        let clause = Clause { text: term.to_string(), at: term.at.clone(), wanted: term.wanted, tests };
        (!clause.tests.is_empty()).then_some(clause)
    });
    let clauses = clauses.collect();
    (clauses, errors)
}

fn tests(term: &Term, ground: Ground<'_>, errors: &mut Vec<QueryError>) -> Vec<Test> {
    let (name, name_at, values) = match &term.matter {
        Matter::Word(text) | Matter::Phrase(text) => return mention(text, ground).into_iter().collect(),
        Matter::Field { name, name_at, values } => (name, name_at, values),
    };
    let Some(meaning) = meaning(name) else {
        let message = format!("what you added has no field {}", quoted(name));
        let rest = || "a text with a colon stands in quotation marks".to_owned();
        let hint = suggest::hint(name, names()).unwrap_or_else(rest);
        errors.push(QueryError { message, hint: Some(hint), at: name_at.clone() });
        return Vec::new();
    };
    let mut tests = Vec::new();
    for value in values {
        match test(meaning, &value.text, ground) {
            Ok(test) => tests.push(test),
            Err(wrong) => {
                let near = suggest::hint(&value.text, wrong.known.iter().copied());
                let hint = Some(near.unwrap_or(wrong.expected)).filter(|hint| !hint.is_empty());
                errors.push(QueryError { message: wrong.message, hint, at: value.at.clone() });
            }
        }
    }
    tests
}

fn mention(text: &str, ground: Ground<'_>) -> Option<Test> {
    let (mention, meant) = Mention::by_name(text, ground.snapshot)?;
    let named = references(&meant, &ground.snapshot.dataset);
    Some(Test::Mentions(mention, named))
}

fn references(rids: &[Rid], dataset: &Dataset) -> Vec<String> {
    rids.iter().filter_map(|&rid| dataset.record(rid)).map(|record| record.reference().to_string()).collect()
}

fn test<'a>(meaning: Meaning, value: &str, ground: Ground<'a>) -> Result<Test, Wrong<'a>> {
    let dates = |range: Result<_, _>| range.map_err(|error| Wrong::date(value, error));
    let one_date = |range: Result<_, _>| range.map_err(|error| Wrong::one_date(value, error));
    Ok(match meaning {
        Meaning::Kind => Test::Op(op(value)?),
        Meaning::On => Test::On(records(value, Target::Any, ground)?),
        Meaning::Touch(target) => Test::Touches(records(value, target, ground)?),
        Meaning::By => by(value, ground)?,
        Meaning::Who => Test::Who(fold(value).trim().to_owned()),
        Meaning::During => Test::Made(dates(Range::dates(value))?),
        Meaning::After => Test::Made(one_date(Range::after(value))?),
        Meaning::Before => Test::Made(one_date(Range::before(value))?),
        Meaning::Fate => Test::Fate(one_of(value, "fate", FATES)?),
        Meaning::Is => {
            let names: Vec<&'static str> = CONDITIONS.iter().map(|condition| condition.name).collect();
            let name = one_of(value, "is", &names)?;
            let condition = CONDITIONS.iter().find(|condition| condition.name == name);
            Test::Is(condition.ok_or_else(|| Wrong::none_of(value, "is", names))?)
        }
        Meaning::Field(field) => of_field(field, value, ground)?,
    })
}

fn of_field<'a>(field: &'static Field, value: &str, ground: Ground<'a>) -> Result<Test, Wrong<'a>> {
    let name = field.name;
    Ok(match field.shape {
        Shape::Word(words) => Test::Term(name, one_of(value, name, words)?),
        Shape::Date => Test::Date(name, Range::dates(value).map_err(|error| Wrong::date(value, error))?),
        Shape::Reference | Shape::References => Test::Names(name, records(value, Target::Any, ground)?),
        Shape::Participants => Test::Names(name, records(value, Target::Participant, ground)?),
        Shape::Text | Shape::Line | Shape::Number | Shape::Field | Shape::ValueOf(_) | Shape::Event | Shape::Events => {
            Test::Text(name, fold(value).trim().to_owned())
        }
    })
}

/// Finds the op that a word calls, by its name or by what one or several are called.
fn op<'a>(value: &str) -> Result<Op, Wrong<'a>> {
    let wanted = plain(value);
    let found = specs().find(|spec| [spec.name, spec.title, spec.plural].into_iter().any(|name| plain(name) == wanted));
    found.map(|spec| spec.op).ok_or_else(|| Wrong::none_of(value, "kind", specs().map(|spec| spec.title).collect()))
}

/// Returns a word without regard to case and to what joins its pieces.
fn plain(word: &str) -> String {
    fold(word).trim().replace('_', " ")
}

fn one_of<'a>(value: &str, name: &str, words: &[&'static str]) -> Result<&'static str, Wrong<'a>> {
    let wanted = plain(value);
    let found = words.iter().copied().find(|word| plain(word) == wanted);
    found.ok_or_else(|| Wrong::none_of(value, name, words.to_vec()))
}

/// Finds the records that a value means, by reference: also one that only the journal still has.
fn records<'a>(value: &str, target: Target, ground: Ground<'a>) -> Result<Vec<String>, Wrong<'a>> {
    let dataset = &ground.snapshot.dataset;
    let found = meant(value, target, dataset);
    if !found.is_empty() {
        return Ok(references(&found, dataset));
    }
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|&kind| target.allows(kind)).collect();
    let whole = Reference::parse(value).filter(|reference| target.allows(reference.kind));
    let forms = kinds.iter().map(|&kind| Reference { kind, id: value }.to_string());
    let forms = whole.map(|reference| reference.to_string()).into_iter().chain(forms);
    let is_left = |reference: &String| ground.book.is_some_and(|book| book.touching(reference).next().is_some());
    let left: Vec<String> = forms.filter(is_left).collect();
    if !left.is_empty() {
        return Ok(left);
    }
    Err(Wrong::no_record(value, target, dataset))
}

/// Reads who it is by: a participant, or somebody who is named as the one who is to do something.
fn by<'a>(value: &str, ground: Ground<'a>) -> Result<Test, Wrong<'a>> {
    let dataset = &ground.snapshot.dataset;
    let word = fold(value).trim().to_owned();
    let is_owner = |name: &String| {
        let items = ground.book.into_iter().flat_map(|book| &book.review.items);
        items.into_iter().any(|item| fold(item.text("owner")).contains(name.as_str()))
    };
    match records(value, Target::Participant, ground) {
        Ok(found) => {
            let meant = found.iter().filter_map(|text| dataset.find_reference(Reference::parse(text)?));
            let names =
                meant.flat_map(|record| record.names().map(|name| fold(name).trim().to_owned()).collect::<Vec<_>>());
            let names = names.collect();
            Ok(Test::By(found, names))
        }
        Err(_) if !word.is_empty() && is_owner(&word) => Ok(Test::Text("owner", word)),
        Err(wrong) => Err(wrong),
    }
}
