//! The types of values in words, as Cypher 25 writes them: `LIST<INTEGER | STRING NOT NULL> NOT NULL`.

use std::collections::BTreeSet;

use super::FunctionContext;
use super::arguments::string;
use crate::error::Result;
use crate::value::Value;

/// The order of types in a union: by rank, and lists by what is in them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place(u8, Vec<Place>);

/// What `valueType` says of the value.
pub(super) fn value_type(value: &Value, context: FunctionContext<'_>) -> Result<Value> {
    let (_, name) = described(value, context)?;
    string(if value.is_null() { name } else { format!("{name} NOT NULL") }, context)
}

/// The type without `NOT NULL`, and its place in a union.
fn described(value: &Value, context: FunctionContext<'_>) -> Result<(Place, String)> {
    let Value::List(values) = value else {
        return Ok((Place(rank(value), Vec::new()), value.type_name().to_owned()));
    };
    let mut inner = BTreeSet::new();
    let mut has_null = false;
    for value in values.iter() {
        context.budget.tick()?;
        match value {
            Value::Null => has_null = true,
            value => {
                inner.insert(described(value, context)?);
            }
        }
    }
    if inner.is_empty() {
        let name = format!("LIST<{}>", if has_null { "NULL" } else { "NOTHING" });
        return Ok((Place(rank(value), Vec::new()), name));
    }
    let certainly = if has_null { "" } else { " NOT NULL" };
    let (places, names): (Vec<Place>, Vec<String>) =
        inner.into_iter().map(|(place, name)| (place, format!("{name}{certainly}"))).unzip();
    let list = format!("LIST<{}>", names.join(" | "));
    context.budget.limits().check_string(list.len())?;
    Ok((Place(rank(value), places), list))
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
