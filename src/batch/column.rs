//! The values of one slot, in row order.

use std::sync::Arc;

use crate::graph::Texts;
use crate::value::{NodeId, RelationshipId, Value};

/// "No entity" in a column of ids; entity numbers stay below it.
pub const NONE: u32 = u32::MAX;

/// Values of one type, some of which may be null.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed<T> {
    /// A value for each row; anything where the row's is null.
    pub values: Vec<T>,
    /// Which rows are null; none without it.
    pub nulls: Option<Vec<bool>>,
}

impl<T: Copy + Default> Typed<T> {
    /// Values of which none is null.
    pub fn full(values: Vec<T>) -> Self {
        Self { values, nulls: None }
    }

    /// The values, null where there is none.
    pub fn of(values: impl Iterator<Item = Option<T>>) -> Self {
        let mut typed = Self { values: Vec::with_capacity(values.size_hint().0), nulls: None };
        values.for_each(|value| typed.push(value));
        typed
    }

    /// Null in each of so many rows.
    fn nulls(rows: usize) -> Self {
        Self { values: vec![T::default(); rows], nulls: Some(vec![true; rows]) }
    }

    /// The value in a row, if it is not null.
    #[inline]
    pub fn get(&self, row: usize) -> Option<T> {
        let value = self.values.get(row).copied();
        match &self.nulls {
            None => value,
            Some(nulls) => value.filter(|_| !nulls.get(row).copied().unwrap_or(true)),
        }
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<T>> + '_ {
        (0..self.values.len()).map(|row| self.get(row))
    }

    fn push(&mut self, value: Option<T>) {
        if value.is_none() && self.nulls.is_none() {
            self.nulls = Some(vec![false; self.values.len()]);
        }
        if let Some(nulls) = &mut self.nulls {
            nulls.push(value.is_none());
        }
        self.values.push(value.unwrap_or_default());
    }

    fn take(&self, rows: &[u32]) -> Self {
        if self.nulls.is_none() {
            return Self::full(
                rows.iter().map(|row| self.values.get(*row as usize).copied().unwrap_or_default()).collect(),
            );
        }
        Self::of(rows.iter().map(|row| self.get(*row as usize)))
    }

    fn append(&mut self, other: Self) {
        if other.nulls.is_none() && self.nulls.is_none() {
            extend(&mut self.values, other.values);
        } else {
            other.iter().for_each(|value| self.push(value));
        }
    }
}

/// The values of one slot. Entities and numbers are plain numbers.
#[derive(Clone, Debug)]
pub enum Column {
    /// Nodes or null.
    Nodes(Vec<u32>),
    /// Relationships or null.
    Relationships(Vec<u32>),
    /// Integers or null.
    Integers(Typed<i64>),
    /// Floats or null.
    Floats(Typed<f64>),
    /// True, false or null.
    Booleans(Typed<bool>),
    /// Texts or null, by their numbers in a dictionary.
    Texts(Typed<u32>, Arc<Texts>),
    /// Anything.
    Values(Vec<Value>),
}

impl Column {
    /// Null in each of so many rows.
    pub fn nulls(rows: usize) -> Self {
        Self::Values(vec![Value::Null; rows])
    }

    /// Null in each of so many rows, as this column has it.
    pub fn nulls_like(&self, rows: usize) -> Self {
        match self {
            Self::Nodes(_) => Self::Nodes(vec![NONE; rows]),
            Self::Relationships(_) => Self::Relationships(vec![NONE; rows]),
            Self::Integers(_) => Self::Integers(Typed::nulls(rows)),
            Self::Floats(_) => Self::Floats(Typed::nulls(rows)),
            Self::Booleans(_) => Self::Booleans(Typed::nulls(rows)),
            Self::Texts(_, texts) => Self::Texts(Typed::nulls(rows), Arc::clone(texts)),
            Self::Values(_) => Self::nulls(rows),
        }
    }

    /// The value in a row.
    pub fn value(&self, row: usize) -> Value {
        match self {
            Self::Nodes(ids) => match ids.get(row) {
                Some(id) if *id != NONE => Value::Node(NodeId(*id)),
                _ => Value::Null,
            },
            Self::Relationships(ids) => match ids.get(row) {
                Some(id) if *id != NONE => Value::Relationship(RelationshipId(*id)),
                _ => Value::Null,
            },
            Self::Integers(integers) => integers.get(row).into(),
            Self::Floats(floats) => floats.get(row).into(),
            Self::Booleans(booleans) => booleans.get(row).into(),
            Self::Texts(codes, texts) => codes.get(row).and_then(|code| texts.text(code)).map(Value::from).into(),
            Self::Values(values) => values.get(row).cloned().unwrap_or(Value::Null),
        }
    }

