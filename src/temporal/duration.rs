//! Amounts of time in four parts, because a month has no fixed number of days, nor a day of seconds.

use std::cmp::Ordering;
use std::fmt;

use super::local_time::{DAY, NANOS};

/// The seconds of an average Gregorian month: a twelfth of 365.2425 days.
pub(super) const MONTH: i128 = 2_629_746;

/// An amount of time: months, days, and seconds with nanoseconds, each of them of either sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    months: i64,
    days: i64,
    seconds: i64,
    /// Always added, 0 to 999,999,999: half a second less than nothing is -1 s and 500,000,000 ns.
    nanoseconds: u32,
}

impl Duration {
    /// The amount of these parts; nanoseconds, whole seconds of which are carried over, may be of
    /// either sign. `None` if it does not fit.
    pub fn new(months: i64, days: i64, seconds: i64, nanoseconds: i64) -> Option<Self> {
        let seconds = seconds.checked_add(nanoseconds.div_euclid(NANOS))?;
        Some(Self { months, days, seconds, nanoseconds: nanoseconds.rem_euclid(NANOS) as u32 })
    }

    /// All months.
    pub fn months(&self) -> i64 {
        self.months
    }

    /// All days.
    pub fn days(&self) -> i64 {
        self.days
    }

    /// All seconds, rounded down.
    pub fn second(&self) -> i64 {
        self.seconds
    }

    /// The nanoseconds above the seconds.
    pub fn nanosecond(&self) -> u32 {
        self.nanoseconds
    }

    /// All whole hours.
    pub fn hours(&self) -> i64 {
        self.seconds / 3600
    }

    /// Part by part the sum.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Self::new(
            self.months.checked_add(other.months)?,
            self.days.checked_add(other.days)?,
            self.seconds.checked_add(other.seconds)?,
            i64::from(self.nanoseconds) + i64::from(other.nanoseconds),
        )
    }

    /// Part by part the other sign.
    pub fn negated(&self) -> Option<Self> {
        let nanoseconds = -i64::from(self.nanoseconds);
        Self::new(self.months.checked_neg()?, self.days.checked_neg()?, self.seconds.checked_neg()?, nanoseconds)
    }

    /// Part by part the difference.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        Self::new(
            self.months.checked_sub(other.months)?,
            self.days.checked_sub(other.days)?,
            self.seconds.checked_sub(other.seconds)?,
            i64::from(self.nanoseconds) - i64::from(other.nanoseconds),
        )
    }

    /// A total order for sorting: by length, with months and days of average length (CIP2015-08-06);
    /// what is equally long is sorted by its parts, so that only what is equal is in one place.
    pub fn order(&self, other: &Self) -> Ordering {
        let length = |d: &Self| {
            let seconds = i128::from(d.months) * MONTH + i128::from(d.days) * i128::from(DAY) + i128::from(d.seconds);
            (seconds, d.nanoseconds, d.months, d.days)
        };
        length(self).cmp(&length(other))
    }

    /// A part by its name, in any case: a unit in the plural is all of its group (`months`,
    /// `days`, `seconds`), `minutesOfHour` what is left of larger units. `None` for other names, or
    /// where the number does not fit.
    pub fn component(&self, name: &str) -> Option<i64> {
        let nanos = i64::from(self.nanoseconds);
        let seconds = |per_second: i64| {
            let all = i128::from(self.seconds) * i128::from(per_second) + i128::from(nanos / (NANOS / per_second));
            i64::try_from(all).ok()
        };
        Some(match &*name.to_ascii_lowercase() {
            "years" => self.months / 12,
            "quarters" => self.months / 3,
            "quartersofyear" => self.months / 3 % 4,
            "months" => self.months,
            "monthsofyear" => self.months % 12,
            "monthsofquarter" => self.months % 3,
            "weeks" => self.days / 7,
            "days" => self.days,
            "daysofweek" => self.days % 7,
            "hours" => self.hours(),
            "minutes" => self.seconds / 60,
            "minutesofhour" => self.seconds / 60 % 60,
            "seconds" => self.seconds,
            "secondsofminute" => self.seconds % 60,
            "milliseconds" => seconds(1_000)?,
            "microseconds" => seconds(1_000_000)?,
            "nanoseconds" => seconds(NANOS)?,
            "millisecondsofsecond" => nanos / 1_000_000,
            "microsecondsofsecond" => nanos / 1_000,
            "nanosecondsofsecond" => nanos,
            _ => return None,
        })
    }
}

