//! Instants at the nearest preceding boundary of a unit.

use super::super::arguments::{argument, mistyped, text};
use super::super::{Function, FunctionContext, Kind};
use super::arguments::{Form, instant, invalid, moment};
use crate::error::Result;
use crate::temporal::{DateTime, Instant, LocalDateTime, LocalTime, Parts, Time, TimeFields, Unit, Zone};
use crate::value::Value;

fn truncate(form: Form, arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let name = text(arguments, 0)?;
    let unit = Unit::parse(name)
        .ok_or_else(|| invalid(format!("there is no unit {}", argument(arguments, 0))).suggest(name, Unit::names()))?;
    if form == Form::Date && unit > Unit::Day || !form.has_date() && unit < Unit::Day {
        return Err(invalid(format!("a {} is not truncated to a {name}", form.words())));
    }
    let now = moment(context);
    let source = match arguments.get(1) {
        Some(value) => instant(value)?,
        None => instant(&form.now(now, None)?)?,
    };
    let parts = match arguments.get(2) {
        None => Parts::default(),
        Some(Value::Map(map)) => match form.parts(map)? {
            Some(parts) => parts,
            None => return Ok(Value::Null),
        },
        Some(other) => return Err(mistyped("a map", other)),
    };
    let base = base(form, unit, &source, parts.zone.as_ref()).map_err(invalid)?;
    let time_fields = keep_larger_fraction(parts.time_fields, unit, base.time().unwrap_or_default());
    // the zone is that of the base already: the clock stays, the moment changes
    form.compose(&Parts { datetime: Some(base), time_fields, zone: None, ..parts }, now)
}

/// The instant, truncated, before components are changed.
fn base(form: Form, unit: Unit, source: &Instant, zone: Option<&Zone>) -> Result<Instant, String> {
    let local = |unit: Unit| -> Result<LocalDateTime, String> {
        Ok(LocalDateTime { date: unit.date_of(source)?, time: unit.time_of(source)? })
    };
    let time = || source.time().map(|time| unit.truncate_time(time)).ok_or("a day without a time has no such time");
    Ok(match form {
        Form::Date => Instant::Date(unit.date_of(source)?),
        Form::LocalTime => Instant::LocalTime(time()?),
        Form::Time => {
            let offset = match zone {
                Some(Zone::Fixed(offset)) => Some(*offset),
                // a named zone is at the offset that it has on the day, if there is one
                Some(zone) => {
                    let day = source.date().map_or(LocalDateTime::from_epoch(0, 0), |date| {
                        Some(LocalDateTime { date, time: source.time().unwrap_or_default() })
                    });
                    day.and_then(|day| DateTime::resolve(day, zone.clone(), None)).map(|at| at.offset())
                }
                None => source.offset(),
            };
            Instant::Time(Time { local: time()?, offset: offset.unwrap_or_default() })
        }
        Form::LocalDateTime => Instant::LocalDateTime(local(unit)?),
        Form::DateTime => {
            let zone = zone.cloned().or_else(|| source.zone()).unwrap_or(Zone::UTC);
            let found = DateTime::resolve(local(unit)?, zone, source.offset());
            Instant::DateTime(found.ok_or("this begins before the calendar does")?)
        }
    })
}

/// Parts of a second that are smaller than the unit come on top of what the unit has left, where they
/// would otherwise replace it.
fn keep_larger_fraction(fields: TimeFields, unit: Unit, base: LocalTime) -> TimeFields {
    let nanosecond = i64::from(base.nanosecond());
    match unit {
        Unit::Millisecond if fields.millisecond.is_none() && fields.microsecond.or(fields.nanosecond).is_some() => {
            TimeFields { millisecond: Some(nanosecond / 1_000_000), ..fields }
        }
        Unit::Microsecond if fields.millisecond.or(fields.microsecond).is_none() && fields.nanosecond.is_some() => {
            TimeFields { microsecond: Some(nanosecond / 1_000), ..fields }
        }
        _ => fields,
    }
}

const PARAMETERS: &[(&str, Kind)] = &[("unit", Kind::String), ("instant", Kind::Any), ("components", Kind::Any)];

pub(in crate::functions) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "date.truncate",
        PARAMETERS,
        |a, c| truncate(Form::Date, a, c),
        "The first day of the unit that holds the instant, today if none is given, with smaller components changed.",
        &[
            ("date.truncate('week', date('2014-12-30'))", "2014-12-29"),
            ("date.truncate('week', date('1984-10-11'), {dayOfWeek: 2})", "1984-10-09"),
            ("date.truncate('millennium', datetime('2017-09-26T11:26:42+01'))", "2000-01-01"),
        ],
    )
    .optional(2),
    Function::built_in(
        "localtime.truncate",
        PARAMETERS,
        |a, c| truncate(Form::LocalTime, a, c),
        "The time of day at which the unit began, without a zone, with smaller components changed.",
        &[("localtime.truncate('second', localtime('11:35:52.317'))", "11:35:52")],
    )
    .optional(2),
    Function::built_in(
        "time.truncate",
        PARAMETERS,
        |a, c| truncate(Form::Time, a, c),
        "The time of day at which the unit began, at the instant's offset or the one given.",
        &[
            ("time.truncate('hour', datetime('1978-05-23T16:32-06'))", "16:00-06:00"),
            ("time.truncate('minute', localtime('16:32:10'), {timezone: '+02:00'})", "16:32+02:00"),
        ],
    )
    .optional(2),
    Function::built_in(
        "localdatetime.truncate",
        PARAMETERS,
        |a, c| truncate(Form::LocalDateTime, a, c),
        "The date and time at which the unit began, without a zone, with smaller components changed.",
        &[("localdatetime.truncate('month', date('2011-11-21'))", "2011-11-01T00:00")],
    )
    .optional(2),
    Function::built_in(
        "datetime.truncate",
        PARAMETERS,
        |a, c| truncate(Form::DateTime, a, c),
        "The date and time at which the unit began, in the instant's zone or the one given.",
        &[(
            "datetime.truncate('day', datetime('2016-01-27T07:39:52[Europe/Stockholm]'))",
            "2016-01-27T00:00+01:00[Europe/Stockholm]",
        )],
    )
    .optional(2),
];
