//! A day in the proleptic Gregorian calendar.

use std::fmt;

/// The largest year, in either direction.
const YEAR_LIMIT: i64 = 999_999_999;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if it exists in the calendar.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let within = (-YEAR_LIMIT..=YEAR_LIMIT).contains(&year) && (1..=12).contains(&month) && day >= 1;
        if !within || day > i64::from(days_in_month(year, month as u8)) {
            return None;
        }
        Some(Self { year: year as i32, month: month as u8, day: day as u8 })
    }

    /// The day that lies this many days after 1970-01-01.
    pub fn from_days(days: i64) -> Self {
        // Hinnant's civil_from_days: eras of 400 years, years that begin in March
        let days = days.saturating_add(719_468);
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_index = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_index + 2) / 5 + 1;
        let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: day as u8 }
    }

    /// Days after 1970-01-01.
    pub fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_index = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month_index + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// How many days the month has.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 {
            "-"
        } else if self.year > 9999 {
            "+"
        } else {
            ""
        };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_back() {
        for days in (-1_000_000..1_000_000).step_by(37) {
            assert_eq!(Date::from_days(days).days(), days);
        }
        assert_eq!(Date::new(2022, 4, 18).unwrap().days(), 19_100);
    }

    #[test]
    fn reads_and_writes() {
        for text in ["2022-04-18", "-0001-12-31", "+999999999-12-31"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Date::parse("20220418"), Date::new(2022, 4, 18));
        assert_eq!(Date::parse("2022-04"), Date::new(2022, 4, 1));
        for text in ["", "2022-02-30", "2022-4-1", "x", "2022-04-18x", "-", "é022"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::new(i64::MIN, 1, 1), None);
    }
}
