//! Equality (`=`), comparability (`<`) and orderability (`ORDER BY`), kept apart as CIP2016-06-14
//! defines them; equivalence is in `grouping`.

use std::cmp::Ordering;

use super::{Map, Ternary, Value};
use crate::temporal::PartialDate;

/// Equality: three-valued, null is unknown, values of different types differ.
pub fn equals(a: &Value, b: &Value) -> Ternary {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Integer(a), Value::Integer(b)) => Some(a == b),
        (Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) => {
            Some(compare_numbers(a, b) == Some(Ordering::Equal))
        }
        (Value::List(a), Value::List(b)) => equal_lists(a, b),
        (Value::Map(a), Value::Map(b)) => equal_maps(a, b),
        (Value::Date(_) | Value::PartialDate(_), Value::Date(_) | Value::PartialDate(_)) => {
            if a == b {
                return Some(true);
            }
            // 2022-04 may or may not be 2022-04-18
            partial(a).zip(partial(b)).and_then(|(a, b)| a.compare(b)).map(|_| false)
        }
        _ => Some(a == b),
    }
}

fn equal_lists(a: &[Value], b: &[Value]) -> Ternary {
    if a.len() != b.len() {
        return Some(false);
    }
    all(a.iter().zip(b).map(|(a, b)| equals(a, b)))
}

fn equal_maps(a: &Map, b: &Map) -> Ternary {
    if a.len() != b.len() || a.keys().any(|key| !b.contains_key(key)) {
        return Some(false);
    }
    all(a.iter().map(|(key, value)| equals(value, b.get(key).unwrap_or(&Value::Null))))
}

/// False if one is false, else unknown if one is unknown, else true.
fn all(parts: impl Iterator<Item = Ternary>) -> Ternary {
    let mut result = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

/// Comparability: which is smaller, where the language says so; `None` is unknown. Durations have no
/// order: nobody knows whether a month is longer than 30 days. Nor have points.
///
/// NaN compares with no number, so callers of `<`, `<=`, `>`, `>=` must ask [`is_nan_comparison`].
pub fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) => compare_numbers(a, b),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(b)),
        (Value::Date(_) | Value::PartialDate(_), Value::Date(_) | Value::PartialDate(_)) => {
            partial(a).zip(partial(b)).and_then(|(a, b)| a.compare(b))
        }
        (Value::LocalTime(a), Value::LocalTime(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => Some(a.cmp(b)),
        (Value::DateTime(a), Value::DateTime(b)) => Some(a.cmp(b)),
        (Value::List(a), Value::List(b)) => {
            for (a, b) in a.iter().zip(b.iter()) {
                match compare(a, b) {
                    Some(Ordering::Equal) => {}
                    other => return other,
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        _ => None,
    }
}

/// Whether `<` and its like are false, not unknown, because one side is NaN and both are numbers.
pub(crate) fn is_nan_comparison(a: &Value, b: &Value) -> bool {
    let number = |v: &Value| matches!(v, Value::Integer(_) | Value::Float(_));
    let nan = |v: &Value| matches!(v, Value::Float(f) if f.is_nan());
    number(a) && number(b) && (nan(a) || nan(b))
}

fn partial(value: &Value) -> Option<PartialDate> {
    match value {
        Value::Date(date) => Some((*date).into()),
        Value::PartialDate(partial) => Some(*partial),
        _ => None,
    }
}

/// Exact, also where an integer has no float of its own.
pub(super) fn compare_numbers(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Integer(a), Value::Float(b)) => compare_mixed(*a, *b),
        (Value::Float(a), Value::Integer(b)) => compare_mixed(*b, *a).map(Ordering::reverse),
        _ => None,
    }
}

fn compare_mixed(integer: i64, float: f64) -> Option<Ordering> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        return None;
    }
    if float >= LIMIT {
        return Some(Ordering::Less);
    }
    if float < -LIMIT {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    Some(integer.cmp(&(whole as i64)).then_with(|| whole.partial_cmp(&float).unwrap_or(Ordering::Equal)))
}

