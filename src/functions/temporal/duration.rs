//! Durations, and the time from one instant to another.

use super::super::arguments::{argument, mistyped};
use super::super::{Function, Kind};
use super::arguments::{instant, invalid};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::temporal::{Decimal, Duration, Instant};
use crate::value::{Map, Value};

fn duration(value: &Value) -> Result<Value> {
    match value {
        Value::String(text) => Duration::parse(text).map(Value::from).ok_or_else(|| {
            invalid(format!("{value} is no duration"))
                .hint("a duration is written 'P1Y2M10DT2H30M', 'P2.5W', 'PT0.5S' or 'P2012-02-02T14:37:21.545'")
        }),
        Value::Map(map) => of_units(map),
        Value::Duration(_) => Ok(value.clone()),
        other => Err(mistyped("a string, a map or a duration", other)),
    }
}

fn of_units(map: &Map) -> Result<Value> {
    let mut units = Vec::with_capacity(map.len());
    for (key, value) in map {
        if !Duration::units().any(|unit| unit.eq_ignore_ascii_case(key)) {
            return Err(invalid(format!("a duration has no `{key}`")).suggest(key, Duration::units()));
        }
        let number = match value {
            Value::Null => return Ok(Value::Null),
            Value::Integer(i) => Some((*i).into()),
            Value::Float(x) => Decimal::try_from(*x).ok(),
            other => return Err(mistyped(&format!("a number for {key}"), other)),
        };
        units.push((&**key, number.ok_or_else(too_long)?));
    }
    if units.is_empty() {
        return Err(invalid("a duration needs at least one unit").hint("duration({days: 1, hours: 12})"));
    }
    Duration::of_units(units).map(Value::from).ok_or_else(too_long)
}

fn too_long() -> Error {
    Error::new(ErrorKind::ArithmeticError, Detail::NumberOutOfRange, "the parts of a duration must fit 64 bits")
}

fn measured(arguments: &[Value], measure: fn(&Instant, &Instant) -> Option<Duration>) -> Result<Value> {
    let (from, to) = (instant(argument(arguments, 0))?, instant(argument(arguments, 1))?);
    measure(&from, &to).map(Value::from).ok_or_else(too_long)
}

const FROM_TO: &[(&str, Kind)] = &[("from", Kind::Any), ("to", Kind::Any)];

pub(in crate::functions) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "duration",
        &[("value", Kind::Any)],
        |a, _| duration(argument(a, 0)),
        "The amount of time that a text or a map of units says; what is left of a unit goes on to smaller ones.",
        &[
            ("duration('P5M1.5D')", "P5M1DT12H"),
            ("duration({hours: 3, minutes: 16}) / 2", "PT1H38M"),
            ("date('2011-01-31') + duration('P1M')", "2011-02-28"),
        ],
    ),
    Function::built_in(
        "duration.between",
        FROM_TO,
        |a, _| measured(a, Duration::between),
        "Months, days and time from one instant to another.",
        &[
            ("duration.between(date('1984-10-11'), date('2015-06-24'))", "P30Y8M13D"),
            ("duration.between(localtime('14:30'), date('2015-06-24'))", "PT-14H-30M"),
        ],
    )
    .also(&["duration_between"]),
    Function::built_in(
        "duration.inDays",
        FROM_TO,
        |a, _| measured(a, Duration::in_days),
        "Whole days from one instant to another.",
        &[("duration.inDays(date('2014-10-11'), date('2015-08-06')).weeks", "42")],
    ),
    Function::built_in(
        "duration.inMonths",
        FROM_TO,
        |a, _| measured(a, Duration::in_months),
        "Whole months from one instant to another.",
        &[("duration.inMonths(date('1984-10-11'), date('2015-06-24'))", "P30Y8M")],
    ),
    Function::built_in(
        "duration.inSeconds",
        FROM_TO,
        |a, _| measured(a, Duration::in_seconds),
        "The time that passes from one instant to another.",
        &[("duration.inSeconds(datetime('2017-10-29T00:00[Europe/Stockholm]'), date('2017-10-30'))", "PT25H")],
    ),
];
