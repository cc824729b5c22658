//! The three clocks: one session runs each statement as its own transaction, so two of them agree.

use super::super::arguments::argument;
use super::super::{Function, FunctionContext, Kind};
use super::arguments::{Form, invalid, moment, zone};
use crate::error::Result;
use crate::limits::Moment;
use crate::sys;
use crate::value::Value;

/// Now, in the zone that the argument says: a string, or a map with a `timezone`.
fn at(form: Form, arguments: &[Value], now: Moment) -> Result<Value> {
    match argument(arguments, 0) {
        Value::Null => form.now(now, None),
        Value::Map(map) => match form.parts(map)? {
            None => Ok(Value::Null),
            Some(parts) if parts.is_now() => form.now(now, parts.zone),
            Some(_) => Err(invalid("a clock takes nothing but a timezone")),
        },
        text => form.now(now, Some(zone(text)?)),
    }
}

fn statement(form: Form, arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    at(form, arguments, moment(context))
}

fn realtime(form: Form, arguments: &[Value]) -> Result<Value> {
    at(form, arguments, sys::now())
}

const ZONE: &[(&str, Kind)] = &[("timezone", Kind::Any)];

pub(in crate::functions) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "date.transaction",
        ZONE,
        |a, c| statement(Form::Date, a, c),
        "The date of the transaction, which is that of the statement; in UTC, or in the zone given.",
        &[("date.transaction() = date()", "true")],
    )
    .optional(1),
    Function::built_in(
        "date.statement",
        ZONE,
        |a, c| statement(Form::Date, a, c),
        "The date of the statement, the same throughout; in UTC, or in the zone given.",
        &[("date.statement() = date()", "true")],
    )
    .optional(1),
    Function::built_in(
        "date.realtime",
        ZONE,
        |a, _| realtime(Form::Date, a),
        "The date by the clock as it runs; in UTC, or in the zone given.",
        &[("date.realtime('Europe/London') IS NOT NULL", "true")],
    )
    .optional(1),
    Function::built_in(
        "localtime.transaction",
        ZONE,
        |a, c| statement(Form::LocalTime, a, c),
        "The time of day, without a zone, of the transaction, which is that of the statement; in UTC, or in the zone given.",
        &[("localtime.transaction() = localtime()", "true")],
    )
    .optional(1),
    Function::built_in(
        "localtime.statement",
        ZONE,
        |a, c| statement(Form::LocalTime, a, c),
        "The time of day, without a zone, of the statement, the same throughout; in UTC, or in the zone given.",
        &[("localtime.statement() = localtime()", "true")],
    )
    .optional(1),
    Function::built_in(
        "localtime.realtime",
        ZONE,
        |a, _| realtime(Form::LocalTime, a),
        "The time of day, without a zone, by the clock as it runs; in UTC, or in the zone given.",
        &[("localtime.realtime('Europe/London') IS NOT NULL", "true")],
    )
    .optional(1),
    Function::built_in(
        "time.transaction",
        ZONE,
        |a, c| statement(Form::Time, a, c),
        "The time of day, with its offset, of the transaction, which is that of the statement; in UTC, or in the zone given.",
        &[("time.transaction() = time()", "true")],
    )
    .optional(1),
    Function::built_in(
        "time.statement",
        ZONE,
        |a, c| statement(Form::Time, a, c),
        "The time of day, with its offset, of the statement, the same throughout; in UTC, or in the zone given.",
        &[("time.statement() = time()", "true")],
    )
    .optional(1),
    Function::built_in(
        "time.realtime",
        ZONE,
        |a, _| realtime(Form::Time, a),
        "The time of day, with its offset, by the clock as it runs; in UTC, or in the zone given.",
        &[("time.realtime('Europe/London') IS NOT NULL", "true")],
    )
    .optional(1),
    Function::built_in(
        "localdatetime.transaction",
        ZONE,
        |a, c| statement(Form::LocalDateTime, a, c),
        "The date and time, without a zone, of the transaction, which is that of the statement; in UTC, or in the zone given.",
        &[("localdatetime.transaction() = localdatetime()", "true")],
    )
    .optional(1),
    Function::built_in(
        "localdatetime.statement",
        ZONE,
        |a, c| statement(Form::LocalDateTime, a, c),
        "The date and time, without a zone, of the statement, the same throughout; in UTC, or in the zone given.",
        &[("localdatetime.statement() = localdatetime()", "true")],
    )
    .optional(1),
    Function::built_in(
        "localdatetime.realtime",
        ZONE,
        |a, _| realtime(Form::LocalDateTime, a),
        "The date and time, without a zone, by the clock as it runs; in UTC, or in the zone given.",
        &[("localdatetime.realtime('Europe/London') IS NOT NULL", "true")],
    )
    .optional(1),
    Function::built_in(
        "datetime.transaction",
        ZONE,
        |a, c| statement(Form::DateTime, a, c),
        "The date and time of the transaction, which is that of the statement; in UTC, or in the zone given.",
        &[("datetime.transaction() = datetime()", "true")],
    )
    .optional(1),
    Function::built_in(
        "datetime.statement",
        ZONE,
        |a, c| statement(Form::DateTime, a, c),
        "The date and time of the statement, the same throughout; in UTC, or in the zone given.",
        &[("datetime.statement() = datetime()", "true")],
    )
    .optional(1),
    Function::built_in(
        "datetime.realtime",
        ZONE,
        |a, _| realtime(Form::DateTime, a),
        "The date and time by the clock as it runs; in UTC, or in the zone given.",
        &[("datetime.realtime('Europe/London') IS NOT NULL", "true")],
    )
    .optional(1),
];
