//! Dates of which a source gives only a part. They stay partial: nothing is rounded or guessed.

use std::cmp::Ordering;
use std::fmt;

use super::Date;
use super::date::days_in_month;

/// A date that may lack its day, its month, or its year: `2022-04-18`, `2022-04`, `2022`,
/// `XXXX-04-18` (written as EDTF, ISO 8601-2, writes it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// Reads the four forms above.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("XXXX-") {
            // a leap year, so that XXXX-02-29 can be said
            if !matches!(rest.len(), 2 | 5) || !rest.bytes().all(|b| b == b'-' || b.is_ascii_digit()) {
                return None;
            }
            let full = Date::parse(&format!("2000-{rest}"))?;
            let day = (rest.len() == 5).then_some(full.day());
            return Some(Self { year: None, month: Some(full.month()), day });
        }
        if text.len() > 4 && text.get(4..5).is_none_or(|c| c != "-") {
            return None;
        }
        // calendar dates only: weeks and quarters have no months and days of their own
        if !matches!(text.len(), 4 | 7 | 10) || !text.bytes().all(|b| b == b'-' || b.is_ascii_digit()) {
            return None;
        }
        let full = Date::parse(text)?;
        let month = (text.len() >= 7).then_some(full.month());
        let day = (text.len() >= 10).then_some(full.day());
        Some(Self { year: Some(full.year()), month, day })
    }

    /// The year, if it is known.
    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// The month, if it is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, if it is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The whole date, if nothing is missing.
    pub fn full(self) -> Option<Date> {
        Date::new(self.year?.into(), self.month?.into(), self.day?.into())
    }

    /// The first and the last day it can mean; `None` without a year.
    pub fn bounds(self) -> Option<(Date, Date)> {
        let year = i64::from(self.year?);
        let (first_month, last_month) = self.month.map_or((1, 12), |m| (m, m));
        let (first_day, last_day) = self.day.map_or((1, days_in_month(year, last_month)), |d| (d, d));
        Some((
            Date::new(year, first_month.into(), first_day.into())?,
            Date::new(year, last_month.into(), last_day.into())?,
        ))
    }

    /// The date of the same precision that follows: the next day, month or year. Without a year,
    /// 31 December is followed by 1 January.
    pub fn next(self) -> Option<Self> {
        match (self.year, self.month, self.day) {
            (None, Some(month), None) => Some(Self { month: Some(month % 12 + 1), ..self }),
            // a leap year, so that XXXX-02-29 follows XXXX-02-28
            (None, Some(month), Some(day)) => {
                let next = Date::from_days(Date::new(2000, month.into(), day.into())?.days() + 1);
                Some(Self { year: None, ..next.into() })
            }
            _ => {
                let (_, last) = self.bounds()?;
                let next = Self::from(Date::from_days(last.days() + 1));
                Some(Self { month: self.month.and(next.month), day: self.day.and(next.day), ..next })
            }
        }
    }

    /// Which is earlier, where that is certain: `2022-04` is before `2022-05-10`, but neither
    /// before nor after `2022-04-18`.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if let (Some(a), Some(b)) = (self.full(), other.full()) {
            return Some(a.cmp(&b));
        }
        let ((a_first, a_last), (b_first, b_last)) = (self.bounds()?, other.bounds()?);
        if a_last < b_first {
            Some(Ordering::Less)
        } else if b_last < a_first {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    /// A total order for sorting: by the first possible day, the less precise first, without a
    /// year last.
    pub fn order(self, other: Self) -> Ordering {
        let key = |p: Self| (p.year.is_none(), p.year, p.month, p.day);
        key(self).cmp(&key(other))
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A stretch of time, from (included) to (not included); an absent end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// When it begins to hold.
    pub from: Option<PartialDate>,
    /// When it no longer holds.
    pub to: Option<PartialDate>,
}

impl Interval {
    /// The whole of that day, month or year.
    pub fn at(date: PartialDate) -> Self {
        Self { from: Some(date), to: date.next() }
    }
}

/// `2022-04-18` for the whole of one date, else `2022-04/2022-06`, with `..` for an open end.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |date: Option<PartialDate>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
        match self.from {
            Some(from) if self.to.is_some() && self.to == from.next() => write!(f, "{from}"),
            from => write!(f, "{}/{}", end(from), end(self.to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partial(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn stays_partial() {
        for text in ["2022", "2022-04", "2022-04-18", "XXXX-04-18", "XXXX-02-29", "XXXX-04"] {
            assert_eq!(partial(text).to_string(), text);
        }
        for text in ["", "22", "2022-13", "XXXX", "XXXX-02-30", "20220418", "April"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn compares_only_what_is_certain() {
        assert_eq!(partial("2022-04").compare(partial("2022-05-10")), Some(Ordering::Less));
        assert_eq!(partial("2022-04").compare(partial("2022-04-18")), None);
        assert_eq!(partial("2022").compare(partial("2022")), None);
        assert_eq!(partial("XXXX-04-18").compare(partial("2022-04-18")), None);
    }

    #[test]
    fn next_keeps_the_precision() {
        let next = |text: &str| partial(text).next().map(|date| date.to_string()).unwrap_or_default();
        for (date, following) in [
            ("2022", "2023"),
            ("2022-12", "2023-01"),
            ("2022-02-28", "2022-03-01"),
            ("XXXX-04-18", "XXXX-04-19"),
            ("XXXX-02-28", "XXXX-02-29"),
            ("XXXX-12-31", "XXXX-01-01"),
            ("XXXX-12", "XXXX-01"),
        ] {
            assert_eq!(next(date), following);
        }
    }

    #[test]
    fn intervals_are_written_short() {
        assert_eq!(Interval::at(partial("2022-04")).to_string(), "2022-04");
        assert_eq!(Interval { from: Some(partial("2022-04")), to: None }.to_string(), "2022-04/..");
        assert_eq!(Interval { from: None, to: Some(partial("2022")) }.to_string(), "../2022");
    }
}
