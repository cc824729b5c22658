//! Arithmetic with durations (CIP2015-08-06, arithmetic on temporal values).

use crate::ast::Operator;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::temporal::{Decimal, Duration};
use crate::value::Value;

/// `left operator right`, if the one or the other is a duration or both are instants; `None` for what
/// is no arithmetic of temporal values.
pub(super) fn binary(operator: Operator, left: &Value, right: &Value) -> Option<Result<Value>> {
    let result = match (operator, left, right) {
        (Operator::Add, Value::Duration(a), Value::Duration(b)) => a.plus(b).map(Value::from),
        (Operator::Subtract, Value::Duration(a), Value::Duration(b)) => a.minus(b).map(Value::from),
        (Operator::Add, Value::Duration(duration), instant) | (Operator::Add, instant, Value::Duration(duration)) => {
            instant.instant()?.plus(duration).map(Value::from)
        }
        (Operator::Subtract, instant, Value::Duration(duration)) => {
            let instant = instant.instant()?;
            duration.negated().and_then(|duration| instant.plus(&duration)).map(Value::from)
        }
        (Operator::Multiply, Value::Duration(duration), number)
        | (Operator::Multiply, number, Value::Duration(duration)) => scaled(number, |number| duration.times(number))?,
        (Operator::Divide, Value::Duration(duration), number) => {
            if decimal(number)?.is_some_and(Decimal::is_zero) {
                let message = "a duration divided by zero";
                return Some(Err(Error::new(ErrorKind::ArithmeticError, Detail::DivisionByZero, message)));
            }
            scaled(number, |number| duration.divided(number))?
        }
        (Operator::Subtract, a, b) if a.instant().is_some() && b.instant().is_some() => {
            let message = format!("{} - {} is not defined", a.type_name(), b.type_name());
            return Some(Err(
                Error::type_error(message).hint("duration.between(from, to) says how long it is between them")
            ));
        }
        _ => return None,
    };
    Some(result.ok_or_else(|| out_of_range(format!("{left} {} {right}", operator.symbol()))))
}

/// The error for a calculation whose result no temporal value holds.
pub(super) fn out_of_range(calculation: String) -> Error {
    let message = calculation + " is out of range";
    Error::new(ErrorKind::ArithmeticError, Detail::NumberOutOfRange, message)
        .hint("years run from -999999999 to 999999999, the parts of a duration fit 64 bits")
}

/// The number, exactly; `None` if it is none, and within that if it is too large.
#[expect(clippy::option_option, reason = "what is no number and what is too large end differently")]
fn decimal(value: &Value) -> Option<Option<Decimal>> {
    match value {
        Value::Integer(i) => Some(Some((*i).into())),
        Value::Float(x) => Some(Decimal::try_from(*x).ok()),
        _ => None,
    }
}

#[expect(clippy::option_option, reason = "what is no number and what is too large end differently")]
fn scaled(number: &Value, compute: impl Fn(Decimal) -> Option<Duration>) -> Option<Option<Value>> {
    Some(decimal(number)?.and_then(compute).map(Value::from))
}
