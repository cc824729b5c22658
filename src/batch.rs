//! Rows on their way through a plan, in columns: what operators hand each other.

use crate::bound::Slot;
use crate::value::{NodeId, RelationshipId, Value};

/// So many rows an operator aims for in one batch; expanding a hub may give more.
pub const BATCH_ROWS: usize = 1024;

/// "No entity" in a column of ids; entity numbers stay below it.
const NONE: u32 = u32::MAX;

/// The values of one slot, in row order. Columns of nodes and of relationships are plain numbers.
#[derive(Clone, Debug)]
pub enum Column {
    /// Nodes or null.
    Nodes(Vec<u32>),
    /// Relationships or null.
    Relationships(Vec<u32>),
    /// Anything.
    Values(Vec<Value>),
}

impl Column {
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
            Self::Values(values) => values.get(row).cloned().unwrap_or(Value::Null),
        }
    }

    /// The rows of these places, in this order.
    fn take(&self, rows: &[u32]) -> Self {
        let ids = |ids: &[u32]| rows.iter().map(|row| ids.get(*row as usize).copied().unwrap_or(NONE)).collect();
        match self {
            Self::Nodes(nodes) => Self::Nodes(ids(nodes)),
            Self::Relationships(relationships) => Self::Relationships(ids(relationships)),
            Self::Values(values) => {
                Self::Values(rows.iter().map(|row| values.get(*row as usize).cloned().unwrap_or(Value::Null)).collect())
            }
        }
    }

    /// A column of these values, as narrow as they allow.
    pub fn of(values: Vec<Value>) -> Self {
        let node = |value: &Value| match value {
            Value::Node(id) => Some(id.0),
            Value::Null => Some(NONE),
            _ => None,
        };
        let relationship = |value: &Value| match value {
            Value::Relationship(id) => Some(id.0),
            Value::Null => Some(NONE),
            _ => None,
        };
        match values.first() {
            Some(Value::Node(_)) => values.iter().map(node).collect::<Option<_>>().map(Self::Nodes),
            Some(Value::Relationship(_)) => {
                values.iter().map(relationship).collect::<Option<_>>().map(Self::Relationships)
            }
            _ => None,
        }
        .unwrap_or(Self::Values(values))
    }

    /// Bytes held.
    fn size(&self) -> usize {
        match self {
            Self::Nodes(ids) | Self::Relationships(ids) => ids.len() * 4,
            Self::Values(values) => {
                let before = std::iter::once(None).chain(values.iter().map(Some));
                values.iter().zip(before).map(|(value, before)| value.size_after(before)).sum()
            }
        }
    }

    /// Appends another column's rows.
    fn append(&mut self, other: Self, rows_before: usize) {
        match (&mut *self, other) {
            (Self::Nodes(a), Self::Nodes(b)) | (Self::Relationships(a), Self::Relationships(b)) => extend(a, b),
            (Self::Values(a), Self::Values(b)) => extend(a, b),
            (_, other) => {
                let mut values: Vec<Value> = (0..rows_before).map(|row| self.value(row)).collect();
                values.extend((0..other.len()).map(|row| other.value(row)));
                *self = Self::Values(values);
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Nodes(ids) | Self::Relationships(ids) => ids.len(),
            Self::Values(values) => values.len(),
        }
    }
}

/// Appends, making room for a quarter more where there is too little: rows that are kept are many, and
/// what is free in their columns is not counted.
fn extend<T>(items: &mut Vec<T>, more: Vec<T>) {
    if items.capacity() - items.len() < more.len() {
        items.reserve_exact(more.len().max(items.len() / 4));
    }
    items.extend(more);
}

/// Rows in columns by slot; a slot that has no column holds nothing in any row.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    rows: usize,
    columns: Vec<Option<Column>>,
}

impl Batch {
    /// One row that holds nothing: what a query starts from.
    pub fn unit() -> Self {
        Self { rows: 1, columns: Vec::new() }
    }

    /// This many rows that hold nothing yet.
    pub fn of_rows(rows: usize) -> Self {
        Self { rows, columns: Vec::new() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The column of a slot.
    pub fn column(&self, slot: Slot) -> Option<&Column> {
        self.columns.get(slot.0 as usize)?.as_ref()
    }

    /// The value of a slot in a row; null where there is none.
    pub fn value(&self, slot: Slot, row: usize) -> Value {
        self.column(slot).map_or(Value::Null, |column| column.value(row))
    }

    /// Puts a column into a slot.
    pub fn set(&mut self, slot: Slot, column: Column) {
        let at = slot.0 as usize;
        if self.columns.len() <= at {
            self.columns.resize_with(at + 1, || None);
        }
        if let Some(place) = self.columns.get_mut(at) {
            *place = Some(column);
        }
    }

    /// The rows of these places, in this order; a place may come several times or not at all.
    pub fn take(&self, rows: &[u32]) -> Self {
        let columns = self.columns.iter().map(|column| column.as_ref().map(|column| column.take(rows))).collect();
        Self { rows: rows.len(), columns }
    }

    /// Appends the rows of another batch.
    pub fn append(&mut self, other: Self) {
        if self.rows == 0 {
            *self = other;
            return;
        }
        if self.columns.len() < other.columns.len() {
            self.columns.resize_with(other.columns.len(), || None);
        }
        let nulls = |rows: usize| Column::Values(vec![Value::Null; rows]);
        let mut theirs = other.columns.into_iter();
        for mine in &mut self.columns {
            match (mine.as_mut(), theirs.next().flatten()) {
                (Some(mine), Some(theirs)) => mine.append(theirs, self.rows),
                (Some(mine), None) => mine.append(nulls(other.rows), self.rows),
                (None, Some(theirs)) => mine.insert(nulls(self.rows)).append(theirs, self.rows),
                (None, None) => {}
            }
        }
        self.rows += other.rows;
    }

    /// Bytes held, as an estimate.
    pub fn size(&self) -> usize {
        64 + self.columns.iter().flatten().map(Column::size).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_and_appends_rows() {
        let (a, b) = (Slot(0), Slot(2));
        let mut batch = Batch::of_rows(2);
        batch.set(a, Column::Nodes(vec![7, NONE]));
        let mut other = Batch::of_rows(1);
        other.set(a, Column::of(vec!["x".into()]));
        other.set(b, Column::of(vec![1.into()]));
        batch.append(other);
        let taken = batch.take(&[2, 0, 0]);
        let row = |slot| (0..3).map(|i| taken.value(slot, i)).collect::<Vec<_>>();
        assert_eq!(row(a), ["x".into(), Value::Node(NodeId(7)), Value::Node(NodeId(7))]);
        assert_eq!(row(b), [1.into(), Value::Null, Value::Null]);
        assert_eq!(batch.value(a, 1), Value::Null);
    }
}
