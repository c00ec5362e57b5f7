//! Dates that keep their precision.
//!
//! A plan says `2020`, `2020-Q2` or `2020-03-04`, and each means something else. A [`PartialDate`] is a year, quarter, month or day;
//! a [`Period`] runs from one to another, with either end possibly open. There are no time zones: a date is a date. The written form
//! is the reduced precision of ISO 8601 with quarters added.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use thiserror::Error;

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The whole year.
    Year,
    /// Three months, beginning in January, April, July or October.
    Quarter,
    /// One month.
    Month,
    /// One day.
    Day,
}

/// A date known to the year, quarter, month or day; years 1 to 9999.
///
/// Dates are ordered by their first day; of two that begin on the same day, the wider stands first: `2020` before `2020-Q1` before
/// `2020-01` before `2020-01-01`.
// Packed as year, first month, first day, precision, from the highest bits down, so that the order is that of one integer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate(NonZeroU32);

/// A calendar day as year, month (1 to 12) and day (1 to 31).
pub type Day = (u16, u8, u8);

/// Says why a text is no date or period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// The text has none of the accepted forms.
    #[error("write a date as 2020, 2020-Q2, 2020-03 or 2020-03-15, or two of them as from/to")]
    Form,
    /// The year is 0000.
    #[error("years run from 0001 to 9999")]
    Year,
    /// The month is not 01 to 12.
    #[error("a month is 01 to 12")]
    Month,
    /// The quarter is not Q1 to Q4.
    #[error("a quarter is Q1 to Q4")]
    Quarter,
    /// That month has no such day.
    #[error("that month has no such day")]
    Day,
    /// The period ends before it begins.
    #[error("the end stands before the beginning")]
    Backwards,
}

impl PartialDate {
    /// Makes a date from its year and what else is known; checks the calendar.
    ///
    /// # Errors
    ///
    /// [`DateError`] when the year, month or day does not exist.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Result<Self, DateError> {
        let month_one = month.unwrap_or(1);
        if !(1..=12).contains(&month_one) {
            return Err(DateError::Month);
        }
        let day_one = day.unwrap_or(1);
        if day_one == 0 || day_one > days_in_month(year, month_one) {
            return Err(DateError::Day);
        }
        let precision = match (month, day) {
            (None, None) => Precision::Year,
            (_, None) => Precision::Month,
            _ => Precision::Day,
        };
        Self::pack(year, month_one, day_one, precision)
    }

    /// Makes a quarter, `1` to `4`, of a year.
    ///
    /// # Errors
    ///
    /// [`DateError`] when the year or quarter does not exist.
    pub fn quarter(year: u16, quarter: u8) -> Result<Self, DateError> {
        if !(1..=4).contains(&quarter) {
            return Err(DateError::Quarter);
        }
        Self::pack(year, quarter * 3 - 2, 1, Precision::Quarter)
    }

    fn pack(year: u16, month: u8, day: u8, precision: Precision) -> Result<Self, DateError> {
        if !(1..=9999).contains(&year) {
            return Err(DateError::Year);
        }
        let bits = u32::from(year) << 18 | u32::from(month) << 14 | u32::from(day) << 9 | precision as u32;
        NonZeroU32::new(bits).map(Self).ok_or(DateError::Year)
    }

    /// Returns the date as one number, never zero.
    #[inline]
    pub fn bits(self) -> u32 {
        self.0.get()
    }

    /// Makes the date of its number; `None` where that is no date's.
    pub fn of_bits(bits: u32) -> Option<Self> {
        let date = Self(NonZeroU32::new(bits)?);
        let (year, month, day) = date.first_day();
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && day <= days_in_month(year, month);
        let begins = match date.precision() {
            Precision::Year => month == 1 && day == 1,
            Precision::Quarter => month % 3 == 1 && day == 1,
            Precision::Month => day == 1,
            Precision::Day => day > 0,
        };
        (exists && begins && Self::pack(year, month, day, date.precision()) == Ok(date)).then_some(date)
    }

    /// Returns how much of the date is known.
    pub fn precision(self) -> Precision {
        match self.0.get() & 0b11 {
            0 => Precision::Year,
            1 => Precision::Quarter,
            2 => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// Returns the year, 1 to 9999.
    pub fn year(self) -> u16 {
        (self.0.get() >> 18) as u16
    }

    /// Returns the first day that the date may mean.
    pub fn first_day(self) -> Day {
        let bits = self.0.get();
        (self.year(), (bits >> 14 & 0xf) as u8, (bits >> 9 & 0x1f) as u8)
    }

    /// Returns the last day that the date may mean.
    pub fn last_day(self) -> Day {
        let (year, month, day) = self.first_day();
        match self.precision() {
            Precision::Year => (year, 12, 31),
            Precision::Quarter => (year, month + 2, days_in_month(year, month + 2)),
            Precision::Month => (year, month, days_in_month(year, month)),
            Precision::Day => (year, month, day),
        }
    }
}

/// Returns the day after a day; `None` after the last day of the year 9999.
pub fn next_day((year, month, day): Day) -> Option<Day> {
    match (day < days_in_month(year, month), month < 12, year < 9999) {
        (true, ..) => Some((year, month, day + 1)),
        (false, true, _) => Some((year, month + 1, 1)),
        (false, false, true) => Some((year + 1, 1, 1)),
        (false, false, false) => None,
    }
}

/// Returns the number of days of a month (1 to 12) in the Gregorian calendar.
pub fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.first_day();
        match self.precision() {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Quarter => write!(f, "{year:04}-Q{}", month.div_ceil(3)),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        match *text.as_bytes() {
            [a, b, c, d] => Self::new(year_of([a, b, c, d])?, None, None),
            [a, b, c, d, b'-', b'Q', q @ b'0'..=b'9'] => Self::quarter(year_of([a, b, c, d])?, q - b'0'),
            [a, b, c, d, b'-', m, n] => Self::new(year_of([a, b, c, d])?, Some(two_digits(m, n)?), None),
            [a, b, c, d, b'-', m, n, b'-', o, p] => {
                Self::new(year_of([a, b, c, d])?, Some(two_digits(m, n)?), Some(two_digits(o, p)?))
            }
            _ => Err(DateError::Form),
        }
    }
}

