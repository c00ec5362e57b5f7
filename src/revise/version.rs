//! What the next version of a plan is called.
//!
//! A version that is a date is followed by today, as precise as it was; one that ends in a number by the next number. Whatever else has to be
//! named: nothing is guessed.

use crate::base::date::{Day, PartialDate, Precision};

/// Says why the next version has to be named.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoVersion {
    /// The plan does not say which version it is.
    #[error("the plan does not say which version it is")]
    Unknown,
    /// The version is neither a date nor ends in a number.
    #[error("nothing follows from the version {0:?}")]
    Form(String),
    /// The version is a date, and today is not after it.
    #[error("the version is {0:?}, and today would be {1:?}, which does not come after it")]
    NotLater(String, String),
    /// The version is a date, and the clock does not say which day it is.
    #[error("the version is {0:?}, and what day it is today is not known")]
    NoDay(String),
    /// The name that was given is the one that the plan has.
    #[error("the plan is already version {0:?}")]
    Same(String),
    /// The name that was given is blank.
    #[error("the name of a version cannot be blank")]
    Blank,
}

/// Returns the name of the version after `old`: the one that is given, or else the one that follows from it.
///
/// # Errors
///
/// Says why it has to be named, or named otherwise.
pub fn next(old: Option<&str>, given: Option<&str>, today: Option<Day>) -> Result<String, NoVersion> {
    match (given, old) {
        (Some(given), _) if given.trim().is_empty() => Err(NoVersion::Blank),
        (Some(given), Some(old)) if given == old => Err(NoVersion::Same(old.to_owned())),
        (Some(given), _) => Ok(given.to_owned()),
        (None, None) => Err(NoVersion::Unknown),
        (None, Some(old)) => match old.parse::<PartialDate>() {
            Ok(date) => later(old, date, today),
            Err(_) => counted(old).ok_or_else(|| NoVersion::Form(old.to_owned())),
        },
    }
}

/// Returns today, as precise as a date is.
fn later(old: &str, date: PartialDate, today: Option<Day>) -> Result<String, NoVersion> {
    let (year, month, day) = today.ok_or_else(|| NoVersion::NoDay(old.to_owned()))?;
    let next = match date.precision() {
        Precision::Year => PartialDate::new(year, None, None),
        Precision::Quarter => PartialDate::quarter(year, month.div_ceil(3)),
        Precision::Month => PartialDate::new(year, Some(month), None),
        Precision::Day => PartialDate::new(year, Some(month), Some(day)),
    };
    let next = next.map_err(|_| NoVersion::NoDay(old.to_owned()))?;
    if next > date { Ok(next.to_string()) } else { Err(NoVersion::NotLater(old.to_owned(), next.to_string())) }
}

/// Counts on the number at the end: `3`, `v1.4`, `draft 2`. A number that belongs to a date or to more than a word is none.
fn counted(old: &str) -> Option<String> {
    /// More digits are no count of versions.
    const MOST: usize = 3;
    let start = old.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + old.get(at..).map_or(1, first_length));
    let (before, digits) = old.split_at_checked(start)?;
    let is_count = (1..=MOST).contains(&digits.len()) && (digits == "0" || !digits.starts_with('0'));
    // 2019-12-x1, 4/5: what stands before is not the beginning of a count.
    let is_plain = before.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, ' ' | '.'));
    let next = digits.parse::<u32>().ok().filter(|_| is_count && is_plain)? + 1;
    Some(format!("{before}{next}"))
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Option<Day> = Some((2020, 11, 18));

    #[test]
    fn a_date_is_followed_by_today_and_a_number_by_the_next() {
        for (old, right) in [
            ("2019-12", "2020-11"),
            ("2019-12-05", "2020-11-18"),
            ("2019", "2020"),
            ("2019-Q4", "2020-Q4"),
            ("1", "2"),
            ("v1.9", "v1.10"),
            ("draft 2", "draft 3"),
        ] {
            assert_eq!(next(Some(old), None, TODAY), Ok(right.to_owned()), "{old}");
        }
    }

    #[test]
    fn what_does_not_follow_has_to_be_named() {
        for old in ["final", "2019/2024", "2019-12-x1", "version sent out before the meeting", "v2019", "007", ""] {
            assert_eq!(next(Some(old), None, TODAY), Err(NoVersion::Form(old.to_owned())), "{old}");
            assert_eq!(next(Some(old), Some("2"), TODAY), Ok("2".to_owned()));
        }
        assert_eq!(next(None, None, TODAY), Err(NoVersion::Unknown));
        assert_eq!(next(Some("2020-11"), None, TODAY), Err(NoVersion::NotLater("2020-11".into(), "2020-11".into())));
        assert_eq!(next(Some("2019-12"), None, None), Err(NoVersion::NoDay("2019-12".into())));
        assert_eq!(next(Some("2"), Some("2"), TODAY), Err(NoVersion::Same("2".into())));
        assert_eq!(next(Some("2"), Some(" "), TODAY), Err(NoVersion::Blank));
    }
}
