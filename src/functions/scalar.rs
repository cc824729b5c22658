//! Conversions between types, and what can be asked of any value.

use super::arguments::{argument, mistyped};
use super::value_type::value_type;
use super::{Function, Kind};
use crate::error::{Detail, Error, Result};
use crate::limits::Budget;
use crate::sys;
use crate::value::{Value, equals};

/// 'true' and 'false' in any case, and numbers by whether they are 0; other text is null.
pub(super) fn to_boolean(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Boolean(b) => Ok((*b).into()),
        Value::Integer(i) => Ok((*i != 0).into()),
        Value::String(text) => Ok(match text.trim() {
            text if text.eq_ignore_ascii_case("true") => true.into(),
            text if text.eq_ignore_ascii_case("false") => false.into(),
            _ => Value::Null,
        }),
        other => Err(mistyped("a boolean, an integer or a string", other)),
    }
}

/// The integer part of numbers and of text that is a number; other text is null.
pub(super) fn to_integer(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Boolean(b) => Ok(i64::from(*b).into()),
        Value::Integer(i) => Ok((*i).into()),
        Value::Float(x) => truncate(*x),
        Value::String(text) => integer_from_text(text.trim()),
        other => Err(mistyped("a number, a boolean or a string", other)),
    }
}

/// Numbers, and text that is a number, as a float; other text is null.
pub(super) fn to_float(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Integer(i) => Ok((*i as f64).into()),
        Value::Float(x) => Ok((*x).into()),
        Value::String(text) => Ok(float_from_text(text.trim())?.into()),
        other => Err(mistyped("a number or a string", other)),
    }
}

/// Text as it is; numbers, booleans, temporal values and points as the language writes them.
pub(super) fn to_string(value: &Value) -> Result<Value> {
    match value {
        Value::Null | Value::String(_) => Ok(value.clone()),
        Value::Boolean(_) | Value::Integer(_) | Value::Float(_) => Ok(value.to_string().into()),
        Value::Point(point) => Ok(point.to_string().into()),
        temporal if temporal.is_temporal() => Ok(temporal.to_string().into()),
        other => Err(mistyped("a string, a number, a boolean, a temporal value or a point", other)),
    }
}

/// What the conversion gives; null where it fails.
fn or_null(converted: Result<Value>) -> Value {
    converted.unwrap_or(Value::Null)
}

/// The float without what stands after its point.
fn truncate(x: f64) -> Result<Value> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&x) { Ok((x as i64).into()) } else { Err(too_large("an integer", &Value::Float(x))) }
}

/// Exact where the text has no exponent, however many digits it has.
fn integer_from_text(text: &str) -> Result<Value> {
    use std::num::IntErrorKind::{NegOverflow, PosOverflow};
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => text,
    };
    match whole.parse::<i64>() {
        Ok(i) => return Ok(i.into()),
        Err(error) if matches!(error.kind(), PosOverflow | NegOverflow) => {
            return Err(too_large("an integer", &text.into()));
        }
        Err(_) => {}
    }
    match float_from_text(text)? {
        Some(x) if x.is_finite() => truncate(x),
        _ => Ok(Value::Null),
    }
}

/// A decimal number with or without an exponent, or what floats that are none are written as.
fn float_from_text(text: &str) -> Result<Option<f64>> {
    match text {
        "NaN" => return Ok(Some(f64::NAN)),
        "Infinity" => return Ok(Some(f64::INFINITY)),
        "-Infinity" => return Ok(Some(f64::NEG_INFINITY)),
        _ if text.bytes().any(|b| !(b.is_ascii_digit() || b"+-.eE".contains(&b))) => return Ok(None),
        _ => {}
    }
    match text.parse::<f64>() {
        Ok(x) if x.is_infinite() => Err(too_large("a float", &text.into())),
        parsed => Ok(parsed.ok()),
    }
}

fn too_large(wanted: &str, value: &Value) -> Error {
    Error::argument(Detail::NumberOutOfRange, format!("{value} does not fit {wanted} of 64 bits"))
        .hint("the ...OrNull conversions give null instead")
}

/// Whether a string, a list or a map holds nothing.
fn is_empty(value: &Value) -> Result<Value> {
    match value {
        Value::String(text) => Ok(text.is_empty().into()),
        Value::List(values) => Ok(values.is_empty().into()),
        Value::Map(map) => Ok(map.is_empty().into()),
        other => Err(mistyped("a string, a list or a map", other)),
    }
}

/// The statement's moment, as `datetime().epochMillis` says it.
fn milliseconds(budget: &Budget) -> i64 {
    let (seconds, nanosecond) = budget.moment(sys::now);
    seconds.saturating_mul(1000).saturating_add(i64::from(nanosecond / 1_000_000))
}

/// A random UUID (RFC 9562, version 4).
fn random_uuid() -> String {
    let (high, low) = (sys::seed(), sys::seed());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff
    )
}