fn year_of(digits: [u8; 4]) -> Result<u16, DateError> {
    let [a, b, c, d] = digits;
    Ok(u16::from(two_digits(a, b)?) * 100 + u16::from(two_digits(c, d)?))
}

fn two_digits(tens: u8, ones: u8) -> Result<u8, DateError> {
    if tens.is_ascii_digit() && ones.is_ascii_digit() {
        Ok((tens - b'0') * 10 + (ones - b'0'))
    } else {
        Err(DateError::Form)
    }
}

/// A stretch of time between two [`PartialDate`]s, either of which may be open; a single date is a period of its own width.
///
/// Periods are ordered by their beginning, then by their end; an open beginning stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    from: Option<PartialDate>,
    to: Option<PartialDate>,
}

impl Period {
    /// Makes a period; `None` is an open end.
    ///
    /// # Errors
    ///
    /// [`DateError::Backwards`] when it ends before it begins, [`DateError::Form`] when both ends are open.
    pub fn new(from: Option<PartialDate>, to: Option<PartialDate>) -> Result<Self, DateError> {
        match (from, to) {
            (None, None) => Err(DateError::Form),
            (Some(from), Some(to)) if to.last_day() < from.first_day() => Err(DateError::Backwards),
            _ => Ok(Self { from, to }),
        }
    }

    /// Returns the beginning, `None` where it is open.
    pub fn start(self) -> Option<PartialDate> {
        self.from
    }

    /// Returns the end, `None` where it is open.
    pub fn end(self) -> Option<PartialDate> {
        self.to
    }

    /// Writes the period as short as it can be without losing anything: `2019-12-04/05` for `2019-12-04/2019-12-05`.
    ///
    /// The end leaves out what it shares with the beginning, as ISO 8601-1:2019, 5.5.2.3 allows.
    pub fn compact(self) -> String {
        let whole = self.to_string();
        let (Some(from), Some(to)) = (self.from, self.to) else { return whole };
        let alike = from.precision() == Precision::Day && to.precision() == Precision::Day && from != to;
        let ((year, month, _), (to_year, to_month, to_day)) = (from.first_day(), to.first_day());
        match (alike && year == to_year, month == to_month) {
            (true, true) => format!("{from}/{to_day:02}"),
            (true, false) => format!("{from}/{to_month:02}-{to_day:02}"),
            _ => whole,
        }
    }

