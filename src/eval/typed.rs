//! `IS :: TYPE`: types as GQL has them. Null is of every type that does not say NOT NULL.

use crate::ast::{ValueType, ValueTypeKind};
use crate::value::Value;

/// Whether a value is of a type.
pub(super) fn is_typed(value: &Value, wanted: &ValueType) -> bool {
    if value.is_null() {
        return !wanted.not_null && takes_null(&wanted.kind);
    }
    match (&wanted.kind, value) {
        (ValueTypeKind::Any, _)
        | (ValueTypeKind::Boolean, Value::Boolean(_))
        | (ValueTypeKind::String, Value::String(_))
        | (ValueTypeKind::Integer, Value::Integer(_))
        | (ValueTypeKind::Float, Value::Float(_))
        | (ValueTypeKind::Date, Value::Date(_) | Value::PartialDate(_))
        | (ValueTypeKind::LocalTime, Value::LocalTime(_))
        | (ValueTypeKind::ZonedTime, Value::Time(_))
        | (ValueTypeKind::LocalDateTime, Value::LocalDateTime(_))
        | (ValueTypeKind::ZonedDateTime, Value::DateTime(_))
        | (ValueTypeKind::Duration, Value::Duration(_))
        | (ValueTypeKind::Point, Value::Point(_))
        | (ValueTypeKind::Node, Value::Node(_))
        | (ValueTypeKind::Relationship, Value::Relationship(_))
        | (ValueTypeKind::Map, Value::Map(_))
        | (ValueTypeKind::Path, Value::Path(_)) => true,
        (ValueTypeKind::PropertyValue, Value::List(values)) => values.iter().all(is_property_element),
        (ValueTypeKind::PropertyValue, value) => is_property_element(value),
        (ValueTypeKind::List(of), Value::List(values)) => values.iter().all(|value| is_typed(value, of)),
        (ValueTypeKind::Union(types), value) => types.iter().any(|wanted| is_typed(value, wanted)),
        _ => false,
    }
}

fn takes_null(kind: &ValueTypeKind) -> bool {
    match kind {
        ValueTypeKind::Nothing => false,
        ValueTypeKind::Union(types) => types.iter().any(|wanted| is_typed(&Value::Null, wanted)),
        _ => true,
    }
}

/// Whether a property can hold it, or a list of its like.
fn is_property_element(value: &Value) -> bool {
    !matches!(
        value,
        Value::Null | Value::List(_) | Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_)
    )
}
