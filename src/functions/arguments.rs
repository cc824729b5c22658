//! Arguments as functions read them. Whoever calls a function has checked their kinds; what does
//! not fit all the same is an error here, never a panic.

use std::sync::Arc;

use super::FunctionContext;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::value::{List, Value};

/// The argument at this place; null if it was left out.
pub(super) fn argument(arguments: &[Value], place: usize) -> &Value {
    arguments.get(place).unwrap_or(&Value::Null)
}

/// A string.
pub(super) fn text(arguments: &[Value], place: usize) -> Result<&Arc<str>> {
    match argument(arguments, place) {
        Value::String(text) => Ok(text),
        other => Err(mistyped("a string", other)),
    }
}

/// An integer.
pub(super) fn integer(arguments: &[Value], place: usize) -> Result<i64> {
    match argument(arguments, place) {
        Value::Integer(i) => Ok(*i),
        other => Err(mistyped("an integer", other)),
    }
}

/// A count of something: an integer, not negative.
pub(super) fn count(arguments: &[Value], place: usize) -> Result<usize> {
    let number = integer(arguments, place)?;
    usize::try_from(number).map_err(|_| {
        let message = format!("this cannot be negative, and is {number}");
        Error::argument(Detail::NegativeIntegerArgument, message)
    })
}

/// An integer or a float, as a float.
pub(super) fn number(arguments: &[Value], place: usize) -> Result<f64> {
    match argument(arguments, place) {
        Value::Integer(i) => Ok(*i as f64),
        Value::Float(x) => Ok(*x),
        other => Err(mistyped("a number", other)),
    }
}

/// A list.
pub(super) fn list(arguments: &[Value], place: usize) -> Result<&Arc<List>> {
    match argument(arguments, place) {
        Value::List(values) => Ok(values),
        other => Err(mistyped("a list", other)),
    }
}

/// The error for an argument of a type that the function does not take.
pub(super) fn mistyped(wanted: &str, found: &Value) -> Error {
    let message = format!("this must be {wanted}, not {}", found.type_name());
    Error::new(ErrorKind::TypeError, Detail::InvalidArgumentValue, message)
}

/// A string as a result, if it is not too long.
pub(super) fn string(text: String, context: FunctionContext<'_>) -> Result<Value> {
    context.budget.limits().check_string(text.len())?;
    Ok(text.into())
}
