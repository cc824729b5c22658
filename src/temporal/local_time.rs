//! A time of day, and a date with one, without a zone.

use std::fmt;

use super::{Date, Duration};

pub(super) const NANOS: i64 = 1_000_000_000;
pub(super) const DAY: i64 = 86_400;

/// A time of day without a zone, to the nanosecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalTime {
    second_of_day: u32,
    nanosecond: u32,
}

impl LocalTime {
    /// The time, if a day has it: hours 0 to 23, no leap seconds.
    pub fn new(hour: i64, minute: i64, second: i64, nanosecond: i64) -> Option<Self> {
        let within = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && (0..NANOS).contains(&nanosecond);
        // only now is it certain that the sum fits
        within
            .then(|| Self { second_of_day: (hour * 3600 + minute * 60 + second) as u32, nanosecond: nanosecond as u32 })
    }

    /// The time that lies this long after midnight, whole days left out.
    pub(super) fn after_midnight(seconds: i64, nanosecond: u32) -> Self {
        Self { second_of_day: seconds.rem_euclid(DAY) as u32, nanosecond }
    }

    /// Hours, 0 to 23.
    pub fn hour(self) -> i64 {
        i64::from(self.second_of_day / 3600)
    }

    /// Minutes of the hour.
    pub fn minute(self) -> i64 {
        i64::from(self.second_of_day / 60 % 60)
    }

    /// Seconds of the minute.
    pub fn second(self) -> i64 {
        i64::from(self.second_of_day % 60)
    }

    /// Nanoseconds of the second.
    pub fn nanosecond(self) -> u32 {
        self.nanosecond
    }

    /// Whole seconds since midnight.
    pub fn second_of_day(self) -> i64 {
        self.second_of_day.into()
    }

    /// So much later, going round at midnight: months and days do not matter.
    #[must_use]
    pub fn plus(self, duration: &Duration) -> Self {
        let nanos = i64::from(self.nanosecond) + i64::from(duration.nanosecond());
        let seconds = self.second_of_day() + duration.second() % DAY + nanos.div_euclid(NANOS);
        Self::after_midnight(seconds, nanos.rem_euclid(NANOS) as u32)
    }
}

/// `12:31`, with seconds and a fraction of 3, 6 or 9 digits as far as they are not zero.
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        if self.second() == 0 && self.nanosecond == 0 {
            return Ok(());
        }
        write!(f, ":{:02}", self.second())?;
        match self.nanosecond {
            0 => Ok(()),
            n if n % 1_000_000 == 0 => write!(f, ".{:03}", n / 1_000_000),
            n if n % 1_000 == 0 => write!(f, ".{:06}", n / 1_000),
            n => write!(f, ".{n:09}"),
        }
    }
}

/// A day and a time of day without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalDateTime {
    /// The day.
    pub date: Date,
    /// The time of that day.
    pub time: LocalTime,
}

impl LocalDateTime {
    /// Midnight at the start of the day.
    pub fn midnight(date: Date) -> Self {
        Self { date, time: LocalTime::default() }
    }

    /// What a clock in UTC shows this long after 1970.
    pub fn from_epoch(seconds: i64, nanosecond: u32) -> Option<Self> {
        let date = Date::from_days_checked(seconds.div_euclid(DAY))?;
        Some(Self { date, time: LocalTime::after_midnight(seconds, nanosecond) })
    }

    /// Whole seconds from 1970 on a clock in UTC.
    pub fn epoch_seconds(self) -> i64 {
        self.date.days() * DAY + self.time.second_of_day()
    }

    /// So many seconds and nanoseconds later.
    pub(super) fn plus_time(self, seconds: i64, nanoseconds: u32) -> Option<Self> {
        let nanos = i64::from(self.time.nanosecond()) + i64::from(nanoseconds);
        let seconds = self.epoch_seconds().checked_add(seconds)?.checked_add(nanos.div_euclid(NANOS))?;
        Self::from_epoch(seconds, nanos.rem_euclid(NANOS) as u32)
    }

    /// So much later: months first, then days, then time.
    pub fn plus(self, duration: &Duration) -> Option<Self> {
        let date = self.date.plus_months(duration.months())?.plus_days(duration.days())?;
        Self { date, ..self }.plus_time(duration.second(), duration.nanosecond())
    }
}

impl fmt::Display for LocalDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl Date {
    /// So much later. Of the time, whole days count (openCypher's TCK, Temporal8).
    pub fn plus(self, duration: &Duration) -> Option<Self> {
        let days = duration.days().checked_add(duration.hours() / 24)?;
        self.plus_months(duration.months())?.plus_days(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_short_as_it_is() {
        let time = |h, m, s, n| LocalTime::new(h, m, s, n).unwrap().to_string();
        assert_eq!(time(12, 0, 0, 0), "12:00");
        assert_eq!(time(12, 0, 5, 0), "12:00:05");
        assert_eq!(time(12, 0, 0, 500_000_000), "12:00:00.500");
        assert_eq!(time(12, 0, 0, 645_876_000), "12:00:00.645876");
        assert_eq!(time(12, 0, 0, 2), "12:00:00.000000002");
        assert_eq!(LocalTime::new(24, 0, 0, 0), None);
        assert_eq!(LocalTime::new(0, 0, 60, 0), None);
    }
}
