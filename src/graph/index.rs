//! A property index: values in the order of ORDER BY, each with the entities that have it.
//!
//! Two values share an entry if they sort alike: 1 and 1.0 do, NaN and NaN do. So what is found for a
//! value holds everything that equals it, and may hold more; whoever asks compares again.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Bound;

use roaring::RoaringBitmap;

use super::postings::Entities;
use crate::value::{Value, order, type_rank};

/// The values of an entity's indexed properties, or a place between such values.
#[derive(Clone, Debug)]
struct Key {
    values: Box<[Value]>,
    edge: Edge,
}

/// Where a key stands among those that begin with the same values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// It is one of them: an entry.
    Entry,
    /// Before them all.
    Start,
    /// Before those that go on with a value of this type.
    TypeStart(u8),
    /// After those that go on with a value of this type.
    TypeEnd(u8),
    /// After them all.
    End,
}

impl Key {
    /// Where the key stands after `shared` values that it has in common with another.
    fn place(&self, shared: usize) -> (u8, u8, u8) {
        match (self.values.get(shared), self.edge) {
            (Some(value), _) => (1, type_rank(value), 1),
            (None, Edge::Entry | Edge::Start) => (0, 0, 0),
            (None, Edge::TypeStart(rank)) => (1, rank, 0),
            (None, Edge::TypeEnd(rank)) => (1, rank, 2),
            (None, Edge::End) => (2, 0, 0),
        }
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let mut shared = 0;
        for (a, b) in self.values.iter().zip(&other.values) {
            match order(a, b) {
                Ordering::Equal => shared += 1,
                different => return different,
            }
        }
        self.place(shared).cmp(&other.place(shared))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

/// What is asked of the value that follows those that are known.
#[derive(Clone, Debug)]
pub enum Tail {
    /// Nothing.
    Any,
    /// It lies between these, and is of their type.
    Range(Bound<Value>, Bound<Value>),
    /// It is text that begins so.
    Prefix(String),
}

/// Values to entities. An entity without a value for the first property is not in it.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    map: BTreeMap<Key, Entities>,
    count: usize,
}

impl Entries {
    /// How many entities it holds.
    pub fn len(&self) -> usize {
        self.count
    }

    /// How many different values they have.
    pub fn distinct(&self) -> usize {
        self.map.len()
    }

    /// Puts an entity under its values; null stands for a value that is not there.
    pub(super) fn insert(&mut self, values: Vec<Value>, id: u32) {
        if values.first().is_none_or(Value::is_null) {
            return;
        }
        let entities = match self.map.entry(Key { values: values.into(), edge: Edge::Entry }) {
            Entry::Vacant(place) => {
                place.insert(Entities::One(id));
                self.count += 1;
                return;
            }
            Entry::Occupied(entry) => entry.into_mut(),
        };
        self.count += usize::from(entities.insert(id));
    }

    /// Takes an entity from under its values.
    pub(super) fn remove(&mut self, values: Vec<Value>, id: u32) {
        let Entry::Occupied(mut entry) = self.map.entry(Key { values: values.into(), edge: Edge::Entry }) else {
            return;
        };
        self.count -= usize::from(entry.get_mut().remove(id));
        if entry.get().is_empty() {
            entry.remove();
        }
    }

    /// Adds the entities whose first values sort like `values`, and for whose next value `tail` may
    /// hold.
    pub fn find(&self, values: &[Value], tail: &Tail, found: &mut RoaringBitmap) {
        let edge = |edge| Key { values: values.into(), edge };
        let bound = |value: &Value, edge| {
            let values = values.iter().chain([value]).cloned().collect();
            Key { values, edge }
        };
        let (from, to) = match tail {
            Tail::Any => (edge(Edge::Start), edge(Edge::End)),
            Tail::Prefix(prefix) => {
                let text = Value::from(prefix.as_str());
                return self.find_prefix(bound(&text, Edge::Start), values, prefix, found);
            }
            Tail::Range(lower, upper) => {
                let Some((rank, is_exact)) = range_type(lower, upper) else { return };
                let from = match lower {
                    Bound::Included(value) if is_exact => bound(value, Edge::Start),
                    Bound::Excluded(value) if is_exact => bound(value, Edge::End),
                    _ => edge(Edge::TypeStart(rank)),
                };
                let to = match upper {
                    Bound::Included(value) if is_exact => bound(value, Edge::End),
                    Bound::Excluded(value) if is_exact => bound(value, Edge::Start),
                    _ => edge(Edge::TypeEnd(rank)),
                };
                (from, to)
            }
        };
        // a range that is upside down is empty, and BTreeMap does not take it
        if from < to {
            self.map.range(from..to).for_each(|(_, entities)| entities.add_to(found));
        }
    }

    fn find_prefix(&self, from: Key, values: &[Value], prefix: &str, found: &mut RoaringBitmap) {
        for (key, entities) in self.map.range(from..) {
            let text = key.values.get(values.len()).and_then(Value::as_str);
            let goes_on = text.is_some_and(|text| text.starts_with(prefix));
            if !goes_on || key.values.iter().zip(values).any(|(a, b)| order(a, b).is_ne()) {
                return;
            }
            entities.add_to(found);
        }
    }