    /// The rows of these places, in this order.
    pub fn take(&self, rows: &[u32]) -> Self {
        let ids = |ids: &[u32]| rows.iter().map(|row| ids.get(*row as usize).copied().unwrap_or(NONE)).collect();
        match self {
            Self::Nodes(nodes) => Self::Nodes(ids(nodes)),
            Self::Relationships(relationships) => Self::Relationships(ids(relationships)),
            Self::Integers(integers) => Self::Integers(integers.take(rows)),
            Self::Floats(floats) => Self::Floats(floats.take(rows)),
            Self::Booleans(booleans) => Self::Booleans(booleans.take(rows)),
            Self::Texts(codes, texts) => Self::Texts(codes.take(rows), Arc::clone(texts)),
            Self::Values(values) => {
                Self::Values(rows.iter().map(|row| values.get(*row as usize).cloned().unwrap_or(Value::Null)).collect())
            }
        }
    }

    /// Whether the row's value is null.
    #[inline]
    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Nodes(ids) | Self::Relationships(ids) => ids.get(row).is_none_or(|id| *id == NONE),
            Self::Integers(integers) => integers.get(row).is_none(),
            Self::Floats(floats) => floats.get(row).is_none(),
            Self::Booleans(booleans) => booleans.get(row).is_none(),
            Self::Texts(codes, _) => codes.get(row).is_none(),
            Self::Values(values) => values.get(row).is_none_or(Value::is_null),
        }
    }

    /// A column of these values, as narrow as they allow.
    pub fn of(values: Vec<Value>) -> Self {
        fn all<T>(values: &[Value], of: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
            values.iter().map(of).collect()
        }
        let narrow = match values.first() {
            Some(Value::Node(_)) => all(&values, |value| match value {
                Value::Node(id) => Some(id.0),
                Value::Null => Some(NONE),
                _ => None,
            })
            .map(Self::Nodes),
            Some(Value::Relationship(_)) => all(&values, |value| match value {
                Value::Relationship(id) => Some(id.0),
                Value::Null => Some(NONE),
                _ => None,
            })
            .map(Self::Relationships),
            Some(Value::Integer(_)) => all(&values, |value| match value {
                Value::Integer(i) => Some(*i),
                _ => None,
            })
            .map(|values| Self::Integers(Typed::full(values))),
            Some(Value::Float(_)) => all(&values, |value| match value {
                Value::Float(x) => Some(*x),
                _ => None,
            })
            .map(|values| Self::Floats(Typed::full(values))),
            _ => None,
        };
        narrow.unwrap_or(Self::Values(values))
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        match self {
            Self::Nodes(ids) | Self::Relationships(ids) => ids.len() * 4,
            Self::Integers(Typed { values, .. }) => values.len() * 9,
            Self::Floats(Typed { values, .. }) => values.len() * 9,
            Self::Booleans(Typed { values, .. }) => values.len() * 2,
            Self::Texts(Typed { values, .. }, _) => values.len() * 5,
            Self::Values(values) => {
                let before = std::iter::once(None).chain(values.iter().map(Some));
                values.iter().zip(before).map(|(value, before)| value.size_after(before)).sum()
            }
        }
    }

    /// Appends another column's rows.
    pub fn append(&mut self, other: Self, rows_before: usize) {
        match (&mut *self, other) {
            (Self::Nodes(a), Self::Nodes(b)) | (Self::Relationships(a), Self::Relationships(b)) => extend(a, b),
            (Self::Integers(a), Self::Integers(b)) => a.append(b),
            (Self::Floats(a), Self::Floats(b)) => a.append(b),
            (Self::Booleans(a), Self::Booleans(b)) => a.append(b),
            (Self::Texts(a, texts), Self::Texts(b, others)) if Arc::ptr_eq(texts, &others) => a.append(b),
            (Self::Values(a), Self::Values(b)) => extend(a, b),
            (_, other) => {
                let mut values: Vec<Value> = (0..rows_before).map(|row| self.value(row)).collect();
                values.extend((0..other.len()).map(|row| other.value(row)));
                *self = Self::Values(values);
            }
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Nodes(ids) | Self::Relationships(ids) => ids.len(),
            Self::Integers(integers) => integers.values.len(),
            Self::Floats(floats) => floats.values.len(),
            Self::Booleans(booleans) => booleans.values.len(),
            Self::Texts(codes, _) => codes.values.len(),
            Self::Values(values) => values.len(),
        }
    }
}

/// Appends, making room for a quarter more where there is too little: rows that are kept are many, and
/// what is free in their columns is not counted.
pub(super) fn extend<T>(items: &mut Vec<T>, more: Vec<T>) {
    if items.capacity() - items.len() < more.len() {
        items.reserve_exact(more.len().max(items.len() / 4));
    }
    items.extend(more);
}