/// `P12Y5M14DT16H13M10.001S`: parts that are zero are left out, each part has its own sign, and
/// nothing at all is `PT0S`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |f: &mut fmt::Formatter<'_>, number: i64, unit: char| {
            if number == 0 { Ok(()) } else { write!(f, "{number}{unit}") }
        };
        f.write_str("P")?;
        part(f, self.months / 12, 'Y')?;
        part(f, self.months % 12, 'M')?;
        part(f, self.days, 'D')?;
        if self.seconds == 0 && self.nanoseconds == 0 {
            return if self.months == 0 && self.days == 0 { f.write_str("T0S") } else { Ok(()) };
        }
        // seconds and fraction of one sign
        let negative = self.seconds < 0;
        let (seconds, nanos) = if negative && self.nanoseconds != 0 {
            (self.seconds + 1, NANOS - i64::from(self.nanoseconds))
        } else {
            (self.seconds, i64::from(self.nanoseconds))
        };
        f.write_str("T")?;
        part(f, seconds / 3600, 'H')?;
        part(f, seconds / 60 % 60, 'M')?;
        if nanos == 0 {
            return part(f, seconds % 60, 'S');
        }
        let sign = if negative { "-" } else { "" };
        let fraction = format!("{nanos:09}");
        write!(f, "{sign}{}.{}S", (seconds % 60).abs(), fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_signs() {
        let text = |months, days, seconds, nanos| Duration::new(months, days, seconds, nanos).unwrap().to_string();
        assert_eq!(text(0, 0, 0, 0), "PT0S");
        assert_eq!(text(149, -14, 57_600, 0), "P12Y5M-14DT16H");
        assert_eq!(text(-1, 0, 0, 0), "P-1M");
        assert_eq!(text(0, 0, -2, 1_000_000), "PT-1.999S");
        assert_eq!(text(0, 1, 0, -1_000_000), "P1DT-0.001S");
        assert_eq!(text(0, 0, -60, -1_000_000), "PT-1M-0.001S");
        assert_eq!(text(0, 0, -86_400, 100_000_000), "PT-23H-59M-59.9S");
        assert_eq!(text(i64::MIN, i64::MIN, i64::MIN, 1).get(..1), Some("P"));
        assert_eq!(Duration::new(0, 0, i64::MAX, NANOS), None);
    }

    #[test]
    fn parts_have_names() {
        let d = Duration::new(16, 111, 3661, 111_111_111).unwrap();
        for (name, value) in [
            ("years", 1),
            ("quartersOfYear", 1),
            ("quarters", 5),
            ("monthsOfYear", 4),
            ("weeks", 15),
            ("daysOfWeek", 6),
            ("minutes", 61),
            ("minutesOfHour", 1),
            ("secondsOfMinute", 1),
            ("milliseconds", 3_661_111),
            ("microseconds", 3_661_111_111),
            ("nanoseconds", 3_661_111_111_111),
            ("millisecondsOfSecond", 111),
        ] {
            assert_eq!(d.component(name), Some(value), "{name}");
        }
        assert_eq!(d.component("fortnights"), None);
        assert_eq!(Duration::new(0, 0, i64::MAX, 0).unwrap().component("nanoseconds"), None);
    }

    #[test]
    fn sorted_by_average_length() {
        let d = |text| Duration::parse(text).unwrap();
        assert_eq!(d("P1M").order(&d("P30D")), Ordering::Greater);
        assert_eq!(d("P1M").order(&d("P31D")), Ordering::Less);
        assert_ne!(d("P1D").order(&d("PT24H")), Ordering::Equal);
        assert_eq!(d("P1D").order(&d("PT24H0.1S")), Ordering::Less);
    }
}
