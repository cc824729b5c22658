//! Instants from texts, maps, other instants, and the clock.

use super::super::arguments::{argument, integer, mistyped};
use super::super::{Function, FunctionContext, Kind};
use super::arguments::{Form, instant, invalid, moment, of_millis};
use crate::error::{Error, Result};
use crate::temporal::{Date, DateTime, LocalDateTime, LocalTime, Parts, Time, Zone};
use crate::value::Value;

/// Without an argument, now; else what the argument says.
fn make(form: Form, arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    if arguments.is_empty() {
        return form.now(moment(context), None);
    }
    let value = argument(arguments, 0);
    match value {
        Value::String(text) => parse(form, text).ok_or_else(|| unreadable(form, value)),
        Value::Map(map) if map.is_empty() => Err(invalid(format!("a {} is not made of nothing", form.words()))),
        Value::Map(map) => match form.parts(map)? {
            None => Ok(Value::Null),
            Some(parts) if parts.is_now() => form.now(moment(context), parts.zone),
            Some(parts) => form.compose(&parts, moment(context)),
        },
        other if other.is_temporal() && !matches!(other, Value::Duration(_)) => {
            let source = instant(other)?;
            if !form.has_date() && source.time().is_none() {
                return Err(invalid(format!("{other} is a day without a time")));
            }
            form.compose(&Parts { datetime: Some(source), ..Parts::default() }, moment(context))
        }
        other => Err(mistyped("a string, a map or an instant", other)),
    }
}

fn parse(form: Form, text: &str) -> Option<Value> {
    match form {
        Form::Date => Date::parse(text).map(Value::from),
        Form::LocalTime => LocalTime::parse(text).map(Value::from),
        Form::Time => Time::parse(text).map(Value::from),
        Form::LocalDateTime => LocalDateTime::parse(text).map(Value::from),
        Form::DateTime => DateTime::parse(text).map(Value::from),
    }
}

fn unreadable(form: Form, text: &Value) -> Error {
    let error = invalid(format!("{text} is no {}", form.words()));
    match form {
        Form::Date => error
            .hint("a date is written '2022-04-18', '20220418', '2022-W16-1', '2022-108', '2022-04' or '2022'")
            .hint("partial_date('2022-04') keeps what is not known unknown"),
        Form::LocalTime => error.hint("a local time is written '21:40:32.142', '214032.142', '21:40' or '21'"),
        Form::Time => error
            .hint("a time is written '21:40:32.142+01:00', '214032-0100' or '21:40Z'; a name of a zone needs a day"),
        Form::LocalDateTime => error.hint("a local datetime is written '2022-04-18T21:40:32.142'"),
        Form::DateTime => error
            .hint(
                "a datetime is written '2022-04-18T21:40+02:00', '2022-04-18T21:40[Europe/Stockholm]' or both at once",
            )
            .hint("an offset must be the one that the zone has at that time"),
    }
}

fn since_epoch(seconds: i64, nanosecond: i64) -> Result<Value> {
    let seconds = seconds.checked_add(nanosecond.div_euclid(1_000_000_000));
    let nanosecond = nanosecond.rem_euclid(1_000_000_000) as u32;
    seconds
        .and_then(|seconds| DateTime::at(seconds, nanosecond, Zone::UTC))
        .map(Value::from)
        .ok_or_else(|| invalid("this lies outside the years from -999999999 to 999999999"))
}

fn from_millis(millis: i64) -> Result<Value> {
    let (seconds, nanosecond) = of_millis(millis);
    since_epoch(seconds, nanosecond.into())
}

const VALUE: &[(&str, Kind)] = &[("value", Kind::Any)];

pub(in crate::functions) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "date",
        VALUE,
        |a, c| make(Form::Date, a, c),
        "The date that a text, a map of its parts or another instant says; without an argument, today in UTC.",
        &[
            ("date('2022-W16-1')", "2022-04-18"),
            ("date({year: 2022, month: 4})", "2022-04-01"),
            ("date({date: date('2022-04-18'), day: 1})", "2022-04-01"),
        ],
    )
    .optional(1),
    Function::built_in(
        "localtime",
        VALUE,
        |a, c| make(Form::LocalTime, a, c),
        "The time of day, without a zone, that a text, a map of its parts or another instant says; \
         without an argument, now in UTC.",
        &[("localtime('214032.142')", "21:40:32.142"), ("localtime({hour: 12, minute: 5})", "12:05")],
    )
    .also(&["local_time"])
    .optional(1),
    Function::built_in(
        "time",
        VALUE,
        |a, c| make(Form::Time, a, c),
        "The time of day at an offset from UTC that a text, a map of its parts or another instant says; \
         without an argument, now in UTC.",
        &[
            ("time('21:40+0100')", "21:40+01:00"),
            ("time({time: time('09:30+01:00'), timezone: '-05:00'})", "03:30-05:00"),
        ],
    )
    .also(&["zoned_time"])
    .optional(1),
    Function::built_in(
        "localdatetime",
        VALUE,
        |a, c| make(Form::LocalDateTime, a, c),
        "The date and time, without a zone, that a text, a map of its parts or another instant says; \
         without an argument, now in UTC.",
        &[
            ("localdatetime('2015-W30-2T2140')", "2015-07-21T21:40"),
            ("localdatetime({date: date('2015-07-21'), hour: 12})", "2015-07-21T12:00"),
        ],
    )
    .also(&["local_datetime"])
    .optional(1),
    Function::built_in(
        "datetime",
        VALUE,
        |a, c| make(Form::DateTime, a, c),
        "The date and time in a zone that a text, a map of its parts or another instant says; \
         without an argument, now in UTC.",
        &[
            ("datetime('2015-07-21T21:40[Europe/London]')", "2015-07-21T21:40+01:00[Europe/London]"),
            ("datetime({year: 2015, timezone: 'Europe/Stockholm'})", "2015-01-01T00:00+01:00[Europe/Stockholm]"),
            ("datetime({epochMillis: 1500})", "1970-01-01T00:00:01.500Z"),
        ],
    )
    .also(&["zoned_datetime"])
    .optional(1),
    Function::built_in(
        "datetime.fromEpoch",
        &[("seconds", Kind::Integer), ("nanoseconds", Kind::Integer)],
        |a, _| since_epoch(integer(a, 0)?, if a.len() > 1 { integer(a, 1)? } else { 0 }),
        "The moment so many seconds and nanoseconds after 1970, in UTC.",
        &[("datetime.fromepoch(416779, 999999999)", "1970-01-05T19:46:19.999999999Z")],
    )
    .optional(1),
    Function::built_in(
        "datetime.fromEpochMillis",
        &[("milliseconds", Kind::Integer)],
        |a, _| from_millis(integer(a, 0)?),
        "The moment so many milliseconds after 1970, in UTC.",
        &[("datetime.fromepochmillis(237821673987)", "1977-07-15T13:34:33.987Z")],
    ),
];
