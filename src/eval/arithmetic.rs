//! Arithmetic, and the predicates that share its place among the operators.

use super::{Context, matching};
use crate::ast::Operator;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::value::{Value, equals};

/// `left operator right`.
pub(super) fn binary(operator: Operator, left: &Value, right: &Value, context: Context<'_>) -> Result<Value> {
    if let Some(result) = super::temporal::binary(operator, left, right) {
        return result;
    }
    match operator {
        Operator::Add => add(left, right, context),
        Operator::Concatenate => concatenate(left, right, context),
        Operator::Subtract => numbers("-", left, right, i64::checked_sub, |a, b| a - b),
        Operator::Multiply => numbers("*", left, right, i64::checked_mul, |a, b| a * b),
        Operator::Divide | Operator::Modulo => divide(operator, left, right),
        Operator::Power => power(left, right),
        Operator::In => is_in(left, right),
        Operator::StartsWith => Ok(strings(left, right, |a, b| a.starts_with(b))),
        Operator::EndsWith => Ok(strings(left, right, |a, b| a.ends_with(b))),
        Operator::Contains => Ok(strings(left, right, |a, b| a.contains(b))),
        Operator::Matches => matching::matches(left, right),
        _ => Err(Error::internal("an operator of another kind")),
    }
}

fn add(left: &Value, right: &Value, context: Context<'_>) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(_), _) | (_, Value::List(_)) => concatenate(left, right, context),
        (Value::String(a), Value::String(b)) => join(a, b, context),
        // a string takes the text of a number or a temporal value
        (Value::String(a), b) if is_written_out(b) => join(a, &b.to_string(), context),
        (a, Value::String(b)) if is_written_out(a) => join(&a.to_string(), b, context),
        _ => numbers("+", left, right, i64::checked_add, |a, b| a + b),
    }
}

fn is_written_out(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Float(_)) || value.is_temporal()
}

fn concatenate(left: &Value, right: &Value, context: Context<'_>) -> Result<Value> {
    fn elements(value: &Value) -> &[Value] {
        match value {
            Value::List(values) => values,
            other => std::slice::from_ref(other),
        }
    }
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::String(a), Value::String(b)) => join(a, b, context),
        (Value::List(_), _) | (_, Value::List(_)) => {
            let (left, right) = (elements(left), elements(right));
            context.budget.check_list(left.len() + right.len(), size_of::<Value>())?;
            Ok(Value::list(left.iter().chain(right).cloned()))
        }
        _ => Err(not_defined("||", left, right)),
    }
}

fn join(a: &str, b: &str, context: Context<'_>) -> Result<Value> {
    context.budget.limits().check_string(a.len() + b.len())?;
    Ok(format!("{a}{b}").into())
}

fn numbers(
    symbol: &str,
    left: &Value,
    right: &Value,
    integers: fn(i64, i64) -> Option<i64>,
    floats: fn(f64, f64) -> f64,
) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(a), Value::Integer(b)) => {
            integers(*a, *b).map(Value::Integer).ok_or_else(|| overflow(&format!("{a} {symbol} {b}")))
        }
        _ => match (float(left), float(right)) {
            (Some(a), Some(b)) => Ok(floats(a, b).into()),
            _ => Err(not_defined(symbol, left, right)),
        },
    }
}

fn divide(operator: Operator, left: &Value, right: &Value) -> Result<Value> {
    if let (Value::Integer(a), Value::Integer(b)) = (left, right) {
        if *b == 0 {
            return Err(Error::new(ErrorKind::ArithmeticError, Detail::DivisionByZero, "division by zero")
                .hint("a float divided by zero gives Infinity or NaN"));
        }
        let result = if operator == Operator::Divide { a.checked_div(*b) } else { a.checked_rem(*b).or(Some(0)) };
        return result.map(Value::Integer).ok_or_else(|| overflow(&format!("{a} / {b}")));
    }
    let symbol = operator.symbol();
    let unused = |_: i64, _: i64| None;
    if operator == Operator::Divide {
        numbers(symbol, left, right, unused, |a, b| a / b)
    } else {
        numbers(symbol, left, right, unused, |a, b| a % b)
    }
}

/// A power is always a float.
fn power(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        _ => match (float(left), float(right)) {
            (Some(a), Some(b)) => Ok(a.powf(b).into()),
            _ => Err(not_defined("^", left, right)),
        },
    }
}

/// `x IN list`: true if one element is equal, unknown if one may be, else false.
fn is_in(value: &Value, list: &Value) -> Result<Value> {
    let list = match list {
        Value::Null => return Ok(Value::Null),
        Value::List(list) => list,
        other => return Err(Error::type_error(format!("IN takes a list, not {}", other.type_name()))),
    };
    let mut result = Some(false);
    for element in list.iter() {
        match equals(value, element) {
            Some(true) => return Ok(true.into()),
            None => result = None,
            Some(false) => {}
        }
    }
    Ok(result.into())
}

/// A test of two strings; null where one is no string.
fn strings(left: &Value, right: &Value, test: fn(&str, &str) -> bool) -> Value {
    left.as_str().zip(right.as_str()).map(|(a, b)| test(a, b)).into()
}

pub(super) fn negate(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Integer(i) => i.checked_neg().map(Value::Integer).ok_or_else(|| overflow(&format!("-({i})"))),
        Value::Float(x) => Ok((-x).into()),
        Value::Duration(duration) => {
            duration.negated().map(Value::from).ok_or_else(|| super::temporal::out_of_range(format!("-({duration})")))
        }
        other => Err(Error::type_error(format!("- takes a number or a duration, not {}", other.type_name()))),
    }
}

pub(super) fn plus(value: Value) -> Result<Value> {
    match value {
        Value::Null | Value::Integer(_) | Value::Float(_) | Value::Duration(_) => Ok(value),
        other => Err(Error::type_error(format!("+ takes a number or a duration, not {}", other.type_name()))),
    }
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(i) => Some(*i as f64),
        Value::Float(x) => Some(*x),
        _ => None,
    }
}

fn overflow(what: &str) -> Error {
    Error::new(ErrorKind::ArithmeticError, Detail::IntegerOverflow, format!("{what} does not fit 64 bits"))
        .hint("toFloat(x) computes with floats")
}

fn not_defined(symbol: &str, left: &Value, right: &Value) -> Error {
    Error::type_error(format!("{} {symbol} {} is not defined", left.type_name(), right.type_name()))
}
