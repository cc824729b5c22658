//! Maps of components, zones and instants as temporal functions read them.

use super::super::FunctionContext;
use super::super::arguments::mistyped;
use crate::error::{Detail, Error, Result};
use crate::limits::Moment;
use crate::sys;
use crate::temporal::{DateTime, Instant, Parts, Zone};
use crate::value::{Map, Value};

/// The types of instants that there are functions for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
}

const DATE: [&str; 8] = ["year", "quarter", "month", "week", "ordinalDay", "dayOfQuarter", "dayOfWeek", "day"];
const TIME: [&str; 6] = ["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"];

impl Form {
    /// The type in the words of an error message.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::LocalTime => "local time",
            Self::Time => "time",
            Self::LocalDateTime => "local datetime",
            Self::DateTime => "datetime",
        }
    }

    pub(super) fn has_date(self) -> bool {
        !matches!(self, Self::LocalTime | Self::Time)
    }

    pub(super) fn has_time(self) -> bool {
        self != Self::Date
    }

    pub(super) fn has_zone(self) -> bool {
        matches!(self, Self::Time | Self::DateTime)
    }

    /// The names that a map for this type may hold.
    fn keys(self) -> Vec<&'static str> {
        let mut keys = Vec::new();
        if self.has_date() {
            keys.extend(DATE);
            keys.push("date");
        }
        if self.has_time() {
            keys.extend(TIME);
            keys.push("time");
        }
        keys.extend(["datetime", "timezone"]);
        if self == Self::DateTime {
            keys.extend(["epochSeconds", "epochMillis"]);
        }
        keys
    }

    /// The instant of this type that is made of the parts.
    pub(super) fn compose(self, parts: &Parts, now: Moment) -> Result<Value> {
        let made = match self {
            Self::Date => parts.to_date().map(Value::from),
            Self::LocalTime => parts.to_local_time().map(Value::from),
            Self::Time => parts.to_time(now.0).map(Value::from),
            Self::LocalDateTime => parts.to_local_date_time().map(Value::from),
            Self::DateTime => parts.to_date_time().map(Value::from),
        };
        made.map_err(|why| invalid(format!("this is no {}: {why}", self.words())))
    }

    /// The present moment as this type, by a clock in the zone.
    pub(super) fn now(self, now: Moment, zone: Option<Zone>) -> Result<Value> {
        let now = DateTime::at(now.0, now.1, zone.unwrap_or(Zone::UTC)).ok_or_else(|| Error::internal("the clock"))?;
        Ok(match self {
            Self::Date => now.local().date.into(),
            Self::LocalTime => now.local().time.into(),
            Self::Time => now.time().into(),
            Self::LocalDateTime => now.local().into(),
            Self::DateTime => now.into(),
        })
    }

    /// What a map says of an instant of this type; `None` if one of its values is null.
    pub(super) fn parts(self, map: &Map) -> Result<Option<Parts>> {
        let keys = self.keys();
        let mut parts = Parts::default();
        let mut millis = None;
        for (key, value) in map {
            let Some(known) = keys.iter().find(|known| known.eq_ignore_ascii_case(key)) else {
                return Err(invalid(format!("a {} has no `{key}`", self.words())).suggest(key, keys.iter().copied()));
            };
            if value.is_null() {
                return Ok(None);
            }
            match *known {
                "date" => parts.date = Some(instant(value)?),
                "time" => parts.time = Some(instant(value)?),
                "datetime" => parts.datetime = Some(instant(value)?),
                "timezone" => parts.zone = Some(zone(value)?),
                "epochSeconds" => parts.epoch = Some((integer(known, value)?, 0)),
                "epochMillis" => millis = Some(integer(known, value)?),
                name => *field(&mut parts, name)? = Some(integer(name, value)?),
            }
        }
        if let Some(millis) = millis {
            if parts.epoch.is_some() {
                return Err(invalid("epochSeconds and epochMillis do not go together"));
            }
            parts.epoch = Some(of_millis(millis));
        }
        if parts.zone.is_some() && !self.has_zone() && !parts.is_now() {
            return Err(invalid(format!("a {} has no time zone", self.words()))
                .hint("a zone on its own says by which clock it is now"));
        }
        Ok(Some(parts))
    }
}

/// Seconds and nanoseconds of so many milliseconds after 1970.
pub(super) fn of_millis(millis: i64) -> Moment {
    (millis.div_euclid(1000), millis.rem_euclid(1000) as u32 * 1_000_000)
}

fn field<'a>(parts: &'a mut Parts, name: &str) -> Result<&'a mut Option<i64>> {
    let (date, time) = (&mut parts.date_fields, &mut parts.time_fields);
    Ok(match name {
        "year" => &mut date.year,
        "quarter" => &mut date.quarter,
        "month" => &mut date.month,
        "week" => &mut date.week,
        "ordinalDay" => &mut date.ordinal_day,
        "dayOfQuarter" => &mut date.day_of_quarter,
        "dayOfWeek" => &mut date.day_of_week,
        "day" => &mut date.day,
        "hour" => &mut time.hour,
        "minute" => &mut time.minute,
        "second" => &mut time.second,
        "millisecond" => &mut time.millisecond,
        "microsecond" => &mut time.microsecond,
        "nanosecond" => &mut time.nanosecond,
        _ => return Err(Error::internal("a component without a place")),
    })
}

fn integer(name: &str, value: &Value) -> Result<i64> {
    match value {
        Value::Integer(i) => Ok(*i),
        other => Err(mistyped(&format!("an integer for {name}"), other)),
    }
}

/// An instant, of any type.
pub(super) fn instant(value: &Value) -> Result<Instant> {
    if let partial @ Value::PartialDate(_) = value {
        return Err(
            invalid(format!("{partial} is not a whole date")).hint("partial dates compare with dates as they are")
        );
    }
    value.instant().ok_or_else(|| mistyped("a date, a time or a datetime", value))
}

/// A zone, by its offset or its name.
pub(super) fn zone(value: &Value) -> Result<Zone> {
    let Value::String(text) = value else { return Err(mistyped("a string that names a time zone", value)) };
    Zone::parse(text).ok_or_else(|| {
        invalid(format!("there is no time zone {value}"))
            .hint("a zone is 'Z', an offset such as '+01:00', or a name such as 'Europe/Stockholm'")
    })
}

/// The moment of the statement.
pub(super) fn moment(context: FunctionContext<'_>) -> Moment {
    context.budget.moment(sys::now)
}

pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::argument(Detail::InvalidArgumentValue, message)
}
