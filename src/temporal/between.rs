//! The amount of time from one instant to another (CIP2015-08-06, `duration.between`).
//!
//! What one of two instants lacks it takes from the other: the day, then the zone; a missing time is
//! midnight. Where both have days, months and days are counted by the calendar in the zone of the
//! first; the time that remains is what really passes, so that a day on which clocks are put back
//! has 25 hours.

use super::local_time::{DAY, NANOS};
use super::{Date, DateTime, Duration, Instant, LocalDateTime, Offset, Time, Zone};

/// Two instants made comparable.
enum Pair {
    Times(Time, Time),
    Local(LocalDateTime, LocalDateTime),
    Zoned(DateTime, DateTime),
}

fn pair(from: &Instant, to: &Instant) -> Option<Pair> {
    let (from_time, to_time) = (from.time().unwrap_or_default(), to.time().unwrap_or_default());
    let Some(day) = from.date().or_else(|| to.date()) else {
        let offset = |it: &Instant, other: &Instant| it.offset().or_else(|| other.offset()).unwrap_or(Offset::UTC);
        return Some(Pair::Times(
            Time { local: from_time, offset: offset(from, to) },
            Time { local: to_time, offset: offset(to, from) },
        ));
    };
    let from_local = LocalDateTime { date: from.date().unwrap_or(day), time: from_time };
    let to_local = LocalDateTime { date: to.date().unwrap_or(day), time: to_time };
    let Some(zone) = from.zone().or_else(|| to.zone()) else { return Some(Pair::Local(from_local, to_local)) };
    let zoned = |it: &Instant, local: LocalDateTime, fallback: &Zone| match it {
        Instant::DateTime(it) => Some(it.clone()),
        it => DateTime::resolve(local, it.zone().unwrap_or_else(|| fallback.clone()), None),
    };
    let from = zoned(from, from_local, &zone)?;
    let to = zoned(to, to_local, &zone)?;
    // by one clock
    let to = to.in_zone(from.zone().clone())?;
    Some(Pair::Zoned(from, to))
}

impl Pair {
    /// What both clocks show, where there are days.
    fn local(&self) -> Option<(LocalDateTime, LocalDateTime)> {
        match self {
            Self::Times(..) => None,
            Self::Local(from, to) => Some((*from, *to)),
            Self::Zoned(from, to) => Some((from.local(), to.local())),
        }
    }

    /// So many whole units by the calendar.
    fn whole(&self, count: fn(LocalDateTime, LocalDateTime) -> i64) -> i64 {
        self.local().map_or(0, |(from, to)| count(from, to))
    }

    /// What passes from the first to the second.
    fn time(&self) -> Option<Duration> {
        let local = |it: &LocalDateTime| (it.epoch_seconds(), it.time.nanosecond());
        let zoned = |it: &DateTime| (it.epoch_seconds(), it.local().time.nanosecond());
        let (from, to) = match self {
            Self::Times(from, to) => return Duration::new(0, 0, 0, to.nanoseconds() - from.nanoseconds()),
            Self::Local(from, to) => (local(from), local(to)),
            Self::Zoned(from, to) => (zoned(from), zoned(to)),
        };
        Duration::new(0, 0, to.0.checked_sub(from.0)?, i64::from(to.1) - i64::from(from.1))
    }

    /// The first is so much later by the calendar.
    fn forward(self, months: i64, days: i64) -> Option<Self> {
        let moved = Duration::new(months, days, 0, 0)?;
        Some(match self {
            Self::Local(from, to) => Self::Local(from.plus(&moved)?, to),
            Self::Zoned(from, to) => Self::Zoned(from.plus(&moved)?, to),
            Self::Times(..) => self,
        })
    }
}

/// The last day that is wholly reached from the one to the other, by the time of day.
fn reached(from: LocalDateTime, to: LocalDateTime) -> i64 {
    let days = to.date.days();
    if to.date > from.date && to.time < from.time {
        days - 1
    } else if to.date < from.date && to.time > from.time {
        days + 1
    } else {
        days
    }
}

fn whole_months(from: LocalDateTime, to: LocalDateTime) -> i64 {
    let packed = |date: Date| (i64::from(date.year()) * 12 + i64::from(date.month())) * 32 + i64::from(date.day());
    (packed(Date::from_days(reached(from, to))) - packed(from.date)) / 32
}