    /// Tells whether the two periods share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.begins_by(other.to) && other.begins_by(self.to)
    }

    fn begins_by(self, end: Option<PartialDate>) -> bool {
        match (self.from, end) {
            (Some(from), Some(end)) => from.first_day() <= end.last_day(),
            _ => true,
        }
    }
}

impl From<PartialDate> for Period {
    fn from(date: PartialDate) -> Self {
        Self { from: Some(date), to: Some(date) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = self.from {
            write!(f, "{from}")?;
        }
        if self.from == self.to {
            return Ok(());
        }
        f.write_str("/")?;
        self.to.map_or(Ok(()), |to| write!(f, "{to}"))
    }
}

impl FromStr for Period {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let open = |side: &str| if side.is_empty() { Ok(None) } else { side.parse().map(Some) };
        match text.split_once('/') {
            None => text.parse::<PartialDate>().map(Into::into),
            Some((from, to)) => Self::new(open(from)?, open(to)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn every_precision_is_read_and_written_alike() {
        for text in ["2020", "2020-Q2", "2020-03", "2020-03-15", "0001", "9999-12-31", "2000-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in ["2020/2024", "2012/", "/2012-06", "2019-12-04/2019-12-05"] {
            assert_eq!(period(text).to_string(), text);
        }
    }

    #[test]
    fn a_date_that_is_not_in_the_calendar_is_refused() {
        let wrong = [
            ("2024-02-30", DateError::Day),
            ("1900-02-29", DateError::Day),
            ("2020-13", DateError::Month),
            ("2020-00", DateError::Month),
            ("2020-01-00", DateError::Day),
            ("2020-Q5", DateError::Quarter),
            ("2020-Q0", DateError::Quarter),
            ("0000", DateError::Year),
            ("", DateError::Form),
            ("/", DateError::Form),
            ("20", DateError::Form),
            ("2020-3", DateError::Form),
            ("2020-03-15T10:00", DateError::Form),
            ("２０２０", DateError::Form),
            ("2020/2019", DateError::Backwards),
        ];
        for (text, error) in wrong {
            assert_eq!(text.parse::<Period>(), Err(error), "{text}");
        }
    }

    #[test]
    fn the_wider_of_two_dates_that_begin_together_stands_first() {
        let mut dates = ["2020-01-01", "2020-Q2", "2020-01", "2020", "2019-12-31", "2020-Q1"].map(date);
        dates.sort();
        assert_eq!(dates.map(|d| d.to_string()), ["2019-12-31", "2020", "2020-Q1", "2020-01", "2020-01-01", "2020-Q2"]);
    }

    #[test]
    fn a_date_is_as_wide_as_it_is_unsure() {
        assert_eq!(date("2020").last_day(), (2020, 12, 31));
        assert_eq!(date("2020-Q2").first_day(), (2020, 4, 1));
        assert_eq!(date("2020-Q2").last_day(), (2020, 6, 30));
        assert_eq!(date("2020-02").last_day(), (2020, 2, 29));
    }

    #[test]
    fn a_short_period_leaves_out_only_what_is_told_already() {
        assert_eq!(period("2019-12-04/2019-12-05").compact(), "2019-12-04/05");
        assert_eq!(period("2019-11-30/2019-12-01").compact(), "2019-11-30/12-01");
        for whole in ["2019-12-31/2020-01-01", "2020/2024", "2020", "2012/", "/2012", "2020-03-04", "2020-03/2020-05"] {
            assert_eq!(period(whole).compact(), whole);
        }
    }

    #[test]
    fn a_day_is_followed_by_the_next() {
        assert_eq!(next_day((2020, 2, 28)), Some((2020, 2, 29)));
        assert_eq!(next_day((2019, 2, 28)), Some((2019, 3, 1)));
        assert_eq!(next_day((2019, 12, 31)), Some((2020, 1, 1)));
        assert_eq!(next_day((9999, 12, 31)), None);
    }

    #[test]
    fn a_period_may_end_within_the_date_it_begins_with() {
        assert_eq!(period("2020/2020-03").to_string(), "2020/2020-03");
    }

    #[test]
    fn periods_overlap_where_they_share_a_day() {
        assert!(period("2020").overlaps(period("2020-03-15")));
        assert!(period("2012/").overlaps(period("2020")));
        assert!(!period("/2019").overlaps(period("2020")));
        assert!(period("2019-12-31/2020-01-01").overlaps(period("2020")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in ".{0,24}") {
            if let Ok(period) = text.parse::<Period>() {
                prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            }
        }
    }
}
