//! Dates and numbers that are wanted: one, or all from one to another.
//!
//! `3`, `2020-Q1`, `2019..2021`, `..2020`, `2020..`, `>=3`, `>3`, `<=3`, `<3`. A date that is not exact is in a range where any day that
//! it may mean is.

use std::ops::Bound;

use crate::base::date::{DateError, Day, PartialDate, Period};

/// What is wanted of a value that has an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range<T> {
    least: Bound<T>,
    most: Bound<T>,
}

/// The signs that stand before a bound, the longer first, each with the range that it makes of what the bound begins and ends with.
const SIGNS: [(&str, Side); 4] = [(">=", Side::From), ("<=", Side::UpTo), (">", Side::Above), ("<", Side::Below)];

#[derive(Clone, Copy)]
enum Side {
    From,
    UpTo,
    Above,
    Below,
}

impl<T: PartialOrd + Copy> Range<T> {
    fn of(side: Side, (first, last): (T, T)) -> Self {
        let (least, most) = match side {
            Side::From => (Bound::Included(first), Bound::Unbounded),
            Side::UpTo => (Bound::Unbounded, Bound::Included(last)),
            Side::Above => (Bound::Excluded(last), Bound::Unbounded),
            Side::Below => (Bound::Unbounded, Bound::Excluded(first)),
        };
        Self { least, most }
    }

    /// Reads a range; `one` reads what stands at one end of it, and gives the first and the last that this may mean.
    fn read<E: From<Backwards>>(text: &str, one: impl Fn(&str) -> Result<(T, T), E>) -> Result<Self, E> {
        if let Some((sign, side)) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign)) {
            return Ok(Self::of(*side, one(text.strip_prefix(sign).unwrap_or(text))?));
        }
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let end = |text: &str| if text.is_empty() { Ok(None) } else { one(text).map(Some) };
        let (from, to) = match (end(from)?, end(to)?) {
            // Without either end, the text as a whole is what cannot be read.
            (None, None) => (Some(one(text)?), None),
            ends => ends,
        };
        if matches!((from, to), (Some((first, _)), Some((_, last))) if last < first) {
            return Err(Backwards.into());
        }
        let least = from.map_or(Bound::Unbounded, |(first, _)| Bound::Included(first));
        let most = to.map_or(Bound::Unbounded, |(_, last)| Bound::Included(last));
        Ok(Self { least, most })
    }

    /// Tells whether anything from `first` to `last` is wanted; `None` is an open end.
    pub fn meets(&self, first: Option<T>, last: Option<T>) -> bool {
        let from = match (self.least, last) {
            (Bound::Included(least), Some(last)) => last >= least,
            (Bound::Excluded(least), Some(last)) => last > least,
            _ => true,
        };
        let to = match (self.most, first) {
            (Bound::Included(most), Some(first)) => first <= most,
            (Bound::Excluded(most), Some(first)) => first < most,
            _ => true,
        };
        from && to
    }
}

/// The end of a range stands before its beginning.
struct Backwards;

impl From<Backwards> for DateError {
    fn from(_: Backwards) -> Self {
        Self::Backwards
    }
}

/// Says why a text is no number or range of numbers.
pub enum NumberError {
    /// The text has none of the accepted forms.
    Form,
    /// The end stands before the beginning.
    Backwards,
}

impl From<Backwards> for NumberError {
    fn from(_: Backwards) -> Self {
        Self::Backwards
    }
}

impl Range<Day> {
    /// Reads a date or a range of dates; `from/to` is a range, too.
    ///
    /// # Errors
    ///
    /// [`DateError`] when a date does not exist.
    pub fn dates(text: &str) -> Result<Self, DateError> {
        Self::read(&text.replacen('/', "..", 1), |text| {
            let date: PartialDate = text.to_ascii_uppercase().parse()?;
            Ok((date.first_day(), date.last_day()))
        })
    }

    /// Reads a date, of which all that follows is wanted.
    ///
    /// # Errors
    ///
    /// [`DateError`] when the date does not exist.
    pub fn after(text: &str) -> Result<Self, DateError> {
        Self::dates(&format!(">{text}"))
    }

    /// Reads a date, of which all that goes before is wanted.
    ///
    /// # Errors
    ///
    /// [`DateError`] when the date does not exist.
    pub fn before(text: &str) -> Result<Self, DateError> {
        Self::dates(&format!("<{text}"))
    }

    /// Tells whether any day of a period is wanted.
    pub fn has(&self, period: Period) -> bool {
        self.meets(period.start().map(PartialDate::first_day), period.end().map(PartialDate::last_day))
    }
}

impl Range<f64> {
    /// Reads a number or a range of numbers.
    ///
    /// # Errors
    ///
    /// [`NumberError`] when the text is neither.
    pub fn numbers(text: &str) -> Result<Self, NumberError> {
        Self::read(text, |text| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
            let number = text.parse::<f64>().ok().filter(|_| is_plain).ok_or(NumberError::Form)?;
            Ok((number, number))
        })
    }

    /// Tells whether a number is wanted.
    pub fn has(&self, number: f64) -> bool {
        self.meets(Some(number), Some(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists which of some dates are in a range.
    fn dates(range: &str) -> Vec<&'static str> {
        let range = Range::dates(range).unwrap();
        let all = ["2018", "2019-12-31", "2020", "2020-03", "2020-12-31", "2021/", "2025"];
        all.into_iter().filter(|date| range.has(date.parse().unwrap())).collect()
    }

    #[test]
    fn a_date_is_in_a_range_where_any_day_of_it_is() {
        assert_eq!(dates("2020"), ["2020", "2020-03", "2020-12-31"]);
        assert_eq!(dates("2020-q1"), ["2020", "2020-03"]);
        assert_eq!(dates("2019..2020-02"), ["2019-12-31", "2020"]);
        assert_eq!(dates("2019/2020-02"), dates("2019..2020-02"));
        assert_eq!(dates("..2019"), ["2018", "2019-12-31"]);
        assert_eq!(dates("2020-12.."), ["2020", "2020-12-31", "2021/", "2025"]);
        assert_eq!(dates(">=2020"), dates("2020.."));
        assert_eq!(dates(">2020"), ["2021/", "2025"]);
        assert_eq!(dates("<2020"), ["2018", "2019-12-31"]);
        assert_eq!(dates("<=2020"), dates("..2020"));
        assert_eq!(Range::after("2020-03"), Range::dates(">2020-03"));
        assert_eq!(Range::before("2021"), Range::dates("<2021"));
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, error) in [
            ("", DateError::Form),
            ("..", DateError::Form),
            ("soon", DateError::Form),
            ("2020-13", DateError::Month),
            ("2020-Q5..", DateError::Quarter),
            ("2021..2020", DateError::Backwards),
            (">", DateError::Form),
            ("2019..2020..2021", DateError::Form),
        ] {
            assert_eq!(Range::dates(text), Err(error), "{text}");
        }
        assert_eq!(Range::after(">2020"), Err(DateError::Form));
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        let has = |range: &str, number: f64| Range::numbers(range).is_ok_and(|range| range.has(number));
        assert!(has("3", 3.0) && !has("3", 30.0) && has("3.0", 3.0) && has("-2..1.5", -2.0));
        assert!(has(">=3", 3.0) && !has(">3", 3.0) && has("<10", 9.5) && !has("<10", 10.0) && has("..0", -1.0));
        for wrong in ["", "..", "x", "1e3", "inf", "nan", "5..1", "1,5"] {
            assert!(Range::numbers(wrong).is_err(), "{wrong}");
        }
    }
}
