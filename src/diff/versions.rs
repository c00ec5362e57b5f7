//! Which of two versions of a plan came first, as far as they say it themselves.

use crate::base::date::PartialDate;
use crate::base::quote::quoted;
use crate::model::{Dataset, LangText, Name, Value};
use crate::query::words::words;

/// What is said of the order of two datasets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Whether the first is the older one.
    pub is_first_older: bool,
    /// By what that is known, in words.
    pub why: String,
}

/// Says which of two datasets holds the older version of the plan; `None` where neither says it.
///
/// The version that one names as its previous decides, then two versions that are dates, or numbers behind the same word.
pub fn order(first: &Dataset, second: &Dataset) -> Option<Order> {
    let (one, other) = (version(first)?, version(second)?);
    let follows = |dataset: &Dataset, version: &str| text(dataset, Name::Previous).as_deref() == Some(version);
    let known = |is_first_older: bool, why: String| Some(Order { is_first_older, why });
    if one == other {
        return None;
    }
    let names = |new: &str, old: &str| format!("{} names {} as its previous version", quoted(new), quoted(old));
    match (follows(second, &one), follows(first, &other)) {
        (true, false) => return known(true, names(&other, &one)),
        (false, true) => return known(false, names(&one, &other)),
        _ => {}
    }
    let is_first_older = is_before(&one, &other)?;
    let (old, new) = if is_first_older { (&one, &other) } else { (&other, &one) };
    known(is_first_older, format!("version {} comes before {}", quoted(old), quoted(new)))
}

/// Returns which version the plan of a dataset is; `None` where it does not say so in one text.
pub fn version(dataset: &Dataset) -> Option<String> {
    text(dataset, Name::Version)
}

/// Returns the status of the plan of a dataset, in words.
pub fn status(dataset: &Dataset) -> Option<String> {
    words(&dataset.plan()?.get(Name::Status), dataset)
}

fn text(dataset: &Dataset, name: Name) -> Option<String> {
    match dataset.plan()?.get(name) {
        Value::Text(LangText::One(text)) => Some(text.to_owned()),
        _ => None,
    }
}

/// Tells whether a version comes before another; `None` where that does not follow from what they are called.
fn is_before(one: &str, other: &str) -> Option<bool> {
    if let (Ok(one), Ok(other)) = (one.parse::<PartialDate>(), other.parse::<PartialDate>()) {
        return (one != other).then_some(one < other);
    }
    let ((word, number), (other_word, other_number)) = (counted(one)?, counted(other)?);
    (word == other_word && number != other_number).then_some(number < other_number)
}

/// Splits a version into what stands before its number, and the number.
fn counted(version: &str) -> Option<(&str, u32)> {
    let word = version.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((word, version.get(word.len()..)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    fn dataset(plan: &str) -> Dataset {
        let text = format!(r#"{{"format":"plenary/1","id":"d","title":"D","plan":{{"title":"P",{plan}}}}}"#);
        load(&Source::bytes("d", text.into_bytes())).unwrap().dataset
    }

    /// Whether the first of two plans is the older one, and why.
    fn said(one: &str, other: &str) -> Option<(bool, String)> {
        order(&dataset(one), &dataset(other)).map(|order| (order.is_first_older, order.why))
    }

    #[test]
    fn what_a_plan_names_as_its_previous_version_is_older_whatever_they_are_called() {
        let (old, new) = (r#""version":"z""#, r#""version":"a","previous":"z""#);
        let why = r#""a" names "z" as its previous version"#.to_owned();
        assert_eq!(said(old, new), Some((true, why.clone())));
        assert_eq!(said(new, old), Some((false, why)));
    }

    #[test]
    fn dates_and_numbers_have_an_order_and_other_names_have_none() {
        let of = |one: &str, other: &str| {
            let version = |text: &str| format!(r#""version":"{text}""#);
            said(&version(one), &version(other)).map(|(is_first_older, _)| is_first_older)
        };
        assert_eq!(of("2019-12", "2020-11"), Some(true));
        assert_eq!(of("2020-11-18", "2019-12"), Some(false));
        assert_eq!(of("v1.9", "v1.10"), Some(true));
        assert_eq!(of("draft 3", "draft 2"), Some(false));
        for (one, other) in [("2", "draft 3"), ("final", "first"), ("2", "2"), ("2019-12", "draft"), ("v1", "v01")] {
            assert_eq!(of(one, other), None, "{one} {other}");
        }
        // Each names the other: that is no order.
        assert_eq!(said(r#""version":"a","previous":"b""#, r#""version":"b","previous":"a""#), None);
    }
}
