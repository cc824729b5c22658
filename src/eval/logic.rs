//! Three-valued logic.

use super::{Context, Row, eval};
use crate::ast::Operator;
use crate::bound::Expr;
use crate::error::{Error, Result};
use crate::value::{Ternary, Value};

/// Whether a condition's value is true; null is not, anything but a boolean is an error.
pub fn is_true(value: &Value) -> Result<bool> {
    ternary(value).map(|truth| truth == Some(true))
}

pub(super) fn ternary(value: &Value) -> Result<Ternary> {
    match value {
        Value::Boolean(truth) => Ok(Some(*truth)),
        Value::Null => Ok(None),
        other => Err(Error::type_error(format!("expected a boolean, found {}", other.type_name()))),
    }
}

pub(super) fn not(value: &Value) -> Result<Value> {
    Ok(ternary(value)?.map(|truth| !truth).into())
}

/// AND, OR and XOR over any number of parts. AND stops at the first false, OR at the first true.
pub(super) fn connect(operator: Operator, parts: &[Expr], row: Row<'_>, context: Context<'_>) -> Result<Value> {
    let mut result = match operator {
        Operator::And => Some(true),
        _ => Some(false),
    };
    for part in parts {
        let truth = ternary(&eval(part, row, context)?).map_err(|error| error.at(part.span))?;
        result = match (operator, result, truth) {
            (Operator::And, _, Some(false)) => return Ok(false.into()),
            (Operator::Or, _, Some(true)) => return Ok(true.into()),
            (Operator::Xor, Some(a), Some(b)) => Some(a != b),
            (_, _, None) | (Operator::Xor, None, _) => None,
            (_, so_far, _) => so_far,
        };
    }
    Ok(result.into())
}
