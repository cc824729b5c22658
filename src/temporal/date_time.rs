//! Times of day and dates with times that have a zone.

use std::cmp::Ordering;
use std::fmt;

use super::local_time::{DAY, NANOS};
use super::zone::Fit;
use super::{Duration, LocalDateTime, LocalTime, Offset, Zone};

/// A time of day at an offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// What a clock there shows.
    pub local: LocalTime,
    /// How far the clock is from UTC.
    pub offset: Offset,
}

impl Time {
    /// Nanoseconds after midnight UTC, negative where it is still yesterday there.
    pub(super) fn nanoseconds(self) -> i64 {
        (self.local.second_of_day() - self.offset.seconds()) * NANOS + i64::from(self.local.nanosecond())
    }

    /// The same moment by another clock.
    #[must_use]
    pub fn at_offset(self, offset: Offset) -> Self {
        let seconds = self.local.second_of_day() - self.offset.seconds() + offset.seconds();
        Self { local: LocalTime::after_midnight(seconds, self.local.nanosecond()), offset }
    }

    /// So much later, going round at midnight.
    #[must_use]
    pub fn plus(self, duration: &Duration) -> Self {
        Self { local: self.local.plus(duration), ..self }
    }
}

/// By the moment, then from west to east (CIP2015-08-06: what is at one moment in two zones differs).
impl Ord for Time {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nanoseconds().cmp(&other.nanoseconds()).then(self.offset.cmp(&other.offset))
    }
}

impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.local, self.offset)
    }
}

/// A moment, as clocks of a zone show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    local: LocalDateTime,
    offset: Offset,
    zone: Zone,
}

impl DateTime {
    /// When clocks of the zone show this. What they never show, because they were put forward, is
    /// moved forward as far; of what they show twice, the first is meant, or the one at the
    /// preferred offset.
    pub fn resolve(local: LocalDateTime, zone: Zone, preferred: Option<Offset>) -> Option<Self> {
        let offset = match zone.fit(local) {
            Fit::Once(offset) => offset,
            Fit::Gap(before) => {
                return Self::at(local.epoch_seconds() - before.seconds(), local.time.nanosecond(), zone);
            }
            Fit::Twice(_, after) if preferred == Some(after) => after,
            Fit::Twice(before, _) => before,
        };
        Some(Self { local, offset, zone })
    }

    /// So long after 1970 UTC, as clocks of the zone show it.
    pub fn at(seconds: i64, nanosecond: u32, zone: Zone) -> Option<Self> {
        let offset = zone.offset_at(seconds);
        let local = LocalDateTime::from_epoch(seconds.checked_add(offset.seconds())?, nanosecond)?;
        Some(Self { local, offset, zone })
    }

    /// What clocks there show.
    pub fn local(&self) -> LocalDateTime {
        self.local
    }

    /// How far these clocks are from UTC at that moment.
    pub fn offset(&self) -> Offset {
        self.offset
    }

    /// Where the clocks are.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Whole seconds after 1970 UTC.
    pub fn epoch_seconds(&self) -> i64 {
        self.local.epoch_seconds() - self.offset.seconds()
    }

    /// The same moment by the clocks of another zone.
    pub fn in_zone(&self, zone: Zone) -> Option<Self> {
        Self::at(self.epoch_seconds(), self.local.time.nanosecond(), zone)
    }

    /// The time of day with its offset.
    pub fn time(&self) -> Time {
        Time { local: self.local.time, offset: self.offset }
    }

    /// So much later: months and days by the calendar, so that the clock shows the same; then time
    /// as it passes, so that an hour is an hour when clocks are put forward or back.
    pub fn plus(&self, duration: &Duration) -> Option<Self> {
        let date = self.local.date.plus_months(duration.months())?.plus_days(duration.days())?;
        let moved = Self::resolve(LocalDateTime { date, ..self.local }, self.zone.clone(), Some(self.offset))?;
        if duration.second() == 0 && duration.nanosecond() == 0 {
            return Some(moved);
        }
        let nanos = i64::from(self.local.time.nanosecond()) + i64::from(duration.nanosecond());
        let seconds = moved.epoch_seconds().checked_add(duration.second())?.checked_add(nanos.div_euclid(NANOS))?;
        Self::at(seconds, nanos.rem_euclid(NANOS) as u32, moved.zone)
    }
}

/// By the moment; then from west to east, fixed offsets before names, and by name (CIP2015-08-06).
impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let moment = |it: &Self| (it.epoch_seconds(), it.local.time.nanosecond(), it.offset);
        moment(self).cmp(&moment(other)).then_with(|| self.zone.name().cmp(&other.zone.name()))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `2015-07-21T21:40:32+02:00[Europe/Stockholm]`, without brackets at a fixed offset.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.local, self.offset)?;
        self.zone.name().map_or(Ok(()), |name| write!(f, "[{name}]"))
    }
}

const _: () = assert!(DAY == 24 * 3600);

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime {
        DateTime::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn clocks_put_forward_and_back() {
        assert_eq!(at("2017-03-26T02:30[Europe/Stockholm]").to_string(), "2017-03-26T03:30+02:00[Europe/Stockholm]");
        assert_eq!(at("2017-10-29T02:30[Europe/Stockholm]").to_string(), "2017-10-29T02:30+02:00[Europe/Stockholm]");
        let second = "2017-10-29T02:30+01:00[Europe/Stockholm]";
        assert_eq!(at(second).to_string(), second);
    }

    #[test]
    fn a_day_is_by_the_calendar_an_hour_by_the_clock() {
        let before = at("2017-10-28T12:00[Europe/Stockholm]");
        let plus = |text| before.plus(&Duration::parse(text).unwrap()).unwrap().to_string();
        assert_eq!(plus("P1D"), "2017-10-29T12:00+01:00[Europe/Stockholm]");
        assert_eq!(plus("PT24H"), "2017-10-29T11:00+01:00[Europe/Stockholm]");
        assert_eq!(plus("PT-0.5S"), "2017-10-28T11:59:59.500+02:00[Europe/Stockholm]");
    }

    #[test]
    fn one_moment_in_two_zones_differs() {
        let utc = at("2020-01-01T12:00Z");
        assert!(at("2020-01-01T11:00-01:00") < utc);
        assert!(at("2020-01-01T13:00+01:00") > utc);
        assert!(at("2020-01-01T13:00+01:00") < at("2020-01-01T13:00+01:00[Europe/Paris]"));
        assert!(at("2020-01-01T13:00[Europe/Oslo]") < at("2020-01-01T13:00[Europe/Paris]"));
    }

    #[test]
    fn ends_of_time() {
        let end = at("+999999999-12-31T23:59:59.999999999Z");
        assert_eq!(end.plus(&Duration::parse("PT0.000000001S").unwrap()), None);
        assert_eq!(end.in_zone(Zone::parse("+01:00").unwrap()), None);
        assert!(at("-999999999-01-01T00:00[Europe/Stockholm]").epoch_seconds() < 0);
    }
}
