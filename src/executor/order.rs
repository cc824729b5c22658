//! What rows are sorted by, in columns.

use std::cmp::Ordering;

use super::ranks;
use crate::batch::{Batch, Column, NONE, Typed};
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

    /// These keys, then others of the same rows.
    pub(super) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The rows that by the first key do not come after the one at `place` there.
    pub(super) fn not_after(&self, other: &Self, place: u32, budget: &Budget) -> Result<Vec<u32>> {
        let (Some((column, descending)), Some((others, _))) = (self.0.first(), other.0.first()) else {
            return Ok((0..self.rows()).collect());
        };
        if let (Column::Integers(Typed { values, nulls: None }), Column::Integers(bounds)) = (column, others)
            && let Some(bound) = bounds.get(place as usize)
        {
            let fits = |value: i64| if *descending { value >= bound } else { value <= bound };
            return Ok((0u32..).zip(values).filter(|(_, value)| fits(**value)).map(|(row, _)| row).collect());
        }
        if let (Column::Floats(Typed { values, nulls: None }), Column::Floats(bounds)) = (column, others)
            && let Some(bound) = bounds.get(place as usize).filter(|bound| !bound.is_nan())
        {
            // NaN is the largest number
            let fits = |value: f64| if *descending { value >= bound || value.is_nan() } else { value <= bound };
            return Ok((0u32..).zip(values).filter(|(_, value)| fits(**value)).map(|(row, _)| row).collect());
        }
        let mut rows = Vec::new();
        for row in 0..self.rows() {
            let ordering = compare((column, row as usize), (others, place as usize), budget)?;
            if if *descending { ordering.is_ge() } else { ordering.is_le() } {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// Whether the first of these comes before the first of others.
    pub(super) fn is_before(&self, other: &Self, budget: &Budget) -> Result<bool> {
        Ok(self.compare(0, other, 0, budget)?.is_lt())
    }

    fn rows(&self) -> u32 {
        self.0.first().map_or(0, |(column, _)| column.len() as u32)
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

    /// The places of all rows in order; equal ones keep theirs.
    pub(super) fn sorted(&self, budget: &Budget) -> Result<Vec<u32>> {
        if self.rows() <= FEW {
            return budget.sorted(self.rows() as usize, |a, b| self.compare(a, self, b, budget));
        }
        ranks::sorted(&self.0, self.rows() as usize, budget)
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

/// Fewer rows than this are compared as they are.
const FEW: u32 = 64;

/// The order of two values, as ORDER BY has it: null is the largest.
pub(super) fn compare((a, row): (&Column, usize), (b, other): (&Column, usize), budget: &Budget) -> Result<Ordering> {
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
    use std::sync::Arc;

    use super::*;
    use crate::batch::Typed;
    use crate::graph::Texts;
    use crate::limits::{Interrupt, Limits};

    #[test]
    fn ranks_sort_as_values_do() {
        let numbers: Vec<i64> = (0..500).map(|i| i * 7919 % 331 - 100).collect();
        let nullable = |i: &i64| (i % 5 != 0).then_some(*i);
        let float = |i: i64| {
            if i % 7 == 0 {
                f64::NAN
            } else if i % 11 == 0 {
                -0.0
            } else {
                i as f64 / 3.0
            }
        };
        let mut texts = Texts::default();
        for i in 0..90 {
            texts.take(&if i > 50 { format!("a long prefix {i}") } else { i.to_string() });
        }
        let texts = Arc::new(texts);
        let columns = [
            Column::Integers(Typed::full(numbers.clone())),
            Column::Integers(Typed::of(numbers.iter().map(nullable))),
            Column::Floats(Typed::full(numbers.iter().map(|i| float(*i)).collect())),
            Column::Floats(Typed::of(numbers.iter().map(|i| nullable(i).map(float)))),
            Column::Booleans(Typed::of(numbers.iter().map(|i| nullable(i).map(|i| i > 50)))),
            Column::Nodes(numbers.iter().map(|i| if *i < 0 { NONE } else { *i as u32 }).collect()),
            Column::Integers(Typed::of(
                numbers
                    .iter()
                    .map(|i| nullable(i).map(|i| if i % 3 == 0 { i64::MIN + i.abs() } else { i64::MAX - i.abs() })),
            )),
            Column::Texts(Typed::of(numbers.iter().map(|i| nullable(i).map(|i| i.unsigned_abs() as u32 % 90))), texts),
            Column::Values(numbers.iter().map(|i| if i % 4 == 0 { "x".into() } else { nullable(i).into() }).collect()),
        ];
        let budget = Budget::start(Limits::default(), Interrupt::default());
        for column in &columns {
            for descending in [false, true] {
                let second = Column::Integers(Typed::full(numbers.iter().map(|i| i % 3).collect()));
                let third = columns.get(2).unwrap();
                for keys in [
                    Keys(vec![(column.clone(), descending)]),
                    Keys(vec![(column.clone(), descending), (second.clone(), !descending)]),
                    Keys(vec![(second, descending), (column.clone(), !descending), (third.clone(), descending)]),
                ] {
                    let plain = budget.sorted(numbers.len(), |a, b| keys.compare(a, &keys, b, &budget)).unwrap();
                    assert_eq!(keys.sorted(&budget).unwrap(), plain, "{column:?}");
                }
            }
        }
    }

    #[test]
    fn what_does_not_come_after_is_told_alike_for_all_columns() {
        let floats = [f64::NAN, 1.5, -0.0, f64::INFINITY, 0.0, -3.0];
        let columns = [
            (
                Column::Floats(Typed::full(floats.to_vec())),
                Column::of(floats.iter().map(|x| Value::from(*x)).collect()),
            ),
            (
                Column::Integers(Typed::full(vec![3, -1, 3, 7])),
                Column::of(vec![3.into(), (-1).into(), 3.into(), 7.into()]),
            ),
        ];
        let budget = Budget::start(Limits::default(), Interrupt::default());
        for (typed, plain) in &columns {
            for descending in [false, true] {
                for place in 0..typed.len() as u32 {
                    let keys = |column: &Column| Keys(vec![(column.clone(), descending)]);
                    let values = Column::Values((0..plain.len()).map(|row| plain.value(row)).collect());
                    let fast = keys(typed).not_after(&keys(typed), place, &budget).unwrap();
                    assert_eq!(fast, keys(&values).not_after(&keys(&values), place, &budget).unwrap());
                }
            }
        }
    }

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
