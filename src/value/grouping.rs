//! Equivalence: what DISTINCT, grouping and UNION call the same. Null is null, NaN is NaN, 1 is 1.0.

use std::hash::{Hash, Hasher};

use super::{Value, equals};

/// Whether two values are one to DISTINCT.
pub fn equivalent(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Float(a), Value::Float(b)) if a.is_nan() && b.is_nan() => true,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equivalent(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| equivalent(value, other)))
        }
        (Value::PartialDate(a), Value::PartialDate(b)) => a == b,
        _ => equals(a, b) == Some(true),
    }
}

/// Values as the key of a group: equal and hashed by equivalence.
#[derive(Clone, Debug)]
pub struct GroupKey(pub Vec<Value>);

impl GroupKey {
    /// An estimate of the bytes that the values hold.
    pub fn size(&self) -> usize {
        self.0.iter().map(Value::size).fold(0, usize::saturating_add)
    }
}

impl PartialEq for GroupKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| equivalent(a, b))
    }
}

impl Eq for GroupKey {}

impl Hash for GroupKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in &self.0 {
            hash(value, state);
        }
    }
}

fn hash<H: Hasher>(value: &Value, state: &mut H) {
    match value {
        Value::Null => 0u8.hash(state),
        Value::Boolean(b) => (1u8, b).hash(state),
        Value::Integer(i) => (2u8, i).hash(state),
        Value::Float(f) => {
            // a whole float must meet its integer; the round trip proves it is one
            let whole = *f as i64;
            #[expect(clippy::float_cmp, reason = "the round trip must be exact")]
            if whole as f64 == *f && whole != i64::MAX {
                (2u8, whole).hash(state);
            } else if f.is_nan() {
                3u8.hash(state);
            } else {
                (4u8, f.to_bits()).hash(state);
            }
        }
        Value::String(s) => (5u8, s).hash(state),
        Value::Date(d) => (6u8, d).hash(state),
        Value::PartialDate(d) => (7u8, d).hash(state),
        Value::List(values) => {
            (8u8, values.len()).hash(state);
            for value in values.iter() {
                hash(value, state);
            }
        }
        Value::Map(map) => {
            // keys in any order are the same map, so the entries' hashes are summed
            let entry = |(key, value): (&std::sync::Arc<str>, &Value)| {
                let mut state = std::hash::DefaultHasher::new();
                key.hash(&mut state);
                hash(value, &mut state);
                state.finish()
            };
            (9u8, map.len(), map.iter().map(entry).fold(0, u64::wrapping_add)).hash(state);
        }
        Value::Node(id) => (10u8, id).hash(state),
        Value::Relationship(id) => (11u8, id).hash(state),
        Value::Path(path) => (12u8, path).hash(state),
        Value::LocalTime(time) => (13u8, time).hash(state),
        Value::Time(time) => (14u8, time).hash(state),
        Value::LocalDateTime(at) => (15u8, at).hash(state),
        Value::DateTime(at) => (16u8, at).hash(state),
        Value::Duration(duration) => (17u8, duration).hash(state),
        Value::Point(point) => (18u8, point).hash(state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn groups_by_equivalence() {
        let values = [Value::Null, Value::Null, 1.into(), 1.0.into(), f64::NAN.into(), f64::NAN.into(), "1".into()];
        let keys: HashSet<GroupKey> = values.into_iter().map(|v| GroupKey(vec![v])).collect();
        assert_eq!(keys.len(), 4);
    }
}
