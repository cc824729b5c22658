//! Lists.

use super::arguments::{argument, integer, list, mistyped};
use super::{Function, FunctionContext, Kind};
use crate::error::{Detail, Error, Result};
use crate::value::Value;

/// Both ends are included; a step away from the end gives nothing.
fn range(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let (start, end) = (i128::from(integer(arguments, 0)?), i128::from(integer(arguments, 1)?));
    let step = if arguments.len() > 2 { i128::from(integer(arguments, 2)?) } else { 1 };
    if step == 0 {
        return Err(Error::argument(Detail::NumberOutOfRange, "the step of a range cannot be 0"));
    }
    let steps = (end - start) / step;
    if (end - start).signum() * step.signum() < 0 {
        return Ok(Value::list([]));
    }
    let length = usize::try_from(steps + 1).unwrap_or(usize::MAX);
    context.budget.check_list(length, size_of::<Value>())?;
    let mut numbers = Vec::with_capacity(length);
    for i in 0..=steps {
        context.budget.tick()?;
        // between start and end, so it fits
        numbers.push(Value::Integer((start + i * step) as i64));
    }
    Ok(Value::list(numbers))
}

fn size(value: &Value) -> Result<Value> {
    match value {
        Value::List(values) => Ok(values.len().into()),
        Value::String(text) => Ok(text.chars().count().into()),
        other => Err(mistyped("a list or a string", other)),
    }
}

const LIST: &[(&str, Kind)] = &[("list", Kind::List)];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "head",
        LIST,
        |a, _| Ok(list(a, 0)?.first().cloned().into()),
        "The first element; null if there is none.",
        &[("head([1, 2, 3])", "1"), ("head([])", "null")],
    ),
    Function::built_in(
        "last",
        LIST,
        |a, _| Ok(list(a, 0)?.last().cloned().into()),
        "The last element; null if there is none.",
        &[("last([1, 2, 3])", "3"), ("last([])", "null")],
    ),
    Function::built_in(
        "range",
        &[("start", Kind::Integer), ("end", Kind::Integer), ("step", Kind::Integer)],
        range,
        "The integers from one to another, both included.",
        &[("range(1, 4)", "[1, 2, 3, 4]"), ("range(10, 0, -5)", "[10, 5, 0]"), ("range(1, 0)", "[]")],
    )
    .optional(1),
    Function::built_in(
        "size",
        &[("sequence", Kind::Sequence)],
        |a, _| size(argument(a, 0)),
        "How many elements a list has, or characters a string.",
        &[("size([1, 2, 3])", "3"), ("size('Zoë')", "3")],
    ),
    Function::built_in(
        "tail",
        LIST,
        |a, _| Ok(Value::list(list(a, 0)?.iter().skip(1).cloned())),
        "All elements but the first.",
        &[("tail([1, 2, 3])", "[2, 3]"), ("tail([])", "[]")],
    ),
];