    /// The groups of entities that share an entry, as numbers.
    pub(super) fn shared(&self) -> impl Iterator<Item = &RoaringBitmap> {
        self.map.values().filter_map(Entities::several)
    }
}

/// The type of the values between two bounds, and whether the order of entries tells which of them lie
/// between. `None` if nothing does: bounds of different types, or of a type that `<` does not take.
fn range_type(lower: &Bound<Value>, upper: &Bound<Value>) -> Option<(u8, bool)> {
    let value = |bound| match bound {
        &Bound::Included(ref value) | &Bound::Excluded(ref value) => Some(value),
        &Bound::Unbounded => None,
    };
    let (lower, upper) = (value(lower), value(upper));
    let rank = lower.or(upper).map(type_rank)?;
    if lower.into_iter().chain(upper).any(|value| type_rank(value) != rank || !has_ranges(value)) {
        return None;
    }
    // dates may be known in part, and lists hold anything: for these `<` is not the order of entries
    let is_exact = |value: &Value| !matches!(value, Value::Date(_) | Value::PartialDate(_) | Value::List(_));
    Some((rank, lower.into_iter().chain(upper).all(is_exact)))
}

/// Whether a value can be smaller than another.
fn has_ranges(value: &Value) -> bool {
    match value {
        Value::Null | Value::Duration(_) => false,
        Value::Float(number) => !number.is_nan(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [u32; 0] = [];

    fn entries(values: &[Value]) -> Entries {
        let mut entries = Entries::default();
        for (id, value) in values.iter().enumerate() {
            entries.insert(vec![value.clone()], id as u32);
        }
        entries
    }

    fn found(entries: &Entries, values: &[Value], tail: &Tail) -> Vec<u32> {
        let mut found = RoaringBitmap::new();
        entries.find(values, tail, &mut found);
        found.iter().collect()
    }

    #[test]
    fn numbers_meet_by_their_value_and_types_stay_apart() {
        let all: [Value; 8] = [
            1.into(),
            1.0.into(),
            "1".into(),
            true.into(),
            f64::NAN.into(),
            Value::Null,
            (-0.0).into(),
            Value::list([1.into()]),
        ];
        let index = entries(&all);
        assert_eq!(index.len(), 7);
        assert_eq!(index.distinct(), 6);
        assert_eq!(found(&index, &[1.into()], &Tail::Any), [0, 1]);
        assert_eq!(found(&index, &[0.into()], &Tail::Any), [6]);
        assert_eq!(found(&index, &["1".into()], &Tail::Any), [2]);
        assert_eq!(found(&index, &[Value::Null], &Tail::Any), NONE);
        assert_eq!(found(&index, &[Value::list([1.0.into()])], &Tail::Any), [7]);
    }

    #[test]
    fn ranges_stay_within_a_type() {
        let all: [Value; 8] =
            [1.into(), 2.5.into(), 4.into(), "a".into(), "b".into(), true.into(), f64::NAN.into(), i64::MIN.into()];
        let index = entries(&all);
        let range = |lower, upper| found(&index, &[], &Tail::Range(lower, upper));
        let (open, shut) = (|v: i64| Bound::Excluded(v.into()), |v: i64| Bound::Included(v.into()));
        assert_eq!(range(open(1), Bound::Unbounded), [1, 2]);
        assert_eq!(range(shut(1), open(4)), [0, 1]);
        assert_eq!(range(Bound::Unbounded, shut(1)), [0, 7]);
        assert_eq!(range(Bound::Excluded("a".into()), Bound::Unbounded), [4]);
        assert_eq!(range(shut(1), Bound::Included("b".into())), NONE);
        assert_eq!(range(open(4), shut(1)), NONE);
        assert_eq!(range(open(1), open(1)), NONE);
        assert_eq!(range(Bound::Excluded(f64::NAN.into()), Bound::Unbounded), NONE);
    }

    #[test]
    fn prefixes() {
        let index = entries(&["a".into(), "ab".into(), "abc".into(), "b".into(), 1.into(), "aé".into()]);
        let prefix = |text: &str| found(&index, &[], &Tail::Prefix(text.to_owned()));
        assert_eq!(prefix("a"), [0, 1, 2, 5]);
        assert_eq!(prefix("ab"), [1, 2]);
        assert_eq!(prefix(""), [0, 1, 2, 3, 5]);
        assert_eq!(prefix("c"), NONE);
    }

    #[test]
    fn several_properties() {
        let mut index = Entries::default();
        index.insert(vec![1.into(), "x".into()], 1);
        index.insert(vec![1.into(), Value::Null], 2);
        index.insert(vec![2.into(), "x".into()], 3);
        index.insert(vec![Value::Null, "x".into()], 4);
        assert_eq!(index.len(), 3);
        assert_eq!(found(&index, &[1.into()], &Tail::Any), [1, 2]);
        assert_eq!(found(&index, &[1.into(), "x".into()], &Tail::Any), [1]);
        assert_eq!(found(&index, &[1.into()], &Tail::Prefix("x".to_owned())), [1]);
        let above = Tail::Range(Bound::Excluded("w".into()), Bound::Unbounded);
        assert_eq!(found(&index, &[2.into()], &above), [3]);
        assert_eq!(found(&index, &[], &Tail::Range(Bound::Excluded(1.into()), Bound::Unbounded)), [3]);
    }

    #[test]
    fn what_is_taken_out_is_gone() {
        let mut index = entries(&[1.into(), 1.into(), 1.into()]);
        index.insert(vec![1.into()], 1);
        assert_eq!(index.len(), 3);
        for id in 0..3 {
            index.remove(vec![1.0.into()], id);
            index.remove(vec![1.0.into()], id);
        }
        assert_eq!((index.len(), index.distinct()), (0, 0));
    }
}
