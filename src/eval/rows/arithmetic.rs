//! Arithmetic of columns of numbers. What does not fit, or is no number, is left to go row by row, where it is an error
//! or something else.

use super::Vector;
use crate::ast::Operator;
use crate::batch::{Column, Typed};
use crate::value::Value;

pub(super) fn binary(operator: Operator, left: &Vector<'_>, right: &Vector<'_>, rows: usize) -> Option<Column> {
    // a power is always a float
    if operator != Operator::Power
        && let (Some(first), Some(second)) = (Integers::of(left), Integers::of(right))
    {
        return match operator {
            // the sign of the result says what carrying would, without a branch
            Operator::Add => integers(&first, &second, rows, |a, b| {
                let sum = a.wrapping_add(b);
                (sum, (a ^ sum) & (b ^ sum))
            }),
            Operator::Subtract => integers(&first, &second, rows, |a, b| {
                let difference = a.wrapping_sub(b);
                (difference, (a ^ b) & (a ^ difference))
            }),
            Operator::Multiply if first.are_short() && second.are_short() => {
                integers(&first, &second, rows, |a, b| (a.wrapping_mul(b), 0))
            }
            Operator::Multiply => integers(&first, &second, rows, |a, b| {
                let (product, overflows) = a.overflowing_mul(b);
                (product, -i64::from(overflows))
            }),
            Operator::Divide => integers(&first, &second, rows, |a, b| match a.checked_div(b) {
                Some(quotient) => (quotient, 0),
                None => (0, -1),
            }),
            Operator::Modulo => integers(&first, &second, rows, |a, b| match a.checked_rem(b) {
                Some(rest) => (rest, 0),
                None => (0, -1),
            }),
            _ => None,
        };
    }
    let (left, right) = (Numbers::of(left)?, Numbers::of(right)?);
    match operator {
        Operator::Add => Some(floats(&left, &right, rows, |a, b| a + b)),
        Operator::Subtract => Some(floats(&left, &right, rows, |a, b| a - b)),
        Operator::Multiply => Some(floats(&left, &right, rows, |a, b| a * b)),
        Operator::Divide => Some(floats(&left, &right, rows, |a, b| a / b)),
        Operator::Modulo => Some(floats(&left, &right, rows, |a, b| a % b)),
        Operator::Power => Some(floats(&left, &right, rows, f64::powf)),
        _ => None,
    }
}

/// The same numbers with the other sign. `None` where one is no number, or has no other sign.
pub(super) fn negate(of: &Vector<'_>, rows: usize) -> Option<Column> {
    match of.column()? {
        // zero has two signs as a float
        Column::Floats(Typed { values, nulls }) => {
            let values = values.iter().map(|value| -value).collect();
            Some(Column::Floats(Typed { values, nulls: nulls.clone() }))
        }
        Column::Integers(_) => binary(Operator::Subtract, &Vector::Constant(Value::Integer(0)), of, rows),
        _ => None,
    }
}

/// `combine` gives a result, and something negative if it does not fit. `None` where one does not.
fn integers(
    left: &Integers<'_>,
    right: &Integers<'_>,
    rows: usize,
    combine: impl Fn(i64, i64) -> (i64, i64),
) -> Option<Column> {
    let mut over = 0;
    let mut value = |a: i64, b: i64| {
        let (value, is_over) = combine(a, b);
        over |= is_over;
        value
    };
    let values = match (left.full(), right.full()) {
        (Some(a), Some(b)) => Typed::full(a.iter().zip(b).map(|(a, b)| value(*a, *b)).collect()),
        (Some(a), None) if let Integers::One(b) = right => Typed::full(a.iter().map(|a| value(*a, *b)).collect()),
        (None, Some(b)) if let Integers::One(a) = left => Typed::full(b.iter().map(|b| value(*a, *b)).collect()),
        _ => Typed::of((0..rows).map(|row| Some(value(left.get(row)?, right.get(row)?)))),
    };
    (over >= 0).then_some(Column::Integers(values))
}

