//! The five types of instants as one, for what is asked of any of them.

use super::{Date, DateTime, Duration, LocalDateTime, LocalTime, Offset, Time, Zone};

/// A value of any of the five types that say when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instant {
    /// A day.
    Date(Date),
    /// A time of day without a zone.
    LocalTime(LocalTime),
    /// A time of day with an offset.
    Time(Time),
    /// A day and a time without a zone.
    LocalDateTime(LocalDateTime),
    /// A day and a time in a zone.
    DateTime(DateTime),
}

/// What a component is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Component {
    /// A number.
    Integer(i64),
    /// A zone or an offset, written out.
    Text(String),
}

impl Instant {
    /// The day, if it has one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            Self::LocalDateTime(it) => Some(it.date),
            Self::DateTime(it) => Some(it.local().date),
            Self::LocalTime(_) | Self::Time(_) => None,
        }
    }

    /// The time of day, if it has one.
    pub fn time(&self) -> Option<LocalTime> {
        match self {
            Self::Date(_) => None,
            Self::LocalTime(time) => Some(*time),
            Self::Time(it) => Some(it.local),
            Self::LocalDateTime(it) => Some(it.time),
            Self::DateTime(it) => Some(it.local().time),
        }
    }

    /// The zone, if it has one.
    pub fn zone(&self) -> Option<Zone> {
        match self {
            Self::Time(it) => Some(Zone::Fixed(it.offset)),
            Self::DateTime(it) => Some(it.zone().clone()),
            _ => None,
        }
    }

    /// How far from UTC it is, if it is known.
    pub fn offset(&self) -> Option<Offset> {
        match self {
            Self::Time(it) => Some(it.offset),
            Self::DateTime(it) => Some(it.offset()),
            _ => None,
        }
    }

    /// So much later, of the same type; what the type does not have of the duration is left out. `None`
    /// where the calendar ends.
    pub fn plus(&self, duration: &Duration) -> Option<Self> {
        Some(match self {
            Self::Date(it) => Self::Date(it.plus(duration)?),
            Self::LocalTime(it) => Self::LocalTime(it.plus(duration)),
            Self::Time(it) => Self::Time(it.plus(duration)),
            Self::LocalDateTime(it) => Self::LocalDateTime(it.plus(duration)?),
            Self::DateTime(it) => Self::DateTime(it.plus(duration)?),
        })
    }

    /// A component by its name, in any case; `None` if instants of this type have none of that name.
    pub fn component(&self, name: &str) -> Option<Component> {
        let name = &*name.to_ascii_lowercase();
        if let Some(number) = self.date().and_then(|date| of_date(date, name)) {
            return Some(Component::Integer(number));
        }
        if let Some(number) = self.time().and_then(|time| of_time(time, name)) {
            return Some(Component::Integer(number));
        }
        let offset = self.offset()?;
        let number = match (name, self) {
            ("timezone", _) => return Some(Component::Text(self.zone()?.to_string())),
            ("offset", _) => return Some(Component::Text(offset.to_string())),
            ("offsetminutes", _) => offset.seconds() / 60,
            ("offsetseconds", _) => offset.seconds(),
            ("epochseconds", Self::DateTime(it)) => it.epoch_seconds(),
            // null where it does not fit, as with the parts of a duration
            ("epochmillis", Self::DateTime(it)) => {
                let millis = i64::from(it.local().time.nanosecond() / 1_000_000);
                it.epoch_seconds().checked_mul(1000)?.checked_add(millis)?
            }
            _ => return None,
        };
        Some(Component::Integer(number))
    }
}

fn of_date(date: Date, name: &str) -> Option<i64> {
    Some(match name {
        "year" => date.year().into(),
        "quarter" => date.quarter().into(),
        "month" => date.month().into(),
        "week" => date.week(),
        "weekyear" => date.week_year(),
        "day" => date.day().into(),
        "ordinalday" => date.ordinal_day(),
        "weekday" | "dayofweek" => date.week_day(),
        "dayofquarter" => date.day_of_quarter(),
        _ => return None,
    })
}

fn of_time(time: LocalTime, name: &str) -> Option<i64> {
    Some(match name {
        "hour" => time.hour(),
        "minute" => time.minute(),
        "second" => time.second(),
        "millisecond" => i64::from(time.nanosecond() / 1_000_000),
        "microsecond" => i64::from(time.nanosecond() / 1_000),
        "nanosecond" => time.nanosecond().into(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_by_name() {
        let at = DateTime::parse("1984-11-11T12:31:14.645876123[Europe/Stockholm]").unwrap();
        let at = Instant::DateTime(at);
        for (name, value) in [
            ("year", 1984),
            ("quarter", 4),
            ("week", 45),
            ("weekYear", 1984),
            ("ordinalDay", 316),
            ("weekDay", 7),
            ("dayOfQuarter", 42),
            ("microsecond", 645_876),
            ("offsetMinutes", 60),
            ("epochSeconds", 469_020_674),
            ("epochMillis", 469_020_674_645),
        ] {
            assert_eq!(at.component(name), Some(Component::Integer(value)), "{name}");
        }
        assert_eq!(at.component("timezone"), Some(Component::Text("Europe/Stockholm".into())));
        assert_eq!(at.component("offset"), Some(Component::Text("+01:00".into())));
        assert_eq!(Instant::LocalTime(LocalTime::default()).component("epochMillis"), None);
        assert_eq!(Instant::Date(Date::from_days(0)).component("hour"), None);
    }
}
