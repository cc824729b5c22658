//! Temporal values as the instants and durations that they are.

use std::sync::Arc;

use super::Value;
use crate::temporal::{Component, Date, DateTime, Duration, Instant, LocalDateTime, LocalTime, PartialDate, Time};

impl Value {
    /// The instant, if this says when and leaves nothing open.
    pub fn instant(&self) -> Option<Instant> {
        Some(match self {
            Self::Date(it) => Instant::Date(*it),
            Self::LocalTime(it) => Instant::LocalTime(*it),
            Self::Time(it) => Instant::Time(*it),
            Self::LocalDateTime(it) => Instant::LocalDateTime(*it),
            Self::DateTime(it) => Instant::DateTime((**it).clone()),
            _ => return None,
        })
    }

    /// Whether this is an instant, a partial date or a duration.
    pub fn is_temporal(&self) -> bool {
        matches!(
            self,
            Self::Date(_)
                | Self::PartialDate(_)
                | Self::LocalTime(_)
                | Self::Time(_)
                | Self::LocalDateTime(_)
                | Self::DateTime(_)
                | Self::Duration(_)
        )
    }
}

impl From<Instant> for Value {
    fn from(value: Instant) -> Self {
        match value {
            Instant::Date(it) => Self::Date(it),
            Instant::LocalTime(it) => Self::LocalTime(it),
            Instant::Time(it) => Self::Time(it),
            Instant::LocalDateTime(it) => Self::LocalDateTime(it),
            Instant::DateTime(it) => it.into(),
        }
    }
}

impl From<Component> for Value {
    fn from(value: Component) -> Self {
        match value {
            Component::Integer(number) => number.into(),
            Component::Text(text) => text.into(),
        }
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<PartialDate> for Value {
    /// A partial date with nothing missing is a date.
    fn from(value: PartialDate) -> Self {
        value.full().map_or(Self::PartialDate(value), Self::Date)
    }
}

impl From<LocalTime> for Value {
    fn from(value: LocalTime) -> Self {
        Self::LocalTime(value)
    }
}

impl From<Time> for Value {
    fn from(value: Time) -> Self {
        Self::Time(value)
    }
}

impl From<LocalDateTime> for Value {
    fn from(value: LocalDateTime) -> Self {
        Self::LocalDateTime(value)
    }
}

impl From<DateTime> for Value {
    fn from(value: DateTime) -> Self {
        Self::DateTime(Arc::new(value))
    }
}

impl From<Duration> for Value {
    fn from(value: Duration) -> Self {
        Self::Duration(Arc::new(value))
    }
}
