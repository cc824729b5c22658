//! Dates.

use super::arguments::{argument, mistyped, text};
use super::{Function, Kind};
use crate::error::{Detail, Error, Result};
use crate::sys;
use crate::temporal::{Date, PartialDate};
use crate::value::{Map, Value};

const PARTS: [&str; 3] = ["year", "month", "day"];

fn date(arguments: &[Value]) -> Result<Value> {
    if arguments.is_empty() {
        return Ok(sys::today().into());
    }
    match argument(arguments, 0) {
        date @ Value::Date(_) => Ok(date.clone()),
        Value::String(text) => Date::parse(text).map(Value::from).ok_or_else(|| no_date(argument(arguments, 0))),
        Value::Map(map) => date_of_parts(map),
        partial @ Value::PartialDate(_) => {
            Err(invalid(format!("{partial} is not a whole date")).hint("partial dates compare with dates as they are"))
        }
        other => Err(mistyped("a string, a map or a date", other)),
    }
}

/// What is left out from the end is 1; what is null makes the date null.
fn date_of_parts(map: &Map) -> Result<Value> {
    if let Some(unknown) = map.keys().find(|key| !PARTS.contains(&&***key)) {
        return Err(invalid(format!("a date has no `{unknown}`"))
            .suggest(unknown, PARTS)
            .hint("a date is made of {year: 2022, month: 4, day: 18}, or of the first of these parts"));
    }
    let mut numbers = Vec::with_capacity(3);
    for part in PARTS {
        match map.get(part) {
            Some(Value::Integer(number)) => numbers.push(Some(*number)),
            Some(Value::Null) => return Ok(Value::Null),
            Some(other) => return Err(mistyped("an integer", other)),
            None => numbers.push(None),
        }
    }
    let (year, month, day) = match numbers.as_slice() {
        [Some(year), None, None] => (*year, 1, 1),
        [Some(year), Some(month), None] => (*year, *month, 1),
        [Some(year), Some(month), Some(day)] => (*year, *month, *day),
        [None, ..] => return Err(invalid("a date needs a year")),
        _ => return Err(invalid("a day needs its month")),
    };
    Date::new(year, month, day)
        .map(Value::from)
        .ok_or_else(|| invalid(format!("the calendar has no {year:04}-{month:02}-{day:02}")))
}

fn partial_date(arguments: &[Value]) -> Result<Value> {
    PartialDate::parse(text(arguments, 0)?).map(Value::from).ok_or_else(|| {
        invalid(format!("{} is no date", argument(arguments, 0)))
            .hint("known parts are written '2022-04-18', '2022-04', '2022', 'XXXX-04-18' or 'XXXX-04'")
    })
}

fn no_date(text: &Value) -> Error {
    invalid(format!("{text} is no date"))
        .hint("a date is written '2022-04-18', '20220418', '2022-04' or '2022'")
        .hint("partial_date('2022-04') keeps what is not known unknown")
}

fn invalid(message: impl Into<String>) -> Error {
    Error::argument(Detail::InvalidArgumentValue, message)
}

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "date",
        &[("value", Kind::Any)],
        |a, _| date(a),
        "The date that a text or a map of its parts says; without an argument, today in UTC.",
        &[
            ("date('2022-04-18')", "2022-04-18"),
            ("date({year: 2022, month: 4})", "2022-04-01"),
            ("date() > date('2020')", "true"),
        ],
    )
    .optional(1),
    Function::new(
        "partial_date",
        &[("text", Kind::String)],
        |a, _| partial_date(a),
        "A date of which the day, the month or the year may be unknown.",
        &[("partial_date('2022-04')", "2022-04"), ("partial_date('XXXX-04-18')", "XXXX-04-18")],
    ),
];
