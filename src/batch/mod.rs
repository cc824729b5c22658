//! Rows on their way through a plan, in columns: what operators hand each other.

mod column;

use crate::bound::Slot;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::value::Value;

use column::extend;
pub use column::{Column, NONE, Typed};

/// So many rows an operator aims for in one batch; expanding a hub may give more.
pub const BATCH_ROWS: usize = 2048;

/// The lower 32 bits.
const MASK: u64 = u32::MAX as u64;

/// Rows in columns by slot; a slot that has no column holds nothing in any row.
///
/// A row may stand for several that are the same: where nothing asks for what an expansion reaches, it only
/// says how often.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    rows: usize,
    columns: Vec<Option<Column>>,
    /// How many rows each stands for; one without it.
    multiplicity: Option<Vec<u64>>,
}

impl Batch {
    /// One row that holds nothing: what a query starts from.
    pub fn unit() -> Self {
        Self { rows: 1, ..Self::default() }
    }

    /// This many rows that hold nothing yet.
    pub fn of_rows(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// How many rows there are, each counted once.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// How many rows there are, each counted as often as it stands for.
    pub fn count(&self) -> Result<u64> {
        match &self.multiplicity {
            None => Ok(self.rows as u64),
            Some(times) => sum(times).ok_or_else(too_many),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many rows each stands for; `None` where that is one.
    pub fn multiplicity(&self) -> Option<&[u64]> {
        self.multiplicity.as_deref()
    }

    /// Makes each row stand for so many times as many.
    pub fn multiply(&mut self, times: Vec<u64>) -> Result<()> {
        let Some(before) = &mut self.multiplicity else {
            self.multiplicity = Some(times);
            return Ok(());
        };
        multiply(before, &times)
    }

    /// Makes each row stand for one; what it stood for.
    pub fn take_multiplicity(&mut self) -> Option<Vec<u64>> {
        self.multiplicity.take()
    }

    /// As many rows, each standing for as many, that hold nothing.
    pub fn without_columns(self) -> Self {
        Self { columns: Vec::new(), ..self }
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
        self.take_only(rows, None)
    }

    /// The same, with these slots alone (ascending), if they are given.
    pub fn take_only(&self, rows: &[u32], slots: Option<&[Slot]>) -> Self {
        let kept = |at: u32| slots.is_none_or(|slots| slots.binary_search(&Slot(at)).is_ok());
        let columns = (0..).zip(&self.columns);
        let columns = columns.map(|(at, column)| column.as_ref().filter(|_| kept(at)).map(|column| column.take(rows)));
        let columns = columns.collect();
        let multiplicity = self
            .multiplicity
            .as_ref()
            .map(|times| rows.iter().map(|row| times.get(*row as usize).copied().unwrap_or(1)).collect());
        Self { rows: rows.len(), columns, multiplicity }
    }

    /// Whether rows have anything in these slots, or stand for several.
    pub fn has_any(&self, slots: Option<&[Slot]>) -> bool {
        let kept = |at: u32| slots.is_none_or(|slots| slots.binary_search(&Slot(at)).is_ok());
        self.multiplicity.is_some() || (0..).zip(&self.columns).any(|(at, column)| column.is_some() && kept(at))
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
        if self.multiplicity.is_some() || other.multiplicity.is_some() {
            let times = self.multiplicity.get_or_insert_with(|| vec![1; self.rows]);
            extend(times, other.multiplicity.unwrap_or_else(|| vec![1; other.rows]));
        }
        let mut theirs = other.columns.into_iter();
        for mine in &mut self.columns {
            match (mine.as_mut(), theirs.next().flatten()) {
                (Some(mine), Some(theirs)) => mine.append(theirs, self.rows),
                (Some(mine), None) => mine.append(Column::nulls(other.rows), self.rows),
                (None, Some(theirs)) => mine.insert(Column::nulls(self.rows)).append(theirs, self.rows),
                (None, None) => {}
            }
        }
        self.rows += other.rows;
    }

    /// Bytes held, as an estimate.
    pub fn size(&self) -> usize {
        let times = self.multiplicity.as_ref().map_or(0, |times| times.len() * 8);
        64 + times + self.columns.iter().flatten().map(Column::size).sum::<usize>()
    }
}

/// Multiplies each number with the one in its place.
pub fn multiply(products: &mut [u64], times: &[u64]) -> Result<()> {
    let pairs = products.iter().zip(times);
    let bits = pairs.fold(0, |bits, (product, times)| bits | product | times);
    let pairs = products.iter_mut().zip(times);
    if u32::try_from(bits).is_ok() {
        // the product of two of 32 bits has 64
        pairs.for_each(|(product, times)| *product = (*product & MASK) * (times & MASK));
        return Ok(());
    }
    let mut is_too_many = false;
    for (product, times) in pairs {
        let (value, overflows) = product.overflowing_mul(*times);
        *product = value;
        is_too_many |= overflows;
    }
    if is_too_many { Err(too_many()) } else { Ok(()) }
}

/// The sum, if it is one of 64 bits.
pub fn sum(numbers: &[u64]) -> Option<u64> {
    let (mut bits, mut sum) = (0, 0u64);
    for number in numbers {
        bits |= number;
        sum = sum.wrapping_add(*number);
    }
    // none is more than their bits together
    if bits.checked_mul(numbers.len() as u64).is_some() {
        return Some(sum);
    }
    u64::try_from(numbers.iter().map(|number| u128::from(*number)).sum::<u128>()).ok()
}

/// The error where rows are more than can be counted.
pub fn too_many() -> Error {
    Error::new(ErrorKind::ArithmeticError, Detail::IntegerOverflow, "there are more rows than 64 bits can count")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::NodeId;

    #[test]
    fn takes_and_appends_rows() {
        let (a, b) = (Slot(0), Slot(2));
        let mut batch = Batch::of_rows(2);
        batch.set(a, Column::Nodes(vec![7, NONE]));
        let mut other = Batch::of_rows(1);
        other.set(a, Column::of(vec!["x".into()]));
        other.set(b, Column::of(vec![1.into()]));
        other.multiply(vec![3]).unwrap();
        batch.append(other);
        let taken = batch.take(&[2, 0, 0]);
        let row = |slot| (0..3).map(|i| taken.value(slot, i)).collect::<Vec<_>>();
        assert_eq!(row(a), ["x".into(), Value::Node(NodeId(7)), Value::Node(NodeId(7))]);
        assert_eq!(row(b), [1.into(), Value::Null, Value::Null]);
        assert_eq!(batch.value(a, 1), Value::Null);
        assert_eq!((taken.multiplicity(), taken.count().unwrap()), (Some(&[3, 1, 1][..]), 5));
    }

    #[test]
    fn numbers_keep_their_nulls() {
        let mut integers = Column::of(vec![1.into(), 2.into()]);
        integers.append(Column::Integers(Typed::of([None, Some(3)].into_iter())), 2);
        let values: Vec<Value> = (0..4).map(|row| integers.take(&[3, 2, 1, 0]).value(row)).collect();
        assert_eq!(values, [3.into(), Value::Null, 2.into(), 1.into()]);
        assert!(matches!(integers, Column::Integers(_)));
    }

    #[test]
    fn more_rows_than_can_be_counted_are_an_error() {
        let mut batch = Batch::unit();
        batch.multiply(vec![u64::MAX]).unwrap();
        assert!(batch.multiply(vec![2]).is_err());
    }
}