fn floats(left: &Numbers<'_>, right: &Numbers<'_>, rows: usize, combine: impl Fn(f64, f64) -> f64) -> Column {
    let values = match (left, right) {
        (Numbers::Floats(Typed { values: a, nulls: None }), Numbers::Floats(Typed { values: b, nulls: None })) => {
            Typed::full(a.iter().zip(b).map(|(a, b)| combine(*a, *b)).collect())
        }
        (Numbers::One(a), Numbers::Floats(Typed { values: b, nulls: None })) => {
            Typed::full(b.iter().map(|b| combine(*a, *b)).collect())
        }
        (Numbers::Floats(Typed { values: a, nulls: None }), Numbers::One(b)) => {
            Typed::full(a.iter().map(|a| combine(*a, *b)).collect())
        }
        _ => Typed::of((0..rows).map(|row| Some(combine(left.get(row)?, right.get(row)?)))),
    };
    Column::Floats(values)
}

/// Integers in each row.
enum Integers<'v> {
    One(i64),
    Each(&'v Typed<i64>),
}

impl<'v> Integers<'v> {
    fn of(vector: &'v Vector<'_>) -> Option<Self> {
        match vector {
            Vector::Constant(Value::Integer(i)) => Some(Self::One(*i)),
            Vector::Column(column) => match &**column {
                Column::Integers(integers) => Some(Self::Each(integers)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether none is null and products of two such numbers have 64 bits.
    fn are_short(&self) -> bool {
        let bits = |bits: i64, i: &i64| bits | (i ^ (i >> 63));
        let all = match self {
            Self::One(i) => Some(bits(0, i)),
            Self::Each(_) => self.full().map(|values| values.iter().fold(0, bits)),
        };
        all.is_some_and(|bits| bits < 1 << 31)
    }

    /// All of them, where none is null.
    fn full(&self) -> Option<&[i64]> {
        match self {
            Self::Each(Typed { values, nulls: None }) => Some(values),
            _ => None,
        }
    }

    #[inline]
    fn get(&self, row: usize) -> Option<i64> {
        match self {
            Self::One(i) => Some(*i),
            Self::Each(integers) => integers.get(row),
        }
    }
}

/// Numbers in each row, as floats.
enum Numbers<'v> {
    One(f64),
    Integers(&'v Typed<i64>),
    Floats(&'v Typed<f64>),
}

impl<'v> Numbers<'v> {
    fn of(vector: &'v Vector<'_>) -> Option<Self> {
        match vector {
            Vector::Constant(Value::Integer(i)) => Some(Self::One(*i as f64)),
            Vector::Constant(Value::Float(x)) => Some(Self::One(*x)),
            Vector::Column(column) => match &**column {
                Column::Integers(integers) => Some(Self::Integers(integers)),
                Column::Floats(floats) => Some(Self::Floats(floats)),
                _ => None,
            },
            _ => None,
        }
    }

    #[inline]
    fn get(&self, row: usize) -> Option<f64> {
        match self {
            Self::One(x) => Some(*x),
            Self::Integers(integers) => integers.get(row).map(|i| i as f64),
            Self::Floats(floats) => floats.get(row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Checked = fn(i64, i64) -> Option<i64>;

    #[test]
    fn what_does_not_fit_is_left() {
        let extremes = [0, 1, -1, 7, (1 << 31) - 1, 1 << 31, -(1 << 31), 1 << 32, i64::MAX, i64::MIN, i64::MAX - 1];
        let checked: [(Operator, Checked); 5] = [
            (Operator::Add, i64::checked_add),
            (Operator::Subtract, i64::checked_sub),
            (Operator::Multiply, i64::checked_mul),
            (Operator::Divide, i64::checked_div),
            (Operator::Modulo, i64::checked_rem),
        ];
        let column = |i: i64| Vector::from(Column::Integers(Typed::full(vec![2, i])));
        for (operator, expected) in checked {
            for (a, b) in extremes.iter().flat_map(|a| extremes.map(|b| (*a, b))) {
                for right in [column(b), Vector::Constant(b.into())] {
                    let found = binary(operator, &column(a), &right, 2);
                    let first = if matches!(right, Vector::Constant(_)) { b } else { 2 };
                    let both = expected(2, first).zip(expected(a, b)).map(|(first, second)| [first, second]);
                    let found = found.map(|column| [column.value(0), column.value(1)]);
                    assert_eq!(found, both.map(|both| both.map(Value::from)), "{operator:?} {a} {b}");
                }
            }
        }
    }
}
