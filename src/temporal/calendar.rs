//! The calendar around a day: weeks, quarters, days of the year, and moving by months and days.

use super::Date;
use super::date::days_in_month;

/// The first and the last day, as days after 1970-01-01, of the years ±999,999,999.
const FIRST_DAY: i64 = -365_243_219_162;
const LAST_DAY: i64 = 365_241_780_471;

impl Date {
    /// The day that lies this many days after 1970-01-01, if its year is in range.
    pub fn from_days_checked(days: i64) -> Option<Self> {
        (FIRST_DAY..=LAST_DAY).contains(&days).then(|| Self::from_days(days))
    }

    /// The day of this week (1 to 53) of the week year; Monday is 1. Week 1 holds 4 January
    /// (ISO 8601).
    pub fn from_week(year: i64, week: i64, week_day: i64) -> Option<Self> {
        if !(1..=7).contains(&week_day) || !(1..=weeks_in_year(year)?).contains(&week) {
            return None;
        }
        Self::from_days_checked(first_week(year)? + (week - 1) * 7 + week_day - 1)
    }

    /// The day of the year, from 1.
    pub fn from_ordinal(year: i64, day: i64) -> Option<Self> {
        let first = Self::new(year, 1, 1)?;
        Self::from_days_checked(first.days().checked_add(day.checked_sub(1)?)?)
            .filter(|date| i64::from(date.year()) == year)
    }

    /// The day of the quarter, from 1.
    pub fn from_quarter(year: i64, quarter: i64, day: i64) -> Option<Self> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        let first = Self::new(year, quarter * 3 - 2, 1)?;
        Self::from_days_checked(first.days().checked_add(day.checked_sub(1)?)?)
            .filter(|date| i64::from(date.year()) == year && i64::from(date.quarter()) == quarter)
    }

    /// The day of this month; its last day if the month is shorter.
    pub fn new_clamped(year: i64, month: i64, day: i64) -> Option<Self> {
        let first = Self::new(year, month, 1)?;
        let last = days_in_month(year, first.month());
        Self::new(year, month, day.min(last.into()))
    }

    /// The quarter, 1 to 4.
    pub fn quarter(self) -> u8 {
        self.month().div_ceil(3)
    }

    /// The day of the quarter, from 1.
    pub fn day_of_quarter(self) -> i64 {
        let first = Self::new(self.year().into(), i64::from(self.quarter()) * 3 - 2, 1);
        first.map_or(1, |first| self.days() - first.days() + 1)
    }

    /// The day of the year, from 1.
    pub fn ordinal_day(self) -> i64 {
        Self::new(self.year().into(), 1, 1).map_or(1, |first| self.days() - first.days() + 1)
    }

    /// The day of the week; Monday is 1.
    pub fn week_day(self) -> i64 {
        week_day(self.days())
    }

    /// The year that the week belongs to: that of its Thursday (ISO 8601).
    pub fn week_year(self) -> i64 {
        let thursday = Self::from_days(self.days() - self.week_day() + 4);
        thursday.year().into()
    }

    /// The week of the week year, 1 to 53.
    pub fn week(self) -> i64 {
        let thursday = Self::from_days(self.days() - self.week_day() + 4);
        (thursday.ordinal_day() - 1) / 7 + 1
    }

    /// So many months later; the last day of the month if it is shorter.
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let month = i64::from(self.year()) * 12 + i64::from(self.month()) - 1;
        let month = month.checked_add(months)?;
        Self::new_clamped(month.div_euclid(12), month.rem_euclid(12) + 1, self.day().into())
    }

    /// So many days later.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        Self::from_days_checked(self.days().checked_add(days)?)
    }
}

fn week_day(days: i64) -> i64 {
    // 1970-01-01 was a Thursday
    (days + 3).rem_euclid(7) + 1
}

/// The Monday of week 1, in days after 1970-01-01.
fn first_week(year: i64) -> Option<i64> {
    let fourth = Date::new(year, 1, 4)?.days();
    Some(fourth - week_day(fourth) + 1)
}

fn weeks_in_year(year: i64) -> Option<i64> {
    // 28 December is always in the last week
    Date::new(year, 12, 28).map(Date::week)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn weeks_quarters_and_days_of_the_year_go_both_ways() {
        for days in (-800_000..800_000).step_by(13) {
            let date = Date::from_days(days);
            let year = i64::from(date.year());
            assert_eq!(Date::from_week(date.week_year(), date.week(), date.week_day()), Some(date));
            assert_eq!(Date::from_ordinal(year, date.ordinal_day()), Some(date));
            assert_eq!(Date::from_quarter(year, date.quarter().into(), date.day_of_quarter()), Some(date));
        }
    }

    #[test]
    fn what_the_calendar_does_not_have() {
        assert_eq!(Date::from_week(1817, 53, 1), None);
        assert_eq!(Date::from_week(1818, 53, 1), Some(date("1818-12-28")));
        assert_eq!(Date::from_ordinal(2015, 366), None);
        assert_eq!(Date::from_quarter(2015, 1, 91), None);
        assert_eq!(Date::from_ordinal(2015, i64::MIN), None);
        assert_eq!(Date::from_days_checked(i64::MAX), None);
    }

    #[test]
    fn the_range_is_whole() {
        assert_eq!(Date::from_days(FIRST_DAY), date("-999999999-01-01"));
        assert_eq!(Date::from_days(LAST_DAY), date("+999999999-12-31"));
        assert_eq!(date("+999999999-12-31").plus_days(1), None);
        assert_eq!(date("-999999999-01-01").plus_months(-1), None);
        // the week of the last day may have its Thursday outside
        assert!((1..=53).contains(&date("+999999999-12-31").week()));
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(date("2011-01-31").plus_months(1), Some(date("2011-02-28")));
        assert_eq!(date("2011-01-31").plus_months(13), Some(date("2012-02-29")));
        assert_eq!(date("2012-03-31").plus_months(-1), Some(date("2012-02-29")));
        assert_eq!(date("2012-03-31").plus_months(i64::MAX), None);
    }
}
