//! A value of a query, as the shape of a field takes it.

use crate::base::date::{DateError, Day};
use crate::base::quote::quoted;
use crate::base::text::fold;
use crate::model::field::{Field, Shape, Target};
use crate::model::{Dataset, Rid};
use crate::query::meant::{known, meant};
use crate::query::range::{NumberError, Range};

/// What is wanted of a field.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A text that contains this, folded.
    Text(String),
    /// This word of a closed list.
    Term(&'static str),
    /// A date in this range.
    Date(Range<Day>),
    /// A number in this range.
    Number(Range<f64>),
    /// Yes or no.
    Flag(bool),
    /// One of these records.
    Records(Vec<Rid>),
}

/// How a date may be written.
const DATES: &str = "2020, 2020-Q2, 2020-03 or 2020-03-15";

/// Says why a field cannot have a value.
#[derive(Debug)]
pub struct Wrong<'a> {
    /// What is wrong.
    pub message: String,
    /// The values that there are, where they can be listed.
    pub known: Vec<&'a str>,
    /// What is expected, where nothing that is known is near.
    pub expected: String,
}

impl<'a> Wrong<'a> {
    /// How many values are listed where none of them is near: as many as there are kinds, of records and of what is among their like.
    const LISTED: usize = 48;

    /// Says that a value is none of a list.
    pub fn none_of(value: &str, name: &str, known: Vec<&'a str>) -> Self {
        let expected = match known.len() {
            0 => String::new(),
            1..=Self::LISTED => format!("one of {}", known.join(", ")),
            _ => "\"plenary query\" in a shell lists all there are".to_owned(),
        };
        Self { message: format!("{name}: has no value {}", quoted(value)), known, expected }
    }

    /// Says what several kinds of records have to say of one value: where each has a list, all that is in any of them can be written.
    pub fn joined(value: &str, name: &str, wrongs: Vec<Self>) -> Option<Self> {
        let is_listed = wrongs.len() > 1 && wrongs.iter().all(|wrong| wrong.expected.starts_with("one of "));
        let mut known: Vec<&str> = Vec::new();
        for word in wrongs.iter().flat_map(|wrong| &wrong.known) {
            if !known.contains(word) {
                known.push(word);
            }
        }
        if is_listed {
            return Some(Self::none_of(value, name, known));
        }
        wrongs.into_iter().next().map(|first| Self { known, ..first })
    }

    /// Says that a value means no record.
    pub fn no_record(value: &str, target: Target, dataset: &'a Dataset) -> Self {
        let message = format!("no {} {}", target.noun(), quoted(value));
        let known = known(target, dataset).collect();
        Self { message, known, expected: format!("{}, or its whole name", target.one()) }
    }

    /// Says that a value is no date or range of dates.
    pub fn date(value: &str, error: DateError) -> Self {
        const RANGE: &str = "or a range such as 2019..2021, 2020.. or >=2020";
        Self::dated(value, error, &format!("write a date as {DATES}, {RANGE}"))
    }

    /// Says that a value is not one date.
    pub fn one_date(value: &str, error: DateError) -> Self {
        Self::dated(value, error, &format!("write one date, as {DATES}"))
    }

    fn dated(value: &str, error: DateError, forms: &str) -> Self {
        let expected = if error == DateError::Form { forms.to_owned() } else { error.to_string() };
        Self::form(value, "date", expected)
    }

    fn form(value: &str, noun: &str, expected: String) -> Self {
        Self { message: format!("{} is no {noun}", quoted(value)), known: Vec::new(), expected }
    }
}

impl Wanted {
    /// Reads a value for a field.
    pub fn read<'a>(value: &str, field: &Field, dataset: &'a Dataset) -> Result<Self, Wrong<'a>> {
        Ok(match field.shape {
            Shape::Id | Shape::Text | Shape::Texts | Shape::Currency => Self::Text(fold(value).trim().to_owned()),
            Shape::Term(terms) => {
                let folded = fold(value);
                let term = terms.iter().find(|term| fold(term.name) == folded.trim());
                let wrong = || Wrong::none_of(value, field.name.text(), terms.iter().map(|term| term.name).collect());
                Self::Term(term.ok_or_else(wrong)?.name)
            }
            Shape::Date => Self::Date(Range::dates(value).map_err(|error| Wrong::date(value, error))?),
            Shape::Whole | Shape::Number | Shape::Amount => {
                Self::Number(Range::numbers(value).map_err(|error| number(value, &error))?)
            }
            Shape::Flag => match fold(value).trim() {
                "yes" | "true" => Self::Flag(true),
                "no" | "false" => Self::Flag(false),
                _ => return Err(Wrong::none_of(value, field.name.text(), vec!["yes", "no"])),
            },
            Shape::Link(target) | Shape::Links(target) => match meant(value, target, dataset) {
                found if found.is_empty() => return Err(Wrong::no_record(value, target, dataset)),
                found => Self::Records(found),
            },
            Shape::One(_) | Shape::Many(_) => {
                let message = format!("{}: has parts and no value of its own", field.name.text());
                let parts: Vec<&str> = field.parts().iter().map(|part| part.name.text()).collect();
                let expected = format!("ask for has:{}, or for its {}", field.name.text(), parts.join(", "));
                return Err(Wrong { message, known: Vec::new(), expected });
            }
        })
    }
}

fn number(value: &str, error: &NumberError) -> Wrong<'static> {
    let expected = match error {
        NumberError::Form => "write a number such as 3 or 2.5, or a range such as 3..5, >=3 or <10",
        NumberError::Backwards => "the end stands before the beginning",
    };
    Wrong::form(value, "number", expected.to_owned())
}