const ANY: &[(&str, Kind)] = &[("value", Kind::Any)];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "coalesce",
        ANY,
        |a, _| Ok(a.iter().find(|value| !value.is_null()).cloned().unwrap_or(Value::Null)),
        "The first of the values that is not null.",
        &[("coalesce(null, 'a', 'b')", "'a'"), ("coalesce(null)", "null")],
    )
    .variadic()
    .accepts_null(),
    Function::built_in(
        "exists",
        ANY,
        |a, _| Ok((!argument(a, 0).is_null()).into()),
        "Whether the value is not null; for a pattern, whether there is a match.",
        &[("exists({a: 1}.a)", "true"), ("exists(null)", "false")],
    )
    .accepts_null(),
    Function::built_in(
        "isEmpty",
        ANY,
        |a, _| is_empty(argument(a, 0)),
        "Whether a string, a list or a map holds nothing.",
        &[("isEmpty('')", "true"), ("isEmpty([1])", "false"), ("isEmpty({})", "true")],
    ),
    Function::built_in(
        "nullIf",
        &[("value", Kind::Any), ("unwanted", Kind::Any)],
        |a, _| {
            let (value, unwanted) = (argument(a, 0), argument(a, 1));
            Ok(if equals(value, unwanted) == Some(true) { Value::Null } else { value.clone() })
        },
        "The first value; null if it equals the second.",
        &[("nullIf('unknown', 'unknown')", "null"), ("nullIf(1, 2)", "1")],
    )
    .accepts_null(),
    Function::built_in(
        "randomUUID",
        &[],
        |_, _| Ok(random_uuid().into()),
        "A new random UUID.",
        &[("size(randomUUID())", "36")],
    ),
    Function::built_in(
        "timestamp",
        &[],
        |_, context| Ok(milliseconds(context.budget).into()),
        "Milliseconds since 1970-01-01 UTC; the same throughout a statement.",
        &[("timestamp() > 0", "true")],
    ),
    Function::built_in(
        "toBoolean",
        ANY,
        |a, _| to_boolean(argument(a, 0)),
        "Text or an integer as a boolean; null if the text is neither 'true' nor 'false'.",
        &[("toBoolean('True')", "true"), ("toBoolean('yes')", "null"), ("toBoolean(0)", "false")],
    ),
    Function::built_in(
        "toBooleanOrNull",
        ANY,
        |a, _| Ok(or_null(to_boolean(argument(a, 0)))),
        "As toBoolean, but null for values of any other type.",
        &[("toBooleanOrNull('false')", "false"), ("toBooleanOrNull([])", "null")],
    ),
    Function::built_in(
        "toFloat",
        ANY,
        |a, _| to_float(argument(a, 0)),
        "Text or a number as a float; null if the text is no number.",
        &[("toFloat('2.5')", "2.5"), ("toFloat(3)", "3.0"), ("toFloat('many')", "null")],
    ),
    Function::built_in(
        "toFloatOrNull",
        ANY,
        |a, _| Ok(or_null(to_float(argument(a, 0)))),
        "As toFloat, but null for values of any other type.",
        &[("toFloatOrNull('1e3')", "1000.0"), ("toFloatOrNull(true)", "null")],
    ),
    Function::built_in(
        "toInteger",
        ANY,
        |a, _| to_integer(argument(a, 0)),
        "Text, a float or a boolean as an integer, cut at the point; null if the text is no number.",
        &[("toInteger('42')", "42"), ("toInteger(-2.9)", "-2"), ("toInteger('many')", "null")],
    ),
    Function::built_in(
        "toIntegerOrNull",
        ANY,
        |a, _| Ok(or_null(to_integer(argument(a, 0)))),
        "As toInteger, but null for values of any other type and for numbers too large.",
        &[("toIntegerOrNull('7')", "7"), ("toIntegerOrNull(1e300)", "null")],
    ),
    Function::built_in(
        "toString",
        ANY,
        |a, _| to_string(argument(a, 0)),
        "A number, a boolean, a temporal value or a point as text.",
        &[("toString(1.0)", "'1.0'"), ("toString(true)", "'true'"), ("toString(date('2022-04'))", "'2022-04-01'")],
    ),
    Function::built_in(
        "toStringOrNull",
        ANY,
        |a, _| Ok(or_null(to_string(argument(a, 0)))),
        "As toString, but null for values of any other type.",
        &[("toStringOrNull(1)", "'1'"), ("toStringOrNull([1])", "null")],
    ),
    Function::built_in(
        "valueType",
        ANY,
        |a, context| value_type(argument(a, 0), context),
        "The name of the value's type.",
        &[
            ("valueType(1)", "'INTEGER NOT NULL'"),
            ("valueType(null)", "'NULL'"),
            ("valueType([1, 'a', null])", "'LIST<STRING | INTEGER> NOT NULL'"),
        ],
    )
    .accepts_null(),
];
