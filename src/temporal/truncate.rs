//! The nearest preceding boundary of a unit.

use super::local_time::LocalTime;
use super::{Date, Instant};

/// A unit that instants are truncated to, from the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Millennium,
    Century,
    Decade,
    Year,
    WeekYear,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
}

const NAMES: [(&str, Unit); 14] = [
    ("millennium", Unit::Millennium),
    ("century", Unit::Century),
    ("decade", Unit::Decade),
    ("year", Unit::Year),
    ("weekYear", Unit::WeekYear),
    ("quarter", Unit::Quarter),
    ("month", Unit::Month),
    ("week", Unit::Week),
    ("day", Unit::Day),
    ("hour", Unit::Hour),
    ("minute", Unit::Minute),
    ("second", Unit::Second),
    ("millisecond", Unit::Millisecond),
    ("microsecond", Unit::Microsecond),
];

impl Unit {
    /// The unit of this name, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, unit)| *unit)
    }

    /// The names of all units.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// The day at which the unit that holds this day begins, if the calendar has it.
    pub fn truncate_date(self, date: Date) -> Option<Date> {
        let year = i64::from(date.year());
        let since = |years: i64| Date::new(year.div_euclid(years) * years, 1, 1);
        match self {
            Self::Millennium => since(1000),
            Self::Century => since(100),
            Self::Decade => since(10),
            Self::Year => since(1),
            Self::WeekYear => Date::from_week(date.week_year(), 1, 1),
            Self::Quarter => Date::from_quarter(year, date.quarter().into(), 1),
            Self::Month => Date::new(year, date.month().into(), 1),
            Self::Week => date.plus_days(1 - date.week_day()),
            _ => Some(date),
        }
    }

    /// The time of day at which the unit begins; midnight for days and what is larger.
    pub fn truncate_time(self, time: LocalTime) -> LocalTime {
        let (second, nanosecond) = (time.second_of_day(), time.nanosecond());
        match self {
            Self::Microsecond => LocalTime::after_midnight(second, nanosecond / 1_000 * 1_000),
            Self::Millisecond => LocalTime::after_midnight(second, nanosecond / 1_000_000 * 1_000_000),
            Self::Second => LocalTime::after_midnight(second, 0),
            Self::Minute => LocalTime::after_midnight(second / 60 * 60, 0),
            Self::Hour => LocalTime::after_midnight(second / 3600 * 3600, 0),
            _ => LocalTime::default(),
        }
    }

    /// The day of an instant, truncated.
    pub fn date_of(self, instant: &Instant) -> Result<Date, String> {
        let date = instant.date().ok_or("a time without a day has no such day")?;
        self.truncate_date(date).ok_or_else(|| "this begins before the calendar does".to_owned())
    }

    /// The time of day of an instant, truncated; a day without a time has one only as midnight.
    pub fn time_of(self, instant: &Instant) -> Result<LocalTime, String> {
        match instant.time() {
            Some(time) => Ok(self.truncate_time(time)),
            None if self <= Self::Day => Ok(LocalTime::default()),
            None => Err("a day without a time is not truncated to less than a day".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries() {
        for (unit, date, start) in [
            ("millennium", "2017-09-26", "2000-01-01"),
            ("century", "-0001-02-28", "-0100-01-01"),
            ("decade", "1986-04-26", "1980-01-01"),
            ("weekYear", "2015-08-21", "2014-12-29"),
            ("WEEKYEAR", "1984-01-01", "1983-01-03"),
            ("quarter", "2018-06-28", "2018-04-01"),
            ("week", "2014-12-30", "2014-12-29"),
        ] {
            let found = Unit::parse(unit).unwrap().truncate_date(Date::parse(date).unwrap());
            assert_eq!(found, Date::parse(start), "{unit} {date}");
        }
        let first = Date::parse("-999999999-01-01").unwrap();
        assert_eq!(Unit::Decade.truncate_date(first), None);
        let time = LocalTime::parse("11:35:52.317932116").unwrap();
        assert_eq!(Unit::Millisecond.truncate_time(time).to_string(), "11:35:52.317");
        assert_eq!(Unit::Hour.truncate_time(time).to_string(), "11:00");
    }
}