/// Orderability: the total order of `ORDER BY` ascending, with its order of types: map, node,
/// relationship, list, path, point, datetime, local datetime, date, time,
/// local time, duration, string, boolean, number, NaN, null.
pub fn order(a: &Value, b: &Value) -> Ordering {
    type_rank(a).cmp(&type_rank(b)).then_with(|| match (a, b) {
        (Value::Map(a), Value::Map(b)) => order_maps(a, b),
        (Value::Node(a), Value::Node(b)) => a.cmp(b),
        (Value::Relationship(a), Value::Relationship(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => order_lists(a, b),
        (Value::Path(a), Value::Path(b)) => a.nodes.cmp(&b.nodes).then_with(|| a.relationships.cmp(&b.relationships)),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Date(_) | Value::PartialDate(_), Value::Date(_) | Value::PartialDate(_)) => {
            partial(a).zip(partial(b)).map_or(Ordering::Equal, |(a, b)| a.order(b))
        }
        (Value::LocalTime(a), Value::LocalTime(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (Value::Duration(a), Value::Duration(b)) => a.order(b),
        (Value::Point(a), Value::Point(b)) => a.order(b),
        _ => compare_numbers(a, b).unwrap_or(Ordering::Equal),
    })
}

fn order_lists(a: &[Value], b: &[Value]) -> Ordering {
    let elements = a.iter().zip(b).map(|(a, b)| order(a, b)).find(|o| o.is_ne());
    elements.unwrap_or_else(|| a.len().cmp(&b.len()))
}

fn order_maps(a: &Map, b: &Map) -> Ordering {
    let sorted = |map: &Map| {
        let mut entries: Vec<_> = map.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        entries
    };
    let (a, b) = (sorted(a), sorted(b));
    a.len().cmp(&b.len()).then_with(|| a.iter().map(|e| &e.0).cmp(b.iter().map(|e| &e.0))).then_with(|| {
        let values = a.iter().zip(&b).map(|(a, b)| order(&a.1, &b.1));
        values.into_iter().find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
    })
}

/// The place of a value's type in the order of types; NaN and null count as types of their own.
pub fn type_rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relationship(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::Point(_) => 5,
        Value::DateTime(_) => 6,
        Value::LocalDateTime(_) => 7,
        Value::Date(_) | Value::PartialDate(_) => 8,
        Value::Time(_) => 9,
        Value::LocalTime(_) => 10,
        Value::Duration(_) => 11,
        Value::String(_) => 12,
        Value::Boolean(_) => 13,
        Value::Float(f) if f.is_nan() => 15,
        Value::Integer(_) | Value::Float(_) => 14,
        Value::Null => 16,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_is_three_valued() {
        let list = |v: Vec<Value>| Value::list(v);
        assert_eq!(equals(&Value::Null, &Value::Null), None);
        assert_eq!(equals(&1.into(), &1.0.into()), Some(true));
        assert_eq!(equals(&list(vec![1.into(), Value::Null]), &list(vec![2.into(), Value::Null])), Some(false));
        assert_eq!(equals(&list(vec![1.into(), Value::Null]), &list(vec![1.into(), 2.into()])), None);
        assert_eq!(equals(&f64::NAN.into(), &f64::NAN.into()), Some(false));
        assert_eq!(equals(&"1".into(), &1.into()), Some(false));
    }

    #[test]
    fn large_integers_compare_exactly_with_floats() {
        assert_eq!(compare(&i64::MAX.into(), &9_223_372_036_854_775_807.0.into()), Some(Ordering::Less));
        assert_eq!(compare(&1.into(), &1.5.into()), Some(Ordering::Less));
        assert_eq!(compare(&(-1).into(), &(-1.5).into()), Some(Ordering::Greater));
    }

    #[test]
    fn types_have_an_order() {
        let mut values = [Value::Null, f64::NAN.into(), 1.into(), "a".into(), true.into(), Value::list([])];
        values.sort_by(order);
        let names: Vec<_> = values.iter().map(Value::type_name).collect();
        assert_eq!(names, ["LIST", "STRING", "BOOLEAN", "INTEGER", "FLOAT", "NULL"]);
    }
}
