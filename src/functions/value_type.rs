//! The types of values in words, as Cypher 25 writes them: `LIST<INTEGER | STRING NOT NULL> NOT NULL`.

use std::collections::BTreeSet;

use super::FunctionContext;
use super::arguments::string;
use crate::error::Result;
use crate::value::Value;

/// What `valueType` says of the value.
pub(super) fn value_type(value: &Value, context: FunctionContext<'_>) -> Result<Value> {
    let name = described(value, context)?;
    string(if value.is_null() { name } else { format!("{name} NOT NULL") }, context)
}

/// The type without `NOT NULL`.
fn described(value: &Value, context: FunctionContext<'_>) -> Result<String> {
    let Value::List(values) = value else { return Ok(value.type_name().to_owned()) };
    let mut inner = BTreeSet::new();
    let mut has_null = false;
    for value in values.iter() {
        context.budget.tick()?;
        match value {
            Value::Null => has_null = true,
            value => {
                inner.insert((rank(value), described(value, context)?));
            }
        }
    }
    if inner.is_empty() {
        return Ok(format!("LIST<{}>", if has_null { "NULL" } else { "NOTHING" }));
    }
    let certainly = if has_null { "" } else { " NOT NULL" };
    let names: Vec<String> = inner.into_iter().map(|(_, name)| format!("{name}{certainly}")).collect();
    let list = format!("LIST<{}>", names.join(" | "));
    context.budget.limits().check_string(list.len())?;
    Ok(list)
}

/// Where a type stands in a union.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Boolean(_) => 1,
        Value::String(_) => 2,
        Value::Integer(_) => 3,
        Value::Float(_) => 4,
        Value::Date(_) => 5,
        Value::PartialDate(_) => 6,
        Value::LocalTime(_) => 7,
        Value::Time(_) => 8,
        Value::LocalDateTime(_) => 9,
        Value::DateTime(_) => 10,
        Value::Duration(_) => 11,
        Value::Point(_) => 12,
        Value::Node(_) => 13,
        Value::Relationship(_) => 14,
        Value::Map(_) => 15,
        Value::List(_) => 16,
        Value::Path(_) => 17,
    }
}
