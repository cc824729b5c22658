//! What rows are sorted by, in columns.

use std::cmp::Ordering;

use crate::batch::{Batch, Column, NONE};
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::{Context, Places, eval_rows};
use crate::limits::Budget;
use crate::value::{Value, order};

/// The keys of rows: a column for each, and whether the largest comes first.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(Vec<(Column, bool)>);

impl Keys {
    /// The keys of a batch's rows.
    pub(super) fn of(by: &[(Expr, bool)], batch: &Batch, context: Context<'_>) -> Result<Self> {
        let rows = batch.len();
        let column = |(expr, descending): &(Expr, bool)| {
            let vector = eval_rows(expr, batch, Places::All(rows), context)?;
            Ok((vector.into_column(rows), *descending))
        };
        Ok(Self(by.iter().map(column).collect::<Result<_>>()?))
    }

    /// Which of two rows comes first: the one at `a` here, or the one at `b` there.
    pub(super) fn compare(&self, a: u32, other: &Self, b: u32, budget: &Budget) -> Result<Ordering> {
        for ((column, descending), (others, _)) in self.0.iter().zip(&other.0) {
            let ordering = compare((column, a as usize), (others, b as usize), budget)?;
            if ordering.is_ne() {
                return Ok(if *descending { ordering.reverse() } else { ordering });
            }
        }
        Ok(Ordering::Equal)
    }

    pub(super) fn take(&self, rows: &[u32]) -> Self {
        Self(self.0.iter().map(|(column, descending)| (column.take(rows), *descending)).collect())
    }

    /// Appends the keys of more rows to those of so many.
    pub(super) fn append(&mut self, other: Self, rows_before: usize) {
        if self.0.is_empty() {
            *self = other;
            return;
        }
        self.0.iter_mut().zip(other.0).for_each(|((column, _), (more, _))| column.append(more, rows_before));
    }

    /// Bytes held.
    pub(super) fn size(&self) -> usize {
        self.0.iter().map(|(column, _)| column.size()).fold(0, usize::saturating_add)
    }
}

/// The order of two values, as ORDER BY has it: null is the largest.
fn compare((a, row): (&Column, usize), (b, other): (&Column, usize), budget: &Budget) -> Result<Ordering> {
    fn with_null<T>(a: Option<T>, b: Option<T>, compare: impl FnOnce(T, T) -> Ordering) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => compare(a, b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }
    Ok(match (a, b) {
        (Column::Integers(a), Column::Integers(b)) => with_null(a.get(row), b.get(other), |a, b| a.cmp(&b)),
        (Column::Booleans(a), Column::Booleans(b)) => with_null(a.get(row), b.get(other), |a, b| a.cmp(&b)),
        (Column::Floats(a), Column::Floats(b)) => with_null(a.get(row), b.get(other), |a, b| {
            // NaN is the largest number
            a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
        }),
        (Column::Texts(a, texts), Column::Texts(b, others)) => {
            let (a, b) =
                (a.get(row).and_then(|code| texts.text(code)), b.get(other).and_then(|code| others.text(code)));
            budget.work(a.map_or(0, str::len).min(b.map_or(0, str::len)))?;
            with_null(a, b, str::cmp)
        }
        (Column::Nodes(a), Column::Nodes(b)) | (Column::Relationships(a), Column::Relationships(b)) => {
            // no entity has the largest number
            a.get(row).unwrap_or(&NONE).cmp(b.get(other).unwrap_or(&NONE))
        }
        (Column::Values(a), Column::Values(b)) => {
            let (a, b) = (a.get(row).unwrap_or(&Value::Null), b.get(other).unwrap_or(&Value::Null));
            budget.work(a.size().min(b.size()))?;
            order(a, b)
        }
        (a, b) => {
            let (a, b) = (a.value(row), b.value(other));
            budget.work(a.size().min(b.size()))?;
            order(&a, &b)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Typed;
    use crate::limits::{Interrupt, Limits};

    #[test]
    fn columns_are_ordered_as_their_values() {
        let columns = [
            Column::of(vec![2.into(), 1.into()]),
            Column::Integers(Typed::of([None, Some(-3)].into_iter())),
            Column::Floats(Typed::of([Some(f64::NAN), None, Some(-0.0), Some(0.0), Some(1.5)].into_iter())),
            Column::Booleans(Typed::of([Some(true), None, Some(false)].into_iter())),
            Column::Nodes(vec![NONE, 4, 0]),
            Column::Relationships(vec![3, NONE]),
            Column::of(vec!["b".into(), Value::Null, "a".into(), 7.into(), Value::list([])]),
        ];
        let budget = Budget::start(Limits::default(), Interrupt::default());
        for a in &columns {
            for b in &columns {
                for (row, other) in (0..a.len()).flat_map(|row| (0..b.len()).map(move |other| (row, other))) {
                    let expected = order(&a.value(row), &b.value(other));
                    assert_eq!(compare((a, row), (b, other), &budget).unwrap(), expected, "{a:?} {b:?}");
                }
            }
        }
    }
}
