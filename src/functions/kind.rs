//! The types that parameters take.

use crate::bound::Type;
use crate::value::Value;

/// A type that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A float.
    Float,
    /// A whole number or a float.
    Number,
    /// Text.
    String,
    /// A list.
    List,
    /// A map.
    Map,
    /// A node.
    Node,
    /// A relationship.
    Relationship,
    /// A path.
    Path,
    /// A node or a relationship.
    Entity,
    /// A list or a string.
    Sequence,
    /// A point.
    Point,
}

/// Whether a parameter of this kind can ever take a value of this type.
pub fn may_accept(kind: Kind, found: Type) -> bool {
    match kind {
        Kind::Any => true,
        _ if matches!(found, Type::Any | Type::Null) => true,
        Kind::Boolean => found == Type::Boolean,
        Kind::Integer => found == Type::Integer,
        Kind::Float | Kind::Number => matches!(found, Type::Integer | Type::Float),
        Kind::String => found == Type::String,
        Kind::List => matches!(found, Type::List | Type::Relationships),
        Kind::Map => matches!(found, Type::Map | Type::Node | Type::Relationship),
        Kind::Node => found == Type::Node,
        Kind::Relationship => found == Type::Relationship,
        Kind::Path => found == Type::Path,
        Kind::Entity => matches!(found, Type::Node | Type::Relationship),
        // what is a point is known only when it comes
        Kind::Point => false,
        Kind::Sequence => matches!(found, Type::List | Type::Relationships | Type::String),
    }
}

/// Whether a parameter of this kind takes the value; null is not asked.
pub fn accepts(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Boolean => matches!(value, Value::Boolean(_)),
        Kind::Integer => matches!(value, Value::Integer(_)),
        Kind::Float => matches!(value, Value::Float(_)),
        Kind::Number => matches!(value, Value::Integer(_) | Value::Float(_)),
        Kind::String => matches!(value, Value::String(_)),
        Kind::List => matches!(value, Value::List(_)),
        Kind::Map => matches!(value, Value::Map(_) | Value::Node(_) | Value::Relationship(_)),
        Kind::Node => matches!(value, Value::Node(_)),
        Kind::Relationship => matches!(value, Value::Relationship(_)),
        Kind::Path => matches!(value, Value::Path(_)),
        Kind::Entity => matches!(value, Value::Node(_) | Value::Relationship(_)),
        Kind::Point => matches!(value, Value::Point(_)),
        Kind::Sequence => matches!(value, Value::List(_) | Value::String(_)),
    }
}