fn whole_days(from: LocalDateTime, to: LocalDateTime) -> i64 {
    reached(from, to) - from.date.days()
}

impl Duration {
    /// Months, then days, then time from one instant to another. Between an instant with a day and one
    /// without, only time.
    pub fn between(from: &Instant, to: &Instant) -> Option<Self> {
        let pair = pair(from, to)?;
        if from.date().is_none() || to.date().is_none() {
            return pair.time();
        }
        let months = pair.whole(whole_months);
        let pair = pair.forward(months, 0)?;
        let days = pair.whole(whole_days);
        let time = pair.forward(0, days)?.time()?;
        Self::new(months, days, time.second(), time.nanosecond().into())
    }

    /// Whole months from one instant to another; none where neither has a day.
    pub fn in_months(from: &Instant, to: &Instant) -> Option<Self> {
        Self::new(pair(from, to)?.whole(whole_months), 0, 0, 0)
    }

    /// Whole days from one instant to another; none where neither has a day.
    pub fn in_days(from: &Instant, to: &Instant) -> Option<Self> {
        Self::new(0, pair(from, to)?.whole(whole_days), 0, 0)
    }

    /// The time that passes from one instant to another.
    pub fn in_seconds(from: &Instant, to: &Instant) -> Option<Self> {
        pair(from, to)?.time()
    }
}

// the difference of two times of day, in nanoseconds, must fit
const _: () = assert!(4 * DAY < i64::MAX / NANOS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporal::LocalTime;

    /// An instant of the type that its text looks like.
    fn at(text: &str) -> Instant {
        let date_time =
            || text.contains(['Z', '[', '+']).then(|| DateTime::parse(text)).flatten().map(Instant::DateTime);
        let time = || text.contains(['Z', '+']).then(|| Time::parse(text)).flatten().map(Instant::Time);
        time()
            .or_else(date_time)
            .or_else(|| (text.len() != 4).then(|| Date::parse(text)).flatten().map(Instant::Date))
            .or_else(|| LocalDateTime::parse(text).map(Instant::LocalDateTime))
            .or_else(|| LocalTime::parse(text).map(Instant::LocalTime))
            .unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn between_in_four_ways() {
        let ways = [Duration::between, Duration::in_months, Duration::in_days, Duration::in_seconds];
        for (from, to, between, months, days, seconds) in [
            ("1984-10-11", "2015-06-24", "P30Y8M13D", "P30Y8M", "P11213D", "PT269112H"),
            ("2018-01-02T10:00", "2018-01-01T12:00", "PT-22H", "PT0S", "PT0S", "PT-22H"),
            ("14:30", "16:30+0100", "PT2H", "PT0S", "PT0S", "PT2H"),
            ("14:30Z", "16:30+0100", "PT1H", "PT0S", "PT0S", "PT1H"),
            ("14:30Z", "2015-07-21T21:40+0100", "PT6H10M", "PT0S", "PT0S", "PT6H10M"),
            (
                "2018-07-21T21:40:36.143+0500",
                "1984-07-21T22:40:36.143+0200",
                "P-33Y-11M-30DT-20H",
                "P-33Y-11M",
                "P-12417D",
                "PT-298028H",
            ),
            ("2017-10-29T00:00[Europe/Stockholm]", "2017-10-30", "P1D", "PT0S", "P1D", "PT25H"),
            ("2017-03-25T12:00[Europe/Stockholm]", "2017-03-26T12:00[Europe/Stockholm]", "P1D", "PT0S", "P1D", "PT23H"),
            ("2011-01-31", "2011-02-28", "P28D", "PT0S", "P28D", "PT672H"),
            (
                "-999999999-01-01",
                "+999999999-12-31",
                "P1999999998Y11M30D",
                "P1999999998Y11M",
                "P730484999633D",
                "PT17531639991192H",
            ),
        ] {
            let found = ways.map(|way| way(&at(from), &at(to)).map(|d| d.to_string()).unwrap_or_default());
            let expected = [between, months, days, seconds];
            for i in 0..4 {
                assert_eq!(found[i], expected[i], "{from} to {to}, way {i}");
            }
        }
    }
}
